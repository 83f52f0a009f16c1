"""Learn the actors that a document itself names: "Ostrel Liberation Front (OLF)", "the Government of the Republic of Tarvonia"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sulh.actors import ActorMention, Authority, MentionForm
from sulh.actors.places import Gazetteer
from sulh.model import Actor, ActorKind
from sulh.reading.lexicon import words
from sulh.text.folding import fold

__all__ = ["with_defined_names"]

_WORD = r"[A-Z\u00c0-\u00de][\w\u2019'-]*"
# A name and its abbreviation in brackets, either side first in its list of capitals.
_DEFINED = re.compile(
    rf"(?P<name>{_WORD}(?:\s+(?:(?:of|for|and|the|de|du|des|pour|la)\s+){{0,2}}{_WORD}){{1,7}})\s+\(\s*[\"\u201c']?(?P<short>[A-Z][A-Za-z/-]{{1,9}})[\"\u201d']?\s*\)"
)
_POLITY = re.compile(
    rf"\b(?:Government|Republic|Kingdom|Federation|Authorities)\s+of\s+(?:the\s+)?(?:(?:Republic|Kingdom|State|Union|Federation)\s+of\s+(?:the\s+)?)?(?P<name>{_WORD}(?:\s+{_WORD})?)"
)
_KINDS = {
    "body_armed": ActorKind.ARMED_GROUP,
    "body_political": ActorKind.POLITICAL,
    "body_civil": ActorKind.CIVIL_SOCIETY,
    "body_other": ActorKind.BODY,
}
# A document that defines more names than this is a table of abbreviations.
_MOST = 200


def with_defined_names(text: str, mentions: Iterable[ActorMention], authority: Authority, gazetteer: Gazetteer) -> list[ActorMention]:
    """Return the mentions of `text` with those of the actors it defines added; its own abbreviation outranks that of the authority file."""
    known = list(mentions)
    defined = dict(_abbreviations(text, known))
    polities = dict(_polities(text, known, authority, gazetteer))
    if not defined and not polities:
        return known
    names = sorted({*defined, *polities}, key=lambda n: (-len(n), n))[:_MOST]
    pattern = re.compile(rf"(?<![\w\u2019'-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
    added = []
    for match in pattern.finditer(text):
        actor = defined.get(match[0]) or polities[match[0]]
        form = MentionForm.ABBREVIATION if match[0] in defined else MentionForm.NAME
        added.append(ActorMention(match.start(), match.end(), actor, form))
    spans = {(m.start, m.end): m for m in added if m.form is MentionForm.ABBREVIATION}
    kept = [m for m in known if (m.start, m.end) not in spans]
    return sorted([*kept, *_free(added, kept)], key=lambda m: m.start)


def _free(added: list[ActorMention], kept: list[ActorMention]) -> Iterator[ActorMention]:
    """Yield the added mentions that overlap no other; both lists are in text order."""
    at = 0
    for mention in added:
        while at < len(kept) and kept[at].end <= mention.start:
            at += 1
        if at == len(kept) or kept[at].start >= mention.end:
            yield mention


def _abbreviations(text: str, known: list[ActorMention]) -> Iterator[tuple[str, Actor]]:
    """Yield (abbreviation, actor) for each body whose full name the text gives before its abbreviation."""
    ending = {m.end: m for m in known}
    by_words: dict[str, list[ActorMention]] = {}
    for found in known:
        by_words.setdefault(text[found.start : found.end], []).append(found)
    for match in _DEFINED.finditer(text):
        short = match["short"]
        name = _spelled_out(match["name"], short)
        if name is None:
            continue
        if any(_alike(m.actor.name, name) for m in by_words.get(short, ())):
            # the authority file knows it by this abbreviation
            continue
        mention = ending.get(match.end("name"))
        kind = next((k for group, k in _KINDS.items() for w in re.findall(r"[\w-]+", name) if w.lower() in words(group)), None)
        if mention is not None and mention.actor.kind is not ActorKind.STATE and mention.end - mention.start >= len(name):
            yield short, mention.actor
        elif kind is not None:
            yield short, Actor(_slug(name), name, kind)


def _alike(name: str, other: str) -> bool:
    """Return whether two names share a word, or one is in capitals throughout: an abbreviation of the other."""
    mine, theirs = set(fold(name).lower().split()), set(fold(other).lower().split())
    return name.isupper() or len(mine & theirs) > 1 or mine <= theirs


def _spelled_out(name: str, short: str) -> str | None:
    """Return the words of `name` whose initials an abbreviation has, from the first that fits; None when it abbreviates something else."""
    letters = [c for c in short if c.isupper()]
    parts = name.split()
    for first in range(len(parts)):
        initials = [p[0] for p in parts[first:] if p[0].isupper()]
        if (
            parts[first][0].isupper()
            and len(letters) > 1
            and initials[:1] == letters[:1]
            and len(initials) >= 2
            and _within(letters, "".join(parts[first:]))
        ):
            return " ".join(parts[first:])
    return None


def _within(letters: list[str], name: str) -> bool:
    """Return whether the letters occur in a name in this order, at least all but one of them as capitals."""
    at, capitals = 0, 0
    for letter in letters:
        found = name.find(letter, at)
        if found < 0:
            found = name.lower().find(letter.lower(), at)
            if found < 0:
                return False
        else:
            capitals += 1
        at = found + 1
    return capitals >= len(letters) - 1


def _polities(text: str, known: list[ActorMention], authority: Authority, gazetteer: Gazetteer) -> Iterator[tuple[str, Actor]]:
    """Yield (name, actor) for each state or territory unknown to the authority file that has a government or calls itself a republic."""
    taken = {at for m in known for at in (m.start, m.end)}
    for match in _POLITY.finditer(text):
        name = match["name"]
        inside = (
            any(m.start < match.end("name") and match.start("name") < m.end for m in known)
            if len(taken) < _MOST
            else bool(taken & set(range(match.start("name"), match.end("name") + 1)))
        )
        if inside or name.split()[0] in ("National", "Unity", "Transitional", "The") or authority.find(name) or gazetteer.find(name):
            continue
        yield name, Actor(_slug(name), name, ActorKind.STATE)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name).lower()).strip("-")
