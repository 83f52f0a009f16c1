"""Who changed what, and when: the pages of one claim, and the history of a document or a meeting."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sulh import words
from sulh.desk.cards import cards
from sulh.desk.deciding import claim_for, is_closed
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.record.looks import looked_at
from sulh.record.queries.documents import document
from sulh.record.queries.history import history, history_of_document
from sulh.record.queries.meetings import meeting

__all__ = ["claim", "of_document", "of_meeting"]


def claim(request: DeskRequest, key: str) -> HttpResponse:
    """One claim with its words, what other sources say, and everything that was decided about it."""
    found = claim_for(request.viewer, key)
    is_recorded = looked_at(request.viewer, [found.document])
    shown = {"cards": cards(request.viewer, [found]), "claim": found, "changes": history(request.viewer, key), "is_recorded": is_recorded}
    return render(request, "desk/claim.html", shown | {"closed": is_closed(request.viewer, found.document.id)})


def of_document(request: DeskRequest, key: str) -> HttpResponse:
    """Everything that was decided about a document and its claims."""
    found = document(request.viewer, key)
    looked_at(request.viewer, [found.ref])
    shown = {"changes": history_of_document(request.viewer, found.ref.id), "document": found.ref, "title": found.ref.title}
    return render(request, "desk/history.html", shown)


def of_meeting(request: DeskRequest, key: str) -> HttpResponse:
    """Everything that was decided about a meeting and what its sources claim of it."""
    found = meeting(request.viewer, key)
    looked_at(request.viewer, found.documents)
    title = words.title_of(found, language=language())
    shown = {"changes": history(request.viewer, found.id), "meeting": found, "title": title}
    return render(request, "desk/history.html", shown)
