"""The matrix says at a glance what each statement does with each formula."""

from __future__ import annotations

from desk.wording.series import FISH_NOW, PRISON, SCHOOL, UNITY, WATER, series

from sulh.desk.marking import beside, step, steps
from sulh.desk.matrix import MatrixRow, matrix
from sulh.wording import Statement, since, trace, trace_pair


def row(rows: tuple[MatrixRow, ...], words: str) -> MatrixRow:
    """The row of a formula."""
    return next(one for one in rows if words[12:40] in one.text)


def states(one: MatrixRow) -> list[str]:
    """What the statements do with it, in their order."""
    return [crossing.state for crossing in one.crossings]


def test_formula_of_all_statements_stands_first() -> None:
    shown = matrix(trace(series()), boilerplate=True)
    full = [one for one in shown.rows if one.statements == 3]
    assert shown.rows[: len(full)] == tuple(full)
    assert states(row(shown.rows, UNITY)) == ["first_seen", "carried", "carried"]


def test_changed_dropped_returned_and_new_are_told_apart() -> None:
    rows = matrix(trace(series())).rows
    assert states(row(rows, FISH_NOW))[-1] == "changed"
    assert states(row(rows, WATER)) == ["absent", "first_seen", "dropped"]
    assert states(row(rows, PRISON)) == ["first_seen", "dropped", "returned"]
    assert states(row(rows, SCHOOL)) == ["absent", "absent", "first_seen"]


def test_excerpt_is_not_said_to_drop_anything() -> None:
    rows = matrix(trace(series(excerpt="2021-09-01"))).rows
    assert states(row(rows, PRISON))[1] == "unknown"


def test_last_statement_is_summed_up_and_filters_rows() -> None:
    found = trace(series())
    shown = matrix(found, boilerplate=True)
    assert sum(shown.states.values()) == len(found.threads)
    new = matrix(found, state="first_seen")
    assert [states(one)[-1] for one in new.rows] == ["first_seen"] * shown.states["first_seen"]


def test_pages_of_rows_and_columns_lose_nothing() -> None:
    found = trace(series())
    whole = matrix(found)
    pages = [matrix(found, offset=offset, limit=2) for offset in range(0, whole.total, 2)]
    assert [one.thread for page in pages for one in page.rows] == [one.thread for one in whole.rows]
    left, right = matrix(found, until=1, width=1), matrix(found, until=3, width=2)
    assert (*left.columns, *right.columns) == whole.columns
    assert left.last == whole.last


def test_retold_columns_are_known() -> None:
    assert matrix(trace(series(retold="2022-03-01"))).retold
    assert not matrix(trace(series())).retold


def test_nothing_and_one_statement_make_a_matrix() -> None:
    assert matrix(trace(())).rows == ()
    assert matrix(trace((Statement("a", "Agreed to meet again."),))).all_columns == 1


def test_marked_change_holds_both_texts_with_what_went_first() -> None:
    found = trace(series())
    (clause,) = (one for one in found.clauses if "any hour" in one.text)
    one = step(found, clause)
    assert one.earlier is not None
    assert "".join(piece.later for piece in one.pieces) == clause.text
    assert "".join(piece.earlier for piece in one.pieces) == one.earlier.text
    ops = [piece.op for piece in one.pieces]
    assert "insert delete" not in " ".join(ops)


def test_history_of_a_formula_has_every_clause() -> None:
    found = trace(series())
    thread = next(one for one in found.threads if len(one.clauses) == 3)
    assert [one.clause.id for one in steps(found, thread.id)] == list(thread.clauses)
    assert steps(found, "no such thread") == ()


def test_side_by_side_shows_every_clause_of_both_once_with_what_became_of_it() -> None:
    statements = series()
    found = trace_pair(statements[0], statements[-1])
    view = since(found)
    assert view is not None
    first, last = found.statements
    lines = beside(view)
    assert [line.later.id for line in lines if line.later] == [one.id for one in found.clauses if one.statement == last.id]
    assert {one.id for line in lines for one in line.earlier} == {one.id for one in found.clauses if one.statement == first.id}
    assert {line.item.number for line in lines} == {one.number for one in view.items}
    assert sum(line.opens for line in lines) == len(view.items)
