"""Names of persons found across scripts and lists linked, on invented people whose truth is known, against anyascii and nomenklatura.

    python bench/persons.py [--people 20000] [--questions 500] [--linked 8000] [--sheet 50000] [--large 0] [--many 0 --families 0]

The people are invented (`invented/`): names of common parts in three and four slots, one in eight with a brother or sister in the list.
Lists are in Arabic letters with damage in three of ten rows, questions in four Latin romanisations, Russian, Turkish and Kurdish.
`unseen names` takes the fifth of Wikidata's names that the models did not learn from, which stands in ../shared/data, and asks the models
alone, without the table of known names. The thresholds of linking were set on the people of seed 7; figures are of other seeds.

The baselines are Jaro-Winkler on anyascii's transliterations, and nomenklatura's logic-v2 on fewer candidates, since it compares a thousand
pairs a second; both are installed by `make peers` and left out where they are not.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import xlsxwriter
from peers import PYTHON, ask  # type: ignore[import-not-found]
from python_calamine import CalamineWorkbook
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from report import line  # type: ignore[import-not-found]

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.invented.entries import entries, scored  # noqa: E402
from bench.invented.people import Invented, arabic_name, listed, people, romanised_name  # noqa: E402
from bench.invented.writing import damaged  # noqa: E402
from scripts.build_name_spellings import held_out, read_pairs  # noqa: E402

from sulh.intake.person_lists import PersonColumns, person_entries  # noqa: E402
from sulh.intake.sheet_table import sheet_table  # noqa: E402
from sulh.intake.table import RowError  # noqa: E402
from sulh.model.person_entry import PersonEntry  # noqa: E402
from sulh.persons import NameIndex, PreparedNames, link, person_name  # noqa: E402
from sulh.persons.blocking import BlockPairs  # noqa: E402
from sulh.persons.link_job import LinkJob  # noqa: E402
from sulh.persons.name_columns import NamesInWords  # noqa: E402
from sulh.persons.spelling import spelling_model, spellings  # noqa: E402
from sulh.persons.workers import Processes, ThisProcess, parts_of  # noqa: E402

PAIRS = ROOT.parent / "shared" / "data" / "wikidata_names_ar_en.tsv"
STYLES = ("english", "french", "press", "egypt", "russian", "turkish", "kurdish")
CANDIDATES, FEW = 250, 60  # what logic-v2 is asked: candidates of each question, questions
HAS_PEERS = PYTHON.exists()


def full(one: Invented) -> list[str]:
    """All four names."""
    return [one.given, one.father, one.grandfather, one.family]


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


def percent(name: str, share: float, least: float | None = None) -> None:
    """Print a share in percent, with its target where it has one."""
    line(name, 100 * share, "%", "-" if least is None else f"at least {100 * least:.0f}", least is None or share >= least)


def by_letters(questions: Sequence[str], index: Sequence[str], right: Sequence[int]) -> float:
    """Recall at 1 of anyascii and Jaro-Winkler, a tie counting by its size."""
    said = ask("transliterated", names=[*questions, *index])["names"]
    asked, held = said[: len(questions)], said[len(questions) :]
    found = 0.0
    for begin in range(0, len(asked), 100):
        scores = process.cdist(asked[begin : begin + 100], held, scorer=JaroWinkler.similarity)
        for row, place in enumerate(right[begin : begin + 100]):
            best = scores[row].max()
            found += (scores[row][place] == best) / (scores[row] == best).sum()
    return found / len(questions)


def recall(count: int, questions: int) -> None:
    """Names asked in other scripts among `count` full names."""
    chance = random.Random(9)
    held = people(count, 31)
    index_names = [arabic_name(full(one)) for one in held]
    index_names = [damaged(name, chance) if chance.random() < 0.3 else name for name in index_names]
    index = NameIndex(index_names)
    rows = chance.sample(range(count), questions)
    for style in STYLES:
        asked = [romanised_name(full(held[row]), style, chance) for row in rows]
        hits = [index.find(question, limit=10) for question in asked]
        first = sum(bool(one) and one[0].row == row for one, row in zip(hits, rows, strict=True)) / questions
        percent(f"four names, {style}: recall at 1 of {count}", first, .97)
        if HAS_PEERS:
            percent("   anyascii and Jaro-Winkler", by_letters(asked, index_names, rows))
    for style in ("english", "french"):
        asked = [romanised_name([held[row].given, held[row].family], style, chance) for row in rows]
        hits = [index.find(question, limit=10) for question in asked]
        first = sum(bool(one) and one[0].row == row for one, row in zip(hits, rows, strict=True)) / questions
        ten = sum(row in [hit.row for hit in one] for one, row in zip(hits, rows, strict=True)) / questions
        percent(f"given and family name, {style}: at 1", first, .50)
        percent("   at 10", ten, .80)
        if HAS_PEERS:
            percent("   anyascii and Jaro-Winkler at 1", by_letters(asked, index_names, rows))
    if HAS_PEERS:
        against_logic(held, index_names, rows[:FEW], chance)


def against_logic(held: Sequence[Invented], index_names: Sequence[str], rows: Sequence[int], chance: random.Random) -> None:
    """The same questions among the few people who share most names with the one asked for, of all three."""
    questions = []
    for row in rows:
        own = full(held[row])
        shared = {other: sum(map(str.__eq__, own, full(one))) for other, one in enumerate(held) if other != row}
        others = sorted(shared, key=lambda other: (-shared[other], other))[: CANDIDATES - 1]
        questions.append([romanised_name(full(held[row]), "english", chance), index_names[row], *(index_names[one] for one in others)])
    told = ask("logic_v2", questions=questions)
    ours = letters = 0.0
    for asked, *names in questions:
        hits = NameIndex(names).find(asked, limit=1)
        ours += bool(hits) and hits[0].row == 0
        letters += by_letters([asked], names, [0])
    percent(f"four names among {CANDIDATES} namesakes: at 1", ours / len(rows))
    percent("   nomenklatura logic-v2", told["recall"])
    percent("   anyascii and Jaro-Winkler", letters / len(rows))
    prepared = PreparedNames([name for one in questions for name in one])
    width = CANDIDATES + 1
    places = np.arange(len(prepared.written))
    ask_places = places - places % width
    pairs = len(places) / timed(lambda: prepared.weights(ask_places, places))
    line("pairs a second, to logic-v2", pairs / told["pairs"], "times", "at least 300", pairs / told["pairs"] >= 300)


def unseen(questions: int) -> None:
    """Single names that the models did not learn from."""
    if not PAIRS.exists():
        print(f"unseen names: left out, {PAIRS.name} is not beside the project")
        return
    _, test = held_out(read_pairs(PAIRS))
    right: defaultdict[str, set[str]] = defaultdict(set)
    for arabic, latin in test:
        right[latin].add(arabic)
    held = sorted({arabic for arabic, _ in test})
    asked = random.Random(5).sample(sorted(right), questions)
    model, one, other = spelling_model("arabic", "latin"), spellings(held, "arabic"), spellings(asked, "latin")
    alone = model.alone(one, second=False)
    first = 0
    for number, latin in enumerate(asked):
        together = model.together(one, np.arange(len(held)), other, np.full(len(held), number))
        first += held[int(np.argmax(together - alone))] in right[latin]
    percent(f"unseen names: recall at 1 of {len(held)}", first / questions, .85)
    if HAS_PEERS:
        said = ask("transliterated", names=held)["names"]
        scores = process.cdist(asked, said, scorer=JaroWinkler.similarity)
        letters = sum(held[int(np.argmax(scores[row]))] in right[latin] for row, latin in enumerate(asked)) / questions
        percent("   anyascii and Jaro-Winkler", letters)


def speed(count: int) -> None:
    """Names prepared and pairs compared a second, on one core."""
    chance = random.Random(4)
    held = people(count, 32)
    names = [arabic_name(full(one)) for one in held] + [romanised_name(full(one), "english", chance) for one in held]
    person_name.cache_clear()
    whole = len(names) / timed(lambda: [person_name(name) for name in names])
    taken = len(names) / timed(lambda: NamesInWords.of(names))
    line("names taken apart into words a second", taken, "", "at least 1e5", taken >= 1e5)
    line("   with what was written in each slot", whole, "", "-", True)
    prepared = PreparedNames(names)
    ready = len(names) / timed(lambda: PreparedNames(names).columns)
    line("   and prepared for comparing, their words compared", ready, "", "-", True)
    rows, columns = (np.random.default_rng(seed).integers(0, len(names), 1_000_000) for seed in (1, 2))
    prepared.weights(rows[:1000], columns[:1000])
    pairs = 1e6 / timed(lambda: prepared.weights(rows, columns))
    line("pairs of names compared a second", pairs / 1e6, "million", "at least .5", pairs >= 5e5)


def used() -> float:
    """Processor seconds so far, of this process and of those that it waited for."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def two_lists(count: int, seed: int, families: int = 0) -> tuple[list[PersonEntry], set[tuple[int, int]]]:
    """An Arabic list and a Latin one of the same people, half of them in both, and the pairs of rows that are of one person."""
    chance = random.Random(seed)
    held = people(count, seed, families=families)
    lists = [
        listed([one for one in held if chance.random() < 0.75], script, seed + number) for number, script in enumerate(("arabic", "latin"))
    ]
    of: defaultdict[int, list[int]] = defaultdict(list)
    for place, row in enumerate([*lists[0], *lists[1]]):
        of[row.person].append(place)
    return entries(lists[0], "a") + entries(lists[1], "b"), {(a, b) for group in of.values() for a in group for b in group if a < b}


