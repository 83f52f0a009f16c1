"""All names of a round as a file: asked for with a reason, approved by a second account of the same party, and taken within a day."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sulh.model import InvalidError, RecordError
from sulh.record.ledger import writing
from sulh.record.persons.approving import require_second
from sulh.record.persons.matters import MatterEntry, add_entry, held
from sulh.record.persons.parties import require_persons
from sulh.record.persons.rounds import RoundSeen, round_at, round_seen
from sulh.record.shapes import Viewer

__all__ = ["TakingAway", "approve", "ask_for_names", "asked_for", "names_taken"]

MATTER = "names"
_HOURS = 24


@dataclass(frozen=True, slots=True)
class TakingAway:
    """That somebody asked for the names of a round as a file: who, for which party and why, who approved, and until when it can be taken.

    `approved_by` is empty, and `until` None, before anybody did; `approved` is the entry that says so, `taken` when the file was taken.
    """

    id: str
    round: str
    party: str
    asked_by: str
    asked: str
    reason: str
    approved_by: str = ""
    approved: int = 0
    until: dt.datetime | None = None
    taken: tuple[str, ...] = ()

    def is_open(self, now: dt.datetime) -> bool:
        """Whether the file can be taken."""
        return self.until is not None and now <= self.until


def ask_for_names(viewer: Viewer, key: str, reason: str) -> str:
    """Ask for all names of a round that the viewer's party sees, as a file; gives the identifier of what was asked.

    Raises InvalidError without a reason, AccessError for whoever may not edit, and what `round_seen` raises.
    """
    require_persons(viewer, write=True)
    seen = round_seen(viewer, key)
    if not reason.strip():
        raise InvalidError("say what the names are needed for: whoever approves reads it")
    made = secrets.token_hex(4)
    with writing():
        _add(viewer, seen, made, "asked", {"round": key, "party": seen.party, "reason": reason.strip(), "until": seen.round.until})
    return made


def approve(viewer: Viewer, key: str, made: str) -> None:
    """Approve what another account of the same party asked for. Raises as `require_second`, RecordError where there is none."""
    require_persons(viewer, write=True)
    seen, asked = _asked(viewer, key, made)
    require_second(viewer, asked.asked_by)
    if asked.approved_by:
        raise InvalidError("{account} approved this already", account=asked.approved_by)
    with writing():
        _add(viewer, seen, made, "approved", {})


def names_taken(viewer: Viewer, key: str, made: str) -> RoundSeen:
    """The round whose names whoever asked for them takes away now, as it stood when that was approved, which is recorded before.

    Raises InvalidError for somebody else, and where nobody approved or the day since is over.
    """
    seen, asked = _asked(viewer, key, made)
    if asked.asked_by != viewer.name:
        raise InvalidError("the names are for {account}, who asked for them", account=asked.asked_by)
    if not asked.is_open(dt.datetime.now(dt.UTC)):
        raise InvalidError("nobody approved this yet, or it was approved more than a day ago: ask again")
    with writing():
        _add(viewer, seen, made, "taken", {})
    return round_at(seen, asked.approved)  # what came later nobody approved


def asked_for(seen: RoundSeen) -> list[TakingAway]:
    """What accounts of the party asked for in a round, the latest first."""
    found = (_made(made, entries) for made, entries in reversed(list(held(MATTER).items())))
    return [one for one in found if one.round == seen.id and one.party == seen.party]


def _asked(viewer: Viewer, key: str, made: str) -> tuple[RoundSeen, TakingAway]:
    seen = round_seen(viewer, key)
    found = next((one for one in asked_for(seen) if one.id == made), None)
    if found is None:
        raise RecordError("nobody asked for names as {made} here", made=made)
    return seen, found


def _made(made: str, entries: Sequence[MatterEntry]) -> TakingAway:
    first = entries[0]
    values = first.body["events"][0]["values"]
    approved = next((one for one in entries if one.body["events"][0]["what"] == "approved"), None)
    until = dt.datetime.fromisoformat(approved.at) + dt.timedelta(hours=_HOURS) if approved else None
    taken = tuple(one.at for one in entries if one.body["events"][0]["what"] == "taken")
    return TakingAway(
        made, str(values["round"]), str(values["party"]), first.author, first.at, str(values["reason"]),
        approved.author if approved else "", approved.seq if approved else 0, until, taken,
    )  # fmt: skip


def _add(viewer: Viewer, seen: RoundSeen, made: str, what: str, values: dict[str, str]) -> None:
    add_entry(viewer.name, MATTER, made, {"events": [{"what": what, "by": seen.party, "values": values}]})
