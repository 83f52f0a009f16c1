"""What the record answers with: frozen values that pages, the API, charts and exports read, cut to what the viewer may see.

They hold codes, names as given and EDTF dates; `sulh.words` says them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from sulh.model.kinds import kind_named
from sulh.record.meeting import MeetingColumns

__all__ = [
    "ActorLine",
    "ActorRef",
    "ActorView",
    "ClaimView",
    "CommitmentLine",
    "CommitmentView",
    "DocumentRef",
    "DocumentView",
    "EvidenceView",
    "Facet",
    "FactView",
    "Filters",
    "Hit",
    "LinkView",
    "MeetingTitle",
    "MeetingView",
    "MentionView",
    "MergeView",
    "NetworkView",
    "OutcomeView",
    "PageOf",
    "PeriodView",
    "PersonLine",
    "PersonView",
    "PlaceView",
    "ProcessView",
    "ProposalView",
    "QuoteView",
    "ReasonView",
    "RoleView",
    "RolesView",
    "Sort",
    "TrackLine",
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


NO_TRACK = "none"  # as the track of `Filters`: what no source and nobody puts into a track


@dataclass(frozen=True, slots=True)
class Filters:
    """Which meetings, documents or commitments are meant; empty means all. Days are YYYY-MM-DD and inclusive."""

    since: str | None = None
    until: str | None = None
    track: str | None = None  # id, or NO_TRACK
    actor: str | None = None  # id
    issue: str | None = None  # code
    kind: str | None = None
    status: str | None = None
    text: str | None = None
    role: str | None = None  # of the actor, or of any participant
    person: str | None = None  # name
    place: str | None = None  # name, of old or of now
    year: str | None = None  # in which it began, or was published
    publisher: str | None = None  # of a document, as its language and who may see it
    language: str | None = None
    sharing: str | None = None
    state: str | None = None  # what became of promises, or `due`: still open, with a last day

    def is_in_track(self, *own: str | None) -> bool:
        """Whether something in these tracks, or in none, is meant."""
        return not self.track or self.track in own or (self.track == NO_TRACK and not any(own))


@dataclass(frozen=True, slots=True)
class Sort:
    """The column that a list is ordered by, and whether the greatest stands first; the empty column is the list's own order."""

    column: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """What the things of a list have in a property: each value with the number of things that have it, the commonest first."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PageOf(Generic[Row]):
    """One page of a list: the rows, the number of all rows, and the offset of the first."""

    rows: tuple[Row, ...]
    total: int
    offset: int = 0
    facets: tuple[Facet, ...] = ()  # of all rows, not of the page; where they were asked for


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

    `sources` counts documents, copies of one text once; `settled` says that a person decided it.
    """

    value: object
    quotes: tuple[QuoteView, ...]
    shown: bool
    sources: int
    decided_by: str | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class RoleView:
    """An actor at a meeting in the role shown; `rivals` are the other roles that sources give, `settled` says that a person decided it.

    `expected` says that it was announced, and that no source which says who came names it; known on a single meeting's page.
    """

    actor: ActorRef
    role: str
    sources: int
    disputed: bool = False
    rivals: tuple[ValueView, ...] = ()
    quotes: tuple[QuoteView, ...] = ()
    decided_by: str | None = None
    settled: bool = False
    expected: bool = False


@dataclass(frozen=True, slots=True)
class PersonView:
    """A named person at a meeting; `settled` where somebody decided that they were there."""

    name: str
    office: str | None
    actor: ActorRef | None
    head: bool
    sources: int
    quotes: tuple[QuoteView, ...] = ()
    settled: bool = False


class ActorLine(NamedTuple):
    """An actor in a list: its number of meetings, and of those in each role."""

    ref: ActorRef
    meetings: int
    roles: Mapping[str, int]


class TrackLine(NamedTuple):
    """A track in a list: its number of meetings, and the days between which those that were held lie.

    `first` and `last` are the dates (EDTF) that these days bound, as the sources have them: they are shown.
    """

    ref: TrackRef
    process: str
    meetings: int
    first_day: str | None
    last_day: str | None
    first: str | None
    last: str | None


