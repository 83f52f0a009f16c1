"""Move what a source says to the meeting it says it of: rejected where it stood, entered there with the same words, in one deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sulh.model import InvalidError, RecordError, Span
from sulh.model.kinds import Kind, PropertyType, kind_named
from sulh.record import decisions
from sulh.record.access import require, visible
from sulh.record.canonical import parsed
from sulh.record.entering import add_to
from sulh.record.ledger import writing
from sulh.record.projection.models import Claim
from sulh.record.queries.visible import resolve
from sulh.record.shapes import Viewer

__all__ = ["Moved", "is_movable", "move"]


class Moved(NamedTuple):
    """The claim as it stands at the other meeting, and the entries that undoing takes back."""

    claim: str
    seqs: tuple[int, ...]


def is_movable(subject: str, name: str) -> bool:
    """Whether a claim of this property of such a subject is about a meeting and could be about another."""
    return subject == "meeting" and any(name in (one.claimed, one.part and one.part.claim) for one in kind_named("meeting").properties)


def move(viewer: Viewer, claim: str, meeting: str, *, reason: str = "", against: str | None = None) -> Moved:
    """Let a claim of one meeting be about `meeting` instead, citing the same words, as the viewer's own statement.

    The value is the one that stands: a correction moves with it, and so does who may see the claim. Raises AccessError without the
    rights to review and to edit, RecordError for what is no claim of a meeting, rests on no words of a document, or is said of that
    meeting already, ConflictError when somebody decided meanwhile. Nothing is changed then.
    """
    require(viewer, "review")
    require(viewer, "edit")
    found = visible(Claim.objects.filter(pk=claim), viewer).select_related("mention", "audience", "source__audience").first()
    if found is None or found.mention is None or not is_movable(found.mention.kind, found.property):
        raise RecordError(f"{claim} is no claim about a meeting")
    if found.start is None or found.end is None:
        raise InvalidError("this claim rests on no words of a document: enter it at the other meeting, and reject it here")
    if resolve(viewer, meeting) == resolve(viewer, found.mention_id or ""):
        raise InvalidError("the claim is about this meeting already")
    values = _given(kind_named("meeting"), found.property, parsed(found.decided or found.value))
    with writing():
        first = decisions.reject(viewer, claim, reason=reason, against=against)
        made = add_to(viewer, meeting, values, Span(found.source_id, found.start, found.end), reason=reason)
        last = made.entry
        if found.audience_id != found.source.audience_id:  # what is entered anew is seen by all who see its document
            groups = [one for one in found.audience.groups.split("|") if one]
            last = decisions.share_claims(viewer, made.claims, found.audience.level, groups, reason=reason)
    # Nobody else writes meanwhile: what came after the rejection is what was entered, the joining of a new mention, and the sharing.
    return Moved(made.claims[0], tuple(range(first, last + 1)))


def _given(kind: Kind, claimed: str, value: Any) -> Mapping[str, Any]:
    """What a person would enter who states what was claimed."""
    for one in kind.values:
        if one.claimed == claimed:
            return {one.name: value}
    for one in kind.parts:
        part = one.part
        if part is not None and part.claim == claimed:
            held = {part.bare: value} if part.bare else {own.name: value.get(own.claimed) for own in part.properties}
            actors = [own.name for own in part.properties if own.holds is PropertyType.ACTOR and not own.many and held.get(own.name)]
            return {one.name: [held | {name: held[name]["id"] for name in actors}]}
    raise RecordError(f"a meeting has no {claimed}")
