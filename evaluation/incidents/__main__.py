"""How right incidents are read from reports of monitoring missions: `python -m evaluation.incidents FOLDER`.

FOLDER holds the reports as `*/reports/report_*.html`, an anchor a sentence; the labels beside this file name the anchors. Without the texts
nothing is measured, which is said. Printed are precision and recall of each field, for the reports that rules were mended on and, with
`--blind`, for those that nobody looked at.
"""

from __future__ import annotations

import argparse
import csv
import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sulh.actors import Authority
from sulh.model import Actor, Document, IncidentAssessment, Observation, Report, Response
from sulh.reading.english.pipeline import GIVEN, PIPELINE
from sulh.reading.english.relevance import is_about_talks
from sulh.reading.pipeline import Pipeline

HERE = Path(__file__).parent
ANCHOR = re.compile(r'<a id="\d+"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
SENTENCE_ENDS = re.compile(r"[.:;?!…”\"’)]$")
PARTS = ("reports", "assessments", "observations", "responses")
NONE, OR = "-", "|"

Row = Mapping[str, str]
Found = Mapping[str, tuple[Any, ...]]


def text_of(page: str) -> str:
    """The text of a report: one paragraph an anchor, and anchors that break off within a sentence joined."""
    paragraphs: list[str] = []
    for anchor in ANCHOR.finditer(page):
        words = " ".join(html.unescape(TAG.sub("", anchor[1])).split())
        if not words:
            continue
        if paragraphs and not SENTENCE_ENDS.search(paragraphs[-1]):
            paragraphs[-1] += f" {words}"
        else:
            paragraphs.append(words)
    return "\n\n".join(paragraphs)


def reader(parts: Sequence[str] = PARTS) -> Callable[[str, str | None], Found]:
    """What reads a text: the components of the pipeline that these parts need, no others, as grammar takes long."""
    adders = {one.adds: one for one in PIPELINE.components}
    wanted, left = set[str](), list(parts)
    while left:
        name = left.pop()
        if name not in GIVEN and name not in wanted:
            wanted.add(name)
            left += adders[name].needs
    pipeline = Pipeline.of([one for one in PIPELINE.components if one.adds in wanted], given=GIVEN)
    authority = Authority.default()

    def read(text: str, published: str | None) -> Found:
        if not is_about_talks(text):
            return dict.fromkeys(parts, ())
        document = Document(id="sha256:0", path="report.html", text=text, published=published)
        return pipeline.run({"document": document, "authority": authority, "progress": None})

    return read


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table of labels."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def values(found: Found) -> dict[str, set[str]]:
    """What was read of one report, field by field."""
    reports: Iterable[Report] = found["reports"]
    assessments: Iterable[IncidentAssessment] = found["assessments"]
    told: list[Report | IncidentAssessment] = [*reports, *assessments]
    fields: dict[str, list[str | None]] = {
        "alleged_by": [_id(one.alleged_by) for one in reports],
        "against": [_id(one.against) for one in reports],
        "found_against": [_id(one.found_against) for one in assessments],
        "state": [one.state.value for one in assessments],
        "kind": [one.what.value for one in reports],
        "place": [one.place for one in told],
        "day": [_days(one.start, one.end) for one in reports] + [one.happened for one in assessments],
        "killed": [str(one.killed) if one.killed is not None else None for one in told],
    }
    return {name: {value for value in said if value is not None} for name, said in fields.items()}


def _id(actor: Actor | None) -> str | None:
    return actor.id if actor is not None else None


def _days(start: str | None, end: str | None) -> str | None:
    return f"{start}/{end}" if start and end else start


def same(field: str, read: str, label: str) -> bool:
    """Whether a value read is the one labelled: a force of a government is that government, and a place may be named with its kind."""
    if field in ("alleged_by", "against", "found_against", "by"):
        return label in (read, Authority.default().part_of(read))
    if field == "place":
        one, other = (re.sub(r"[^a-z ]", "", name.casefold()) for name in (read, label))
        return one in other or other in one
    return read == label


class Count:
    """How many values were read, how many of them were right, how many were to be found, and how many of those were."""

    def __init__(self) -> None:
        self.read = self.right = self.wanted = self.found = 0

    def __str__(self) -> str:
        return f"precision {self.right:>3} of {self.read:<3}  recall {self.found:>3} of {self.wanted:<3}"


def of_findings(label: Row, found: Found, counts: Mapping[str, Count], said: list[str]) -> None:
    """Count the fields of one report of an investigation; each value that is read has to be one that the label allows."""
    for field, read in values(found).items():
        allowed = label[field].split(OR)
        wrong = sorted(one for one in read if not any(same(field, one, it) for it in allowed))
        hit = any(same(field, one, it) for one in read for it in allowed)
        counts[field].read += len(read)
        counts[field].right += len(read) - len(wrong)
        counts[field].wanted += NONE not in allowed
        counts[field].found += NONE not in allowed and hit
        if wrong or (not hit and NONE not in allowed):
            said.append(f"  {label['file']} {field}: {sorted(read)} for {label[field]}")


def of_rows(name: str, document: str, read: list[dict[str, str]], count: Count, said: list[str]) -> None:
    """Count rows, each with all its fields, against those labelled of the same report."""
    labels = [row for row in rows(name) if row["file"] == document]
    left = list(labels)
    for one in read:
        match = next((it for it in left if all(_fits(field, one[field], it[field]) for field in one)), None)
        count.right += match is not None
        if match is not None:
            left.remove(match)
        else:
            said.append(f"  {name} wrong: {document} {one}")
    said += [f"  {name} missed: {one}" for one in left]
    count.read += len(read)
    count.wanted += len(labels)
    count.found += len(labels) - len(left)


def _fits(field: str, read: str, label: str) -> bool:
    allowed = label.split(OR)
    return read in allowed if NONE in (read, *allowed) and read == NONE else any(it != NONE and same(field, read, it) for it in allowed)


def harm(found: Found) -> list[dict[str, str]]:
    """Whom a status report says was harmed."""
    told: list[Report | IncidentAssessment] = [*found["reports"], *found["assessments"]]
    return [
        {"killed": _written(one.killed), "injured": _written(one.injured), "place": one.place or NONE}
        for one in told
        if one.killed is not None or one.injured is not None
    ]


def _written(count: int | None) -> str:
    return NONE if count is None else str(count)


def access(found: Found) -> list[dict[str, str]]:
    """Where those who watch were kept from looking, and by whom."""
    observations: Iterable[Observation] = found["observations"]
    return [{"by": _id(one.hindered_by) or NONE, "place": one.place or NONE} for one in observations]


def measure(folder: Path, chosen: str) -> tuple[dict[str, Count], list[str]]:
    """The counts of one set of reports, and what was wrong, a line each."""
    read, counts, said = reader(), defaultdict[str, Count](Count), list[str]()
    findings = {row["file"]: row for row in rows("findings")}
    for document in rows("documents"):
        if document["set"] != chosen:
            continue
        name = document["file"]
        page = next(folder.glob(f"*/reports/{name}.html"))
        found = read(text_of(page.read_text(encoding="utf-8")), document["published"] or None)
        if name in findings:
            of_findings(findings[name], found, counts, said)
        else:
            of_rows("harm", name, harm(found), counts["harm"], said)
        of_rows("access", name, access(found), counts["access"], said)
    of_responses(folder, chosen, read, counts["responses"], said)
    return counts, said


def of_responses(folder: Path, chosen: str, read: Callable[[str, str | None], Found], count: Count, said: list[str]) -> None:
    """Count what parties answered, each with its kind and party; a row with `maybe` may be read or not."""
    labels = [row for row in rows("responses") if row["set"] == chosen]
    published = {row["file"]: row["published"] for row in rows("documents")}
    for name in dict.fromkeys(row["file"] for row in labels):
        page = next(folder.glob(f"*/reports/{name}.html"))
        answers: Iterable[Response] = read(text_of(page.read_text(encoding="utf-8")), published.get(name) or None)["responses"]
        left = [row for row in labels if row["file"] == name and row["what"]]
        count.wanted += sum(not row["maybe"] for row in left)
        for one in answers:
            match = next((it for it in left if it["what"] == one.what.value and same("by", _id(one.by) or NONE, it["by"])), None)
            if match is None:
                said.append(f"  response wrong: {name} {one.what.value} {_id(one.by)}: {one.cite.quote[:150]}")
            else:
                left.remove(match)
            count.read += match is None or not match["maybe"]
            count.right += match is not None and not match["maybe"]
            count.found += match is not None and not match["maybe"]
        said += [f"  response missed: {row}" for row in left if not row["maybe"]]


def main() -> None:
    """Print the figures, or that the texts are not there."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.incidents", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--blind", action="store_true", help="score the reports that nobody looked at while rules were made")
    given = parser.parse_args()
    if not any(given.folder.glob("*/reports/report_*.html")):
        print(f"no reports in {given.folder}: nothing is measured")
        return
    counts, said = measure(given.folder, "blind" if given.blind else "development")
    for field, count in counts.items():
        print(field.ljust(14), count)
    print("\n".join(said))


if __name__ == "__main__":
    main()
