"""The ledger: what was added and decided, by whom, and whether the chain holds."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sulh.desk.asking import offset_of, paging
from sulh.desk.middleware import DeskRequest
from sulh.record.access import may
from sulh.record.queries import ledger as queries

__all__ = ["show", "verify"]

_SIZE = 100


def show(request: DeskRequest) -> HttpResponse:
    """The newest entries for administrators, the decisions for everybody who may see them."""
    return render(request, "desk/ledger.html", _shown(request))


def verify(request: DeskRequest) -> HttpResponse:
    """Replay the ledger and say whether every entry, text and account fits; deriving all pages anew is for `sulh verify`."""
    from sulh.record.verifying import verify as replay

    verdict = replay(quick=True)
    if request.htmx:
        return render(request, "desk/parts/verdict.html", {"verdict": verdict})
    return render(request, "desk/ledger.html", {**_shown(request), "verdict": verdict})


def _shown(request: DeskRequest) -> dict[str, object]:
    if may(request.viewer, "admin"):
        page = queries.entries(request.viewer, offset=offset_of(request), limit=_SIZE)
        return {"page": page, "paging": paging(page, _SIZE)}
    return {"decisions": queries.decisions(request.viewer, limit=_SIZE).rows}
