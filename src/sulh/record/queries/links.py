"""The links of one promise as they are shown: proposed and decided, each with the words that show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Q

from sulh.following import FollowLink
from sulh.model.vocabulary import RETIRED, MeetingStatus
from sulh.record.access import visible
from sulh.record.canonical import parsed
from sulh.record.linking import is_said_before, sentence_around
from sulh.record.projection.models import DecidedLink, Decision, Evidence
from sulh.record.queries.following import (
    decided_links,
    document_links,
    item_names,
    links_if_one,
    meeting_outcomes,
    promise_links,
    promises_of,
)
from sulh.record.queries.lists import meeting_titles
from sulh.record.queries.main_meetings import main_meetings
from sulh.record.queries.refs import Quotes
from sulh.record.queries.visible import claims, mentions
from sulh.record.shapes import LinkView, ReasonView, Viewer

__all__ = ["links_from", "links_if", "links_of"]

_PLACED = ("source_id", "source__day", "pk", "start", "end", "written", "row", "column")
Place = tuple[str, str, int | None, int | None, tuple[Any, ...]]


class _Judged(NamedTuple):
    """A decision about a link."""

    item: str
    source: str
    start: int | None
    end: int | None
    direction: str
    holds: bool
    note: str
    author: str
    seq: int
    happened: str | None


def links_of(viewer: Viewer, commitment: str, *, proposing: bool = True) -> tuple[LinkView, ...]:
    """What later items of the record say of a promise: those decided first, then the proposals, the likelier first.

    Words that are evidence already are not proposed; without `proposing` nothing is.
    """
    promises = promises_of(viewer, [commitment]) if proposing else []
    proposed = {link.item.id: link for link in promise_links(viewer, promises[0])} if promises else {}
    rows = visible(DecidedLink.objects.filter(commitment=commitment), viewer).order_by("seq")
    judged = [_Judged(*row) for row in rows.values_list(*("source_id" if one == "source" else one for one in _Judged._fields))]
    times = dict(Decision.objects.filter(pk__in=[one.seq for one in judged]).values_list("seq", "at"))
    names, days = item_names(viewer, {one.item for one in judged})
    places = _places(viewer, list(proposed.values()), promises[0].source if promises else "")
    quotes = Quotes(viewer, {one.source for one in judged} | {place[0] for place in places.values()})
    made = []
    for one in judged:
        if one.source not in quotes.refs:
            continue
        link = proposed.pop(names.get(one.item, one.item), None)
        quote = None if one.start is None else quotes.quote(one.source, "", one.start, one.end)
        meeting = names.get(one.item) if "-meeting" in one.item else None
        view = LinkView(
            one.item, _kind(one.item), one.direction, link.score if link else None, _reasons(link), quote, meeting,
            days.get(one.item) or one.happened, link.days_late if link else None,
            one.holds, one.seq, one.author, times.get(one.seq, ""), one.note,
        )  # fmt: skip
        made.append(view)
    made.sort(key=lambda one: (not one.holds, one.day or ""))
    known = set(visible(Evidence.objects.filter(commitment=commitment), viewer).values_list("source_id", "start", "end"))
    offered = (_proposal(link, quotes, places.get(link.item.id)) for link in proposed.values())
    return (*made, *(one for one in offered if one.quote is None or (one.quote.document.id, one.quote.start, one.quote.end) not in known))


def links_from(viewer: Viewer, source: str, commitments: Sequence[str]) -> dict[str, LinkView]:
    """What a document states that may show what became of these promises: of each the likeliest link that nobody has decided.

    Its meeting counts where it is mainly about it; all else is what the page of each promise offers of this document.
    """
    promises = promises_of(viewer, commitments)
    held, decided = meeting_outcomes(viewer), decided_links(viewer)
    meeting = main_meetings(viewer, [source], whole=False).get(source)
    named = {title.id for title in meeting_titles(viewer, [meeting]).values()} if meeting else set()
    likeliest: dict[str, FollowLink] = {}
    own = (link for one in promises for link in held.get(one.id, ()) if link.item.id in named)
    for link in (*own, *document_links(viewer, source, promises)):
        judged = {one.item for one in decided.get(link.promise, ())}
        if link.item.id not in judged and (link.promise not in likeliest or link.score > likeliest[link.promise].score):
            likeliest[link.promise] = link
    places = _places(viewer, list(likeliest.values()), "")
    quotes = Quotes(viewer, {place[0] for place in places.values()})
    return {promise: _proposal(link, quotes, places.get(link.item.id)) for promise, link in likeliest.items()}


def links_if(viewer: Viewer, pairs: Sequence[tuple[str, str]], commitments: Sequence[str]) -> dict[str, tuple[tuple[str, str], LinkView]]:
    """What would show these promises kept if the two meetings of a pair were one: of each the likeliest, with the pair."""
    likeliest: dict[str, tuple[tuple[str, str], FollowLink]] = {}
    for pair, link in links_if_one(viewer, pairs, promises_of(viewer, commitments)) if pairs else ():
        if link.promise not in likeliest or link.score > likeliest[link.promise][1].score:
            likeliest[link.promise] = (pair, link)
    places = _places(viewer, [link for _, link in likeliest.values()], "")
    quotes = Quotes(viewer, {place[0] for place in places.values()})
    return {promise: (pair, _proposal(link, quotes, places.get(link.item.id))) for promise, (pair, link) in likeliest.items()}


def _proposal(link: FollowLink, quotes: Quotes, place: Place | None) -> LinkView:
    item = link.item
    shown = place if place is not None and place[0] in quotes.refs else None
    start, end = _sentence(quotes, item.kind, shown) if shown else (None, None)
    quote = quotes.quote(shown[0], shown[1], start, end, *shown[4]) if shown else None
    meeting = item.id if item.kind == "meeting" else None
    return LinkView(item.id, item.kind, link.direction.value, link.score, _reasons(link), quote, meeting, link.day, link.days_late)


def _reasons(link: FollowLink | None) -> tuple[ReasonView, ...]:
    return tuple(ReasonView(one.feature, one.level, one.weight, one.values) for one in link.reasons) if link else ()


def _kind(item: str) -> str:
    return "passage" if ":" in item else item.rpartition("-")[2].rstrip("0123456789")


def _places(viewer: Viewer, links: list[FollowLink], without: str) -> dict[str, Place]:
    """Where the words stand that show each item, not in the source `without` if others say so.

    Of a meeting those that say when it was, in a source from that day or later: one from before says only that it was planned. Of one
    that was called off those that say so, which may be earlier.
    """
    off = {link.item.id for link in links if link.item.status == MeetingStatus.CANCELLED}
    days = {link.item.id: link.item.first for link in links if link.item.kind == "meeting" and link.item.id not in off}
    bare = [link.item.id for link in links if link.item.kind != "passage"]
    meetings = dict(mentions(viewer).filter(pk__in=bare, meeting__isnull=False).values_list("meeting", "pk"))
    stated = claims(viewer).filter(Q(mention__in=bare) | Q(mention__meeting__in=list(meetings))).exclude(status__in=RETIRED)
    columns = ("mention_id", "mention__meeting", "property", "value", "decided", *_PLACED)
    ranked: dict[str, tuple[tuple[bool, bool, bool], Place]] = {}
    for mention, meeting, name, value, decided, source, said, key, start, end, *cell in stated.order_by("seq").values_list(*columns):
        item = meetings.get(meeting, mention)
        shows = (name == "status" and parsed(decided or value) == MeetingStatus.CANCELLED) if item in off else name == "start"
        rank = (source == without, is_said_before(said, days.get(item)), not shows)
        if item not in ranked or rank < ranked[item][0]:
            ranked[item] = (rank, (source, key, start, end, tuple(cell)))
    found = {item: place for item, (_, place) in ranked.items()}
    return found | {one.id: (one.source, "", one.start, one.end, ()) for one in (link.item for link in links) if one.kind == "passage"}


def _sentence(quotes: Quotes, kind: str, place: Place) -> tuple[int | None, int | None]:
    """The words that show an item; of a meeting the sentence, since the words of its date alone say little."""
    source, _, start, end, _ = place
    return sentence_around(quotes.text(source), start, end) if kind == "meeting" and start is not None and end is not None else (start, end)
