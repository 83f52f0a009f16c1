"""Passages re-used in a corpus: found, missed, wrong, time, memory and growth, against plainer methods on the same texts in the same run."""

from __future__ import annotations

import difflib
import json
import random
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
AGREEMENTS = ROOT.parent / "shared/data/agreement_provisions.json"
KINDS = {"exact": 0.0, "5% edited": 0.05, "15% edited": 0.15, "30% edited": 0.30, "embedded": 0.0}
TARGETS = {"exact": 0.999, "5% edited": 0.995, "15% edited": 0.98, "30% edited": 0.92, "embedded": 0.98}
LOOKALIKES = str.maketrans("aeopcxyi", "аеорсхуі")
PLAIN = str.maketrans("аеорсхуі", "aeopcxyi")
ARTICLES = re.compile(r"\b(?:the|a|an) ", re.IGNORECASE)


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


# --- the texts ---------------------------------------------------------------------------------------------------------------


class Background:
    """Text that reads like agreements word by word but repeats none of them: each word is one that follows the last in some agreement,
    or, one time in three, any word of any agreement; one in thirty is a name that only its document uses."""

    def __init__(self, texts: Sequence[str], seed: int) -> None:
        words = " ".join(texts).split()
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
            columns = []
            for _ in range(max(part)):
                follower = self.followers[
                    np.minimum(self.first[now] + (self.draw.random(len(part)) * self.counts[now]).astype(int), len(self.followers) - 1)
                ]
                leap = (self.draw.random(len(part)) < 1 / 3) | (self.counts[now] == 0)
                now = np.where(leap, self.draw.choice(self.line, len(part)), follower)
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
        syllables = ("ka", "ro", "mi", "ten", "zar", "ul", "besh", "do", "gha", "lim", "nur", "ost", "vel", "yan", "sha", "per")
        return "".join(self.draw.choice(syllables, self.draw.integers(2, 5))).capitalize()


def passages(texts: Sequence[str], draw: random.Random) -> list[list[str]]:
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


def edited(words: Sequence[str], share: float, others: Sequence[str], draw: random.Random) -> list[str]:
    """`words` with `share` of them changed: one third each replaced, left out, or with another word put before."""
    out: list[str] = []
    for word in words:
        if draw.random() >= share:
            out.append(word)
            continue
        change = draw.randrange(3)
        out += [[draw.choice(others)], [], [draw.choice(others), word]][change]
    return out


def damaged(text: str, draw: random.Random) -> str:
    """`text` as bad copies have it: articles gone, 15% of spaces lost, one letter in twenty a look-alike of another script."""
    text = ARTICLES.sub("", text)
    text = "".join("" if letter == " " and draw.random() < 0.15 else letter for letter in text)
    return "".join(letter.translate(LOOKALIKES) if draw.random() < 0.05 else letter for letter in text)


Piece = tuple[str, "int | None"]  # text; the number of the passage planted there, -1 for more of its agreement, None for the background
Real = dict[str, list[tuple[int, int]]]  # by document, the spans that come from agreements


