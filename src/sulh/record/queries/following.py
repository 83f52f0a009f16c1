"""What became of promises, as one viewer's record shows it: links proposed and decided, and the outcome of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from sulh.following import DecidedOutcome, FollowLink, Promise, PromiseOutcome, RecordItem, state_of_promise
from sulh.following.bearing import ABOUT, asked_issues, bearing_links, content_words
from sulh.following.bodies import body_links
from sulh.following.deeds import deeds_promised, deeds_told
from sulh.following.freeing import frees
from sulh.following.meeting_index import MeetingIndex, as_one
from sulh.following.meetings import closing_days, meeting_links
from sulh.following.promised_meeting import is_at_same_place
from sulh.model.vocabulary import Direction, ReleaseKind
from sulh.record.access import visible
from sulh.record.authority import track_of
from sulh.record.cache import is_empty, shared
from sulh.record.prepared import prepared
from sulh.record.projection.models import Commitment, DecidedLink, Mention
from sulh.record.projection.sketches import holds_most_of
from sulh.record.queries.holding import holding
from sulh.record.queries.lists import meeting_titles, placed
from sulh.record.queries.main_meetings import known_sources
from sulh.record.queries.record_items import (
    MEETING_ITEMS,
    acts,
    deeds,
    holds_words,
    issues_of,
    items_of,
    meeting_items,
    sentences,
    took_part,
)
from sulh.record.queries.refs import texts
from sulh.record.queries.retold import listed, made_at, promises_read, promises_told
from sulh.record.queries.visible import batches, facts
from sulh.record.shapes import OutcomeView, Viewer
from sulh.text.sentences import sentence_around

__all__ = [
    "FOLLOWED",
    "decided_links",
    "document_links",
    "item_names",
    "links_if_one",
    "meeting_outcomes",
    "outcomes",
    "promise_links",
    "promises_of",
]

# The tables that outcomes of promises follow from, beside those of the promises themselves.
FOLLOWED = (*MEETING_ITEMS, "participationrow", "act", "commitment", "evidence", "decidedlink", "main", "release")
_ACTS = 300
_ALLOWED = ("act", "due_first", "due_day", "due")
_Days = tuple[tuple[str | None, str | None], bool]
_COLUMNS = ("pk", "source_id", "source__language", "claim__start", "claim__end", "claim__written", "actors", "issues", "first_day")


def outcomes(viewer: Viewer, last_days: Mapping[str, str | None], statuses: Mapping[str, tuple[str, str | None]]) -> dict[str, OutcomeView]:
    """What became of those promises of which anything is known: by decisions, else by the meeting that the record holds.

    `last_days` has the last day allowed of every promise that is meant, `statuses` what a person said last, with when that happened.
    """
    proposed, decided = {**release_outcomes(viewer), **meeting_outcomes(viewer)}, decided_links(viewer)
    made = {}
    for one in {*statuses, *proposed, *decided} & last_days.keys():
        last_day, said = last_days[one], statuses.get(one, (None, None))
        made[one] = _outcome(last_day, state_of_promise(last_day, proposed.get(one, ()), decided.get(one, ()), *said))
    return made


def _outcome(last_day: str | None, one: PromiseOutcome) -> OutcomeView:
    kind = None if one.item is None else "passage" if ":" in one.item else one.item.rpartition("-")[2].rstrip("0123456789")
    status, may_be = one.status.value if one.status else None, one.may_be.item.id if one.may_be else None
    return OutcomeView(one.state.value, status, kind, one.item, one.day, one.days_late, one.proposed, may_be, last_day is not None)


def meeting_outcomes(viewer: Viewer) -> Mapping[str, Sequence[FollowLink]]:
    """For every promise to meet, or to set up a body that meets, that the viewer may see, its links with meetings."""

    def made() -> dict[str, list[FollowLink]]:
        allowed = _days_allowed(_to_meet(viewer))
        promises = promises_of(viewer, list(allowed), allowed)
        links: dict[str, list[FollowLink]] = defaultdict(list)
        if promises:
            index = MeetingIndex(meeting_items(viewer))
            present = partial(took_part, viewer)
            for link in (*meeting_links(promises, index, present), *body_links(promises, index.meetings, present)):
                links[link.promise].append(link)
        return dict(links)

    return shared(viewer, made, "promises to meet", on=FOLLOWED)


def release_outcomes(viewer: Viewer) -> Mapping[str, Sequence[FollowLink]]:
    """For every promise to free people that the viewer may see and that releases of the record keep, its links with these."""

    def made() -> dict[str, list[FollowLink]]:
        links: dict[str, list[FollowLink]] = defaultdict(list)
        if is_empty("release") or not facts(viewer, "release").exists():
            return links
        allowed = _days_allowed(_to_free(viewer))
        promises = [one for one in promises_of(viewer, list(allowed), allowed) if one.made is not None and frees(one)]
        if promises:
            about = {issue for one in promises for issue in one.issues}
            items = deeds(viewer, min(str(one.made) for one in promises), about, most=_ACTS)
            for link in bearing_links(promises, items, only_kept=True):
                if link.is_release:
                    links[link.promise].append(link)
        return dict(links)

    return shared(viewer, made, "promises to free people", on=FOLLOWED)


def links_if_one(
    viewer: Viewer, pairs: Iterable[tuple[str, str]], promises: Sequence[Promise]
) -> Iterator[tuple[tuple[str, str], FollowLink]]:
    """What would show these promises kept if the two of each pair of meetings were one, with the pair; the first pair of each counts."""
    items = {one.id: one for one in meeting_items(viewer)}
    made: dict[str, tuple[str, str]] = {}
    for pair in pairs:
        if pair[0] in items and pair[1] in items and not {*pair} & made.keys():
            one = as_one(items.pop(pair[0]), items.pop(pair[1]))
            items[one.id], made[one.id] = one, pair
    if made and promises:
        index = MeetingIndex(items.values())
        for link in meeting_links(promises, index, lambda names: took_part(viewer, names)):
            if link.item.id in made and link.direction in (Direction.FULFILS, Direction.ADVANCES):
                yield made[link.item.id], link


def _to_meet(viewer: Viewer) -> Iterable[Sequence[Any]]:
    """The promises to meet, or to set up a body that meets, in the columns of `_ALLOWED`."""
    if promises_read(viewer):
        return (row[2:] for row in promises_told(viewer, ("meets", "body", *_ALLOWED)) if row[0] or row[1])
    return _asked_to_meet(viewer)


@prepared
def _asked_to_meet(viewer: Viewer) -> QuerySet[Any, Any]:
    return visible(Commitment.objects.filter(Q(meets=True) | Q(body=True)), viewer).values_list(*_ALLOWED)


def _to_free(viewer: Viewer) -> Iterator[Any]:
    """The days allowed of promises about people held or the dead."""
    about = ABOUT[ReleaseKind.RELEASE] | ABOUT[ReleaseKind.HANDOVER_OF_BODIES]
    if promises_read(viewer):
        told = promises_told(viewer, ("meets", "issues", *_ALLOWED))
        yield from (row[2:] for row in told if not row[0] and not about.isdisjoint(listed(row[1])))
        return
    found: dict[str, Any] = {}
    for issue in sorted(about):
        rows = holding(visible(Commitment.objects.filter(meets=False), viewer), "issues", issue).values_list(*_ALLOWED)
        found |= {row[0]: row for row in rows}
    yield from found.values()


def promise_links(viewer: Viewer, promise: Promise, *, whole: bool = True) -> tuple[FollowLink, ...]:
    """All links of one promise that the record proposes; `whole` reads sentences of later documents too."""
    held = meeting_outcomes(viewer).get(promise.id, ())
    if promise.made is None:
        return tuple(held)
    items = [*deeds(viewer, promise.made, promise.issues, most=_ACTS), *acts(viewer, promise.made, asked_issues(promise), most=_ACTS)]
    if whole:
        items += _telling(promise, sentences(viewer, after=promise.made))
    return (*held, *_borne(promise, items, held))


def document_links(viewer: Viewer, source: str, promises: Iterable[Promise]) -> Iterator[FollowLink]:
    """The links of these promises with what one document states, as `promise_links` has them of all; its meetings are left out."""
    stated, said = items_of(viewer, source), sentences(viewer, of=source)
    held = meeting_outcomes(viewer)
    for promise in promises:
        yield from _borne(promise, [*stated, *_telling(promise, said)], held.get(promise.id, ()))


def _telling(promise: Promise, said: Iterable[RecordItem]) -> list[RecordItem]:
    """Sentences that hold at least two words of a promise, or tell that what it promises was done."""
    words = content_words(promise.text, promise.owners, promise.language)
    promised = deeds_promised(promise.text, promise.language)
    return [
        replace(one, issues=issues_of(one.text))
        for one in said
        if holds_words(one.text, words) or (promised and not promised.isdisjoint(deeds_told(one.text, one.language)))
    ]


def _borne(promise: Promise, items: Sequence[RecordItem], held: Sequence[FollowLink]) -> list[FollowLink]:
    """The links of a promise with items that are no meetings; a text that is the promise's own in another form says nothing of it."""
    borne = list(bearing_links([promise], items, closed=closing_days(held)))
    if parts := _parts_of_one_text(promise.source, {link.item.source for link in borne}):
        # Anew, since of several with the same words the first alone is kept.
        borne = list(bearing_links([promise], [one for one in items if one.source not in parts], closed=closing_days(held)))
    return borne


