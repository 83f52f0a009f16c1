"""How long the record takes to answer somebody who sees everything, and somebody who sees two documents of three."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RUNS = 5
PAGE, TIMELINE = 100.0, 300.0  # milliseconds


def fill(count: int) -> None:
    """The readings of bench/record.py, a third of them restricted to a group."""
    from sulh.record.adding import add

    made = list(importlib.import_module("record").readings(count))
    for number, (level, groups) in enumerate((("team", ()), ("public", ()), ("restricted", ("envoys",)))):
        for _ in add(made[number::3], author="bench", level=level, groups=groups):
            pass


def questions(viewer: Any) -> dict[str, Callable[[Any], object]]:
    """What a page asks, by name."""
    from sulh.record.queries import actors, commitments, documents, ledger, meetings, places, process, review, search, timeline, tracks
    from sulh.record.shapes import Filters

    meeting = meetings.meetings(viewer, limit=1, offset=500).rows[0].id
    document = documents.documents(viewer, limit=1).rows[0].id
    promise = commitments.commitments(viewer, limit=1, offset=400).rows[0].id
    dated = [view.first_day for view in meetings.meetings(viewer).rows if view.first_day]
    since = dated[-2000] if len(dated) > 2000 else None
    return {
        "meetings, 50": lambda viewer: meetings.meetings(viewer, limit=50),
        "meetings of an actor, 50": lambda viewer: meetings.meetings(viewer, Filters(actor="IRN", issue="prisoners"), limit=50),
        "meeting": lambda viewer: meetings.meeting(viewer, meeting),
        "documents, 50": lambda viewer: documents.documents(viewer, limit=50),
        "documents of an actor, 50": lambda viewer: documents.documents(viewer, Filters(actor="IRN"), limit=50),
        "document": lambda viewer: documents.document(viewer, document),
        "queue, 50": lambda viewer: review.queue(viewer),
        "proposals, 20": lambda viewer: review.proposals(viewer, limit=20),
        "commitments, 50": lambda viewer: commitments.commitments(viewer, limit=50),
        "commitment": lambda viewer: commitments.commitment(viewer, promise),
        "actors, 100": lambda viewer: actors.actors(viewer, limit=100),
        "network": lambda viewer: actors.network(viewer),
        "tracks": lambda viewer: tracks.tracks(viewer),
        "process": lambda viewer: process.process(viewer),
        "search, 20": lambda viewer: search.search(viewer, "exchange prisoners"),
        "decisions, 100": lambda viewer: ledger.decisions(viewer),
        "places": lambda viewer: places.places(viewer),
        "timeline, 2000 meetings": lambda viewer: timeline.timeline(viewer, Filters(since=since)),
    }


def measured(ask: Callable[[], object]) -> tuple[float, float, float, int]:
    """Milliseconds of the first answer by processor time, then medians by processor time and by the clock, and the statements it takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    started = time.process_time()
    ask()
    first = time.process_time() - started
    used, clock = [], []
    for _ in range(RUNS):
        begun, started = time.perf_counter(), time.process_time()
        ask()
        used.append(time.process_time() - started)
        clock.append(time.perf_counter() - begun)
    with CaptureQueriesContext(connection) as captured:
        ask()
    return first * 1000, statistics.median(used) * 1000, statistics.median(clock) * 1000, len(captured)


def table(viewer: Any) -> bool:
    """Print the figures of one viewer; whether every one is reached."""
    print(f"{'':26s} {'first':>9s} {'median':>9s} {'clock':>9s} {'SQL':>5s}")
    reached = True
    for name, ask in questions(viewer).items():
        first, used, clock, statements = measured(lambda ask=ask: ask(viewer))  # type: ignore[misc]
        target = TIMELINE if name.startswith("timeline") else PAGE
        reached &= used <= target
        print(f"{name:26s} {first:9.1f} {used:9.1f} {clock:9.1f} {statements:5d} {'' if used <= target else 'NOT REACHED'}")
    return reached


def baseline(viewer: Any) -> tuple[float, float]:
    """Milliseconds for all meetings: from the projected rows, and, as the baseline, from all claims merged anew."""
    from sulh.record.queries.computed import stated_by_meeting
    from sulh.record.queries.sight import claims

    from sulh.record.projection.consensus import consensus
    from sulh.record.queries.meetings import meetings

    def anew() -> None:
        for ones in stated_by_meeting(claims(viewer).filter(mention__meeting__isnull=False)).values():
            consensus(ones)

    return measured(lambda: meetings(viewer))[1], measured(anew)[1]


def main() -> int:
    """Measure on a record in a new file, on one that is there, or in the empty database that SULH_DATABASE_URL names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readings", type=int, default=5000)
    parser.add_argument("--record", type=Path, help="keep the record in this file, or use the one that is there")
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; milliseconds")
    with tempfile.TemporaryDirectory() as folder:
        from sulh.record import open_record

        file = None if os.environ.get("SULH_DATABASE_URL") else chosen.record or Path(folder) / "record.db"
        open_record(file, create=True)
        from sulh.record.queries.computed import computed_meetings
        from sulh.record.queries.sight import hidden

        from sulh.record.projection.models import Audience, Claim, MeetingRow
        from sulh.record.shapes import Viewer
        from sulh.record.viewers import local_viewer

        if not Document.objects.exists():
            fill(chosen.readings)
        print(f"{Claim.objects.count()} claims, {Document.objects.count()} documents, {MeetingRow.objects.count()} meetings")
        everything = local_viewer("bench")
        some = Viewer("bench", "reader", frozenset(Audience.objects.exclude(level="restricted").values_list("pk", flat=True)))
        print("\nwho sees everything")
        reached = table(everything)
        print(f"\nwho sees two documents of three; {len(computed_meetings(some, hidden(some)))} meetings are merged anew from what is seen")
        reached &= table(some)
        rows, anew = baseline(everything)
        print(f"\nall meetings: {rows:.0f} from projected rows, {anew:.0f} merged anew from claims (baseline), ratio {anew / rows:.1f}")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