def corpus(megabytes: float, each: int, damage: bool = False, seed: int = 7) -> tuple[list[tuple[str, str, str]], list[Planted], Real]:
    """Documents (name, text, date) of about `megabytes` in all, `each` passages of every kind planted in them, and where they quote agreements.

    The earlier half of the documents holds the originals, the later half the copies; with `damage`, the later half is a bad copy.
    """
    draw = random.Random(seed)
    texts = [" ".join(one["provisions"]) for one in json.loads(AGREEMENTS.read_text(encoding="utf-8"))]
    runs, every = passages(texts, draw), " ".join(texts).split()
    sizes: list[int] = []
    while sum(sizes) * 6.3 < megabytes * 1e6 or len(sizes) < 4:
        sizes.append(int(min(12_000, max(150, draw.lognormvariate(7.0, 0.8)))))
    documents = [sentences(words, draw) for words in Background(texts, seed).documents(sizes)]
    half = len(documents) // 2
    kinds = [kind for _ in range(each) for kind in KINDS][: len(runs)]
    inserts: dict[int, list[tuple[int, int, tuple[str, str, str], bool]]] = defaultdict(list)
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
    real: Real = defaultdict(list)
    for place, lines in enumerate(documents):
        name, text = f"d{place:06d}", ""
        for piece, planted in pieces(lines, inserts[place]):
            written = damaged(piece, draw) if damage and place >= half else piece
            if planted is not None:
                real[name].append((len(text), len(text) + len(written)))
                places[planted].append((name, *real[name][-1]))
            text += written + ("\n" if written.endswith(".") else " ")
        out.append((name, text, str(1990 + place * 30 // len(documents))))
    places.pop(-1, None)
    draw.shuffle(out)
    return out, [Planted(kinds[number], *found[0], *found[1]) for number, found in sorted(places.items())], dict(real)


def sentences(words: Sequence[str], draw: random.Random) -> list[list[str]]:
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


def pieces(lines: Sequence[Sequence[str]], inserts: Sequence[tuple[int, int, tuple[str, str, str], bool]]) -> Iterator[Piece]:
    """The text of a document in pieces, passages planted between its sentences or, where so marked, within one."""
    by_line: dict[int, list[tuple[int, tuple[str, str, str], bool]]] = defaultdict(list)
    for line, number, text, inside in inserts:
        by_line[line].append((number, text, inside))
    for at, line in enumerate(lines):
        middle = len(line) // 2
        begun = False
        for number, (before, passage, after), inside in sorted(by_line[at], key=lambda one: one[2]):
            if inside and not begun:
                yield " ".join(line[:middle]), None
                begun = True
            yield from ((part, mark) for part, mark in ((before, -1), (passage, number), (after, -1)) if part)
        yield " ".join(line[middle:] if begun else line), None


# --- the measures ------------------------------------------------------------------------------------------------------------


Row = tuple[str, int, int, str, int, int]  # earlier, start, end, later, start, end


def judged(found: Sequence[Row], planted: Sequence[Planted], real: Real, texts: dict[str, str]) -> dict[str, object]:
    """Recall by kind, precision and tightness of what was found.

    A planted passage is found when the spans reported for its two documents cover half of it on both sides. What is reported is right when
    it meets a planted passage on both sides; or when both spans lie in text of real agreements, and difflib, letter by letter, finds half of
    the letters of both spans in common, in runs of five or more: agreements repeat each other. Anything in the background is wrong.
    """
    by_pair: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        by_pair[row[0], row[3]].append(row)
    hits: Counter[str] = Counter()
    tight = []
    right: set[Row] = set()
    for one in planted:
        met = [
            row
            for row in by_pair[one.earlier, one.later]
            if _shared(row[1:3], (one.earlier_start, one.earlier_end)) and _shared(row[4:6], (one.later_start, one.later_end))
        ]
        left = sum(_shared(row[1:3], (one.earlier_start, one.earlier_end)) for row in met) / (one.earlier_end - one.earlier_start)
        side = sum(_shared(row[4:6], (one.later_start, one.later_end)) for row in met) / (one.later_end - one.later_start)
        hits[one.kind] += left >= 0.5 and side >= 0.5
        right.update(met)
        if left >= 0.5 and side >= 0.5:
            tight.append(_tightness(met, one))
    others = [row for row in found if row not in right]
    natural = [row for row in others if _in_real(row, real) and _alike(texts[row[0]][row[1] : row[2]], texts[row[3]][row[4] : row[5]])]
    totals = Counter(one.kind for one in planted)
    return {
        "recall": {kind: hits[kind] / totals[kind] for kind in KINDS if totals[kind]},
        "planted": len(right),
        "natural": len(natural),
        "wrong": [row for row in others if row not in set(natural)],
        "precision": (len(right) + len(natural)) / len(found) if found else 1.0,
        "precision against planted only": len(right) / len(found) if found else 1.0,
        "tightness": statistics.mean(tight) if tight else 0.0,
    }


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _tightness(met: Sequence[Row], one: Planted) -> float:
    """Characters in both the spans reported and the passage planted, out of those in either; the mean of both sides."""
    shares = []
    for side, start, end in ((1, one.earlier_start, one.earlier_end), (4, one.later_start, one.later_end)):
        both = sum(_shared((row[side], row[side + 1]), (start, end)) for row in met)
        either = sum(row[side + 1] - row[side] for row in met) + end - start - both
        shares.append(both / either)
    return sum(shares) / 2


def _in_real(row: Row, real: Real) -> bool:
    return all(
        sum(_shared(span, one) for one in real.get(name, ())) >= 0.6 * (span[1] - span[0]) for name, span in ((row[0], row[1:3]), (row[3], row[4:6]))
    )


def _alike(one: str, other: str) -> bool:
    left, right = ("".join(re.findall(r"\w", text.lower().translate(PLAIN))) for text in (one, other))
    blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= 5) >= 0.5 * max(len(left), len(right))
