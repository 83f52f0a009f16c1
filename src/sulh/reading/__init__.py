"""Read a document into cited meetings, participants, roles, people, agenda items, acts, tracks, ceasefires and releases."""

from sulh.reading.reader import read_document

__all__ = ["read_document"]
