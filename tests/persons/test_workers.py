"""The work of linking in parts: whoever does it, the same pairs are found; and what is not compared would not be proposed."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

import numpy as np
import pytest

from persons.test_linking import ENTRIES, TRUTH
from sulh.persons import PreparedNames, blocking, link
from sulh.persons.blocking import BlockPairs
from sulh.persons.evidence import estimated
from sulh.persons.link_job import LinkJob
from sulh.persons.linking import likelihoods
from sulh.persons.name_columns import NamesInWords
from sulh.persons.spark import SparkCluster
from sulh.persons.workers import LinkWorkers, Processes

JOB = LinkJob.of(PreparedNames(entry.name for entry in ENTRIES), ENTRIES)
TRUE = np.array([a * len(TRUTH) + b for a in range(len(TRUTH)) for b in range(a + 1, len(TRUTH)) if TRUTH[a] == TRUTH[b]])
NO_SPARK = "Spark needs Java and pyspark" if find_spec("pyspark") is None or shutil.which("java") is None else ""


def same_as_here(workers: LinkWorkers) -> bool:
    """Whether these workers find what this process finds, to the last figure."""
    here, there = link(ENTRIES), link(ENTRIES, workers=workers)
    return (here.pairs, here.clusters, here.compared) == (there.pairs, there.clusters, there.compared) and len(here.pairs) > 100


def test_processes_find_the_same() -> None:
    assert same_as_here(Processes(2))


@pytest.mark.slow
@pytest.mark.skipif(bool(NO_SPARK), reason=NO_SPARK)
@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
@pytest.mark.filterwarnings("ignore")
def test_cluster_of_spark_finds_the_same(master: str) -> None:
    assert same_as_here(SparkCluster(master))


@pytest.mark.parametrize("parts", [2, 7])
def test_parts_of_the_keys_come_to_the_whole(parts: int) -> None:
    assert np.array_equal(BlockPairs.joined([JOB.pairs(part, parts) for part in range(parts)]).codes, JOB.pairs().codes)


def test_names_taken_apart_in_parts_are_numbered_as_in_one() -> None:
    names = [entry.name for entry in ENTRIES]
    whole = NamesInWords.of(names)
    joined = NamesInWords.joined([NamesInWords.of(names[:70]), NamesInWords.of(names[70:71]), NamesInWords.of(names[71:])])
    assert joined.words == whole.words
    assert np.array_equal(joined.slots, whole.slots)


def test_true_pairs_are_compared_in_large_groups_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for so few rows in a group that almost all keys are made longer."""
    every = JOB.pairs().codes
    monkeypatch.setattr(blocking, "_LARGEST", 2)
    monkeypatch.setattr(blocking, "_SMALLEST", 2)
    fewer = JOB.pairs().codes
    assert np.isin(TRUE, every).mean() >= 0.97
    assert np.isin(TRUE, fewer).mean() >= 0.9
    assert len(fewer) < len(every)


def test_pairs_that_are_not_compared_for_their_given_names_would_never_be_proposed() -> None:
    rows, columns = np.triu_indices(len(ENTRIES), 1)
    weighed = JOB.all_weighed(rows, columns)
    weights = estimated(JOB.apart, weighed.patterns, weighed.names, JOB.table.kinds(rows, columns))
    likely = likelihoods(JOB, weights, weighed)
    never = JOB.names.given_likeness(rows, columns) == 0
    assert never.any() and likely[never].max() < 0.01
    assert likely[~never].max() > 0.9
