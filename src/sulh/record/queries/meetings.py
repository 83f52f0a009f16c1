"""Meetings: in lists, and one with everything that its sources say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sulh.model import RecordError
from sulh.record.access import require
from sulh.record.models import Decision
from sulh.record.projection.consensus import Choice, Merged, Part, Stated, consensus
from sulh.record.queries.claims import claim_views
from sulh.record.queries.computed import stated
from sulh.record.queries.cores import core_meetings
from sulh.record.queries.labels import value_label
from sulh.record.queries.lists import by_rows, listed
from sulh.record.queries.merges import merges_among
from sulh.record.queries.people import persons
from sulh.record.queries.refs import Quotes, document_refs
from sulh.record.queries.sight import DEAD, claims, mentions, resolve
from sulh.record.shapes import ClaimView, Filters, MeetingView, MentionView, PageOf, QuoteView, RoleView, ValueView, Viewer

__all__ = ["meeting", "meetings"]

_ALL = Filters()


def meetings(
    viewer: Viewer, filters: Filters = _ALL, *, offset: int = 0, limit: int | None = None, latest_first: bool = False
) -> PageOf[MeetingView]:
    """A page of the meetings that `filters` mean, by first day, those without a day last; `latest_first` turns the order round."""
    require(viewer, "read")
    return listed(viewer, filters, offset=offset, limit=limit, latest_first=latest_first)


def meeting(viewer: Viewer, name: str) -> MeetingView:
    """One meeting with people, rival values, quotes, acts, documents, mentions and merges.

    `name` is its identifier or that of any of its mentions. Raises RecordError when there is none that the viewer may see.
    """
    require(viewer, "read")
    row = resolve(viewer, name)
    light = by_rows(viewer, [row]).get(row) if row else None
    if row is None or light is None:
        raise RecordError(f"there is no meeting {name}")
    return _Page(viewer, row).fill(light)


class _Page:
    """The claims of one meeting that a viewer may see, and what they come to."""

    def __init__(self, viewer: Viewer, row: str) -> None:
        self._viewer, self._row = viewer, row
        names = list(mentions(viewer).filter(meeting=row).values_list("pk", flat=True))
        seen = claims(viewer).filter(mention__in=names).exclude(status__in=DEAD)
        columns = ("id", "seq", "document_id", "mention_id", "property", "value", "decided", "status", "start", "end", "decision")
        rows = list(seen.order_by("seq").values_list(*columns))
        self._stated = [stated(one[:8]) for one in rows]
        self._places = {one[0]: (one[8], one[9]) for one in rows}
        self._decided = {one[0]: one[10] for one in rows if one[10] is not None}
        self._quotes = Quotes(viewer, {one[2] for one in rows})
        self._merged: Merged = consensus(self._stated)

    def fill(self, light: MeetingView) -> MeetingView:
        authors = dict(Decision.objects.filter(pk__in=self._decided.values()).values_list("seq", "author"))
        deciders = {claim: authors[seq] for claim, seq in self._decided.items() if seq in authors}
        mentions = self._mentions()
        counted = document_refs(self._viewer, {one.document.id for one in mentions}, counted=True)
        return replace(
            light,
            participants=tuple(self._role(one, deciders) for one in light.participants),
            people=persons(self._merged.people, [one for one in self._stated if one.property == "person"], self.quote),
            values={name: self._values(name, choices, deciders) for name, choices in self._merged.values.items()},
            agenda={str(choice.value): self._cited(choice.claims) for choice in self._merged.agenda},
            acts=self._acts(),
            documents=tuple(sorted(counted.values(), key=lambda one: (one.published or "9999", one.id))),
            mentions=mentions,
            merges=merges_among(self._viewer, [one.id for one in mentions]),
        )

    def quote(self, claim: Stated) -> QuoteView:
        start, end = self._places[claim.claim]
        return self._quotes.quote(claim.document, claim.claim, start, end)

    def _cited(self, ones: Iterable[Stated]) -> tuple[QuoteView, ...]:
        return tuple(self.quote(one) for one in sorted(ones, key=lambda one: one.seq))

    def _values(self, name: str, choices: Sequence[Choice], deciders: Mapping[str, str]) -> tuple[ValueView, ...]:
        return tuple(
            ValueView(
                value=choice.value,
                label=value_label(name, choice.value),
                quotes=self._cited(choice.claims),
                shown=number == 0,
                decided_by=next((deciders[one.claim] for one in choice.claims if one.claim in deciders), None),
            )
            for number, choice in enumerate(choices)
        )

    def _role(self, shown: RoleView, deciders: Mapping[str, str]) -> RoleView:
        part: Part = next(one for one in self._merged.participants if one.actor == shown.actor.id)
        rivals = self._values("role", part.roles, deciders)
        return replace(shown, rivals=rivals[1:], quotes=rivals[0].quotes)

    def _acts(self) -> tuple[ClaimView, ...]:
        """The acts of the documents that are mainly about this meeting."""
        cores = core_meetings(self._viewer, self._quotes.refs)
        about = [document for document, row in cores.items() if row == self._row]
        seen = claims(self._viewer).filter(document__in=about, property="act").exclude(status__in=DEAD)
        return claim_views(self._viewer, seen.order_by("document__day", "seq"))

    def _mentions(self) -> tuple[MentionView, ...]:
        """Each document's part, with the words of its first claim."""
        first: dict[str, Stated] = {}
        for one in self._stated:
            first.setdefault(one.mention, one)
        ordered = sorted(first.values(), key=lambda one: one.seq)
        return tuple(MentionView(one.mention, self._quotes.refs[one.document], self.quote(one).quote) for one in ordered)
