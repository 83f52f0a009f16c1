"""What the record answers with: frozen values that pages, the API, charts and exports read, cut to what the viewer may see.

They hold codes, names as given and EDTF dates; `sulh.words` says them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from sulh.record.meeting import MeetingColumns

__all__ = [
    "ActorRef",
    "ActorView",
    "ClaimView",
    "CommitmentLine",
    "CommitmentView",
    "DocumentRef",
    "DocumentView",
    "EvidenceView",
    "FactView",
    "Filters",
    "Hit",
    "MeetingTitle",
    "MeetingView",
    "MentionView",
    "MergeView",
    "NetworkView",
    "PageOf",
    "PeriodView",
    "PersonView",
    "PlaceView",
    "ProcessView",
    "ProposalView",
    "QuoteView",
    "RoleView",
    "TrackRef",
    "TrackView",
    "ValueView",
    "Viewer",
]

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the name that decisions are signed with, the role, what may be seen (see `access`), and the audiences that make it up."""

    name: str
    role: str  # admin, editor, reviewer, reader, public
    scope: str
    audiences: frozenset[int]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which meetings, documents or commitments are meant; empty means all. Days are YYYY-MM-DD and inclusive."""

    since: str | None = None
    until: str | None = None
    track: str | None = None  # id
    actor: str | None = None  # id
    issue: str | None = None  # code
    kind: str | None = None
    status: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PageOf(Generic[Row]):
    """One page of a list: the rows, the number of all rows, and the offset of the first."""

    rows: tuple[Row, ...]
    total: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor by identifier and name."""

    id: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TrackRef:
    """A track by identifier and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document, or another source (`sort`: list, form, entry), in a list.

    `level` and `groups` are its audience; `proposed` counts its claims that await a decision.
    """

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    kind: str
    language: str
    level: str
    groups: tuple[str, ...] = ()
    claims: int = 0
    proposed: int = 0
    retold_from: str | None = None
    sort: str = "document"
    withdrawn: bool = False

    @property
    def key(self) -> str:
        """The digest without its scheme, as it stands in addresses; other sources keep theirs."""
        return self.id.removeprefix("sha256:")


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a source, with the claim they carry: a span of a document, a cell of a list, or what a person entered."""

    document: DocumentRef
    claim: str
    start: int
    end: int
    quote: str
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class ValueView:
    """One of the values that sources give for a property. `value` is plain JSON; `shown` marks the one the record shows.

    `sources` counts documents, copies of one text once.
    """

    value: object
    quotes: tuple[QuoteView, ...]
    shown: bool
    sources: int
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class RoleView:
    """An actor at a meeting in the role shown; `rivals` are the other roles that sources give."""

    actor: ActorRef
    role: str
    sources: int
    disputed: bool = False
    rivals: tuple[ValueView, ...] = ()
    quotes: tuple[QuoteView, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonView:
    """A named person at a meeting."""

    name: str
    office: str | None
    actor: ActorRef | None
    head: bool
    sources: int
    quotes: tuple[QuoteView, ...] = ()


class MeetingTitle(NamedTuple):
    """What a meeting is called by: no more than `words.title_of` asks for, and its identifier."""

    id: str
    kind: str
    ordinal: int | None
    start: str | None
    end: str | None
    city: str | None
    country: str | None
    track: TrackRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView(MeetingColumns):
    """A merged meeting. Lists fill everything down to `issues`; the rest only a single meeting's page does."""

    id: str
    track: TrackRef | None
    tracks: tuple[TrackRef, ...] = ()
    participants: tuple[RoleView, ...] = ()
    issues: tuple[str, ...] = ()
    people: tuple[PersonView, ...] = ()
    values: dict[str, tuple[ValueView, ...]] = field(default_factory=dict)  # property -> rival values, the one shown first
    agenda: dict[str, tuple[QuoteView, ...]] = field(default_factory=dict)  # issue -> quotes
    acts: tuple[ClaimView, ...] = ()
    documents: tuple[DocumentRef, ...] = ()
    mentions: tuple[MentionView, ...] = ()
    merges: tuple[MergeView, ...] = ()
    state: str = "0"


@dataclass(frozen=True, slots=True)
class MentionView:
    """A meeting as one document has it, a part of a merged meeting."""

    id: str
    document: DocumentRef
    quote: str


