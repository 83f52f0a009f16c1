"""How long the pages of the desk take on a record of 100,000 claims, against Datasette on the same SQLite file.

    python bench/pages.py [--readings N] [--record FILE] [--against CHECKOUT]

Both are asked inside a process, the desk by Django's test client and Datasette by its own. Each page has as its peer the page of
Datasette on the table that the page lists, with the same filter and as many rows, and with a facet for each facet of the page
whose column is in that table, and no other (suggesting further facets is switched off). So Datasette counts kind, status, track and
place of meetings, where the page counts year, actor, role, issue and person too; kind, publisher and language of documents, where
the page counts year and sharing too; property and document of claims to review, where the page counts certainty, track, actor, year
and what is the reader's own too; and actor and issue of commitments, where the page counts state, track and year too. What stands in
another table is filtered `_through` it (or, in the other direction, by `_where`). One meeting and one document are held against the
page of its claims, which is what the desk shows of them, and not against the bare row; the lists of actors and tracks, which count
the meetings of each, against facets without rows. Search finds as many rows in the same index; the desk also ranks them. Datasette
keeps nothing between requests but its templates, so both figures of a page are held against the same one of its own: cold, when the
desk has nothing in memory of the record, and warm, when the same page was asked before. The desk's pages say more: what the reader
may see, who was at a meeting, quoted words, counts.

The file holds a third of the documents for a group. Figures are for a reader in that group, who sees all; `in part` stands
for another reader, for whom meetings are put together from what is visible, against the same pages of Datasette on everything.

The first page, which draws all meetings on a timeline, is held against the bare picture: a Vega-Lite chart of the same meetings
without lanes, links and counts, converted by vl-convert in a fresh process, imports left out. And it is counted how many
statements to the database it takes with twelve documents of the demonstration.

Ratios are by the time of the process: medians of several requests, the shorter of two turns. Pages without a peer are measured
for `--against`, which measures another checkout's package in the same run.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

from peers import ask  # type: ignore[import-not-found]
from report import line  # type: ignore[import-not-found]

record_bench: Any = import_module("record")  # the tests have a package of that name too
COLD, WARM = 3, 7  # requests of each kind
RATIO, PICTURE, COLD_QUERIES, WARM_QUERIES = 1.5, 1.0, 20, 6
CHANCE, CHANCE_SECONDS = 1.25, 0.005  # by so much two runs of the same code differ
GROUP, WHOLE, PART = "envoys", "reader-of-all", "reader-of-part"
# The tables that Datasette shows, found by columns that only they have.
TABLES = {
    "meetings": {"kind", "status", "first_day", "city"},
    "shown": {"scope", "row_id"},
    "participations": {"row_id", "actor_id", "role"},
    "agenda": {"row_id", "issue"},
    "sources": {"kind", "publisher", "published", "language"},
    "commitments": {"act", "claim_id", "due_day"},
    "claims": {"property", "value", "confidence", "source_id"},
    "mentions": {"kind", "number", "meeting", "source_id"},
    "search": {"ref", "title", "folded"},
}
# What the page shows of a promise, and not what the table holds besides so that lists ask it alone.
PROMISE = ("act", "claim_id", "source_id", "due_day", "due_first", "due", "meets", "actors", "issues")
CHART = """
import json, sys, time
import altair, vl_convert
rows = json.load(sys.stdin)
began = time.process_time()
chart = altair.Chart(altair.Data(values=rows)).mark_point().encode(x="day:T", y="track:N", shape="kind:N")
vl_convert.vegalite_to_svg(chart.to_dict())
print(time.process_time() - began)
"""


def opened(record: Path) -> None:
    """The desk on a record, in this process."""
    from sulh.record import open_record

    os.environ.setdefault("SULH_SECRET_KEY", "only for measuring; as long as a key for sessions has to be, fifty characters")
    os.environ["SULH_DESK_LOCAL"] = "1"  # no redirect to https in place of the page
    open_record(record, create=True, settings="sulh.desk.settings")


def fill(record: Path, count: int) -> dict[str, Any]:
    """A new record with the readings of bench/record.py, a third of them for a group, and two readers."""
    opened(record)
    from sulh.record.accounts import create_user
    from sulh.record.adding import add

    made = list(record_bench.readings(count))
    for number, (level, groups) in enumerate((("team", ()), ("public", ()), ("restricted", (GROUP,)))):
        for _ in add(made[number::3], author="bench", level=level, groups=groups):
            pass
    for name, groups in ((WHOLE, (GROUP,)), (PART, ())):
        create_user(name, "a long sentence nobody guesses", "reviewer", groups, author="bench")
    return {}


def measure(record: Path, count: int) -> dict[str, Any]:
    """Seconds and statements of every page for both readers, the keys of what was asked for, and the meetings as a chart needs them."""
    opened(record)
    from sulh.record.queries.meetings import meetings

    keys, held = examples(WHOLE), meetings(viewer_named(WHOLE)).rows
    chart = [{"day": one.first_day, "track": one.track.name if one.track else "", "kind": one.kind} for one in held if one.first_day]
    return {"keys": keys, "chart": chart, WHOLE: asked(WHOLE, addresses(keys)), PART: asked(PART, addresses(examples(PART)))}


def viewer_named(name: str) -> Any:
    """Who looks, by the name of the account."""
    from django.contrib.auth import get_user_model

    try:
        from sulh.record.viewers import viewer_of
    except ImportError:  # an older checkout, with --against
        from sulh.record.access import viewer_of  # type: ignore[attr-defined,no-redef]

    return viewer_of(get_user_model().objects.get(username=name))


def examples(reader: str) -> dict[str, str]:
    """What the pages of single things are asked for: the meeting that most sources tell of, and things from the middle of lists."""
    from sulh.record.queries.commitments import commitments
    from sulh.record.queries.documents import documents
    from sulh.record.queries.meetings import meetings
    from sulh.record.queries.tracks import tracks

    viewer = viewer_named(reader)
    held = documents(viewer)
    return {
        "meeting": max(meetings(viewer).rows, key=lambda one: (one.sources, one.id)).id,
        "document": held.rows[held.total // 2].id,
        "commitment": commitments(viewer, limit=1, offset=held.total // 2).rows[0].id,
        "track": tracks(viewer)[0][0].id,
    }


def addresses(keys: dict[str, str]) -> dict[str, str]:
    """The pages of the desk by name."""
    return {
        "meetings": "/meetings/",
        "meetings of an actor": "/meetings/?actor=IRN",
        "meetings of a track": "/meetings/?track=" + quote(keys["track"]),
        "meetings about an issue": "/meetings/?issue=prisoners",
        "meetings of a kind": "/meetings/?kind=round",
        "meetings of a year": "/meetings/?since=2000&until=2000",
        "documents": "/documents/",
        "documents of a year": "/documents/?since=2000&until=2000",
        "actors": "/actors/",
        "commitments": "/commitments/",
        "claims to review": "/review/",
        "one meeting": f"/meetings/{keys['meeting']}/",
        "one document": f"/documents/{keys['document'].removeprefix('sha256:')}/",
        "search": "/search/?q=prisoners",
        "first page": "/",
        "documents of an actor": "/documents/?actor=IRN",
        "one actor": "/actors/IRN/",
        "one commitment": f"/commitments/{keys['commitment']}/",
        "one track": f"/tracks/{quote(keys['track'])}/",
        "pairs of meetings": "/review/meetings/",
        "network": "/network/",
        "places": "/places/",
        "tracks": "/tracks/",
        "ledger": "/ledger/",
    }


def tables(record: Path, keys: dict[str, str]) -> dict[str, str]:
    """The pages of Datasette that are held against those of the desk, by the same names."""
    name = names_of_tables(record)
    base = f"/{record.stem}/"
    # A meeting has a row for every set of claims that somebody sees; the pages of the whole record are held against those of one scope.
    shown = f"IN (SELECT row_id FROM {name['shown']} WHERE scope = 'all')"
    meetings = base + name["meetings"] + "?_size=100&_facet=kind&_facet=status&_facet=track_id&_facet=city&_where=" + quote(f"key {shown}")
    sources = base + name["sources"] + "?_size=100&_facet=kind&_facet=publisher&_facet=language&_sort_desc=day"

    def through(table: str, column: str, value: str) -> str:
        return "&_where=" + quote(f"key IN (SELECT row_id FROM {name[table]} WHERE {column} = '{value}')")

    columns = "".join(f"&_col={one}" for one in PROMISE)
    of_meeting = f"mention_id IN (SELECT id FROM {name['mentions']} WHERE meeting = '{keys['meeting']}')"
    return {
        "meetings": meetings + "&_sort=first_day",
        "meetings of an actor": meetings + through("participations", "actor_id", "IRN"),
        "meetings of a track": meetings + "&track_id=" + quote(keys["track"]),
        "meetings about an issue": meetings + through("agenda", "issue", "prisoners"),
        "meetings of a kind": meetings + "&kind=round",
        "meetings of a year": meetings + "&first_day__gte=2000-01-01&first_day__lte=2000-12-31",
        "documents": sources,
        "documents of a year": sources + "&day__gte=2000-01-01&day__lte=2000-12-31",
        "actors": base + name["participations"] + "?_size=0&_facet=actor_id&_facet=role&_facet_size=200&_where=" + quote(f"row_id {shown}"),
        "tracks": base + name["meetings"] + "?_size=0&_facet=track_id&_facet_size=200&_where=" + quote(f"key {shown}"),
        "commitments": base + name["commitments"] + "?_size=250&_sort=due_day&_facet_array=actors&_facet_array=issues" + columns,
        "claims to review": base + name["claims"] + "?_size=50&status=proposed&_sort_desc=confidence&_facet=property&_facet=source_id",
        "one meeting": base + name["claims"] + "?_size=1000&_where=" + quote(of_meeting),
        "one document": base + name["claims"] + "?_size=1000&source_id=" + quote(keys["document"]),
        "search": base + name["search"] + "?_size=20&_search=prisoners",
    }


def names_of_tables(record: Path) -> dict[str, str]:
    """The tables of `TABLES` as they are called in the file."""
    with sqlite3.connect(record) as database:
        names = [one for (one,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'projection%'")]
        columns = {one: {row[1] for row in database.execute(f"PRAGMA table_info({one})")} for one in names}
    found = {}
    for what, wanted in TABLES.items():
        fitting = [one for one in names if wanted <= columns[one]]
        if len(fitting) != 1:
            raise SystemExit(f"{fitting or 'no table'} has the columns {sorted(wanted)} that TABLES knows {what} by")
        found[what] = fitting[0]
    return found


def asked(reader: str, pages: dict[str, str]) -> dict[str, dict[str, float]]:
    """Every page as one reader gets it: seconds of the process and by the clock, cold and warm, and the statements each takes."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from sulh.desk.memory import forget

    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(username=reader), backend="django.contrib.auth.backends.ModelBackend")

    def get(address: str) -> None:
        answer = client.get(address)
        if answer.status_code != 200 or not answer.content:
            raise SystemExit(f"{address}: {answer.status_code}")

    found = {}
    for name, address in pages.items():
        get(address)
        gc.collect()
        cold, cold_clock = medians(lambda address=address: get(address), COLD, forget)  # type: ignore[misc]
        warm, warm_clock = medians(lambda address=address: get(address), WARM, lambda: None)  # type: ignore[misc]
        again = statements(lambda address=address: get(address))  # type: ignore[misc]
        forget()
        anew = statements(lambda address=address: get(address))  # type: ignore[misc]
        found[name] = {
            "cold": cold, "warm": warm, "cold by the clock": cold_clock, "warm by the clock": warm_clock,
            "cold statements": anew, "warm statements": again,
        }  # fmt: skip
    return found


