"""Offices of persons in another language, put together of known words: "deputy foreign minister", "special envoy for Syria"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from sulh.text.folding import fold
from sulh.words.names import actor, city
from sulh.words.tables import rows

__all__ = ["office", "office_before", "without_titles"]

_TITLES = ("head", "before", "title")
_AFTER = re.compile(r"\s(for|on|to|of|in)\s")
_OWNED = re.compile(r"(.+?)'s\s+(.+)")
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
    return " ".join(name.split()[_titles_in(name) :])


def office_before(name: str) -> str:
    """The office or rank before a person's name, without words that only honour ("H.E.", "Mr."); empty where no name follows."""
    words, at = name.split(), _titles_in(name)
    offices = [word for word in words[:at] if _bare(word) not in _title_words("title")]
    return " ".join(offices[1:] if offices[:1] and offices[0].casefold() == "the" else offices) if at < len(words) else ""


def _titles_in(name: str) -> int:
    """How many words of titles and offices stand before a person's name."""
    words = name.split()
    return next((at for at, word in enumerate(words) if _bare(word) not in {"the", *_title_words()}), len(words))


def _bare(word: str) -> str:
    return fold(word).strip(".,'\"’")


@lru_cache(maxsize=4)
def _title_words(*parts: str) -> frozenset[str]:
    """The words of which titles and offices that may stand before a name are made, or those of some parts of the table."""
    held = (said for row in rows("offices") if row["part"] in (parts or _TITLES) for name, said in row.items() if name != "part")
    return frozenset(_bare(word) for one in held for word in one.replace("{office}", " ").split())


def _plain(written: str) -> str:
    return " ".join(_ARTICLE.sub("", written.casefold().replace("\u2019", "'")).split())


def _said(office: str, language: str) -> str:
    if head := _part("head").get(office):
        return head.get(language, "")
    for word, row in _part("lead").items():
        if office.startswith(f"{word} ") and (unit := _unit(office[len(word) + 1 :], language)):
            return row[language].format(unit=unit)
    for word, row in _part("before").items():
        if office.startswith(f"{word} ") and (inner := _said(office[len(word) + 1 :], language)):
            return row[language].format(office=inner)
    # What it is for, in or to is said of the whole before it: "envoy of the United Nations for Syria".
    placed = (_with(office[: one.start()], one[1], office[one.end() :], language) for one in _AFTER.finditer(office))
    owned = (_said(one, language) for found in filter(None, [_OWNED.fullmatch(office)]) for one in _of_owner(found[1], found[2]))
    return next(filter(None, chain(placed, owned)), "") or _both(office, language)


def _of_owner(owner: str, office: str) -> Iterator[str]:
    """What somebody's office is called with its owner behind it: "UN's Syria envoy" is an envoy of the UN for Syria."""
    head, sign, rest = office.partition(" for ")
    # A ministry's director is one of several in it, and not the head of it.
    yield f"{head}{sign}{rest} in {owner}" if owner.endswith("ministry") else f"{head} of {owner}{sign}{rest}"
    words = office.split()
    for at in range(1, len(words)):
        yield f"{' '.join(words[at:])} of {owner} for {' '.join(words[:at])}"


def _both(office: str, language: str) -> str:
    """Two offices of one person, each known by itself."""
    one, sign, other = office.partition(" and ")
    parts = [_said(part, language) for part in (one, other)] if sign else [""]
    return " و".join(parts) if all(parts) else ""


def _with(office: str, word: str, rest: str, language: str) -> str:
    """An office with what it is for, to, in or of; a state's own is in the form that takes its name."""
    if word in ("for", "on") and (matter := _part("matter").get(rest)):
        said = _said(office, language)
        return matter[language].format(office=said) if said else ""
    places = [_place(one, language) for one in _AND.split(rest)]
    if not all(places):
        return ""
    if word == "of" and office == "head":
        return ""  # whoever is head of more than a delegation or an office may be that of the state
    form = _part("head").get(office, {}).get("of", "") if word == "of" else ""
    said = form or _said(office, language)
    if word == "of" and not form:
        # What stands with the article takes its owner with "of" written together with the name.
        said, places = (said if office in _part("head") else ""), [_owned_by(one) for one in places]
    # Arabic writes "and" together with the word after it.
    return _part("after")[word][language].format(office=said, place=" و".join(places)) if said else ""


def _owned_by(place: str) -> str:
    return f"لل{place[2:]}" if place.startswith("ال") else f"ل{place}"


def _place(name: str, language: str) -> str:
    """A place, state, body or unit of one by its name, or by the word for what is of a state ("Russian")."""
    if row := _part("place").get(name):
        return row.get(language, "")
    if unit := _unit(name, language):
        return unit
    known = city(name, language=language)
    if known != name:
        return known
    state = _states().get(name)
    return actor(state, language=language) if state else ""


def _unit(name: str, language: str) -> str:
    """A part of a state or body: its delegation, an office of it. Only such a part has a head who is not that of a state."""
    word, row = next(((word, row) for word, row in _part("unit").items() if name.endswith(f" {word}")), ("", {}))
    whole = _place(name.removesuffix(f" {word}").removesuffix("'s"), language) if word else ""
    return row[language].format(place=whole) if whole else ""


@lru_cache(maxsize=1)
def _states() -> Mapping[str, str]:
    """The state by the word for what is of it."""
    from sulh.actors.table import form_rows

    return {_plain(row.text): row.actor for row in form_rows() if row.form == "DEMONYM"}


@lru_cache(maxsize=8)
def _part(part: str) -> Mapping[str, Mapping[str, str]]:
    """The rows of a part, the longest words first."""
    found = {_plain(row["en"]): row for row in rows("offices") if row["part"] == part}
    return {key: found[key] for key in sorted(found, key=len, reverse=True)}
