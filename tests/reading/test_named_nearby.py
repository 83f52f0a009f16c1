"""Officials whom the sentences beside a meeting name were there, unless their words say otherwise."""

from __future__ import annotations

from readings import names, only, seats

OPENING = "JUBA, May 5, 2023 (AFP) - A new round of peace talks between the Kenyan and the Ugandan government opened in Juba on Friday. "


def test_who_stands_for_a_side_in_the_next_sentence_was_there() -> None:
    meeting = only(OPENING + "For Kampala there was General Moses Akello; President Peter Sorrel of Norway chaired the opening.")
    assert {"Moses Akello", "Peter Sorrel"} <= names(meeting)
    assert "NOR" in seats(meeting)


def test_who_is_only_the_object_of_a_sentence_was_not() -> None:
    assert "Anna Berg" not in names(only(OPENING + "Both sides want Foreign Minister Anna Berg in this matter."))


def test_who_was_absent_or_speaks_for_others_was_not() -> None:
    meeting = only(OPENING + "Foreign Minister Anna Berg stayed away. Spokesman Peter Hall said that all went well.")
    assert not {"Anna Berg", "Peter Hall"} & names(meeting)
