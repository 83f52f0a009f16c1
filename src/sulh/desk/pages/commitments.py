"""What was promised and what became of it: the list, one promise with its links, and decisions about both."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh import words
from sulh.desk import promises
from sulh.desk.fact_lists import PROMISED, PROMISES
from sulh.desk.fields import labelled, split_label
from sulh.desk.listing import list_page
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.desk.shown import language
from sulh.model import AccessError, InvalidError, RecordError, SulhError
from sulh.model.vocabulary import CommitmentStatus, Direction, PromiseState
from sulh.record import linking
from sulh.record.queries.commitments import DUE, commitment
from sulh.record.queries.documents import document, documents
from sulh.record.queries.meetings import meeting
from sulh.record.queries.picking import exactly
from sulh.record.queries.process import FACTS
from sulh.record.shapes import CommitmentView, DocumentRef, DocumentView, Filters, LinkView
from sulh.text.edtf import earliest
from sulh.text.sentences import split_sentences

__all__ = ["add_evidence", "board", "follow", "set_status", "show"]

# What a form that cites words does with them: document, start, end.
Decided = Callable[[str, int, int], None]

_PASSAGE = re.compile(r"(.+):(\d{1,9}):(\d{1,9})")
_DIGEST = re.compile(r"(?:sha256:)?[0-9a-f]{64}")
_DOCUMENTS = 300
_NEAREST = 3
_LONG = 60_000  # letters of a text that is opened unasked
_FIELDS = ("document", "passage", "quote", "status", "happened", "reason")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A document whose words are to be marked: its sentences, each as what a form cites, its offset and its words.

    `near` are those most like what was written, `chosen` and `words` what had been marked besides.
    """

    ref: DocumentRef
    sentences: tuple[tuple[str, int, str], ...]
    near: tuple[tuple[str, int, str], ...] = ()
    chosen: str = ""
    words: str = ""


