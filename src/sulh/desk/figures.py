"""The charts as the pages place them: drawn in the reader's language, with links to the desk's own addresses."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sulh.record.shapes import MeetingView, NetworkView, PeriodView, PlaceView

__all__ = ["network", "places", "timeline"]


def timeline(meetings: Sequence[MeetingView], periods: Sequence[PeriodView], *, width: int) -> SafeString:
    """A lane per track, meetings as marks, ceasefires shaded."""
    try:
        from sulh.desk.charts.timeline import figure
    except ImportError:
        return mark_safe("")
    return mark_safe(figure(meetings, periods, lang=_language(), width=width))  # noqa: S308 - the charts escape what they draw


def network(view: NetworkView, *, width: int) -> SafeString:
    """Who met whom."""
    try:
        from sulh.desk.charts.network import figure
    except ImportError:
        return mark_safe("")
    return mark_safe(figure(view, lang=_language(), width=width))  # noqa: S308


def places(found: Sequence[PlaceView], *, width: int) -> SafeString:
    """Where meetings were held."""
    try:
        from sulh.desk.charts.map import figure
    except ImportError:
        return mark_safe("")
    return mark_safe(figure(found, lang=_language(), width=width))  # noqa: S308


def _language() -> str:
    return (get_language() or "en").split("-")[0]
