"""The values of following: promises, the items of a record that may speak of them, and the links between them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sulh.model.vocabulary import Direction

__all__ = ["FollowLink", "FollowLinks", "LinkReason", "Promise", "RecordItem"]

# From this score on a link is worth a person's look, and from this one on a meeting closes the promise to hold it.
PROPOSED = 0.5
CLOSING = 0.8


@dataclass(frozen=True, slots=True)
class Promise:
    """Words `[start, end)` of a source that promise something. Days are YYYY-MM-DD, `due` the first and last day allowed.

    `before` are the words before it that name the place it means ("in the same city"). `roughly` says that its words leave open when the
    last day is ("in the coming weeks"), so that no days late are counted from it.
    `meeting`, `ordinal` and `form` are those of the meeting at which it was made; `track` the one it was made in. `language` is that of
    the words.
    """

    id: str
    source: str
    start: int
    end: int
    text: str
    made: str | None = None
    due: tuple[str | None, str | None] = (None, None)
    owners: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    track: str | None = None
    meeting: str | None = None
    ordinal: int | None = None
    form: str | None = None
    language: str = "en"
    roughly: bool = False
    before: str = ""

    @property
    def after(self) -> str | None:
        """The day after which it can be kept: that on which it was made, else that before the first day allowed."""
        if self.made is not None or self.due[0] is None:
            return self.made
        return (dt.date.fromisoformat(self.due[0]) - dt.timedelta(days=1)).isoformat()


@dataclass(frozen=True, slots=True)
class RecordItem:
    """Something that a record holds: a meeting, an act, a release, a ceasefire event, or a passage of a document (`kind`).

    `[start, end)` are the words of `source` that state it. `first` and `last` bound the days when it happened, `said` is the day of the
    source. `form` is the code of its own kind (summit, agree, prisoner_exchange, violated), `status` that of a meeting. `sources` are all
    that state a meeting, `bodies` the names of the body that met; `origin` is the source of which its source is a copy; `count` is how many
    a release freed.
    """

    id: str
    kind: str
    source: str
    start: int | None = None
    end: int | None = None
    text: str = ""
    first: str | None = None
    last: str | None = None
    said: str | None = None
    form: str | None = None
    status: str | None = None
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    ordinal: int | None = None
    city: str | None = None
    country: str | None = None
    sources: frozenset[str] = frozenset()
    bodies: tuple[str, ...] = ()
    origin: str = ""
    language: str = "en"
    count: int | None = None

    @property
    def day(self) -> str | None:
        """The day it happened, else the day it was said."""
        return self.first or self.said


@dataclass(frozen=True, slots=True)
class LinkReason:
    """One feature of a link: what was compared, how it came out, its weight in bits, and the values compared, as codes and EDTF."""

    feature: str
    level: str
    weight: float
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowLink:
    """A later item that may speak of a promise: the words that show it, why, how surely (0 to 1), and what it does to the promise.

    `days_late` counts from the last day allowed to the first day of what kept it: 0 in time, None where a day is not known.
    """

    promise: str
    item: RecordItem
    direction: Direction
    score: float
    reasons: tuple[LinkReason, ...]
    days_late: int | None = None

    @property
    def day(self) -> str | None:
        """The day of what it speaks of."""
        return self.item.day

    @property
    def is_closing(self) -> bool:
        """Whether it is what was promised, held or done, so surely that the promise is no longer overdue."""
        return self.direction is Direction.FULFILS and (self.is_sure or (self.is_release and self.score >= CLOSING))

    @property
    def is_release(self) -> bool:
        """Whether it is the release promised, by its number and sides."""
        return self.item.kind == "release" and any(one.feature == "number" for one in self.reasons)

    @property
    def is_sure(self) -> bool:
        """Whether it is the promised meeting, or one of those promised, as surely as a state of the promise needs."""
        is_another = any(one.feature == "round" and one.level.startswith("differs") for one in self.reasons)
        return self.item.kind == "meeting" and self.score >= CLOSING and not is_another


@dataclass(frozen=True)
class FollowLinks:
    """The links of promises, the likeliest of each first; `searched` says up to which day the record speaks at all."""

    links: tuple[FollowLink, ...] = ()
    searched: str | None = None

    @cached_property
    def by_promise(self) -> Mapping[str, tuple[FollowLink, ...]]:
        """The links of each promise that has any."""
        found: dict[str, list[FollowLink]] = defaultdict(list)
        for link in self.links:
            found[link.promise].append(link)
        return {promise: tuple(own) for promise, own in found.items()}

    def of(self, promise: str) -> tuple[FollowLink, ...]:
        """The links of one promise."""
        return self.by_promise.get(promise, ())

    def silent(self, promises: Iterable[Promise]) -> tuple[tuple[str, str | None], ...]:
        """Promises of which no source speaks, each with the day since when none does."""
        return tuple((one.id, one.made) for one in promises if not self.of(one.id))
