"""The authority file of actors and the finder of their mentions in a text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sulh.actors.composition import Composed, after_state, before_state
from sulh.actors.table import ActorEntry, FormRow, actor_rows, form_rows, read_extra, slug, trap_rows
from sulh.actors.trie import Trie
from sulh.model import Actor, ActorKind

__all__ = ["ActorMention", "Authority", "MentionForm"]


class MentionForm(StrEnum):
    """How a text refers to an actor."""

    NAME = "name"
    OFFICIAL = "official"
    ABBREVIATION = "abbreviation"
    DEMONYM = "demonym"
    PEOPLE = "people"
    CAPITAL = "capital"
    SEAT = "seat"
    MINISTRY = "ministry"
    GOVERNMENT = "government"
    OPPOSITION = "opposition"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class ActorMention:
    """The words `[start, end)` of a text that refer to an actor, and the form of the name."""

    start: int
    end: int
    actor: Actor
    form: MentionForm


class _Name(NamedTuple):
    actor: str
    form: MentionForm
    rule: str


_TRAP = _Name("", MentionForm.ALIAS, "trap")
_COMPOSED_FORM = {
    Composed.GOVERNMENT: MentionForm.GOVERNMENT,
    Composed.MINISTRY: MentionForm.MINISTRY,
    Composed.PEOPLE: MentionForm.PEOPLE,
    Composed.ARMED_OPPOSITION: MentionForm.OPPOSITION,
    Composed.OPPOSITION: MentionForm.OPPOSITION,
    Composed.CIVIL_SOCIETY: MentionForm.ALIAS,
}
_COMPOSED_KIND = {
    Composed.ARMED_OPPOSITION: ActorKind.ARMED_GROUP,
    Composed.OPPOSITION: ActorKind.POLITICAL,
    Composed.CIVIL_SOCIETY: ActorKind.CIVIL_SOCIETY,
}
_BARE = frozenset({MentionForm.NAME, MentionForm.OFFICIAL, MentionForm.ABBREVIATION, MentionForm.DEMONYM, MentionForm.CAPITAL})
_PREFIXED = frozenset({MentionForm.NAME, MentionForm.OFFICIAL, MentionForm.ABBREVIATION})


class Authority:
    """Actors by identifier, and their names in a trie. Created with `default` or `load`."""

    def __init__(self, entries: list[ActorEntry], forms: list[FormRow], traps: list[str]) -> None:
        self._entries = {entry.actor.id: entry for entry in entries}
        self._trie: Trie[_Name] = Trie()
        self._demonyms: dict[str, str] = {}
        self._capitals: dict[str, list[str]] = {}
        for row in forms:
            form = MentionForm[row.form]
            self._trie.add(row.text, _Name(row.actor, form, row.rule))
            if form is MentionForm.DEMONYM:
                self._demonyms.setdefault(row.actor, row.text)
            elif form is MentionForm.CAPITAL:
                self._capitals.setdefault(row.text.casefold(), []).append(row.actor)
        for trap in traps:
            self._trie.add(trap, _TRAP, first=True)
        self._composed: dict[str, Actor] = {}

    @classmethod
    def default(cls) -> Authority:
        """Return the package's own authority file; read once and shared."""
        return _default()

    @classmethod
    def load(cls, extra: Path | None = None) -> Authority:
        """Return the package's authority file with the actors of a user's table, which take precedence.

        `extra` is a CSV file in the shape of the PAA-X actor list. Raises ActorTableError naming file, row and column.
        """
        authority = cls(list(actor_rows()), list(form_rows()), list(trap_rows()))
        for entry, names in read_extra(extra) if extra is not None else ():
            authority._take(entry, names)
        return authority

    def _take(self, entry: ActorEntry, names: tuple[str, ...]) -> None:
        known = self._entries.get(entry.actor.id)
        if known is None:
            self._entries[entry.actor.id] = entry
        for number, name in enumerate(names):
            if len(name) > 1:
                self._trie.add(
                    name, _Name(entry.actor.id, MentionForm.ALIAS if number or known else MentionForm.NAME, ""), first=known is None
                )

    def get(self, actor_id: str) -> Actor | None:
        """Return the actor of that identifier (ISO alpha-3 or slug), composed ones such as "syrian-armed-opposition" included."""
        entry = self._entries.get(actor_id)
        if entry is not None:
            return entry.actor
        for kind in _COMPOSED_KIND:
            suffix = "-" + slug(kind.value)
            if actor_id.endswith(suffix):
                for state, demonym in self._demonyms.items():
                    if slug(demonym) == actor_id.removesuffix(suffix):
                        return self._compose(state, kind)
        return None

    def country_of(self, actor: Actor) -> str | None:
        """Return the ISO alpha-3 code of the state an actor is, or belongs to; None where there is none."""
        entry = self._entries.get(actor.id)
        if entry is not None:
            return entry.country
        return dict(actor.ids).get("country")

    def part_of(self, actor_id: str) -> str | None:
        """Return the identifier of the organisation an actor is a body of; None where there is none."""
        entry = self._entries.get(actor_id)
        return entry.part_of if entry else None

    def country_of_capital(self, city: str) -> str | None:
        """Return the ISO alpha-3 code of the state whose capital or seat of government is `city`, former names included."""
        states = self._capitals.get(city.casefold())
        return states[0] if states else None

    def capital_of(self, iso3: str) -> str | None:
        """Return the capital of a state by its current name; None where none is listed."""
        return next((city for city, states in self._capitals.items() if states and states[0] == iso3), None)

    def demonym(self, iso3: str) -> str | None:
        """Return the adjective of a state ("Syrian"); None where none is known."""
        return self._demonyms.get(iso3)

    def iso2(self, iso3: str) -> str | None:
        """ISO alpha-2 for an alpha-3 code."""
        entry = self._entries.get(iso3)
        return dict(entry.actor.ids).get("iso2") if entry else None

    def iso3(self, iso2: str) -> str | None:
        """ISO alpha-3 for an alpha-2 code."""
        for entry in self._entries.values():
            if ("iso2", iso2) in entry.actor.ids:
                return entry.actor.id
        return None

    def find(self, text: str) -> list[ActorMention]:
        """Return every mention of an actor in `text`: leftmost-longest, not overlapping, in order; offsets in code points."""
        raw = [(start, end, names) for start, end, names in self._trie.matches(text)]
        if not raw:
            return []
        seen = self._context(raw)
        prefixes = before_state(text)
        found: list[ActorMention] = []
        last = 0
        for number, (start, end, names) in enumerate(raw):
            name = self._choose(text, start, end, names, seen)
            if name is None or start < last:
                continue
            mention = self._mention(text, raw, number, name, prefixes.get(start), last)
            found.append(mention)
            last = mention.end
        return found

    def _context(self, raw: list[tuple[int, int, list[_Name]]]) -> Counter[str]:
        """Count how often each state or actor is mentioned by a name that needs no context."""
        seen: Counter[str] = Counter()
        for _, _, names in raw:
            if len({name.actor for name in names}) == 1 and names[0].rule != "context" and names[0] is not _TRAP:
                actor = names[0].actor
                seen[actor] += 1
                country = self._entries[actor].country
                if country and country != actor:
                    seen[country] += 1
        return seen

    def _choose(self, text: str, start: int, end: int, names: list[_Name], seen: Counter[str]) -> _Name | None:
        """Return the name meant where several actors share it; None when the words are not a mention here."""
        if names[0] is _TRAP:
            return None
        best: _Name | None = None
        weight = -1
        for name in names:
            here = 2 * seen[name.actor] + seen[self._entries[name.actor].country or ""]
            if (name.rule == "context" and not here) or (name.rule == "given" and _given_name(text, start, end)):
                continue
            if name.rule == "word" and _in_capitals(text, start, end):
                continue
            if here > weight:
                best, weight = name, here
        return best

    def _mention(
        self,
        text: str,
        raw: list[tuple[int, int, list[_Name]]],
        number: int,
        name: _Name,
        prefix: tuple[Composed, int] | None,
        last: int,
    ) -> ActorMention:
        start, end, _ = raw[number]
        actor = self._entries[name.actor].actor
        if actor.kind is not ActorKind.STATE or name.form not in _BARE:
            return ActorMention(start, end, actor, name.form)
        if prefix and prefix[1] >= last and name.form in _PREFIXED:
            return self._composed_mention(prefix[1], end, actor, prefix[0])
        after = after_state(text, end)
        if after and (name.form is not MentionForm.CAPITAL or after[0] is Composed.GOVERNMENT):
            return self._composed_mention(start, after[1], actor, after[0])
        own = self._own_party(text, raw, number, actor)
        return own or ActorMention(start, end, actor, name.form)

    def _own_party(self, text: str, raw: list[tuple[int, int, list[_Name]]], number: int, state: Actor) -> ActorMention | None:
        """Return the party named after a state's name or demonym ("Burmese NUG") if it is of that state."""
        if number + 1 >= len(raw):
            return None
        start, end, _ = raw[number]
        next_start, next_end, names = raw[number + 1]
        if text[end:next_start].strip(" ") or next_start == end:
            return None
        for name in names:
            if name is not _TRAP and name.actor != state.id and self._entries[name.actor].country == state.id:
                return ActorMention(start, next_end, self._entries[name.actor].actor, name.form)
        return None

    def _composed_mention(self, start: int, end: int, state: Actor, kind: Composed) -> ActorMention:
        actor = self._compose(state.id, kind) if kind in _COMPOSED_KIND else state
        return ActorMention(start, end, actor, _COMPOSED_FORM[kind])

    def _compose(self, state: str, kind: Composed) -> Actor:
        name = f"{self._demonyms.get(state, self._entries[state].actor.name)} {kind.value}"
        if name not in self._composed:
            self._composed[name] = Actor(slug(name), name, _COMPOSED_KIND[kind], (("country", state),))
        return self._composed[name]


