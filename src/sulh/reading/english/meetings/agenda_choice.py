"""Choose the agenda of each meeting: what the rules find, and issues named where the document speaks of that meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sulh.model import AgendaItem, Issue, Meeting
from sulh.reading.english.act_topics import title_of
from sulh.reading.english.context import Context
from sulh.reading.learned import Model, model, probability
from sulh.reading.lexicon import pattern
from sulh.text.issues import IssueMention, find_issues

__all__ = ["CODES", "MeetingIssues", "meeting_issues", "with_agendas"]

CODES = tuple(issue.value for issue in Issue)
# An issue is on the agenda when it is more probable than this, or than the second where the rules find it.
LEAST, RULED = 0.2, 0.07
# What follows a meeting is about it for so many sentences, unless another meeting is named.
_REACH = 6
_SHORT_LINE = 90
_RANKS, _TENTHS, _RULED = 4, 5, 4
_PLACES = ("own", "after", "cued", "others", "item", "title")


@dataclass(frozen=True, slots=True)
class MeetingIssues:
    """How often each issue is named where, as seen from one meeting; `ruled` are the issues that the rules give it."""

    meeting: Meeting
    alone: bool
    ruled: tuple[str, ...]
    named: dict[str, Counter[str]]
    whole: Counter[str]
    rank: dict[str, int] = field(default_factory=dict)

    def of(self, code: str) -> Iterator[str]:
        """Yield where an issue is named."""
        if code in self.ruled:
            yield from ("rule", f"rule{min(_RULED, len(self.ruled))}")
        elif not self.ruled:
            yield "norule"
        yield from (place for place in _PLACES if code in self.named[place])
        if code in self.rank:
            yield f"rank{min(self.rank[code], _RANKS)}"
            yield f"share{min(_TENTHS, 10 * self.whole[code] // self.whole.total())}"

    def features(self, code: str) -> tuple[list[str], list[str]]:
        """Return the features that weigh alike for all issues, and those that this issue weighs in its own way."""
        main, alone = "core" if self.meeting.core else "back", "one" if self.alone else "more"
        names = list(self.of(code))
        common = ["S"]
        for name in names:
            common += [name, f"{name}|{main}", f"{name}|{main}|{alone}", f"{name}|{self.meeting.status.value}"]
        return common, ["bias", *names]


def meeting_issues(context: Context, meetings: Sequence[Meeting]) -> list[MeetingIssues]:
    """Return what each meeting of a document is judged by."""
    by_passage = [Counter(m.issue.value for m in find_issues(p.text)) for p in context.passages]
    whole: Counter[str] = sum(by_passage, Counter())
    rank = {code: place for place, (code, _) in enumerate(sorted(whole.items(), key=lambda item: (-item[1], item[0])))}
    cue = pattern(r"\b(?:<agenda_cue>)\b")
    cued = {p.index for p in context.passages if cue.search(p.text)}
    items = [p.index for p in context.passages if (p.item or p.heading) and len(p.text) < _SHORT_LINE]
    title = Counter(m.issue.value for m in find_issues(title_of(context)))
    owned = [{p.index for c in m.cites for p in context.passages_between(c.start, c.end)} for m in meetings]
    found = []
    for meeting, own in zip(meetings, owned, strict=True):
        others = set().union(*(indices for indices in owned if indices is not own)) - own
        after = list(_after(own, others, len(by_passage)))
        about = [*sorted(own), *after]
        sums = {"own": own, "after": after, "cued": [i for i in about if i in cued], "others": others, "item": items}
        named = {name: sum((by_passage[i] for i in sorted(indices)), Counter()) for name, indices in sums.items()}
        ruled = tuple(item.issue.value for item in meeting.agenda)
        found.append(MeetingIssues(meeting, len(meetings) == 1, ruled, {**named, "title": title}, whole, rank))
    return found


def _after(own: set[int], others: set[int], end: int) -> Iterator[int]:
    """Yield the passages that follow those of a meeting, up to the next that names a meeting."""
    for index in sorted(own):
        for follows in range(index + 1, min(index + 1 + _REACH, end)):
            if follows in own or follows in others:
                break
            yield follows


def with_agendas(context: Context, meetings: Sequence[Meeting], agendas: Model | None = None) -> tuple[Meeting, ...]:
    """Return the meetings with the agenda that a model chooses, each item cited by the rules' words or the nearest that name it.

    `agendas` is that model, the one of the package unless another is given.
    """
    decides = agendas or model("agendas")
    made = []
    for seen in meeting_issues(context, meetings):
        items = {item.issue: item for item in seen.meeting.agenda}
        chosen = [Issue(code) for code in CODES if _probable(decides, seen, code) > (RULED if code in seen.ruled else LEAST)]
        agenda = [item for issue in chosen if (item := items.get(issue) or _cited(context, seen.meeting, issue)) is not None]
        made.append(replace(seen.meeting, agenda=tuple(sorted(agenda, key=lambda item: (item.cite.start, item.issue)))))
    return tuple(made)


def _probable(decides: Model, seen: MeetingIssues, code: str) -> float:
    common, own = seen.features(code)
    scores = {code: decides.common(common)}
    decides.add(own, scores)
    return probability(scores[code])


def _cited(context: Context, meeting: Meeting, issue: Issue) -> AgendaItem | None:
    """Return an issue with the words nearest to the meeting that name it, those after it first."""
    at = min((cite.start for cite in meeting.cites), default=0)
    named: list[tuple[bool, int, int, IssueMention]] = [
        (p.start + m.start < at, abs(p.start + m.start - at), p.start, m)
        for p in context.passages
        for m in find_issues(p.text)
        if m.issue is issue
    ]
    if not named:
        return None
    _, _, start, mention = min(named, key=lambda one: one[:3])
    cite = context.cite(start + mention.start, start + mention.end)
    return AgendaItem(issue, cite.quote, cite)
