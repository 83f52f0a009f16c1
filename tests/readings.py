"""Short ways from an invented text to what is read in it, for the tests of the reading."""

from __future__ import annotations

import sulh
from sulh.model import Meeting, Reading

# A text is read only when it speaks of a peace process at all; one invented sentence rarely has words enough.
BACKGROUND = "\n\nMany refugees had fled from the conflict.\n"


def read(text: str, *, published: str | None = "2023-05-05") -> Reading:
    return sulh.read((text + BACKGROUND).encode(), published=published)


def only(text: str, *, published: str | None = "2023-05-05") -> Meeting:
    """The one main meeting of a text."""
    main = [m for m in read(text, published=published).meetings if m.core]
    assert len(main) == 1, [(m.kind, m.start, m.city) for m in main]
    return main[0]


def seats(meeting: Meeting) -> dict[str, str]:
    return {p.actor.id: p.role.value for p in meeting.participants}


def names(meeting: Meeting) -> set[str]:
    return {p.name for p in meeting.people}


def acts(reading: Reading) -> list[tuple[str, tuple[str, ...]]]:
    return [(a.act.value, tuple(i.value for i in a.issues)) for a in reading.acts]
