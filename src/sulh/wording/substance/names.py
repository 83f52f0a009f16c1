"""Numbers, places and those addressed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sulh.actors.places import Gazetteer, Place
from sulh.model import ActKind
from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows
from sulh.wording.substance.amounts import amount
from sulh.wording.substance.often import how_often
from sulh.wording.substance.parts import AND, TermTable, TermWord
from sulh.wording.substance.place_nouns import name_end, noun_place
from sulh.wording.substance.terms import Term, bare_words
from sulh.wording.verbs import find_verbs

__all__ = ["addressees", "numbers", "places"]

_LONGEST = 8
_YEAR = 4
# Words of the name of a town at most.
_NAME = 3
# The kinds of words with which a place may begin.
_PLACE_KINDS = ("compass", "group", "state", "locative", "place_noun")
# What parts the thousands of a number in digits: three digits follow, and no other sign of the kind does.
_THOUSANDS = re.compile(r"[ \u00a0\u202f\u066c,.](?=\d{3}(?!\d))")
# After "and" only these go on with a number: "treinta y dos", but not "two soldiers and three".
_UNITS_OF_TEN = tuple("123456789") + tuple(f"{tens}0" for tens in range(1, 10))
# Words for how often and how much of something: each of a family of its own.
_OFTEN, _SHARE, _BOUND = "often", "share", "bound"
_FAMILIES = (_OFTEN, _SHARE, _BOUND)
# What bounds a number stands right before it or so many words after it: "thirty trucks at least".
_BOUNDED = 5
_LARGE = ("100", "1000", "million", "billion")
# How a symbol or a range goes on; but "10-year" is a number.
_GOES_ON = re.compile(r"/|-(?![^\W\d_]{3})")
# What stands before a number that is part of a symbol, a name or an address.
_NAMING = ("(", "[", "/", "%", "=", "#", "&", "_")
# French "is" is written like "east".
_WORDS_TOO = frozenset(("est",))
# A shorter opening of the name of a country is also that of other words, unless it is a whole word or has a capital letter.
_TELLING = 5
# How Arabic goes on after the opening of the name of a country, and of those who are from there.
_ARABIC_REST = ("\u064a", "\u0627", "\u0647", "\u0629", "\u0633\u062a\u0627\u0646")
_CAPITAL, _ARTICLE = "\u0627\u0644\u0639\u0627\u0635\u0645\u0629", "\u0627\u0644"


def numbers(text: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    """Return the numbers that are no dates and no part of a name ("resolution 2254 (2015)", "the 15th meeting")."""
    found: list[Term] = []
    end = 0
    named = False
    worded = set(table.places(("number", "loose", "every", "times", *_FAMILIES), parts))
    for at, part in enumerate(parts):
        if at < end:
            continue
        key = part.key
        if any(table.has("name", word) for word in bare_words(key)):
            named = True
        elif at in taken:
            continue
        elif key[0].isdigit():
            if not (named or _is_of_a_name(text, parts, table, at) or _is_year_of_a_name(parts, at)):
                found.append(_digits(parts, table, at))
                end = found[-1].high
        else:
            named = named and key in AND
            if at in worded and (term := _of_a_family(parts, table, at) or _number_word(parts, table, taken, at)) is not None:
                found.append(term)
                end = term.high
    return found


def _of_a_family(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return a word for how much of something, how often or within what bound, which is compared with its like only.

    Such are "all" and "most", "every week", and "at least" and "up to" by a number.
    """
    if (often := how_often(parts, table, at)) is not None:
        return Term(f"{_OFTEN} {often[1]}", at, often[0], often[0] if often[0] < len(parts) else None)
    for family in _FAMILIES:
        match = table.match(family, parts, at)
        if match is not None and _is_of_the_family(family, parts, table, at, at + match[0]):
            end = at + match[0]
            return Term(f"{family} {match[1]}", at, end, end if end < len(parts) else None)
    return None


