"""Find for each new mention the meeting it is about, among the mentions of the same days or the same round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Right

from sulh.identity.features import findings, stands_twice
from sulh.identity.table import forbidding
from sulh.identity.telling import UNSETTLED, Telling, together
from sulh.model.kinds import kind_named
from sulh.model.vocabulary import RETIRED
from sulh.record.access import ALL
from sulh.record.canonical import parsed
from sulh.record.inserting import select
from sulh.record.merging import MERGE, PROPOSE, Compared, Match, compared, likelihood, match, score
from sulh.record.projection.models import Claim, MeetingRow, Mention, Shown, rows
from sulh.record.projection.touched import batches

__all__ = ["Neighbours"]

_CLAIM = ("seq", "mention_id", "property", "value", "decided", "status")
_COMPARED = frozenset({*(one.name for one in kind_named("meeting").values), "participant"})


@dataclass(eq=False, slots=True)
class _Group:
    """The mentions that are one meeting, and what they tell of it together, worked out when it is first asked for."""

    names: set[str] = field(default_factory=set)
    told: Telling | None = None

    def whole(self, members: Sequence[Telling]) -> Telling:
        """What all its mentions tell."""
        if self.told is None:
            self.told = together(members)
        return self.told


class Neighbours:
    """The mentions of meetings already in the record, by block; loads a block the first time it is asked for.

    It serves one writer for as long as nobody else writes: make a new one when the ledger has moved.
    """

    def __init__(self) -> None:
        self._blocks: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, Compared] = {}
        self._group: dict[str, _Group] = {}
        self._loaded: set[str] = set()

    def load(self, mentions: Iterable[Compared]) -> None:
        """Read from the record what stands in the blocks of `mentions`."""
        keys = {key for mention in mentions for key in mention.asks} - self._loaded
        self._loaded |= keys
        days = [_iso(key) for key in keys if key.startswith("day ")]
        rounds = [int(key.split(" ")[1]) for key in keys if key.startswith("round ")]
        meetings: set[str] = set()
        # By their days and numbers first, then whether it is the row of the whole meeting: a plan may begin with all that are.
        whole = rows(MeetingRow).filter(Exists(Shown.objects.filter(scope=ALL, row=OuterRef("pk"))))
        for some in batches(days):
            meetings.update(whole.filter(first_day__in=some).values_list("meeting", flat=True))
            meetings.update(whole.filter(last_day__in=some).values_list("meeting", flat=True))
        for some_rounds in batches(sorted(set(rounds))):
            meetings.update(whole.filter(ordinal__in=some_rounds).values_list("meeting", flat=True))
        # No index leads to a day without its year. Those of which no source gives a year have no first day; all are looked through
        # only where the year of a new one is not given.
        for kind, among in (("yearless ", whole.filter(first_day__isnull=True)), ("year ", whole)):
            ends = {f"-{key.removeprefix(kind)}" for key in keys if key.startswith(kind)}
            for some_ends in batches(sorted(ends)):
                of_the_year = among.annotate(ending=Right("start", len(some_ends[0]))).filter(ending__in=some_ends)
                meetings.update(of_the_year.values_list("meeting", flat=True))
        meetings |= _in_years(whole, keys)
        for some in batches(sorted(meetings)):
            self._read(some)

    def _read(self, meetings: Sequence[str]) -> None:
        found = Mention.objects.filter(meeting__in=meetings).order_by("seq")
        columns = ("pk", "source_id", "seq", "meeting", "source__published")
        new = {row[0]: row[1:] for row in found.values_list(*columns) if row[0] not in self._known}
        claims: dict[str, list[tuple[str, object]]] = defaultdict(list)
        for some in batches(new):
            stated = sorted(select(Claim._meta.db_table, _CLAIM, "mention_id", some), key=itemgetter(0))
            for _, mention, name, value, decided, status in stated:
                if name in _COMPARED and status not in RETIRED:
                    claims[mention].append((name, parsed(decided or value)))
        groups: dict[str, _Group] = defaultdict(_Group)
        for mention, (document, seq, meeting, published) in new.items():
            self._put(compared(mention, document, seq, claims[mention], published))
            groups[str(meeting)].names.add(mention)
        for group in groups.values():
            for mention in group.names:
                self._group[mention] = group

    def _put(self, mention: Compared) -> None:
        self._known[mention.mention] = mention
        self._group[mention.mention] = _Group({mention.mention})
        for key in mention.stands:
            self._blocks[key].append(mention.mention)

    def place(self, mentions: Sequence[Compared]) -> tuple[list[Match], list[Match]]:
        """Merges and proposals for the mentions of one document, which afterwards stand among the neighbours."""
        merges: list[Match] = []
        proposals: list[Match] = []
        for mention in mentions:
            ranked = self._ranked(mention)
            best = next((one for one, barred in ranked if not barred and one.score >= MERGE), None)
            if best is not None:
                merges.append(best)
            proposals += [other for other, _ in ranked if other is not best and (other.score >= PROPOSE or _was_put_off(other))][:3]
            self._put(mention)
            if best is not None:
                self._join(best)
        return merges, proposals

    def _join(self, merge: Match) -> None:
        joined = _Group(self._group[merge.left].names | self._group[merge.right].names)
        for mention in joined.names:
            self._group[mention] = joined

    def _ranked(self, mention: Compared) -> list[tuple[Match, bool]]:
        """One match for each meeting that may be the mention's, the likeliest first: that of the mention most like it.

        How likely it is: that of the mention most like it or, if that is less, that of the meeting as all its mentions tell of it.
        A meeting is left out when a document tells of it beside the mention, since a document that tells of two meetings means
        two, unless both read alike (`stands_twice`). Such a one is marked, as is one of whose mentions one contradicts it: these are
        joined by persons only.
        """
        found: list[tuple[Match, int, bool]] = []
        seen: set[int] = set()
        for neighbour in sorted({name for key in mention.asks for name in self._blocks.get(key, ())}):
            group = self._group[neighbour]
            if id(group) in seen:
                continue
            seen.add(id(group))
            members = [self._known[name] for name in group.names]
            if beside := [member for member in members if member.document == mention.document]:
                found += [(match(one, mention), one.seq, True) for one in beside if stands_twice(findings(one, mention))]
                continue
            compared_with = [(member, findings(member, mention)) for member in sorted(members, key=lambda member: member.seq)]
            scored = [(likelihood(how), member) for member, how in compared_with]
            best, likest = max(scored, key=itemgetter(0))
            reason = match(likest, mention)
            if len(members) > 1:
                reason = replace(reason, score=min(best, score(group.whole(members), mention)))
            found.append((reason, scored[0][1].seq, any(forbidding(how) for _, how in compared_with)))
        found.sort(key=lambda one: (one[2], -one[0].score, one[1]))
        return [(one, barred) for one, _, barred in found]


# The months with which halves, thirds and quarters of a year begin.
_PARTS = (1, 4, 5, 7, 9, 10)


def _in_years(whole: QuerySet[Any, Any], keys: Iterable[str]) -> set[str]:
    """The meetings in the blocks of what is planned for a year in a track, which begin with a quarter, and of what was held in it."""
    found: set[str] = set()
    for key in keys:
        block, _, rest = key.partition(" ")
        if block in ("plan", "held"):
            year, _, track = rest.partition(" ")
            of_track = whole.filter(track_id=track)
            if block == "plan":
                begun = of_track.filter(status__in=UNSETTLED, first_day__in=[f"{year}-{month:02}-01" for month in _PARTS])
            else:
                begun = of_track.filter(first_day__gte=f"{year}-01-01", first_day__lte=f"{year}-12-31")
            found.update(begun.values_list("meeting", flat=True))
    return found


def _was_put_off(found: Match) -> bool:
    """Whether both are the round of one number in one format, of which one was only planned: a person is asked, wherever it was held."""
    return bool(found.reason["ordinal"]["found"] == "same in track" and found.reason["date"]["found"] == "moved")


def _iso(key: str) -> str:
    import datetime as dt

    return dt.date.fromordinal(int(key.removeprefix("day "))).isoformat()
