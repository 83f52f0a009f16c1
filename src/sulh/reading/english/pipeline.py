"""The components that read English, each with what it needs and what it adds."""

from __future__ import annotations

from collections.abc import Callable

from sulh.actors import Authority
from sulh.actors.places import Gazetteer
from sulh.model import Act, Document, DocumentKind, Meeting
from sulh.reading.english.acts import read_acts
from sulh.reading.english.ceasefires import read_ceasefires
from sulh.reading.english.context import Context
from sulh.reading.english.incidents.access import read_observations
from sulh.reading.english.incidents.allegations import read_reports
from sulh.reading.english.incidents.findings import read_assessments
from sulh.reading.english.incidents.frames import mission_of
from sulh.reading.english.incidents.responses import read_responses
from sulh.reading.english.kind import document_kind
from sulh.reading.english.meetings.agenda_choice import with_agendas
from sulh.reading.english.meetings.reader import read_meetings
from sulh.reading.english.meetings.sheet_attendance import people_listed
from sulh.reading.english.releases.reader import read_releases
from sulh.reading.english.relevance import passages_to_parse
from sulh.reading.english.tallies.reading import read_tallies
from sulh.reading.english.tracks import read_tracks
from sulh.reading.pipeline import Component, Pipeline

__all__ = ["GIVEN", "PIPELINE"]


def _context(document: Document, authority: Authority) -> Context:
    context = Context(document, authority, Gazetteer.default())
    context.seat(people_listed(context))
    return context


def _parse(context: Context, progress: Callable[[int, int], None] | None) -> Context:
    context.parse(passages_to_parse(context), progress)
    return context


def _meetings(context: Context, kind: DocumentKind, acts: tuple[Act, ...]) -> tuple[Meeting, ...]:
    return read_meetings(context, kind=kind, acts=acts)


GIVEN = frozenset({"document", "authority", "progress"})
PIPELINE = Pipeline.of(
    (
        Component("mentions", ("document", "authority"), "context", _context),
        Component("kind", ("context",), "kind", document_kind),
        Component("grammar", ("context", "progress"), "parsed", _parse),
        Component("acts", ("parsed",), "acts", read_acts),
        Component("meetings", ("parsed", "kind", "acts"), "meetings_found", _meetings),
        Component("agendas", ("parsed", "meetings_found"), "meetings", with_agendas),
        Component("tracks", ("parsed",), "tracks", read_tracks),
        Component("ceasefires", ("parsed",), "ceasefires", read_ceasefires),
        Component("releases", ("parsed",), "releases", read_releases),
        Component("missions", ("context",), "mission", mission_of),
        Component("tallies", ("context", "mission"), "tallies", read_tallies),
        Component("allegations", ("context", "mission"), "reports", read_reports),
        Component("findings", ("context", "mission"), "assessments", read_assessments),
        Component("responses", ("context", "mission"), "responses", read_responses),
        Component("access", ("context", "mission"), "observations", read_observations),
    ),
    given=GIVEN,
)
