"""Those who are called upon are told from others, and named in other words they are the same."""

from __future__ import annotations

import pytest
from substances import kinds


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("يدعو الحكومة إلى فتح الطريق أمام القوافل.", "يدعو الطرفين إلى فتح الطريق أمام القوافل."),
        ("ودعا المجتمعون الحكومة إلى الإفراج عنهم.", "ودعا المجتمعون الطرفين إلى الإفراج عنهم."),
        ("دعوا الحكومة لفتح الطريق أمام القوافل.", "دعوا الطرفين لفتح الطريق أمام القوافل."),
        ("يطلب من الحكومة فتح الطريق.", "يطلب من الطرفين فتح الطريق."),
        ("تناشد الحكومة وقف القتال فورا.", "تناشد الطرفين وقف القتال فورا."),
        ("يطلب إلى الأمين العام أن يقدم تقريرا.", "يطلب إلى المبعوث الخاص أن يقدم تقريرا."),
        ("Prie le Secrétaire général de faire rapport.", "Prie l'Envoyé spécial de faire rapport."),
        ("El Consejo insta al Gobierno a abrir la ruta.", "El Consejo insta a los grupos armados a abrir la ruta."),
        ("Совет призывает правительство открыть дорогу.", "Совет призывает обе стороны открыть дорогу."),
    ],
)
def test_another_addressee_is_named(earlier: str, later: str) -> None:
    assert kinds(earlier, later) == ["addressee"]
    assert kinds(later, earlier) == ["addressee"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("يدعو الحكومة إلى فتح الطريق.", "يدعو حكومة البلاد إلى فتح الطريق."),
        ("يدعو المجلس جميع الأطراف إلى ضبط النفس.", "يدعو المجلس كافة الأطراف إلى ضبط النفس."),
        ("ندعو إلى وقف القتال.", "ندعو إلى فتح المعابر."),
        ("Le Conseil exhorte toutes les parties à la retenue.", "Le Conseil exhorte l'ensemble des parties à la retenue."),
        ("Calls on each of the parties to respect the truce.", "Calls on all the parties to respect the truce."),
        ("Просит стороны соблюдать перемирие.", "Настоятельно призывает стороны соблюдать перемирие."),
    ],
)
def test_the_same_addressee_in_other_words_is_no_change(earlier: str, later: str) -> None:
    assert kinds(earlier, later) == []
    assert kinds(later, earlier) == []
