"""Links, ancestors and states of clauses on invented series with known truth, against difflib, token_set and TF-IDF in the same run."""

from __future__ import annotations

import argparse
import difflib
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from sulh.model import ClauseState
from sulh.wording import Statement, Threads, changes, trace

HERE = Path(__file__).resolve().parent / "wording"
SERIES = {
    "orvania (thresholds chosen here)": HERE / "orvania.toml",
    "sarrat (held out)": HERE / "held/sarrat.toml",
    "mirelle (held out, French)": HERE / "held/mirelle.toml",
}
CHOICE = re.compile(r"\{(\d[^{}]*)\}")
CORE = re.compile(r"\[\[(?!\[)(.*?)\]\]")
INSERTED = re.compile(r"\[\[\[(\w+)\]\]\]")
LOOKALIKES = str.maketrans("aceopxyi", "асеорхуі")
TRANSLATED = [tuple(line.split(",")) for line in (HERE / "translated.csv").read_text(encoding="utf-8").splitlines()[1:]]
COMMENTS = ("[sic]", "(editor's note: as published)", "[Ed.: text checked against the broadcast]", "(the body is banned there - Ed.)")


@dataclass(frozen=True)
class Part:
    """One formula, or half of one, inside a clause: its name, half and wording."""

    name: str
    half: str
    wording: str


@dataclass(frozen=True)
class True_:
    """A clause as written: its statement, span, parts, formulae it only quotes, and whether it was translated back."""

    statement: int
    start: int
    end: int
    parts: frozenset[Part]
    quoted: frozenset[str] = frozenset()
    back: bool = False


@dataclass
class Series:
    """Statements with the clauses they were composed of."""

    statements: list[Statement] = field(default_factory=list)
    truth: list[True_] = field(default_factory=list)

    def pairs(self) -> set[tuple[int, int]]:
        """Places of clauses of different statements that share a formula or a half of one."""
        units = [{(part.name, part.half) for part in clause.parts} for clause in self.truth]
        at = [clause.statement for clause in self.truth]
        return {(a, b) for a, b in combinations(range(len(units)), 2) if units[a] & units[b] and at[a] != at[b]}

    def open_pairs(self) -> set[tuple[int, int]]:
        """Pairs that share no more than a quoted formula: neither right nor wrong."""
        names = [{part.name for part in clause.parts} | clause.quoted for clause in self.truth]
        return {(a, b) for a, b in combinations(range(len(names)), 2) if names[a] & names[b]} - self.pairs()


def chosen(text: str, version: int) -> str:
    """The text of one version."""

    def pick(match: re.Match[str]) -> str:
        for choice in match[1].split("|"):
            span, _, words = choice.partition(":")
            low, dash, high = span.partition("-")
            if int(low) <= version <= (int(high) if high else 999 if dash else int(low)):
                return words
        return ""

    return CHOICE.sub(pick, text)


def compose(path: Path, damage: Sequence[str] | None = None) -> Series:
    """The series of a file; `damage` overrides what the file says of every statement."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    made = Series()
    for number, plan in enumerate(data["statement"]):
        chance = random.Random(f"{path.name} {number}")
        style = plan.get("style", data["style"])
        harm = plan.get("damage", ()) if damage is None else damage
        clauses = [_clause(reference, data, back="translated" in harm) for reference in plan["clauses"]]
        lead = chosen(data["lead"]["text"], number + 1)
        pieces = [(lead, frozenset({Part("lead", "", lead)}), frozenset[str]()), *clauses]
        title = f"Joint statement no. {number + 1}, {data['name']}"
        text = f"{title}\n{plan['date']}\n"
        printed = 0
        for at, (words, parts, quoted) in enumerate(pieces):
            words = damaged(words, harm, chance)
            printed = 1 if "renumber" in harm and at % 4 == 1 else printed + 1
            gap = "\n\n" if style != "prose" or at < 2 or at % 3 == 1 else " "
            mark = "" if at == 0 else {"numbered": f"{printed if 'renumber' in harm else at}. ", "bulleted": "- "}.get(style, "")
            text += gap + mark
            made.truth.append(True_(number, len(text), len(text) + len(words), parts, quoted, "translated" in harm))
            text += words
        made.statements.append(
            Statement(
                f"{path.stem}-{number:02d}", text, plan["date"], title, data["name"], tuple(data["issuers"]), not plan.get("excerpt", False)
            )
        )
    return made


def _clause(reference: str, data: dict[str, Any], *, back: bool) -> tuple[str, frozenset[Part], frozenset[str]]:
    texts, parts, quoted = [], set(), set()
    for one in reference.split(" + "):
        name, _, rest = one.partition("@")
        version, _, half = rest.partition("#")
        written = data["formula"].get(name) or data["unit"][name]
        for inner in INSERTED.findall(written):
            quoted.add(inner)
            core = CORE.search(data["formula"][inner])
            assert core is not None
            written = INSERTED.sub(chosen(core[1], 5), written, count=1)
        plain = chosen(written, int(version or 1)).replace("[[", "").replace("]]", "")
        halves = re.sub(r" +(?=[ ,;.])", "", plain).strip().split(" || ")
        wanted = half or "ab"[: len(halves)]
        halves = [translated(one) for one in halves] if back else halves
        texts.append(" ".join(halves["ab".index(one)] for one in wanted))
        parts |= {Part(name, one, halves["ab".index(one)].casefold()) for one in wanted}
    first = texts[0][0].upper() + texts[0][1:]
    rest_ = [", and " + text[0].lower() + text[1:] for text in texts[1:]]
    whole = "".join([first, *rest_][:1]) if not rest_ else first.rstrip(";. ") + "".join(text.rstrip(";. ") for text in rest_) + first[-1]
    return whole, frozenset(parts), frozenset(quoted)


def translated(text: str) -> str:
    """The text as it comes back from another language: other words for the same."""
    for written, back in TRANSLATED:
        text = re.sub(rf"\b{written}\b", back, text, flags=re.IGNORECASE)
    return text[0].upper() + text[1:]


def damaged(text: str, harm: Iterable[str], chance: random.Random) -> str:
    """The text as careless copies have it."""
    if "noarticles" in harm:
        text = re.sub(r"\b(?:[Tt]he|an?) ", "", text)
    if "comments" in harm and chance.random() < 0.5:
        words = text.split(" ")
        words.insert(chance.randrange(len(words) // 2, len(words)), chance.choice(COMMENTS))
        text = " ".join(words)
    if "glued" in harm:
        text = "".join("" if c == " " and chance.random() < 0.15 else c for c in text)
    if "homoglyphs" in harm:
        text = "".join(c.translate(LOOKALIKES) if chance.random() < 0.2 else c for c in text)
    return text


class Mapping:
    """Finds the written clause that a span of a statement stands for."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._number = {statement.id: number for number, statement in enumerate(series.statements)}

    def covered(self, statement: str, start: int, end: int) -> list[int]:
        """The written clauses that the span covers by half, or else the one it covers most of; none where it touches none."""
        number = self._number[statement]
        shares = {
            at: max(0, min(end, one.end) - max(start, one.start)) for at, one in enumerate(self._series.truth) if one.statement == number
        }
        half = [at for at, share in shares.items() if share >= 0.5 * (self._series.truth[at].end - self._series.truth[at].start)]
        most = max(shares, key=lambda at: (shares[at], -at))
        return half or ([most] if shares[most] else [])

    def links(self, threads: Threads) -> tuple[set[tuple[int, int]], int]:
        """The pairs of written clauses that are linked, and how many links end on words that are no clause."""
        found: set[tuple[int, int]] = set()
        stray = 0
        for link in threads.links:
            left = self.covered(threads.clause(link.earlier).statement, *link.earlier_span)
            right = self.covered(threads.clause(link.later).statement, *link.later_span)
            stray += not left or not right
            found |= set(zip(left, right, strict=True)) if len(left) == len(right) else {(a, b) for a in left for b in right}
        return found, stray


