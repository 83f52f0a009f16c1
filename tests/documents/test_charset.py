"""Encodings: marked, declared, inferred; and what is no text."""

from __future__ import annotations

import codecs

import pytest

from sulh.documents.charset import decode, looks_binary
from sulh.documents.extract import Unreadable

ARABIC = "وصل المبعوث الخاص إلى دمشق يوم الثلاثاء لإجراء محادثات مع وزير الخارجية حول العملية السياسية في سوريا."
RUSSIAN = "Министр иностранных дел России провёл переговоры с коллегами из Турции и Ирана в Астане, сообщает агентство."
FRENCH = "Le ministère français des Affaires étrangères a déclaré que les négociations reprendront à Genève en février."
ENGLISH = "The minister’s “statement” said — again — that the talks would resume in Geneva soon."
TURKISH = "Dışişleri Bakanı, Astana görüşmelerinin önümüzdeki ay yapılacağını ve bu görüşmeler için hazırlık olduğunu söyledi."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859_6"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "iso8859_5"),
        (FRENCH, "cp1252"),
        (ENGLISH, "cp1252"),
        (TURKISH, "cp1254"),
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (RUSSIAN, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (ENGLISH, "utf-32-le"),
    ],
)
def test_unmarked_encodings_are_inferred(text: str, encoding: str) -> None:
    assert decode((text * 3).encode(encoding)) == text * 3


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    assert decode(mark + RUSSIAN.encode(encoding)) == RUSSIAN


def test_a_declared_encoding_is_used_when_the_bytes_are_not_utf8() -> None:
    assert decode("Žižkov".encode("cp1250"), "windows-1250") == "Žižkov"


@pytest.mark.parametrize("declared", ["no-such-encoding", "base64", "rot13", "idna", "\x00"])
def test_a_senseless_declaration_is_passed_over(declared: str) -> None:
    assert decode(FRENCH.encode("cp1252"), declared) == FRENCH


def test_utf8_cut_within_a_character_stays_utf8() -> None:
    assert decode(RUSSIAN.encode()[:-2]).startswith(RUSSIAN[:-2])


def test_binary_data_is_refused() -> None:
    assert looks_binary(bytes(range(256)) * 10)
    with pytest.raises(Unreadable, match="binary"):
        decode(bytes(range(256)) * 10)


def test_a_stray_zero_byte_does_not_make_text_binary() -> None:
    assert decode((ENGLISH * 5 + "\0").encode()) == ENGLISH * 5 + "\0"
