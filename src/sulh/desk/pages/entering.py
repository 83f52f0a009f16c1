"""Entering facts by hand: what can be entered, the form of each kind, names offered while one types, and words marked in a document."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh import words
from sulh.ceasefire.incidents import Incident
from sulh.desk.entering import Enterable, EntryForm, enterable, enterables
from sulh.desk.fields import labelled
from sulh.desk.middleware import DeskRequest
from sulh.desk.proposing import proposals
from sulh.desk.routes import back
from sulh.desk.shown import language
from sulh.model import InvalidError, RecordError
from sulh.model.kinds import listed_kinds
from sulh.record.entering import Made
from sulh.record.incidents import TOLD, join_incidents
from sulh.record.ledger import writing
from sulh.record.marked_words import MarkedWords, marked_words, span_of_letters
from sulh.record.projection.rows import split_subject
from sulh.record.queries.documents import document
from sulh.record.queries.incidents import incident
from sulh.record.queries.picking import PICKED, pick
from sulh.record.queries.visible import resolve

__all__ = ["fact", "listed", "marked", "names"]

# What the keys 1 to 5 say of marked words; the first that is declared of each. The others stand behind 6.
_KEYS = (("act",), ("commitment",), ("participation",), ("meeting",), ("incident", "ceasefire"))


def listed(request: DeskRequest) -> HttpResponse:
    """What can be entered by hand."""
    return render(request, "desk/enter.html", {"enterables": enterables()})


def fact(request: DeskRequest, kind: str) -> HttpResponse:
    """The form of one kind of fact; what was typed stays through every error."""
    about = _incident(request, kind)
    what = _about(enterable(kind), about)
    words_marked = _marked(request)
    sent = request.POST if request.method == "POST" else None
    form = EntryForm(
        request.viewer,
        what,
        sent,
        marked=words_marked,
        meeting=request.GET.get("meeting", ""),
        document=_document_label(request),
    )
    status = 200
    if sent is not None and "more" not in sent:
        if form.is_valid():
            try:
                made = _saved(request, form, about)
            except RecordError as problem:
                form.problems.append(str(problem))
            else:
                return _entered(request, what, made)
        status = 422
    shown = {"form": form, "what": what, "marked": words_marked, "next": _next(request), "part": _is_part(request), "about": about}
    shown["field_form"] = kind in {one.name for one in listed_kinds()}
    return render(request, "desk/parts/entry.html" if _is_part(request) else "desk/enter_fact.html", shown, status=status)


def _incident(request: DeskRequest, kind: str) -> Incident | None:
    """The incident that the address or the form says that what is entered is of."""
    key = request.POST.get("incident", "") or request.GET.get("incident", "")
    return incident(request.viewer, key) if key and kind in TOLD else None


def _about(what: Enterable, about: Incident | None) -> Enterable:
    """What is entered of an incident begins with when and where that was."""
    if about is None:
        return what
    when = "start" if what.name == "report" else "happened"
    start = {when: about.start, "place": about.place, **({"what": about.what} if what.name == "report" else {})}
    return replace(what, start={name: value for name, value in start.items() if value})


def _saved(request: DeskRequest, form: EntryForm, about: Incident | None) -> Made:
    """What was entered, joined to the incident that it is of."""
    with writing():
        made = form.save()
        if about is not None:
            join_incidents(request.viewer, about.id, made.mention, reason=gettext("entered on the page of the incident"))
        return made


def names(request: DeskRequest, what: str) -> HttpResponse:
    """What may be meant by a few letters, as the options of a list."""
    if what not in PICKED:
        raise RecordError(f"nothing is picked by {what!r}: {', '.join(PICKED)}")
    text = request.GET.get("q", "").strip()[:100]
    found = pick(request.viewer, what, text, language=language()) if text else []
    shown = [(labelled(one.name, one.id), one.note) for one in found]
    return render(request, "desk/parts/names.html", {"options": shown})


def marked(request: DeskRequest, key: str) -> HttpResponse:
    """What words marked on a document's page may say, to choose among; they are named by the letters before them and their number."""
    found = document(request.viewer, key)
    before, count = (_number(request, name) for name in ("before", "count"))
    start, end = span_of_letters(found.text, before, count)
    words_marked = marked_words(request.viewer, found.ref.id, start, end)
    known = {one.name: one for one in enterables()}
    first = [next(known[name] for name in choice if name in known) for choice in _KEYS]
    others = [one for one in known.values() if one not in first]
    page = reverse("document", args=[found.ref.key])
    shown = {
        "marked": words_marked,
        "first": first,
        "others": others,
        "proposals": proposals(request.viewer, words_marked),
        "kinds": words.choices("ActorKind", language=language()),
        "next": page,
        "address": urlencode({"document": found.ref.key, "start": start, "end": end, "next": page}),
    }
    return render(request, "desk/parts/marked.html", shown)


def _entered(request: DeskRequest, what: Enterable, made: Made) -> HttpResponse:
    """Where one looks at what was entered, with the way back to what one did before."""
    said = gettext("Entered: %(what)s. It stands as accepted by you.") % {"what": what.title}
    messages.success(request, said, extra_tags=f"entry-{made.entry}")
    where = back(request, "") or _place_of(request, made)
    where += f"#claim-{made.claims[0]}" if made.claims and "#" not in where and where.startswith(reverse("documents")) else ""
    if _is_part(request):
        return HttpResponse(status=201, headers={"Location": where})
    return redirect(where)


def _place_of(request: DeskRequest, made: Made) -> str:
    if split_subject(made.mention)[0] in TOLD:
        return reverse("incident", args=[incident(request.viewer, made.mention).id])
    if "-meeting" in made.mention and resolve(request.viewer, made.mention) is not None:
        return reverse("meeting", args=[made.mention])
    return reverse("document", args=[made.source.removeprefix("sha256:")])


def _marked(request: DeskRequest) -> MarkedWords | None:
    """The words that the address or the form names by document and offsets."""
    given = request.POST if request.method == "POST" else request.GET
    key = given.get("marked-document", "") or given.get("document", "")
    start, end = given.get("marked-start", given.get("start", "")), given.get("marked-end", given.get("end", ""))
    if not (key and all(one.isascii() and one.isdigit() and len(one) < 10 for one in (start, end))):
        return None
    try:
        return marked_words(request.viewer, key, int(start), int(end))
    except RecordError:
        if request.method == "POST":
            return None  # the form says what is wrong with its source
        raise


def _document_label(request: HttpRequest) -> str:
    """The document that the address names, as the form's field has it."""
    key = request.GET.get("document", "")
    if not key or request.method == "POST":
        return ""
    found = document(request.viewer, key).ref  # type: ignore[attr-defined]  # set by the middleware
    return labelled(found.title or gettext("Untitled"), found.key)


def _next(request: HttpRequest) -> str:
    return request.POST.get("next", "") or request.GET.get("next", "")


def _is_part(request: HttpRequest) -> bool:
    return bool(request.GET.get("part") or request.POST.get("part"))


def _number(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise InvalidError(gettext("Mark some words first."))
    return int(given)
