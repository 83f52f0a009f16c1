"""What a text that is not read is called by its title."""

from __future__ import annotations

import pytest

from sulh.documents import load
from sulh.model import DocumentKind
from sulh.reading import read_document

BODIES = {
    "fr": "Les parties sont convenues de se réunir à nouveau en mai pour parler de la trêve dans la vallée.",
    "ru": "Стороны договорились встретиться снова в мае и продолжить переговоры о перемирии.",
    "es": "Las partes acordaron reunirse de nuevo en mayo para hablar de la tregua.",
    "ar": "اتفق الطرفان على الاجتماع مجددا في مايو لبحث الهدنة.",
}


@pytest.mark.parametrize(
    ("language", "title", "kind"),
    [
        ("fr", "Communiqué final de la cinquième réunion du Comité", "communique"),
        ("fr", "Déclaration conjointe des garants", "joint_statement"),
        ("ru", "Совместное заявление по итогам встречи", "joint_statement"),
        ("ru", "Заявление Контактной группы", "communique"),
        ("es", "Declaración conjunta de las partes", "joint_statement"),
        ("es", "Acuerdo de cese de hostilidades", "agreement"),
        ("ar", "بيان مشترك صادر عن الطرفين", "joint_statement"),
        ("ar", "البيان الختامي للجولة الثانية", "communique"),
        ("fr", "Les rebelles rejettent l'accord de paix", "news"),
        ("ru", "Переговоры отложены", "news"),
        ("fr", "Texte de la déclaration conjointe des garants", "joint_statement"),
        # What reports tell of one.
        ("ru", "Россия и Иран приняли совместное заявление", "news"),
        ("fr", "Les deux pays ont publié un communiqué conjoint", "news"),
    ],
)
def test_kind_is_what_the_title_calls_the_text(language: str, title: str, kind: str) -> None:
    document = load(f"{title}\n\n{BODIES[language]}\n".encode(), path="statement.txt")
    assert read_document(document).kind == DocumentKind(kind)
