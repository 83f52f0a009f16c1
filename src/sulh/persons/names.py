"""A person's name taken apart into its slots, with the words as they were written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sulh.persons.letters import cleaned, key_of, reading_of

__all__ = ["FATHER_OF", "MOTHER_OF", "SERVANT", "SLOTS", "NamePart", "PersonName", "person_name", "plain_parts"]

SLOTS = ("given", "father", "grandfather", "family", "kunya", "nisba")
# Signs that stand before a key: names that open with Abd, Abu or Umm are never taken for names without.
SERVANT, FATHER_OF, MOTHER_OF = "+", "=", "~"
_OPENERS = {"servant": SERVANT, "father_of": FATHER_OF, "mother_of": MOTHER_OF}
_BRACKETS = re.compile(r"[()\[\]{}]")
_COMMA = re.compile("[,،;؛]")
_BREAK = re.compile(r"[\s\-\u2010-\u2015._/\\]+")
_JOINED_ARABIC = re.compile("^(عبد|[اأ]ب[ويا])(?=(?:ال)?\\w{3})")
_JOINED_LATIN = re.compile(
    "^([ae][bv]d)[aeiou]?(?:l(?=[^l])|l(?=l[aeiou])|([rsndtz])(?=\\2)|sh(?=sh))?(?=[a-z]{3})|^([ae]b[uo]u?)(?=[bcdfghjkmnqrstwyz][a-z]{3})"
)
_ALLAH = re.compile("^(?:[aeou]l?)?l+ah?$|^[ao]llah?$")
_DIN = re.compile("^([a-z]{3,}?)[aeiou](?:l|d)d(?:ee|i|e)ne?$")
_NISBA_ARABIC, _NISBA_LATIN = re.compile("^ال\\w{2,}ي$"), re.compile("^(?:al|el)?[a-z]{3,}(?:i|y|iy)$")
_PATRONYMIC = re.compile("(?:ovich|evich|ovna|evna|ovych|ivna)$")
_PLAIN_ARABIC, _PLAIN_LATIN = re.compile("[\u0621-\u063a\u0641-\u064a -]+"), re.compile("[A-Za-z -]+")
# Uses of words that change what stands before them or the whole name, and of words that belong to what follows.
_HANGING = frozenset(("title", "child_male", "child_female", "connective", "known_as", "of", "joined_after"))
_WAITING = frozenset((*_OPENERS, "article"))
_OPENED = frozenset((FATHER_OF, MOTHER_OF))
_PLAIN_SLOTS = {1: ("given",), 2: ("given", "family"), 3: ("given", "father", "family"), 4: ("given", "father", "grandfather", "family")}
_PLAIN_MOST = max(_PLAIN_SLOTS)
_MOST = 6  # parts compared; a longer name keeps its first ones and its last


@dataclass(frozen=True, slots=True)
class NamePart:
    """One name within a name: its slot, the words as written, and its key in plain letters.

    A key opens with `+` for Abd (servant of), `=` for Abu and `~` for Umm; these are part of the name.
    """

    slot: str
    written: str
    key: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as it was written, whether its keys are in Arabic or Latin letters, and its parts in order; the kunya stands apart.

    `parts` go from the given to the family name. `is_child` and `sex` come from words before the name ("طفلة/": a girl).
    """

    written: str
    alphabet: str
    parts: tuple[NamePart, ...]
    kunya: NamePart | None = None
    sex: str | None = None
    is_child: bool = False

    def slot(self, name: str) -> str | None:
        """Return the words of a slot of `SLOTS`, None when the name does not have it."""
        if name == "kunya":
            return self.kunya.written if self.kunya else None
        if name == "nisba":
            return next((part.written for part in reversed(self.parts[1:]) if is_nisba(part, self.alphabet)), None)
        return next((part.written for part in self.parts if part.slot == name), None)


def is_nisba(part: NamePart, alphabet: str) -> bool:
    """Return whether a part is a name of origin: al-Halabi, الحلبي."""
    if alphabet == "arabic":
        return _NISBA_ARABIC.match(part.written.split()[-1]) is not None
    return _NISBA_LATIN.match(part.key) is not None and part.written.casefold().startswith(("al", "el"))


