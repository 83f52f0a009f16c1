"""Files that are gone with the request: what is wrong with an upload is said under its own name, and what names persons stays in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from sulh.model import SulhError

__all__ = ["passing_file", "passing_folder"]

_IN_MEMORY = Path("/dev/shm")
_LONGEST = 200  # bytes of a name that any file system takes


@contextmanager
def passing_folder(*, in_memory: bool = True) -> Iterator[Path]:
    """A folder of its own, which is removed with all that is in it; in memory, where the system has such a place."""
    with tempfile.TemporaryDirectory(prefix="sulh-", dir=_IN_MEMORY if in_memory and _IN_MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@contextmanager
def passing_file(name: str, data: bytes, *, in_memory: bool = True) -> Iterator[Path]:
    """The bytes of an upload as a file of its own name, while they are looked at; errors of ours do not say where it lay."""
    with passing_folder(in_memory=in_memory) as folder:
        path = folder / _fitting(PurePath(name).name)
        path.write_bytes(data)
        try:
            yield path
        except SulhError as problem:
            problem.message = problem.message.without(f"{folder}/")
            problem.args = tuple(one.replace(f"{folder}/", "") if isinstance(one, str) else one for one in problem.args)
            raise


def _fitting(name: str) -> str:
    """A name that a file can have; its ending, which may say the format, stays."""
    if len(name.encode()) <= _LONGEST and name not in ("", ".", "..") and "\0" not in name:
        return name
    suffix = PurePath(name).suffix
    return f"list{suffix if len(suffix) < 10 and suffix.isascii() else ''}"
