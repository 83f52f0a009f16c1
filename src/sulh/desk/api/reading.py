"""The routes that read the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from sulh.ceasefire.incidents import Incident
from sulh.desk.api.access import OPTIONAL, REQUIRED, looker
from sulh.desk.api.answers import answer, schema_of
from sulh.desk.api.errors import Failure
from sulh.desk.api.schemas import (
    MEETING,
    About,
    ActorCount,
    Chosen,
    Code,
    Meaning,
    Name,
    Network,
    PersonCount,
    Slice,
    Timeline,
    TrackCount,
    Word,
    page,
    pages_of,
)
from sulh.model.vocabulary import ClaimStatus
from sulh.record.looks import looked_at
from sulh.record.queries import actors as actor_queries
from sulh.record.queries import commitments as commitment_queries
from sulh.record.queries import documents as document_queries
from sulh.record.queries import facts as fact_queries
from sulh.record.queries import incidents as incident_queries
from sulh.record.queries import ledger as ledger_queries
from sulh.record.queries import meetings as meeting_queries
from sulh.record.queries import review as review_queries
from sulh.record.queries import tracks as track_queries
from sulh.record.queries.ledger import DecisionView, EntryView
from sulh.record.queries.person_list import people as people_of
from sulh.record.queries.places import places as places_of
from sulh.record.queries.process import process as process_of
from sulh.record.queries.refs import document_refs
from sulh.record.queries.search import search as search_for
from sulh.record.queries.timeline import timeline as timeline_of
from sulh.record.shapes import (
    ActorView,
    ClaimView,
    CommitmentView,
    DocumentRef,
    DocumentView,
    FactView,
    Hit,
    MeetingView,
    PageOf,
    PersonLine,
    PlaceView,
    ProcessView,
    ProposalView,
    TrackView,
    Viewer,
)

__all__ = ["router"]

router = Router()


def _read(path: str, shape: Any, *failures: int, tag: str = "", auth: Any = OPTIONAL) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The route at `path`, named like its function, which answers with `shape`; its tag is the first part of the path if none is given."""

    def put(view: Callable[..., Any]) -> Callable[..., Any]:
        answers: dict[Any, Any] = {200: shape} | dict.fromkeys((401, *failures, 422), Failure)
        name = view.__name__.strip("_")
        return router.get(path, auth=auth, response=answers, tags=[tag or path.split("/")[1]], operation_id=name)(view)

    return put


def _page(shape: Any, about: str) -> Any:
    """Pages of a list of views."""
    return pages_of(schema_of(shape), f"{schema_of(shape).__name__}Page", about)


Identifier = Annotated[Name, Path()]
PLACE: Any = schema_of(PlaceView)


def _list(shape: Any, found: Callable[..., PageOf[Any]], about: str) -> None:
    """The route to a list that takes the usual filters."""

    def listed(request: HttpRequest, asked: Query[Chosen]) -> Any:
        return page(found(looker(request), asked.filters(), offset=asked.offset, limit=asked.limit), asked)

    listed.__name__, listed.__doc__ = found.__name__, about
    _read(f"/{found.__name__}", shape)(listed)


def _documents(thing: object) -> Iterator[DocumentRef]:
    """The documents whose words are shown with a document or a claim."""
    if isinstance(thing, DocumentView):
        yield thing.ref
    elif isinstance(thing, ClaimView):
        yield thing.document


def _thing(shape: type, found: Callable[[Viewer, str], Any], about: str) -> None:
    """The route to one thing by its identifier."""

    def one(request: HttpRequest, id: Identifier) -> Any:
        thing = found(looker(request), id)
        looked_at(looker(request), [*_documents(thing)])
        return answer(thing)

    one.__name__, one.__doc__ = found.__name__, about
    _read(f"/{found.__name__}s/{{id}}", schema_of(shape), 404)(one)


