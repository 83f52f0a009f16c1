"""What the palette offers for the letters typed: things to go to, and deeds that the viewer may do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from sulh import words
from sulh.desk.entering import enterables
from sulh.desk.middleware import DeskRequest
from sulh.desk.palette_things import PaletteLine, found, read_typed, searched
from sulh.desk.routes import is_allowed
from sulh.desk.shown import language, when
from sulh.desk.workplaces import FOOT, links, places
from sulh.model import MeetingKind
from sulh.record.queries.meetings import numbered_meetings
from sulh.record.queries.search import search
from sulh.record.shapes import MeetingView, Viewer
from sulh.text.folding import fold

__all__ = ["show"]

_FOUND, _LINES = 8, 24
_DEEDS, _VIEWS = 8, 5
_SEVERAL = 2
_OTHERS = ("track", "person", "commitment", "place", "group")  # what a search does not find by name


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done from anywhere, or a page that stands under no workplace: `also` are other words for it, with commas between."""

    words: str
    route: str
    action: str
    also: str = ""
    arguments: tuple[str, ...] = ()
    query: str = ""


_OFFERED = (
    Offer(gettext_noop("Add documents"), "documents-add", "edit"),
    Offer(gettext_noop("Enter by hand"), "enter-facts", "edit"),
    Offer(gettext_noop("Enter a meeting by hand"), "enter-fact", "edit", gettext_noop("add meeting, new meeting"), ("meeting",)),
    Offer(gettext_noop("Put meetings into a track"), "meetings-track", "edit", gettext_noop("no track, set the track, several meetings")),
    Offer(gettext_noop("Set the status of a promise"), "commitments", "edit", gettext_noop("evidence, kept, broken, follow a promise")),
    Offer(gettext_noop("Correct a meeting"), "meetings", "review", gettext_noop("role, participant, date, place, number")),
    Offer(gettext_noop("Name the process"), "timeline", "edit", gettext_noop("rename the process, title")),
    Offer(gettext_noop("Take a list in"), "intake", "edit", gettext_noop("table, spreadsheet, csv, excel, data set")),
    Offer(gettext_noop("Decide what waits"), "review", "review"),
    Offer(gettext_noop("Accept claims that are said alike"), "review-alike", "review", gettext_noop("accept alike, accept together")),
    Offer(gettext_noop("Accept claims that are most often right"), "review-likely", "review", gettext_noop("accept likely")),
    Offer(gettext_noop("Have a document coded twice"), "coding", "review", gettext_noop("double coding, coders, agreement, reliability")),
    Offer(gettext_noop("Withdraw a document"), "documents", "edit"),
    Offer(gettext_noop("Correct or reject a claim"), "review", "review"),
    Offer(gettext_noop("Undo a decision of yours"), "review-colleagues", "review", query="of=me"),
    Offer(gettext_noop("What others decided"), "review-colleagues", "review", gettext_noop("colleagues, decisions")),
    Offer(gettext_noop("Say whether two meetings are one"), "proposals", "merge", gettext_noop("merge meetings, join meetings")),
    Offer(gettext_noop("Say that two actors are one"), "actors", "edit", gettext_noop("merge actors, join actors, rename an actor")),
    Offer(gettext_noop("Say that two persons are one"), "people", "edit", gettext_noop("merge persons, merge people, spelling")),
    Offer(gettext_noop("Say that two tracks are one"), "tracks", "edit", gettext_noop("merge tracks, join tracks, rename a track")),
    Offer(gettext_noop("Say who may see a document"), "documents", "edit", gettext_noop("restrict, share, hide, confidential")),
    Offer(gettext_noop("Who had which role, year by year"), "network", "read", gettext_noop("matrix, roles, network, who met whom")),
    Offer(gettext_noop("Persons who took part"), "people", "read", gettext_noop("people, delegates, heads of delegation")),
    Offer(gettext_noop("Compare two statements"), "compare", "read"),
    Offer(gettext_noop("Find a phrase in all statements"), "phrase", "read"),
    Offer(gettext_noop("Export the record"), "export", "export", gettext_noop("csv, excel, download, save, parquet, stata, json")),
    Offer(gettext_noop("Verify the ledger"), "ledger", "read"),
    Offer(gettext_noop("Sign the head of the ledger"), "ledger", "admin", gettext_noop("sign head, keep the head, witness, signature")),
    Offer(gettext_noop("Report on a ceasefire"), "ground", "export", gettext_noop("violations, both sides, pdf, word")),
    Offer(gettext_noop("What is new since you last looked"), "today-since", "read", gettext_noop("news, changes")),
    Offer(gettext_noop("Days promised and asked of you, as a calendar"), "work", "own", gettext_noop("due, assignments, icalendar")),
    Offer(gettext_noop("Uploads"), "uploads", "edit", gettext_noop("files being read, queue")),
    Offer(gettext_noop("Open a round of exchange"), "round-open", "persons"),
    Offer(gettext_noop("Open a file of a person"), "case-open", "persons", gettext_noop("case, missing, detained, new file")),
    Offer(gettext_noop("Add an account"), "accounts", "admin"),
    Offer(gettext_noop("Make a group"), "groups", "admin", gettext_noop("groups, members")),
    Offer(gettext_noop("Change your password"), "account", "own", gettext_noop("second factor, calendar, your account")),
)

