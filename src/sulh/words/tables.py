"""The tables of words (`data/words/*.csv`): codes, properties and phrases, a column for each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from sulh.text.phrases import rows as table_rows

__all__ = [
    "LANGUAGES",
    "choices",
    "code",
    "definition",
    "example",
    "kind",
    "known",
    "meaning",
    "ordinal",
    "phrase",
    "prop",
    "rows",
    "template",
    "within",
    "word",
]

LANGUAGES = ("en", "ar")
_ENGLISH = "en"
_KEYS = {"codes": ("vocabulary", "code", "form"), "properties": ("kind", "property"), "phrases": ("key", "form")}
_INSIDE = "inside"


def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table in its own order."""
    return table_rows(f"words/{table}.csv")


@lru_cache(maxsize=8)
def _by_key(table: str) -> Mapping[tuple[str, ...], Mapping[str, str]]:
    return {tuple(row[key] for key in _KEYS[table]): row for row in rows(table)}


def word(row: Mapping[str, str], language: str) -> str:
    """The words of a row in a language (`ar`, `ar-SY`); English where the row has none."""
    return row.get(_base(language)) or row[_ENGLISH]


def code(vocabulary: str, code: object, form: str = "", *, language: str = _ENGLISH, lacking: str | None = None) -> str:
    """The words of a code: `code("MeetingKind", "round")` is "Round". Vocabularies are the classes of `sulh.model.vocabulary`.

    The form `inside` is the one within a sentence: with a small first letter. A form that the code lacks is its plain one, or
    `lacking`; an unknown code is shown without underscores.
    """
    return _code(vocabulary, str(code), form, language, lacking)


@lru_cache(maxsize=4096)  # a list asks for the same few hundreds of times
def _code(vocabulary: str, code: str, form: str, language: str, lacking: str | None) -> str:
    table = _by_key("codes")
    found = table.get((vocabulary, code, form))
    if found is None and lacking is not None:
        return lacking
    found = found or table.get((vocabulary, code, ""))
    words = word(found, language) if found else code.replace("_", " ")
    return _small(words) if form == _INSIDE else words


def known(vocabulary: str) -> tuple[str, ...]:
    """The codes of a vocabulary that have words, in the order of the table."""
    return tuple(row["code"] for row in rows("codes") if row["vocabulary"] == vocabulary and not row["form"])


def choices(vocabulary: str, *, language: str = _ENGLISH) -> list[tuple[str, str]]:
    """The codes of a vocabulary with their words, for a form."""
    return [(one, code(vocabulary, one, language=language)) for one in known(vocabulary)]


def definition(vocabulary: str, code: str) -> str:
    """What a code means, in English; empty where the table does not say."""
    found = _by_key("codes").get((vocabulary, code, ""))
    return found["meaning"] if found else ""


def prop(kind: str, name: str, form: str = "", *, language: str = _ENGLISH) -> str:
    """What a property (or a derived column) of a kind is called; `kind` may be empty, the form `inside` is the one within a sentence."""
    words = next((word(row, language) for row in _property(kind, name) if row[_ENGLISH]), name.replace("_", " "))
    return _small(words) if form == _INSIDE else words


def meaning(kind: str, name: str) -> str:
    """What a property or derived column holds, in English, for a codebook."""
    return next((row["meaning"] for row in _property(kind, name) if row["meaning"]), "")


def example(kind: str, name: str) -> str:
    """A value of a property or derived column, as an export writes it."""
    return next((row["example"] for row in _property(kind, name) if row["example"]), "")


def _property(kind: str, name: str) -> Iterator[Mapping[str, str]]:
    """The rows about a property: that of the kind, then the one that kinds share."""
    table = _by_key("properties")
    return (table[key] for key in ((kind, name), ("", name)) if key in table)


def kind(name: str, form: str = "one", *, language: str = _ENGLISH) -> str:
    """What one thing of a kind, or `many` of them, are called: "Meeting", "Meetings"; a part of a kind also by what claims call it."""
    from sulh.model.kinds import kinds

    known = next((one.name for one in kinds(parts=True) if one.claim == name), name)
    return code("kind", known, "" if form == "one" else form, language=language)


def phrase(key: str, /, *, language: str = _ENGLISH, **values: object) -> str:
    """A phrase with its gaps filled; a whole number `count` chooses among its forms. Raises KeyError for an unknown key."""
    count = values.get("count")
    if not isinstance(count, int):
        return word(_by_key("phrases")[key, ""], language).format(**values)
    return _formed(key, _plural(count, _base(language)), language).format(**{**values, "count": f"{count:,}"})


def template(key: str, *, language: str = _ENGLISH) -> str:
    """A phrase with its gaps, all its forms one after the other. Raises KeyError for an unknown key."""
    found = [word(row, language) for (name, _), row in _by_key("phrases").items() if name == key]
    if not found:
        raise KeyError(key)
    return " / ".join(found)


def ordinal(number: int, *, language: str = _ENGLISH) -> str:
    """16 as "16th"."""
    form = "other" if 10 <= number % 100 <= 20 else {1: "one", 2: "two", 3: "few"}.get(number % 10, "other")
    return _formed("ordinal", form, language).format(count=number)


def within(key: str, words: str, *, language: str = _ENGLISH) -> str:
    """The words in the phrase of that key, or alone where there is none."""
    row = _by_key("phrases").get((key, ""))
    return word(row, language).format(value=words) if row else words


def _small(words: str) -> str:
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _formed(key: str, form: str, language: str) -> str:
    """The form of a phrase, or its `other` where the language has none of its own."""
    table, column = _by_key("phrases"), _base(language)
    row = table.get((key, form), {})
    return row.get(column) or word(table[key, "other"], language)


def _base(language: str) -> str:
    base = language.partition("-")[0].lower()
    return base if base in LANGUAGES else _ENGLISH


def _plural(count: int, language: str) -> str:
    """The form of words beside a number: Unicode CLDR's rules for whole numbers."""
    if language != "ar":
        return "one" if count == 1 else "other"
    if count in (1, 2):
        return ("one", "two")[count - 1]
    rest = count % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