_list(pages_of(MEETING, "MeetingPage", "Meetings."), meeting_queries.meetings, "Meetings by first day, those without a day last.")
_list(
    _page(DocumentRef, "Documents."),
    document_queries.documents,
    "Documents, the latest first; `kind` is a kind of document, `status` one of their claims.",
)
_list(
    _page(CommitmentView, "Commitments."),
    commitment_queries.commitments,
    "Commitments by due day; `status` is 0, 1, 2, 3, broken or superseded.",
)
for _shape, _found, _about in (
    (
        MeetingView,
        meeting_queries.meeting,
        "One meeting with people, rival values, quotes, acts, documents, mentions and merges; `id` may be that of any of its mentions.",
    ),
    (
        DocumentView,
        document_queries.document,
        "One document with its text and claims; `id` is its digest, or the beginning of it from six digits on.",
    ),
    (ClaimView, document_queries.claim, "One claim with its words and what was decided about it."),
    (ActorView, actor_queries.actor, "One actor with its meetings, its roles over time, whom it met and who stood for it."),
    (TrackView, track_queries.track, "One track with its meetings and documents and the words that tell of it."),
    (CommitmentView, commitment_queries.commitment, "One commitment with evidence, and words of later documents that may bear on it."),
):
    _thing(_shape, _found, _about)


@_read("/process", schema_of(ProcessView))
def process(request: HttpRequest) -> Any:
    """The whole at a glance: numbers, the documents added last, what is disputed and what is due."""
    return answer(process_of(looker(request)))


class _Claims(Slice):
    """Which claims."""

    document: Name | None = None
    meeting: Name | None = None
    property: Code | None = None
    status: ClaimStatus | None = None


@_read("/claims", _page(ClaimView, "Claims."), 404)
def claims(request: HttpRequest, asked: Query[_Claims]) -> Any:
    """Claims in the order of the ledger."""
    chosen = {"document": asked.document, "meeting": asked.meeting, "name": asked.property, "status": asked.status and asked.status.value}
    found = review_queries.listed_claims(looker(request), **chosen, offset=asked.offset, limit=asked.limit)
    looked_at(looker(request), [one.document for one in found.rows])
    return page(found, asked)


@_read("/facts/{kind}", _page(FactView, "Facts of one kind."), 404)
def facts(request: HttpRequest, kind: Annotated[Code, Path()], asked: Query[Chosen]) -> Any:
    """Facts of a kind (act, ceasefire, release, ...) by first day; `kind` among the filters is a code of its first property."""
    return page(fact_queries.facts_of(looker(request), kind, asked.filters(), offset=asked.offset, limit=asked.limit), asked)


@_read("/incidents", _page(Incident, "Incidents."))
def incidents(request: HttpRequest, asked: Query[Chosen]) -> Any:
    """Incidents, the latest first, each with the reports, assessments and responses that people say are of it, side by side.

    `kind` is a kind of incident, `status` how far it is established, `actor` a side that alleges it or is accused of it.
    """
    chosen = asked.filters()
    chosen = replace(chosen, state=chosen.status, status=None)
    found = incident_queries.incidents(looker(request), chosen, offset=asked.offset, limit=asked.limit)
    _looked_into(request, found.rows)
    return page(found, asked)


@_read("/incidents/{id}", schema_of(Incident), 404)
def incident(request: HttpRequest, id: Identifier) -> Any:
    """One incident; `id` may be that of any report, assessment or response that is part of it."""
    found = incident_queries.incident(looker(request), id)
    _looked_into(request, (found,))
    return answer(found)


def _looked_into(request: HttpRequest, found: Iterable[Incident]) -> None:
    looked_at(looker(request), document_refs(looker(request), {key for one in found for key in one.sources}).values())


@_read("/proposals", _page(ProposalView, "Pairs of meetings that may be one."), tag="claims")
def proposals(request: HttpRequest, asked: Query[Slice]) -> Any:
    """Pairs of meetings that may be one, most likely first."""
    return page(review_queries.proposals(looker(request), offset=asked.offset, limit=asked.limit), asked)


