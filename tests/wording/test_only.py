"""What is for one thing or one way only, said in whatever words, in each language."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("The market serves only the sick.", "The market serves the sick.", "condition"),
        ("La crise ne peut être résolue que par une trêve.", "La crise peut être résolue par une trêve.", "condition"),
        ("Solo los observadores pueden entrar en el puerto.", "Los observadores pueden entrar en el puerto.", "condition"),
        ("La tregua solo se aplica al puerto.", "La tregua se aplica al puerto.", "condition"),
        ("Только наблюдатели могут войти в порт.", "Наблюдатели могут войти в порт.", "condition"),
        ("Перемирие действует только в порту.", "Перемирие действует в порту.", "condition"),
        ("Only the monitors may enter the harbour.", "The monitors may enter the harbour.", "condition"),
        ("Seuls les observateurs peuvent entrer au port.", "Les observateurs peuvent entrer au port.", "condition"),
        ("لا يسمح بالدخول إلا للمراقبين.", "يسمح بالدخول للمراقبين.", "condition"),
        ("L'aide n'a atteint que les villages de la rive.", "L'aide a atteint les villages de la rive.", "condition"),
    ],
)
def test_change_is_named_once_both_ways(earlier: str, later: str, kind: str) -> None:
    assert [one for one, _, _ in said(earlier, later)] == [kind]
    assert [one for one, _, _ in said(later, earlier)] == [kind]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Only the monitors may enter the harbour.", "The monitors only may enter the harbour."),
        ("The only road to Orra is open.", "The road to Orra is open."),
        ("Seuls les observateurs peuvent entrer au port.", "Les observateurs seulement peuvent entrer au port."),
        ("Только наблюдатели могут войти в порт.", "Лишь наблюдатели могут войти в порт."),
        ("Solo los observadores pueden entrar en el puerto.", "Únicamente los observadores pueden entrar en el puerto."),
        ("Not only the harbour but the valley suffers.", "The harbour and the valley suffer."),
        ("Un solo guardia quedó en el puente.", "Un guardia quedó en el puente."),
    ],
)
def test_the_same_in_other_words_is_no_change(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []


def test_only_that_stands_for_just_restricts_nothing() -> None:
    assert said("This act shows that the guilds prefer war.", "It only shows that the guilds prefer war.") == []
    assert said("Las partes confirman la tregua del valle.", "Las partes solo confirman la tregua del valle.") == []
