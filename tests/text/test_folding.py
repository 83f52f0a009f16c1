from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from sulh.text.folding import fold, fold_lookalikes


@given(st.text())
@example("İstanbul ﬁne ẞ Ǆ ﷺ")
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(fold_lookalikes(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_case_diacritics_quotes_and_dashes_are_dropped() -> None:
    assert fold("Ahmet YILDIZ’s Türkiye–Rusya") == fold("ahmet yildiz's turkiye-rusya")
    assert fold("a\nb") == "a\nb"


def test_lookalikes_of_other_scripts_become_latin() -> None:
    assert fold_lookalikes("Моscоw") == fold_lookalikes("Moscow")
    assert fold("Моscоw") != fold("Moscow")
