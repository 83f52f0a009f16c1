"""A trie over folded words, to find the longest known name that starts at a word of a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from sulh.actors.tokens import CAPITALS, INITIAL, first_token, fold, joins, shape, tokens_of

__all__ = ["Trie"]

T = TypeVar("T")

# The key under which a node keeps its names; words are never empty, so it cannot clash with one.
_END = ""


class Trie(Generic[T]):
    """Names as paths of folded words; each name has the case it requires and the values it refers to.

    Names are kept by their first words; paths are made when a text has such a word, since of thousands of names a text has few.
    """

    def __init__(self) -> None:
        self._names: dict[str, list[tuple[str, T, bool]]] = {}
        self._root: dict[str, dict[str, Any]] = {}

    def add(self, name: str, value: T, *, first: bool = False) -> bool:
        """Add `name` for `value`; `first` puts it before values already there. False when the name has no word."""
        word = first_token(name)
        if word is None:
            return False
        self._names.setdefault(fold(word), []).append((name, value, first))
        self._root.pop(fold(word), None)
        return True

    def _paths(self, word: str) -> dict[str, Any]:
        """Return the paths of the names that begin with a folded word."""
        if word not in self._root:
            made: dict[str, Any] = {}
            for name, value, first in self._names[word]:
                words, _, _ = tokens_of(name)
                node = made
                for one in words[1:]:
                    node = node.setdefault(fold(one), {})
                entries: list[tuple[tuple[int, ...], T]] = node.setdefault(_END, [])
                entries.insert(0 if first else len(entries), (tuple(shape(one) for one in words), value))
            # Whole at once: another thread may search at the same time.
            self._root[word] = made
        return self._root[word]

    def matches(self, text: str) -> Iterator[tuple[int, int, list[T]]]:
        """Yield leftmost-longest names in `text` as (start, end, values), values in the order they were added."""
        words, starts, ends = tokens_of(text)
        folded = [fold(word) for word in words]
        i, count = 0, len(words)
        while i < count:
            if folded[i] not in self._names:
                i += 1
                continue
            last, values = self._longest(text, words, starts, ends, folded, i)
            if values and not _goes_on(text, words, starts, ends, last):
                yield starts[i], _with_final_dot(text, words, starts, ends, i, last), values
                i = last + 1
            else:
                i += 1

    def _longest(self, text: str, words: list[str], starts: list[int], ends: list[int], folded: list[str], i: int) -> tuple[int, list[T]]:
        node, j = self._paths(folded[i]), i
        last, values = i, []
        while True:
            if _END in node:
                found = [value for shapes, value in node[_END] if _fits(shapes, words, i)]
                if found:
                    last, values = j, found
            j += 1
            if j >= len(words) or folded[j] not in node or not joins(text[ends[j - 1] : starts[j]], words[j - 1], words[j]):
                return last, values
            node = node[folded[j]]


def _fits(shapes: tuple[int, ...], words: list[str], i: int) -> bool:
    for wanted, word in zip(shapes, words[i : i + len(shapes)], strict=True):
        if wanted == INITIAL and not word[0].isupper():
            return False
        if wanted == CAPITALS and not word.isupper():
            return False
    return True


def _with_final_dot(text: str, words: list[str], starts: list[int], ends: list[int], i: int, last: int) -> int:
    """Return the end of a match, including the final dot of dotted initials ("U.S.")."""
    end = ends[last]
    dotted = last > i and len(words[last]) == 1 and text[starts[last] - 1] == "."
    return end + 1 if dotted and text[end : end + 1] == "." else end


def _goes_on(text: str, words: list[str], starts: list[int], ends: list[int], last: int) -> bool:
    """Return whether more dotted initials follow a match, so that it is the beginning of another abbreviation ("U.S.A.P")."""
    after = last + 1
    if after >= len(words) or len(words[last]) > 1 or len(words[after]) > 1:
        return False
    return text[ends[last] : starts[after]] == "."
