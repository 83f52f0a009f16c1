"""What is said to have changed in substance between two texts, for the tests of wording."""

from __future__ import annotations

from sulh.wording.substance import compared

__all__ = ["kinds", "said"]


def said(earlier: str, later: str) -> list[tuple[str, str, str]]:
    """The changes, each as its kind and the words of both texts, "" where one has none."""
    return [
        (str(kind), earlier[slice(*before)] if before else "", later[slice(*after)] if after else "")
        for kind, before, after in compared(earlier, later)
    ]


def kinds(earlier: str, later: str) -> list[str]:
    """The kinds of the changes."""
    return [kind for kind, _, _ in said(earlier, later)]
