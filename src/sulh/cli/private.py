"""Files that name people are for the eyes of whoever writes them."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["private_files"]

Given = ParamSpec("Given")
Made = TypeVar("Made")


def private_files(command: Callable[Given, Made]) -> Callable[Given, Made]:
    """Let what a command writes be read by its owner alone, however open the files of the machine are otherwise."""

    @wraps(command)
    def run(*given: Given.args, **named: Given.kwargs) -> Made:
        before = os.umask(0o077)
        try:
            return command(*given, **named)
        finally:
            os.umask(before)

    return run
