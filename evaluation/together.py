"""How right the built-in reader, a language model and both together are: python -m evaluation.together [--set development] [--write]

The model's replies were recorded (`evaluation/replies`), so that nothing is sent. `--write` counts on the documents of `development`
how often what both state, what one states alone, and what each states where they differ is right, and writes these counts to
src/sulh/data/second_reader/precision.csv, by which two readings are joined. Blind documents are never counted for that.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.agreement import Record, date_agrees, name_agrees, pair_up, place_agrees, same_actor, same_person
from evaluation.annotations import Annotated, either
from evaluation.measure import PARTS, Counts, act_pairs, covered, measure, spans_of
from evaluation.replies import SIZES, digest, recorded
from evaluation.replies import asked as documents_asked
from evaluation.score import EMPTY, shown

from sulh.model import ModelError, Reading
from sulh.model.kinds import Kind, Property, kind_named
from sulh.model.two_readings import Readers, TwoReadings
from sulh.record.precision import Shares
from sulh.record.second_reader.agreement import Agreement, agreement, identity
from sulh.record.second_reader.joining import joined, measured
from sulh.record.second_reader.reader import ask_about
from sulh.record.second_reader.rule import Share

TARGET = Path(__file__).resolve().parents[1] / "src/sulh/data/second_reader/precision.csv"
COLUMNS = ("built-in", "model", "together")

Key = tuple[str, str, Readers]


@dataclass(frozen=True)
class Read:
    """One document with the readings of both; `two` is None where the reply could not be used."""

    document: Annotated
    first: Reading
    two: TwoReadings | None
    model: str


def read(place: str) -> Iterator[Read]:
    """The documents of a set that there is a reply for. Raises ValueError for a reply to another text than the document has now."""
    from sulh.documents import load
    from sulh.reading import read_document

    replies = recorded(place)
    for one in documents_asked():
        if one.place != place or one.doc not in replies:
            continue
        kept, loaded = replies[one.doc], load(one.path)
        if kept.text != digest(loaded.text):
            raise ValueError(f"{place}: the reply is about another text than a document has now")
        first = read_document(loaded)
        try:
            two = ask_about(first, lambda *question, reply=kept.reply: reply, f"model {kept.model}", longest=len(loaded.text) + 1)
        except ModelError:
            two = None
        yield Read(one, first, two, kept.model)


def again(one: Read, share: Share) -> TwoReadings | None:
    """The same two readings, joined by other counts."""
    if one.two is None or one.two.second is None:
        return None
    return joined(one.first, one.two.second, one.two.method, share=share)


def columns(some: Sequence[Read], share: Share = measured) -> dict[str, Counts]:
    """The counts of the built-in reader, the model and both together over some documents."""
    found = {name: Counts() for name in COLUMNS}
    for one in some:
        two = again(one, share)
        second: dict[str, Any] = EMPTY if two is None or two.second is None else two.second.to_dict()
        together = (one.first if two is None else two).to_dict()
        for name, reading in zip(COLUMNS, (one.first.to_dict(), second, together), strict=True):
            found[name].merge(measure(one.document.gold, json.loads(json.dumps(reading)), one.first.document.text))
    return found


# --- how often each is right -----------------------------------------------------------------------------------------------------------


class Precision:
    """Right and stated by (kind, property, readers)."""

    def __init__(self) -> None:
        self.counts: dict[Key, list[int]] = {}

    def add(self, subject: str, name: str, readers: Readers, is_right: bool | None, code: str = "") -> None:
        """One more, of a code too where it is given, unless the annotation does not say."""
        if is_right is not None:
            for narrower in (name, f"{name}={code}") if code else (name,):
                held = self.counts.setdefault((subject, narrower, readers), [0, 0])
                held[0] += is_right
                held[1] += 1

    def shares(self) -> Shares:
        """The shares by which two readings are joined."""
        return Shares({(subject, name, str(readers)): (right, stated) for (subject, name, readers), (right, stated) in self.counts.items()})

    def lines(self) -> Iterator[str]:
        """The table of the package."""
        yield "subject,property,readers,right,claims"
        for (subject, name, readers), (right, stated) in sorted(self.counts.items()):
            yield f"{subject},{name},{readers},{right},{stated}"


def precision(some: Sequence[Read]) -> Precision:
    """How often what readers of these documents state is right."""
    found = Precision()
    for one in some:
        if one.two is not None and one.two.second is not None and one.two.pairs is not None:
            _count(found, one.document.gold, one.first, one.two.second, one.two.pairs, one.first.document.text)
    return found


def _count(found: Precision, gold: Record, first: Reading, second: Reading, pairs: Mapping[str, Any], text: str) -> None:
    left, right = first.to_dict(), second.to_dict()
    golds = [{id(got): want for want, got in pair_up(gold["meetings"], side["meetings"])} for side in (left, right)]
    for i, j in pairs["meetings"]:
        sides = [
            (None, None) if at is None else (side["meetings"][at], obj.meetings[at])
            for at, side, obj in ((i, left, first), (j, right, second))
        ]
        want = next((own for (got, _), mine in zip(sides[::-1], golds[::-1], strict=True) if got and (own := mine.get(id(got)))), None)
        if want is not None and want.get("optional"):
            continue
        # What the second reader has elsewhere already, the first does not add.
        is_new = want is not None and (j is not None or all(want is not own for own in golds[1].values()))
        found.add("meeting", "meeting", _readers(i, j), is_new, str((sides[1][0] or sides[0][0] or {})["kind"]))
        if want is not None:
            _fields(found, want, *sides)
            _parts(found, want, *sides)
    _acts(found, gold, left, right, pairs["acts"], text)
    for kind, gold_list, is_one in (
        ("ceasefire", gold["ceasefire"], lambda g, f: g["event"] == f["event"]),
        ("release", gold["releases"], lambda g, f: f["what"] in either(g["what"])),
        ("track", gold["tracks"], lambda g, f: name_agrees(g["name"], f["name"])),
    ):
        plural = kind_named(kind).plural
        open_golds = list(gold_list)
        # Those that both have and those of the second reader come first, since only what they leave can be added.
        for i, j in sorted(pairs[plural], key=lambda pair: pair[1] is None):
            got = left[plural][i] if j is None else right[plural][j]
            mate = next((want for want in open_golds if is_one(want, got)), None)
            if mate is not None:
                open_golds = [want for want in open_golds if want is not mate]
            found.add(kind, kind, _readers(i, j), mate is not None, str(got.get("event") or got.get("what") or ""))


def _readers(i: object, j: object) -> Readers:
    return Readers.SECOND if i is None else Readers.FIRST if j is None else Readers.BOTH


Side = tuple[Record | None, Any]


def _compare(found: Precision, kind: Kind, prop: Property, subject: str, name: str, one: Side, other: Side, right: Any) -> None:
    """Count one property; `right` says of a plain fact whether its value is right, None where the annotation is silent."""
    has = [side is not None and side[prop.name] not in (None, False, []) for side, _ in (one, other)]
    if not any(has):
        return
    if not all(has):
        found.add(subject, name, Readers.FIRST if has[0] else Readers.SECOND, right((one if has[0] else other)[0]))
        return
    if agreement(prop, getattr(one[1], prop.name), getattr(other[1], prop.name)) is Agreement.DIFFER:
        found.add(subject, name, Readers.FIRST_DIFFERS, right(one[0]))
        found.add(subject, name, Readers.SECOND_DIFFERS, right(other[0]))
    else:
        rights = [right(side[0]) for side in (one, other)]
        found.add(subject, name, Readers.BOTH, None if None in rights else any(rights))


def _fields(found: Precision, want: Record, one: Side, other: Side) -> None:
    kind = kind_named("meeting")

    def silent(name: str) -> bool:
        return not any(either(want.get(name)))

    rules: dict[str, Any] = {
        "kind": lambda got: got["kind"] in either(want["kind"]),
        "status": lambda got: None if silent("status") else got["status"] in either(want["status"]),
        "track": lambda got: None if silent("track") else name_agrees(want["track"], got["track"]),
        "ordinal": lambda got: None if silent("ordinal") else got["ordinal"] == want["ordinal"],
        "start": lambda got: None if silent("start") else date_agrees(want["start"], got["start"]),
        "end": lambda got: None if silent("start") else date_agrees(want["end"], got["end"]),
        "city": lambda got: place_agrees(want, got) if not silent("city") else None,
        "country": lambda got: None if silent("country") else got["country"] in either(want["country"]),
        "core": lambda got: bool(want.get("core")),
    }
    for name, right in rules.items():
        _compare(found, kind, kind.by_name[name], "meeting", name, one, other, right)


def _parts(found: Precision, want: Record, one: Side, other: Side) -> None:
    kind = kind_named("meeting")
    for prop in kind.parts:
        part = prop.part
        assert part is not None
        sides = [
            {}
            if side is None
            else {identity(prop, obj): (item, obj) for item, obj in zip(side[prop.name], getattr(whole, prop.name), strict=True)}
            for side, whole in (one, other)
        ]
        for key in dict.fromkeys((*sides[0], *sides[1])):
            mine, theirs = sides[0].get(key), sides[1].get(key)
            annotated = _annotated(want, prop.name, ((theirs or mine) or ({}, None))[0])
            if annotated is None or not annotated.get("optional"):
                found.add("meeting", part.claim, _readers(mine, theirs), annotated is not None)
            if prop.name == "participants" and annotated is not None and mine and theirs and mine[0]["role"] != theirs[0]["role"]:
                for readers, (item, _) in ((Readers.FIRST_DIFFERS, mine), (Readers.SECOND_DIFFERS, theirs)):
                    is_right = item["role"] in either(annotated["role"])
                    found.add("participation", "role", readers, is_right)
                    found.add("meeting", "participant", readers, is_right)


def _annotated(want: Record, name: str, item: Record) -> Record | None:
    """The annotated participant, person or issue that an item of a meeting is; None where there is none."""
    if name == "agenda":
        return {} if item["issue"] in want["agenda"] else None
    field, same = ("actor", same_actor) if name == "participants" else ("name", same_person)
    return next((one for one in want[name] if same(one[field], item[field])), None)


def _acts(found: Precision, gold: Record, left: Record, right: Record, pairs: Any, text: str) -> None:
    wanted = act_pairs(gold["acts"])
    places = [(act, spans_of(act.get("cites", []), text)) for act in gold["acts"]]

    def at(act: Record) -> Record | None:
        """The annotated act whose clause the act's words are."""
        share, best = max(((covered(spans, act["cite"]), -number) for number, (_, spans) in enumerate(places)), default=(0.0, 0))
        return places[-best][0] if share >= 0.5 else None

    unread = wanted - act_pairs(right["acts"])
    for i, j in pairs:
        sides = [None if i is None else left["acts"][i], None if j is None else right["acts"][j]]
        there = [act for act in sides if act is not None]
        # What the second reader has elsewhere already, the first does not add.
        among = unread if j is None else wanted
        is_right = any((act["act"], issue) in among for act in there for issue in act["issues"] or ["other"])
        found.add("act", "act", _readers(i, j), is_right, there[-1]["act"])
        issues = [set(act["issues"]) if act else set() for act in sides]
        code = there[-1]["act"]
        for issue in issues[0] | issues[1]:
            found.add("act", "issues", _readers(issue in issues[0] or None, issue in issues[1] or None), (code, issue) in wanted)
        if len(there) == 2:
            want = at(there[1]) or at(there[0])
            if want is not None and there[0]["act"] != there[1]["act"]:
                for readers, act in zip((Readers.FIRST_DIFFERS, Readers.SECOND_DIFFERS), there, strict=True):
                    found.add("act", "act", readers, act["act"] == want["act"])
        for act, readers in zip(sides, (Readers.FIRST, Readers.SECOND), strict=True):
            want = at(act) if act else None
            for actor in act["actors"] if act and want and want["actors"] else []:
                found.add("act", "actors", readers, any(same_actor(name, actor) for name in want["actors"]) if want else None)


