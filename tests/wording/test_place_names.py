"""Places that a noun or a point of the compass names are told from one another, and from another spelling of one."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("They reopened the Bab al-Hawa crossing to aid.", "They reopened the Bab al-Salam crossing to aid."),
        ("The Isk bridge remains closed to traders.", "The Tolva bridge remains closed to traders."),
        ("The Northern sector is under guard.", "The Southern sector is under guard."),
        ("They met in North Kivu on the truce.", "They met in South Kivu on the truce."),
        ("They met in Deir Hafer on the truce.", "They met in Deir Ezzor on the truce."),
        # A preposition between two names is no part of one.
        ("He met the envoy of Norway in Selm on the truce.", "He met the envoy of Norway at Camp David on the truce."),
        ("Ils ont rouvert le poste-frontière de Bab al-Hawa.", "Ils ont rouvert le poste-frontière de Bab al-Salam."),
        ("El río Orra marca la línea entre ambas fuerzas.", "El río Tolva marca la línea entre ambas fuerzas."),
        ("Сообщили об обстреле окрестностей Алеппо.", "Сообщили об обстреле окрестностей Идлиба."),
        ("Открыт пункт пропуска Баб-эль-Хава для конвоев.", "Открыт пункт пропуска Баб-ас-Салям для конвоев."),
        ("اتفق الطرفان على فتح معبر باب الهوى.", "اتفق الطرفان على فتح معبر باب السلام."),
        ("تعرض مخيم زمزم للقصف يوم الجمعة.", "تعرض مخيم اليرموك للقصف يوم الجمعة."),
        # A road or a sector by its letters and number.
        ("Convoys pass along the M4 motorway daily.", "Convoys pass along the M5 motorway daily."),
        ("Patrols on Highway A-1 were resumed.", "Patrols on Highway A-2 were resumed."),
        ("Heavy weapons leave Sector B first.", "Heavy weapons leave Sector C first."),
        ("Les convois empruntent l\u2019axe N7 chaque jour.", "Les convois empruntent l\u2019axe N8 chaque jour."),
        ("Las fuerzas salen de la zona B este mes.", "Las fuerzas salen de la zona C este mes."),
        ("Стороны откроют трассу М4 для конвоев.", "Стороны откроют трассу М5 для конвоев."),
        ("اتفق الطرفان على فتح الطريق M4 أمام القوافل.", "اتفق الطرفان على فتح الطريق M5 أمام القوافل."),
    ],
)
def test_another_place_is_named(earlier: str, later: str) -> None:
    assert [kind for kind, _, _ in said(earlier, later)] == ["place"]
    assert [kind for kind, _, _ in said(later, earlier)] == ["place"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Guns were heard near the Daraa crossing.", "Guns were heard near the Deraa crossing."),
        ("They thanked those in Northern Ireland.", "They thanked those in Ireland."),
        ("The Bab al-Hawa crossing remains open.", "The Bab el Hawa crossing point remains open."),
        ("The Deir ez-Zor bridge is open.", "The Dayr az-Zawr bridge is open."),
        ("La route de Deir ez-Zor est ouverte.", "La route de Deir Ezzor est ouverte."),
        ("Le camp de Zamzam est fermé.", "Le camp Zamzam est fermé."),
        ("Обстрел был у города Дейр-эз-Зор.", "Обстрел был у города Дейр-эз-Зора."),
        ("تعرض معبر باب الهوى للقصف.", "تعرض معبر باب الهوى الحدودي للقصف."),
        # No place: a body, a plan, a figure of speech, a crossing of some sort.
        ("The Security Council meeting welcomed it.", "The Peace Council meeting welcomed it."),
        ("They welcomed the Orra Peace Plan road map.", "They welcomed the Selm Peace Plan road map."),
        ("حل النزاع عن طريق الحوار بين الأطراف.", "حل النزاع عن طريق المفاوضات بين الأطراف."),
        ("فتح معبر إنساني أمام القوافل.", "فتح معبر آمن أمام القوافل."),
        # Who speaks and what is shot with are no roads.
        ("In the district I saw M4 rifles.", "In the district I saw M16 rifles."),
        ("The states of South Africa and Chad agreed.", "The states of North Macedonia and Chad agreed."),
    ],
)
def test_another_spelling_or_a_body_is_no_other_place(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("The convoy reached the camp near Aleppo.", "The convoy did not reach the camp near Idlib."),
        ("Конвой прибыл в Алеппо.", "Конвой не прибыл в Идлиб."),
        ("Зафиксированы обстрелы в районе Алеппо.", "Не зафиксированы обстрелы в районе Идлиба."),
    ],
)
def test_a_place_and_a_denial_in_one_sentence_are_both_named(earlier: str, later: str) -> None:
    assert sorted(kind for kind, _, _ in said(earlier, later)) == ["negation", "place"]
