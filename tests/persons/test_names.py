"""Names taken apart: slots, what belongs together, what is left out, and the damage of published lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.persons import person_name
from sulh.persons.letters import list_reading
from sulh.persons.names import taken_apart


def keys(text: str) -> list[str]:
    return [part.key for part in person_name(text).parts]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("محمد الحلبي", {"given": "محمد", "father": None, "family": "الحلبي", "nisba": "الحلبي"}),
        ("محمد خالد الحلبي", {"given": "محمد", "father": "خالد", "grandfather": None, "family": "الحلبي"}),
        ("محمد خالد سليم حداد", {"given": "محمد", "father": "خالد", "grandfather": "سليم", "family": "حداد", "nisba": None}),
        ("محمد بن خالد حداد", {"given": "محمد", "father": "خالد", "family": "حداد"}),
        ("al-Halabi, Ahmad Khalid", {"given": "Ahmad", "father": "Khalid", "family": "al Halabi", "nisba": "al Halabi"}),
        ("أبو محمد الحلبي", {"kunya": "أبو محمد", "given": None, "family": "الحلبي"}),
        ("Umm Khalid", {"kunya": "Umm Khalid", "given": None, "family": None}),
        ("Лаврентьев Александр Львович", {"given": "Александр", "father": "Львович", "family": "Лаврентьев"}),
    ],
)
def test_slots_of_a_name(text: str, slots: dict[str, str | None]) -> None:
    assert {slot: person_name(text).slot(slot) for slot in slots} == slots


@pytest.mark.parametrize(
    "text",
    ["عبد الرحمن", "عبدالرحمن", "عبد الرحـمن", "عَبْدُ الرَّحْمَن"],
)
def test_servant_names_are_one_name_however_they_are_written(text: str) -> None:
    assert keys(text + " سليم") == ["+رحمن", "سليم"]


@pytest.mark.parametrize(
    "text", ["Abd al-Rahman", "Abdul Rahman", "Abdulrahman", "Abdurrahman", "Abdel-Rahman", "Абд ар-Рахман", "Abd ar-Rahman"]
)
def test_servant_names_in_other_scripts_lose_the_article(text: str) -> None:
    assert keys(text + " Salim")[0] in ("+rahman", "+rakhman")


def test_abd_abu_and_umm_are_never_taken_for_names_without() -> None:
    assert len({keys(text)[0] for text in ("عبد الرحيم س", "رحيم س")}) == 2
    assert keys("Abdullah Salih") == ["+allah", "salih"]
    assert person_name("Abu Bakr Salih").kunya is not None
    assert keys("محمد أبو خليل") == ["محمد", "=خليل"]
    assert keys("محمد ابوخليل") == ["محمد", "=خليل"]


def test_names_that_close_with_al_din_or_allah_are_one() -> None:
    assert keys("صلاح الدين يوسف") == ["صلاحدين", "يوسف"]
    spelt = ("Salah al-Din", "Salah Al Din", "Salaheddine", "Salaheldin", "Salahuddin", "Salahel Din")
    assert {keys(f"{one} Yusuf")[0] for one in spelt} == {"salahdin"}
    assert keys("Saladin Abidin") == ["saladin", "abidin"]
    assert len(keys("Nasr Allah Hassan")) == len(keys("نصر الله حسن")) == 2


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("عبد هللا جالل", "عبد الله جلال"),
        ("عبدهللا جالل", "عبدالله جلال"),
        ("مصطفي فاطمه", "مصطفى فاطمة"),
        ("احمد ابراهيم", "أحمد إبراهيم"),
        ("مـحـمد حَسَن", "محمد حسن"),
        ("د. أحمد حسن ١٢", "أحمد حسن"),
        ("\u202bمحمد حسن\u202c", "محمد حسن"),
        ("ﻣﺤﻤﺪ ﺣﺴﻦ", "محمد حسن"),
        ("علی کریم", "علي كريم"),
    ],
)
def test_damage_of_published_lists_is_repaired_in_the_keys(damaged: str, right: str) -> None:
    assert keys(damaged) == keys(right)
    assert person_name(damaged).written == damaged


def test_words_before_a_name_say_something_and_are_no_name() -> None:
    girl = person_name("طفلة/ فاطمة أحمد")
    assert (girl.sex, girl.is_child, girl.slot("given")) == ("female", True, "فاطمة")
    assert person_name("الشيخ").slot("given") == "الشيخ"


def test_kurdish_and_turkish_letters_are_read_as_these_languages_read_them() -> None:
    assert keys("Xelîl Cemîl") == ["khelil", "jemil"]
    assert keys("Çiğdem Coşkun") == ["chighdem", "joshkun"]
    assert keys("ئەحمەد") == keys("احمد")
    assert [part.key for part in person_name("Celal Xalid", "kurdish").parts] == ["jelal", "khalid"]
    assert [part.key for part in person_name("جلال خالد", "kurdish").parts] == ["جلال", "خالد"]


def test_language_of_a_list_is_told_from_enough_of_its_names() -> None:
    assert list_reading(["Ayşe Yıldız", "Celal Can", "Can Demir"]) == "turkish"
    assert list_reading(["Xelîl Cemîl", "Celal Can"]) == "kurdish"
    assert list_reading(["Salim Khalid"] * 20 + ["Ayşe Yıldız"]) is None
    assert list_reading(["محمد خالد"]) is None


WORDS = st.sampled_from(
    [
        "محمد", "عبدالله", "عبد", "الرحمن", "أبو", "الحلبي", "بن", "جالل", "د", "السيد", "الدين", "نور", "Ahmad", "Abdul", "al", "Salim",
        "bin",
        "", "al-Halabi", "Abd-al", "Salah-al-Din", "Nur", "El-Din", "Abu", "Umm-Omar", "Ali-Hasan", "Ivanovich", "-", "Ali-",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=5).map(" ".join), st.sampled_from([None, "turkish", "kurdish"]))
def test_names_of_plain_words_are_taken_apart_as_by_all_rules(text: str, language: str | None) -> None:
    assert person_name(text, language) == taken_apart(text, language)


@given(st.text(max_size=60))
def test_any_text_is_kept_and_taken_apart_without_an_error(text: str) -> None:
    name = person_name(text)
    assert name.written == text
    assert all(part.key and part.written for part in name.parts)
