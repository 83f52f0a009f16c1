"""Documents: the list, one document's text with its claims beside it, adding files, and who may see them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from sulh.desk.listing import list_page
from sulh.desk.lists import LISTS
from sulh.desk.middleware import DeskRequest
from sulh.desk.pages.document_editing import edit
from sulh.model import InvalidError
from sulh.record import decisions
from sulh.record.access import LEVELS
from sulh.record.queries.documents import document
from sulh.record.queries.sight import lost_sight

__all__ = ["listed", "share"]


def listed(request: DeskRequest) -> HttpResponse:
    """All documents, or those that the filters leave."""
    return render(request, "desk/documents.html", {**list_page(request, LISTS["documents"]), "nothing": gettext("No document fits.")})


def share(request: DeskRequest, key: str) -> HttpResponse:
    """Set who may see a document."""
    found = document(request.viewer, key)
    level = request.POST.get("level", "")
    named = request.POST.getlist("group") if level == "restricted" else []
    if level not in LEVELS:
        raise InvalidError(gettext("Choose who may see the document."))
    if level != "restricted" and set(request.POST.getlist("group")) - set(found.ref.groups):
        return edit(request, key)  # whose form says that ticking groups restricts nothing
    if lost_sight(request.viewer, [found.ref.id], level, named).to_confirm and "sure" not in request.POST:
        return edit(request, key)  # whose form names who would not see it any more, with everything that was chosen kept
    reason, seen = request.POST.get("reason", "").strip(), request.POST.get("state")
    decisions.share(request.viewer, found.ref.id, level, named, reason=reason, against=seen)
    messages.success(request, gettext("Sharing changed."))
    return redirect("document", key=key)
