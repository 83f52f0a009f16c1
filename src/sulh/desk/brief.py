"""The brief on the first page: since when it tells."""

from __future__ import annotations

import datetime as dt

from sulh.desk.middleware import DeskRequest
from sulh.record.jobs.visits import keep_visit, visit_of

__all__ = ["remember", "since"]

_VISIT = dt.timedelta(minutes=30)  # who comes back within it is still on the same visit


def since(request: DeskRequest) -> str:
    """When the viewer's visit before this one ended, as an ISO time in UTC; empty on the first, and for whoever has no account."""
    return _since(*_kept(request)) if request.user.is_authenticated else ""


def remember(request: DeskRequest, told: str) -> None:
    """Keep with the account that its viewer looked now, having been told what came since then; once a minute is enough."""
    now = _now().isoformat(timespec="seconds")
    if request.user.is_authenticated and (last := _kept(request)[1])[:16] != now[:16]:
        keep_visit(request.viewer.name, told, now, is_first=not last)


def _kept(request: DeskRequest) -> tuple[str, str]:
    """The visits of the viewer, asked for once an answer."""
    found: tuple[str, str] | None = getattr(request, "visits", None)
    if found is None:
        found = visit_of(request.viewer.name)
        request.visits = found  # type: ignore[attr-defined]
    return found


def _since(before: str, last: str) -> str:
    return last if last and _now() - dt.datetime.fromisoformat(last) > _VISIT else before


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
