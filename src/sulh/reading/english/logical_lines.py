"""The lines of a document as its author had them: those of the file, cut where a label begins a new one inside.

A page that was pasted or taken out of a PDF often has a whole list in one line: "Present: for the Government: A, B. For the Front: C, D.
1. The chair opened the meeting." What is read by lines reads these.
"""

from __future__ import annotations

from collections.abc import Iterator

from sulh.reading.lexicon import pattern

__all__ = ["logical_lines"]

_LABELS = "|".join(
    f"<{group}>"
    for group in ("head_present", "head_party", "head_third", "head_chair", "head_guarantor", "head_host", "head_observer", "head_absent")
)
_FOR = r"(?-i:[Ff]or|[Oo]n\s+behalf\s+of|[Dd]elegation\s+of)\s+(?:and\s+on\s+behalf\s+of\s+)?(?:the\s+)?(?-i:[A-Z])[^.;:\n]{1,80}:"
_BEGINS = rf"(?:{_FOR}|(?:{_LABELS})(?:\s*\([^)\n]{{0,40}}\))?\s*:|\d{{1,2}}\.\s+(?-i:[A-Z])[a-z])"
# A label stands behind the end of a sentence or of an entry, or behind another label.
_CUTS = rf"(?:(?<=[.;)])\s+|(?<=:)\s+)(?={_BEGINS})"
_LABELLED = rf"(?:{_FOR}|\b(?:{_LABELS})(?:\s*\([^)\n]{{0,40}}\))?\s*:)"


def logical_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of each line, without its end; a line that lists nobody behind a label stays whole."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        cuts = [m.span() for m in pattern(_CUTS).finditer(text, at, end)] if pattern(_LABELLED).search(text, at, end) else []
        for low, high in cuts:
            if low > at:
                yield at, low
            at = high
        yield at, end
        at = end + 1
