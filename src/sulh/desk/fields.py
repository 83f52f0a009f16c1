"""Form fields for what people type: a date as they write it, an actor, track, document or meeting by any name; errors keep the words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.shown import language
from sulh.model import RecordError
from sulh.record.authority import is_listed_track, track_of
from sulh.record.canonical import track_id
from sulh.record.naming import actor_named
from sulh.record.queries.picking import Pick, actors_called, exactly, pick, track_written
from sulh.record.queries.visible import knows
from sulh.record.shapes import Viewer
from sulh.record.wanted import searchable
from sulh.words.tables import rows as word_rows

__all__ = [
    "ActorField",
    "ActorsField",
    "CountryField",
    "DateField",
    "NamesInput",
    "PickField",
    "PickerInput",
    "TrackField",
    "Typed",
    "choice_name",
    "labelled",
    "split_label",
]

_ENDS = re.compile(r"\s*\[(?P<id>[^\[\]]+)\]\s*$")
_CODED = re.compile(r"XXXX-|\d{4}-[234]\d$")
_BEFORE_COMMA = re.compile(r"[^,،]+")
_BETWEEN = re.compile(r"[;؛\n]")
_SPARE = 2  # empty inputs after the last of several names


class Typed(NamedTuple):
    """What stands in a picker: the words, and what was chosen of what the form offered: `id:KEY`, `new`, `new:KIND` or nothing."""

    text: str = ""
    choice: str = ""


def labelled(name: str, key: str) -> str:
    """A name with the identifier that makes it the only one: "Jordan [JOR]"."""
    return f"{name} [{key}]" if key else name


def split_label(text: str) -> tuple[str, str]:
    """The name and the identifier of a label; without an identifier the second is empty."""
    found = _ENDS.search(text)
    return (text[: found.start()], found["id"]) if found else (text.strip(), "")


def choice_name(name: str, typed: str = "") -> str:
    """The name under which a form sends what was chosen for a picker; one of several names has its own."""
    return f"{name}-choice-{searchable(typed)}" if typed else f"{name}-choice"


def chosen(data: Any, name: str) -> str:
    """The first choice that is not empty: the offers of a picker and a list of kinds share one name."""
    given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
    return next((str(one) for one in given if one), "")


class DateField(forms.CharField):
    """A date as people write it; its value is EDTF."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, **options)
        self.widget.attrs |= {"autocomplete": "off", "placeholder": _("8 July 2021, July 2021 or 2021")}

    def prepare_value(self, value: Any) -> Any:
        """Words rather than "XXXX-11-25" or "2027-40", where they can be typed again."""
        if not isinstance(value, str) or not _CODED.match(value):
            return value
        said = _BEFORE_COMMA.match(words.date(value, language=language()))
        return said[0] if said and words.date_typed(said[0]) == value else value

    def clean(self, value: Any) -> Any:
        """EDTF, or an empty text."""
        typed = super().clean(value)
        if not typed:
            return ""
        if (made := words.date_typed(typed)) is None:
            said = _("“%(typed)s” is no date that can be read: write it as 8 July 2021, July 2021, second half of 2021 or 2021-07-08.")
            raise forms.ValidationError(said % {"typed": typed})
        return made


class PickerInput(forms.TextInput):
    """A plain search field; where scripts run, names are offered while one types. After an error it offers what may be meant."""

    def __init__(self, what: str, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "dir": "auto", **(attrs or {})})
        self.what = what

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        """The words and the choice."""
        return Typed(str(data.get(name, "") or "").strip(), chosen(data, f"{name}-choice"))

    def format_value(self, value: Any) -> str | None:
        """The words, with the identifier of what was chosen of several."""
        if not isinstance(value, Typed):
            return None if value in (None, "") else str(value)
        sort, _sign, key = value.choice.partition(":")
        return labelled(split_label(value.text)[0], key) if sort == "id" else value.text

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The input with its list of names."""
        listed = f"{(attrs or {}).get('id', name)}-names"
        own = {**self.attrs, **(attrs or {}), "data-pick": reverse("pick", args=[self.what]), "list": listed}
        text = self.format_value(value) or ""
        made = format_html('<input type="text" name="{}" value="{}"{}><datalist id="{}"></datalist>', name, text, flatatt(own), listed)
        return made + self._as_new(value, f"{name}-choice")

    def _as_new(self, value: Any, name: str) -> SafeString:
        """That the thing is a new one, where somebody said so: it can be taken back."""
        if not isinstance(value, Typed) or not value.choice.startswith("new"):
            return SafeString("")
        box = '<label class="inline"><input type="checkbox" name="{}" value="{}" checked> {}</label>'
        return format_html(box, name, value.choice, _("as a new one"))


class NamesInput(PickerInput):
    """Several names: an input for each, and empty ones to spare."""

    def _as_new(self, value: Any, name: str) -> SafeString:
        return super()._as_new(value, choice_name(name.removesuffix("-choice"), value.text) if isinstance(value, Typed) else name)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What stands in each input, with the choice made for it."""
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        given = [given] if isinstance(given, str) else list(given)
        parts = [part.strip() for one in given for part in _BETWEEN.split(str(one)) if part.strip()]
        return [Typed(part, chosen(data, choice_name(name, part))) for part in parts]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The inputs; the label belongs to the first."""
        values = [one if isinstance(one, Typed) else Typed(str(one)) for one in value or ()]
        first = (attrs or {}).get("id", name)
        rows = []
        for number, typed in enumerate([*values, *[Typed()] * _SPARE]):
            own = {**(attrs or {}), "id": first if not number else f"{first}-{number}"}
            own |= {"aria-label": _("Another name")} if number else {}
            rows.append((super().render(name, typed, own),))
        return format_html('<span class="names">{}</span>', format_html_join("", "{}", rows))


class CountryField(forms.ChoiceField):
    """A country by its name in the language of the page; its value is the code (ISO 3166-1 alpha-2)."""

    def __init__(self, **options: Any) -> None:
        codes = {row["iso2"] for row in word_rows("country_names") if row["iso2"]} | {options.get("initial") or ""} - {""}
        named = sorted(((one, words.country(one, language=language())) for one in codes), key=lambda one: one[1])
        super().__init__(choices=[("", "—"), *named], **options)


class PickField(forms.Field):
    """One thing of the record by any of its names; its value is the identifier."""

    what = "meeting"

    def __init__(self, viewer: Viewer, what: str = "", **options: Any) -> None:
        self.viewer, self.what = viewer, what or self.what
        super().__init__(widget=options.pop("widget", PickerInput(self.what)), **options)

    def clean(self, value: Any) -> Any:
        """The identifier, or None."""
        typed = value if isinstance(value, Typed) else Typed(str(value or "").strip())
        if not typed.text and not typed.choice.startswith("id:"):
            if self.required:
                raise forms.ValidationError(_("This field is required."))
            return None
        return self.meant(typed)

    def meant(self, typed: Typed) -> Any:
        """What was meant; raises ValidationError that carries what may be meant."""
        key = typed.choice.removeprefix("id:") if typed.choice.startswith("id:") else split_label(typed.text)[1]
        if key:
            return key
        same = exactly(self.viewer, self.what, typed.text, language=language())
        if len(same) == 1:
            return same[0]
        offered = self.offered(typed.text)
        said = _("Several are called so: choose one.") if offered else _("Nothing is called “%(typed)s” here.")
        raise unclear(said, typed.text, offered)

    def offered(self, text: str) -> list[Pick]:
        """What may be meant."""
        return pick(self.viewer, self.what, text, language=language())


class ActorField(PickField):
    """An actor by any name in any script, or a new one; its value is plain JSON as claims write it.

    A new actor is one of which the person said the kind; whoever saves the form names it first (`naming.add_new`).
    """

    what = "actor"

    def meant(self, typed: Typed) -> Any:
        """The actor as claims write it; one that is new has no place in the record yet."""
        sort, _sign, rest = typed.choice.partition(":")
        if sort == "new" and rest:
            return self._new(typed.text, rest)
        name, key = split_label(typed.text)
        key = rest if sort == "id" else key
        try:
            return actor_named(self.viewer, key or name)
        except RecordError:
            called = actors_called(self.viewer, name)
        if len(called) == 1:
            return actor_named(self.viewer, called[0])
        offered = self.offered(name)
        if called:
            said = _("Several actors are called “%(typed)s”: choose one.")
        elif offered:
            said = _("No actor is called exactly “%(typed)s”: choose one of these, or add it as a new one.")
        else:
            said = _("No actor is called “%(typed)s”. Write another name of it, or say what sort of actor it is to add it.")
        raise unclear(said, typed.text, offered)

    def _new(self, name: str, kind: str) -> dict[str, str]:
        from sulh.model import ActorKind

        key = track_id(split_label(name)[0])
        if kind not in set(ActorKind) or not key:
            raise forms.ValidationError(_("Say what sort of actor it is."))
        try:
            return dict(actor_named(self.viewer, key))  # somebody added it meanwhile
        except RecordError:
            return {"id": key, "name": name, "kind": kind}


class ActorsField(ActorField):
    """Several actors, each by any name."""

    def __init__(self, viewer: Viewer, **options: Any) -> None:
        super().__init__(viewer, "actor", widget=NamesInput("actor"), **options)

    def clean(self, value: Any) -> Any:
        """The actors in the order typed, each once."""
        found: dict[str, dict[str, str]] = {}
        problems = []
        for typed in value or ():
            try:
                one = self.meant(typed if isinstance(typed, Typed) else Typed(str(typed)))
                found.setdefault(one["id"], one)
            except forms.ValidationError as problem:
                problems.append(problem)
        if problems:
            raise forms.ValidationError(problems)
        if self.required and not found:
            raise forms.ValidationError(_("This field is required."))
        return list(found.values())


class TrackField(PickField):
    """A track by name: one that is there, or a new one that the person says is new. Its value is the name."""

    what = "track"

    def meant(self, typed: Typed) -> Any:
        """The name of the track; a slip of typing makes no new track unasked."""
        sort, _sign, key = typed.choice.partition(":")
        name, labelled_as = split_label(typed.text)
        if sort == "new":
            return name
        wanted = key if sort == "id" else labelled_as or track_of(name)[0]
        if written := track_written(wanted) if knows(self.viewer, "track", wanted) else "":
            return written
        if is_listed_track(name):
            return name
        same = exactly(self.viewer, "track", name)
        if len(same) == 1 and (written := track_written(same[0])):
            return written
        offered = self.offered(name)
        if offered:
            said = _("There is no track “%(typed)s” yet. Is it one of these, or a new one?")
        else:
            said = _("There is no track “%(typed)s” yet. Write the name of one that is there, or say that it is a new one.")
        raise unclear(said, name, offered)


def unclear(said: str, typed: str, offered: Sequence[Pick]) -> forms.ValidationError:
    """The error of a name that does not say which thing is meant; the form then offers these to choose among."""
    return forms.ValidationError(said, code="unclear", params={"typed": typed, "offered": offered})
