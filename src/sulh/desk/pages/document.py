"""One document for review: its text, beside it what it claims, how far the review is, and what follows from it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from sulh import words
from sulh.desk.cards import Card, cards
from sulh.desk.deciding import codes, document_for, is_closed
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.paragraphs import by_mention, by_paragraph, lit_lines, passed_over, progress
from sulh.desk.shown import language
from sulh.documents.language import is_read
from sulh.model.vocabulary import ClaimStatus, DocumentKind, Sharing
from sulh.record import decisions
from sulh.record.access import may
from sulh.record.blind import coding_of
from sulh.record.looks import looked_at, seen_by
from sulh.record.queries.commitments import comes_of
from sulh.record.queries.documents import named_document
from sulh.record.queries.following import FOLLOWED
from sulh.record.queries.groups import known_groups
from sulh.record.queries.likely import number_likely_among
from sulh.record.queries.merges import proposals
from sulh.record.queries.process import FACTS

__all__ = ["follows", "show"]

# What the list of claims can be narrowed to; `meeting` puts them together by what they are about.
_SHOWN = (ClaimStatus.ACCEPTED, ClaimStatus.CORRECTED, ClaimStatus.REJECTED)
# What the page of wording compares with the text before it.
_STATEMENTS = (DocumentKind.JOINT_STATEMENT, DocumentKind.COMMUNIQUE)
_ON = (*FACTS, "claim", "decision", "actoralias")
_MOST_PAIRS = 3


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One document: its text, and beside it what it claims."""
    viewer, name = request.viewer, named_document(request.viewer, key)
    # Whoever codes a document sees it otherwise than others of the same scope.
    whose = viewer.name if codes(viewer, name) else ""
    found = kept(viewer, lambda: document_for(viewer, name), "document", name, whose, on=_ON)
    is_recorded = looked_at(request.viewer, [found.ref])
    lines = lit_lines(found.text, found.claims)
    asked = request.GET.get("show", "")
    chosen = [one for one in found.claims if asked not in _SHOWN or one.status == asked]
    made = kept(viewer, lambda: cards(viewer, chosen), "cards", name, whose, asked, on=_ON)
    by_meeting = asked == "meeting"
    shown: dict[str, Any] = {
        "document": found.ref,
        "state": found.state,
        "is_recorded": is_recorded,
        "seen_by": seen_by(request.viewer, found.ref.id) if found.ref.level == Sharing.RESTRICTED else [],
        "lines": lines,
        "body": found.body,
        "copies": found.copies,
        "wider": [one for one in found.copies if one.level != Sharing.RESTRICTED or set(one.groups) - set(found.ref.groups)],
        "groups": () if by_meeting else list(by_paragraph(lines, made, fold=asked not in _SHOWN)),
        "mentions": list(by_mention(made, dict(found.meetings))) if by_meeting else (),
        "narrowed": asked in _SHOWN,
        "sharing": request.GET.get("sharing") == "open",
        "show": asked if asked in _SHOWN or by_meeting else "open",
        "progress": progress(found.claims),
        "passed_over": kept(viewer, lambda: passed_over(found.text, lines), "passed over", name, on=("source",)),
        "unread": _unread(found.ref.language, found.text),
        "changed_by": words.listing(found.changed_by, language=language()),
        "current": _current(request.GET.get("claim", ""), made) if may(request.viewer, "review") else request.GET.get("claim", ""),
        "coding": coding_of(found.ref.id),
        "codes": codes(request.viewer, found.ref.id),
        "closed": is_closed(request.viewer, found.ref.id),
        "levels": words.choices("Sharing", language=language()),
        "all_groups": known_groups(request.viewer, *found.ref.groups),
    }
    pairs = kept(viewer, lambda: proposals(viewer, source=name, limit=_MOST_PAIRS), "pairs", name, on=(*_ON, "proposal"))
    shown |= {"pairs": pairs.rows, "more_pairs": pairs.total - len(pairs.rows)}
    if may(viewer, "review"):
        shown["likely"] = 0 if found.ref.withdrawn else number_likely_among(found.claims)
    return render(request, "desk/document.html", shown)


def follows(request: DeskRequest, key: str) -> HttpResponse:
    """What follows from a document once it is read: its meeting, the promises made there, and earlier ones that it may settle."""
    viewer, name = request.viewer, named_document(request.viewer, key)
    found = kept(viewer, lambda: document_for(viewer, name), "document", name, viewer.name if codes(viewer, name) else "", on=_ON)
    looked_at(viewer, [found.ref])
    comes = kept(viewer, lambda: comes_of(viewer, name), "follows", name, on=(*FACTS, *FOLLOWED, "claim", "decision", "proposal"))
    merges = may(viewer, "merge")
    shown = {
        "document": found.ref,
        "comes": comes,
        "states": {pair.id: decisions.pair_state(viewer, pair.left.id, pair.right.id) for pair in comes.pairs} if merges else {},
        "progress": progress(found.claims),
        "is_statement": found.ref.kind in _STATEMENTS,
        "directions": words.choices("Direction", language=language()),
    }
    return render(request, "desk/document_follows.html", shown)


def _unread(spoken: str, text: str) -> str:
    """That a document is in a language that is not read; empty where it is read."""
    if not spoken or is_read(spoken, text):
        return ""
    return words.phrase("document.language", spoken=words.code("Language", spoken, language=language()), language=language())


def _current(asked: str, made: list[Card]) -> str:
    """The claim that is opened: the one asked for, else the first that is open."""
    if any(one.claim.id == asked for one in made):
        return asked
    return next((one.claim.id for one in made if one.claim.status == ClaimStatus.PROPOSED), "")
