"""Search over documents, meetings and actors."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sulh.desk.asking import offset_of, paging
from sulh.desk.labels import LABELS, choices
from sulh.desk.middleware import DeskRequest
from sulh.record.queries.search import search
from sulh.record.shapes import Hit, PageOf

__all__ = ["show"]

_SIZE = 20


def show(request: DeskRequest) -> HttpResponse:
    """What the words are found in."""
    words = request.GET.get("q", "").strip()[:200]
    kinds = tuple(kind for kind in request.GET.getlist("kind") if kind in LABELS["hit"])
    page: PageOf[Hit] = PageOf((), 0)
    if words:
        page = search(request.viewer, words, kinds=kinds, offset=offset_of(request), limit=_SIZE)
    shown = {"q": words, "page": page, "paging": paging(page, _SIZE), "kinds": kinds, "kind_choices": choices("hit")}
    return render(request, "desk/search.html", shown)
