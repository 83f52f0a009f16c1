"""Real series of statements whose sentences were labelled by reading; the project holds their addresses and labels, not their texts."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.formulae.series import Part, Series, True_

from sulh.wording import Statement

__all__ = ["LISTED", "LISTED_KINDS", "READ", "TEXTS", "Judged", "Label", "changes_of", "judged", "real_series"]

LABELS = Path(__file__).resolve().parent.parent / "wording/real"
TEXTS = Path(os.environ.get("SULH_SERIES") or Path(__file__).resolve().parents[3] / "shared/data/wording")
# Those that are in the public domain are part of the project.
OWN_TEXTS = LABELS / "texts"
# The errors of links on these were read when rules were written and weights fitted; those on the others were not.
READ = frozenset(
    (
        *("ar-council", "ar-council-press", "ar-egypt", "ar-qatar", "ar-saudi", "ar-uae"),
        *("en-egypt", "en-kabul", "en-mali", "en-minsk", "en-peacekeepers"),
        *("es-argentina", "es-malvinas", "es-mexico", "es-peru", "es-spain", "fr-burundi", "fr-mali", "fr-somalie"),
        *("ru-astana", "ru-council", "ru-kazakh", "ru-mid", "ru-odkb", "ru-tishina"),
        *("ar-huit", "ar-libye", "en-quartet", "en-ssudan", "es-colombia", "fr-core", "fr-cps-mali", "fr-liban"),
        *("ru-delegacii", "ru-shos-sgg", "ru-shos-sgp"),
        *("en-congo", "en-leaders", "en-netanyahu", "en-redsea", "en-scg", "en-truce"),
    )
)
# Conditions, names in lists and what is to be done were labelled in these only: elsewhere such claims are neither right nor wrong.
LISTED = frozenset(("en-congo", "en-gseven", "en-herzog", "en-leaders", "en-netanyahu", "en-redsea", "en-scg", "en-truce"))
LISTED_KINDS = frozenset(("condition", "actor", "demand"))


def real_series(folder: Path = TEXTS) -> Iterator[tuple[str, Series]]:
    """Yield the labelled series whose texts are at hand: two sentences are a link if they share a formula (a capital letter).

    A small letter says that it is not clear whether the sentence is of that formula: such a pair is neither right nor wrong.
    A text that is not the one that was labelled is an error where the labels hold the digests of its sentences.
    """
    with (LABELS / "links.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for name in dict.fromkeys(row["series"] for row in rows):
        made = Series(versions=False)
        for date in dict.fromkeys(row["date"] for row in rows if row["series"] == name):
            path = next((at for at in (OWN_TEXTS / name, folder / name) if at.exists()), folder) / f"{date}.txt"
            if not path.exists():
                break
            text = path.read_text(encoding="utf-8").rstrip("\n")
            for row in rows:
                if (row["series"], row["date"]) == (name, date):
                    start, end = int(row["start"]), int(row["end"])
                    if row["sha256"] and not hashlib.sha256(text[start:end].encode()).hexdigest().startswith(row["sha256"]):
                        raise ValueError(f"{path}: another text than the one that was labelled, {start} to {end}")
                    wording = " ".join(text[start:end].casefold().split())
                    parts = frozenset(Part(code, "", wording) for code in row["formulae"] if not code.islower())
                    quoted = frozenset(code.upper() for code in row["formulae"] if code.islower())
                    made.truth.append(True_(len(made.statements), start, end, parts, quoted))
            made.statements.append(Statement(f"{name}-{date}", text, date, track=name))
        else:
            yield name, made


@dataclass(frozen=True)
class Label:
    """A change between a formula of a statement and the last statement that had it; `kinds` are those that it may be called."""

    series: str
    date: str
    formula: str
    kinds: frozenset[str]
    earlier: str
    later: str
    needed: bool


def changes_of(name: str) -> list[Label]:
    """Return the labelled changes: `substance.csv` or `strength.csv`."""
    with (LABELS / name).open(encoding="utf-8") as lines:
        return [
            Label(
                row["series"],
                row["date"],
                row["formula"],
                frozenset(row["kinds"].split("|")),
                row["earlier"],
                row["later"],
                row["needed"] == "1",
            )
            for row in csv.DictReader(lines)
        ]


@dataclass(frozen=True)
class Judged:
    """A change of substance between two sentences of the United States government, and whether it is one.

    A claim was made by an earlier state of the engine and judged at first sight; a label was made before any claims were looked at
    and says a kind only.
    """

    kind: str
    words: tuple[str, str]
    right: bool
    claim: bool
    earlier: str
    later: str


def judged() -> list[Judged]:
    """Return the claims and labels of `judged.csv`."""
    with (LABELS / "judged.csv").open(encoding="utf-8") as lines:
        return [
            Judged(row["kind"], (row["before"], row["after"]), row["right"] == "1", row["by"] == "claim", row["earlier"], row["later"])
            for row in csv.DictReader(lines)
        ]
