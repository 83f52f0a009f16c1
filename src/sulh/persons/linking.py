"""Rows of lists that may be of one person: compared, weighed, and put together into proposals that people decide about.

    found = link(entries)  # rows of one list or of several
    for cluster in found.clusters:
        print(cluster.rows, cluster.weakest)

Decisions of people are given with `decided`: what they said stays said, whatever the weights are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sulh.model.messages import FilledMessage
from sulh.model.person_entry import PersonEntry
from sulh.persons.clusters import LinkedPair, PersonCluster, clustered
from sulh.persons.decisions import Decisions
from sulh.persons.evidence import LEVELS, EvidenceWeights, against_relatives, estimated, levels_of
from sulh.persons.letters import list_reading
from sulh.persons.link_job import LinkJob, WeighedPairs
from sulh.persons.matching import NameMatch, PreparedNames
from sulh.persons.workers import LinkWorkers, ThisProcess

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["LinkedLists", "likelihoods", "link"]

PROPOSED = 0.5  # pairs as likely of one person as not, and likelier


class LinkedLists:
    """What was found in lists: the pairs that may be of one person, the clusters proposed, and the reasons for any pair.

    `compared` is how many pairs were compared, `remarks` say of how many rows and words not all that are alike were.
    """

    def __init__(self, entries: Sequence[PersonEntry], prepared: PreparedNames, job: LinkJob, weights: EvidenceWeights) -> None:
        self.entries = tuple(entries)
        self._prepared, self._job, self.weights = prepared, job, weights
        self.pairs: tuple[LinkedPair, ...] = ()
        self.clusters: tuple[PersonCluster, ...] = ()
        self.compared = 0
        self.remarks: tuple[FilledMessage, ...] = ()

    def reasons(self, one: int, other: int) -> tuple[FilledMessage, ...]:
        """Return why two rows may be of one person or not: the names slot by slot, then year, sex, place and date."""
        import numpy as np

        match: NameMatch = self._prepared.match(one, other)
        pattern = int(self._job.table.found(np.array([one]), np.array([other]))[0])
        said = [finding.message for finding in match.slots]
        for feature, level in levels_of(pattern).items():
            if level:
                weight = f"{float(self.weights.levels[feature][level]):+.1f}"
                said.append(FilledMessage("{found} ({weight})", found=LEVELS[feature][level][0], weight=weight))
        return tuple(said)


def link(
    entries: Sequence[PersonEntry], *, decided: Decisions | None = None, proposed: float = PROPOSED, workers: LinkWorkers | None = None
) -> LinkedLists:
    """Return which rows may be of one person: doubles within a list and matches across lists.

    Pairs of likelihood `proposed` and more are proposals. Rows that people decided are the same stand in one cluster and those decided
    different never do, however the weights are. `workers` do the work in parts, this process where none are given; they find the same.
    Raises DecisionError where decisions contradict each other.
    """
    said = (decided or Decisions(())).between({entry.id: at for at, entry in enumerate(entries)})
    workers = workers or ThisProcess()
    names, languages = [entry.name for entry in entries], _languages(entries)
    prepared = PreparedNames(names, languages=languages, held=workers.names(names, languages))
    job = LinkJob.of(prepared, entries)
    compared = workers.compared(job)
    weighed = compared.weighed
    weights = estimated(job.apart, weighed.patterns, weighed.names, job.table.kinds(*job.rows(weighed.codes)))
    found = LinkedLists(entries, prepared, job, weights)
    found.compared = compared.count
    found.remarks = _remarks(job.blocks.alone(), len(compared.crowded), prepared.vocabulary.crowded)
    found.pairs = _pairs(job, weights, weighed, said, proposed)
    found.clusters = clustered(found.pairs, said, lambda rows, columns: likelihoods(job, weights, job.all_weighed(rows, columns)))
    return found


def _remarks(alone: int, rows: int, words: int) -> tuple[FilledMessage, ...]:
    """What was not compared, in words."""
    found = []
    if alone:
        found.append(FilledMessage("rows with one name or none and nothing else that tells, compared with no other: {count}", count=alone))
    if rows:
        found.append(FilledMessage(
            "rows that share their names with very many others and say too little else, compared with some of these and not all: {count}; "
            "years of birth, places or days would tell them apart", count=rows,
        ))  # fmt: skip
    if words:
        found.append(FilledMessage(
            "words of names that sound like very many others, compared with the commonest and those spelt most like them: {count}",
            count=words,
        ))  # fmt: skip
    return tuple(found)


def _languages(entries: Sequence[PersonEntry]) -> list[str | None]:
    """How Latin letters of each name are read: as the language of its list reads them."""
    by_list: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_list[entry.list].append(entry.name)
    languages = {name: list_reading(held) for name, held in by_list.items()}
    return [languages[entry.list] for entry in entries]


def likelihoods(job: LinkJob, weights: EvidenceWeights, pairs: WeighedPairs) -> Numbers:
    """Return how likely each pair is of one person: likelier than of two strangers, and than of two of one family."""
    import numpy as np

    rows, columns = job.rows(pairs.codes)
    strangers = pairs.names + weights.patterns[pairs.patterns] + weights.prior[job.table.kinds(rows, columns)]
    family = against_relatives(job.names.given_likeness(rows, columns), pairs.patterns)
    likely: Numbers = 1 / (1 + np.exp(-np.clip(strangers, -50, 50)) + np.exp(-np.clip(family, -50, 50)))
    return likely


def _pairs(
    job: LinkJob, weights: EvidenceWeights, weighed: WeighedPairs, said: dict[tuple[int, int], str], proposed: float
) -> tuple[LinkedPair, ...]:
    """The pairs that are decided to be the same, and those that are proposed."""
    likely = likelihoods(job, weights, weighed)
    kept = (likely >= proposed).nonzero()[0]
    rows, columns = (places.tolist() for places in job.rows(weighed.codes[kept]))
    pairs = {pair: LinkedPair(*pair, 1.0, "same") for pair, what in said.items() if what == "same"}
    for one, other, value in zip(rows, columns, likely[kept].tolist(), strict=True):
        pair = (one, other)
        pairs[pair] = LinkedPair(one, other, value, said.get(pair, ""))
    return tuple(pairs.values())
