"""Extract the meetings that a document reports: found sentence by sentence, joined across sentences, with roles, people and agenda."""

from sulh.reading.meetings.reader import read_meetings

__all__ = ["read_meetings"]
