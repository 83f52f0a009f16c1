"""One piece of a periodic report."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ReportBlock"]


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """A heading (`sort` h1, h2 or h3), a paragraph (p), a table, whose first row is its head, or a picture (SVG) with its words."""

    sort: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    numbers: frozenset[int] = frozenset()  # the columns of a table that hold numbers
    picture: str = ""
