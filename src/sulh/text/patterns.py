"""Regular expressions that are compiled when they are first used: to compile those of a module can take longer than to read a page."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["compiled_later"]


class _Later:
    """Stands for a compiled pattern: its first use compiles it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)
        # Later uses find the method here.
        setattr(self, name, found)
        return found


def compiled_later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what has the methods of a compiled pattern. A faulty pattern raises re.error at its first use."""
    return cast("re.Pattern[str]", _Later(pattern, flags))
