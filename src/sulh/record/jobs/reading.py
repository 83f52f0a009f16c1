"""The job of reading one uploaded file: loaded and read as by `sulh add`, added by the account that uploaded it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sulh.model import AccessError, DocumentKind, Reading

__all__ = ["run"]


def run(asked: Mapping[str, Any], author: str, data: bytes, progress: Callable[[str, int, int], None]) -> Callable[[], dict[str, Any]]:
    """Read the bytes of a file called `asked["name"]`; what is left to do adds it, shared as `asked["level"]` and `asked["groups"]` say.

    Where `asked["model"]` says so, the configured model reads too. Raises DocumentError when the bytes are no document, ModelError when
    the model gives no reply that can be used, AccessError when the account may not add documents any more.
    """
    from sulh.documents import load
    from sulh.reading import read_document
    from sulh.record.projection.models import Source
    from sulh.record.second_reader.configured import beside

    _check(author)
    progress("load", 0, 0)
    document = load(data, path=str(asked["name"]))
    if Source.objects.filter(pk=document.id).exists():
        reading = Reading(document, DocumentKind.NEWS)  # what is there already is not read again: adding it changes nothing
    else:
        reading = read_document(document, progress=lambda done, total: progress("read", done, total))
        if asked.get("model"):
            reading = beside(reading, lambda ticks: progress("model", ticks, 0))
    progress("add", 0, 0)

    def add() -> dict[str, Any]:
        from sulh.record.adding import add as store

        _check(author)
        added = next(iter(store([reading], author=author, level=str(asked["level"]), groups=tuple(asked["groups"]))))
        level, groups = added.sharing
        counts = {"claims": added.claims, "meetings": added.meetings}
        return {"document": added.document_id, "is_new": added.is_new, **counts, "level": level, "groups": list(groups)}

    return add


def _check(author: str) -> None:
    """An account may have lost the right between the upload and its turn."""
    from sulh.record.access import may
    from sulh.record.models import User
    from sulh.record.viewers import viewer_of

    user = User.objects.filter(username=author, is_active=True).first()
    if user is None or not may(viewer_of(user), "edit"):
        raise AccessError(f"{author} may not add documents any more; somebody who may can upload the file again")
