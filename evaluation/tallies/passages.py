"""Passages in our own words with the tallies that they tell: read from passages.txt, and scored like reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["LabelledPassage", "labelled_passages"]

_FIELDS = ("what", "count", "meaning", "place", "start", "end", "by", "maybe")
_FILE = Path(__file__).parent / "passages.txt"


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """One passage with its labels; `chosen` is `development`, or `kept` for those that were kept aside until rules were made."""

    name: str
    chosen: str
    published: str
    text: str
    labels: tuple[dict[str, str], ...]


def labelled_passages() -> list[LabelledPassage]:
    """Return the passages in the order of the file: a head with name, set and day of publication, the text, and a line a label."""
    blocks = _FILE.read_text(encoding="utf-8").split("\n# ")
    return [_passage(block.removeprefix("# ")) for block in blocks]


def _passage(block: str) -> LabelledPassage:
    head, *lines = block.splitlines()
    name, chosen, published = head.split()
    told = [line for line in lines if not line.startswith("> ")]
    labels = tuple(_label(line.removeprefix("> ")) for line in lines if line.startswith("> "))
    return LabelledPassage(name, chosen, published, "\n".join(told).strip() + "\n", labels)


def _label(line: str) -> dict[str, str]:
    """One label: what, count, meaning, place, first and last day, by whom and whether it may be left out, each behind " |"."""
    values = [value.strip() for value in line.split(" |")]
    return dict(zip(_FIELDS, [*values, "", ""], strict=False))
