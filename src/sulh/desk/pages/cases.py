"""Files of persons: the list, one file with fate and whereabouts apart, and forms that only ever add to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from sulh import words
from sulh.desk.asking import state_of
from sulh.desk.middleware import DeskRequest
from sulh.desk.rounds import fields_of
from sulh.desk.shown import language, problem_words
from sulh.model import AccessError, InvalidError, SulhError
from sulh.model.messages import FilledMessage, TermName
from sulh.persons.cases import FIELDS, PARTS, Case, CaseEntry, CaseEvent, CaseEventKind, CaseField, written
from sulh.record.access import may
from sulh.record.persons.cases import add_to_case, case_seen, cases, new_case
from sulh.record.persons.parties import groups_of
from sulh.record.seals import seals
from sulh.render.case_words import entry_said, value_said

__all__ = ["index", "new", "show"]

Kind = CaseEventKind
# What can be added by hand, in the order in which it is offered.
_ADDED = (
    Kind.REPORTED, Kind.SIGHTED, Kind.CLAIMED, Kind.DOCUMENT, Kind.HYPOTHESIS, Kind.JUDGED, Kind.FATE, Kind.WHEREABOUTS, Kind.CONTACT,
    Kind.TOLD, Kind.LINKED, Kind.WITHDRAWN, Kind.TERMS, Kind.CLOSED, Kind.REOPENED,
)  # fmt: skip
_ABOUT = {Kind.JUDGED: (Kind.HYPOTHESIS,), Kind.TOLD: (Kind.CONTACT,), Kind.WITHDRAWN: tuple(Kind)}
_NO_SOURCE = frozenset({Kind.CONTACT, Kind.TOLD, Kind.LINKED})
_TOLD = (Kind.REPORTED, Kind.SIGHTED, Kind.CLAIMED, Kind.DOCUMENT, Kind.FATE, Kind.WHEREABOUTS)
_KNOWN = ("birth_year", "sex", "place", "held_since")
_SIGNS = {Kind.REPORTED: "two", Kind.SIGHTED: "way", Kind.CLAIMED: "prop", Kind.DOCUMENT: "acc", Kind.HYPOTHESIS: "open"}


def index(request: DeskRequest) -> HttpResponse:
    """The files that the viewer may see."""
    page = {"lines": cases(request.viewer), "may_open": may(request.viewer, "edit") and bool(groups_of(request.viewer))}
    return render(request, "desk/cases.html", page)


def new(request: DeskRequest) -> HttpResponse:
    """Open a file, with its legal basis, purpose and last day."""
    own = sorted(groups_of(request.viewer))
    if not (may(request.viewer, "edit") and own):
        raise AccessError(gettext("A file is opened by an editor who is in one of its groups."))
    problem = ""
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in ("name", "legal_basis", "purpose", "until", "health")}
        known = {name: text for name in _KNOWN if (text := request.POST.get(f"known_{name}", "").strip())}
        may_see = {part: groups for part in PARTS if (groups := [one for one in request.POST.getlist(f"see_{part}") if one in own])}
        chosen = [one for one in request.POST.getlist("group") if one in own]
        try:
            key = new_case(request.viewer, chosen, invented="invented" in request.POST, known=known, may_see=may_see, **given)
        except SulhError as refused:
            problem = _refusal(refused)
        else:
            messages.success(request, gettext("The file is open."))
            return redirect("case", key=key)
    known_fields = [(name, words.phrase(f"listed.{name}", language=language()), request.POST.get(f"known_{name}", "")) for name in _KNOWN]
    page = {
        "own": own, "problem": problem, "typed": request.POST, "known": known_fields, "seals": seals(),
        "parts": [(part, _word(f"part_{part}"), request.POST.getlist(f"see_{part}")) for part in PARTS],
        "chosen": request.POST.getlist("group") or own[:1],
    }  # fmt: skip
    return render(request, "desk/case_open.html", page, status=422 if problem else 200)


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One file; a form sent to it adds something."""
    problem = ""
    kind = _kind(request.POST.get("add") or request.GET.get("add", ""))
    if request.method == "POST":
        try:
            if kind is None:
                raise InvalidError(gettext("Choose what is added."))
            _write(request, key, kind)
        except SulhError as refused:
            problem = _refusal(refused)
        else:
            messages.success(request, gettext("Kept."))
            return redirect("case", key=key)
    seen = case_seen(request.viewer, key)
    case = seen.case
    page = {
        "seen": seen, "case": case, "problem": problem, "may_write": may(request.viewer, "edit"), "known": fields_of(case.known),
        "kinds": [(str(one), _word(str(one))) for one in _ADDED if _is_offered(one, case)], "kind": kind and str(kind),
        "form": _form(request, kind, case) if kind else [], "about": _about(kind, case),
        "entries": [_entry(one) for one in reversed(list(case.entries.values()))],
        "fates": [_decided(one.fate, "PersonFate", one) for one in reversed(case.fates)],
        "places": [_decided(one.whereabouts, "PersonWhereabouts", one) for one in reversed(case.all_whereabouts)],
        "fate_words": words.code("PersonFate", case.fate, language=language()), "until": case.terms.until.isoformat(),
        "place_words": words.code("PersonWhereabouts", case.whereabouts, language=language()),
        "needs": bool(case.unsupported), "typed_about": request.POST.get("about", ""), "kind_words": _word(str(kind)) if kind else "",
    }  # fmt: skip
    return render(request, "desk/case.html", page, status=422 if problem else 200)


