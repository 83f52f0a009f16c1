"""Facts of a kind that is stated whole (ceasefire events, releases, acts): a list, each with the words it rests on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from sulh.desk.fact_lists import FACT_LISTS
from sulh.desk.listing import list_page
from sulh.desk.middleware import DeskRequest
from sulh.model import RecordError
from sulh.model.kinds import listed_kinds
from sulh.record.looks import looked_at

__all__ = ["listed"]


def listed(request: DeskRequest, kind: str) -> HttpResponse:
    """The facts of one kind, by day."""
    found = next((FACT_LISTS[one.plural] for one in listed_kinds() if one.name == kind), None)
    if found is None:
        raise RecordError(f"there is no list of {kind!r}: {', '.join(one.name for one in listed_kinds())}")
    shown = list_page(request, found)
    looked_at(request.viewer, [one.claim.document for one in shown["page"].rows])
    nothing = gettext("Nothing fits these filters.") if shown["filtered"] else gettext("No source in the record tells of one yet.")
    return render(request, "desk/facts.html", {**shown, "kind": kind, "nothing": nothing})
