"""Invented text around planted passages: word by word like agreements, and repeating none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

__all__ = ["Background"]

_RUN = 5  # words of an agreement that may follow each other as they do there: a stock phrase, not a passage
_LONGEST = 30  # letters: what is longer is a line whose spaces were lost, so a passage in one word
_SYLLABLES = ("ka", "ro", "mi", "ten", "zar", "ul", "besh", "do", "gha", "lim", "nur", "ost", "vel", "yan", "sha", "per")


class Background:
    """Text that reads like agreements word by word: each word is one that follows the last in some agreement, or, one time in three and
    after every fifth such word, any word of any agreement; one in thirty is a name that only its document uses."""

    def __init__(self, texts: Sequence[str], seed: int) -> None:
        words = [word for word in " ".join(texts).split() if len(word) <= _LONGEST]
        self.words = sorted(set(words))
        number = {word: at for at, word in enumerate(self.words)}
        self.line = np.array([number[word] for word in words])
        self.followers = self.line[1:][np.argsort(self.line[:-1], kind="stable")]
        counts = np.bincount(self.line[:-1], minlength=len(self.words))
        self.first, self.counts = np.cumsum(counts) - counts, counts
        self.draw = np.random.default_rng(seed)

    def documents(self, sizes: Sequence[int]) -> Iterator[list[str]]:
        """Lists of `sizes` words, 500 documents written side by side."""
        for begin in range(0, len(sizes), 500):
            part = sizes[begin : begin + 500]
            now = self.draw.choice(self.line, len(part))
            run = np.ones(len(part), np.int64)
            columns = []
            for _ in range(max(part)):
                follower = self.followers[
                    np.minimum(self.first[now] + (self.draw.random(len(part)) * self.counts[now]).astype(int), len(self.followers) - 1)
                ]
                leap = (self.draw.random(len(part)) < 1 / 3) | (self.counts[now] == 0) | (run >= _RUN)
                now = np.where(leap, self.draw.choice(self.line, len(part)), follower)
                run = np.where(leap, 1, run + 1)
                columns.append(now)
            table = np.stack(columns, 1)
            for row, size in zip(table, part, strict=True):
                names = [self._name() for _ in range(20)]
                named = self.draw.random(size) < 1 / 30
                picks = self.draw.integers(0, 20, size)
                yield [
                    names[pick] if is_name else self.words[word]
                    for word, is_name, pick in zip(row[:size].tolist(), named.tolist(), picks.tolist(), strict=True)
                ]

    def _name(self) -> str:
        return "".join(self.draw.choice(_SYLLABLES, self.draw.integers(2, 5))).capitalize()
