"""Find words that are to be erased, however they are spelt in either script, and black them in texts and in the bodies of entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sulh.record.canonical import canonical
from sulh.record.erasures import BLACK
from sulh.text.folding import fold

__all__ = ["Words", "blacked_body", "gaps", "is_blacking", "parts_of"]

# Arabic letters that are written one for the other, as in `searching`; here every character keeps its place.
_ARABIC = str.maketrans({"\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643"})
# What may stand between two letters of a word without being one: marks on letters, the lengthening stroke, signs of direction.
_SLIPPED = "[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_SOFT = str.maketrans({"\u00ad": "\u200b"})
_LETTER = r"[^\W\d_]"
_BETWEEN = r"[\W_]{1,4}"
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
# Words that Arabic writes together with the next one: and, then, in, by, for, like, the.
_JOINED = "(?:[\u0648\u0641\u0628\u0644\u0643]{0,2}(?:\u0627\u0644|\u0644\u0644)?)"
_SHORTEST = 3  # letters of a part of a name that is erased where it stands alone
_PARTICLES = frozenset({"abd", "abdel", "abdul", "abu", "ben", "bin", "bint", "dos", "ibn", "the", "umm", "van", "von"})
_IDENTIFIER = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{12,64}(?![0-9A-Za-z])")
# What the program itself writes, and who may see a thing: no words of anybody.
_CODES = frozenset({"property", "level", "groups", "method", "kind", "sort", "status", "language", "media_type", "role", "act", "spans"})


class Words:
    """Names to be found in text: `full` everywhere, and the `parts` of names only where a whole one stands too.

    A name is found in any case, with or without marks on its letters, with other signs between its words, and with the last word first.
    """

    def __init__(self, full: Iterable[str], parts: Iterable[str] = ()) -> None:
        self.full = tuple(dict.fromkeys(filter(_words, full)))
        self.parts = tuple(dict.fromkeys(filter(_words, parts)))
        self._everywhere = _pattern(self.full)
        self._within = _pattern((*self.full, *self.parts))

    def spans(self, text: str, *, within: bool = False) -> list[tuple[int, int]]:
        """Where the names stand, half-open and apart; with `within` also their parts."""
        pattern = self._within if within else self._everywhere
        folded = _folded(text)
        found = [match.span("name") for match in pattern.finditer(folded)] if pattern else []
        if not within or " " not in text:
            return found
        # A part of a name that is also a word: "Said" names, "said" does not. Identifiers have no capitals.
        return [(a, b) for a, b in found if not text[a].islower() or self._is_whole(folded[a:b])]

    def _is_whole(self, folded: str) -> bool:
        return self._everywhere is not None and self._everywhere.fullmatch(folded) is not None

    def found(self, text: str) -> bool:
        """Whether a whole name stands in the text."""
        return self._everywhere is not None and self._everywhere.search(_folded(text)) is not None

    def blacked(self, text: str, *, within: bool = False) -> str:
        """The text with as many black characters in the place of each name; the ends of lines stay."""
        made, at = [], 0
        for start, end in self.spans(text, within=within):
            made += [text[at:start], re.sub(r"[^\n]", BLACK, text[start:end])]
            at = end
        return "".join((*made, text[at:]))


def parts_of(names: Iterable[str], others: Iterable[str] = ()) -> list[str]:
    """The words of names that are erased where they stand alone: no particles, nothing short, no word of the names of `others`."""
    kept = {word for name in others for word in _words(name)}
    found = dict.fromkeys(word for name in names for word in _words(name) if len(_words(name)) > 1)
    return [word for word in found if len(word) >= _SHORTEST and word not in kept | _PARTICLES]


def _words(name: str) -> list[str]:
    return _WORD.findall(re.sub(_SLIPPED, "", _folded(name)))


def _folded(text: str) -> str:
    return fold(text.translate(_SOFT)).translate(_ARABIC)


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Of two names that begin alike the longer one is found."""
    spelt: set[tuple[str, ...]] = set()
    for name in names:
        words = _words(name)
        spelt |= {tuple(words), (words[-1], *words[:-1])}
    if not spelt:
        return None
    ordered = sorted(spelt, key=lambda words: (-len(words), -sum(map(len, words)), words))
    whole = "|".join(_BETWEEN.join(_SLIPPED.join(map(re.escape, word)) for word in words) for words in ordered)
    return re.compile(rf"(?<!{_LETTER}){_JOINED}(?P<name>(?:{whole}){_SLIPPED})(?!{_LETTER})")


def blacked_body(value: Any, words: Words, names: Mapping[str, str], *, within: bool = False, key: str = "") -> Any:
    """The body of an entry, or what stands in one under `key`, with names blacked and with identifiers replaced as `names` says."""
    if isinstance(value, dict):
        return {one: blacked_body(item, words, names, within=within, key=one) for one, item in value.items()}
    if isinstance(value, list):
        return [blacked_body(item, words, names, within=within, key=key) for item in value]
    if not isinstance(value, str) or key in _CODES:
        return value
    before, colon, last = value.rpartition(":")
    if last in names:
        return f"{before}{colon}{names[last]}"
    renamed = _IDENTIFIER.sub(lambda match: names.get(match[0], match[0]), value)
    return words.blacked(renamed, within=within)


def is_blacking(left: str | None, before: str, marks: Iterable[str]) -> bool:
    """Whether the body `left` is the body `before` with nothing done to it but words blacked, numbers left out and identifiers replaced.

    New identifiers begin with one of the `marks`. The digest of a text that was blacked is another one: texts are compared elsewhere.
    """
    # A new identifier stands for one that was there, in whatever letters a list numbers its names: the mark, then other digits.
    new = re.compile(rf"((?:erased-)?(?:{'|'.join(map(re.escape, marks))})[0-9a-f]*)")
    return left is None or _is_blacked(json.loads(left), json.loads(before), new)


def _is_blacked(left: Any, before: Any, new: re.Pattern[str], key: str = "") -> bool:
    if isinstance(left, dict) and isinstance(before, dict):
        return left.keys() == before.keys() and all(_is_blacked(left[one], before[one], new, one) for one in left)
    if isinstance(left, list) and isinstance(before, list):
        return len(left) == len(before) and all(_is_blacked(one, other, new) for one, other in zip(left, before, strict=True))
    if not isinstance(left, str) or not isinstance(before, str):
        return canonical(left) == canonical(before) or (left is None and isinstance(before, int | float))
    if key == "text_digest":
        return True
    parts = enumerate(new.split(left))
    spelt = "".join(gaps(piece) if place % 2 == 0 else ".+" if piece.startswith("erased-") else r"[\w+-]+" for place, piece in parts)
    return re.fullmatch(spelt, before, re.DOTALL) is not None


def gaps(left: str) -> str:
    """The pattern of what may have stood where `left` stands: anything under black characters."""
    return "".join("." if character == BLACK else re.escape(character) for character in left)
