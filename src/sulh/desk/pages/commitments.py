"""What was promised: a board by track and issue, and one promise with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext

from sulh import words
from sulh.desk.asking import choices_for, filters_of, is_filtered
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.model import RecordError
from sulh.record import decisions
from sulh.record.queries.commitments import commitment, commitment_lines
from sulh.record.queries.documents import document, documents
from sulh.record.queries.process import FACTS
from sulh.record.shapes import CommitmentLine, CommitmentView, DocumentRef, Filters

__all__ = ["add_evidence", "board", "set_status", "show"]

_LIMIT = 250
_DOCUMENTS = 300


@dataclass(frozen=True, slots=True)
class StatusLane:
    """The promises of one track, status, or owner, by issue. `counts` has each status with its number."""

    words: str
    track: str | None
    rows: tuple[CommitmentLine, ...]
    counts: tuple[tuple[str, int], ...]


def board(request: DeskRequest) -> HttpResponse:
    """The promises, in lanes by track (or by issue), with a count of each status."""
    filters = filters_of(request)
    by = request.GET.get("by", "track")
    page = kept(
        request.viewer,
        lambda: commitment_lines(request.viewer, filters, limit=_LIMIT),
        "commitments",
        filters,
        on=(*FACTS, "commitment", "evidence", "claim"),
    )
    shown = {
        "lanes": list(_lanes(page.rows, by)),
        "by": by if by in _GROUPINGS else "track",
        "total": page.total,
        "left_out": page.total - len(page.rows),
        "filters": filters,
        "filtered": is_filtered(filters),
        "overdue": sum(row.overdue for row in page.rows),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/board.html", shown)
    return render(request, "desk/commitments.html", {**shown, "choices": choices_for(request.viewer, states="CommitmentStatus")})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One promise: its words, who owes it, how far it is, and what later documents say."""
    found = commitment(request.viewer, key)
    shown = {
        "commitment": found,
        "statuses": words.choices("CommitmentStatus", language=language()),
        "documents": kept(request.viewer, lambda: _later(request, found), "documents after", found.made, on=(*FACTS, "claim")),
    }
    return render(request, "desk/commitment.html", shown)


def set_status(request: DeskRequest, key: str) -> HttpResponse:
    """Set the status, with the words that show it."""
    source, start, end = _cited(request)
    status, reason = request.POST.get("status", ""), request.POST.get("reason", "").strip()
    decisions.set_status(request.viewer, key, status, source, start, end, reason=reason, against=request.POST.get("state"))
    messages.success(request, gettext("Status set."))
    return redirect("commitment", key=key)


def add_evidence(request: DeskRequest, key: str) -> HttpResponse:
    """Keep words that bear on a promise, without weighing them yet."""
    source, start, end = _cited(request)
    decisions.add_evidence(request.viewer, key, source, start, end, note=request.POST.get("reason", "").strip())
    messages.success(request, gettext("Evidence added."))
    return redirect("commitment", key=key)


def _later(request: DeskRequest, found: CommitmentView) -> tuple[DocumentRef, ...]:
    """Documents that can tell what became of a promise: those from its time on."""
    since = found.made if found.made and len(found.made) == len("2021-07-08") else None
    return documents(request.viewer, Filters(since=since), limit=_DOCUMENTS).rows


def _cited(request: DeskRequest) -> tuple[str, int, int]:
    """Document and offsets of the words cited: a passage offered by the record, or words found in a document."""
    offered = request.POST.get("passage", "")
    if offered:
        source, start, end = offered.rsplit(":", 2)
        found = document(request.viewer, source)
        return found.ref.id, int(start), int(end)
    quoted = request.POST.get("quote", "").strip()
    if not quoted:
        raise RecordError(gettext("Choose a passage, or a document and the words in it that show this."))
    found = document(request.viewer, request.POST.get("document", ""))
    pattern = r"\s+".join(re.escape(part) for part in quoted.split())
    place = re.search(pattern, found.text) or re.search(pattern, found.text, re.IGNORECASE)
    if place is None:
        raise RecordError(gettext("These words do not stand in that document. Copy them from its page."))
    return found.ref.id, place.start(), place.end()


def _by_track(row: CommitmentLine) -> str:
    return words.track(row.track.id, row.track.name, language=language()) if row.track else ""


def _by_issue(row: CommitmentLine) -> str:
    return words.code("Issue", row.issues[0], language=language()) if row.issues else ""


def _by_status(row: CommitmentLine) -> str:
    return row.status


_GROUPINGS = {"track": _by_track, "issue": _by_issue, "status": _by_status}
_STATUSES = ("0", "1", "2", "3", "broken", "superseded")


def _lanes(rows: Sequence[CommitmentLine], by: str) -> Iterator[StatusLane]:
    lane_of = _GROUPINGS.get(by, _by_track)
    # The nameless lane stands last; within a lane by issue, then by what is due first.
    named = [(lane_of(row), _by_issue(row), row) for row in rows]
    named.sort(key=lambda one: (one[0] == "", *one[:2], one[2].due_day or "9999", one[2].made or ""))
    for name, members in groupby(named, key=lambda one: one[0]):
        of_it = tuple(row for *_, row in members)
        counts = tuple((status, sum(row.status == status for row in of_it)) for status in _STATUSES)
        title = words.code("CommitmentStatus", name, language=language()) if by == "status" else name
        yield StatusLane(title or _nameless(by), of_it[0].track.id if by == "track" and of_it[0].track else None, of_it, counts)


def _nameless(by: str) -> str:
    return pgettext("commitments", "No issue named") if by == "issue" else pgettext("commitments", "In no track")
