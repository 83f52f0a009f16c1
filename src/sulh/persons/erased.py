"""What somebody is numbered whose name is gone: a number that says nothing, and that no list may give itself."""

from __future__ import annotations

__all__ = ["ERASED", "is_erased", "is_erased_number"]

ERASED = "erased-"


def is_erased_number(number: str) -> bool:
    """Whether a number of a list is one that takes the place of an erased one, or could pass for it."""
    return number.rpartition("/")[2].startswith(ERASED)


def is_erased(key: str) -> bool:
    """Whether SIDE/NUMBER, or held:SIDE/NUMBER, is of somebody whose name is gone."""
    return is_erased_number(key.partition("/")[2])
