"""A text cut where citations begin and end, so that overlapping citations can be coloured without nesting them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sulh.render.outline import OutlineEntry

__all__ = ["Segment", "paragraphs"]


@dataclass(frozen=True, slots=True)
class Segment:
    """Words covered by the same entries throughout. `entries` has the most specific first; `opens` when a citation begins here."""

    start: int
    text: str
    entries: tuple[OutlineEntry, ...] = ()
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    order: int
    entry: OutlineEntry


def paragraphs(text: str, entries: Iterable[OutlineEntry]) -> Iterator[tuple[Segment, ...]]:
    """The lines of the text that are not blank, each as its segments; joined, the segments of a line are the line without its end."""
    spans = [_Span(cite.start, cite.end, order, entry) for order, entry in enumerate(entries) for cite in entry.cites]
    waiting = deque(sorted(spans, key=lambda span: (span.start, span.end, span.order)))
    active: list[_Span] = []
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line.splitlines()[0])
        while waiting and waiting[0].start < end:
            active.append(waiting.popleft())
        if line.strip():
            yield tuple(_cut(text, at, end, active))
        at += len(line)
        active = [span for span in active if span.end > at]


def _cut(text: str, start: int, end: int, spans: list[_Span]) -> Iterator[Segment]:
    """One line cut at every edge of the spans that touch it; the spans are in the order of their starts."""
    edges = sorted({start, end, *(edge for span in spans for edge in (span.start, span.end) if start < edge < end)})
    following = deque(spans)
    covering: list[_Span] = []
    for left, right in pairwise(edges):
        while following and following[0].start <= left:
            covering.append(following.popleft())
        covering = [span for span in covering if span.end > left]
        closest = sorted(covering, key=lambda span: (span.end - span.start, span.order))
        yield Segment(
            left,
            text[left:right],
            tuple({span.entry.key: span.entry for span in closest}.values()),
            opens=any(span.start == left for span in covering),
        )
