"""Lists matched through a third party by codes, against the open linking of the same lists; and what a table of names finds in the codes.

    python bench/keyed.py [--linked 8000]

An Arabic list and a Latin one of invented people (`invented/`), half of whom are in both. The weights of the codes were set on the people
of seed 7; figures are of other seeds. A pair counts as found when neither row stands for nobody, as both parties see it.

The attack: somebody without the secret, who knows how common every value is that is coded (counted in a hundred thousand other people of
the same kind), takes the commonest code for the commonest value, the second for the second, and so on, and names each row by its commonest
code. The share of rows named rightly is set beside that of codes of single names, as simpler schemes make them; it is also a bound for
whoever manages to group all codes that have a name in common, by which codes stand together in rows.

The stronger attack does group them: codes of years are alike when the codes of two names that stand with them are the same (cosine, rare
ones weigh more), and Louvain's communities of them are taken for names in the order of their sizes. Three settings are tried and the best
is said, which an attacker could not know.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import networkx
import numpy as np
from report import line  # type: ignore[import-not-found]
from scipy import sparse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.invented.entries import entries, scored  # noqa: E402
from bench.invented.people import listed, people  # noqa: E402

from sulh.model.person_entry import PersonEntry  # noqa: E402
from sulh.persons import link  # noqa: E402
from sulh.persons.keyed import KeyedList, keyed_list, pair_codes, secret_of  # noqa: E402
from sulh.persons.keyed.features import KINDS, features  # noqa: E402
from sulh.persons.keyed.secret import code_of  # noqa: E402
from sulh.persons.names import person_name  # noqa: E402
from sulh.persons.vocabulary import bare, heard_as  # noqa: E402

SURE = 0.9
_BETWEEN, _ALIKE, _BESIDE = "\x1e", 0.1, (3, 60)
SECRET = secret_of("six invented words that nobody would guess", "benchmark")


def matching(count: int, seed: int) -> None:
    """Both ways to match the same two lists."""
    chance = random.Random(seed)
    held = people(count, seed)
    lists = [
        listed([one for one in held if chance.random() < 0.75], script, seed + number) for number, script in enumerate(("arabic", "latin"))
    ]
    rows = [entries(one, name) for one, name in zip(lists, "ab", strict=True)]
    of: dict[int, list[str]] = {}
    for row, entry in zip(lists[1], rows[1], strict=True):
        of.setdefault(row.person, []).append(entry.id)
    true = {(entry.id, other) for row, entry in zip(lists[0], rows[0], strict=True) for other in of.get(row.person, ())}
    print(f"{len(rows[0])} and {len(rows[1])} rows, seed {seed}")
    found = link([*rows[0], *rows[1]])
    ids = [entry.id for entry in found.entries]
    joined = {
        (ids[a], ids[b]) for cluster in found.clusters for a in cluster.rows for b in cluster.rows if ids[a][0] == "a" and ids[b][0] == "b"
    }  # fmt: skip
    said("   open linking", joined, true)
    for chaff in (False, True):
        began = time.process_time()
        made = [keyed_list(one, SECRET, party=name, chaff=chaff) for one, name in zip(rows, "ab", strict=True)]
        pairs = pair_codes(made[0].codes, made[1].codes)
        took = time.process_time() - began
        both = {(made[0].own[pair.one], made[1].own[pair.other]) for pair in pairs if is_real(made, pair.one, pair.other)}
        said(f"   codes, {'with' if chaff else 'without'} rows for nobody", both, true)
        sure = {pair for pair, one in zip([(one.one, one.other) for one in pairs], pairs, strict=True) if one.score >= SURE}
        said(f"      of likelihood {SURE} and more", {(made[0].own[a], made[1].own[b]) for a, b in sure if is_real(made, a, b)}, true)
        line("      rows of codes to one row", sum(len(one.codes.rows) for one in made) / sum(map(len, rows)), "times", "-", True)
        line("      pairs with a row for nobody", 100 * (len(pairs) - len(both)) / max(len(pairs), 1), "%", "-", True)
        line("      coded and paired in", took, "s processor", "-", True)


def is_real(made: Sequence[KeyedList], one: str, other: str) -> bool:
    """Whether both rows of a pair stand for somebody."""
    return bool(made[0].own[one] and made[1].own[other])


def said(what: str, joined: set[tuple[str, str]], true: set[tuple[str, str]]) -> None:
    """One line for precision, recall and F1 each."""
    for name, value in zip(("precision", "recall", "F1"), scored(joined, true), strict=True):
        line(f"{what}: {name}", 100 * value, "%", "-", True)


def singles(rows: Sequence[PersonEntry], slots: slice) -> list[list[str]]:
    """The values of a simpler scheme: each name of some slots as it sounds."""
    return [[heard_as(bare(part.key))[0] for part in person_name(entry.name).parts[slots]] for entry in rows]


def named(coded: Sequence[Sequence[str]], truth: Sequence[Sequence[str]], known: Counter[str], all_codes: Counter[str]) -> float:
    """The share of rows whose commonest code is taken for the value that it is of, by the order of counts alone."""
    chance = random.Random(3)
    ranked = [
        [one for one, _ in sorted(counts.items(), key=lambda pair: (-pair[1], chance.random()))] for counts in (all_codes, known)
    ]  # fmt: skip
    guess = dict(zip(*ranked, strict=False))
    right = 0
    for codes, values in zip(coded, truth, strict=True):
        if codes:
            at = max(range(len(codes)), key=lambda place: all_codes[codes[place]])
            right += guess.get(codes[at]) == values[at]
    return right / len(coded)


def attack(count: int, seed: int) -> None:
    """What the order of counts gives away, with and without rows for nobody, against codes of single names."""
    rows = entries(listed(people(count, seed), "arabic", seed), "a")
    public = entries(listed(people(100_000, 999), "arabic", 999), "p")
    print(f"the attack on {len(rows)} rows")
    for what, slots in (("given", slice(0, 1)), ("other", slice(1, None))):
        alone, known = singles(rows, slots), Counter(one for row in singles(public, slots) for one in row)
        share = named(alone, alone, known, Counter(one for row in alone for one in row))
        line(f"   one {what} name rightly named by codes of single names", 100 * share, "%", "-", True)
    values, tables = features(rows), features(public)
    for kind in KINDS:
        table = Counter(one for row in tables for one in row[kind])
        truth = [row[kind] for row in values]
        coded = [[code_of(SECRET, kind, one) for one in row] for row in truth]
        for chaff in (False, True):
            made = keyed_list(rows, SECRET, party="a", chaff=chaff)
            counts = Counter(code for row in made.codes.rows for code in row.codes[kind])
            share = named(coded, truth, table, counts)
            line(f"   named by codes of {kind}, {'with' if chaff else 'without'} rows for nobody", 100 * share, "%", "-", True)


def grouped(made: KeyedList, truth: dict[str, str], least: int, resolution: float) -> tuple[float, dict[str, int], Counter[int]]:
    """Codes of years grouped by what they stand with: how pure the groups are, the group of each code, and the sizes."""
    years, codes = incidence(made, "year", least, len(made.codes.rows))
    if not codes:
        return 0.0, {}, Counter()
    beside = sparse.hstack([years.T @ incidence(made, kind, *_BESIDE)[0] > 0 for kind in ("given", "others")]).astype(float)
    weighed = beside.multiply(np.log(len(codes) / np.asarray(beside.sum(0)).ravel().clip(1))).tocsr()
    weighed = sparse.diags(1 / np.sqrt(np.asarray(weighed.multiply(weighed).sum(1)).ravel()).clip(1e-9)) @ weighed
    # Two codes in one row are of two names.
    every = weighed @ weighed.T
    alike = (every - every.multiply(years.T @ years > 0)).tocoo()
    kept = (alike.row < alike.col) & (alike.data >= _ALIKE)
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(len(codes)))
    graph.add_weighted_edges_from(zip(*(one[kept].tolist() for one in (alike.row, alike.col, alike.data)), strict=True))
    found = networkx.community.louvain_communities(graph, seed=1, resolution=resolution)
    group = {codes[place]: number for number, members in enumerate(found) for place in members}
    counts = dict(zip(codes, np.asarray(years.sum(0)).ravel().astype(int).tolist(), strict=True))
    sizes: Counter[int] = Counter()
    names: dict[int, Counter[str]] = {}
    for code, number in group.items():
        sizes[number] += counts[code]
        names.setdefault(number, Counter())[truth.get(code, "")] += counts[code]
    return sum(held.most_common(1)[0][1] for held in names.values()) / sizes.total(), group, sizes


def incidence(made: KeyedList, kind: str, least: int, most: int) -> tuple[Any, list[str]]:
    """Which rows have which codes of a kind, rows x codes, of codes in so many rows."""
    counts = Counter(code for row in made.codes.rows for code in row.codes[kind])
    codes = [code for code, count in counts.items() if least <= count <= most]
    place = {code: number for number, code in enumerate(codes)}
    held = [(row, place[code]) for row, one in enumerate(made.codes.rows) for code in one.codes[kind] if code in place]
    rows, columns = np.array(held, int).reshape(-1, 2).T
    return sparse.csr_matrix((np.ones(len(held)), (rows, columns)), shape=(len(made.codes.rows), len(codes))), codes


def grouping(count: int, seed: int) -> None:
    """What grouping codes by what they stand with gives away."""
    rows = entries(listed(people(count, seed), "arabic", seed), "a")
    public = entries(listed(people(100_000, 999), "arabic", 999), "p")
    known = Counter(name for row in features(public) for name in {value.split(_BETWEEN)[0] for value in row["year"]})
    order = [name for name, _ in known.most_common()]
    values = [[(code_of(SECRET, "year", one), one.split(_BETWEEN)[0]) for one in row["year"]] for row in features(rows)]
    truth = {code: name for row in values for code, name in row}
    common = sum(any(name == order[0] for _, name in row) for row in values)
    line("   rightly named by calling everybody by the commonest name", 100 * common / len(rows), "%", "-", True)
    for chaff in (False, True):
        made = keyed_list(rows, SECRET, party="a", chaff=chaff)
        found = []
        for least, resolution in ((8, 2.0), (12, 1.0), (12, 3.0)):
            pure, group, sizes = grouped(made, truth, least, resolution)
            guess = {number: name for (number, _), name in zip(sizes.most_common(), order, strict=False)}
            right = sum(any(code in group and guess.get(group[code]) == name for code, name in row) for row in values)
            found.append((right / len(rows), pure))
        what = f"{'with' if chaff else 'without'} rows for nobody"
        line(f"   one name of a row named by grouping, {what}", 100 * max(found)[0], "%", "-", True)
        line("      of codes grouped, in a group mostly of their name", 100 * max(pure for _, pure in found), "%", "-", True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--linked", type=int, default=8000)
    given = parser.parse_args()
    for seed in (201, 202):
        matching(given.linked, seed)
    attack(given.linked, 203)
    grouping(given.linked, 203)


if __name__ == "__main__":
    main()
