"""How right proposals of following are on annotated pairs: `python -m evaluation.following`.

Each pair is followed alone beside the other pairs of its promise, as a record would: a link of at least one half is a proposal. Printed are
precision and recall of proposals, precision of the first proposal of each promise, the share of right directions among proposals that are
right, for all, by set, and by half: rules and weights were mended on one half of the promises alone, and the pairs of the set `unseen`
were labelled before following was run on them. Where a second hand labelled pairs (`labels-2.csv`), how far the two agree.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sulh.following import Promise, RecordItem, follow

HERE = Path(__file__).parent
UNRELATED, UNSEEN = "unrelated", "unseen"


def pairs() -> list[dict[str, Any]]:
    """The pairs, without labels."""
    return [json.loads(line) for line in (HERE / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def half(one: Mapping[str, Any]) -> str:
    """The half that the promise of a pair is in, by the digest of its words: the pairs of one promise stay together."""
    return "mended on" if int(hashlib.sha256(one["promise"].encode()).hexdigest(), 16) % 2 == 0 else "the other half"


def labels(hand: int) -> dict[str, str]:
    """What one hand says of each pair; empty where that hand has not labelled them."""
    path = HERE / f"labels-{hand}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["direction"] for row in csv.DictReader(lines)}


def proposed(given: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, float, int]]:
    """For the pairs that are proposed: direction, score, and place among the proposals of the promise (0 is the first)."""
    from sulh.text.issues import find_issues

    by_promise: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for one in given:
        by_promise[one["promise"], one["made"]].append(one)
    promises, items = [], []
    for number, ((text, made), own) in enumerate(by_promise.items()):
        first = own[0]
        words = (f"promise {number}", 0, len(text), text)
        promises.append(Promise(str(number), *words, made, tuple(first["due"]), tuple(first["owners"]), tuple(first["issues"])))
        for one in own:
            issues = tuple(sorted({mention.issue for mention in find_issues(one["later"])}))
            act = one.get("act")
            about = {"form": act["form"], "actors": tuple(act["actors"]), "issues": tuple(act["issues"])} if act else {"issues": issues}
            kind, said = "act" if act else "passage", (0, len(one["later"]), one["later"])
            items.append((str(number), RecordItem(one["id"], kind, one["document"], *said, said=one["day"], **about)))
    found: dict[str, tuple[str, float, int]] = {}
    for promise in promises:
        links = follow([promise], [item for number, item in items if number == promise.id]).links
        found |= {link.item.id: (link.direction.value, link.score, place) for place, link in enumerate(links)}
    return found


def measured(given: Iterable[Mapping[str, Any]], truth: Mapping[str, str]) -> dict[str, float]:
    """Precision, recall, precision of first proposals and share of right directions; 0 where nothing can be counted."""
    known = list(given)
    found = proposed(known)
    related = {one["id"] for one in known if truth[one["id"]] != UNRELATED}
    right = related & found.keys()
    first = [name for name, (_, _, place) in found.items() if place == 0]
    same = sum(found[name][0] == truth[name] for name in right)
    return {
        "pairs": len(known),
        "related": len(related),
        "proposed": len(found),
        "precision": _share(len(right), len(found)),
        "recall": _share(len(right), len(related)),
        "precision of the first": _share(sum(name in related for name in first), len(first)),
        "directions right": _share(same, len(right)),
    }


def agreement(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """Cohen's kappa of two hands over the pairs that both labelled."""
    both = sorted(one.keys() & other.keys())
    same = sum(one[name] == other[name] for name in both) / len(both)
    codes = {*one.values(), *other.values()}
    chance = sum((sum(one[n] == c for n in both) / len(both)) * (sum(other[n] == c for n in both) / len(both)) for c in codes)
    return round((same - chance) / (1 - chance), 3) if chance < 1 else 1.0


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def main() -> None:
    """Print the figures of promises, or with `--clauses` those of clauses followed through monitoring reports."""
    options = argparse.ArgumentParser(prog="python -m evaluation.following")
    options.add_argument("--clauses", type=Path, metavar="DIRECTORY", help="where the monitoring reports lie, which are not part of Sulh")
    options.add_argument("--unseen", action="store_true", help="of clauses, the pairs whose errors nobody read")
    asked = options.parse_args()
    if asked.unseen and asked.clauses is None:
        options.error("--unseen goes with --clauses DIRECTORY")
    if asked.clauses is not None:
        from evaluation.following import clauses

        clauses.report(asked.clauses, clauses.UNSEEN if asked.unseen else clauses.HERE)
        return
    given, truth, second = pairs(), labels(1), labels(2)
    seen = [one for one in given if one["set"] != UNSEEN]
    groups = {
        "all but unseen": seen,
        **{name: [one for one in given if one["set"] == name] for name in sorted({one["set"] for one in given})},
    }
    groups |= {name: [one for one in seen if half(one) == name] for name in ("mended on", "the other half")}
    for name, chosen in groups.items():
        print(name.ljust(14), "  ".join(f"{key} {value:g}" for key, value in measured(chosen, truth).items()))
    print(f"kappa of two hands {agreement(truth, second)}" if second else "one hand has labelled the pairs; labels-2.csv is wanted")


if __name__ == "__main__":
    main()