# --- what is printed -------------------------------------------------------------------------------------------------------------------


def report(some: Sequence[Read], share: Share = measured) -> Iterator[str]:
    """Every part with its three figures, then the score of each genre."""
    models = sorted({one.model for one in some})
    unusable = sum(one.two is None for one in some)
    lost = sum(count for one in some if one.two for _, count in one.two.dropped)
    yield f"{len(some)} documents; model: {', '.join(models)}; {unusable} replies not usable, {lost} values dropped"
    yield f"{'':18s}" + " ".join(f"{name:>10s}" for name in COLUMNS)
    figures = {name: counts.figures() for name, counts in columns(some, share).items()}
    for part in ("score", *PARTS):
        yield f"{part:18s}" + " ".join(f"{shown(figures[name][part]):>10s}" for name in COLUMNS)
    yield ""
    for genre in sorted({one.document.genre for one in some}):
        own = [one for one in some if one.document.genre == genre]
        scores = [counts.figures()["score"] for counts in columns(own, share).values()]
        yield f"{genre:18s}" + " ".join(f"{shown(score):>10s}" for score in scores) + f"  ({len(own)})"


def without_own_hand(some: Sequence[Read]) -> Iterator[tuple[list[Read], Share]]:
    """The documents of each hand with the counts of all other hands, so that no document is joined by what was counted on it."""
    for hand in sorted({one.document.gold["hand"] for one in some}):
        others = precision([one for one in some if one.document.gold["hand"] != hand])
        yield [one for one in some if one.document.gold["hand"] == hand], others.shares()