def _given_name(text: str, start: int, end: int) -> bool:
    """Return whether a name that is also a given name is followed by a surname: a capitalised word on the same line ("Jordan Peterson")."""
    if text[start:end].isupper():
        return False
    after = text[end : end + 24]
    if not (after[:1] == " " and after[1:2].isupper()):
        return False
    word = after[1:].split()[0].strip(".,;:'\u2019\")")
    if _OF_STATE.search(text, max(0, start - 8), start) and _NAME_BEHIND.match(text, end):
        # "Ambassador to Israel Tom Halvers": a name of its own stands behind
        return False
    return word.isalpha() and not word.isupper() and word not in _NO_SURNAMES


_OF_STATE = re.compile(r"\b(?:to|of|in|for)\s$")
_NAME_BEHIND = re.compile(r" [A-Z][\w'\u2019-]+ (?:[A-Z]\. )?[A-Z][\w'\u2019-]+")


# Capitalised words that often follow the name of a country and are not surnames.
_NO_SURNAMES = frozenset(
    [
        "Foreign",
        "Ministry",
        "Minister",
        "Government",
        "President",
        "Prime",
        "Army",
        "Armed",
        "Defense",
        "Defence",
        "Air",
        "Embassy",
        "Parliament",
        "State",
        "And",
        "Or",
        "Of",
        "To",
        "In",
        "On",
        "At",
        "For",
        "With",
        "By",
        "From",
        "Says",
        "Said",
        "Ambassador",
        "King",
        "Crown",
        "Deputy",
        "Security",
        "Border",
        "Police",
        "National",
        "Peace",
        "Talks",
        "Delegation",
        "Post",
        "D",
        "C",
        "Treaty",
        "Declaration",
        "Agreement",
        "Process",
        "Summit",
        "Conference",
        "Consensus",
        "Dialogue",
        "Office",
    ]
)


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Return whether the words on both sides are in capitals too, so that capitals are no evidence."""
    before = text[max(0, start - 30) : start].split()
    after = text[end : end + 30].split()
    words = [w for w in (before[-1:] + after[:1]) if sum(c.isalpha() for c in w) > 1]
    return bool(words) and all(w.isupper() for w in words)


@lru_cache(maxsize=1)
def _default() -> Authority:
    return Authority.load()
