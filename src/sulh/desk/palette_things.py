"""What the palette finds by words in any order: things with all words that they may be known by, narrowed by a word for a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, override

from sulh import words
from sulh.desk.fact_lists import PROMISED
from sulh.desk.memory import kept
from sulh.desk.shown import claim_words, hit_words, language, when
from sulh.record.queries.claims import claims_called
from sulh.record.queries.commitments import followed
from sulh.record.queries.excerpts import has_words
from sulh.record.queries.groups import known_groups
from sulh.record.queries.meetings import meetings
from sulh.record.queries.person_list import people
from sulh.record.queries.picking import actors_called
from sulh.record.queries.places import places
from sulh.record.queries.refs import document_refs
from sulh.record.queries.search import search
from sulh.record.queries.tracks import tracks
from sulh.record.queries.visible import facts
from sulh.record.shapes import CommitmentLine, Filters, PersonLine, Viewer
from sulh.record.wanted import Wanted, searchable, wanted
from sulh.render.quotes import one_line, shorten
from sulh.words.tables import LANGUAGES

__all__ = ["PaletteLine", "PaletteWords", "found", "read_typed", "searched"]

_PROMISES, _LONGEST = 2000, 90
_MARKER = re.compile(r"^(?:[-\u2013\u2014\u2022*]|\d{1,2}[.)])\s+")  # of a point of a list
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ARTICLE = "\u0627\u0644"  # which Arabic writes together with its word
_FOUND, _FROM_DOCUMENTS, _ACTS = 8, 10, 400
_MOST: Mapping[str, int] = {"commitment": 5, "person": 4, "track": 4, "place": 3, "group": 3}
_ROUTES = {"document": "document", "meeting": "meeting", "actor": "actor"}
_INDEXED = ("attendancerow", "participationrow", "meetingrow", "shown", "actorrow", "trackrow", "actoralias", "decision")

# Words for kinds of things, with commas between; typed before, between or after others they ask for things of that kind.
_KIND_WORDS = {
    "commitment": gettext_noop("promise, promises, promised, commitment, commitments, pledge, pledges"),
    "meeting": gettext_noop("meeting, meetings"),
    "document": gettext_noop("document, documents, source, sources, communique, communiques"),
    "person": gettext_noop("person, persons, people, delegate, delegates, delegation, envoy, minister, head"),
    "actor": gettext_noop("actor, actors, party, parties, state"),
    "track": gettext_noop("track, tracks, format"),
    "act": gettext_noop("act, acts, outcome, outcomes, decision, decisions, agreement"),
    "place": gettext_noop("place, places, city, venue"),
    "group": gettext_noop("group, groups"),
}
_SMALL = gettext_noop("of, the, in, at, by, for, and, to, from, with")  # words that say nothing beside a word for a kind


@dataclass(frozen=True, slots=True)
class PaletteLine:
    """One line of the palette."""

    words: str
    address: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class _Thing:
    """A thing kept in memory: all the words it may be found by, and its line."""

    text: str
    line: PaletteLine


@dataclass(frozen=True, slots=True)
class PaletteWords:
    """What was typed: all of it, and for each kind that a word of it names, the other words."""

    asked: str
    kinds: Mapping[str, str] = field(default_factory=dict)


def read_typed(asked: str) -> PaletteWords:
    """What was typed, read for words that name a kind, in every language of the pages."""
    typed = searchable(asked).split()
    kinds: dict[str, str] = {}
    for kind, said in _KIND_WORDS.items():
        rest = [one for one in typed if one not in _listed(said) and one.removeprefix(_ARTICLE) not in _listed(said)]
        meant = [one for one in rest if one not in _listed(_SMALL)]
        if meant and len(rest) < len(typed):
            kinds[kind] = " ".join(meant)
    return PaletteWords(asked, kinds)


@cache
def _listed(said: str) -> frozenset[str]:
    """Words with commas between, in every language of the pages."""
    texts = [said]
    for one in LANGUAGES:
        with override(one):
            texts.append(gettext(said))
    return frozenset(searchable(word) for text in texts for word in text.replace("،", ",").split(","))


def found(viewer: Viewer, kind: str, asked: str) -> list[PaletteLine]:
    """The things of a kind that have all these words, in any order, whatever script: the likeliest first."""
    meant = wanted(asked)
    if not meant.runs:
        return []
    if kind == "meeting":
        return searched(viewer, asked, kind) or _of_year(viewer, asked)
    if kind in _ROUTES:
        return searched(viewer, asked, kind)
    if kind == "act":
        return list(_acts(viewer, asked, meant))
    held = [one.line for one in _held(viewer, kind) if has_words(one.text, meant)]
    return sorted(held, key=lambda one: not has_words(one.words, meant))[: _MOST[kind]]


def searched(viewer: Viewer, asked: str, *kinds: str) -> list[PaletteLine]:
    """The documents, meetings and actors (or those of some `kinds`) that the search index finds."""
    hits = search(viewer, asked, kinds=kinds or tuple(_ROUTES), limit=_FOUND).rows
    refs = document_refs(viewer, [one.id for one in hits if one.kind == "document"])
    lines = []
    for one in hits:
        ref = refs.get(one.id)
        called, day = hit_words(one, ref.published if ref else None, language=language())
        beside = words.listing((words.kind(one.kind, language=language()), day), apart=True, language=language())
        lines.append(PaletteLine(called or gettext("Untitled"), reverse(_ROUTES[one.kind], args=[ref.key if ref else one.id]), beside))
    return lines


def _of_year(viewer: Viewer, asked: str) -> list[PaletteLine]:
    """The meetings of a year among the words, the latest first: those of the actor, or with the words, that are asked for besides."""
    year = _YEAR.search(asked)
    if year is None:
        return []
    rest = " ".join((asked[: year.start()] + asked[year.end() :]).split())
    actors = actors_called(viewer, rest) if rest else []
    about = {"actor": actors[0]} if len(actors) == 1 else {"text": rest or None}
    lines, kind = [], words.kind("meeting", language=language())
    for one in meetings(viewer, Filters(year=year[0], **about), limit=_FOUND, latest_first=True).rows:
        beside = words.listing((kind, when(one, language=language())), apart=True, language=language())
        lines.append(PaletteLine(words.title_of(one, language=language()), reverse("meeting", args=[one.id]), beside))
    return lines


def _acts(viewer: Viewer, asked: str, meant: Wanted) -> Iterator[PaletteLine]:
    """The acts with all these words, in the latest documents that have them: no more are read."""
    sources = [one.id for one in search(viewer, asked, kinds=("document",), limit=_FROM_DOCUMENTS).rows]
    claimed = list(facts(viewer, "act").filter(source__in=sources).order_by("seq").values_list("claim", flat=True)[:_ACTS])
    fit = [one for one in claims_called(viewer, claimed) if has_words(f"{claim_words(one, language=language())} {one.quote}", meant)]
    for one in fit[:_FOUND]:
        address = f"{reverse('document', args=[one.document.key])}?claim={one.id}#claim-{one.id}"
        yield PaletteLine(shorten(one_line(one.quote), _LONGEST), address, words.kind("act", language=language()))


# --- what is kept in memory ----------------------------------------------------------------------------------------------------------


def _held(viewer: Viewer, kind: str) -> list[_Thing]:
    make, tables = _HELD[kind]
    return kept(viewer, lambda: list(make(viewer)), "things by name", kind, on=tables)


def _spoken(say: Callable[..., str], *given: str) -> str:
    """A name in every language of the tables."""
    return " ".join(dict.fromkeys(say(*given, language=one) for one in LANGUAGES))


def _commitments(viewer: Viewer) -> Iterator[_Thing]:
    kind = words.kind("commitment", language=language())
    for one in followed(viewer, limit=_PROMISES)[0].rows:
        said = _MARKER.sub("", one_line(one.quote))
        made_at = words.title_of(one.meeting, language=language()) if one.meeting else ""
        beside = words.listing((kind, made_at), apart=True, language=language())
        yield _Thing(f"{said} {_about(one)}", PaletteLine(shorten(said, _LONGEST), reverse("commitment", args=[one.id]), beside))


def _about(one: CommitmentLine) -> str:
    """Who promised, where, in which track and when, and the rest of the sentence."""
    owners = " ".join(_spoken(words.actor, ref.id, ref.name) for ref in one.owners)
    track = _spoken(words.track, one.track.id, one.track.name) if one.track else ""
    city = _spoken(words.city, one.meeting.city) if one.meeting and one.meeting.city else ""
    country = _spoken(words.country, one.meeting.country) if one.meeting and one.meeting.country else ""
    issues = " ".join(_spoken(words.code, "Issue", issue) for issue in one.issues)
    days = " ".join(day[:4] for day in (one.made, one.due_day) if day)
    return " ".join((one.before, one.after, owners, track, city, country, issues, days))


def _persons(viewer: Viewer) -> Iterator[_Thing]:
    kind = words.kind("person", language=language())
    for one in people(viewer).rows:
        called = words.person(one.name, language=language())
        whom = words.actor(one.actors[0].id, one.actors[0].name, language=language()) if one.actors else ""
        beside = words.listing((kind, whom), apart=True, language=language())
        yield _Thing(_of_person(one), PaletteLine(called, reverse("person", args=[one.key]), beside))


def _of_person(one: PersonLine) -> str:
    """Names and offices of a person, for whom they came and in which years."""
    actors = " ".join(_spoken(words.actor, ref.id, ref.name) for ref in one.actors)
    first, last = (int(day[:4]) if day else 0 for day in (one.first_day, one.last_day))
    years = " ".join(str(year) for year in range(first, last + 1) if year)
    office = f"{one.office} {words.office(one.office, language='ar')}" if one.office else ""
    return " ".join((_spoken(words.person, one.name), office, actors, years))


def _tracks(viewer: Viewer) -> Iterator[_Thing]:
    kind = words.kind("track", language=language())
    for ref, _ in tracks(viewer):
        line = PaletteLine(words.track(ref.id, ref.name, language=language()), reverse("track", args=[ref.id]), kind)
        yield _Thing(f"{ref.id} {ref.name} {_spoken(words.track, ref.id, ref.name)}", line)


def _places(viewer: Viewer) -> Iterator[_Thing]:
    kind, at = words.prop("", "place", language=language()), reverse("meetings")
    for one in places(viewer, Filters()):
        line = PaletteLine(words.city(one.name, language=language()), f"{at}?{urlencode({'place': one.name})}", kind)
        yield _Thing(_spoken(words.city, one.name), line)


def _groups(viewer: Viewer) -> Iterator[_Thing]:
    for one in known_groups(viewer):
        yield _Thing(one, PaletteLine(one, reverse("group", args=[one]), gettext("Groups")))


_HELD: Mapping[str, tuple[Callable[[Viewer], Iterator[_Thing]], tuple[str, ...]]] = {
    "commitment": (_commitments, PROMISED),
    "person": (_persons, _INDEXED),
    "track": (_tracks, _INDEXED),
    "place": (_places, ("meetingrow", "shown")),
    "group": (_groups, ()),
}