def _parts_of_one_text(source: str, others: Collection[str]) -> frozenset[str]:
    """Those of the other documents that hold nearly all of this one, or are nearly all held in it: they say nothing of their own of it."""
    read = texts({source, *others})
    own = read.get(source, "")
    return frozenset(one for one in others if holds_most_of(read.get(one, ""), own) or holds_most_of(own, read.get(one, "")))


def decided_links(viewer: Viewer, commitment: str | None = None) -> dict[str, list[DecidedOutcome]]:
    """The decided links of each promise (or of one) that the viewer may see, in the order of their decisions."""
    if is_empty("decidedlink"):
        return {}
    rows = visible(DecidedLink.objects.all(), viewer).order_by("seq")
    rows = rows if commitment is None else rows.filter(commitment=commitment)
    found = list(rows.values_list("commitment", "item", "holds", "direction", "source_id", "happened"))
    names, days = item_names(viewer, {item for _, item, *_ in found})
    made: dict[str, list[DecidedOutcome]] = defaultdict(list)
    for promise, item, holds, direction, source, happened in found:
        known = known_sources(viewer).get(source)
        said = known.day if known else None
        made[promise].append(DecidedOutcome(names.get(item, item), holds, Direction(direction), days.get(item) or happened, said))
    return dict(made)


