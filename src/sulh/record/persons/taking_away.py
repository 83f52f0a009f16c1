"""All names of a round as a file: asked for with a reason, approved by a second account of the same party, and taken within a day."""

from __future__ import annotations

import datetime as dt

from sulh.model import InvalidError
from sulh.record.ledger import writing
from sulh.record.persons.approving import Approval, ApprovedMatter
from sulh.record.persons.parties import require_persons
from sulh.record.persons.rounds import RoundSeen, round_at, round_seen
from sulh.record.shapes import Viewer

__all__ = ["NAMES", "ask_for_names", "can_be_taken", "names_taken"]

NAMES = ApprovedMatter("names", "asked", "reason")
_HOURS = 24


def ask_for_names(viewer: Viewer, key: str, reason: str) -> str:
    """Ask for all names of a round that the viewer's party sees, as a file; gives the identifier of what was asked.

    Raises InvalidError without a reason, AccessError for whoever may not edit, and what `round_seen` raises.
    """
    require_persons(viewer, write=True)
    seen = round_seen(viewer, key)
    if not reason.strip():
        raise InvalidError("say what the names are needed for: whoever approves reads it")
    with writing():
        return NAMES.begin(viewer, seen, reason.strip(), {"party": seen.party})


def can_be_taken(asked: Approval, now: dt.datetime) -> bool:
    """Whether the file that was asked for can be taken: for a day since a second person approved it."""
    return bool(asked.approved) and now <= dt.datetime.fromisoformat(asked.approved) + dt.timedelta(hours=_HOURS)


def names_taken(viewer: Viewer, key: str, made: str) -> RoundSeen:
    """The round whose names whoever asked for them takes away now, as it stood when that was approved, which is recorded before.

    Raises InvalidError for somebody else, and where nobody approved or the day since is over.
    """
    seen, asked = NAMES.one(viewer, key, made)
    if asked.made_by != viewer.name:
        raise InvalidError("the names are for {account}, who asked for them", account=asked.made_by)
    if not can_be_taken(asked, dt.datetime.now(dt.UTC)):
        raise InvalidError("nobody approved this yet, or it was approved more than a day ago: ask again")
    NAMES.take(viewer, seen, [made])
    return round_at(seen, asked.entry)  # what came later nobody approved
