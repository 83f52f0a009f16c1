"""Language by script and commonest words."""

from __future__ import annotations

import pytest

from sulh.documents.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The parties to the conflict met in Geneva and agreed on the release of detainees.", "en"),
        ("Les parties au conflit se sont réunies à Genève et ont convenu de la libération des détenus dans le cadre du processus.", "fr"),
        (
            "Las partes en el conflicto se reunieron en Ginebra y acordaron la liberación de los detenidos por el gobierno.",
            "es",
        ),
        ("Die Parteien des Konflikts trafen sich in Genf und einigten sich auf die Freilassung von Gefangenen mit dem Roten Kreuz.", "de"),
        ("Taraflar Cenevre'de bir araya geldi ve tutukluların serbest bırakılması için bu anlaşma ile ilgili olarak görüştü.", "tr"),
        ("Стороны встретились в Женеве и договорились об освобождении задержанных, что было объявлено из Москвы.", "ru"),
        ("Сторони зустрілися в Женеві та домовилися про звільнення полонених, що є важливим для України і з нею.", "uk"),
        ("اجتمعت الأطراف في جنيف من أجل الإفراج عن المعتقلين على أن تستأنف المحادثات", "ar"),
        ("طرفین در ژنو دیدار کردند و از آزادی زندانیان که در این مذاکرات به دست آمد با خبر شدند", "fa"),
        ("各方在日内瓦举行会谈", "zh"),
        ("当事者はジュネーブで会談した", "ja"),
        ("הצדדים נפגשו בז'נבה", "he"),
        ("12345 !?", "en"),
        ("Tokyo", "en"),
    ],
)
def test_language_is_recognised_from_a_sentence(text: str, language: str) -> None:
    assert detect_language(text) == language
