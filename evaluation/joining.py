"""How well the record finds that documents tell of one meeting: python -m evaluation.joining [--blind] [--show]

Pairs of tellings of different documents are counted: joined and right of all joined, of all that are one meeting, and of these what was
joined or at least proposed to a person. The truth was made by reading: `demonstration/tellings.csv` says of the demonstration which
meeting each telling is, `same_meetings.csv` says it of annotated meetings (a name that ends with `?` leaves open whether it is the meeting
of that name); an annotated meeting without a row is told of once. `--blind` adds, as sums, blind documents beside those that tell them
again: there the meetings of the one are those of the other.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.agreement import pair_up
from evaluation.annotations import Annotated, documents, either

if TYPE_CHECKING:
    from sulh.model import Reading
    from sulh.record.merging import Compared

HERE = Path(__file__).resolve().parent
DEMONSTRATION = HERE.parent / "src/sulh/data/demonstration"
NOTHING, OPEN = "-", "?"
AS_READ = ", as read"
FIELDS = ("kind", "status", "track", "ordinal", "start", "end", "city", "country")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """A telling of a meeting with the name of its meeting, and what keeps names of one process apart from those of another."""

    telling: Compared
    meeting: str
    process: str


@dataclass
class Found:
    """Pairs of tellings: those that are one meeting, those that the record joins, and those it proposes."""

    right: set[Pair] = field(default_factory=set)
    open: set[Pair] = field(default_factory=set)
    joined: set[Pair] = field(default_factory=set)
    proposed: set[Pair] = field(default_factory=set)

    def line(self, name: str) -> str:
        """Precision, recall, and recall with proposals."""
        joined, asked = self.joined - self.open, self.proposed - self.open - self.joined
        hit, known = len(joined & self.right), len(self.right) or 1
        return (
            f"{name:34s} joined: P {hit / (len(joined) or 1):.3f} ({hit}/{len(joined)})  R {hit / known:.3f} ({hit}/{len(self.right)})   "
            f"with proposals: R {(hit + len(asked & self.right)) / known:.3f} ({len(asked)} proposed, {len(asked & self.right)} right)"
        )


def demonstration(readings: Mapping[str, Reading]) -> Iterator[Told]:
    """What was read in the demonstration's documents, as the review names it; what the review sets aside is nobody's meeting."""
    with (DEMONSTRATION / "tellings.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    told: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        told[row["file"]].append(row)
    for name, reading in readings.items():
        named = dict(_named(reading, told[name]))
        for telling in tellings(reading):
            meeting = named.get(telling.mention, NOTHING)
            yield Told(telling, telling.mention if meeting == NOTHING else meeting, "demonstration")


def _named(reading: Reading, rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Each telling that a row is about with the name of its meeting, found as the review finds it."""
    from sulh.record.claims import claims_of

    at: dict[str, dict[str, int]] = defaultdict(dict)
    claims = [one for one in claims_of(reading) if "-meeting" in one.subject]
    for claim in sorted(claims, key=lambda one: one.name != "kind"):
        for start, end in claim.spans[:1]:
            at[reading.document.text[start:end]].setdefault(claim.subject, start)
    before: Counter[str] = Counter()
    for row in rows:
        number = before[row["words"]]
        before[row["words"]] += 1
        if number < len(at[row["words"]]):
            yield list(at[row["words"]])[number], row["meeting"]


def tellings(reading: Reading) -> list[Compared]:
    """The meetings of a reading as the record compares them."""
    from sulh.record.adding import meetings_in
    from sulh.record.claims import claims_of

    return meetings_in(claims_of(reading), 0, reading.document.published)


def same_meetings() -> dict[tuple[str, int], str]:
    """The name of each annotated meeting that several documents tell of."""
    with (HERE / "same_meetings.csv").open(encoding="utf-8", newline="") as table:
        return {(row["document"], int(row["number"])): row["meeting"] for row in csv.DictReader(table)}


def annotated(some: Iterable[Annotated]) -> Iterator[Told]:
    """Annotated meetings, as they would be compared if they had been read so."""
    from sulh.actors.table import slug
    from sulh.record.merging import compared

    names = same_meetings()
    for one in some:
        for number, meeting in enumerate(one.gold["meetings"], 1):
            values: list[tuple[str, Any]] = [(name, value) for name in FIELDS if (value := either(meeting.get(name))[0]) is not None]
            for part in meeting["participants"]:
                who = str(either(part["actor"])[0]).split("/")[0]
                values.append(("participant", {"actor": {"id": who if who.isupper() and len(who) == 3 else slug(who)}}))
            values += [("core", True)] if meeting.get("core") is True else []
            mention = f"{one.doc}-meeting{number}"
            telling = compared(mention, one.doc, 0, values, either(one.gold.get("published"))[0])
            yield Told(telling, names.get((one.doc, number), mention), one.process)


def read(some: Iterable[Annotated], reading_of: Callable[[Annotated], Reading], names: Callable[[str, int], str]) -> Iterator[Told]:
    """What was read in annotated documents; a meeting that is not annotated is nobody's."""
    for one in some:
        reading = reading_of(one)
        plain = json.loads(reading.to_json())["meetings"]
        which = {id(found): number for number, found in enumerate(plain)}
        gold = {id(meeting): number for number, meeting in enumerate(one.gold["meetings"], 1)}
        pairs = {which[id(found)]: gold[id(meeting)] for meeting, found in pair_up(one.gold["meetings"], plain)}
        for telling in tellings(reading):
            number = pairs.get(int(telling.mention.rpartition("meeting")[2]) - 1)
            yield Told(telling, telling.mention if number is None else names(one.doc, number), one.process + AS_READ)


def found(told: Sequence[Told]) -> Found:
    """What the record makes of tellings when their documents are added in this order; each process is a record of its own."""
    by_process: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_process[one.process].append(one)
    whole = Found()
    for some in by_process.values():
        _find([one.telling for one in some], whole)
        for a, b in combinations(some, 2):
            if a.telling.document != b.telling.document and a.meeting.rstrip(OPEN) == b.meeting.rstrip(OPEN):
                kind = whole.right if a.meeting == b.meeting and not a.meeting.endswith(OPEN) else whole.open
                kind.add(pair(a.telling.mention, b.telling.mention))
    return whole


def _find(some: Sequence[Compared], whole: Found) -> None:
    from sulh.record.matching import Neighbours
    from sulh.record.projection.components import replay

    document = {one.mention: one.document for one in some}
    by_document: dict[str, list[Compared]] = defaultdict(list)
    for number, one in enumerate(some):
        by_document[one.document].append(replace(one, seq=number))
    neighbours = Neighbours()
    steps: list[tuple[int, str, str, str]] = []
    asked: list[Pair] = []
    for own in by_document.values():
        merges, proposals = neighbours.place(own)
        steps += [(len(steps) + n, "merge", one.left, one.right) for n, one in enumerate(merges)]
        asked += [(one.left, one.right) for one in proposals]
    groups = [sorted(group) for group in replay(list(document), steps)]
    of = {name: group for group in groups for name in group}
    whole.joined |= {pair(a, b) for group in groups for a, b in combinations(group, 2) if document[a] != document[b]}
    # whoever accepts a proposal joins two meetings with all that is told of them
    whole.proposed |= {pair(a, b) for one, other in asked for a in of[one] for b in of[other] if a != b and document[a] != document[b]}


def pair(a: str, b: str) -> Pair:
    """Two tellings in one order."""
    return (a, b) if a < b else (b, a)


def _reading(one: Annotated) -> Reading:
    from sulh.documents import load
    from sulh.reading import read_document

    return read_document(load(one.path))


def retold() -> list[Told]:
    """Blind documents beside those that tell them again, each with its first telling a record of its own."""
    again = {one.doc: str(one.gold["retelling_of"]) for one in documents(("retold",))}
    some = [one for one in documents(("blind", "retold")) if one.doc in again or one.doc in again.values()]
    together = [replace(one, process=again.get(one.doc, one.doc)) for one in some]
    return list(read(together, _reading, lambda doc, number: f"{again.get(doc, doc)} {number}"))


def collected() -> dict[str, list[Told]]:
    """The tellings that everybody may read."""
    import sulh

    seen, names = documents(("development", "known")), same_meetings()
    return {
        "demonstration, as read": list(demonstration({path.name: sulh.read(path) for path in sorted(DEMONSTRATION.glob("*.md"))})),
        "development and known, annotated": list(annotated(seen)),
        "development and known, as read": list(read(seen, _reading, lambda doc, at: names.get((doc, at), f"{doc}-meeting{at}"))),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    import os

    import django

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blind", action="store_true", help="also blind documents beside their retellings")
    parser.add_argument("--show", action="store_true", help="list the pairs that are wrong or missed, of what everybody may read")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.record.settings")
    django.setup()
    for name, told in collected().items():
        print(found(told).line(name))
        if chosen.show:
            show(told)
    if chosen.blind:
        print(found(retold()).line("blind beside retold, as read"))
    return 0


def show(told: Sequence[Told]) -> None:
    """The pairs that are wrong or missed."""
    from sulh.record.merging import match

    by_name = {one.telling.mention: one for one in told}
    whole = found(told)
    for label, some in (("wrong", whole.joined - whole.right - whole.open), ("missed", whole.right - whole.joined)):
        for a, b in sorted(some):
            one, other = by_name[a], by_name[b]
            reason = match(one.telling, other.telling)
            weighed = " ".join(f"{name}={how['found']}" for name, how in reason.reason.items())
            print(f"  {label} {reason.score:.2f} {one.meeting} ~ {other.meeting}: {a} ~ {b} {weighed}")


if __name__ == "__main__":
    raise SystemExit(main())
