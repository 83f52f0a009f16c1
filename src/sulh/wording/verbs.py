"""The performative verbs of statements, what they do and how strong they are, from the ladder in `data/strength.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from sulh.model import ActKind
from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows
from sulh.wording.folding import without_remarks
from sulh.wording.intensity import force_at
from sulh.wording.language import language_of

__all__ = ["Verb", "deeds", "find_verbs", "first_verb", "ladder_of", "strength_between"]

_STRONGEST = 5
# The ladder from recalling to reaffirming.
_AFFIRMATION = "affirmation"
# The ladder from taking note to welcoming.
_APPROVAL = "approval"
_ARABIC_MARKS = re.compile("[\u064b-\u0652\u0640]")
_ARABIC = re.compile("[\u0621-\u064a]")
# A word before a form, with what joins them; and the two words before.
_BEFORE = re.compile(r"(?:(\w+)['\u2019\s]+)?(\w+)['\s]+[\u0648\u0641]?$")
_OWNED = re.compile(r"\w's?\s+$")
# A noun is followed by what it is about; a verb by its object.
_NOUN_GOES_ON = re.compile(r"\s+(?:of|from|and|or|to)\b|\s*[,;.:]")
_PLURAL = re.compile(r"\w{3,}s$")
_LOOK_BACK = 48
# A verb begins where a word does that no hyphen joins to another. Forms are found by so many letters that they begin with in any case.
_START = re.compile(r"(?<![\w-])\w")
_WORD = re.compile(r"\w")
_FIRST = re.compile(r"[^\W_]*")
_COUNTED = 4
# The Arabic letters for "and" and "so".
_JOINED = "\u0648\u0641"
# English "supported by" is passive, "concerned by" is a form of its own; a verb joined to the next word is no ending.
_STOPS = r"(?!\w|(?<! by)\s+by\b)"
_JOINED_ON = r"(?=[^\W\d]{2})(?!(?:ed|es|ing)\b)"


@dataclass(frozen=True, slots=True)
class Verb:
    """A performative verb: its dictionary form, what it does, its step on its ladder (1 to 5), and the words `[start, end)`.

    `force` is the degree of words that add force to it: 1 ("strongly condemn"), or 2 ("condemn in the strongest terms").
    """

    lemma: str
    act: ActKind
    step: int
    start: int
    end: int
    force: int = 0

    @property
    def strength(self) -> int:
        """How strong the verb is: its step, and one more for words that add force; 5 at most."""
        return min(self.step + bool(self.force), _STRONGEST)


class _Row(NamedTuple):
    lemma: str
    act: ActKind
    ladder: str
    strength: int
    language: str


class _Contexts(NamedTuple):
    """Words that tell nouns, infinitives and citations from verbs, of one language; all folded. Only a noun has a `qualifier` before it."""

    before: frozenset[str]
    qualifier: frozenset[str]
    noun: frozenset[str]
    adjective: tuple[str, ...]


@cache
def _forms() -> tuple[tuple[str, _Row], ...]:
    table = [
        (form, verb)
        for row in rows("strength.csv")
        for verb in (_Row(row["verb"], ActKind(row["act"]), row["ladder"], int(row["strength"]), row["language"]),)
        for form in row["forms"].split("|")
    ]
    # Forms of several words are tried before the single words they begin with; otherwise the order of the table is kept.
    return tuple(sorted(table, key=lambda entry: (-entry[0].count(" "), "~" in entry[0])))


class _VerbIndex:
    """The forms of a language, or of all, by their first letters; those that a word may begin are compiled when it is met."""

    def __init__(self, language: str | None) -> None:
        self._by_first: dict[str, list[tuple[int, str, _Row]]] = {}
        for place, (form, row) in enumerate(_forms()):
            if language is None or row.language == language:
                self._by_first.setdefault(_first(form)[:_COUNTED], []).append((place, form, row))
        self._held: dict[str, tuple[tuple[str, ...], list[tuple[int, str, _Row]]]] = {}
        self._compiled: dict[tuple[str, bool], tuple[re.Pattern[str], tuple[_Row, ...]]] = {}

    def find(self, folded: str) -> Iterator[_Found]:
        """Yield the forms in a folded text, without overlap."""
        end = 0
        for word in _START.finditer(folded):
            if word.start() >= end and (found := self._at(folded, word.start(), glued=False)) is not None:
                end = found.end
                yield found

    def glued(self, folded: str) -> _Found | None:
        """Return the form at the start of a text that is joined to the next word."""
        word = _WORD.search(folded)
        return self._at(folded, word.start(), glued=True) if word else None

    def _at(self, folded: str, at: int, *, glued: bool) -> _Found | None:
        opening = folded[at : at + _COUNTED + 1]
        firsts, held = self._held[opening] if opening in self._held else self._entries(opening)
        if not held or not (folded.startswith(firsts, at) or (opening[0] in _JOINED and folded.startswith(firsts, at + 1))):
            return None
        pattern, rows = self._compiled[opening, glued] if (opening, glued) in self._compiled else self._compile(opening, held, glued)
        match = pattern.match(folded, at)
        if match is None:
            return None
        place = match.lastindex or 1
        return _Found(at, match.start(place), match.end(), rows[place - 1])

    def _entries(self, opening: str) -> tuple[tuple[str, ...], list[tuple[int, str, _Row]]]:
        """Return the forms that a word which begins so may be, in the order of the table, and what they begin with."""
        lows = (0, 1) if opening[0] in _JOINED else (0,)
        openings = {opening[low : low + size] for low in lows for size in range(1, _COUNTED + 1)}
        held = sorted((entry for one in openings for entry in self._by_first.get(one, ())), key=lambda entry: entry[0])
        self._held[opening] = tuple(dict.fromkeys(_sure(form) for _, form, _ in held)), held
        return self._held[opening]

    def _compile(self, opening: str, held: list[tuple[int, str, _Row]], glued: bool) -> tuple[re.Pattern[str], tuple[_Row, ...]]:
        alternatives = "|".join(f"({_expression(form)})" for _, form, _ in held)
        # Arabic writes "and" and "so" as one letter before the verb.
        pattern = rf"(?:{alternatives}){_JOINED_ON}" if glued else rf"[{_JOINED}]?(?:{alternatives}){_STOPS}"
        self._compiled[opening, glued] = re.compile(pattern), tuple(row for _, _, row in held)
        return self._compiled[opening, glued]


def _first(form: str) -> str:
    """Return the letters that a form begins with in any case."""
    match = _FIRST.match(fold_lookalikes(form))
    return match[0] if match else ""


def _sure(form: str) -> str:
    """Return what a form begins with in any case, up to a blank or a star."""
    return re.split(r"[ *]", fold_lookalikes(form), maxsplit=1)[0]


class _Found(NamedTuple):
    """A form `[start, end)` in a folded text; `low` is where its word begins, which in Arabic may be with "and"."""

    low: int
    start: int
    end: int
    row: _Row


@cache
def _index(language: str | None) -> _VerbIndex:
    return _VerbIndex(language)


def _expression(form: str) -> str:
    """Return a form of the table as a pattern: a blank matches blanks, `*` for the rest of the word, `~` for up to three words.

    In Arabic the one who speaks stands between a verb and its object, so that up to fourteen words may: a list of states.
    """
    words = re.escape(fold_lookalikes(form)).replace(r"\*", r"\w*")
    between = r"\s+(?:\w+[\u060c,]?\s+[\"]?){0,14}?" if _ARABIC.search(form) else r"\s+(?:\w+\s+){0,3}?"
    return words.replace(r"\ \~\ ", between).replace(r"\ ", r"\s+")


@cache
def _contexts(language: str) -> _Contexts:
    forms = [(row["kind"], fold_lookalikes(row["form"])) for row in rows("verb_contexts.csv") if row["language"] == language]
    of = {kind: tuple(form for one, form in forms if one == kind) for kind in ("before", "qualifier", "noun", "adjective")}
    return _Contexts(frozenset(of["before"]), frozenset(of["qualifier"]), frozenset(of["noun"]), of["adjective"])


@lru_cache(maxsize=16384)
def find_verbs(text: str) -> tuple[Verb, ...]:
    """Return the performative verbs of a text in order, read with the forms of its language.

    Words that add force before, inside or after one ("strongly condemn", "grave concern", "condemn in the strongest terms") add a step, to
    five at most. Nouns ("unwavering support"), infinitives and citations ("as stated in") are no verbs. When none is found, a verb at
    the start joined to the next word is looked for.
    """
    folded, places = _folded(text)
    found = list(_found(folded, language_of(text)))
    verbs = []
    for at, one in enumerate(found):
        end = found[at + 1].low if at + 1 < len(found) else len(folded)
        row = one.row
        # What is noted may be grave or strong, but nobody notes it with force.
        noted = row.act is ActKind.NOTE and row.ladder == _APPROVAL
        force = 0 if noted else force_at(folded, 0 if not at else one.start, one.start, one.end, end, row.language)
        verbs.append(Verb(row.lemma, row.act, row.strength, one.start, one.end, force))
    if places is None:
        return tuple(verbs)
    return tuple(replace(one, start=places[one.start], end=places[one.end - 1] + 1) for one in verbs)


def first_verb(text: str) -> int | None:
    """Return where the first performative verb of a text begins, None where it has none."""
    folded, places = _folded(text)
    first = next(_found(folded, language_of(text)), None)
    if first is None:
        return None
    return first.start if places is None else places[first.start]


def _folded(text: str) -> tuple[str, list[int] | None]:
    """Return a text as verbs are looked for in it, and where its letters stand, None if where they did."""
    folded = without_remarks(fold_lookalikes(text))
    if not _ARABIC_MARKS.search(folded):
        return folded, None
    places = [at for at, letter in enumerate(folded) if not _ARABIC_MARKS.match(letter)]
    return "".join(folded[at] for at in places), places


def _found(folded: str, language: str | None) -> Iterator[_Found]:
    """Yield the forms that are verbs where they stand; if there are none, a verb at the start that is joined to the next word."""
    index, empty = _index(language), True
    for one in index.find(folded):
        if _is_verb(one, folded):
            empty = False
            yield one
    if empty and (head := index.glued(folded)):
        yield head


def _is_verb(found: _Found, folded: str) -> bool:
    """Return whether a form is a verb where it stands: neither a noun nor an infinitive nor a citation."""
    known = _contexts(found.row.language)
    low = found.low
    before = _BEFORE.search(folded, max(0, low - _LOOK_BACK), low)
    if before is None:
        return True
    further, word = before.groups()
    if word in known.before and not (word == "as" and further == "well"):
        return False
    if " ".join(folded[low : found.end].split()) not in known.noun:
        return True
    if word in known.qualifier or word.endswith(known.adjective) or _OWNED.search(folded, max(0, low - _LOOK_BACK), low):
        return False
    return _PLURAL.match(word) is not None or _NOUN_GOES_ON.match(folded, found.end) is None


def strength_between(earlier: Verb, later: Verb) -> int:
    """Return by how many steps one verb is stronger than another of its ladder, below 0 if weaker; 0 where there is no telling.

    A higher step is stronger unless a single step up comes with less force, or down with more. On one step only the same verb is stronger
    for words that add more force.
    """
    if ladder_of(earlier.lemma) != ladder_of(later.lemma):
        return 0
    steps, force = later.step - earlier.step, later.force - earlier.force
    if steps == 0:
        return force if earlier.lemma == later.lemma else 0
    return steps if steps * force >= 0 or abs(steps) > 1 else 0


def deeds(verbs: Sequence[Verb]) -> frozenset[ActKind]:
    """Return what verbs do; who recalls a thing may reaffirm it, which is a step of the same ladder."""
    affirmed = {ActKind.REAFFIRM for verb in verbs if ladder_of(verb.lemma) == _AFFIRMATION}
    return frozenset(affirmed | {verb.act for verb in verbs})


@cache
def ladder_of(lemma: str) -> str:
    """Return the ladder of a verb; only verbs of one ladder are stronger or weaker than one another."""
    return next((row.ladder for _, row in _forms() if row.lemma == lemma), "")
