"""Load files, bytes and text as normalised documents with title, publisher, date and place of report."""

from sulh.documents.formats import SUFFIXES
from sulh.documents.loading import MAX_CHARACTERS, from_text, load
from sulh.documents.normalise import normalise
from sulh.documents.source import MAX_BYTES, discover

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "SUFFIXES", "discover", "from_text", "load", "normalise"]
