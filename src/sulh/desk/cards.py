"""Claims as the pages of review show them: a line, and opened the words they rest on, their parts, and what other sources say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.correcting import claimed_properties
from sulh.desk.shown import claim_words, language
from sulh.model.kinds import PropertyType
from sulh.record.queries.elsewhere import SaidElsewhere, elsewhere
from sulh.record.queries.lists import meeting_titles, of_several_meetings
from sulh.record.queries.picking import track_meant
from sulh.record.queries.refs import texts
from sulh.record.shapes import ClaimView, Viewer
from sulh.record.states import NEW
from sulh.text.sentences import said_around

__all__ = ["Card", "Quoted", "cards"]

_AROUND = 400  # letters of a sentence shown before and after the words: nearly every sentence is shorter


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a claim with what stands before and after them in their sentence."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with everything that is shown of it: `parts` are pairs of a name and words, `differs` what other sources say instead.

    `meeting` is what the meeting that it is about is called; `is_of_several` says that its document tells of others too.
    """

    claim: ClaimView
    says: str
    quoted: Quoted
    parts: tuple[tuple[str, str, str], ...]  # name, words, code
    elsewhere: str
    differs: str
    meeting: str = ""
    is_of_several: bool = False

    @property
    def decision(self) -> str:
        """The number of the decision in force, empty where nobody has decided."""
        return "" if self.claim.state == NEW else self.claim.state.partition("-")[0]


def cards(viewer: Viewer, claims: Sequence[ClaimView]) -> list[Card]:
    """The claims in their order, in few statements for any number."""
    said = elsewhere(viewer, claims)
    text = texts({one.document.id for one in claims})
    titles = meeting_titles(viewer, {one.meeting for one in claims if one.meeting})
    several = of_several_meetings(viewer, {one.document.id for one in claims if one.meeting})
    named = {key: words.title_of(one, language=language()) for key, one in titles.items()}
    made = (_card(one, text.get(one.document.id, ""), said.get(one.id)) for one in claims)
    return [
        replace(card, meeting=named.get(one.meeting or "", ""), is_of_several=one.document.id in several)
        for one, card in zip(claims, made, strict=True)
    ]


def _card(claim: ClaimView, text: str, said: SaidElsewhere | None) -> Card:
    other = [_instead(claim, value, number) for value, number in said.others] if said else []
    differs = words.listing(other, language=language())
    return Card(claim, claim_words(claim, language=language()), _quoted(claim, text), tuple(_parts(claim)), _elsewhere(said), differs)


def _quoted(claim: ClaimView, text: str) -> Quoted:
    """The words in their whole sentence; a very long one is cut at blanks."""
    if not claim.spans:
        return Quoted("", claim.quote, "")
    before, after = said_around(text, claim.start, claim.end)
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return Quoted(before, claim.quote, after)


def _parts(claim: ClaimView) -> Iterable[tuple[str, str, str]]:
    """What the value is made of, where it is more than one thing."""
    value = claim.value if claim.decided is None else claim.decided
    if isinstance(value, str) and claim.property == "track":
        yield from _track_meant(value)
    if not isinstance(value, Mapping):
        return
    kind, properties = claimed_properties(claim)
    for name, one in properties.items():
        held = value.get(name)
        if held in (None, "", [], False) or (one.holds is PropertyType.FLAG and not held):
            continue
        said = words.value(kind.name, one.name, held, language=language())
        yield words.prop(kind.name, one.name, language=language()), said, _code(held)


def _track_meant(written: str) -> Iterable[tuple[str, str, str]]:
    """The track that a source calls so, where the record calls it otherwise."""
    meant = track_meant(written)
    said = words.track(meant.id, meant.name, language=language()) if meant else ""
    if said and said != words.value("meeting", "track", written, language=language()):
        yield words.prop("meeting", "track", language=language()), said, ""


def _code(held: Any) -> str:
    """The identifier of a single actor, which two actors of like names are told apart by."""
    return str(held["id"]) if isinstance(held, Mapping) and held.keys() >= {"id", "name"} else ""


def _elsewhere(said: SaidElsewhere | None) -> str:
    if said is None:
        return gettext("no other source tells of this meeting")
    if said.same:
        same = ngettext("%(count)s other source says the same", "%(count)s other sources say the same", said.same)
        return same % {"count": said.same}
    return gettext("no other source says so")


def _instead(claim: ClaimView, value: Any, number: int) -> str:
    if claim.property == "participant":
        said = words.code("Role", value, language=language())
    else:
        said = words.value(claim.subject, claim.property, value, language=language())
    return f"{said} ({number})"
