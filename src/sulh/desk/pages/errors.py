"""Pages for what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

__all__ = ["broken", "csrf_failed", "missing", "refused"]


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The viewer may not do this."""
    return render(request, "desk/403.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or not for this viewer."""
    return render(request, "desk/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed that should not; the log of the server says what."""
    return render(request, "desk/500.html", status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not ours, or the session has ended."""
    problem = gettext("The form was sent from another page, or your session has ended. Open the page again and repeat it.")
    return render(request, "desk/403.html", {"problem": problem}, status=403)
