"""What the API takes and gives; most answers are the record's own values (`sulh.record.shapes`)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import Field

from sulh.model import Issue
from sulh.record.queries.ledger import DecisionView, EntryView
from sulh.record.shapes import (
    ActorRef,
    ClaimView,
    CommitmentView,
    DocumentRef,
    Filters,
    Hit,
    MeetingView,
    PageOf,
    PeriodView,
    PlaceView,
    ProposalView,
    RoleView,
    TrackRef,
)

__all__ = [
    "About",
    "ActorCount",
    "ActorPage",
    "Chosen",
    "ClaimPage",
    "CommitmentPage",
    "Correction",
    "Decided",
    "DecisionPage",
    "DocumentPage",
    "Edge",
    "EntryPage",
    "HitPage",
    "Meaning",
    "MeetingPage",
    "MeetingSummary",
    "Merging",
    "Network",
    "OneClaim",
    "OneMention",
    "OneProposal",
    "Place",
    "ProposalPage",
    "Slice",
    "SomeClaims",
    "Timeline",
    "TrackCount",
    "Undoing",
    "page",
]

# No database takes a NUL, and no identifier or word to look for holds another control character.
Word = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+$")]
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_]+$")]
Reason = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Row = TypeVar("Row")


class Slice(Schema):
    """Which part of a list: `limit` rows from number `offset` on."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class About(Schema):
    """Which things: days are inclusive, `track` and `actor` are identifiers, `issue` a code, `text` words."""

    since: dt.date | None = None
    until: dt.date | None = None
    track: Name | None = None
    actor: Name | None = None
    issue: Issue | None = None
    kind: Code | None = None
    status: Code | None = None
    text: Word | None = None

    def filters(self) -> Filters:
        """The same as the record's filters."""
        since, until = (day.isoformat() if day else None for day in (self.since, self.until))
        issue = self.issue.value if self.issue else None
        return Filters(since, until, self.track, self.actor, issue, self.kind, self.status, self.text)


class Chosen(About, Slice):
    """Which things, and which part of their list."""


class Page(Schema, Generic[Row]):
    """One page of a list; `total` counts all rows."""

    rows: list[Row]
    total: int
    offset: int
    limit: int


def page(found: PageOf[Any], part: Slice, rows: list[Any] | None = None) -> dict[str, Any]:
    """A page of the record as a page of the API."""
    return {"rows": list(found.rows) if rows is None else rows, "total": found.total, "offset": part.offset, "limit": part.limit}


class MeetingSummary(Schema):
    """A meeting in a list."""

    id: str
    title: str
    kind: str
    status: str
    track: TrackRef | None
    tracks: list[TrackRef]
    ordinal: int | None
    start: str | None
    end: str | None
    first_day: str | None
    last_day: str | None
    city: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    place_precision: str
    core: bool
    sources: int
    disputed: list[str]
    review: str
    participants: list[RoleView]
    issues: list[str]

    @classmethod
    def of(cls, view: MeetingView) -> MeetingSummary:
        """The summary of a view; the values come from the record and need no second check."""
        return cls.model_construct(**{name: getattr(view, name) for name in cls.model_fields})


class ActorCount(Schema):
    """An actor and its number of meetings."""

    actor: ActorRef
    meetings: int


class TrackCount(Schema):
    """A track and its number of meetings."""

    track: TrackRef
    meetings: int


class Edge(Schema):
    """Two actors, by identifier, and the number of meetings both took part in."""

    left: str
    right: str
    meetings: int


class Network(Schema):
    """Who met whom."""

    nodes: list[ActorCount]
    edges: list[Edge]


class PlaceMeeting(Schema):
    """A meeting at a place."""

    id: str
    title: str
    first_day: str | None


class Place(Schema):
    """A place where meetings were held. Degrees are WGS 84; `precision` says whether they are of the building, the city or the country."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    precision: str
    meetings: list[PlaceMeeting]

    @classmethod
    def of(cls, view: PlaceView) -> Place:
        """The place of a view."""
        meetings = [PlaceMeeting(id=one.id, title=one.title, first_day=one.first_day) for one in view.meetings]
        values = {name: getattr(view, name) for name in ("name", "country", "latitude", "longitude", "precision")}
        return cls(**values, meetings=meetings)


class Timeline(Schema):
    """Dated meetings (without participants) and dated periods, both by first day."""

    meetings: list[MeetingSummary]
    periods: list[PeriodView]


class Meaning(Schema):
    """A column of the tables that are exported, or a code: then `table` is the vocabulary and `column` the code."""

    table: str
    column: str
    type: str
    definition: str
    codes: str
    example: str
    version: str


class OneClaim(Schema):
    """A claim, by identifier."""

    claim: Name
    reason: Reason = ""


class SomeClaims(Schema):
    """Claims, by identifier: all or none of them are decided about."""

    claims: Annotated[list[Name], Field(min_length=1, max_length=500)]
    reason: Reason = ""


class Correction(Schema):
    """A claim and the value it ought to have, of the shape that claims of its property have."""

    claim: Name
    value: Any
    reason: Reason = ""


class Merging(Schema):
    """Two meetings that are one."""

    left: Name
    right: Name
    reason: Reason = ""


class OneMention(Schema):
    """A document's mention that belongs to another meeting than the one it was merged into."""

    mention: Name
    reason: Reason = ""


class OneProposal(Schema):
    """A proposal whose two meetings are two."""

    proposal: Name
    reason: Reason = ""


class Undoing(Schema):
    """A decision to take back, by the number of its entry."""

    decision: Annotated[int, Field(ge=1, le=2**62)]
    reason: Reason = ""


class Decided(Schema):
    """The number of the ledger's entry that holds the decision."""

    seq: int


class MeetingPage(Page[MeetingSummary]):
    """Meetings."""


class DocumentPage(Page[DocumentRef]):
    """Documents."""


class ClaimPage(Page[ClaimView]):
    """Claims."""


class ActorPage(Page[ActorCount]):
    """Actors with their numbers of meetings."""


class CommitmentPage(Page[CommitmentView]):
    """Commitments."""


class ProposalPage(Page[ProposalView]):
    """Pairs of meetings that may be one."""


class HitPage(Page[Hit]):
    """What a search found; in `excerpt` the characters U+0002 and U+0003 stand around the words that were found."""


class DecisionPage(Page[DecisionView]):
    """Decisions, the latest first."""


class EntryPage(Page[EntryView]):
    """Entries of the ledger, the latest first."""
