"""Match the date patterns against text and keep the matches that the surrounding words allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sulh.text.dates_build import BUILDERS, Built
from sulh.text.dates_patterns import PATTERN
from sulh.text.dates_tokens import Tokens, tokenise
from sulh.text.patterns import compiled_later

__all__ = ["FoundDate", "mentions"]

_FILLER = (
    r"(?:(?:the|at|on|of|in|or|about|around|end|close|start|beginning|middle|late|early|mid|midnight|noon|morning|evening|afternoon|night|local|time|"
    r"gmt|utc|\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?|[ap]\.?m\.?|hours?),?\s+){0,8}(?:mid-)?$"
)
_SINCE = compiled_later(rf"\b(?:since|as\s+of|as\s+from|starting|beginning|effective|with\s+effect\s+from)\s+{_FILLER}", re.IGNORECASE)
_UNTIL = compiled_later(
    rf"\b(?:until|till?|by|before|(?:no|not)\s+later\s+than|prior\s+to|ahead\s+of|up\s+to|through|deadline\s+(?:of|on)|expir(?:es|ed?|ing)\s+on)\s+{_FILLER}",
    re.IGNORECASE,
)
_FROM = compiled_later(rf"\bfrom\s+{_FILLER}", re.IGNORECASE)
_ONWARDS = compiled_later(r",?\s+(?:on(?=\s*[,.;)]|\s*$|\s+the\b)|onwards?|forward)(?!\w)", re.IGNORECASE)
_REACH = 90


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date expression at its position in a text."""

    start: int
    end: int
    built: Built
    since: bool
    until: bool


def mentions(text: str) -> Iterator[FoundDate]:
    """Yield the date expressions of `text` in order."""
    for tokens in tokenise(text):
        for match in PATTERN.finditer(tokens.kinds):
            for built in BUILDERS[match.lastgroup or ""](tokens, match.start(), match.end()):
                yield _placed(tokens, built)


def _placed(tokens: Tokens, built: Built) -> FoundDate:
    text = tokens.text
    start, end = tokens.starts[built.start], tokens.ends[built.end - 1]
    before = text[max(0, start - _REACH) : start]
    # Cutting the margin may split a word, but never the one looked for: fillers are shorter than the margin.
    since = _SINCE.search(before) is not None or (_FROM.search(before) is not None and _ONWARDS.match(text, end) is not None)
    return FoundDate(start, end, built, since, not since and _UNTIL.search(before) is not None)
