"""A thread matrix as one self-contained page without script: choosing a cell shows its words, the marked change and both sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from markupsafe import Markup

from sulh import words
from sulh.render.page import asset, digest, templates
from sulh.render.quotes import one_line
from sulh.render.threads import MARKS, comparison, note, rows, short_label, statement_label
from sulh.wording import Change, Clause, Statement, Threads, changes

__all__ = ["write_page"]


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of one clause with the change since the one it continues."""

    about: str
    pieces: tuple[Change, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Detail:
    anchor: str
    title: str
    about: str
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    state: str
    mark: str
    words: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    boilerplate: bool
    cells: tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    anchor: str
    short: str
    label: str
    source: str


def write_page(threads: Threads, stream: IO[str], *, pair: tuple[str, str] | None = None) -> None:
    """Write the page of all statements; with `pair`, of the comparison of an earlier and a later statement by their ids."""
    shown = threads.statements if pair is None else tuple(threads.statement(id) for id in pair)
    lines, details = _matrix(threads, shown) if pair is None else _pair(threads, *pair)
    css = asset("threads.css")
    chunks = templates().get_template("threads.html").generate(
        title=f"Formulae in {len(shown)} statements" if pair is None else "Two statements compared",
        note=note(shown),
        legend=[(state, MARKS[state], _meaning(state)) for state in MARKS if state],
        statements=[_column(number, one) for number, one in enumerate(shown)],
        rows=lines, details=details, css=Markup(css), css_digest=digest(css),
    )  # fmt: skip
    stream.writelines(chunks)


def _meaning(state: str) -> str:
    return words.code("ClauseState", state or "absent", "long")


def _column(number: int, statement: Statement) -> _Column:
    return _Column(
        f"s{number}", words.date(statement.date) or f"no. {number + 1}", statement_label(statement), one_line(_source(statement))
    )


def _source(statement: Statement) -> str:
    if not statement.source:
        return ""
    return f"retold from {statement.source}" if statement.retold else f"source: {statement.source}"


def _matrix(threads: Threads, shown: tuple[Statement, ...]) -> tuple[list[_Line], list[_Detail]]:
    lines, details = [], []
    # What recurs stands above what was said once.
    for height, row in enumerate(sorted(rows(threads), key=lambda row: row.present < 2)):
        cells = []
        for number, (state, statement) in enumerate(zip(row.cells, shown, strict=True)):
            clauses = threads.cell(row.thread, statement.id)
            anchor = f"c{height}-{number}" if clauses else None
            cells.append(_Cell(state, MARKS[state], f"{_meaning(state)}, {short_label(statement)}", anchor))
            if anchor is not None:
                parts = tuple(_part(threads, clause) for clause in clauses)
                details.append(_Detail(anchor, row.label, statement_label(statement), parts))
        lines.append(_Line(row.label, row.boilerplate, tuple(cells)))
    return lines, details


def _part(threads: Threads, clause: Clause) -> _Part:
    """A clause against the one it continues; the first of its line against nothing, so without marks."""
    best = threads.best(clause.id)
    number = f"no. {clause.number}, " if clause.number else ""
    own = threads.statement(clause.statement)
    if best is None:
        pieces = tuple(piece for piece in changes(clause.text, clause.text))
        return _Part(f"{number}{_meaning(clause.state)}", pieces, one_line(_source(own)))
    earlier = threads.clause(best.earlier)
    before = threads.statement(earlier.statement)
    grown = f"; {best.verbs[0]} became {best.verbs[1]}, {'stronger' if best.strengthened else 'weaker'}" if best.verbs else ""
    about = f"{number}{words.code('ClauseState', clause.state)}; compared with {statement_label(before)}: {best.reason}{grown}"
    sources = " \u00b7 ".join(filter(None, (_source(own), _source(before))))
    return _Part(one_line(about), changes(earlier.text, clause.text), one_line(sources))


def _pair(threads: Threads, earlier: str, later: str) -> tuple[list[_Line], list[_Detail]]:
    """Rows of a comparison, one cell for each of the two statements."""
    lines, details = [], []
    for height, one in enumerate(comparison(threads, earlier, later)):
        clause = one.later or one.earlier
        assert clause is not None
        anchor = f"c{height}"
        cells = (
            _Cell("carried" if one.earlier else "", MARKS["carried"] if one.earlier else MARKS[""], "earlier statement", anchor),
            _Cell(one.state, MARKS[one.state], one.label, anchor),
        )
        label = one_line(" ".join(clause.text.split()[:9]))
        lines.append(_Line(label, clause.boilerplate, cells))
        details.append(_Detail(anchor, label, one_line(one.label), (_Part("", one.changes, ""),)))
    return lines, details
