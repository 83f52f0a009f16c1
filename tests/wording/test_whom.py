"""Whom a statement asks, past what is asked of them, in French and Russian."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("Панель просила Генерального директора доложить о колодцах.", "Панель просила Речной союз доложить о колодцах.", "addressee"),
        ("Le Panel appelle tous les gardes à la retenue.", "Le Panel appelle le Ministère à la retenue.", "addressee"),
        ("Le Panel appelle toutes les guildes au calme.", "Le Panel appelle le Ministère au calme.", "addressee"),
        (
            "Панель просила Контактную группу доложить о колодцах.",
            "Панель просила Генерального директора доложить о колодцах.",
            "addressee",
        ),
    ],
)
def test_change_is_named_once_both_ways(earlier: str, later: str, kind: str) -> None:
    assert [one for one, _, _ in said(earlier, later)] == [kind]
    assert [one for one, _, _ in said(later, earlier)] == [kind]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Le Panel appelle toutes les guildes au calme.", "Le Panel appelle l'ensemble des guildes au calme."),
        ("Le Panel demande au Ministère de rouvrir la route.", "Le Panel demande au Ministère de rouvrir la voie."),
    ],
)
def test_the_same_in_other_words_is_no_change(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []
