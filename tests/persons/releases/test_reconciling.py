"""The crossing: each name with what happened, the balance after it, and what deviates said in words."""

from __future__ import annotations

import pytest

from persons.releases.lists import NORTH, SOUTH, person, said, terms
from sulh.model.vocabulary import CrossingOutcome
from sulh.persons.releases import AtCrossing, CrossingListError, ReleasePlan, at_crossing, make_plan, reconciled

pytest.importorskip("scipy")


def plan() -> ReleasePlan:
    lists = [person(number, NORTH) for number in range(1, 4)] + [person(number + 10, SOUTH) for number in range(1, 4)]
    return make_plan(lists, terms(tranches=["2027-01-01"]))


def came(*keys: str) -> list[AtCrossing]:
    return [AtCrossing(key.partition("/")[2], "", CrossingOutcome.CAME, key.partition("/")[0]) for key in keys]


def test_everybody_came_in_turn() -> None:
    made = plan()
    found = reconciled(made, came(*(key for step in made.steps for key, _ in step.people)))
    assert found.as_planned
    assert said(found.sentences) == ("Handed over, the living: North 3, South 3; no side is ahead.",)


def test_margin_that_is_exceeded_is_said_with_the_name_after_which_it_was() -> None:
    found = reconciled(plan(), came("North/1", "North/2", "South/11", "South/12", "South/13", "North/3"))
    assert [row.beyond for row in found.rows] == [False, True, False, False, False, False]
    assert "A margin was exceeded first after Invented 2 (North/2): South was ahead by 2." in said(found.sentences)
    assert not found.as_planned


def test_absence_refusal_death_a_stranger_and_a_name_without_a_row_are_told_apart() -> None:
    rows = [
        {"id": "1", "holder": NORTH, "outcome": "came"}, {"id": "11", "outcome": "did not come"},
        {"id": "2", "holder": NORTH, "outcome": "رفض"}, {"name": "Invented 12", "outcome": "dead"},
        {"name": "Nobody Known", "holder": SOUTH, "outcome": "came"}, {"id": "3", "holder": NORTH, "outcome": "handed over"},
    ]  # fmt: skip
    found = reconciled(plan(), map(at_crossing, rows))
    assert [str(row.outcome) for row in found.rows] == [
        "came", "did_not_come", "refused", "dead", "not_on_list", "came", "not_recorded",
    ]  # fmt: skip
    assert found.rows[-1].key == "South/13" and found.rows[4].step is None
    assert said(found.sentences)[:3] == (
        "Invented 11 (South/11) did not come.", "Invented 2 (North/2) refused at the crossing.",
        "Invented 12 (South/12) is dead, as was said at the crossing.",
    )  # fmt: skip
    assert "Handed over, the living: North 2, South 1; South is ahead by 1 by the ratio." in said(found.sentences)


def test_somebody_whom_the_plan_left_out_and_who_came_is_not_on_the_list() -> None:
    lists = [person(1, NORTH), person(2, NORTH, refuses=True), person(1, SOUTH)]
    found = reconciled(make_plan(lists, terms(tranches=["2027-01-01"])), came("North/2"), tranches=[0])
    assert [str(row.outcome) for row in found.rows] == ["not_on_list", "not_recorded", "not_recorded"]


def test_only_tranches_that_were_carried_out_are_missed() -> None:
    made = make_plan(
        [person(1, NORTH), person(2, NORTH), person(1, SOUTH), person(2, SOUTH)], terms(crossings=[{"name": "Bridge", "capacity": 2}])
    )
    first = [key for step in made.steps if step.tranche == 0 for key, _ in step.people]
    assert reconciled(made, came(*first)).as_planned
    assert len(reconciled(made, came(*first), tranches=(0, 1)).rows) == 4
    later = reconciled(made, came(*first), tranches=(1,))
    assert not later.as_planned and said(later.sentences)[0].endswith("is planned for 2027-01-01, not for what was carried out.")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"outcome": "came"}], "says who it is about"),
        ([{"id": "1", "outcome": "flew"}], "'flew' is none of its words"),
        ([{"name": "Stranger", "outcome": "came"}], "say in column holder"),
        ([{"id": "1", "holder": NORTH, "outcome": "came"}] * 2, "written down twice"),
    ],
)
def test_rows_that_cannot_be_used_are_said(rows: list[dict[str, str]], said: str) -> None:
    with pytest.raises(CrossingListError, match=said):
        reconciled(plan(), map(at_crossing, rows))


def test_number_that_both_holders_use_needs_its_holder() -> None:
    made = make_plan([person(1, NORTH), person(1, SOUTH)], terms())
    with pytest.raises(CrossingListError, match="may be North/1 or South/1"):
        reconciled(made, [AtCrossing("1", "", CrossingOutcome.CAME)])
