"""Wording: formulas traced through all statements, two statements side by side, and every use of a phrase."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from sulh import words
from sulh.desk.asking import filters_of, offset_of, paging
from sulh.desk.marking import beside, step, steps
from sulh.desk.matrix import SORTS, STATES, crossing, matrix
from sulh.desk.middleware import DeskRequest
from sulh.model import RecordError
from sulh.record.queries.statements import LATEST, issuer_names, statements, traced
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import Filters, PageOf

if TYPE_CHECKING:
    from sulh.wording import Statement, Threads, Use

__all__ = ["cell", "compare", "phrase", "threads"]

_ROWS, _USES, _COLUMNS = 50, 40, 18
_CONTEXT = 80  # letters that a use carries on each side, unless its clause ends before


def threads(request: DeskRequest) -> HttpResponse:
    """The matrix: formulas down, statements across."""
    filters = _filters(request)
    found = _traced(request)
    issue, state, sort = request.GET.get("issue") or None, request.GET.get("state"), request.GET.get("sort", "")
    state, sort = (state if state in STATES else None), (sort if sort in SORTS else SORTS[0])
    once = request.GET.get("once") != "no"
    until = _number(request.GET.get("column"))
    held = len(found.statements) if _whole(request) else len(statements(request.viewer, filters))
    shown = matrix(
        found, sort=sort, state=state, issue=issue, once=once, offset=offset_of(request), limit=_ROWS, until=until, width=_COLUMNS
    )
    later = shown.first_column + len(shown.columns)
    asked = {
        "filters": filters,
        "matrix": shown,
        "paging": paging(PageOf(shown.rows, shown.total, shown.offset), _ROWS),
        "earlier_columns": shown.first_column if shown.first_column else None,
        "later_columns": min(later + _COLUMNS, shown.all_columns) if later < shown.all_columns else None,
        "last_column": later,
        "states": [(name, shown.states.get(name, 0)) for name in STATES],
        "state": state,
        "sort": sort,
        "sorts": SORTS,
        "once": once,
        "issue": issue,
        "kept": _kept(request),
        "held": held,
        "whole": _whole(request),
        "tracks": [ref for ref, _ in tracks(request.viewer)],
    }
    return render(request, "desk/wording/threads.html", asked)


def cell(request: DeskRequest) -> HttpResponse:
    """One formula in one statement: the text with marked changes, both sources, and the formula's history."""
    found = _traced(request)
    thread, name = request.GET.get("thread", ""), request.GET.get("statement", "")
    history = steps(found, thread)
    if not history:
        raise RecordError("this formula is not in the statements shown; the record may have changed since the page was made")
    statement = _named(found, name) if name else history[-1].statement
    here = tuple(step(found, clause) for clause in found.cell(thread, statement.id))
    before = [one for one in history if _order(found, one.statement) < _order(found, statement)]
    shown = {
        "thread": thread,
        "kept": _kept(request),
        "label": next(one.label for one in found.threads if one.id == thread),
        "statement": statement,
        "crossing": crossing(found, thread, statement),
        "steps": here,
        "last_before": before[-1] if before else None,
        "history": history,
        "names": issuer_names(one for each in history for one in each.statement.issuers),
    }
    template = "desk/wording/cell_part.html" if request.htmx and not request.htmx.boosted else "desk/wording/cell.html"
    return render(request, template, shown)


def compare(request: DeskRequest) -> HttpResponse:
    """Two statements side by side, clause by clause."""
    from sulh.wording import trace

    series = statements(request.viewer, _filters(request))
    chosen = _pair(series, request.GET.get("earlier", ""), request.GET.get("later", ""))
    shown: dict[str, object] = {"series": series}
    if chosen:
        earlier, later = chosen
        both = trace(chosen)
        lines = beside(both, both.statement(earlier.id), both.statement(later.id))
        counts = Counter("dropped" if line.later is None else "new" if not line.earlier else "kept" for line in lines)
        shown |= {"earlier": earlier, "later": later, "lines": lines, "counts": dict(counts)}
    return render(request, "desk/wording/compare.html", shown)


