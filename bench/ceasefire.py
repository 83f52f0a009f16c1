"""Ceasefires: how often intervals hold and changes of level are false, and 388,000 events from file to factors against a pandas script.

    python bench/ceasefire.py [--rows 388000] [--series 1000] [--quick]

The script it is held against is what an analyst who knows pandas writes: only the columns that are needed, dates parsed at once, points
in zones by a tree of the outlines (as geopandas joins them), sums by week. It is checked that both count the same.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from report import line  # type: ignore[import-not-found]

from sulh.ceasefire import Terms, Zone, assess, breaks, change
from sulh.intake.events import load_events
from sulh.model.vocabulary import ChangeFinding

START = dt.date(2015, 1, 5)
HEADS = (
    "id,relid,year,type_of_violence,side_a,side_b,number_of_sources,source_article,source_date,where_prec,adm_1,latitude,longitude,"
    "country,date_prec,date_start,date_end,deaths_civilians,best,high,low"
)
ARTICLE = "An agency reports from the town on what witnesses and officials say happened there on the day before. " * 5


def weekly(rng: np.random.Generator, weeks: int, rho: float, spread: float = 0.6) -> np.ndarray:
    """Levels of weeks, 1 on the mean; their logarithm follows a first-order autoregression."""
    noise = rng.standard_normal(weeks)
    for week in range(1, weeks):
        noise[week] = rho * noise[week - 1] + np.sqrt(1 - rho * rho) * noise[week]
    return np.exp(spread * noise - spread**2 / 2)


def coverage(series: int) -> None:
    """Intervals of 12 and 12 weeks, a mean of 30 and a true factor of .4, with and without weeks that nobody saw."""
    for gaps in (0, 5):
        for rho in (0.0, 0.2, 0.4, 0.6, 0.8):
            rng = np.random.default_rng(17)
            held = said = 0
            for _ in range(series):
                levels = 30 * weekly(rng, 24, rho)
                levels[12:] *= 0.4
                seen = np.ones(24)
                seen[rng.choice(24, gaps, replace=False)] = 0
                counts = rng.poisson(levels)
                found = change(counts[:12], counts[12:], seen_before=seen[:12], seen_after=seen[12:])
                if found.finding is ChangeFinding.TOO_FEW_WEEKS or found.low is None or found.high is None:
                    continue
                said += 1
                held += found.low <= 0.4 <= found.high
            share = 100 * held / said
            name = f"interval holds, rho {rho:.1f}{', 5 weeks unseen' if gaps else ''}"
            inside = 93 <= share <= 97
            line(name, share, f"% of {100 * said / series:.0f} % said", "93 to 97" if rho <= 0.6 else "-", inside or rho > 0.6)


def false_breaks(series: int) -> None:
    """A year of weeks without a change, and the same with a fall to .4 in its middle."""
    for gaps in (0, 8):
        for rho in (0.0, 0.3, 0.6):
            rng = np.random.default_rng(23)
            false = found = 0
            for _ in range(series):
                levels = 30 * weekly(rng, 52, rho)
                seen = np.ones(52)
                seen[rng.choice(52, gaps, replace=False)] = 0
                false += bool(breaks(rng.poisson(levels), seen))
                levels[26:] *= 0.4
                found += any(abs(one.week - 26) <= 3 for one in breaks(rng.poisson(levels), seen))
            name = f"false change of level, rho {rho:.1f}{', 8 weeks unseen' if gaps else ''}"
            line(name, 100 * false / series, "% of series", "at most 5", false <= 0.05 * series)
            line("   a fall to .4 found within 3 weeks", 100 * found / series, "% of series", "-", True)


def written(folder: Path, rows: int) -> Path:
    """Made-up events with the columns and the length of UCDP GED's, over ten years and a region of 10 by 10 degrees."""
    rng = np.random.default_rng(3)
    path = folder / "ged.csv"
    days = rng.integers(0, 3650, rows)
    lasts = np.where(rng.random(rows) < 0.05, rng.integers(1, 40, rows), 0)
    latitudes, longitudes = rng.uniform(30, 40, rows), rng.uniform(30, 40, rows)
    precisions = rng.choice([1, 2, 3, 4, 5, 6], rows, p=[0.45, 0.2, 0.11, 0.14, 0.07, 0.03])
    deaths = rng.poisson(2, rows)
    first = dt.date(2010, 1, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADS + "\n")
        for number in range(rows):
            start = first + dt.timedelta(days=int(days[number]))
            end = start + dt.timedelta(days=int(lasts[number]))
            file.write(
                f'{number},X-{number},{start.year},1,Government,Rebels,1,"{ARTICLE}",{start},{precisions[number]},Province,'
                f"{latitudes[number]:.5f},{longitudes[number]:.5f},Country,1,{start} 00:00:00.000,{end} 00:00:00.000,0,{deaths[number]},9,0"
                "\n"
            )
    return path


