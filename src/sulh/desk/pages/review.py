"""Review: decisions on one claim or several, their undoing, and pairs of meetings that may be one."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.asking import offset_of, paging
from sulh.desk.cards import cards
from sulh.desk.correcting import CorrectionForm
from sulh.desk.deciding import Deed, claim_for, claims_for, correct_claim, decide, say, seqs_of
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.desk.shown import claim_words, language
from sulh.model import RecordError
from sulh.record import decisions
from sulh.record.queries import review as queries
from sulh.record.queries.history import Changed, decided_things, entered_claims
from sulh.record.shapes import ClaimView

__all__ = ["accept", "correct", "proposal", "proposals", "reject", "rows", "together", "undo", "undo_several"]

_PAIRS = 20
_MOST = 500


def accept(request: DeskRequest, key: str) -> HttpResponse:
    """Accept a claim."""
    return _verdict(request, key, "accept")


def reject(request: DeskRequest, key: str) -> HttpResponse:
    """Reject a claim."""
    return _verdict(request, key, "reject")


def together(request: DeskRequest) -> HttpResponse:
    """Decide about several claims at once: those ticked, or those that the button names; all of them or none."""
    verdict, _, listed = request.POST.get("these", "").partition("|")
    given = listed.split() if verdict else request.POST.getlist("claim")
    named = dict(one.partition(":")[::2] for one in given[:_MOST])
    if not named:
        raise RecordError(gettext("Choose at least one claim."))
    states = {key: state or None for key, state in named.items()}
    reason = request.POST.get("reason", "").strip()
    deed = decide(request.viewer, verdict or request.POST.get("verdict", ""), states, reason=reason)
    return _answer(request, claims_for(request.viewer, list(named)), deed, reverse("review"))


def correct(request: DeskRequest, key: str) -> HttpResponse:
    """Say what the claim should say: GET gives the form, POST decides."""
    found = claim_for(request.viewer, key)
    form = CorrectionForm(request.viewer, found, request.POST if request.method == "POST" else None)
    others = list(form.others) if request.method == "POST" and form.corrects_others else []
    if request.method == "POST" and (deed := correct_claim(request.viewer, found, form, request.POST.get("state"))) is not None:
        return _decided(request, key, deed, *others)
    part = bool(request.htmx and not request.htmx.boosted)
    shown = {"claim": found, "form": form, "next": request.GET.get("next") or request.POST.get("next", "")}
    return render(request, "desk/parts/correct.html" if part else "desk/correct.html", shown)


def rows(request: DeskRequest) -> HttpResponse:
    """Claims as they stand now, for a page that was opened before somebody else decided."""
    return _part(request, claims_for(request.viewer, request.GET.getlist("claim")[:_MOST]), None)


def undo(request: DeskRequest, seq: int) -> HttpResponse:
    """Take a decision back."""
    decisions.undo(request.viewer, seq, reason=request.POST.get("reason", "").strip())
    messages.success(request, gettext("The decision was undone; both stand in the ledger."))
    return redirect(back(request, reverse("process")))


def undo_several(request: DeskRequest) -> HttpResponse:
    """Take back the decisions that the address names: GET shows them and asks, POST does it."""
    seqs = seqs_of(request.POST.get("seq") or request.GET.get("seq", ""))
    found, entered = decided_things(request.viewer, seqs), entered_claims(request.viewer, seqs)
    if not found and not entered:
        raise RecordError(gettext("That names no decision."))
    if request.method != "POST":
        asked = {"seq": request.GET.get("seq", ""), "next": request.headers.get("Referer", "")}
        shown = {"changes": found, "entered": entered, "several": len(found) + len(entered), **asked}
        return render(request, "desk/undo.html", shown)
    decisions.undo_many(request.viewer, seqs, reason=request.POST.get("reason", "").strip())
    counted = ngettext("Undone: %(count)s decision.", "Undone: %(count)s decisions.", len(seqs)) % {"count": len(seqs)}
    told = _undone(found, entered) or counted
    concerned = list(dict.fromkeys([*(one.claim.id for one in reversed(found) if one.claim), *(one.id for one in entered)]))
    return _answer(request, claims_for(request.viewer, concerned), Deed(told), reverse("review"))


def _undone(found: Sequence[Changed], entered: Sequence[ClaimView]) -> str:
    """What was taken back, by name, where it is one decision, or one claim with what had to be named for it."""
    if len(entered) == 1 and all(one.kind == "name" for one in found):
        what = words.prop(entered[0].subject, entered[0].property, language=language())
        stated = claim_words(entered[0], language=language())
        return gettext("Undone: %(what)s") % {"what": words.listing((what, stated), apart=True, language=language())}
    if len(found) != 1 or entered:
        return ""
    one = found[0]
    said = claim_words(one.claim, language=language()) if one.claim else one.document.title if one.document else ""
    what = words.code("decision", one.kind, language=language())
    return gettext("Undone: %(what)s") % {"what": words.listing((what, said or ""), apart=True, language=language())}


def proposals(request: DeskRequest) -> HttpResponse:
    """Pairs of meetings that may be one, side by side."""
    page = queries.proposals(request.viewer, offset=offset_of(request), limit=_PAIRS)
    states = {pair.id: decisions.pair_state(request.viewer, pair.left.id, pair.right.id) for pair in page.rows}
    return render(request, "desk/proposals.html", {"page": page, "paging": paging(page, _PAIRS), "states": states})


def proposal(request: DeskRequest, key: str) -> HttpResponse:
    """One meeting, or two."""
    reason, seen = request.POST.get("reason", "").strip(), request.POST.get("state")
    if request.POST.get("verdict") == "one":
        pair = (request.POST.get("left", ""), request.POST.get("right", ""))
        seq = decisions.merge(request.viewer, *pair, reason=reason, against=seen)
        say(request, Deed(gettext("The two are one meeting now."), (seq,)))
    else:
        seq = decisions.apart(request.viewer, key, reason=reason, against=seen)
        say(request, Deed(gettext("They stay two meetings."), (seq,)))
    return redirect(back(request, reverse("proposals")))


def _verdict(request: DeskRequest, key: str, verdict: str) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()
    return _decided(request, key, decide(request.viewer, verdict, {key: request.POST.get("state")}, reason=reason))


def _decided(request: DeskRequest, key: str, deed: Deed, *others: str) -> HttpResponse:
    """The claim as it stands now, and others: the part of the page that shows them, or the page again, at the next that is open."""
    found = claim_for(request.viewer, key)
    return _answer(request, [found, *claims_for(request.viewer, others)], deed, reverse("document", args=[found.document.key]), at=key)


def _answer(request: DeskRequest, found: Sequence[ClaimView], deed: Deed, otherwise: str, *, at: str = "") -> HttpResponse:
    if request.htmx:
        return _part(request, found, deed)
    say(request, deed)
    place = back(request, otherwise)
    return redirect(f"{place.partition('#')[0]}#claim-{at}" if at else place)


def _part(request: DeskRequest, found: Sequence[ClaimView], deed: Deed | None) -> HttpResponse:
    shown = {"cards": cards(request.viewer, found), "deed": deed, "back": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "desk/parts/decided.html", shown)
