"""Whether a text has a name that another text has: in another form, abbreviated, by the office alone, or after it."""

from __future__ import annotations

from collections.abc import Sequence

from sulh.wording.naming import is_naming
from sulh.wording.substance.names import country_code
from sulh.wording.substance.parts import TermTable, TermWord
from sulh.wording.substance.sides import STEM, same_stem

__all__ = ["has_name", "may_have_name", "telling_words"]

# A shorter word of a name tells nothing, unless all are so short.
_TELLING = 4
# The abbreviation of a name in brackets stands so many words after its end, and a name so many after an office.
_BRACKET, _AFTER = 10, 3
_SHORTEST = 3


def has_name(name: Sequence[TermWord], text: Sequence[TermWord], table: TermTable) -> bool:
    """Return whether a text has a telling word of a name in any form, or its country; all its words if none of them tells anything."""
    telling = telling_words(name, table)
    if not telling:
        words = {part.key for part in text}
        return all(part.key in words for part in name)
    # In English whoever is from there has a capital letter too, and the dialogue of "the National Dialogue" is any.
    named = table.language == "en" and any(part.capital for part in name)
    keys = [part.key for part in text if part.capital or not named]
    if any(word == key or same_stem(word, key) or _begins(word, key) for word in telling for key in keys):
        return True
    codes = {code for part in name if (code := country_code(part, table))}
    return any(country_code(part, table) in codes for part in text)


def may_have_name(name: Sequence[TermWord], after: Sequence[TermWord], text: Sequence[TermWord], table: TermTable) -> bool:
    """Return whether a text may mean a name that it does not have: by its abbreviation, its office, or what stands after it there.

    `after` are the words behind the name in its own text.
    """
    words, keys = [part.key for part in name], [part.key for part in text]
    if any("(" in part.before and part.key in keys for part in after[:_BRACKET]):
        # "The Economic Community of West African States (ECOWAS)".
        return True
    letters = "".join(word[0] for word in words if len(word) >= _TELLING)
    initials = "".join(key[0] for key in keys if len(key) >= _TELLING)
    if (len(letters) >= _SHORTEST and letters in keys) or any(_SHORTEST <= len(word) <= STEM + 1 and word in initials for word in words):
        return True
    return _is_in_apposition(name, after[:_AFTER], keys) or _is_office(name, text, table)


def telling_words(name: Sequence[TermWord], table: TermTable) -> list[str]:
    """Return the words of a name that are no titles, offices and bodies; of one with capital letters only those that have them."""
    capitals = any(part.capital for part in name)
    said = [part.key for part in name if len(part.key) >= _TELLING and (part.capital or not capitals)]
    return [key for key in said if not is_naming(key) and not table.has("title", key)]


def _is_in_apposition(name: Sequence[TermWord], after: Sequence[TermWord], keys: Sequence[str]) -> bool:
    """Return whether a name that the other text has follows an office after a comma: "the Prime Minister, Orla Venn"."""
    office = any(is_naming(part.key) for part in name)
    return office and bool(after) and after[0].before.startswith(",") and any(part.capital and part.key in keys for part in after)


def _is_office(name: Sequence[TermWord], text: Sequence[TermWord], table: TermTable) -> bool:
    """Return whether a text has the office or the sort of a name without a name: "Secretary Venn", "the Secretary"; "the guarantors"."""
    words = {part.key for part in name}
    offices = {word for word in words if is_naming(word) or table.has("actor", word)}
    behind = (*text[1:], None)
    return any(
        part.key in offices and (rest is None or not rest.capital or rest.key in words) for part, rest in zip(text, behind, strict=True)
    )


def _begins(one: str, other: str) -> bool:
    """Return whether one word begins with the other: "Togo", "Togolese"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _TELLING and long.startswith(short)