@lru_cache(maxsize=100_000)
def person_name(text: str, language: str | None = None) -> PersonName:
    """Return a name taken apart. Empty parts for a text without letters.

    `language` ("turkish", "kurdish") says how Latin letters are read where the name itself does not show it.

    "Family, Given Father" is put in order; titles are left out, bin and ibn too; Abd, Abu and Umm stay with the next name, and so do
    al-Din and Allah with the one before.
    """
    return _plain(text, language) or taken_apart(text, language)


def taken_apart(text: str, language: str | None) -> PersonName:
    """Return a name taken apart by all rules, as `person_name` does, which has a shorter way for names of plain words."""
    clean = cleaned(text)
    own = reading_of(clean)
    language = language if language and own == "latin" else own
    pieces = [one.strip() for one in _COMMA.split(clean) if one.strip()]
    if len(pieces) == 2:
        clean = f"{pieces[1]} {pieces[0]}"
    tokens = _BREAK.split(_BRACKETS.sub(" ", clean))
    words = [(token, key_of(token, language)) for token in tokens if token]
    opening, words = _without_titles([(token, key) for token, key in words if key])
    grouped = list(_grouped(words, language))
    kunya, grouped = _kunya(_family_last(grouped))
    alphabet = "arabic" if language == "arabic" else "latin"
    sex = "female" if "child_female" in opening else "male" if "child_male" in opening else None
    if len(grouped) > _MOST:
        grouped = [*grouped[: _MOST - 1], grouped[-1]]
    parts = tuple(NamePart(slot, *one) for slot, one in zip(_slots(grouped, has_kunya=kunya is not None), grouped, strict=True))
    is_child = bool(opening & {"child_female", "child_male"})
    return PersonName(text, alphabet, parts, NamePart("kunya", *kunya) if kunya else None, sex, is_child)


def _plain(text: str, language: str | None) -> PersonName | None:
    """A name to whose words no rule applies but that of slots and of what is written together; None for any other."""
    found = plain_parts(text, language)
    if found is None:
        return None
    alphabet, held = found
    return PersonName(text, alphabet, tuple(_part(slot, *one) for slot, one in zip(_PLAIN_SLOTS[len(held)], held, strict=True)))


def plain_parts(text: str, language: str | None) -> tuple[str, Sequence[tuple[str, str]]] | None:
    """Return the alphabet of a plain name and (words as written, key) of each name in it, the given name first; None for any other name.

    Most names of a list are plain; a word is looked at once, and not in each name.
    """
    reading = "arabic" if _PLAIN_ARABIC.fullmatch(text) else (language or "latin") if _PLAIN_LATIN.fullmatch(text) else None
    if reading is None:
        return None
    held: list[tuple[str, str]] = []
    waiting = ""
    for word in text.split(" "):
        parts = _plain_unit(f"{waiting} {word}" if waiting else word, reading)
        if parts is None:
            return None
        waiting = "" if parts else f"{waiting} {word}" if waiting else word
        held += parts
    if waiting or len(held) > _PLAIN_MOST or held[0][1][0] in _OPENED:
        return None
    return "arabic" if reading == "arabic" else "latin", held


@lru_cache(maxsize=200_000)
def _plain_unit(text: str, reading: str) -> tuple[tuple[str, str], ...] | None:
    """The names in words that stand together (al-Halabi, Abd al Rahim), whatever is beside them.

    () where the next word belongs to them; None where what they are hangs on the rest of the name, or where they are not plain.
    """
    words = [(token, key_of(token, reading)) for token in _BREAK.split(text)]
    uses = [_use(key) for _, key in words]
    if any(not key or cleaned(token) != token for token, key in words) or any(use & _HANGING for use in uses):
        return None
    if uses[-1] & _WAITING:
        return ()
    found = tuple(_grouped(words, reading))
    hangs = _closes(*found[0]) or any(_PATRONYMIC.search(key) for _, key in found)
    return None if hangs else found


@lru_cache(maxsize=200_000)
def _part(slot: str, written: str, key: str) -> NamePart:
    return NamePart(slot, written, key)


def _without_titles(words: Sequence[tuple[str, str]]) -> tuple[set[str], list[tuple[str, str]]]:
    """What the words before the name say, and the words of the name; a name is never left empty."""
    said: set[str] = set()
    at = 0
    while at < len(words) - 1 and (use := _use(words[at][1]) & {"title", "child_male", "child_female"}):
        said |= use
        at += 1
    return said, [one for one in words[at:] if not _use(one[1]) & {"connective", "known_as"}] or list(words[at:])