@dataclass(frozen=True)
class Score:
    """Precision, recall, and the number of links that are wrong or missing."""

    precision: float
    recall: float
    wrong: int

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-12)

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def score(found: set[tuple[int, int]], series: Series, stray: int = 0) -> Score:
    """Found pairs against the truth; open pairs do not count."""
    truth = series.pairs()
    judged = found - series.open_pairs()
    right = len(judged & truth)
    return Score(right / max(len(judged) + stray, 1), right / len(truth), len(judged) + stray + len(truth) - 2 * right)


def ancestors_and_states(series: Series, threads: Threads) -> tuple[float, float]:
    """Share of written clauses with an ancestor for which the right one is found, and share of all whose state is right."""
    mapping = Mapping(series)
    of: dict[int, str] = {}
    for clause in threads.clauses:
        for at in mapping.covered(clause.statement, clause.start, clause.end):
            of.setdefault(at, clause.id)
    right, total, states = 0, 0, 0
    for at in range(len(series.truth)):
        wanted, state = _expected(series, at)
        predicted = threads.clause(of[at]) if at in of else None
        states += predicted is not None and predicted.state is state
        if wanted:
            total += 1
            best = threads.best(of[at]) if predicted is not None and predicted.ancestor else None
            if best is not None:
                right += bool(wanted & set(mapping.covered(threads.clause(best.earlier).statement, *best.earlier_span)))
    return right / total, states / len(series.truth)


def _expected(series: Series, at: int) -> tuple[set[int], ClauseState]:
    """The right ancestors, and the state.

    The ancestor is the latest with the same words, else the latest with some of them, else the latest; one for each formula of a clause.
    """
    own = series.truth[at]
    units = {(part.name, part.half) for part in own.parts}
    earlier = [(i, one) for i, one in enumerate(series.truth[:at]) if one.statement < own.statement]
    before = [(i, one) for i, one in earlier if units & {(part.name, part.half) for part in one.parts}]
    if not before:
        return set(), ClauseState.FIRST_SEEN
    wanted = set()
    for name in {name for name, _ in units}:
        exact = [i for i, one in before if one.parts == own.parts]
        same = [i for i, one in before if {p for p in one.parts if p.name == name} & own.parts]
        family = [i for i, one in before if name in {p.name for p in one.parts}]
        for pool in (exact, same, family):
            if pool:
                last = series.truth[pool[-1]].statement
                wanted |= {i for i in pool if series.truth[i].statement == last}
                break
        # A copy that came back from another language may be passed over, and may pass others over, for the closest original.
        if own.back or any(series.truth[i].back for i in wanted):
            originals = [i for i in same or family if not series.truth[i].back] or family
            wanted |= {i for i in originals if series.truth[i].statement == series.truth[originals[-1]].statement} | {family[-1]}
    complete = [n for n in range(own.statement) if series.statements[n].complete or any(one.statement == n for _, one in before)]
    recent = [one for _, one in before if one.statement == complete[-1]]
    if not recent:
        return wanted, ClauseState.RETURNED
    there = frozenset(part for one in recent for part in one.parts if (part.name, part.half) in units)
    here = frozenset(part for one in series.truth if one.statement == own.statement for part in one.parts)
    return wanted, ClauseState.CARRIED if own.parts <= there <= here else ClauseState.CHANGED


