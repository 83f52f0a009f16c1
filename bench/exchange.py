"""A round of 8,000 and 8,000 names: both lists imported, shown, answered in bulk and seen by both sides, against parsing its file.

    python bench/exchange.py [--names 8000]

Each command reads the whole file of events, works out what its side sees, checks what is added and appends it. It is held against Python's
JSON parser reading the finished file as many times as there are commands, which is the least that any program with such a file does.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from click.testing import CliRunner
from report import line  # type: ignore[import-not-found]

from sulh.cli.main import program

SIDES = ("North", "South")
ANSWERS = ("held here", "held elsewhere", "not held", "released", "exchanged", "unknown")
_COMMANDS = 9
DUE = ("--lists-due", "2027-01-08 18:00", "--answers-due", "2027-01-15 18:00", "--zone", "+03:00", "--at", "2027-01-01 09:00")


def written(folder: Path, names: int) -> None:
    """Invented lists of both sides, and sheets that answer nine in ten of them."""
    chance = random.Random(4)
    for side in SIDES:
        with (folder / f"{side}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("No.", "Name", "Year of birth", "Place", "Held since"))
            for number in range(names):
                words = " ".join(f"Invented{chance.randrange(900)}" for _ in range(4))
                year, since = chance.randrange(1950, 2008), chance.randrange(2012, 2027)
                writer.writerow((number, words, year, f"Town {chance.randrange(90)}", since))
        with (folder / f"answers about {side}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("No.", "Answer", "Question", "Evidence"))
            for number in range(names):
                if chance.random() < 0.9:
                    writer.writerow((number, chance.choice(ANSWERS), "Which mother?", "register"))


def called(*arguments: object) -> str:
    """The output of a command, which must succeed."""
    done = CliRunner().invoke(program, list(map(str, arguments)))
    if done.exit_code:
        raise SystemExit(done.output)
    return done.stdout


def ours(folder: Path) -> None:
    """The whole round by the commands, as a desk does it, and what each step took."""
    file = folder / "round.jsonl"
    steps: list[tuple[str, list[tuple[object, ...]]]] = [
        ("opened", [("lists", "open", file, "--name", "x", "--side", "North", "--side", "South", "--mediator", "Office", *DUE)]),
        ("imported", [("lists", "add", file, folder / f"{by}.csv", "--by", by, "--of", of, "--at", "2027-01-02 09:00")
                      for by, of in (SIDES, SIDES[::-1])]),
        ("shown", [("lists", "show", file, "--by", by, "--what", "requests", "--at", "2027-01-03 09:00") for by in SIDES]),
        ("answered", [("lists", "answer", file, folder / f"answers about {of}.csv", "--by", by, "--show", "--at", "2027-01-09 09:00")
                      for by, of in (SIDES, SIDES[::-1])]),
        ("looked at", [("lists", "sheet", file, "--for", side, "--as-of", "2027-01-16 09:00") for side in SIDES]),
    ]  # fmt: skip
    found = []
    for name, commands in steps:
        began = time.process_time()
        for command in commands:
            called(*command)
        found.append(f"{name}={time.process_time() - began}")
    print("\t".join(found))


def theirs(folder: Path) -> None:
    """The finished file parsed as often as commands read it."""
    began = time.process_time()
    for _ in range(_COMMANDS):
        with (folder / "round.jsonl").open(encoding="utf-8") as file:
            for one in file:
                json.loads(one)
    print(f"parsed={time.process_time() - began}")


def timed(which: str, folder: Path) -> dict[str, float]:
    """Processor seconds of each step, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--only", which, str(folder)], capture_output=True, text=True, check=True)
    return {name: float(spent) for name, _, spent in (part.partition("=") for part in done.stdout.strip().split("\t"))}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=8000)
    parser.add_argument("--only", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        (ours if given.only[0] == "ours" else theirs)(Path(given.only[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), given.names)
        spent, parsed = timed("ours", Path(folder)), timed("theirs", Path(folder))["parsed"]
    for name, seconds in spent.items():
        line(f"{given.names} and {given.names} names {name}", seconds, "s processor", "-", True)
    whole = sum(spent.values())
    line("   the whole round", whole, "s processor", "at most 60", whole <= 60)
    line("   to parsing the file for each command", whole / parsed, "times", "at most 15", whole <= 15 * parsed)


if __name__ == "__main__":
    main()
