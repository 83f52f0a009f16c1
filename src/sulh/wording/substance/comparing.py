"""Compare the terms of two wordings along the words that they share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sulh.model import LinkKind, SubstanceKind
from sulh.wording.naming import is_naming
from sulh.wording.substance.amounts import is_same_length
from sulh.wording.substance.conditions import EXCLUSIVE
from sulh.wording.substance.deeds import deed_changes
from sulh.wording.substance.demands import demand_changes
from sulh.wording.substance.kinds import KINDS, TermKind, found_terms
from sulh.wording.substance.named_lists import listed_changes
from sulh.wording.substance.outcomes import outcome_change
from sulh.wording.substance.parts import TermTable, parts_of, table_of
from sulh.wording.substance.place_nouns import is_same_place_name
from sulh.wording.substance.replacing import ALIKE, replacements
from sulh.wording.substance.sides import STEM, Side, Span, is_same_word, same_stem, share, sides_of
from sulh.wording.substance.terms import Term, bare_words
from sulh.wording.substance.times import same_date
from sulh.wording.types import Clause, ClauseLink, SubstanceChange

__all__ = ["compared", "substance"]

# What is denied in one text is the same word in the other; in another form or in wordings that share less it may be about another thing.
_SAME_THING = 0.35
# A deadline came or went only if so much of the longer wording stayed.
_WHOLE, _LEAST = 0.35, 3
_ARABIC = re.compile("[\u0621-\u064a]")
# Where the future is a form of the verb, "may" comes and goes without another word in its place; so much of the rest must be the same.
_FUTURE_IN_THE_VERB, _FREE, _OUTRIGHT = ("fr", "es", "ru", "ar"), ("may", "could", "encouraged"), 0.6
# What makes less of a promise or a demand when it comes: to try, to intend, to consider, to do it where possible.
_WHERE_POSSIBLE = "possible"
_HEDGES = frozenset(("endeavour", "intend", "consider", _WHERE_POSSIBLE))
# A shorter stem tells no addressee from another.
_TELLING = 4
# A word of so many letters says nothing of what is done: "to", "de".
_SMALL = 2
# So many words before a word may say in another way that it is denied: "the failure of both sides to agree".
_DENIED = 6
# So many words at most stand from an Arabic verb for being able to what is done.
_SUBJECT = 5

# How a piece of a clause ends, and so many characters on both sides of it at most: "held a meeting of the group" goes on with "on 4 May",
# and "not" may stand before it.
_SIGN, _BESIDE = re.compile(r"[,;:.\u060c\u061b](?!\d)"), 60

_ALL_OR_SOME = {"share all", "share some"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Found = tuple[SubstanceKind, Span | None, Span | None]


def substance(earlier: Clause, later: Clause, link: ClauseLink) -> list[SubstanceChange]:
    """Return the changes of substance between two linked clauses in the order of the later one.

    Of a clause that was split or merged only the piece that corresponds is compared.
    """
    low, high = _region(earlier, link.earlier_span, link.kind is LinkKind.SPLIT)
    to, until = _region(later, link.later_span, link.kind is LinkKind.MERGED)
    old, new = earlier.text[low:high], later.text[to:until]
    # The same letters may still be other numbers: 1.5 and 15. Whatever else differs between them is the damage of copies.
    if link.kind is LinkKind.SAME and _NUMBER.findall(old) == _NUMBER.findall(new):
        return []
    made = []
    for kind, before, after in compared(old, new):
        words = old[slice(*before)] if before else "", new[slice(*after)] if after else ""
        places = _shifted(before, earlier.start + low), _shifted(after, later.start + to)
        made.append(SubstanceChange(kind, *words, *places))
    return made


def _region(clause: Clause, span: Span, part: bool) -> Span:
    """Return what of a clause is compared: all, or the piece that corresponds with what stands before and after it between signs."""
    if not part:
        return 0, len(clause.text)
    low, high = span[0] - clause.start, span[1] - clause.start
    opening = max(0, low - _BESIDE, *(sign.end() for sign in _SIGN.finditer(clause.text, 0, low)))
    sign = _SIGN.search(clause.text, high)
    return opening, min(sign.start() if sign else len(clause.text), high + _BESIDE)


def _shifted(span: Span | None, by: int) -> Span | None:
    return (span[0] + by, span[1] + by) if span else None


@lru_cache(maxsize=4096)
def compared(earlier: str, later: str) -> tuple[Found, ...]:
    """Return the changes of substance between two texts: the kind, and the words of each text, None where it has none."""
    one, other = sides_of(earlier, later)
    if not one.shared:
        told = outcome_change(earlier, later)
        return ((SubstanceKind.NEGATION, *told),) if told else ()
    before, after, table = found_terms(earlier), found_terms(later), table_of(later)
    found: list[Found] = []
    beside = _days_and_places(before, one), _days_and_places(after, other)
    for kind in KINDS:
        terms = before[kind.kind], after[kind.kind]
        found += _negated(*terms, one, other, table) if kind.negates else _replaced(kind, *terms, one, other, table, beside)
    if not any(kind is SubstanceKind.NEGATION for kind, _, _ in found):
        found = _with_deeds(found, deed_changes(one, other, table))
    for kind_of_list, changes in ((SubstanceKind.DEMAND, demand_changes), (SubstanceKind.ACTOR, listed_changes)):
        made = [spans for spans in changes(one, other, table) if not any(_within_another(spans, change) for change in found)]
        found += [(kind_of_list, *spans) for spans in made]
    denied = _denied(before, one), _denied(after, other)
    cancelled = [change for change in found if _is_denied_once(change, *denied)]
    found = [
        change
        for change in found
        if change not in cancelled and not _is_all_denied(change, before, after, one, other, table)
        and not (_is_told_by_another(change, found, earlier, later) or _is_cancelled(change, cancelled))
        and not (_is_reversed(change, found) or _is_of_another_deadline(change, found) or _is_within_condition(change, found))
        and not _is_obliged_otherwise(change, found)
    ]
    if not found and (told := outcome_change(earlier, later)) is not None:
        found.append((SubstanceKind.NEGATION, *told))
    found.sort(key=lambda change: (change[2] or change[1] or (0, 0), change[0]))
    return _once(found, earlier, later)


def _with_deeds(found: Sequence[Found], deeds: Sequence[tuple[Span, Span]]) -> list[Found]:
    """Return the changes with what was to be done and is done, which says more than the word that left it to be done.

    Its end went with it: what was handed over is no longer due by a day.
    """
    if not deeds:
        return list(found)
    rest = [
        change
        for change in found
        if not (change[0] is SubstanceKind.MODAL and any(_within_another(spans, change) for spans in deeds))
        and not (change[0] is SubstanceKind.DEADLINE and None in change[1:])
    ]
    return [*rest, *((SubstanceKind.MODAL, *spans) for spans in deeds)]


def _once(found: Sequence[Found], earlier: str, later: str) -> tuple[Found, ...]:
    """Return the changes, of those with the same words the first: "ten for ten" became "thirty for thirty" once."""
    seen: dict[tuple[str, ...], Found] = {}
    for change in found:
        words = [text[slice(*span)] if span else "" for text, span in zip((earlier, later), change[1:], strict=True)]
        seen.setdefault((change[0], *words), change)
    return tuple(seen.values())


def _days_and_places(terms: Mapping[SubstanceKind, Sequence[Term]], side: Side) -> frozenset[int]:
    """The words of the days and places of a text, which stand between others and the verb that tells what was there and then.

    The country after a comma is part of a place: "in Orra, North Halsia".
    """
    found = {at for term in terms[SubstanceKind.DATE] for at in range(term.low, term.high)}
    for term in terms[SubstanceKind.PLACE]:
        high = term.high
        while high < len(side.parts) and side.parts[high].capital and side.parts[high].before in (", ", " "):
            high += 1
        found |= set(range(term.low, high))
    return frozenset(found)


def _is_told_by_another(change: Found, found: Sequence[Found], earlier: str, later: str) -> bool:
    """Return whether those addressed only differ in a number or a place that is a change of its own: "both", "the three parties".

    What those of the place are does not matter: "the Government of Togo", "the authorities of Mali".
    """
    kind, *own = change
    if kind is not SubstanceKind.ADDRESSEE:
        return False
    texts = earlier, later
    for other, *spans in found:
        if other in (SubstanceKind.NUMBER, SubstanceKind.PLACE) and all(
            a and b and a[0] <= b[0] and b[1] <= a[1] for a, b in zip(own, spans, strict=True)
        ):
            rest = [
                {
                    part.key[:STEM]
                    for part in parts_of(text[a[0] : b[0]] + text[b[1] : a[1]])
                    if len(part.key) >= _TELLING and not is_naming(part.key)
                }
                for text, a, b in zip(texts, own, spans, strict=True)
                if a and b
            ]
            if rest[0] <= rest[1] or rest[1] <= rest[0]:
                return True
    return False


def _within_another(spans: tuple[Span | None, Span | None], change: Found) -> bool:
    """Return whether words have part in another change: a place that took the place of another is no name that came."""
    return any(a is not None and b is not None and a[0] < b[1] and b[0] < a[1] for a, b in zip(spans, change[1:], strict=True))


def _is_denied_once(change: Found, before: set[int], after: set[int]) -> bool:
    """Return whether one of two opposites is denied: what is "not open" is "closed"."""
    kind, old, new = change
    return kind is SubstanceKind.REVERSAL and old is not None and new is not None and (old[0] in before) != (new[0] in after)


def _denied(terms: Mapping[SubstanceKind, Sequence[Term]], side: Side) -> set[int]:
    """Where the words begin that a denial governs, and those between it and them: "allowed" and "sell" of "is not allowed to sell"."""
    return {
        side.parts[at].start
        for term in terms[SubstanceKind.NEGATION]
        if term.anchor is not None
        for at in range(min(term.low, term.anchor), max(term.high - 1, term.anchor) + 1)
        if at != term.low
    }


def _is_all_denied(
    change: Found,
    before: Mapping[SubstanceKind, Sequence[Term]],
    after: Mapping[SubstanceKind, Sequence[Term]],
    one: Side,
    other: Side,
    table: TermTable,
) -> bool:
    """Return whether "all" and "some" say the same since both texts deny: in French "tous ... ne sont pas" may mean that some are not."""
    kind, *spans = change
    if table.language != "fr" or kind is not SubstanceKind.NUMBER or not (before[SubstanceKind.NEGATION] and after[SubstanceKind.NEGATION]):
        return False
    keys = {
        term.key
        for terms, side, span in ((before, one, spans[0]), (after, other, spans[1]))
        for term in terms[kind]
        if side.span(term) == span
    }
    return keys == _ALL_OR_SOME


def _is_cancelled(change: Found, cancelled: Sequence[Found]) -> bool:
    """Return whether a denial or an obligation is what makes two opposites one: "is forbidden to sell", "is not allowed to sell"."""
    kind, *spans = change
    return kind in (SubstanceKind.NEGATION, SubstanceKind.MODAL) and any(
        a is not None and b is not None and a[0] <= b[0] and b[1] <= a[1]
        for other in cancelled
        for a, b in zip(spans, other[1:], strict=True)
    )


def _is_within_condition(change: Found, found: Sequence[Found]) -> bool:
    """Return whether a day only came or went with the condition that names it: "except for those registered before March"."""
    kind, *spans = change
    if kind is not SubstanceKind.DEADLINE or None not in spans:
        return False
    conditions = [other[1:] for other in found if other[0] is SubstanceKind.CONDITION]
    return any(a and b and b[0] <= a[0] and a[1] <= b[1] for pair in conditions for a, b in zip(spans, pair, strict=True))


def _is_obliged_otherwise(change: Found, found: Sequence[Found]) -> bool:
    """Return whether an obligation is told by a denial or an opposite: "are (not) prepared to consider", "is allowed", "is forbidden"."""
    kind, old, new = change
    if kind is not SubstanceKind.MODAL or old is None or new is None:
        return False
    for other, *spans in found:
        pairs = list(zip((old, new), spans, strict=True))
        if other is SubstanceKind.NEGATION and any(a and b and a[0] <= b[0] and b[1] <= a[1] for a, b in pairs):
            return True
        if other is SubstanceKind.REVERSAL and all(a and b and a[0] == b[0] for a, b in pairs):
            return True
    return False


def _is_reversed(change: Found, found: Sequence[Found]) -> bool:
    """Return whether the word that denies something reverses another: "agreed to extend", "refused to extend"."""
    kind, *spans = change
    reversals = [one[1:] for one in found if one[0] is SubstanceKind.REVERSAL]
    return kind is SubstanceKind.NEGATION and any(
        a is not None and b is not None and a[0] == b[0] for pair in reversals for a, b in zip(pair, spans, strict=True)
    )


def _is_of_another_deadline(change: Found, found: Sequence[Found]) -> bool:
    """Return whether a time of day is part of a deadline that is a change of its own: "until noon on 3 May", "until dusk on 9 June"."""
    kind, *spans = change
    deadlines = [other for other in found if other[0] is kind is SubstanceKind.DEADLINE and other != change]
    # On one side is enough: "from midnight ... through 19 July", "until midnight on 3 August".
    return any(a and b and b[0] <= a[0] and a[1] <= b[1] for other in deadlines for a, b in zip(spans, other[1:], strict=True))


def _negated(before: Sequence[Term], after: Sequence[Term], one: Side, other: Side, table: TermTable) -> list[Found]:
    """Return what is denied in one text only: the word that the term governs is in both, and the other denies nothing else instead."""
    found: list[Found] = []
    alike = _share_of_forms(one, other) if before or after else 0.0
    for terms, rest, own, opposite, gone in ((before, after, one, other, True), (after, before, other, one, False)):
        anchors = {term.anchor for term in rest}
        seen: set[int] = set()
        for term in terms:
            assert term.anchor is not None
            there = _counterpart(term.anchor, own, opposite)
            if there is None or there in anchors or term.anchor in seen or _denied_near(there, rest, opposite, table):
                continue
            if alike < (_SAME_THING if term.anchor in own.shared else ALIKE):
                continue
            if term.loose and not _stands_in_place(term, there, own, opposite, table):
                continue
            seen.add(term.anchor)
            part = opposite.parts[there]
            if part.capital and there:
                # "No United States forces" and "the withdrawal of United States forces" share a name.
                continue
            spans = own.span(term), (opposite.parts[_with_ability(there, opposite, table)].start, part.end)
            found.append((SubstanceKind.NEGATION, *(spans if gone else spans[::-1])))
    lost, gained = ([term for term in terms if not term.loose] for terms in (before, after))
    return [] if _both_ways(lost, gained, one) else found


def _stands_in_place(term: Term, there: int, own: Side, opposite: Side, table: TermTable) -> bool:
    """Return whether only small words stand in the other text between what stands before a term and what the term governs."""
    before = own.shared.get(term.low - 1)
    between = [part.key for part in opposite.parts[before + 1 : there]] if before is not None else []
    return before is not None and before < there and all(len(key) <= _SMALL or table.has("article", key) for key in between)


def _with_ability(at: int, side: Side, table: TermTable) -> int:
    """Return where words for being able to do something begin that stand before it: "ont pu visiter", "сумели согласовать".

    They stand right before it but in Arabic, where those who were able stand between them.
    """
    for place in range(at - 1, max(at - (_SUBJECT if table.language == "ar" else 1), 0) - 1, -1):
        if side.parts[place + 1].before != " ":
            break
        if table.has("able", side.parts[place].key):
            return place
    return at


def _share_of_forms(one: Side, other: Side) -> float:
    """How much of the shorter wording is in the other; what is denied has other forms: "нет оружия", "aucun incident", "des incidents"."""
    few, many = (one, other) if len(one.parts) <= len(other.parts) else (other, one)
    forms = sum(
        len(part.key) >= STEM and at not in few.shared and _counterpart(at, few, many) is not None for at, part in enumerate(few.parts)
    )
    return (len(few.shared) + forms) / max(len(few.parts), 1)


def _both_ways(before: Sequence[Term], after: Sequence[Term], one: Side) -> bool:
    """Return whether each text denies something that the other does not: a denial only moved within the sentence."""
    lost = sum(not any(_is_kept(term, new, one) for new in after) for term in before)
    gained = sum(not any(_is_kept(old, term, one) for old in before) for term in after)
    return lost > 0 and gained > 0


def _is_kept(old: Term, new: Term, one: Side) -> bool:
    return old.anchor is not None and one.shared.get(old.anchor) == new.anchor


def _denied_near(place: int, terms: Sequence[Term], side: Side, table: TermTable) -> bool:
    """Return whether a word is denied by a negation right before it that governs another one, or in other words: "without insurance"."""
    if any(0 <= place - term.low <= 3 or term.low - place == 1 for term in terms if not (term.loose and place < term.high)):
        return True
    return any(table.match("denies", side.parts, at) is not None for at in range(max(place - _DENIED, 0), place))


def _counterpart(place: int, own: Side, other: Side) -> int | None:
    """Return the same word in the other text, or the same in another form at the same place."""
    if place in own.shared:
        return own.shared[place]
    word, rank = own.parts[place].key, own.rank[place]
    return next(
        (
            at
            for at, part in enumerate(other.parts)
            if at not in other.shared and abs(other.rank[at] - rank) <= 1 and is_same_word(word, part.key)
        ),
        None,
    )


def _replaced(
    kind: TermKind,
    before: Sequence[Term],
    after: Sequence[Term],
    one: Side,
    other: Side,
    table: TermTable,
    beside: tuple[frozenset[int], frozenset[int]],
) -> list[Found]:
    """Return the terms that another one of the kind took the place of, and those that came or went where the kind has such."""
    left, right = _unmatched(kind, before, after, one, other)
    if kind.kind is SubstanceKind.MODAL:
        pairs = replacements(kind, left, right, one, other, table)
        paired = [term for pair in pairs for term in pair]
        gone = [term for term in left if term not in paired and _is_only_here(term, after, one, other, table)]
        come = [term for term in right if term not in paired and _is_only_here(term, before, other, one, table)]
        return [
            *((kind.kind, one.span(old), other.span(new)) for old, new in pairs),
            *((kind.kind, *_said_outright(term, one, other)) for term in gone),
            *((kind.kind, told, free) for term in come for free, told in (_said_outright(term, other, one),)),
        ]
    pairs = replacements(kind, left, right, one, other, table, beside)
    if kind.kind is SubstanceKind.ADDRESSEE and table.language == "ar":
        pairs = [_without_who_asks(old, new, one, other) for old, new in pairs]
    found: list[Found] = [(_named(kind, old, new), one.span(old), other.span(new)) for old, new in pairs]
    # What came or went itself is no part of what stayed.
    rest = max(len(side.parts) - sum(term.high - term.low for term in terms) for side, terms in ((one, left), (other, right)))
    if kind.alone and share(one, other) >= ALIKE and len(one.shared) >= max(_LEAST, _WHOLE * rest):
        held = {span for _, *spans in found for span in spans}
        gone = [term for term in left if one.span(term) not in held and not _is_said_otherwise(term, one)]
        come = [term for term in right if other.span(term) not in held and not _is_said_otherwise(term, other)]
        gone, come = _without_loose(gone, come), _without_loose(come, gone)
        if len(gone) == len(come) == 1:
            # One end of a sentence that has one end: "through 19 July", "until noon on 3 August".
            return [*found, (_named(kind, gone[0], come[0]), one.span(gone[0]), other.span(come[0]))]
        found += [(_named(kind, term), one.span(term), None) for term in gone]
        found += [(_named(kind, term), None, other.span(term)) for term in come]
    return found


def _without_loose(terms: Sequence[Term], rest: Sequence[Term]) -> list[Term]:
    """Return what came or went without "immediately", which is no end of its own but may be in the place of the one end of the other."""
    firm = [term for term in terms if not term.loose]
    return firm if firm or len(rest) != 1 or rest[0].loose else [term for term in terms[:1] if term.key != EXCLUSIVE]


def _said_outright(term: Term, own: Side, opposite: Side) -> tuple[Span, Span | None]:
    """Return the words that leave something free, to what they govern, and those that say it outright: "pourra être fait", "sera fait"."""
    there = None if term.anchor is None else _counterpart(term.anchor, own, opposite)
    if term.anchor is None or there is None:
        return own.span(term), None
    at = there
    while at > 0 and at - 1 not in opposite.shared and opposite.parts[at].before == " ":
        at -= 1
    return (own.parts[term.low].start, own.parts[term.anchor].end), (opposite.parts[at].start, opposite.parts[there].end)


def _without_who_asks(old: Term, new: Term, one: Side, other: Side) -> tuple[Term, Term]:
    """Return those asked without the words that both begin with: in Arabic who asks stands between the verb and who is asked."""
    same = 0
    while same < min(old.high - old.low, new.high - new.low) - 1 and one.shared.get(old.low + same) == new.low + same:
        same += 1
    return old._replace(low=old.low + same), new._replace(low=new.low + same)


def _named(kind: TermKind, *terms: Term) -> SubstanceKind:
    """Return what a change of terms is called: what each is named, and where they differ a deadline, which a length or an hour became."""
    names = {term.named or kind.kind for term in terms}
    return names.pop() if len(names) == 1 else SubstanceKind.DEADLINE


def _is_only_here(term: Term, rest: Sequence[Term], own: Side, opposite: Side, table: TermTable) -> bool:
    """Return whether one text leaves free, or only tries, what the other says outright: "podrá entregar", "consider refraining"."""
    hedge = not _HEDGES.isdisjoint(term.key.split("|"))
    if not hedge and (term.key not in _FREE or table.language not in _FUTURE_IN_THE_VERB):
        return False
    if hedge and (own.stays(term) or any(not _HEDGES.isdisjoint(one.key.split("|")) for one in rest)):
        return False
    there = None if term.anchor is None else _counterpart(term.anchor, own, opposite)
    if there is None and not (hedge and term.key == _WHERE_POSSIBLE):
        return False
    if any(len(part.key) >= STEM and _counterpart(at, opposite, own) is None for at, part in enumerate(opposite.parts)):
        # What says the same in other words may be there: "tienen la posibilidad de".
        return False
    return (hedge or all(one.anchor != there for one in rest)) and _share_of_forms(own, opposite) >= _OUTRIGHT


def _unmatched(kind: TermKind, before: Sequence[Term], after: Sequence[Term], one: Side, other: Side) -> tuple[list[Term], list[Term]]:
    """Return the terms without one of the same meaning in the other text: at the same place first, then anywhere."""
    left, right = list(before), list(after)
    for nearby in (True, False):
        for old in list(left):
            for new in right:
                # "One soldier" is not the "another" of a third party.
                anywhere = kind.kind is SubstanceKind.CONDITION or not (old.loose or new.loose)
                here = _overlap(one.slot(old), other.slot(new)) if nearby else anywhere
                if here and _means_the_same(kind, old, new, nearby=nearby) and not _counts_another(kind, old, new, one, other, right):
                    left.remove(old)
                    right.remove(new)
                    break
    if kind.kind in (SubstanceKind.PLACE, SubstanceKind.DATE):
        # What the other text has too was not replaced, however often each has it, unless another stands in its very place.
        placed = [(old, new) for old in left for new in right if _in_its_place(old, new, one, other)]
        left = [old for old in left if old in [a for a, _ in placed] or not any(_means_the_same(kind, old, new) for new in after)]
        right = [new for new in right if new in [b for _, b in placed] or not any(_means_the_same(kind, old, new) for old in before)]
    if kind.kind is SubstanceKind.PLACE:
        left, right = [term for term in left if not one.stays(term)], [term for term in right if not other.stays(term)]
    return left, right


def _in_its_place(old: Term, new: Term, one: Side, other: Side) -> bool:
    """Return whether a term stands between the very words that the other stood between, and nothing else there changed."""
    return one.slot(old) == other.slot(new) and one.around(old) == 0 == other.around(new)


def _counts_another(kind: TermKind, old: Term, new: Term, one: Side, other: Side, right: Sequence[Term]) -> bool:
    """Return whether a number elsewhere counts something else, and another one what the old one counts: "two soldiers", "six soldiers"."""
    if not kind.counted or old.anchor is None or new.anchor is None:
        return False
    counted = one.parts[old.anchor].key
    if same_stem(counted, other.parts[new.anchor].key):
        return False
    return any(term.anchor is not None and not term.loose and same_stem(counted, other.parts[term.anchor].key) for term in right)


def _means_the_same(kind: TermKind, old: Term, new: Term, *, nearby: bool = False) -> bool:
    """Return whether two terms mean the same; a year alone says too little of a day that is not at its place."""
    if kind.kind is SubstanceKind.ADDRESSEE:
        # "The Government" and "the transitional Government" are the same addressee.
        before, after = _stems(old.key), _stems(new.key)
        if before <= after or after <= before:
            return True
        # So are "the international community" and "the community of nations"; but in Arabic the one who asks stands among these words.
        telling = [{stem for stem in stems if len(stem) >= _TELLING and not _ARABIC.search(stem)} for stems in (before, after)]
        same = len(telling[0] & telling[1])
        return same > 0 and 2 * same >= min(map(len, telling))
    if kind.kind in (SubstanceKind.DATE, SubstanceKind.DEADLINE):
        return same_date(old.key, new.key, least=1 if nearby else 2) or is_same_length(old.key, new.key)
    if kind.kind is SubstanceKind.CONDITION:
        return _is_same_condition(old, new)
    if kind.kind is SubstanceKind.PLACE:
        sorts, names = zip(*(term.key.split(" ", 1) for term in (old, new)), strict=True)
        return old.key == new.key or (sorts == ("place", "place") and is_same_place_name(*names))
    return old.key == new.key


def _is_said_otherwise(term: Term, side: Side) -> bool:
    """Return whether the other text has all of a term but for its opening: "through 28 December", "on 28 December".

    So it is with "only" where what it restricts is not in the other text.
    """
    if term.key == EXCLUSIVE:
        return not any(at in side.shared for at in ((term.low - 1, term.high) if _ARABIC.search(side.text) else (term.high,)))
    return term.high - term.low > 1 and all(at in side.shared for at in range(term.low + 1, term.high))


def _is_same_condition(old: Term, new: Term) -> bool:
    """Return whether two conditions, or two exceptions, have half of the words of either in common."""
    before, after = _stems(old.key), _stems(new.key)
    sort = old.key.split(" ", 1)[0][:STEM]
    same = len(before & after) - (sort in before & after)
    return old.key == new.key or (sort == new.key.split(" ", 1)[0][:STEM] and 2 * same >= min(len(before), len(after)) - 1 and same > 0)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _stems(words: str) -> set[str]:
    """Return the first letters of words; of Arabic ones without what is written together with them."""
    return {min(bare_words(word), key=len)[:STEM] for word in words.split(" ")}