def linking(count: int, seed: int, processes: int = 1, families: int = 0) -> None:
    """Two lists linked, in this process or in several; the letters beside it where the lists are short."""
    rows, true = two_lists(count, seed, families)
    job = LinkJob.of(PreparedNames(row.name for row in rows), rows)
    parts = parts_of(job)
    codes = BlockPairs.joined([job.pairs(part, parts) for part in range(parts)]).codes
    percent(f"linking {len(rows)} rows, seed {seed}: compared", float(np.isin([a * len(rows) + b for a, b in true], codes).mean()), .99)
    line("   pairs compared for each row", len(codes) / len(rows), "", "-", True)
    one, other = job.rows(codes)
    began, clock = used(), time.perf_counter()
    found = link(rows, workers=Processes(processes) if processes > 1 else ThisProcess())
    clock, spent = time.perf_counter() - clock, used() - began
    is_many = len(rows) > 900_000
    line("   linked in", clock, "s by the clock", "at most 60" if is_many else "-", not is_many or clock <= 60)
    line("   linked in", spent, "s processor", "-", True)
    most = max(resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
    line("   memory of the largest process", most, "GB", "at most 4", most <= 4)
    joined = {(a, b) for cluster in found.clusters for a in cluster.rows for b in cluster.rows if a < b}
    precision, reached, f1 = scored(joined, true)
    percent("   clusters: precision", precision, .99)
    percent("   clusters: recall", reached)
    percent("   clusters: F1", f1, .98)
    if HAS_PEERS and len(rows) < 50_000:
        said = ask("transliterated", names=[row.name for row in rows])["names"]
        years = [row.born[0] if row.born else 0 for row in rows]
        alike = np.array([JaroWinkler.similarity(said[a], said[b]) for a, b in zip(one.tolist(), other.tolist(), strict=True)])
        near = np.array([not years[a] or not years[b] or abs(years[a] - years[b]) <= 1 for a, b in zip(one, other, strict=True)])
        best = max(
            scored({(int(a), int(b)) for a, b in zip(one[keep], other[keep], strict=True)}, true)[2]
            for least in np.arange(0.7, 0.96, 0.02)
            for keep in [near & (alike >= least)]
        )
        percent("   F1 of Jaro-Winkler and year, best threshold", best)


def sheet(count: int) -> None:
    """A workbook of invented persons read into entries, a fault in each thousandth row; beside it what calamine takes for its cells."""
    rows = listed(people(count, 55), "arabic", 56, doubles=0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            page = book.add_worksheet("list")
            page.write_row(0, 0, ("id", "name", "born", "sex", "province", "town", "date"))
            for number, row in enumerate(rows, 1):
                born = "70" if number % 1000 == 0 else row.born
                page.write_row(number, 0, (number, row.name, born, row.sex, row.place.split("-")[0], row.place, row.day))
        cells = timed(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
        table = sheet_table(path)
        began = time.process_time()
        found = list(person_entries(table, PersonColumns.of(table)))
        spent = time.process_time() - began
    faults = [one.row for one in found if isinstance(one, RowError)]
    line(f"a workbook of {count} rows read", spent, "s processor", "-", True)
    line("   to calamine reading its cells", spent / cells, "times", "-", True)
    wrong = list(range(1000, count + 1, 1000))
    line("   faults named by their rows, of those there are", len(faults) / max(len(wrong), 1), "", "1", faults == wrong)


def large(count: int) -> None:
    """Search among many names: the index once, and a question by the clock."""
    chance = random.Random(6)
    held = people(count, 71)
    names = [arabic_name(full(one)) for one in held]
    began = time.process_time()
    index = NameIndex(names)
    line(f"index of {count} names", time.process_time() - began, "s processor", "-", True)
    waits, hits = [], 0
    for row in chance.sample(range(count), 60):
        question = romanised_name(full(held[row]), "english", chance)
        began = time.perf_counter()
        found = index.find(question)
        waits.append(1000 * (time.perf_counter() - began))
        hits += bool(found) and found[0].row == row
    waits.sort()
    line("   a question, in the middle", waits[30], "ms", "at most 200", waits[30] <= 200)
    line("   a question, the slowest of 60", waits[-1], "ms", "-", True)
    percent("   recall at 1", hits / 60)
    line("memory of the process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", "-", True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--linked", type=int, default=8000)
    parser.add_argument("--large", type=int, default=0, help="rows of a large list to search in")
    parser.add_argument("--sheet", type=int, default=50_000, help="rows of a workbook that is read")
    parser.add_argument("--many", type=int, default=0, help="people whose lists are linked by two processes; 635000 make a million rows")
    parser.add_argument("--families", type=int, default=0, help="made family names of these people, instead of the 168 common ones")
    given = parser.parse_args()
    if given.many:
        linking(given.many, 203, processes=2, families=given.families)
        return
    if not HAS_PEERS:
        print("anyascii and nomenklatura: left out, they are not installed; `make peers` does it")
    speed(given.people)
    recall(given.people, given.questions)
    unseen(given.questions)
    for seed in (201, 202):
        linking(given.linked, seed)
    sheet(given.sheet)
    if given.large:
        large(given.large)


if __name__ == "__main__":
    main()
