"""How far two people agree who annotated one text, part by part: python -m evaluation.twice

The second annotations stand in `second/<set>/`, made from the text alone by somebody who did not see the first. The second is measured
against the first as a reading is, so the figures stand beside the reader's: no score can mean more than this agreement.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from evaluation.annotations import HERE, SETS, Annotated, documents, either
from evaluation.measure import PARTS, Counts, measure, spans_of
from evaluation.score import shown

SECOND = HERE / "second"

Record = dict[str, Any]


def as_reading(gold: Record, text: str) -> Record:
    """An annotation in the shape of a reading: of several answers the first, of cites the spans they have in the text."""
    return {
        "meetings": [_meeting(one, text) for one in gold["meetings"]],
        "acts": [_clause(one, text) for one in gold["acts"]],
        "ceasefires": [_clause(one, text) for one in gold["ceasefire"]],
        "releases": [_first(_clause(one, text)) for one in gold["releases"]],
        "tracks": [_first(one) | {"cites": spans_of(one.get("cites", []), text)} for one in gold["tracks"]],
    }


def _clause(one: Record, text: str) -> Record:
    return {name: value for name, value in one.items() if not name.endswith("cites")} | {"cite": _cite(one["cites"], text)}


def _first(one: Record) -> Record:
    return {name: either(value)[0] if name not in ("cites", "cite") and either(value) else value for name, value in one.items()}


def _cite(cites: Sequence[str], text: str) -> tuple[int, int]:
    return next(iter(spans_of(cites, text)), (0, 0))


def _meeting(one: Record, text: str) -> Record:
    lists = {"participants", "people", "agenda", "cites"}
    plain = _first({name: value for name, value in one.items() if name not in lists})
    cites = [span for some in one.get("cites", {}).values() for span in spans_of(some, text)]
    participants = [_first(part) | {"cites": spans_of(part.get("cites", []), text)} for part in one["participants"]]
    people = [_first(person) | {"cites": spans_of(person.get("cites", []), text)} for person in one["people"]]
    quoted = one.get("agenda_cites", {})
    agenda = [{"issue": issue, "cite": _cite(quoted.get(issue, []), text)} for issue in one["agenda"]]
    return plain | {"cites": cites, "participants": participants, "people": people, "agenda": agenda}


def pairs() -> Iterator[tuple[Annotated, Record, str]]:
    """The documents that were annotated twice, with the second annotation and the text."""
    known = {one.doc: one for one in documents()}
    for path in sorted(SECOND.glob("*/*.json")):
        one = known[path.stem]
        yield one, json.loads(path.read_text(encoding="utf-8")), one.path.read_text(encoding="utf-8")


def agreement() -> dict[str, tuple[int, Counts]]:
    """How many documents were annotated twice, and the second annotations measured against the first: `all`, then each set."""
    numbers: Counter[str] = Counter()
    counts: dict[str, Counts] = {}
    for one, second, text in pairs():
        measured = measure(one.gold, as_reading(second, text), text)
        for name in ("all", one.place):
            numbers[name] += 1
            counts.setdefault(name, Counts()).merge(measured)
    return {name: (numbers[name], counts[name]) for name in ("all", *SETS) if name in counts}


def main() -> int:
    """Print the agreement of each part, of all documents and by set."""
    found = agreement()
    figures = {name: counts.figures() for name, (_, counts) in found.items()}
    print(f"{'':18s}" + " ".join(f"{name:>12s}" for name in found))
    print(f"{'documents':18s}" + " ".join(f"{number:12d}" for number, _ in found.values()))
    for part in ("score", *PARTS):
        print(f"{part:18s}" + " ".join(f"{shown(figures[name][part]):>12s}" for name in found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
