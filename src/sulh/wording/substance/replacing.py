"""Which term of one wording took the place of which of the other: both must play the same part, by a table of signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import lru_cache

from sulh.model import SubstanceKind
from sulh.wording.substance.amounts import is_other_length
from sulh.wording.substance.kinds import TermKind
from sulh.wording.substance.parts import AND, TermTable, TermWord
from sulh.wording.substance.sides import Side, is_other_form, same_stem, share
from sulh.wording.substance.terms import Term
from sulh.wording.substance.times import other_date
from sulh.wording.verbs import find_verbs

__all__ = ["ALIKE", "replacements"]

# Wordings that share so much say the same but for what was replaced; those that share less than the second have nothing to compare.
ALIKE, _AKIN = 0.5, 0.2
# How the key of a word begins that is compared with its like only: how much of something, how often.
_SHARE = "share"
_FAMILIES = (f"{_SHARE} ", "often ", "bound ")
# The numbers of those who are both or neither.
_PAIR = ("0", "2")
# So many other words may stand next to a term that alone was replaced.
_LOOSE_WORDS = 2
# The word before or after a term is looked for so far, up to such a mark; a shorter word says nothing, nor do words of these kinds.
_REACH, _SOLID = 4, 4
# Day, month and year: a day in full; without its year it is enough where more speaks for it.
_IN_FULL = 3
# The last shared word before the day of a meeting, past what is said of its place and rank.
_FURTHER = 8
_MARKS = (".", ";", ":")
_SMALL = ("locative", "article", "stop", "join", "number", "place_word")
# Of more terms of a kind in one sentence, which is a list, none is said to have taken the place of another.
_MANY = 60
# A number counts one of so many words after it.
_COUNTED = 3
# Names in a row: N stands for a word of a name, & for "and", a for a small word, v for a word that Arabic joins "and" to.
_THREE_NAMES = re.compile(r"N(?:[Na]*N)?(?:(?:,&?|&)a*N(?:[Na]*N)?){2,}|[vw]v{2,}")
_ARABIC_AND = "\u0648"
_ENOUGH = 2
# Wordings that share so much and name the same sort of sitting tell when it was.
_SITTING_ALIKE = 0.35
# Where so much is the same, a verb in place of another says the same thing: "should remain", "must stay".
_ALL_ELSE = 0.7
_NO_WORDS: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


class _Sign(StrEnum):
    """What says that two terms play the same part."""

    ALONE = auto()
    BEFORE = auto()
    LED = auto()
    SOLE = auto()
    AFTER = auto()
    GOVERNED = auto()
    COUNTED = auto()
    ASKED = auto()
    MUCH = auto()
    SAID = auto()
    SAT = auto()


@dataclass(frozen=True, slots=True)
class _Both:
    """A term of each wording; the words of days and places `beside` it in either; whether each is the `sole` one without its like."""

    kind: TermKind
    old: Term
    new: Term
    one: Side
    other: Side
    table: TermTable
    beside: tuple[frozenset[int], frozenset[int]]
    sole: bool


def _alone(both: _Both) -> bool:
    """The two stand between the same shared words, with hardly another word there."""
    one, other = both.one, both.other
    if one.slot(both.old) != other.slot(both.new):
        return False
    return max(one.around(both.old), other.around(both.new)) <= _LOOSE_WORDS


def _before(both: _Both) -> bool:
    """The same word stands before the two, or would if not for other days and places between it and them."""
    return any(_same(both, *_led_by(both, both.old.low, both.new.low, passing=passing)) for passing in (False, True))


def _led(both: _Both) -> bool:
    """The same two words stand before the two: "its meeting held on"."""
    old, new = _led_by(both, both.old.low, both.new.low, passing=True)
    if old is None or new is None or not _same(both, old, new):
        return False
    return _same(both, *_led_by(both, old, new, passing=True))


def _led_by(both: _Both, old: int, new: int, *, passing: bool) -> tuple[int | None, int | None]:
    """Return the nearest words before two places that say something, with `passing` other than those of days and places."""
    skipped, others = both.beside if passing else (frozenset[int](), frozenset[int]())
    return _near(both.one, old, -1, both.table, skipped), _near(both.other, new, -1, both.table, others)


def _sole(both: _Both) -> bool:
    """The two are the only days and follow the same shared word, in full ("held on 4 May", "held at ministerial level, on 9 June").

    Or the same verb says what happened on them, and most else is the same: "condemned the raid that cost two lives on 4 May". Or they are
    the only times, told in other units.
    """
    if both.kind.kind is SubstanceKind.NUMBER:
        units = _unit(both.one, both.old, both.table), _unit(both.other, both.new, both.table)
        return units[0] != units[1]
    if both.kind.kind is not SubstanceKind.DATE or not both.sole:
        return False
    sides = (both.one, both.old), (both.other, both.new)
    # How many of day, month and year are told before one that is not.
    told = min([*term.key.split(" "), "-"].index("-") for _, term in sides)
    old, new = (
        next((at for at in range(term.low - 1, max(term.low - _FURTHER, 0) - 1, -1) if at in side.shared), None) for side, term in sides
    )
    if told == _IN_FULL and old is not None and both.one.shared[old] == new:
        return True
    said = {_verb_before(side, term) for side, term in sides}
    if told < _IN_FULL - 1 or len(said) != 1 or share(both.one, both.other) < (_SITTING_ALIKE if _sat(both) else ALIKE):
        return False
    # What is no verb of the lexicon says what happened then ("led a 4 May meeting", "met on 9 June"): nothing may say since when it was.
    leads = {_relation(side, term, both.table) for side, term in sides}
    return None not in said or leads == {None}


def _sat(both: _Both) -> bool:
    """Return whether each wording names one day and the same sort of sitting, which was then: "convened a meeting", "met at a meeting"."""
    if both.kind.kind is not SubstanceKind.DATE or not both.sole:
        return False
    kinds = [{part.key.removesuffix("s") for part in side.parts if both.table.has("sitting", part.key)} for side in (both.one, both.other)]
    return not kinds[0].isdisjoint(kinds[1])


def _relation(side: Side, term: Term, table: TermTable) -> str | None:
    """Return the word before a day that makes it the beginning, the end or the origin of something: "since", "of"; None if none does."""
    at = term.low - 1
    while at >= 0 and table.has("article", side.parts[at].key) and not table.has("relation", side.parts[at].key):
        at -= 1
    return side.parts[at].key if at >= 0 and table.has("relation", side.parts[at].key) else None


def _said(both: _Both) -> bool:
    """The two say how long what they stand before lasts, and the same verb says it: "expressed support for a 72-hour pause"."""
    sides = (both.one, both.old), (both.other, both.new)
    if any(_unit(side, term, both.table) is None or side.parts[term.high].before != "-" for side, term in sides):
        return False
    said = {_verb_before(side, term) for side, term in sides}
    return len(said) == 1 and None not in said


def _verb_before(side: Side, term: Term) -> str | None:
    """Return the verb of a statement that says what a term is about: the last before it."""
    start = side.parts[term.low].start
    return next((verb.lemma for verb in reversed(find_verbs(side.text)) if verb.start < start), None)


def _after(both: _Both) -> bool:
    """The same word follows the two; that one which they govern is a sign of its own."""
    if both.kind.kind is SubstanceKind.MODAL:
        return False
    return _same(both, _near(both.one, both.old.high, 1, both.table), _near(both.other, both.new.high, 1, both.table))


def _governed(both: _Both) -> bool:
    """The two govern the same word, what must be done and what should be, or another in its place, where all else is the same."""
    old, new = both.old.anchor, both.new.anchor
    if old is None or new is None:
        return False
    if same_stem(both.one.parts[old].key, both.other.parts[new].key):
        return True
    if both.kind.kind is not SubstanceKind.MODAL or share(both.one, both.other) < _ALL_ELSE:
        return False
    # A short verb is no anchor, but the word after it, which stayed.
    ends = [term.high if at in side.shared else at + 1 for term, at, side in ((both.old, old, both.one), (both.new, new, both.other))]
    return _alone(replace(both, old=both.old._replace(high=ends[0]), new=both.new._replace(high=ends[1])))


def _counted(both: _Both) -> bool:
    """The two count the same: "one Chadian peacekeeper", "three peacekeepers"."""
    if not both.kind.counted or both.old.anchor is None or both.new.anchor is None:
        return False
    if any(side.parts[term.high].before == "-" for side, term in ((both.one, both.old), (both.other, both.new))):
        # "A two-state solution" counts no states.
        return False
    return any(
        same_stem(a.key, b.key) and len(a.key) > _SOLID and not both.table.has("number", a.key)
        for a in _things(both.one, both.old.anchor)
        for b in _things(both.other, both.new.anchor)
    )


def _things(side: Side, anchor: int) -> list[TermWord]:
    """Return the words from `anchor` on that may say what a number counts: "and" begins something else."""
    found: list[TermWord] = []
    for part in side.parts[anchor : anchor + _COUNTED]:
        if found and (part.key in AND or part.before.strip()):
            break
        found.append(part)
    return found


def _asked(both: _Both) -> bool:
    """The two are those who are asked: each wording asks once."""
    return both.kind.asked


def _much(both: _Both) -> bool:
    """The wordings share most of their words."""
    return share(both.one, both.other) >= ALIKE


# What each sign counts; two terms that are worth enough stand for each other.
_SIGNS: tuple[tuple[_Sign, int, Callable[[_Both], bool]], ...] = (
    (_Sign.ALONE, 2, _alone),
    (_Sign.BEFORE, 1, _before),
    (_Sign.LED, 1, _led),
    (_Sign.SOLE, 1, _sole),
    (_Sign.AFTER, 1, _after),
    (_Sign.GOVERNED, 1, _governed),
    (_Sign.COUNTED, 1, _counted),
    (_Sign.ASKED, 1, _asked),
    (_Sign.MUCH, 1, _much),
    (_Sign.SAID, 1, _said),
    (_Sign.SAT, 1, _sat),
)
# One of these signs is needed: what must be done is the same, what is opened and closed is one thing, and so is what is in a place.
_NEEDED = {
    SubstanceKind.MODAL: frozenset((_Sign.GOVERNED,)),
    SubstanceKind.REVERSAL: frozenset((_Sign.ALONE, _Sign.GOVERNED)),
    SubstanceKind.PLACE: frozenset((_Sign.ALONE, _Sign.BEFORE)),
}
# And one of these, since the same word may stand by in wordings about different things.
_CLOSE = frozenset((_Sign.ALONE, _Sign.MUCH, _Sign.LED))


def replacements(
    kind: TermKind,
    left: Sequence[Term],
    right: Sequence[Term],
    one: Side,
    other: Side,
    table: TermTable,
    beside: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset()),
) -> list[tuple[Term, Term]]:
    """Return the pairs of terms of which the later took the place of the earlier, each term in one pair at most, the surest first.

    `beside` are the words of the days and places of either text.
    """
    if share(one, other) < _AKIN or max(len(left), len(right)) > _MANY:
        return []
    sole = len(left) == len(right) == 1
    lengths = all(sum(_unit(side, term, table) is not None for term in terms) == 1 for side, terms in ((one, left), (other, right)))
    both = {
        (at, to): _Both(kind, old, new, one, other, table, beside, sole)
        for at, old in enumerate(left)
        for to, new in enumerate(right)
        if _differ(kind, old, new, one, other, table) or _is_other_length(kind, old, new, one, other, table, sole=lengths)
    }
    # A number that counts what one of the other text counts stands for no other.
    counts = {pair for pair, terms in both.items() if _counted(terms)}
    counting = {at for at, _ in counts}, {to for _, to in counts}
    found = []
    for (at, to), terms in both.items():
        if (at, to) not in counts and (at in counting[0] or to in counting[1]):
            continue
        if (worth := _worth(terms)) >= _ENOUGH:
            found.append((-worth, at, to))
    taken: tuple[set[int], set[int]] = set(), set()
    beside_it: dict[tuple[int, int, bool], list[int]] = {}
    for worth, at, to in found:
        beside_it.setdefault((worth, at, True), []).append(to)
        beside_it.setdefault((worth, to, False), []).append(at)
    pairs = []
    for worth, at, to in sorted(found):
        # The other pairs that are worth as much and share one of the two, of terms that are still open.
        rivals = at not in taken[0] and any(b != to and b not in taken[1] for b in beside_it[worth, at, True])
        rivals = rivals or (to not in taken[1] and any(a != at and a not in taken[0] for a in beside_it[worth, to, False]))
        if at not in taken[0] and to not in taken[1]:
            taken[0].add(at)
            taken[1].add(to)
            # One that may stand for several others, each as well, stands for none: the days of meetings in a list.
            if not rivals:
                pairs.append(_with_units(both[at, to]))
    return pairs


def _with_units(both: _Both) -> tuple[Term, Term]:
    """Return two terms, with their units where these differ: "72-hour" became "two-week"."""
    if both.kind.kind is not SubstanceKind.NUMBER:
        return both.old, both.new
    sides = (both.one, both.old), (both.other, both.new)
    units = [both.table.match("unit", side.parts, term.high) for side, term in sides if term.high < len(side.parts)]
    if len(units) < 2 or units[0] is None or units[1] is None or units[0][1] == units[1][1]:
        return both.old, both.new
    return both.old._replace(high=both.old.high + units[0][0]), both.new._replace(high=both.new.high + units[1][0])


def _worth(both: _Both) -> int:
    signs = {sign: worth for sign, worth, holds in _SIGNS if holds(both)}
    needed = _NEEDED.get(both.kind.kind)
    if needed is not None and (needed.isdisjoint(signs) or _CLOSE.isdisjoint(signs)):
        return 0
    # "A soldier" became "two soldiers"; any other "a" counts nothing. So with "all detainees" and "50 detainees".
    loose = any(term.loose and term.key != "0" for term in (both.old, both.new)) or _family(both.old) != _family(both.new)
    if loose and _Sign.COUNTED not in signs:
        return 0
    return sum(signs.values())


def _differ(kind: TermKind, old: Term, new: Term, one: Side, other: Side, table: TermTable) -> bool:
    """Return whether one term in place of the other is a change of the kind."""
    if kind.kind is SubstanceKind.REVERSAL:
        return not old.opposites.isdisjoint(new.key.split("|")) and not (_has(other, one, old) and _has(one, other, new))
    if kind.kind is SubstanceKind.PLACE:
        sorts = {term.key.split(" ", 1)[0] for term in (old, new)}
        # "North Kivu" and "South Kivu", but not "North Macedonia" and "South Africa".
        named = "heading" in sorts and not _same(_Both(kind, old, new, one, other, table, _NO_WORDS, sole=False), old.anchor, new.anchor)
        return len(sorts) == 1 and not named and not (_is_listed(one, old) and _is_listed(other, new))
    if kind.kind is SubstanceKind.NUMBER and (_unit(one, old, table) != _unit(other, new, table) or not _may_compare(old, new)):
        return False
    if kind.kind is SubstanceKind.MODAL and not set(old.key.split("|")).isdisjoint(new.key.split("|")):
        return False
    if kind.kind is SubstanceKind.DATE and (_form_of_day(old) != _form_of_day(new) or not other_date(old.key, new.key)):
        return False
    return not (old.loose and new.loose)


def _has(side: Side, other: Side, term: Term) -> bool:
    """Return whether a wording has the word of a term of the other, in any form: what is welcomed and condemned only changed places.

    Of several words the longest counts: "a pris note", "a rejeté".
    """
    word = max((part.key for part in other.parts[term.low : term.high]), key=len)
    return any(is_other_form(part.key, word) for part in side.parts)


def _unit(side: Side, term: Term, table: TermTable) -> str | None:
    """Return the unit of time that a number counts: of "21 years and 10 months" the months are not the "120 months" of before."""
    match = table.match("unit", side.parts, term.high) if term.high < len(side.parts) else None
    return match[1] if match else None


def _family(term: Term) -> str:
    """Return the sort of word that says an amount: "all" and "some", or "weekly" and "monthly"; "" for numbers."""
    return term.key.split(" ")[0] if term.key.startswith(_FAMILIES) else ""


def _may_compare(old: Term, new: Term) -> bool:
    """Return whether two amounts are of one family, or one is a number and the other a share: "all detainees", "50 detainees".

    "Both parties" and "all parties" are the same.
    """
    families = {_family(old), _family(new)}
    if len(families) == 1:
        return True
    return families == {"", _SHARE} and not any(term.loose or term.key in _PAIR for term in (old, new))


def _is_other_length(
    kind: TermKind, old: Term, new: Term, one: Side, other: Side, table: TermTable, *, sole: bool
) -> bool:
    """Return whether the only times of two wordings are told in other units and are not equally long: "72-hour", "two-week"."""
    units = _unit(one, old, table), _unit(other, new, table)
    if kind.kind is not SubstanceKind.NUMBER or not sole or units[0] is None or units[1] is None or units[0] == units[1]:
        return False
    return is_other_length(old.key, units[0], new.key, units[1])


def _form_of_day(term: Term) -> str:
    """Return how a day is named: by its date, as a weekday or from the day of speaking, which say nothing of each other."""
    words = term.key.split(" ")
    return "date" if len(words) == 3 else words[0] if len(words) == 2 else "relative"


def _is_listed(side: Side, term: Term) -> bool:
    """Return whether a name stands inside a list of names: those who came and went there did not take each other's place."""
    if any(low <= term.low < high for low, high in _lists(side.parts)):
        return True
    at = term.low
    if at > 1 and not side.parts[at - 1].capital and len(side.parts[at - 1].key) < _SOLID:
        # "Orra, Halse, and Selm".
        at -= 1
    return at > 0 and side.parts[at - 1].capital and "," in side.parts[at].before


