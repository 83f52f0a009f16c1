"""Rows, cells, states and drops are one structure, and agree with one another."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from statements import AID, CAMPS, INTEGRITY, MINES, TRUCE, numbered

from sulh.model import ClauseMove, ClauseState, LinkGrade, LinkKind
from sulh.wording import Clause, ClauseLink, Statement, ThreadCell, Threads, trace
from sulh.wording.histories import marked
from sulh.wording.link_table import LinkTable
from sulh.wording.rows import rows_of

FORMULAE = (INTEGRITY, TRUCE, MINES, AID, CAMPS, TRUCE.replace("Called for", "Demanded"), MINES.replace("sixty", "thirty"))


def series(*statements: list[str], excerpts: frozenset[int] = frozenset()) -> list[Statement]:
    return [
        Statement(f"s{at}", numbered(*formulae), f"2031-01-{at + 1:02}", complete=at not in excerpts)
        for at, formulae in enumerate(statements)
    ]


def cells_of(threads: Threads, opening: str) -> list[ThreadCell]:
    row = next(one for one in threads.threads if threads.clause(one.clauses[0]).text.startswith(opening))
    return [threads.at(row.id, statement.id) for statement in threads.statements]


def test_states_follow_the_row() -> None:
    found = cells_of(trace(series([MINES, AID], [AID], [AID], [MINES, AID])), "Agreed to hand")
    assert [cell.state for cell in found] == [ClauseState.FIRST_SEEN, ClauseState.DROPPED, ClauseState.ABSENT, ClauseState.RETURNED]
    assert (found[1].earlier, found[1].compared_with, found[3].compared_with) == (("s0#2",), "s0", "s0")


def test_excerpt_drops_nothing_and_the_next_complete_statement_does() -> None:
    found = cells_of(trace(series([MINES, AID], [AID], [AID], excerpts=frozenset({1}))), "Agreed to hand")
    assert [cell.state for cell in found] == [ClauseState.FIRST_SEEN, ClauseState.UNKNOWN, ClauseState.DROPPED]


@example([[INTEGRITY, TRUCE, MINES, FORMULAE[5]], [INTEGRITY, TRUCE], [], [FORMULAE[5]]], frozenset())
@given(st.lists(st.lists(st.sampled_from(FORMULAE), max_size=5, unique=True), min_size=1, max_size=5), st.frozensets(st.integers(0, 4)))
def test_no_cell_contradicts_another(statements: list[list[str]], excerpts: frozenset[int]) -> None:
    threads = trace(series(*statements, excerpts=excerpts))
    place = {statement.id: at for at, statement in enumerate(threads.statements)}
    for thread in threads.threads:
        held = {place[cell.statement] for cell in thread.cells if cell.clauses}
        for cell in thread.cells:
            at = place[cell.statement]
            before = [one for one in held if one < at]
            assert (cell.state is ClauseState.PERHAPS) == bool(cell.perhaps)
            begins, ends = (ClauseState.FIRST_SEEN, ClauseState.PERHAPS), (ClauseState.DROPPED, ClauseState.PERHAPS)
            assert (cell.state in begins) == (not before) if cell.clauses else cell.state in ends
            for id in cell.perhaps:
                there = threads.clause(id).statement
                assert place[there] < at if cell.clauses else there == cell.statement
                assert threads.at(threads.thread_of(id).id, cell.statement).state not in (ClauseState.DROPPED, ClauseState.FIRST_SEEN)
            if cell.state in (ClauseState.CHANGED, ClauseState.CARRIED, ClauseState.RETURNED, ClauseState.DROPPED):
                last = threads.statements[before[-1]].id
                # What returns may be an older wording than the last one: it is compared with the statement that had it.
                older = {threads.statements[one].id for one in before} if cell.state is ClauseState.RETURNED else {last}
                assert cell.compared_with in older
                assert cell.earlier and all(threads.clause(id).statement == cell.compared_with for id in cell.earlier)
    for clause in threads.clauses:
        cell = threads.at(threads.thread_of(clause.id).id, clause.statement)
        assert clause.id in cell.clauses and clause.state is cell.state
    dropped = {
        (id, cell.statement)
        for one in threads.threads
        for cell in one.cells
        if cell.state is ClauseState.DROPPED and not cell.merged_into
        for id in cell.earlier
    }
    assert {(drop.clause, drop.missing_from) for drop in threads.drops} == dropped


def test_split_clause_goes_on_in_two_rows_that_share_their_beginning() -> None:
    joined = f"{MINES}; {AID[0].lower()}{AID[1:]}"
    threads = trace(series([joined], [MINES, AID]))
    holding = [one for one in threads.threads if "s0#2" in one.clauses]
    assert [one.clauses for one in holding] == [("s0#2", "s1#2"), ("s0#2", "s1#3")]
    assert threads.thread_of("s0#2") == holding[0]
    link = threads.link("s0#2", "s1#3")
    assert link is not None
    span = threads.statement("s0").text[slice(*link.earlier_span)]
    assert span.endswith("during the winter") and "minefields" not in span
    # What one piece keeps is not shown as gone from the other, nor as moved.
    kept = ["".join(piece.earlier for piece in marked(threads, threads.at(one.id, "s1"))) for one in holding]
    assert ["minefields" in text for text in kept] == [True, False] and ["flour" in text for text in kept] == [False, True]
    assert not any(cell.move is ClauseMove.ELSEWHERE for cell in threads.column("s1"))


def test_moved_clause_is_told() -> None:
    threads = trace(series([INTEGRITY, TRUCE, MINES, AID], [AID, INTEGRITY, TRUCE, MINES]))
    moved = [(threads.clause(cell.clauses[0]).text[:8], cell.move) for cell in threads.column("s1") if cell.move]
    assert moved == [("Welcomed", ClauseMove.ELSEWHERE)]
    inserted = trace(series([INTEGRITY, TRUCE, MINES], [CAMPS, INTEGRITY, TRUCE, MINES]))
    assert not any(cell.move for cell in inserted.column("s1"))


def test_move_from_the_preamble_to_the_operative_part_is_told() -> None:
    texts = (
        f"The guarantors,\n\nRecalling the truce along the river Isk which both shores signed,\n\n1. {MINES};\n\n2. {AID}.",
        f"The guarantors,\n\n1. Recalling the truce along the river Isk which both shores signed;\n\n2. {MINES};\n\n3. {AID}.",
    )
    threads = trace([Statement("a", texts[0], "2031-01"), Statement("b", texts[1], "2031-02")])
    assert [cell.move for cell in threads.column("b") if cell.move] == [ClauseMove.TO_OPERATIVE]


def test_weak_links_make_no_state() -> None:
    for link in (threads := trace(series(list(FORMULAE[:5]), list(FORMULAE[2:])))).links:
        if link.grade is LinkGrade.WEAK:
            assert link not in threads.ancestors(link.later) and link in threads.possible(link.later)
            assert threads.clause(link.later).ancestor != link.earlier


def test_column_has_what_a_statement_holds_then_what_it_drops() -> None:
    threads = trace(series([INTEGRITY, TRUCE, MINES], [MINES, INTEGRITY]))
    column = threads.column("s1")
    states = [cell.state for cell in column]
    assert states[-1] is ClauseState.DROPPED and states.count(ClauseState.DROPPED) == 1
    assert [cell.clauses for cell in column[:-1]] == [("s1#1",), ("s1#2",), ("s1#3",)]


def test_a_weak_link_with_the_last_clause_keeps_a_formula_in_its_row() -> None:
    texts = ["The first round condemns the attack.", "The second round condemns an attack.", "The third round does so too."]
    clauses = [Clause(f"s{at}#1", f"s{at}", None, 0, 0, len(text), text) for at, text in enumerate(texts)]

    def linked(earlier: int, later: int, grade: LinkGrade) -> ClauseLink:
        spans = (0, len(texts[earlier])), (0, len(texts[later]))
        return ClauseLink(clauses[earlier].id, clauses[later].id, LinkKind.EDITED, 0.5, "", *spans, 0.5, 0.5, grade=grade)

    known = [linked(0, 1, LinkGrade.FIRM), linked(0, 2, LinkGrade.LIKELY)]
    assert len(rows_of([0, 1, 2], LinkTable.of(known, clauses, [0, 1, 2])).rows) == 2
    assert len(rows_of([0, 1, 2], LinkTable.of([*known, linked(1, 2, LinkGrade.WEAK)], clauses, [0, 1, 2])).rows) == 1


# A sentence, another of a later statement that does not bring it back, and whether that is said.
BACK = (
    (
        "Affirmed their commitment to the establishment of an assembly and recognised the role of Merrow in setting the conditions for it",
        "Affirmed their commitment to work together for the conditions of a durable and sustainable peace in the Isk basin",
        False,
    ),
    (
        "Welcomed the release of the prisoners held at Ruhl, among them several children of the harbour towns",
        "Welcomed the efforts of the relief fund to bring in the harvest in the harbour towns",
        False,
    ),
    (
        "The delegations discussed developments on the river Isk and in the surrounding provinces with the mission",
        "The delegations discussed the pause on the river, which will let the barges through to the towns",
        False,
    ),
    (
        "Agreed to stay in contact over the coming days as the exchange is carried out",
        "Agreed to meet again in Tessin next month to review the exchange",
        False,
    ),
    (AID, AID, True),
    (AID, AID.replace("during the winter", "in the spring"), True),
    (CAMPS, CAMPS.replace("Expressed concern", "Expressed grave concern"), True),
    (CAMPS, f"Visited the valley and {CAMPS[0].lower()}{CAMPS[1:]}", True),
)


@pytest.mark.parametrize(("earlier", "later", "back"), BACK)
def test_what_returns_has_a_likeness_that_holds_without_the_statement_between(earlier: str, later: str, back: bool) -> None:
    base = [INTEGRITY, TRUCE, MINES]
    threads = trace(series([*base, earlier], base, [*base, later]))
    clause = next(one for one in threads.clauses if one.statement == "s2" and one.text == f"{later};")
    assert (clause.state is ClauseState.RETURNED) is back
