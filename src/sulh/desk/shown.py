"""The record's views in words, and the language that is being spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

from django.utils.translation import get_language, override

from sulh import words
from sulh.model.kinds import kinds
from sulh.record.shapes import ActorView, ClaimView, CommitmentView, Hit, MeetingView, PeriodView

__all__ = [
    "claim_words",
    "claimed_words",
    "hit_words",
    "language",
    "made_at",
    "meeting_dates",
    "period_kind",
    "period_words",
    "place",
    "problem_words",
    "roles",
    "speaking",
    "when",
]

# The vocabulary that says what sort of fact it is, by the kind of fact.
_VOCABULARIES = {kind.name: kind.values[0].vocabulary for kind in kinds() if kind.whole and kind.values[0].vocabulary}


# A page asks for its language thousands of times, and Django's own answer takes as long as the word that is looked up.
_SPOKEN: ContextVar[str | None] = ContextVar("language", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let everything within speak this language."""
    token = _SPOKEN.set(language)
    try:
        with override(language):
            yield
    finally:
        _SPOKEN.reset(token)


def language() -> str:
    """The language that the page speaks."""
    return _SPOKEN.get() or get_language() or "en"


def problem_words(problem: BaseException) -> str:
    """What an error says, in the language of the page."""
    return words.said(problem, language=language())


def when(meeting: MeetingView, *, language: str = "en") -> str:
    """When a meeting was, or that its sources do not say."""
    return words.span(meeting.start, meeting.end, language=language) or words.phrase("date_not_given", language=language)


def place(meeting: MeetingView, *, language: str = "en") -> str:
    """City and country of a meeting, as far as known."""
    return words.place(meeting.city, meeting.country, language=language)


def claim_words(claim: ClaimView, *, language: str = "en") -> str:
    """What the claim in force says."""
    value = claim.value if claim.decided is None else claim.decided
    return words.value(claim.subject, claim.property, value, language=language)


def claimed_words(claim: ClaimView, *, language: str = "en") -> str:
    """What the document's own claim said before anybody corrected it."""
    return words.value(claim.subject, claim.property, claim.value, language=language)


def period_kind(subject: str, kind: str, *, language: str = "en") -> str:
    """What sort of period it is: "Ceasefire declared", "Prisoner exchange", "Statement"."""
    vocabulary = _VOCABULARIES.get(subject)
    return words.code(vocabulary, kind, language=language) if vocabulary else words.kind(subject, language=language)


def period_words(period: PeriodView, *, dated: bool = True, language: str = "en") -> str:
    """A period in one line, with or without its dates."""
    if period.subject == "statement":
        dates = words.span(period.start, period.end, language=language) if dated else ""
        parts = (words.kind("statement", language=language), dates, str(period.value.get("title") or ""))
        return words.listing(parts, apart=True, language=language)
    value = {name: one for name, one in period.value.items() if dated or name not in ("start", "end", "date")}
    return words.fact(period.subject, value, language=language)


def made_at(commitment: CommitmentView, *, language: str = "en") -> tuple[str, str]:
    """The identifier and the title of the meeting at which a commitment was made; empty where it is not known."""
    meeting = commitment.meeting
    return (meeting.id, words.title_of(meeting, language=language)) if meeting else ("", "")


def hit_words(hit: Hit, published: str | None, *, language: str = "en") -> tuple[str, str]:
    """What a result of a search is called, and its date; `published` is that of a document."""
    if hit.meeting is not None:
        return words.title_of(hit.meeting, language=language), when(hit.meeting, language=language)
    if hit.fact is not None:
        value = hit.fact.decided if hit.fact.decided is not None else hit.fact.value
        return words.fact(hit.fact.subject, cast(Mapping[str, Any], value), language=language), ""
    title = words.actor(hit.id, hit.title, language=language) if hit.kind == "actor" else hit.title
    return title, words.date(published, language=language)


def meeting_dates(meetings: Iterable[MeetingView]) -> tuple[str | None, str | None]:
    """The first and the last date of some meetings, as their sources give them."""
    dated = [one for one in meetings if one.first_day and (one.start or one.end)]
    first = min(dated, key=lambda one: str(one.first_day), default=None)
    last = max(dated, key=lambda one: str(one.last_day or one.first_day), default=None)
    return (first.start or first.end) if first else None, (last.end or last.start) if last else None


def roles(actor: ActorView) -> Iterator[tuple[str, int, str | None, str | None]]:
    """The roles of an actor with the number of meetings, and the first and last date as the sources of these meetings give them."""
    for role, count, first, last in actor.roles:
        held = [one for one in actor.meetings if first in (one.first_day, one.last_day) or last in (one.first_day, one.last_day)]
        start, end = meeting_dates(held)
        yield role, count, start or first, end or last
