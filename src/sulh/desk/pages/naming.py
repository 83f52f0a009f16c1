"""Actors and tracks: their names and aliases changed, two joined to one and parted again, each looked at before it is decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.fields import PickField
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.model import ConflictError, InvalidError, RecordError
from sulh.record import decisions
from sulh.record.queries import actors, tracks
from sulh.record.queries.ledger import decisions as decisions_about
from sulh.record.queries.naming_changes import JoinPreview, joined_with, preview_join, preview_part
from sulh.record.shapes import ActorView, TrackView, Viewer
from sulh.record.states import state_of

__all__ = ["actor", "actor_join", "actor_part", "track", "track_join", "track_part"]

_LATEST = 20
_LONGEST = 200


class NameForm(forms.Form):
    """Another name, of an actor also its kind; or another alias."""

    def __init__(self, of: str, name: str, kind: str = "", data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial={"name": name, "kind": kind})
        text = forms.TextInput(attrs={"dir": "auto"})
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=_LONGEST, widget=text)
        if of == "actor":
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=words.choices("ActorKind", language=language()))
        self.fields["reason"] = forms.CharField(label=_("Reason"), max_length=500, required=False)


class AliasForm(forms.Form):
    """Another name that an actor or track is called by."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="alias", label_suffix="")
        self.fields["alias"] = forms.CharField(label=_("Also called"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))


class JoinForm(forms.Form):
    """The other one, by any of its names."""

    def __init__(self, viewer: Viewer, of: str, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["other"] = PickField(viewer, of, label=_("The same as"))


def actor(request: DeskRequest, key: str) -> HttpResponse:
    """Change what an actor is called."""
    return _edit(request, "actor", actors.actor(request.viewer, key))


def track(request: DeskRequest, key: str) -> HttpResponse:
    """Change what a track is called."""
    return _edit(request, "track", tracks.track(request.viewer, key))


def actor_join(request: DeskRequest, key: str) -> HttpResponse:
    """Look at what joining with another actor would change, then join."""
    return _join(request, "actor", key)


def track_join(request: DeskRequest, key: str) -> HttpResponse:
    """Look at what joining with another track would change, then join."""
    return _join(request, "track", key)


def actor_part(request: DeskRequest, key: str) -> HttpResponse:
    """Look at what an actor takes along, then part it."""
    return _part(request, "actor", key)


def track_part(request: DeskRequest, key: str) -> HttpResponse:
    """Look at what a track takes along, then part it."""
    return _part(request, "track", key)


def _edit(request: DeskRequest, of: str, found: ActorView | TrackView) -> HttpResponse:
    thing, sent = f"{of}:{found.ref.id}", request.POST if request.method == "POST" else None
    do = sent.get("do", "name") if sent is not None else ""
    name = NameForm(of, found.ref.name, getattr(found.ref, "kind", ""), sent if do == "name" else None)
    alias = AliasForm(sent if do == "alias" else None)
    form, is_fresh = {"name": name, "alias": alias}.get(do), sent is None
    if sent is not None and (form is None or form.is_valid()):
        try:
            _decide(request.viewer, of, found.ref.id, do, sent, form)
        except (InvalidError, ConflictError) as problem:
            if form is None:
                raise
            is_fresh = isinstance(problem, ConflictError)
            form.add_error(None, str(problem))
        else:
            messages.success(request, gettext("Changed; below it can be undone."))
            return redirect(f"{of}-edit", key=found.ref.id)
    shown = {
        "of": of,
        "found": found,
        "forms": (("name", name), ("alias", alias)),
        "join": JoinForm(request.viewer, of),
        "joined": joined_with(request.viewer, of, found.ref.id),
        "state": state_of([thing]) if sent is None or is_fresh else sent.get("state"),
        "history": decisions_about(request.viewer, thing, limit=_LATEST).rows,
    }
    return render(request, "desk/name_edit.html", shown, status=422 if sent is not None else 200)


def _decide(viewer: Viewer, of: str, key: str, do: str, sent: Any, form: forms.Form | None) -> int:
    state, thing = sent.get("state"), f"{of}:{key}"
    if do == "drop":
        return decisions.remove_alias(viewer, thing, sent.get("drop", ""), against=state)
    if form is None:
        raise InvalidError(f"nothing is done by {do!r}")
    given = form.cleaned_data
    if do == "alias":
        return decisions.add_alias(viewer, thing, given["alias"], against=state)
    if of == "actor":
        return decisions.name_actor(viewer, given["name"], id=key, kind=given["kind"], reason=given["reason"], against=state)
    return decisions.name_track(viewer, given["name"], id=key, reason=given["reason"], against=state)


def _join(request: DeskRequest, of: str, key: str) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    form = JoinForm(request.viewer, of, sent if sent else None)
    preview, status = None, 200
    if sent and form.is_valid():
        try:
            preview = preview_join(request.viewer, of, key, form.cleaned_data["other"])
        except RecordError as problem:
            form.add_error("other", str(problem))
        else:
            if request.method == "POST":
                stays, goes = _in_order(preview, sent.get("keep", ""))
                things = (f"{of}:{stays}", f"{of}:{goes}")
                decisions.join(request.viewer, *things, reason=sent.get("reason", "").strip(), against=sent.get("state"))
                messages.success(request, gettext("The two are one now; below it can be undone."))
                return redirect(f"{of}-edit", key=stays)
    if form.errors:
        status = 422
    sides = (preview.thing, preview.other) if preview else ()
    shown = {"of": of, "key": key, "form": form, "preview": preview, "sides": sides, "found": _view(request.viewer, of, key)}
    return render(request, "desk/name_join.html", shown, status=status)


def _in_order(preview: JoinPreview, keep: str) -> tuple[str, str]:
    """The one whose name stays and the other; where nobody said which, the better known stays."""
    keys = [preview.thing.ref.id, preview.other.ref.id]
    stays = keep if keep in keys else preview.better_known.ref.id
    return stays, next(one for one in keys if one != stays)


def _part(request: DeskRequest, of: str, key: str) -> HttpResponse:
    preview = preview_part(request.viewer, of, key)
    if request.method == "POST":
        decisions.part(request.viewer, f"{of}:{key}", reason=request.POST.get("reason", "").strip(), against=request.POST.get("state"))
        messages.success(request, gettext("Each stands for itself again; below it can be undone."))
        return redirect(f"{of}-edit", key=preview.stands_for.id)
    return render(request, "desk/name_part.html", {"of": of, "key": key, "preview": preview})


def _view(viewer: Viewer, of: str, key: str) -> ActorView | TrackView:
    return actors.actor(viewer, key) if of == "actor" else tracks.track(viewer, key)
