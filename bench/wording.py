"""Links, ancestors and states of clauses on invented series with known truth, against difflib, token_set and TF-IDF in the same run."""

from __future__ import annotations

import argparse
import difflib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.formulae.baselines import baseline, tfidf
from bench.formulae.edits import edited, strengthened
from bench.formulae.fitting import Known, fitted, known, quality
from bench.formulae.growth import growth
from bench.formulae.judging import real
from bench.formulae.planting import planted
from bench.formulae.real import READ, real_series
from bench.formulae.scoring import Mapping, ancestors_and_states, score
from bench.formulae.series import SERIES, Series, compose, replace_half, windows
from bench.report import line

from sulh.wording import changes, trace
from sulh.wording.pairing import WEIGHTS

_PAIRS = 6
# Points of recall that no damage to every second statement may cost.
WANTED_LOST = 5


def measure(name: str, path: Path, *, baselines: bool) -> None:
    """Print the figures of one series."""
    series = compose(path)
    began = time.perf_counter()
    threads = trace(series.statements)
    took = time.perf_counter() - began
    found, stray = Mapping(series).links(threads)
    ours = score(found, series, stray)
    ancestor, state = ancestors_and_states(series, threads)
    print(f"\n{name}: {len(series.statements)} statements, {len(series.truth)} clauses, {len(series.pairs())} links")
    print(f"  {'links of trace':34} {ours}")
    print(f"  {'best ancestor right':34} {ancestor:.3f}\n  {'state right':34} {state:.3f}\n  {'trace, seconds':34} {took:.2f}")
    clean = compose(path, damage=())
    without = score(*reversed_(Mapping(clean).links(trace(clean.statements)), clean))
    lost = 0.0
    for harm in ("glued", "homoglyphs", "noarticles", "renumber", "comments", "translated"):
        # Every second statement is damaged: damaged copies are compared with clean ones.
        mixed = replace_half(clean, compose(path, damage=(harm,)))
        damaged = score(*reversed_(Mapping(mixed).links(trace(mixed.statements)), mixed))
        print(f"  {'recall lost by ' + harm:34} {without.recall - damaged.recall:+.3f}")
        lost = max(lost, without.recall - damaged.recall)
    sound = all(
        "".join(c.earlier for c in pieces) == a and "".join(c.later for c in pieces) == b
        for link in threads.links
        for a, b in [(threads.clause(link.earlier).text, threads.clause(link.later).text)]
        for pieces in [changes(a, b)]
    )
    line(f"{path.stem}, recall lost to the worst damage", 100 * lost, "points", f"<= {WANTED_LOST}", 100 * lost <= WANTED_LOST)
    line(f"{path.stem}, changes put both texts together", sound, "", "= 1", sound)
    if baselines:
        from rapidfuzz import fuzz

        others = {
            "difflib, with its autojunk": baseline(series, lambda a, b: difflib.SequenceMatcher(None, a, b).ratio()),
            "difflib, autojunk off": baseline(series, lambda a, b: difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()),
            "token_set (rapidfuzz)": baseline(series, fuzz.token_set_ratio),
            "plain TF-IDF, characters 4 to 6": baseline(series, tfidf(series)),
        }
        for title, rival in others.items():
            print(f"  {title:34} {rival}  wrong or missing: {rival.wrong} against {ours.wrong} of trace")
        best = min(rival.wrong for rival in others.values())
        line(f"{path.stem}, links wrong or missing", ours.wrong / (best or 1), "x best plain", "<= 1", ours.wrong <= best)


def fit() -> None:
    """Print the weights fitted on all series that may be read, and what weights fitted on all others find of each.

    Each series counts as a whole, and so do some pairs of its statements: of two statements alone less is known.
    """
    whole = {name: compose(path) for name, path in SERIES.items()} | {name: one for name, one in real_series() if name in READ}
    found: dict[str, list[Known]] = {}
    for name, series in whole.items():
        pairs = windows(series, 2) if len(series.statements) > 2 else []
        found[name] = [known(series), *(known(one) for one in pairs[:: max(1, len(pairs) // _PAIRS)])]
    for name, (one, *_) in found.items():
        precision, recall = quality(one, fitted([other for title, rest in found.items() if title != name for other in rest]))
        ours = quality(one, WEIGHTS)
        print(f"{name:52} fitted on the others P {precision:.3f} R {recall:.3f}; weights in use P {ours[0]:.3f} R {ours[1]:.3f}")
    weights = fitted([one for rest in found.values() for one in rest])
    print(f"fitted on all: {weights}\nin use:        {WEIGHTS}")


def reversed_(linked: tuple[set[tuple[int, int]], int], series: Series) -> tuple[set[tuple[int, int]], Series, int]:
    """Arguments for `score`."""
    return linked[0], series, linked[1]


def command() -> None:
    """Print the seconds of the whole process `sulh trace` on the 22 statements, against the start of Python with the same libraries."""
    with tempfile.TemporaryDirectory() as folder:
        for statement in compose(SERIES["orvania (numbered paragraphs)"]).statements:
            (Path(folder) / f"{statement.id}.txt").write_text(statement.text, encoding="utf-8")
        runs = {
            "sulh trace, whole process": [sys.executable, "-m", "sulh", "trace", folder, "--format", "jsonl"],
            "import of numpy, scipy, rapidfuzz": [sys.executable, "-c", "import numpy, scipy.sparse, rapidfuzz"],
        }
        for title, run in runs.items():
            walls, processors = zip(*(_timed(run) for _ in range(5)), strict=True)
            print(f"  {title:34} {sorted(walls)[2]:.2f} s, of the processor {sorted(processors)[2]:.2f} s (medians of 5)")


def _timed(run: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    began, before = time.perf_counter(), os.times()
    subprocess.run(run, check=True, capture_output=True)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, spent


def main() -> None:
    """Run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="without baselines and the command line")
    options.add_argument("--growth", action="store_true", help="only how seconds and memory grow with the series")
    options.add_argument("--fit", action="store_true", help="only the weights of the linking, fitted anew")
    options.add_argument("--real", action="store_true", help="only real series, and changes of substance planted in real texts")
    options.add_argument("--only", help="the series whose title has this word")
    chosen = options.parse_args()
    quick = chosen.quick
    if chosen.growth or chosen.fit:
        (growth if chosen.growth else fit)()
        return
    if chosen.real:
        real()
        planted()
        edited()
        strengthened()
        return
    for name, path in SERIES.items():
        if chosen.only and chosen.only not in name:
            continue
        measure(name, path, baselines=not quick)
    real()
    planted()
    edited()
    strengthened()
    if not quick:
        print("\ncommand line")
        command()
        growth()


if __name__ == "__main__":
    main()
