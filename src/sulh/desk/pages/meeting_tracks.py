"""Which track a meeting belongs to: one meeting put in or taken out, and several without a track put into one together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh import words
from sulh.desk.asking import filters_of, is_filtered, offset_of, paging
from sulh.desk.fields import TrackField
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language, problem_words
from sulh.model import RecordError
from sulh.record import decisions
from sulh.record.ledger import writing
from sulh.record.queries.meetings import meeting, meetings
from sulh.record.shapes import NO_TRACK, Filters, Viewer
from sulh.record.states import state_of

__all__ = ["put_in", "put_in_several"]

_SIZE = 50


class MeetingTrackForm(forms.Form):
    """The track that a meeting is put into or taken from: one that is there, or one that the person says is new."""

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["track"] = TrackField(viewer, label=words.prop("", "track", language=language()))
        self.fields["reason"] = forms.CharField(label=gettext("Reason"), required=False, max_length=500)


class _SeveralForm(MeetingTrackForm):
    """The track of the meetings that are ticked; `state` of each is the one in which they were looked at."""

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        super().__init__(viewer, data)
        pairs = (one.rpartition(":") for one in (data.getlist("meeting") if data is not None else ()))
        self.chosen = {key: state for key, _, state in pairs if key}

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where no meeting is ticked."""
        if not self.chosen:
            raise forms.ValidationError(gettext("Tick the meetings that belong to the track."))
        return dict(self.cleaned_data)


def put_in(request: DeskRequest, key: str) -> HttpResponse:
    """Put a meeting into a track, or take it out; a name that no track has is asked about first."""
    form, take = MeetingTrackForm(request.viewer, request.POST), bool(request.POST.get("take"))
    if not form.is_valid():
        shown = {"meeting": meeting(request.viewer, key), "form": form, "take": take, "state": request.POST.get("state")}
        return render(request, "desk/meeting_track.html", shown, status=422)
    name, reason = form.cleaned_data["track"], form.cleaned_data["reason"].strip()
    decide = decisions.take_from_track if take else decisions.put_in_track
    decide(request.viewer, "meeting", key, name, reason=reason, against=request.POST.get("state") or None)
    return redirect("meeting", key=key)


def put_in_several(request: DeskRequest) -> HttpResponse:
    """Tick meetings of those that the address means (those in no track, where it means none) and put them into one track, all or none."""
    given = filters_of(request)
    asked = given if is_filtered(given) else Filters(track=NO_TRACK)
    sent = request.POST if request.method == "POST" else None
    form = _SeveralForm(request.viewer, sent)
    if sent is not None and form.is_valid():
        try:
            _save(request.viewer, form)
        except RecordError as problem:
            form.add_error(None, problem_words(problem))
        else:
            return redirect(f"{reverse('meetings')}?{request.GET.urlencode() or f'track={NO_TRACK}'}")
    page = meetings(request.viewer, asked, offset=offset_of(request), limit=_SIZE)
    rows = [(one, state_of(decisions.meeting_names(request.viewer, one.id), request.viewer)) for one in page.rows]
    shown = {"form": form, "rows": rows, "page": page, "paging": paging(page, _SIZE), "ticked": set(form.chosen)}
    return render(request, "desk/meetings_track.html", shown, status=200 if sent is None else 422)


def _save(viewer: Viewer, form: _SeveralForm) -> None:
    """Put every meeting chosen into the track, all or none. Raises ConflictError where somebody decided about one meanwhile."""
    name, reason = form.cleaned_data["track"], form.cleaned_data["reason"].strip()
    with writing():
        for key, state in form.chosen.items():
            decisions.put_in_track(viewer, "meeting", key, name, reason=reason, against=state or None)