def _kind(given: str) -> CaseEventKind | None:
    return CaseEventKind(given) if given in {str(one) for one in _ADDED} else None


def _is_offered(kind: CaseEventKind, case: Case) -> bool:
    """Whether something of a kind can be added now."""
    if case.is_closed:
        return kind in (Kind.REOPENED, Kind.TERMS)
    if kind is Kind.REOPENED:
        return False
    return kind not in _ABOUT or bool(_about(kind, case))


def _about(kind: CaseEventKind | None, case: Case) -> list[tuple[str, str]]:
    """The earlier things that something of a kind can be about, each with its words."""
    if kind is None or kind not in _ABOUT:
        return []
    return [(one.id, entry_said(one, language())) for one in case.entries.values() if one.what in _ABOUT[kind] and one.stands]


def _form(request: HttpRequest, kind: CaseEventKind, case: Case) -> list[dict[str, Any]]:
    """The fields of the form that adds something of a kind."""
    found = []
    for name, declared in FIELDS[kind].items():
        if declared.type in ("groups", "known"):
            continue
        options = _options(name, declared, case)
        found.append(
            {
                "name": name, "words": _word(f"field_{name}"), "needed": declared.is_required, "options": options,
                "several": declared.type in ("ids", "texts"), "typed": request.POST.get(name, ""), "chosen": request.POST.getlist(name),
                "long": name == "words", "hint": "2027-12-31" if declared.type == "day" else "2014-03" if declared.type == "edtf" else "",
            }
        )  # fmt: skip
    return found


def _options(name: str, declared: CaseField, case: Case) -> list[tuple[str, str]]:
    if declared.codes:
        return [(code, value_said(name, code, language())) for code in declared.codes]
    if declared.type == "ids":
        said = [(one.id, entry_said(one, language())) for one in case.entries.values() if one.stands and one.what not in _NO_SOURCE]
        fates = [(one.id, f"{_word('fate')}: {words.code('PersonFate', one.fate, language=language())}") for one in case.fates]
        return [*said, *fates]
    if declared.type == "texts":
        return [(str(one), _word(str(one))) for one in _TOLD]
    return []


def _write(request: DeskRequest, key: str, kind: CaseEventKind) -> None:
    given: dict[str, Any] = {}
    for name, declared in FIELDS[kind].items():
        if declared.type in ("ids", "texts"):
            given[name] = request.POST.getlist(name)
        elif declared.type not in ("groups", "known"):
            given[name] = request.POST.get(name, "").strip()

    def make(case: Case, at: dt.datetime) -> list[CaseEvent]:
        about = request.POST.get("about", "") if kind in _ABOUT else ""
        return [written(kind, at, request.viewer.name, about=about, **given)]

    add_to_case(request.viewer, key, make, against=state_of(request))


def _entry(one: CaseEntry) -> dict[str, Any]:
    held: Mapping[str, Any] = one.values
    return {
        "kind": _word(str(one.what)), "sign": _SIGNS.get(one.what, "open"), "at": one.event.at.date().isoformat(), "by": one.event.by,
        "fields": [(_word(f"field_{name}"), value_said(name, value, language())) for name, value in held.items()], "stands": one.stands,
        "judged": [(value_said("state", each.values["state"], language()), each.values["decided_by"]) for each in one.judged],
    }  # fmt: skip


def _decided(code: object, vocabulary: str, one: Any) -> dict[str, Any]:
    by = words.isolated(one.decided_by, language=language())
    return {
        "words": words.code(vocabulary, code, language=language()), "by": by, "at": one.at.date().isoformat(), "on": one.on,
        "said": one.words, "holder": getattr(one, "holder", ""), "place": getattr(one, "place", ""),
    }  # fmt: skip


def _refusal(refused: SulhError) -> str:
    """Why something was not added, with fields by their words; what was never kept has no identifier that would say anything."""
    more: dict[str, object] = {}
    where, name = (refused.message.values.get(one) for one in ("where", "name"))
    if isinstance(where, FilledMessage) and isinstance(what := where.values.get("what"), TermName):
        more["where"] = gettext("Open a file") if what == str(Kind.OPENED) else _word(what)
    if isinstance(name, TermName) and name.key.startswith("case.field_"):
        more["name"] = _word(f"field_{name}")
    return problem_words(refused.with_values(**more) if more else refused)


def _word(key: str) -> str:
    return words.phrase(f"case.{key}", language=language())
