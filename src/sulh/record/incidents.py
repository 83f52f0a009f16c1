"""What people decide about incidents: which reports, assessments and responses are of one, and which are not.

The decisions are those about meetings, `merge`, `split` and `apart`: they are replayed and undone the same way.
"""

from __future__ import annotations

from typing import Any

from sulh.model import RecordError
from sulh.record.access import require, visible
from sulh.record.decisions import write
from sulh.record.ledger import writing
from sulh.record.projection.components import components
from sulh.record.projection.models import Mention
from sulh.record.shapes import Viewer
from sulh.record.states import check, state_of

__all__ = ["TOLD", "hold_apart", "incident_state", "join_incidents", "part_from_incident"]

# The kinds of fact that an incident is made of.
TOLD = ("report", "assessment", "response")


def join_incidents(
    viewer: Viewer, one: str, other: str, *, reason: str = "", score: float | None = None, against: str | None = None
) -> int:
    """What `one` and `other` tell of is one incident, with all that was said to be of either.

    Both are mentions of reports, assessments or responses; `score` is what the machine had proposed it with. Returns the number of
    the entry. Raises RecordError for what is not there or one already, ConflictError where somebody decided since `against`.
    """
    require(viewer, "merge")
    with writing():
        left, right = sorted((_told(viewer, one), _told(viewer, other)), key=lambda mention: (mention.seq, mention.pk))
        if left.pk == right.pk or any({left.pk, right.pk} <= set(group) for group in components([left.pk])):
            raise RecordError(f"{one} and {other} are of one incident already")
        body: dict[str, Any] = {"target": left.pk, "other": right.pk, "reason": reason}
        body |= {} if score is None else {"proposed": score}
        return write(viewer, "merge", body | {"against": check([left.pk, right.pk], against, viewer)})


def part_from_incident(viewer: Viewer, mention: str, *, reason: str = "", against: str | None = None) -> int:
    """What the mention tells of is not the incident that it was joined to; as for `join_incidents`."""
    require(viewer, "merge")
    with writing():
        told = _told(viewer, mention)
        if all(len(group) < 2 for group in components([told.pk]) if told.pk in group):
            raise RecordError(f"{mention} stands alone already")
        return write(viewer, "split", {"target": told.pk, "reason": reason, "against": check([told.pk], against, viewer)})


def hold_apart(viewer: Viewer, one: str, other: str, *, reason: str = "", against: str | None = None) -> int:
    """What `one` and `other` tell of are two incidents: they are not proposed any more; as for `join_incidents`."""
    require(viewer, "merge")
    with writing():
        left, right = sorted((_told(viewer, one), _told(viewer, other)), key=lambda mention: (mention.seq, mention.pk))
        body = {"target": left.pk, "other": right.pk, "reason": reason}
        return write(viewer, "apart", body | {"against": check([left.pk, right.pk], against, viewer)})


def incident_state(viewer: Viewer, *mentions: str) -> str:
    """The state that a decision about these mentions is made against."""
    return state_of(mentions, viewer)


def _told(viewer: Viewer, name: str) -> Mention:
    found = visible(Mention.objects.filter(pk=name, kind__in=TOLD), viewer).first()
    if found is None:
        raise RecordError(f"there is no report, assessment or response {name} here")
    return found
