"""What is said of a document beside its record: that its language is not read, that changes in it are unsettled."""

from __future__ import annotations

from sulh import words
from sulh.cli.second import dropped_by
from sulh.model import Reading
from sulh.model.two_readings import TwoReadings

__all__ = ["UNREAD_LANGUAGE", "is_unread", "remarks"]

# The exit status where all went well, but for a document in a language that nobody read.
UNREAD_LANGUAGE = 3


def is_unread(reading: Reading) -> bool:
    """Whether nobody read the document because of its language: a language model may have."""
    from sulh.documents.language import is_read

    return not isinstance(reading, TwoReadings) and not is_read(reading.document.language, reading.document.text)


def _unread(language: str) -> str:
    said = words.phrase("document.language", spoken=words.code("Language", language))
    return f"{said}, so nothing was read from it"


def remarks(reading: Reading) -> list[str]:
    """What whoever reads the record has to know about its document, a line each."""
    document = reading.document
    found = []
    if is_unread(reading):
        found.append(_unread(document.language))
    if document.changed_by:
        found.append(f"has unresolved changes by {words.listing(document.changed_by)}; it is read as if all were accepted")
    if dropped := dropped_by(reading):
        found.append(dropped)
    return found
