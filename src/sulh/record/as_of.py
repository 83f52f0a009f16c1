"""The record as it was after an earlier entry, for a moment: what was printed then can be worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from sulh.model import RecordError
from sulh.record.access import SCOPES
from sulh.record.cache import forget
from sulh.record.chain import LINK
from sulh.record.inserting import insert
from sulh.record.links import links
from sulh.record.models import Entry, Text
from sulh.record.projection.apply import rebuild
from sulh.record.projection.models import Scope
from sulh.record.projection.schema import make
from sulh.record.projection.touched import batches
from sulh.record.scratch import scratch

__all__ = ["as_of"]


@contextmanager
def as_of(entry: int) -> Iterator[None]:
    """Within, the record is what its first `entry` entries make of it, in a database that vanishes at the end.

    Raises RecordError when the ledger has no such entry. What was erased since stays erased.
    """
    if not Entry.objects.filter(seq=entry).exists():
        raise RecordError(f"the ledger of this record has no entry {entry}: it is another record, or an older copy of it")
    kept = [tuple(getattr(link, name) for name in LINK) for link in links(Entry.objects.filter(seq__lte=entry).order_by("seq"))]
    texts = list(Text.objects.values_list("document", "text"))
    scopes = set(Scope.objects.values_list("pk", flat=True))
    with scratch():
        make()
        with connection.schema_editor() as editor:
            editor.create_model(Entry)
            editor.create_model(Text)
        with transaction.atomic():
            for some in batches(kept, 2000):
                insert(Entry._meta.db_table, LINK, some)
            for some in batches(texts, 200):
                insert(Text._meta.db_table, ("document", "text"), some)
            Scope.objects.bulk_create([Scope(id=one) for one in sorted({*SCOPES, *scopes})])
            rebuild()
        forget()
        yield
    forget()
