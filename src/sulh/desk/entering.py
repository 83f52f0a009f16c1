"""The forms that enter facts by hand: one for every declared kind and part of a kind, made from its declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sulh import words
from sulh.desk.citing import SourceForm
from sulh.desk.correcting import FactForm
from sulh.desk.fields import PickField, Typed, labelled
from sulh.desk.shown import language
from sulh.model import RecordError
from sulh.model.kinds import Kind, PropertyType, kind_named, kinds
from sulh.record.entering import Made, add_to, enter
from sulh.record.ledger import writing
from sulh.record.marked_words import MarkedWords, suggested
from sulh.record.naming import add_new
from sulh.record.queries.meetings import meeting
from sulh.record.shapes import Viewer

__all__ = ["ENTERED", "Enterable", "EntryForm", "enterable", "enterables"]

_MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Enterable:
    """What can be entered: a kind of fact, a part of one (`within` names the whole), or a kind that begins with values of its own."""

    name: str
    kind: Kind
    start: Mapping[str, Any] = field(default_factory=dict)

    @property
    def within(self) -> str:
        """The kind that it is a part of; empty for a fact that stands on its own."""
        return self.kind.within

    @property
    def title(self) -> str:
        """What one is called."""
        return words.kind(self.name, language=language())


# A promise is an agreement that somebody answers for; it is followed from then on.
_PROMISE = ("commitment", "act", {"act": "agree"})


def enterables() -> list[Enterable]:
    """Everything that can be entered, wholes before parts."""
    every = kinds(parts=True)
    name, of, start = _PROMISE
    wholes = [Enterable(one.name, one) for one in every if not one.within]
    return [*wholes, Enterable(name, kind_named(of), start), *(Enterable(one.name, one) for one in every if one.within)]


ENTERED = tuple(one.name for one in enterables())


def enterable(name: str) -> Enterable:
    """What can be entered under that name. Raises KeyError."""
    return {one.name: one for one in enterables()}[name]


class EntryForm:
    """The whole form: the fact's own fields, rows for its parts, the meeting that a part belongs to, and what it rests on."""

    def __init__(
        self,
        viewer: Viewer,
        what: Enterable,
        data: Any = None,
        *,
        marked: MarkedWords | None = None,
        meeting: str = "",
        document: str = "",
    ) -> None:
        self.viewer, self.what = viewer, what
        kind = what.kind
        given = {**(suggested(kind, marked) if marked else {}), **what.start}
        properties = {one.name: one for one in kind.values}
        # Several actors in one role are entered at once: "Iraq, Jordan and Lebanon were there as observers".
        self._spread = _spread(kind)
        if self._spread:
            properties[self._spread] = replace(properties[self._spread], many=True)
            given[self._spread] = _named(marked) if marked else []
        self.fact = FactForm(viewer, kind.name, properties, given, data, entering=True, reasoned=False, prefix="fact")
        self.rows = [] if kind.within else [_Rows(viewer, one.name, one.part, data) for one in kind.parts if one.part]
        self.source = SourceForm(viewer, data, marked, document)
        self.about = _AboutForm(viewer, kind.within, data, meeting or (marked.meeting or "" if marked else ""))
        self.problems: list[str] = []

    @property
    def forms(self) -> Iterator[forms.Form]:
        """Every form within this one that was filled in."""
        yield from (self.about, self.fact, self.source)
        for rows in self.rows:
            yield from rows.given

    def is_valid(self) -> bool:
        """Whether all of it can be entered; every form is looked at, so that all errors show at once."""
        checked = [one.is_valid() for one in self.forms]
        valid = all(checked)
        if self._spread and not self.fact[self._spread].errors and not self.fact.cleaned_data.get(self._spread):
            self.fact.add_error(self._spread, _("Name at least one."))
            return False
        return valid

    @property
    def values(self) -> dict[str, Any]:
        """The fact as plain JSON, its parts with it; of a part alone, the whole with that one part."""
        kind = self.what.kind
        if kind.within:
            whole = kind_named(kind.within)
            name = next(one.name for one in whole.parts if one.part is kind)
            stated = self.fact.values
            if self._spread:
                return {name: [stated | {self._spread: one} for one in stated[self._spread]]}
            return {name: [stated]}
        return self.fact.values | {rows.name: [one.values for one in rows.given] for rows in self.rows}

    def save(self) -> Made:
        """Enter it: new actors are named first, all in one transaction. Raises what the record refuses."""
        values, reason = self.values, self.about.cleaned_data["reason"].strip()
        with writing():
            add_new(self.viewer, values)
            more = {**self.source.sharing, "reason": reason}
            if self.what.within:
                return add_to(self.viewer, self.about.cleaned_data["meeting"], values, self.source.cite, **more)
            return enter(self.viewer, self.what.kind.name, values, self.source.cite, **more)


def _named(marked: MarkedWords) -> list[Any]:
    """Those whom the words name, else a new one that is called so."""
    return list(marked.actors) or ([Typed(marked.called, f"new:{marked.sort}")] if marked.called else [])


def _spread(kind: Kind) -> str:
    """The property of a part that names the one actor it is about; empty where there is none."""
    if not kind.within:
        return ""
    return next((one.name for one in kind.values if one.identity and one.holds is PropertyType.ACTOR and not one.many), "")


class _AboutForm(forms.Form):
    """The meeting that a part belongs to, and why it is entered."""

    def __init__(self, viewer: Viewer, within: str, data: Any, start: str) -> None:
        super().__init__(data, prefix="about", label_suffix="")
        if within:
            label = words.prop("", within, language=language())
            self.fields["meeting"] = PickField(viewer, within, label=label, initial=_meeting_label(viewer, start))
        self.fields["reason"] = forms.CharField(label=_("Reason"), required=False, max_length=500)


class _Rows:
    """The rows for the parts of a fact: those typed, and empty ones to type into."""

    def __init__(self, viewer: Viewer, name: str, part: Kind, data: Any) -> None:
        self.name, self.part = name, part
        self.title = words.prop("", name, language=language())
        count = _number(data, f"{name}-rows", 1)
        if data is not None and data.get("more") == name:
            count += 3
        self.count = min(count, _MOST_ROWS)
        self._viewer = viewer
        self.forms = [self._row(number, data) for number in range(self.count)]

    def _row(self, number: int, data: Any) -> FactForm:
        properties = {one.name: one for one in self.part.values}
        prefix = f"{self.name}-{number}"
        row = FactForm(self._viewer, self.part.name, properties, {}, data, prefix, entering=True, reasoned=False)
        # A row in which nothing stands is asked for nothing.
        row.use_required_attribute = False
        return row if not (row.is_bound and row.is_blank) else self._row(number, None)

    @property
    def given(self) -> list[FactForm]:
        """The rows in which something stands."""
        return [one for one in self.forms if one.is_bound]


def _number(data: Any, name: str, otherwise: int) -> int:
    given = str(data.get(name, "")) if data is not None else ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else otherwise


def _meeting_label(viewer: Viewer, name: str) -> str:
    if not name:
        return ""
    try:
        found = meeting(viewer, name)
    except RecordError:
        return ""
    return labelled(words.title_of(found, language=language()), found.id)
