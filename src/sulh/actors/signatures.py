"""Find third parties who signed, witnessed or facilitated an agreement, from its signature texts."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from importlib.resources import files

from sulh.actors.authority import Authority, MentionForm
from sulh.actors.trie import Trie

__all__ = ["third_parties"]

# A capital, a seat of government or a people in a signature text is a place, a date line or a nation, not a signatory.
_SILENT = frozenset({MentionForm.CAPITAL, MentionForm.SEAT, MentionForm.PEOPLE, MentionForm.OPPOSITION})


def third_parties(part: str, thrdpart: str) -> set[str]:
    """Return the identifiers of the states and organisations named in the parties and third-parties fields of one agreement.

    `part` and `thrdpart` are the fields of that name in PA-X. A body counts as the organisation it is part of (UNPROFOR as the
    United Nations), an official as the body represented. Both fields are used: PA-X lists outsiders who sign as parties under `part`.
    """
    found: set[str] = set()
    for text in (part, thrdpart):
        found |= _named(text)
    bound = set()
    for text in (part, thrdpart):
        bound |= _bound(text, found)
    return found | bound


def _named(text: str) -> set[str]:
    """Return the actors that the authority file finds in one text."""
    authority = Authority.default()
    found: set[str] = set()
    for mention in authority.find(text):
        if mention.form not in _SILENT:
            found.update(_roots(authority, mention.actor.id))
    return found


def _bound(text: str, named: set[str]) -> set[str]:
    """Return the actors known by offices, names of envoys and names in other languages, if `named` gives the context they need."""
    found: set[str] = set()
    for _, _, cues in _cues().matches(text):
        actors, context = cues[0]
        if not context or not named.isdisjoint(context):
            found.update(actors)
    return found


def _roots(authority: Authority, actor_id: str) -> list[str]:
    """Return an actor and every organisation it is part of."""
    chain = [actor_id]
    while (above := authority.part_of(chain[-1])) is not None:
        chain.append(above)
    return chain


@lru_cache(maxsize=1)
def _cues() -> Trie[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return wordings of signature texts in several languages, with the actors they mean, and the actors one of which must be named too."""
    trie: Trie[tuple[tuple[str, ...], tuple[str, ...]]] = Trie()
    reader = csv.reader(io.StringIO(files("sulh.data").joinpath("actors_signatures.csv").read_text(encoding="utf-8")))
    next(reader)
    for text, actors, context in reader:
        trie.add(text, (tuple(actors.split("|")), tuple(context.split("|")) if context else ()))
    return trie
