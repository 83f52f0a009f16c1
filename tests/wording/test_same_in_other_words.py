"""The same said in other words is no change of substance: an order, a tense of speaking, a word for another, in each language."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            "Les parties ont salué l'action du médiateur et regretté la sécheresse.",
            "Les parties ont regretté la sécheresse et salué l'action du médiateur.",
        ),
        ("The sides welcomed the report and regretted the delay.", "The sides regretted the delay and welcomed the report."),
        (
            "Стороны приветствовали доклад и выразили сожаление о задержке.",
            "Стороны выразили сожаление о задержке и приветствовали доклад.",
        ),
        ("The Panel met on Mondays.", "On Mondays the Panel met."),
        ("The guards left the port immediately after the truce.", "The guards left the port right after the truce."),
        ("Le Conseil a immédiatement quitté le port.", "Le Conseil a quitté le port sans délai."),
        ("The Panel will avoid any delay in the talks.", "The Panel will prevent any delay in the talks."),
        ("Les parties se sont abstenues de tout commentaire sur la trêve.", "Les parties n'ont fait aucun commentaire sur la trêve."),
        ("The sides were urged to refrain from violence in Orra.", "The sides were urged to end violence in Orra."),
        ("تلتزم الأطراف بالامتناع عن العنف في أورا.", "تلتزم الأطراف بوقف العنف في أورا."),
        (
            "Las partes se comprometieron a abstenerse de toda violencia en Orra.",
            "Las partes se comprometieron a poner fin a toda violencia en Orra.",
        ),
        ("Стороны обязались воздерживаться от насилия в Орре.", "Стороны обязались прекратить насилие в Орре."),
        ("The list was agreed by the sides at Orra.", "The sides agreed the list at Orra."),
        ("The Group will remain seized of the matter.", "The Group decided to remain seized of the matter."),
        ("Les ministres se réuniront en mai à Orra.", "Les ministres tiendront une réunion en mai à Orra."),
        ("They will hold their next round in Orra in May.", "Their next round will be held in Orra in May."),
        ("La commission se réunira une fois par mois.", "La commission se réunira tous les mois."),
        ("The sides reached agreement on every point.", "The sides reached agreement on each point."),
        ("Each side shall free ten miners a day.", "Each side shall free ten miners per day."),
        ("يجتمع المجلس مرة كل شهر في أورا.", "يجتمع المجلس شهريا في أورا."),
        ("La tregua se aplica en todo el valle.", "La tregua rige en todo el valle."),
        ("The report is due in three months.", "The report is due within three months."),
        ("The Panel expects that the militia would free the miners.", "The Panel expected that the militia would free the miners."),
        ("The militia has agreed to free the miners.", "The militia agreed to free the miners."),
        ("Las partes acordaron liberar a los mineros.", "Las partes convinieron en liberar a los mineros."),
        ("Стороны договорились освободить шахтёров у моста.", "Стороны условились освободить шахтёров у моста."),
        ("The truce, which was signed in May, will be published.", "The truce signed in May will be published."),
    ],
)
def test_the_same_in_other_words_is_no_change(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []
