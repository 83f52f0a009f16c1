"""How well mentions of one meeting are found across documents: pairwise precision and recall against truth files, beside two baselines.

The truth was made by reading: each row of `tests/record/merging_truth_demo.csv` names words of a demonstration document and the
meeting they are about; each row of `merging_truth_gold.csv` names a meeting of an annotated document. A gold meeting without a row is
told of once.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report import line  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from sulh.model import Meeting, Reading
    from sulh.record.merging import Compared

ROOT = Path(__file__).resolve().parent.parent
# Of the pairs that are merged, and of the pairs that the better of two plain rules finds, on all documents together.
WANTED_PRECISION, WANTED_RECALL = 0.9, 1.5
GOLD = (ROOT / "evaluation/documents/known", ROOT / "evaluation/documents/held")

Pair = tuple[str, str]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a truth file."""
    with (ROOT / "tests" / "record" / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def demonstration() -> Iterator[tuple[Compared, str | None]]:
    """Mentions that the reader finds in the demonstration documents, each with its meeting; None where the truth has none for it."""
    from sulh import read

    truth: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("merging_truth_demo.csv"):
        truth[row["document"]].append(row)
    for path in sorted((ROOT / "src" / "sulh" / "data" / "demonstration").glob("*.md")):
        reading = read(path)
        for number, meeting in enumerate(reading.meetings, 1):
            yield mention(path.stem, number, meeting, reading.document.published), meeting_of(reading, meeting, truth[path.stem])


def mention(document: str, number: int, meeting: Meeting, published: str | None) -> Compared:
    """What merging sees of a meeting that was read."""
    from sulh.record.merging import compared

    values: list[tuple[str, Any]] = [
        (name, str(value) if name != "ordinal" else value)
        for name in ("kind", "status", "track", "ordinal", "start", "end", "city", "country")
        if (value := getattr(meeting, name)) is not None
    ]
    values += [("participant", {"actor": {"id": one.actor.id}, "role": one.role.value}) for one in meeting.participants]
    values += [("core", True)] if meeting.core else []
    return compared(f"{document}-meeting{number}", document, 0, values, published)


def meeting_of(reading: Reading, meeting: Meeting, truth: Sequence[Mapping[str, str]]) -> str | None:
    """The meeting of the row whose words overlap what the mention cites; of several the one with the same date, then place."""
    best: tuple[int, int, str] | None = None
    for row in truth:
        start = reading.document.text.find(row["words"])
        if start < 0:
            raise SystemExit(f"{row['document']}: the truth's words are not in the text: {row['words']!r}")
        end = start + len(row["words"])
        overlap = sum(max(0, min(end, cite.end) - max(start, cite.start)) for cite in meeting.cites)
        if overlap:
            agree = 2 * (row["date"] == (meeting.start or "")) + (row["city"] == (meeting.city or ""))
            best = max(best or (-1, 0, ""), (agree, overlap, row["meeting"]))
    return best[2] if best else None


def annotated(folder: Path) -> Iterator[tuple[Compared, str | None]]:
    """The gold meetings of annotated documents, each with its meeting."""
    from sulh.actors.table import slug
    from sulh.record.merging import compared

    truth = {(row["document"], int(row["number"])): row["meeting"] for row in rows("merging_truth_gold.csv")}
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for number, meeting in enumerate(gold["meetings"], 1):
            names = ("kind", "status", "track", "ordinal", "start", "end", "city", "country")
            values: list[tuple[str, Any]] = [(name, one) for name in names if (one := first(meeting.get(name))) is not None]
            for part in meeting["participants"]:
                who = str(first(part["actor"])).split("/")[0]
                values.append(("participant", {"actor": {"id": who if who.isupper() and len(who) == 3 else slug(who)}}))
            name = f"{path.stem}-meeting{number}"
            values += [("core", True)] if meeting.get("core") is True else []
            yield compared(name, path.stem, 0, values, first(gold.get("published"))), truth.get((path.stem, number), name)


def first(value: Any) -> Any:
    """The first of the answers that the annotation lets pass."""
    return value[0] if isinstance(value, list) else value


def merged(mentions: Iterable[Compared]) -> tuple[set[Pair], set[Pair]]:
    """Pairs that the machine makes one meeting, and pairs it proposes; documents in the order of their names' dates."""
    from sulh.record.matching import Neighbours
    from sulh.record.projection.components import replay

    by_document: dict[str, list[Compared]] = defaultdict(list)
    for number, one in enumerate(mentions):
        by_document[one.document].append(replace(one, seq=number))
    neighbours, proposed = Neighbours(), set()
    steps: list[tuple[int, str, str, str]] = []
    for told in by_document.values():
        merges, proposals = neighbours.place(told)
        steps += [(len(steps) + n, "merge", one.left, one.right) for n, one in enumerate(merges)]
        proposed |= {tuple(sorted((one.left, one.right))) for one in proposals}
    groups = replay([one.mention for told in by_document.values() for one in told], steps)
    return pairs(groups), {(a, b) for a, b in proposed}


def pairs(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """All pairs of members of one group."""
    return {(a, b) for group in groups for a, b in combinations(sorted(group), 2)}


def grouped(mentions: Iterable[Compared], key: Callable[[Compared], tuple[object, ...] | None]) -> set[Pair]:
    """What a plain rule would merge: mentions with the same key, of different documents."""
    groups: dict[object, list[Compared]] = defaultdict(list)
    for one in mentions:
        if (found := key(one)) is not None:
            groups[found].append(one)
    return {
        (a, b)
        for group in groups.values()
        for one, other in combinations(group, 2)
        if one.document != other.document
        for a, b in [sorted((one.mention, other.mention))]
    }


def report(title: str, found: Sequence[tuple[Compared, str | None]], show: bool) -> tuple[float, float]:
    """One table: the machine, and the plain rules "same day and city" and "same track and number".

    Gives the machine's precision, and its recall over that of either rule.
    """
    from sulh.record.authority import city_key

    known = {told.mention: meeting for told, meeting in found if meeting is not None}
    mentions = [told for told, _ in found if told.mention in known]
    meetings: dict[str, list[str]] = defaultdict(list)
    for name, meeting in known.items():
        meetings[meeting].append(name)
    document = {told.mention: told.document for told in mentions}
    truth = {pair for pair in pairs(meetings.values()) if document[pair[0]] != document[pair[1]]}
    machine, proposed = merged(mentions)
    print(f"{title}: {len(mentions)} mentions ({len(found) - len(mentions)} without truth left out), {len(truth)} pairs of one meeting")
    days = grouped(mentions, lambda one: (one.start, city_key(one.city)) if one.start and one.city else None)
    numbers = grouped(mentions, lambda one: (one.track, one.ordinal) if one.track and one.ordinal else None)
    for name, given in (("same day and city", days), ("same track and number", numbers), ("either", days | numbers), ("sulh", machine)):
        right = len(given & truth)
        precision, recall = right / (len(given) or 1), right / (len(truth) or 1)
        print(f"  {name:24s} precision {precision:5.2f} ({right}/{len(given)})  recall {recall:5.2f} ({right}/{len(truth)})")
    found_right, ruled_right = len(machine & truth), len((days | numbers) & truth)
    asked = proposed - machine
    known_or_asked = len((machine | asked) & truth) / (len(truth) or 1)
    print(f"  proposals to a person: {len(asked)}, right {len(asked & truth)}; with them recall {known_or_asked:.2f}")
    if show:
        told = {one.mention: one for one in mentions}
        for label, some in (("wrong", machine - truth), ("missed", truth - machine)):
            for a, b in sorted(some):
                print(f"    {label} {'(proposed) ' if (a, b) in proposed else ''}{brief(told[a])}  ~  {brief(told[b])}")
    return found_right / (len(machine) or 1), found_right / (ruled_right or 1)


def brief(one: Compared) -> str:
    """A mention in one line."""
    parts = (one.mention, one.kind, one.status, one.track, one.ordinal, one.start, one.end, one.city, "+".join(sorted(one.participants)))
    return " ".join(str(part) for part in parts if part is not None)


def main() -> int:
    """Print precision and recall on the demonstration documents, on the annotated documents, and on both together."""
    import os

    import django

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="also list the pairs that are wrong or missed")
    show = parser.parse_args().show
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.record.settings")
    django.setup()
    demo = list(demonstration())
    gold = [one for folder in GOLD for one in annotated(folder)]
    report("demonstration documents as read", demo, show)
    report("annotated documents, gold meetings", gold, show)
    precision, recall = report("both together", [*demo, *gold], show)
    print(f"meetings told of oftenest: {Counter(meeting for _, meeting in [*demo, *gold]).most_common(3)}")
    line("merged pairs that are right", 100 * precision, "%", f">= {100 * WANTED_PRECISION:.0f}", precision >= WANTED_PRECISION)
    line("recall of merging", recall, "x either rule", f">= {WANTED_RECALL}", recall >= WANTED_RECALL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
