"""The deed that a promise is about, and whether a text tells that such a deed was done, in whatever words either has it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["deeds_promised", "deeds_told"]

# Letters between a verb and what it is done to.
_NEAR = 90
# Words right before a verb after which nothing was done yet: "to be released", "shall have reached", "calls for ... released" is asked for.
_NOT_DONE = re.compile(
    r"\b(?:to|will|shall|should|must|would|may|might|could|can|not|never|nobody|none|no|be|being|unless|until|if|when|once|before|after)"
    r"\s+(?:\w+ly\s+|all\s+|also\s+|be\s+|been\s+|have\s+|has\s+|was\s+|were\s+|yet\s+){0,3}$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+(?:on|for|upon)|urg(?:e|es|ed|ing)|demand\w*|appeal\w*|request\w*|agree[sd]?\s+(?:to|on|that)|promis\w+|pledg\w+"
    r"|undert\w+|commit\w+|refus\w+|fail\w+|need\w*\s+to|hop(?:e|es|ed|ing)|expect\w*|plan(?:s|ned|ning)?)\b",
    re.IGNORECASE,
)


class _Deed(NamedTuple):
    """How a deed is named, how it is told as done, and what it is done to."""

    named: re.Pattern[str]
    done: re.Pattern[str]
    what: re.Pattern[str]


@lru_cache(maxsize=8192)
def deeds_promised(text: str, language: str = "en") -> frozenset[str]:
    """The deeds that a promise names: a verb near what it is to be done to. Nothing in a language that the table has not."""
    return frozenset(
        name for name, deed in _deeds(language).items() if any(_beside(deed.what, text, verb) for verb in deed.named.finditer(text))
    )


@lru_cache(maxsize=16384)
def deeds_told(text: str, language: str = "en") -> frozenset[str]:
    """The deeds that a text tells as done: not those that are asked for, promised, denied or still to come."""
    if _ASKED.search(text):
        return frozenset()
    return frozenset(
        name
        for name, deed in _deeds(language).items()
        if any(_beside(deed.what, text, verb) and not _NOT_DONE.search(text, max(0, verb.start() - 40), verb.start()) for verb in
               deed.done.finditer(text))
    )  # fmt: skip


def _beside(what: re.Pattern[str], text: str, verb: re.Match[str]) -> bool:
    """Whether what the deed is done to stands near the verb, in other words than it."""
    begin, end = max(0, verb.start() - _NEAR), min(len(text), verb.end() + _NEAR)
    return any(one.end() <= verb.start() or one.start() >= verb.end() for one in what.finditer(text, begin, end))


@lru_cache(maxsize=16)
def _deeds(language: str) -> Mapping[str, _Deed]:
    wanted = language.partition("-")[0].lower() or "en"
    with files("sulh.data").joinpath("following_deeds.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["language"] == wanted]
    return {row["deed"]: _Deed(*(re.compile(row[name], re.IGNORECASE) for name in _Deed._fields)) for row in rows}
