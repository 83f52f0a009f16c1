"""The routes that read the record."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

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
    Slice,
    Timeline,
    TrackCount,
    Word,
    page,
    pages_of,
)
from sulh.model.vocabulary import ClaimStatus
from sulh.record.queries import actors as actor_queries
from sulh.record.queries import commitments as commitment_queries
from sulh.record.queries import documents as document_queries
from sulh.record.queries import facts as fact_queries
from sulh.record.queries import ledger as ledger_queries
from sulh.record.queries import meetings as meeting_queries
from sulh.record.queries import review as review_queries
from sulh.record.queries import tracks as track_queries
from sulh.record.queries.ledger import DecisionView, EntryView
from sulh.record.queries.places import places as places_of
from sulh.record.queries.process import process as process_of
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
    PlaceView,
    ProcessView,
    ProposalView,
    TrackView,
)

__all__ = ["router"]

router = Router()


def _one(shape: Any) -> dict[Any, Any]:
    return {200: shape, 401: Failure, 404: Failure, 422: Failure}


def _many(shape: Any) -> dict[Any, Any]:
    return {200: shape, 401: Failure, 422: Failure}


Identifier = Annotated[Name, Path()]
PLACE: Any = schema_of(PlaceView)


@router.get("/process", auth=OPTIONAL, response=_many(schema_of(ProcessView)), tags=["process"], operation_id="process")
def process(request: HttpRequest) -> Any:
    """The whole at a glance: numbers, the documents added last, what is disputed and what is due."""
    return answer(process_of(looker(request)))


@router.get(
    "/meetings", auth=OPTIONAL, response=_many(pages_of(MEETING, "MeetingPage", "Meetings.")), tags=["meetings"], operation_id="meetings"
)
def meetings(request: HttpRequest, asked: Query[Chosen]) -> Any:
    """Meetings by first day, those without a day last."""
    found = meeting_queries.meetings(looker(request), asked.filters(), offset=asked.offset, limit=asked.limit)
    return page(found, asked)


@router.get("/meetings/{id}", auth=OPTIONAL, response=_one(schema_of(MeetingView)), tags=["meetings"], operation_id="meeting")
def meeting(request: HttpRequest, id: Identifier) -> Any:
    """One meeting with people, rival values, quotes, acts, documents, mentions and merges; `id` may be that of any of its mentions."""
    return answer(meeting_queries.meeting(looker(request), id))


@router.get(
    "/documents",
    auth=OPTIONAL,
    response=_many(pages_of(schema_of(DocumentRef), "DocumentPage", "Documents.")),
    tags=["documents"],
    operation_id="documents",
)
def documents(request: HttpRequest, asked: Query[Chosen]) -> Any:
    """Documents, the latest first; `kind` is a kind of document, `status` one of their claims."""
    return page(document_queries.documents(looker(request), asked.filters(), offset=asked.offset, limit=asked.limit), asked)


@router.get("/documents/{id}", auth=OPTIONAL, response=_one(schema_of(DocumentView)), tags=["documents"], operation_id="document")
def document(request: HttpRequest, id: Identifier) -> Any:
    """One document with its text and claims; `id` is its digest, or the beginning of it from six digits on."""
    return answer(document_queries.document(looker(request), id))


class _Claims(Slice):
    """Which claims."""

    document: Name | None = None
    meeting: Name | None = None
    property: Code | None = None
    status: ClaimStatus | None = None


@router.get(
    "/claims", auth=OPTIONAL, response=_one(pages_of(schema_of(ClaimView), "ClaimPage", "Claims.")), tags=["claims"], operation_id="claims"
)
def claims(request: HttpRequest, asked: Query[_Claims]) -> Any:
    """Claims in the order of the ledger."""
    chosen = {"document": asked.document, "meeting": asked.meeting, "name": asked.property, "status": asked.status and asked.status.value}
    return page(review_queries.listed_claims(looker(request), **chosen, offset=asked.offset, limit=asked.limit), asked)


@router.get("/claims/{id}", auth=OPTIONAL, response=_one(schema_of(ClaimView)), tags=["claims"], operation_id="claim")
def claim(request: HttpRequest, id: Identifier) -> Any:
    """One claim with its words and what was decided about it."""
    return answer(document_queries.claim(looker(request), id))


@router.get(
    "/facts/{kind}",
    auth=OPTIONAL,
    response=_one(pages_of(schema_of(FactView), "FactPage", "Facts of one kind.")),
    tags=["facts"],
    operation_id="facts",
)
def facts(request: HttpRequest, kind: Annotated[Code, Path()], asked: Query[Chosen]) -> Any:
    """Facts of a kind (act, ceasefire, release, ...) by first day; `kind` among the filters is a code of its first property."""
    return page(fact_queries.facts_of(looker(request), kind, asked.filters(), offset=asked.offset, limit=asked.limit), asked)


@router.get(
    "/proposals",
    auth=OPTIONAL,
    response=_many(pages_of(schema_of(ProposalView), "ProposalPage", "Pairs of meetings that may be one.")),
    tags=["claims"],
    operation_id="proposals",
)
def proposals(request: HttpRequest, asked: Query[Slice]) -> Any:
    """Pairs of meetings that may be one, most likely first."""
    return page(review_queries.proposals(looker(request), offset=asked.offset, limit=asked.limit), asked)


@router.get(
    "/actors",
    auth=OPTIONAL,
    response=_many(pages_of(ActorCount, "ActorPage", "Actors with their numbers of meetings.")),
    tags=["actors"],
    operation_id="actors",
)
def actors(request: HttpRequest, asked: Query[Chosen]) -> Any:
    """Actors with their numbers of meetings, most frequent first; `kind` is a kind of actor, `text` words of its name."""
    found = actor_queries.actors(looker(request), asked.filters(), offset=asked.offset, limit=asked.limit)
    return page(found, asked, [{"actor": answer(ref), "meetings": number} for ref, number in found.rows])


@router.get("/actors/{id}", auth=OPTIONAL, response=_one(schema_of(ActorView)), tags=["actors"], operation_id="actor")
def actor(request: HttpRequest, id: Identifier) -> Any:
    """One actor with its meetings, its roles over time, whom it met and who stood for it."""
    return answer(actor_queries.actor(looker(request), id))


@router.get("/network", auth=OPTIONAL, response=_many(Network), tags=["actors"], operation_id="network")
def network(request: HttpRequest, asked: Query[About]) -> Any:
    """Who met whom, in meetings that were held or are under way."""
    found = actor_queries.network(looker(request), asked.filters())
    nodes = [{"actor": answer(ref), "meetings": number} for ref, number in found.nodes]
    return {"nodes": nodes, "edges": [{"left": left, "right": right, "meetings": number} for left, right, number in found.edges]}


@router.get("/tracks", auth=OPTIONAL, response=_many(list[TrackCount]), tags=["tracks"], operation_id="tracks")
def tracks(request: HttpRequest) -> Any:
    """Every track with its number of meetings."""
    return [{"track": answer(ref), "meetings": number} for ref, number in track_queries.tracks(looker(request))]


@router.get("/tracks/{id}", auth=OPTIONAL, response=_one(schema_of(TrackView)), tags=["tracks"], operation_id="track")
def track(request: HttpRequest, id: Identifier) -> Any:
    """One track with its meetings and documents and the words that tell of it."""
    return answer(track_queries.track(looker(request), id))


@router.get(
    "/commitments",
    auth=OPTIONAL,
    response=_many(pages_of(schema_of(CommitmentView), "CommitmentPage", "Commitments.")),
    tags=["commitments"],
    operation_id="commitments",
)
def commitments(request: HttpRequest, asked: Query[Chosen]) -> Any:
    """Commitments by due day; `status` is 0, 1, 2, 3, broken or superseded."""
    return page(commitment_queries.commitments(looker(request), asked.filters(), offset=asked.offset, limit=asked.limit), asked)


@router.get("/commitments/{id}", auth=OPTIONAL, response=_one(schema_of(CommitmentView)), tags=["commitments"], operation_id="commitment")
def commitment(request: HttpRequest, id: Identifier) -> Any:
    """One commitment with evidence, and words of later documents that may bear on it."""
    return answer(commitment_queries.commitment(looker(request), id))


@router.get("/places", auth=OPTIONAL, response=_many(list[PLACE]), tags=["places"], operation_id="places")
def places(request: HttpRequest, asked: Query[About]) -> Any:
    """Places with coordinates, their precision and the meetings held there."""
    return answer(places_of(looker(request), asked.filters()))


@router.get("/timeline", auth=OPTIONAL, response=_many(Timeline), tags=["timeline"], operation_id="timeline")
def timeline(request: HttpRequest, asked: Query[About]) -> Any:
    """Dated meetings, and beside them ceasefires, releases and statements."""
    found, periods = timeline_of(looker(request), asked.filters())
    return {"meetings": answer(found, brief=True), "periods": answer(periods)}


class _Search(Slice):
    """What to look for."""

    q: Word
    kind: Literal["actor", "meeting", "document"] | None = None


@router.get(
    "/search",
    auth=OPTIONAL,
    response=_many(
        pages_of(
            schema_of(Hit),
            "HitPage",
            "What a search found; in `excerpt` the characters U+0002 and U+0003 stand around the words that were found.",
        )
    ),
    tags=["search"],
    operation_id="search",
)
def search(request: HttpRequest, asked: Query[_Search]) -> Any:
    """Full text over actors, meetings and documents, in that order."""
    kinds = (asked.kind,) if asked.kind else ()
    return page(search_for(looker(request), asked.q, kinds=kinds, offset=asked.offset, limit=asked.limit), asked)


@router.get("/codebook", auth=OPTIONAL, response=_many(list[Meaning]), tags=["codebook"], operation_id="codebook")
def codebook(request: HttpRequest) -> Any:
    """Every column and code with its meaning."""
    from sulh.record.exports.codebook import codebook as meanings

    return meanings()


class _Decisions(Slice):
    """Decisions about what: a claim, document, mention, meeting or commitment by identifier; all when nothing is named."""

    target: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")] | None = None


@router.get(
    "/decisions",
    auth=OPTIONAL,
    response=_many(pages_of(schema_of(DecisionView), "DecisionPage", "Decisions, the latest first.")),
    tags=["decisions"],
    operation_id="decisions",
)
def decisions(request: HttpRequest, asked: Query[_Decisions]) -> Any:
    """Decisions, the latest first, about what you may see."""
    return page(ledger_queries.decisions(looker(request), asked.target, offset=asked.offset, limit=asked.limit), asked)


@router.get(
    "/ledger",
    auth=REQUIRED,
    response={
        200: pages_of(schema_of(EntryView), "EntryPage", "Entries of the ledger, the latest first."),
        401: Failure,
        403: Failure,
        422: Failure,
    },
    tags=["ledger"],
    operation_id="ledger",
)
def ledger(request: HttpRequest, asked: Query[Slice]) -> Any:
    """The ledger, the latest entry first; for admins."""
    return page(ledger_queries.entries(looker(request), offset=asked.offset, limit=asked.limit), asked)
