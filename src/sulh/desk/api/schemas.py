"""What the API takes, and the shapes of answers that are not the record's own views."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Generic, Literal, TypeVar

from ninja import Schema
from pydantic import BeforeValidator, Field, create_model

from sulh.desk.api.answers import answer, schema_of
from sulh.model import Issue, Role
from sulh.model.vocabulary import CommitmentStatus
from sulh.record.shapes import ActorRef, Filters, MeetingView, PageOf, PeriodView, TrackRef

__all__ = [
    "MEETING",
    "About",
    "ActorCount",
    "Aliasing",
    "CellCited",
    "Chosen",
    "Copying",
    "Correction",
    "Decided",
    "Describing",
    "Edge",
    "EnteredFact",
    "Entering",
    "Exported",
    "Joining",
    "Meaning",
    "Merging",
    "Naming",
    "Network",
    "OneClaim",
    "OneMention",
    "OneProposal",
    "OneSource",
    "OwnCited",
    "PersonCount",
    "Slice",
    "SomeClaims",
    "SourceSharing",
    "SpanCited",
    "Thing",
    "Timeline",
    "TrackCount",
    "Undoing",
    "Weighing",
    "page",
    "pages_of",
]

# No database takes a NUL, and no identifier or word to look for holds another control character.
Word = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+$")]
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_]+$")]
Reason = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Row = TypeVar("Row")


def _written(day: object) -> object:
    """A day as it must be written; Pydantic would also take a number of seconds since 1970."""
    if isinstance(day, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day, re.ASCII):
        raise ValueError("a day is written YYYY-MM-DD")
    return day


Day = Annotated[dt.date, BeforeValidator(_written)]


MEETING = schema_of(MeetingView, brief=True)


class Slice(Schema):
    """Which part of a list: `limit` rows from number `offset` on."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class About(Schema):
    """Which things: days are inclusive, `track` (or "none") and `actor` are identifiers, `issue` and `role` codes, `text` words.

    `person` is a name, `place` a name of old or of now; `role` is that of `actor`, or of anybody.
    """

    since: Day | None = None
    until: Day | None = None
    track: Name | None = None
    actor: Name | None = None
    issue: Issue | None = None
    kind: Code | None = None
    status: Code | None = None
    text: Word | None = None
    role: Role | None = None
    person: Word | None = None
    place: Word | None = None
    year: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None

    def filters(self) -> Filters:
        """The same as the record's filters."""
        since, until = (day.isoformat() if day else None for day in (self.since, self.until))
        issue, role = (code.value if code else None for code in (self.issue, self.role))
        about = {"role": role, "person": self.person, "place": self.place, "year": self.year}
        return Filters(since, until, self.track, self.actor, issue, self.kind, self.status, self.text, **about)


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
    plain = answer(found.rows, brief=True) if rows is None else rows
    return {"rows": plain, "total": found.total, "offset": part.offset, "limit": part.limit}


class ActorCount(Schema):
    """An actor and its number of meetings."""

    actor: schema_of(ActorRef)  # type: ignore[valid-type]
    meetings: int


class ActorOfPerson(Schema):
    """An actor that a person came for."""

    id: str
    name: str
    kind: str


class PersonCount(Schema):
    """A person whom sources name: for whom they came, the role it had with numbers of meetings, how often as head of a delegation."""

    name: str
    office: str | None
    actors: list[ActorOfPerson]
    roles: dict[str, int]
    heads: int
    meetings: int
    first_day: str | None
    last_day: str | None


class Exported(Schema):
    """What to export and in which format; with `accepted`, only what a person accepted or corrected."""

    to: Literal["csv", "xlsx", "parquet", "dta", "jsonl", "geojson", "mend", "ftm"]
    accepted: bool = False
    filters: About = Field(default_factory=About)


class TrackCount(Schema):
    """A track and its number of meetings."""

    track: schema_of(TrackRef)  # type: ignore[valid-type]
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


class Timeline(Schema):
    """Dated meetings (without participants) and dated periods, both by first day."""

    meetings: list[MEETING]  # type: ignore[valid-type]
    periods: list[schema_of(PeriodView)]  # type: ignore[valid-type]


class Meaning(Schema):
    """A column of the tables that are exported, or a code: then `table` is the vocabulary and `column` the code."""

    table: str
    column: str
    type: str
    definition: str
    codes: str
    example: str
    version: str


State = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-f-]*$")]


class Reasoned(Schema):
    """What every decision may say: why."""

    reason: Reason = ""


