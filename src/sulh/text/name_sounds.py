"""How a name sounds, whatever script it is written in: its consonants, so that لافرنتييف, Лаврентьев and Lavrentiev are alike."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import product

from sulh.text.patterns import compiled_later

__all__ = ["heard", "is_like_a_name", "like", "name_sounds", "sounds"]

_SHORTEST = 2  # a single consonant says nothing
_MOST = 4  # readings of one word: more than two letters that can be read in two ways are read the first way
_LONGEST = 4
_ARTICLE = compiled_later(r"^[وبفك]?ال(?=\w{3})|^لل(?=\w{3})")
_WORD = compiled_later("[^\\W\\d_](?:[^\\W\\d_]|[\u064b-\u065f\u0670\u0640])*")
_SIGNS = dict.fromkeys((*range(0x064B, 0x0660), 0x0670, 0x0640))
_ARABIC = compiled_later("[\u0620-\u06ff]")
_LEAST = 3  # letters of a word that is taken for a name
_PREFIXES, _JOINED = "\u0648\u0628\u0644\u0641\u0643", 5  # and, in, for, so, like: Arabic writes them together with the next word
_ALONE = 5  # sounds that are enough to tell two names of one script apart
_SCRIPTS = {("A", "\u02ff"): "l", ("\u0400", "\u052f"): "c", ("\u0600", "\u06ff"): "r"}


@lru_cache(maxsize=1)
def _table() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The readings of letters by the letters and where they stand: `first`, `last` or anywhere."""
    rows = csv.DictReader(files("sulh.data").joinpath("name_sounds.csv").read_text(encoding="utf-8").splitlines())
    return {(row["letters"], row["place"]): tuple(row["sounds"].split("|")) for row in rows}


@lru_cache(maxsize=100_000)
def sounds(word: str) -> tuple[str, ...]:
    """The readings of one word, at most four: consonants that all scripts tell apart, an `a` for a vowel at the beginning.

    Empty for a word of which less than two sounds are left, and in a script that the table does not have.
    """
    letters = unicodedata.normalize("NFC", word).translate(_SIGNS).casefold()
    letters = _ARTICLE.sub("", letters)
    parts: list[tuple[str, ...]] = []
    at = 0
    while at < len(letters):
        read, at = _next(letters, at)
        parts.append(read)
    open_parts = 0
    for number, read in enumerate(parts):
        if len(read) > 1:
            open_parts += 1
            parts[number] = read if 2**open_parts <= _MOST else read[:1]
    found = dict.fromkeys(_plain("".join(one)) for one in product(*parts))
    return tuple(one for one in found if len(one) >= _SHORTEST)[:_MOST]


def _next(letters: str, at: int) -> tuple[tuple[str, ...], int]:
    """The readings of the longest run of letters from `at` on that the table has, and where the next begins."""
    table = _table()
    for length in range(min(_LONGEST, len(letters) - at), 0, -1):
        run, after = letters[at : at + length], at + length
        for place in (*(("first",) if at == 0 else ()), *(("last",) if after == len(letters) else ()), ""):
            if (run, place) in table:
                return table[run, place], after
    bare = unicodedata.normalize("NFKD", letters[at])[0]
    return (table.get((bare, "first" if at == 0 else "")) or table.get((bare, "")) or ("",)), at + 1


def _plain(read: str) -> str:
    """The same sound twice in a row is one: doubled letters, and letters with a vowel between them that one of the scripts leaves out."""
    return "".join(one for at, one in enumerate(read) if at == 0 or read[at - 1] != one)


def is_like_a_name(word: str) -> bool:
    """Whether a word of a text may be a name: it begins with a capital letter, or its script has none."""
    return len(word) >= _LEAST and (word[0].isupper() or _ARABIC.match(word) is not None)


def heard(word: str) -> tuple[str, ...]:
    """The readings of one word with a letter before each that says its script, as an index of names holds them."""
    script = _script(word)
    read = sounds(word)
    if script == "r" and len(word) >= _JOINED and word[0] in _PREFIXES:
        read += sounds(word[1:])
    return tuple(dict.fromkeys(script + one for one in read))


def name_sounds(texts: Iterable[str]) -> str:
    """What `heard` gives for all words of some texts that may be names, each once, with a space between."""
    words = dict.fromkeys(word for text in texts for word in dict.fromkeys(_WORD.findall(text)))
    return " ".join(dict.fromkeys(one for word in words if is_like_a_name(word) for one in heard(word)))


def like(word: str, *, least: int = 3) -> tuple[str, ...]:
    """What an index of names is asked for to find a name that somebody writes so, with `least` sounds at least.

    In other scripts, every name that sounds so; in its own only a long one: Homs and Hamas sound alike, Lavrentyev and Lavrentiev are one.
    """
    own = _script(word)
    read = [one for one in sounds(word) if len(one) >= least]
    return tuple(script + one for one in read for script in _SCRIPTS.values() if script != own or len(one) >= _ALONE)


def _script(word: str) -> str:
    return next((script for (first, last), script in _SCRIPTS.items() if first <= word[:1] <= last), "l")
