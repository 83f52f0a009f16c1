"""Find for each new mention the meeting it is about, among the mentions of the same days or the same round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter

from django.db.models.functions import Right

from sulh.model.vocabulary import RETIRED
from sulh.record.access import ALL
from sulh.record.canonical import parsed
from sulh.record.inserting import select
from sulh.record.merging import MERGE, PROPOSE, Compared, Match, compared, match, score
from sulh.record.projection.models import Claim, MeetingRow, Mention, rows
from sulh.record.projection.touched import batches

__all__ = ["Neighbours"]

_CLAIM = ("seq", "mention_id", "property", "value", "decided", "status")
_COMPARED = ("kind", "status", "track", "ordinal", "start", "end", "city", "country", "core", "participant")


class Neighbours:
    """The mentions of meetings already in the record, by block; loads a block the first time it is asked for.

    It serves one writer for as long as nobody else writes: make a new one when the ledger has moved.
    """

    def __init__(self) -> None:
        self._blocks: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, Compared] = {}
        self._group: dict[str, set[str]] = {}
        self._loaded: set[str] = set()

    def load(self, mentions: Iterable[Compared]) -> None:
        """Read from the record what stands in the blocks of `mentions`."""
        keys = {key for mention in mentions for key in mention.asks} - self._loaded
        self._loaded |= keys
        days = [_iso(key) for key in keys if key.startswith("day ")]
        rounds = [int(key.split(" ")[1]) for key in keys if key.startswith("round ")]
        meetings: set[str] = set()
        whole = rows(MeetingRow).filter(shown__scope=ALL)
        for some in batches(days):
            meetings.update(whole.filter(first_day__in=some).values_list("meeting", flat=True))
            meetings.update(whole.filter(last_day__in=some).values_list("meeting", flat=True))
        for some_rounds in batches(sorted(set(rounds))):
            meetings.update(whole.filter(ordinal__in=some_rounds).values_list("meeting", flat=True))
        ends = {f"-{key.split(' ')[1]}" for key in keys if key.startswith("year")}
        for some_ends in batches(sorted(ends)):
            # One look through all meetings for all of them: no index leads to a day without its year.
            of_the_year = whole.annotate(ending=Right("start", len(some_ends[0]))).filter(ending__in=some_ends)
            meetings.update(of_the_year.values_list("meeting", flat=True))
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
        groups: dict[str, set[str]] = defaultdict(set)
        for mention, (document, seq, meeting, published) in new.items():
            self._put(compared(mention, document, seq, claims[mention], published))
            groups[str(meeting)].add(mention)
        for group in groups.values():
            for mention in group:
                self._group[mention] = group

    def _put(self, mention: Compared) -> None:
        self._known[mention.mention] = mention
        self._group[mention.mention] = {mention.mention}
        for key in mention.stands:
            self._blocks[key].append(mention.mention)

    def place(self, mentions: Sequence[Compared]) -> tuple[list[Match], list[Match]]:
        """Merges and proposals for the mentions of one document, which afterwards stand among the neighbours."""
        merges: list[Match] = []
        proposals: list[Match] = []
        for mention in mentions:
            ranked = self._ranked(mention)
            best = ranked[0] if ranked and ranked[0].score >= MERGE else None
            if best is not None:
                merges.append(best)
            proposals += [other for other in ranked if other is not best and other.score >= PROPOSE][:3]
            self._put(mention)
            if best is not None:
                self._join(best)
        return merges, proposals

    def _join(self, merge: Match) -> None:
        joined = self._group[merge.left] | self._group[merge.right]
        for mention in joined:
            self._group[mention] = joined

    def _ranked(self, mention: Compared) -> list[Match]:
        """One match for each meeting that may be the mention's, the likeliest first: that of the mention most like it.

        A meeting is left out when a document tells of it beside the mention, since a document that tells of two meetings means
        two, and when any of its mentions speaks clearly against it.
        """
        found: list[tuple[Match, int]] = []
        seen: set[int] = set()
        for neighbour in sorted({name for key in mention.asks for name in self._blocks.get(key, ())}):
            group = self._group[neighbour]
            if id(group) in seen:
                continue
            seen.add(id(group))
            members = [self._known[name] for name in group]
            if any(member.document == mention.document for member in members):
                continue
            scored = [(score(member, mention), member) for member in sorted(members, key=lambda member: member.seq)]
            if min(one for one, _ in scored) < 0.01:
                continue
            likest = max(scored, key=itemgetter(0))[1]
            found.append((match(likest, mention), scored[0][1].seq))
        found.sort(key=lambda pair: (-pair[0].score, pair[1]))
        return [one for one, _ in found]


def _iso(key: str) -> str:
    import datetime as dt

    return dt.date.fromordinal(int(key.removeprefix("day "))).isoformat()
