"""Every use of a phrase is found with context, first use, variants and issuers."""

from __future__ import annotations

from sulh.model import VariantKind
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


RUSSIAN = Statement(
    "r", "1. Нарушений не зафиксировано. 2. Осудили нарушения режима тишины. 3. Мировой банк за мир.", "2031", language="ru"
)
ARABIC = Statement("a", "1. أكد الطرفان وقف إطلاق النار. 2. دعا إلى الالتزام بوقفِ إطلاق النار، وللإرهاب عواقب.", "2030", language="ar")


def test_words_are_shown_as_they_are_written() -> None:
    (use, other) = phrase([RUSSIAN], "нарушений")
    assert (use.variant, other.variant) == ("Нарушений", "нарушения")
    assert use.exact and not other.exact and other.how == (VariantKind.ENDING,)


def test_forms_of_a_word_are_found_and_other_words_are_not() -> None:
    assert [use.text for use in phrase([RUSSIAN], "мир")] == ["мир"]
    english = Statement("e", "The parties demanded it; a party demands it. A part of the army. The state stated its status.", language="en")
    assert [use.text for use in phrase([english], "party")] == ["parties", "party"]
    assert [use.text for use in phrase([english], "demand it")] == ["demanded it", "demands it"]
    french = Statement("f", "Les violations du cessez-le-feu; la violation du cessez-le-feu.", language="fr")
    assert [use.exact for use in phrase([french], "violation du cessez-le-feu")] == [False, True]


def test_arabic_words_are_found_under_particles_and_the_article() -> None:
    uses = phrase([ARABIC], "وقف إطلاق النار")
    assert [use.exact for use in uses] == [True, False]
    assert uses[1].text == "بوقفِ إطلاق النار" and uses[1].how == (VariantKind.PREFIX,)
    assert [use.text for use in phrase([ARABIC], "إرهاب")] == ["وللإرهاب"]
    assert all(ARABIC.text[use.start : use.end] == use.text for use in uses)


def test_what_makes_a_variant_is_said() -> None:
    uses = phrase(TEXTS, "territorial integrity")
    assert [set(use.how) for use in uses] == [{VariantKind.RELATED, VariantKind.ORDER, VariantKind.BETWEEN}, set(), set()]
    renamed = phrase([Statement("a", "The meeting in Nur-Sultan ended.", "2021")], "meeting in Astana")
    assert renamed[0].how == (VariantKind.RENAMED,) and renamed[0].exact
