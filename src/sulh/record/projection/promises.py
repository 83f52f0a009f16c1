"""Which words promise something: a future that is undertaken, not one that is only foreseen or already past."""

from __future__ import annotations

import re

__all__ = ["is_promise"]

# "agreed to hold", "decided to form": an infinitive after the act looks forward; "agreed on", "decided that ... was" do not.
_ONESELF = r"(?:\s+(?:themselves|itself))?"
_AGREED = rf"(?:agreed|decided|resolved|committed{_ONESELF}|pledged|promised|undertook|undertaken|intend|plan)\s+to\s+(?!the\b|an?\b)\w+"
_FUTURE = rf"(?:will|shall)\s+\w+|(?:undertakes?|pledges?|promises?|commits?{_ONESELF})\s+to\s+\w+|(?:is|are)\s+to\s+\w+"
_DEEDS = r"(?:holding|convening|forming|creating|establishing|continuing|releasing|exchanging)"
_PROMISE = re.compile(rf"\b(?:{_AGREED}|{_FUTURE}|(?:agreed|decided)\s+(?:up)?on\s+{_DEEDS}\b)", re.IGNORECASE)


def is_promise(words: str) -> bool:
    """Whether the words of an act undertake something still to be done."""
    return _PROMISE.search(words) is not None
