"""How fast the record adds and is read back, against a statement store of as many statements, and how adding grows.

    python bench/record.py [--readings N] [--against CHECKOUT]

The readings are made up: some 20 claims each, several documents to a meeting, some at odds. The peer is the SQL statement store of
nomenklatura on a new SQLite file: every claim becomes one of its statements, with the same subject, value and quoted words. It
hashes an identifier for each and keeps them by a unique key; the record also merges meetings, chains and hashes every entry, keeps
the text, and derives the tables that pages read, and all that is in the time of adding. Reading back means every claim with its
words, its label and its decision in pages of 5,000, against all entities of the store with their statements, in one go.

Every measurement runs in a process of its own with a new file. Rates are by the time of the process, the ratios by the clock stand
below. `--against` measures another checkout's package in the same run, with the script of this one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peers import ask, seconds  # type: ignore[import-not-found]
from report import line  # type: ignore[import-not-found]

from sulh.model import (
    Act,
    ActKind,
    Actor,
    ActorKind,
    AgendaItem,
    Attendance,
    CeasefireEvent,
    CeasefireKind,
    Citation,
    Document,
    DocumentKind,
    Issue,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Participation,
    Reading,
    Role,
)

if TYPE_CHECKING:
    from sulh.record.shapes import ClaimView

WARM = 50  # readings that are added before the clock runs
PAGE = 5000  # claims that are read back in one go
REBUILD, VERIFY, VERIFY_ALL = 0.75, 0.1, 1.1  # of the time of adding; the second is with --quick
VERIFY_SECONDS = 12  # of the processor, for everything in 100,000 entries
# What the properties of a claim are called of a FollowTheMoney event; the others become notes.
PROPERTIES = {
    "start": "startDate", "end": "endDate", "city": "location", "country": "country", "participant": "involved", "agenda": "keywords",
    "track": "program",
}  # fmt: skip

REPORTS_OF_A_MEETING = 2.5
CITIES = (
    ("Astana", "KZ"),
    ("Nur-Sultan", "KZ"),
    ("Geneva", "CH"),
    ("Sochi", "RU"),
    ("Tehran", "IR"),
    ("Ankara", "TR"),
    ("Moscow", "RU"),
    ("Doha", "QA"),
)
TRACKS = ("Astana process", "Geneva process", "Constitutional Committee", "Doha talks", "Working group on detainees", None)
NAMES = ("RUS", "IRN", "TUR", "SYR", "JOR", "IRQ", "LBN", "QAT", "united-nations", "syrian-armed-opposition", "icrc", "USA")
ACTORS = tuple(Actor(code, code.replace("-", " ").title(), ActorKind.STATE if len(code) == 3 else ActorKind.BODY) for code in NAMES)
ISSUES = tuple(Issue)
# Words of no language, so that no two reports are copies of each other.
WORDS = tuple("".join(parts) for parts in product(("ka", "lo", "mir", "sen", "tu"), ("ba", "dor", "fi", "gan"), ("n", "rel", "sto", "va")))


def filler(chance: random.Random) -> str:
    """Two sentences of forty-four words that tell of nothing."""
    first, second = (" ".join(chance.choices(WORDS, k=22)).capitalize() for _ in range(2))
    return f"{first}. {second}."


def readings(count: int, seed: int = 7) -> Iterator[Reading]:
    """Readings of a process of many years: about 20 claims each, several documents to a meeting, some of them at odds."""
    chance = random.Random(seed)
    meetings = max(1, int(count / REPORTS_OF_A_MEETING))
    first = dt.date(1990, 1, 1)
    for number in range(count):
        about = random.Random(seed * 1_000_003 + number % meetings)
        day = first + dt.timedelta(days=number % meetings * 5 + about.randrange(3))
        yield _reading(number, day, number % meetings, about, chance)


def _reading(number: int, day: dt.date, meeting: int, about: random.Random, chance: random.Random) -> Reading:
    city, country = about.choice(CITIES)
    track = about.choice(TRACKS)
    actors = about.sample(ACTORS, about.randrange(3, 7))
    start = (day + dt.timedelta(days=1) if chance.random() < 0.05 else day).isoformat()
    head = f"Report {number}: delegations met in {city} on {start}."
    promise = f"The parties agreed to exchange {number % 90 + 10} prisoners."
    told_of_nothing = (filler(chance) for _ in range(chance.randrange(2, 7)))
    text = "\n\n".join((head, *told_of_nothing, promise, "The ceasefire was violated in the north."))
    document = Document("sha256:" + hashlib.sha256(text.encode()).hexdigest(), f"report-{number}.txt", text, title=head, published=start)
    where = Citation.of(text, 0, len(head))
    agreed = Citation.of(text, text.index(promise), text.index(promise) + len(promise))
    shown = [one for one in actors if chance.random() > 0.15] or actors[:1]
    told = Meeting(
        MeetingKind.ROUND if track else MeetingKind.CONSULTATION,
        MeetingStatus.HELD,
        (where,),
        track=track,
        ordinal=meeting % 97 + 1 if track else None,
        start=start,
        city=city,
        country=country,
        core=True,
        participants=tuple(Participation(one, Role.PARTY if index % 2 else Role.GUARANTOR, (where,)) for index, one in enumerate(shown)),
        people=(Attendance(f"Envoy {meeting % 400}", "special envoy", shown[0], True, (where,)),),
        agenda=tuple(AgendaItem(issue, issue.value, where) for issue in about.sample(ISSUES, 2)),
    )
    later = (day + dt.timedelta(days=40)).isoformat()
    planned = Meeting(MeetingKind.ROUND, MeetingStatus.PLANNED, (where,), start=later, city=city, country=country)
    acts = (Act(ActKind.AGREE, tuple(shown[:2]), (Issue.PRISONERS,), agreed, date=start, due=later),)
    violated = CeasefireEvent(CeasefireKind.VIOLATED, where, start=start, area="Idlib")
    return Reading(document, DocumentKind.NEWS, meetings=(told, planned), acts=acts, ceasefires=(violated,))


def statement(claim: ClaimView) -> list[str | None]:
    """A claim as the statement that FollowTheMoney would make of it, with the quoted words as the original value."""
    name = PROPERTIES.get(claim.property, "notes")
    value = claim.value
    if name == "involved" and isinstance(value, dict):
        value = value["actor"]["id"]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    seen = f"{claim.document.published}T00:00:00" if claim.document.published else None
    words = text if name != "notes" else f"{claim.property}: {text}"
    return [claim.mention, "Event", name, words, claim.quote, claim.document.id, seen]


def measure(count: int, record: Path, statements: Path | None) -> dict[str, Any]:
    """Fill a new record with `count` readings and read all of it back, in this process. Some readings go in before the clock runs."""
    from sulh.record import open_record

    open_record(record, create=True)
    try:
        from sulh.record.viewers import local_viewer
    except ImportError:  # an older checkout, with --against
        from sulh.record.access import local_viewer  # type: ignore[attr-defined,no-redef]
    from sulh.record.adding import add
    from sulh.record.ledger import verify
    from sulh.record.projection.apply import rebuild
    from sulh.record.queries.review import listed_claims

    viewer = local_viewer("bench")
    held: list[ClaimView] = []

    def read() -> None:
        while len(held) < (page := listed_claims(viewer, offset=len(held), limit=PAGE)).total:
            held.extend(page.rows)

    made = list(readings(count))
    list(add(made[:WARM], author="bench"))
    added: list[Any] = []
    adding = seconds(lambda: added.extend(add(made[WARM:], author="bench")))
    viewer = local_viewer("bench")

    def quick() -> None:
        try:
            verify(quick=True)
        except TypeError:  # an older checkout, whose check derives nothing
            verify()

    verdicts: list[Any] = []
    reading, rebuilding, verifying = seconds(read), seconds(rebuild), seconds(quick)
    whole = seconds(lambda: verdicts.append(verify()))
    if statements is not None:
        statements.write_text("\n".join(json.dumps(statement(claim)) for claim in held), encoding="utf-8")
    return {
        "added": sum(one.claims for one in added), "claims": len(held), "entries": verdicts[0].entries,
        "adding": adding, "reading": reading, "rebuild": rebuilding, "verify": verifying, "verify_all": whole,
    }  # fmt: skip


def measured(count: int, source: Path | None = None, statements: Path | None = None, record: Path | None = None) -> dict[str, Any]:
    """`measure` in a process of its own, with the package in `source` where that is given."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--readings", str(count), "--inside", str(record or Path(folder) / "record.db")]
        command += ["--statements", str(statements)] if statements else []
        environment = {name: value for name, value in os.environ.items() if name not in ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
        told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment | shadowing(source))
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def shadowing(source: Path | None) -> dict[str, str]:
    """The environment in which `import sulh` takes the package of another checkout."""
    if source is None:
        return {}
    place = source / "src" if (source / "src" / "sulh").is_dir() else source
    if not (place / "sulh").is_dir():
        raise SystemExit(f"{source}: there is no src/sulh in it")
    return {"PYTHONPATH": str(place.resolve())}


