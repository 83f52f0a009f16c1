"""What changed since somebody last looked: what came, what others decided and said, what is promised, what sources now contradict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce

from sulh.record.access import require
from sulh.record.models import Entry
from sulh.record.projection.decided import CLAIM_STATUS
from sulh.record.projection.models import Decision, Mention, Source
from sulh.record.queries.commitments import promised_since
from sulh.record.queries.discussing import AssignmentView, CommentView, assignments, comments
from sulh.record.queries.disputes import PROPERTIES, disputed_before
from sulh.record.queries.history import Changed, changes_since
from sulh.record.queries.lists import placed, views
from sulh.record.queries.main_meetings import known_sources
from sulh.record.queries.refs import document_refs
from sulh.record.queries.visible import batches, claims
from sulh.record.shapes import CommitmentLine, DocumentRef, MeetingView, Viewer

__all__ = ["AddedBy", "DecidedBy", "NewlyDisputed", "News", "came_since", "entry_at", "news"]

_SHOWN = 6
_MOST = 300
_KINDS = 4  # of decisions that are named of one colleague
_TALK = ("comment", "assign", "done")


@dataclass(frozen=True, slots=True)
class AddedBy:
    """What one person added of one sort (document, list, form, entry): how many sources, and the latest of them."""

    author: str
    sort: str
    number: int
    latest: tuple[DocumentRef, ...]


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """What one colleague decided: how often in all, and of which kinds of decision, the commonest first."""

    author: str
    number: int
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NewlyDisputed:
    """A meeting about which sources contradict each other now and did not before, with the properties in question."""

    meeting: MeetingView
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What is new after the entry `after`; every part is empty where nothing is."""

    after: int
    added: tuple[AddedBy, ...] = ()
    deeds: tuple[DecidedBy, ...] = ()
    anew: tuple[Changed, ...] = ()
    promises: tuple[CommitmentLine, ...] = ()
    promises_left: int = 0
    disputed: tuple[NewlyDisputed, ...] = ()
    comments: tuple[CommentView, ...] = ()
    asked: tuple[AssignmentView, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.deeds, self.anew, self.promises, self.disputed, self.comments, self.asked))


def came_since(viewer: Viewer, since: str) -> frozenset[str]:
    """The sources that came since that time (ISO 8601, UTC) and that the viewer may see: one statement."""
    require(viewer, "read")
    known = known_sources(viewer)
    return frozenset(key for (key,) in _came(since) if key in known)


def _came(since: str) -> QuerySet[Any, Any]:
    before = Entry.objects.filter(at__lte=since).order_by("-seq").values("seq")[:1]
    return Source.objects.filter(seq__gt=Coalesce(Subquery(before), 0), withdrawn=False).values_list("pk")


def entry_at(since: str) -> int:
    """The last entry that was there at that time; 0 where there was none."""
    return Entry.objects.filter(at__lte=since).order_by("-seq").values_list("seq", flat=True).first() or 0


def news(viewer: Viewer, after: int) -> News:
    """What others changed after that entry, and what readings and imports brought, as far as the viewer may see it."""
    require(viewer, "read")
    found = changes_since(viewer, after, limit=_MOST)
    said = comments(viewer, {one.target for one in found if one.kind == "comment" and not one.undone}) if found else ()
    asked = assignments(viewer, to=viewer.name) if viewer.name else ()
    promises = promised_since(viewer, after, limit=_SHOWN)
    return News(
        after=after,
        added=_added(viewer, after),
        deeds=_deeds(found),
        anew=tuple(one for one in found if one.claim is not None and one.body.get("against") not in (None, "0"))[:_SHOWN],
        promises=promises.rows,
        promises_left=promises.total - len(promises.rows),
        disputed=_disputed(viewer, after),
        comments=tuple(one for one in said if one.seq > after and one.author != viewer.name)[-_SHOWN:],
        asked=tuple(one for one in asked if one.seq > after and one.author != viewer.name)[:_SHOWN],
    )


def _added(viewer: Viewer, after: int) -> tuple[AddedBy, ...]:
    known = known_sources(viewer)
    rows = Source.objects.filter(seq__gt=after, withdrawn=False).order_by("-seq").values_list("pk", "author", "sort")
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, author, sort in rows:
        if key in known and not (sort == "entry" and author == viewer.name):
            groups[author, sort].append(key)
    refs = document_refs(viewer, [key for own in groups.values() for key in own[:_SHOWN]])
    return tuple(
        AddedBy(author, sort, len(own), tuple(refs[key] for key in own[:_SHOWN] if key in refs)) for (author, sort), own in groups.items()
    )


def _deeds(found: tuple[Changed, ...]) -> tuple[DecidedBy, ...]:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        if one.kind not in _TALK:
            kinds[one.author][one.kind] += 1
    made = (DecidedBy(author, own.total(), tuple(own.most_common(_KINDS))) for author, own in kinds.items())
    return tuple(sorted(made, key=lambda one: (-one.number, one.author)))


def _disputed(viewer: Viewer, after: int) -> tuple[NewlyDisputed, ...]:
    """The meetings that something new is said or decided about, and about which sources did not contradict each other without it."""
    now = {meeting: one for meeting, one in placed(viewer).items() if one.disputed}
    wanted = _touched(viewer, after, now)
    if not wanted:
        return ()
    made = views(viewer, [now[meeting].key for meeting in wanted], participants=False)
    before = disputed_before(viewer, wanted, after)
    found = (
        NewlyDisputed(view, new)
        for meeting in wanted
        if (view := made.get(now[meeting].key)) and (new := tuple(name for name in view.disputed if name not in before.get(meeting, ())))
    )
    return tuple(sorted(found, key=lambda one: one.meeting.first_day or "", reverse=True))[:_SHOWN]


def _touched(viewer: Viewer, after: int, meetings: Mapping[str, Any]) -> list[str]:
    """Those of these meetings that have a claim, a decision about one, or a merge from after that entry."""
    decided = Decision.objects.filter(seq__gt=after)
    undone = [int(target) for target in decided.filter(kind="undo").values_list("target", flat=True)]
    about = set(decided.filter(kind__in=CLAIM_STATUS).values_list("target", flat=True))
    for seqs in batches(undone):
        about |= set(Decision.objects.filter(pk__in=seqs).values_list("target", flat=True))
    stated = claims(viewer).filter(property__in=PROPERTIES, mention__meeting__isnull=False).order_by()
    found = set(stated.filter(seq__gt=after).values_list("mention__meeting", flat=True).distinct())
    for named in batches(sorted(about)):
        found |= set(stated.filter(pk__in=named).values_list("mention__meeting", flat=True))
    joined = Decision.objects.filter(seq__gt=after, kind="merge", superseded__isnull=True).values_list("target", "other")
    merged = {name for pair in joined for name in pair}
    for some in batches(sorted(merged)):
        found.update(Mention.objects.filter(pk__in=some, meeting__isnull=False).values_list("meeting", flat=True))
    return sorted(meeting for meeting in meetings if meeting in found)
