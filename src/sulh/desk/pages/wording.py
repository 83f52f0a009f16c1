"""Wording: what changed since last time, formulas traced through all statements, two statements side by side, and every use of a phrase."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from sulh import words
from sulh.desk import clauses
from sulh.desk.asking import filters_of, offset_of, paging
from sulh.desk.marking import beside
from sulh.desk.matrix import SORTS, STATES, crossing, matrix
from sulh.desk.middleware import DeskRequest
from sulh.desk.since import sheet
from sulh.model import RecordError
from sulh.record.queries.clauses import clause_life
from sulh.record.queries.statements import LATEST, gathered, issuer_names, left_out, statements, traced
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import Filters, PageOf

if TYPE_CHECKING:
    from sulh.wording import Statement, Threads, Use

__all__ = ["cell", "clause", "compare", "phrase", "threads"]

_ROWS, _USES, _COLUMNS = 50, 40, 18
_LIVES = 3  # clauses of one formula whose later sources are shown
_CONTEXT = 80  # letters that a use carries on each side, unless its clause ends before


def threads(request: DeskRequest) -> HttpResponse:
    """What changed since last time, and below it the matrix: formulas down, statements across."""
    from sulh.wording import since

    filters = _filters(request)
    found = _traced(request)
    issue, state, sort = request.GET.get("issue") or None, request.GET.get("state"), request.GET.get("sort", "")
    state, sort = (state if state in STATES else None), (sort if sort in SORTS else SORTS[0])
    once = request.GET.get("once") != "no"
    until = _number(request.GET.get("column"))
    held = len(statements(request.viewer, filters))
    shown = matrix(
        found, sort=sort, state=state, issue=issue, once=once, offset=offset_of(request), limit=_ROWS, until=until, width=_COLUMNS
    )
    later = shown.first_column + len(shown.columns)
    gathering = gathered(request.viewer, filters, latest=None if _whole(request) else LATEST)
    view = since(found, request.GET.get("statement")) if _is_held(found, request.GET.get("statement")) else since(found)
    asked = {
        "filters": filters,
        "since": sheet(view) if view is not None else None,
        "gathering": gathering,
        "remarks": [one for one in gathering.remarks if one.kind != "series"],
        "series": next((one for one in gathering.series if found.statements and one.last.id == found.statements[-1].id), None),
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
        "left_out": left_out(request.viewer, filters),
        "traced_statements": sum(len(one.statements) for one in gathering.series),
        "whole": _whole(request),
        "tracks": [ref for ref, _ in tracks(request.viewer)],
    }
    return render(request, "desk/wording/threads.html", asked)


def cell(request: DeskRequest) -> HttpResponse:
    """One formula: its agreed language as a card to copy, and what each statement did with it; with a statement, that one first."""
    from sulh.render.since import formula_text
    from sulh.wording import history

    found = _traced(request)
    thread, name = request.GET.get("thread", ""), request.GET.get("statement", "")
    if not any(one.id == thread for one in found.threads):
        raise RecordError("this formula is not in the statements shown; the record may have changed since the page was made")
    told = history(found, thread)
    statement = _named(found, name) if name else told.last.statement
    here = next((step for step in told.steps if step.statement.id == statement.id), None)
    before = [step for step in told.held if _order(found, step.statement) < _order(found, statement)]
    perhaps = [found.clause(one) for one in here.cell.perhaps] if here else []
    shown = {
        "thread": thread,
        "kept": _kept(request),
        "label": told.label,
        "history": told,
        "steps": tuple(reversed(told.steps)),
        "wordings": tuple(reversed(told.wordings)),
        "statement": statement,
        "crossing": crossing(found, thread, statement),
        "here": here,
        "last_before": before[-1] if before else None,
        "perhaps": perhaps,
        "other": found.statement(perhaps[0].statement) if perhaps else None,
        "text": formula_text(told),
        "names": issuer_names(one for wording in told.wordings for one in wording.issuers),
        # Of a formula as a whole from its first use on; where a statement is named, from that on.
        "lives": [one.id for one in (here if name and here else told.first).clauses if not one.boilerplate][:_LIVES],
    }
    template = "desk/wording/cell_part.html" if request.htmx and not request.htmx.boosted else "desk/wording/cell.html"
    return render(request, template, shown)


def clause(request: DeskRequest) -> HttpResponse:
    """What later sources of the record say of one clause, over time."""
    life = clause_life(request.viewer, request.GET.get("clause", ""))
    shown = {
        "life": life,
        "strip": clauses.strip(life),
        "key": clauses.key(life),
        "from_to": clauses.from_to(life),
        "place": clauses.place(life),
    }
    template = "desk/wording/life_part.html" if request.htmx and not request.htmx.boosted else "desk/wording/life.html"
    return render(request, template, shown)


def compare(request: DeskRequest) -> HttpResponse:
    """Two statements side by side, clause by clause: what changed, or where two language versions of one statement differ."""
    from sulh.wording import SinceKind, since, trace_pair
    from sulh.wording.versions import are_versions, versions

    series = _all_of(request, _filters(request))
    names = [name for side in ("earlier", "later") if (name := request.GET.get(side, ""))]
    if not {one.id for one in series}.issuperset(names):
        # A statement that is named is compared, of whatever kind it is.
        series = _all_of(request, replace(_filters(request), kind="communique"))
        if not {one.id for one in series}.issuperset(names):
            raise RecordError("a statement to compare is not in the record, or you may not see it; choose two of those listed")
    chosen = _pair(series, *(request.GET.get(side, "") for side in ("earlier", "later")))
    shown: dict[str, object] = {"series": series, "many_languages": len({one.language for one in series}) > 1}
    if chosen:
        earlier, later = chosen
        shown |= {"earlier": earlier, "later": later}
        if are_versions(earlier, later):
            pairs = versions(earlier, later)
            shown |= {"pairs": pairs, "differing": sum(one.differs for one in pairs)}
        else:
            view = since(trace_pair(earlier, later))
            assert view is not None  # two statements always give a view
            counts = [(kind, view.count(kind)) for kind in SinceKind if view.count(kind)]
            weighed = view.of(SinceKind.SUBSTANCE, SinceKind.STRONGER, SinceKind.WEAKER)
            shown |= {"earlier": view.threads.statements[0], "later": view.statement}
            shown |= {"lines": beside(view), "counts": counts, "weighed": weighed, "since": view}
    return render(request, "desk/wording/compare.html", shown)


def phrase(request: DeskRequest) -> HttpResponse:
    """Every use of a phrase with its context: first use, variants, who said it."""
    from sulh.wording import phrase as uses_of

    words = request.GET.get("q", "").strip()[:200]
    found = gathered(request.viewer, _filters(request), latest=None).series
    series = tuple(one for each in found for one in each.statements)
    uses = uses_of(series, words) if words else ()
    variant = request.GET.get("variant") or None
    kept = tuple(use for use in uses if variant is None or use.variant == variant)
    offset = offset_of(request)
    rows, by_id = kept[offset : offset + _USES], {one.id: one for one in series}
    variants = Counter(use.variant for use in uses)
    first = {use.variant: use for use in uses if use.first_of_variant}
    counted = dict.fromkeys(kind for use in uses if not use.exact for kind in use.how)
    shown = {
        "q": words,
        "uses": [(use, *_context(use, by_id[use.statement])) for use in rows],
        "paging": paging(PageOf(rows, len(kept), offset), _USES),
        "total": len(uses),
        "in_statements": len({use.statement for use in uses}),
        "all_statements": len(series),
        "left_out": left_out(request.viewer, _filters(request)) if words else 0,
        "first": uses[0] if uses else None,
        "variants": [(first[name], count) for name, count in variants.most_common()],
        "variant": variant,
        "exact": sum(use.exact for use in uses),
        "counted": tuple(counted),
        "by_id": by_id,
        "names": issuer_names(one for use in uses for one in use.issuers),
        "retold": any(use.retold for use in uses),
    }
    return render(request, "desk/wording/phrase.html", shown)


def _all_of(request: DeskRequest, filters: Filters) -> tuple[Statement, ...]:
    """All statements of all series, in the order of their days."""
    found = [one for each in gathered(request.viewer, filters, latest=None).series for one in each.statements]
    return tuple(sorted(found, key=lambda one: (one.date is None, one.date or "", one.id)))


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
    latest = None if _whole(request) else LATEST
    return traced(request.viewer, _filters(request), latest=latest, series=request.GET.get("of", ""))


def _is_held(found: Threads, id: str | None) -> bool:
    return id is not None and any(one.id == id for one in found.statements)


def _kept(request: DeskRequest) -> str:
    """What addresses of formulas carry on: which statements are traced."""
    given = {name: request.GET[name] for name in ("track", "actor", "since", "until", "kind", "series", "of") if request.GET.get(name)}
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