def phrase(request: DeskRequest) -> HttpResponse:
    """Every use of a phrase with its context: first use, variants, who said it."""
    from sulh.wording import phrase as uses_of

    words = request.GET.get("q", "").strip()[:200]
    series = statements(request.viewer, _filters(request))
    uses = uses_of(series, words) if words else ()
    variant = request.GET.get("variant") or None
    kept = tuple(use for use in uses if variant is None or use.variant == variant)
    offset = offset_of(request)
    rows, by_id = kept[offset : offset + _USES], {one.id: one for one in series}
    variants = Counter(use.variant for use in uses)
    first = {use.variant: use for use in uses if use.first_of_variant}
    shown = {
        "q": words,
        "uses": [(use, *_context(use, by_id[use.statement])) for use in rows],
        "paging": paging(PageOf(rows, len(kept), offset), _USES),
        "total": len(uses),
        "in_statements": len({use.statement for use in uses}),
        "all_statements": len(series),
        "first": uses[0] if uses else None,
        "variants": [(first[name], count) for name, count in variants.most_common()],
        "variant": variant,
        "by_id": by_id,
        "names": issuer_names(one for use in uses for one in use.issuers),
        "retold": any(use.retold for use in uses),
    }
    return render(request, "desk/wording/phrase.html", shown)


def _context(use: Use, statement: Statement) -> tuple[str, str]:
    """What stands before and after a use, cut between words, with an ellipsis where the clause goes on."""
    before, after = use.before, use.after
    low, high = use.start - len(before), use.end + len(after)
    if len(before) >= _CONTEXT:
        inside = statement.text[low - 1 : low].isalnum() and before[:1].isalnum()
        before = "\u2026 " + (before.partition(" ")[2] if inside else before.lstrip())
    if len(after) >= _CONTEXT:
        inside = statement.text[high : high + 1].isalnum() and after[-1:].isalnum()
        after = (after.rpartition(" ")[0] if inside else after.rstrip()) + " \u2026"
    return before, after


def _filters(request: DeskRequest) -> Filters:
    """What of the address the statements are chosen by; `issue` and `state` are about formulas, not statements."""
    asked = filters_of(request)
    kind = asked.kind if asked.kind in words.known("DocumentKind") else None
    return Filters(since=asked.since, until=asked.until, track=asked.track, actor=asked.actor, kind=kind)


def _whole(request: DeskRequest) -> bool:
    """Whether all statements are asked for, not only the latest."""
    return request.GET.get("series") == "all"


def _traced(request: DeskRequest) -> Threads:
    return traced(request.viewer, _filters(request), latest=None if _whole(request) else LATEST)


def _kept(request: DeskRequest) -> str:
    """What addresses of formulas carry on: which statements are traced."""
    given = {name: request.GET[name] for name in ("track", "actor", "since", "until", "kind", "series") if request.GET.get(name)}
    return f"&{urlencode(given)}" if given else ""


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def _order(found: Threads, statement: Statement) -> int:
    return next(number for number, one in enumerate(found.statements) if one.id == statement.id)


def _named(found: Threads, name: str) -> Statement:
    try:
        return found.statement(name)
    except KeyError:
        raise RecordError(f"there is no statement {name} among those shown") from None


def _pair(series: tuple[Statement, ...], earlier: str, later: str) -> tuple[Statement, Statement] | None:
    """The two statements named, else the last two of the same track, else the last two."""
    known = {one.id: one for one in series}
    if earlier in known and later in known and earlier != later:
        return known[earlier], known[later]
    if len(series) < 2:
        return None
    last = known.get(later) or series[-1]
    before = [one for one in series if one.id != last.id and series.index(one) < series.index(last)]
    same = [one for one in before if one.track == last.track]
    first = known.get(earlier) or (same or before or [one for one in series if one.id != last.id])[-1]
    return (first, last) if first.id != last.id else None
