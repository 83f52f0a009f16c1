"""Uploads: the files that wait, are read and were read, with their progress; a waiting one can be taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from sulh.desk.middleware import DeskRequest
from sulh.desk.uploads import count, uploads
from sulh.record.access import may
from sulh.record.jobs import store

__all__ = ["again", "cancel", "listed"]


def listed(request: DeskRequest) -> HttpResponse:
    """Every file with how far it is; with `part` in the address only what changes, for the script that looks again."""
    rows = uploads(request.viewer)
    shown = {
        "rows": rows,
        "counts": count(rows),
        "is_open": any(row.is_open for row in rows),
        "stalled": store.is_stalled(),
        "all": may(request.viewer, "admin"),
        "opens": next((row.job for row in rows if str(row.job) == request.GET.get("open")), None),
    }
    return render(request, "desk/parts/uploads.html" if "part" in request.GET else "desk/uploads.html", shown)


def cancel(request: DeskRequest, job: int) -> HttpResponse:
    """Take a waiting file back."""
    store.cancel(request.viewer, job)
    messages.success(request, gettext("Taken back: it will not be read, and is not kept."))
    return redirect("uploads")


def again(request: DeskRequest, job: int) -> HttpResponse:
    """Let a refused file be read once more."""
    store.again(request.viewer, job)
    return redirect("uploads")
