"""The queue of review: what awaits a decision with its facets, what may be accepted in one gesture, what colleagues did since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh import words
from sulh.desk.asking import misread, offset_of, paging
from sulh.desk.cards import cards
from sulh.desk.deciding import Deed, accept_named, named_claims, ranges, say
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.paragraphs import progress
from sulh.desk.routes import back
from sulh.desk.shown import language
from sulh.record.looks import looked_at
from sulh.record.queries.alike import alike, alike_claims, titles_of
from sulh.record.queries.coding import waiting_for
from sulh.record.queries.history import Changed, changes_since, last_decision_of
from sulh.record.queries.likely import number_likely
from sulh.record.queries.refs import actor_refs, document_refs, track_refs
from sulh.record.queries.visible import knows
from sulh.record.queries.waiting import CERTAIN, LIKELY, Asked, Waiting, waiting

__all__ = ["AT_ONCE", "accept_alike", "asked_of", "colleagues", "following", "queue"]

_SIZE = 50
AT_ONCE = 500
_FACETS, _MORE = 8, 60  # of each sort that are offered at once, and when more are asked for
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SEEN = "colleagues_seen"
# Of more open claims what sources state alike is worked out only when somebody asks.
_MANY = 4_000
_CERTAINTIES = ("certain", "likely", "doubtful")


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One thing that narrows the queue, in words: where choosing it leads, or choosing it no more."""

    words: str
    number: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Deeds:
    """Decisions of one person of one kind about one document, made one after the other."""

    author: str
    kind: str
    changes: tuple[Changed, ...]

    @property
    def undoable(self) -> str:
        """Those that the viewer may take back, as the address of undoing names them."""
        return ranges([one.seq for one in self.changes if one.can_undo])


def queue(request: DeskRequest) -> HttpResponse:
    """What awaits a decision, newest document first, narrowed by what the address names."""
    asked = asked_of(request)
    found = waiting(request.viewer, asked, offset=offset_of(request), limit=_SIZE)
    rows = found.page.rows
    looked_at(request.viewer, [one.document for one in rows])
    made = cards(request.viewer, rows)
    shown = {
        "page": found.page,
        "paging": paging(found.page, _SIZE),
        "cards": made,
        "current": request.GET.get("claim", "") or (made[0].claim.id if made else ""),
        "documents": found.documents,
        "progress": progress(rows),
        "facets": _facets(request, found, asked),
        "chosen": _chosen(request, asked),
        "alike": _alike(request, asked, found.page.total),
        "likely": kept(request.viewer, lambda: number_likely(request.viewer, asked), "likely", asked, on=("claim", "source", "decision")),
        "colleagues": _news(request),
        "to_code": waiting_for(request.viewer),
    }
    return render(request, "desk/review.html", shown)


def following(request: DeskRequest) -> HttpResponse:
    """The next document that has something open: after the one that the address names, in the order of the queue."""
    order = [one.value for one in waiting(request.viewer, Asked(), limit=1).facets["document"]]
    after = f"sha256:{request.GET.get('after', '')}"
    at = order.index(after) + 1 if after in order else 0
    rest = [one for one in (*order[at:], *order[:at]) if one != after]
    if not rest:
        say(request, Deed(gettext("No other document awaits a decision.")))
        return redirect("review")
    return redirect("document", key=rest[0].removeprefix("sha256:"))


def accept_alike(request: DeskRequest) -> HttpResponse:
    """Accept what two independent sources say alike: GET shows what that would be, POST accepts what the form names and still is so."""
    asked = asked_of(request)
    if request.method == "POST":
        accept_named(request, named_claims(request), alike(request.viewer, asked), reason="two independent sources say the same")
        return redirect(back(request, reverse("review")))
    total, found = alike_claims(request.viewer, asked, limit=AT_ONCE)
    made = [(card, one.sources) for card, one in zip(cards(request.viewer, [one.claim for one in found]), found, strict=True)]
    by_meeting = [(meeting, list(own)) for meeting, own in groupby(made, key=lambda one: one[0].claim.meeting)]
    looked_at(request.viewer, [one.claim.document for one in found])
    titles = titles_of(request.viewer, [meeting for meeting, _ in by_meeting if meeting])
    shown = {"total": total, "number": len(made), "meetings": [(titles.get(meeting or ""), own) for meeting, own in by_meeting]}
    return render(request, "desk/alike.html", shown)


def colleagues(request: DeskRequest) -> HttpResponse:
    """What others decided since the viewer last looked at this page, or since an entry that the address names; or one's own (`of=me`)."""
    if request.GET.get("of") == "me":
        deeds = list(_deeds(changes_since(request.viewer, 0, own=True)))
        return render(request, "desk/colleagues.html", {"deeds": deeds, "own": True})
    asked = request.GET.get("since", "")
    since = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else _since(request)
    found = changes_since(request.viewer, since)
    if found:
        request.session[_SEEN] = max(found[0].seq, since)
    return render(request, "desk/colleagues.html", {"deeds": list(_deeds(found)), "since": since, "number": len(found)})


