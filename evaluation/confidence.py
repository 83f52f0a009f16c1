"""How often claims of the built-in reader are right, by what they state: python -m evaluation.confidence [--write]

A claim is right when the annotation has it: a field of a meeting when the meeting is annotated and one of its answers fits, an act when a
clause there has its code. What is annotated as optional, and what the annotation does not say, is not counted. Where it tells apart, a
property is counted by its evidence too: acts, releases and ceasefires by their code. `--write` counts the blind documents and writes the
counts, and nothing else of them, to src/sulh/data/claim_precision.csv, by which claims are given their confidence. Without it
`development` is read, and how often its claims are right is set beside the confidence that they are given, by tenths.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from evaluation.agreement import Record, date_agrees, name_agrees, pair_up, place_agrees, same_actor, same_person
from evaluation.annotations import Annotated, documents, either
from evaluation.measure import covered, spans_of

from sulh.record.precision import confidence_of, evidence_of

TARGET = Path(__file__).resolve().parents[1] / "src/sulh/data/claim_precision.csv"
HALF = 0.5

# Kind, property, evidence, and whether the claim is right.
Judged = tuple[str, str, str, bool]


def judged(gold: Record, reading: Record, text: str) -> Iterator[Judged]:
    """Every claim of a reading that the annotation says something about."""
    mates = {id(got): want for want, got in pair_up(gold["meetings"], reading["meetings"])}
    for got in reading["meetings"]:
        want = mates.get(id(got))
        if want is None or not want.get("optional"):
            evidence = evidence_of("meeting", SimpleNamespace(**got))
            yield from (("meeting", name, evidence, right) for name, right in _meeting(want, got))
    yield from _acts(gold["acts"], reading["acts"], text)
    for kind, wanted, found, fits in (
        ("ceasefire", gold["ceasefire"], reading["ceasefires"], lambda g, f: g["event"] == f["event"]),
        ("release", gold["releases"], reading["releases"], lambda g, f: f["what"] in either(g["what"])),
        ("track", gold["tracks"], reading["tracks"], lambda g, f: name_agrees(g["name"], f["name"])),
    ):
        left = list(wanted)
        for got in found:
            want = next((one for one in left if fits(one, got)), None)
            left = [one for one in left if one is not want]
            yield kind, kind, evidence_of(kind, SimpleNamespace(**got)), want is not None


def _meeting(want: Record | None, got: Record) -> Iterator[tuple[str, bool]]:
    """Fields and parts of a meeting; without an annotated one all are wrong."""
    for name in ("kind", "status", "ordinal", "track", "start", "end", "city", "country", "core"):
        if got.get(name) in (None, False):
            continue
        if want is None:
            yield name, False
        elif (right := _field(name, want, got)) is not None:
            yield name, right
    wanted = want or {"participants": [], "people": [], "agenda": []}
    for part in got["participants"]:
        yield (
            "participant",
            any(same_actor(one["actor"], part["actor"]) and part["role"] in either(one["role"]) for one in wanted["participants"]),
        )
    yield from (("person", any(same_person(one["name"], got_one["name"]) for one in wanted["people"])) for got_one in got["people"])
    yield from (("agenda", item["issue"] in wanted["agenda"]) for item in got["agenda"])


def _field(name: str, want: Record, got: Record) -> bool | None:
    if name in ("start", "end"):
        return date_agrees(want[name], got[name]) if any(either(want.get(name))) else False
    if name == "track":
        return name_agrees(want["track"], got["track"]) if any(either(want.get("track"))) else False
    if name == "city":
        return place_agrees(want, got) if any(either(want.get("city"))) else False
    return got[name] in either(want.get(name))


def _acts(wanted: Sequence[Record], found: Sequence[Record], text: str) -> Iterator[Judged]:
    if wanted and not any(act.get("cites") for act in wanted):
        return
    places = [(act, spans_of(act["cites"], text)) for act in wanted]
    for got in found:
        there = [act for act, spans in places if covered(spans, got["cite"]) >= HALF]
        if not any(act.get("optional") for act in there):
            yield "act", "act", evidence_of("act", SimpleNamespace(**got)), any(act["act"] == got["act"] for act in there)


def read(some: Iterable[Annotated]) -> Iterator[Judged]:
    """The claims of all documents; one that cannot be read claims nothing."""
    from sulh.documents import load
    from sulh.model import SulhError
    from sulh.reading import read_document

    for one in some:
        loaded = load(one.path)
        try:
            reading: dict[str, Any] = json.loads(read_document(loaded).to_json())
        except SulhError:
            continue
        yield from judged(one.gold, reading, loaded.text)


def counted(claims: Iterable[Judged]) -> Iterator[str]:
    """The lines of the table: each property with all its evidence, then by each."""
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for kind, name, evidence, is_right in claims:
        for key in {(kind, name, ""), (kind, name, evidence)}:
            counts[key][0] += is_right
            counts[key][1] += 1
    yield "subject,property,evidence,right,claims,counted_on"
    for (kind, name, evidence), (right, stated) in sorted(counts.items()):
        yield f"{kind},{name},{evidence},{right},{stated},{dt.date.today().isoformat()}"


def reliability(claims: Iterable[Judged]) -> Iterator[str]:
    """By tenths of the confidence given: how many claims, the mean of it, and the share that is right."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for kind, name, evidence, is_right in claims:
        if (sure := confidence_of(kind, name, evidence)) is not None:
            tenths[min(int(sure * 10), 9)].append((sure, is_right))
    off = total = 0.0
    yield "confidence  claims  given  right"
    for tenth, some in sorted(tenths.items()):
        given, right = sum(sure for sure, _ in some) / len(some), sum(right for _, right in some) / len(some)
        off, total = off + abs(given - right) * len(some), total + len(some)
        yield f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}    {len(some):6d}   {given:.2f}   {right:.2f}"
    yield f"mean difference {off / max(total, 1):.3f} over {int(total)} claims"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the counts of blind documents, or print how the confidence fares on `development`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="count blind documents and write the table")
    if parser.parse_args(arguments).write:
        TARGET.write_text("\n".join(counted(read(documents(("blind",))))) + "\n", encoding="utf-8")
    print(*reliability(read(documents(("development",)))), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
