"""A corpus in which passages of agreements stand twice at known places."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.reuse.background import Background
from bench.reuse.copies import damaged, edited

__all__ = ["KINDS", "Made", "Planted", "corpus"]

KINDS = {"exact": 0.0, "5% edited": 0.05, "15% edited": 0.15, "30% edited": 0.30, "embedded": 0.0}


@dataclass(frozen=True)
class Planted:
    """A passage put into an earlier and a later document; spans of code points."""

    kind: str
    earlier: str
    earlier_start: int
    earlier_end: int
    later: str
    later_start: int
    later_end: int


@dataclass(frozen=True)
class Made:
    """Documents (name, text, date), what was planted in them, and by document the spans that come from agreements."""

    documents: list[tuple[str, str, str]]
    planted: list[Planted]
    real: dict[str, list[tuple[int, int]]]

    def size(self) -> float:
        """Megabytes of all texts as UTF-8."""
        return sum(len(text.encode()) for _, text, _ in self.documents) / 1e6

    def texts(self) -> dict[str, str]:
        """The texts by name."""
        return {name: text for name, text, _ in self.documents}


Piece = tuple[str, "int | None"]  # text; the number of the passage planted there, -1 for more of its agreement, None for the background
Insert = tuple[int, int, tuple[str, str, str], bool]  # line; number; what stands before, the passage, what stands after; within the line?


def corpus(agreements: Path, megabytes: float, each: int, seed: int, *, damage: bool = False) -> Made:
    """About `megabytes` of text with `each` passages of every kind planted in it.

    The earlier half of the documents holds the originals, the later half the copies; with `damage`, the later half is a bad copy.
    """
    draw = random.Random(seed)
    texts = [" ".join(one["provisions"]) for one in json.loads(agreements.read_text(encoding="utf-8"))]
    runs, every = _passages(texts, draw), " ".join(texts).split()
    sizes: list[int] = []
    while sum(sizes) * 6.3 < megabytes * 1e6 or len(sizes) < 4:
        sizes.append(int(min(12_000, max(150, draw.lognormvariate(7.0, 0.8)))))
    documents = [_sentences(words, draw) for words in Background(texts, seed).documents(sizes)]
    half = len(documents) // 2
    kinds = [kind for _ in range(each) for kind in KINDS][: len(runs)]
    inserts: dict[int, list[Insert]] = defaultdict(list)
    for number, (kind, run) in enumerate(zip(kinds, runs, strict=False)):
        begin, end = 0, len(run)
        if kind == "embedded":
            size = draw.randint(12, min(30, len(run)))
            begin = draw.randint(0, len(run) - size)
            end = begin + size
        original = (" ".join(run[:begin]), " ".join(run[begin:end]), " ".join(run[end:]))
        copy = " ".join(edited(run[begin:end], KINDS[kind], every, draw))
        one, other = draw.randrange(half), draw.randrange(half, len(documents))
        inserts[one].append((draw.randrange(len(documents[one])), number, original, False))
        inserts[other].append((draw.randrange(len(documents[other])), number, ("", copy, ""), kind == "embedded"))
    out = []
    places: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    real: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, lines in enumerate(documents):
        name, text = f"d{place:06d}", ""
        for piece, planted in _pieces(lines, inserts[place]):
            written = damaged(piece, draw) if damage and place >= half else piece
            if planted is not None:
                real[name].append((len(text), len(text) + len(written)))
                places[planted].append((name, *real[name][-1]))
            text += written + ("\n" if written.endswith(".") else " ")
        out.append((name, text, str(1990 + place * 30 // len(documents))))
    places.pop(-1, None)
    draw.shuffle(out)
    return Made(out, [Planted(kinds[number], *found[0], *found[1]) for number, found in sorted(places.items())], dict(real))


def _passages(texts: Sequence[str], draw: random.Random) -> list[list[str]]:
    """Runs of 20 to 80 words of the agreements, each beginning with a sentence, none overlapping another, in random order."""
    found = []
    for text in texts:
        words = text.split()
        at = 0
        while at + 20 <= len(words):
            size = draw.randint(20, 80)
            run = words[at : at + size]
            if len(run) >= 20:
                found.append(run)
            at += size
            while at < len(words) and not words[at - 1].endswith((".", ";", ":")):
                at += 1
    draw.shuffle(found)
    return found


def _sentences(words: Sequence[str], draw: random.Random) -> list[list[str]]:
    """`words` in sentences of 12 to 40."""
    bare = [word.rstrip(".;:") or word for word in words]
    out = []
    at = 0
    while at < len(bare):
        size = draw.randint(12, 40)
        part = bare[at : at + size]
        out.append([part[0].capitalize(), *part[1:-1], part[-1] + "."])
        at += size
    return out


def _pieces(lines: Sequence[Sequence[str]], inserts: Sequence[Insert]) -> Iterator[Piece]:
    """The text of a document in pieces, passages planted between its sentences or, where so marked, within one."""
    by_line: dict[int, list[tuple[int, tuple[str, str, str], bool]]] = defaultdict(list)
    for line, number, text, inside in inserts:
        by_line[line].append((number, text, inside))
    for at, words in enumerate(lines):
        middle = len(words) // 2
        by_line[at].sort(key=lambda one: one[2])
        begun = False
        for number, (before, passage, after), inside in by_line[at]:
            if inside and not begun:
                yield " ".join(words[:middle]), None
                begun = True
            yield from ((part, mark) for part, mark in ((before, -1), (passage, number), (after, -1)) if part)
        yield " ".join(words[middle:] if begun else words), None
