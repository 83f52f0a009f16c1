"""Searching: folded words, Arabic and Latin, in documents, meetings and actors, on either database."""

from __future__ import annotations

import pytest
from factory import make_arabic, make_empty, make_reading
from hypothesis import given
from hypothesis import strategies as st
from reports import report

from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.projection.models import Claim, Source
from sulh.record.queries.search import search
from sulh.record.searching import matches
from sulh.record.viewers import local_viewer
from sulh.record.wanted import searchable


@pytest.fixture
def _filled() -> None:
    list(add([make_reading(), make_arabic()], author="a"))


def kinds(words: str) -> set[str]:
    return {found.kind for found in matches(words)}


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("humanitarian prisoners", {"document", "meeting"}),
        ("HUMANITÄRIAN", {"document", "meeting"}),
        ("Nur-Sultan", {"document", "meeting"}),
        ("nur sult", {"document", "meeting"}),
        ("lavrentiev", {"document", "meeting"}),
        ("turkiye", {"actor", "document", "meeting"}),
        ("روسيا", {"actor", "document", "meeting"}),
        ("رُوسيا", {"actor", "document", "meeting"}),
        ("الجوله", {"document"}),
        ("جنيف", {"document", "meeting"}),
        ("prisoners weather", set()),
        ("", set()),
        ("...", set()),
        ("'; DROP TABLE record_entry; --", set()),
        ('" OR NEAR(', set()),
        ("russia*", {"document", "meeting", "actor"}),
    ],
)
def test_words_are_found_as_people_write_them(words: str, found: set[str]) -> None:
    assert kinds(words) == found


@pytest.mark.usefixtures("_filled")
def test_kinds_are_kept_apart() -> None:
    assert {one.kind for one in matches("russia", ("actor",))} == {"actor"}
    assert len(matches("russia")) >= 3


@pytest.mark.usefixtures("_filled")
def test_meeting_is_found_by_what_a_person_corrected() -> None:
    city = Claim.objects.filter(property="city", value='"Geneva"').order_by("seq")[0]
    assert not any(one.kind == "meeting" for one in matches("Reykjavik"))
    decisions.correct(local_viewer("a"), city.pk, "Reykjavik")
    assert [one.kind for one in matches("Reykjavik")] == ["meeting"]


# One text in three languages, and what only one of them says in a way that the two others are looked for with.
LATIN = "Lavrentyev, Pedersen and Abdollahian met in Damascus and in Nur-Sultan. They spoke of Homs."
CYRILLIC = "Лаврентьев, Педерсен и Абдоллахиан встретились в городе Дамаск."
ARABIC = "التقى لافرنتييف وبيدرسن وعبداللهيان في دمشق."


@pytest.fixture
def _three_scripts() -> None:
    texts = {"latin": LATIN, "cyrillic": CYRILLIC, "arabic": ARABIC}
    list(add([make_empty(f"{name}.txt", text) for name, text in texts.items()], author="a"))


def titles(words: str) -> set[str]:
    """The scripts of the documents that are found."""
    by_ref = dict(Source.objects.values_list("pk", "path"))
    return {by_ref[one.ref].removesuffix(".txt") for one in matches(words, ("document",))}


@pytest.mark.usefixtures("_three_scripts")
@pytest.mark.parametrize(
    "words",
    ["Lavrentiev", "Лаврентьев", "لافرنتييف", "pedersen", "Педерсен", "بيدرسن", "Abdollahian", "عبداللهیان", "Damascus", "دمشق", "Дамаск",
     "Lavrentiev Pedersen", "لافرنتييف دمشق"],
)  # fmt: skip
def test_scripts_find_each_other(words: str) -> None:
    assert titles(words) == {"latin", "cyrillic", "arabic"}


@pytest.mark.usefixtures("_three_scripts")
def test_place_is_found_by_the_name_that_it_bears_now() -> None:
    assert titles("Astana") == titles("أستانا") == {"latin"}


@pytest.mark.usefixtures("_three_scripts")
def test_names_of_one_script_that_only_sound_alike_stay_apart() -> None:
    assert titles("Homs") == {"latin"}
    assert titles("Hamas") == titles("Himes") == set()


@pytest.mark.usefixtures("_three_scripts")
def test_words_that_are_no_names_are_found_as_written_only() -> None:
    assert titles("spoke") == {"latin"}
    assert titles("speke") == set()


def test_round_of_a_number_is_found_before_the_summit_and_the_ministers_meeting_of_that_number() -> None:
    days = {"round": "2017-10-30", "ministerial": "2020-04-22", "summit": "2022-07-19"}
    list(add([report(at, kind=kind, ordinal=7, start=day) for at, (kind, day) in enumerate(days.items(), 1)], author="a"))
    found = [hit.meeting for hit in search(local_viewer("a"), "nur-sultan 7", kinds=("meeting",)).rows]
    assert [one.kind for one in found if one] == ["round", "summit", "ministerial"]


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)
