"""Forms for the field, to be taken along: a page for a phone, or XLSForm."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import Http404, HttpResponse

from sulh.desk.middleware import DeskRequest
from sulh.model.kinds import listed_kinds
from sulh.render.field_form import field_page, write_xlsform

__all__ = ["download"]

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(request: DeskRequest, kind: str) -> HttpResponse:
    """The form of a kind as a file: `to` says whether a page (html) or XLSForm (xlsx)."""
    to = request.GET.get("to", "html")
    if kind not in {one.name for one in listed_kinds()} or to not in ("html", "xlsx"):
        raise Http404
    if to == "html":
        content, sort = field_page(kind).encode(), "text/html; charset=utf-8"
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "form.xlsx"
            write_xlsform(kind, path)
            content, sort = path.read_bytes(), _SHEET
    return HttpResponse(content, content_type=sort, headers={"Content-Disposition": f'attachment; filename="sulh-{kind}.{to}"'})
