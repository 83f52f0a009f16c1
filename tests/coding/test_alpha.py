"""Krippendorff's alpha against the worked examples of its author and against its definition by pairs."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import permutations

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.coding import MACHINE, REJECTED, Judgement, agreement, agreement_of_pairs, differing, nominal_alpha


def table(*coders: str) -> list[list[str | None]]:
    """Units from the rows of coders, values one character each and a dot where there is none."""
    return [[None if value == "." else value for value in unit] for unit in zip(*coders, strict=True)]


# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): examples A (binary), B (nominal, two coders) and C (four coders,
# missing data); then the example of three coders in the encyclopaedia's article on the coefficient.
PUBLISHED = [
    (table("0100000010", "1110010000"), 0.095),
    (table("aabbdcccedda", "babbbccceddd"), 0.692),
    (table("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    (table(".....34121133.3", "1.213343.......", "..21344.21133.4"), 0.691),
]


@pytest.mark.parametrize(("units", "published"), PUBLISHED)
def test_worked_examples_come_out_as_published(units: list[list[str | None]], published: float) -> None:
    found = nominal_alpha(units)
    assert found.value is not None and round(found.value, 3) == published


def by_pairs(units: Sequence[Sequence[Hashable]]) -> float | None:
    """The coefficient by its definition: disagreement of ordered pairs within units over that of all pairs."""
    kept = [[value for value in unit if value is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    values = [value for unit in kept for value in unit]
    expected = [a != b for a, b in permutations(values, 2)]
    if not any(expected):
        return None
    observed = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in kept) / len(values)
    return 1 - observed / (sum(expected) / len(expected))


@settings(max_examples=examples(200))
@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=1, max_size=5), max_size=12))
def test_alpha_is_what_its_definition_says(units: list[list[str | None]]) -> None:
    found, expected = nominal_alpha(units), by_pairs(units)
    assert (found.value is None) == (expected is None)
    assert expected is None or found.value == pytest.approx(expected)


def test_nothing_is_claimed_where_chance_would_agree_too() -> None:
    same = nominal_alpha([["a", "a"], ["a", "a"]])
    assert (same.value, same.units, same.alike) == (None, 2, 2)
    assert nominal_alpha([["a"], ["b", None]]).value is None
    assert nominal_alpha([]).units == 0


def world(*rows: tuple[str, str, str, str, str]) -> list[Judgement]:
    """Judgements of the machine, Ann and Bo from rows of unit, property and three values."""
    return [
        Judgement(unit, name, coder, value)
        for unit, name, *values in rows
        for coder, value in zip((MACHINE, "ann", "bo"), values, strict=True)
        if value
    ]


def test_the_machine_counts_as_a_coder_and_properties_stay_apart() -> None:
    made = world(
        ("1", "role", "party", "party", "party"),
        ("2", "role", "party", "observer", "observer"),
        ("3", "role", "guarantor", "guarantor", "guarantor"),
        ("4", "city", "Astana", "Astana", REJECTED),
        ("5", "city", "Geneva", "Geneva", "Geneva"),
    )
    city, role = agreement(made)
    assert (city.property, role.property) == ("city", "role")
    assert role.people.value == 1 and role.everybody.value is not None and role.everybody.value < 1
    assert (role.people.units, role.everybody.values, city.people.alike) == (3, 9, 1)
    assert [(one.one, one.other, one.units, one.alike) for one in agreement_of_pairs(made)] == [
        ("ann", "bo", 5, 4), ("ann", MACHINE, 5, 4), ("bo", MACHINE, 5, 3),
    ]  # fmt: skip
    assert differing(made) == ("4",)


def test_later_judgement_of_a_coder_counts() -> None:
    made = [Judgement("1", "city", "ann", "Astana"), Judgement("1", "city", "bo", "Geneva"), Judgement("1", "city", "ann", "Geneva")]
    assert differing(made) == ()