class PersonLine(NamedTuple):
    """A person in a list: `key` is what spellings of the name share, `office` the latest; roles are of those whom the person stood for.

    `settled` where somebody decided that the person was at each of these meetings. `first` and `last` are the dates of the meetings
    (EDTF) that the days bound, as the sources have them: they are shown.
    """

    key: str
    name: str
    office: str | None
    actors: tuple[ActorRef, ...]
    roles: Mapping[str, int]
    heads: int  # meetings at which the person was head of a delegation
    meetings: int
    first_day: str | None
    last_day: str | None
    first: str | None
    last: str | None
    settled: bool = False


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
    announced: dict[str, tuple[ValueView, ...]] = field(default_factory=dict)  # property -> what was planned and came otherwise
    decided: tuple[str, ...] = ()  # properties that sources state differently and of which a person decided
    agenda: dict[str, tuple[QuoteView, ...]] = field(default_factory=dict)  # issue -> quotes
    settled_issues: tuple[str, ...] = ()  # those of the agenda that a person decided
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
    decided_here: int = 0  # by how many decisions of this record the confidence is measured; 0: on blind documents


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

    @property
    def dates(self) -> tuple[str | None, str | None]:
        """From when and until when it happened, as its source says it (EDTF); both are nothing where it does not."""
        stated = [date for one in kind_named(self.kind).dates if (date := self.value.get(one.name))]
        return (stated[0], stated[-1]) if stated else (None, None)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its text and its claims in the order of the text; `changed_by` names authors of tracked changes left in it."""

    ref: DocumentRef
    text: str
    body: int
    claims: tuple[ClaimView, ...]
    meetings: tuple[tuple[str, str], ...]  # mention id, meeting id
    copies: tuple[DocumentRef, ...] = ()  # other documents with the same text, or nearly
    state: str = "0"
    changed_by: tuple[str, ...] = ()


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
    """Words that bear on a commitment; `happened` is when that happened of which they tell, EDTF, None where that is not known."""

    quote: QuoteView
    status: str | None
    note: str
    author: str
    at: str
    happened: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What became of a promise: `state` is kept, kept_late, under_way, no_source, broken or superseded.

    `item` shows it (a meeting, fact or passage, `kind`). It happened on `day` (EDTF), `days_late` days after the last day allowed (None
    where a day is not known). `proposed` says that no person decided so: the record holds the promised meeting. `status` is what decided
    links propose on the scale of 0 to 3. `may_be` is a meeting that may have kept it, not surely enough to say so.
    """

    state: str = "no_source"
    status: str | None = None
    kind: str | None = None
    item: str | None = None
    day: str | None = None
    days_late: int | None = None
    proposed: bool = False
    may_be: str | None = None
    is_dated: bool = False  # whether a last day was allowed


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One feature of a link: what was compared, how it came out, its weight in bits, and the values compared."""

    feature: str
    level: str
    weight: float
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkView:
    """A later item of the record that may speak of a promise (`direction`), with its words, reasons and score.

    `kind` is meeting, act, release, ceasefire or passage. `holds` is what a person decided, None while nobody did; `decision`, `author`,
    `at` and `note` are those of the decision. `meeting` is the identifier of a meeting.
    """

    item: str
    kind: str
    direction: str
    score: float | None
    reasons: tuple[ReasonView, ...] = ()
    quote: QuoteView | None = None
    meeting: str | None = None
    day: str | None = None
    days_late: int | None = None
    holds: bool | None = None
    decision: int | None = None
    author: str = ""
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClauseLife:
    """What later sources say of a clause: `quote` is the clause, in force from day `made` on; the record speaks up to day `searched`.

    `links` are proposals in the order of their days, the likeliest of `found`; nobody has decided about any. Without `made` none is sought.
    """

    id: str
    quote: QuoteView
    number: str | None
    made: str | None
    searched: str | None
    links: tuple[LinkView, ...] = ()
    found: int = 0


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """A promise, followed. `status` is 0, 1, 2, 3, broken or superseded: what a person said last; `outcome` what became of it.

    `links` is filled for a single promise: what later items of the record say of it. `told` is what other sources say that tell of the
    same promise.
    """

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
    state: str = "0"
    due_first: str | None = None
    outcome: OutcomeView = OutcomeView()
    links: tuple[LinkView, ...] = ()
    told: tuple[ClaimView, ...] = ()


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
    due_first: str | None = None
    meets: bool = False
    outcome: OutcomeView = OutcomeView()
    shown_by: MeetingTitle | None = None  # the meeting that kept it, or may have
    document: str = ""  # the identifier of its source
    tellings: int = 1  # how often it is told, this time with it
    before: str = ""  # the rest of the sentence in which `quote` stands
    after: str = ""


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
class RolesView:
    """Who took part in which role when: years with their number of meetings, and actor, role, year with the number of its meetings."""

    years: tuple[tuple[int, int], ...]
    roles: tuple[tuple[ActorRef, str, int, int], ...]


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
    settled: tuple[str, ...] = ()  # the properties that a person decided, or that several documents state alike

    @property
    def unsettled(self) -> list[tuple[str, str]]:
        """What a source states of the track and nobody decided."""
        stated = {"started": self.started, "venue": self.venue, "parallel_to": self.parallel_to, "part_of": self.part_of}
        return [(name, value) for name, value in stated.items() if value and name not in self.settled]


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
    due: tuple[CommitmentLine, ...]
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
