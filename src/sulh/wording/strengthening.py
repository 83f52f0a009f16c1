"""Say when a stronger or a weaker verb took the place of another: the same speaker says it of the same thing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from sulh.model import SubstanceKind
from sulh.text.folding import fold_lookalikes
from sulh.wording.intensity import force_near
from sulh.wording.language import language_of
from sulh.wording.origin import actors_in
from sulh.wording.substance.clocks import is_clock
from sulh.wording.substance.kinds import found_terms
from sulh.wording.substance.times import same_date
from sulh.wording.types import Clause
from sulh.wording.verbs import Verb, ladder_of, strength_between
from sulh.wording.words import AlignedWord, align_words

__all__ = ["verbs_of_other_force"]

# Of the words that a verb governs those of at least this length count, and no names, which recur in clauses of all sorts. Two must be in
# both clauses, and this share of the first so many: "condemned" and "strongly condemned" are said of many raids.
_LONG, _FEWEST, _REACH, _GOVERNED = 4, 2, 8, 0.5
# A shorter word before the first verb is a pronoun or says nothing of who speaks.
_SPEAKER = 5
_WORD = re.compile(r"[^\W\d_]+")
_START = attrgetter("start")


def verbs_of_other_force(earlier: Clause, later: Clause) -> tuple[Verb, Verb] | None:
    """Return the first two verbs of which one is stronger: each governs more of the other's words than any other verb, of one speaker.

    None also where a word of force near the weaker verb leaves it open whether it is the weaker, or where the strongest verbs of the
    ladder in both clauses do not differ the same way.
    """
    if not _one_voice(earlier, later):
        return None
    aligned = align_words(earlier.text, later.text)
    before = [_governed(earlier, at, aligned.earlier) for at in range(len(earlier.verbs))]
    after = [_governed(later, at, aligned.later) for at in range(len(later.verbs))]
    shared = aligned.pairs()
    both = [[sum(1 for word in words if shared.get(word) in others) for others in after] for words in before]
    for at, old in enumerate(earlier.verbs):
        for to, new in enumerate(later.verbs):
            if not strength_between(old, new) or both[at][to] < max(1, *both[at], *(row[to] for row in both)):
                continue
            words, others = _plain(before[at], aligned.earlier), _plain(after[to], aligned.later)
            count = sum(1 for word in words if shared.get(word) in others)
            few = min(len(words), len(others))
            if count < max(min(_FEWEST, few), _GOVERNED * few):
                continue
            names = _named(before[at], aligned.earlier), _named(after[to], aligned.later)
            if all(names) and names[0].isdisjoint(names[1]):
                # Another raid or another state is spoken of.
                continue
            if _of_other_events(_told(earlier, at, words, aligned.earlier), _told(later, to, others, aligned.later)):
                continue
            if _is_all_said(old, new, earlier, later) and _one_speaker(earlier, at, later, to) and _force_is_told(old, new, earlier, later):
                return old, new
    return None


def _plain(words: Sequence[int], side: Sequence[AlignedWord]) -> list[int]:
    """Return the first few words that are no names."""
    return [word for word in words if not side[word].named][:_REACH]


def _named(words: Sequence[int], side: Sequence[AlignedWord]) -> frozenset[str]:
    """Return the first letters of the names among the words that a verb governs."""
    return frozenset(side[word].key[:_SPEAKER] for word in words if side[word].named and not side[word].key[0].isdigit())


def _is_all_said(old: Verb, new: Verb, earlier: Clause, later: Clause) -> bool:
    """Return whether the strongest verbs of the ladder in both clauses differ as these two do: one may be said again with force."""
    strongest = [
        max((verb for verb in clause.verbs if ladder_of(verb.lemma) == ladder_of(one.lemma)), key=lambda verb: (verb.step, verb.force))
        for one, clause in ((old, earlier), (new, later))
    ]
    return strength_between(old, new) * strength_between(*strongest) > 0


def _force_is_told(old: Verb, new: Verb, earlier: Clause, later: Clause) -> bool:
    """Return whether a verb that differs only in force has less on the weaker side: "firm support" is not weaker than "strong support"."""
    if old.step != new.step:
        return True
    verb, clause, force = (old, earlier, new.force) if new.force > old.force else (new, later, old.force)
    start, end = verb.start - clause.start, verb.end - clause.start
    return force_near(fold_lookalikes(clause.text), start, end, language_of(clause.text)) < force


def _one_voice(earlier: Clause, later: Clause) -> bool:
    """Return whether two clauses may have one speaker by the words before their first verbs, of which pronouns may be anybody's."""
    first, second = _opening(earlier), _opening(later)
    return not first or not second or not first.isdisjoint(second)


def _told(clause: Clause, at: int, words: Sequence[int], side: Sequence[AlignedWord]) -> str:
    """Return the words of a clause up to the last that is compared, or to its end where the verb governs few."""
    last = side[words[-1]].end if len(words) == _REACH else len(clause.text)
    return clause.text[:last]


def _of_other_events(earlier: str, later: str) -> bool:
    """Return whether two texts name days, or places, of which none is the same: what is condemned is another raid."""
    before, after = found_terms(earlier), found_terms(later)
    for kind, same in ((SubstanceKind.DATE, same_date), (SubstanceKind.PLACE, str.__eq__)):
        old, new = ([term.key for term in terms[kind] if not is_clock(term.key)] for terms in (before, after))
        if old and new and not any(same(a, b) for a in old for b in new):
            return True
    return False


def _opening(clause: Clause) -> frozenset[str]:
    """The first letters of the longer words before the first verb."""
    head = clause.text[: clause.verbs[0].start - clause.start]
    return frozenset(word[:_SPEAKER] for word in _WORD.findall(fold_lookalikes(head)) if len(word) >= _SPEAKER)


def _one_speaker(earlier: Clause, at: int, later: Clause, to: int) -> bool:
    """Return whether two verbs may have one subject: no other actors are named before each."""
    first, second = _subject(earlier, at), _subject(later, to)
    return not first or not second or not first.isdisjoint(second)


def _subject(clause: Clause, at: int) -> frozenset[str]:
    """The actors named between a verb and what stands before it."""
    low = clause.verbs[at - 1].end - clause.start if at else 0
    return frozenset(actors_in(clause.text[low : clause.verbs[at].start - clause.start]))


def _governed(clause: Clause, at: int, words: Sequence[AlignedWord]) -> tuple[int, ...]:
    """Return the longer words that a verb governs: those after it, up to the next verb."""
    low = clause.verbs[at].end - clause.start
    high = clause.verbs[at + 1].start - clause.start if at + 1 < len(clause.verbs) else len(clause.text)
    first, last = (bisect_left(words, place, key=_START) for place in (low, high))
    return tuple([number for number in range(first, last) if len(words[number].key) >= _LONG])
