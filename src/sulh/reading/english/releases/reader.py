"""Extract releases of persons and handovers of remains that were carried out: who gave whom to whom, how many, when, where, who helped.

What neighbouring sentences tell of one event is one account: its sides, day, place and helpers are those that any of them names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sulh.model import Actor, Release, ReleaseKind
from sulh.reading.english.context import Context
from sulh.reading.english.releases.shares import Share, shares_of
from sulh.reading.english.releases.sides import Ends, ends_of, helpers_of, last_two_sides, named_sides, sides_of_each
from sulh.reading.english.releases.tables import ROW, read_table
from sulh.reading.english.releases.when import is_another_day, notice_day, place_of, stated_day
from sulh.reading.english.releases.wording import PERSONS, REMAINS, SWAP, Freeing, deeds_of, goes_on_about, is_spoken_of, speaks_of_held
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage

__all__ = ["read_releases"]

# So many sentences after the last that told of a release still speak of it.
_NEAR = 2
_SIDES = 2
_MUTUAL = pattern(r"\b(?:<freed_mutual>)\b")
# One side of a list under the heading of a release: "- By the Government: 14", "Held by A: 9".
_LISTED = re.compile(r"^\W*(?:(?:freed|released|handed\s+over)\s+)?by\s+.{3,80}?[:–—-]\s*\d", re.IGNORECASE)
_Key = tuple[bool, str | None, str | None, str | None, int | None]


@dataclass(slots=True)
class _Part:
    """One number of an account with its words."""

    passage: Passage
    count: int | None
    ends: Ends
    day: str | None
    remains: bool
    total: bool = False
    words: tuple[int, int] | None = None  # of the sentence, where it says something else as well


@dataclass(slots=True)
class _Account:
    """What neighbouring sentences tell of one release or exchange."""

    first: int
    last: int
    sides: tuple[Actor, ...] = ()
    day: str | None = None
    notice: str | None = None
    place: str | None = None
    helpers: tuple[Actor, ...] = ()
    mutual: bool = False
    parts: list[_Part] = field(default_factory=list)


def read_releases(context: Context) -> tuple[Release, ...]:
    """Return the releases in text order, each cited by its sentence; a swap between known sides is two, a repeated report is left out."""
    found: dict[_Key, Release] = {}
    tables = _tables(context)
    accounts = list(_accounts(context))
    # Of a text that dates some of what it tells, its own day is not that of the rest.
    is_dated = bool(tables) or any(one.day for one in accounts)
    at = 0
    for passage in context.passages:
        while at < len(accounts) and accounts[at].last <= passage.index:
            _add(found, context, accounts[at] if not is_dated else replace(accounts[at], notice=None))
            at += 1
        if passage.index in tables:
            sides = next((one.sides for one in reversed(accounts) if one.sides and one.first <= passage.index), ())
            for release in read_table(context, passage, tables[passage.index], sides):
                found[_sides_and_day(release)] = release
    return tuple(sorted(_once(list(found.values())), key=lambda r: (r.cite.start, r.by.id if r.by else "")))


def _accounts(context: Context) -> Iterator[_Account]:
    """What a text tells of releases, in its order."""
    sides: tuple[Actor, ...] = ()
    account: _Account | None = None
    topic = -_NEAR - 1
    for passage in context.passages:
        if ROW in passage.text:
            continue
        near = account if account is not None and passage.index - account.last <= _NEAR else None
        spoken = passage.index - topic <= _NEAR or _goes_on_about_held(context, passage)
        topic = passage.index if speaks_of_held(passage.text) else topic
        now = _told(context, passage, near, sides, spoken=spoken)
        if now is not None:
            sides = now.sides or sides
            if now is not account and account is not None:
                yield account
            account = now
    if account is not None:
        yield account


def _add(found: dict[_Key, Release], context: Context, account: _Account) -> None:
    for release in _releases(context, account):
        key = _sides_and_day(release)
        known = found.get(key)
        if known is None or (known.count is None and release.count is not None):
            found[key] = release


def _sides_and_day(release: Release) -> _Key:
    """Return what tells one release from another; without a giver their numbers do."""
    by, to = release.by.id if release.by else None, release.to.id if release.to else None
    return release.what is ReleaseKind.HANDOVER_OF_BODIES, by, to, release.date, None if by else release.count


def _tables(context: Context) -> dict[int, list[Passage]]:
    """Return the rows of each table by the index of its first row, the header."""
    tables: dict[int, list[Passage]] = {}
    header: int | None = None
    for passage in context.passages:
        if ROW not in passage.text:
            header = None
        elif header is None:
            header = passage.index
            tables[header] = []
        else:
            tables[header].append(passage)
    return tables


def _told(
    context: Context, passage: Passage, near: _Account | None, before: tuple[Actor, ...], *, spoken: bool
) -> _Account | None:
    """The account that a sentence opens or goes on with; None where it tells of no release.

    `near` is the account of the sentences before it, `before` are the sides of an earlier one; `spoken` says that sentences before it
    speak of people held, so that one which gives a number need not.
    """
    listed = near is not None and _LISTED.match(passage.text) is not None
    if passage.heading and not listed:
        if not is_spoken_of(passage.text):
            return None
        sides, day = named_sides(context, passage, ()), stated_day(context, passage)
        return _Account(passage.index, passage.index, sides, day, mutual=_is_swap(passage))
    helpers = helpers_of(passage)
    deeds = [Freeing(0, 0, "gives")] if listed else _deeds(passage, near, spoken=spoken)
    if not deeds:
        if near is not None:
            near.helpers = _joined(near.helpers, helpers)
            near.place = near.place or (place_of(passage, []) if goes_on_about(passage.text) else None)
        return None
    of_each = sides_of_each(context, passage, deeds, shares_of(passage, known=True), helpers)
    sides = of_each or named_sides(context, passage, helpers)
    mutual = bool(of_each) or _MUTUAL.search(passage.text) is not None
    if not sides and mutual and not (near and near.sides):
        sides = before or last_two_sides(context, passage, helpers)
    day, place = stated_day(context, passage), place_of(passage, deeds)
    account = near
    if account is None or (account.parts and day and account.day and day != account.day and not _goes_on(account, deeds)):
        account = _Account(passage.index, passage.index, sides)
    if deeds[0].what != "led":
        account.notice = account.notice or notice_day(context, passage, deeds)
    account.last = passage.index
    account.sides = account.sides or sides
    account.day, account.place = account.day or day, account.place or place
    account.helpers = _joined(account.helpers, helpers)
    account.mutual = account.mutual or _is_swap(passage) or mutual
    account.parts += _parts(context, passage, deeds, account, day, known=near is not None or spoken)
    return account


def _goes_on_about_held(context: Context, passage: Passage) -> bool:
    """Whether the next sentence of the paragraph says that it is about people held: "They had been held in Abkhazia"."""
    below = context.passages[passage.index + 1] if passage.index + 1 < len(context.passages) else None
    return below is not None and below.paragraph == passage.paragraph and speaks_of_held(below.text)


def _deeds(passage: Passage, near: _Account | None, *, spoken: bool) -> list[Freeing]:
    deeds = deeds_of(passage, known=near is not None)
    if not deeds and near is None and spoken and shares_of(passage, known=True):
        return deeds_of(passage, known=True)
    return deeds


def _is_swap(passage: Passage) -> bool:
    return SWAP.search(passage.text) is not None


def _goes_on(account: _Account, deeds: list[Freeing]) -> bool:
    """Whether a sentence that names another day only says more of an account that gives no number yet."""
    return all(part.count is None for part in account.parts) and any(one.what != "led" for one in deeds)


def _parts(
    context: Context, passage: Passage, deeds: list[Freeing], account: _Account, day: str | None, *, known: bool
) -> Iterator[_Part]:
    """Each number that a sentence gives with who gave and got; without any the deed alone."""
    helpers = account.helpers
    shares = shares_of(passage, known=known or account.mutual)
    previous, deed = (account.parts[-1].ends if account.parts else None), None
    if not shares and account.parts:
        return
    if not shares and (deeds[0].what != "led" or day):
        whole = Share(0, len(passage.text), len(passage.text), 0, len(passage.text))
        ends = ends_of(context, passage, whole, deeds[0], previous, helpers)
        each = ends.each or deeds[0].what in ("swaps", "came")
        yield _Part(passage, None, replace(ends, each=each), day, _has_remains(passage))
        return
    for share in shares:
        if share.end <= deeds[0].start and passage.text[share.end : share.end + 1] in ";:":
            continue
        own = _nearest([one for one in deeds if share.start <= one.start < share.end], share)
        deed = own or deed or deeds[0]
        ends = ends_of(context, passage, share, deed, previous, helpers)
        is_of_both = ends.giver is None or len(account.sides) == _SIDES
        total = not ends.each and deed.what in ("swaps", "came") and own is not None and is_of_both
        when = stated_day(context, passage, share.start, share.end) or day
        yield _Part(passage, share.count, ends, when, share.remains, total, _clause(passage.text, share, deed))
        previous = ends


def _clause(text: str, share: Share, deed: Freeing) -> tuple[int, int]:
    """The part of a sentence, between semicolons, that has both a number and its deed."""
    low, high = min(share.at, deed.start), max(share.after, deed.end)
    end = text.find(";", high)
    return text.rfind(";", 0, low) + 1, len(text) if end < 0 else end


def _nearest(deeds: list[Freeing], share: Share) -> Freeing | None:
    """The last deed told before a number, else the first behind it; that somebody let them go says more than that they went."""
    meant = [one for one in deeds if one.what != "goes"] or deeds
    before = [one for one in meant if one.end <= share.at]
    return before[-1] if before else meant[0] if meant else None


def _has_remains(passage: Passage) -> bool:
    is_of_remains = re.search(rf"\b{REMAINS}\b", passage.text, re.IGNORECASE) is not None
    return is_of_remains and not re.search(rf"\b{PERSONS}\b", passage.text, re.IGNORECASE)


def _joined(some: tuple[Actor, ...], more: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _releases(context: Context, account: _Account) -> Iterator[Release]:
    """The releases of an account: of each number one, or one each way; without numbers the exchange or release as such."""
    parts = _wholes([part for part in account.parts if part.count is not None])
    detailed = [part for part in parts if not part.total]
    for part in detailed or parts or account.parts[:1]:
        for ends in _ends(account, part, detailed):
            what = ReleaseKind.HANDOVER_OF_BODIES if part.remains else _kind(account, detailed)
            start, end = part.words or (0, len(part.passage.text))
            cite = context.cite(part.passage.start + start, part.passage.start + end)
            yield Release(what, cite, ends.giver, ends.getter, part.count, _day(account, part), account.place, account.helpers)


def _day(account: _Account, part: _Part) -> str | None:
    if part.day is None and is_another_day(part.passage):
        return None
    return part.day or account.day or account.notice


def _kind(account: _Account, parts: list[_Part]) -> ReleaseKind:
    givers = {part.ends.giver for part in parts if part.ends.giver and not part.remains}
    getters = {part.ends.getter for part in parts if part.ends.getter and not part.remains}
    as_one = len({part.passage.index for part in parts}) == 1 or len({_day(account, part) for part in parts} - {None}) == 1
    both_ways = as_one and (len(givers) > 1 or bool(givers & getters))
    return ReleaseKind.PRISONER_EXCHANGE if account.mutual or both_ways else ReleaseKind.RELEASE


def _wholes(parts: list[_Part]) -> list[_Part]:
    """The numbers without those into which a sentence breaks one down: "16 hostages, ten Israelis and six Thais"."""
    broken: set[int] = set()
    for n, whole in enumerate(parts):
        behind = [m for m in range(n + 1, len(parts)) if parts[m].passage is whole.passage]
        is_sum = len(behind) > 1 and whole.count == sum(parts[m].count or 0 for m in behind)
        if is_sum and not whole.total and all(parts[m].ends.giver is None and parts[m].ends.getter is None for m in behind):
            broken |= set(behind)
    return [one for n, one in enumerate(parts) if n not in broken]


def _ends(account: _Account, part: _Part, parts: list[_Part]) -> Iterator[Ends]:
    """Who gave and got: as said, completed by the sides of an exchange; each way where both gave as many."""
    known = tuple(dict.fromkeys(a for one in parts for a in (one.ends.giver, one.ends.getter) if a is not None))
    sides = account.sides if len(account.sides) == _SIDES else known
    is_mutual = account.mutual or _kind(account, parts) is ReleaseKind.PRISONER_EXCHANGE
    ends, pair = part.ends, sides if len(sides) == _SIDES and is_mutual else ()
    if pair and ends.each and not (ends.giver and ends.getter):
        yield Ends(pair[0], pair[1])
        yield Ends(pair[1], pair[0])
    elif part.total:
        yield Ends()
    elif pair and (ends.giver in pair) != (ends.getter in pair):
        giver = ends.giver if ends.giver in pair else next(one for one in pair if one != ends.getter)
        yield Ends(giver, next(one for one in pair if one != giver))
    else:
        yield ends


def _once(releases: list[Release]) -> list[Release]:
    """Drop repeated reports with less detail: the same sides without a date, or no sides although a fuller report names them."""
    full = [r for r in releases if r.by is not None or r.to is not None]
    if not full:
        counted = [r for r in releases if r.count is not None]
        return counted or releases[:1]
    complete: dict[tuple[Actor | None, Actor | None, ReleaseKind], set[int | None]] = {}
    for r in full:
        if r.date and r.count is not None:
            complete.setdefault((r.by, r.to, r.what), {None}).add(r.count)
    counts = {(r.cite, r.count) for r in full}
    sentences = {r.cite for r in full}
    # "the rebels released 400, while the coalition freed 681": the second side is none that is known by name
    others = [r for r in releases if r not in full and r.cite in sentences and r.count is not None and (r.cite, r.count) not in counts]
    # another number is another release, whoever it was by
    numbers = {r.count for r in full}
    others += [r for r in releases if r not in full and r.cite not in sentences and r.count is not None and r.count not in numbers]
    return [*others, *(r for r in full if r.date or r.count not in complete.get((r.by, r.to, r.what), ()))]
