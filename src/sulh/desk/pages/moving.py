"""A claim of the wrong meeting, moved to the one it is about."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sulh import words
from sulh.desk.deciding import Deed, claim_for, codes, say
from sulh.desk.fields import PickField
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.desk.shown import claim_words, language
from sulh.model import RecordError
from sulh.record.moving import is_movable, move
from sulh.record.queries.lists import meeting_titles, meetings_told
from sulh.record.shapes import Viewer

__all__ = ["to_meeting"]


class MoveForm(forms.Form):
    """The meeting that a claim is about."""

    def __init__(self, viewer: Viewer, data: object = None) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]
        self.fields["meeting"] = PickField(viewer, "meeting", label=words.prop("", "meeting", language=language()))
        self.fields["reason"] = forms.CharField(label=_("Reason"), required=False, max_length=500)


def to_meeting(request: DeskRequest, key: str) -> HttpResponse:
    """GET asks which meeting the claim is about, and offers the others of its document; POST moves it there."""
    found = claim_for(request.viewer, key)
    if not is_movable(found.subject, found.property) or codes(request.viewer, found.document.id):
        raise RecordError(gettext("Only what is said of a meeting can be moved to another."))
    sent = request.POST if request.method == "POST" else None
    form = MoveForm(request.viewer, sent)
    if sent is not None and form.is_valid():
        wanted = form.cleaned_data
        try:
            moved = move(request.viewer, key, wanted["meeting"], reason=wanted["reason"], against=sent.get("state"))
        except RecordError as problem:
            form.add_error(None, str(problem))
        else:
            told = gettext("Moved to the other meeting: %(what)s") % {"what": claim_words(found, language=language())}
            say(request, Deed(told, moved.seqs))
            return redirect(back(request, reverse("document", args=[found.document.key])))
    titles = meeting_titles(request.viewer, meetings_told(request.viewer, found.document.id) | {found.meeting or ""})
    called = {meeting: (one.id, words.title_of(one, language=language())) for meeting, one in titles.items()}
    _, stands_at = called.pop(found.meeting or "", ("", ""))
    shown = {
        "claim": found,
        "form": form,
        "stands_at": stands_at,
        "near": sorted(called.values(), key=lambda one: one[1]),
        "state": sent.get("state", "") if sent is not None else found.state,
        "next": request.GET.get("next") or request.POST.get("next", ""),
    }
    return render(request, "desk/claim_move.html", shown, status=200 if sent is None else 422)