def per_second(found: dict[str, Any], what: str) -> str:
    """The rate of adding, for orientation; only ratios of one run can be compared."""
    return f"added {found[what] / found['adding'][0]:.0f} a second"


def against_itself(small: dict[str, Any], large: dict[str, Any]) -> None:
    """What needs no peer: how the time of adding grows, and what deriving and checking everything takes of it."""
    growth = (large["adding"][0] / large["added"]) / (small["adding"][0] / small["added"])
    line("adding: time per claim", growth, "x a tenth", "<= 1.2", growth <= 1.2)
    for name, most in (("rebuild", REBUILD), ("verify", VERIFY), ("verify_all", VERIFY_ALL)):
        part = large[name][0] / large["adding"][0]
        line(f"{name}: time", part, "x adding", f"<= {most}", part <= most)
    whole = large["verify_all"][0] / large["entries"] * 100_000
    line("verify_all: time for 100,000 entries", whole, "s", f"<= {VERIFY_SECONDS}", whole <= VERIFY_SECONDS)


def against_store(found: dict[str, Any], peer: dict[str, Any]) -> None:
    """Rates of the record over rates of the statement store."""
    for name, ours, theirs, least in (("adding", "added", "added", 1.5), ("reading", "claims", "statements", 1.0)):
        ratios = [(found[ours] / found[name][at]) / (peer[theirs] / peer[name][at]) for at in (0, 1)]
        line(f"{name}: claims a second", ratios[0], "x statements", f">= {least}", ratios[0] >= least)
        print(f"  by the clock {ratios[1]:.2f} x")
    loader = (found["added"] / found["adding"][0]) / (peer["statements"] / peer["loading"][0])
    print(f"  for comparison, adding against its loader of whole data sets, which merges and updates nothing: {loader:.2f} x")


