"""Small disks and read-only ones, real ones, mounted for a test; where nothing can be mounted the test is left out."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """A folder on a disk of its own with room for `size` bytes."""
    place.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def read_only(place: Path) -> Iterator[Path]:
    """Within, a folder cannot be written to by anybody, as on a disc."""
    _mount("--bind", str(place), str(place))
    try:
        _mount("-o", "remount,bind,ro", str(place))
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(place: Path, *, leave: int) -> Path:
    """Fill a disk but for so many bytes; returns the file that does, to be removed again."""
    filler = place / "filler"
    with filler.open("wb") as stream:
        stream.write(bytes(shutil.disk_usage(place).free - leave))
    return filler


def _mount(*words: str) -> None:
    try:
        done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no command to mount with")
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
