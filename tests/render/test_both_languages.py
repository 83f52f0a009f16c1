"""Lists and tables in two languages: what runs the other way than the page keeps its own direction, its full stop at its own end."""

from __future__ import annotations

import pytest

from sulh import words
from sulh.model.vocabulary import PersonCategory, TransferWish
from sulh.persons.releases import HeldPerson, make_plan, release_terms
from sulh.render.release_lists import release_blocks

pytest.importorskip("scipy")


@pytest.mark.parametrize(("first", "other"), [("ar", "en"), ("en", "ar")])
def test_sentences_in_the_second_language_of_a_crossing_list_are_isolated(first: str, other: str) -> None:
    terms = {
        "name": "Invented", "holders": [{"name": "North"}, {"name": "South"}], "margin": 1, "tranches": ["2027-03-01"],
        "crossings": [{"name": "Bridge"}],
    }  # fmt: skip
    people = [HeldPerson("1", "Invented", side, PersonCategory.SICK, wish=TransferWish.YES) for side in ("North", "South")]
    texts = [block.text for block in release_blocks(make_plan(people, release_terms(terms)), "Bridge", first)]
    caution = words.phrase("release.caution", language=other)
    assert words.isolated(caution, language=first) in texts and caution not in texts
    assert words.phrase("release.caution", language=first) in texts
