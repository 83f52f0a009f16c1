"""Words for what a statement does with a formula, how clauses are linked, and how formulas are ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["WORDS", "said"]

WORDS: dict[str, dict[str, _StrPromise]] = {
    "state": {
        "first_seen": pgettext_lazy("formula", "new"),
        "carried": pgettext_lazy("formula", "unchanged"),
        "changed": pgettext_lazy("formula", "changed"),
        "returned": pgettext_lazy("formula", "returned"),
        "dropped": pgettext_lazy("formula", "dropped"),
        "absent": pgettext_lazy("formula", "not there"),
        "unknown": pgettext_lazy("formula", "only an excerpt is held"),
    },
    "link": {
        "same": pgettext_lazy("link", "same words"),
        "edited": pgettext_lazy("link", "edited"),
        "embedded": pgettext_lazy("link", "formula inside a longer clause"),
        "split": pgettext_lazy("link", "split"),
        "merged": pgettext_lazy("link", "merged"),
    },
    "order": {
        "reach": pgettext_lazy("order", "most statements first"),
        "order": pgettext_lazy("order", "as they first appear"),
        "recent": pgettext_lazy("order", "as in the latest statements"),
    },
}


def said(table: str, code: object) -> str:
    """The words for a code in the active language; an unknown one is shown without underscores."""
    words = WORDS.get(table, {}).get(str(code))
    return str(words) if words is not None else str(code).replace("_", " ")
