"""The same bytes give the same JSON: in any process, after any other document, whatever the seed of Python's hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from evaluation.annotations import texts

import sulh

ANNOTATED = texts(("known",))
CODE = "import sys, sulh\nfor path in sys.argv[1:]:\n    sys.stdout.buffer.write(sulh.read(path).to_json().encode() + b'\\n')"


def lines(seed: str, paths: list[Path]) -> list[bytes]:
    """The JSON of each document as another process writes it."""
    settings = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(sulh.__file__).parent.parent)}
    finished = subprocess.run([sys.executable, "-c", CODE, *map(str, paths)], capture_output=True, check=True, env=settings)
    return finished.stdout.splitlines()


@pytest.mark.slow
def test_same_bytes_give_the_same_json_in_every_process_and_order() -> None:
    paths = ANNOTATED[::5]
    first = lines("1", paths)
    assert len(first) == len(paths) >= 5
    assert lines("4242", paths[::-1])[::-1] == first
    assert sulh.read(paths[0]).to_json().encode() == first[0]
