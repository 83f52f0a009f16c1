"""Search over documents, meetings, actors and facts entered by hand."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sulh import words
from sulh.desk.asking import offset_of, paging
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import hit_words, language
from sulh.record.queries.process import FACTS
from sulh.record.queries.refs import document_refs
from sulh.record.queries.search import search
from sulh.record.shapes import Hit, PageOf
from sulh.record.wanted import as_written, wanted

__all__ = ["show"]

_SIZE, _ALSO = 20, 8
_ON = (*FACTS, "searchrow", "claim", "actoralias")  # what the results follow from
_KINDS = ("document", "meeting", "actor", "fact")


def show(request: DeskRequest) -> HttpResponse:
    """What the words are found in."""
    asked = request.GET.get("q", "").strip()[:200]
    kinds = tuple(kind for kind in request.GET.getlist("kind") if kind in _KINDS)
    page: PageOf[Hit] = PageOf((), 0)
    if asked:
        offset = offset_of(request)

        def found() -> PageOf[Hit]:
            return search(request.viewer, asked, kinds=kinds, offset=offset, limit=_SIZE)

        page = kept(request.viewer, found, "search", asked, kinds, offset, on=_ON)
    dates = document_refs(request.viewer, [one.id for one in page.rows if one.kind == "document"])
    hits = [(one, *hit_words(one, ref.published if (ref := dates.get(one.id)) else None, language=language())) for one in page.rows]
    shown = {
        "q": asked,
        "hits": hits,
        "page": page,
        "paging": paging(page, _SIZE),
        "kinds": kinds,
        "also": [as_written(name) for run in wanted(asked).runs for name in run.others][:_ALSO],
        "kind_choices": [(kind, words.kind(kind, "many", language=language())) for kind in _KINDS],
    }
    return render(request, "desk/search.html", shown)