def item_names(viewer: Viewer, items: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Under which name the viewer knows decided items (a meeting by its first visible mention), and when they happened."""
    bare = sorted(one for one in items if ":" not in one)
    names: dict[str, str] = {}
    days: dict[str, str] = {}
    for some in batches(bare):
        meetings = dict(Mention.objects.filter(pk__in=some, meeting__isnull=False).values_list("pk", "meeting"))
        known = placed(viewer) if meetings else {}
        for mention, meeting in meetings.items():
            if (place := known.get(str(meeting))) is not None:
                names[mention] = place.name
                days |= {mention: place.first_day} if place.first_day else {}
        for kind in ("act", "release", "ceasefire"):
            days |= {key: day for key, day in facts(viewer, kind).filter(pk__in=some).values_list("pk", "first_day") if day}
    return names, days


def promises_of(viewer: Viewer, ids: Sequence[str], allowed: Mapping[str, _Days] | None = None) -> list[Promise]:
    """These commitments as promises to follow, with their words and the meeting at which they were made.

    `allowed` has the days allowed of each where they were read already.
    """
    rows: list[Any] = []
    for some in batches(list(ids)):
        rows += facts(viewer, "act").filter(pk__in=some).values_list(*_COLUMNS)
    main = made_at(viewer, ((row[1], row[8]) for row in rows), whole=len(rows) > 1)
    titles = meeting_titles(viewer, main.values())
    allowed = _allowed(viewer, ids) if allowed is None else allowed
    words = _words([(row[1], row[3], row[4]) for row in rows if row[3] is not None])
    made = []
    for row in rows:
        at, (said, before) = titles.get(main.get((row[1], row[8]), "")), words.get((row[1], row[3], row[4]), (row[5], ""))
        made.append(replace(_promise(row, at, said, *allowed.get(row[0], ((None, None), False))), before=before))
    return made


def _allowed(viewer: Viewer, ids: Sequence[str]) -> dict[str, _Days]:
    stated = (row for some in batches(list(ids)) for row in visible(Commitment.objects.filter(pk__in=some), viewer).values_list(*_ALLOWED))
    return _days_allowed(stated)


def _days_allowed(stated: Iterable[Sequence[Any]]) -> dict[str, _Days]:
    """By promise the first and last day allowed, and whether the last is only about that day, from rows of `_ALLOWED`."""
    return {key: ((first, last), str(due).endswith("~")) for key, first, last, due in stated}


def _promise(row: Sequence[Any], meeting: Any, text: str, allowed: tuple[str | None, str | None], roughly: bool) -> Promise:
    key, source, language, start, end, _, actors, issues, made = row
    made_in = meeting.track.id if meeting and meeting.track else None
    named = _named_track(text)
    same = named in (None, made_in)
    return Promise(
        key, source, start or 0, end or 0, text, made, allowed, tuple(actors), tuple(issues), named or made_in,
        meeting.id if meeting else None, meeting.ordinal if meeting and same else None, meeting.kind if meeting and same else None,
        language or "en", roughly,
    )  # fmt: skip


def _named_track(text: str) -> str | None:
    """The track that the words of a promise name, when the table of tracks knows it."""
    from sulh.reading.english.track_names import find_tracks, names_known_track

    for one in find_tracks(text):
        if names_known_track(one.name):
            return track_of(one.name)[0]
    return None


def _words(spans: Sequence[tuple[str, int, int]]) -> dict[tuple[str, int, int], tuple[str, str]]:
    """The words at these spans, and those of their sentence before them where they mean a place that these name."""
    found: dict[tuple[str, int, int], tuple[str, str]] = {}
    by_source: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for source, start, end in spans:
        by_source[source].append((start, end))
    held = texts(by_source)
    for source, own in by_source.items():
        text = held.get(source, "")
        for start, end in own:
            said = text[start:end]
            before = text[sentence_around(text, start, end)[0] : start] if is_at_same_place(said) else ""
            found[source, start, end] = said, before
    return found