def medians(work: Callable[[], object], times: int, before: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of the process and by the clock; `before` runs before each turn and is not counted."""
    used, clock = [], []
    for _ in range(times):
        before()
        began, started = time.perf_counter(), time.process_time()
        work()
        used.append(time.process_time() - started)
        clock.append(time.perf_counter() - began)
    return statistics.median(used), statistics.median(clock)


def first_page(record: Path, count: int) -> dict[str, Any]:
    """Statements that the first page takes with so many documents of the demonstration: cold, and after a decision about one of them."""
    from importlib.resources import as_file, files

    with as_file(files("sulh") / "data" / "demonstration") as folder:
        paths = [str(path) for path in sorted(folder.iterdir()) if path.suffix in (".md", ".txt")][:count]
        adding = [sys.executable, "-c", "from sulh.cli.main import main; main()", "add", "--record", str(record), *paths]
        # 3 says that something was read in part: one of them is in Arabic.
        if (ended := subprocess.run(adding, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode) not in (0, 3):
            raise SystemExit(f"the documents of the demonstration were not added: {ended}")
    opened(record)
    from django.contrib.auth import get_user_model
    from django.test import Client

    from sulh.desk.accounts import local_account
    from sulh.desk.memory import forget
    from sulh.record.queries.documents import documents
    from sulh.record.queries.review import queue

    client = Client(SERVER_NAME="localhost")
    user = get_user_model().objects.get(username=local_account("bench"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    viewer = viewer_named("bench")
    found = {"documents": documents(viewer, limit=1).total}
    forget()
    found["cold"] = statements(lambda: client.get("/"))
    found["warm"] = statements(lambda: client.get("/"))
    claim = queue(viewer, limit=1).rows[0].id
    if client.post(f"/claims/{claim}/accept/").status_code not in (200, 204, 302):
        raise SystemExit("the claim was not accepted")
    found["after"] = statements(lambda: client.get("/"))
    return found


def statements(work: Callable[[], object]) -> int:
    """How many statements go to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
        # Counted here: the next request empties what was captured.
        return len(connection.queries) - captured.initial_queries


def inside(what: str, record: Path, count: int, source: Path | None = None) -> dict[str, Any]:
    """One of the three above in a process of its own, with the package in `source` where that is given."""
    command = [sys.executable, __file__, "--inside", what, "--record", str(record), "--readings", str(count)]
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment | record_bench.shadowing(source))
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def bare_chart(rows: list[dict[str, str]]) -> float:
    """Seconds that the bare chart of the meetings takes in a fresh process."""
    told = subprocess.run([sys.executable, "-c", CHART], input=json.dumps(rows), stdout=subprocess.PIPE, text=True, check=True)
    return float(told.stdout)


