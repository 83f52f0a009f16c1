"""A document's own data: its title, date, publisher, kind, language and sharing corrected, and the document withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from sulh.desk.editing import DocumentForm
from sulh.desk.middleware import DeskRequest
from sulh.model import ConflictError, InvalidError
from sulh.record import decisions
from sulh.record.queries.documents import document
from sulh.record.queries.ledger import decisions as decisions_about
from sulh.record.shapes import DocumentRef

__all__ = ["edit", "withdraw"]

_LATEST = 20


def edit(request: DeskRequest, key: str) -> HttpResponse:
    """Correct what is said of a document; what was typed stays through every error."""
    found = document(request.viewer, key)
    sent = _whole(request.POST, found.ref) if request.method == "POST" else None
    form, is_fresh = DocumentForm(request.viewer, found.ref, sent), sent is None
    if sent is not None and form.is_valid():
        try:
            made = form.save(sent.get("state"))
        except (InvalidError, ConflictError) as problem:
            is_fresh = isinstance(problem, ConflictError)
            form.add_error(None, str(problem))
        else:
            said = ngettext("%(count)s thing changed.", "%(count)s things changed.", len(made)) % {"count": len(made)}
            messages.success(request, said if made else gettext("Nothing was changed."))
            return redirect("documents") if form.lost.oneself else redirect("document-edit", key=key)
    shown = {
        "document": found.ref,
        "form": form,
        "state": found.state if sent is None or is_fresh else sent.get("state"),
        "claims": found.ref.claims,
        "history": decisions_about(request.viewer, found.ref.id, limit=_LATEST).rows,
    }
    return render(request, "desk/document_edit.html", shown, status=422 if form.errors else 200)


def withdraw(request: DeskRequest, key: str) -> HttpResponse:
    """Take a document with all its claims out of the record; the decision can be undone."""
    found = document(request.viewer, key)
    decisions.withdraw_source(
        request.viewer, found.ref.id, reason=request.POST.get("reason", "").strip(), against=request.POST.get("state")
    )
    messages.success(request, gettext("Withdrawn: nothing that it says counts any more. Undoing brings back exactly what was there."))
    return redirect("document-edit", key=key)


def _whole(sent: QueryDict, ref: DocumentRef) -> QueryDict:
    """What was sent, and of a form that only shares what is said of the document now."""
    whole = sent.copy()
    for name in ("title", "published", "publisher", "kind", "language"):
        whole.setdefault(name, getattr(ref, name) or "")
    return whole
