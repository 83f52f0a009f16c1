"""What a meeting was about: issues in the words that tell of discussion, purpose and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sulh.model import Act, AgendaItem, DocumentKind, Issue
from sulh.reading.context import Context
from sulh.reading.issues import find_issues
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidates import Candidate
from sulh.reading.passages import Passage

__all__ = ["read_agenda"]

# A sentence that goes on with the list of the sentence before.
CONTINUES = re.compile(r"(?:as\s+well|also|in\s+addition|moreover|they\s+also|other\s+(?:topics|issues)|the\s+(?:sides|parties|ministers|leaders|officials)\s+also)\b", re.IGNORECASE)
PURPOSE = re.compile(r"\b(?:to|for|on|about|aim(?:ed|ing)\s+(?:at|to))\s", re.IGNORECASE)
PRINCIPLES = {Issue.SOVEREIGNTY, Issue.INDEPENDENCE, Issue.UNITY, Issue.TERRITORIAL_INTEGRITY}


def read_agenda(context: Context, members: Sequence[Candidate], *, core: bool, kind: DocumentKind, acts: Sequence[Act]) -> tuple[AgendaItem, ...]:
    """One item per issue, at its first wording; for a readout or joint statement the issues of its acts are its agenda too."""
    found: dict[Issue, AgendaItem] = {}
    for passage, start, end in _scopes(context, members, core):
        text = context.text[start:end]
        for mention in find_issues(text):
            at = start + mention.start
            if _in_track(members, at):
                continue
            cite = context.cite(at, start + mention.end)
            found.setdefault(mention.issue, AgendaItem(mention.issue, cite.quote, cite))
        _ = passage
    if core and (kind in (DocumentKind.COMMUNIQUE, DocumentKind.JOINT_STATEMENT) or not found):
        for act in acts:
            for issue in act.issues:
                if issue in (Issue.OTHER, Issue.NEXT_MEETING):
                    continue
                if issue in PRINCIPLES and Issue.SOVEREIGNTY in act.issues and issue is not Issue.SOVEREIGNTY:
                    continue
                found.setdefault(issue, AgendaItem(issue, act.cite.quote, act.cite))
    found.pop(Issue.NEXT_MEETING, None)
    return tuple(sorted(found.values(), key=lambda item: (item.cite.start, item.issue)))


def _in_track(members: Sequence[Candidate], offset: int) -> bool:
    """Whether the offset lies in the name of a format that says only where or about whom; a committee's name says what it is for."""
    return any(
        m.track is not None and m.track.start <= offset < m.track.end and not re.search(r"committee|working\s+group|commission", m.track.name, re.IGNORECASE)
        for m in members
    )


def _scopes(context: Context, members: Sequence[Candidate], core: bool) -> Iterator[tuple[Passage, int, int]]:
    """The spans that tell what the meeting was about: its own clause after a cue, and sentences of discussion that follow."""
    own = {m.passage.index for m in members}
    cue = pattern(r"\b(?:<agenda_cue>)\b")
    for member in members:
        passage = member.passage
        low = max(passage.start, member.start)
        match = cue.search(passage.text, low - passage.start)
        after = PURPOSE.search(passage.text, member.trigger.head.end - passage.start)
        starts = [passage.start + m.start() for m in (match, after) if m is not None]
        if starts and not member.title:
            yield passage, min(starts), passage.end if core else max(member.end, min(starts) + 1)
    if not core:
        return
    told = max(own)
    for passage in context.passages:
        if passage.index in own or passage.heading or not own:
            continue
        near = passage.index - max((i for i in own if i < passage.index), default=-99)
        if near > 6 and passage.index > told + 6:
            continue
        match = cue.search(passage.text)
        if match and near <= 6 and _speaks_of_talks(passage, match):
            yield passage, passage.start, passage.end
            own.add(passage.index)
        elif near == 1 and CONTINUES.match(passage.text):
            yield passage, passage.start, passage.end
            own.add(passage.index)


def _speaks_of_talks(passage: Passage, cue: re.Match[str]) -> bool:
    """Whether the cue's clause speaks of talks and not of one side's views."""
    strong = re.compile(r"discuss|talk|agenda|on\s+the\s+table|exchang|topic|focus|went\s+over|review|took\s+stock|debate|deliberat|touch|address|consider|examin|cover", re.IGNORECASE)
    return bool(strong.search(cue[0]))
