"""A route and the action it needs: who may not do it never reaches the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme

from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import problem_words
from sulh.desk.typed import keep_typed
from sulh.desk.undoing import offered
from sulh.model import AccessError, RecordError, SulhError
from sulh.record.access import may
from sulh.record.ledger import noting
from sulh.record.persons.parties import has_role

__all__ = ["Action", "back", "came_from", "guarded", "is_allowed", "route"]

# `open` needs nothing: signing in and out, the choice of language. `own` needs an account: one's own settings. `persons` needs the role for
# lists of persons, which no other role includes.
Action = Literal["open", "own", "read", "review", "merge", "edit", "export", "admin", "persons"]
Page = Callable[..., HttpResponseBase]


def route(address: str, page: Page, action: Action, *, name: str, methods: tuple[str, ...] = ("GET",)) -> URLPattern:
    """A route whose page only those reach who may do `action`; an address answers only to the methods named."""
    return path(address, guarded(page, action, methods), name=name)


def guarded(page: Page, action: Action, methods: tuple[str, ...] = ("GET",)) -> Page:
    """The page behind its rule. What the record refuses becomes a page or a message that says so."""

    @wraps(page)
    def guard(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if request.method not in {*methods, *(("HEAD",) if "GET" in methods else ())}:
            return HttpResponseNotAllowed(methods)
        asked = cast(DeskRequest, request)
        if (refused := _refusal(asked, action)) is not None:
            return refused
        try:
            if request.method != "POST":
                return page(asked, *args, **named)
            with noting() as noted:
                answer = page(asked, *args, **named)
            return offered(asked, answer, noted)
        except AccessError as problem:
            return render(asked, "desk/403.html", {"problem": problem_words(problem)}, status=403)
        except RecordError as problem:
            return _told(asked, problem, status=404, keep=action != "persons")
        except SulhError as problem:
            return _told(asked, problem, status=400, keep=action != "persons")

    guard.action = action  # type: ignore[attr-defined]
    guard.methods = methods  # type: ignore[attr-defined]
    return guard


def back(request: HttpRequest, otherwise: str) -> str:
    """The page that the form said to return to, if it is one of ours."""
    return _ours(request, request.POST.get("next", "")) or otherwise


def came_from(request: HttpRequest) -> str:
    """The page that the address names as the one to return to, if it is one of ours; else empty."""
    return _ours(request, request.GET.get("next", ""))


def _ours(request: HttpRequest, address: str) -> str:
    """The address if it is one of this desk; else empty. A path alone would not do: `//host` is one, and leads to another host."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else ""


def _refusal(request: DeskRequest, action: Action) -> HttpResponse | None:
    if action == "open":
        return None
    signed_in = request.user.is_authenticated
    if action == "own":
        return None if signed_in else redirect_to_login(request.get_full_path())
    if not signed_in and not (action == "read" and settings.PUBLIC_VIEW):
        return redirect_to_login(request.get_full_path())
    return None if is_allowed(request, action) else render(request, "desk/403.html", status=403)


def is_allowed(request: DeskRequest, action: str) -> bool:
    """Whether the viewer may do what a page needs."""
    return has_role(request.viewer) if action == "persons" else may(request.viewer, action)


def _told(request: DeskRequest, problem: SulhError, *, status: int, keep: bool) -> HttpResponse:
    """A refused decision goes back to its page with the reason; a page that is not there says so.

    What was typed is kept for that page, in the session; but not where it may name somebody on a list, since sessions are not sealed.
    """
    if request.method == "GET":
        return render(request, "desk/404.html", {"problem": problem_words(problem)}, status=status)
    if request.htmx:
        return render(request, "desk/parts/problem.html", {"problem": problem_words(problem)}, status=422)
    messages.error(request, problem_words(problem))
    if keep:
        keep_typed(request)
    return redirect(back(request, _ours(request, request.headers.get("Referer", "")) or "/"))
