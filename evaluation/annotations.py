"""The annotated documents: which there are, what their annotations may hold, and where in a text their cites stand."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE / "documents"
SCHEMA = HERE.parent / "src/sulh/data/reading.schema.json"
SETS = ("development", "known", "blind", "retold", "fresh", "held", "mixed")
# Whoever writes rules reads no document of these, and nothing prints their names or words.
UNSEEN = frozenset({"blind", "retold", "fresh", "held", "mixed"})

GENRES = frozenset(
    {"agency report", "press statement", "communique", "joint_statement", "agreement", "minutes", "readout", "interview"}
    | {"commentary", "e-mail", "monitoring report", "programme", "signatories", "other"}
)
NOT_HAPPENED = frozenset({"meeting", "ceasefire", "release", "agreement"})

Span = tuple[int, int]


@dataclass(frozen=True)
class Annotated:
    """One document with its annotation; `process` is the short name by which documents on the same talks are put together.

    Its `repr` holds no more than the set, since a failing test prints it.
    """

    place: str
    doc: str = field(repr=False)
    path: Path = field(repr=False)
    gold: dict[str, Any] = field(repr=False)
    process: str = field(repr=False)

    @property
    def genre(self) -> str:
        """Agency report, minutes, and so on."""
        return str(self.gold["genre"])


@cache
def process_names() -> dict[str, str]:
    """Short names of processes by what stands before the colon in an annotation; `none` is no process."""
    with (HERE / "processes.csv").open(encoding="utf-8", newline="") as file:
        return {row["written"]: row["process"] for row in csv.DictReader(file)}


def process_of(written: str) -> str:
    """The short name of a process: `Eastern DRC: Luanda process` is `DRC`, `none (negative)` is `none`."""
    before = re.split(r"[:;]", written)[0].strip()
    if before.startswith("none"):
        return "none"
    return process_names().get(before, before)


def documents(sets: Iterable[str] = SETS) -> list[Annotated]:
    """The annotated documents of some sets, in the order of the sets and of their names."""
    found = []
    for place in sets:
        for path in sorted((DOCUMENTS / place).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            found.append(Annotated(place, path.stem, path.with_suffix(".txt"), gold, process_of(gold["process"])))
    return found


def texts(sets: Iterable[str]) -> list[Path]:
    """The texts of some sets, sorted by name."""
    return sorted((path for place in sets for path in (DOCUMENTS / place).glob("*.txt")), key=lambda path: path.name)


def locate(text: str, cite: str) -> Span | None:
    """Where a cite stands, counted in characters; `#2` behind it means the second time. None when it is not there.

    Spaces match any run of white space, since a loaded text joins lines that the file breaks.
    """
    match = re.fullmatch(r"(.*?)(?:#(\d+))?", cite, re.DOTALL)
    assert match is not None
    words = match[1].split()
    if not words:
        return None
    pattern = r"\s+".join(map(re.escape, words))
    # As far as the next start, so that an overlapping repetition counts as one of its own.
    for number, one in enumerate(re.finditer(f"(?=({pattern}))", text), 1):
        if number == int(match[2] or 1):
            return one.span(1)
    return None


def cites_in(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every cite of an annotation with the path of its field."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from cites_in(item, f"{path}{number}.")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "predicate":
                yield from ((path + key, one) for one in [item] if one)
            elif key.endswith("cites"):
                yield from group_cites(item, path + key)
            else:
                yield from cites_in(item, f"{path}{key}.")


def group_cites(item: Any, path: str) -> Iterator[tuple[str, str]]:
    """The cites of one field: a list, or lists by name."""
    for name, some in item.items() if isinstance(item, dict) else [("", item)]:
        for cite in some if isinstance(some, list) else [some]:
            yield f"{path}.{name}".rstrip("."), cite


@cache
def codes() -> dict[str, frozenset[str]]:
    """The codes that fields may hold: those of the reading's schema, and those that only annotations have."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    parts = schema["$defs"]

    def of(part: str, name: str) -> frozenset[str]:
        return frozenset(parts[part]["properties"][name]["enum"])

    return {
        "kind of document": frozenset(schema["properties"]["document"]["properties"]["kind"]["enum"]),
        "kind": of("meeting", "kind"),
        "status": of("meeting", "status"),
        "role": of("participation", "role"),
        "issue": of("agenda_item", "issue"),
        "act": of("act", "act"),
        "event": of("ceasefire", "event"),
        "release": of("release", "what"),
        "standing": frozenset({"stated", "reported", "denied", "proposed", "conditional", "demanded"}),
        "standing of what did not happen": frozenset({"denied", "proposed", "conditional", "demanded", "hearsay", "cancelled"}),
        "not happened": NOT_HAPPENED,
        "genre": GENRES,
        "source": frozenset({"corpus", "retold", "invented"}),
    }


def either(value: Any) -> list[Any]:
    """The answers that the annotation lets pass."""
    return value if isinstance(value, list) else [value]


def code_faults(gold: dict[str, Any]) -> Iterator[str]:
    """Values that are no code of their field."""
    held = [("genre", gold["genre"]), ("source", gold["source"]), ("kind of document", gold["doc_kind"])]
    for meeting in gold["meetings"]:
        held += [(name, one) for name in ("kind", "status") for one in either(meeting.get(name))]
        held += [("role", one) for part in meeting["participants"] for one in either(part["role"])]
        held += [("issue", one) for one in meeting["agenda"]]
    for act in gold["acts"]:
        held += [("act", act["act"]), ("standing", act.get("standing")), *(("issue", one) for one in act["issues"])]
    held += [("event", one["event"]) for one in gold["ceasefire"]]
    held += [("release", one) for release in gold["releases"] for one in either(release["what"])]
    for one in gold["not_happened"]:
        held += [("not happened", one["what"]), ("standing of what did not happen", one["standing"])]
    yield from (f"{name} {value!r} is no code" for name, value in held if value not in codes()[name])


def uncited(gold: dict[str, Any]) -> Iterator[str]:
    """Meetings, participants and acts that rest on no words."""
    for number, meeting in enumerate(gold["meetings"]):
        if not meeting["cites"].get("mention"):
            yield f"meetings.{number}: no mention is cited"
        yield from (f"meetings.{number}: {part['actor']} is not cited" for part in meeting["participants"] if not part["cites"])
    yield from (f"acts.{number}: not cited" for number, act in enumerate(gold["acts"]) if not act["cites"])


def faults(gold: dict[str, Any], text: str) -> list[str]:
    """Unknown codes, cites that are not in the text and, where an annotation has cites at all, values without one."""
    found = [*code_faults(gold)]
    found += [f"{path}: not in the text: {cite!r}" for path, cite in cites_in(gold) if locate(text, cite) is None]
    if any(True for part in ("meetings", "acts") for _ in cites_in(gold[part])):
        found += uncited(gold)
    return found
