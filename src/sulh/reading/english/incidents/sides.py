"""The parties in a sentence of a monitoring report."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sulh.actors import MentionForm
from sulh.model import Actor, ActorKind
from sulh.reading.english.context import Context
from sulh.reading.english.incidents.frames import Mission
from sulh.reading.passages import Passage, Reference

__all__ = ["NamedSide", "sides_of"]

_GOVERNMENT = re.compile(r"\b(?:Government|GOVERNMENT)(?:['’]s)?(?: (?:Forces?|FORCES))?\b")
_OPPOSITION = re.compile(r"(?<![Ii]n )(?<!-)\bOpposition\b(?! Alliance)")
_BRACKET = re.compile(r" ?\(([A-Z\d][A-Za-z\d]{0,2})\)")
_CUT = re.compile(r"-(?= [A-Za-z]| ?\d)")


@dataclass(frozen=True, slots=True)
class NamedSide:
    """A party that a sentence names; offsets within the sentence."""

    start: int
    end: int
    actor: Actor


@cache
def _armies() -> dict[str, tuple[str, str]]:
    """Names of movements that became those of a state's army: the army, and the day from which it is one."""
    with (files("sulh.data") / "armies.csv").open(encoding="utf-8") as table:
        return {row["name"]: (row["army"], row["since"]) for row in csv.DictReader(table)}


def sides_of(context: Context, mission: Mission, passage: Passage) -> list[NamedSide]:
    """Return the parties in text order: armed groups, political parties, governments and their forces; no mission and no organisation."""
    found = [NamedSide(one.start(), one.end(), mission.government) for one in _GOVERNMENT.finditer(passage.text) if mission.government]
    for reference in passage.references:
        start, end = reference.start - passage.start, reference.end - passage.start
        actor = _party(context, mission, passage, reference)
        if actor is not None and not any(one.start < end and start < one.end for one in found):
            found.append(NamedSide(start, end, actor))
    if mission.opposition is not None:
        words = _OPPOSITION.finditer(passage.text)
        found += [
            NamedSide(one.start(), one.end(), mission.opposition)
            for one in words
            if not any(it.start < one.end() and one.start() < it.end for it in found)
        ]
    return sorted(found, key=lambda one: one.start)


def _party(context: Context, mission: Mission, passage: Passage, reference: Reference) -> Actor | None:
    actor = reference.actors[0]
    if len(reference.actors) != 1 or actor == mission.body:
        return None
    name = passage.between(reference.start, reference.end)
    if (army := _armies().get(name)) is not None and (context.anchor or "") >= army[1]:
        return context.authority.get(army[0])
    if context.authority.get(actor.id) is None and (inside := _state_within(context, name)) is not None:
        return inside
    if actor.kind is ActorKind.STATE:
        return actor if reference.form in ("government", "army") else None
    if actor.kind is ActorKind.BODY:
        above = context.authority.get(context.authority.part_of(actor.id) or "")
        return actor if above is not None and above.kind is ActorKind.STATE else None
    if actor.kind not in (ActorKind.ARMED_GROUP, ActorKind.POLITICAL):
        return None
    return _whole(context, passage, reference, name) or actor


def _state_within(context: Context, name: str) -> Actor | None:
    """The state whose government an unlisted name begins or ends with: "GRSS Forces"."""
    governments = [one.actor for one in context.authority.find(name) if one.form is MentionForm.GOVERNMENT]
    return governments[0] if governments else None


def _whole(context: Context, passage: Passage, reference: Reference, name: str) -> Actor | None:
    """The party whose name goes on behind a mention: in brackets ("SPLM/A (IO)"), or cut off where one name alone goes on so."""
    end = reference.end - passage.start
    if (bracket := _BRACKET.match(passage.text, end)) is not None:
        longer = context.authority.find(f"{name}-{bracket[1]}")
        return longer[0].actor if longer and longer[0].end > len(name) else None
    if _CUT.match(passage.text, end) is None:
        return None
    others = {
        it.actors[0]
        for other in context.passages
        for it in other.references
        if len(it.actors) == 1 and other.between(it.start, it.end).startswith(f"{name}-")
    }
    return others.pop() if len(others) == 1 else None
