"""A list as a file: every row that its page shows page by page, in the same order and words, noted in the ledger as an export."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sulh.desk.fact_lists import FACT_LISTS, PROMISES
from sulh.desk.incident_list import INCIDENT_LIST
from sulh.desk.listing import Listing
from sulh.desk.lists import LISTS
from sulh.desk.middleware import DeskRequest
from sulh.model.kinds import listed_kinds
from sulh.model.tables import Column, Row
from sulh.record.decisions import record_export
from sulh.record.exports import writers
from sulh.record.looks import looked_at
from sulh.record.queries.refs import document_refs
from sulh.record.shapes import PageOf

__all__ = ["download"]

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def download(request: DeskRequest, name: str) -> HttpResponse:
    """The list of that name with what the address asks of it, in the format that the form names."""
    listing: Listing[Any] | None = {**LISTS, **FACT_LISTS, PROMISES.name: PROMISES, INCIDENT_LIST.name: INCIDENT_LIST}.get(name)
    to = request.POST.get("to", "")
    if listing is None:
        raise Http404
    if to not in _TYPES:
        kind = next((one.name for one in listed_kinds() if one.plural == name), None)
        return redirect(f"{reverse('facts', args=[kind]) if kind else reverse(name)}?{request.GET.urlencode()}")
    page = listing.ask(request.viewer, listing.asked(request, whole=True))
    if listing.documents is not None:
        looked_at(request.viewer, document_refs(request.viewer, listing.documents(page)).values())
    columns, rows = _table(listing, page)
    content = {"csv": _csv, "xlsx": _xlsx, "json": _json}[to](name, columns, rows)
    record_export(request.viewer, f"list of {name}, {to}", page.total)
    response = HttpResponse(content, content_type=_TYPES[to])
    response["Content-Disposition"] = f'attachment; filename="sulh-{name}.{to}"'
    return response


def _table(listing: Listing[Any], page: PageOf[Any]) -> tuple[tuple[Column, ...], list[Row]]:
    columns = listing.columns(page)
    rows: list[Row] = [{column.name: column.cell(row) for column in columns} for row in page.rows]
    return tuple(Column(column.name, column.holds) for column in columns), rows


def _csv(name: str, columns: tuple[Column, ...], rows: list[Row]) -> bytes:
    written = io.StringIO(newline="")
    writers.write_csv_rows(written, columns, rows)
    return written.getvalue().encode("utf-8-sig")  # so that Excel shows every script


def _xlsx(name: str, columns: tuple[Column, ...], rows: list[Row]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="sulh-") as folder:
        (path,) = writers.write_xlsx([(name, columns, rows)], Path(folder) / "list.xlsx", with_codebook=False)
        return path.read_bytes()


def _json(name: str, columns: tuple[Column, ...], rows: list[Row]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
