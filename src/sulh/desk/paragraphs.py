"""A document for review: its text by numbered paragraphs, and its claims grouped beside them, the decided ones folded away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sulh.desk.cards import Card
from sulh.desk.highlight import kind_of, marked_lines
from sulh.documents.asides import asides
from sulh.documents.language import READ
from sulh.model.kinds import kind_named
from sulh.model.kinds import kinds as declared
from sulh.model.vocabulary import ClaimStatus
from sulh.record.shapes import ClaimView
from sulh.render.segments import Segment

__all__ = [
    "ClaimGroup",
    "LitLine",
    "LitPart",
    "MentionGroup",
    "PassedOver",
    "Progress",
    "by_mention",
    "by_paragraph",
    "lit_lines",
    "passed_over",
    "progress",
]

# Within a mention, as declared: what it is, when, where, then who and about what.
_ORDER = tuple(kind_named("meeting").claimed)
# The tint of lit words by what a claim is about: who, when and where, what, ground.
_TINTS = {kind.name: "ground" for kind in declared() if kind.whole and not kind.merged}
_TINTS |= {"participant": "who", "person": "who", "act": "what", "agenda": "what"}

_NEVER_READ = ("language", "routing")


@dataclass(frozen=True, slots=True)
class LitPart:
    """Words of a line that the same claims cover; none where nothing was read. `opens` where a citation begins.

    `claims` has what is still open first, `tints` the tint of each, `open` those that are open. The words have the tint of the first;
    they are quiet where nothing is open (`settled`: ok), and look like any others where all was rejected (no).
    """

    start: int
    text: str
    claims: tuple[str, ...] = ()
    tints: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    settled: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True)
class LitLine:
    """A numbered paragraph of the text."""

    number: int
    parts: tuple[LitPart, ...]


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims that stand together: of the paragraphs `first` to `last` (0: of the whole document).

    `is_folded` when all are decided, `is_empty` when nothing was read there.
    """

    first: int
    last: int
    cards: tuple[Card, ...]

    @property
    def open(self) -> tuple[Card, ...]:
        """The claims that await a decision."""
        return tuple(one for one in self.cards if one.claim.status == ClaimStatus.PROPOSED)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read there."""
        return not self.cards

    @property
    def is_folded(self) -> bool:
        """Whether everything is decided, so that the group is a line until it is opened."""
        return bool(self.cards) and not self.open


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """The claims of one document about one meeting, or about all things of another kind. `meeting` is the merged meeting's id, if any."""

    subject: str
    meeting: str | None
    cards: tuple[Card, ...]

    @property
    def title(self) -> str:
        """What the meeting is called; empty for other things."""
        return self.cards[0].meeting if self.meeting else ""

    @property
    def open(self) -> tuple[Card, ...]:
        """The claims that await a decision."""
        return tuple(one for one in self.cards if one.claim.status == ClaimStatus.PROPOSED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many claims are in which state; withdrawn ones count for nothing."""

    accepted: int
    corrected: int
    rejected: int
    open: int

    @property
    def decided(self) -> int:
        """How many are decided."""
        return self.accepted + self.corrected + self.rejected

    @property
    def total(self) -> int:
        """How many there are."""
        return self.decided + self.open


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Paragraphs `first` to `last`, words [start, end) of the text, that were not read, and why; `language` is theirs where that is why."""

    first: int
    last: int
    start: int
    end: int
    why: str
    language: str

    @property
    def can_be_read(self) -> bool:
        """Whether they would be read as a document of their own."""
        return self.why not in _NEVER_READ


def passed_over(text: str, lines: Sequence[LitLine]) -> list[PassedOver]:
    """What of a text was not read as its own words, by paragraphs; neighbours with one reason are one."""
    starts = [line.parts[0].start for line in lines if line.parts]
    found: list[PassedOver] = []
    for one in asides(text, among=READ):
        first, last = bisect_right(starts, one.start), bisect_right(starts, max(one.start, one.end - 1))
        before = found[-1] if found else None
        if before and before.why == one.why and before.language == one.language and first <= before.last + 1:
            found[-1] = replace(before, last=last, end=one.end)
        else:
            found.append(PassedOver(first, last, one.start, one.end, one.why, one.language))
    return found


def progress(claims: Sequence[ClaimView]) -> Progress:
    """How far the review of these claims is."""
    shown = (ClaimStatus.ACCEPTED, ClaimStatus.CORRECTED, ClaimStatus.REJECTED, ClaimStatus.PROPOSED)
    counted = [sum(one.status == status for one in claims) for status in shown]
    return Progress(*counted)


def lit_lines(text: str, claims: Sequence[ClaimView]) -> list[LitLine]:
    """The paragraphs of the text, cut where claims begin and end; words all of whose claims are decided are quiet."""
    about = {one.id: one for one in claims}
    lines = marked_lines(text, [one for one in claims if one.spans and one.status != ClaimStatus.WITHDRAWN])
    return [LitLine(number, tuple(_part(one, about) for one in line)) for number, line in enumerate(lines, 1)]


def _part(segment: Segment, about: dict[str, ClaimView]) -> LitPart:
    own = [about[one.key] for one in segment.entries]
    if not own:
        return LitPart(segment.start, segment.text)
    # What is still open is lit, whatever else the words carry; then what stands before what was rejected; the closest words first.
    ordered = sorted(own, key=lambda one: (one.status != ClaimStatus.PROPOSED, one.status == ClaimStatus.REJECTED))
    open_ = tuple(one.id for one in ordered if one.status == ClaimStatus.PROPOSED)
    settled = "" if open_ else "no" if ordered[0].status == ClaimStatus.REJECTED else "ok"
    tints = tuple(_TINTS.get(kind_of(one), "when") for one in ordered)
    return LitPart(segment.start, segment.text, tuple(one.id for one in ordered), tints, open_, settled, segment.opens)


def by_paragraph(lines: Sequence[LitLine], cards: Sequence[Card], *, fold: bool) -> Iterator[ClaimGroup]:
    """The claims by the paragraphs in which their words begin; with `fold`, neighbours in which nothing is open become one group."""
    starts = [line.parts[0].start for line in lines]
    own: dict[int, list[Card]] = {line.number: [] for line in lines}
    whole: list[Card] = []
    for card in cards:
        at = bisect_right(starts, card.claim.start)
        (own[lines[at - 1].number] if card.claim.spans and at else whole).append(card)
    run: list[int] = []
    for number, held in own.items():
        if fold and not any(one.claim.status == ClaimStatus.PROPOSED for one in held):
            run.append(number)
            continue
        yield from _run(run, own)
        run = []
        if held:
            yield ClaimGroup(number, number, tuple(held))
    yield from _run(run, own) if fold else ()
    if whole:
        yield ClaimGroup(0, 0, tuple(whole))


def _run(numbers: Sequence[int], own: dict[int, list[Card]]) -> Iterator[ClaimGroup]:
    """Neighbouring paragraphs in which nothing is open, as one."""
    if numbers:
        yield ClaimGroup(numbers[0], numbers[-1], tuple(card for number in numbers for card in own[number]))


def by_mention(cards: Sequence[Card], meetings: Mapping[str, str]) -> Iterator[MentionGroup]:
    """The claims by what they are about: meetings in the order of the text, each as one would tell it; then what is no part of one."""
    first: dict[str, int] = {}
    for one in cards:
        first[one.claim.mention] = min(first.get(one.claim.mention, one.claim.start), one.claim.start)

    def about(card: Card) -> tuple[str, str]:
        """Its meeting, else what it is."""
        return (card.claim.subject, card.claim.mention if card.claim.subject == "meeting" else "")

    def place(card: Card) -> tuple[object, ...]:
        """Meetings first, then the kinds in the order of the text."""
        kind, meeting = about(card)
        return (kinds.index(kind), first[card.claim.mention] if meeting else 0, meeting, _place(card), card.claim.start)

    kinds = list(dict.fromkeys(one.claim.subject for one in sorted(cards, key=lambda one: one.claim.subject != "meeting")))
    ordered = sorted(cards, key=place)
    for (subject, mention), own in groupby(ordered, key=about):
        yield MentionGroup(subject, meetings.get(mention), tuple(own))


def _place(card: Card) -> int:
    return _ORDER.index(card.claim.property) if card.claim.property in _ORDER else len(_ORDER)
