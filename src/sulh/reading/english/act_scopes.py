"""Find the issues that an act names, and the date by which it is to be done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import ActKind, Issue
from sulh.reading.english.act_topics import POINTS_BACK
from sulh.reading.english.context import Context
from sulh.reading.passages import Passage
from sulh.text.issues import find_issues

__all__ = ["due_of", "is_about_peace", "issues_of", "meeting_ahead", "names_meeting"]

_PEACE = re.compile(
    r"\b(?:peace\w*|settle\w*|solution|resolution of|talks|dialogue|crisis|conflict|negotiat\w*|process|consensus|mediat\w*|track|"
    r"agreement|"
    r"accord|deal|framework|compromise|proposals|war|stability|transition|parties)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:meetings?|rounds?|summits?|sessions?|talks|conference|negotiations|consultations|meet|visit)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|next|upcoming|forthcoming|to be held|to take place|due|scheduled|planned|coming|continue|keep|again|was to|are to|"
    r"is to|were to|"
    r"invited|to meet|to hold|to host|later)\b",
    re.IGNORECASE,
)
# These kinds of act, when no issue is named, are about the political process itself.
_ABOUT_THE_PROCESS = frozenset((ActKind.AGREE, ActKind.CALL, ActKind.REAFFIRM, ActKind.THANK, ActKind.WELCOME))
_DATING = frozenset((ActKind.AGREE, ActKind.DECIDE, ActKind.NOTE, ActKind.OFFER))
_DEADLINED = frozenset((ActKind.AGREE, ActKind.DECIDE, ActKind.CALL, ActKind.NOTE, ActKind.OFFER, ActKind.REAFFIRM))
_BY = re.compile(r"\b(?:by|until|before|no later than|within|on|in|at|for|early|end of)\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.IGNORECASE)


def is_about_peace(text: str) -> bool:
    """Return whether a wording names peace, settlement or talks in any way."""
    return _PEACE.search(text) is not None


def names_meeting(text: str) -> bool:
    """Return whether a wording names a meeting."""
    return _MEETING.search(text) is not None


def meeting_ahead(text: str) -> bool:
    """Return whether a wording speaks of what is to come."""
    return _AHEAD.search(text) is not None


def issues_of(act: ActKind, spans: Sequence[str], topic: tuple[Issue, ...] = (), nearby: tuple[Issue, ...] = ()) -> tuple[Issue, ...]:
    """Return the issues named in an act's own words, in order; never empty.

    A date set for a meeting is `next_meeting`. Without a named issue it is the `topic`, then what the sentences around are about
    (`nearby`); without either, a mention of peace or settlement is `political_process`, the rest `other`.
    """
    named = list(dict.fromkeys(m.issue for span in spans for m in find_issues(span)))
    text = " ".join(spans)
    meeting = act in _DATING and names_meeting(text) and meeting_ahead(text)
    if meeting and not set(named) - {Issue.NEXT_MEETING, Issue.POLITICAL_PROCESS}:
        return (Issue.NEXT_MEETING,)
    if Issue.NEXT_MEETING in named and len(named) > 1:
        named.remove(Issue.NEXT_MEETING)
    if named:
        return tuple(named)
    if topic or nearby:
        return topic or nearby
    if is_about_peace(text) and not POINTS_BACK.search(text):
        return (Issue.POLITICAL_PROCESS,)
    return (Issue.POLITICAL_PROCESS,) if act in _ABOUT_THE_PROCESS else (Issue.OTHER,)


def due_of(context: Context, passage: Passage, act: ActKind, spans: Sequence[tuple[int, int]]) -> str | None:
    """Return the EDTF date by which an act is to be done: a date after the verb and after the publication date, or a stated deadline."""
    if act not in _DEADLINED:
        return None
    for mention in passage.dates:
        if not any(low <= mention.start and mention.end <= high for low, high in spans):
            continue
        start = context.date(mention).start
        if start is None:
            continue
        before = context.text[max(passage.start, mention.start - 24) : mention.start]
        ahead = context.anchor is not None and start[:4].isdigit() and start > context.anchor[: len(start)]
        if mention.until or (ahead and _BY.search(before)):
            return start
    return None
