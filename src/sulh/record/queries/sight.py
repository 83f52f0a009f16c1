"""What one viewer has before the eyes: the claims, and how much of each meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet

from sulh.record.access import visible
from sulh.record.models import Audience, Claim, Entry, MeetingAudience, MeetingRow, Mention
from sulh.record.shapes import Viewer

__all__ = ["DEAD", "batches", "claims", "hidden", "mentions", "mixed", "names", "resolve", "stamp", "standing", "unmixed"]

# Claims that a person took out of the record: they stand in the ledger and on their document's page, and count for nothing.
DEAD = ("rejected", "withdrawn")
Thing = TypeVar("Thing")
Row = TypeVar("Row", bound=Model)


def hidden(viewer: Viewer) -> frozenset[int]:
    """The audiences that the viewer does not belong to."""
    return frozenset(Audience.objects.values_list("pk", flat=True)) - viewer.audiences


def claims(viewer: Viewer) -> QuerySet[Claim]:
    """The claims the viewer may see; a claim is never shared more widely than its document, so the document is visible too."""
    return visible(Claim.objects.all(), viewer)


def standing(rows: QuerySet[Row], viewer: Viewer, path: str = "claim") -> QuerySet[Row]:
    """Those rows of acts, ceasefires or releases whose claim, at `path`, is visible and was not taken out of the record."""
    dead = {f"{path}__status__in": DEAD}
    return visible(rows, viewer, f"{path}__audience").exclude(**dead)


def unmixed(away: frozenset[int]) -> QuerySet[MeetingRow]:
    """Meetings that no claim of the audiences `away` is about: their projected rows may be shown as they are."""
    rows = MeetingRow.objects.all()
    return rows.exclude(pk__in=MeetingAudience.objects.filter(audience__in=away).values("meeting")) if away else rows


def mixed(viewer: Viewer, away: frozenset[int]) -> QuerySet[MeetingRow]:
    """Meetings of which the viewer sees some claims and not others."""
    if not away:
        return MeetingRow.objects.none()
    seen = MeetingAudience.objects.filter(audience__in=viewer.audiences).values("meeting")
    return MeetingRow.objects.filter(pk__in=MeetingAudience.objects.filter(audience__in=away).values("meeting")).filter(pk__in=seen)


def names(viewer: Viewer, rows: Iterable[str], away: frozenset[int]) -> dict[str, str]:
    """The identifier under which the viewer knows each of these meetings that the viewer may see.

    A meeting is named after its first mention; where that one is hidden, after the first that is not, since the
    identifier holds digits of the document.
    """
    wanted = sorted(set(rows))
    found = {}
    for batch in batches(wanted):
        found.update({pk: pk for pk in unmixed(away).filter(pk__in=batch).values_list("pk", flat=True)})
        rest = [pk for pk in batch if pk not in found] if away else []
        if rest:
            seen = claims(viewer).filter(mention__meeting__in=rest).exclude(status__in=DEAD)
            for row, mention in seen.order_by("mention__seq", "mention").values_list("mention__meeting", "mention").distinct():
                found.setdefault(row, mention)
    return found


def resolve(viewer: Viewer, name: str) -> str | None:
    """The row of the meeting that the viewer calls `name`: its identifier, or the identifier of any of its mentions that is visible."""
    seen = claims(viewer).filter(mention=name, mention__meeting__isnull=False)
    found = seen.values_list("mention__meeting", flat=True).first()
    if found is None:
        found = unmixed(hidden(viewer)).filter(pk=name).values_list("pk", flat=True).first()
    return found


def stamp() -> str | None:
    """A name for the state of the whole record: the hash of the ledger's last entry, None while it is empty."""
    return Entry.objects.order_by("-seq").values_list("hash", flat=True).first()


def batches(things: Sequence[Thing], size: int = 5000) -> Iterator[Sequence[Thing]]:
    """`things` in runs that one statement can name."""
    for start in range(0, len(things), size):
        yield things[start : start + size]


def mentions(viewer: Viewer) -> QuerySet[Mention]:
    """The mentions of visible documents."""
    return visible(Mention.objects.all(), viewer)
