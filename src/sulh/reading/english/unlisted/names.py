"""Join what a document says of names that no list has to the mentions of listed actors."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from sulh.actors import ActorMention, Authority, MentionForm
from sulh.actors.places import Gazetteer
from sulh.actors.table import slug
from sulh.model import Actor, ActorKind
from sulh.reading.english.unlisted.abbreviations import find_abbreviations
from sulh.reading.english.unlisted.bodies import bare_sides, find_bodies, kind_of, short_forms, with_headings_lowered
from sulh.reading.english.unlisted.counted import find_counted
from sulh.reading.english.unlisted.polities import find_polities
from sulh.reading.lexicon import pattern

__all__ = ["with_unlisted"]

_SIDES = frozenset((ActorKind.ARMED_GROUP, ActorKind.POLITICAL))
# A document that defines more names than this is a table of abbreviations.
_MOST = 200
_CIVIL = re.compile(
    r"\b(?:of|from|and|with|including|,)\s+(?:the\s+)?(?P<words>civil\s+society)\b(?:\s+(?:groups|organisations|organizations|representatives))?"
)


# "the Secretary-General" is that of the United Nations, unless the text names one of another body.
_BARE = re.compile(r"\b(?:[Tt]he|THE)\s+(?P<words>Secretary[-\s]General)(?:['\u2019]s)?(?![\w-])(?!\s+of\b)")
_OF_OTHERS = re.compile(
    r"(?P<before>[A-Z][\w.'\u2019-]*)\s+Secretary[-\s]General\b"
    r"|\bSecretary[-\s]General\s+of\s+(?:the\s+)?(?P<of>[A-Z][\w.-]*(?:\s+[A-Z]\w*)?)"
)
_UNITED_NATIONS = frozenset(("UN", "U.N.", "United Nations", "Nations", "UN's"))


def _bare_offices(text: str, authority: Authority) -> list[ActorMention]:
    """The mentions of "the Secretary-General" without the name of a body, where the text names no other body's."""
    actor = authority.get("un-secretary-general")
    others = {m["before"] or m["of"] for m in _OF_OTHERS.finditer(text)} - _UNITED_NATIONS - {"The", "THE", "Deputy", "Assistant", "Under"}
    if actor is None or others:
        return []
    return [ActorMention(m.start("words"), m.end("words"), actor, MentionForm.ALIAS) for m in _BARE.finditer(text)]


class _Taken:
    """The spans of mentions, to ask whether one overlaps [start, end)."""

    def __init__(self, mentions: Iterable[ActorMention]) -> None:
        self._spans = sorted((m.start, m.end) for m in mentions)
        self._starts = [start for start, _ in self._spans]

    def __call__(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end)
        return any(self._spans[n][1] > start for n in range(max(0, at - 3), at))


def with_unlisted(text: str, mentions: Iterable[ActorMention], authority: Authority, gazetteer: Gazetteer) -> list[ActorMention]:
    """Return the mentions of `text` with those of actors that only the document itself makes known, in text order.

    An abbreviation that it explains outranks that of the authority file; otherwise what is listed stands. A state may stand inside
    the name of a body ("Syrian Democratic Council"), nothing else.
    """
    known = list(mentions)
    abbreviations = dict(list(find_abbreviations(text, known))[:_MOST])
    explained = _spelled(text, {short: (actor, MentionForm.ABBREVIATION) for short, actor in abbreviations.items()})
    names = _spelled(text, {actor.name: (actor, MentionForm.ALIAS) for actor in abbreviations.values() if " " in actor.name})
    known = _outranked(known, [*explained, *names])
    bodies = _bodies(text, known, abbreviations)
    known = _outranked(known, [*bodies, *_spelled(text, _initials(bodies, abbreviations))])
    known = _merged(known, _polities(text, known, authority, gazetteer))
    known = _merged(known, _bare_offices(text, authority))
    known = _merged(known, _counted(text, known, authority))
    civil = Actor("civil-society", "Civil society", ActorKind.CIVIL_SOCIETY)
    return _merged(known, [ActorMention(m.start("words"), m.end("words"), civil, MentionForm.ALIAS) for m in _CIVIL.finditer(text)])


def _counted(text: str, known: Sequence[ActorMention], authority: Authority) -> list[ActorMention]:
    """The mentions of groups that are only counted; rebels of a state whose opposition is listed are that opposition."""
    governments = {text[m.start : m.end].split()[0] for m in known if m.form is MentionForm.GOVERNMENT}
    listed = any(m.form is MentionForm.OPPOSITION for one in governments for m in authority.find(f"{one} armed opposition"))
    found = []
    for start, end, name in find_counted(text):
        if not (listed and _OPPOSED.search(name)):
            found.append(ActorMention(start, end, Actor(slug(name), name, ActorKind.ARMED_GROUP), MentionForm.ALIAS))
    return found


