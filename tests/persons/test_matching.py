"""Names compared: what is one person's and what is not, the reasons, and that many pairs at once get what one pair gets."""

from __future__ import annotations

import random

import numpy as np
import pytest
from bench.invented import people as making
from hypothesis import given
from hypothesis import strategies as st

from sulh.persons import NameIndex, PreparedNames, compare_names, vocabulary
from sulh.persons.alignment import slot_weight
from sulh.persons.vocabulary import Vocabulary, likely_among

SCRIPTS = (
    ("محمد خالد الحلبي", "Mohammed Khalid al-Halabi"),
    ("محمد خالد الحلبي", "Мухаммад Халид аль-Халаби"),
    ("محمد خالد الحلبي", "Muhammed Halid Halebi"),
    ("عبد الرحمن محمد", "Abdulrahman Mohamed"),
    ("ئەحمەد محەمەد", "Ehmed Mihemed"),
    ("Шукри Джамаль", "Chokri Gamal"),
    ("عبد هللا جالل", "Abdallah Jalal"),
)
NAMES = st.lists(
    st.sampled_from(["محمد", "Mahmoud", "خالد", "Khalid", "أبو عمر", "al-Halabi", "الحلبي", "Abdel Karim", "عبد الكريم", "سليم", "Salem"]),
    min_size=1, max_size=5,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SCRIPTS)
def test_one_name_in_two_scripts_is_found_alike(one: str, other: str) -> None:
    match = compare_names(one, other)
    assert match.score > 0.7, [str(finding) for finding in match.slots]
    assert {finding.found for finding in match.slots} <= {"same", "other_spelling"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حسن خالد الحلبي", "Hussein Khalid al-Halabi"),
        ("محمد خالد الحلبي", "Mahmoud Khalid al-Halabi"),
        ("عبد الرحيم الحلبي", "Rahim al-Halabi"),
        ("سالم خالد الحلبي", "سليم خالد الحلبي"),
        ("محمد خالد الحلبي", "محمد سليم حداد"),
    ],
)
def test_a_slot_that_differs_outweighs_those_that_agree(one: str, other: str) -> None:
    match = compare_names(one, other)
    assert match.score < 0.5, [str(finding) for finding in match.slots]
    assert "different" in {finding.found for finding in match.slots} or min(finding.weight for finding in match.slots) < 0


def test_missing_slots_cost_less_than_slots_that_differ() -> None:
    whole = compare_names("محمد خالد سليم الحلبي", "Mohammed Khalid Salim al-Halabi").weight
    missing = compare_names("محمد خالد سليم الحلبي", "Mohammed al-Halabi").weight
    differing = compare_names("محمد خالد سليم الحلبي", "Mohammed Walid Salim al-Halabi").weight
    assert whole > missing > differing - 5
    shorter, another = (compare_names("محمد خالد الحلبي", one).weight for one in ("Mohammed al-Halabi", "Mohammed Walid al-Halabi"))
    assert shorter > another


def test_kunya_for_the_given_name_speaks_neither_for_nor_much_against() -> None:
    match = compare_names("أبو عمر خالد الحلبي", "Mohammed Khalid al-Halabi")
    found = {finding.slot: finding.found for finding in match.slots}
    assert found["kunya"] == "not_compared" and found["given"] == "missing"
    assert match.weight > compare_names("سليم خالد الحلبي", "Mohammed Khalid al-Halabi").weight


def test_rare_names_weigh_more_than_common_ones() -> None:
    names = ["محمد خالد"] * 500 + ["سبعاوي خالد", "Mohammed Khalid", "Sabawi Khalid"]
    prepared = PreparedNames(names)
    common, rare = prepared.match(0, 501).slots[0], prepared.match(500, 502).slots[0]
    assert rare.found == "other_spelling" and rare.weight > common.weight + 2


