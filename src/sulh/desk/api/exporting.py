"""The route that sends an export, as the page for exports does."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import Router

from sulh.desk.api.access import REQUIRED, looker
from sulh.desk.api.errors import Failure
from sulh.desk.api.schemas import Exported
from sulh.desk.sending import export_file
from sulh.record.access import require

__all__ = ["router"]

router = Router(auth=REQUIRED, tags=["exports"])


@router.post("/exports", response={200: Any, 401: Failure, 403: Failure, 404: Failure, 422: Failure}, operation_id="export")
def export(request: HttpRequest, asked: Exported) -> Any:
    """An export as a file, several files in one archive; the ledger notes it. 404 where nothing fits, and then nothing is noted."""
    require(looker(request), "export")
    sent, name = export_file(looker(request), asked.to, asked.filters.filters(), accepted=asked.accepted)
    return FileResponse(sent, as_attachment=True, filename=name)
