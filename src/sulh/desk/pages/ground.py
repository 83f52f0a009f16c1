"""The ceasefire as two sides count it: their tallies of the same days beside each other, place by place, with the terms in the record."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from sulh.ceasefire.incidents import Incident
from sulh.desk.charts.sides_map import sides_map
from sulh.desk.charts.two_sides import SidesRow, two_sides
from sulh.desk.charts.zone_marks import DrawnZone
from sulh.desk.ground import Ground, drawn, ground, located, zone_rows
from sulh.desk.ground_weeks import ground_weeks
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.report_pictures import report_pictures
from sulh.desk.shown import language
from sulh.model import InvalidError
from sulh.model.vocabulary import CeasefireKind, TallyKind
from sulh.record.decisions import record_export
from sulh.record.looks import looked_at
from sulh.record.models import Entry
from sulh.record.queries.facts import facts_of
from sulh.record.queries.incidents import incidents
from sulh.record.queries.period import period
from sulh.record.queries.places import conflict_countries
from sulh.record.queries.refs import document_refs
from sulh.record.queries.tallies import TALLIES
from sulh.record.shapes import DocumentRef, FactView, Filters, Viewer
from sulh.record.viewers import limited
from sulh.render.ceasefire_report import ReportAsked, blocks, this_version
from sulh.render.report_block import ReportBlock
from sulh.render.report_file import write_report

__all__ = ["report", "sides"]

_TERMS, _OTHERS, _INCIDENTS = 20, 60, 6
_SORTS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_ON = (*TALLIES, "claim", "actorrow", "actoralias")


def sides(request: DeskRequest) -> HttpResponse:
    """What two sides counted of the same days; `what` is a code of TallyKind, `sides` two identifiers of actors."""
    what = request.GET.get("what", "")
    what = what if what in set(TallyKind) else TallyKind.VIOLATION.value
    chosen = tuple(request.GET.getlist("sides"))
    found = kept(request.viewer, lambda: ground(request.viewer, what, chosen), "ground", what, chosen, language(), on=_ON)
    names = {key for one in found.periods for key in one.sources} | {key for one, _ in found.others[-_OTHERS:] for key in one.sources}
    documents = document_refs(request.viewer, names)
    looked_at(request.viewer, documents.values())

    def told(sources: tuple[str, ...]) -> list[DocumentRef]:
        return [documents[one] for one in sources if one in documents]

    zones, terms = facts_of(request.viewer, "zone").rows, _terms(request.viewer)
    weeks = kept(request.viewer, lambda: ground_weeks(request.viewer, found, zones, terms), "ground weeks", what, chosen)
    shown = {
        "weeks": weeks,
        "zones": zone_rows(zones, found), "incidents": _incidents(request.viewer),
        "ground": found, "what": what, "kinds": list(TallyKind), "finding": _finding(found), "picture": _picture(found),
        "map": _map(found, drawn(zones), conflict_countries(request.viewer)), "terms": _told_of(terms)[:_TERMS],
        "periods": [(one, told(one.sources)) for one in found.periods],
        "others": [(one, name, told(one.sources)) for one, name in found.others[-_OTHERS:][::-1]],
        "proposed": found.last_week,
        "left_out": max(0, len(found.others) - _OTHERS),
    }  # fmt: skip
    return render(request, "desk/ground.html", shown)


def report(request: DeskRequest) -> HttpResponse:
    """The report of a period as a file, of what the team or, for who sees less, the public may know; noted in the ledger."""
    since, until, to = (request.POST.get(name, "").strip() for name in ("since", "until", "to"))
    what = request.POST.get("what", "")
    what = what if what in set(TallyKind) else TallyKind.VIOLATION.value
    sharing = "public" if request.viewer.scope == "public" else "team"
    entry = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    asked = ReportAsked(since, until, what, entry, language(), sharing, this_version())
    viewer = limited(request.viewer, sharing)
    try:
        found = period(viewer, since, until, what, language=language())
    except InvalidError as problem:
        messages.error(request, str(problem))
        return redirect(f"{reverse('ground')}?{urlencode({'what': what, 'since': since, 'until': until})}")
    record_export(request.viewer, f"report {since} to {until}", 1)
    to = to if to in _SORTS else "html"
    answer = HttpResponse(_file(blocks(found, report_pictures(viewer, found, language()), language()), asked, to), content_type=_SORTS[to])
    answer["Content-Disposition"] = f'attachment; filename="sulh-report-{since}-{until}.{to}"'
    return answer


def _file(made: Sequence[ReportBlock], asked: ReportAsked, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="sulh-") as folder:
        file = Path(folder) / f"report.{suffix}"
        write_report(made, file, asked.language, asked.mark())
        return file.read_bytes()


def _terms(viewer: Viewer) -> list[FactView]:
    """What the record holds of ceasefires that were declared or extended, the latest first."""
    codes = (CeasefireKind.DECLARED, CeasefireKind.EXTENDED)
    said = [one for code in codes for one in facts_of(viewer, "ceasefire", Filters(kind=code), each=True).rows]
    return sorted(said, key=lambda one: one.first_day or "", reverse=True)


def _told_of(terms: Sequence[FactView]) -> list[tuple[FactView, list[FactView]]]:
    """Each ceasefire once, by its days and area, with all that sources say of it; the first of them for what it is."""
    told: dict[tuple[object, ...], list[FactView]] = {}
    # Who states an end, a renewal or guarantors first: a source that states none tells of the same ceasefire.
    for one in sorted(terms, key=lambda one: -sum(bool(one.value[name]) for name in ("end", "renewable", "guarantors", "parties"))):
        begun = tuple(one.value[name] for name in ("event", "start", "area"))
        ends = [end for (*key, end) in told if tuple(key) == begun and end is not None]
        end = one.value["end"] or (ends[0] if len(ends) == 1 else None)
        told.setdefault((*begun, end), []).append(one)
    # Of a document that says several things of it, the first.
    rows = [(own[0], list({one.claim.document.key: one for one in reversed(own)}.values())[::-1]) for own in told.values()]
    return sorted(rows, key=lambda row: row[0].first_day or "", reverse=True)


def _incidents(viewer: Viewer) -> list[Incident]:
    """The latest incidents."""
    return list(incidents(viewer, limit=_INCIDENTS).rows)


def _finding(found: Ground) -> str:
    if not found.compared:
        if not found.others and not found.periods:
            return gettext("No count in the record")
        return gettext("No day in the record that two sides counted")
    first, second, same = found.totals
    told = {"count": found.compared, "first": first, "second": second, "same": same}
    return (
        ngettext(
            "In one period two sides counted %(first)s and %(second)s; at most %(same)s can be the same",
            "In %(count)s periods two sides counted %(first)s and %(second)s; at most %(same)s can be the same",
            found.compared,
        )
        % told
    )


def _picture(found: Ground) -> str:
    if found.names is None:
        return ""
    rows = [SidesRow(one.words, one.found.totals, one.found.same_at_most) for one in found.periods]
    label = gettext("What each side counted; the table below gives the numbers")
    drawn = two_sides(rows, found.names, same=gettext("the same"), label=label, rtl=language() == "ar")
    return mark_safe(drawn)


def _map(found: Ground, zones: Sequence[DrawnZone], conflict: tuple[str, ...]) -> str:
    """The map of the places that are known, or "" where there are none."""
    places = located(found.places)
    if found.names is None or not places:
        return ""
    title, about = gettext("Where each side counted"), gettext("Cases in all periods; the table below gives them by period")
    return mark_safe(sides_map(places, found.names, title=title, about=about, zones=zones, conflict=conflict, language=language()))
