"""What stands beside a meeting in a list where its sources differ: between which values, and who says which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sulh import words
from sulh.desk.memory import kept
from sulh.desk.shown import language
from sulh.model.kinds import kind_named
from sulh.record.queries.disputes import Rival, RivalValues, disputes
from sulh.record.queries.lists import MEETINGS
from sulh.record.shapes import DocumentRef, MeetingView, Viewer

__all__ = ["differing", "said_by"]

_NAMED = 2  # sources that are named for a value; of more the number of the others is said
_TITLE = 48  # letters of a title that stands for a document without a publisher of its own
_ON = (*MEETINGS, "claim", "source", "mention")


def differing(viewer: Viewer, meetings: Iterable[MeetingView]) -> Mapping[str, str]:
    """For each of these meetings that sources differ about, in words: "begins: 23 January (A) or 24 January 2024 (B)"."""
    names = tuple(sorted(one.id for one in meetings if one.disputed))
    return kept(viewer, lambda: _said(viewer, names), "differing", names, on=_ON) if names else {}


def _said(viewer: Viewer, names: Iterable[str]) -> dict[str, str]:
    spoken = language()
    found = disputes(viewer, names)
    ordered = {name: sorted(values, key=_place) for name, values in found.items()}
    return {name: words.listing((_property(one, spoken) for one in values), language=spoken) for name, values in ordered.items()}


def _place(one: RivalValues) -> int:
    """Where a property stands in the declaration of a meeting: its start before its end; roles come last."""
    names = [held.name for held in kind_named("meeting").values]
    return names.index(one.property) if one.property in names else len(names)


def said_by(documents: Sequence[DocumentRef]) -> str:
    """Who says it: the first documents by their titles, and how many others."""
    spoken = language()
    who = words.listing((words.isolated(_called(one), language=spoken) for one in documents[:_NAMED]), language=spoken)
    more = len(documents) - _NAMED
    return words.phrase("differs.more", language=spoken, who=who, count=more) if more > 0 else who


def _property(one: RivalValues, spoken: str) -> str:
    name = words.prop("meeting", one.property, language=spoken)
    if one.actor is not None:
        name = words.isolated(words.actor(one.actor.id, one.actor.name, language=spoken), language=spoken)
    either = words.phrase("differs.or", language=spoken).join(_rival(one.property, rival, spoken) for rival in one.rivals)
    return words.phrase("pair", language=spoken, name=name, value=either)


def _rival(name: str, rival: Rival, spoken: str) -> str:
    kind = ("participation", "role") if name == "role" else ("meeting", name)
    value = words.isolated(words.value(*kind, rival.value, form="inside", language=spoken), language=spoken)
    return words.phrase("differs.said", language=spoken, value=value, who=said_by(rival.documents))


def _called(document: DocumentRef) -> str:
    """A document by its title, shortened at a word."""
    title = document.title or document.publisher or document.key
    return title if len(title) <= _TITLE else title[:_TITLE].rpartition(" ")[0] + "…"