@dataclass(frozen=True, slots=True)
class MergeView:
    """Why two mentions are one meeting: the decision, by machine or person, with its reason."""

    decision: int
    author: str
    at: str
    left: str
    right: str
    score: float | None
    reason: dict[str, object]
    undone: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with its words. `decided` is the corrected value, if any; `state` is what a decision about it is made against."""

    id: str
    document: DocumentRef
    mention: str
    subject: str  # meeting, act, track, ceasefire, release
    property: str
    value: object
    quote: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    method: str
    confidence: float | None
    status: str
    decided: object | None = None
    decided_by: str | None = None
    decided_at: str | None = None
    reason: str | None = None
    meeting: str | None = None
    state: str = "0"
    row: int | None = None
    column: str = ""
    differs: bool = False  # whether two readers of the document state it differently


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact that one claim states whole, with the days that bound its dates and the meeting its source is mainly about."""

    id: str
    kind: str  # of fact: act, ceasefire, release, ...
    claim: ClaimView
    first_day: str | None
    last_day: str | None
    meeting: str | None

    @property
    def value(self) -> Any:
        """What the claim in force states, by the names of the kind's properties."""
        return self.claim.value if self.claim.decided is None else self.claim.decided


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its text and its claims in the order of the text."""

    ref: DocumentRef
    text: str
    body: int
    claims: tuple[ClaimView, ...]
    meetings: tuple[tuple[str, str], ...]  # mention id, meeting id
    copies: tuple[DocumentRef, ...] = ()  # other documents with the same text, or nearly
    state: str = "0"


@dataclass(frozen=True, slots=True)
class ProposalView:
    """Two meetings that may be one."""

    id: str
    left: MeetingView
    right: MeetingView
    score: float
    reason: dict[str, object]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Words that bear on a commitment."""

    quote: QuoteView
    status: str | None
    note: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """A promise, followed. `status` is 0, 1, 2, 3, broken or superseded."""

    id: str
    claim: ClaimView
    owners: tuple[ActorRef, ...]
    issues: tuple[str, ...]
    made: str | None
    due: str | None
    due_day: str | None
    overdue: bool
    status: str
    track: TrackRef | None
    meeting: MeetingView | None
    evidence: tuple[EvidenceView, ...] = ()
    candidates: tuple[QuoteView, ...] = ()  # words of later documents that may bear on it, awaiting a person
    state: str = "0"


class CommitmentLine(NamedTuple):
    """A promise in a list. `quote` stands in a document of this `language`; `evidence` is a number."""

    id: str
    quote: str
    language: str
    published: str | None
    owners: tuple[ActorRef, ...]
    issues: tuple[str, ...]
    made: str | None
    due: str | None
    due_day: str | None
    overdue: bool
    status: str
    track: TrackRef | None
    meeting: MeetingTitle | None
    evidence: int


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A dated fact beside the meetings of a timeline: `subject` is the name of its kind (ceasefire, release), or "statement".

    `start` and `end` are EDTF as the source has them; `first_day` and `last_day` bound the days these can mean, for order and
    for drawing. `value` is the fact in plain JSON, of a statement its title.
    """

    subject: str
    kind: str  # declared, extended, violated, ended, monitored; prisoner_exchange, release, handover_of_bodies; statement
    value: dict[str, Any]
    start: str | None
    end: str | None
    first_day: str
    last_day: str | None
    track: TrackRef | None
    document: DocumentRef
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor with its meetings, its roles over time and whom it met."""

    ref: ActorRef
    ids: dict[str, str]
    aliases: tuple[str, ...]
    meetings: tuple[MeetingView, ...]
    roles: tuple[tuple[str, int, str, str], ...]  # role, meetings, first day, last day
    partners: tuple[tuple[ActorRef, int], ...]
    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class NetworkView:
    """Who met whom: nodes with their number of meetings, edges with the number of meetings two actors shared."""

    nodes: tuple[tuple[ActorRef, int], ...]
    edges: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place where meetings were held."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    precision: str
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True, slots=True)
class TrackView:
    """A track's authority page."""

    ref: TrackRef
    process: str
    aliases: tuple[str, ...]
    started: str | None
    venue: str | None
    parallel_to: str | None
    part_of: str | None
    meetings: tuple[MeetingView, ...]
    documents: tuple[DocumentRef, ...]
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class ProcessView:
    """The whole at a glance: what is new, disputed, due and waiting."""

    name: str
    meetings: int
    documents: int
    claims: int
    waiting: int
    new: tuple[DocumentRef, ...]
    disputed: tuple[MeetingView, ...]
    due: tuple[CommitmentView, ...]
    tracks: tuple[TrackRef, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search; `excerpt` has the found words between \x02 and \x03, for the page to mark.

    A meeting has no title and no excerpt, a fact no title: the page says them from `meeting` and `fact`.
    """

    kind: str  # document, meeting, actor, fact
    id: str
    title: str
    excerpt: str
    day: str | None
    meeting: MeetingView | None = None
    fact: ClaimView | None = None
