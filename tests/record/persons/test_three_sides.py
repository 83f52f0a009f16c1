"""A sealed round of three sides in the record: who sees what, matches across, counts to give away, a draw and a plan. All is invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from record.persons.test_rounds import ZONE, _groups, key, raw, somebody

from sulh.model import InvalidError
from sulh.persons.exchange import ExchangeEvent, ExchangeRound, answered, listed, moment, requested, round_sheet, shown
from sulh.persons.releases import DrawError, Seed, commitment_of, plan_faults, release_terms
from sulh.persons.releases.draw import drawn
from sulh.record.ledger import verify
from sulh.record.persons.counts import counts_tried
from sulh.record.persons.pairs import in_doubt, likely_pairs
from sulh.record.persons.plans import commit_seed, keep_plan, new_plan, plan_seen, reveal_seed, show_plan
from sulh.record.persons.rounds import add_to_round, new_round, round_seen

__all__ = ["_groups", "key"]

pytest.importorskip("scipy")
SIDES = ("North", "South", "West")
NAMES = ("Zephyrinus Quillby", "Ottoline Marchbank", "Peregrine Ashdown")


@pytest.fixture
def made(key: Path) -> str:
    """A sealed round: each side asks both others about ten persons each, and lists six whom it holds."""
    Group.objects.get_or_create(name="West")
    found = new_round(
        somebody("Office"), name="Round of three", sides=SIDES, mediator="Office", zone=ZONE,
        lists_due=moment("2027-01-08 18:00", ZONE), answers_due=moment("2027-01-15 18:00", ZONE), basis="mandate", purpose="answers",
        until="2099-01-01", at=moment("2027-01-01 09:00", ZONE),
    )  # fmt: skip
    for number, by in enumerate(SIDES):
        others = [side for side in SIDES if side != by]

        def given(_: ExchangeRound, __: object, by: str = by, others: list[str] = others, name: str = NAMES[number]) -> list[ExchangeEvent]:
            when = moment("2027-01-02 12:00", ZONE)
            asked = [
                requested({"id": f"{of[0]}{row}", "name": f"{by} misses {row} of {of}", "category": "sick"}, by, of, when, show=True)
                for of in others for row in range(24 if (by, of) == ("North", "South") else 3)
            ]  # fmt: skip
            held = [
                listed({"id": f"H{row}", "name": name if row == 0 else f"{by} held {row}", "category": "sick", "wish": "yes",
                        "birth_year": str(1970 + row)}, by, when)
                for row in range(6)
            ]  # fmt: skip
            return [*asked, *held]

        add_to_round(somebody(by), found, given, at=moment("2027-01-02 12:00", ZONE))
    return found


def test_what_two_sides_say_to_each_other_the_third_never_sees(made: str) -> None:
    west = round_seen(somebody("West"), made)
    pairs = {("North", "West"), ("South", "West"), ("West", "North"), ("West", "South")}
    assert {(one.by, one.of) for one in west.round.requests.values()} == pairs
    assert {one.by for one in west.round.held.values()} == {"West"}
    assert all("West" in (one.by, one.of) for one in round_sheet(west.round, moment("2027-01-05 12:00", ZONE), "West").counts)
    assert not any(word in raw() for word in (*NAMES, "misses", "held 1"))
    assert verify().holds


def test_name_that_one_side_does_not_hold_is_put_beside_whom_the_third_lists(made: str) -> None:
    """South answers that the person is dead, West lists the same person: nobody is told but the mediator, and the plan waits for it."""
    at = moment("2027-01-03 12:00", ZONE)

    def asks(before: ExchangeRound, _: object) -> list[ExchangeEvent]:
        return [requested({"id": "Z", "name": NAMES[2], "birth_year": "1970"}, "North", "South", at, show=True)]

    add_to_round(somebody("North"), made, asks, at=at)
    add_to_round(
        somebody("South"), made,
        lambda before, _: [answered({"id": "North/Z", "answer": "dead, body not held"}, before, "South", at, show=True)], at=at,
    )  # fmt: skip
    office = round_seen(somebody("Office"), made)
    assert ("North/Z", "held:West/H0") in [(pair.request, pair.other) for pair in likely_pairs(office)]
    assert [pair.other for pair in in_doubt(office, {"West/H0"})] == ["held:West/H0"]
    for side in SIDES:
        assert not any(pair.other == "held:West/H0" for pair in likely_pairs(round_seen(somebody(side), made)))
    add_to_round(somebody("West"), made, lambda before, _: shown(before, "West", "held", at), at=at)
    assert any(pair.other == "held:West/H0" for pair in likely_pairs(round_seen(somebody("North"), made)))


def test_what_a_side_asks_two_others_is_counted_for_each_alone(made: str) -> None:
    """South knows the 24 names that North asked it about: with a count of 27 it would know that North asked West about 3."""
    office = somebody("Office")
    with pytest.raises(InvalidError, match="what it asks each is counted by itself: North/South, North/West"):
        counts_tried(office, made, "requests", "North", "category")
    of_south = counts_tried(office, made, "requests", "North/South", "category")
    of_west = counts_tried(office, made, "requests", "North/West", "category")
    assert "24" in [of_south.shown.text(row, 1) for row in range(len(of_south.shown.table.rows) + 1)]
    assert not any(of_west.shown.text(row, 1) for row in range(len(of_west.shown.table.rows) + 1))
    with pytest.raises(InvalidError, match="of one side are counted"):
        counts_tried(office, made, "held", "North/South", "category")


def test_three_sides_draw_together_and_none_is_ahead_of_any_other(made: str) -> None:
    office = somebody("Office")
    terms = release_terms({
        "name": "Three", "holders": [{"name": side, "ratio": ratio} for side, ratio in zip(SIDES, (1, 1, 2), strict=True)], "margin": 1,
        "tranches": ["2027-02-01", "2027-02-08"], "crossings": [{"name": "B"}],
    })  # fmt: skip
    with pytest.raises(InvalidError, match="the holders of the terms are"):
        new_plan(office, made, release_terms({"name": "Two", "holders": [{"name": "North"}, {"name": "South"}], "margin": 1,
                                              "tranches": ["2027-02-01"], "crossings": [{"name": "B"}]}))  # fmt: skip
    plan = new_plan(office, made, terms)
    lists = plan_seen(office, made, plan).lists
    seeds = {side: Seed(side, lists, f"{side} throws {'6 5 4 3 2 1 ' * 8}") for side in SIDES}
    for side in SIDES[:2]:
        commit_seed(somebody(side), made, plan, commitment_of(seeds[side]))
    with pytest.raises(InvalidError, match="West has not committed yet"):
        reveal_seed(somebody("North"), made, plan, seeds["North"])
    with pytest.raises(DrawError):
        drawn([commitment_of(seeds[side]) for side in SIDES], [seeds[side] for side in SIDES[:2]], lists)
    commit_seed(somebody("West"), made, plan, commitment_of(seeds["West"]))
    for side in SIDES:
        reveal_seed(somebody(side), made, plan, seeds[side])
    found = keep_plan(office, made, plan)
    assert plan_faults(found) == []
    handed = dict.fromkeys(SIDES, 0.0)
    for step in found.steps:
        for person, _ in step.people:
            handed[person.partition("/")[0]] += 1 / {"West": 2}.get(person.partition("/")[0], 1)
        assert max(handed.values()) - min(handed.values()) <= 1
    assert sum(len(step.people) for step in found.steps) >= 12
    show_plan(somebody("Office"), made, plan)
    west = plan_seen(somebody("West"), made, plan).plan
    assert west is not None and plan_faults(west) == []
    crossing = {person for step in found.steps for person, _ in step.people}
    assert all(one.holder == "West" or one.key in crossing for one in west.people)
