"""What changed since last time: every formula in one place, substance first; nothing of a retelling is dropped; histories and labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from statements import AID, INTEGRITY, numbered

from sulh.cli.statements import read_statements
from sulh.model import ClauseState
from sulh.render.since import formula_text
from sulh.wording import SinceKind, Statement, history, since, trace
from sulh.wording.gathering import gather
from sulh.wording.labels import labels
from sulh.wording.versions import are_versions, versions

CASES = Path(__file__).resolve().parent / "cases"


def test_substance_comes_first_and_is_named() -> None:
    view = since(trace(read_statements([str(CASES / "inv")])[0]))
    assert view is not None and view.previous is not None and view.previous.date == "2031-01-01"
    substance = {item.label.split(" \u2026")[0]: [str(one.kind) for one in item.cell.substance] for item in view.of(SinceKind.SUBSTANCE)}
    assert [item.kind for item in view.items][: len(substance)] == [SinceKind.SUBSTANCE] * len(substance)
    assert {"negation", "reversal", "number", "deadline"} <= {kind for kinds in substance.values() for kind in kinds}
    assert not view.of(SinceKind.STRONGER)
    assert [item.label for item in view.of(SinceKind.WEAKER)] == ["The parties strongly condemn the attack on the convoy …"]
    assert "Two killed." in [item.label for item in view.of(SinceKind.NEW)]


@pytest.mark.parametrize(("first", "second", "order"), [("2031-03-01", "2031-06-01", [1, 0]), ("2031-03-02", "2031-06-02", [0, 1])])
def test_the_day_of_the_statements_themselves_stands_last(first: str, second: str, order: list[int]) -> None:
    texts = [
        f"The guarantors met in Orra on 1 {month} 2031.\nThey agreed that both armies would leave the valley within {days} days."
        for month, days in (("March", 30), ("June", 45))
    ]
    view = since(trace([Statement("a", texts[0], first), Statement("b", texts[1], second)]))
    assert view is not None
    assert [one.later[0].index for one in view.of(SinceKind.SUBSTANCE)] == order


def test_every_formula_stands_once_and_the_pieces_are_both_texts(series: list[Statement]) -> None:
    view = since(trace(series))
    assert view is not None
    assert len({item.thread for item in view.items}) == len(view.items)
    assert [item.number for item in view.items] == list(range(1, len(view.items) + 1))
    for item in view.items:
        later = " ".join(clause.text for clause in item.later)
        if item.kind is not SinceKind.DROPPED:
            assert "".join(piece.later for piece in item.pieces) == later
    assert [item.label.split()[0] for item in view.of(SinceKind.RETURNED)] == ["Agreed"]


def test_repeated_sentences_that_may_be_told_in_other_words_are_one_item_soon_found() -> None:
    texts = ["".join(f"The parties agreed to open {count} mills. " for _ in range(1_500)) for count in (5, 6)]
    threads = trace([Statement("a", texts[0], "2031-01-01"), Statement("b", texts[1], "2031-02-01")])
    started = perf_counter()
    view = since(threads)
    assert view is not None and perf_counter() - started < 5
    told = [cell for cell in threads.column("b") if cell.perhaps and cell.merged_into is None]
    assert all(threads.shown_with(one) == threads.shown_with(told[0]) for one in told[:20] if one.perhaps[0] in told[0].perhaps)


def test_what_is_dropped_is_grouped_by_issue(series: list[Statement]) -> None:
    view = since(trace([*series, Statement("r5", numbered(INTEGRITY), "2032-05-01")]))
    assert view is not None and view.count(SinceKind.DROPPED) == 2 and not view.may_be_missing
    assert sum(len(items) for _, items in view.gone) == 2
    assert [item.stood for item in view.of(SinceKind.DROPPED)] == [2, 1]


def test_nothing_is_dropped_from_a_retelling_even_if_it_is_called_complete(series: list[Statement]) -> None:
    last = Statement("r5", numbered(INTEGRITY), "2032-05-01", retold=True, complete=True)
    threads = trace([*series, last])
    view = since(threads)
    assert view is not None and view.may_be_missing
    assert view.count(SinceKind.DROPPED) == 0 and view.count(SinceKind.ABSENT) == 2
    assert all(cell.state is not ClauseState.DROPPED for cell in threads.column("r5"))


def test_first_statement_and_none_have_a_view() -> None:
    assert since(trace([])) is None
    view = since(trace([Statement("a", numbered(INTEGRITY), "2031-01-01")]))
    assert view is not None and view.previous is None and view.count(SinceKind.NEW) == len(view.items) > 0


def test_history_groups_uses_by_wording_with_first_and_last(series: list[Statement]) -> None:
    threads = trace(series)
    (thread,) = (one for one in threads.threads if "integrity" in threads.clause(one.clauses[0]).text)
    found = history(threads, thread.id)
    assert [[one.id for one in wording.statements] for wording in found.wordings] == [["r1", "r2", "r3"], ["r4"]]
    assert (found.first.statement.id, found.last.statement.id) == ("r1", "r4")
    assert 0 < found.last.share < 1
    text = formula_text(found)
    assert "First used: 10 January 2031" in text and "Last used: 1 February 2032" in text and "3 statements" in text


def test_labels_tell_formulae_apart() -> None:
    opening = "The members of the Council expressed their deep concern about"
    texts = [f"{opening} the {what} in the north." for what in ("fighting", "hunger", "displacement")]
    threads = trace([Statement("a", numbered(*texts, AID), "2031-01-01")])
    found = list(labels(threads).values())
    assert len(set(found)) == len(found)
    assert any(label.startswith("\u2026 ") and "hunger" in label for label in found)
    assert any(label.startswith(" ".join(AID.split()[:4])) for label in found)


def test_language_versions_are_compared_clause_by_clause() -> None:
    english, french = (one.statements[0] for one in gather(read_statements([str(CASES / "biling")])[0]).series)
    assert are_versions(english, french) and not are_versions(english, replace(french, language="en"))
    pairs = versions(english, french)
    assert [(pair.one.number, pair.other.number) for pair in pairs if pair.one and pair.other] == [("1", "1"), ("2", "2"), ("3", "3")]
    one = Statement("a", "1. Withdraw weapons to 15 kilometres.\n2. Open the road at Orra to all.", language="en")
    other = Statement("b", "1. Retirer les armes \u00e0 5 kilom\u00e8tres.", language="fr")
    first, second = versions(one, other)
    assert first.figures == (("15",), ("5",)) and first.differs
    assert second.other is None and second.differs


def test_sentences_that_became_one_stand_before_in_the_order_of_the_document() -> None:
    first = "It called for an independent inquiry into the fire at the mill."
    second = "It condemned in the strongest terms the burning of the archive of Orra by armed men."
    joined = "It condemned the burning of the archive of Orra by armed men and called for an independent inquiry into the fire at the mill."
    view = since(trace([Statement("a", f"{first}\n{second}", "2031-01"), Statement("b", joined, "2031-02")]))
    assert view is not None
    texts = [" ".join(one.text for one in item.earlier) for item in view.items if len(item.earlier) > 1]
    assert texts == [f"{first} {second}"]
    assert "".join(piece.earlier for item in view.items if len(item.earlier) > 1 for piece in item.pieces) == texts[0]
