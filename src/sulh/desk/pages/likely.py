"""Accepting together claims of sorts that were mostly right: how right is chosen, and said before anything is accepted."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh.desk.cards import cards
from sulh.desk.deciding import Deed, accept_named, named_claims, say
from sulh.desk.middleware import DeskRequest
from sulh.desk.pages.queue import AT_ONCE, asked_of
from sulh.desk.routes import back
from sulh.record.looks import looked_at
from sulh.record.queries.likely import LEAST, Measured, likely, likely_claims, measured

__all__ = ["accept_likely"]


def accept_likely(request: DeskRequest) -> HttpResponse:
    """GET shows how right open claims are likely to be, and those above the share that the address names; POST accepts what is ticked."""
    asked = asked_of(request)
    shares = measured(request.viewer, asked)
    chosen = _chosen(request, shares)
    if request.method == "POST":
        if chosen is None:
            say(request, Deed(gettext("It was not said how many of 100 must have been right: nothing was accepted.")))
            return redirect(back(request, reverse("review-likely")))
        named = named_claims(request)
        still = set(likely(request.viewer, chosen.least, asked).filter(pk__in=named).values_list("pk", flat=True))
        accept_named(request, named, still, reason=f"of 100 claims of such sorts at least {chosen.least} were right")
        return redirect(back(request, reverse("review")))
    found = likely_claims(request.viewer, chosen.least, asked, limit=AT_ONCE) if chosen else ()
    looked_at(request.viewer, [one.document for one in found])
    made = cards(request.viewer, found)
    groups = [(sure, list(own)) for sure, own in groupby(made, key=lambda card: card.claim.confidence)]
    return render(request, "desk/likely.html", {"shares": shares, "chosen": chosen, "number": len(made), "groups": groups})


def _chosen(request: DeskRequest, shares: tuple[Measured, ...]) -> Measured | None:
    """The share that the address or form names, as what it leaves now; the highest that leaves something where none is named."""
    asked = request.POST.get("least") or request.GET.get("least") or ""
    if not asked.isascii() or not asked.isdigit() or int(asked[:9]) not in LEAST:
        return shares[0] if shares and request.method != "POST" else None
    # A share that leaves no more than a higher one stands for that.
    return next((one for one in reversed(shares) if one.least >= int(asked[:9])), None)
