"""Review: the queue of claims that await a decision, decisions on one claim, and pairs of meetings that may be one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh.desk.asking import offset_of, paging
from sulh.desk.correcting import CorrectionForm
from sulh.desk.highlight import repeated
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.record import decisions
from sulh.record.looks import looked_at
from sulh.record.queries import review as queries
from sulh.record.queries.actors import actors
from sulh.record.queries.documents import claim
from sulh.record.queries.process import FACTS
from sulh.record.shapes import Filters

__all__ = ["accept", "correct", "decide", "proposals", "queue", "reject", "undo"]

_SIZE = 50
_PAIRS = 20
_ACTORS = 2000


def queue(request: DeskRequest) -> HttpResponse:
    """What awaits a decision, most certain first."""
    page = queries.queue(request.viewer, offset=offset_of(request), limit=_SIZE, document=request.GET.get("document") or None)
    looked_at(request.viewer, [one.document for one in page.rows])
    shown = {"page": page, "paging": paging(page, _SIZE), "repeats": repeated(page.rows)}
    return render(request, "desk/review.html", shown)


def accept(request: DeskRequest, key: str) -> HttpResponse:
    """Accept a claim."""
    decisions.accept(request.viewer, key, reason=request.POST.get("reason", "").strip(), against=request.POST.get("state"))
    return _decided(request, key, gettext("Claim accepted."))


def reject(request: DeskRequest, key: str) -> HttpResponse:
    """Reject a claim."""
    decisions.reject(request.viewer, key, reason=request.POST.get("reason", "").strip(), against=request.POST.get("state"))
    return _decided(request, key, gettext("Claim rejected."))


def correct(request: DeskRequest, key: str) -> HttpResponse:
    """Say what the claim should say: GET gives the form, POST decides."""
    found = claim(request.viewer, key)
    known = kept(
        request.viewer, lambda: [ref for ref, _ in actors(request.viewer, Filters(), limit=_ACTORS).rows], "names of actors", on=FACTS
    )
    form = CorrectionForm(found, known, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decisions.correct(request.viewer, key, form.value, reason=form.reason, against=request.POST.get("state"))
        return _decided(request, key, gettext("Claim corrected."))
    part = bool(request.htmx and not request.htmx.boosted)
    shown = {"claim": found, "form": form, "next": request.GET.get("next") or request.POST.get("next", "")}
    return render(request, "desk/parts/correct.html" if part else "desk/correct.html", shown)


def undo(request: DeskRequest, seq: int) -> HttpResponse:
    """Take a decision back."""
    decisions.undo(request.viewer, seq, reason=request.POST.get("reason", "").strip())
    messages.success(request, gettext("The decision was undone; both stand in the ledger."))
    return redirect(back(request, reverse("process")))


def proposals(request: DeskRequest) -> HttpResponse:
    """Pairs of meetings that may be one, side by side."""
    page = queries.proposals(request.viewer, offset=offset_of(request), limit=_PAIRS)
    return render(request, "desk/proposals.html", {"page": page, "paging": paging(page, _PAIRS)})


def decide(request: DeskRequest, key: str) -> HttpResponse:
    """One meeting, or two."""
    reason = request.POST.get("reason", "").strip()
    if request.POST.get("verdict") == "one":
        decisions.merge(request.viewer, request.POST.get("left", ""), request.POST.get("right", ""), reason=reason)
        messages.success(request, gettext("The two are one meeting now. The decision can be undone on its page."))
    else:
        decisions.apart(request.viewer, key, reason=reason)
        messages.success(request, gettext("They stay two meetings."))
    return redirect("proposals")


def _decided(request: DeskRequest, key: str, told: str) -> HttpResponse:
    """The claim as it stands now: the part of the page that shows it, or the page again."""
    found = claim(request.viewer, key)
    if request.htmx:
        again = bool(request.POST.get("again"))
        shown = {"claims": [found], "repeats": {found.id: again}, "queue": "queue" in request.POST, "told": told}
        return render(request, "desk/parts/claim.html", shown)
    messages.success(request, told)
    return redirect(back(request, reverse("document", args=[found.document.key])) + f"#claim-{key}")
