"""Undo, offered beside the message after everything that a page decided or entered and did not offer to take back itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponseBase

from sulh.desk.middleware import DeskRequest
from sulh.record.decisions import UNDOABLE

__all__ = ["offered"]

_TAG = "undo"


def offered(request: DeskRequest, answer: HttpResponseBase, noted: Sequence[tuple[int, str]]) -> HttpResponseBase:
    """The answer, with the offer to take back what was decided or entered for it: a message with the numbers of the entries."""
    from sulh.desk.deciding import ranges

    made = [seq for seq, kind in noted if kind in UNDOABLE or kind == "claim"]
    if made and answer.status_code < 400 and not request.htmx and not getattr(request, "is_undo_offered", False):
        messages.add_message(request, messages.INFO, ranges(made), extra_tags=_TAG)
    return answer
