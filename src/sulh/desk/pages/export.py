"""Export: the record, or what the filters leave of it, in the formats of analysts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from sulh import words
from sulh.desk.asking import choices_for, filters_given, filters_of
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.sending import export_file
from sulh.desk.shown import language
from sulh.model import EmptySelectionError, Role
from sulh.record.exports.selection import status_counts
from sulh.record.queries.process import FACTS
from sulh.record.shapes import Viewer
from sulh.text.edtf import earliest, latest

__all__ = ["show"]


def show(request: DeskRequest) -> HttpResponseBase:
    """GET gives the form, POST the file: one as it is, several in one archive. What cannot be written keeps all that was chosen."""
    if request.method != "POST":
        return _counts(request) if request.htmx else _form(request)
    asked = request.POST
    if (wanted := asked.get("to", "")) not in words.known("export"):
        return _form(request, gettext("Choose a format."), status=400)
    if wrong := _wrong_days(asked):
        return _form(request, wrong, status=422)
    request.GET = asked  # the form names filters as addresses do
    try:
        sent, name = export_file(request.viewer, wanted, filters_of(request), accepted="accepted" in asked)
    except EmptySelectionError:
        return _form(request, _nothing(accepted="accepted" in asked), status=404)
    return FileResponse(sent, as_attachment=True, filename=name)


def _counts(request: DeskRequest) -> HttpResponse:
    """What is chosen, by how settled it is: asked for again with every choice."""
    given = request.GET if request.method == "GET" else request.POST
    return render(request, "desk/parts/export_counts.html", _counted(request.viewer, given))


def _counted(viewer: Viewer, given: Mapping[str, str]) -> dict[str, object]:
    if _wrong_days(given):
        return {}
    filters = filters_given(given)
    counted = kept(viewer, lambda: status_counts(viewer, filters), "counts of an export", filters, on=(*FACTS, "claim"))
    speak = language()
    rows = [(words.kind(kind, "many", language=speak), *both) for kind, both in counted.items()]
    lacking = [words.phrase("pair", name=said, value=str(left), language=speak) for said, firm, left in rows if not firm]
    return {"counts": rows, "lacking": words.listing(lacking, language=speak)}


def _wrong_days(given: Mapping[str, str]) -> str:
    """What is wrong with the days typed, with an example; empty where nothing is."""
    made: dict[str, str] = {}
    for name, said in (("since", gettext("From")), ("until", gettext("Until"))):
        typed = given.get(name, "").strip()
        if typed and not (day := words.date_typed(typed)):
            wrong = gettext("%(field)s: “%(typed)s” is no date. Write a year, a month or a day: 2017, 2017-01 or 23 January 2017.")
            return wrong % {"field": said, "typed": typed}
        made[name] = str(day) if typed and day else ""
    if made["since"] and made["until"] and (earliest(made["since"]) or date.min) > (latest(made["until"]) or date.max):
        wrong = gettext("Until (%(until)s) lies before From (%(since)s), so nothing can be in between: change one of them.")
        return wrong % {name: words.date(day, language=language()) for name, day in made.items()}
    return ""


def _nothing(*, accepted: bool) -> str:
    if accepted:
        return gettext("Nothing that somebody has accepted fits what is chosen, so there is no file. Choose less, or accept claims first.")
    return gettext("Nothing that you may see fits what is chosen, so there is no file. Choose less.")


def _form(request: DeskRequest, problem: str = "", *, status: int = 200) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    choices = choices_for(request.viewer)
    roles = [(role.value, words.code("Role", role.value, language=language())) for role in Role]
    shown = {"formats": words.choices("export", language=language()), "choices": choices, "roles": roles, "given": given}
    return render(request, "desk/export.html", {**shown, **_counted(request.viewer, given), "problem": problem}, status=status)
