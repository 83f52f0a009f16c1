"""Tables of counts of a round without the small ones, to be given to people who have not the role: tried, made, approved and taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from sulh import words
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language, problem_words
from sulh.model import InvalidError, SulhError
from sulh.persons.small_counts import LEAST, GroupedCounts
from sulh.record.access import may
from sulh.record.passing_files import passing_folder
from sulh.record.persons.counts import (
    COUNTS,
    DIMENSIONS,
    CountsGiven,
    approved_counts,
    counted_lists,
    counts_given,
    counts_taken,
    counts_tried,
    make_counts,
)
from sulh.record.persons.rounds import round_seen
from sulh.render.count_table import count_blocks, count_report, count_rows, count_title
from sulh.render.report_block import ReportBlock
from sulh.render.report_file import write_report
from sulh.text.spreadsheets import safe

__all__ = ["download", "report", "show"]

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def show(request: DeskRequest, key: str) -> HttpResponse:
    """The tables that were made of a round; a form sent here tries one, makes it, or approves one of another account's."""
    seen = round_seen(request.viewer, key)
    if not seen.is_mediator:
        raise InvalidError(gettext("Tables of counts are for the mediator to give."))
    given = {name: request.POST.get(name, "") for name in ("of", "side", "rows", "columns", "purpose")}
    problem, tried = "", None
    if request.method == "POST":
        try:
            if made := request.POST.get("approve", ""):
                COUNTS.approve(request.viewer, key, made)
                messages.success(request, gettext("Approved: the table can be taken as a file and given away."))
                return redirect("round-counts", key=key)
            if request.POST.get("do") == "make":
                make_counts(request.viewer, key, given["of"], given["side"], given["rows"], given["columns"], given["purpose"])
                messages.success(request, gettext("Made: a second account of the mediator’s approves it."))
                return redirect("round-counts", key=key)
            tried = _shown(counts_tried(request.viewer, key, given["of"], given["side"], given["rows"], given["columns"]))
        except SulhError as refused:
            problem = problem_words(refused)
    sides = [(one, one) for one in seen.round.sides]
    pairs = [(one, one.split("/")) for one in counted_lists(seen.round.sides) if one not in seen.round.sides]
    sides += [(one, gettext("%(by)s, asking %(of)s") % {"by": by, "of": asked}) for one, (by, asked) in pairs]
    page = {
        "seen": seen, "sides": sides,
        "made": seen.round, "problem": problem, "tried": tried, "typed": given, "least": LEAST, "first": language(),
        "may_write": may(request.viewer, "edit"), "populations": [(of, _said(f"of_{of}")) for of in DIMENSIONS],
        "dimensions": [(name, _said(f"by.{name}")) for name in dict.fromkeys(one for held in DIMENSIONS.values() for one in held)],
        "any_approved": any(one.about.approved_by for one in counts_given(seen)),
        "given": [(one, _shown(one.table), one.about.made_by == request.viewer.name) for one in counts_given(seen)],
    }  # fmt: skip
    return render(request, "desk/round_counts.html", page, status=422 if problem else 200)


def download(request: DeskRequest, key: str, made: str) -> HttpResponse:
    """An approved table as a file in two languages, the one asked for first; CSV in that one alone."""
    ending = request.GET.get("as", "csv")
    if ending not in _TYPES:
        raise InvalidError(gettext("There is no such form of the file."))
    first = "ar" if request.GET.get("first") == "ar" else "en"
    answer = HttpResponse(_file(counts_taken(request.viewer, key, made), ending, first), content_type=_TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="counts-{made}.{ending}"'
    return answer


def report(request: DeskRequest, key: str) -> HttpResponse:
    """All approved tables as one report in two languages, with who approved each and when."""
    ending = request.GET.get("as", "docx")
    if ending not in ("docx", "pdf"):
        raise InvalidError(gettext("There is no such form of the file."))
    first = "ar" if request.GET.get("first") == "ar" else "en"
    found = approved_counts(request.viewer, key)
    given = [(one.table, one.about.made[:10], one.about.approved_by, one.about.approved[:10]) for one in found]
    answer = HttpResponse(_written(count_report(given, first), ending, first), content_type=_TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="counts-{key}.{ending}"'
    return answer


def _file(given: CountsGiven, ending: str, first: str) -> bytes:
    if ending == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([safe(cell) for cell in row] for row in count_rows(given.table, first))
        return ("\ufeff" + out.getvalue()).encode()
    return _written(count_blocks(given.table, given.about.made[:10], first), ending, first)


def _written(blocks: Sequence[ReportBlock], ending: str, first: str) -> bytes:
    with passing_folder() as folder:
        path = folder / f"counts.{ending}"
        write_report(blocks, path, first)
        return path.read_bytes()


def _shown(made: GroupedCounts) -> dict[str, object]:
    head, *rows = count_rows(made, language())
    return {"title": count_title(made, language()), "head": head, "rows": rows}


def _said(key: str) -> str:
    return words.phrase(f"counts.{key}", language=language())
