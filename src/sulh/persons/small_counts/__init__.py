"""Counts of persons without the small ones, by difference too: what is withheld cannot be worked out from totals or from an earlier table.

    counts = CountTable.of(("held", "missing"), ("men", "women"), ((120, 4), (80, 31)))
    shown = withhold_small(counts)
    assert shown.text(0, 1) == ""
"""

from sulh.persons.small_counts.groups import ELSEWHERE, NOT_SAID, GroupedCounts, counted, labels_of, linked_ranges, withheld_beside
from sulh.persons.small_counts.ranges import CountRange, known_ranges
from sulh.persons.small_counts.tables import CountsError, CountTable, ShownCounts
from sulh.persons.small_counts.withholding import LEAST, withhold_small

__all__ = [
    "ELSEWHERE",
    "LEAST",
    "NOT_SAID",
    "CountRange",
    "CountTable",
    "CountsError",
    "GroupedCounts",
    "ShownCounts",
    "counted",
    "known_ranges",
    "labels_of",
    "linked_ranges",
    "withheld_beside",
    "withhold_small",
]
