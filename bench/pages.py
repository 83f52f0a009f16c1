"""How fast the pictures of the desk are drawn, against the same bare picture through a converter that has just been started.

    python bench/pages.py

Prints the median of several drawings of each figure, its limit, and one ratio: the named baseline is a Vega-Lite chart of the same
2,000 meetings without lanes, links and counts, converted by vl-convert in a fresh process, imports left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import views  # type: ignore[import-not-found]

from sulh.desk.charts import map as places_map
from sulh.desk.charts import network, roles, timeline
from sulh.desk.charts.panel import timeline_panel
from sulh.desk.charts.tables import meetings_table
from sulh.record.shapes import ActorRef, ActorView

MEETINGS, PERIODS, ACTORS, STATEMENTS = 2000, 400, 60, 40
# What the chart costs without the engine: the program that is timed as the baseline.
BASELINE = """
import sys, time
import altair, vl_convert
rows = [{"day": one.first_day, "track": one.track.name if one.track else "", "kind": one.kind} for one in views.meetings(%d)]
began = time.perf_counter()
chart = altair.Chart(altair.Data(values=rows)).mark_point().encode(x="day:T", y="track:N", shape="kind:N")
vl_convert.vegalite_to_svg(chart.to_dict())
print(time.perf_counter() - began)
"""


def median(draw: Callable[[], object], times: int) -> float:
    """The median of several runs in milliseconds, after one that fills what is kept between runs."""
    draw()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        draw()
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)


def baseline() -> float:
    """The bare chart in a fresh process, in milliseconds."""
    code = "import sys; sys.path[:0] = " + repr(sys.path) + "\nimport views\n" + BASELINE % MEETINGS
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    return float(told.stdout) * 1000


def statements(count: int) -> tuple[object, ...]:
    """So many made-up statements of twelve clauses, most carried on with small edits."""
    from sulh.wording import Statement

    found = []
    for number in range(count):
        clauses = [
            f"{place}. {verb} the arrangement number {(place * 7 + number // (3 + place)) % 90} on the {what} of the {where} lake district"
            for place, (verb, what, where) in enumerate(
                (
                    (verb, what, where)
                    for verb, what in (
                        ("Reaffirmed", "unity"),
                        ("Called for", "passage of boats"),
                        ("Agreed to observe", "exchange of lists"),
                    )
                    for where in ("northern", "southern", "eastern", "western")
                ),
                1,
            )
        ]
        date = f"{2000 + number // 12}-{number % 12 + 1:02}-01"
        found.append(Statement(f"s{number:04}", ";\n\n".join(clauses) + ".", date=date, track="Lake talks"))
    return tuple(found)


def main() -> None:
    """Prints the table."""
    times = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    times.add_argument("--times", type=int, default=15)
    times.add_argument("--statements", type=int, default=STATEMENTS)
    asked = times.parse_args()
    held, told = views.meetings(MEETINGS), views.periods(PERIODS)
    actor = ActorView(
        ActorRef("A", "Actor", "state"), {}, (), (("host", 9, "2012-01-01", "2020-01-01"), ("party", 3, "2015-01-01", "2016-01-01")), (), ()
    )
    net, sites = views.network(ACTORS), views.places(held)
    rows: list[tuple[str, float, float]] = [
        (f"timeline of {MEETINGS} meetings", median(lambda: timeline.figure(held, told), asked.times), 500),
        ("timeline, wide and narrow, with buttons", median(lambda: timeline_panel(held, told), asked.times), 500),
        ("timeline of one quarter", median(lambda: timeline.figure(held, told, since="2015-01-01", until="2015-03-31"), asked.times), 150),
        (f"table of {MEETINGS} meetings", median(lambda: meetings_table(held), asked.times), 150),
        (f"network of {ACTORS} actors", median(lambda: network.figure(net), asked.times), 150),
        ("map of eight cities", median(lambda: places_map.figure(sites), asked.times), 150),
        ("roles of an actor, converter warm, picture kept", median(lambda: roles.figure(actor), asked.times), 150),
    ]
    cold = baseline()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    for name, took, limit in rows:
        print(f"{name:50} {took:7.1f} ms   limit {limit:.0f} ms   {'within' if took <= limit else 'ABOVE'}")
    print(f"{'vl-convert cold, bare chart of the same meetings':50} {cold:7.1f} ms")
    wording(asked.statements)
    print(f"ratio: the timeline takes {rows[0][1] / cold:.3f} of the baseline")


def wording(count: int) -> None:
    """The matrix of many statements: tracing once, then a page of it."""
    from sulh.desk.matrix import matrix
    from sulh.wording import trace

    series = statements(count)
    began = time.perf_counter()
    found = trace(series)  # type: ignore[arg-type]
    traced = time.perf_counter() - began
    page = median(lambda: matrix(found), 5)
    print(f"{f'tracing {count} statements, once for a state of the record':50} {traced * 1000:7.0f} ms")
    print(f"{'a page of their matrix':50} {page:7.1f} ms   limit 150 ms   {'within' if page <= 150 else 'ABOVE'}")


if __name__ == "__main__":
    main()
