"""A document becomes cited meetings, participants, roles, people, agenda, acts, tracks, ceasefires and releases."""

from sulh.reading.reader import read_document

__all__ = ["read_document"]
