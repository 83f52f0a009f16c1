"""Words that are erased are found however they are spelt, and nothing else is touched."""

from __future__ import annotations

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.record.blacking import Words, blacked_body, is_blacking, parts_of
from sulh.record.erasures import BLACK

WORDS = Words(["Tamur Wendelkhan", "\u062a\u064a\u0645\u0648\u0631 \u0648\u0646\u062f\u0644\u062e\u0627\u0646"], ["tamur", "wendelkhan"])


@pytest.mark.parametrize(
    "text",
    [
        "TAMUR WENDELKHAN",
        "tamur-wendelkhan",
        "tamur_wendelkhan",
        "Wendelkhan, Tamur",
        "Tamur\u00a0Wendelkhan",
        "Ta\u0301mur Wende\u0308lkhan",
        "T\u00e1mur Wend\u00eblkhan",
        "Tamur Wendel\u00adkhan",
        "\u062a\u064e\u064a\u0645\u0648\u0631 \u0648\u0646\u062f\u0644\u062e\u0640\u0640\u0627\u0646",
        "\u062a\u06cc\u0645\u0648\u0631 \u0648\u0646\u062f\u0644\u062e\u0627\u0646",
    ],
)
def test_name_is_found_in_any_case_script_mark_and_order(text: str) -> None:
    assert WORDS.blacked(text) == BLACK * len(text)


def test_arabic_name_is_found_after_and_and_for() -> None:
    name = "\u062a\u064a\u0645\u0648\u0631 \u0648\u0646\u062f\u0644\u062e\u0627\u0646"
    assert WORDS.blacked(f"\u0648{name} \u0644{name}") == f"\u0648{BLACK * len(name)} \u0644{BLACK * len(name)}"


def test_ends_of_lines_stay() -> None:
    assert WORDS.blacked("Tamur\nWendelkhan") == f"{BLACK * 5}\n{BLACK * 10}"


@pytest.mark.parametrize("text", ["Tamur Wendelkhanov", "Attamur Wendelkhan", "Tamur and Wendelkhan", "wendelkhan"])
def test_other_names_and_parts_stay(text: str) -> None:
    assert WORDS.blacked(text) == text


def test_parts_go_where_asked_but_not_the_word_that_is_none() -> None:
    words = Words(["Nuri Said"], parts_of(["Nuri Said"]))
    assert words.blacked("Nuri Said came. Said said so.", within=True) == f"{BLACK * 9} came. {BLACK * 4} said so."
    assert words.blacked("said-brigade", within=True) == f"{BLACK * 4}-brigade"


def test_parts_leave_out_particles_short_words_and_names_of_others() -> None:
    assert parts_of(["Abu Li Hassan Tamur"], ["Ali Hassan"]) == ["tamur"]
    assert parts_of(["Wendelkhan"]) == []


def test_body_keeps_codes_and_who_may_see_it() -> None:
    body = {"property": "tamur wendelkhan", "groups": ["Tamur Wendelkhan"], "value": {"name": "Tamur Wendelkhan", "office": None, "n": 3}}
    assert blacked_body(body, WORDS, {}) == body | {"value": {"name": BLACK * 16, "office": None, "n": 3}}


def test_identifiers_are_replaced_wherever_they_stand() -> None:
    old, new = "0123456789ab" + "0" * 52, "fedcba987654" + "1" * 52
    names = {old: new, old[:12]: new[:12], "tamur": "erased-fedcba"}
    body = {"document": f"sha256:{old}", "left": f"{old[:12]}-meeting1", "target": "actor:tamur", "note": f"see sha256:{old}"}
    left = blacked_body(body, Words(["Nobody"]), names)
    expected = {"document": f"sha256:{new}", "left": f"{new[:12]}-meeting1", "target": "actor:erased-fedcba", "note": f"see sha256:{new}"}
    assert left == expected


def test_what_is_left_is_told_from_what_was_written_instead() -> None:
    before = '{"name":"Tamur Wendelkhan","office":"General","subject":"0123456789ab-meeting1","text_digest":"aa"}'
    left = f'{{"name":"{BLACK * 16}","office":"General","subject":"fedcba987654-meeting1","text_digest":"bb"}}'
    assert is_blacking(left, before, {"fedcba"})
    assert is_blacking(None, before, ())
    assert not is_blacking(left.replace("General", "Private"), before, {"fedcba"})
    assert not is_blacking(left.replace(BLACK * 16, BLACK * 15), before, {"fedcba"})
    assert not is_blacking(left, before, {"aaaaaa"})
    assert not is_blacking('{"name":"x"}', before, {"fedcba"})


@settings(max_examples=examples(300))
@given(st.text(), st.text(min_size=1))
def test_blacked_text_keeps_its_length_and_every_letter_that_is_no_name(text: str, name: str) -> None:
    words = Words([name, "Tamur Wendelkhan"], parts_of([name]))
    for within in (False, True):
        left = words.blacked(f"{text} {name} {text}", within=within)
        assert len(left) == 2 * len(text) + len(name) + 2
        assert all(one in (BLACK, other) for one, other in zip(left, f"{text} {name} {text}", strict=True))
        assert not words.found(left)
