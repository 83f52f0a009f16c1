"""Plans: as good as trying everything, never ahead by more than the margin, and in words why none is possible."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persons.releases.lists import NORTH, SOUTH, THIRD, agreed, people, person, said, terms
from sulh import words
from sulh.model.vocabulary import PersonCategory, TransferWish
from sulh.persons.releases import (
    HeldPerson,
    ImpossiblePlanError,
    PersonListError,
    ReleasePlan,
    ReleaseTerms,
    changed_terms,
    commitment_of,
    drawn,
    held_digest,
    load_plan,
    make_plan,
    new_seed,
    plan_changes,
    plan_faults,
    plan_json,
)
from sulh.persons.releases.people import why_not
from sulh.persons.releases.planning import NO_PLACE
from sulh.persons.releases.units import ReleaseUnit, units_of

pytest.importorskip("scipy")
SLOW = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROVISIONAL = "no draw was held: the order among equals is provisional"


def faults_of(plan: ReleasePlan) -> tuple[str, ...]:
    return said(plan_faults(plan))


def planned(plan: ReleasePlan) -> dict[str, str]:
    return {key: str(plan.terms.tranches[step.tranche]) for step in plan.steps for key, _ in step.people}


def prefixes(plan: ReleasePlan) -> Iterator[dict[tuple[str, str], int]]:
    """What each holder has handed over after each step, by category and, under "living", in all: counted by hand."""
    known = plan.by_key
    given: dict[tuple[str, str], int] = {}
    for step in plan.steps:
        for key, _ in step.people:
            one = known[key]
            for kind in (str(one.category), *(("living",) if one.category is not PersonCategory.BODY else ())):
                given[one.holder, kind] = given.get((one.holder, kind), 0) + 1
        yield dict(given)


@given(st.data())
@SLOW
def test_no_plan_ever_puts_a_side_ahead_by_more_than_the_margin(data: st.DataObject) -> None:
    """After every step, by arithmetic of fractions that shares nothing with the planner."""
    from fractions import Fraction

    asked = data.draw(agreed())
    lists = data.draw(people(holders=asked.holder_names, crossings=("", "Bridge")))
    plan = make_plan(lists, asked)
    margins = {"living": asked.margin, "body": asked.margin} | {str(one): margin for one, margin in asked.margins.items()}
    for given_so_far in prefixes(plan):
        for kind, margin in margins.items():
            shares = [Fraction(given_so_far.get((one.name, kind), 0), one.ratio) for one in asked.holders]
            assert max(shares) - min(shares) <= margin
    assert faults_of(plan) == (PROVISIONAL,)


@given(st.data())
@SLOW
def test_nobody_reported_dead_and_nobody_who_refuses_is_ever_planned(data: st.DataObject) -> None:
    asked = data.draw(agreed())
    lists = data.draw(people(holders=asked.holder_names))
    plan = make_plan(lists, asked)
    for key in planned(plan):
        one = plan.by_key[key]
        assert one.is_body or not (one.reported_dead or one.refuses or one.wish is TransferWish.NO)
        assert one.is_body or not asked.asked_only or one.wish is TransferWish.YES
        assert (key in plan.provisional) == (one.wish is TransferWish.NOT_ASKED and not one.is_body)
    assert set(planned(plan)) | set(plan.left) == {one.key for one in lists}


def every_choice(units: list[ReleaseUnit], asked: ReleaseTerms, tranche: int) -> Iterator[tuple[dict[str, int], list[ReleaseUnit]]]:
    """Every set of units that may cross in a tranche, with where: a reference that tries all."""

    def place(rest: list[ReleaseUnit], where: dict[str, int]) -> Iterator[dict[str, int]]:
        if not rest:
            yield where
            return
        first, *others = rest
        for number, crossing in enumerate(asked.crossings):
            if first.of.crossing in ("", crossing.name) and asked.tranches[tranche] not in crossing.closed:
                used = {**where, first.key: number}
                there = [one for one in units if used.get(one.key) == number]
                count = sum(len(one.people) for one in there)
                convoy = sum(len(one.people) for one in there if one.of.holder == first.of.holder)
                if (crossing.capacity is None or count <= crossing.capacity) and (crossing.convoy is None or convoy <= crossing.convoy):
                    yield from place(others, used)

    for size in range(len(units) + 1):
        for chosen in combinations(units, size):
            where = next(place(list(chosen), {}), None)
            if where is not None:
                yield where, list(chosen)


def within(given_so_far: dict[tuple[int, str], int], asked: ReleaseTerms) -> bool:
    margins = {"living": asked.margin, "body": asked.margin} | {str(one): margin for one, margin in asked.margins.items()}
    for kind, margin in margins.items():
        shares = [given_so_far.get((holder, kind), 0) / one.ratio for holder, one in enumerate(asked.holders)]
        if max(shares) - min(shares) > margin + 1e-9:
            return False
    return True


def best_points(lists: list[HeldPerson], asked: ReleaseTerms) -> int:
    """The most points of any plan, by trying every one of them."""
    able = units_of([one for one in lists if not why_not(one, asked_only=asked.asked_only)], asked)
    many = len(asked.tranches)
    known: dict[tuple[int, frozenset[str]], int] = {}

    def best(tranche: int, left: list[ReleaseUnit], given_so_far: dict[tuple[int, str], int]) -> int:
        state = (tranche, frozenset(one.key for one in left))
        if tranche == many:
            return 0
        if state not in known:
            known[state] = -1
            for _, chosen in every_choice(left, asked, tranche):
                after = dict(given_so_far)
                for one in chosen:
                    for category in one.of.categories:
                        for kind in (str(category), *(("living",) if category is not PersonCategory.BODY else ())):
                            after[one.of.holder, kind] = after.get((one.of.holder, kind), 0) + 1
                if within(after, asked):
                    worth = sum(
                        asked.crossing_points * len(one.people)
                        + (many - 1 - tranche) * sum(asked.points(who.category, who.priority) for who in one.people)
                        for one in chosen
                    )
                    rest = [one for one in left if one not in chosen]
                    known[state] = max(known[state], worth + best(tranche + 1, rest, after))
        return known[state]

    return best(0, able, {})


@given(st.data())
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_small_plan_is_as_good_as_the_best_of_all_plans(data: st.DataObject) -> None:
    asked = data.draw(agreed(tranches=2))
    lists = data.draw(people(most=4 if len(asked.holders) == 2 else 3, holders=asked.holder_names, crossings=("", "Bridge")))
    plan = make_plan(lists, asked, gap=0)
    assert plan.points == plan.points_bound == best_points(lists, asked)


def test_most_vulnerable_go_first_and_longest_held_before_others_of_their_class() -> None:
    lists = [
        person(1, NORTH, PersonCategory.OTHER, held_since="2014"), person(2, NORTH, PersonCategory.WOUNDED, held_since="2020-01-01"),
        person(3, NORTH, PersonCategory.WOUNDED, held_since="2019"), person(1, SOUTH), person(2, SOUTH), person(3, SOUTH),
    ]  # fmt: skip
    plan = make_plan(lists, terms(crossings=[{"name": "Bridge", "capacity": 2}]), gap=0)
    days = planned(plan)
    assert [days[f"North/{number}"][-2:] for number in (3, 2, 1)] == ["01", "08", "15"]


def test_most_vulnerable_go_first_on_one_day_too_and_the_margin_holds() -> None:
    """A day that is broken off leaves those behind who were to cross last."""
    kinds = (PersonCategory.OTHER, PersonCategory.ELDERLY, PersonCategory.SICK, PersonCategory.WOUNDED)
    lists = [person(4 * row + number, holder, kind) for holder in (NORTH, SOUTH) for number, kind in enumerate(kinds) for row in range(3)]
    plan = make_plan(lists, terms(margin=2, tranches=["2027-03-01"]), gap=0)
    crossed = [plan.by_key[key].category for step in plan.steps for key, _ in step.people]
    assert crossed == [kind for kind in reversed(kinds) for _ in range(6)]
    assert max(len(step.people) for step in plan.steps) == 1


def test_ratio_of_three_to_one_is_kept_at_every_step() -> None:
    lists = [person(number, NORTH) for number in range(9)] + [person(number, SOUTH) for number in range(9)]
    plan = make_plan(lists, terms(holders=[{"name": NORTH, "ratio": 3}, {"name": SOUTH}], margin=0))
    assert plan.released == 12
    assert all(one[NORTH, "living"] == 3 * one[SOUTH, "living"] for one in prefixes(plan))


def test_one_for_one_with_a_margin_needs_no_step_of_more_than_two_persons() -> None:
    kinds = (PersonCategory.WOUNDED, PersonCategory.OTHER)
    lists = [person(number, holder, kinds[number % 2]) for holder in (NORTH, SOUTH) for number in range(30)]
    plan = make_plan(lists, terms(margins={"wounded": 1, "other": 1}))
    assert plan.released == 60 and max(len(step.people) for step in plan.steps) <= 2


def test_family_crosses_in_one_step_and_three_holders_keep_their_balance() -> None:
    lists = [person(number, NORTH, family="a") for number in range(3)]
    lists += [person(number, holder) for holder in (SOUTH, THIRD) for number in range(3)]
    plan = make_plan(lists, terms(holders=[{"name": name} for name in (NORTH, SOUTH, THIRD)], margin=1))
    assert plan.released == 9
    assert len({step.number for step in plan.steps for key, _ in step.people if key.startswith("North")}) == 1


def test_draw_decides_among_equals_and_the_check_finds_who_was_put_first() -> None:
    lists = [person(number, holder, held_since="2018") for holder in (NORTH, SOUTH) for number in range(6)]
    seeds = [new_seed(side, held_digest(lists)) for side in (NORTH, SOUTH)]
    held = drawn([commitment_of(one) for one in seeds], seeds, held_digest(lists))
    plan = make_plan(lists, terms(crossings=[{"name": "Bridge", "capacity": 4}]), draw=held)
    assert plan_faults(plan) == []
    first = next(key for key, day in planned(plan).items() if key.startswith("North") and day.endswith("01"))
    last = next(key for key, day in planned(plan).items() if key.startswith("North") and day.endswith("15"))
    swap = {first: last, last: first}
    steps = tuple(replace(one, people=tuple((swap.get(key, key), at) for key, at in one.people)) for one in plan.steps)
    assert any("comes first by the rule" in fault for fault in faults_of(replace(plan, steps=steps)))


def test_check_finds_what_was_changed_in_a_plan() -> None:
    lists = [person(number, holder) for holder in (NORTH, SOUTH) for number in range(4)] + [person(9, NORTH, reported_dead=True)]
    plan = make_plan(lists, terms())
    faults = faults_of(replace(plan, steps=tuple(replace(one, number=place) for place, one in enumerate(sorted(
        plan.steps, key=lambda one: one.people[0][0]), 1))))  # fmt: skip
    assert any("margin is exceeded" in fault for fault in faults)
    dead = replace(plan.steps[0], people=(("North/9", "Bridge"),))
    assert any("reported dead" in fault for fault in faults_of(replace(plan, steps=(dead, *plan.steps[1:]))))
    for crossed, tranche, words_of_it in (
        (((plan.steps[0].people[0][0], "Elsewhere"),), 0, "which the terms do not name"),
        ((("North/77", "Bridge"),), 0, "stands in no list"),
        (plan.steps[0].people, 7, "a tranche that the terms do not have"),
    ):
        wrong = replace(plan, steps=(replace(plan.steps[0], people=crossed, tranche=tranche), *plan.steps[1:]))
        assert any(words_of_it in fault for fault in faults_of(wrong))
    assert any("not what its steps come to" in fault for fault in faults_of(replace(plan, points=plan.points + 1)))
    assert any("said to be in no plan" in fault for fault in faults_of(replace(plan, left={**plan.left, "North/0": NO_PLACE})))


def test_body_is_planned_apart_from_the_living() -> None:
    lists = [person(1, NORTH, PersonCategory.BODY, reported_dead=True), person(1, SOUTH, PersonCategory.OTHER)]
    plan = make_plan(lists, terms(margin=0))
    assert plan.released == 0
    assert make_plan([*lists, person(2, SOUTH, PersonCategory.BODY)], terms(margin=0)).released == 2


def test_conflict_is_named_in_words_and_giving_up_any_part_makes_a_plan_possible() -> None:
    lists = [person(number, NORTH, PersonCategory.WOUNDED) for number in range(6)] + [person(1, SOUTH), person(2, SOUTH)]
    asked = terms(demands=[{"at_least": "all", "holder": NORTH, "category": "wounded"}, {"at_least": 1}])
    with pytest.raises(ImpossiblePlanError) as raised:
        make_plan(lists, asked)
    assert said(raised.value.conflict) == (
        "no side is ahead by more than 1 by the ratio",
        "demand 1: all 6 wounded held by North are handed over by 2027-01-15 (6 of them can go)",
    )
    assert make_plan(lists, changed_terms(asked, "margin=4")).released == 8
    assert make_plan(lists, changed_terms(asked, "demands.1=none")).released == 5


def test_conflict_of_families_and_seats_names_both() -> None:
    lists = [person(number, holder, family="a") for holder in (NORTH, SOUTH) for number in range(3)]
    asked = terms(crossings=[{"name": "Bridge", "convoy": 2}], demands=[{"at_least": 4}], margin=3)
    with pytest.raises(ImpossiblePlanError) as raised:
        make_plan(lists, asked)
    assert "families cross together" in said(raised.value.conflict) and any("2 seats" in one for one in said(raised.value.conflict))
    assert make_plan(lists, changed_terms(asked, "families_together=no")).released == 6


def test_demand_beyond_the_list_says_how_many_can_go() -> None:
    with pytest.raises(ImpossiblePlanError) as raised:
        make_plan([person(1, NORTH), person(1, SOUTH)], terms(demands=[{"at_least": 2, "holder": NORTH, "by": "2027-01-02"}]))
    assert said(raised.value.conflict) == ("demand 1: at least 2 persons held by North are handed over by 2027-01-02 (1 of them can go)",)


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_conflict_is_irreducible(data: st.DataObject) -> None:
    """With any one of the terms in conflict given up, and those not in it too, a plan is there."""
    from sulh.persons.releases.limits import limits_of
    from sulh.persons.releases.program import feasible
    from sulh.persons.releases.units import classes_of

    asked = replace(data.draw(agreed(tranches=2)), families_together=True)
    asked = replace(asked, demands=terms(demands=[{"at_least": "all"}, {"at_least": 3, "holder": NORTH}]).demands)
    lists = data.draw(people(most=5, holders=asked.holder_names))
    try:
        make_plan(lists, asked)
    except ImpossiblePlanError as found:
        for given_up in said(found.conflict):
            together = given_up != "families cross together"
            able = [one for one in lists if not why_not(one, asked_only=asked.asked_only)]
            sizes = {of: len(group) for of, group in classes_of(units_of(able, asked), {}).items()}
            loose = {of: len(group) for of, group in classes_of(units_of(able, replace(asked, families_together=together)), {}).items()}
            together = together and "families cross together" in said(found.conflict)
            loose = loose if together else {
                of: len(group) for of, group in classes_of(units_of(able, replace(asked, families_together=False)), {}).items()
            }  # fmt: skip
            kept = [one for one in limits_of(asked, sizes) if one.said in found.conflict and words.reason(one.said) != given_up]
            assert feasible(loose, asked, kept, seconds=30)


def test_what_if_says_what_changes() -> None:
    lists = [person(number, NORTH) for number in range(9)] + [person(number, SOUTH) for number in range(4)]
    asked = terms()
    changes = plan_changes(make_plan(lists, asked), make_plan(lists, changed_terms(asked, "margin=3")))
    assert [(words.reason(one.what), one.before, one.after) for one in changes if words.reason(one.what).startswith("released")][:3] == [
        ("released", 9, 11), ("released North", 5, 7), ("released others", 9, 11),
    ]  # fmt: skip
    assert any(one.what.code == "change.only_after" and one.after == 2 for one in changes)


def test_families_torn_by_a_refusal_and_across_holders_are_said() -> None:
    lists = [person(1, NORTH, family="a"), person(2, NORTH, family="a", refuses=True), person(1, SOUTH, family="a")]
    remarks = " ".join(said(make_plan(lists, terms()).remarks))
    assert "North/2 cannot go" in remarks and "held by North, South" in remarks


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ([person(1, NORTH), person(1, NORTH)], "North/1 stands twice"),
        ([person(1, "West")], "no holder 'West'"),
        ([replace(person(1, NORTH), id="family a")], "begins with 'family '"),
        ([replace(person(1, NORTH), name="X\nNorth/2")], "no line breaks"),
        ([person(1, NORTH, crossing="Hill")], "no crossing 'Hill'"),
        ([person(1, NORTH, family="a", crossing="Bridge"), person(2, NORTH, family="a", crossing="Road")], "one crossing for all"),
    ],
)
def test_lists_that_do_not_fit_the_terms_are_refused(lists: list[HeldPerson], said: str) -> None:
    with pytest.raises(PersonListError, match=said):
        make_plan(lists, terms(crossings=[{"name": "Bridge"}, {"name": "Road"}]))


@given(st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_plan_comes_back_from_its_file(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    asked = data.draw(agreed())
    lists = data.draw(people(holders=asked.holder_names))
    plan = make_plan(lists, asked)
    path.write_text(plan_json(plan), encoding="utf-8")
    assert load_plan(path) == plan
    assert json.loads(path.read_text(encoding="utf-8"))["sulh_release_plan"] == 1


def test_plan_is_the_same_whenever_it_is_made_again() -> None:
    lists = [person(number, holder, FEWER[number % 3]) for holder in (NORTH, SOUTH) for number in range(40)]
    asked = terms(crossings=[{"name": "Bridge", "capacity": 20}], margins={"wounded": 2})
    assert plan_json(make_plan(lists, asked)) == plan_json(make_plan(lists, asked))


FEWER = (PersonCategory.WOUNDED, PersonCategory.SICK, PersonCategory.OTHER)
