"""The API keeps to its own description, whatever it is asked."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("ninja")
schemathesis = pytest.importorskip("schemathesis")
pytestmark = pytest.mark.django_db

from desk.api_world import make_world  # noqa: E402
from django.core.signals import request_finished, request_started  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402

from sulh.record.queries.review import queue  # noqa: E402
from sulh.record.shapes import Viewer  # noqa: E402
from sulh.record.viewers import local_viewer  # noqa: E402

_FEW = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(settings: Any) -> Iterator[Any]:
    """The description, as the application in this process gives it."""
    # Between requests Django closes connections that are inside a transaction, and here every test is one.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    if not getattr(settings, "ROOT_URLCONF", None):
        settings.ROOT_URLCONF = "desk.api_urls"
    settings.PUBLIC_VIEW = True
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_SSL_REDIRECT = False
    # An export is a file of one of many types; it has tests of its own.
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application()).exclude(path="/api/exports")
    # No description can say which words are a date or name an actor: such a value has the described shape and is refused in words (422).
    schema.config.checks.positive_data_acceptance.expected_statuses = ["2xx", "401", "403", "404", "409", "422"]
    yield schema
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_answers_keep_to_the_description_whatever_is_asked(mode: str, described: Any) -> None:
    token = make_world().tokens["admin"]
    asked = []
    for found in described.get_all_operations():
        operation = found.ok()
        # Where nothing can be said, nothing can be said wrongly. A form carries text alone: what its description shuts out may arrive as
        # what it allows, so wrong forms have tests of their own.
        forms = [body for body in operation.body if str(body.media_type).startswith("multipart/")]
        if mode == "positive" or (not forms and (list(operation.iter_parameters()) or list(operation.body))):
            asked.append(operation.label)
            _check(operation, schemathesis.GenerationMode(mode), token)
    assert len(asked) > 25


def test_answers_about_what_is_there_keep_to_the_description(described: Any) -> None:
    headers = {"Authorization": f"Bearer {make_world().tokens['reader']}"}
    for kind, name in _things(local_viewer("clerk")):
        operation = described[f"/api/{kind}/{{id}}"]["GET"]
        answer = operation.Case(path_parameters={"id": name}).call_and_validate(headers=headers)
        assert answer.status_code == 200, kind


def _things(viewer: Viewer) -> Iterator[tuple[str, str]]:
    for name in ("meetings", "documents", "actors", "tracks", "commitments"):
        module = importlib.import_module(f"sulh.record.queries.{name}")
        found = getattr(module, name)(viewer)
        first = found[0] if isinstance(found, tuple) else found.rows[0]
        yield name, (first[0] if isinstance(first, tuple) else first).id
    yield "claims", queue(viewer).rows[0].id


def _check(operation: Any, mode: Any, token: str) -> None:
    """Ask for one operation with made-up parameters, and hold the answers against its description."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @_FEW
    def ask(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"})

    ask()
