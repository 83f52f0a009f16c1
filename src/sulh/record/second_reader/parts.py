"""Cut a long document into overlapping parts that a model can read one by one."""

from __future__ import annotations

__all__ = ["LONGEST", "OVERLAP", "parts"]

LONGEST = 16_000  # characters of a part: some 4,000 tokens, which leaves room for the prompt and a reply in a small context
OVERLAP = 1_600  # characters that a part shares with the one before it, so that what a cut parts stands whole in one of them
_BREAKS = ("\n\n", "\n", ". ", " ")


def parts(text: str, *, longest: int = LONGEST, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Spans `[start, end)` that cover a text in order, none longer than `longest`; cut after a paragraph, a line or a sentence."""
    overlap = min(overlap, longest // 4)  # each part has to end later than the one before it
    found: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start + longest // 2, start + longest)
        found.append((start, end))
        start = _cut(text, end - overlap, end - overlap // 2)
    found.append((start, len(text)))
    return found


def _cut(text: str, first: int, last: int) -> int:
    """The last place between two offsets after which a paragraph, else a line, a sentence or a word begins; else the last offset."""
    for mark in _BREAKS:
        place = text.rfind(mark, first, last)
        if place >= 0:
            return place + len(mark)
    return last