# Other words for what can be done; whoever types one of them is offered what any of the others names.
_MEANING_ALIKE = (
    gettext_noop("merge, join, combine, unite, duplicate, the same as another, are one"),
    gettext_noop("correct, edit, change, fix, repair, amend, rename"),
    gettext_noop("undo, take back, revert, restore"),
    gettext_noop("delete, withdraw, remove, reject"),
    gettext_noop("add, upload, attach, import, paste, enter by hand, new"),
)
_ENOUGH = 3  # letters that a word is known by
_NUMBER = re.compile(r"(?<![\w-])(\d{1,3})(?:st|nd|rd|th)?(?![\w-])")


def show(request: DeskRequest) -> HttpResponse:
    """The lines for what was typed, what is called exactly so first; before anything is typed, the places and the deeds."""
    asked = request.GET.get("q", "").strip()[:100]
    alike = _alike(asked)
    groups = [(gettext("Go to"), _things(request, asked) if asked else []), (gettext("Pages"), _pages(request, asked))]
    deeds = (gettext("Do"), _deeds(request, asked, alike))
    # Whoever types a word for a deed wants to do it, whatever documents have the word.
    groups = [deeds, *groups] if alike else [*groups, deeds]
    ordered = [(heading, sorted(rows, key=lambda one: not _is(one, asked))) for heading, rows in groups]
    ordered.sort(key=lambda group: not (group[1] and _is(group[1][0], asked)))
    shown = {"groups": ordered, "any": any(rows for _, rows in groups), "alike": alike}
    return render(request, "desk/parts/palette_found.html", shown)


def _alike(asked: str) -> list[str]:
    """The words, in both languages of the page, that mean what was typed."""
    typed = fold(asked)
    if len(typed) < _ENOUGH:
        return []
    groups = ([one.strip() for text in (alike, gettext(alike)) for one in re.split("[,\u060c]", text)] for alike in _MEANING_ALIKE)
    return list(dict.fromkeys(one for group in groups if any(fold(word).startswith(typed) for word in group) for one in group))


def _things(request: DeskRequest, asked: str) -> list[PaletteLine]:
    """What of the record has the words: rounds by number, what a word for a kind asks for, what is called exactly so, then the rest."""
    viewer = request.viewer
    narrowed = [line for kind, rest in read_typed(asked).kinds.items() for line in found(viewer, kind, rest)]
    hits = searched(viewer, asked)
    others = [line for kind in _OTHERS for line in found(viewer, kind, asked)]
    acts = found(viewer, "act", asked) if len(asked.split()) >= _SEVERAL else []
    exact = [one for one in hits if _is(one, asked)]
    rounds = _rounds(viewer, asked) or _named_meetings(viewer, asked)
    # An actor of exactly that name before the place that is called like it.
    lines = [*rounds, *narrowed, *exact, *sorted(others, key=lambda one: not _is(one, asked)), *hits, *acts]
    once: dict[str, PaletteLine] = {}
    for one in lines:
        once.setdefault(one.address, one)
    return list(once.values())[:_LINES]


