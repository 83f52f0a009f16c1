"""How often, on which weekday, and what is welcomed or regretted, kept or no longer so, in each language."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("The truce remains valid in the valley.", "The truce is no longer valid in the valley.", "negation"),
        ("Sanctions remain an option for the Panel.", "Sanctions are no longer an option for the Panel.", "negation"),
        ("Les combats demeurent un danger pour la vallée.", "Les combats ne sont plus un danger pour la vallée.", "negation"),
        ("La trêve est appliquée au nord du fleuve.", "La trêve n'est guère appliquée au nord du fleuve.", "negation"),
        ("Мины остаются угрозой для долины.", "Мины больше не являются угрозой для долины.", "negation"),
        ("La tregua sigue vigente en el valle.", "La tregua ya no está vigente en el valle.", "negation"),
        ("الهدنة لا تزال سارية في الوادي.", "لم تعد الهدنة سارية في الوادي.", "negation"),
        ("The guilds welcomed the closing of the mine.", "The guilds deplored the closing of the mine.", "reversal"),
        ("Les guildes se réjouissent de la fermeture de la mine.", "Les guildes regrettent la fermeture de la mine.", "reversal"),
        ("Les guildes ont salué la fermeture de la mine.", "Les guildes ont regretté la fermeture de la mine.", "reversal"),
        ("Los gremios celebraron el cierre de la mina.", "Los gremios deploraron el cierre de la mina.", "reversal"),
        ("Los gremios lamentan el cierre de la mina.", "Los gremios celebran el cierre de la mina.", "reversal"),
        ("Los gremios acogen con satisfacción el cierre de la mina.", "Los gremios lamentan el cierre de la mina.", "reversal"),
        ("Гильдии приветствуют закрытие шахты.", "Гильдии сожалеют о закрытии шахты.", "reversal"),
        ("رحبت النقابات بإغلاق المنجم.", "استنكرت النقابات إغلاق المنجم.", "reversal"),
        ("أعربت النقابات عن أسفها لإغلاق المنجم.", "أعربت النقابات عن ارتياحها لإغلاق المنجم.", "reversal"),
        ("رحبت النقابات بإغلاق المنجم.", "أسفت النقابات لإغلاق المنجم.", "reversal"),
    ],
)
def test_change_is_named_once_both_ways(earlier: str, later: str, kind: str) -> None:
    assert [one for one, _, _ in said(earlier, later)] == [kind]
    assert [one for one, _, _ in said(later, earlier)] == [kind]


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        (
            "The Board shall report every two weeks to the Panel.",
            "The Board shall report every three weeks to the Panel.",
            ("number", "every two weeks", "every three weeks"),
        ),
        ("The Board shall meet four times a year.", "The Board shall meet twice a year.", ("number", "four times a year", "twice a year")),
        ("The Board shall meet once a week.", "The Board shall meet at least twice a week.", ("number", "once a week", "twice a week")),
        (
            "Le Conseil fera rapport toutes les deux semaines au Médiateur.",
            "Le Conseil fera rapport tous les quatre mois au Médiateur.",
            ("number", "toutes les deux semaines", "tous les quatre mois"),
        ),
        (
            "Le Conseil fera rapport chaque mois au Médiateur.",
            "Le Conseil fera rapport tous les deux mois au Médiateur.",
            ("number", "chaque mois", "tous les deux mois"),
        ),
        (
            "Le Conseil se réunira une fois par mois.",
            "Le Conseil se réunira deux fois par mois.",
            ("number", "une fois par mois", "deux fois par mois"),
        ),
        (
            "La Junta informará cada dos semanas al Mediador.",
            "La Junta informará cada semana al Mediador.",
            ("number", "cada dos semanas", "cada semana"),
        ),
        (
            "La Junta informará cada semana al Mediador.",
            "La Junta informará cada trimestre al Mediador.",
            ("number", "cada semana", "cada trimestre"),
        ),
        ("La Junta se reunirá una vez al mes.", "La Junta se reunirá dos veces al mes.", ("number", "una vez al mes", "dos veces al mes")),
        (
            "Совет докладывает каждую неделю посреднику.",
            "Совет докладывает каждый квартал посреднику.",
            ("number", "каждую неделю", "каждый квартал"),
        ),
        (
            "Совет докладывает каждые две недели посреднику.",
            "Совет докладывает каждые три месяца посреднику.",
            ("number", "каждые две недели", "каждые три месяца"),
        ),
        ("Совет собирается раз в неделю.", "Совет собирается два раза в неделю.", ("number", "раз в неделю", "два раза в неделю")),
        (
            "يقدم المجلس تقريرا كل أسبوع إلى الوسيط.",
            "يقدم المجلس تقريرا كل ثلاثة أسابيع إلى الوسيط.",
            ("number", "كل أسبوع", "كل ثلاثة أسابيع"),
        ),
        ("يجتمع المجلس مرة في الشهر.", "يجتمع المجلس مرتين في الشهر.", ("number", "مرة في الشهر", "مرتين في الشهر")),
        (
            "La tregua durará cuatro meses en el valle.",
            "La tregua durará cuatro semanas en el valle.",
            ("number", "durará cuatro meses", "durará cuatro semanas"),
        ),
        (
            "The truce will last four months in the valley.",
            "The truce will last four weeks in the valley.",
            ("number", "will last four months", "will last four weeks"),
        ),
        ("The ferry runs on Mondays from Orra.", "The ferry runs on Fridays from Orra.", ("date", "Mondays", "Fridays")),
        ("The ferry runs every day from Orra.", "The ferry runs on weekdays from Orra.", ("number", "every day", "on weekdays")),
        ("Le bac part les lundis d'Orra.", "Le bac part les jeudis d'Orra.", ("date", "lundis", "jeudis")),
        ("Паром ходит по понедельникам из Орры.", "Паром ходит по пятницам из Орры.", ("date", "по понедельникам", "по пятницам")),
        ("El transbordador sale los sábados de Orra.", "El transbordador sale los domingos de Orra.", ("date", "sábados", "domingos")),
    ],
)
def test_change_is_named_with_both_its_words(earlier: str, later: str, change: tuple[str, str, str]) -> None:
    kind, before, after = change
    assert said(earlier, later) == [change]
    assert said(later, earlier) == [(kind, after, before)]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Мины остаются угрозой для долины.", "Мины являются угрозой для долины."),
        ("The Board shall meet every two weeks.", "The Board shall meet fortnightly."),
        ("The Board shall meet every 3 months.", "The Board shall meet quarterly."),
        ("Le Conseil fera rapport tous les trois mois.", "Le Conseil fera rapport chaque trimestre."),
        ("The Board shall meet every 12 months.", "The Board shall meet once a year."),
        ("La Junta informará cada semana.", "La Junta informará semanalmente."),
        ("Совет собирается раз в неделю.", "Совет собирается еженедельно."),
        ("يجتمع المجلس كل شهر في أورا.", "يجتمع المجلس شهريا في أورا."),
        ("The guilds are concerned by the closing of the mine.", "The guilds regret the closing of the mine."),
        ("Les combats ne sont plus un danger.", "Les combats ne sont pas un danger."),
        ("The truce is no longer valid in the valley.", "The truce is not valid in the valley."),
        ("Les mines ne sont pas retirées du port.", "Les mines n'ont pas été retirées du port."),
        ("The ferry runs daily from Orra.", "The ferry runs every day from Orra."),
        ("Each party shall name two guards every month.", "Each party shall name two guards monthly."),
        ("Twice the sides met at Orra.", "The sides met twice at Orra."),
    ],
)
def test_the_same_in_other_words_is_no_change(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []
