"""The second reader of a desk: configured by whoever runs it, used for an upload only where its form asks for it."""

from __future__ import annotations

import os

from sulh.model import ModelError, Reading
from sulh.second_reader.server import KEY, TIMEOUT, Server

__all__ = ["beside", "configured"]


def configured() -> Server | None:
    """The model's server of SULH_MODEL_URL and SULH_MODEL_NAME; None where the first is not set. Raises ModelError for one that is none."""
    url, name = os.environ.get("SULH_MODEL_URL", ""), os.environ.get("SULH_MODEL_NAME", "")
    if not url:
        return None
    if not name:
        raise ModelError("SULH_MODEL_URL is set, but not SULH_MODEL_NAME, which says which model reads")
    return Server(url, name, os.environ.get(KEY, ""), TIMEOUT)


def beside(reading: Reading, *, level: str, is_sendable: bool) -> Reading:
    """The reading with that of the configured model beside it; the same where no text may be sent.

    What is restricted is not sent unless the form allowed it for this one document, nor what the record has already, whoever may
    see it there. Raises ModelError when the model gives no reply that can be used.
    """
    from sulh.record.projection.models import Source
    from sulh.second_reader.reader import add_second

    server = configured()
    if server is None or (level == "restricted" and not is_sendable) or Source.objects.filter(pk=reading.document.id).exists():
        return reading
    return add_second(reading, server)
