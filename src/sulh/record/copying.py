"""Find the documents that a new one is a copy of, whole or nearly: the machine's decision, which people can undo."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count

from sulh.model import Document
from sulh.record.ledger import Draft
from sulh.record.models import Text
from sulh.record.projection.models import Sketch
from sulh.record.projection.sketches import SAME, alike, runs, sketch
from sulh.record.projection.touched import batches

__all__ = ["METHOD", "copies_among"]

METHOD = "sulh.copies 2"
_COMPARED = 12  # candidates of a document, those that share most of its sketch
_FEWEST = 2  # values of eight that a candidate shares; texts that are alike to SAME share five or six
_COMMON = 100  # documents


def copies_among(documents: Sequence[Document]) -> dict[str, list[Draft]]:
    """For each of these new documents that is a copy, the entries that say of what; earlier ones of the same batch count too.

    There is one for each of the documents that it is like: whoever may see two copies has what says so, whichever others they may not see.
    """
    sketches = {document.id: sketch(document.text) for document in documents}
    holders = _holders(sketches.values())
    texts = {document.id: document.text for document in documents}
    together: dict[int, list[str]] = defaultdict(list)
    near = {document.id: _near(sketches[document.id], holders) for document in documents}
    known = {other for others in near.values() for other in others}
    texts |= dict(Text.objects.filter(pk__in=known - texts.keys()).values_list("document", "text")) if known else {}
    found: dict[str, list[Draft]] = {}
    for document in documents:
        # Those of the same batch are known only now.
        others = dict.fromkeys((*near[document.id], *_near(sketches[document.id], together)))
        own = runs(document.text) if others else frozenset()
        likeness = ((alike(own, runs(texts.get(other, ""))), other) for other in others)
        found[document.id] = [_copy(document.id, other, score) for score, other in sorted(likeness, reverse=True) if score >= SAME]
        for value in sketches[document.id]:
            together[value].append(document.id)
    return found


def _copy(document: str, other: str, score: float) -> Draft:
    body: dict[str, Any] = {"target": document, "other": other, "score": round(score, 4)}
    return Draft(METHOD, "copy", body)


def _near(values: Sequence[int], holders: Mapping[int, Sequence[str]]) -> list[str]:
    """The documents that share most of these values, at least two. Values that very many hold are of set phrases and tell nothing."""
    held = [holders[value] for value in values if value in holders]
    rare = [some for some in held if len(some) <= _COMMON]
    shared = Counter(other for some in (rare if len(rare) >= _FEWEST else held) for other in some)
    return [other for other, number in shared.most_common(_COMPARED) if number >= _FEWEST]


def _holders(sketches: Collection[Sequence[int]]) -> dict[int, list[str]]:
    """Which documents of the record have each value in their sketch; those withdrawn stand for nothing.

    A value of a set phrase, which half of the record may have, is looked up only where a document shares another one beside it.
    """
    counts: dict[int, int] = {}
    for some in batches(sorted({value for values in sketches for value in values})):
        counts.update(Sketch.objects.filter(value__in=some).values("value").annotate(held=Count("pk")).values_list("value", "held"))
    wanted = {value for value, number in counts.items() if number <= _COMMON}
    for values in sketches:
        if len(held := counts.keys() & values) >= _FEWEST:
            wanted |= held
    found: dict[int, list[str]] = defaultdict(list)
    for some in batches(sorted(wanted)):
        rows = Sketch.objects.filter(value__in=some, source__withdrawn=False).order_by("source__seq")
        for value, source in rows.values_list("value", "source_id"):
            found[value].append(source)
    return found
