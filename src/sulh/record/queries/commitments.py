"""Commitments: what was promised, by whom, until when, and what the documents show of it."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from sulh.model import RecordError
from sulh.model.vocabulary import CommitmentStatus, Direction, PromiseState
from sulh.record.access import require, visible
from sulh.record.cache import is_empty
from sulh.record.prepared import prepared
from sulh.record.projection.models import Commitment, Decision, Evidence
from sulh.record.queries.claims import claims_called
from sulh.record.queries.facets import counted_facet, facet
from sulh.record.queries.following import decided_links, meeting_outcomes, outcomes
from sulh.record.queries.links import links_from, links_if, links_of
from sulh.record.queries.lists import by_meetings, main_tracks, meeting_titles, titles_named
from sulh.record.queries.main_meetings import known_sources, main_meetings
from sulh.record.queries.merges import proposals
from sulh.record.queries.record_items import items_of
from sulh.record.queries.refs import Quotes, actor_refs, texts
from sulh.record.queries.retold import made_at, members, members_of, promises_told
from sulh.record.queries.sorting import Says, as_it_is, in_order
from sulh.record.queries.visible import batches, claims, facts, meeting_called, sources
from sulh.record.shapes import (
    NO_TRACK,
    ActorRef,
    ClaimView,
    CommitmentLine,
    CommitmentView,
    EvidenceView,
    Facet,
    Filters,
    LinkView,
    MeetingTitle,
    OutcomeView,
    PageOf,
    ProposalView,
    Sort,
    Viewer,
)
from sulh.record.states import state_of
from sulh.record.wanted import searchable
from sulh.text.sentences import said_around

__all__ = [
    "DUE",
    "KEPT_SOMETIME",
    "PROMISE_FACETS",
    "ComesOf",
    "LedTo",
    "PromiseCounts",
    "PromisePage",
    "comes_of",
    "commitment",
    "commitment_lines",
    "commitments",
    "due",
    "followed",
    "led_to",
    "promised_since",
]

_Details = tuple[Any, ...]
_ALL, _UNSORTED = Filters(), Sort()
PROMISE_FACETS = ("state", "issue", "actor", "track", "year")
DUE = "due"  # beside the states: still open, with a last day
_UNDATED = "9999"
_SHOWN = ("source__language", "source__published", "claim__written", "claim__start", "claim__end")  # what lists show of source and words
_NONE = CommitmentStatus.NOT_INITIATED.value
_UNWEIGHED: tuple[str | None, str | None] = (None, None)
_UNKNOWN = OutcomeView()
KEPT_SOMETIME = "kept_sometime"
# The columns of `_Promise`, but for what became of it.
_COLUMNS = ("act", "source_id", "made", "due_day", "meets", "kind", "actors", "issues")
_DUE_DAY, _KIND, _ACTORS, _ISSUES = (_COLUMNS.index(name) for name in ("due_day", "kind", "actors", "issues"))
_MOST_OPEN = 300  # promises that one document is compared with
_KEPT = frozenset({PromiseState.KEPT, PromiseState.KEPT_LATE})
_MOST_PAIRS = 10  # pairs of meetings that a document is shown with
_OPEN_STATES = frozenset({PromiseState.NO_SOURCE, PromiseState.UNDER_WAY})


class _Promise(NamedTuple):
    """What a commitment is chosen and ordered by, as the viewer sees it."""

    id: str
    source: str
    day: str | None
    due_day: str | None
    meets: bool  # on SQLite 1 or 0
    kind: str
    actors: Any  # JSON, as the database has it
    issues: Any
    status: str | None
    outcome: OutcomeView
    tellings: tuple[str, ...] = ()  # where several sources tell of it, itself among them

    @property
    def told(self) -> tuple[str, ...]:
        """All acts that tell of it."""
        return self.tellings or (self.id,)

    @property
    def is_open(self) -> bool:
        """Whether it may still be kept, as far as the record shows."""
        return self.outcome.state in _OPEN_STATES and self.outcome.may_be is None


def commitments(viewer: Viewer, filters: Filters = _ALL, *, offset: int = 0, limit: int | None = None) -> PageOf[CommitmentView]:
    """A page of commitments by due day, those without one last, then by the day they were made.

    `since` and `until` mean the due day, or the day made where there is none; `kind` is agree or decide, `text` words of the quote.
    """
    require(viewer, "read")
    meant = _promises(viewer, filters)
    shown = meant[offset : None if limit is None else offset + limit]
    return PageOf(_views(viewer, shown), len(meant), offset)


def commitment_lines(viewer: Viewer, filters: Filters = _ALL, *, limit: int) -> PageOf[CommitmentLine]:
    """The first `limit` commitments, as for `commitments`, with no more of each than a list shows."""
    require(viewer, "read")
    meant = _promises(viewer, filters)
    return PageOf(tuple(_lines(viewer, meant[:limit])), len(meant))


class PromiseCounts(NamedTuple):
    """How many promises stand where: by state, and of those to meet again on a day set, how they were kept."""

    states: Mapping[str, int]
    dated_meetings: Mapping[str, int]
    due: int
    overdue: int
    kept_undated: int = 0  # of those to meet again without a set day


@dataclass(frozen=True, slots=True)
class PromisePage(PageOf[CommitmentLine]):
    """A page of promises, with how many stand where."""

    tally: PromiseCounts | None = None


def followed(
    viewer: Viewer,
    filters: Filters = _ALL,
    *,
    offset: int = 0,
    limit: int | None = None,
    sort: Sort = _UNSORTED,
    facets: Sequence[str] = (),
    says: Says = as_it_is,
) -> tuple[PromisePage, PromiseCounts]:
    """A page of the commitments that `filters` mean, and how many stand where of all that they mean but for their `state`.

    `sort` names due (which they are ordered by), made, state, late, actor or issue; `facets` those of `PROMISE_FACETS`.
    """
    require(viewer, "read")
    meant = _promises(viewer, filters)
    today = dt.date.today().isoformat()
    # Of most promises nothing is known.
    silent = _UNKNOWN.state in _OPEN_STATES
    waiting = [one for one in meant if one.due_day is not None and (silent if one.outcome is _UNKNOWN else one.is_open)]
    dated = Counter(_dated_state(one.outcome) for one in meant if one.meets and one.due_day is not None)
    states = Counter(one.outcome.state for one in meant)
    undated = sum(one.outcome.state in _KEPT for one in meant if one.meets and one.due_day is None)
    tally = PromiseCounts(states, dated, len(waiting), sum(str(one.due_day) < today for one in waiting), undated)
    shown = waiting if filters.state == DUE else [one for one in meant if not filters.state or one.outcome.state == filters.state]
    counted = tuple(_counted(viewer, name, shown, tally) for name in facets)
    if sort.column:
        shown = in_order(((one, _sorted_by(one, sort.column, says)) for one in shown), sort.descending)
    page = shown[offset : None if limit is None else offset + limit]
    return PromisePage(tuple(_lines(viewer, page)), len(shown), offset, counted, tally), tally


def _listed(written: Any) -> list[str]:
    """A list of identifiers or codes, as the database has it."""
    return _read(written) if isinstance(written, str) else list(written)


@lru_cache(4096)
def _read(written: str) -> list[str]:
    """A list from its JSON: few differ, so that each is read once."""
    found: list[str] = json.loads(written)
    return found


def _counted(viewer: Viewer, name: str, found: Sequence[_Promise], tally: PromiseCounts) -> Facet:
    """One facet of these promises; that of states is of all that there are in whichever state."""
    if name == "state":
        states = ((state.value, number) for state in PromiseState if (number := tally.states.get(state, 0)))
        return Facet(name, (*states, *(((DUE, tally.due),) if tally.due else ())))
    if name == "track":
        tracks = _tracks(viewer, found)
        return facet(name, (tracks.get(one.id) or NO_TRACK for one in found))
    if name == "year":
        return facet(name, ((one.due_day or one.day or "")[:4] for one in found))
    # Few lists differ, so that each is read once.
    held = map(attrgetter("actors" if name == "actor" else "issues"), found)
    lists = Counter(one if isinstance(one, str) else tuple(one) for one in held)
    counts: Counter[str] = Counter()
    for written, number in lists.items():
        counts.update(dict.fromkeys(_listed(written), number))
    return counted_facet(name, counts)


def _sorted_by(one: _Promise, column: str, says: Says) -> Any:
    if column in ("actor", "issue"):
        first = next(iter(_listed(one.actors if column == "actor" else one.issues)), None)
        return says(column, first) if first else None
    if column == "late":
        return one.outcome.days_late
    if column == "state":
        return list(PromiseState).index(PromiseState(one.outcome.state)) + 1
    return one.day if column == "made" else one.due_day


def promised_since(viewer: Viewer, after: int, *, limit: int) -> PageOf[CommitmentLine]:
    """The commitments that no source before that entry gave, the first `limit` of them in order."""
    require(viewer, "read")
    came = dict(visible(Commitment.objects.filter(seq__gt=after), viewer).values_list("act", "same"))
    if not came:
        return PageOf((), 0)
    # The same words of an earlier source are no new promise, of whatever meeting either tells.
    before: set[str] = set()
    for some in batches(sorted(set(came.values()))):
        before.update(visible(Commitment.objects.filter(seq__lte=after, same__in=some), viewer).values_list("same", flat=True))
    new = {act for act, same in came.items() if same not in before}
    meant = [one for one in _promises(viewer, _ALL) if new.issuperset(one.told)]
    return PageOf(tuple(_lines(viewer, meant[:limit])), len(meant))


def commitment(viewer: Viewer, name: str) -> CommitmentView:
    """One commitment with its evidence and, while it is open, words of later documents that may bear on it.

    `name` is the identifier of its act, or of the same statement in another source. Raises RecordError when there is none that
    the viewer may see.
    """
    require(viewer, "read")
    found = _promises(viewer, _ALL, acts=_named(viewer, [same for (same,) in _said_by(viewer, name)], name))
    if not found:
        raise RecordError(f"there is no commitment {name}")
    return _views(viewer, found[:1], searching=True)[0]


def _dated_state(one: OutcomeView) -> str:
    """The state of a promise with a last day; what was kept on a day not known is neither on time nor late."""
    return KEPT_SOMETIME if one.state == PromiseState.KEPT and one.days_late is None else one.state


def due(viewer: Viewer, today: str, number: int) -> tuple[CommitmentLine, ...]:
    """Open commitments with a due day: those due from `today` on first, then the latest that are overdue; at most `number`.

    A promise to meet is not open when the record holds the meeting.
    """
    found = [one for one in _promises(viewer, _ALL) if one.due_day is not None and one.is_open]
    coming = [one for one in found if str(one.due_day) >= today]
    late = [one for one in reversed(found) if str(one.due_day) < today]
    return tuple(_lines(viewer, (coming + late)[:number]))


def _promises(viewer: Viewer, filters: Filters, *, acts: Collection[str] | None = None) -> list[_Promise]:
    """The commitments that `filters` mean, in order (all, or those that one of these `acts` tells of); what is told again is one."""
    told = members(viewer) if acts is None else members_of(viewer, acts)
    shown = {act: one for one, own in told.items() for act in own}
    if acts is None:
        rows = [row for row in promises_told(viewer, _COLUMNS) if shown.get(row[0], row[0]) == row[0]]
    else:
        rows = _committed_by.plain(viewer, sorted({shown.get(act, act) for act in acts}))
    if filters.kind:
        rows = [row for row in rows if row[_KIND] == filters.kind]
    for at, wanted in ((_ACTORS, filters.actor), (_ISSUES, filters.issue)):
        if wanted:
            rows = [row for row in rows if wanted in _listed(row[at])]
    statuses = _statuses(viewer)
    became = outcomes(viewer, {row[0]: row[_DUE_DAY] for row in rows}, statuses)
    found = [
        _Promise(*row, statuses.get(row[0], _UNWEIGHED)[0], became.get(row[0], _UNKNOWN), tuple(told.get(row[0], ())))  # type: ignore[call-arg]
        for row in rows
    ]
    if filters.since or filters.until or filters.status:
        found = [one for one in found if _is_meant(one, filters)]
    if filters.year:
        found = [one for one in found if (one.due_day or one.day or "").startswith(filters.year)]
    if filters.track:
        tracks = _tracks(viewer, found)
        found = [one for one in found if filters.is_in_track(tracks.get(one.id))]
    if filters.text:
        found = _with_words(viewer, found, filters.text)
    return sorted(found, key=lambda one: (one.due_day or _UNDATED, one.day or _UNDATED, one.id))


def _tracks(viewer: Viewer, found: Sequence[_Promise]) -> dict[str, str | None]:
    """The track of the meeting at which each promise was made."""
    meetings = made_at(viewer, ((one.source, one.day) for one in found))
    tracks = main_tracks(viewer, meetings.values())
    return {one.id: tracks.get(meetings.get((one.source, one.day), "")) for one in found}


@prepared
def _committed_by(viewer: Viewer, acts: list[str]) -> QuerySet[Any, Any]:
    return visible(Commitment.objects.filter(pk__in=acts), viewer).order_by("seq").values_list(*_COLUMNS)


def _named(viewer: Viewer, same: Collection[str], name: str) -> list[str]:
    """The act of that name where it is a promise, else those that say the same."""
    acts = [act for (act,) in visible(Commitment.objects.filter(same__in=same), viewer).order_by("seq").values_list("act")]
    return [name] if name in acts else acts


@prepared
def _said_by(viewer: Viewer, act: str) -> QuerySet[Any, Any]:
    return facts(viewer, "act").filter(pk=act).values_list("same")


def _is_meant(one: _Promise, filters: Filters) -> bool:
    when = one.due_day or one.day
    return (
        (not filters.since or (when is not None and when >= filters.since))
        and (not filters.until or (when is not None and when <= filters.until))
        and (not filters.status or (one.status or _NONE) == filters.status)
    )


def _with_words(viewer: Viewer, found: Sequence[_Promise], text: str) -> list[_Promise]:
    stating = {one.id: claim for one, (claim, *_) in _details(viewer, found)}
    quotes = {one.id: searchable(one.quote).split() for one in claims_called(viewer, stating.values())}
    words = {act: quotes[claim] for act, claim in stating.items()}
    wanted = searchable(text).split()
    return [one for one in found if all(any(word.startswith(part) for word in words[one.id]) for part in wanted)]


def _statuses(viewer: Viewer) -> dict[str, tuple[str, str | None]]:
    """The status that the latest weighed evidence gives, of the evidence that the viewer may see, and when that happened."""
    if is_empty("evidence"):
        return {}
    found = visible(Evidence.objects.filter(status__isnull=False), viewer).order_by("seq")
    return {name: (str(status), day) for name, status, day in found.values_list("commitment", "status", "happened")}


def _stated(
    viewer: Viewer,
    details: Sequence[tuple[_Promise, _Details]],
    meetings_of: Callable[[Viewer, Iterable[str]], Mapping[str, Any]],
    *,
    whole: bool,
) -> Iterator[tuple[_Promise, dict[str, Any], _Details]]:
    """Each commitment with what lists and pages both show of it, and its details; `whole` as for `main_meetings`."""
    actors = actor_refs({actor for one, _ in details for actor in _listed(one.actors)})
    main = made_at(viewer, ((one.source, one.day) for one, _ in details), whole=whole)
    meetings = meetings_of(viewer, main.values())
    today = dt.date.today().isoformat()
    for one, known in details:
        _, first, due, made, *_ = known
        meeting = meetings.get(main.get((one.source, one.day), ""))
        shown = {
            "id": one.id,
            "owners": tuple(actors.get(actor) or ActorRef(actor, actor) for actor in _listed(one.actors)),
            "issues": tuple(_listed(one.issues)),
            "made": made,
            "due": due,
            "due_day": one.due_day,
            "overdue": one.is_open and one.due_day is not None and one.due_day < today,
            "status": one.status or one.outcome.status or _NONE,
            "due_first": first,
            "outcome": one.outcome,
            "track": meeting.track if meeting else None,
            "meeting": meeting,
        }
        yield one, shown, known


def _details(viewer: Viewer, found: Sequence[_Promise], *more: str) -> list[tuple[_Promise, _Details]]:
    """Each promise with its claim, the first day allowed, when it is due, when it was made, and `more` columns."""
    rows = (row for some in batches([one.id for one in found]) for row in _detailed(viewer, some, more=more))
    stated = {row[0]: row[1:] for row in rows}
    return [(one, stated[one.id]) for one in found]


@prepared
def _detailed(viewer: Viewer, ids: list[str], *, more: tuple[str, ...]) -> QuerySet[Any, Any]:
    columns = ("pk", "claim_id", "due_first", "due", "date", *more)
    return visible(Commitment.objects.filter(pk__in=ids), viewer).values_list(*columns)


def _views(viewer: Viewer, found: Sequence[_Promise], *, searching: bool = False) -> tuple[CommitmentView, ...]:
    if not found:
        return ()
    details = _details(viewer, found)
    seen = {one.id: one for one in claims_called(viewer, [claim for _, (claim, *_) in details])}
    evidence = _evidence(viewer, [one.id for one in found])
    told = _tellings(viewer, found)
    return tuple(
        CommitmentView(
            **shown,
            claim=seen[known[0]],
            told=told.get(one.id, ()),
            evidence=evidence.get(one.id, ()),
            links=links_of(viewer, one.id, proposing=one.is_open or one.status is None) if searching else (),
            state=state_of([one.id], viewer) if searching else "0",
        )
        for one, shown, known in _stated(viewer, details, partial(by_meetings, participants=False), whole=not searching)
    )


def _tellings(viewer: Viewer, found: Sequence[_Promise]) -> dict[str, tuple[ClaimView, ...]]:
    """What other sources say of each of these promises that several tell of."""
    others = {one.id: [act for act in one.tellings if act != one.id] for one in found if one.tellings}
    if not others:
        return {}
    stated: dict[str, str] = {}
    for some in batches(sorted({act for acts in others.values() for act in acts})):
        stated |= dict(visible(Commitment.objects.filter(pk__in=some), viewer).values_list("act", "claim_id"))
    seen = {one.id: one for one in claims_called(viewer, stated.values())}
    return {shown: tuple(seen[stated[act]] for act in acts if stated.get(act) in seen) for shown, acts in others.items()}


def _lines(viewer: Viewer, found: Sequence[_Promise], *, whole: bool = True) -> Iterator[CommitmentLine]:
    if not found:
        return
    evidence = _evidence_counts(viewer, [one.id for one in found])
    words = texts(one.source for one in found)
    shown_by = titles_named(viewer, filter(None, (_shown_by(one.outcome) for one in found)))
    for one, shown, known in _stated(viewer, _details(viewer, found, *_SHOWN), meeting_titles, whole=whole):
        language, published, written, start, end = known[-len(_SHOWN) :]
        text = words.get(one.source, "")
        quote = written if start is None else text[start:end]
        before, after = said_around(text, start, end) if start is not None else ("", "")
        named = shown_by.get(_shown_by(one.outcome) or "")
        more: dict[str, Any] = {"document": one.source, "evidence": evidence.get(one.id, 0), "meets": bool(one.meets), "shown_by": named}
        more |= {"tellings": len(one.told), "before": before, "after": after}
        yield CommitmentLine(**shown, quote=quote, language=language, published=published, **more)


def _shown_by(one: OutcomeView) -> str | None:
    """The meeting that kept a promise, or may have."""
    return one.item if one.kind == "meeting" else one.may_be


def _evidence_counts(viewer: Viewer, names: Sequence[str]) -> dict[str, int]:
    if is_empty("evidence"):
        return {}
    seen = visible(Evidence.objects.filter(commitment__in=names, source__in=sources(viewer, withdrawn=True)), viewer)
    return dict(seen.order_by().values("commitment").annotate(number=Count("pk")).values_list("commitment", "number"))


def _evidence(viewer: Viewer, names: Sequence[str]) -> dict[str, tuple[EvidenceView, ...]]:
    if is_empty("evidence"):
        return {}
    columns = ("commitment", "source_id", "start", "end", "status", "note", "author", "seq", "happened")
    found: list[Any] = list(visible(Evidence.objects.filter(commitment__in=names), viewer).order_by("seq").values_list(*columns))
    if not found:
        return {}
    quotes = Quotes(viewer, {row[1] for row in found})
    times = dict(Decision.objects.filter(pk__in={row[7] for row in found}).values_list("seq", "at"))
    made: dict[str, list[EvidenceView]] = defaultdict(list)
    for name, source, start, end, status, note, author, seq, happened in found:
        if source in quotes.refs:
            quote = quotes.quote(source, "", start, end)
            made[name].append(EvidenceView(quote, status, note, author, times.get(seq, ""), happened))
    return {name: tuple(ones) for name, ones in made.items()}


class LedTo(NamedTuple):
    """What a meeting led to: the promises made at it, and earlier ones that it kept or may have kept."""

    made: tuple[CommitmentLine, ...]
    kept: tuple[CommitmentLine, ...]


def led_to(viewer: Viewer, meeting: str) -> LedTo:
    """What the meeting that the viewer knows by this name led to."""
    require(viewer, "read")
    known = meeting_called(viewer, meeting)
    about = [source for (source,) in _told_by(viewer, known)] if known else []
    linked = [promise for promise, links in meeting_outcomes(viewer).items() if any(link.item.id == meeting for link in links)]
    linked += [promise for promise, links in decided_links(viewer).items() if any(link.item == meeting for link in links)]
    meant = _promises(viewer, _ALL, acts={*linked, *_told_in(viewer, about)})
    where = made_at(viewer, ((one.source, one.day) for one in meant), whole=False)
    made = [one for one in meant if where.get((one.source, one.day)) == known]
    kept = [one for one in meant if meeting in (one.outcome.item, one.outcome.may_be)]
    return LedTo(*(tuple(_lines(viewer, some, whole=False)) for some in (made, kept)))


class ComesOf(NamedTuple):
    """What comes of a document: the meeting it is mainly about, the promises it states, and earlier ones that it may bear on, with why.

    It may settle some (`settles`), and others it only repeats or mentions (`repeats`). `pairs` are its meetings that may be one
    with another; `settles_if` are promises that it settles if the two of a pair are one, with the pair.
    """

    meeting: MeetingTitle | None
    made: tuple[CommitmentLine, ...]
    settles: tuple[tuple[CommitmentLine, LinkView], ...]
    repeats: tuple[tuple[CommitmentLine, LinkView], ...]
    pairs: tuple[ProposalView, ...] = ()
    settles_if: tuple[tuple[CommitmentLine, LinkView, ProposalView], ...] = ()


def comes_of(viewer: Viewer, source: str) -> ComesOf:
    """What comes of a document that the viewer may see, the likeliest links first; of earlier promises the latest are compared."""
    require(viewer, "read")
    day = known_sources(viewer)[source].day
    main = main_meetings(viewer, [source], whole=False).get(source)
    meeting = meeting_titles(viewer, [main]).get(main) if main else None
    found = _promises(viewer, _ALL)
    own = set(_told_in(viewer, [source]))
    made = [one for one in found if not own.isdisjoint(one.told)]
    shows = {*filter(None, (meeting.id if meeting else None,)), *(one.id for one in items_of(viewer, source))}
    waiting = [one for one in found if one not in made and _awaits(one, shows) and str(one.day) < str(day)]
    latest = sorted(waiting, key=lambda one: str(one.day))[-_MOST_OPEN:] if day else []
    links = links_from(viewer, source, [one.id for one in latest])
    pairs = proposals(viewer, source=source, limit=_MOST_PAIRS).rows
    by_ends = {(pair.left.id, pair.right.id): pair for pair in pairs}
    ifs = links_if(viewer, list(by_ends), [one.id for one in latest if one.meets]) if by_ends else {}
    shown = [one for one in latest if one.id in links or one.id in ifs]
    lines = {line.id: line for line in _lines(viewer, [*made, *shown], whole=False)}
    borne = [(lines[one], link) for one, link in sorted(links.items(), key=lambda pair: -(pair[1].score or 0))]
    idle = (Direction.REPEATS, Direction.MENTIONS)
    settles, repeats = (tuple(pair for pair in borne if (pair[1].direction in idle) is is_idle) for is_idle in (False, True))
    settled = {line.id for line, _ in settles}
    settles_if = ((lines[one], link, by_ends[ends]) for one, (ends, link) in ifs.items() if one not in settled)
    return ComesOf(meeting, tuple(lines[one.id] for one in made), settles, repeats, pairs, tuple(settles_if))


def _awaits(one: _Promise, shows: Collection[str]) -> bool:
    """Whether a promise of a known day awaits what shows it, if only that somebody confirms that an item is what was promised."""
    proposed = one.outcome.may_be or (one.outcome.item if one.outcome.proposed else None)
    return one.day is not None and (one.is_open or proposed in shows)


@prepared
def _told_by(viewer: Viewer, meeting: str) -> QuerySet[Any, Any]:
    return claims(viewer).filter(property="core", mention__meeting=meeting).order_by().values_list("source_id")


def _told_in(viewer: Viewer, sources: Sequence[str]) -> list[str]:
    """The promises that these sources tell of."""
    return [act for (act,) in visible(Commitment.objects.filter(source__in=sources), viewer).values_list("act")]
