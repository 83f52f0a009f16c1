"""Before and after each ceasefire of the record: what changed, on which days somebody could look, and what others counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from sulh import words
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.record.queries.incidents import INCIDENTS
from sulh.record.queries.tallies import TALLIES
from sulh.render.report_block import ReportBlock

if TYPE_CHECKING:
    from sulh.ceasefire.assessment import Assessment
    from sulh.record.shapes import Viewer

__all__ = ["show"]

_WINDOWS = (4, 8, 12, 26)
_USUAL = 12
_ON = tuple(dict.fromkeys((*INCIDENTS, *TALLIES, "observation", "ceasefire", "zone")))


@dataclass(frozen=True, slots=True)
class _Shown:
    """The finding, for each ceasefire its heading and blocks, and what is true of all."""

    finding: str
    ceasefires: tuple[tuple[str, tuple[_Block, ...]], ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece of the page; of a table the head, and rows of cells, each with the head of its column and whether that holds numbers.

    A table with a `text` is folded beneath it.
    """

    sort: str
    text: str
    picture: str
    head: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[tuple[str, str, bool], ...], ...]


def show(request: DeskRequest) -> HttpResponse:
    """What changed after each ceasefire; `weeks` before and after are compared."""
    given = request.GET.get("weeks", "")
    weeks = int(given) if given in {str(one) for one in _WINDOWS} else _USUAL
    spread = request.GET.get("spread") == "1"
    shown = kept(request.viewer, lambda: _made(request.viewer, weeks, spread), "before and after", weeks, spread, on=_ON)
    found = {"shown": shown, "weeks": weeks, "windows": _WINDOWS, "spread": spread}
    return render(request, "desk/before_after.html", found)


def _made(viewer: Viewer, weeks: int, spread: bool) -> _Shown:
    from sulh.desk.charts.assessment_pictures import assessment_pictures
    from sulh.record.queries.assessment import record_assessment
    from sulh.render.assessment_blocks import assessment_blocks

    spoken = language()
    made = record_assessment(viewer, spoken, weeks=weeks, spread=spread)
    drawn = [assessment_pictures(one, language=spoken, alone=False) for one in made.found.ceasefires]
    blocks = assessment_blocks(made.found, drawn, spoken, made.remarks(spoken))
    starts = [at for at, one in enumerate(blocks) if one.sort == "h2"]
    found = []
    for at, beyond in pairwise([*starts, len(blocks)]):
        found.append((blocks[at].text, list(_folded(blocks[at + 1 : beyond], words.phrase("assess.windows", language=spoken)))))
    # What follows the last table or picture is said of all ceasefires.
    remarks = tuple(one.text for one in blocks[len(blocks) - len(made.remarks(spoken)) :])
    if found and remarks:
        del found[-1][1][-len(remarks) :]
    return _Shown(_finding(made.found), tuple((title, tuple(own)) for title, own in found), remarks)


def _folded(blocks: Sequence[ReportBlock], head: str) -> Iterator[_Block]:
    """The blocks, the table below that head folded beneath it: it is long, and for who doubts the first one."""
    for before, one in zip([None, *blocks], blocks, strict=False):
        if one.sort != "h3" or one.text != head:
            yield _block(replace(one, text=head) if before is not None and before.text == head else one)


def _block(one: ReportBlock) -> _Block:
    head = tuple((cell, at in one.numbers) for at, cell in enumerate(one.rows[0])) if one.rows else ()
    rows = tuple(tuple((cell, *head[at]) for at, cell in enumerate(row)) for row in one.rows[1:])
    return _Block(one.sort, one.text, mark_safe(one.picture), head, rows)


def _finding(found: Assessment) -> str:
    """The latest ceasefire of which something can be said, in a sentence."""
    for one in reversed(found.ceasefires):
        before, after = one.rows[0].counts
        if before is not None and after is not None:
            said = words.code("ChangeFinding", one.rows[0].change.finding, language=language())
            name = words.isolated(one.terms.name, language=language())
            told = {"name": name, "before": f"{before:.0f}", "after": f"{after:.0f}", "finding": said}
            return gettext("%(name)s: %(before)s incidents before, %(after)s after; %(finding)s") % told
    if found.ceasefires:
        return gettext("Nothing can be said yet of before and after")
    return gettext("No ceasefire in the record whose first day is known")
