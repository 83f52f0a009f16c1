"""Extract the agenda of a meeting: the issues named in its phrases of discussion, purpose and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sulh.model import Act, AgendaItem, DocumentKind, Issue
from sulh.reading.english.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Candidate
from sulh.text.issues import find_issues

__all__ = ["read_agenda"]

# A sentence that continues the list of topics of the sentence before.
CONTINUES = re.compile(
    r"(?:as\s+well|also|in\s+addition|moreover|furthermore|they\s+also|other\s+(?:topics|issues)|the\s+(?:sides|parties|ministers|leaders|officials)\s+also"
    r"|(?:the|its|their)\s+(?:purpose|aim|goal|subject|topic|focus|agenda))\b",
    re.IGNORECASE,
)
PURPOSE = re.compile(r"\b(?:to|for|on|about|aim(?:ed|ing)\s+(?:at|to))\s", re.IGNORECASE)
# "To find a way out of the war, the leaders met": the purpose opens the sentence.
OPENING_PURPOSE = re.compile(
    r"(?:(?:In\s+order\s+)?To|Seeking\s+to|Aiming\s+to|With\s+the\s+aim\s+of|In\s+an?\s+(?:bid|effort|attempt)\s+to)\s", re.IGNORECASE
)
STRONG = re.compile(
    r"discuss|talk|agenda|on\s+the\s+table|exchang|topic|focus|over\b|review|took\s+stock|debate|deliberat|touch|address|consider|examin|cover|dwelt|subject",
    re.IGNORECASE,
)
# "The Syrian crisis" as a subject of talks is the search for a settlement.
SETTLEMENT = re.compile(r"\b(?:crisis|(?:political|latest|recent)\s+developments)\b", re.IGNORECASE)
ROLE_PHRASE = re.compile(r"\bguarantors?\s+of\s+(?:the\s+)?(?:\w+\s+){0,4}$", re.IGNORECASE)
# Principles are on the agenda only when the talks were about them; the usual formula that cites them does not mean that.
FORMULA = {Issue.INDEPENDENCE, Issue.UNITY, Issue.TERRITORIAL_INTEGRITY, Issue.NEXT_MEETING, Issue.OTHER}
# With fewer issues named as discussed, the issues of the acts at the meeting are added to the agenda.
FEW = 2
TITLE_LINES = 3
COMMITTEE = re.compile(r"committee|working\s+group|commission", re.IGNORECASE)


def read_agenda(
    context: Context, members: Sequence[Candidate], *, core: bool, kind: DocumentKind, acts: Sequence[Act]
) -> tuple[AgendaItem, ...]:
    """List one item per issue, cited by its first mention; `acts` are what the participants said or decided at the meeting.

    For a readout or a joint statement the agenda includes the issues of its acts; for other documents only when few issues are named.
    """
    found: dict[Issue, AgendaItem] = {}
    by_passage: dict[int, list[Candidate]] = {}
    for member in members:
        by_passage.setdefault(member.passage.index, []).append(member)
    for start, end in _scopes(context, members, core):
        for issue, low, high in _issues(context, start, end):
            passage = context.passage_at(low)
            there = by_passage.get(passage.index, ()) if passage is not None else ()
            if not _in_name(context, there, low, high):
                cite = context.cite(low, high)
                found.setdefault(issue, AgendaItem(issue, cite.quote, cite))
    for issue in FORMULA:
        found.pop(issue, None)
    if core and (kind in (DocumentKind.COMMUNIQUE, DocumentKind.JOINT_STATEMENT) or len(found) < FEW):
        for act in acts:
            # the issue that an act names, not the one it was given for want of a name
            for mention in find_issues(act.cite.quote):
                if mention.issue not in FORMULA:
                    found.setdefault(mention.issue, AgendaItem(mention.issue, act.cite.quote, act.cite))
    if core and len(found) < FEW:
        for issue, low, high in _issues_of_title(context):
            cite = context.cite(low, high)
            found.setdefault(issue, AgendaItem(issue, cite.quote, cite))
    return tuple(sorted(found.values(), key=lambda item: (item.cite.start, item.issue)))


def _issues(context: Context, start: int, end: int) -> Iterator[tuple[Issue, int, int]]:
    text = context.text[start:end]
    for mention in find_issues(text):
        yield mention.issue, start + mention.start, start + mention.end
    for match in SETTLEMENT.finditer(text):
        yield Issue.POLITICAL_PROCESS, start + match.start(), start + match.end()


def _issues_of_title(context: Context) -> Iterator[tuple[Issue, int, int]]:
    """Yield the issues that the title of a document names, with their spans."""
    for passage in context.passages[:TITLE_LINES]:
        for mention in find_issues(passage.text) if passage.heading else ():
            if mention.issue not in FORMULA:
                yield mention.issue, passage.start + mention.start, passage.start + mention.end


def _in_name(context: Context, members: Sequence[Candidate], start: int, end: int) -> bool:
    """Return whether the words only name the meeting, its format or a role: "peace talks", "guarantors of the ceasefire".

    The name of a committee or working group does state its subject.
    """
    if ROLE_PHRASE.search(context.text[max(0, start - 60) : start]):
        return True
    for member in members:
        track = member.track
        if track is not None and track.start <= start < track.end and not COMMITTEE.search(track.name):
            return True
        if any(start <= noun.start < end for noun in member.trigger.nouns):
            return True
    return False


def _scopes(context: Context, members: Sequence[Candidate], core: bool) -> Iterator[tuple[int, int]]:
    """Yield the spans that state what the meeting was about: its own clause after a cue, and the sentences of discussion that follow."""
    own = {m.passage.index for m in members}
    cue = pattern(r"\b(?:<agenda_cue>)\b")
    for member in members:
        passage = member.passage
        match = cue.search(passage.text, max(0, member.start - passage.start))
        after = PURPOSE.search(passage.text, member.trigger.head.end - passage.start)
        if core and (opening := OPENING_PURPOSE.match(passage.text)) and opening.end() < member.trigger.start - passage.start:
            yield passage.start, member.trigger.start
        starts = [passage.start + m.start() for m in (match, after) if m is not None]
        if starts and not member.title:
            yield min(starts), passage.end if core else max(member.end, min(starts) + 1)
        if member.track is not None and COMMITTEE.search(member.track.name):
            yield member.track.start, member.track.end
    reach = 6 if core else 1
    indices = sorted(own)
    for last, stop in zip(indices, [*indices[1:], len(context.passages)], strict=True):
        index = last + 1
        while index < stop and index - last <= reach:
            passage = context.passages[index]
            match = cue.search(passage.text)
            explicit = match is not None and bool(STRONG.search(match[0]))
            if not passage.heading and (explicit or (index - last == 1 and CONTINUES.match(passage.text))):
                yield passage.start, passage.end
                last = index
            index += 1
