"""Double coding: how far coders agree over all documents, and one document's coding with what its coders said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.coding import MACHINE
from sulh.desk.deciding import Deed, say
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import claim_words, language
from sulh.model import InvalidError
from sulh.model.vocabulary import ClaimStatus
from sulh.record import coding, decisions
from sulh.record.access import may
from sulh.record.blind import coding_of, judged
from sulh.record.queries.coding import CodedUnit, CodingView, coding_view, coding_views, reliability
from sulh.record.queries.documents import document
from sulh.record.queries.lists import meeting_titles, of_several_meetings

__all__ = ["of_document", "overview"]


@dataclass(frozen=True, slots=True)
class Said:
    """What one coder says of a claim, in words; `agrees` with the machine, `value` JSON to decide so, None for nothing stated."""

    coder: str
    words: str
    reason: str
    verdict: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A claim on which coders differ, with what each says; `meeting` is what it is about, where its document tells of several."""

    unit: CodedUnit
    name: str
    said: tuple[Said, ...]
    meeting: str = ""


def overview(request: DeskRequest) -> HttpResponse:
    """The documents that are or were coded, and agreement by property over all that are open to everybody."""
    shown = {"lines": coding_views(request.viewer), "reliability": reliability(request.viewer), "machine": MACHINE}
    return render(request, "desk/coding.html", shown)


def of_document(request: DeskRequest, key: str) -> HttpResponse:
    """One document's coding: begun, judged, done, opened, decided."""
    found = document(request.viewer, key)
    if request.method == "POST":
        _do(request, found.ref.id)
        return redirect("document-coding", key=key)
    view = coding_view(request.viewer, found.ref.id)
    shown: dict[str, Any] = {"document": found.ref, "view": view, "machine": MACHINE}
    if view is None:
        shown["possible"] = coding.possible_coders(request.viewer, found.ref.id) if may(request.viewer, "edit") else []
    else:
        titles = _titles(request, [*view.differing, *view.otherwise])
        shown["differing"] = [_row(one, view, titles) for one in view.differing]
        shown["otherwise"] = [_row(one, view, titles) for one in view.otherwise]
        shown["line"] = next((one for one in coding_views(request.viewer) if one.document.id == found.ref.id), None)
        shown["is_coder"] = request.viewer.name in view.coding.coders
        # A coder ends no coding in which something is judged (`blind.refuse_undo`).
        shown["may_end"] = not shown["is_coder"] or not judged(view.coding)
        shown["is_done"] = request.viewer.name in view.coding.done
    return render(request, "desk/document_coding.html", shown)


def _do(request: DeskRequest, source: str) -> None:
    reason = request.POST.get("reason", "").strip()
    act = request.POST.get("act", "")
    if act == "begin":
        seq = coding.begin(request.viewer, source, request.POST.getlist("coder"), reason=reason)
        say(request, Deed(gettext("The coding has begun: each coder sees only their own judgements."), (seq,)))
    elif act == "done":
        seq = coding.done(request.viewer, source)
        found = coding_of(source)
        told = gettext("You are done, and so are the others: everybody sees all judgements now.")
        alone = gettext("You are done. You see what the others said when they are done too.")
        say(request, Deed(told) if found and found.is_open else Deed(alone, (seq,)))
    elif act == "open":
        coding.open_now(request.viewer, source, reason=reason)
        messages.success(request, gettext("The coding is open: everybody sees all judgements now."))
    elif act == "take":
        number = coding.take_agreed(request.viewer, source, reason=reason or "all coders say so")
        told = ngettext("%(count)s claim decided as all coders say.", "%(count)s claims decided as all coders say.", number)
        messages.success(request, told % {"count": number})
    elif act in ("choose", "keep"):
        (_choose if act == "choose" else _keep)(request, source)
    elif act == "end" and (found := coding_of(source)) is not None:
        decisions.undo(request.viewer, found.seq, reason=reason)
        messages.success(request, gettext("The coding is ended. Its judgements stay in the ledger."))
    else:
        raise InvalidError(gettext("Choose what to do."))


def _choose(request: DeskRequest, source: str) -> None:
    """Decide a claim on which coders differ, from each other or from the record, as one of them or the machine says."""
    unit, coder = _unit(request, source), request.POST.get("coder", "")
    if unit is None or coder not in unit.said:
        raise InvalidError(gettext("That is no judgement on which coders differ."))
    _decide(request, unit, unit.said[coder])


def _keep(request: DeskRequest, source: str) -> None:
    """Decide once more as the record says, against what all coders say."""
    unit = _unit(request, source)
    if unit is None or unit.claim.status == ClaimStatus.PROPOSED:
        raise InvalidError(gettext("That is no judgement on which coders differ."))
    _decide(request, unit, None if unit.claim.status == ClaimStatus.REJECTED else _stands(unit))


def _unit(request: DeskRequest, source: str) -> CodedUnit | None:
    """The claim that the form is about, of those that a third person decides."""
    view, key = coding_view(request.viewer, source), request.POST.get("claim", "")
    return next((one for one in (*view.differing, *view.otherwise) if one.claim.id == key), None) if view else None


def _decide(request: DeskRequest, unit: CodedUnit, value: Any) -> None:
    reason, against = request.POST.get("reason", "").strip(), request.POST.get("state")
    if value is None:
        seq = decisions.reject(request.viewer, unit.claim.id, reason=reason, against=against)
    elif value == _stands(unit):
        seq = decisions.accept(request.viewer, unit.claim.id, reason=reason, against=against)
    else:
        seq = decisions.correct(request.viewer, unit.claim.id, value, reason=reason, against=against)
    say(request, Deed(gettext("Decided: %(what)s") % {"what": _words(unit, value)}, (seq,)))


def _stands(unit: CodedUnit) -> Any:
    """What the claim says as it stands in the record."""
    return unit.claim.value if unit.claim.decided is None else unit.claim.decided


def _titles(request: DeskRequest, units: Sequence[CodedUnit]) -> dict[str, str]:
    """What the meetings are called that the claims of a document are about, where it tells of several."""
    if not of_several_meetings(request.viewer, {one.claim.document.id for one in units}):
        return {}
    found = meeting_titles(request.viewer, {one.claim.meeting for one in units if one.claim.meeting})
    return {key: words.title_of(one, language=language()) for key, one in found.items()}


def _row(unit: CodedUnit, view: CodingView, titles: Mapping[str, str]) -> UnitRow:
    order = [coder for coder in (MACHINE, *view.coding.coders) if coder in unit.said]
    said = tuple(Said(coder, _words(unit, unit.said[coder]), unit.reasons.get(coder, ""), _verdict(unit, coder)) for coder in order)
    name = words.prop(unit.claim.subject, unit.claim.property, language=language())
    return UnitRow(unit, name, said, titles.get(unit.claim.meeting or "", ""))


def _verdict(unit: CodedUnit, coder: str) -> str:
    value = unit.said[coder]
    return ClaimStatus.REJECTED if value is None else ClaimStatus.ACCEPTED if value == unit.claim.value else ClaimStatus.CORRECTED


def _words(unit: CodedUnit, value: Any) -> str:
    if value is None:
        return gettext("not stated")
    if value == unit.claim.value and unit.claim.decided is None:
        return claim_words(unit.claim, language=language())
    return words.value(unit.claim.subject, unit.claim.property, value, language=language())
