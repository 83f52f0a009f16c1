"""Align two wordings word by word: which words of one stand for which of the other, without scraps that only happen to be in both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows
from sulh.wording.folding import article_words

__all__ = ["AlignedWord", "Block", "WordAlignment", "align_words", "words_of"]

# A word keeps its inner apostrophes and hyphens; a sign is a piece of its own; blanks belong to the piece before them.
_TOKEN = re.compile(r"(?:\w+(?:['\u2019-]\w+)*|[^\w\s])\s*|\s+")
# Signs that may stand at a joint of sentences.
_SIGNS = frozenset(",.;:\u060c\u061b")
# A run of at most so many words, none longer than this, between words replaced is a scrap: it says nothing about what stayed. Between
# words that only came or went it is one shorter word.
_FEW, _SMALL = 2, 4


class AlignedWord(NamedTuple):
    """A word or sign `[start, end)` of a text with the blanks after it, as it is compared, and whether letters or digits are in it."""

    start: int
    end: int
    key: str
    solid: bool
    named: bool


class Block(NamedTuple):
    """Words `[low, high)` of the earlier text and `[to, until)` of the later one, the same in both or not."""

    same: bool
    low: int
    high: int
    to: int
    until: int


@dataclass(frozen=True, slots=True)
class WordAlignment:
    """The words of both texts and the blocks that they fall into, in order; blocks that are the same and others take turns."""

    earlier: tuple[AlignedWord, ...]
    later: tuple[AlignedWord, ...]
    blocks: tuple[Block, ...]

    def pairs(self) -> dict[int, int]:
        """Return for each word of the earlier text that the later one has too the number of that word."""
        found: dict[int, int] = {}
        for block in self.blocks:
            if block.same:
                to = block.to
                for at in range(block.low, block.high):
                    there = next((k for k in range(to, block.until) if self.later[k].key == self.earlier[at].key), None)
                    if there is not None:
                        found[at], to = there, there + 1
        return found


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[AlignedWord, ...]:
    """Return the words and signs of a text; together they cover all of it."""
    found = []
    folded = fold_lookalikes(text)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        written = match.group().strip()
        solid = any(map(str.isalnum, written))
        key = folded[start : start + len(written)]
        found.append(AlignedWord(start, end, key, solid, written[:1].isupper() or written[:1].isdigit()))
    return tuple(found)


@lru_cache(maxsize=4096)
def align_words(earlier: str, later: str) -> WordAlignment:
    """Align two texts word by word.

    Method: longest common subsequence of folded words (Indel edit operations of RapidFuzz). A few small words between words that differ are
    a scrap and count as different; where only an article came or went, the words around it count as the same.
    """
    old, new = words_of(earlier), words_of(later)
    codes: dict[str, int] = {}
    a, b = ([codes.setdefault(word.key, len(codes)) for word in words] for words in (old, new))
    blocks = [Block(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(a, b)]
    blocks = _joined([_without_articles(block, old, new) for block in _joined(blocks)])
    return WordAlignment(old, new, tuple(_joined(_without_scraps(blocks, old))))


def _joined(blocks: list[Block]) -> list[Block]:
    """Join neighbours of one sort."""
    found: list[Block] = []
    for block in blocks:
        if found and found[-1].same == block.same:
            before = found.pop()
            block = Block(block.same, before.low, block.high, before.to, block.until)
        found.append(block)
    return found


def _without_articles(block: Block, old: tuple[AlignedWord, ...], new: tuple[AlignedWord, ...]) -> Block:
    """The block, counted as the same where only articles differ, or only what joins sentences ("and" became a point and "They")."""
    if block.same:
        return block
    differing = [word for word in (*old[block.low : block.high], *new[block.to : block.until]) if word.key]
    if differing and (all(word.key in article_words() for word in differing) or _only_join(differing)):
        return Block(True, block.low, block.high, block.to, block.until)
    return block


def _only_join(words: list[AlignedWord]) -> bool:
    """Return whether words are only such as join sentences, with the signs around them."""
    joining = linking_words()
    return any(word.solid for word in words) and all(word.key in joining if word.solid else word.key in _SIGNS for word in words)


@cache
def linking_words() -> frozenset[str]:
    """Return the words that join sentences or stand for who was named before."""
    return frozenset(fold_lookalikes(word) for row in rows("linking_words.csv") for word in row["words"].split("|"))


def _without_scraps(blocks: list[Block], old: tuple[AlignedWord, ...]) -> list[Block]:
    """The blocks, those counted as different that are only small words between words replaced on both sides."""
    found = []
    for at, block in enumerate(blocks):
        if 0 < at < len(blocks) - 1 and block.same:
            words = [word for word in old[block.low : block.high] if word.key]
            most = _FEW if _is_replaced(blocks[at - 1]) and _is_replaced(blocks[at + 1]) else 1
            if len(words) <= most and all(len(word.key) <= _SMALL - (most == 1) and not word.named for word in words):
                block = Block(False, block.low, block.high, block.to, block.until)
        found.append(block)
    return found


def _is_replaced(block: Block) -> bool:
    return block.high > block.low and block.until > block.to
