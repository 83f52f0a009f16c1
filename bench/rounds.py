"""A round of 8,000 and 8,000 names in a sealed record: given, held, matched, answered in bulk and seen, against the same without a record.

    python bench/rounds.py [--names 8000]

Each side asks about people whom the other lists as held, in another script, among others; the mediator sees the pairs, and nine in ten
names are answered. Beside it the same events are worked out by `sulh.persons.exchange` and `sulh.persons.linking` alone, without ledger,
sealing, looks and pages.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from report import line  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.invented.people import listed, people

from sulh.model.person_entry import PersonEntry
from sulh.persons.exchange import ExchangeEvent, answered, moment, opened, requested, round_of, visible_events
from sulh.persons.exchange import listed as held_as

SIDES = ("North", "South")
ZONE = "+03:00"
DUE = {"lists_due": moment("2027-01-08 18:00", ZONE), "answers_due": moment("2027-01-15 18:00", ZONE)}
ANSWERS = ("held here", "not held", "unknown")


def day(number: int) -> dt.datetime:
    """Noon of a day of January 2027."""
    return moment(f"2027-01-{number:02} 12:00", ZONE)


def cells_of(names: int) -> dict[tuple[str, str], list[dict[str, str]]]:
    """The rows of each list: what a side asks about, and whom it holds; half of those asked about are held by the other."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for at, side in enumerate(SIDES):
        crowd = people(names + names // 2, seed=20 + at)
        asked, held = crowd[:names], crowd[names // 2 :]
        for what, some, script in (("asks", asked, "latin"), ("held", held, "arabic")):
            rows = listed(some, script, 30 + at)[:names]
            whose = side if what == "asks" else SIDES[1 - at]
            found[whose, what] = [
                {"id": str(number), "name": row.name, "birth_year": row.born, "place": row.place, "held_since": row.day}
                for number, row in enumerate(rows)
            ]
    return found


def deeds(cells: dict[tuple[str, str], list[dict[str, str]]]) -> list[tuple[str, str, Callable[..., list[ExchangeEvent]]]]:
    """What is done, by whom: a step, a side, and what makes its events."""
    found: list[tuple[str, str, Callable[..., list[ExchangeEvent]]]] = []
    for by, of in (SIDES, SIDES[::-1]):
        found.append(("given", by, lambda before, at, by=by, of=of: [requested(row, by, of, at, show=True) for row in cells[by, "asks"]]))
        found.append(("held", by, lambda before, at, by=by: [held_as(row, by, at) for row in cells[by, "held"]]))
    for by, of in (SIDES, SIDES[::-1]):
        rows = [
            {"id": f"{of}/{row['id']}", "answer": ANSWERS[number % 3], "question": "Which mother?"}
            for number, row in enumerate(cells[of, "asks"]) if number % 10
        ]  # fmt: skip
        found.append(("answered", by, lambda before, at, by=by, rows=rows: [answered(row, before, by, at, show=True) for row in rows]))
    return found


def without_record(cells: dict[tuple[str, str], list[dict[str, str]]]) -> float:
    """Processor seconds of the same round as values alone, with its pairs linked."""
    from sulh.persons.linking import link

    began = time.process_time()
    events: list[ExchangeEvent] = [opened("x", SIDES, "Office", ZONE, DUE["lists_due"], DUE["answers_due"], day(1))]
    for number, (_, by, make) in enumerate(deeds(cells), 2):
        events += make(round_of(visible_events(events, by)), day(number))
    whole = round_of(events)
    for side in SIDES:
        round_of(visible_events(events, side))
    people_of = {key: one.person for key, one in whole.requests.items()} | {key: one.person for key, one in whole.held.items()}
    link([PersonEntry(key, key.partition("/")[0], row, one["name"]) for row, (key, one) in enumerate(people_of.items())])
    return time.process_time() - began


def in_record(cells: dict[tuple[str, str], list[dict[str, str]]]) -> dict[str, float]:
    """Processor seconds of each step in the record, with the page of each party at the end."""
    from django.contrib.auth.models import Group
    from django.test import Client

    from sulh.record.accounts import create_user
    from sulh.record.models import User
    from sulh.record.persons.pairs import likely_pairs
    from sulh.record.persons.rounds import add_to_round, new_round, round_seen
    from sulh.record.viewers import local_viewer

    spent: dict[str, float] = {}

    def timed(step: str, work: Callable[..., object], *given: object, **named: object) -> Any:
        began = time.process_time()
        done = work(*given, **named)
        spent[step] = spent.get(step, 0.0) + time.process_time() - began
        return done

    for name in (*SIDES, "Office"):
        Group.objects.get_or_create(name=name)
        create_user(name.lower(), None, "editor", (name, "persons"), author="bench")
    viewer = local_viewer("bench")
    key = new_round(
        viewer, name="x", sides=SIDES, mediator="Office", zone=ZONE, lists_due=DUE["lists_due"], answers_due=DUE["answers_due"],
        basis="made up", purpose="bench", until="2099-01-01", at=day(1),
    )  # fmt: skip
    for number, (step, by, make) in enumerate(deeds(cells), 2):
        timed(step, add_to_round, viewer, key, make, at=day(number), as_party=by)
    pairs = timed("matched", lambda: likely_pairs(round_seen(viewer, key)))
    for name in ("north", "south", "office"):
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        for step in ("first page", "page again"):
            assert timed(step, client.get, f"/persons/rounds/{key}/").status_code == 200
    spent["pairs found"] = float(len(pairs))
    return spent


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=8000)
    names = parser.parse_args().names
    cells = cells_of(names)
    alone = without_record(cells)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "SULH_DESK_LOCAL": "1", "SULH_RECORD_KEY": f"{folder}/key",
            "SULH_SECRET_KEY": "for the benchmark only; longer than the fifty characters that are asked of a key",
        }  # fmt: skip
        from sulh.record import open_record

        open_record(Path(folder) / "record.db", create=True, settings="sulh.desk.settings")
        from sulh.record.keyring import make_record_key
        from sulh.record.ledger import writing
        from sulh.record.seals import begin_sealing

        make_record_key(Path(folder) / "key")
        with writing():
            begin_sealing(Path(folder) / "key")
        spent = in_record(cells)
    line(f"{names} and {names} names asked about, as many held: pairs proposed", spent.pop("pairs found"), "pairs", "-", True)
    for name, seconds in spent.items():
        line(name, seconds, "s processor", "-", True)
    whole = sum(spent.values())
    line("   the whole round", whole, "s processor", "at most 180", whole <= 180)
    line("   to the same without a record", whole / alone, "times", "at most 4", whole <= 4 * alone)


if __name__ == "__main__":
    main()
