"""Lists and terms: Arabic and English words mean the same, and a fault says where it is and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from persons.releases.lists import NORTH, SOUTH, person, terms
from sulh.model.vocabulary import PersonCategory, TransferWish
from sulh.persons.list_words import code_of, field_columns
from sulh.persons.releases import (
    PersonListError,
    ReleaseTermsError,
    changed_terms,
    held_digest,
    held_person,
    load_release_terms,
    release_terms,
)
from sulh.persons.releases.terms_file import terms_data


def test_row_in_arabic_and_row_in_english_are_one_person() -> None:
    columns = field_columns(["الرقم", "الاسم", "الفئة", "سنة الميلاد", "محتجز منذ", "هل يرغب في الذهاب", "شيء"])
    assert columns == {
        "id": "الرقم", "name": "الاسم", "category": "الفئة", "birth_year": "سنة الميلاد", "held_since": "محتجز منذ",
        "wish": "هل يرغب في الذهاب",
    }  # fmt: skip
    arabic = {"id": "7", "name": "X", "category": "جريح", "birth_year": "١٩٨٠", "held_since": "٢٠١٦-٠٣", "wish": "لم يُسأل بعد"}
    english = {"id": "7", "name": "X", "category": "Wounded", "birth_year": "1980", "held_since": "2016-03", "wish": "not asked yet"}
    assert held_person(arabic, NORTH) == held_person(english, NORTH)
    assert held_person(arabic, NORTH).wish is TransferWish.NOT_ASKED


def test_every_word_stands_for_one_code() -> None:
    assert code_of("PersonCategory", "جرحى") == "wounded" and code_of("PersonCategory", "longest_held") == "longest_held"
    assert code_of("HolderAnswer", "Dead, body held") == "dead_body_held" and code_of("HolderAnswer", "gone") is None


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"name": "X", "category": "sick"}, "column id is empty"),
        ({"id": "1", "name": "X", "category": "tall"}, "column category: 'tall'"),
        ({"id": "1", "name": "X", "category": "sick", "birth_year": "198o"}, "column birth_year: '198o' is no whole number"),
        ({"id": "1", "name": "X", "category": "sick", "held_since": "3 May"}, "column held_since: '3 May' is no date"),
        ({"id": "1", "name": "X", "category": "sick", "held_since": "1441-05-02"}, "no date of this calendar"),
        ({"id": "1", "name": "X", "category": "sick", "held_since": "2019-13"}, "no date of this calendar"),
        ({"id": "1", "name": "X", "category": "sick", "held_since": "2019-02-30"}, "no date of this calendar"),
        ({"id": "1", "name": "X", "category": "sick", "wish": "perhaps"}, "column wish: 'perhaps'"),
        ({"id": "1", "name": "X", "category": "sick", "age": "20"}, "of which year the list is"),
        ({"id": "1", "name": "X", "category": "sick", "priority": "0"}, "not between 1 and 99"),
    ],
)
def test_fault_of_a_row_names_its_column(cells: dict[str, str], said: str) -> None:
    with pytest.raises(PersonListError, match=said):
        held_person(cells, NORTH)


def test_age_is_turned_into_a_year_of_birth_by_the_year_of_the_list() -> None:
    assert held_person({"id": "1", "name": "X", "category": "minor", "age": "15"}, NORTH, year=2026).birth_year == 2011


def test_digest_does_not_depend_on_the_order_of_rows_and_changes_with_each_field_of_the_rule() -> None:
    one, other = person(1, NORTH), person(2, SOUTH, PersonCategory.SICK)
    assert held_digest([one, other]) == held_digest([other, one])
    more = ({"held_since": "2016"}, {"family": "a"}, {"crossing": "Bridge"}, {"priority": 1})
    changed = [person(1, NORTH, PersonCategory.SICK), *(person(1, NORTH, **held) for held in more)]
    assert len({held_digest([one, other]), *(held_digest([next_one, other]) for next_one in changed)}) == 6
    assert held_digest([person(1, NORTH, refuses=True), other]) == held_digest([one, other])


def test_terms_come_back_from_their_values() -> None:
    made = terms(
        margins={"wounded": 3}, demands=[{"at_least": "all", "holder": NORTH, "by": "2027-01-08"}], priorities=["sick"],
        crossings=[{"name": "Bridge", "capacity": 5, "convoy": 3, "closed": ["2027-01-01"], "arabic": "الجسر"}],
    )  # fmt: skip
    assert release_terms(terms_data(made)) == made
    assert made.priorities[0] is PersonCategory.SICK and len(made.priorities) == len(PersonCategory)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"holders": [{"name": NORTH}]}, "two or more"),
        ({"holders": [{"name": NORTH}, {"name": NORTH}]}, "a name stands twice"),
        ({"margin": -1}, "margin is -1"),
        ({"margin": True}, "margin is True"),
        ({"margins": {"tall": 1}}, "no category 'tall'"),
        ({"tranches": ["2027-01-08", "2027-01-01"]}, "later than the one before"),
        ({"tranches": ["soon"]}, "'soon' is no day"),
        ({"crossings": [{"name": "Bridge", "seats": 3}]}, "crossing 1: has no field seats"),
        ({"demands": [{"holder": NORTH}]}, "at_least is missing"),
        ({"demands": [{"at_least": 1, "holder": "West"}]}, "no holder 'West'"),
        ({"demands": [{"at_least": 1, "by": "2026-01-01"}]}, "no tranche is on or before"),
        ({"families_together": "yes"}, "must be true or false"),
        ({"weather": 1}, "has no field weather"),
    ],
)
def test_terms_that_cannot_be_are_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ReleaseTermsError, match=said):
        terms(**more)


def test_file_of_terms_is_named_in_its_fault(tmp_path: Path) -> None:
    path = tmp_path / "terms.json"
    path.write_text(json.dumps({"sulh_release_terms": 1, **terms_data(terms())}), encoding="utf-8")
    assert load_release_terms(path) == terms()
    path.write_text('{"sulh_release_terms": 1, "name": "x"}', encoding="utf-8")
    with pytest.raises(ReleaseTermsError, match=r"terms\.json: holders is missing"):
        load_release_terms(path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ReleaseTermsError, match="is no file of terms"):
        load_release_terms(path)


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ("margin=3", "margin", 3),
        ("margins.wounded=2", "margins", {PersonCategory.WOUNDED: 2}),
        ("families_together=no", "families_together", False),
        ("tranches.2=none", "tranches", terms().tranches[:1] + terms().tranches[2:]),
    ],
)
def test_one_term_is_changed(change: str, field: str, value: object) -> None:
    assert getattr(changed_terms(terms(), change), field) == value


@pytest.mark.parametrize("change", ["margin", "crossings.Hill.capacity=3", "tranches.9=none", "weather=fair", "margin=many"])
def test_change_of_no_term_is_refused(change: str) -> None:
    with pytest.raises(ReleaseTermsError):
        changed_terms(terms(), change)


def test_capacity_of_a_named_crossing_is_changed_and_taken_away() -> None:
    limited = changed_terms(terms(), "crossings.Bridge.capacity=6")
    assert limited.crossings[0].capacity == 6 and changed_terms(limited, "crossings.Bridge.capacity=none") == terms()
