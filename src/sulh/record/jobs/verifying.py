"""The job of verifying the record: the same check as `sulh verify`, with its progress and its verdict kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

__all__ = ["run"]


def run(asked: Mapping[str, Any], author: str, data: bytes, progress: Callable[[str, int, int], None]) -> Callable[[], dict[str, Any]]:
    """Verify everything; the result is a verdict as plain values, with the `seconds` that it took."""
    from sulh.record.verifying import verify

    began = time.monotonic()
    verdict = verify(progress=progress)
    result = asdict(verdict) | {"seconds": round(time.monotonic() - began, 1)}
    return lambda: result
