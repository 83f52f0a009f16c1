"""Links are held as numbers, and made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sulh.model import LinkGrade
from sulh.wording import Statement, Threads, trace
from sulh.wording import links as making
from sulh.wording.link_table import LinkTable, rounded

TEXTS = (
    "The parties agreed to release {} detainees at the crossing of Orra.\n\nThey condemned the attack on the convoy near Velin on {} May.",
    "The parties agreed to release {} detainees at the crossing of Orra, and condemned the attack on the convoy near Velin on {} May.",
)


@pytest.fixture
def threads() -> Threads:
    texts = [TEXTS[number == 3].format(10 + number, number + 1) for number in range(6)]
    return trace(Statement(f"s{number}", text, f"2031-0{number + 1}") for number, text in enumerate(texts))


def test_tracing_makes_no_link_that_nobody_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    held = making._Making.link

    def counted(own: making._Making, at: int) -> object:
        made.append(at)
        return held(own, at)

    monkeypatch.setattr(making._Making, "link", counted)
    texts = [TEXTS[0].format(100 + number, number % 28 + 1) for number in range(40)]
    found = trace(Statement(f"s{number:02}", text, f"2031-{number // 28 + 1:02}-{number % 28 + 1:02}") for number, text in enumerate(texts))
    assert len(found.links) >= 2 * 40 * 39 // 2
    # Only neighbours are compared, a few times each.
    assert len(made) <= 6 * len(found.clauses)


def test_links_are_a_sequence_in_the_order_of_the_later_clause_then_the_earlier(threads: Threads) -> None:
    links = list(threads.links)
    at = {clause.id: number for number, clause in enumerate(threads.clauses)}
    assert links and len(links) == len(threads.links)
    assert [(at[one.later], at[one.earlier]) for one in links] == sorted((at[one.later], at[one.earlier]) for one in links)
    assert threads.links[0] == links[0] and threads.links[-1] == links[-1] and threads.links[1:3] == tuple(links[1:3])
    same: Sequence[object] = links
    assert threads.links == same and threads.links != same[1:]
    with pytest.raises(IndexError):
        threads.links[len(links)]


def test_what_is_held_of_a_link_is_what_the_link_says(threads: Threads) -> None:
    table, links = threads.links, list(threads.links)
    assert isinstance(table, LinkTable)
    again = LinkTable.of(links[::-1], threads.clauses, table.owner.tolist())
    for name in ("earlier", "later", "kind", "grade", "echo", "score", "earlier_share", "later_share", "plain"):
        assert np.array_equal(getattr(table, name), getattr(again, name)), name
    assert list(again) == links


def test_links_of_a_clause_are_those_of_the_whole_list(threads: Threads) -> None:
    links = list(threads.links)
    for clause in threads.clauses:
        assert threads.descendants(clause.id) == tuple(one for one in links if one.earlier == clause.id and one.grade != LinkGrade.WEAK)
        before = [one for one in links if one.later == clause.id and one.grade != LinkGrade.WEAK]
        assert sorted(threads.ancestors(clause.id), key=lambda one: one.earlier) == sorted(before, key=lambda one: one.earlier)
        assert all(threads.link(one.earlier, one.later) == one for one in before)
        if before:
            assert threads.best(clause.id) == threads.ancestors(clause.id)[0]
    assert threads.link("no clause", threads.clauses[0].id) is None and threads.ancestors("no clause") == ()


def test_shares_are_rounded_as_python_rounds_them() -> None:
    chance = np.random.default_rng(5)
    values = np.concatenate([chance.random(20_000), np.arange(2_000) / 20_000, np.array([0.0, 1.0, 0.00005, 0.99995])])
    assert rounded(values).tolist() == [round(value, 4) for value in values.tolist()]
