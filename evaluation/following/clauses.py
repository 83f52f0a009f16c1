"""How right links of clauses with monitoring reports are: `python -m evaluation.following --clauses DIRECTORY`.

`DIRECTORY` holds the texts, which have no stated licence and are not part of the project: `PROCESS/agreements/*.html`,
`PROCESS/reports/*.html`, an anchor around each sentence. Every clause labelled is followed through all segments of the reports of its
process, as a record would, and the pairs that were labelled are looked up among the links.
"""

from __future__ import annotations

import csv
import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from sulh.following.clause_types import AgreedClause, ReportSegment, SegmentLink
from sulh.following.clause_words import lead_of
from sulh.following.clauses import follow_clauses

HERE = Path(__file__).parent
# Pairs whose errors nobody read, labelled after the rules were made.
UNSEEN = HERE / "unseen"
UNRELATED = "unrelated"
# What says what became of a clause; the others only speak of it.
OUTCOMES = frozenset({"fulfils", "advances", "delays", "breaks", "withdraws"})
TRACKER = 0.65
# Pairs that following itself had proposed in whole series, to fit weights on, and those that it nearly had: they are counted apart.
PROPOSED, AGAIN, OTHER = "proposed", ("proposed again", "likely miss"), ("other clauses", "other misses")
# Pairs found by reading through reports, whatever their words, with near and random ones beside them.
READ = ("read to fit", "near to fit", "random to fit")
APART = (PROPOSED, *AGAIN, *OTHER, *READ)
MENDED_ON = "mended on"
_ANCHOR = re.compile(r'<a id="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_NUMBER = re.compile(r"(?:^|\s)(\d+(?:\.\d+)*)\.?\s*$")
_OPENING = re.compile(r"^\W*(\d+(?:\.\d+)+)\.?\s*[A-Z]")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen")
_ARTICLES = {word: at for at, word in enumerate(_COUNTED, 1)}
_ARTICLE = re.compile(r"\bArticle (\w+)\b")
# Copies of other reports, and a study of constitutions.
_LEFT_OUT = frozenset({"report_SS_32", "report_SS_64", "report_SS_56", "report_SS_68", "report_SS_90"})

Pair = Mapping[str, str]


def rows(name: str, place: Path = HERE) -> list[dict[str, str]]:
    """The rows of a table in a directory, by default this one; none where it is not there."""
    path = place / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def labels(hand: int, place: Path = HERE) -> dict[str, str]:
    """What one hand says of each pair."""
    return {row["id"]: row["direction"] for row in rows(f"clauses-{hand}.csv", place)}


def truth_of_pairs(place: Path = HERE) -> dict[str, str]:
    """What is true of each pair: as the first hand says, or the third of the pairs that were drawn later."""
    return labels(1, place) | labels(3, place)


@cache
def pieces(path: Path) -> tuple[tuple[str, str], ...]:
    """The anchors of a text with their words."""
    found = _ANCHOR.findall(path.read_text(encoding="utf-8"))
    return tuple((anchor, " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())) for anchor, words in found)


def clauses_of(texts: Path, pairs: Sequence[Pair]) -> dict[str, list[AgreedClause]]:
    """The clauses that pairs name, by process."""
    days = {row["text"]: row["day"] for row in rows("clauses-days.csv")}
    found: dict[str, dict[str, AgreedClause]] = defaultdict(dict)
    for one in pairs:
        name = f"{one['agreement']}/{one['clause']}"
        held = pieces(texts / one["process"] / "agreements" / f"{one['agreement']}.html")
        at = next(place for place, (anchor, _) in enumerate(held) if anchor == one["clause"])
        text = held[at][1]
        lead = lead_of([words for _, words in held[:at]], at)
        found[one["process"]][name] = AgreedClause(name, one["agreement"], text, days.get(one["agreement"]), _number(held, at), lead=lead)
    return {process: list(own.values()) for process, own in found.items()}


def _number(held: Sequence[tuple[str, str]], at: int) -> str | None:
    """The article that a clause stands under: at its head, else at the end of the words before it, where sentences were cut."""
    if opening := _OPENING.match(held[at][1]):
        return opening[1]
    before = next((words for _, words in reversed(held[:at]) if words), "")
    if ending := _NUMBER.search(before):
        return ending[1]
    named = _ARTICLE.search(held[at][1])
    return str(_ARTICLES[named[1].lower()]) if named and named[1].lower() in _ARTICLES else None


def segments_of(texts: Path, process: str) -> list[ReportSegment]:
    """All segments of the reports of a process."""
    days = {row["text"]: row["day"] for row in rows("clauses-days.csv")}
    found = []
    for path in sorted((texts / process / "reports").glob("*.html")):
        if path.stem in _LEFT_OUT:
            continue
        held = [(anchor, words) for anchor, words in pieces(path) if words]
        said = [words for _, words in held]
        found += [
            ReportSegment(f"{path.stem}/{anchor}", path.stem, words, days.get(path.stem), lead_of(said, at))
            for at, (anchor, words) in enumerate(held)
        ]
    return found


def linked(texts: Path, pairs: Sequence[Pair]) -> dict[str, SegmentLink]:
    """The links of the labelled pairs that are proposed, by the id of the pair."""
    found = {}
    for process, own in clauses_of(texts, pairs).items():
        for link in follow_clauses(own, segments_of(texts, process)):
            found[process, link.clause, link.segment.id] = link
    keys = {one["id"]: (one["process"], f"{one['agreement']}/{one['clause']}", f"{one['report']}/{one['segment']}") for one in pairs}
    return {name: found[key] for name, key in keys.items() if key in found}


def measured(pairs: Iterable[Pair], truth: Mapping[str, str], proposed: Mapping[str, str]) -> dict[str, float]:
    """Precision and recall of links, of those that say what became of the clause, and how often the direction of right links is right."""
    known = [one["id"] for one in pairs]
    related = {name for name in known if truth[name] != UNRELATED}
    given = {name for name in known if name in proposed}
    right = related & given
    told = {name for name in known if truth[name] in OUTCOMES}
    said = {name for name in given if proposed[name] in OUTCOMES}
    return {
        "pairs": len(known),
        "related": len(related),
        "proposed": len(given),
        "precision": share(len(right), len(given)),
        "recall": share(len(right), len(related)),
        "direction right": share(sum(truth[name] == proposed[name] for name in right), len(right)),
        "outcomes": len(told),
        "outcome precision": share(len(said & told), len(said)),
        "outcome recall": share(len(said & told), len(told)),
        "outcome direction right": share(sum(truth[name] == proposed[name] for name in said & told), len(said & told)),
    }


def share(part: int, whole: int) -> float:
    """A share, 0 where there is nothing."""
    return round(part / whole, 3) if whole else 0.0


def report(texts: Path, place: Path = HERE) -> None:
    """Print the figures of the pairs in `place`, or that the texts are not there."""
    pairs, truth, second = rows("clauses.csv", place), truth_of_pairs(place), labels(2, place)
    if not texts.is_dir():
        print(f"The monitoring reports are not at {texts}: nothing was measured. No licence is stated for them; they are not part of Sulh.")
        return
    found = {name: link.direction.value for name, link in linked(texts, pairs).items()}
    cut = {one["id"]: "mentions" for one in pairs if one["tracker"] and float(one["tracker"]) >= TRACKER}
    drawn = [one for one in pairs if one["drawn"] not in APART]
    groups = {"all": drawn} | {half: [one for one in drawn if one["half"] == half] for half in (MENDED_ON, "blind")}
    groups |= {process: [one for one in drawn if one["process"] == process] for process in sorted({one["process"] for one in drawn})}
    groups |= {PROPOSED: [one for one in pairs if one["drawn"] == PROPOSED], "read later": [one for one in pairs if one["drawn"] in AGAIN]}
    groups |= {"other clauses": [one for one in pairs if one["drawn"] in OTHER]}
    groups |= {"read to fit": [one for one in pairs if one["drawn"] in READ]}
    worded = {row["id"]: row["words"] for row in rows("words.csv", place)}
    groups |= {f"{kind} words": [one for one in pairs if worded.get(one["id"]) == kind] for kind in ("own", "other")}
    for name, chosen in groups.items():
        if not chosen:
            continue
        print(name.ljust(12), "  ".join(f"{key} {value:g}" for key, value in measured(chosen, truth, found).items()))
        cut_at = {key: value for key, value in measured(chosen, truth, cut).items() if key in ("proposed", "precision", "recall")}
        print(f"  cut of {TRACKER}".ljust(12), "  ".join(f"{key} {value:g}" for key, value in cut_at.items()))
    if second:
        from evaluation.following.__main__ import agreement  # it imports this module when it is asked for clauses

        again = {name: truth[name] for name in second}
        print(f"the first hand twice, {len(second)} pairs: kappa {agreement(again, second)}")
