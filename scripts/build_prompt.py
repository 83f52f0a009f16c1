"""Take the guide of the annotators into the prompt of the second reader, and number the prompt: python scripts/build_prompt.py."""

from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "evaluation" / "GUIDE.md"
FOLDER = ROOT / "src" / "sulh" / "data" / "second_reader"
# The sections of the guide that say what is recorded; the others are about the files of annotations.
SECTIONS = ("The document", "Meetings", "Participants and people", "Acts", "Ceasefires, releases, counts")


def guide() -> str:
    """These sections of the guide, as they stand there."""
    found = {one.split("\n", 1)[0]: f"## {one.strip()}" for one in re.split(r"(?m)^## ", GUIDE.read_text(encoding="utf-8"))}
    return "\n\n".join(found[name] for name in SECTIONS) + "\n"


if __name__ == "__main__":
    (FOLDER / "guide.md").write_text(guide(), encoding="utf-8")
    from sulh.record.second_reader.prompt import digest

    versions = FOLDER / "versions.csv"
    with versions.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    if rows[-1]["sha256"] != digest():
        with versions.open("a", encoding="utf-8") as table:
            table.write(f"{len(rows) + 1},{digest()}\n")
        print("prompt", len(rows) + 1)
