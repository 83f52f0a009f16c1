"""Read the annotated documents and print how right the reading is: python -m evaluation.score [--set development] [--genre minutes] ...

Every part is a figure from 0 to 1: F1 of what can be missed or made up (meetings, participants, people, agenda, acts and so on), the share
that is right of what stands in a field (date, place, role and so on). `score` is the mean of meetings, core, date, place, participants,
role, people, agenda and acts. What is annotated as optional counts neither way. Of sets that nobody who writes rules may read, only sums
are shown.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from evaluation.annotations import SETS, UNSEEN, Annotated, documents
from evaluation.measure import CITES, FIELDS, OTHERS, PARTS, SCORED, Counts, measure

# `mixed` is in no figure: neither seen nor unseen.
MEASURED = ("development", "known", "blind", "retold", "fresh", "held")
# A process with fewer documents than this has no line of its own.
FEWEST = 3
EMPTY: dict[str, Any] = {"meetings": [], "tracks": [], "acts": [], "ceasefires": [], "releases": []}
# Differences under this are not shown.
SMALLEST = 0.0005

Scored = tuple[Annotated, Counts]
Saved = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """Which documents are asked for; an empty field lets all pass."""

    sets: tuple[str, ...] = MEASURED
    genres: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()

    def documents(self) -> list[Annotated]:
        """The documents that pass. Raises SystemExit when a name is not known or there are none."""
        there = documents(self.sets)
        shown = {one.doc for one in there if one.place not in UNSEEN}
        for field, names, known in (
            ("genre", self.genres, {one.genre for one in there}),
            ("process", self.processes, {one.process for one in there}),
            ("doc", self.docs, shown),
        ):
            if unknown := sorted(set(names) - known):
                places = ", ".join(self.sets)
                raise SystemExit(f"--{field}: {', '.join(unknown)}: not in {places}, or of a set that is shown in sums only")
        return [
            one
            for one in there
            if (not self.genres or one.genre in self.genres)
            and (not self.processes or one.process in self.processes)
            and (not self.docs or one.doc in self.docs)
        ]


def score_one(document: Annotated) -> Counts:
    """Read one document and compare it with its annotation; a reading that fails counts as an empty one and is told on stderr."""
    from sulh.documents import load
    from sulh.model import SulhError
    from sulh.reading import read_document

    loaded = load(document.path)
    try:
        reading = json.loads(read_document(loaded).to_json())
    except SulhError as error:
        print(f"{document.place}: {'' if document.place in UNSEEN else error}", file=sys.stderr)
        reading = EMPTY
    return measure(document.gold, reading, loaded.text)


def score(chosen: Sequence[Annotated], *, workers: int = 1) -> list[Scored]:
    """Counts of each document, in their order."""
    if workers == 1 or len(chosen) < 2:
        return [(one, score_one(one)) for one in chosen]
    # Started afresh: a process with threads must not be forked.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(zip(chosen, pool.map(score_one, chosen, chunksize=4), strict=True))


def total(scored: Iterable[Scored]) -> Counts:
    """The counts of some documents together."""
    counts = Counts()
    for _, one in scored:
        counts.merge(one)
    return counts


def groups(scored: Sequence[Scored], name: Callable[[Annotated], str]) -> dict[str, list[Scored]]:
    """Documents by what `name` says of them, the largest group first."""
    found: dict[str, list[Scored]] = {}
    for document, counts in scored:
        found.setdefault(name(document), []).append((document, counts))
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def shown(value: float | None) -> str:
    """`.61`, `1.0`, or a dash where there was nothing to find."""
    return "-" if value is None else f"{value:.2f}".removeprefix("0") if value < 0.995 else "1.0"


def table(head: str, rows: dict[str, list[Scored]], parts: Sequence[str]) -> Iterator[str]:
    """A table with one line for each group and one column for each part."""
    wide = max(len(head), *(len(name) for name in rows)) + 2 if rows else len(head)
    columns = ["docs", *parts]
    yield f"{head:{wide}s}" + " ".join(f"{column:>6s}" for column in columns)
    for name, some in rows.items():
        figures = total(some).figures()
        cells = [str(len(some)), *(shown(figures[part]) for part in parts)]
        yield f"{name:{wide}s}" + " ".join(f"{cell:>{max(6, len(column))}s}" for cell, column in zip(cells, columns, strict=True))


def parts_by_set(scored: Sequence[Scored]) -> Iterator[str]:
    """Every part, one line each, with a column for each set."""
    sets = groups(scored, lambda one: one.place)
    names = [name for name in SETS if name in sets]
    figures = {name: total(sets[name]).figures() for name in names}
    yield f"{'':18s}" + " ".join(f"{name:>12s}" for name in names)
    yield f"{'documents':18s}" + " ".join(f"{len(sets[name]):12d}" for name in names)
    for part in ("score", *PARTS):
        if part in (FIELDS[0], OTHERS[0], CITES[0]):
            yield ""
        yield f"{part:18s}" + " ".join(f"{shown(figures[name][part]):>12s}" for name in names)


def retellings(scored: Sequence[Scored]) -> Iterator[str]:
    """The score of documents that were told a second time by another hand, and that of the retellings: how much turns on wording.

    All together, then by the hand that retold, if there are several.
    """
    first = {one.doc: counts for one, counts in scored}
    told = [(one, counts) for one, counts in scored if one.gold.get("retelling_of") in first]
    by_hand = groups(told, lambda one: f"by hand {one.gold['hand']}")
    for name, again in {"": told, **(by_hand if len(by_hand) > 1 else {})}.items():
        if not again:
            return
        pairs = [(first[one.gold["retelling_of"]], counts) for one, counts in again]
        before = total([(one, counts) for (one, _), (counts, _) in zip(again, pairs, strict=True)]).figures()["score"] or 0.0
        after = total(again).figures()["score"] or 0.0
        apart = [abs((one.figures()["score"] or 0.0) - (other.figures()["score"] or 0.0)) for one, other in pairs]
        if not name:
            yield ""
        mean = shown(sum(apart) / len(apart))
        again_by = f"as told again {name}".rstrip()
        yield f"{len(again)} documents as first told {shown(before)}, {again_by} {shown(after)}; each differs by {mean} in the mean"


def report(scored: Sequence[Scored], *, each: bool = False) -> Iterator[str]:
    """All that is printed: every part by set, then each set by genre and by process; with `each`, by document where names may be shown."""
    yield from parts_by_set(scored)
    yield from retellings(scored)
    by_set = groups(scored, lambda one: one.place)
    for place in [name for name in SETS if name in by_set]:
        some = by_set[place]
        yield ""
        yield from table(f"{place}: genre", groups(some, lambda one: one.genre), ("score", *SCORED))
        processes = groups(some, lambda one: one.process)
        large = {name: rows for name, rows in processes.items() if len(rows) >= FEWEST}
        if rest := [row for name, rows in processes.items() if name not in large for row in rows]:
            large["others"] = rest
        yield ""
        yield from table(f"{place}: process", large, ("score", *SCORED))
        if each and place not in UNSEEN:
            yield ""
            yield from table(f"{place}: document", {one.doc: [(one, counts)] for one, counts in some}, ("score", *SCORED))


def saved(scored: Sequence[Scored]) -> Saved:
    """The counts of a run, by set, and by document where names may be shown."""
    by_set = groups(scored, lambda one: one.place)
    return {
        "sets": {
            place: {"documents": len(some), "counts": total(some).counts, "figures": total(some).figures()}
            for place, some in by_set.items()
        },
        "documents": {one.doc: {"set": one.place, "counts": counts.counts} for one, counts in scored if one.place not in UNSEEN},
    }


def pairs_of_runs(now: Saved, before: Saved) -> Iterator[tuple[str, Counts, Counts]]:
    """Each set, over the documents of both runs, then each document: its name, its counts now and before."""
    common = [doc for doc in now["documents"] if doc in before["documents"]]
    for place, held in now["sets"].items():
        if place in UNSEEN:
            earlier = before["sets"].get(place)
            if earlier and earlier["documents"] == held["documents"]:
                yield place, Counts(held["counts"]), Counts(earlier["counts"])
            continue
        sums = Counts(), Counts()
        for doc in common:
            if now["documents"][doc]["set"] == place:
                for whole, run in zip(sums, (now, before), strict=True):
                    whole.merge(Counts(run["documents"][doc]["counts"]))
        yield place, *sums
    for doc in common:
        yield doc, Counts(now["documents"][doc]["counts"]), Counts(before["documents"][doc]["counts"])


def differences(now: Saved, before: Saved) -> Iterator[str]:
    """What changed since an earlier run: per part of each set and of each document whose name may be shown."""
    for name, after, earlier in pairs_of_runs(now, before):
        new, old = after.figures(), earlier.figures()
        changed = [
            f"{part} {shown(a)} -> {shown(b)}" if a is None or b is None else f"{part} {b - a:+.3f} ({shown(b)})"
            for part in ("score", *PARTS)
            if (a := old[part]) != (b := new[part]) and (a is None or b is None or abs(a - b) > SMALLEST)
        ]
        if changed:
            yield f"{name}: {'; '.join(changed)}"


KINDS = ("meetings", "participants", "acts", "ceasefire", "releases", "tallies", "not_happened")


def amounts(chosen: Sequence[Annotated], *, fewest: int = 1) -> Iterator[str]:
    """How many documents and annotated facts there are by set, genre and process, as a table for the manual.

    Processes with fewer documents than `fewest` stand together as `others`.
    """
    common = Counter(one.process for one in chosen)
    yield "| | documents | meetings | participants | acts | ceasefire events | releases | tallies | did not happen |"
    yield "|---|---|---|---|---|---|---|---|---|"

    def process(one: Annotated) -> str:
        return one.process if common[one.process] >= fewest else "others"

    for title, name in (("set", lambda one: one.place), ("genre", lambda one: one.genre), ("process", process)):
        for group, some in groups([(one, Counts()) for one in chosen], name).items():
            golds = [one.gold for one, _ in some]
            held = {kind: sum(len(gold.get(kind, [])) for gold in golds) for kind in KINDS}
            held["participants"] = sum(len(meeting["participants"]) for gold in golds for meeting in gold["meetings"])
            yield f"| {title}: {group} | {len(some)} | " + " | ".join(str(held[kind]) for kind in KINDS) + " |"


def parser() -> argparse.ArgumentParser:
    """The options."""
    plain = argparse.RawDescriptionHelpFormatter
    made = argparse.ArgumentParser(prog="python -m evaluation.score", description=__doc__, formatter_class=plain)
    made.add_argument("--set", dest="sets", action="append", choices=SETS, help="only this set (may be given several times; all but mixed)")
    made.add_argument("--genre", action="append", default=[], help="only this genre, such as 'agency report'")
    made.add_argument("--process", action="append", default=[], help="only this process, such as Sudan")
    made.add_argument("--doc", action="append", default=[], help="only this document")
    made.add_argument("--each", action="store_true", help="print a line for each document too, and with --amounts for each process")
    made.add_argument("--json", metavar="FILE", type=Path, help="write the counts of this run there, for --against")
    made.add_argument("--against", metavar="FILE", type=Path, help="print what changed since the run whose counts are there")
    made.add_argument("--amounts", action="store_true", help="print how many documents and annotated facts there are, and read nothing")
    made.add_argument("--workers", type=int, default=2, help="processes that read (2)")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 2 when an option names what is not there."""
    given = parser().parse_args(arguments)
    sets = given.sets or (SETS if given.amounts else MEASURED)
    chosen = Choice(tuple(sets), tuple(given.genre), tuple(given.process), tuple(given.doc)).documents()
    if given.amounts:
        print("\n".join(amounts(chosen, fewest=1 if given.each else FEWEST)))
        return 0
    before = json.loads(given.against.read_text(encoding="utf-8")) if given.against else None
    scored = score(chosen, workers=given.workers)
    print("\n".join(report(scored, each=given.each or bool(given.doc))))
    now = saved(scored)
    if given.json:
        given.json.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    if before is not None:
        print(f"\nchanged since {given.against}:")
        print("\n".join(differences(now, before)) or "nothing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