def _grouped(words: Sequence[tuple[str, str]], language: str) -> Iterator[tuple[str, str]]:
    """Put together what is one name: (words as written, key)."""
    held: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        written, key, at = _one(words, at, language)
        if key == "":
            continue
        if held and _closes(written, key):
            before = held.pop()
            held.append((f"{before[0]} {written}", _of_religion(before[1] + _bare(key))))
        else:
            held.append((written, key))
    yield from held


def _one(words: Sequence[tuple[str, str]], at: int, language: str) -> tuple[str, str, int]:
    """The name that begins at a word, with its key, and where the next begins; an empty key for a word that is none by itself."""
    written, key = words[at]
    use = _use(key)
    last = at == len(words) - 1
    if "of" in use and not last and at > 0:
        return written, "", at + 1
    opener = next((name for name in _OPENERS if name in use), None)
    if opener and not last:
        after = at + 1
        while after < len(words) - 1 and "article" in _use(words[after][1]):
            after += 1
        inner, inner_key, end = _one(words, after, language)
        between = " ".join(word for word, _ in words[at:after])
        return f"{between} {inner}", _OPENERS[opener] + _inner(inner_key, language), end
    if "article" in use and not last:
        inner, inner_key, end = _one(words, at + 1, language)
        return f"{written} {inner}", inner_key, end
    return written, _opened(_of_religion(key), language), at + 1


def _of_religion(key: str) -> str:
    """Salaheddine and Salah al-Din without what is left of the article."""
    return _DIN.sub("\\1din", key)


def _opened(key: str, language: str) -> str:
    """The key of a word in which Abd or Abu is written together with the next name."""
    pattern = _JOINED_ARABIC if language == "arabic" else _JOINED_LATIN
    found = pattern.match(key)
    if found is None:
        return key
    is_servant = key.startswith(("عبد", "abd", "ebd", "evd"))
    return (SERVANT if is_servant else FATHER_OF) + _inner(key[found.end() :], language)


def _inner(key: str, language: str) -> str:
    """What follows Abd or Abu, without the article; Allah in one spelling."""
    if language == "arabic":
        return "الله" if key in ("الله", "لله", "اله") else _bare(key)
    return "allah" if _ALLAH.match(key) else key


def _bare(key: str) -> str:
    return key[2:] if key.startswith("ال") and len(key) > 4 else key


def _closes(written: str, key: str) -> bool:
    return "joined_after" in _use(key) or (" " in written and "joined_after" in _use(written.casefold().replace(" ", "")))


def _family_last(grouped: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names in the order of Russian papers (family, given, patronymic) in that of others."""
    return [*grouped[1:], grouped[0]] if len(grouped) == 3 and _PATRONYMIC.search(grouped[2][1]) else grouped


def _kunya(grouped: list[tuple[str, str]]) -> tuple[tuple[str, str] | None, list[tuple[str, str]]]:
    """The kunya, which stands first (for the given name) or alone, and the other names."""
    if grouped and grouped[0][1][:1] in (FATHER_OF, MOTHER_OF):
        return grouped[0], grouped[1:]
    return None, grouped


def _slots(grouped: Sequence[tuple[str, str]], *, has_kunya: bool) -> list[str]:
    """The slots of names in order: two are given and family, three have the father, four the grandfather too.

    A kunya before them stands for the given name.
    """
    if has_kunya:
        return _slots([("", ""), *grouped], has_kunya=False)[1:]
    if len(grouped) < 2:
        return ["given"] * len(grouped)
    if len(grouped) == 2 and _PATRONYMIC.search(grouped[1][1]):
        return ["given", "father"]
    return ["given", *["father", "grandfather", *["further"] * _MOST][: len(grouped) - 2], "family"]


@cache
def _uses() -> Mapping[str, frozenset[str]]:
    """What a word is for, by its key."""
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(files("sulh.data").joinpath("names/words.csv").read_text(encoding="utf-8").splitlines()):
        for word in row["words"].split("|"):
            found.setdefault(key_of(word, reading_of(word)), set()).add(row["use"])
    return {word: frozenset(uses) for word, uses in found.items()}


_NO_USE: frozenset[str] = frozenset()


def _use(key: str) -> frozenset[str]:
    return _uses().get(key, _NO_USE)
