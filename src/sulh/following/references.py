"""Words that refer back to a promise: that something was agreed, created or signed on the day on which it was made."""

from __future__ import annotations

import re

from sulh.following.allowed import told_times
from sulh.following.types import Promise, RecordItem
from sulh.following.weights import patterns

__all__ = ["reference_to"]

# Letters between the word that tells that something was agreed, and the day or month on which it was.
_NEAR = 60


def reference_to(promise: Promise, item: RecordItem) -> re.Match[str] | None:
    """The word of a later item that tells that something was agreed, beside the day or month of the promise ("agreed on last month")."""
    agreed, said = patterns("agreed", item.language), item.said or item.first
    if agreed is None or promise.made is None or said is None:
        return None
    for verb in agreed.finditer(item.text):
        around = item.text[max(0, verb.start() - _NEAR) : verb.end() + _NEAR]
        if any(first <= promise.made <= last for first, last in told_times(around, said)):
            return verb
    return None
