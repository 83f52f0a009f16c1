"""Documents: the list, one document's text with its claims beside it, adding files, and who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.asking import choices_for, filters_of, is_filtered, offset_of, paging
from sulh.desk.highlight import marked_lines, repeated
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.desk.shown import language
from sulh.desk.uploads import groups, put_files
from sulh.documents import SUFFIXES
from sulh.record import decisions
from sulh.record.access import LEVELS
from sulh.record.looks import looked_at, seen_by
from sulh.record.queries.documents import document, documents
from sulh.record.queries.process import FACTS
from sulh.record.second_reader.configured import configured
from sulh.record.shapes import ClaimView, DocumentView

__all__ = ["accept_all", "add", "listed", "share", "show"]

_SIZE = 100
# Within a mention: what it is, when, where, then who and about what.
_ORDER = ("kind", "status", "track", "ordinal", "start", "end", "city", "country", "core", "participant", "person", "agenda")


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """The claims of one document about one thing. `meeting` is the merged meeting's id, when it is one."""

    mention: str
    subject: str
    meeting: str | None
    claims: tuple[ClaimView, ...]

    @property
    def waiting(self) -> list[str]:
        """The claims that await a decision."""
        return [claim.id for claim in self.claims if claim.status == "proposed"]


def listed(request: DeskRequest) -> HttpResponse:
    """All documents, or those that the filters leave."""
    filters = filters_of(request)
    offset = offset_of(request)
    page = kept(
        request.viewer,
        lambda: documents(request.viewer, filters, offset=offset, limit=_SIZE),
        "documents",
        filters,
        offset,
        on=(*FACTS, "claim"),
    )
    shown = {"page": page, "paging": paging(page, _SIZE), "filters": filters, "filtered": is_filtered(filters)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/documents.html", shown)
    return render(request, "desk/documents.html", {**shown, "choices": choices_for(request.viewer, kinds="DocumentKind")})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One document: its text, and beside it what it claims."""
    found = document(request.viewer, key)
    is_recorded = looked_at(request.viewer, [found.ref])
    lines = list(marked_lines(found.text, found.claims))
    groups_of = list(mention_groups(found))
    shown = {
        "document": found.ref,
        "state": found.state,
        "is_recorded": is_recorded,
        "seen_by": seen_by(request.viewer, found.ref.id) if found.ref.level == "restricted" else [],
        "lines": lines,
        "body": found.body,
        "mentions": groups_of,
        "repeats": repeated([claim for group in groups_of for claim in group.claims]),
        "waiting": sum(claim.status == "proposed" for claim in found.claims),
        "levels": words.choices("Sharing", language=language()),
        "groups": groups(),
    }
    return render(request, "desk/document.html", shown)


def mention_groups(found: DocumentView) -> Iterator[MentionGroup]:
    """The claims by what they are about, in the order of the text; within it in the order in which one would tell it."""
    meetings = dict(found.meetings)
    first: dict[str, int] = {}
    for claim in found.claims:
        first[claim.mention] = min(first.get(claim.mention, claim.start), claim.start)
    ordered = sorted(found.claims, key=lambda one: (first[one.mention], one.mention, _place(one), one.start))
    for mention, claims in groupby(ordered, key=lambda one: one.mention):
        of_it = tuple(claims)
        yield MentionGroup(mention, of_it[0].subject, meetings.get(mention), of_it)


def accept_all(request: DeskRequest, key: str) -> HttpResponse:
    """Accept the claims that the form names, all of one document."""
    known = {claim.id for claim in document(request.viewer, key).claims if claim.status == "proposed"}
    wanted = [one for one in request.POST.getlist("claim") if one in known]
    if wanted:
        decisions.accept_many(request.viewer, wanted)
    messages.success(request, ngettext("%(count)s claim accepted.", "%(count)s claims accepted.", len(wanted)) % {"count": len(wanted)})
    return redirect(back(request, reverse("document", args=[key])))


def share(request: DeskRequest, key: str) -> HttpResponse:
    """Set who may see a document."""
    found = document(request.viewer, key)
    level = request.POST.get("level", "")
    named = request.POST.getlist("group") if level == "restricted" else []
    if level not in LEVELS:
        messages.error(request, gettext("Choose who may see the document."))
    else:
        reason, seen = request.POST.get("reason", "").strip(), request.POST.get("state")
        decisions.share(request.viewer, found.ref.id, level, named, reason=reason, against=seen)
        messages.success(request, gettext("Sharing changed."))
    return redirect("document", key=key)


def add(request: DeskRequest) -> HttpResponse:
    """Take files to be read, and lead to the page that shows how far they are."""
    shown: dict[str, object] = {
        "levels": words.choices("Sharing", language=language()),
        "groups": groups(),
        "suffixes": ",".join(sorted(SUFFIXES)),
        "limit_files": settings.UPLOAD_FILES,
        "limit_megabytes": settings.UPLOAD_BYTES // 1024**2,
        "model": configured(),
    }
    if request.method == "POST":
        level = request.POST.get("level", "team")
        named = request.POST.getlist("group") if level == "restricted" else []
        asked = {name: request.POST.get(name) == "1" for name in ("model", "send_restricted")}
        if put_files(request.viewer, request.FILES.getlist("files"), level=level, groups=named, **asked):
            return redirect("uploads")
        messages.error(request, gettext("Choose at least one file."))
    return render(request, "desk/add.html", shown)


def _place(claim: ClaimView) -> int:
    return _ORDER.index(claim.property) if claim.property in _ORDER else len(_ORDER)