def _is_of_the_family(family: str, parts: Sequence[TermWord], table: TermTable, low: int, high: int) -> bool:
    """Return whether words are of a family where they stand: a bound by a number, a share by none."""
    # "Some 40 trucks" are about so many, "all three parties" and "each day" are no share of something.
    counts = high < len(parts) and (_is_number(parts[high], table) or table.match("unit", parts, high) is not None)
    if family == _BOUND:
        return counts or any(_is_number(part, table) for part in parts[max(low - _BOUNDED, 0) : low])
    return family == _OFTEN or not counts


def _is_year_of_a_name(parts: Sequence[TermWord], at: int) -> bool:
    """Return whether a year stands before a name: "the 2023 Summit"."""
    year = parts[at].key
    plain = len(year) == _YEAR and year.isdigit() and year[:2] in ("19", "20")
    return plain and at + 1 < len(parts) and parts[at + 1].before == " " and parts[at + 1].capital


def _digits(parts: Sequence[TermWord], table: TermTable, at: int) -> Term:
    """Return the number in digits at `at`, with the word for thousands, millions or more after it: "6 million" is "six million"."""
    key, high = _plain(parts[at].key), at + 1
    while high < len(parts) and parts[high].before in (" ", "-") and (more := table.match("number", parts, high)) and more[1] in _LARGE:
        key, high = f"{key} {more[1]}", high + more[0]
    return _counting(key, at, high, parts, table)


def _counting(key: str, low: int, high: int, parts: Sequence[TermWord], table: TermTable) -> Term:
    """Return a number with what it counts; "plus" in "thirty-plus" is part of it."""
    if high < len(parts) and parts[high].before == "-" and table.has("approximate", parts[high].key):
        high += 1
    return Term(amount(key, table.language), low, high, high if high < len(parts) else None)


def _plain(key: str) -> str:
    """Return a number in digits without what parts its thousands."""
    return _THOUSANDS.sub("", key).replace(",", ".").replace("\u066b", ".")


def _is_of_a_name(text: str, parts: Sequence[TermWord], table: TermTable, at: int) -> bool:
    """Return whether a number in digits stands in brackets or in the symbol of a document, or has the ending of an ordinal."""
    part = parts[at]
    if any(mark in part.before for mark in _NAMING) or _GOES_ON.match(text, part.end):
        return True
    if at + 1 < len(parts) and parts[at + 1].before in ("", "-") and table.has("ordinal", parts[at + 1].key):
        return True
    return at > 0 and part.before in ("", ".", "-")


def _is_number(part: TermWord, table: TermTable) -> bool:
    return part.key[0].isdigit() or table.has("number", part.key)


def _number_word(parts: Sequence[TermWord], table: TermTable, taken: frozenset[int], at: int) -> Term | None:
    """Return the number in words that begins at `at`: several number words in a row are one number, but one with "a" counts nothing."""
    match = table.match("number", parts, at)
    if match is None:
        loose = table.match("loose", parts, at)
        if loose and at + loose[0] < len(parts) and _is_number(parts[at + loose[0]], table):
            # "A 15-day extension" counts no extensions.
            return None
        end = at + loose[0] if loose else at
        return Term(loose[1], at, end, end if end < len(parts) else None, loose=True) if loose else None
    key, end = f"1 {match[1]}" if match[1] in _LARGE[-2:] else match[1], at + match[0]
    while end < len(parts) and end not in taken:
        step = end + 1 if parts[end].key in AND and end + 1 < len(parts) else end
        more = table.match("number", parts, step) if parts[step].before in (" ", "-") else None
        if more is None and parts[step].before == "-":
            # "Forty-one", "trente-et-un".
            more = table.match("loose", parts, step)
        if more is None or (step > end and more[1] not in _UNITS_OF_TEN):
            break
        key, end = f"{key} {more[1]}", step + more[0]
    return _counting(key, at, end, parts, table)


