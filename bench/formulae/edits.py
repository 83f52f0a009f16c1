"""Pairs of sentences in five languages that differ in one thing of substance, or in none: the engine must say which and nothing else."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.report import line

from sulh.wording import Statement, trace
from sulh.wording.substance import compared

__all__ = ["Edit", "edited", "edits", "strengthened"]

_PAIRS = Path(__file__).resolve().parent.parent / "wording/edits.csv"
_FORCE = Path(__file__).resolve().parent.parent / "wording/strengths.csv"


@dataclass(frozen=True)
class Edit:
    """Two sentences of ours; `kind` is the change of substance between them, "" for none, `words` what is changed in each."""

    language: str
    kind: str
    half: str
    earlier: str
    later: str
    words: tuple[str, str]


def edits() -> list[Edit]:
    """Return the pairs. Rules were written with the errors on those of the half `read` at hand, not those on `unread`."""
    with _PAIRS.open(encoding="utf-8") as lines:
        return [
            Edit(row["language"], row["kind"], row["half"], row["earlier"], row["later"], (row["before"], row["after"]))
            for row in csv.DictReader(lines)
        ]


def edited(*, show: bool = False) -> None:
    """Print precision and recall of the changes of substance for each half; `show` prints the errors on the half that is read."""
    for half in ("read", "unread"):
        tally: Counter[str] = Counter()
        for one in edits():
            if one.half == half:
                _judge(one, tally, show=show and half == "read")
        wanted, claimed, right = tally["wanted"], tally["claimed"], tally["right"]
        reached = right >= 0.9 * claimed, right >= 0.9 * wanted
        line(f"one change in a sentence ({wanted}, {half})", right / max(claimed, 1), "precision", ">= 0.9", reached[0])
        line(f"one change in a sentence ({wanted}, {half})", right / max(wanted, 1), "recall", ">= 0.9", reached[1])
        shares = [f"{of} {tally[f'right {of}']}/{tally[f'wanted {of}']}" for of in ("en", "fr", "es", "ru", "ar")]
        print(f"  {'found by language':34} {', '.join(shares)}")


def strengthened() -> None:
    """Print what is said of verbs in pairs of sentences of which half grew stronger or weaker, in four languages besides English."""
    tally: Counter[str] = Counter()
    with _FORCE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            threads = trace([Statement("a", f"1. {row['earlier']}", "2031-01-01"), Statement("b", f"1. {row['later']}", "2031-02-01")])
            strength = next((cell.strength for cell in threads.column("b") if cell.strength), 0)
            said, wanted = (strength > 0) - (strength < 0), int(row["force"])
            tally.update({"wanted": wanted != 0, "claimed": said != 0, "right": said != 0 and said == wanted})
    wanted, claimed, right = tally["wanted"], tally["claimed"], tally["right"]
    line(f"verbs of other force in sentences ({claimed})", right / max(claimed, 1), "precision", ">= 0.9", right >= 0.9 * claimed)
    line(f"verbs of other force in sentences ({wanted})", right / max(wanted, 1), "recall", ">= 0.9", right >= 0.9 * wanted)


def _judge(one: Edit, tally: Counter[str], *, show: bool) -> None:
    claims = [
        (str(kind), one.earlier[slice(*before)] if before else "", one.later[slice(*after)] if after else "")
        for kind, before, after in compared(one.earlier, one.later)
    ]
    hits = [claim for claim in claims if claim[0] == one.kind and _touches(claim[1:], one.words)]
    tally["claimed"] += len(claims) - max(0, len(hits) - 1)
    tally["right"] += bool(hits)
    tally["wanted"] += bool(one.kind)
    tally[f"right {one.language}"] += bool(hits)
    tally[f"wanted {one.language}"] += bool(one.kind)
    if show and (len(claims) > len(hits) or (one.kind and not hits)):
        print("   ", one.language, one.kind or "harmless", one.words, claims)


def _touches(claim: tuple[str, str], words: tuple[str, str]) -> bool:
    """Return whether a claim is about the words changed: on a side that has any, a word of either is in the other."""
    sides = [(a.casefold(), b.casefold()) for a, b in zip(claim, words, strict=True) if b]
    return all(a and (a in b or b in a or set(a.split()) & set(b.split())) for a, b in sides)
