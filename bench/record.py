"""How fast the record adds, rebuilds and verifies, and how that grows: python bench/record.py [--readings N] [--pages]."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

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
FILLER = (
    "The delegations went through the agenda point by point and heard the military experts on the situation along the line of contact. "
    "Participants said that differences remain on the lists that had been handed over, and that work on them goes on between the meetings. "
)


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
    text = "\n\n".join((head, *(FILLER for _ in range(chance.randrange(2, 7))), promise, "The ceasefire was violated in the north."))
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


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """How long one run takes: by the clock, and of this process's own time, which others on the machine disturb less."""
    started, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - used


def line(name: str, value: float, unit: str, target: str, reached: bool) -> None:
    """One line of the table."""
    print(f"{name:44s} {value:9.2f} {unit:14s} {target:>12s} {'reached' if reached else 'NOT REACHED'}")


def measure(count: int, *, whole: bool) -> float:
    """Fill the open record with `count` readings and measure; the processor seconds that adding took for each thousand claims."""
    from sulh.record.adding import add
    from sulh.record.ledger import verify
    from sulh.record.projection.apply import rebuild
    from sulh.record.projection.models import Claim, Decision, MeetingRow, Proposal

    made = list(readings(count))
    taken, used = seconds(lambda: list(add(made, author="bench")))
    claims = Claim.objects.count()
    merges, proposals = Decision.objects.count(), Proposal.objects.count()
    print(f"{count} readings, {claims} claims, {MeetingRow.objects.count()} meetings, {merges} merges, {proposals} proposals")
    if whole:
        line("adding", count / taken, "readings/s", ">= 200", count / taken >= 200)
        line("adding, by processor time", count / used, "readings/s", ">= 200", count / used >= 200)
        for name, work, target in (("rebuild", rebuild, 60), ("verify", verify, 10)):
            clock, own = seconds(work)
            line(name, clock, "s", f"<= {target}", clock <= target)
            line(f"{name}, by processor time", own, "s", f"<= {target}", own <= target)
    return used / claims * 1000


def pages() -> None:
    """Timings of pages on the record just filled: the hook for `measure(line)` of a module `record_pages` beside this one."""
    from importlib import import_module

    try:
        module = import_module("record_pages")
    except ImportError:
        print("pages: bench/record_pages.py is not there")
        return
    module.measure(line)


def main() -> int:
    """Measure on a record in a new file, or in the database that SULH_DATABASE_URL names, whose tables are emptied."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readings", type=int, default=5000)
    parser.add_argument("--record", type=Path, help="fill this new file and leave it there")
    parser.add_argument("--pages", action="store_true", help="also time the pages")
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        from sulh.record import open_record

        file = chosen.record or (None if os.environ.get("SULH_DATABASE_URL") else Path(folder) / "record.db")
        name = open_record(file, create=True)
        from django.core.management import call_command
        from django.db import connection

        print(f"{connection.vendor}: {name if connection.vendor != 'sqlite' else 'a new file'}")
        small = measure(max(1, chosen.readings // 10), whole=False)
        call_command("flush", verbosity=0, interactive=False)
        large = measure(chosen.readings, whole=True)
        line("growth: time per claim, large / small", large / small, "x", "<= 1.2", large / small <= 1.2)
        if chosen.pages:
            pages()
    return 0


if __name__ == "__main__":
    sys.exit(main())
