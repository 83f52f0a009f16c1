"""The life of a clause as pages show it: its strip over time, the key of the marks, and the time that was searched, in words."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext

from sulh import words
from sulh.desk.charts.clause_strip import LifeMark, clause_key, clause_strip
from sulh.desk.charts.scale import day
from sulh.desk.shown import language
from sulh.model.vocabulary import Direction
from sulh.record.shapes import ClauseLife

__all__ = ["from_to", "key", "place", "strip"]


def strip(life: ClauseLife) -> SafeString:
    """The strip of a clause; nothing where its day, or the last day of the record, is not known. Marks lead to the passages below."""
    made, last = day(life.made), day(life.searched)
    if made is None or last is None or not life.links:
        return SafeString("")
    marks = [
        LifeMark(at, Direction(one.direction), f"#{place(life)}-{number}", _said(one.direction, one.day))
        for number, one in enumerate(life.links, 1)
        if (at := day(one.day)) is not None
    ]
    drawn = clause_strip(marks, made, last, name=from_to(life), language=language(), rtl=get_language_bidi())
    return mark_safe(drawn)


def key(life: ClauseLife) -> tuple[tuple[str, SafeString, int], ...]:
    """What each mark means, the mark, and how many there are."""
    found = [one.direction for one in life.links]
    return tuple(
        (words.code("Direction", one.value, language=language()), mark_safe(sample), found.count(one.value))
        for one, sample in clause_key(found)
    )


def place(life: ClauseLife) -> str:
    """What the places of a clause's passages on a page begin with: several clauses may stand on one."""
    return f"life-{life.id.replace('#', '-')}"


def from_to(life: ClauseLife) -> str:
    """The time over which later sources were searched."""
    first, last = (words.date(one, language=language()) if one else "" for one in (life.made, life.searched))
    return gettext("The clause from %(first)s to the last day of the record, %(last)s") % {"first": first, "last": last}


def _said(direction: str, at: str | None) -> str:
    said = words.code("Direction", direction, language=language())
    return words.listing((words.date(at, language=language()), said), language=language())
