"""What every request gets: who looks, in which language, and headers that keep pages out of shared caches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from sulh.desk.shown import speaking
from sulh.record.cache import read_once
from sulh.record.viewers import viewer_of

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from sulh.record.shapes import Viewer

__all__ = ["DeskRequest", "LanguageMiddleware", "LocalMiddleware", "PrivacyMiddleware", "ViewerMiddleware"]

# What web servers add to a request that they pass on.
_PASSED_ON = (
    *("FORWARDED", "VIA", "X_REAL_IP", "X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_FORWARDED_PORT", "X_FORWARDED_BY"),
)
_NOT_HERE = (
    "This desk serves the person at its own machine only, and this request came through a web server. "
    "To serve others, start the desk with SULH_DESK_PROXY and SULH_DESK_HOSTS (see the manual, The desk, On a network).\n"
)
Respond = Callable[[HttpRequest], HttpResponse]


class DeskRequest(HttpRequest):
    """A request as pages get it: `viewer` is who looks, `htmx` is true when only a part of the page is wanted."""

    viewer: Viewer
    htmx: HtmxDetails
    waiting: int | None = None  # how many claims await a decision, where the page has counted them
    is_undo_offered: bool = False  # whether the page itself offers to take back what was decided for it


class ViewerMiddleware:
    """Sets `request.viewer`: the one place where an account becomes somebody who may see and do things."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def look() -> Viewer:
            return viewer_of(request.user if request.user.is_authenticated else None)

        request.viewer = SimpleLazyObject(look)  # type: ignore[attr-defined]
        if request.method not in ("GET", "HEAD"):
            return self._respond(request)
        with read_once():
            return self._respond(request)


class LocalMiddleware:
    """A desk for the person at this machine answers nothing that came through a web server: that would let other machines in.

    Such a desk has no TLS, and its sign-in link opens an administrator's account to whoever seems to be at this machine.
    """

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LOCAL and any(f"HTTP_{name}" in request.META for name in _PASSED_ON):
            return HttpResponse(_NOT_HERE, status=403, content_type="text/plain; charset=utf-8")
        return self._respond(request)


class LanguageMiddleware:
    """The language of the account, else of the cookie, else the best of those the browser asks for."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        chosen = getattr(request.user, "language", "") if request.user.is_authenticated else ""
        language = chosen if chosen in known else translation.get_language_from_request(request)
        with speaking(language):
            request.LANGUAGE_CODE = language
            response = self._respond(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PrivacyMiddleware:
    """No shared cache keeps a page, and no page reaches for the camera, the microphone or the place of the reader."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._respond(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response
