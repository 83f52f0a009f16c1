"""Find the documents that a new one is a copy of, whole or nearly: the machine's decision, which people can undo."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sulh.model import Document
from sulh.record.ledger import Draft
from sulh.record.models import Text
from sulh.record.projection.models import Sketch
from sulh.record.projection.sketches import SAME, alike, runs, sketch

__all__ = ["METHOD", "copies_among"]

METHOD = "sulh.copies 1"
_COMPARED = 12  # candidates of a document, those that share most of its sketch


def copies_among(documents: Sequence[Document]) -> dict[str, Draft]:
    """For each of these new documents that is a copy, the entry that says so; earlier ones of the same batch count too."""
    sketches = {document.id: sketch(document.text) for document in documents}
    holders = _holders({value for values in sketches.values() for value in values})
    texts = {document.id: document.text for document in documents}
    found: dict[str, Draft] = {}
    for document in documents:
        shared = Counter(other for value in sketches[document.id] for other in holders[value])
        best = max(
            ((alike(runs(document.text), runs(_text(other, texts))), other) for other, _ in shared.most_common(_COMPARED)),
            default=(0.0, ""),
        )
        if best[0] >= SAME:
            body: dict[str, Any] = {"target": document.id, "other": best[1], "score": round(best[0], 4)}
            found[document.id] = Draft(METHOD, "copy", body)
        for value in sketches[document.id]:
            holders[value].append(document.id)
    return found


def _holders(values: set[int]) -> dict[int, list[str]]:
    """Which documents of the record have each value in their sketch; those withdrawn stand for nothing."""
    found: dict[int, list[str]] = defaultdict(list)
    wanted = sorted(values)
    for at in range(0, len(wanted), 500):
        rows = Sketch.objects.filter(value__in=wanted[at : at + 500], source__withdrawn=False).order_by("source__seq")
        for value, source in rows.values_list("value", "source_id"):
            found[value].append(source)
    return found


def _text(document: str, texts: dict[str, str]) -> str:
    if document not in texts:
        texts[document] = Text.objects.filter(pk=document).values_list("text", flat=True).first() or ""
    return texts[document]
