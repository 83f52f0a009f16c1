"""All fields of one thing on one page, to correct them with one save: a meeting, an act, a commitment, a release, a ceasefire event."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from sulh.desk.correcting import CorrectionForm
from sulh.desk.fixing import FixForm
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.model import ConflictError, InvalidError
from sulh.record import decisions
from sulh.record.access import require
from sulh.record.ledger import writing
from sulh.record.naming import add_new
from sulh.record.queries.documents import claim
from sulh.record.queries.facts import same_facts
from sulh.record.queries.ledger import decisions as decisions_about
from sulh.record.queries.meetings import meeting
from sulh.record.shapes import ClaimView

__all__ = ["fact_fields", "meeting_fields"]

_LATEST = 12


def meeting_fields(request: DeskRequest, key: str) -> HttpResponse:
    """Every field of a meeting with the claims behind it."""
    found = meeting(request.viewer, key)
    sent = request.POST if request.method == "POST" else None
    form = FixForm(request.viewer, found, sent)
    if sent is not None and form.is_valid():
        try:
            made = form.save()
        except (InvalidError, ConflictError) as problem:
            form.is_fresh = isinstance(problem, ConflictError)
            form.problems.append(str(problem))
        else:
            _said(request, made)
            return redirect("meeting-correct", key=key)
    shown = {"form": form, "meeting": found, "history": decisions_about(request.viewer, found.id, limit=_LATEST).rows}
    return render(request, "desk/meeting_correct.html", shown, status=200 if sent is None else 422)


def fact_fields(request: DeskRequest, key: str) -> HttpResponse:
    """Every field of a fact that one claim states, and the same fact as other sources state it."""
    found = claim(request.viewer, key)
    if found.subject != found.property:
        return redirect("claim-correct", key=key)
    others = same_facts(request.viewer, found.id)
    sent = request.POST if request.method == "POST" else None
    form, is_fresh = CorrectionForm(request.viewer, found, sent), sent is None
    ticked = sent.getlist("also") if sent is not None else [one.id for one in others]
    if sent is not None and form.is_valid():
        try:
            made = _correct(request, form, [found, *(one for one in others if one.id in ticked)])
        except (InvalidError, ConflictError) as problem:
            is_fresh = isinstance(problem, ConflictError)
            form.add_error(None, str(problem))
        else:
            _said(request, made)
            return redirect(back(request, reverse("claim-fields", args=[key])))
    shown = {
        "form": form,
        "claim": found,
        "others": others,
        "ticked": ticked,
        "states": {one.id: one.state if is_fresh or sent is None else sent.get(_state(one, found), "") for one in (found, *others)},
        "next": request.GET.get("next") or request.POST.get("next", ""),
        "history": decisions_about(request.viewer, found.id, limit=_LATEST).rows,
    }
    return render(request, "desk/fact_correct.html", shown, status=200 if sent is None else 422)


def _correct(request: DeskRequest, form: CorrectionForm, wanted: list[ClaimView]) -> int:
    """Correct the fact in each of these claims, all or none."""
    require(request.viewer, "review")
    value = form.value
    with writing():
        add_new(request.viewer, value)
        for one in wanted:
            against = request.POST.get(_state(one, wanted[0]))
            decisions.correct(request.viewer, one.id, value, reason=form.reason, against=against)
    return len(wanted)


def _state(one: ClaimView, main: ClaimView) -> str:
    """The name under which the form sends the state of a claim."""
    return "state" if one is main else f"state-{one.id}"


def _said(request: DeskRequest, made: int) -> None:
    if not made:
        messages.info(request, gettext("Nothing was changed."))
        return
    said = ngettext("%(count)s decision made; beside, it can be undone.", "%(count)s decisions made; beside, each can be undone.", made)
    messages.success(request, said % {"count": made})
