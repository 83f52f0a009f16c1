"""Meetings: in lists, and one with everything that its sources say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from sulh.model import RecordError
from sulh.model.vocabulary import RETIRED
from sulh.record.access import require
from sulh.record.decisions import meeting_names
from sulh.record.prepared import prepared
from sulh.record.projection.consensus import MergedMeeting, Part, consensus
from sulh.record.projection.meetings import stated
from sulh.record.projection.models import Decision
from sulh.record.projection.names import known_names
from sulh.record.projection.stated import Choice, Stated
from sulh.record.queries.claims import CLAIM_COLUMNS, claim_views
from sulh.record.queries.lists import listed, views
from sulh.record.queries.main_meetings import main_meetings
from sulh.record.queries.merges import merges_among
from sulh.record.queries.people import persons
from sulh.record.queries.refs import Quotes, document_refs
from sulh.record.queries.sorting import Says, as_it_is
from sulh.record.queries.visible import claims, facts, meeting_called, meeting_rows, resolve
from sulh.record.shapes import ClaimView, Filters, MeetingView, MentionView, PageOf, QuoteView, RoleView, Sort, ValueView, Viewer
from sulh.record.states import state_of

__all__ = ["meeting", "meetings", "numbered_meetings"]

_ALL, _UNSORTED = Filters(), Sort()
_COLUMNS = ("id", "seq", "source__original", "mention_id", "property", "value", "decided", "status")
_PLACE = ("source_id", "start", "end", "written", "row", "column", "decision")


def meetings(
    viewer: Viewer,
    filters: Filters = _ALL,
    *,
    offset: int = 0,
    limit: int | None = None,
    latest_first: bool = False,
    sort: Sort = _UNSORTED,
    facets: Sequence[str] = (),
    says: Says = as_it_is,
) -> PageOf[MeetingView]:
    """A page of the meetings that `filters` mean, by first day, those without a day last; `latest_first` turns the order round.

    `sort` names a column of `lists.SORTS`, `facets` some of `facets.MEETING_FACETS`; `says` puts names and codes in words, to order by.
    """
    require(viewer, "read")
    return listed(viewer, filters, offset=offset, limit=limit, latest_first=latest_first, sort=sort, facets=facets, says=says)


def meeting(viewer: Viewer, name: str) -> MeetingView:
    """One meeting with people, rival values, quotes, acts, documents, mentions and merges.

    `name` is its identifier or that of any of its mentions. Raises RecordError when there is none that the viewer may see.
    """
    require(viewer, "read")
    known, key = meeting_called(viewer, name), resolve(viewer, name)
    if known is None or key is None:
        raise RecordError(f"there is no meeting {name}")
    return _Page(viewer, known).fill(views(viewer, [key])[key])


def numbered_meetings(viewer: Viewer, number: int, *, limit: int = 50) -> tuple[MeetingView, ...]:
    """The meetings with that number, of whatever track, by first day; without their participants."""
    require(viewer, "read")
    found = meeting_rows(viewer).filter(ordinal=number).order_by("first_day", "pk").values_list("pk", flat=True)
    return tuple(views(viewer, list(found[:limit]), participants=False).values())


@prepared
def _claims_about(viewer: Viewer, meeting: str) -> QuerySet[Any, Any]:
    seen = claims(viewer).filter(mention__meeting=meeting).exclude(status__in=RETIRED)
    return seen.order_by("seq").values_list(*_COLUMNS, *_PLACE)


@prepared
def _acts_said(viewer: Viewer, sources: list[str]) -> QuerySet[Any, Any]:
    return facts(viewer, "act").filter(source__in=sources).order_by("-seq").values_list("same", "claim_id")


@prepared
def _in_time(viewer: Viewer, keys: list[str]) -> QuerySet[Any, Any]:
    return claims(viewer).filter(pk__in=keys).order_by("source__day", "seq").values_list(*CLAIM_COLUMNS)


@prepared
def _authors(decisions: list[int]) -> QuerySet[Any, Any]:
    return Decision.objects.filter(pk__in=decisions).values_list("seq", "author")


class _Page:
    """The claims of one meeting that a viewer may see, and what they come to."""

    def __init__(self, viewer: Viewer, meeting: str) -> None:
        self._viewer, self._meeting = viewer, meeting
        rows = _claims_about(viewer, meeting)
        names = known_names()
        self._stated = [one for row in rows if (one := stated(row, names)) is not None]
        self._places = {row[0]: row[8:14] for row in rows}
        self._decided = {row[0]: row[14] for row in rows if row[14] is not None}
        self._quotes = Quotes(viewer, {row[8] for row in rows})
        self._person = names.person
        self._merged: MergedMeeting = consensus(self._stated, names.track, names.person)

    def fill(self, light: MeetingView) -> MeetingView:
        authors: dict[int, str] = dict(_authors(set(self._decided.values())))
        deciders = {claim: authors[seq] for claim, seq in self._decided.items() if seq in authors}
        mentions = self._mentions()
        counted = document_refs(self._viewer, {one.document.id for one in mentions}, counted=True)
        return replace(
            light,
            participants=tuple(self._role(one, deciders) for one in light.participants),
            people=persons(
                self._viewer, self._merged.people, [one for one in self._stated if one.property == "person"], self.quote, self._person
            ),
            values={name: self._values(choices, deciders) for name, choices in self._merged.values.items()},
            announced={name: self._values(choices, deciders, shown=False) for name, choices in self._merged.announced.items()},
            decided=self._merged.decided,
            agenda={str(choice.value): self._cited(choice.claims) for choice in self._merged.agenda},
            settled_issues=tuple(str(choice.value) for choice in self._merged.agenda if any(one.firm for one in choice.claims)),
            acts=self._acts(),
            documents=tuple(sorted(counted.values(), key=lambda one: (one.published or "9999", one.id))),
            mentions=mentions,
            merges=merges_among(self._viewer, [one.id for one in mentions]),
            state=state_of(meeting_names(self._viewer, light.id), self._viewer),
        )

    def quote(self, claim: Stated) -> QuoteView:
        source, start, end, *cell = self._places[claim.claim]
        return self._quotes.quote(source, claim.claim, start, end, *cell)

    def _cited(self, ones: Iterable[Stated]) -> tuple[QuoteView, ...]:
        return tuple(self.quote(one) for one in sorted(ones, key=lambda one: one.seq))

    def _values(self, choices: Sequence[Choice], deciders: Mapping[str, str], *, shown: bool = True) -> tuple[ValueView, ...]:
        return tuple(
            ValueView(
                value=choice.value,
                quotes=self._cited(choice.claims),
                shown=shown and number == 0,
                sources=choice.sources,
                decided_by=next((deciders[one.claim] for one in choice.claims if one.claim in deciders), None),
                settled=any(one.firm for one in choice.claims),
            )
            for number, choice in enumerate(choices)
        )

    def _role(self, shown: RoleView, deciders: Mapping[str, str]) -> RoleView:
        part: Part = next(one for one in self._merged.participants if one.actor == shown.actor.id)
        rivals = self._values(part.roles, deciders)
        return replace(shown, rivals=rivals[1:], quotes=rivals[0].quotes, decided_by=rivals[0].decided_by, expected=bool(part.announced))

    def _acts(self) -> tuple[ClaimView, ...]:
        """The acts of the documents that are mainly about this meeting, a statement that several repeat once."""
        main = main_meetings(self._viewer, self._quotes.refs, whole=False)
        about = [document for document, meeting in main.items() if meeting == self._meeting]
        said: dict[str, str] = dict(_acts_said(self._viewer, about)) if about else {}
        kept = list(said.values())
        return claim_views(self._viewer, _in_time(self._viewer, kept)) if kept else ()

    def _mentions(self) -> tuple[MentionView, ...]:
        """Each source's part, with the words of its first claim."""
        first: dict[str, Stated] = {}
        for one in self._stated:
            first.setdefault(one.mention, one)
        ordered = sorted(first.values(), key=lambda one: one.seq)
        return tuple(MentionView(one.mention, self.quote(one).document, self.quote(one).quote) for one in ordered)
