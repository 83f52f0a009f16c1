"""Entries of the open record as links of its chain, with what erasures left in the place of their bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from sulh.record.chain import LINK, Link
from sulh.record.erasures import KIND, instead_of, readable
from sulh.record.models import Entry

__all__ = ["links"]


def links(entries: QuerySet[Entry, Any]) -> Iterator[Link]:
    """These entries, in the order that they are asked for."""
    instead = instead_of(readable(Entry.objects.filter(kind=KIND).order_by("seq").values_list("seq", "body")))
    for row in entries.values_list(*LINK).iterator(chunk_size=10000):
        link = Link(*row)
        yield link._replace(instead=instead[link.seq]) if link.seq in instead else link
