"""The second reader of a desk: configured by whoever runs it, used for an upload only where its form asks for it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from sulh.model import ModelError, Reading
from sulh.record.second_reader.reader import add_second
from sulh.record.second_reader.server import KEY, TIMEOUT, Server

__all__ = ["beside", "configured"]

_TICK = 10.0  # seconds between two signs of life while a model thinks, which takes longer than a job may stand still


def configured() -> Server | None:
    """The model's server of SULH_MODEL_URL and SULH_MODEL_NAME; None where the first is not set. Raises ModelError for one that is none."""
    url, name = os.environ.get("SULH_MODEL_URL", ""), os.environ.get("SULH_MODEL_NAME", "")
    if not url:
        return None
    if not name:
        raise ModelError("SULH_MODEL_URL is set, but not SULH_MODEL_NAME, which says which model reads")
    return Server(url, name, os.environ.get(KEY, ""), TIMEOUT)


def beside(reading: Reading, alive: Callable[[int], None]) -> Reading:
    """The reading with that of the configured model beside it, the same where none is configured; calls `alive` with 1, 2, ... as it waits.

    Whoever calls this has made sure that the text may be sent. Raises ModelError when the model gives no reply that can be used.
    """
    server = configured()
    if server is None:
        return reading
    done = threading.Event()

    def tell() -> None:
        ticks = 1
        alive(ticks)
        while not done.wait(_TICK):
            ticks += 1
            alive(ticks)

    ticking = threading.Thread(target=tell, daemon=True)
    ticking.start()
    try:
        return add_second(reading, server)
    finally:
        done.set()
        ticking.join()