@_read("/actors", pages_of(ActorCount, "ActorPage", "Actors with their numbers of meetings."))
def actors(request: HttpRequest, asked: Query[Chosen]) -> Any:
    """Actors with their numbers of meetings, most frequent first; `kind` is a kind of actor, `text` words of its name."""
    found = actor_queries.actors(looker(request), asked.filters(), offset=asked.offset, limit=asked.limit)
    return page(found, asked, [{"actor": answer(ref), "meetings": number} for ref, number in found.rows])


@_read("/people", pages_of(PersonCount, "PersonPage", "Persons with their numbers of meetings."), tag="actors")
def people(request: HttpRequest, asked: Query[Chosen]) -> Any:
    """Persons whom sources name at meetings, most frequent first; `actor` is whom they stood for, `text` words of name or office."""
    found = people_of(looker(request), asked.filters(), offset=asked.offset, limit=asked.limit)
    return page(found, asked, [_person(one) for one in found.rows])


def _person(one: PersonLine) -> dict[str, Any]:
    kept = {name: value for name, value in one._asdict().items() if name not in ("key", "actors", "roles")}
    return {**kept, "actors": [answer(ref) for ref in one.actors], "roles": dict(one.roles)}


@_read("/network", Network, tag="actors")
def network(request: HttpRequest, asked: Query[About]) -> Any:
    """Who met whom, in meetings that were held or are under way."""
    found = actor_queries.network(looker(request), asked.filters())
    nodes = [{"actor": answer(ref), "meetings": number} for ref, number in found.nodes]
    return {"nodes": nodes, "edges": [{"left": left, "right": right, "meetings": number} for left, right, number in found.edges]}


@_read("/tracks", list[TrackCount])
def tracks(request: HttpRequest) -> Any:
    """Every track with its number of meetings."""
    return [{"track": answer(ref), "meetings": number} for ref, number in track_queries.tracks(looker(request))]


@_read("/places", list[PLACE])
def places(request: HttpRequest, asked: Query[About]) -> Any:
    """Places with coordinates, their precision and the meetings held there."""
    return answer(places_of(looker(request), asked.filters()))


@_read("/timeline", Timeline)
def timeline(request: HttpRequest, asked: Query[About]) -> Any:
    """Meetings, those without a date last, and beside them ceasefires, releases and statements."""
    found, periods = timeline_of(looker(request), asked.filters())
    return {"meetings": answer(found, brief=True), "periods": answer(periods)}


_HITS = "What a search found; in `excerpt` the characters U+0002 and U+0003 stand around the words that were found."


class _Search(Slice):
    """What to look for."""

    q: Word
    kind: Literal["actor", "meeting", "document"] | None = None


@_read("/search", _page(Hit, _HITS))
def search(request: HttpRequest, asked: Query[_Search]) -> Any:
    """Full text over actors, meetings and documents, in that order."""
    kinds = (asked.kind,) if asked.kind else ()
    return page(search_for(looker(request), asked.q, kinds=kinds, offset=asked.offset, limit=asked.limit), asked)


@_read("/codebook", list[Meaning])
def codebook(request: HttpRequest) -> Any:
    """Every column and code with its meaning."""
    from sulh.record.exports.codebook import codebook as meanings

    return meanings()


class _Decisions(Slice):
    """Decisions about what: a claim, document, mention, meeting or commitment by identifier; all when nothing is named."""

    target: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")] | None = None


@_read("/decisions", _page(DecisionView, "Decisions, the latest first."))
def decisions(request: HttpRequest, asked: Query[_Decisions]) -> Any:
    """Decisions, the latest first, about what you may see."""
    return page(ledger_queries.decisions(looker(request), asked.target, offset=asked.offset, limit=asked.limit), asked)


@_read("/ledger", _page(EntryView, "Entries of the ledger, the latest first."), 403, auth=REQUIRED)
def ledger(request: HttpRequest, asked: Query[Slice]) -> Any:
    """The ledger, the latest entry first; for admins."""
    return page(ledger_queries.entries(looker(request), offset=asked.offset, limit=asked.limit), asked)
