"""The work of linking on a cluster of Apache Spark, with the same result as on one machine.

Pairs stay on the cluster: each part of the keys hands its pairs to those who weigh, by the range of rows that the lower one is of. So a
pair that two parts find is weighed once, and only what may be of one person comes back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sulh.persons.codes import distinct
from sulh.persons.link_job import ComparedPairs, LinkJob, WeighedPairs
from sulh.persons.name_columns import NamesInWords
from sulh.persons.workers import Processes, parts_of

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["SparkCluster"]


# Tasks of each step; with more tasks than executors none waits long for another.
_TASKS = 16


class SparkCluster:
    """Divides the work of bringing together and weighing pairs among the executors of a cluster.

    `master` is the address of one as Spark has it, such as `spark://host:7077`, `local[2]` or `local-cluster[2,1,1024]`; every executor
    needs a Python with this version of Sulh. Names stay here, where `processes` take them apart: executors see numbers of words, years,
    places.
    """

    def __init__(self, master: str, *, processes: int = 1) -> None:
        self.master = master
        self.processes = processes

    def names(self, names: Sequence[str], languages: Sequence[str | None]) -> NamesInWords:
        """Return names taken apart, in order."""
        return Processes(self.processes).names(names, languages) if self.processes > 1 else NamesInWords.of(names, languages)

    def compared(self, job: LinkJob) -> ComparedPairs:
        """Return the pairs of a job that may be of one person, and how many were compared."""
        import numpy as np
        from pyspark import SparkConf, SparkContext

        if self.master.startswith("local"):
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # Spark takes the first python3 of the path otherwise
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # and listens on every address of the machine
        conf = SparkConf().setMaster(self.master).setAppName("sulh link")
        conf.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
        conf.set("spark.driver.maxResultSize", "0")  # pairs come back whole; the rows are the limit, not this
        parts = max(parts_of(job), _TASKS)
        with SparkContext(conf=conf) as spark:
            spark.setLogLevel("ERROR")
            held = spark.broadcast(job)
            found = spark.parallelize(range(parts), parts).flatMap(lambda part: _pairs(held.value, part, parts))
            weighed = found.groupByKey(_TASKS, partitionFunc=int).map(lambda pair: _weighed(held.value, *pair)).collect()
        crowded = np.unique(np.concatenate([np.empty(0, np.int32), *(one.crowded for one in weighed)]))
        return ComparedPairs(WeighedPairs.joined([one.weighed for one in weighed]), sum(one.count for one in weighed), crowded)


def _pairs(job: LinkJob, part: int, parts: int) -> Iterator[tuple[int, tuple[Numbers, Numbers]]]:
    """The pairs of a part of the keys by who weighs them, with the crowded rows of the part for the first of these."""
    import numpy as np

    pairs = job.pairs(part, parts)
    # Of n rows the k-th is the lower one in up to n - k pairs: ranges of as many pairs end at these rows.
    ends = (len(job.table) * (1 - np.sqrt(1 - np.arange(1, _TASKS) / _TASKS))).astype(np.int64) * len(job.table)
    for who, codes in enumerate(np.split(pairs.codes, np.searchsorted(pairs.codes, ends))):
        yield who, (codes, pairs.crowded if who == 0 else pairs.crowded[:0])


def _weighed(job: LinkJob, _: int, found: Iterable[tuple[Numbers, Numbers]]) -> ComparedPairs:
    import numpy as np

    codes, crowded = zip(*found, strict=True)
    every = distinct(codes)
    return ComparedPairs(job.weighed(every), len(every), np.concatenate(crowded))
