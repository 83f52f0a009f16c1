"""A table of counts without the small ones, to be given away: as blocks of a document in two languages, and as rows of a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sulh import words
from sulh.persons.small_counts import ELSEWHERE, LEAST, NOT_SAID, GroupedCounts
from sulh.render.report_block import ReportBlock

__all__ = ["count_blocks", "count_report", "count_rows", "count_title"]

_VOCABULARY = {"category": "PersonCategory", "answer": "HolderAnswer", "wish": "TransferWish"}
_VOCABULARY |= {"fate": "PersonFate", "whereabouts": "PersonWhereabouts"}


def count_blocks(made: GroupedCounts, day: str, language: str = "en") -> list[ReportBlock]:
    """The table as it stood on a day (YYYY-MM-DD): first in `language` (en or ar), then in the other."""
    found = []
    for number, one in enumerate((language, "en" if language == "ar" else "ar")):
        table = tuple(tuple(row) for row in count_rows(made, one))
        note = words.phrase("counts.withheld", language=one, least=LEAST)
        counted = words.phrase("counts.as_of", language=one, day=words.date(day, language=one))
        found += [
            ReportBlock("h1" if number == 0 else "h2", _alone(count_title(made, one), language)),
            ReportBlock("p", _alone(f"{counted} {note}", language)),
            ReportBlock("table", rows=table, numbers=frozenset(range(1, len(table[0])))),
        ]
    return found


def count_report(given: Sequence[tuple[GroupedCounts, str, str, str]], language: str = "en") -> list[ReportBlock]:
    """Several tables, each with the day on which it was counted, who approved it and when: first in `language`, then in the other."""
    found = []
    for number, one in enumerate((language, "en" if language == "ar" else "ar")):
        note = words.phrase("counts.withheld", language=one, least=LEAST)
        title = _alone(words.phrase("counts.report", language=one), language)
        found += [ReportBlock("h1" if number == 0 else "h2", title), ReportBlock("p", _alone(note, language))]
        for made, day, who, approved in given:
            table = tuple(tuple(row) for row in count_rows(made, one))
            counted = words.phrase("counts.as_of", language=one, day=words.date(day, language=one))
            by = words.isolated(who, language=one)
            said = words.phrase("counts.approved", language=one, who=by, day=words.date(approved, language=one))
            found += [
                ReportBlock("h2" if number == 0 else "h3", _alone(count_title(made, one), language)),
                ReportBlock("p", _alone(f"{counted} {said}", language)),
                ReportBlock("table", rows=table, numbers=frozenset(range(1, len(table[0])))),
            ]
    return found


def count_title(made: GroupedCounts, language: str = "en") -> str:
    """What the table counts, and by what."""
    by = words.phrase("counts.and", language=language).join(_dimension(one, language) for one in made.dimensions)
    of, _, side = made.of.partition(":")
    asking, _, asked = side.partition("/") if of == "requests" else (side, "", "")
    phrase = "counts.requests_of" if asked else f"counts.{of}"
    sides = {name: words.isolated(one, language=language) for name, one in (("side", asking), ("asked", asked)) if one}
    return words.phrase(phrase, language=language, by=by, **sides)


def count_rows(made: GroupedCounts, language: str = "en") -> Iterator[list[str]]:
    """The rows of the table with its head and totals; a count that is withheld is an empty cell."""
    table, total = made.shown.table, words.phrase("counts.total", language=language)
    heads = [_label(made.columns, label, language) for label in table.columns] if made.columns else []
    yield [_dimension(made.rows, language), *heads, total]
    for row, label in enumerate((*table.rows, None)):
        first = 0 if made.columns else len(table.columns)
        cells = [made.shown.text(row, column) for column in range(first, len(table.columns) + 1)]
        yield [total if label is None else _label(made.rows, label, language), *cells]


def _alone(said: str, language: str) -> str:
    """A text on a page that runs as `language` does; one in the other language keeps its own direction."""
    return words.isolated(said, language=language)


def _dimension(name: str, language: str) -> str:
    return words.phrase(f"counts.by.{name}", language=language)


def _label(dimension: str, label: str, language: str) -> str:
    if label in (NOT_SAID, ELSEWHERE):
        return words.phrase("counts.not_said" if label == NOT_SAID else "counts.others", language=language)
    if dimension in _VOCABULARY:
        return words.code(_VOCABULARY[dimension], label, language=language)
    if dimension == "sex":
        return words.phrase(f"counts.{label}", language=language)
    return words.date(label, language=language) if dimension == "month" else label
