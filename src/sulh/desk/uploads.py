"""Files from a browser into the record, through the same loader and reader as `sulh add`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from sulh.model import DocumentError, SulhError
from sulh.record.access import require
from sulh.record.shapes import Viewer

__all__ = ["UploadOutcome", "add_files", "groups"]


@dataclass(frozen=True, slots=True)
class UploadOutcome:
    """What became of one file. `key` addresses its document, None when it could not be read."""

    name: str
    key: str | None = None
    is_new: bool = False
    claims: int = 0
    problem: str = ""


def groups() -> list[str]:
    """The names of the groups that documents can be restricted to."""
    from django.contrib.auth.models import Group

    return list(Group.objects.order_by("name").values_list("name", flat=True))


def add_files(
    viewer: Viewer,
    files: Sequence[UploadedFile[Any]],
    *,
    level: str,
    groups: Sequence[str],
    model: bool = False,
    send_restricted: bool = False,
) -> Iterator[UploadOutcome]:
    """Read and store each file; a file that cannot be read says why and harms no other.

    The configured `model` reads too where it is asked for; a restricted document only when it comes alone and its form allows it.
    """
    require(viewer, "edit")
    is_sendable = send_restricted and len(files) == 1
    for file in files:
        name = PurePath(file.name or "document").name
        if (file.size or 0) > settings.UPLOAD_BYTES:
            yield UploadOutcome(name, problem=gettext("larger than %(limit)s MB") % {"limit": settings.UPLOAD_BYTES // 1024**2})
            continue
        try:
            yield _added(viewer, file, name, level, groups, model, is_sendable)
        except DocumentError as problem:
            yield UploadOutcome(name, problem=problem.reason)
        except SulhError as problem:
            yield UploadOutcome(name, problem=str(problem))


def _added(
    viewer: Viewer, file: UploadedFile[Any], name: str, level: str, groups: Sequence[str], model: bool, is_sendable: bool
) -> UploadOutcome:
    from sulh.desk.second import beside
    from sulh.documents import load
    from sulh.reading import read_document
    from sulh.record.adding import add

    with tempfile.TemporaryDirectory(prefix="sulh-") as folder:
        # The name decides the format and stands in the record; it is the last part of what the browser sent, never a path.
        place = Path(folder) / name
        with place.open("wb") as stream:
            for chunk in file.chunks():
                stream.write(chunk)
        loaded = load(str(place))
    from dataclasses import replace

    reading = read_document(replace(loaded, path=name))
    if model:
        reading = beside(reading, level=level, is_sendable=is_sendable)
    added = next(iter(add([reading], author=viewer.name, level=level, groups=tuple(groups))))
    return UploadOutcome(name, added.document_id.removeprefix("sha256:"), added.is_new, int(added.claims))
