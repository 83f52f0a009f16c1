"""What of lists of persons leaves a round only when a second person approves: begun by one account, approved by another, and then taken."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sulh.model import InvalidError, RecordError
from sulh.record.access import ALL
from sulh.record.ledger import writing
from sulh.record.persons.matters import MatterEntry, add_entry, held, last_entry
from sulh.record.persons.parties import require_persons
from sulh.record.persons.rounds import RoundSeen, round_seen
from sulh.record.shapes import Viewer

__all__ = ["Approval", "ApprovedMatter", "require_second"]

_APPROVED, _TAKEN = "approved", "taken"


@dataclass(frozen=True, slots=True)
class Approval:
    """Something of a round that a second person is asked to approve: whose, who made it and when, what for, and what it holds.

    `approved_by` is empty before anybody approved; `approved` is when, and `entry` the number of the entry that says so. `taken` is when it
    was taken away.
    """

    id: str
    round: str
    party: str
    made_by: str
    made: str
    purpose: str
    values: Mapping[str, Any]
    approved_by: str = ""
    approved: str = ""
    entry: int = 0
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovedMatter:
    """A sort of things that need approval: the matter of their entries, what the first of them says, and where the purpose stands in it."""

    matter: str
    begins: str
    purpose: str

    def begin(self, viewer: Viewer, seen: RoundSeen, purpose: str, values: Mapping[str, Any]) -> str:
        """Write down what is to be approved, and give its identifier; within a transaction of the caller's."""
        made = secrets.token_hex(4)
        self._add(viewer, seen, made, self.begins, {"round": seen.id, "until": seen.round.until, self.purpose: purpose, **values})
        return made

    def everywhere(self) -> list[Approval]:
        """Those of all rounds and parties, the latest first: to be checked against, never to be shown."""
        return [self._read(key, entries) for key, entries in reversed(list(held(self.matter).items()))]

    def of_round(self, seen: RoundSeen) -> list[Approval]:
        """Those of a round that are the party's own, the latest first."""
        return [one for one in self.everywhere() if (one.round, one.party) == (seen.id, seen.party)]

    def one(self, viewer: Viewer, key: str, made: str) -> tuple[RoundSeen, Approval]:
        """One of them, and its round. Raises RecordError where the viewer's party has none of that name."""
        seen = round_seen(viewer, key)
        found = next((one for one in self.of_round(seen) if one.id == made), None)
        if found is None:
            raise RecordError("nothing to approve is called {made} here", made=made)
        return seen, found

    def approve(self, viewer: Viewer, key: str, made: str) -> None:
        """Approve what another account of the same party made. Raises as `require_second` and `one`, InvalidError where it is approved."""
        require_persons(viewer, write=True)
        seen, asked = self.one(viewer, key, made)
        require_second(viewer, asked.made_by)
        if asked.approved_by:
            raise InvalidError("{account} approved this already", account=asked.approved_by)
        self.go_on(viewer, seen, [made], _APPROVED)

    def take(self, viewer: Viewer, seen: RoundSeen, made: Sequence[str]) -> None:
        """Write down that these are taken away now."""
        self.go_on(viewer, seen, made, _TAKEN)

    def go_on(self, viewer: Viewer, seen: RoundSeen, made: Sequence[str], what: str) -> None:
        """Write down what happened to some of them. Raises RecordError where somebody else wrote something about one meanwhile."""
        against = [last_entry(self.matter, one) for one in made]
        with writing():
            if against != [last_entry(self.matter, one) for one in made]:
                raise RecordError("somebody else did something with this meanwhile: look at it again")
            for one in made:
                self._add(viewer, seen, one, what, {})

    def _read(self, made: str, entries: Sequence[MatterEntry]) -> Approval:
        events = [(entry, entry.body["events"][0]) for entry in entries]
        first, begun = events[0]
        values = begun["values"]
        approved = next((entry for entry, event in events if event["what"] == _APPROVED), None)
        taken = tuple(entry.at for entry, event in events if event["what"] == _TAKEN)
        made_of = Approval(
            made, str(values.get("round")), str(begun["by"]), first.author, first.at, str(values.get(self.purpose, "")), values, taken=taken
        )
        if approved is None:
            return made_of
        return replace(made_of, approved_by=approved.author, approved=approved.at, entry=approved.seq)

    def _add(self, viewer: Viewer, seen: RoundSeen, made: str, what: str, values: Mapping[str, Any]) -> None:
        add_entry(viewer.name, self.matter, made, {"events": [{"what": what, "by": seen.party, "values": dict(values)}]})


def require_second(viewer: Viewer, first: str) -> None:
    """Raise InvalidError unless whoever approves is an account, and had no hand in what `first` signed ("NAME", or "NAME for OTHER").

    Whoever holds the record sees all and can sign for others: that would be one person under two names.
    """
    if viewer.scope == ALL or " for " in viewer.name:
        raise InvalidError("a second person approves, under an account of his or her own: nobody can approve for somebody else")
    if _hands(viewer.name) & _hands(first):
        raise InvalidError("a second person approves: {first} asked for this, and you had a hand in it", first=first)


def _hands(author: str) -> set[str]:
    """Who signed, and for whom."""
    return set(author.casefold().split(" for "))
