"""The forms that correct a claim or enter a fact: one field for each property, by what its declaration says that it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.fields import ActorField, ActorsField, CountryField, DateField, TrackField, Typed, labelled
from sulh.desk.shown import language
from sulh.model import ConflictError, InvalidError
from sulh.model.kinds import Kind, Property, PropertyType, kind_named
from sulh.record.decisions import correct
from sulh.record.ledger import writing
from sulh.record.naming import add_new
from sulh.record.queries.picking import same_track, track_meant
from sulh.record.queries.together import named_together, open_with, roles_together
from sulh.record.shapes import ActorRef, ClaimView, Viewer
from sulh.text.days import first_day, last_day

__all__ = ["CorrectionForm", "FactForm"]

_NUMBERS = (PropertyType.COUNT, PropertyType.ORDINAL)
_LONG = ("text", "office")
_LONGEST = 500
# Codes so few that each is a button of the form that corrects one: choosing it saves.
_BUTTONS = 12
# Sets of actors that are offered as buttons, and what ends the name of such a button.
_SETS, TOGETHER = 3, "-together"


class FactForm(forms.Form):
    """A field for each of `properties`, filled from `value` (plain JSON by their names).

    `entering` is for a fact that is not there yet: codes begin with none chosen. `partly` lets required properties be left out.
    """

    def __init__(
        self,
        viewer: Viewer,
        kind: str,
        properties: Mapping[str, Property],
        value: Mapping[str, Any],
        data: Mapping[str, Any] | None = None,
        prefix: str | None = None,
        *,
        entering: bool = False,
        partly: bool = False,
        reasoned: bool = True,
    ) -> None:
        super().__init__(data, prefix=prefix, label_suffix="")
        self.viewer, self.kind = viewer, kind
        self._properties, self.shown = properties, value
        self._entering, self._partly = entering, partly
        for name, one in properties.items():
            self.fields[name] = self._field(one, words.prop(kind, one.name, language=language()), value.get(name))
        if reasoned:
            self.fields["reason"] = forms.CharField(required=False, label=_("Reason"), max_length=_LONGEST)

    @property
    def values(self) -> dict[str, Any]:
        """The values typed, by the names given, as plain JSON."""
        return {name: self._plain(one, self.cleaned_data.get(name), self.shown.get(name)) for name, one in self._properties.items()}

    @property
    def reason(self) -> str:
        """Why, in the words of the person."""
        return str(self.cleaned_data.get("reason", "")).strip()

    @property
    def reason_field(self) -> forms.BoundField:
        """The field for the reason, for a page that shows it after others."""
        return self["reason"]

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was typed or chosen."""
        given = (self[name].value() for name in self.fields)
        return not any(getattr(one, "text", one) not in (None, "", False, [], ()) for one in given)

    @property
    def quick(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Properties that hold one of a few codes, with the codes that are not held: choosing one is the whole correction."""
        found = []
        for name, one in self._properties.items():
            if one.codes is not None and not one.many and len(one.codes) <= _BUTTONS and self.shown.get(name):
                others = [pair for pair in words.choices(one.vocabulary, language=language()) if pair[0] != self.shown[name]]
                found.append((self.add_prefix(name), str(self.fields[name].label), others))
        return found

    def clean(self) -> dict[str, Any]:
        """An end before the start is a mistake of typing."""
        cleaned = super().clean() or self.cleaned_data
        first, last = first_day(cleaned.get("start") or None), last_day(cleaned.get("end") or None)
        if first and last and last < first:
            self.add_error("end", _("This end lies before the start: look at both dates."))
        return cleaned

    def _field(self, one: Property, label: str, value: Any) -> forms.Field:
        about: dict[str, Any] = {"label": label, "required": one.required and not one.many and not self._partly}
        if one.codes is not None:
            return self._coded(one, about, value)
        if one.holds is PropertyType.FLAG:
            return forms.BooleanField(label=label, required=False, initial=bool(value))
        if one.holds in _NUMBERS:
            return forms.IntegerField(initial=value, min_value=int(one.holds is PropertyType.ORDINAL), max_value=2**31 - 1, **about)
        if one.holds is PropertyType.ACTOR:
            return self._actors(one, about, value)
        if one.many:
            lines = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
            return forms.CharField(initial="\n".join(map(str, value or ())), widget=lines, **about)
        return self._single(one, about, value)

    def _coded(self, one: Property, about: dict[str, Any], value: Any) -> forms.Field:
        choices = words.choices(one.vocabulary, language=language())
        if one.many:
            # Lists of many codes are boxes to tick: in a list, one click without a key held down lets go of all that were chosen.
            chosen = list(value or ())
            choices = sorted(choices, key=lambda one: one[0] not in chosen)
            return forms.MultipleChoiceField(choices=choices, initial=chosen, widget=forms.CheckboxSelectMultiple(), **about)
        blank = [("", "\u2014")] if self._entering or self._partly or not one.required else []
        return forms.ChoiceField(choices=[*blank, *choices], initial=value, **about)

    def _actors(self, one: Property, about: dict[str, Any], value: Any) -> forms.Field:
        if one.many:
            return ActorsField(self.viewer, initial=[_label(item) for item in value or ()], **about)
        return ActorField(self.viewer, initial=_label(value) if value else "", **about)

    def _single(self, one: Property, about: dict[str, Any], value: Any) -> forms.Field:
        make = _FIELDS.get(one.holds)
        if make is not None:
            return make(self.viewer, initial=value, **about)
        if one.name in _LONG:
            return forms.CharField(initial=value, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}), **about)
        return forms.CharField(initial=value, max_length=_LONGEST, widget=forms.TextInput(attrs={"dir": "auto"}), **about)

    def _plain(self, one: Property, typed: Any, before: Any) -> Any:
        if one.holds is PropertyType.ACTOR:
            # An actor that stays keeps the name that the source gives it.
            kept = {item["id"]: item for item in _actors_in(before)}
            found = [kept.get(item["id"], item) for item in (typed if one.many else [typed]) or () if item]
            return found if one.many else next(iter(found), None)
        if one.holds is PropertyType.TRACK and typed and before and same_track(str(before), str(typed)):
            return before  # a track that stays keeps the name that the source gives it
        if one.many and isinstance(typed, str):
            return [line.strip() for line in typed.splitlines() if line.strip()]
        if one.many:
            return list(typed or ())
        return None if typed == "" else typed


_FIELDS: Mapping[PropertyType, Callable[..., forms.Field]] = {
    PropertyType.DATE: lambda _viewer, **about: DateField(**about),
    PropertyType.COUNTRY: lambda _viewer, **about: CountryField(**about),
    PropertyType.TRACK: lambda viewer, **about: TrackField(viewer, **about),
}


class CorrectionForm(FactForm):
    """The form that corrects a claim; `value` has the same shape as the claim's."""

    def __init__(self, viewer: Viewer, claim: ClaimView, data: Mapping[str, Any] | None = None) -> None:
        start = claim.value if claim.decided is None else claim.decided
        kind, properties = claimed_properties(claim)
        self._claim = claim
        self._only = not isinstance(start, Mapping)
        given: Mapping[str, Any] = start if isinstance(start, Mapping) else {next(iter(properties)): start}
        super().__init__(viewer, kind.name, properties, given, _chosen_together(data), prefix=f"c{claim.id[:8]}")
        self.state = self.against = claim.state

    def clean(self) -> dict[str, Any]:
        """Another name of the track that the source means corrects nothing."""
        cleaned = super().clean()
        for name, one in self._properties.items():
            typed, before = cleaned.get(name), self.shown.get(name)
            if one.holds is PropertyType.TRACK and typed and before and typed != before and same_track(str(before), str(typed)):
                meant = track_meant(str(before))
                said = _("“%(typed)s” and “%(before)s” are two names of %(track)s: this claim means it already, so accept it as it is.")
                called = words.track(meant.id, meant.name, language=language()) if meant else str(before)
                self.add_error(name, said % {"typed": typed, "before": before, "track": called})
        return cleaned

    @cached_property
    def others(self) -> dict[str, Any]:
        """The other open claims of the document that name the same actors, with what they would say with those of this one."""
        name = self._actors_named
        if not name or not self.shown.get(name):
            return {}
        return open_with(self.viewer, self._claim, name, {actor["id"] for actor in _actors_in(self.shown[name])})

    @property
    def others_too(self) -> str:
        """The name of the box that corrects the actors of the others too."""
        return self.add_prefix("others")

    @property
    def corrects_others(self) -> bool:
        """Whether that box is ticked."""
        return self.others_too in self.data and bool(self.others)

    def others_corrected(self) -> list[tuple[str, str, str, Any]]:
        """What `decisions.decide_many` takes to give the others the actors that this form has."""
        actors = self.values[self._actors_named]
        return [("correct", key, self.reason, {**value, self._actors_named: actors}) for key, value in self.others.items()]

    @property
    def _actors_named(self) -> str:
        """The property of a fact that names several actors; empty where the claim is of no fact, or of one that has none."""
        if self.kind != self._claim.property:
            return ""
        return next((name for name, one in self._properties.items() if one.holds is PropertyType.ACTOR and one.many), "")

    @property
    def beside(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Properties that name several actors, with those whom other facts of the document name together, and those who have one role at
        its meeting: choosing one is all.
        """
        name = self._actors_named
        if not name:
            return []
        own = {actor["id"] for actor in _actors_in(self.shown.get(name))}
        source = self._claim.document.id
        sets = (*named_together(self.viewer, source, self.kind, name), *roles_together(self.viewer, source))
        others: dict[tuple[str, ...], dict[str, ActorRef]] = {}
        for many in sets:
            if {*many} != own:
                others.setdefault(tuple(sorted(many)), many)
        pairs = [("; ".join(many), words.listing(map(_name, many.values()), language=language())) for many in others.values()]
        return [(f"{self.add_prefix(name)}{TOGETHER}", str(self.fields[name].label), pairs[:_SETS])] if pairs else []

    @property
    def value(self) -> Any:
        """The corrected value."""
        made = self.values
        return next(iter(made.values())) if self._only else made

    def save(self, claim: str, against: str | None) -> bool:
        """Correct the claim, when what was typed can be taken; else the form says what is wrong and keeps it.

        Where somebody decided meanwhile it says who, and a second save is made against that. Raises AccessError without the right to.
        """
        self.against = against or self.state
        if not self.is_valid():
            return False
        try:
            with writing():
                add_new(self.viewer, self.value)
                correct(self.viewer, claim, self.value, reason=self.reason, against=against)
        except (InvalidError, ConflictError) as problem:
            self.against = self.state if isinstance(problem, ConflictError) else self.against
            self.add_error(None, str(problem))
            return False
        return True


def _chosen_together(data: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What was sent, with actors chosen together by a button in place of those that stand in their inputs."""
    chosen = {name.removesuffix(TOGETHER): str(value) for name, value in (data or {}).items() if name.endswith(TOGETHER)}
    if data is None or not chosen:
        return data
    made = QueryDict(mutable=True)
    for name in data:
        made.setlist(name, data.getlist(name) if isinstance(data, QueryDict) else [data[name]])
    for name, value in chosen.items():
        made.setlist(name, [value])
    return made


def claimed_properties(claim: ClaimView) -> tuple[Kind, dict[str, Property]]:
    """What a claim's value is made of: the kind, and its properties by the names they have there."""
    kind = kind_named(claim.subject)
    one = kind.claimed[claim.property]
    if one.part is None:
        return kind, {claim.property: one}
    part = one.part
    if part.bare:
        return part, {claim.property: part.by_name[part.bare]}
    return part, {item.name if not part.within else item.claimed: item for item in part.properties}


def _name(actor: ActorRef) -> str:
    return words.actor(actor.id, actor.name, language=language())


def _label(actor: Any) -> Any:
    """An actor as a picker shows it: its name on this page, and its identifier; what was not settled yet as it is."""
    if isinstance(actor, Typed):
        return actor
    return labelled(words.actor(actor["id"], actor["name"], language=language()), actor["id"]) if isinstance(actor, Mapping) else str(actor)


def _actors_in(value: Any) -> Sequence[dict[str, str]]:
    """The actors in a value, at any depth."""
    if isinstance(value, Mapping):
        if value.keys() == {"id", "name", "kind"}:
            return [dict(value)]
        return [one for item in value.values() for one in _actors_in(item)]
    return [one for item in value for one in _actors_in(item)] if isinstance(value, list | tuple) else []
