"""Offices of persons in another language, put together of known words: "deputy foreign minister", "special envoy for Syria"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sulh.text.folding import fold
from sulh.words.names import city
from sulh.words.tables import rows

__all__ = ["office", "without_titles"]

_AFTER = re.compile(r"\s(for|on|to|of)\s")
_AND = re.compile(r"\s+and\s+")
_ARTICLE = re.compile(r"\bthe\s+")


def office(written: str, *, language: str = "en") -> str:
    """The office of a person, which the record writes as `written`: in English that is what it is called, as where a word is not known."""
    return (_translated(written, language.partition("-")[0].lower()) if language != "en" else "") or written


@lru_cache(maxsize=4096)
def _translated(written: str, language: str) -> str:
    """An office that is written in English, in another language; empty where a word of it is not known."""
    return _said(_plain(written), language)


def without_titles(name: str) -> str:
    """A person's name without the words of titles and offices before it, in any language of the table; empty where no other word stands."""
    words = name.split()
    at = next((at for at, word in enumerate(words) if _bare(word) not in {"the", *_title_words()}), len(words))
    return " ".join(words[at:])


def _bare(word: str) -> str:
    return fold(word).strip(".,'\"’")


@lru_cache(maxsize=1)
def _title_words() -> frozenset[str]:
    """The words of which titles and offices that may stand before a name are made."""
    held = (said for row in rows("offices") if row["part"] in ("head", "before", "title") for name, said in row.items() if name != "part")
    return frozenset(_bare(word) for one in held for word in one.replace("{office}", " ").split())


def _plain(written: str) -> str:
    return " ".join(_ARTICLE.sub("", written.casefold().replace("\u2019", "'")).split())


def _said(office: str, language: str) -> str:
    if head := _part("head").get(office):
        return head.get(language, "")
    for word, row in _part("before").items():
        if office.startswith(f"{word} ") and (inner := _said(office[len(word) + 1 :], language)):
            return row[language].format(office=inner)
    return next(filter(None, (_with(office[: one.start()], one[1], office[one.end() :], language) for one in _AFTER.finditer(office))), "")


def _with(office: str, word: str, rest: str, language: str) -> str:
    """An office with what it is for, to or of; a state's own is in the form that takes its name."""
    if word in ("for", "on") and (matter := _part("matter").get(rest)):
        said = _said(office, language)
        return matter[language].format(office=said) if said else ""
    places = [_place(one, language) for one in _AND.split(rest)]
    said = _part("head").get(office, {}).get("of", "") if word == "of" else _said(office, language)
    if not said or not all(places):
        return ""
    # Arabic writes "and" together with the word after it.
    return _part("after")[word][language].format(office=said, place=" و".join(places))


def _place(name: str, language: str) -> str:
    if row := _part("place").get(name):
        return row.get(language, "")
    known = city(name, language=language)
    return known if known != name else ""


@lru_cache(maxsize=8)
def _part(part: str) -> Mapping[str, Mapping[str, str]]:
    """The rows of a part, the longest words first."""
    found = {_plain(row["en"]): row for row in rows("offices") if row["part"] == part}
    return {key: found[key] for key in sorted(found, key=len, reverse=True)}
