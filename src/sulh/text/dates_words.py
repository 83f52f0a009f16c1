"""The words that English date expressions are made of, each with its class (one letter) and its value."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["COUNTED", "EVENTS", "WORDS", "Word"]


class Word(NamedTuple):
    """The class of a word (the letter that `dates_patterns` uses) and its value."""

    kind: str
    value: int = 0


def _words(text: str) -> list[str]:
    return text.split()


_MONTHS = _words("january february march april may june july august september october november december")
_SHORT_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
_SHORT_WEEKDAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_NUMBERS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

# Letters: M month, m month that is another word too, j short month; W weekday, w short weekday; n number word, v vague count, a article;
# o ordinal word; t the, f of, F from, b between, T to/until, & and, | or, k on, p preposition of time, X before/after; L last/past,
# G previous/following, N next, S this, s same; e early/mid/late, r earlier/later, B beginning/middle/end,
# H half/quarter, q the same as a label (Q1), z season;
# R deictic day, i time of day, E eve, g ago; units: h hour, d day, u week, K weekend, c month, y year, A decade.
_LOWER: dict[str, Word] = (
    {word: Word("n", number) for number, word in enumerate(_NUMBERS, 1)}
    | {word: Word("n", number) for word, number in _TENS.items()}
    | {word: Word("o", number) for number, word in enumerate(_ORDINALS, 1)}
    | {"thirtieth": Word("o", 30), "last": Word("L", -1), "past": Word("L", -1), "recent": Word("L", -1)}
    | {word: Word("G", -1) for word in ("previous", "preceding")}
    | {"following": Word("G", 1), "ensuing": Word("G", 1)}
    | {word: Word("N", 1) for word in ("next", "coming", "upcoming")}
    | {word: Word("S", 0) for word in ("this", "current")}
    | {"same": Word("s")}
    | {"early": Word("e", 0), "mid": Word("e", 1), "late": Word("e", 2), "earlier": Word("r", -1), "later": Word("r", 1)}
    | {"beginning": Word("B", 0), "start": Word("B", 0), "outset": Word("B", 0), "middle": Word("B", 1)}
    | {"end": Word("B", 2), "close": Word("B", 2)}
    | {word: Word("q") for word in ("q1", "q2", "q3", "q4", "h1", "h2")}
    | {"half": Word("H", 6), "quarter": Word("H", 3)}
    | {word: Word("z", month) for word, month in _SEASONS.items()}
    | {"today": Word("R", 0), "tonight": Word("R", 0), "yesterday": Word("R", -1), "tomorrow": Word("R", 1)}
    | {word: Word("i", 0) for word in ("morning", "afternoon", "evening", "noon", "midday", "midnight")}
    | {"night": Word("i", 1), "eve": Word("E"), "ago": Word("g")}
    | {"the": Word("t"), "a": Word("a", 1), "an": Word("a", 1), "of": Word("f"), "from": Word("F"), "between": Word("b")}
    | {"to": Word("T"), "until": Word("T"), "till": Word("T"), "til": Word("T"), "through": Word("T"), "and": Word("&"), "or": Word("|")}
    | {"on": Word("k"), "before": Word("X", -1), "after": Word("X", 1)}
    | {word: Word("p") for word in ("in", "since", "by", "during", "around", "circa", "throughout", "about", "within", "over", "for", "at")}
    | {word: Word("v", 2) for word in ("couple",)}
    | {word: Word("v", 0) for word in ("few", "several", "some", "many")}
    | {"hour": Word("h"), "hours": Word("h"), "minute": Word("h"), "minutes": Word("h"), "day": Word("d", 1), "days": Word("d", 1)}
    | {"week": Word("u", 7), "weeks": Word("u", 7), "fortnight": Word("u", 14), "fortnights": Word("u", 14)}
    | {"weekend": Word("K", 7), "month": Word("c", 1), "months": Word("c", 1), "year": Word("y", 1), "years": Word("y", 1)}
    | {"decade": Word("A", 10), "decades": Word("A", 10)}
)


def _with_capitals(words: dict[str, Word]) -> dict[str, Word]:
    return {form: word for key, word in words.items() for form in (key, key.capitalize(), key.upper())}


def _table() -> dict[str, Word]:
    table = _with_capitals(_LOWER)
    full = {name: Word("m" if name in ("march", "may") else "M", number) for number, name in enumerate(_MONTHS, 1)}
    table |= _with_capitals(full) | _with_capitals({name: Word("W", number) for number, name in enumerate(_WEEKDAYS)})
    for short in (
        {name: Word("j", number) for name, number in _SHORT_MONTHS.items()},
        {name: Word("w", number) for name, number in _SHORT_WEEKDAYS.items()},
    ):
        table |= {form: word for key, word in short.items() for form in (key.capitalize(), key.upper())}
    # "may" and "march" in lower case are verbs.
    del table["may"], table["march"]
    return table


WORDS: dict[str, Word] = _table()

# After a bare number these show that it counts something: "of 2000 fighters", "in July 20 people".
COUNTED = frozenset(
    _words(
        "people persons prisoners detainees fighters troops soldiers militants civilians families refugees displaced "
        "individuals members men women "
        "children dead wounded casualties killed deaths bodies houses homes tonnes tons trucks vehicles tanks dollars "
        "euros pounds kilometres kilometers "
        "km metres meters miles percent  hostages captives inmates personnel peacekeepers observers monitors "
        "policemen officers delegates violations "
        "    days weeks months hours years   militiamen rebels insurgents terrorists villages "
        "towns cases  posts"
    )
)

# Before these a number is a year even without an introducing word: "2015 agreement".
EVENTS = frozenset(
    _words(
        "accord accords agreement agreements armistice attack ceasefire charter communique conference constitution coup "
        "crisis deal declaration election "
        "elections framework invasion memorandum offensive pact peace plan process protests referendum revolution "
        "roadmap summit talks treaty truce "
        "uprising vote war"
    )
)
