"""Find the issue of an act that names none: from the deal it refers to, the title, or an earlier mention of one of its nouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sulh.model import Issue
from sulh.reading.english.context import Context
from sulh.reading.passages import Passage
from sulh.text.issues import find_issues

__all__ = ["POINTS_BACK", "Topics", "title_of"]

POINTS_BACK = re.compile(r"\b(?:the|this|that|bridging)\s+(?:\w+\s+)?(?:deal|agreement|accord|proposal|arrangement)\b", re.IGNORECASE)
_DEAL = re.compile(r"\b(?:deal|agreement|accord|exchange|proposal)\b", re.IGNORECASE)
# "the committee", "this exchange", "these steps": a noun that refers back to an earlier mention
_TAKES_UP = re.compile(r"\b(?:the|this|that|these|those|such|its|their|both)\s+(?:[\w-]+\s+)??(?P<noun>[a-z]{4,})\b", re.IGNORECASE)
_NEARBY = 30
# A topic is carried over this many sentences.
CARRIED = 2
_WORD = re.compile(r"\w+")
# Letters that a case-insensitive pattern equates with ASCII letters, but `lower()` does not.
_LETTERS = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")


class Topics:
    """Finds the issue of wordings that name none; must be asked in text order."""

    def __init__(self, context: Context) -> None:
        self._passages = context.passages
        self._title = _settled(title_of(context))
        # for each passage, the issues of the last one before it that mentions a deal
        self._deals: list[tuple[Issue, ...]] = [()]
        self._words: list[tuple[str, list[int]]] | None = None
        self._named: dict[str, _Named] = {}
        self._issues: dict[int, set[Issue]] = {}

    def of(self, passage: Passage, text: str) -> tuple[Issue, ...]:
        """Return the issues of a wording: those of the deal it refers to, else of the title, else of an earlier noun."""
        if POINTS_BACK.search(text) and (deal := self._deal_before(passage.index)):
            return deal
        return self._title or next(filter(None, self._referred_back(passage, text)), ())

    def nearby(self, passage: Passage) -> tuple[Issue, ...]:
        """Return the only issue that the sentence names, else one of those just before it; () when none names one only."""
        for before in reversed(self._passages[max(0, passage.index - CARRIED) : passage.index + 1]):
            if before.index not in self._issues:
                self._issues[before.index] = {m.issue for m in find_issues(before.text)} - {Issue.NEXT_MEETING}
            if len(self._issues[before.index]) == 1:
                return tuple(self._issues[before.index])
        return ()

    def _deal_before(self, index: int) -> tuple[Issue, ...]:
        while len(self._deals) <= index:
            text = self._passages[len(self._deals) - 1].text
            self._deals.append((_settled(text) if _DEAL.search(text) else ()) or self._deals[-1])
        return self._deals[index]

    def _referred_back(self, passage: Passage, text: str) -> Iterator[tuple[Issue, ...]]:
        """Yield the issues beside the earlier mention of each noun: "the committee" after "the constitutional committee"."""
        for match in _TAKES_UP.finditer(text):
            stem = match["noun"].removesuffix("s")
            if stem not in self._named:
                self._named[stem] = _Named(re.compile(rf"\b{re.escape(stem)}", re.IGNORECASE), self._with(_plain(stem)))
            yield self._named[stem].before(passage.index, self._passages)

    def _with(self, stem: str) -> list[int]:
        """Return the indices of the passages that have a word starting with `stem`."""
        if self._words is None:
            where: dict[str, list[int]] = {}
            for passage in self._passages:
                for word in set(_WORD.findall(_plain(passage.text))):
                    where.setdefault(word, []).append(passage.index)
            self._words = sorted(where.items())
        at = bisect_left(self._words, stem, key=lambda entry: entry[0])
        found: set[int] = set()
        while at < len(self._words) and self._words[at][0].startswith(stem):
            found.update(self._words[at][1])
            at += 1
        return sorted(found)


@dataclass(slots=True)
class _Named:
    """The passages that contain a noun; `topic` is the last issue found beside it in the first `seen` of them."""

    noun: re.Pattern[str]
    where: list[int]
    seen: int = 0
    topic: tuple[Issue, ...] = ()

    def before(self, index: int, passages: Sequence[Passage]) -> tuple[Issue, ...]:
        """Return the issues beside the last mention of the noun before the passage at `index`; indices must not decrease between calls."""
        end = bisect_left(self.where, index)
        fresh = (self._beside(passages[at].text) for at in reversed(self.where[self.seen : end]))
        self.topic = next(filter(None, fresh), self.topic)
        self.seen = end
        return self.topic

    def _beside(self, text: str) -> tuple[Issue, ...]:
        around = (text[max(0, again.start() - _NEARBY) : again.end()] for again in self.noun.finditer(text))
        return next(filter(None, map(_settled, around)), ())


def _plain(text: str) -> str:
    return text.translate(_LETTERS).lower()


def title_of(context: Context) -> str:
    """Return the title of a document, else its first line where that is a heading."""
    if context.document.title:
        return context.document.title
    first = context.passages[0] if context.passages else None
    return first.text if first is not None and (first.heading or first.end <= context.document.body) else ""


def _settled(text: str) -> tuple[Issue, ...]:
    named = [
        i
        for i in dict.fromkeys(m.issue for m in find_issues(text))
        if i not in (Issue.NEXT_MEETING, Issue.POLITICAL_PROCESS, Issue.BILATERAL_RELATIONS)
    ]
    return tuple(named) if 0 < len(named) <= 3 else ()
