"""Find the documents that a new one is a copy of, whole or nearly: the machine's decision, which people can undo."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count

from sulh.model import Reading
from sulh.model.vocabulary import DocumentKind
from sulh.record.ledger import Draft
from sulh.record.models import Text
from sulh.record.projection.models import Sketch, Source
from sulh.record.projection.sketches import SAME, alike, runs, sketch
from sulh.record.projection.touched import batches
from sulh.text.edtf import earliest, latest

__all__ = ["METHOD", "copies_among"]

METHOD = "sulh.copies 3"
_COMPARED = 12  # candidates of a document, those that share most of its sketch
_FEWEST = 2  # values of eight that a candidate shares; texts that are alike to SAME share five or six
_COMMON = 100  # documents
# A statement that is published again says the same words within days; one with other words, or of another month, is the next of a series.
_STATEMENTS = frozenset({DocumentKind.COMMUNIQUE, DocumentKind.JOINT_STATEMENT, DocumentKind.AGREEMENT})
_AGAIN, _WITHIN = 0.97, dt.timedelta(days=7)

_Published = tuple[str, str | None]  # kind, day


def copies_among(readings: Sequence[Reading]) -> dict[str, list[Draft]]:
    """For each of these new documents that is a copy, the entries that say of what; earlier ones of the same batch count too.

    There is one for each of the documents that it is like: whoever may see two copies has what says so, whichever others they may not see.
    """
    documents = [reading.document for reading in readings]
    published: dict[str, _Published] = {one.document.id: (one.kind, one.document.published) for one in readings}
    sketches = {document.id: sketch(document.text) for document in documents}
    holders = _holders(sketches.values())
    texts = {document.id: document.text for document in documents}
    together: dict[int, list[str]] = defaultdict(list)
    near = {document.id: _near(sketches[document.id], holders) for document in documents}
    known = {other for others in near.values() for other in others}
    if stored := known - texts.keys():
        texts |= dict(Text.objects.filter(pk__in=stored).values_list("document", "text"))
        published |= {id: (kind, day) for id, kind, day in Source.objects.filter(pk__in=stored).values_list("pk", "kind", "published")}
    found: dict[str, list[Draft]] = {}
    for document in documents:
        # Those of the same batch are known only now.
        others = dict.fromkeys((*near[document.id], *_near(sketches[document.id], together)))
        own = runs(document.text) if others else frozenset()
        likeness = ((alike(own, runs(texts.get(other, ""))), other) for other in others)
        found[document.id] = [
            _copy(document.id, other, score)
            for score, other in sorted(likeness, reverse=True)
            if score >= SAME and _may_be_one(published[document.id], published.get(other), score)
        ]
        for value in sketches[document.id]:
            together[value].append(document.id)
    return found


def _may_be_one(one: _Published, other: _Published | None, score: float) -> bool:
    """Whether two texts of this likeness may be one for all that is known of their kinds and days."""
    if other is None or not {one[0], other[0]} <= _STATEMENTS or not one[1] or not other[1]:
        return True
    bounds = earliest(one[1]), latest(one[1]), earliest(other[1]), latest(other[1])
    if None in bounds:
        return True
    first, last, start, end = (bound for bound in bounds if bound is not None)
    apart = max(start - last, first - end)
    return apart <= dt.timedelta(0) or (score >= _AGAIN and apart <= _WITHIN)


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
