"""What the frame of every page shows: the process, the viewer, what waits, the languages."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_noop

from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.record.shapes import Viewer

__all__ = ["desk"]

# Part of the navigation: its heading, then route, words and action of each page.
_PLACES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        gettext_noop("The process"),
        (
            ("process", gettext_noop("Timeline"), "read"),
            ("meetings", gettext_noop("Meetings"), "read"),
            ("commitments", gettext_noop("Commitments"), "read"),
            ("tracks", gettext_noop("Tracks"), "read"),
            ("actors", gettext_noop("Actors"), "read"),
            ("network", gettext_noop("Network"), "read"),
            ("places", gettext_noop("Places"), "read"),
        ),
    ),
    (
        gettext_noop("The sources"),
        (
            ("documents", gettext_noop("Documents"), "read"),
            ("review", gettext_noop("Review"), "review"),
            ("proposals", gettext_noop("One meeting or two"), "merge"),
        ),
    ),
    (
        gettext_noop("The wording"),
        (
            ("threads", gettext_noop("Threads"), "read"),
            ("compare", gettext_noop("Compare"), "read"),
            ("phrase", gettext_noop("Phrase search"), "read"),
        ),
    ),
    (
        gettext_noop("The record"),
        (
            ("ledger", gettext_noop("Ledger"), "read"),
            ("export", gettext_noop("Export"), "export"),
            ("accounts", gettext_noop("Accounts"), "admin"),
        ),
    ),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """The frame's values; what asks the record is asked only when a template uses it."""
    asked = cast(DeskRequest, request)
    language = translation.get_language() or "en"
    return {
        "viewer": getattr(asked, "viewer", None),
        "signed_in": asked.user.is_authenticated if hasattr(asked, "user") else False,
        "local": settings.LOCAL,
        "version": _version(),
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "languages": [(code, translation.get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES],
        "places": SimpleLazyObject(lambda: _places(asked)),
        "process_name": SimpleLazyObject(lambda: _process_name(asked.viewer)),
    }


def _places(request: DeskRequest) -> list[tuple[str, list[dict[str, object]]]]:
    """The pages that the viewer may open; none where only signing in is left."""
    from sulh.record.access import may

    shown: list[tuple[str, list[dict[str, object]]]] = []
    if not request.user.is_authenticated and not settings.PUBLIC_VIEW:
        return shown
    route = request.resolver_match.view_name if request.resolver_match else ""
    for heading, pages in _PLACES:
        entries: list[dict[str, object]] = [
            {"address": _address(name, get_script_prefix()), "words": translation.gettext(words), "here": name == route}
            for name, words, action in pages
            if may(request.viewer, action)
        ]
        if entries:
            shown.append((translation.gettext(heading), entries))
    return shown


@cache
def _address(route: str, _prefix: str) -> str:
    return reverse(route)


@cache
def _version() -> str:
    try:
        return version("sulh")
    except PackageNotFoundError:  # run from a source tree that is not installed
        return ""


def _process_name(viewer: Viewer) -> str:
    from sulh.record.queries.process import process_name

    return kept(viewer, process_name, "name of the process", on=("process",))