@lru_cache(maxsize=1024)
def _lists(parts: tuple[TermWord, ...]) -> tuple[tuple[int, int], ...]:
    """Return from which word to which three names or more stand in a row, parted by commas or "and"; two may be a town and its state."""
    signs = []
    for part in parts:
        joined = part.key[0] == _ARABIC_AND and len(part.key) >= _SOLID
        sign = "N" if part.capital else "&" if part.key in AND else "v" if joined else "a" if len(part.key) < _SOLID else "w"
        mark = part.before.strip()
        signs.append(("" if not mark else "," if mark == "," else ".") + sign)
    places = [at for at, sign in enumerate(signs) for _ in sign]
    return tuple((places[found.start()], places[found.end() - 1] + 1) for found in _THREE_NAMES.finditer("".join(signs)))


def _near(side: Side, at: int, step: int, table: TermTable, beside: frozenset[int] = frozenset()) -> int | None:
    """Return the nearest word before `at`, or from it on, that says something, within its sentence; None if there is none near.

    Words `beside`, of other days and places, are passed over, and so are words such as "in the town of".
    """
    at += min(step, 0)
    reach = _REACH
    while reach > 0:
        if not 0 <= at < len(side.parts) or side.parts[max(at, at - step)].before.strip() in _MARKS:
            return None
        if at in beside:
            at += step
            continue
        key = side.parts[at].key
        small = any(table.has(kind, key) for kind in _SMALL)
        if (len(key) >= _SOLID or key[0].isdigit()) and not small:
            return at
        reach -= not small
        at += step
    return None


def _same(both: _Both, old: int | None, new: int | None) -> bool:
    return old is not None and new is not None and same_stem(both.one.parts[old].key, both.other.parts[new].key)
