"""What a record holds that may speak of a promise, as items to follow it to: meetings, acts, releases, ceasefire events, passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from sulh.following import RecordItem
from sulh.following.bearing import ABOUT
from sulh.following.bodies import is_body
from sulh.model.vocabulary import RETIRED, CeasefireKind, ReleaseKind
from sulh.record.cache import shared
from sulh.record.linking import passage_id, sentence_around
from sulh.record.projection.models import ParticipationRow
from sulh.record.queries.holding import holding
from sulh.record.queries.lists import memberships, rows_read
from sulh.record.queries.main_meetings import known_sources
from sulh.record.queries.refs import texts, track_refs
from sulh.record.queries.visible import batches, claims, facts, meeting_rows, mentions, sources
from sulh.record.shapes import Viewer

if TYPE_CHECKING:
    from sulh.text.sentences import Sentence

__all__ = ["MEETING_ITEMS", "acts", "deeds", "holds_words", "issues_of", "items_of", "meeting_items", "sentences", "took_part"]

# The tables that items of meetings follow from.
MEETING_ITEMS = ("meetingrow", "shown", "membership", "mention", "source", "trackrow")
_MEETING = ("key", "meeting", "name", "kind", "status", "ordinal", "track_id", "first_day", "last_day", "city", "country")
_SOURCE = ("pk", "source_id", "source__day", "source__original")
_ACT = (*_SOURCE, "source__language", "claim__start", "claim__end", "claim__written", "first_day", "act", "actors", "issues")
_DEED = (*_SOURCE, "claim__start", "claim__end", "first_day", "last_day", "source__language")
# Deeds: the kind of fact, its column of codes, those of its actors.
_DEEDS = (("release", "what", ("by", "to")), ("ceasefire", "event", ("parties",)))
# Facts that are items of their own; one that only names a format says nothing of what became of a promise.
_ITEMS = ("act", "release", "ceasefire")
_LEAST = 2  # words of a promise that a sentence must hold
_NEAREST = 60  # documents whose sentences are read for one promise
_SHORTEST, _LONGEST = 30, 600  # letters of a sentence that says something, and of one that is no run of text


def meeting_items(viewer: Viewer) -> tuple[RecordItem, ...]:
    """Every meeting that the viewer may see; its `id` is the one under which the viewer knows it."""
    return shared(viewer, lambda: tuple(_meetings(viewer)), "meetings to follow", on=MEETING_ITEMS)


def _meetings(viewer: Viewer) -> Iterable[RecordItem]:
    tracks, known, names = memberships(viewer), known_sources(viewer), track_refs()
    stated: dict[str, set[str]] = defaultdict(set)
    for meeting, source in mentions(viewer).filter(kind="meeting", meeting__isnull=False).order_by().values_list("meeting", "source_id"):
        stated[str(meeting)].add(source)
    read = rows_read(viewer, _MEETING)
    rows = meeting_rows(viewer).values_list(*_MEETING) if read is None else read
    for key, meeting, name, kind, status, ordinal, track, first, last, city, country in rows:
        own = frozenset(one for one in stated[meeting] if one in known and not known[one].withdrawn)
        said = max((str(known[one].day) for one in own if known[one].day), default=None)
        in_tracks = tuple(dict.fromkeys((*filter(None, (track,)), *tracks.get(key, ()))))
        bodies = (said_so for one in in_tracks if one in names for said_so in (names[one].name, one.replace("-", " ")))
        yield RecordItem(
            name, "meeting", min(own, default=""), first=first, last=last, said=said, form=kind, status=status, ordinal=ordinal,
            tracks=in_tracks, city=city, country=country, sources=own, bodies=tuple(one for one in bodies if is_body(one)),
        )  # fmt: skip


def took_part(viewer: Viewer, names: Collection[str]) -> Mapping[str, Sequence[str]]:
    """The actors at the meetings that the viewer knows by these names."""
    found: dict[str, list[str]] = defaultdict(list)
    for some in batches(sorted(names)):
        present = ParticipationRow.objects.filter(row__shown__scope=viewer.scope, row__name__in=some)
        for name, actor in present.order_by("pk").values_list("row__name", "actor_id"):
            found[name].append(actor)
    return found


def deeds(viewer: Viewer, after: str, about: Collection[str], *, most: int) -> list[RecordItem]:
    """Releases and events of ceasefires that are about one of these issues and happened, or were told, after a day; at most `most`."""
    found: list[RecordItem] = []
    for kind, form, actors in _DEEDS:
        meant = [code for code in _codes_of(kind) if ABOUT[code] & set(about)]
        if meant:
            later = Q(first_day__gt=after) | Q(first_day__isnull=True, source__day__gt=after)
            rows = facts(viewer, kind).filter(later, **{f"{form}__in": meant}).order_by("first_day", "seq")
            chosen = list(rows.values_list(*_DEED, form, *actors, *_counted(kind))[:most])
            held = texts({row[1] for row in chosen}) if kind == "release" else {}
            found += [_deed(kind, row, held) for row in chosen]
    return found


def items_of(viewer: Viewer, source: str) -> list[RecordItem]:
    """The acts, releases and events of ceasefires that one source states, in its order."""
    found = _acts(facts(viewer, "act").filter(source=source).order_by("seq").values_list(*_ACT))
    held = texts([source])
    for kind, form, actors in _DEEDS:
        rows = facts(viewer, kind).filter(source=source).order_by("seq")
        columns = (*_DEED, form, *actors, *_counted(kind))
        found += [_deed(kind, row, held if kind == "release" else {}) for row in rows.values_list(*columns)]
    return found


def _counted(kind: str) -> tuple[str, ...]:
    return ("count",) if kind == "release" else ()


def _codes_of(kind: str) -> tuple[str, ...]:
    """The codes of deeds of a kind of fact."""
    return tuple(one.value for one in (ReleaseKind if kind == "release" else CeasefireKind))


def _deed(kind: str, row: Sequence[Any], held: Mapping[str, str]) -> RecordItem:
    """A deed with the sentence that states it, where texts are held: the words of a fact may say less than that it was done."""
    key, source, said, origin, start, end, first, last, language, form, *actors = row
    count = actors.pop() if _counted(kind) else None
    text, (begin, stop) = held.get(source, ""), (start, end)
    if text and start is not None and end is not None:
        begin, stop = sentence_around(text, start, end)
    named = actors[0] if kind == "ceasefire" else [one for one in actors if one]
    return RecordItem(
        key, kind, source, start, end, text[begin:stop] if text and begin is not None else "", first, last, said, form,
        actors=tuple(named or ()), origin=origin, language=language or "en", count=count,
    )  # fmt: skip


def acts(viewer: Viewer, after: str, about: Collection[str], *, most: int) -> list[RecordItem]:
    """At most `most` acts said after a day about one of these issues, the earliest first, with their words."""
    found: dict[str, tuple[Any, ...]] = {}
    for issue in sorted(about):
        rows = holding(facts(viewer, "act").filter(first_day__gt=after), "issues", issue).order_by("first_day", "seq")
        found |= {row[0]: row for row in rows.values_list(*_ACT)[:most]}
    return _acts(sorted(found.values(), key=lambda row: (row[8], row[0]))[:most])


def _acts(rows: Iterable[Sequence[Any]]) -> list[RecordItem]:
    """Acts, each with its words."""
    wanted = list(rows)
    held = texts({row[1] for row in wanted})
    return [
        RecordItem(
            key, "act", source, start, end, written if start is None else held.get(source, "")[start:end], day, day, said, act,
            actors=tuple(actors), issues=tuple(issues), origin=origin, language=language or "en",
        )
        for key, source, said, origin, language, start, end, written, day, act, actors, issues in wanted
    ]  # fmt: skip


def sentences(viewer: Viewer, *, after: str | None = None, of: str | None = None) -> list[RecordItem]:
    """Sentences of the documents from after a day, or of one source, but for those whose facts are items of their own."""
    from sulh.text.sentences import split_sentences

    named = sources(viewer).filter(sort="document").order_by("day", "pk")
    near = list(named.filter(pk=of) if of is not None else named.filter(day__gt=after)[:_NEAREST])
    held = texts([one.id for one in near])
    cited: dict[str, list[tuple[int, int]]] = defaultdict(list)
    stated = claims(viewer).filter(source__in=[one.pk for one in near], property__in=_ITEMS, start__isnull=False)
    for name, start, end in stated.exclude(status__in=RETIRED).values_list("source_id", "start", "end"):
        cited[name].append((int(start or 0), int(end or 0)))
    found = []
    for source in near:
        text = held.get(source.id, "")
        for one in split_sentences(text)[:_LONGEST]:
            said = text[one.start : one.end]
            if not one.heading and _SHORTEST <= len(said) <= _LONGEST and not any(_overlap(one, other) for other in cited[source.id]):
                name = passage_id(source.id, one.start, one.end)
                found.append(
                    RecordItem(
                        name, "passage", source.id, one.start, one.end, said, said=source.day, origin=source.original,
                        language=source.language or "en",
                    )
                )  # fmt: skip
    return found


@lru_cache(maxsize=32768)
def issues_of(said: str) -> tuple[str, ...]:
    """The issues that words are about, by code."""
    from sulh.text.issues import find_issues

    return tuple(sorted({mention.issue for mention in find_issues(said)}))


def holds_words(text: str, words: Collection[str]) -> bool:
    """Whether a text holds at least two of these words, which are folded."""
    folded = _folded(text)
    return sum(word in folded for word in words) >= _LEAST


@lru_cache(maxsize=32768)
def _folded(text: str) -> str:
    from sulh.text.folding import fold

    return fold(text)


def _overlap(one: Sentence, other: tuple[int, int]) -> bool:
    return one.start < other[1] and other[0] < one.end
