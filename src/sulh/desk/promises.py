"""Promises as pages show them: the finding at the head, groups, the strip of time of each, and the reasons of links in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext, ngettext, pgettext

from sulh import words
from sulh.desk.shown import language
from sulh.model.vocabulary import Issue, PromiseState
from sulh.record.queries.commitments import KEPT_SOMETIME, PromiseCounts
from sulh.record.shapes import CommitmentLine, CommitmentView, LinkView, OutcomeView, ReasonView
from sulh.text.edtf import earliest, latest

__all__ = [
    "SIGNS",
    "PromiseGroup",
    "StripScale",
    "allowed_words",
    "because",
    "detail",
    "due_words",
    "finding",
    "grouped",
    "outcome_words",
    "scale_of",
    "standing",
    "strip",
]

# The sign of each state, and the class of its colour.
SIGNS = {
    PromiseState.KEPT: "kept",
    PromiseState.KEPT_LATE: "late",
    PromiseState.UNDER_WAY: "way",
    PromiseState.NO_SOURCE: "open",
    PromiseState.CALLED_OFF: "off",
    PromiseState.BROKEN: "broken",
    PromiseState.SUPERSEDED: "again",
}
_DOTS = {PromiseState.KEPT: "dk", PromiseState.KEPT_LATE: "dl", PromiseState.UNDER_WAY: "dw", PromiseState.BROKEN: "dl"}
_LEFT, _RIGHT = 1.0, 99.0
_MOST_TICKS, _MOST_MONTH_NAMES, _MOST_MONTHS = 10, 6, 18
_NO_ROOM = 8.0  # per cent at either end in which no word of the axis fits
_REASONS = 4


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """Promises under one heading, each with its strip; `kept` and `late` count those kept at all and those kept late.

    `elsewhere` counts those that are about the issue of the heading too and stand under another one.
    """

    words: str
    rows: tuple[tuple[CommitmentLine, SafeString], ...]
    kept: int
    late: int
    elsewhere: int = 0


# --- what the page says --------------------------------------------------------------------------------------------------------------


def finding(tally: PromiseCounts) -> str:
    """How promises to meet again on a set day were kept; where there are none, how many promises there are."""
    dated = tally.dated_meetings
    total = sum(tally.states.values())
    if not total:
        return gettext("No promise is recorded")
    if not sum(dated.values()):
        return ngettext("One promise is recorded", "%(count)s promises are recorded", total) % {"count": total}
    counts = [(state, dated[state]) for state in (*list(PromiseState)[:2], KEPT_SOMETIME, *list(PromiseState)[2:]) if dated.get(state)]
    parts = [words.phrase(f"promises.{state}", language=language(), count=count) for state, count in counts]
    found = gettext("Promises to meet again by a set day: %(parts)s") % {"parts": words.listing(parts, language=language())}
    if not tally.kept_undated:
        return found
    more = words.phrase("promises.kept_undated", language=language(), count=tally.kept_undated)
    return words.listing((found, more), apart=True, language=language())


def standing(tally: PromiseCounts) -> str:
    """How many promises stand where, in one sentence."""
    counts = [
        words.phrase("pair", language=language(), name=words.code("PromiseState", state, language=language()), value=f"{count:,}")
        for state in PromiseState
        if (count := tally.states.get(state, 0))
    ]
    return words.listing(counts, language=language())


def grouped(rows: Sequence[CommitmentLine], by: str, scale: StripScale | None) -> Iterator[PromiseGroup]:
    """The rows under headings: by what they promise, or by the meeting or the actors that made them; the nameless group stands last."""
    title = _TITLES.get(by, _by_subject)
    named = [(title(row), row) for row in rows]
    about = Counter(issue for row in rows for issue in row.issues) if title is _by_subject else Counter[str]()
    named.sort(key=lambda one: (one[0][0], one[1].due_day or "9999", one[1].made or "", one[1].id))
    for (_, heading), members in groupby(named, key=lambda one: one[0]):
        own = tuple(row for _, row in members)
        late = sum(row.outcome.state == PromiseState.KEPT_LATE for row in own)
        kept = late + sum(row.outcome.state == PromiseState.KEPT for row in own)
        elsewhere = about[_subject(own[0])] - len(own) if _subject(own[0]) in about else 0
        yield PromiseGroup(heading, tuple((row, strip(row, scale)) for row in own), kept, late, elsewhere)


def _subject(row: CommitmentLine) -> str:
    """The issue under whose heading a promise stands; empty where it is about none."""
    return Issue.NEXT_MEETING if row.meets else next(iter(row.issues), "")


def _by_subject(row: CommitmentLine) -> tuple[tuple[int, str], str]:
    if row.meets:
        return (0, ""), gettext("To meet again")
    said = words.code("Issue", subject, language=language()) if (subject := _subject(row)) else ""
    return ((1, said), said) if said else ((2, ""), pgettext("promises", "Nothing named"))


def _by_meeting(row: CommitmentLine) -> tuple[tuple[int, str], str]:
    if row.meeting is None:
        return (1, ""), gettext("At no meeting that is named")
    return (0, f"{row.meeting.start or row.made or ''} {row.meeting.id}"), words.title_of(row.meeting, language=language())


def _by_actor(row: CommitmentLine) -> tuple[tuple[int, str], str]:
    said = words.listing(sorted(words.actor(one.id, one.name, language=language()) for one in row.owners), language=language())
    return ((0, said), said) if said else ((1, ""), pgettext("promises", "Nobody named"))


_TITLES: dict[str, Callable[[CommitmentLine], tuple[tuple[int, str], str]]] = {"meeting": _by_meeting, "actor": _by_actor}


def outcome_words(outcome: OutcomeView) -> str:
    """What became of a promise, with the days by which it was late."""
    said = words.code("PromiseState", outcome.state, language=language())
    if outcome.state == PromiseState.KEPT and outcome.days_late is None and outcome.is_dated:
        return gettext("%(kept)s on a day not known") % {"kept": said}
    if not outcome.days_late:
        return said
    kept = words.code("PromiseState", PromiseState.KEPT, language=language())
    late = ngettext("one day late", "%(count)s days late", outcome.days_late) % {"count": f"{outcome.days_late:,}"}
    return words.listing((kept, late), language=language())


def detail(row: CommitmentLine) -> str:
    """What stands under the state of a promise: the meeting that kept it or may have, else the day of what became of it; of one that is
    open when it is due.
    """
    if row.shown_by is not None:
        when = words.span(row.shown_by.start, row.shown_by.end, language=language())
        title = words.title_of(row.shown_by, language=language())
        named = title if not when or when in title else words.listing((title, when), language=language())
        return gettext("may be: %(meeting)s") % {"meeting": named} if row.outcome.may_be else named
    if row.outcome.state in (PromiseState.NO_SOURCE, PromiseState.UNDER_WAY):
        return due_words(row)
    return words.date(row.outcome.day, language=language()) if row.outcome.day else gettext("on a day not known")


def due_words(row: CommitmentLine | CommitmentView) -> str:
    """When a promise is due, as a part of a sentence."""
    return gettext("due %(when)s") % {"when": said} if (said := allowed_words(row)) else gettext("no day was set")


def allowed_words(row: CommitmentLine | CommitmentView) -> str:
    """The day on which a promise is due, or the first and the last day that its words allow; empty where none is set."""
    is_range = row.due_day != row.due_first and (not row.due or len(row.due) == len("2017-05-03"))
    if row.due_first and row.due_day and is_range:
        return words.span(row.due_first, row.due_day, language=language())
    return words.date(row.due, language=language()) if row.due else ""


def because(link: LinkView) -> str:
    """Why a link was proposed: what speaks for it, the weightiest first, then what speaks against it."""
    spoken = sorted((one for one in link.reasons if one.weight > 0), key=lambda one: -one.weight)[:_REASONS]
    against = [one for one in link.reasons if one.weight < 0]
    said = words.listing((_reason(one) for one in spoken), language=language())
    # What the item does not say speaks neither for nor against it, and is said.
    absent = [one for one in link.reasons if one.level == "unnamed" and not one.weight]
    if absent:
        missing = words.listing((_reason(one) for one in absent), language=language())
        said = gettext("%(reasons)s; it does not say %(missing)s") % {"reasons": said, "missing": missing}
    if not against:
        return said
    return gettext("%(reasons)s; but %(others)s") % {"reasons": said, "others": words.listing(map(_reason, against), language=language())}


def _reason(one: ReasonView) -> str:
    said = words.code("followed", f"{one.feature}.{one.level}", language=language())
    value = words.listing(dict.fromkeys(_value(one.feature, value) for value in one.values), language=language())
    return words.phrase("pair", language=language(), name=said, value=value) if value else said


def _value(feature: str, value: str) -> str:
    """A value compared, in words: actors, issues, days, places and tracks are codes."""
    if feature == "owners":
        return words.actor(value, language=language())
    if feature == "body":
        return words.code("Issue", value, "inside", language=language()) if value in words.known("Issue") else value
    if feature == "time" or (feature == "meeting" and len(value) == len("2017-05-03")):
        return words.date(value, language=language())
    if feature in ("subject", "deed", "form"):
        return _code_value(feature, value)
    if feature == "matter":
        return words.code("matter", value, language=language())
    if feature == "track":
        return words.track(value, value.replace("-", " "), language=language())
    if feature == "place":
        return (words.country if len(value) == 2 else words.city)(value, language=language())
    return value


def _code_value(feature: str, value: str) -> str:
    """A code in words; deeds that the words tell of have a table of their own."""
    if feature == "deed" and value in words.known("deed"):
        return words.code("deed", value, language=language())
    return words.code({"subject": "Issue", "form": "MeetingKind"}.get(feature, "ReleaseKind"), value, "inside", language=language())


# --- the strip of time ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StripScale:
    """The days that a strip shows, with the lines of years; right to left where the page runs so."""

    first: dt.date
    last: dt.date
    grid: SafeString
    axis: SafeString
    mirrored: bool = False

    def x(self, day: str) -> float:
        """Where a day stands, in per cent of the width."""
        at = (min(max(dt.date.fromisoformat(day), self.first), self.last) - self.first).days / max(1, (self.last - self.first).days)
        x = _LEFT + at * (_RIGHT - _LEFT)
        return round(100 - x if self.mirrored else x, 2)


def scale_of(rows: Iterable[CommitmentLine | CommitmentView]) -> StripScale | None:
    """One scale for all these promises, from the first made to the last day that any of them speaks of; None without days."""
    days = sorted(day for row in rows for day in (_made(row), row.due_day, *_happened(row.outcome)) if day and len(day) == 10)
    if not days:
        return None
    first, end = dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[-1])
    last = end + max(dt.timedelta(days=30), (end - first) / 16)
    bare = StripScale(first, last, SafeString(""), SafeString(""), get_language_bidi())
    ticks = [(bare.x(day), said) for day, said in _ticks(first, last)]
    grid = format_html_join("", '<line class="gl" x1="{0}%" x2="{0}%" y2="26"/>', ((x,) for x, _ in ticks))
    beside = -4 if bare.mirrored else 4
    named = ((x, beside, said) for x, said in ticks if _NO_ROOM < x < 100 - _NO_ROOM)
    axis = format_html_join("", '<text class="t3" x="{}%" dx="{}" y="12">{}</text>', named)
    return replace(bare, grid=grid, axis=axis)


def _ticks(first: dt.date, last: dt.date) -> Iterator[tuple[str, str]]:
    """The beginnings of years, or of months where they are few; so many that their words stand apart."""
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    inside = [one for one in months if first <= dt.date(*one, 1) <= last]
    if len(inside) > _MOST_MONTHS:
        inside = [one for one in inside if one[1] == 1]
    # The names of months are longer than the numbers of years.
    most = _MOST_TICKS if len(inside) != len(months) and all(month == 1 for _, month in inside) else _MOST_MONTH_NAMES
    for year, month in inside[:: max(1, -(-len(inside) // most))]:
        said = str(year) if len(inside) != len(months) and month == 1 else words.date(f"{year}-{month:02}", language=language())
        yield f"{year}-{month:02}-01", said


def strip(row: CommitmentLine | CommitmentView, scale: StripScale | None) -> SafeString:
    """One promise over time: made, time allowed, last day, what kept it; dashed from the last day on where nothing did."""
    made = _made(row)
    if scale is None or made is None or len(made) != 10:
        return SafeString("")
    outcome, happened = row.outcome, _happened(row.outcome)
    until = happened[0] if happened else scale.last.isoformat()
    start, stop = scale.x(made), scale.x(until)
    closing = row.due_day if row.due_day and row.due_day < until else until
    dashed = "" if row.due_day else ' stroke-dasharray="1 4"'
    parts = [scale.grid, f'<line class="wait" x1="{start}%" x2="{scale.x(closing)}%" y1="13" y2="13"{dashed}/>']
    if closing != until:
        kind = "over" if outcome.state == PromiseState.KEPT_LATE else "past"
        parts.append(f'<line class="{kind}" x1="{scale.x(closing)}%" x2="{stop}%" y1="13" y2="13"/>')
    if row.due_day:
        begin, end = sorted((scale.x(max(row.due_first or row.due_day, made)), scale.x(row.due_day)))
        last = begin if scale.mirrored else end
        parts.append(f'<rect class="duebar" x="{begin}%" width="{max(0.15, round(end - begin, 2))}%" y="5" height="16"/>')
        parts.append(f'<line class="due" x1="{last}%" x2="{last}%" y1="4" y2="22"/>')
    parts.append(f'<rect x="{start}%" y="9" width="3" height="8" fill="var(--ink)"/>')
    if (dot := _DOTS.get(PromiseState(outcome.state))) and happened:
        parts.append(_mark(scale, happened, dot))
    label = words.listing((outcome_words(outcome), words.date(row.due, language=language()) if row.due else ""), language=language())
    # Numbers and classes of our own; the label alone has words.
    return mark_safe(f'<svg height="26" role="img" aria-label="{conditional_escape(label)}">{"".join(parts)}</svg>')


def _happened(outcome: OutcomeView) -> tuple[str, ...]:
    """The first and the last day on which what became of a promise can have happened; nothing where that is not known."""
    first, last = (earliest(outcome.day), latest(outcome.day)) if outcome.day else (None, None)
    return (first.isoformat(), last.isoformat()) if first and last else ()


def _mark(scale: StripScale, happened: tuple[str, ...], look: str) -> str:
    """What kept a promise: a dot on its day, a bar as wide as its doubt where only a month or year is known."""
    begin, end = sorted(map(scale.x, happened))
    if happened[0] == happened[-1]:
        return f'<circle cx="{begin}%" cy="13" r="5.5" class="{look}"/>'
    return f'<rect x="{begin}%" width="{max(0.4, round(end - begin, 2))}%" y="9" height="8" rx="4" class="{look}"/>'


def _made(row: CommitmentLine | CommitmentView) -> str | None:
    """The day it was made; of an imprecise date none is drawn."""
    if row.made:
        return row.made if len(row.made) == 10 else None
    return row.published if isinstance(row, CommitmentLine) else row.claim.document.published
