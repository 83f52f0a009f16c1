"""Passages re-used in a corpus: found, missed, wrong; time, memory and growth; against plainer methods on the same texts of one run."""

from __future__ import annotations

import argparse
import difflib
import json
import math
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

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
    """Documents (name, text, date) of about `megabytes`, `each` passages of every kind planted in them, and the spans from agreements.

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


# --- the measures ------------------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """A passage reported."""

    earlier: str
    earlier_span: tuple[int, int]
    later: str
    later_span: tuple[int, int]


@dataclass(frozen=True)
class Judged:
    """Recall by kind, precision (planted and natural re-use), how many are planted, natural and wrong, and how tight spans are."""

    recall: dict[str, float]
    precision: float
    planted: int
    natural: int
    wrong: list[Row]
    tightness: float


def judged(found: Sequence[Row], planted: Sequence[Planted], real: Real, texts: dict[str, str]) -> Judged:
    """What was found, judged.

    A planted passage is found when the spans reported for its two documents cover half of it on both sides. What is reported is right when
    it meets a planted passage on both sides; or when both spans lie in text of real agreements, and difflib finds half of the
    letters of both spans in common, in runs of five or more: agreements repeat each other. Anything in the background is wrong.
    """
    by_pair: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        by_pair[row.earlier, row.later].append(row)
    hits: Counter[str] = Counter()
    tight = []
    right: set[Row] = set()
    for one in planted:
        met = [
            row
            for row in by_pair[one.earlier, one.later]
            if _shared(row.earlier_span, (one.earlier_start, one.earlier_end)) and _shared(row.later_span, (one.later_start, one.later_end))
        ]
        left = sum(_shared(row.earlier_span, (one.earlier_start, one.earlier_end)) for row in met) / (one.earlier_end - one.earlier_start)
        side = sum(_shared(row.later_span, (one.later_start, one.later_end)) for row in met) / (one.later_end - one.later_start)
        hits[one.kind] += left >= 0.5 and side >= 0.5
        right.update(met)
        if left >= 0.5 and side >= 0.5:
            tight.append(_tightness(met, one))
    others = [row for row in found if row not in right]
    natural = [
        row
        for row in others
        if _in_real(row, real) and _alike(texts[row.earlier][slice(*row.earlier_span)], texts[row.later][slice(*row.later_span)])
    ]
    totals = Counter(one.kind for one in planted)
    known = set(natural)
    return Judged(
        {kind: hits[kind] / totals[kind] for kind in KINDS if totals[kind]},
        (len(right) + len(natural)) / len(found) if found else 1.0,
        len(right),
        len(natural),
        [row for row in others if row not in known],
        statistics.mean(tight) if tight else 0.0,
    )


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _tightness(met: Sequence[Row], one: Planted) -> float:
    """Characters in both the spans reported and the passage planted, out of those in either; the mean of both sides."""
    shares = []
    for spans, planted in (
        ([row.earlier_span for row in met], (one.earlier_start, one.earlier_end)),
        ([row.later_span for row in met], (one.later_start, one.later_end)),
    ):
        both = sum(_shared(span, planted) for span in spans)
        either = sum(end - start for start, end in spans) + planted[1] - planted[0] - both
        shares.append(both / either)
    return sum(shares) / 2


def _in_real(row: Row, real: Real) -> bool:
    sides = ((row.earlier, row.earlier_span), (row.later, row.later_span))
    return all(sum(_shared(span, one) for one in real.get(name, ())) >= 0.6 * (span[1] - span[0]) for name, span in sides)


def _alike(one: str, other: str) -> bool:
    left, right = ("".join(re.findall(r"\w", text.lower().translate(PLAIN))) for text in (one, other))
    blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= 5) >= 0.5 * max(len(left), len(right))


# --- the runs ----------------------------------------------------------------------------------------------------------------


def measure(texts: Path, workers: int) -> dict[str, Any]:
    """Build an index of the documents of a file of JSON lines and add five more; seconds, megabytes and rows. In a process of its own."""
    from sulh.wording.corpus import Corpus

    with texts.open(encoding="utf-8") as stream, tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(folder)
        begun = time.perf_counter()
        rows = [
            (one.earlier, (one.earlier_start, one.earlier_end), one.later, (one.later_start, one.later_end))
            for one in corpus.build((json.loads(line) for line in stream), workers=workers)
        ]
        took = time.perf_counter() - begun
        own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        added = []
        stream.seek(0)
        for number, line in zip(range(5), stream, strict=False):
            _, text, date = json.loads(line)
            begun = time.perf_counter()
            corpus.add(
                f"new{number}", f"{text[: len(text) // 2]} A sentence that was not there before. {text[len(text) // 2 :]}", date=date
            )
            added.append(time.perf_counter() - begun)
    # Kilobytes on Linux; pages that processes share are counted in each.
    memory = (own.ru_maxrss + (others.ru_maxrss * workers if workers > 1 else 0)) / 1024
    used = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    return {"seconds": took, "cpu": used, "megabytes": memory, "rows": rows, "added": added}


def in_process(texts: Path, workers: int) -> dict[str, Any]:
    """`measure` in a fresh process."""
    told = subprocess.run(
        [sys.executable, __file__, "--measure", str(texts), "--workers", str(workers)], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(told.stdout)
    found["rows"] = [Row(one, (a, b), other, (c, d)) for one, (a, b), other, (c, d) in found["rows"]]
    return found


def plain(documents: Sequence[tuple[str, str, str]]) -> tuple[float, list[Row]]:
    """The plain method: an inverted index of word 3-grams in a dictionary; lines that share three rare ones are reported whole."""
    begun = time.perf_counter()
    lines: list[tuple[str, tuple[int, int]]] = []
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for name, text, _ in sorted(documents):
        at = 0
        for line in text.split("\n"):
            words = line.lower().split()
            for gram in {tuple(words[place : place + 3]) for place in range(len(words) - 2)}:
                index[gram].append(len(lines))
            lines.append((name, (at, at + len(line))))
            at += len(line) + 1
    shared: Counter[tuple[int, int]] = Counter()
    for units in index.values():
        if 2 <= len(units) <= 32:
            shared.update((one, other) for place, one in enumerate(units) for other in units[place + 1 :])
    pairs = [(lines[one], lines[other]) for (one, other), count in shared.items() if count >= 3 and lines[one][0] != lines[other][0]]
    return time.perf_counter() - begun, [Row(*one, *other) for one, other in pairs]


def all_pairs(documents: Sequence[tuple[str, str, str]], megabytes: float) -> float:
    """Hours that comparing every line with every document by `rapidfuzz.fuzz.partial_ratio` would take, from a sample of it."""
    from rapidfuzz.fuzz import partial_ratio

    lines = [line for _, text, _ in documents[:10] for line in text.split("\n")][:40]
    begun = time.perf_counter()
    for line in lines:
        for _, text, _ in documents[:40]:
            partial_ratio(line, text)
    each = (time.perf_counter() - begun) / (len(lines) * sum(len(text) for _, text, _ in documents[:40]))
    total = sum(len(text) for _, text, _ in documents)
    whole = megabytes * 1e6
    return each * sum(text.count("\n") for _, text, _ in documents) * (whole / total) * whole / 2 / 3600


def told(name: str, value: float, target: float, *, least: bool, form: str = ".3f") -> None:
    """One line: a figure beside its target."""
    met = value >= target if least else value <= target
    print(f"  {name:<34} {value:>9{form}}   {'>=' if least else '<='} {target:<8g} {'met' if met else 'NOT MET'}")


def written(documents: Sequence[tuple[str, str, str]], folder: Path) -> Path:
    """The documents as a file of JSON lines."""
    path = folder / "corpus.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(one) + "\n" for one in documents)
    return path


def run(megabytes: float, each: int, workers: int, *, damage: bool = False, compare: bool = False) -> tuple[float, dict[str, Any], Judged]:
    """One corpus made, searched and judged; its size in megabytes comes first."""
    documents, planted, real = corpus(megabytes, each, damage)
    size = sum(len(text.encode()) for _, text, _ in documents) / 1e6
    texts = {name: text for name, text, _ in documents}
    with tempfile.TemporaryDirectory() as folder:
        found = in_process(written(documents, Path(folder)), workers)
    result = judged(found["rows"], planted, real, texts)
    state = ", damaged copies" if damage else ""
    print(f"\n{size:.1f} MB{state}: {len(documents)} documents, {len(planted)} passages planted, {workers} process(es)")
    print(f"  {found['seconds']:.1f} s ({found['cpu']:.1f} s of processor), {found['megabytes']:.0f} MB; passages: {len(found['rows'])},")
    print(
        f"  {result.planted} planted, {result.natural} that agreements share, {len(result.wrong)} wrong; precision {result.precision:.3f}"
    )
    if compare:
        took, rows = plain(documents)
        theirs = judged(rows, planted, real, texts)
        ours = "; ".join(f"{kind} {result.recall[kind]:.3f} to {theirs.recall[kind]:.3f}" for kind in KINDS)
        print(f"  word 3-grams in a dictionary: {took:.1f} s, so {took / found['seconds']:.1f} times as fast; recall, ours to theirs:")
        print(f"  {ours}; precision {theirs.precision:.3f}, tightness {result.tightness:.2f} to {theirs.tightness:.2f}")
        hours = all_pairs(documents, size)
        print(f"  all pairs by partial_ratio: {hours:.2f} hours, from a sample, so {hours * 3600 / found['seconds']:.0f} times as fast")
    return size, found, result


def main() -> None:
    """Print every measure beside its target."""
    global AGREEMENTS
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--agreements", type=Path, default=AGREEMENTS, help="the provisions of agreements, as JSON")
    options.add_argument("--small", action="store_true", help="without the corpus of 100 MB")
    options.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure, given.workers)))
        return
    AGREEMENTS = given.agreements
    if not AGREEMENTS.is_file():
        print(f"bench/corpus: skipped: {AGREEMENTS} is not here")
        return
    sizes = [run(3, 100, 1, compare=True)]
    run(3, 100, 1, damage=True, compare=True)
    _, found, result = run(25, 300, given.workers)
    _, _, bad = run(25, 300, given.workers, damage=True)
    sizes.append(run(25, 300, 1))
    if not given.small:
        sizes.append(run(100, 440, 1))
    print("\n25 MB against the targets")
    told("seconds, spans and all", found["seconds"], 10, least=False, form=".1f")
    # Two processors have 20 seconds in 10: unlike the clock, this does not count what else the machine does.
    told("seconds of processor", found["cpu"], 20, least=False, form=".1f")
    told("megabytes", found["megabytes"], 1000, least=False, form=".0f")
    told("precision", result.precision, 0.98, least=True)
    for kind, target in TARGETS.items():
        told(f"recall, {kind}", result.recall[kind], target, least=True)
    told("tightness of spans (no target)", result.tightness, 0, least=True)
    for kind in TARGETS:
        told(f"points lost to damage, {kind}", 100 * (result.recall[kind] - bad.recall[kind]), 5, least=False, form=".1f")
    told("precision, damaged", bad.precision, 0.98, least=True)
    told("milliseconds to add one (worst of 5)", 1000 * max(found["added"]), 200, least=False, form=".0f")
    first, last = sizes[0], sizes[-1]
    growth = math.log(last[1]["cpu"] / first[1]["cpu"]) / math.log(last[0] / first[0])
    told(f"growth of processor time, {first[0]:.0f} to {last[0]:.0f} MB", growth, 1.15, least=False, form=".2f")


if __name__ == "__main__":
    main()
