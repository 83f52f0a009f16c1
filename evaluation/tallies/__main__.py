"""How right tallies are read from reports of a monitoring mission: `python -m evaluation.tallies FOLDER`.

FOLDER holds the reports as `*/reports/report_*.html`, an anchor a sentence; the labels beside this file name the anchors. Without the texts
nothing is measured, which is said. Printed are precision and recall of tallies that are right in every field, of those right in kind,
number and place, and of each kind, by the genre of the reports; for the reports that rules were made on and, with `--blind`, for those
that nobody looked at, with `--later` for those that were looked up when the rules were done. `--passages` needs no folder: it scores the
passages in our own words that stand beside this file.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from evaluation.incidents.__main__ import Count, reader, text_of
from evaluation.tallies.passages import labelled_passages

from sulh.model import Tally

HERE = Path(__file__).parent
NONE, OR, ANY = "-", "|", "*"
FIELDS = ("what", "count", "meaning", "place", "start", "end", "by")
LEAN = ("what", "count", "place")
HELD = re.compile(r"not (?:under |held |controlled )|non-?(?=government)|outside|beyond")

Row = Mapping[str, str]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table of labels."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def as_row(one: Tally) -> dict[str, str]:
    """A tally that was read, written as the labels are; a year is its days."""
    start, end = one.start or NONE, one.end or NONE
    if re.fullmatch(r"\d{4}", start):
        start, end = f"{start}-01-01", f"{start}-12-31" if end == NONE else end
    return {
        "what": one.what.value,
        "count": NONE if one.count is None else str(one.count),
        "meaning": one.meaning.value if one.meaning is not None else "",
        "place": one.place or NONE,
        "start": start,
        "end": end,
        "by": one.by.id if one.by is not None else NONE,
    }


def fits(read: Row, label: Row, fields: tuple[str, ...] = FIELDS) -> bool:
    """Whether what was read is what the label has, or one of the values that it allows, in these fields."""
    return all(_same(field, read[field], label[field].split(OR)) for field in fields)


def _same(field: str, read: str, allowed: list[str]) -> bool:
    if ANY in allowed or read in allowed:
        return True
    return field == "place" and any(NONE not in (read, one) and _same_place(read, one) for one in allowed)


def _same_place(read: str, label: str) -> bool:
    """Whether two names are of one place, which may be named with its kind; areas held by one side are not those held by the other."""
    one, other = (re.sub(r"[^a-z ]", "", name.casefold()) for name in (read, label))
    if "government" in one and "government" in other:
        return bool(HELD.search(read)) == bool(HELD.search(label))
    return one in other or other in one


def compare(read: list[dict[str, str]], labels: list[dict[str, str]], fields: tuple[str, ...]) -> tuple[list[Row], list[Row], list[Row]]:
    """The tallies read that are right, those that are wrong and the labels that were missed; what may be read or not is in none of them."""
    right: list[Row] = []
    wrong: list[Row] = []
    left = list(labels)
    for one in read:
        match = next((it for it in sorted(left, key=lambda it: it["maybe"] != "") if fits(one, it, fields)), None)
        if match is None:
            if not any(it["maybe"] and fits(one, it, LEAN) for it in labels):
                wrong.append(one)
            continue
        left.remove(match)
        if not match["maybe"]:
            right.append(one)
    return right, wrong, [it for it in left if not it["maybe"]]


def measure(folder: Path, chosen: str) -> tuple[dict[str, Count], list[str]]:
    """The counts of one set of reports, and what was wrong in any field, a line each."""
    read, counts, said = reader(("tallies",)), defaultdict[str, Count](Count), list[str]()
    wanted = rows("tallies")
    for document in rows("documents"):
        if document["set"] != chosen:
            continue
        name = document["file"]
        page = next(folder.glob(f"*/reports/{name}.html"), None)
        if page is None:
            continue
        found = [as_row(one) for one in read(text_of(page.read_text(encoding="utf-8")), document["published"] or None)["tallies"]]
        labels = [row for row in wanted if row["file"] == name]
        for title, fields in (("all fields", FIELDS), ("kind, number, place", LEAN)):
            _add(counts[f"{document['genre']}: {title}"], *compare(found, labels, fields))
        right, wrong, missed = compare(found, labels, FIELDS)
        for kind in sorted({one["what"] for one in (*right, *wrong, *missed)}):
            _add(counts[f"{document['genre']}: {kind}"], *([one for one in part if one["what"] == kind] for part in (right, wrong, missed)))
        said += [f"  wrong: {name} {' '.join(one.values())}" for one in wrong]
        said += [f"  missed: {' '.join(one.values())}" for one in missed]
    return counts, said


def measure_passages() -> tuple[dict[str, Count], list[str]]:
    """The counts of the passages in our own words, by set, and what was wrong or missed in kind, number and place."""
    read, counts, said = reader(("tallies",)), defaultdict[str, Count](Count), list[str]()
    for one in labelled_passages():
        found = [as_row(tally) for tally in read(one.text, one.published)["tallies"]]
        for title, fields in (("all fields", FIELDS), ("kind, number, place", LEAN)):
            _add(counts[f"{one.chosen}: {title}"], *compare(found, [*one.labels], fields))
        _, wrong, missed = compare(found, [*one.labels], LEAN)
        said += [f"  wrong: {one.name} {' '.join(it.values())}" for it in wrong]
        said += [f"  missed: {one.name} {' '.join(it.values())}" for it in missed]
    return counts, said


def _add(count: Count, right: list[Row], wrong: list[Row], missed: list[Row]) -> None:
    count.read += len(right) + len(wrong)
    count.right += len(right)
    count.wanted += len(right) + len(missed)
    count.found += len(right)


def main() -> None:
    """Print the figures, or that the texts are not there."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.tallies", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    parser.add_argument("--passages", action="store_true", help="score the passages in our own words, without any report")
    parser.add_argument("--blind", action="store_true", help="score the reports that nobody looked at while rules were made")
    parser.add_argument("--later", action="store_true", help="score those that were looked up when the rules were done")
    parser.add_argument("--quiet", action="store_true", help="print the figures only")
    given = parser.parse_args()
    if not given.passages and not any(given.folder.glob("*/reports/report_*.html")):
        print(f"no reports in {given.folder}: nothing is measured")
        return
    chosen = "later" if given.later else "blind" if given.blind else "development"
    counts, said = measure_passages() if given.passages else measure(given.folder, chosen)
    for field, count in sorted(counts.items()):
        print(field.ljust(28), count)
    if not given.quiet:
        print("\n".join(said))


if __name__ == "__main__":
    main()
