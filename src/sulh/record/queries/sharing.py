"""Who may see a thing: its claims by the source that states them, what sharing them otherwise would change, and what it would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sulh.model import RecordError
from sulh.model.kinds import listed_kinds
from sulh.record.access import LEVELS, require
from sulh.record.queries.claims import claim_views
from sulh.record.queries.visible import batches, claims, facts, meeting_rows, mentions, resolve
from sulh.record.shapes import ClaimView, DocumentRef, Viewer

__all__ = ["FACT", "MEETING", "SharedSource", "SharingChange", "change_of", "shared_thing"]

# What the name of a thing begins with that is shared as a whole: a meeting, and what several sources state alike.
MEETING, FACT = "meeting:", "fact:"
_RESTRICTED = "restricted"
_AUDIENCE = ("pk", "audience__level", "audience__groups")


@dataclass(frozen=True, slots=True)
class SharedSource:
    """What one source states of a thing, with the level and groups of each of its claims."""

    document: DocumentRef
    claims: tuple[ClaimView, ...]
    audiences: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def now(self) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """Who may see how many of the claims: level, groups and number, the widest first."""
        counted = Counter(self.audiences)
        return tuple((*one, counted[one]) for one in sorted(counted, key=lambda one: (LEVELS.index(one[0]), one[1])))


@dataclass(frozen=True, slots=True)
class SharingChange:
    """What sharing a thing with an audience comes to: the claims that change, of so many sources, and how many stay as they are.

    Those stay that are so already, and those whose source nobody of that audience may see or fewer than it.
    """

    claims: tuple[str, ...]
    sources: int
    kept: int


def shared_thing(viewer: Viewer, thing: str) -> tuple[SharedSource, ...]:
    """The claims of a thing by source, as far as the viewer may see them.

    `thing` is a claim, a mention (what one source states of a meeting or a fact), `meeting:` and the name of a meeting with all its
    sources, or `fact:` and a mention with every source that states the same. Raises RecordError where there is nothing.
    """
    require(viewer, "read")
    found = [row for some in batches(_claims(viewer, thing)) for row in claims(viewer).filter(pk__in=some).values_list(*_AUDIENCE)]
    if not found:
        raise RecordError("there is nothing of that name here")
    audience = {key: (level, tuple(filter(None, names.split("|")))) for key, level, names in found}
    by_source: dict[str, list[ClaimView]] = {}
    for some in batches(sorted(audience)):
        for view in claim_views(viewer, claims(viewer).filter(pk__in=some).order_by("seq")):
            by_source.setdefault(view.document.id, []).append(view)
    return tuple(SharedSource(own[0].document, tuple(own), tuple(audience[one.id] for one in own)) for own in by_source.values())


def change_of(parts: Iterable[SharedSource], level: str, groups: Sequence[str] = ()) -> SharingChange:
    """What sharing these with that level and these groups would change; without groups, any that differ are meant by `restricted`."""
    wanted, changing, sources, total = (level, tuple(sorted(set(groups)))), [], 0, 0
    for part in parts:
        total += len(part.claims)
        if not _may_be(part.document, *wanted):
            continue
        own = [one.id for one, now in zip(part.claims, part.audiences, strict=True) if now != wanted]
        changing += own
        sources += bool(own)
    return SharingChange(tuple(changing), sources, total - len(changing))


def _may_be(document: DocumentRef, level: str, groups: tuple[str, ...]) -> bool:
    """Whether claims of the source may be shared so: not with more than may see it, nor with groups of which none may."""
    if LEVELS.index(level) < LEVELS.index(document.level):
        return False
    return document.level != _RESTRICTED or not groups or not set(groups).isdisjoint(document.groups)


def _claims(viewer: Viewer, thing: str) -> list[str]:
    if thing.startswith(MEETING):
        key = resolve(viewer, thing.removeprefix(MEETING))
        meeting = meeting_rows(viewer).filter(pk=key).values("meeting") if key is not None else []
        return list(claims(viewer).filter(mention__meeting__in=meeting).values_list("pk", flat=True))
    if thing.startswith(FACT):
        return _of_mentions(viewer, _alike(viewer, thing.removeprefix(FACT)))
    one = list(claims(viewer).filter(pk=thing).values_list("pk", flat=True))
    return one or _of_mentions(viewer, [thing])


def _alike(viewer: Viewer, mention: str) -> list[str]:
    """The mentions that state the same fact, in every source that the viewer may see."""
    kind = mentions(viewer).filter(pk=mention).values_list("kind", flat=True).first()
    if kind not in {one.name for one in listed_kinds()}:
        return []
    same = facts(viewer, str(kind)).filter(pk=mention).values_list("same", flat=True).first()
    return [mention, *facts(viewer, str(kind)).filter(same=same).exclude(pk=mention).values_list("pk", flat=True)]


def _of_mentions(viewer: Viewer, names: list[str]) -> list[str]:
    return list(claims(viewer).filter(mention__in=names).values_list("pk", flat=True))
