"""Who may be the second person, where something of lists of persons leaves only when two approve it."""

from __future__ import annotations

from sulh.model import InvalidError
from sulh.record.access import ALL
from sulh.record.shapes import Viewer

__all__ = ["require_second"]


def require_second(viewer: Viewer, first: str) -> None:
    """Raise InvalidError unless whoever approves is an account, and had no hand in what `first` signed ("NAME", or "NAME for OTHER").

    Whoever holds the record sees all and can sign for others: that would be one person under two names.
    """
    if viewer.scope == ALL or " for " in viewer.name:
        raise InvalidError("a second person approves, under an account of his or her own: nobody can approve for somebody else")
    if _hands(viewer.name) & _hands(first):
        raise InvalidError("a second person approves: {first} asked for this, and you had a hand in it", first=first)


def _hands(author: str) -> set[str]:
    """Who signed, and for whom."""
    return set(author.casefold().split(" for "))
