"""Replies of a language model to annotated documents: what to ask it, and what it replied, as test data.

    python -m evaluation.replies --write FOLDER                  # system.txt, schema.json, and a question for each document
    python -m evaluation.replies --collect FOLDER --model NAME   # keep FOLDER/NNN-reply.json beside the annotations

The model gets `system.txt`, `schema.json` and one question, and nothing else. Its reply is kept as it came, whatever it is.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.annotations import HERE, Annotated, documents

REPLIES = HERE / "replies"
ASKED = REPLIES / "asked.csv"
VERSION = "prompt-version.txt"
# Hands whose documents came after the model had been asked.
CAME_LATER = frozenset("lpqtuvwnz")
# Documents of each hand of these sets; `development` is for learning how to join, `blind` for the figures that are published.
SIZES = {"blind": 22, "development": 5}


@dataclass(frozen=True)
class Recorded:
    """The reply of a model to the question about one document. `text` is the SHA-256 of the text that it was asked about."""

    doc: str
    model: str
    prompt: str
    text: str
    reply: str


def asked() -> list[Annotated]:
    """The documents that the model is asked about, in the order of their numbers."""
    with ASKED.open(encoding="utf-8", newline="") as table:
        wanted = [(row["set"], row["doc"]) for row in csv.DictReader(table)]
    known = {(one.place, one.doc): one for one in documents(SIZES)}
    return [known[one] for one in wanted]


def recorded(place: str) -> dict[str, Recorded]:
    """The replies that are kept for the documents of a set, by document."""
    path = REPLIES / f"{place}.jsonl"
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return {one.doc: one for one in (Recorded(**json.loads(line)) for line in lines)}


def chosen() -> Iterator[Annotated]:
    """Documents spread over the hands and genres of the sets, in an order that has nothing to do with what they say."""
    for place, size in SIZES.items():
        there = documents((place,))
        for hand in sorted({one.gold["hand"] for one in there} - CAME_LATER):
            by_genre: dict[str, list[Annotated]] = {}
            for one in sorted((one for one in there if one.gold["hand"] == hand), key=lambda one: digest(one.doc)):
                by_genre.setdefault(one.genre, []).append(one)
            turns = [(turn, genre, one) for genre, some in by_genre.items() for turn, one in enumerate(some)]
            yield from (one for _, _, one in sorted(turns, key=lambda item: item[:2])[:size])


def digest(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write_questions(folder: Path) -> int:
    """Write what a model is asked into a folder; the number of questions."""
    from sulh.documents import load
    from sulh.record.second_reader.prompt import question, system_prompt, version
    from sulh.record.second_reader.schema import reply_schema

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "system.txt").write_text(system_prompt(), encoding="utf-8")
    (folder / VERSION).write_text(version() + "\n", encoding="utf-8")
    (folder / "schema.json").write_text(json.dumps(reply_schema(), indent=1), encoding="utf-8")
    there = asked()
    for number, one in enumerate(there, 1):
        document = load(one.path)
        (folder / f"{number:03d}-question.txt").write_text(question(document, 0, len(document.text)), encoding="utf-8")
    return len(there)


def collect(folder: Path, model: str) -> Counter[str]:
    """Keep the replies of a folder beside those that are kept; how many there are by set, and how many are of the shape asked for."""
    import jsonschema

    from sulh.documents import load
    from sulh.record.second_reader.schema import reply_schema

    # The prompt may have got another number since.
    prompt = (folder / VERSION).read_text(encoding="utf-8").strip()
    shape = jsonschema.Draft202012Validator(reply_schema())
    kept = {place: recorded(place) for place in SIZES}
    counts: Counter[str] = Counter()
    for number, one in enumerate(asked(), 1):
        path = folder / f"{number:03d}-reply.json"
        if not path.exists():
            counts["without a reply"] += 1
            continue
        reply = path.read_text(encoding="utf-8")
        try:
            valid = shape.is_valid(json.loads(reply))
        except ValueError:
            valid = False
        counts[f"{one.place}, {'of the shape asked for' if valid else 'of another shape'}"] += 1
        kept[one.place][one.doc] = Recorded(one.doc, model, prompt, digest(load(one.path).text), reply)
    for place, replies in kept.items():
        lines = [json.dumps(vars(replies[doc]), ensure_ascii=False) for doc in sorted(replies)]
        if lines:
            (REPLIES / f"{place}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return counts


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the options say; prints counts only, since nobody who writes rules may see names or words of blind documents."""
    plain = argparse.RawDescriptionHelpFormatter
    made = argparse.ArgumentParser(prog="python -m evaluation.replies", description=__doc__, formatter_class=plain)
    made.add_argument("--choose", action="store_true", help="write evaluation/replies/asked.csv, the documents that are asked about")
    made.add_argument("--write", metavar="FOLDER", type=Path, help="write what a model is asked into this folder")
    made.add_argument("--collect", metavar="FOLDER", type=Path, help="keep the replies of this folder")
    made.add_argument("--model", metavar="NAME", help="the model that replied")
    given = made.parse_args(arguments)
    if given.choose:
        rows = [f"{one.doc},{one.place}" for one in chosen()]
        ASKED.write_text("\n".join(["doc,set", *rows]) + "\n", encoding="utf-8")
    if given.write:
        print(write_questions(given.write), "questions")
    if given.collect:
        if not given.model:
            made.error("--collect needs --model NAME: replies are published with the name of the model that gave them")
        for name, count in sorted(collect(given.collect, given.model).items()):
            print(f"{name}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
