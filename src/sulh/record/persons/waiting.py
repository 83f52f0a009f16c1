"""What waits for somebody in rounds of an exchange: numbers only, for the first page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sulh.model import AccessError, RecordError
from sulh.model.vocabulary import RequestState
from sulh.persons.exchange import round_sheet
from sulh.persons.exchange.clock import zone_of
from sulh.record.persons.parties import has_role
from sulh.record.persons.rounds import round_counted, rounds
from sulh.record.sealed_fields import ring_here
from sulh.record.shapes import Viewer

__all__ = ["RoundWaiting", "waiting_in_rounds"]

_FOR_THE_HOLDER = frozenset({RequestState.WAITING, RequestState.SILENT, RequestState.REOPENED, RequestState.DISPUTED})


@dataclass(frozen=True, slots=True)
class RoundWaiting:
    """A round in which names wait for the viewer's party: to be answered, or a question about its own; for the mediator all that do."""

    id: str
    name: str
    due: dt.datetime
    zone: str
    count: int
    is_over: bool

    @property
    def day(self) -> str:
        """The day on which answers are due, in the zone of the round."""
        return self.due.astimezone(zone_of(self.zone)).date().isoformat()


def waiting_in_rounds(viewer: Viewer) -> list[RoundWaiting] | None:
    """The rounds in which something waits for the viewer, those that are due first; none for whoever has not the role.

    None where the lists do not open, or are damaged: nobody can say then, and other pages go on.
    """
    if not has_role(viewer):
        return []
    held = ring_here()
    if held.is_sealing and held.is_locked:
        return None
    try:
        lines = rounds(viewer)
    except AccessError:
        raise
    except RecordError:
        return None
    found = []
    for line in lines:
        made, party = round_counted(viewer, line.id)
        at = dt.datetime.now(zone_of(line.zone))
        rows = round_sheet(made, max(at, made.last or at)).rows
        count = sum(
            (row.state in _FOR_THE_HOLDER and party in (row.request.of, made.mediator))
            or (row.state is RequestState.COUNTER_QUESTION and party in (row.request.by, made.mediator))
            for row in rows
        )
        if count:
            found.append(RoundWaiting(line.id, line.name, line.answers_due, line.zone, count, at > line.answers_due))
    return sorted(found, key=lambda one: (one.due, one.name))
