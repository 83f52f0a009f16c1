"""Days and what leaves no time are limits wherever their words stand, and what one change says no other says again."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        (
            "Foreign guards must leave within 30 days.",
            "Foreign guards must leave within 30 days, except for doctors registered before March.",
            "condition",
        ),
        (
            "Les gardes étrangers doivent partir dans les 30 jours.",
            "Les gardes étrangers doivent partir dans les 30 jours, sauf les médecins inscrits avant mars.",
            "condition",
        ),
        (
            "Los guardias extranjeros deben salir en un plazo de 30 días.",
            "Los guardias extranjeros deben salir en un plazo de 30 días, salvo los médicos inscritos antes de marzo.",
            "condition",
        ),
        ("The miners are ready to consider a truce.", "The miners are not ready to consider a truce.", "negation"),
        ("The miners are prepared to consider a truce.", "The miners are not prepared to consider a truce.", "negation"),
        ("The miners intend to leave the valley.", "The miners do not intend to leave the valley.", "negation"),
        ("Les mineurs n'ont pas l'intention de quitter la vallée.", "Les mineurs ont l'intention de quitter la vallée.", "negation"),
        ("Los mineros no tienen la intención de dejar el valle.", "Los mineros tienen la intención de dejar el valle.", "negation"),
        ("Шахтёры не намерены покидать долину.", "Шахтёры намерены покидать долину.", "negation"),
        ("استكمل 41 في المائة فقط من العمل في أورا.", "استكمل 14 من العمل في أورا.", "number"),
    ],
)
def test_change_is_named_once_both_ways(earlier: str, later: str, kind: str) -> None:
    assert [one for one, _, _ in said(earlier, later)] == [kind]
    assert [one for one, _, _ in said(later, earlier)] == [kind]


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        (
            "The militia is to leave the harbour by 3 May.",
            "The militia is to leave the harbour immediately.",
            ("deadline", "by 3 May", "immediately"),
        ),
        (
            "The militia is to leave the harbour before 3 May.",
            "The militia is to leave the harbour without delay.",
            ("deadline", "before 3 May", "without delay"),
        ),
        (
            "The Panel demanded that the guards open the road before 3 May.",
            "The Panel demanded that the guards open the road forthwith.",
            ("deadline", "before 3 May", "forthwith"),
        ),
        (
            "La milice doit quitter le port avant le 3 mai.",
            "La milice doit quitter le port immédiatement.",
            ("deadline", "avant le 3 mai", "immédiatement"),
        ),
        (
            "La milice doit quitter le port au plus tard le 3 mai.",
            "La milice doit quitter le port sans délai.",
            ("deadline", "au plus tard le 3 mai", "sans délai"),
        ),
        (
            "Il invite les gardes à ouvrir la route avant le 3 mai.",
            "Il exige que les gardes ouvrent la route sans tarder.",
            ("deadline", "avant le 3 mai", "sans tarder"),
        ),
        (
            "La milicia debe abandonar el puerto antes del 3 de mayo.",
            "La milicia debe abandonar el puerto de inmediato.",
            ("deadline", "antes del 3 de mayo", "de inmediato"),
        ),
        (
            "La milicia debe abandonar el puerto antes del 3 de mayo.",
            "La milicia debe abandonar el puerto sin demora.",
            ("deadline", "antes del 3 de mayo", "sin demora"),
        ),
        (
            "La milicia debe abandonar el puerto antes del 3 de mayo.",
            "La milicia debe abandonar inmediatamente el puerto.",
            ("deadline", "antes del 3 de mayo", "inmediatamente"),
        ),
        ("Ополчение должно покинуть порт до 3 мая.", "Ополчение должно покинуть порт немедленно.", ("deadline", "до 3 мая", "немедленно")),
        ("Ополчение должно покинуть порт до 3 мая.", "Ополчение должно немедленно покинуть порт.", ("deadline", "до 3 мая", "немедленно")),
        (
            "Ополчение должно покинуть порт до 3 мая.",
            "Ополчение должно покинуть порт без промедления.",
            ("deadline", "до 3 мая", "без промедления"),
        ),
        ("يجب على الميليشيا مغادرة الميناء قبل 3 أيار.", "يجب على الميليشيا مغادرة الميناء فورا.", ("deadline", "قبل 3 أيار", "فورا")),
        (
            "يجب على الميليشيا مغادرة الميناء قبل 3 أيار.",
            "يجب على الميليشيا مغادرة الميناء دون تأخير.",
            ("deadline", "قبل 3 أيار", "دون تأخير"),
        ),
        (
            "يجب على الميليشيا مغادرة الميناء قبل 3 أيار.",
            "يجب على الميليشيا مغادرة الميناء على الفور.",
            ("deadline", "قبل 3 أيار", "على الفور"),
        ),
        (
            "La commission se réunira le 3 mai au plus tard.",
            "La commission se réunira le 9 juin au plus tard.",
            ("deadline", "3 mai au plus tard", "9 juin au plus tard"),
        ),
        (
            "Комиссия даст ответ в течение одной недели.",
            "Комиссия даст ответ в течение трёх недель.",
            ("deadline", "в течение одной недели", "в течение трёх недель"),
        ),
        ("يزور الوفد أورا في 4 آذار/مارس.", "يزور الوفد أورا في 9 تموز/يوليه.", ("date", "4 آذار/مارس", "9 تموز/يوليه")),
        (
            "وقع الاتفاق في 4 نيسان/أبريل 2031 في أورا.",
            "وقع الاتفاق في 9 أيلول/سبتمبر 2031 في أورا.",
            ("date", "4 نيسان/أبريل 2031", "9 أيلول/سبتمبر 2031"),
        ),
        ("يجب سحب الأسلحة قبل 4 آذار/مارس.", "يجب سحب الأسلحة قبل 9 تموز/يوليو.", ("deadline", "قبل 4 آذار/مارس", "قبل 9 تموز/يوليو")),
        (
            "يجب سحب الأسلحة قبل 1 نيسان/أبريل من التل.",
            "يجب سحب الأسلحة قبل 1 أيلول/سبتمبر من التل.",
            ("deadline", "قبل 1 نيسان/أبريل", "قبل 1 أيلول/سبتمبر"),
        ),
    ],
)
def test_change_is_named_with_both_its_words(earlier: str, later: str, change: tuple[str, str, str]) -> None:
    kind, before, after = change
    assert said(earlier, later) == [change]
    assert said(later, earlier) == [(kind, after, before)]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("The militia is to leave the harbour without delay.", "The militia is to leave the harbour immediately."),
        ("La milicia debe abandonar el puerto de inmediato.", "La milicia debe abandonar el puerto sin demora."),
        ("La commission se réunira au plus tard le 3 mai.", "La commission se réunira le 3 mai au plus tard."),
        ("The commission will meet no later than 3 May.", "The commission will meet on 3 May at the latest."),
        ("The commission will meet by 3 May.", "The commission will meet by 3 May at the latest."),
        ("La comisión se reunirá a más tardar el 3 de mayo.", "La comisión se reunirá el 3 de mayo a más tardar."),
        ("Комиссия соберётся не позднее 3 мая.", "Комиссия соберётся 3 мая, самое позднее."),
        ("Комиссия даст ответ в течение одной недели.", "Комиссия даст ответ в течение семи дней."),
        ("Комиссия даст ответ в течение четырнадцати дней.", "Комиссия даст ответ в течение двух недель."),
        ("La comisión responderá en un plazo de una semana.", "La comisión responderá en un plazo de siete días."),
        ("تجتمع اللجنة في موعد أقصاه 3 أيار.", "تجتمع اللجنة في 3 أيار على أبعد تقدير."),
        ("ترد اللجنة في غضون أسبوعين.", "ترد اللجنة في غضون أربعة عشر يوما."),
        ("يزور الوفد أورا في 4 آذار/مارس.", "يزور الوفد أورا في 4 آذار."),
        ("يزور الوفد أورا في 4 آذار/مارس.", "يزور الوفد أورا في 4 مارس."),
    ],
)
def test_the_same_in_other_words_is_no_change(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []
