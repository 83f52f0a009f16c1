"""Which acts, releases, ceasefire events and passages speak of a promise: by owners, subject, deed, place, instrument, time and words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from sulh.following.allowed import allowed_time, told_time
from sulh.following.deeds import deeds_promised, deeds_told
from sulh.following.directions import direction_of
from sulh.following.freeing import kept_by_release
from sulh.following.promised_meeting import numbered, promises_meeting, told_of_meeting
from sulh.following.references import reference_to
from sulh.following.timing import QUARTER, days_after
from sulh.following.types import PROPOSED, FollowLink, LinkReason, Promise, RecordItem
from sulh.following.weights import patterns, probability, reason
from sulh.model.vocabulary import ActKind, CeasefireKind, Direction, Issue, ReleaseKind
from sulh.text.folding import fold_lookalikes
from sulh.wording.folding import renamed
from sulh.wording.origin import actors_in, without_names

__all__ = ["ABOUT", "asked_issues", "bearing_links", "content_words"]

_SORT = "other"
# What a release or an event of a ceasefire is about, in the codes of issues.
_DETAINED = frozenset({Issue.PRISONERS, Issue.HOSTAGES})
_TRUCE = frozenset({Issue.CEASEFIRE, Issue.DE_ESCALATION})
ABOUT: Mapping[str, frozenset[str]] = {
    ReleaseKind.PRISONER_EXCHANGE: _DETAINED,
    ReleaseKind.RELEASE: _DETAINED,
    ReleaseKind.HANDOVER_OF_BODIES: frozenset({Issue.BODIES, Issue.MISSING}),
    **dict.fromkeys(CeasefireKind, _TRUCE),
}
_GENERAL = frozenset({Issue.OTHER, Issue.NEXT_MEETING, Issue.BILATERAL_RELATIONS})
_NAME = re.compile(r"(?:[A-ZА-Я][\w'’-]+)(?:\s+(?:(?:of|the|on|for|and|de|la)\b|[A-ZА-Я0-9][\w'’/-]*)){1,8}")
_WHERE = re.compile(r"\b(?:in|at|to|from|near|around|outside|between|of)\s+(?:the\s+)?([A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*)")
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\b|\w+days?\b")
# Words in common, and the least share of the shorter text that they are.
_COMMON = ((4, 0.5, "same"), (3, 0.35, "much"), (2, 0.35, "some"), (1, 0.0, "few"), (0, 0.0, "none"))
# Items of one promise that are scored with their words, and links of one promise that are kept.
_CANDIDATES = 400
_MOST = 12
_SOON, _LONG = 731, 1096
# Whatever their number, this share of the words of the promise is much.
_COVERED = 0.6
_STEM, _SHORTEST = 5, 4
# What is told of a promised meeting says what became of the promise.
_TOLD = {"moved": Direction.DELAYS, "then": Direction.FULFILS, "soon": Direction.FULFILS}


def bearing_links(
    promises: Iterable[Promise],
    items: Iterable[RecordItem],
    *,
    wording: bool = True,
    only_kept: bool = False,
    closed: Mapping[str, str] | None = None,
) -> Iterator[FollowLink]:
    """The links of promises with all that is no meeting, the likeliest of each first.

    `wording` compares words, which takes its time; without it only dated deeds (releases, events of a ceasefire) are looked at, and facts
    alone count. `only_kept` gives the links of promises to free people with releases that together keep them, and no others. `closed` has
    the days on which promised meetings were held: what is said later is not of them.
    """
    known = list(promises)
    looked_at = {"release"} if only_kept else {"release", "ceasefire"}
    blocks = _blocks(one for one in items if one.kind in looked_at or (wording and not only_kept and one.kind != "meeting"))
    pairs = {one.id: _candidates(one, blocks, (closed or {}).get(one.id)) for one in known}
    for promise in known:
        found = []
        kept = kept_by_release(promise, pairs[promise.id])
        for item in pairs[promise.id]:
            if only_kept and item.id not in kept:
                continue
            reasons = tuple(_features(promise, item))
            if item.id in kept:
                reasons = (*reasons, reason(_SORT, "number", "same", str(item.count) if item.count is not None else None))
            score = probability(_SORT, reasons)
            if score >= PROPOSED:
                found.append(_link(promise, item, score, reasons))
        found.sort(key=lambda link: (-link.score, str(link.day), link.item.id))
        yield from _distinct(found)


def _link(promise: Promise, item: RecordItem, score: float, reasons: tuple[LinkReason, ...]) -> FollowLink:
    told = next((_TOLD[one.level] for one in reasons if one.feature == "meeting" and one.level in _TOLD), None)
    # Who thanks the host tells that it was held, and no more.
    direction = (None if item.form == ActKind.THANK else told) or direction_of(promise, item)
    if any(one.feature == "number" for one in reasons):
        direction = Direction.FULFILS
    if direction is Direction.MENTIONS and any((one.feature, one.level) == ("deed", "told") for one in reasons):
        direction = Direction.ADVANCES  # what was promised was done, at least in part
    late = days_after(promise.due[1], item.first) if direction is Direction.FULFILS else None
    return FollowLink(promise.id, item, direction, score, reasons, late)


def _distinct(links: Sequence[FollowLink]) -> Iterator[FollowLink]:
    """The first of those that state the same words, or the same deed of one day."""
    seen: set[object] = set()
    for link in links[: 4 * _MOST]:
        item = link.item
        deed = (item.form, item.day, item.actors) if item.kind in ("release", "ceasefire") else _tokens(item.text)
        if deed not in seen:
            seen.add(deed)
            yield link
        if len(seen) >= _MOST:
            return


def _blocks(items: Iterable[RecordItem]) -> Mapping[str, Sequence[RecordItem]]:
    """Items by what they are about, and those about nothing named by the words that they have."""
    found: dict[str, list[RecordItem]] = defaultdict(list)
    for one in items:
        issues = _issues(one)
        for issue in issues:
            found[issue].append(one)
        if not issues or one.kind == "passage":
            found[""].append(one)
    return {key: sorted(own, key=lambda one: (str(one.day), one.id)) for key, own in found.items()}


def _issues(item: RecordItem) -> frozenset[str]:
    return frozenset(item.issues) | ABOUT.get(str(item.form), frozenset())


def _candidates(promise: Promise, blocks: Mapping[str, Sequence[RecordItem]], closed: str | None) -> list[RecordItem]:
    """Items from after the promise that share an issue with it, those that share more and stand nearer in time first; passages too."""
    shared: dict[str, tuple[int, RecordItem]] = {}
    for key in (*asked_issues(promise), ""):
        for one in blocks.get(key, ()):
            if _is_later(promise, one) and (closed is None or str(one.day) < closed):
                shared[one.id] = (shared.get(one.id, (0, one))[0] + 1, one)
    ranked = sorted(shared.values(), key=lambda pair: (-pair[0], str(pair[1].day), pair[1].id))
    return [one for _, one in ranked[:_CANDIDATES]]


def asked_issues(promise: Promise) -> tuple[str, ...]:
    """The issues that later items may be about: its own, and where it promises to meet that of next meetings."""
    meets = promises_meeting(promise.text, promise.issues)
    return tuple(dict.fromkeys((*promise.issues, Issue.NEXT_MEETING.value))) if meets else promise.issues


def _is_later(promise: Promise, item: RecordItem) -> bool:
    """Whether it was said or done after the promise, elsewhere than in the text that promises."""
    if promise.made is None or promise.source in (item.source, item.origin):
        return False
    return max(item.first or "", item.said or "") > promise.made


@lru_cache(maxsize=16384)
def content_words(text: str, owners: tuple[str, ...] = (), language: str = "en") -> frozenset[str]:
    """The words that say what a text is about, each by its first letters: without the names of those who promised, and without words
    that any statement has."""
    general = patterns("general", language)
    words = (word for word in _tokens(without_names(text, owners) if owners else text) if len(word) >= _SHORTEST)
    return frozenset(word[:_STEM] for word in words if general is None or not general.fullmatch(word))


def _in_common(promise: Promise, item: RecordItem) -> LinkReason:
    """How many words that say what they are about both have: of those of the promise, or of the fewer words of one."""
    own, others = (content_words(one.text, promise.owners, one.language) for one in (promise, item))
    both = len(own & others)
    share = both / min(len(own), len(others)) if both else 0.0
    covered = both > 1 and both >= _COVERED * len(own)
    level = "much" if covered and both < _COMMON[0][0] else next(level for many, least, level in _COMMON if both >= many and share >= least)
    return reason(_SORT, "words", level, f"{share:.2f}")


def _features(promise: Promise, item: RecordItem) -> Iterator[LinkReason]:
    if item.actors and promise.owners:
        common = set(promise.owners) & set(item.actors)
        level = "none" if not common else "all" if common == set(promise.owners) else "some"
        yield reason(_SORT, "owners", level, *sorted(common))
    elif promise.owners and item.kind == "passage":
        yield from _named_owners(promise, item)
    elif promise.owners:
        yield reason(_SORT, "owners", "unnamed")
    if item.kind == "release":
        yield from _place(promise, item)
    yield from _subject(promise, item)
    yield from _meeting(promise, item)
    if places := _named(promise.text) & _named(item.text):
        yield reason(_SORT, "instrument", "same", *sorted(places, key=lambda one: (-len(one), one))[:2])
    if promise.track and item.tracks:
        yield reason(_SORT, "track", "same" if promise.track in item.tracks else "differs", item.tracks[0])
    yield _time(promise, item)
    if item.kind in ("act", "passage"):
        words = _in_common(promise, item)
        yield words
        yield from _deed_told(promise, item, words.level)
        if words.level != "none":
            yield from _referred(promise, item)


def _named_owners(promise: Promise, item: RecordItem) -> Iterator[LinkReason]:
    """Whether a passage, of which no reader says who acts, names those who promised."""
    common = set(promise.owners) & _actors_in(item.text)
    if len(promise.owners) > 1 and common:
        yield reason(_SORT, "owners", "named" if common == set(promise.owners) else "named_some", *sorted(common))


def _referred(promise: Promise, item: RecordItem) -> Iterator[LinkReason]:
    """Whether the words refer back to what was agreed on the day of the promise ("which they agreed on last month")."""
    if reference_to(promise, item) is not None:
        yield reason(_SORT, "referred", "day", promise.made)


def _place(promise: Promise, item: RecordItem) -> Iterator[LinkReason]:
    """Whether a deed was done where the promise says, as far as both name a place; that the item names none is said, and weighs nothing.

    Of what is joined by its words alone, names of places are among the words already.
    """
    own, others = _places(promise.text), _places(item.text)
    if own and own & others:
        yield reason(_SORT, "place", "same", *sorted(own & others)[:2])
    elif own and not others:
        yield reason(_SORT, "place", "unnamed")


@lru_cache(maxsize=16384)
def _places(text: str) -> frozenset[str]:
    """Names after a word of place ("in Idlib", "near Abu Zindin"), but for months, and papers, bodies and plans."""
    names = {match.group(1) for match in _WHERE.finditer(text)}
    sort = patterns("instrument")
    return frozenset(one for one in names if not _MONTH.match(one) and (sort is None or not sort.search(one)))


def _deed_told(promise: Promise, item: RecordItem, words: str) -> Iterator[LinkReason]:
    """Whether the words tell that what was promised was done, though they have few words of the promise."""
    common = deeds_promised(promise.text, promise.language) & deeds_told(item.text, item.language)
    if common and words not in ("same", "much"):
        yield reason(_SORT, "deed", "told", *sorted(common))
        yield from _place(promise, item)


def _subject(promise: Promise, item: RecordItem) -> Iterator[LinkReason]:
    own, others = frozenset(promise.issues) - _GENERAL, _issues(item) - _GENERAL
    common = sorted(own & others)
    if not own and not item.actors and not _named(promise.text) & _named(item.text) and not promises_meeting(promise.text, promise.issues):
        yield reason(_SORT, "subject", "unnamed")
    if own and others:
        yield reason(_SORT, "subject", "differs" if not common else "several" if len(common) > 1 else "same", *common)
    if item.kind in ("release", "ceasefire") and own:
        is_told = item.kind == "release" and "release" in deeds_told(item.text, item.language)
        yield reason(_SORT, "deed", "differs" if not common else "told" if is_told else "same", item.form)


def _meeting(promise: Promise, item: RecordItem) -> Iterator[LinkReason]:
    """Whether words that are about a meeting are about the promised one: by its number, else by its time."""
    if item.kind not in ("act", "passage") or not promises_meeting(promise.text, promise.issues):
        return
    sought, named = numbered(promise.text) or (promise.ordinal + 1 if promise.ordinal else None), numbered(item.text)
    if sought is not None and named is not None:
        yield reason(_SORT, "meeting", "same" if sought == named else "another", str(named))
        return
    (first, last), said = promise.due, item.said or item.first
    if last is None or said is None:
        return
    if told_of_meeting(item.text, item.language):
        # The day it was held, as far as the words name one; else it was held when that was said.
        begin, end = told_time(item.text, said)
        then = begin <= last and (first or promise.made or "") <= end
        of_theirs = not item.actors or bool(set(promise.owners) & set(item.actors))
        soon = of_theirs and begin > last and (days_after(last, begin) or 0) <= QUARTER
        yield reason(_SORT, "meeting", "then" if then else "soon" if soon else "another", begin)
        return
    if not promises_meeting(item.text, ()):
        return
    until = allowed_time(item.text, said, None, looking=True)[1]
    if said > last:
        yield reason(_SORT, "meeting", "another", until)
    elif until is not None and until > last:
        yield reason(_SORT, "meeting", "moved", until)


def _time(promise: Promise, item: RecordItem) -> LinkReason:
    day, last = item.day, promise.due[1]
    allowed = last is not None and day is not None and day <= last
    after = days_after(last or promise.made, day) or 0
    soon = last is None and after <= _SOON
    return reason(_SORT, "time", "within" if allowed or soon else "long_after" if after > _LONG else "after", day, last)


@lru_cache(maxsize=8192)
def _named(text: str) -> frozenset[str]:
    """Named papers, bodies and plans: runs of words with capitals, from two on."""
    sort = patterns("instrument")
    found = (" ".join(_tokens(match.group())) for match in _NAME.finditer(text) if match.start() and sort and sort.search(match.group()))
    return frozenset(one for one in found if len(one.split()) > 1)


@lru_cache(maxsize=16384)
def _actors_in(text: str) -> frozenset[str]:
    return frozenset(actors_in(text))


@lru_cache(maxsize=16384)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(word for _, _, word in renamed(fold_lookalikes(text)))
