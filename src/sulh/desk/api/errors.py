"""Every failure of the API in one shape of JSON."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sulh.desk.api.access import looker
from sulh.model import AccessError, InvalidError, RecordError

__all__ = ["Conflict", "Failure", "failed", "install"]

_log = logging.getLogger(__name__)
_CODES = {400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 409: "conflict"}
_CODES |= {422: "invalid", 500: "broken"}


class Problem(Schema):
    """What went wrong: a code for programs, a sentence for people, and for code `invalid` the places that are at fault."""

    code: str
    message: str
    details: list[dict[str, Any]]


class Failure(Schema):
    """The body of every answer with a status from 400 on."""

    error: Problem


class Conflict(Exception):
    """A decision that the state of the record does not allow."""


def failed(status: int, message: str, details: list[dict[str, Any]] | None = None) -> HttpResponse:
    """The answer for a failure; with 401 it says how to sign in."""
    import json

    body = {"error": {"code": _CODES.get(status, "error"), "message": message, "details": details or []}}
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False, default=str), status=status, content_type="application/json; charset=utf-8"
    )
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def install(api: NinjaAPI) -> None:
    """Give the API its answers to exceptions."""
    answers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        AuthenticationError: lambda request, _: failed(401, "this needs a valid token: Authorization: Bearer TOKEN"),
        AccessError: _refused,
        Conflict: lambda request, problem: failed(409, str(problem)),
        InvalidError: lambda request, problem: failed(422, str(problem)),
        RecordError: lambda request, problem: failed(404, str(problem)),
        Http404: lambda request, _: failed(404, "there is nothing at this address"),
        HttpError: lambda request, problem: failed(problem.status_code, str(problem)),
        ValidationError: lambda request, problem: failed(422, "the request does not have the shape it must have", _places(problem)),
        Exception: _broken,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def _refused(request: HttpRequest, problem: AccessError) -> HttpResponse:
    """Without a token 401, since a token may help; with one 403."""
    status = 401 if looker(request).role == "public" else 403
    return failed(status, str(problem))


def _places(problem: ValidationError) -> list[dict[str, Any]]:
    return [{"where": ".".join(str(part) for part in one["loc"]), "message": str(one["msg"])} for one in problem.errors]


def _broken(request: HttpRequest, problem: Exception) -> HttpResponse:
    # Never the text of the exception: it may hold words of a document.
    _log.error("the API failed at %s", request.path, exc_info=problem)
    return failed(500, "the desk failed to answer; its log says why")