def asked_of(request: DeskRequest) -> Asked:
    """What the address asks the queue for; what it cannot be is left out."""
    given: dict[str, Any] = {one.name: request.GET.get(one.name, "").strip() or None for one in fields(Asked)}
    given["mine"] = given["mine"] == "1"
    if given["certainty"] not in (None, *_CERTAINTIES):
        misread(request, gettext("“%(typed)s” is none of the certainties.") % {"typed": given["certainty"]})
        given["certainty"] = None
    year = request.GET.get("year", "")
    if _DAY.fullmatch(year):
        given["since"], given["until"] = year, f"{year}~"
    elif year:
        misread(request, gettext("“%(typed)s” is no date, so the list is not narrowed by it.") % {"typed": year})
    for name in ("since", "until"):
        text = given[name]
        made = words.date_typed(text.rstrip("~")) if text else None
        given[name] = made if made and _DAY.fullmatch(made) else None
        if text and given[name] is None:
            misread(request, gettext("“%(typed)s” is no date, so the list is not narrowed by it.") % {"typed": text})
    if given["until"] and not given["until"].endswith("~"):
        given["until"] += "~"
    return Asked(**given)


def _alike(request: DeskRequest, asked: Asked, total: int) -> int | None:
    """How many claims two independent sources say alike; None where counting them takes longer than a page may."""
    if total > _MANY:
        return None
    return kept(request.viewer, lambda: len(alike(request.viewer, asked)), "alike", asked, on=("claim", "meetingrow", "source", "decision"))


def _since(request: DeskRequest) -> int:
    seen = request.session.get(_SEEN)
    return seen if isinstance(seen, int) else last_decision_of(request.viewer)


def _news(request: DeskRequest) -> int:
    """How many decisions of others the viewer has not seen."""
    return len(changes_since(request.viewer, _since(request), limit=100))


def _deeds(found: tuple[Changed, ...]) -> Iterator[Deeds]:
    def alike_made(one: Changed) -> tuple[str, str, str]:
        return one.author, one.kind, one.document.id if one.document else f"{one.target} {one.other}"

    for (author, kind, _), own in groupby(found, key=alike_made):
        yield Deeds(author, kind, tuple(own))


def _facets(request: DeskRequest, found: Waiting, asked: Asked) -> list[tuple[str, list[FacetChoice], list[FacetChoice]]]:
    """The facets in the order of the page: title, what can be chosen, and what else can be."""
    speak = language()
    titles = {
        "mine": gettext("Mine"),
        "certainty": gettext("How often right"),
        "property": gettext("What"),
        "track": words.prop("", "track", language=speak),
        "actor": words.prop("", "actor", language=speak),
        "year": gettext("Year"),
        "document": gettext("Document"),
    }
    made = []
    for name, title in titles.items():
        chosen = request.GET.get(name, "")
        offered = found.facets[name]
        now = [one for one in offered if one.value.removeprefix("sha256:") == chosen] if chosen else []
        first = [*now, *(one for one in offered[: _MORE + 1] if one not in now)][:_MORE]
        said = _words(request, name, [one.value for one in first])
        choices = []
        for one in first:
            value = one.value.removeprefix("sha256:") if name == "document" else one.value
            is_chosen = value == chosen
            choices.append(FacetChoice(said[one.value], one.number, is_chosen, _address(request, name, "" if is_chosen else value)))
        if choices:
            made.append((title, choices[:_FACETS], choices[_FACETS:]))
    return made


def _address(request: DeskRequest, name: str, value: str) -> str:
    """The address of the queue with this chosen, or no more; it begins at its first page."""
    query = request.GET.copy()
    for other in (name, "offset", "claim"):
        query.pop(other, None)
    if value:
        query[name] = value
    return f"?{query.urlencode()}"


def _words(request: DeskRequest, name: str, values: list[str]) -> dict[str, str]:
    if name == "document":
        refs = document_refs(request.viewer, values)
        return {key: (refs[key].title if key in refs else None) or gettext("Untitled") for key in values}
    if name == "track":
        tracks = track_refs()
        return {key: words.track(key, tracks[key].name if key in tracks else key, language=language()) for key in values}
    if name == "actor":
        known = actor_refs(values)
        return {key: words.actor(key, known[key].name if key in known else key, language=language()) for key in values}
    if name == "property":
        return {key: words.prop("meeting", key, language=language()) for key in values}
    if name == "certainty":
        said = {
            "certain": gettext("%(least)s of 100 right or more") % {"least": CERTAIN},
            "likely": gettext("%(least)s to %(most)s of 100 right") % {"least": LIKELY, "most": CERTAIN - 1},
            "doubtful": gettext("fewer right, or readers differ"),
        }
        return {key: said[key] for key in values}
    if name == "mine":
        return {"1": gettext("I have begun")}
    return {key: key for key in values}


def _chosen(request: DeskRequest, asked: Asked) -> list[tuple[str, str]]:
    """What narrows the queue now, in words, each with the address without it."""
    found = []
    for name in ("mine", "certainty", "property", "track", "actor", "year", "document", "since", "until"):
        value = request.GET.get(name, "").strip()
        if value and (name == "year" or getattr(asked, name)):
            key = f"sha256:{value}" if name == "document" and ":" not in value else value
            # An actor or track that the viewer may not know of is called as the address calls it.
            is_hidden = name in ("actor", "track") and not knows(request.viewer, name, key)
            found.append((value if is_hidden else _words(request, name, [key]).get(key, value), _address(request, name, "")))
    return found
