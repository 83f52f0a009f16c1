"""Decisions of review as the pages make them: in the record, or as the judgement of a coder whose document is being coded."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import claim_words, language
from sulh.model import ConflictError, InvalidError
from sulh.record import coding, decisions
from sulh.record.blind import coding_of
from sulh.record.ledger import head
from sulh.record.projection.models import Claim
from sulh.record.queries.claims import claims_called
from sulh.record.queries.coding import as_coder
from sulh.record.queries.documents import claim, document
from sulh.record.shapes import ClaimView, DocumentView, Viewer

__all__ = [
    "Deed",
    "accept_named",
    "claim_for",
    "claims_for",
    "codes",
    "correct_claim",
    "decide",
    "document_for",
    "is_closed",
    "named_claims",
    "ranges",
    "say",
    "seqs_of",
]

VERDICTS = ("accept", "reject")


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody just did, in words, and the entries that undoing it takes back."""

    words: str
    seqs: tuple[int, ...] = ()

    @property
    def undo(self) -> str:
        """The address that takes it back; empty where nothing can be."""
        return f"{reverse('undo-several')}?seq={ranges(self.seqs)}" if self.seqs else ""


def say(request: DeskRequest, deed: Deed) -> None:
    """A message on the next page that says what was done, with the link that undoes it."""
    request.is_undo_offered = bool(deed.undo)
    if deed.undo:
        link = format_html('<a class="undo" data-undo href="{}">{}</a>', deed.undo, gettext("Undo"))
        messages.success(request, format_html("{} {}", deed.words, link))
    else:
        messages.success(request, deed.words)


def named_claims(request: DeskRequest, *, most: int = 500) -> dict[str, str]:
    """The claims that a form ticks, each with the state that it was shown in."""
    return dict(one.partition(":")[::2] for one in request.POST.getlist("claim")[:most])


def accept_named(request: DeskRequest, named: Mapping[str, str], still: Container[str], *, reason: str) -> None:
    """Accept those of the claims of which what the page said is `still` so, and say how many were left."""
    states: Mapping[str, str | None] = {key: state for key, state in named.items() if key in still}
    if states:
        say(request, decide(request.viewer, "accept", states, reason=reason))
    if left := len(named) - len(states):
        told = ngettext("%(count)s was left open: it is not so any more.", "%(count)s were left open: it is not so any more.", left)
        say(request, Deed(told % {"count": left}))


def ranges(seqs: Sequence[int]) -> str:
    """Numbers of entries as an address has them: 12-40,45."""
    from sulh.record.withholding import runs

    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs(sorted(seqs)))


def seqs_of(text: str, *, most: int = 2000) -> list[int]:
    """The numbers that such a text names. Raises InvalidError for what is none, or for too many."""
    found: list[int] = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        if not (first.isascii() and first.isdigit() and (not last or (last.isascii() and last.isdigit())) and len(part) < 40):
            raise InvalidError(gettext("That names no decision."))
        low, high = int(first), int(last or first)
        if high - low >= most or len(found) + high - low >= most:
            raise InvalidError(gettext("So many decisions are not undone at once."))
        found += range(low, high + 1)
    return found


def codes(viewer: Viewer, source: str) -> bool:
    """Whether the viewer is a coder of this document who does not see the others yet."""
    found = coding_of(source)
    return found is not None and not found.is_open and viewer.name in found.coders


def is_closed(viewer: Viewer, source: str) -> bool:
    """Whether others code this document without seeing each other, so that the viewer decides nothing about it."""
    found = coding_of(source)
    return found is not None and not found.is_open and viewer.name not in found.coders


def claim_for(viewer: Viewer, key: str) -> ClaimView:
    """One claim as the viewer sees it. Raises RecordError where there is none."""
    found = claim(viewer, key)
    return as_coder(viewer, found.document.id, (found,))[0]


def claims_for(viewer: Viewer, keys: Sequence[str]) -> list[ClaimView]:
    """These claims as the viewer sees them, in this order; what is not there is left out."""
    views = {one.id: one for one in claims_called(viewer, keys)}
    by_source: dict[str, list[ClaimView]] = {}
    for one in views.values():
        by_source.setdefault(one.document.id, []).append(one)
    for source, own in by_source.items():
        views.update({one.id: one for one in as_coder(viewer, source, tuple(own))})
    return [views[key] for key in dict.fromkeys(keys) if key in views]


def document_for(viewer: Viewer, key: str) -> DocumentView:
    """A document with its claims as the viewer sees them."""
    found = document(viewer, key)
    return replace(found, claims=as_coder(viewer, found.ref.id, found.claims))


def decide(viewer: Viewer, verdict: str, states: Mapping[str, str | None], *, reason: str = "") -> Deed:
    """Accept or reject these claims, each against the state in which it was seen; all or none."""
    if verdict not in VERDICTS:
        raise InvalidError(gettext("Choose whether to accept or to reject."))
    keys = list(states)
    against = {key: state for key, state in states.items() if state is not None}
    sources = set(Claim.objects.filter(pk__in=keys).values_list("source_id", flat=True))
    if any(codes(viewer, source) for source in sources):
        last = coding.judge_many(viewer, keys, verdict, reason=reason, against=against)
    elif verdict == "accept":
        last = decisions.accept_many(viewer, keys, reason=reason, against=against)
    else:
        last = decisions.reject_many(viewer, keys, reason=reason, against=against)
    return Deed(_said(viewer, verdict, keys), tuple(range(last - len(keys) + 1, last + 1)))


def correct_claim(viewer: Viewer, found: ClaimView, form: Any, against: str | None) -> Deed | None:
    """Correct a claim to what the form holds; None when the form cannot be taken, which then says why."""
    if codes(viewer, found.document.id):
        if not form.is_valid():
            return None
        try:
            seq = coding.judge(viewer, found.id, "correct", form.value, reason=form.reason, against=against)
        except (InvalidError, ConflictError) as problem:
            form.against = form.state
            form.add_error(None, str(problem))
            return None
    elif form.save(found.id, against):
        seq = head()[0]
        if form.corrects_others:
            last = decisions.decide_many(viewer, form.others_corrected())
            told = ngettext("%(count)s claim has these actors now.", "%(count)s claims have these actors now.", len(form.others) + 1)
            return Deed(told % {"count": len(form.others) + 1}, (seq, *range(last - len(form.others) + 1, last + 1)))
    else:
        return None
    before, after = claim_words(found, language=language()), claim_words(claim_for(viewer, found.id), language=language())
    return Deed(gettext("Corrected: %(before)s is now %(after)s") % {"before": before, "after": after}, (seq,))


def _said(viewer: Viewer, verdict: str, keys: Sequence[str]) -> str:
    if len(keys) == 1:
        # What was rejected is named as the source has it, what was accepted as it stands now.
        found = claim(viewer, keys[0]) if verdict == "reject" else claim_for(viewer, keys[0])
        told = gettext("Accepted: %(what)s") if verdict == "accept" else gettext("Rejected: %(what)s")
        return told % {"what": claim_words(found, language=language())}
    if verdict == "accept":
        return ngettext("%(count)s claim accepted.", "%(count)s claims accepted.", len(keys)) % {"count": len(keys)}
    return ngettext("%(count)s claim rejected.", "%(count)s claims rejected.", len(keys)) % {"count": len(keys)}
