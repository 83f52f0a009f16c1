"""The forms that correct a claim or enter a fact: one field for each property, by what its declaration says that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.shown import language
from sulh.model.kinds import Kind, Property, PropertyType, kind_named
from sulh.record.checking import is_date
from sulh.record.shapes import ActorRef, ClaimView

__all__ = ["CorrectionForm", "FactForm"]

_NUMBERS = (PropertyType.COUNT, PropertyType.ORDINAL)


class FactForm(forms.Form):
    """A field for each of `properties`, filled from `value` (plain JSON by their names); `actors` are those the record knows."""

    def __init__(
        self,
        kind: str,
        properties: Mapping[str, Property],
        value: Mapping[str, Any],
        actors: Iterable[ActorRef],
        data: Mapping[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix, label_suffix="")
        self._properties, self._value = properties, value
        self._actors = {one.id: {"id": one.id, "name": one.name, "kind": one.kind} for one in actors}
        for actor in _actors_in(value):
            self._actors.setdefault(actor["id"], actor)
        for name, one in properties.items():
            self.fields[name] = self._field(one, words.prop(kind, one.name, language=language()), value.get(name))
        self.fields["reason"] = forms.CharField(required=False, label=_("Reason"), max_length=500)

    @property
    def values(self) -> dict[str, Any]:
        """The values typed, by the names given, as plain JSON."""
        return {name: self._plain(one, self.cleaned_data.get(name), self._value.get(name)) for name, one in self._properties.items()}

    @property
    def reason(self) -> str:
        """Why, in the words of the person."""
        return str(self.cleaned_data.get("reason", "")).strip()

    def clean(self) -> dict[str, Any]:
        """Dates must be dates, at the precision that is known."""
        cleaned = super().clean() or self.cleaned_data
        for name, one in self._properties.items():
            if one.holds is PropertyType.DATE and cleaned.get(name) and not is_date(str(cleaned[name])):
                self.add_error(name, _("Write a date as 2021-07-08, 2021-07 or 2021."))
        return cleaned

    def _field(self, one: Property, label: str, value: Any) -> forms.Field:
        about: dict[str, Any] = {"label": label, "required": one.required}
        if one.holds is PropertyType.FLAG:
            return forms.BooleanField(label=label, required=False, initial=bool(value))
        if one.holds in _NUMBERS:
            return forms.IntegerField(initial=value, min_value=int(one.holds is PropertyType.ORDINAL), **about)
        if one.holds is PropertyType.ACTOR and not one.many:
            return forms.ChoiceField(choices=self._choices(blank=True), initial=(value or {}).get("id", ""), **about | {"required": False})
        if one.many and one.codes is None and one.holds is not PropertyType.ACTOR:
            lines = forms.Textarea(attrs={"rows": 3})
            return forms.CharField(initial="\n".join(map(str, value or ())), widget=lines, **about | {"required": False})
        if one.many:
            choices = self._choices() if one.holds is PropertyType.ACTOR else words.choices(one.vocabulary, language=language())
            known = [item["id"] if isinstance(item, Mapping) else item for item in value or ()]
            return forms.MultipleChoiceField(choices=choices, initial=known, **about | {"required": False})
        if one.codes is not None:
            return forms.ChoiceField(choices=words.choices(one.vocabulary, language=language()), initial=value, **about)
        return forms.CharField(initial=value, max_length=500, **about)

    def _choices(self, *, blank: bool = False) -> list[tuple[str, str]]:
        named = [(key, words.actor(key, one["name"], language=language())) for key, one in self._actors.items()]
        return [*([("", _("nobody named"))] if blank else []), *sorted(named, key=lambda one: one[1])]

    def _plain(self, one: Property, typed: Any, before: Any) -> Any:
        if one.holds is PropertyType.ACTOR:
            kept = {item["id"]: item for item in _actors_in(before)}
            keys = [str(key) for key in (typed if one.many else [typed]) if key]
            found = [kept.get(key) or self._actors[key] for key in keys]
            return found if one.many else next(iter(found), None)
        if one.many and isinstance(typed, str):
            return [line.strip() for line in typed.splitlines() if line.strip()]
        if one.many:
            return list(typed or ())
        return None if typed == "" else typed


class CorrectionForm(FactForm):
    """The form that corrects a claim; `value` has the same shape as the claim's."""

    def __init__(self, claim: ClaimView, actors: Iterable[ActorRef], data: Mapping[str, Any] | None = None) -> None:
        start = claim.value if claim.decided is None else claim.decided
        kind, properties = _claimed(claim)
        self._single = not isinstance(start, Mapping)
        given: Mapping[str, Any] = start if isinstance(start, Mapping) else {next(iter(properties)): start}
        super().__init__(kind.name, properties, given, actors, data, prefix=f"c{claim.id[:8]}")
        self.state = claim.state

    @property
    def value(self) -> Any:
        """The corrected value."""
        made = self.values
        return next(iter(made.values())) if self._single else made


def _claimed(claim: ClaimView) -> tuple[Kind, dict[str, Property]]:
    """What a claim's value is made of: the kind, and its properties by the names they have there."""
    kind = kind_named(claim.subject)
    one = kind.claimed[claim.property]
    if one.part is None:
        return kind, {claim.property: one}
    part = one.part
    if part.bare:
        return part, {claim.property: part.by_name[part.bare]}
    return part, {item.name if not part.within else item.claimed: item for item in part.properties}


def _actors_in(value: Any) -> Sequence[dict[str, str]]:
    """The actors in a value, at any depth."""
    if isinstance(value, Mapping):
        if value.keys() == {"id", "name", "kind"}:
            return [dict(value)]
        return [one for item in value.values() for one in _actors_in(item)]
    return [one for item in value for one in _actors_in(item)] if isinstance(value, list | tuple) else []
