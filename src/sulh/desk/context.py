"""What the frame of every page shows: the process, the viewer, what waits, the languages."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.typed import typed_before
from sulh.desk.workplaces import FOOT, links, places
from sulh.record.shapes import Viewer

__all__ = ["desk"]


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
        "workplaces": SimpleLazyObject(lambda: places(asked)),
        "foot": SimpleLazyObject(lambda: links(asked, FOOT)),
        "typed_before": SimpleLazyObject(lambda: typed_before(asked)),
        "process_name": SimpleLazyObject(lambda: _process_name(asked.viewer)),
    }


@cache
def _version() -> str:
    try:
        return version("sulh")
    except PackageNotFoundError:  # run from a source tree that is not installed
        return ""


def _process_name(viewer: Viewer) -> str:
    from sulh.record.queries.process import process_name

    return kept(viewer, process_name, "name of the process", on=("process",))
