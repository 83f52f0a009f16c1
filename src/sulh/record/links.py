"""Entries of the open record as links of its chain, with what erasures left in the place of their bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from sulh.record.chain import LINK, LOCKED, Link
from sulh.record.erasures import KIND, instead_of, readable
from sulh.record.models import Entry

__all__ = ["links"]


def links(entries: QuerySet[Entry, Any]) -> Iterator[Link]:
    """These entries, in the order that they are asked for."""
    instead = instead_of(readable(Entry.objects.filter(kind=KIND).order_by("seq").values_list("seq", "body")))
    stored = {"stored": Cast("body", TextField())}
    for row in entries.annotate(**stored).values_list(*LINK, "stored").iterator(chunk_size=10000):
        link = Link(*row[:-1])
        link = link._replace(instead=instead[link.seq]) if link.seq in instead else link
        yield link._replace(sealed=LOCKED) if link.body is None and row[-1] is not None else link