def outlines(count: int) -> list[dict[str, Any]]:
    """Round zones of 200 corners each."""
    rng = np.random.default_rng(5)
    angles = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    made = []
    for _ in range(count):
        east, north, wide = rng.uniform(31, 39), rng.uniform(31, 39), rng.uniform(0.1, 0.6)
        ring = [[float(east + wide * np.cos(one)), float(north + wide * np.sin(one))] for one in angles]
        made.append({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    return made


def ours(path: Path) -> list[tuple[int, int]]:
    """Events before and after in each zone, by Sulh."""
    zones = tuple(Zone(str(number), outline, start=START) for number, outline in enumerate(outlines(50)))
    found = assess(Terms("Made up", START, zones=zones), load_events([path]).frame, measures=["incidents"])
    (one,) = found.ceasefires
    rows = {row.of: row.change for row in one.rows if row.by == "zone"}
    return [(int(rows[zone.name].before), int(rows[zone.name].after)) for zone in zones]


def theirs(path: Path) -> list[tuple[int, int]]:
    """The same by pandas and a tree of outlines."""
    pd = import_module("pandas")
    import shapely
    from shapely.geometry import shape

    columns = ["date_start", "date_end", "latitude", "longitude", "where_prec", "best"]
    events = pd.read_csv(path, usecols=columns)
    events["start"] = pd.to_datetime(events["date_start"].str.slice(0, 10), format="%Y-%m-%d")
    radius = events["where_prec"].map({1: 2.0, 2: 25.0})
    week = (events["start"] - pd.Timestamp(START)).dt.days // 7
    events = events.assign(week=week, radius=radius)[radius.notna() & week.between(-12, 11)]
    areas = [shape(outline) for outline in outlines(50)]
    tree = shapely.STRtree(areas)
    points = shapely.points(events["longitude"], events["latitude"])
    which, zone = tree.query(points, predicate="within")
    joined = events.iloc[which].assign(zone=zone, point=points[which])
    counts = []
    for number, area in enumerate(areas):
        part = joined[joined["zone"] == number]
        shorter = np.cos(np.radians((area.bounds[1] + area.bounds[3]) / 2))
        edge = shapely.transform(area.boundary, lambda at, by=shorter: at * [by, 1.0])
        away = shapely.distance(edge, shapely.points(part["longitude"] * shorter, part["latitude"])) * 111.2
        kept = part[away >= part["radius"]]
        counts.append((int((kept["week"] < 0).sum()), int((kept["week"] >= 0).sum())))
    return counts


def timed(which: str, path: Path) -> tuple[float, float, str]:
    """Processor seconds and MB of a process of its own, and what it counted."""
    done = subprocess.run([sys.executable, __file__, "--only", which, str(path)], capture_output=True, text=True, check=True)
    seconds, megabytes, counted = done.stdout.strip().splitlines()[-1].split("\t")
    return float(seconds), float(megabytes), counted


def speed(rows: int) -> None:
    """From the file to factors for 50 zones."""
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), rows)
        runs = {which: [timed(which, path) for _ in range(3)] for which in ("ours", "theirs")}
        best = {which: min(found) for which, found in runs.items()}
        same = best["ours"][2] == best["theirs"][2]
        name = f"{rows} events, {path.stat().st_size / 1e6:.0f} MB, 50 zones"
        line(name, best["ours"][0], "s processor", "at most 1.5", best["ours"][0] <= 1.5)
        line("memory of the process", best["ours"][1], "MB", "at most 400", best["ours"][1] <= 400)
        ratio = best["theirs"][0] / best["ours"][0]
        line("the pandas script, to that", ratio, "times", "at least 2", ratio >= 2)
        line("both count the same", float(same), "", "1", same)


def only(which: str, path: Path) -> None:
    """One of the two in this process, after what it imports is imported."""
    for name in ("pandas", "polars", "shapely"):
        import_module(name)
    began = time.process_time()
    counted = (ours if which == "ours" else theirs)(path)
    spent = time.process_time() - began
    print(f"{spent}\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}\t{counted}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=388_000)
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--only", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        only(given.only[0], Path(given.only[1]))
        return
    speed(given.rows)
    coverage(given.series)
    false_breaks(max(given.series // 4, 20))


if __name__ == "__main__":
    main()
