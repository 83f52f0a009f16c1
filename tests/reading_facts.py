"""Short views of a reading, so that a test shows the text and the expected facts and little else."""

from __future__ import annotations

import re

import sulh
from sulh.model import Meeting, Reading

_WRAPPED = re.compile(r"(?<!\n)\n(?!\n)")


def read(text: str, published: str | None = None) -> Reading:
    """The reading of an invented text; a single line end of it is a blank."""
    return sulh.read(_WRAPPED.sub(" ", text).encode(), published=published)


def roles(meeting: Meeting) -> dict[str, str]:
    """Role by actor."""
    return {one.actor.id: one.role.value for one in meeting.participants}


def agenda(meeting: Meeting) -> set[str]:
    """Codes of the agenda."""
    return {one.issue.value for one in meeting.agenda}


def acts(reading: Reading) -> list[tuple[str, frozenset[str], str]]:
    """Kind, actors and first words of every act."""
    return [(one.act.value, frozenset(actor.id for actor in one.actors), one.cite.quote) for one in reading.acts]


def core(reading: Reading) -> Meeting:
    """The one meeting the document is mainly about."""
    (meeting,) = [one for one in reading.meetings if one.core]
    return meeting
