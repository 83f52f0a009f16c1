"""Which meetings a filter means: once as SQL over projected rows, once over views that were computed; both say the same."""

from __future__ import annotations

from django.db.models import Q

from sulh.record.models import AgendaRow, Membership, ParticipationRow
from sulh.record.shapes import Filters, MeetingView
from sulh.text.codes import words
from sulh.text.countries import country_name
from sulh.text.folding import fold

__all__ = ["fits", "fits_text", "folded_words", "where"]


def where(filters: Filters) -> Q:
    """The condition on rows of meetings, without `text`, which is about words that the rows do not hold."""
    meant = Q()
    if filters.since:
        meant &= Q(last_day__gte=filters.since)
    if filters.until:
        meant &= Q(first_day__lte=filters.until)
    if filters.track:
        meant &= Q(track=filters.track) | Q(pk__in=Membership.objects.filter(track=filters.track, meeting__isnull=False).values("meeting"))
    if filters.actor:
        meant &= Q(pk__in=ParticipationRow.objects.filter(actor=filters.actor).values("meeting"))
    if filters.issue:
        meant &= Q(pk__in=AgendaRow.objects.filter(issue=filters.issue).values("meeting"))
    if filters.kind:
        meant &= Q(kind=filters.kind)
    if filters.status:
        meant &= Q(status=filters.status)
    return meant


def fits(view: MeetingView, filters: Filters) -> bool:
    """Whether a meeting with its participants and issues is meant."""
    return (
        (not filters.since or (view.last_day is not None and view.last_day >= filters.since))
        and (not filters.until or (view.first_day is not None and view.first_day <= filters.until))
        and (not filters.track or any(track.id == filters.track for track in view.tracks))
        and (not filters.actor or any(one.actor.id == filters.actor for one in view.participants))
        and (not filters.issue or filters.issue in view.issues)
        and (not filters.kind or view.kind == filters.kind)
        and (not filters.status or view.status == filters.status)
        and (not filters.text or fits_text(view, filters.text))
    )


def fits_text(view: MeetingView, text: str) -> bool:
    """Whether every word of `text` begins a word of the title, place, tracks, participants or issues, whatever case and accents."""
    said = [view.title, view.city or "", country_name(view.country) or "", *(track.name for track in view.tracks)]
    said += [one.actor.name for one in view.participants] + [words(issue) for issue in view.issues]
    there = folded_words(" ".join(said))
    return all(any(word.startswith(wanted) for word in there) for wanted in folded_words(text))


def folded_words(text: str) -> list[str]:
    """The words of a text, folded."""
    return "".join(letter if letter.isalnum() else " " for letter in fold(text)).split()
