"""Export: the record, or what the filters leave of it, in the formats of analysts."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render

from sulh import words
from sulh.desk.asking import choices_for, filters_of
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.model import RecordError
from sulh.record.shapes import Filters

__all__ = ["show"]


def show(request: DeskRequest) -> HttpResponseBase:
    """GET gives the form, POST the file: one as it is, several in one archive."""
    if request.method != "POST":
        return render(
            request, "desk/export.html", {"formats": words.choices("export", language=language()), "choices": choices_for(request.viewer)}
        )
    wanted = request.POST.get("to", "")
    if wanted not in words.known("export"):
        raise RecordError(f"there is no format {wanted!r}")
    request.GET = request.POST  # the form names filters as addresses do
    return _file(request, wanted, filters_of(request))


def _file(request: DeskRequest, wanted: str, filters: Filters) -> FileResponse:
    from sulh.record.exports import FORMATS, export

    # The file outlives this function: it is sent while the response runs, and vanishes when it is closed.
    sent = tempfile.TemporaryFile()  # noqa: SIM115
    with tempfile.TemporaryDirectory(prefix="sulh-") as folder:
        files = sorted(export(request.viewer, wanted, Path(folder) / f"sulh-{wanted}{FORMATS[wanted]}", filters).paths)
        if len(files) == 1:
            name = files[0].name
            sent.write(files[0].read_bytes())
        else:
            name = f"sulh-{wanted}.zip"
            with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in files:
                    archive.write(file, file.relative_to(folder))
    sent.seek(0)
    return FileResponse(sent, as_attachment=True, filename=name)
