"""Read the bytes of files and standard input within limits, and search directories for documents."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sulh.documents.formats import SUFFIXES
from sulh.model import DocumentError

__all__ = ["MAX_BYTES", "check_size", "discover", "printable", "read_source"]

MAX_BYTES = 50 * 1024 * 1024


def discover(paths: Sequence[str]) -> Iterator[str]:
    """Yield the documents that `paths` name, each once: a file as named, a directory's documents at any depth in order, "-" as it is.

    Inside a directory hidden files, hidden directories and files of other formats are skipped; a directory that cannot be listed is
    itself yielded, so that loading it reports why.
    """
    seen: set[str] = set()
    for path in paths:
        # Not Path.is_dir, which raises for some names; those are for loading to report.
        for name in _walk(path) if path != "-" and os.path.isdir(path) else (path,):  # noqa: PTH112
            if name not in seen:
                seen.add(name)
                yield name


def _walk(directory: str) -> Iterator[str]:
    unlisted: list[str] = []
    for folder, folders, files in os.walk(directory, onerror=lambda error: unlisted.append(str(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(folder, name)) for name in sorted(files) if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES)
    yield from unlisted


def read_source(name: str, path: str) -> bytes:
    """Return the bytes of file `name` (standard input for "-"); `path` is for messages. Raises DocumentError when there are none."""
    if name == "-":
        return check_size(sys.stdin.buffer.read(MAX_BYTES + 1), path)
    try:
        file = Path(name)
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError(path, _directory_reason(file))
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(path, 'is not a regular file; pipe its content to standard input and name it "-"')
        if status.st_size > MAX_BYTES:
            raise DocumentError(path, _too_large(status.st_size))
        with file.open("rb") as stream:
            # The limit applies while reading too: a file may grow after its size was checked.
            return check_size(stream.read(MAX_BYTES + 1), path)
    except FileNotFoundError:
        raise DocumentError(path, "does not exist; check the name") from None
    except PermissionError:
        raise DocumentError(path, "cannot be opened: permission denied; make it readable") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DocumentError(path, f"cannot be read: {reason.lower()}") from None


def check_size(data: bytes, path: str) -> bytes:
    """Return the data unchanged. Raises DocumentError when it is larger than `MAX_BYTES`."""
    if len(data) > MAX_BYTES:
        raise DocumentError(path, _too_large(len(data)))
    return data


def printable(name: str) -> str:
    """Return a file name that can be written as UTF-8; bytes that are not UTF-8 become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not name.isascii() else name


def _too_large(size: int) -> str:
    return f"is over the limit of {MAX_BYTES >> 20} MB ({size / (1 << 20):.1f} MB or more); split it"


def _directory_reason(directory: Path) -> str:
    if not os.access(directory, os.R_OK | os.X_OK):
        return "cannot be listed: permission denied; make the directory readable"
    return "is a directory; name the documents in it"
