"""The form that corrects a claim: one field for each part of its value, and the value made of what was typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sulh.desk.actor_names import actor_name
from sulh.desk.labels import choices, label
from sulh.model import DateError
from sulh.record.shapes import ActorRef, ClaimView
from sulh.text.edtf import parse

__all__ = ["Correction"]

_DATES = frozenset({"start", "end", "date", "due", "started"})
_NUMBERS = frozenset({"ordinal", "count"})
_FLAGS = frozenset({"core", "head"})
_ACTOR = frozenset({"actor", "by", "to"})
_ACTORS = frozenset({"actors", "parties", "initiators", "persons"})
_CODES = {"role": "role", "agenda": "issue", "act": "act", "issue": "issue"}


class Correction(forms.Form):
    """Fields follow the claim's value; `value` is plain JSON of the same shape. `actors` are those the record knows."""

    def __init__(self, claim: ClaimView, actors: list[ActorRef], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"c{claim.id[:8]}", label_suffix="")
        self._claim, self._actors = claim, {one.id: one for one in actors}
        start = claim.value if claim.decided is None else claim.decided
        self._whole = not isinstance(start, dict)
        self._parts: dict[str, Any] = dict(start) if isinstance(start, dict) else {claim.property: start}
        for name, value in self._parts.items():
            if name not in ("id",):
                self.fields[name] = self._field(name, value)
        self.fields["reason"] = forms.CharField(required=False, label=_("Reason"), max_length=500)

    @property
    def value(self) -> Any:
        """The corrected value."""
        made = dict(self._parts)
        for name in self._parts:
            if name in self.fields:
                made[name] = self._plain(name, self.cleaned_data.get(name))
        return made[self._claim.property] if self._whole else made

    @property
    def reason(self) -> str:
        """Why, in the words of the person."""
        return str(self.cleaned_data.get("reason", "")).strip()

    def clean(self) -> dict[str, Any]:
        """Dates must be dates, at the precision that is known."""
        cleaned = super().clean() or self.cleaned_data
        for name in self._parts.keys() & _DATES:
            try:
                if cleaned.get(name):
                    parse(str(cleaned[name]))
            except DateError:
                self.add_error(name, _("Write a date as 2021-07-08, 2021-07 or 2021."))
        return cleaned

    def _field(self, name: str, value: Any) -> forms.Field:
        words = label("property", name)
        if name in _FLAGS or isinstance(value, bool):
            return forms.BooleanField(required=False, label=words, initial=bool(value))
        if name in _NUMBERS:
            return forms.IntegerField(required=name == "ordinal" and self._whole, label=words, initial=value, min_value=0)
        if name in _ACTOR:
            return self._choice(words, self._actor_choices(value), (value or {}).get("id", ""), required=False)
        if name in _ACTORS:
            known = [one["id"] for one in value or ()]
            options = self._actor_choices(*(value or ()))[1:]
            return forms.MultipleChoiceField(choices=options, required=False, label=words, initial=known)
        if name == "issues":
            return forms.MultipleChoiceField(choices=choices("issue"), required=False, label=words, initial=value)
        if (table := self._table(name)) is not None:
            return self._choice(words, choices(table), str(value))
        if isinstance(value, list | dict):
            return forms.CharField(required=False, label=words, initial=json.dumps(value, ensure_ascii=False), disabled=True)
        return forms.CharField(required=self._whole, label=words, initial=value, max_length=500)

    def _table(self, name: str) -> str | None:
        subject = self._claim.subject
        if name in ("event", "what"):
            return subject if subject in ("ceasefire", "release") else None
        if name in ("kind", "status") and subject == "meeting":
            return "meeting" if name == "kind" else "state"
        return _CODES.get(name) if name != self._claim.property or name in ("agenda",) or subject == "act" else None

    @staticmethod
    def _choice(words: str, options: list[tuple[str, str]], initial: str, *, required: bool = True) -> forms.ChoiceField:
        return forms.ChoiceField(choices=options, label=words, initial=initial, required=required)

    def _actor_choices(self, *present: Any) -> list[tuple[str, str]]:
        known = {one.id: one.name for one in self._actors.values()}
        known.update({one["id"]: one["name"] for one in present if isinstance(one, dict) and "id" in one})
        named = {key: actor_name(key, name) for key, name in known.items()}
        return [("", _("nobody named")), *sorted(named.items(), key=lambda one: one[1])]

    def _plain(self, name: str, typed: Any) -> Any:
        old = self._parts[name]
        if name in _ACTOR:
            return self._actor(str(typed), old) if typed else None
        if name in _ACTORS:
            before = {one["id"]: one for one in old or ()}
            return [before.get(one) or self._actor(one, None) for one in typed]
        if self.fields[name].disabled:
            return old
        plain: Callable[[Any], Any] = {bool: bool, int: int}.get(type(typed), lambda one: one)
        return plain(typed) if typed not in ("", None) else None

    def _actor(self, key: str, old: Any) -> dict[str, str]:
        if isinstance(old, dict) and old.get("id") == key:
            return old
        one = self._actors[key]
        return {"id": one.id, "name": one.name, "kind": one.kind}
