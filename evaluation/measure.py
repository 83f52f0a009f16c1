"""Compare one reading with one annotation, part by part, as counts that can be added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from evaluation.agreement import Record, date_agrees, date_close, name_agrees, pair_up, place_agrees, same_actor, same_person, text_key
from evaluation.annotations import Span, either, locate

# The score is the mean of these.
SCORED = ("meetings", "core", "date", "place", "participants", "role", "people", "agenda", "acts")
# Parts measured as F1 (right, annotated, read); the others are shares (right, of).
BALANCED = frozenset({"meetings", "participants", "people", "agenda", "acts", "clauses", "ceasefires", "releases", "tracks"})
# Told beside the score: fields of meetings, acts as clauses, the other kinds of fact, and whether cited words overlap annotated ones.
FIELDS = ("kind", "track", "ordinal", "status")
OTHERS = ("clauses", "clause act", "clause holder", "ceasefires", "ceasefire start", "releases", "release count", "tracks", "not happened")
CITES = tuple(f"cite: {name}" for name in ("meeting", "participant", "person", "agenda", "act", "ceasefire", "release"))
PARTS = (*SCORED, *FIELDS, *OTHERS, *CITES, "citations")

Match = Callable[[Record, Record], bool]


class Counts:
    """Hits, misses and false alarms of each part."""

    def __init__(self, counts: dict[str, list[int]] | None = None) -> None:
        self.counts = {part: list(numbers) for part, numbers in (counts or {}).items()}

    def add(self, part: str, *numbers: int) -> None:
        """Right, annotated and read for a balanced part; right and of how many for a share."""
        held = self.counts.setdefault(part, [0] * len(numbers))
        self.counts[part] = [a + b for a, b in zip(held, numbers, strict=True)]

    def share(self, part: str, agrees: bool | None) -> None:
        """One more of a share, unless the annotation says nothing."""
        if agrees is not None:
            self.add(part, int(agrees), 1)

    def merge(self, other: Counts) -> None:
        """Add the counts of another document."""
        for part, numbers in other.counts.items():
            self.add(part, *numbers)

    def figures(self) -> dict[str, float | None]:
        """F1 or share of each part from 0 to 1, None where there was nothing to find; `score` first."""
        found = {part: self.figure(part) for part in PARTS}
        present = [value for part in SCORED if (value := found[part]) is not None]
        return {"score": sum(present) / len(present) if present else None, **found}

    def figure(self, part: str) -> float | None:
        """F1 or share of one part."""
        numbers = self.counts.get(part, [])
        if part in BALANCED:
            right, gold, read = numbers or (0, 0, 0)
            return 2 * right / (gold + read) if gold + read else None
        right, of = numbers or (0, 0)
        return right / of if of else None


def measure(gold: Record, reading: Record, text: str) -> Counts:
    """The counts of one document; `text` is the loaded text that the reading cites.

    What is annotated as optional counts neither way: found or not, it changes nothing.
    """
    counts = Counts()
    meetings, found = gold["meetings"], reading["meetings"]
    pairs = pair_up(meetings, found)
    required = [(one, other) for one, other in pairs if not one.get("optional")]
    count_meetings(counts, meetings, len(found) - (len(pairs) - len(required)), [id(one) for one, _ in required])
    for one, other in required:
        count_fields(counts, one, other)
        count_participants(counts, one, other, text)
        count_agenda(counts, one, other, text)
        overlaps(counts, "meeting", [cite for some in one.get("cites", {}).values() for cite in some], other["cites"], text)
    count_people(counts, meetings, found, text)
    count_acts(counts, gold["acts"], reading["acts"], text)
    count_clauses(counts, gold["acts"], reading["acts"], text)
    count_ceasefires(counts, gold["ceasefire"], reading["ceasefires"], text)
    count_releases(counts, gold["releases"], reading["releases"], text)
    named = matched(gold["tracks"], reading["tracks"], lambda g, f: name_agrees(g["name"], f["name"]))
    counts.add("tracks", len(named), len(gold["tracks"]), len(reading["tracks"]))
    count_not_happened(counts, gold.get("not_happened", []), reading, text)
    spans = list(cited(reading))
    counts.add("citations", sum(0 <= start < end <= len(text) for start, end in spans), len(spans))
    return counts


def matched(gold: list[Record], found: list[Record], same: Match) -> list[tuple[Record, Record]]:
    """Pairs of the two lists, one to one, in their order."""
    left = list(found)
    pairs = []
    for one in gold:
        mate = next((other for other in left if same(one, other)), None)
        if mate is not None:
            left.remove(mate)
            pairs.append((one, mate))
    return pairs


def count_meetings(counts: Counts, meetings: list[Record], read: int, hit: list[int]) -> None:
    """Meetings and main meetings found; of required ones that were missed, participants and agenda count as missed too."""
    required = [one for one in meetings if not one.get("optional")]
    counts.add("meetings", len(hit), len(required), read)
    for one in required:
        if one.get("core"):
            counts.share("core", id(one) in hit)
        if id(one) not in hit:
            counts.add("participants", 0, sum(not part.get("optional") for part in one["participants"]), 0)
            counts.add("agenda", 0, len(one["agenda"]), 0)


def count_fields(counts: Counts, gold: Record, found: Record) -> None:
    """The fields of a matched meeting, each only where the annotation gives it."""
    if any(either(gold.get("start"))):
        agrees = date_agrees(gold["start"], found.get("start"))
        counts.share("date", agrees and (not gold.get("end") or date_agrees(gold["end"], found.get("end"))))
    counts.share("place", place_agrees(gold, found))
    if any(either(gold.get("track"))):
        counts.share("track", name_agrees(gold["track"], found.get("track")))
    if gold.get("ordinal"):
        counts.share("ordinal", found.get("ordinal") == gold["ordinal"])
    for field in ("kind", "status"):
        if gold.get(field):
            counts.share(field, found.get(field) in either(gold[field]))


def count_participants(counts: Counts, gold: Record, found: Record, text: str) -> None:
    """Actors of a matched meeting, and the roles of those found."""
    pairs = matched(gold["participants"], found["participants"], lambda g, f: same_actor(g["actor"], f["actor"]))
    required = [(one, other) for one, other in pairs if not one.get("optional")]
    for one, other in required:
        counts.share("role", other["role"] in either(one["role"]))
        overlaps(counts, "participant", one.get("cites", []), other["cites"], text)
    gold_count = sum(not part.get("optional") for part in gold["participants"])
    counts.add("participants", len(required), gold_count, len(found["participants"]) - (len(pairs) - len(required)))


def count_agenda(counts: Counts, gold: Record, found: Record, text: str) -> None:
    """Issue codes of a matched meeting."""
    items = {item["issue"]: item for item in found["agenda"]}
    common = set(gold["agenda"]) & set(items)
    counts.add("agenda", len(common), len(gold["agenda"]), len(items))
    for issue in common:
        overlaps(counts, "agenda", gold.get("agenda_cites", {}).get(issue, []), [items[issue]["cite"]], text)


def count_people(counts: Counts, meetings: list[Record], found: list[Record], text: str) -> None:
    """Named officials, over all meetings of the document."""
    gold: dict[str, Record] = {}
    # Required last: who is at a required meeting is required, whatever other meetings say.
    for one in sorted(meetings, key=lambda meeting: not meeting.get("optional")):
        gold.update({text_key(either(person["name"])[0]): {**person, "optional": one.get("optional")} for person in one["people"]})
    read = list({text_key(person["name"]): person for one in found for person in one["people"]}.values())
    pairs = matched(list(gold.values()), read, lambda g, f: same_person(g["name"], f["name"]))
    required = [(one, other) for one, other in pairs if not one["optional"]]
    counts.add("people", len(required), sum(not one["optional"] for one in gold.values()), len(read) - (len(pairs) - len(required)))
    for one, other in required:
        overlaps(counts, "person", one.get("cites", []), other["cites"], text)


def act_pairs(acts: Iterable[Record]) -> Counter[tuple[str, str]]:
    """Acts as pairs of kind and issue, `other` where no issue is given."""
    return Counter((act["act"], issue) for act in acts for issue in (act["issues"] or ["other"]))


def count_acts(counts: Counts, gold: list[Record], found: list[Record], text: str) -> None:
    """Pairs of act and issue over the whole document, and whether some act read with a pair cites where one annotated stands."""
    required = act_pairs(act for act in gold if not act.get("optional"))
    optional = act_pairs(act for act in gold if act.get("optional"))
    read = act_pairs(found)
    hit = required & read
    spared = (read - hit) & optional
    counts.add("acts", hit.total(), required.total(), read.total() - spared.total())
    for act, issue in hit:
        cites = [cite for one in gold if one["act"] == act and issue in (one["issues"] or ["other"]) for cite in one.get("cites", [])]
        spans = [one["cite"] for one in found if one["act"] == act and issue in (one["issues"] or ["other"])]
        overlaps(counts, "act", cites, spans, text)


def count_clauses(counts: Counts, gold: list[Record], found: list[Record], text: str) -> None:
    """Acts as clauses: found where the cited clauses overlap by half of the shorter; then whether act and holders agree.

    Only for annotations that cite.
    """
    if not any(act.get("cites") for act in gold) and gold:
        return
    places = [(act, spans_of(act["cites"], text)) for act in gold]
    pairs: list[tuple[Record, Record]] = []
    taken: set[int] = set()
    for act, spans in places:
        left = [number for number in range(len(found)) if number not in taken]
        ranked = [(covered(spans, found[n]["cite"]), act["act"] == found[n]["act"], -n) for n in left]
        share, _, number = max(ranked, default=(0.0, False, 0))
        if share >= 0.5:
            taken.add(-number)
            pairs.append((act, found[-number]))
    required = [(one, other) for one, other in pairs if not one.get("optional")]
    counts.add("clauses", len(required), sum(not act.get("optional") for act in gold), len(found) - (len(pairs) - len(required)))
    for one, other in required:
        counts.share("clause act", one["act"] == other["act"])
        if one["actors"]:
            counts.share("clause holder", any(same_actor(name, actor) for name in one["actors"] for actor in other["actors"]))


def covered(spans: list[Span], span: Span) -> float:
    """The greatest share of the shorter of two spans that both have."""
    start, end = span
    return max(((min(end, b) - max(start, a)) / max(1, min(end - start, b - a)) for a, b in spans), default=0.0)


def count_ceasefires(counts: Counts, gold: list[Record], found: list[Record], text: str) -> None:
    """Ceasefire events by kind, those with the same start first; then whether the start agrees."""

    def same(one: Record, other: Record) -> bool:
        return bool(one["event"] == other["event"])

    dated = matched(gold, found, lambda g, f: same(g, f) and date_close(g["start"], f["start"]))
    rest = matched(without(gold, [g for g, _ in dated]), without(found, [f for _, f in dated]), same)
    counts.add("ceasefires", len(dated) + len(rest), len(gold), len(found))
    for one, other in dated + rest:
        if one["start"]:
            counts.share("ceasefire start", date_agrees(one["start"], other["start"]))
        overlaps(counts, "ceasefire", one.get("cites", []), [other["cite"]], text)


def count_releases(counts: Counts, gold: list[Record], found: list[Record], text: str) -> None:
    """Releases by kind, those with the same number first; then whether the number agrees."""

    def same(one: Record, other: Record) -> bool:
        return other["what"] in either(one["what"])

    numbered = matched(gold, found, lambda g, f: same(g, f) and g["count"] is not None and f["count"] in either(g["count"]))
    rest = matched(without(gold, [g for g, _ in numbered]), without(found, [f for _, f in numbered]), same)
    counts.add("releases", len(numbered) + len(rest), len(gold), len(found))
    for one, other in numbered + rest:
        if one["count"] is not None:
            counts.share("release count", other["count"] in either(one["count"]))
        overlaps(counts, "release", one.get("cites", []), [other["cite"]], text)


def without(items: list[Record], some: list[Record]) -> list[Record]:
    """The items that are not among `some`, as objects."""
    gone = {id(one) for one in some}
    return [one for one in items if id(one) not in gone]


def count_not_happened(counts: Counts, gold: list[Record], reading: Record, text: str) -> None:
    """What did not happen: right when no fact of its kind that is recorded as having happened rests on the same words.

    A meeting that is read as planned or cancelled is no such fact.
    """
    recorded: dict[str, list[Span]] = {
        "meeting": [cite for one in reading["meetings"] if one["status"] in ("held", "ongoing") for cite in one["cites"]],
        "ceasefire": [one["cite"] for one in reading["ceasefires"] if one["event"] in ("declared", "extended")],
        "release": [one["cite"] for one in reading["releases"]],
        "agreement": [one["cite"] for one in reading["acts"] if one["act"] == "agree" and one.get("standing", "stated") == "stated"],
    }
    for one in gold:
        spans = spans_of(one["cites"], text)
        if spans:
            counts.share("not happened", not any(meet(spans, span) for span in recorded[one["what"]]))


def spans_of(cites: Iterable[str], text: str) -> list[Span]:
    """Where cites stand in the text; those that the loaded text has lost are left out."""
    return [span for cite in cites if (span := locate(text, cite)) is not None]


def meet(spans: list[Span], span: Span) -> bool:
    """Whether a span has a character in common with one of `spans`."""
    return any(span[0] < end and start < span[1] for start, end in spans)


def overlaps(counts: Counts, kind: str, cites: Iterable[str], found: Iterable[Span], text: str) -> None:
    """Whether what a reading cites overlaps what is annotated; nothing where the annotation cites nothing."""
    spans = spans_of(cites, text)
    if spans:
        counts.share(f"cite: {kind}", any(meet(spans, span) for span in found))


def cited(node: Any) -> Iterator[Span]:
    """Every span of a reading."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "cites":
                yield from (tuple(span) for span in value)
            elif key == "cite" and value:
                yield tuple(value)
            else:
                yield from cited(value)
    elif isinstance(node, list):
        for value in node:
            yield from cited(value)
