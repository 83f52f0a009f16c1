from __future__ import annotations

import inspect

import pytest

from sulh.actors import signatures

third_parties = getattr(signatures, signatures.__all__[0])


def test_function_takes_the_two_fields_of_an_agreement() -> None:
    assert list(inspect.signature(third_parties).parameters) == ["part", "thrdpart"]


@pytest.mark.parametrize(
    ("part", "thrdpart", "expected"),
    [
        ("For the Government: the Minister", "Witnessed by: the African Union; H.E. the ambassador of Norway", {"african-union", "NOR"}),
        ("For the Front: its chairman", "UNPROFOR, represented by its commander", {"united-nations"}),
        ("Party A", "ACNUR, como testigo", {"united-nations"}),
        ("Party A", "", set()),
        ("Witness: for the European Union", "", {"european-union"}),
    ],
)
def test_third_parties_are_named_by_themselves_their_bodies_and_in_other_languages(part: str, thrdpart: str, expected: set[str]) -> None:
    assert third_parties(part, thrdpart) >= expected
    if not expected:
        assert third_parties(part, thrdpart) == set()


def test_office_that_several_hold_counts_only_where_its_organisation_is_named() -> None:
    rows = [cues for _, _, cues in signatures._cues().matches("x")]
    assert rows == []
    assert third_parties("The chairman", "the chairman") == set()
