"""Read one document: check that it is about talks, parse the passages that can state a fact, and run the readers in order."""

from __future__ import annotations

from collections.abc import Callable

from sulh.actors import Authority
from sulh.actors.places import Gazetteer
from sulh.model import Document, DocumentKind, Reading
from sulh.reading.acts import read_acts
from sulh.reading.ceasefires import read_ceasefires
from sulh.reading.context import Context
from sulh.reading.kind import document_kind
from sulh.reading.meetings import read_meetings
from sulh.reading.releases import read_releases
from sulh.reading.relevance import is_about_talks, passages_to_parse
from sulh.reading.tracks import read_tracks

__all__ = ["read_document"]


def read_document(document: Document, *, authority: Authority | None = None, progress: Callable[[int, int], None] | None = None) -> Reading:
    """Return the cited record of what `document` states; an empty one of kind news when it is not about talks.

    Nothing is kept between documents, so the same bytes give the same reading in any order and any process. `progress` is told now and
    then how many sentences are parsed, and of how many: that is what takes most of the time.
    """
    if not is_about_talks(document.text):
        return Reading(document, DocumentKind.NEWS)
    context = Context(document, authority or Authority.default(), Gazetteer.default())
    kind = document_kind(context)
    context.parse(passages_to_parse(context), progress)
    acts = read_acts(context)
    return Reading(
        document,
        kind,
        meetings=read_meetings(context, kind=kind, acts=acts),
        tracks=read_tracks(context),
        acts=acts,
        ceasefires=read_ceasefires(context),
        releases=read_releases(context),
    )