def _rounds(viewer: Viewer, asked: str) -> list[PaletteLine]:
    """The meetings meant by a number and words of their track, form or place: "astana 8", "8th session"."""
    typed = fold(asked)
    number = _NUMBER.search(typed)
    if number is None:
        return []
    others = re.findall(r"\w+", typed[: number.start()] + " " + typed[number.end() :])
    found: list[tuple[tuple[bool, bool], PaletteLine]] = []
    for one in numbered_meetings(viewer, int(number[1])) if others else ():
        called = words.title_of(one, language=language())
        if all(word in _named(one) for word in others):
            beside = words.kind("meeting", language=language()), when(one, language=language()) if one.start else ""
            line = PaletteLine(called, reverse("meeting", args=[one.id]), words.listing(beside, apart=True, language=language()))
            # What is named so goes before what was only held there, and the round before the summit or ministers' meeting of that number.
            is_round = one.kind in (MeetingKind.ROUND, MeetingKind.SESSION)
            found.append(((any(word not in fold(called) for word in others), not is_round), line))
    return [line for _, line in sorted(found, key=itemgetter(0))][:_FOUND]


def _named_meetings(viewer: Viewer, asked: str) -> list[PaletteLine]:
    """The meetings meant by words of their track, form and place: "sochi congress"; by one word alone no meeting is meant."""
    typed = fold(asked).split()
    if len(typed) < _SEVERAL:
        return []
    found: list[PaletteLine] = []
    for hit in search(viewer, asked, kinds=("meeting",), limit=_FOUND).rows:
        one = hit.meeting
        if one is not None and all(word in _named(one) for word in typed):
            called = words.title_of(one, language=language())
            named = [track for track in _tracks_of(one) if track not in called]
            beside = words.kind("meeting", language=language()), *named, when(one, language=language()) if one.start else ""
            found.append(PaletteLine(called, reverse("meeting", args=[one.id]), words.listing(beside, apart=True, language=language())))
    return found


def _named(one: MeetingView) -> str:
    """All that a meeting may be called by, folded."""
    place, kind = words.city(one.city or "", language=language()), words.code("MeetingKind", one.kind, language=language())
    return fold(" ".join((words.title_of(one, language=language()), kind, one.city or "", place, *_tracks_of(one))))


def _tracks_of(one: MeetingView) -> list[str]:
    return [words.track(ref.id, ref.name, language=language()) for ref in one.tracks]


def _has_all(name: str, asked: str) -> bool:
    folded = fold(name)
    return all(part in folded for part in fold(asked).split())


def _pages(request: DeskRequest, asked: str) -> list[PaletteLine]:
    """The views whose names have the letters; all workplaces where nothing was typed."""
    rooms = places(request)
    if not asked:
        return [PaletteLine(one.words, one.address, f"g {one.key}") for one in rooms]
    found = [PaletteLine(view.words, view.address, one.words) for one in rooms for view in one.views if _has(view.words, asked)]
    whole = [PaletteLine(one.words, one.address, f"g {one.key}") for one in rooms if _has(one.words, asked)]
    return [*whole, *found, *(PaletteLine(one.words, one.address) for one in links(request, FOOT) if _has(one.words, asked))][:_VIEWS]


def _deeds(request: DeskRequest, asked: str, alike: Sequence[str]) -> list[PaletteLine]:
    """What can be done from anywhere: first what has the letters, then what is meant by other words for it; all, where nothing is typed."""
    offered = [one for one in (*_OFFERED, *_entering()) if _may(request, one.action)]
    named = [one for one in offered if not asked or _has(gettext(one.words), asked)]
    meant = [one for one in offered if one not in named and _is_meant(one, asked, alike)]
    shown = [*named, *meant][: _DEEDS if asked else None]
    return [PaletteLine(gettext(one.words), _address(one)) for one in shown]


def _entering() -> list[Offer]:
    """Entering each kind of fact by hand; a meeting has an offer of its own."""
    said = gettext("Enter by hand")
    named = ((one.name, words.phrase("pair", language=language(), name=said, value=one.title)) for one in enterables())
    return [Offer(called, "enter-fact", "edit", "", (name,)) for name, called in named if name != "meeting"]


def _address(one: Offer) -> str:
    return reverse(one.route, args=one.arguments) + (f"?{one.query}" if one.query else "")


def _may(request: DeskRequest, action: str) -> bool:
    return request.user.is_authenticated if action == "own" else is_allowed(request, action)


def _is_meant(one: Offer, asked: str, alike: Sequence[str]) -> bool:
    """Whether all words typed stand in those for it, in either language of the page, or other words for what was typed do."""
    said = gettext(one.words)
    return _has_all(" ".join((said, one.words, one.also, gettext(one.also) if one.also else "")), asked) or any(
        _has(said, word) for word in alike
    )


def _is(line: PaletteLine, asked: str) -> bool:
    return fold(line.words) == fold(asked)


def _has(name: str, asked: str) -> bool:
    return fold(asked) in fold(name)