_OPPOSED = re.compile(r"\b(?:rebel|opposition)\b", re.IGNORECASE)


def _outranked(known: Sequence[ActorMention], better: Sequence[ActorMention]) -> list[ActorMention]:
    """Both, without the known mentions that lie inside a better one: "United Front" in "United Front of the Steppe"."""
    ranked = sorted(better, key=lambda m: (m.start, -m.end))
    starts = [m.start for m in ranked]
    kept = []
    for mention in known:
        at = bisect_left(starts, mention.start + 1)
        if not any(ranked[n].end >= mention.end for n in range(max(0, at - 2), at)):
            kept.append(mention)
    return _merged(kept, better)


def _merged(kept: Sequence[ActorMention], added: Iterable[ActorMention]) -> list[ActorMention]:
    """Both, in text order, without what overlaps a mention that is there."""
    is_taken = _Taken(kept)
    free: list[ActorMention] = []
    for mention in sorted(added, key=lambda m: (m.start, -m.end)):
        if not is_taken(mention.start, mention.end) and not (free and free[-1].end > mention.start):
            free.append(mention)
    return sorted([*kept, *free], key=lambda m: m.start)


def _spelled(text: str, names: dict[str, tuple[Actor, MentionForm]]) -> list[ActorMention]:
    """The mentions of names wherever they stand."""
    if not names:
        return []
    listed = "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n))))
    return [ActorMention(m.start(), m.end(), *names[m[0]]) for m in re.finditer(rf"(?<![\w\u2019'-])(?:{listed})(?![\w-])", text)]


def _bodies(text: str, known: Sequence[ActorMention], abbreviations: dict[str, Actor]) -> list[ActorMention]:
    is_taken = _Taken(m for m in known if m.actor.kind is not ActorKind.STATE)
    whole = _Taken(known)
    states = [(m.start, m.end) for m in known if m.actor.kind is ActorKind.STATE]
    actors = {actor.name: actor for actor in abbreviations.values()}
    found: list[ActorMention] = []
    written = with_headings_lowered(text)
    for start, end in find_bodies(written, is_taken):
        if whole(start, end) and any(s <= start and end <= e for s, e in states):
            continue
        name = " ".join(written[start:end].split())
        kind = kind_of(name) if not pattern(_OFFICE_OF).match(name) else None
        if kind is not None:
            actor = actors.setdefault(name, Actor(slug(name), name, kind))
            found.append(ActorMention(start, end, actor, MentionForm.ALIAS))
    # "the Front" after the Polisario Front, which is listed
    for mention in (m for m in known if m.actor.kind in _SIDES):
        name = " ".join(text[mention.start : mention.end].split())
        if " " in name and kind_of(name.rsplit(" ", 1)[1]) is not None:
            actors.setdefault(name, mention.actor)
    taken = _Taken([*known, *found])
    short = [
        ActorMention(start, end, actors[name], MentionForm.ALIAS)
        for start, end, name in short_forms({name: name for name in actors}, text)
        if not taken(start, end)
    ]
    taken = _Taken([*known, *found, *short])
    bare = [
        ActorMention(start, end, Actor(slug(text[start:end]), text[start:end], ActorKind.POLITICAL), MentionForm.ALIAS)
        for start, end in bare_sides(text, actors)
        if not taken(start, end)
    ]
    return found + short + bare


# "Foreign Secretary of the United Kingdom": who holds an office, no body.
_OFFICE_OF = r"(?:(?:<office_modifier>)\s+){0,3}(?:<office_head>)\s+of\s+(?:the\s+)?[A-Z]"


def _initials(bodies: Sequence[ActorMention], abbreviations: dict[str, Actor]) -> dict[str, tuple[Actor, MentionForm]]:
    """The initials of bodies that the document names in three words or more, which it may use without a word: "OLF"."""
    found: dict[str, set[Actor]] = {}
    for actor in {m.actor for m in bodies}:
        initials = "".join(word[0] for word in actor.name.split() if word[0].isupper())
        if len(initials) > 2 and initials not in abbreviations:
            found.setdefault(initials, set()).add(actor)
    return {short: (next(iter(of)), MentionForm.ABBREVIATION) for short, of in found.items() if len(of) == 1}


def _polities(text: str, known: Sequence[ActorMention], authority: Authority, gazetteer: Gazetteer) -> list[ActorMention]:
    is_taken = _Taken(known)
    found = find_polities(
        text,
        is_free=lambda start, end: not is_taken(start, end),
        is_known=lambda name: bool(authority.find(name) or gazetteer.find(name)),
    )
    return _spelled(text, {word: (Actor(slug(name), name, ActorKind.STATE), form) for word, (name, form) in found.items()})
