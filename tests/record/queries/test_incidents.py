"""Incidents of a record: reports beside each other and never merged, joined and parted by people, seen by whom their sources are for."""

from __future__ import annotations

from typing import Any

import pytest

from sulh.model import ConflictError, Entered, RecordError
from sulh.record import decisions
from sulh.record.entering import enter
from sulh.record.incidents import hold_apart, incident_state, join_incidents, part_from_incident
from sulh.record.projection.apply import rebuild
from sulh.record.projection.models import MeetingRow, rows
from sulh.record.queries.incidents import incident, incidents, joins_of, likely
from sulh.record.shapes import Filters
from sulh.record.viewers import local_viewer, viewer

CHIEF = "chief"


def told(kind: str, words: str, *, level: str = "team", **values: Any) -> str:
    return enter(local_viewer(CHIEF), kind, values, Entered(CHIEF, words), level=level).mention


def shelling(words: str, **values: Any) -> str:
    given = {"what": "shelling", "start": "2017-05-12", "place": "Hama", "alleged_by": "RUS", "against": "syrian-armed-opposition"}
    return told("report", words, **(given | values))


def test_each_report_is_an_incident_until_a_person_joins_it() -> None:
    chief = local_viewer(CHIEF)
    first, second = shelling("Mortars fell on the town.", killed=2), shelling("The other side heard of it too.", killed=5, by="TUR")
    assert {one.id for one in incidents(chief).rows} == {first, second}
    join_incidents(chief, second, first, reason="the same mortars")
    (found,) = incidents(chief).rows
    assert found.id == first
    assert [one.killed for one in found.reports] == [2, 5]
    assert found.harm("killed") == (2, 5)
    assert [one.reason for one in joins_of(chief, found)] == ["the same mortars"]
    assert not rows(MeetingRow).exists()


def test_joining_is_undone_and_parted_and_a_rebuild_gives_the_same() -> None:
    chief = local_viewer(CHIEF)
    first, second, third = shelling("One."), shelling("Two."), shelling("Three.")
    entry = join_incidents(chief, first, second)
    join_incidents(chief, second, third)
    assert incident(chief, third).members == (first, second, third)
    decisions.undo(chief, entry)
    assert incident(chief, second).members == (second, third)
    part_from_incident(chief, third)
    rebuild()
    assert {one.id for one in incidents(chief).rows} == {first, second, third}
    with pytest.raises(RecordError, match="stands alone already"):
        part_from_incident(chief, third)


def test_pairs_are_proposed_with_reasons_until_somebody_decides() -> None:
    chief = local_viewer(CHIEF)
    first, second = shelling("One.", killed=3), shelling("Two.", killed=3, start="2017-05-13")
    shelling("Elsewhere.", place="Idlib")
    (pair,) = likely(chief)
    assert {pair.left, pair.right} == {first, second}
    assert pair.score > 0.5
    assert ("place", "same") in [one[:2] for one in pair.reason]
    hold_apart(chief, first, second, reason="an hour lies between them")
    assert likely(chief) == ()


def test_two_are_not_held_apart_by_whoever_looked_before_a_colleague_joined_them() -> None:
    chief = local_viewer(CHIEF)
    first, second = shelling("One.", killed=3), shelling("Two.", killed=3, start="2017-05-13")
    seen = incident_state(chief, first, second)
    join_incidents(local_viewer("colleague"), first, second, reason="one and the same")
    with pytest.raises(ConflictError, match="by colleague"):
        hold_apart(chief, first, second, against=seen)
    hold_apart(chief, first, second, against=incident_state(chief, first, second))


def test_place_is_counted_and_found_under_one_name_however_it_is_spelt() -> None:
    chief = local_viewer(CHIEF)
    for number, place in enumerate(("Saraqeb", "Saraqib", "Idlib")):
        shelling(f"Report {number}.", place=place)
    (facet,) = incidents(chief, facets=("place",)).facets
    assert dict(facet.values) == {"Saraqib": 2, "Idlib": 1}
    assert {incidents(chief, Filters(place=name)).total for name in ("Saraqib", "Saraqeb")} == {2}
    assert {one.place for one in incidents(chief).rows} == {"Saraqib", "Idlib"}


def test_assessment_of_a_commission_raises_the_state_and_that_of_a_party_does_not() -> None:
    chief = local_viewer(CHIEF)
    first = shelling("One.")
    own = told("assessment", "We verified it ourselves.", state="verified", by="RUS", date="2017-05-13", place="Hama")
    join_incidents(chief, first, own)
    assert incident(chief, first).verification.state == "alleged"
    found = told("assessment", "The mission looked.", state="verified", by="united-nations", date="2017-05-20", found_against="RUS")
    join_incidents(chief, first, found)
    verified = incident(chief, first).verification
    assert (verified.state, [one.by.id for one in verified.by if one.by]) == ("verified", ["united-nations"])
    closed = told("assessment", "Closed.", state="closed", by="united-nations", date="2017-06-20")
    join_incidents(chief, first, closed)
    verified = incident(chief, first).verification
    assert (verified.state, verified.closed) == ("verified", True)


@pytest.mark.parametrize(
    ("states", "state", "differing"),
    [
        (("verified", "refuted"), "alleged", True),
        (("verified", "corroborated"), "corroborated", True),
        (("verified", "under_inquiry"), "verified", False),
        (("under_inquiry",), "under_inquiry", False),
        (("refuted",), "refuted", False),
    ],
)
def test_where_commissions_differ_the_weaker_word_counts(states: tuple[str, ...], state: str, differing: bool) -> None:
    chief = local_viewer(CHIEF)
    first = shelling("One.")
    for by, given in zip(("united-nations", "TUR"), states, strict=False):
        join_incidents(chief, first, told("assessment", f"{by} says {given}", state=given, by=by, date="2017-05-20"))
    found = incident(chief, first).verification
    assert (found.state, found.differing) == (state, differing)


def test_list_is_narrowed_ordered_and_counted() -> None:
    chief = local_viewer(CHIEF)
    shelling("One.")
    shelling("Two.", place="Idlib", what="shooting", start="2017-06-01")
    page = incidents(chief, facets=("state", "kind", "place", "actor", "year"))
    assert dict(page.facets[1].values) == {"shelling": 1, "shooting": 1}
    assert dict(page.facets[3].values) == {"RUS": 2, "syrian-armed-opposition": 2}
    assert [one.place for one in incidents(chief, Filters(kind="shooting")).rows] == ["Idlib"]
    assert [one.place for one in incidents(chief, Filters(until="2017-05-31")).rows] == ["Hama"]
    assert incidents(chief, Filters(state="verified")).rows == ()


def test_report_that_a_viewer_may_not_see_is_no_part_of_the_incident() -> None:
    chief = local_viewer(CHIEF)
    first = shelling("What everybody knows.", level="public")
    second = shelling("What the team was told.", killed=9)
    join_incidents(chief, second, first)
    public = viewer("anybody", "public", "public")
    found = incident(public, first)
    assert found.members == (first,)
    assert found.harm("killed") is None
    with pytest.raises(RecordError):
        incident(public, second)
    assert joins_of(public, found) == ()
