"""Which sentences can hold a fact about talks; asked before anything is parsed, because parsing is what costs."""

from __future__ import annotations

from sulh.reading.context import Context
from sulh.reading.meetings.triggers import has_trigger

__all__ = ["passages_to_parse"]


def passages_to_parse(context: Context) -> list[int]:
    """Indices of the passages worth a parse."""
    return [p.index for p in context.passages if has_trigger(p.text) or p.references or context.people_in(p)]
