"""A length is a number and no deadline, and a time of day is read as a clock tells it, in each language."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("The mandate is extended by six months.", "The mandate is extended by three months.", "number"),
        ("The truce lasts for a period of ten days.", "The truce lasts for a period of twenty days.", "number"),
        ("Le mandat est prorogé pour une période de six mois.", "Le mandat est prorogé pour une période de trois mois.", "number"),
        ("El mandato se prorroga por un período de seis meses.", "El mandato se prorroga por un período de tres meses.", "number"),
        ("Мандат миссии продлевается на шесть месяцев.", "Мандат миссии продлевается на три месяца.", "number"),
        ("تمدد ولاية البعثة لمدة ستة أشهر.", "تمدد ولاية البعثة لمدة ثلاثة أشهر.", "number"),
        ("Raids eased within the last ten days along the river.", "Raids eased within the last five days along the river.", "number"),
        ("The lists follow within ten days of the signature.", "The lists follow within thirty days of the signature.", "deadline"),
        ("The lists follow no later than five days after it.", "The lists follow no later than nine days after it.", "deadline"),
        # What lasted for a time now ends on a day.
        ("The truce will last thirty days on both shores.", "The truce will last until 1 May on both shores.", "deadline"),
    ],
)
def test_a_length_is_no_deadline(earlier: str, later: str, kind: str) -> None:
    assert [one for one, _, _ in said(earlier, later)] == [kind]
    assert [one for one, _, _ in said(later, earlier)] == [kind]


def test_a_length_comes_as_a_number() -> None:
    assert said("They will extend the mandate of the board.", "They will extend the mandate of the board for a period of six months.") == [
        ("number", "", "for a period of six months")
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        ("The truce holds from noon along the river.", "The truce holds from midnight along the river.", ("date", "noon", "midnight")),
        ("The truce starts at 12:00 on both shores.", "The truce starts at 18:00 on both shores.", ("date", "12:00", "18:00")),
        ("Guns fall silent at 6 a.m. on both shores.", "Guns fall silent at 6 p.m. on both shores.", ("date", "6 a.m", "6 p.m")),
        ("La trêve commence à 6 h 30 sur les rives.", "La trêve commence à 18 h 30 sur les rives.", ("date", "6 h 30", "18 h 30")),
        ("El puente se abre a las 8 horas cada día.", "El puente se abre a las 14 horas cada día.", ("date", "8 horas", "14 horas")),
        ("Перемирие начнётся на рассвете у реки.", "Перемирие начнётся на закате у реки.", ("date", "рассвете", "закате")),
        ("تبدأ الهدنة الساعة السادسة صباحا.", "تبدأ الهدنة الساعة السادسة مساء.", ("date", "السادسة صباحا", "السادسة مساء")),
        ("They leave the post by noon on 3 May.", "They leave the post by midnight on 3 May.", ("deadline", "noon", "midnight")),
        ("They leave the post before dawn.", "They leave the post before sunset.", ("deadline", "dawn", "sunset")),
    ],
)
def test_another_time_of_day_is_named(earlier: str, later: str, found: tuple[str, str, str]) -> None:
    assert said(earlier, later) == [found]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("The truce starts at noon along the river.", "The truce starts at 12:00 along the river."),
        ("The truce starts at 6 p.m. on both shores.", "The truce starts at 18:00 on both shores."),
        # The evening of one who counts twelve hours.
        ("The truce starts at 6:30 on both shores.", "The truce starts at 18:30 on both shores."),
        # The clocks of two places.
        ("The truce starts at 12:00 GMT on both shores.", "The truce starts at 15:00 Moscow time on both shores."),
        # Nobody says what hour the dawn has, nor the afternoon.
        ("The truce starts at dawn on both shores.", "The truce starts at 6:00 on both shores."),
        ("The talks resume on Monday afternoon in the hall.", "The talks resume on Monday at noon in the hall."),
        ("Les routes du Midi sont ouvertes.", "Les routes du Nord sont ouvertes."),
        ("Стороны встретятся через 3 дня.", "Стороны встретятся через три дня."),
    ],
)
def test_one_time_in_other_words_is_no_other_time(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []


def test_an_hour_of_a_deadline_that_is_another_day_is_no_change_of_its_own() -> None:
    earlier = "The pause holds until midnight on 19 July for all guards."
    later = "The pause holds until 11:59pm local time on 3 August for all guards."
    assert said(earlier, later) == [("deadline", "until midnight on 19 July", "until 11:59pm local time on 3 August")]