def test_reason_says_slot_by_slot_what_was_compared() -> None:
    said = [str(finding) for finding in compare_names("محمد خالد الحلبي", "Mohammed al-Halabi").slots]
    assert len(said) == 3
    assert said[0].startswith("given: محمد beside Mohammed: one name in two spellings (+")
    assert said[1].startswith("father: خالد beside -: only one of them has it (-")


@given(st.lists(NAMES, min_size=2, max_size=8))
def test_many_pairs_at_once_get_the_weights_that_one_pair_gets(names: list[str]) -> None:
    prepared = PreparedNames(names)
    rows, columns = (one.ravel() for one in np.meshgrid(np.arange(len(names)), np.arange(len(names))))
    weights = prepared.weights(rows, columns)
    for row, column, weight in zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True):
        match = prepared.match(row, column)
        assert match.weight == pytest.approx(weight, abs=1e-3)
        assert sum(finding.weight for finding in match.slots) == pytest.approx(match.weight, abs=1e-3)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 9))
def test_the_likelier_one_name_the_more_a_slot_weighs(one: float, other: float, rarity: float) -> None:
    less, more = slot_weight(np.sort(np.array([one, other])), np.full(2, rarity, np.float32), -5.0).tolist()
    assert -5.0 <= less <= more + 1e-5 <= rarity + 1e-4
    assert slot_weight(np.array([1.0, 0.0]), np.full(2, rarity, np.float32), -5.0).tolist() == pytest.approx([rarity, -5.0], abs=1e-5)


def test_a_name_that_lost_its_last_letter_may_be_meant() -> None:
    lost, other = likely_among(("arabic", "كري"), [("latin", "karim"), ("latin", "karzan")]).tolist()
    assert lost > 0.2 > other


def test_words_that_sound_like_very_many_others_are_compared_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs grow with the words and not with their square, those spelt alike stay, and how many words are crowded is told."""
    chance = random.Random(8)
    made = {"".join(one + chance.choice("aeiou") * chance.choice((1, 2)) for one in "mhmd") for _ in range(250)}
    words = [("latin", one) for one in sorted(made)]
    every = Vocabulary(words)
    assert every.crowded == 0
    monkeypatch.setattr(vocabulary, "_LARGEST", 40)
    monkeypatch.setattr(vocabulary, "_SMALLEST", 40)
    fewer = Vocabulary(words)
    assert fewer.crowded == len(words)
    assert len(fewer.table.rows) <= 2 * 40 * len(words) < len(every.table.rows)
    beside = np.arange(len(words) - 1)
    assert np.array_equal(fewer.likeness(beside, beside + 1), every.likeness(beside, beside + 1))


@given(NAMES, NAMES)
def test_comparing_is_the_same_both_ways(one: str, other: str) -> None:
    assert compare_names(one, other).weight == pytest.approx(compare_names(other, one).weight, abs=1e-3)


def test_search_finds_invented_people_across_scripts() -> None:
    """Few of 1,500 are enough to see that nothing is broken; bench/persons.py has the figures."""
    chance = random.Random(3)
    people = making.people(1500, 5)
    named = [[one.given, one.father, one.grandfather, one.family] for one in people]
    index = NameIndex(making.arabic_name(names) for names in named)
    asked = chance.sample(range(len(people)), 60)
    questions = [(row, making.romanised_name(named[row], style, chance)) for row in asked for style in ("english", "russian")]
    assert sum(index.find(question)[0].row == row for row, question in questions) >= 0.95 * len(questions)
    assert index.find("Zzzyx") == [] or index.find("Zzzyx")[0].score < 0.1


@pytest.mark.parametrize(("latin", "arabic"), [("Halit Şahin Kaya", "خالد شاهين قايا"), ("Mehmet Halit Şahin", "محمد خالد شاهين")])
def test_turkish_writes_a_last_letter_as_it_is_heard(latin: str, arabic: str) -> None:
    """Halit is خالد, as Mehmet is محمد; it was taken for another name, and the pair was never proposed."""
    assert compare_names(latin, arabic).score > 0.9
    assert compare_names(latin.replace("Halit", "Halil"), arabic).score < 0.5
