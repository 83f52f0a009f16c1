"""Every use of a phrase is found with context, first use, variants and issuers."""

from __future__ import annotations

from sulh.wording import Statement, phrase

TEXTS = [
    Statement("b", "1. Reaffirmed the Territorial  Integrity of Orvania.", "2031-02", issuers=("X",)),
    Statement("a", "1. Recalled the integrity of the territory; 2. Condemned it. 3. Called for unity, integrity.", "2031-01", retold=True),
    Statement("c", "The T\u00e9rritorial integrity, in the north. Nothing else.", None),
]


def test_uses_come_in_order_with_context_and_spelling() -> None:
    uses = phrase(TEXTS, "territorial integrity")
    assert [(use.statement, use.text, use.exact) for use in uses] == [
        ("a", "integrity of the territory", False),
        ("b", "Territorial  Integrity", True),
        ("c", "T\u00e9rritorial integrity", True),
    ]
    assert all(statement.text[use.start : use.end] == use.text for use in uses for statement in TEXTS if statement.id == use.statement)
    assert uses[1].before.endswith("Reaffirmed the ") and uses[1].after == " of Orvania."


def test_first_use_variant_issuers_and_retelling_are_marked() -> None:
    uses = phrase(TEXTS, "territorial integrity")
    assert [use.first for use in uses] == [True, False, False]
    assert [use.first_of_variant for use in uses] == [True, True, False]
    assert uses[1].issuers == ("X",) and uses[1].clause == "b#1"
    assert [use.retold for use in uses] == [True, False, False]


def test_renamed_things_are_found_under_either_name() -> None:
    statements = [Statement("a", "The meeting in Nur-Sultan ended.", "2021"), Statement("b", "The meeting in Astana ended.", "2023")]
    assert [use.text for use in phrase(statements, "meeting in Astana")] == ["meeting in Nur-Sultan", "meeting in Astana"]


def test_no_words_have_no_uses_and_a_full_stop_ends_a_variant() -> None:
    assert phrase(TEXTS, " .,") == ()
    assert phrase([Statement("a", "They left the territory. Integrity matters.")], "territorial integrity") == ()
