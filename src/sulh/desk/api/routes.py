"""The API put together: its routes, its answers to failures, and its description as OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI, Router
from ninja.errors import HttpError
from ninja.parser import Parser

from sulh.desk.api.access import OPTIONAL
from sulh.desk.api.deciding import router as deciding
from sulh.desk.api.errors import failed, install
from sulh.desk.api.exporting import router as exporting
from sulh.desk.api.jobs import router as jobs
from sulh.desk.api.reading import router as reading

__all__ = ["api"]

_ABOUT = """The record of a peace process, for programs.

Every answer is cut to what the account of the token may see; without a token it is the public's. Dates are EDTF, days are
YYYY-MM-DD, spans count code points of a document's text from 0 and leave out their end. Every failure has the body
`{"error": {"code", "message", "details"}}`.
"""


class SingleValues(Parser):
    """Takes a parameter that holds one value once; Django would keep the last and say nothing of the others."""

    def parse_querydict(self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        """The parameters by name; raises HttpError (422) when one is given several times and is no list."""
        for name, values in data.lists():
            if name not in list_fields and len(values) > 1:
                raise HttpError(422, f"{name} is given {len(values)} times; give it once")
        return super().parse_querydict(data, list_fields, request)


class RecordAPI(NinjaAPI):
    """An API that also answers for what it does not have in its own shape, and says where a token is not needed."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The description; operations that the public may ask for have an empty alternative to the token."""
        described = super().get_openapi_schema(**options)
        public = {
            op.operation_id
            for _, router in self._routers
            for view in router.path_operations.values()
            for op in view.operations
            if _is_open(op)
        }
        for methods in described["paths"].values():
            for operation in methods.values():
                if operation["operationId"] in public:
                    operation["security"] = [*operation.get("security", ()), {}]
        return described

    @property
    def urls(self) -> Any:
        """The addresses, with one at the end that answers for all that are not there."""
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if not hasattr(pattern.callback, "in_shape"):
                pattern.callback = _in_shape(pattern.callback)
        return patterns, app, namespace


def _is_open(operation: Any) -> bool:
    return any(one in OPTIONAL[1:] for one in operation.auth_callbacks)


def _in_shape(view: Any) -> Callable[..., HttpResponse]:
    """The view, with a method that it does not know answered as JSON."""

    @wraps(view)
    def shaped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        answer = failed(405, "this address does not take that method")
        answer.headers["Allow"] = response.headers["Allow"]
        return answer

    shaped.csrf_exempt = True  # type: ignore[attr-defined]  # tokens, not cookies, say who asks
    shaped.in_shape = True  # type: ignore[attr-defined]
    return shaped


def _version() -> str:
    """The version of Sulh that is installed."""
    try:
        return version("sulh")
    except PackageNotFoundError:  # run from a source tree that is not installed
        return "0"


def _missing(request: HttpRequest, rest: str) -> HttpResponse:
    """Nothing is at this address."""
    return failed(404, "there is nothing at this address")


api = RecordAPI(
    title="Sulh",
    version=_version(),
    description=_ABOUT,
    urls_namespace="api",
    parser=SingleValues(),
    # The page of the documentation is served with its own files, or not at all.
    docs_url="/docs" if "ninja" in settings.INSTALLED_APPS else None,
)
install(api)
api.add_router("", reading)
api.add_router("/decisions", deciding)
api.add_router("", jobs)
api.add_router("", exporting)
_rest = Router()
_rest.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:rest}", auth=None, include_in_schema=False)(_missing)
api.add_router("", _rest)
