"""Read one document: check that it is about talks and run the pipeline of its language."""

from __future__ import annotations

from collections.abc import Callable

from sulh.actors import Authority
from sulh.documents.language import is_read
from sulh.model import Document, DocumentKind, Reading
from sulh.reading.english.pipeline import PIPELINE
from sulh.reading.english.relevance import is_about_talks
from sulh.reading.title_kinds import kind_by_title

__all__ = ["read_document"]

# What a pipeline must add for a reading to be made of it.
PARTS = ("kind", "meetings", "tracks", "acts", "ceasefires", "releases", "tallies", "reports", "assessments", "responses", "observations")


def read_document(document: Document, *, authority: Authority | None = None, progress: Callable[[int, int], None] | None = None) -> Reading:
    """Return the cited record of what `document` states; an empty one of kind news when it is not about talks, and one of the kind that
    its title names when it is in no language that is read (`sulh.documents.language.READ`).

    Nothing is kept between documents, so the same bytes give the same reading in any order and any process. `progress` is told now and
    then how many sentences are parsed, and of how many: that is what takes most of the time.
    """
    if not is_read(document.language, document.text):
        return Reading(document, kind_by_title(document))
    if not is_about_talks(document.text):
        return Reading(document, DocumentKind.NEWS)
    read = PIPELINE.run({"document": document, "authority": authority or Authority.default(), "progress": progress})
    return Reading(document, **{part: read[part] for part in PARTS})
