"""One name of a round: what is known, what was said about it, and the form to answer, dispute or take it back; pairs; search."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from sulh import words
from sulh.desk.asking import state_of
from sulh.desk.middleware import DeskRequest
from sulh.desk.pages.rounds import now_in
from sulh.desk.rounds import fields_of, name_line, said_of, time_words
from sulh.desk.shown import language, problem_words
from sulh.model import InvalidError, RecordError, SulhError
from sulh.persons.exchange import ExchangeEvent, ExchangeEventKind, ExchangeRound, answered, round_sheet, said_about
from sulh.persons.exchange.making import need_told
from sulh.persons.matching import FOUND, SlotFinding
from sulh.record.access import may
from sulh.record.persons.looking import must_look, name_of_look
from sulh.record.persons.pairs import PairSeen, likely_pairs, name_findings, not_compared
from sulh.record.persons.rounds import RoundSeen, add_to_round, round_seen
from sulh.record.persons.searching import find_persons

__all__ = ["matches", "search", "show"]

_PAIRS = 10
_SUREST = 99  # per cent: no likeness makes certain
_COMPARED = frozenset({"other_name", "birth_year", "age", "sex", "place", "on", "held_since", "category", "family"})
_SAYS = {"reply": "replied", "dispute": "disputed", "accept": "accepted", "withdraw": "withdrawn"}


def show(request: DeskRequest, key: str, name: str) -> HttpResponse:
    """One name; a form sent to it answers it, or says something about it."""
    seen = round_seen(request.viewer, key)
    one = seen.round.requests.get(name)
    if one is None:
        raise RecordError(gettext("There is no %(name)s in this round.") % {"name": name})
    must_look(request.viewer, [name_of_look(key, name)])
    problem = ""
    if request.method == "POST":
        try:
            _write(request, seen, name)
        except SulhError as refused:
            problem = problem_words(refused)
        else:
            messages.success(request, gettext("Kept."))
            return redirect("round-name", key=key, name=name)
    at = now_in(seen.round)
    row = next(row for row in round_sheet(seen.round, at).rows if row.request.key == name)
    page: dict[str, Any] = {
        "seen": seen, "made": seen.round, "one": one, "line": name_line(row, seen.round), "fields": fields_of(one.person),
        "said": said_of(seen, name), "due": time_words(row.due, seen.round.zone), "is_late": at > row.due, "problem": problem,
        "typed": request.POST, "answers": words.choices("HolderAnswer", language=language()), "may_write": may(request.viewer, "edit"),
        "is_holder": seen.party == one.of, "is_asking": seen.party == one.by,
        "pairs": [_shown(pair, seen) for pair in likely_pairs(seen) if name in (pair.request, pair.other)][:5],
    }  # fmt: skip
    return render(request, "desk/round_name.html", page, status=422 if problem else 200)


def matches(request: DeskRequest, key: str) -> HttpResponse:
    """Pairs that may be of one person, side by side, slot by slot; a form sent says whether they are."""
    seen = round_seen(request.viewer, key)
    problem = ""
    if request.method == "POST":
        try:
            _decide(request, seen)
        except SulhError as refused:
            problem = problem_words(refused)
        else:
            messages.success(request, gettext("Kept."))
            return redirect(f"{request.path}#pairs")
    pairs = likely_pairs(seen)
    waiting = [pair for pair in pairs if pair.is_same is None]
    chosen = waiting if request.GET.get("decided") is None else [pair for pair in pairs if pair.is_same is not None]
    page = {
        "seen": seen, "made": seen.round, "pairs": [_shown(pair, seen) for pair in chosen[:_PAIRS]], "waiting": len(waiting),
        "decided": len(pairs) - len(waiting), "more": max(len(chosen) - _PAIRS, 0), "problem": problem,
        "may_write": may(request.viewer, "edit"), "shows_decided": chosen is not waiting,
        "not_compared": [words.said(one, language=language()) for one in not_compared(seen)],
    }  # fmt: skip
    return render(request, "desk/round_matches.html", page, status=422 if problem else 200)


def search(request: DeskRequest) -> HttpResponse:
    """Search for a name in any script over the lists that the viewer sees; sent as a form, so that no address and no log holds the name."""
    asked = request.POST.get("q", "").strip()
    found = find_persons(request.viewer, asked) if asked else []
    hits = [(hit, fields_of({name: text for name, text in hit.person.items() if name != "name"})) for hit in found]
    return render(request, "desk/person_search.html", {"asked": asked, "hits": hits})


def _write(request: DeskRequest, seen: RoundSeen, name: str) -> None:
    what = request.POST.get("what", "")
    spoken = request.POST.get("words", "").strip()
    if what != "answer" and what not in _SAYS:
        raise InvalidError(gettext("Choose what is said."))
    if what in ("reply", "dispute") and not spoken:
        raise InvalidError(gettext("Say it in words: the other side reads them."))

    def make(made: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        if what == "answer":
            fields = ("answer", "on", "evidence", "question", "answered_by", "held_id")
            cells = {"id": name, **{field: request.POST.get(field, "") for field in fields}}
            return [answered(cells, made, seen.party, at, show="show" in request.POST)]
        kind = ExchangeEventKind(_SAYS[what])
        return [said_about(made, kind, name, seen.party, at, spoken, request.POST.get("duplicate_of", "").strip())]

    add_to_round(request.viewer, seen.id, make, against=state_of(request))


def _decide(request: DeskRequest, seen: RoundSeen) -> None:
    """Say that two rows are one person, or two; a double that is one person is taken back by the side that asks."""
    name, other = request.POST.get("request", ""), request.POST.get("other", "")
    is_same, to = request.POST.get("are") == "one", [side for side in request.POST.getlist("to") if side in seen.round.sides]
    if not any((pair.request, pair.other) == (name, other) for pair in likely_pairs(seen)):
        raise InvalidError(gettext("This pair is not there any more: look at the list again."))
    reason = request.POST.get("words", "").strip()

    def make(made: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        one = made.requests[name]
        if is_same and other in made.requests and seen.party == one.by:
            values = {"duplicate_of": name} | ({"words": reason} if reason else {})
            to_them = (one.of,) if made.requests[other].given is not None else ()
            return [ExchangeEvent(ExchangeEventKind.WITHDRAWN, at, seen.party, other, to_them, values)]
        need_told(one, to)
        kind = ExchangeEventKind.MATCHED if is_same else ExchangeEventKind.PARTED
        return [ExchangeEvent(kind, at, seen.party, name, tuple(to), {"other": other, "words": f"{other}: {reason}" if reason else other})]

    add_to_round(request.viewer, seen.id, make)


def _shown(pair: PairSeen, seen: RoundSeen) -> dict[str, Any]:
    one = seen.round.requests[pair.request]
    return {
        "pair": pair,
        "fields": _beside(pair),
        "slots": [_slot(one) for one in name_findings(pair.person["name"], pair.beside["name"])],
        "percent": min(round(pair.likely * 100), _SUREST),
        "tell": [side for side in (one.by, one.of) if side != seen.party],
    }


def _beside(pair: PairSeen) -> list[tuple[str, str, str]]:
    """What both lists say of a field, or one of them: its words, and the text of each."""
    left, right = (dict(fields_of({name: text for name, text in one.items() if name in _COMPARED})) for one in (pair.person, pair.beside))
    return [(name, left.get(name, ""), right.get(name, "")) for name in dict.fromkeys((*left, *right))]


def _slot(one: SlotFinding) -> dict[str, str]:
    sign = {"same": "acc", "other_spelling": "acc", "may_be_same": "way", "different": "rej"}.get(one.found, "open")
    slot, found = words.phrase(f"slot.{one.slot}", language=language()), words.said(FOUND[one.found], language=language())
    return {"slot": slot, "one": one.one or "", "other": one.other or "", "found": found, "sign": sign}