def against_checkout(now: Sequence[dict[str, Any]], then: Sequence[dict[str, Any]]) -> None:
    """Times of this checkout over times of the other, the shorter of two turns of each; up to a tenth more is chance."""
    for name in ("adding", "reading", "rebuild", "verify"):
        ours, theirs = (min(one[name][0] / one["claims"] for one in turns) for turns in (now, then))
        line(f"{name}: time per claim now", ours / theirs, "x then", "<= 1.1", ours / theirs <= 1.1)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=int, default=5000)
    parser.add_argument("--record", type=Path, metavar="FILE", help="fill this new file and leave it there")
    parser.add_argument("--against", type=Path, metavar="PATH", help="another checkout, which is measured in the same run")
    parser.add_argument("--alone", action="store_true", help="leave the statement store out")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--statements", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        print(json.dumps(measure(chosen.readings, chosen.inside, chosen.statements)))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; times of the process")
    with tempfile.TemporaryDirectory() as folder:
        statements = Path(folder) / "statements.jsonl"
        small = measured(max(2 * WARM, chosen.readings // 10))
        large = measured(chosen.readings, statements=statements, record=chosen.record)
        print(f"{large['claims']} claims of {chosen.readings} readings; {per_second(large, 'added')}")
        against_itself(small, large)
        if not chosen.alone:
            peer = ask("statement_store", rows=str(statements))
            held = f"{peer['statements']} statements of {peer['entities']} entities"
            print(f"nomenklatura's statement store: {held}; {per_second(peer, 'added')}")
            against_store(large, peer)
        if chosen.against:
            then = measured(chosen.readings, chosen.against)
            again = [measured(chosen.readings), measured(chosen.readings, chosen.against)]
            print(f"{chosen.against}: {then['claims']} claims; {per_second(then, 'added')}")
            against_checkout((large, again[0]), (then, again[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
