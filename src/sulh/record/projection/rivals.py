"""Between what sources disagree about a meeting: for each property in dispute the rival values, and the documents that give each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sulh.record.projection.consensus import MergedMeeting
from sulh.record.projection.stated import Choice, Stated
from sulh.text.days import compatible

__all__ = ["rivals"]


def rivals(meeting: MergedMeeting, source_of: Mapping[str, str]) -> Iterator[tuple[str, str | None, list[tuple[Any, list[str]]]]]:
    """Property, actor where it is about a role, and every value with its documents, the value shown first; JSON as it stands.

    `source_of` gives the document of each claim, copies told apart. A dispute about who took part is left out: each source's list
    stands whole on the page of the meeting.
    """
    for name in meeting.disputed:
        if len(choices := meeting.values.get(name, ())) > 1:
            yield name, None, _sides(choices, source_of)
    for part in meeting.participants:
        if part.disputed:
            yield "role", part.actor, _sides(part.roles, source_of)


def _sides(choices: Sequence[Choice], source_of: Mapping[str, str]) -> list[tuple[Any, list[str]]]:
    found = []
    for choice in choices:
        others = [other.value for other in choices if other is not choice]
        own = [one for one in choice.claims if not _may_mean(one, others)]
        found.append((choice.value, sorted({source_of[one.claim] for one in own or choice.claims})))
    return found


def _may_mean(claim: Stated, dates: Sequence[Any]) -> bool:
    """Whether a date is so coarse that it may mean one of these too: its source then takes no side between them."""
    return claim.property in ("start", "end") and any(compatible(claim.value, date) for date in dates)
