"""Rows of lists that may be of one person: compared, weighed, and put together into proposals that people decide about.

    found = link(entries)  # rows of one list or of several
    for cluster in found.clusters:
        print(cluster.rows, cluster.weakest)

Decisions of people are given with `decided`: what they said stays said, whatever the weights are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sulh.model.person_entry import PersonEntry
from sulh.persons.blocking import candidate_pairs
from sulh.persons.decisions import Decisions
from sulh.persons.evidence import LEVELS, EntryTable, EvidenceWeights, against_relatives, estimated
from sulh.persons.letters import list_reading
from sulh.persons.matching import NameMatch, PreparedNames
from sulh.persons.names import PersonName, person_name

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["LinkedLists", "LinkedPair", "PersonCluster", "link"]

PROPOSED = 0.5  # pairs as likely of one person as not, and likelier
# Two clusters stay apart where two of their rows are so unlikely of one person.
_AGAINST = 0.01
_BATCH = 1 << 20


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """Two rows by their places, how likely they are of one person (0 to 1), and what a person decided ("" for nothing)."""

    one: int
    other: int
    likely: float
    decided: str = ""


@dataclass(frozen=True, slots=True)
class PersonCluster:
    """Rows, by their places, that are proposed as one person; the pairs that hold them together, the weakest of these, and what is decided.

    A cluster is never more than a proposal until people decide its pairs.
    """

    rows: tuple[int, ...]
    pairs: tuple[LinkedPair, ...]
    weakest: float
    is_decided: bool


class LinkedLists:
    """What was found in lists: the pairs that may be of one person, the clusters proposed, and the reasons for any pair."""

    def __init__(self, entries: Sequence[PersonEntry], prepared: PreparedNames, table: EntryTable, weights: EvidenceWeights) -> None:
        self.entries = tuple(entries)
        self._prepared, self._table, self.weights = prepared, table, weights
        self.pairs: tuple[LinkedPair, ...] = ()
        self.clusters: tuple[PersonCluster, ...] = ()
        self.compared = 0

    def reasons(self, one: int, other: int) -> tuple[str, ...]:
        """Return why two rows may be of one person or not, in words: the names slot by slot, then year, sex, place and date."""
        import numpy as np

        match: NameMatch = self._prepared.match(one, other)
        found = self._table.found(np.array([one]), np.array([other]))
        said = [str(finding) for finding in match.slots]
        for feature, levels in found.items():
            level = int(levels[0])
            if level:
                said.append(f"{LEVELS[feature][level][0]} ({float(self.weights.levels[feature][level]):+.1f})")
        return tuple(said)


def link(entries: Sequence[PersonEntry], *, decided: Decisions | None = None, proposed: float = PROPOSED) -> LinkedLists:
    """Return which rows may be of one person: doubles within a list and matches across lists.

    Pairs of likelihood `proposed` and more are proposals. Rows that people decided are the same stand in one cluster and those decided
    different never do, however the weights are. Raises DecisionError where decisions contradict each other.
    """
    prepared = PreparedNames(_names(entries))
    table = EntryTable(entries)
    rows, columns = candidate_pairs(prepared, entries)
    names = _name_weights(prepared, rows, columns)
    count = len(entries)
    weights = estimated(table, rows, columns, names, pairs=count * (count - 1) / 2)
    found = LinkedLists(entries, prepared, table, weights)
    likely = _likely(prepared, table, weights, rows, columns, names)
    found.compared = len(rows)
    found.pairs, found.clusters = _proposals(entries, rows, columns, likely, decided or Decisions(()), proposed)
    return found


def _names(entries: Sequence[PersonEntry]) -> list[PersonName]:
    """The names taken apart, Latin letters read as the language of their list reads them."""
    by_list: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_list[entry.list].append(entry.name)
    languages = {name: list_reading(held) for name, held in by_list.items()}
    return [person_name(entry.name, languages[entry.list]) for entry in entries]


def _name_weights(prepared: PreparedNames, rows: Numbers, columns: Numbers) -> Numbers:
    import numpy as np

    parts = [prepared.weights(rows[at : at + _BATCH], columns[at : at + _BATCH]) for at in range(0, len(rows), _BATCH)]
    return np.concatenate(parts) if parts else np.empty(0, np.float32)


def _likely(
    prepared: PreparedNames, table: EntryTable, weights: EvidenceWeights, rows: Numbers, columns: Numbers, names: Numbers
) -> Numbers:
    import numpy as np

    found = table.found(rows, columns)
    strangers = names + weights.of(found) + weights.prior
    family = against_relatives(prepared.given_likeness(rows, columns), found)
    likely: Numbers = 1 / (1 + np.exp(-np.clip(strangers, -50, 50)) + np.exp(-np.clip(family, -50, 50)))
    return likely


def _proposals(
    entries: Sequence[PersonEntry], rows: Numbers, columns: Numbers, likely: Numbers, decided: Decisions, proposed: float
) -> tuple[tuple[LinkedPair, ...], tuple[PersonCluster, ...]]:
    """The pairs proposed and decided, and the clusters they make: the likeliest first, none against a decision or strong evidence."""
    place = {entry.id: at for at, entry in enumerate(entries)}
    said = decided.between(place)
    same = [pair for pair, what in said.items() if what == "same"]
    apart = {pair for pair, what in said.items() if what == "different"}
    kept = (likely >= proposed).nonzero()[0].tolist()
    pairs = {pair: LinkedPair(*pair, 1.0, "same") for pair in same}
    for at in kept:
        pair = (int(rows[at]), int(columns[at]))
        pairs[pair] = LinkedPair(*pair, float(likely[at]), said.get(pair, ""))
    groups = _Groups(len(entries), apart, _Unlikely(rows, columns, likely, len(entries)))
    for one, other in same:
        groups.join(one, other)
    for linked in sorted((pair for pair in pairs.values() if not pair.decided), key=lambda pair: (-pair.likely, pair.one, pair.other)):
        groups.propose(linked.one, linked.other)
    return tuple(pairs.values()), _clusters(groups, pairs)


def _clusters(groups: _Groups, pairs: Mapping[tuple[int, int], LinkedPair]) -> tuple[PersonCluster, ...]:
    inside: defaultdict[int, list[LinkedPair]] = defaultdict(list)
    for pair in pairs.values():
        if pair.decided != "different" and groups.of[pair.one] == groups.of[pair.other]:
            inside[groups.of[pair.one]].append(pair)
    found = []
    for number, held in inside.items():
        decided = _Groups(0, ())
        decided.of = {row: row for row in groups.members[number]}
        decided.members = {row: [row] for row in groups.members[number]}
        for pair in held:
            if pair.decided == "same":
                decided.join(pair.one, pair.other)
        is_decided = len(set(decided.of.values())) == 1
        found.append(PersonCluster(tuple(sorted(groups.members[number])), tuple(held), min(pair.likely for pair in held), is_decided))
    return tuple(sorted(found, key=lambda cluster: cluster.rows))


class _Unlikely:
    """The pairs that were compared and are hardly of one person; asked for few of many million, so nothing is copied."""

    def __init__(self, rows: Numbers, columns: Numbers, likely: Numbers, count: int) -> None:
        self._codes, self._likely, self._count = rows * count + columns, likely, count  # in order, as they were made

    def __contains__(self, pair: tuple[int, int]) -> bool:
        code = pair[0] * self._count + pair[1]
        at = int(self._codes.searchsorted(code))
        return at < len(self._codes) and int(self._codes[at]) == code and float(self._likely[at]) < _AGAINST


class _Groups:
    """Rows in groups that are joined one by one; decisions of people forbid joins, strong evidence hinders them."""

    def __init__(self, count: int, apart: Iterable[tuple[int, int]], unlikely: _Unlikely | None = None) -> None:
        self.of: dict[int, int] = {row: row for row in range(count)}
        self.members: dict[int, list[int]] = {row: [row] for row in range(count)}
        self._apart = set(apart)
        self._unlikely = unlikely

    def join(self, one: int, other: int) -> None:
        """Put two rows and their groups together."""
        keep, gone = self.of[one], self.of[other]
        if keep != gone:
            for row in self.members[gone]:
                self.of[row] = keep
            self.members[keep] += self.members.pop(gone)

    def propose(self, one: int, other: int) -> None:
        """Join two groups, unless a person decided otherwise of two of their rows, or two of them are hardly one person."""
        left, right = self.members[self.of[one]], self.members[self.of[other]]
        if left is right:
            return
        crossing = [(min(a, b), max(a, b)) for a in left for b in right]
        if not any(pair in self._apart or (self._unlikely is not None and pair in self._unlikely) for pair in crossing):
            self.join(one, other)
