"""Seconds and memory of a trace as the series grows to hundreds of statements, against all pairs of clauses compared with token_set."""

from __future__ import annotations

import json
import math
import random
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from bench.report import line

from sulh.wording import Statement

__all__ = ["generated", "growth", "run"]

_PER_STATEMENT = 12
# A formula is carried for so many rounds, give or take half, before another takes its place.
_LIFE = 40
# Of a hundred clauses so many have a word exchanged, put in or taken out; after so many edits the parties go back to the first wording.
_EDITED, _EDITS = 25, 8
_DAMAGED = 10
_SAMPLE = 20_000
# The exponent of a trace by the number of links it has to find.
_STEEPEST = 1.2
_RUN = (
    "import json, resource, sys, time\n"
    "sys.path[:0] = {path!r}\n"
    "from bench.formulae.growth import generated, run\n"
    "print(json.dumps(run(generated({count}, dated={dated}))))\n"
)


def generated(count: int, *, dated: bool = False, seed: int = 7) -> list[Statement]:
    """So many statements of twelve clauses made from the formulae of the invented series, which come, are edited, go and return.

    With `dated` the same twelve formulae stand in all statements and each clause names the day of its round: every formula is
    linked to itself in every other statement, and no two of these wordings are equal. This is the hard case.
    """
    chance = random.Random(seed)
    bank = _bank()
    words = sorted({word for text in bank for word in re.findall(r"\b[a-z]{5,}\b", text)})
    edits: dict[str, list[str]] = {text: [text] for text in bank}
    slots = [(text, round(chance.uniform(0.2, 1.5) * _LIFE)) for text in chance.sample(bank, _PER_STATEMENT)]
    made = []
    for number in range(count):
        day = date(2031, 1, 1) + timedelta(days=9 * number)
        for at, (_, ends) in enumerate(slots):
            if ends <= number and not dated:
                free = [text for text in bank if text not in {one for one, _ in slots}]
                slots[at] = chance.choice(free), number + round(chance.uniform(0.5, 1.5) * _LIFE)
        clauses = [_wording(text, edits[text], words, chance) for text, _ in slots]
        if dated:
            clauses = [_with_day(text, day, at) for at, text in enumerate(clauses)]
        if chance.randrange(100) < _DAMAGED:
            clauses = ["".join("" if c == " " and chance.random() < 0.1 else c for c in text) for text in clauses]
        lines = [f"{at}. {text};" for at, text in enumerate(clauses, 1)]
        made.append(Statement(f"g{number:04d}", "\n\n".join(lines), day.isoformat(), f"Statement {number + 1}", "Generated", ("Tolva",)))
    return made


def _bank() -> list[str]:
    """The formulae and single clauses of the English series, in their first wording."""
    from bench.formulae.series import SERIES, texts_of

    found = [text.rstrip(" ;.") for path in SERIES.values() if path.stem in ("orvania", "sarrat") for text in texts_of(path)]
    return [text for text in dict.fromkeys(found) if len(text.split()) >= 15]


def _wording(text: str, held: list[str], words: Sequence[str], chance: random.Random) -> str:
    """The latest wording of a formula, edited now and then."""
    if chance.randrange(100) < _EDITED:
        parts = held[-1].split(" ")
        at = chance.randrange(1, len(parts))
        kind = chance.randrange(3)
        parts[at : at + (kind != 0)] = [chance.choice(words)] if kind != 2 else []
        held.append(" ".join(parts))
        if len(held) > _EDITS:
            held[:] = [text]
    return held[-1]


def _with_day(text: str, day: date, at: int) -> str:
    parts = text.split(" ")
    parts.insert(len(parts) // 2, f"as of {day.day + at} {day:%B %Y}")
    return " ".join(parts)


def run(series: Sequence[Statement]) -> dict[str, float]:
    """What one trace takes: seconds by the clock and of the processor, megabytes at the most, numbers of clauses and links."""
    import resource

    from sulh.wording import trace

    began, worked = time.perf_counter(), time.process_time()
    threads = trace(series)
    took, spent = time.perf_counter() - began, time.process_time() - worked
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": took, "cpu": spent, "mb": size, "clauses": len(threads.clauses), "links": len(threads.links)}


def growth(sizes: Sequence[int] = (22, 100, 300)) -> None:
    """Print seconds and memory for each size, each in a process of its own, and how they grow."""
    for dated, title in ((False, "formulae edited now and then"), (True, "the same twelve formulae in all of them, no two wordings equal")):
        print(f"\ngenerated series, {title}")
        found = []
        for size in sizes:
            measured = _in_process(size, dated)
            whole, sampled = _all_pairs(generated(size, dated=dated))
            found.append((measured["cpu"], whole, measured["links"]))
            print(
                f"  {size:4} statements, {measured['clauses']:.0f} clauses, {measured['links']:.0f} links: "
                f"{measured['wall']:.2f} s, of the processor {measured['cpu']:.2f} s, {measured['mb']:.0f} MB; "
                f"token_set of all pairs {whole:.1f} s (measured on {sampled}), "
                f"{whole / measured['cpu']:.1f} times as long"
            )
        (cpu, base, links), (more, base_more, links_more) = found[-2], found[-1]
        ratio = math.log(sizes[-1] / sizes[-2])
        print(
            f"  growth exponent from {sizes[-2]} to {sizes[-1]} statements: trace {math.log(more / cpu) / ratio:.2f}, its links "
            f"{math.log(links_more / links) / ratio:.2f}, token_set of all pairs {math.log(base_more / base) / ratio:.2f}"
        )
        steep = math.log(more / cpu) / math.log(links_more / links)
        hard = ", hard case" if dated else ""
        line(f"growth exponent by links{hard}", steep, "", f"<= {_STEEPEST}", steep <= _STEEPEST)
        line(f"{sizes[-1]} statements{hard}", base_more / more, "x token_set", ">= 1", base_more >= more)


def _in_process(count: int, dated: bool) -> dict[str, float]:
    root = Path(__file__).resolve().parent.parent.parent
    code = _RUN.format(path=[str(root), *sys.path], count=count, dated=dated)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _all_pairs(series: Sequence[Statement]) -> tuple[float, int]:
    """Processor seconds that token_set takes for every pair of lines of different statements, from a sample of them, and its size."""
    from rapidfuzz import fuzz

    lines = [(at, text) for at, one in enumerate(series) for text in one.text.split("\n\n")]
    total = sum(1 for one in series for _ in one.text.split("\n\n"))
    pairs = (total * total - total * _PER_STATEMENT) // 2
    chance = random.Random(1)
    drawn = ((chance.choice(lines), chance.choice(lines)) for _ in range(10 * _SAMPLE))
    sample = [(a, b) for (i, a), (j, b) in islice(drawn, _SAMPLE) if i != j]
    began = time.process_time()
    for a, b in sample:
        fuzz.token_set_ratio(a, b)
    return (time.process_time() - began) / len(sample) * pairs, len(sample)
