"""A trace says what is first seen, carried, changed, returned and dropped, whatever the order of the input."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations

import pytest
from statements import AID, INTEGRITY, MINES, TRUCE, numbered

from sulh.model import ClauseState, DateError, SulhError
from sulh.wording import Statement, trace


def states(series: list[Statement], statement: str) -> list[ClauseState]:
    return [clause.state for clause in trace(series).clauses if clause.statement == statement and not clause.boilerplate]


def test_states_of_four_rounds(series: list[Statement]) -> None:
    assert states(series, "r1") == [ClauseState.FIRST_SEEN] * 3
    assert states(series, "r2") == [ClauseState.CARRIED, ClauseState.CHANGED]
    assert states(series, "r3") == [ClauseState.CARRIED]
    assert states(series, "r4") == [ClauseState.RETURNED, ClauseState.CHANGED, ClauseState.FIRST_SEEN]


def test_drop_is_said_of_complete_statements_only(series: list[Statement]) -> None:
    threads = trace(series)
    gone = {(threads.clause(drop.clause).text[:6], drop.missing_from) for drop in threads.drops}
    assert ("Agreed", "r2") in gone
    assert ("Demand", "r4") in gone
    assert all(missing != "r3" for _, missing in gone)


def test_same_result_whatever_the_order(series: list[Statement]) -> None:
    expected = trace(series).to_json()
    assert all(trace(order).to_json() == expected for order in permutations(series))
    assert json.loads(expected)["threads"]


def test_statements_stand_in_order_of_date_then_id_without_date_last() -> None:
    dates = {"z": None, "b": "2031-05", "a": "2031-05", "c": "2030", "y": None}
    given = [Statement(id, numbered(INTEGRITY), date) for id, date in dates.items()]
    assert [one.id for one in trace(given).statements] == ["c", "a", "b", "y", "z"]


def test_nothing_one_and_twice_the_same_behave(series: list[Statement]) -> None:
    assert trace([]).threads == ()
    assert trace([Statement("empty", "")]).clauses == ()
    one = trace(series[:1])
    assert not one.links and one.drops == () and len(one.threads) == len(one.clauses)
    assert trace(series[:1] * 2) == one


def test_copy_under_another_id_is_carried(series: list[Statement]) -> None:
    copy = Statement("copy", series[0].text, series[0].date)
    assert all(clause.state is ClauseState.CARRIED for clause in trace([series[0], copy]).clauses if clause.statement == "r1")


def test_one_id_for_two_texts_is_refused(series: list[Statement]) -> None:
    with pytest.raises(SulhError, match="r1"):
        trace([series[0], Statement("r1", "Other words.")])


def test_date_that_is_none_is_refused() -> None:
    with pytest.raises(DateError):
        trace([Statement("a", "x", "spring")])


def test_thread_follows_a_formula_through_all_rounds(series: list[Statement]) -> None:
    threads = trace(series)
    thread = next(one for one in threads.threads if "integrity" in threads.clause(one.clauses[0]).text)
    assert [threads.clause(id).statement for id in thread.clauses] == ["r1", "r2", "r3", "r4"]
    assert threads.cell(thread.id, "r4")[0].text.endswith("may undermine;")
    assert threads.thread_of(thread.clauses[-1]) == thread
    assert threads.best(thread.clauses[0]) is None
    best = threads.best(thread.clauses[-1])
    assert best is not None and best == threads.ancestors(thread.clauses[-1])[0]
    assert best.earlier == thread.clauses[2]


def test_clause_that_joins_two_formulae_stands_in_both_threads() -> None:
    joined = numbered(f"{MINES}; {AID[0].lower()}{AID[1:]}")
    threads = trace([Statement("a", numbered(MINES, AID), "2031-01"), Statement("b", joined, "2031-02")])
    holding = [one for one in threads.threads if "b#2" in one.clauses]
    assert [one.clauses[0] for one in holding] == ["a#2", "a#3"]


def test_tracks_are_compared_with_themselves() -> None:
    given = [
        Statement("a", numbered(TRUCE, MINES), "2031-01", track="Tessin"),
        Statement("b", numbered(AID), "2031-02", track="Lindmoor"),
        Statement("c", numbered(TRUCE), "2031-03", track="Tessin"),
    ]
    threads = trace(given)
    assert [clause.state for clause in threads.clauses if clause.id == "c#2"] == [ClauseState.CARRIED]
    assert [(drop.clause, drop.missing_from) for drop in threads.drops] == [("a#3", "c")]


def test_clause_moved_into_two_with_its_words_is_carried() -> None:
    joined = numbered(f"{MINES}; {AID[0].lower()}{AID[1:]}")
    given = [Statement("a", joined, "2031-01"), Statement("b", numbered(MINES, AID), "2031-02")]
    assert states(given, "b") == [ClauseState.CARRIED] * 2


FRENCH = (
    "1. Réaffirment leur attachement à la souveraineté et à l'unité de l'Orvanie;",
    "2. Exigent la fin des tirs sur la rive nord;",
    "1. Exigent la fin immédiate des tirs sur la rive nord;",
    "2. Reaffirment leur attachement a la souverainete et a l’unite de l’Orvanie;",
)
ARABIC = (
    "1. أكدوا التزامهم بسيادة البلاد ووحدة أراضيها واستقلالها؛",
    "2. دعوا إلى وقف إطلاق النار على ضفة النهر.",
    "1. دعوا الى وقف فوري لاطلاق النار على ضفة النهر.",
    "2. اكدوا التزامهم بسيادة البلاد ووحدة اراضيها واستقلالها؛",
)
RUSSIAN = (
    "1. Подтвердили приверженность единству и суверенитету Орвании;",
    "2. Призвали прекратить огонь на северном берегу.",
    "1. Призвали немедленно прекратить огонь на северном берегу.",
    "2. Подтвердили приверженность eдинству и суверенитету Орвании;",
)


@pytest.mark.parametrize("lines", [FRENCH, ARABIC, RUSSIAN], ids=["French", "Arabic", "Russian"])
def test_other_languages_are_traced(lines: tuple[str, ...]) -> None:
    threads = trace([Statement("a", "\n".join(lines[:2]), "2031-01"), Statement("b", "\n".join(lines[2:]), "2031-02")])
    assert [(link.earlier, link.later) for link in threads.links] == [("a#2", "b#1"), ("a#1", "b#2")]
    assert threads.clause("b#1").state is ClauseState.CHANGED
    assert threads.clause("b#2").state is ClauseState.CARRIED
    assert all(clause.verb is not None for clause in threads.clauses)


def test_statement_without_words_drops_nothing() -> None:
    held = Statement("a", "The parties agreed to meet again in Orra before the winter.", "2031-01")
    threads = trace([held, Statement("b", "", "2031-02")])
    assert not threads.drops and threads.column("b") == ()
    again = trace([held, Statement("b", "", "2031-02"), replace(held, id="c", date="2031-03")])
    assert [str(cell.state) for cell in again.column("c")] == ["carried"]


def test_sentence_repeated_many_times_is_linked_to_its_own_turn() -> None:
    names = [f"Sector {number} was visited by the observers of the mission on Monday." for number in range(1, 21)]
    texts = ["\n".join(f"{name}\nNo violations." for name in names[:many]) for many in (20, 19)]
    threads = trace([Statement("a", texts[0], "2031-01"), Statement("b", texts[1], "2031-02")])
    cells = [cell for cell in threads.column("b") if cell.clauses and threads.clause(cell.clauses[0]).text == "No violations."]
    assert len(cells) == 19 and {str(cell.state) for cell in cells} == {"carried"}