def places(text: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    """Return the places: names after words such as "in" and "near", countries and those who are from there, the points of the compass."""
    found: list[Term] = []
    end = 0
    speaking = taken | _speaking(text, parts)
    worded = set(table.places(_PLACE_KINDS, parts))
    countries = bool(table.forms.get("country"))
    for at, part in enumerate(parts):
        # Names of countries are known by their openings, so that each word may be one.
        if at < end or not (at in worded or part.capital or (countries and len(part.key) > 2)):
            continue
        compass = None if at in taken else _compass(parts, table, at)
        if compass is not None:
            found.append(compass)
        if (group := table.match("group", parts, at)) is not None:
            # The name of an armed group says where it is from, not where it was.
            end = at + group[0]
            continue
        term = next((one for find in _PLACES if (one := find(parts, table, at)) is not None), None)
        named = _by_noun(parts, table, at) if term is None else None
        # The bridge of a town is no one who speaks.
        held = taken if named is not None or _is_within(parts, table, at) else speaking
        term = term or named
        if term is not None and held.isdisjoint(range(term.low, term.high)):
            if compass is not None and term.low <= at:
                found.pop()
            found.append(term)
            end = max(term.high, at + 1)
    return found


def _by_noun(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return a place that a noun names, by the name it has today where it is known; a country is found by its own."""
    term = noun_place(parts, table, at)
    if term is None or country_code(parts[term.low], table) is not None:
        return None
    place = _known(parts, term.low, term.high)
    return term if place is None else Term(_place_key(parts, term.low, term.high, place), term.low, term.high)


def _speaking(text: str, parts: Sequence[TermWord]) -> set[int]:
    """The words that name who speaks: those before the first verb ("Peru and Chile condemn"); in Arabic the word after each."""
    verbs = find_verbs(text)
    if verbs and "\u0621" <= text[verbs[0].end - 1] <= "\u064a":
        return {at for verb in verbs for at, part in enumerate(parts) if part.start >= verb.end and text[verb.end : part.start].isspace()}
    return {at for at, part in enumerate(parts) if verbs and part.end <= verbs[0].start}


def _is_within(parts: Sequence[TermWord], table: TermTable, at: int) -> bool:
    """Return whether a word says that something is in the place that follows."""
    match = table.match("locative", parts, at)
    return match is not None and match[1] == "within"


def _state(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return a state under one of the names that it has besides the usual one: "DPRK"."""
    match = table.match("state", parts, at)
    return Term(f"{_sort(table)} {match[1]}", at, at + match[0]) if match else None


def _sort(table: TermTable) -> str:
    """Return what sort of place a state is: where the countries of a language are not listed, it is a place as any."""
    return "country" if table.forms.get("country") else "place"


def _compass(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return a point of the compass; in a compound it is part of a name, and after no article it is another word.

    With a capital letter it is part of a name too, and counts where another point stands before the same word: "Northern sector".
    """
    part = parts[at]
    match = table.match("compass", parts, at)
    joined = "-" in part.before or (at + 1 < len(parts) and parts[at + 1].before == "-")
    if match is None or joined:
        return None
    if part.capital:
        followed = at + 1 < len(parts) and parts[at + 1].before == " "
        return Term(f"heading {match[1]}", at, at + 1, at + 1) if followed else None
    if part.key in _WORDS_TOO and not (at and table.has("article", parts[at - 1].key)):
        return None
    return Term(f"compass {match[1]}", at, at + 1)


def _named_place(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return the capitalised name after a word that may stand before a place."""
    match = table.match("locative", parts, at)
    if match is None or not match[1]:
        return None
    low = at + match[0]
    while low < len(parts) and low - at <= 4 and table.has("place_word", parts[low].key) and not parts[low].capital:
        low += 1
    if low >= len(parts) or not parts[low].capital or not _adjoins(parts, at + 1, low):
        return None
    for kind in ("state", "short"):
        if (state := table.match(kind, parts, low)) is not None:
            return Term(f"{_sort(table)} {state[1]}", low, low + state[0])
    high = name_end(parts, table, low)
    numbered = high < len(parts) and parts[high].before == " " and parts[high].key.isdigit() and len(parts[high].key) != _YEAR
    if numbered and not (high + 1 < len(parts) and table.match("month", parts, high + 1)):
        # "In Proclamation 9994", but not "in Orra 10 June".
        return None
    if (code := country_code(parts[low], table)) is not None:
        return Term(f"country {code}", low, high)
    # "St. Peter's Church" is no town, nor is a month or a day.
    short = high == low + 1 and len(parts[low].key) < _TELLING - 2
    if short or table.match("month", parts, low) or table.match("weekday", parts, low):
        return None
    place = _known(parts, low, high)
    if place is None:
        # An unknown name after an article is that of a body ("in the Council"), unless a word says what place it is.
        skipped = [part.key for part in parts[at + match[0] : low]]
        sorts = [key for key in (*skipped, *(part.key for part in parts[high : high + 1])) if table.has("place_word", key)]
        articled = any(table.has("article", key) for key in skipped)
        told = not articled or any(not table.has("article", key) for key in sorts)
        led = at > 0 and table.has("place_noun", parts[at - 1].key) and not articled
        if not told or not (match[1] == "within" or led) or high - low > _NAME:
            return None
    return Term(_place_key(parts, low, high, place), low, high)


def _known(parts: Sequence[TermWord], low: int, high: int) -> Place | None:
    return Gazetteer.default().get(" ".join(part.key for part in parts[low:high]))


def _place_key(parts: Sequence[TermWord], low: int, high: int, place: Place | None) -> str:
    """Return the key of a place: the name it has today, so that another name of it is no other place."""
    return f"place {fold_lookalikes(place.current_name)}" if place else f"place {' '.join(part.key for part in parts[low:high])}"


def _country(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return a country or the adjective of it; in brackets it says where somebody is from, in a compound it is part of a name."""
    joined = parts[at].before == "-" or (at + 1 < len(parts) and parts[at + 1].before == "-")
    code = None if joined or "(" in parts[at].before else country_code(parts[at], table)
    return Term(f"country {code}", at, at + 1) if code else None


def country_code(part: TermWord, table: TermTable) -> str | None:
    """Return the code of the country that a word is the name or the adjective of, by its longest opening in the table."""
    known = table.forms.get("country")
    if known and table.language == "en":
        # Those from a country have one form, and many begin like other words: "Indiana", "Malicious".
        return (known.get((part.key,)) or known.get((part.key.removesuffix("s"),))) if part.capital else None
    for word in bare_words(part.key) if known else ():
        for size in range(len(word), 2, -1):
            code = known.get((word[:size],)) if known else None
            if code is None:
                continue
            arabic = "\u0621" <= word[0] <= "\u064a"
            goes_on = word.startswith(_ARABIC_REST, size) if arabic else part.capital or size >= _TELLING
            if goes_on or size == len(word):
                return code
    return None


def _town(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return a town or region that is known by its name alone: "Idlib has to be stable"."""
    if not parts[at].capital or len(parts[at].key) < _TELLING - 1 or (at and parts[at - 1].capital and _adjoins(parts, at, at)):
        return None
    high = name_end(parts, table, at)
    place = _known(parts, at, high)
    known = place is not None and place.kind in ("city", "region") and not table.match("month", parts, at)
    return Term(_place_key(parts, at, high, place), at, high) if known else None


def _adjoins(parts: Sequence[TermWord], low: int, high: int) -> bool:
    """Return whether only blanks, apostrophes and hyphens stand between words."""
    return all(parts[at].before.strip(" '\u2019\n-") == "" for at in range(low, high + 1))


def _arabic_place(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return the word after "city of" and the like, or the name of a country with what is written together with it."""
    key = parts[at].key
    if key.isascii():
        return None
    known = table.forms.get("place", {})
    for name in bare_words(key):
        if name in _arabic_countries():
            return Term(f"country {name}", at, at + 1)
        if (name,) in known:
            return Term(f"place {known[name,]}", at, at + 1)
    match = table.match("locative", parts, at)
    if match is None or match[1] == "\u0641\u064a":
        return None
    # "The Afghan capital Kabul": what the capital is of stands before its name.
    low = at + 2 if at + 2 < len(parts) and match[1] == _CAPITAL and parts[at + 1].key.startswith(_ARTICLE) else at + 1
    if low >= len(parts) or any(part.before != " " for part in parts[at + 1 : low + 1]):
        return None
    if table.match("locative", parts, low) is not None or parts[low].key[0].isdigit() or parts[low].key.isascii():
        return None
    return Term(f"place {known.get((parts[low].key,), parts[low].key)}", low, low + 1)


# How a place is found, the surest first.
_PLACES = (_state, _named_place, _country, _arabic_place, _town)


@cache
def _arabic_countries() -> frozenset[str]:
    names = [fold_lookalikes(row["ar"]) for row in rows("words/country_names.csv")]
    return frozenset(name for name in names if " " not in name and len(name) > 2)


def addressees(text: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    """Return those that are called upon: the words between a verb that asks and what is asked."""
    found = []
    for verb in find_verbs(text):
        if verb.act is not ActKind.CALL or text[verb.start : verb.end].casefold().endswith("for"):
            continue
        low = next((at for at, part in enumerate(parts) if part.start >= verb.end), len(parts))
        openers = table.forms.get("object", {}).get((verb.lemma,))
        if low == len(parts) or (openers is not None and not _opens(parts[low].key, openers)):
            # What is asked follows at once: "demand the release of the hostages".
            continue
        if parts[low].key in table.forms.get("asked_by", {}).get((verb.lemma,), "").split("|"):
            # Arabic asks "to" somebody, and calls "to" a thing.
            low += 1
        if low == len(parts) or _is_asked_at_once(parts[low].key, table):
            # Nobody is named: "призвал привлечь".
            continue
        high = low
        while high < len(parts) and high - low < _LONGEST and not _closes(parts, table, low, high):
            high += 1
        content = [part.key for part in parts[low:high] if not table.has("opening", part.key)]
        if content and high < len(parts):
            found.append(Term(" ".join(content), low, high))
    return found


def _is_asked_at_once(key: str, table: TermTable) -> bool:
    """Return whether a word after a verb that asks is what is asked: an infinitive, in Arabic the noun of an act after its preposition."""
    if table.language == "ar" and (table.has("act", key) or key.startswith(_forms(table, "asked_opening"))):
        return True
    return key.endswith(_forms(table, "stop_ending"))


def _opens(key: str, openers: str) -> bool:
    """Return whether those asked may follow a verb with this word: one of those listed, or after "!" none of them."""
    return (key in openers.removeprefix("!").split("|")) != openers.startswith("!")


def _closes(parts: Sequence[TermWord], table: TermTable, low: int, at: int) -> bool:
    """Return whether those addressed end before a word."""
    part = parts[at]
    if at > low and (any(mark in part.before for mark in ",;:.\u060c\u061b") or part.before.strip(" ") == "-" != part.before):
        return True
    opened = any(not table.has("opening", one.key) for one in parts[low:at])
    if opened and (part.key.endswith(_forms(table, "stop_ending")) or part.key.startswith(_forms(table, "stop_opening"))):
        # What is asked begins with an infinitive; in Arabic with a noun joined to its preposition, or with the noun of an act.
        return True
    if opened and table.language == "ar" and table.has("act", part.key):
        return True
    return table.has("stop", part.key) and (opened or not table.has("opening", part.key))


def _forms(table: TermTable, kind: str) -> tuple[str, ...]:
    return tuple(keys[0] for keys in table.forms.get(kind, ()))