def table(desk: dict[str, Any], peer: dict[str, Any]) -> None:
    """Milliseconds of the process, for orientation; only ratios of one run can be compared."""
    print(f"{'':26s} {'cold':>7s} {'SQL':>4s} {'warm':>7s} {'SQL':>4s} {'in part':>8s} {'SQL':>4s} {'Datasette':>10s}   milliseconds")
    for name, page in desk[WHOLE].items():
        part, theirs = desk[PART][name], f"{peer[name][0] * 1000:10.1f}" if name in peer else ""
        print(
            f"{name:26s} {page['cold'] * 1000:7.1f} {page['cold statements']:4d} {page['warm'] * 1000:7.1f} {page['warm statements']:4d}"
            f" {part['cold'] * 1000:8.1f} {part['cold statements']:4d} {theirs}"
        )


def against_datasette(desk: dict[str, Any], peer: dict[str, Any]) -> None:
    """Times of the desk's pages over times of Datasette's."""
    for name, (used, _) in peer.items():
        for how in ("cold", "warm"):
            ratio = desk[WHOLE][name][how] / used
            line(f"{name}, {how}", ratio, "x Datasette", f"<= {RATIO}", ratio <= RATIO)
    for name in ("meetings", "meetings of an actor", "documents", "one meeting", "search"):
        ratio = desk[PART][name]["cold"] / peer[name][0]
        line(f"{name}, cold, in part", ratio, "x Datasette", f"<= {RATIO}", ratio <= RATIO)