def baseline(series: Series, likeness: Callable[[str, str], float]) -> Score:
    """The best F1 that one threshold on `likeness` of the written clauses can have, chosen with the truth at hand."""
    texts = [series.statements[one.statement].text[one.start : one.end] for one in series.truth]
    truth, open_ = series.pairs(), series.open_pairs()
    scored = sorted(
        (
            (likeness(texts[a], texts[b]), (a, b) in truth)
            for a, b in combinations(range(len(texts)), 2)
            if series.truth[a].statement != series.truth[b].statement and (a, b) not in open_
        ),
        reverse=True,
    )
    best, right = Score(0.0, 0.0, len(truth)), 0
    for count, (_, hit) in enumerate(scored, 1):
        right += hit
        best = max(best, Score(right / count, right / len(truth), count + len(truth) - 2 * right), key=lambda one: one.f1)
    return best


def tfidf(series: Series) -> Callable[[str, str], float]:
    """Plain TF-IDF over character 4- to 6-grams of the lowered text."""
    import math
    from collections import Counter

    texts = {series.statements[one.statement].text[one.start : one.end] for one in series.truth}
    grams = {text: Counter(text.lower()[i : i + n] for n in (4, 5, 6) for i in range(len(text) - n + 1)) for text in texts}
    df = Counter(gram for counts in grams.values() for gram in counts)
    vectors = {}
    for text, counts in grams.items():
        vector = {gram: (1 + math.log(count)) * (1 + math.log((1 + len(texts)) / (1 + df[gram]))) for gram, count in counts.items()}
        norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors[text] = {gram: value / norm for gram, value in vector.items()}

    def cosine(a: str, b: str) -> float:
        left, right = vectors[a], vectors[b]
        return sum(value * right.get(gram, 0.0) for gram, value in left.items())

    return cosine


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
    for harm in ("glued", "homoglyphs", "noarticles", "renumber", "comments", "translated"):
        # Every second statement is damaged: damaged copies are compared with clean ones.
        mixed = replace_half(clean, compose(path, damage=(harm,)))
        told = score(*reversed_(Mapping(mixed).links(trace(mixed.statements)), mixed))
        print(f"  {'recall lost by ' + harm:34} {without.recall - told.recall:+.3f}")
    sound = all(
        "".join(c.earlier for c in pieces) == a and "".join(c.later for c in pieces) == b
        for link in threads.links
        for a, b in [(threads.clause(link.earlier).text, threads.clause(link.later).text)]
        for pieces in [changes(a, b)]
    )
    print(f"  {'changes put both texts together':34} {sound}")
    if baselines:
        from rapidfuzz import fuzz

        others = {
            "difflib, with its autojunk": baseline(series, lambda a, b: difflib.SequenceMatcher(None, a, b).ratio()),
            "difflib, autojunk off": baseline(series, lambda a, b: difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()),
            "token_set (rapidfuzz)": baseline(series, fuzz.token_set_ratio),
            "plain TF-IDF, characters 4 to 6": baseline(series, tfidf(series)),
        }
        for title, told in others.items():
            print(f"  {title:34} {told}  wrong or missing: {told.wrong} against {ours.wrong} of trace")


def reversed_(linked: tuple[set[tuple[int, int]], int], series: Series) -> tuple[set[tuple[int, int]], Series, int]:
    """Arguments for `score`."""
    return linked[0], series, linked[1]


def replace_half(clean: Series, harmed: Series) -> Series:
    """Every second statement from the damaged series."""
    made = Series()
    for number, (good, bad) in enumerate(zip(clean.statements, harmed.statements, strict=True)):
        source = harmed if number % 2 else clean
        made.statements.append(bad if number % 2 else good)
        made.truth.extend(replace(one) for one in source.truth if one.statement == number)
    return made


def command() -> None:
    """Print the seconds of the whole process `sulh trace` on the 22 statements, against the start of Python with the same libraries."""
    with tempfile.TemporaryDirectory() as folder:
        for statement in compose(SERIES["orvania (thresholds chosen here)"]).statements:
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
    quick = options.parse_args().quick
    for name, path in SERIES.items():
        measure(name, path, baselines=not quick)
    if not quick:
        print("\ncommand line")
        command()


if __name__ == "__main__":
    main()