class Deciding(Reasoned):
    """What every decision may say: why, and the `state` of the thing that it is made against (see the thing's own `state`)."""

    state: State | None = None


class OneClaim(Deciding):
    """A claim, by identifier."""

    claim: Name


class SomeClaims(Schema):
    """Claims, by identifier: all or none of them are decided about. `states` has the state in which each was seen."""

    claims: Annotated[list[Name], Field(min_length=1, max_length=500)]
    states: Annotated[dict[Name, State], Field(default_factory=dict)]
    reason: Reason = ""


class Correction(OneClaim):
    """A claim and the value it ought to have, of the shape that claims of its property have."""

    value: Any


class Merging(Deciding):
    """Two meetings that are one."""

    left: Name
    right: Name


class OneMention(Deciding):
    """A source's mention that belongs to another meeting than the one it was merged into."""

    mention: Name


class OneProposal(Reasoned):
    """A proposal whose two meetings are two."""

    proposal: Name


class Undoing(Reasoned):
    """A decision to take back, by the number of its entry."""

    decision: Annotated[int, Field(ge=1, le=2**62)]


class SpanCited(Schema):
    """Words of a document: the span [start, end) of its text."""

    document: Name
    start: Annotated[int, Field(ge=0, le=2**31)]
    end: Annotated[int, Field(ge=0, le=2**31)]


class Weighing(Deciding):
    """How far a promise is kept, and the words that show it; `happened` (EDTF) left out is the day that they tell of."""

    commitment: Name
    status: CommitmentStatus
    cite: SpanCited
    happened: Annotated[str, Field(max_length=40)] | None = None


class OneSource(Deciding):
    """A document or other source, by identifier."""

    source: Name


class SourceSharing(OneSource):
    """Who may see a source: `groups` only where the level is restricted.

    `sure` says that it is meant, where whoever shares it, its uploader or an administrator would lose sight of it.
    """

    level: Literal["public", "team", "restricted"]
    groups: Annotated[list[Name], Field(default_factory=list)]
    sure: bool = False


class Describing(OneSource):
    """What of a source's own data ought to read otherwise."""

    name: Literal["title", "publisher", "published", "kind", "language"]
    value: Annotated[str, Field(max_length=2000)]


class Copying(OneSource):
    """A document that is a copy of another."""

    original: Name


class Thing(Deciding):
    """An actor or a track, as actor:ID or track:ID."""

    thing: Name


class Naming(Deciding):
    """An actor or track to add, or, with `id`, to rename; `kind` is a kind of actor."""

    of: Literal["actor", "track"]
    name: Word
    id: Annotated[str, Field(max_length=120)] = ""
    kind: Annotated[str, Field(max_length=20)] = ""


class Aliasing(Thing):
    """Another name of an actor or track, to give or to take."""

    alias: Word
    remove: bool = False


class Joining(Thing):
    """An actor or track that is the same as another, under whose name both are shown."""

    other: Name


class CellCited(Schema):
    """A row and column of a list or form, which `title` and `origin` (the digest of a file) identify."""

    sort: Literal["list", "form"] = "list"
    title: Word
    origin: Name
    published: Annotated[str, Field(max_length=40)] | None = None
    row: Annotated[int, Field(ge=1, le=2**31)]
    column: Name
    words: Annotated[str, Field(max_length=2000)] = ""


class OwnCited(Schema):
    """What the account that enters saw, heard or knows, in words; `when` is EDTF."""

    words: Annotated[str, Field(min_length=1, max_length=2000)]
    when: Annotated[str, Field(max_length=40)] | None = None


class Entering(Schema):
    """A fact entered by hand: its values by the names of its properties, the source it rests on, and who may see a new source."""

    values: dict[str, Any]
    cite: SpanCited | CellCited | OwnCited
    meeting: Name | None = None
    level: Literal["public", "team", "restricted"] = "team"
    groups: Annotated[list[Name], Field(default_factory=list)]
    reason: Reason = ""


class EnteredFact(Schema):
    """What was entered: the mention, its claims, their source, and the number of the ledger's entry."""

    mention: str
    claims: list[str]
    source: str
    entry: int


class Decided(Schema):
    """The number of the ledger's entry that holds the decision."""

    seq: int


def pages_of(row: type[Schema], name: str, about: str) -> type[Schema]:
    """The schema of a page of such rows."""
    return create_model(name, __base__=Page[row], __doc__=about)  # type: ignore[valid-type]
