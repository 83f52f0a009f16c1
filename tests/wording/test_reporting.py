"""Words that only say who reported a formula are told from the formula."""

from __future__ import annotations

import pytest

from sulh.text.folding import fold_lookalikes
from sulh.wording import Statement, trace
from sulh.wording.folding import folded_text
from sulh.wording.reporting import reported


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"The mission condemns the attack on Orra", the ministry said in a statement.', "the ministry said in a statement"),
        ('"The mission condemns the attack on Orra", said the spokesman.', "said the spokesman"),
        ("La misión condena el ataque en Orra, indicó un comunicado de la Cancillería.", "indicó un comunicado de la Cancillería"),
        ("«La misión condena el ataque», añadió el texto.", "añadió el texto"),
        ("«Миссия осуждает нападение в Орре», — говорится в заявлении министерства.", "говорится в заявлении министерства"),
        ("Об этом говорится в заявлении миссии на ее сайте.", "Об этом говорится в заявлении миссии на ее сайте"),
        ("La mission condamne l'attaque à Orra, a indiqué le ministère.", "a indiqué le ministère"),
    ],
)
def test_who_reported_it_is_found(text: str, words: str) -> None:
    assert words in [text[start:end] for start, end in reported(fold_lookalikes(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The parties said that the truce along the river holds.",
        "The north is calm - the mission reported no violations.",
        "The parties met at Orra, noted progress and agreed to meet again.",
        "Las partes se reunieron en Orra, señalaron avances y acordaron un calendario.",
        "Стороны встретились в Орре, отметили прогресс и договорились о графике.",
        "Les parties se sont réunies à Orra, saluant le calme.",
    ],
)
def test_what_the_parties_say_is_no_report(text: str) -> None:
    assert not list(reported(fold_lookalikes(text)))


def test_a_formula_is_the_same_whoever_reported_it() -> None:
    one = folded_text('"La misión condena el ataque en Orra", señaló la Cancillería en un comunicado.')
    assert one.letters == folded_text("La misión condena el ataque en Orra.").letters


def test_two_formulae_are_not_linked_by_who_reported_them() -> None:
    threads = trace(
        [
            Statement("a", 'El ministerio "condena el ataque en Orra", indicó un comunicado de la Secretaría de Relaciones.', "2031-01-01"),
            Statement("b", '"Nadie usará el puente de Isk", indicó un comunicado de la Secretaría de Relaciones.', "2031-02-01"),
        ]
    )
    assert not threads.links
