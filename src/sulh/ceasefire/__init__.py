"""Ceasefires watched: terms and dated zones, incidents before and after, two sides' tallies. Plain functions over tables and files.

    terms = load_terms(Path("minsk.json"))
    events = load_events([Path("ged.csv")])  # of `sulh.intake.events`
    found = assess(terms, events.frame, unobserved=unreached(*events.reach))

It says what changed, with an interval, and never that the ceasefire changed it. Needs the extra `ceasefire`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sulh.ceasefire.assessment import Assessed, Assessment, Quiet, TermsAssessed, ZoneCount, assess
    from sulh.ceasefire.count_change import CountChange, change
    from sulh.ceasefire.grouping import IncidentMatch, Reported, grouped, incident_match, pairs_alike
    from sulh.ceasefire.level_breaks import Break, breaks
    from sulh.ceasefire.tallies import PlaceCount, SidesOnADay, SideTally, compare_sides
    from sulh.ceasefire.terms import Extension, Terms, TermsClause, TermsError, Zone, load_terms
    from sulh.ceasefire.weeks import CountedDays, Unobserved, first_week, unreached
    from sulh.ceasefire.zones import Placing, in_force, placed

__all__ = [
    "Assessed",
    "Assessment",
    "Break",
    "CountChange",
    "CountedDays",
    "Extension",
    "IncidentMatch",
    "PlaceCount",
    "Placing",
    "Quiet",
    "Reported",
    "SideTally",
    "SidesOnADay",
    "Terms",
    "TermsAssessed",
    "TermsClause",
    "TermsError",
    "Unobserved",
    "Zone",
    "ZoneCount",
    "assess",
    "breaks",
    "change",
    "compare_sides",
    "first_week", "grouped", "in_force", "incident_match",
    "load_terms",
    "pairs_alike",
    "placed",
    "unreached",
]  # fmt: skip

_MODULES = ("assessment", "level_breaks", "count_change", "grouping", "tallies", "terms", "weeks", "zones")


def __getattr__(name: str) -> Any:
    """A name of this package, from the module that has it: what compares tallies needs none of the libraries that count incidents."""
    if name in __all__:
        for module in _MODULES:
            found = import_module(f"{__name__}.{module}")
            if name in found.__all__:
                return getattr(found, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