def crossed(some: Sequence[Read]) -> Iterator[str]:
    """The three scores of documents that the joining was counted on, each hand joined by the counts of the others."""
    sums = {name: Counts() for name in COLUMNS}
    for own, share in without_own_hand(some):
        for name, counts in columns(own, share).items():
            sums[name].merge(counts)
    figures = {name: counts.figures() for name, counts in sums.items()}
    yield f"{'':18s}" + " ".join(f"{name:>10s}" for name in COLUMNS)
    for part in ("score", *PARTS):
        yield f"{part:18s}" + " ".join(f"{shown(figures[name][part]):>10s}" for name in COLUMNS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the three figures of each part, or count and write what two readings are joined by."""
    plain = argparse.RawDescriptionHelpFormatter
    made = argparse.ArgumentParser(prog="python -m evaluation.together", description=__doc__, formatter_class=plain)
    made.add_argument("--set", dest="place", choices=tuple(SIZES), default="blind", help="which documents (blind)")
    made.add_argument("--crossed", action="store_true", help="join the documents of each hand by what was counted on the others")
    made.add_argument("--write", action="store_true", help="count on the documents of development, and write the table of the package")
    given = made.parse_args(arguments)
    some = list(read("development" if given.write else given.place))
    if not some:
        print(f"no replies are recorded for {given.place}")
        return 0
    if given.write:
        TARGET.write_text("\n".join(precision(some).lines()) + "\n", encoding="utf-8")
        print(TARGET.name, "written from", len(some), "documents")
        return 0
    print("\n".join(crossed(some) if given.crossed else report(some)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