def board(request: DeskRequest) -> HttpResponse:
    """The promises in groups, each with its strip of time, beside the facets that narrow them down; in one row where they are sorted."""
    if request.GET.get("show") == DUE:  # what the address of open promises with a last day was
        query = request.GET.copy()
        del query["show"]
        query["state"] = DUE
        return redirect(f"{request.path}?{query.urlencode()}")
    shown, by = list_page(request, PROMISES), request.GET.get("by", "")
    viewer, asked, rows = request.viewer, shown["asked"], shown["page"].rows

    def made() -> dict[str, object]:
        # The strips of one page are drawn once.
        scale = promises.scale_of(rows)
        if asked.sort.column:
            return {"groups": [promises.PromiseGroup("", tuple((row, promises.strip(row, scale)) for row in rows), 0, 0)], "scale": scale}
        return {"groups": list(promises.grouped(rows, by, scale)), "scale": scale}

    drawn = kept(viewer, made, "promises", asked.filters, asked.sort, asked.offset, by, on=PROMISED)
    tally = shown["page"].tally
    headings = (("", gettext("what they are about")), ("meeting", gettext("the meeting")), ("actor", gettext("who made them")))
    counted = {"tally": tally, "all": sum(tally.states.values()), "finding": promises.finding(tally), "standing": promises.standing(tally)}
    nothing = gettext("No commitment fits these filters.") if shown["filtered"] else gettext("No promise is recorded yet.")
    return render(request, "desk/commitments.html", {**shown, **drawn, **counted, "by": by, "headings": headings, "nothing": nothing})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One promise: its words, what became of it, what may show it, and the forms to say so."""
    return _page(request, key)


def follow(request: DeskRequest, key: str) -> HttpResponse:
    """Say of a later meeting, deed or passage what it does to the promise, or that it has nothing to do with it."""
    item, holds = request.POST.get("item", ""), request.POST.get("holds") == "yes"
    found = commitment(request.viewer, key)
    link = next((one for one in found.links if item in (one.item, one.meeting)), None)
    direction = request.POST.get("direction") or (link.direction if link else Direction.MENTIONS)
    reason, score = request.POST.get("reason", "").strip(), link.score if link else None
    linking.decide_link(request.viewer, key, item, direction, holds=holds, reason=reason, score=score, against=request.POST.get("state"))
    outcome = promises.outcome_words(commitment(request.viewer, key).outcome)
    said = gettext("It shows what became of the promise: %(state)s.") if holds else gettext("It has nothing to do with the promise.")
    messages.success(request, said % {"state": outcome})
    return redirect(back(request, reverse("commitment", args=[key])))


def set_status(request: DeskRequest, key: str) -> HttpResponse:
    """Set the status, with the words that show it; or only open the text of another document, with all that was typed kept."""
    if "open" in request.POST:
        return _page(request, key, typed=request.POST)

    def decided(source: str, start: int, end: int) -> None:
        status, reason = request.POST.get("status", ""), request.POST.get("reason", "").strip()
        when, seen = _happened(request), request.POST.get("state")
        linking.set_status(request.viewer, key, status, source, start, end, happened=when, reason=reason, against=seen)
        messages.success(request, _said(commitment(request.viewer, key)))

    return _citing(request, key, decided)


def _happened(request: DeskRequest) -> str | None:
    """When that happened which the words show, as it was typed; None where that is left to the words."""
    typed = request.POST.get("happened", "").strip()
    if not typed:
        return None
    if (made := words.date_typed(typed)) is None:
        said = gettext("“%(typed)s” is no date that can be read: write it as 8 July 2021, July 2021, second half of 2021 or 2021-07-08.")
        raise InvalidError(said % {"typed": typed})
    return made


def _said(found: CommitmentView) -> str:
    """What a status that was set comes to, and whether it is known when that happened."""
    state = promises.outcome_words(found.outcome)
    if found.evidence and (when := found.evidence[-1].happened):
        return gettext("Status set: %(state)s; it happened %(day)s.") % {"state": state, "day": words.date(when, language=language())}
    return gettext("Status set: %(state)s. On which day it happened is not known: the words name no day, or several.") % {"state": state}


def add_evidence(request: DeskRequest, key: str) -> HttpResponse:
    """Keep words that bear on a promise, without weighing them yet."""

    def decided(source: str, start: int, end: int) -> None:
        linking.add_evidence(request.viewer, key, source, start, end, note=request.POST.get("reason", "").strip())
        messages.success(request, gettext("Evidence added."))

    return _citing(request, key, decided)


def _citing(request: DeskRequest, key: str, decided: Decided) -> HttpResponse:
    """Do what cites words; where something is wrong, the page again with everything that was typed and chosen."""
    try:
        decided(*_cited(request))
    except AccessError:
        raise
    except SulhError as problem:
        return _page(request, key, typed=request.POST, problem=str(problem))
    return redirect("commitment", key=key)


def _page(request: DeskRequest, key: str, *, typed: QueryDict | None = None, problem: str = "") -> HttpResponse:
    found = kept(request.viewer, lambda: commitment(request.viewer, key), "commitment", key, on=(*PROMISED, "decision"))
    given = {name: (request.GET if typed is None else typed).get(name, "") for name in _FIELDS}
    later = kept(request.viewer, lambda: _later(request, found), "documents after", found.id, on=(*FACTS, "claim"))
    proposed = [one for one in found.links if one.holds is None]
    meant, unread = _document_meant(request, given["document"])
    marked = _marked(request, given | {"document": meant}, _offered(found, proposed, later))
    problem = problem or unread
    shown = {
        "commitment": found,
        "scale": promises.scale_of([found]),
        "decided": [one for one in found.links if one.holds is not None],
        "proposed": proposed,
        "statuses": words.choices("CommitmentStatus", language=language()),
        "directions": words.choices("Direction", language=language()),
        "documents": [(_label(one), one.published) for one in later],
        "marked": marked,
        "document_typed": given["document"] if unread else (_label(marked.ref) if marked else ""),
        "typed": given,
        "status": given["status"] or (found.status if found.status != CommitmentStatus.NOT_INITIATED else ""),
        "problem": problem,
        "sign": promises.SIGNS[PromiseState(found.outcome.state)],
    }
    return render(request, "desk/commitment.html", shown, status=422 if problem else 200)


def _label(ref: DocumentRef) -> str:
    """A document as the picker has it: its title, and the identifier that makes it the only one."""
    return labelled(ref.title or gettext("Untitled"), ref.key)


def _document_meant(request: DeskRequest, typed: str) -> tuple[str, str]:
    """The document that was chosen or typed, or what is wrong with what was typed; both empty where nothing was."""
    name, key = split_label(typed)
    if not typed.strip() or key or _DIGEST.fullmatch(name):
        return key or name, ""
    same = exactly(request.viewer, "document", name, language=language())
    if len(same) == 1:
        return same[0], ""
    several = gettext("Several documents are called “%(typed)s”: choose one.")
    said = several if same else gettext("No document is called “%(typed)s”: choose one.")
    return "", said % {"typed": name}


def _later(request: DeskRequest, found: CommitmentView) -> tuple[DocumentRef, ...]:
    """Documents that can tell what became of a promise: those from its time on, without that of the promise itself.

    Those that proposed items and evidence cite stand first, then those about meetings that may show it; in each the newest first.
    """
    since = earliest(made) if (made := _made(found)) else None
    listed = documents(request.viewer, Filters(since=since.isoformat() if since else None), limit=_DOCUMENTS).rows
    quotes = [*(one.quote for one in found.links), *(one.quote for one in found.evidence)]
    cited = {one.document.id for one in quotes if one}
    shown = {name for name in (*(one.meeting for one in found.links), found.outcome.may_be) if name}
    about = {ref.id for name in shown for ref in meeting(request.viewer, name).documents}
    fitting = (one for one in listed if one.id != found.claim.document.id)
    return tuple(sorted(fitting, key=lambda one: (one.id not in cited, one.id not in about)))


def _made(found: CommitmentView) -> str | None:
    return found.made or found.claim.document.published


def _offered(found: CommitmentView, proposed: Sequence[LinkView], later: Sequence[DocumentRef]) -> str:
    """The document that is likeliest to say more of a promise: the first proposed, the last one cited, the next that came after."""
    quotes = [*(one.quote for one in proposed), *(one.quote for one in reversed(found.evidence))]
    cited = [one.document.id for one in quotes if one]
    # Without the day of the promise no document is known to come after it.
    after = min(later, key=lambda one: one.published or "9999", default=None) if _made(found) else None
    return next(iter(cited), after.id if after else "")


def _marked(request: DeskRequest, given: Mapping[str, str], offered: str) -> MarkedText | None:
    """The text to mark words in: of the document that somebody chose, else of the one that is offered.

    None where there is none that they may see, and where the text is so long that it is opened only when it is asked for.
    """
    quote, passage = given["quote"], given["passage"]
    cited = _PASSAGE.fullmatch(passage)
    name = given["document"] or (cited[1] if cited else offered)
    if not name:
        return None
    try:
        found: DocumentView = document(request.viewer, name)
    except RecordError:
        return None
    if not (given["document"] or cited) and len(found.text) > _LONG:
        return None
    cited = cited if cited and cited[1] == found.ref.id else None
    spans = ((one.start, one.end) for one in split_sentences(found.text))
    sentences = tuple((f"{found.ref.id}:{start}:{end}", start, found.text[start:end]) for start, end in spans)
    wanted = set(quote.casefold().split())
    like = sorted(sentences, key=lambda one: -len(wanted & set(one[2].casefold().split())))[:_NEAREST] if wanted else []
    near = tuple(one for one in like if wanted & set(one[2].casefold().split()))
    if not cited or any(passage == one[0] for one in sentences):
        return MarkedText(found.ref, sentences, near)
    return MarkedText(found.ref, sentences, near, passage, found.text[int(cited[2]) : int(cited[3])])


def _cited(request: DeskRequest) -> tuple[str, int, int]:
    """Document and offsets of the words cited: marked, offered by the record, or written and found in a document."""
    marked = _PASSAGE.fullmatch(request.POST.get("passage", ""))
    if marked:
        found = document(request.viewer, marked[1])
        return found.ref.id, int(marked[2]), int(marked[3])
    quoted = request.POST.get("quote", "").strip()
    name, problem = _document_meant(request, request.POST.get("document", ""))
    if problem:
        raise RecordError(problem)
    if not quoted or not name:
        raise RecordError(gettext("Choose a passage, or choose a document and mark the words in it that show this."))
    found = document(request.viewer, name)
    pattern = r"\s+".join(re.escape(part) for part in quoted.split())
    place = re.search(pattern, found.text) or re.search(pattern, found.text, re.IGNORECASE)
    if place is None:
        raise RecordError(gettext("These words do not stand in that document. Mark them in its text below."))
    return found.ref.id, place.start(), place.end()
