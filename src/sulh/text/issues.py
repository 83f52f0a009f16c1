"""What a stretch of text is about: issue codes from a lexicon of the field's wording."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sulh.model import Issue
from sulh.text.phrases import Phrases, lowered, rows

__all__ = ["IssueMention", "find_issues"]

_SILENT = "-"


@dataclass(frozen=True, slots=True)
class IssueMention:
    """A wording `[start, end)` (code points) that names one issue."""

    start: int
    end: int
    issue: Issue


def find_issues(text: str) -> list[IssueMention]:
    """The issues that `text` names, in order of appearance; a wording that names two issues gives two mentions.

    The longest entry of `data/issues.csv` wins at each word; entries under "-" only keep a wording from being read as an issue.
    """
    phrases, issues = _lexicon()
    return [
        IssueMention(match.start(), match.end(), issue)
        for match in phrases.pattern.finditer(lowered(text))
        for issue in issues[phrases.values[match.lastindex or 0]]
    ]


@cache
def _lexicon() -> tuple[Phrases, dict[str, tuple[Issue, ...]]]:
    table = rows("issues.csv")
    codes = {row["issue"]: () if row["issue"] == _SILENT else tuple(map(Issue, row["issue"].split(";"))) for row in table}
    return Phrases.of((row["pattern"], row["issue"]) for row in table), codes