def against_checkout(now: dict[str, Any], then: dict[str, Any]) -> None:
    """Times of this checkout's pages over times of the other's; what is within chance is reached."""
    for reader, how in ((WHOLE, "cold"), (WHOLE, "warm"), (PART, "cold")):
        for name in now[reader]:
            ours, theirs = now[reader][name][how], then[reader][name][how]
            reached = ours <= theirs * CHANCE or ours - theirs < CHANCE_SECONDS
            line(f"{name}, {how}{', in part' if reader == PART else ''}: now", ours / theirs, "x then", f"<= {CHANCE}", reached)


def shorter(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The shorter of the times of two turns: a machine that was busy or slow for a while makes none shorter."""
    least = {}
    for reader in (WHOLE, PART):
        least[reader] = {
            name: {how: min(value, other[reader][name][how]) for how, value in page.items()} for name, page in one[reader].items()
        }
    return {**one, **least}


def turn(chosen: argparse.Namespace, record: Path, other: Path | None) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The desk, its peer and the other checkout measured one after the other; the last two are empty where they are not asked for."""
    desk = inside("measure", record, chosen.readings)
    peer = {} if chosen.alone else ask("tables", database=str(record), pages=tables(record, desk["keys"]), rounds=WARM)
    return desk, peer, inside("measure", other, chosen.readings, chosen.against) if other else {}


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=int, default=5000)
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep the record in this file, or use the one that an earlier run left")
    parser.add_argument("--against", type=Path, metavar="PATH", help="another checkout, which is measured in the same run")
    parser.add_argument("--alone", action="store_true", help="leave Datasette out")
    parser.add_argument("--inside", choices=("fill", "measure", "first_page"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        print(json.dumps({"fill": fill, "measure": measure, "first_page": first_page}[chosen.inside](chosen.record, chosen.readings)))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; times of the process")
    with tempfile.TemporaryDirectory() as folder:
        record = chosen.record or Path(folder) / "record.db"
        if not record.exists():
            inside("fill", record, chosen.readings)
        other = chosen.against and Path(folder) / "other.db"
        if other:
            inside("fill", other, chosen.readings, chosen.against)
        desk, peer, then = turn(chosen, record, other)
        again = turn(chosen, record, other)
        desk, peer = shorter(desk, again[0]), {name: min(times, again[1][name]) for name, times in peer.items()}
        table(desk, peer)
        if peer:
            against_datasette(desk, peer)
        bare = bare_chart(desk["chart"])
        print(f"vl-convert, cold: {bare * 1000:.0f} ms for the bare chart of the same meetings")
        picture = desk[WHOLE]["first page"]["cold"] / bare
        line("first page, cold", picture, "x bare chart", f"<= {PICTURE}", picture <= PICTURE)
        counted = inside("first_page", Path(folder) / "demonstration.db", 12)
        for what, name, most in (("cold", "cold", COLD_QUERIES), ("after", "after a decision", WARM_QUERIES)):
            line(f"first page, {counted['documents']} documents, {name}", counted[what], "statements", f"<= {most}", counted[what] <= most)
        print(f"  warm, nothing decided: {counted['warm']} statements")
        if then:
            against_checkout(desk, shorter(then, again[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
