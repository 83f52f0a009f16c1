"""Gather what was read into series that can be traced: copies put together, languages and series apart, and say what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sulh.wording.gathering.copies import CopyDifference, differences, one_of_each, place_of
from sulh.wording.gathering.languages import by_language
from sulh.wording.gathering.series import separated
from sulh.wording.statement import Statement
from sulh.wording.tracing import ordered

__all__ = ["Gathering", "GatheringRemark", "StatementSeries", "gather"]

RemarkKind = Literal["copies", "differing_copies", "languages", "series"]


@dataclass(frozen=True, slots=True)
class GatheringRemark:
    """One thing that was noticed. `about` names the files or codes of languages; `statement` is the id of the statement that is kept.

    `differing` is what copies say differently in substance.
    """

    kind: RemarkKind
    about: tuple[str, ...]
    statement: str | None = None
    differing: tuple[CopyDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementSeries:
    """Statements of one series and language in the order of their dates. `label` tells the series from the others, "" for the only one."""

    label: str
    language: str
    statements: tuple[Statement, ...]

    @property
    def last(self) -> Statement:
        """The latest statement."""
        return self.statements[-1]


@dataclass(frozen=True, slots=True)
class Gathering:
    """The series found, that with the latest statement first, and remarks on what was put together and kept apart."""

    series: tuple[StatementSeries, ...]
    remarks: tuple[GatheringRemark, ...]

    def of(self, statement: str) -> StatementSeries | None:
        """The series that holds the statement of this id, or its file; None when there is none."""
        return next((one for one in self.series for held in one.statements if statement in (held.id, held.part_of)), None)


def gather(statements: Iterable[Statement], *, together: bool = False) -> Gathering:
    """Return the series of statements; the result does not depend on the order they are given in.

    Copies of one text are one statement; the languages of one file are statements of series of their own; series are told apart by
    track, else by words. With `together` series are not told apart, only languages.
    """
    given = sorted(statements, key=lambda one: (one.name or "", one.id, one.date or ""))
    remarks: list[GatheringRemark] = []
    single, copies = one_of_each(given)
    for one in copies:
        kind: RemarkKind = "differing_copies" if one.edited else "copies"
        remarks.append(GatheringRemark(kind, one.kept.sources, one.kept.id, differences(one)))
    parts: list[Statement] = []
    for statement in single:
        versions = by_language(statement)
        parts.extend(versions)
        if len(versions) > 1:
            remarks.append(GatheringRemark("languages", (place_of(statement), *(one.language for one in versions)), statement.id))
    main = Counter(one.language for one in parts if one.language).most_common(1)
    usual = main[0][0] if main else ""
    by_tongue: dict[str, list[Statement]] = {}
    for statement in parts:
        language = statement.language or usual
        by_tongue.setdefault(language, []).append(replace(statement, language=language))
    found: list[tuple[str, tuple[Statement, ...]]] = []
    for language, group in sorted(by_tongue.items()):
        held = list(ordered(group))
        found += [(language, tuple(one)) for one in ([held] if together else separated(held))]
    found.sort(key=lambda one: _latest(one[1]), reverse=True)
    series = _labelled(found)
    if len(series) > 1:
        remarks.append(GatheringRemark("series", tuple(one.label for one in series)))
    return Gathering(series, tuple(remarks))


def _latest(statements: Sequence[Statement]) -> tuple[str, int, str]:
    """Return the sort key of a series: its last date, how many statements it has, and the name of the first."""
    return max((one.date or "" for one in statements), default=""), len(statements), statements[0].id


def _labelled(found: Sequence[tuple[str, tuple[Statement, ...]]]) -> tuple[StatementSeries, ...]:
    """Name each series by what tells it apart: its track, else the title most of its statements share, else its first title."""
    many = len({language for language, _ in found}) > 1
    names = [_name(statements) for _, statements in found]
    made = []
    for (language, statements), name in zip(found, names, strict=True):
        parts = [name] if len(found) > 1 and (not many or len(set(names)) > 1) else []
        made.append(StatementSeries(" \u00b7 ".join(parts + [language] * many), language, statements))
    return tuple(made)


def _name(statements: Sequence[Statement]) -> str:
    tracks = Counter(one.track for one in statements if one.track)
    if tracks:
        return tracks.most_common(1)[0][0]
    titles = Counter(one.title for one in statements if one.title)
    if titles:
        return titles.most_common(1)[0][0]
    return place_of(statements[0])
