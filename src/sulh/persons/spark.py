"""The work of linking on a cluster of Apache Spark, with the same result as on one machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sulh.persons.name_columns import NamesInWords
from sulh.persons.workers import DividedWork, Processes

if TYPE_CHECKING:
    from sulh.persons.workers import EveryTask

__all__ = ["SparkCluster"]


class SparkCluster(DividedWork):
    """Divides the work of bringing together and weighing pairs among the executors of a cluster.

    `master` is the address of one as Spark has it, such as `spark://host:7077`, `local[2]` or `local-cluster[2,1,1024]`; every executor
    needs a Python with this version of Sulh. Names stay here, where `processes` take them apart: executors see numbers of words, years,
    places.
    """

    at_once = 8  # known only to the cluster; with more tasks than executors none waits long for another

    def __init__(self, master: str, *, processes: int = 1) -> None:
        self.master = master
        self.processes = processes

    def names(self, names: Sequence[str], languages: Sequence[str | None]) -> NamesInWords:
        """Return names taken apart, in order."""
        return Processes(self.processes).names(names, languages) if self.processes > 1 else NamesInWords.of(names, languages)

    @contextmanager
    def begun(self, shared: Any) -> Iterator[EveryTask]:
        """Yield what does tasks on the cluster; the session with it ends after that."""
        from pyspark import SparkConf, SparkContext

        if self.master.startswith("local"):
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # Spark takes the first python3 of the path otherwise
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # and listens on every address of the machine
        conf = SparkConf().setMaster(self.master).setAppName("sulh link")
        conf.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
        conf.set("spark.driver.maxResultSize", "0")  # pairs come back whole; the rows are the limit, not this
        with SparkContext(conf=conf) as spark:
            spark.setLogLevel("ERROR")
            held = spark.broadcast(shared)
            yield lambda work, tasks: spark.parallelize(tasks, max(len(tasks), 1)).map(lambda task: work(held.value, task)).collect()
