"""The draw: worked out again with a hash alone, bound to lists and sides, and false for any other seed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persons.releases.lists import NORTH, SOUTH, person
from sulh.persons.releases import (
    Draw,
    DrawError,
    Seed,
    SeedCommitment,
    commitment_of,
    drawn,
    held_digest,
    load_draw_file,
    new_seed,
    tickets,
)
from sulh.persons.releases.draw import draw_json

LISTS = held_digest([person(1, NORTH), person(1, SOUTH)])
HERONS, PLUMS = "thirteen grey herons stood " * 3, "46253 14221 " * 5
SEEDS = (Seed(NORTH, LISTS, HERONS), Seed(SOUTH, LISTS, PLUMS))


def held() -> Draw:
    return drawn([commitment_of(one) for one in SEEDS], SEEDS, LISTS)


def test_draw_is_what_the_documented_lines_give() -> None:
    """The procedure of the manual, with nothing of ours."""

    def digest(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    lists = digest("North/1\tInvented 1\tother\t\t\t\t\nSouth/1\tInvented 1\tother\t\t\t\t\n")
    assert lists == LISTS
    assert commitment_of(SEEDS[0]).commitment == digest(f"sulh draw\nNorth\n{lists}\n{HERONS}")
    combined = digest(f"{lists}\nNorth\t{HERONS}\nSouth\t{PLUMS}\n")
    assert held().combined == combined
    assert tickets(held(), ["North/1"]) == {"North/1": digest(f"{combined}\nNorth/1")}


@given(st.permutations(SEEDS), st.permutations([commitment_of(one) for one in SEEDS]))
def test_draw_is_the_same_in_whatever_order_the_sides_are_given(seeds: list[Seed], commitments: list[SeedCommitment]) -> None:
    assert drawn(commitments, seeds, LISTS) == held()


@given(st.text(min_size=50, alphabet=st.characters(exclude_characters="\n\r\t", exclude_categories=["Cs"])))
def test_seed_other_than_the_committed_one_is_refused(other: str) -> None:
    if other != SEEDS[0].seed:
        with pytest.raises(DrawError, match=r"North: (the seed is not the one|a seed has at least)"):
            drawn([commitment_of(one) for one in SEEDS], [replace(SEEDS[0], seed=other), SEEDS[1]], LISTS)


def test_commitment_of_the_other_side_cannot_be_repeated_as_ones_own() -> None:
    copied = SeedCommitment(SOUTH, LISTS, commitment_of(SEEDS[0]).commitment)
    with pytest.raises(DrawError, match="South: the seed is not the one"):
        drawn([commitment_of(SEEDS[0]), copied], [SEEDS[0], replace(SEEDS[0], side=SOUTH)], LISTS)


def test_lists_that_changed_after_the_commitment_are_refused() -> None:
    other = held_digest([person(1, NORTH), person(2, SOUTH)])
    with pytest.raises(DrawError, match="committed to other lists"):
        drawn([commitment_of(one) for one in SEEDS], SEEDS, other)


@pytest.mark.parametrize("seeds", [SEEDS[:1], (*SEEDS, SEEDS[0])])
def test_side_that_is_missing_or_twice_is_said(seeds: tuple[Seed, ...]) -> None:
    with pytest.raises(DrawError, match="seeds are needed of North, South"):
        drawn([commitment_of(one) for one in SEEDS], seeds, LISTS)


def test_seed_that_can_be_guessed_or_breaks_the_lines_is_refused() -> None:
    with pytest.raises(DrawError, match="can be guessed"):
        commitment_of(Seed(NORTH, LISTS, "3 1 5 2 6 6 4 1 2 5 3 3 6 1 2 4 5 6 1 2"))
    with pytest.raises(DrawError, match="no line breaks"):
        commitment_of(Seed(NORTH, LISTS, "a seed with\na line break in it, and long enough for anybody to use"))


def test_seeds_made_by_the_machine_differ() -> None:
    assert new_seed(NORTH, LISTS).seed != new_seed(NORTH, LISTS).seed and len(new_seed(NORTH, LISTS).seed) == 64


def test_files_of_a_draw_come_back_and_a_changed_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "draw.json"
    for one in (SEEDS[0], commitment_of(SEEDS[0]), held()):
        path.write_text(draw_json(one), encoding="utf-8")
        assert load_draw_file(path) == one
    path.write_text(draw_json(replace(held(), combined="0" * 64)), encoding="utf-8")
    with pytest.raises(DrawError, match=r"draw\.json: the combined number"):
        load_draw_file(path)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(DrawError, match="is no file of a draw"):
        load_draw_file(path)
