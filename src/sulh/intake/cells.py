"""What a cell of a list says, as a value of a declared property; or why it is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from sulh import words
from sulh.intake.day_order import DayOrder, day_of, spelling
from sulh.model.kinds import Property, PropertyType
from sulh.text.countries import country_code

__all__ = ["CellError", "is_code", "value_of"]

# A whole number with marks between its thousands, or with an empty fraction as spreadsheets write it.
_WHOLE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f,'\u2019]\d{3})+|\d+(?:[.,]0+)?")
_TRUE = frozenset(("true", "yes", "y", "1", "x", "\u2713", "نعم", "صح"))
_FALSE = frozenset(("false", "no", "n", "0", "لا"))
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class CellError(ValueError):
    """A cell says nothing that its property can hold; the message says what is wrong and what to do."""


def value_of(one: Property, text: str, *, orders: Mapping[str, DayOrder], codes: Mapping[str, str]) -> object:
    """Return the value of one cell, plain JSON as `sulh.record.enter` takes it; an actor as its name. Raises CellError."""
    if one.holds is PropertyType.CODE:
        return _code(one, text, codes)
    if one.holds is PropertyType.DATE:
        return _date(text, orders)
    return _OTHERS.get(one.holds, _as_it_is)(text)


def is_code(one: Property, text: str) -> bool:
    """Whether words are a code of the property, or what pages call one in any language."""
    wanted = _plain(text)
    return wanted in _words_of_codes(one.vocabulary) or wanted.replace(" ", "_") in {str(code) for code in one.codes or ()}


def _code(one: Property, text: str, codes: Mapping[str, str]) -> str:
    wanted = _plain(text)
    named = {**_words_of_codes(one.vocabulary), **{_plain(word): code for word, code in codes.items()}}
    known = [str(code) for code in one.codes or ()]
    code: str = named.get(wanted, wanted.replace(" ", "_"))
    if code not in known:
        raise CellError(f"is no code of {one.name}: say in the mapping which of {', '.join(known)} it is (codes)")
    return code


@cache
def _words_of_codes(vocabulary: str) -> Mapping[str, str]:
    """The codes by their words in every language."""
    return {_plain(word): code for language in words.LANGUAGES for code, word in words.choices(vocabulary, language=language)}


def _date(text: str, orders: Mapping[str, DayOrder]) -> str:
    text = text.translate(_DIGITS)
    day = day_of(text, orders)
    if day is not None:
        return day.isoformat()
    if shape := spelling(text):
        order = orders.get(shape)
        said = f"is no day, read {order.replace('_', ' ')}" if order is not None else "could be two days: nobody has said the order"
        raise CellError(said)
    found = words.date_typed(text)
    if found is None:
        raise CellError("is no date: write it year first, 2021-07-08, 2021-07 or 2021")
    return found


def _whole(text: str) -> int:
    text = text.translate(_DIGITS)
    if not _WHOLE.fullmatch(text):
        raise CellError("is no whole number: give the count alone, and what it means (about, at least) in a column of its own")
    return int(re.sub(r"[.,]0+$", "", text) if re.fullmatch(r"\d+[.,]0{1,2}", text) else re.sub(r"\D", "", text))


def _flag(text: str) -> bool:
    if text.casefold() in _TRUE:
        return True
    if text.casefold() in _FALSE:
        return False
    raise CellError("is neither yes nor no")


def _country(text: str) -> str:
    code = country_code(text)
    if code is None:
        raise CellError("is no country: give its name or its two letters (ISO 3166)")
    return code


def _place(text: str) -> str:
    # Whoever keeps a list writes "(all)" or "(place not given)" where a place would stand; as a name it would be a place of its own.
    if text[:1] + text[-1:] in ("()", "[]"):
        raise CellError("stands in brackets, as a note and no name of a place: leave the cell empty where no one place is meant")
    return text


def _as_it_is(text: str) -> str:
    return text


_OTHERS: Mapping[PropertyType, Callable[[str], object]] = {
    PropertyType.COUNT: _whole,
    PropertyType.ORDINAL: _whole,
    PropertyType.FLAG: _flag,
    PropertyType.COUNTRY: _country,
    PropertyType.PLACE: _place,
}


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()
