"""What somebody does who holds the file or the database: change what no command of Sulh changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from sulh.record.chain import digest, hashed
from sulh.record.guards import MAKE, REMOVE
from sulh.record.models import Entry


@contextmanager
def unguarded() -> Iterator[None]:
    """Entries can be changed within, and nothing shows afterwards that they could."""
    with connection.cursor() as cursor:
        for statement in REMOVE[connection.vendor]:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in MAKE[connection.vendor]:
            cursor.execute(statement)


def hash_anew(first: int = 1) -> None:
    """Give every entry from `first` on the digest and the hash that go with what it says now."""
    previous = Entry.objects.get(seq=first).previous
    with unguarded():
        for entry in Entry.objects.filter(seq__gte=first).order_by("seq"):
            if entry.body is not None:
                entry.digest = digest(entry.salt, entry.body)
            entry.previous = previous
            entry.hash = previous = hashed(previous, entry.seq, entry.at, entry.author, entry.kind, entry.digest)
            entry.save()
