"""Files, directories and standard input: what is found, read and refused."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from sulh.documents import MAX_BYTES, discover, load
from sulh.model import DocumentError


def test_directories_give_their_documents_sorted_and_named_files_always_come(tmp_path: Path) -> None:
    for name in ("b.txt", "a.PDF", "notes.py", ".hidden.txt", "sub/c.md", ".git/d.txt", "sub/.e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    here = str(tmp_path)
    named = str(tmp_path / "notes.py")
    found = list(discover([named, here, "-", "missing.txt", here]))
    assert found == [named, *(str(tmp_path / name) for name in ("a.PDF", "b.txt", "sub/c.md")), "-", "missing.txt"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="does not exist") as caught:
        load(tmp_path / "none.txt")
    assert caught.value.path == str(tmp_path / "none.txt")


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a directory"):
        load(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    file.chmod(0)
    with pytest.raises(DocumentError, match="permission denied"):
        load(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError, match="not a regular file"):
        load(tmp_path / "pipe.txt")


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 5000, ""])
def test_senseless_names_are_refused(name: str) -> None:
    list(discover([name]))
    with pytest.raises(DocumentError):
        load(name)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(DocumentError, match="over the limit of 50 MB"):
        load(file)


def test_bytes_and_standard_input_over_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    big = b"a" * (MAX_BYTES + 1)
    with pytest.raises(DocumentError, match="over the limit"):
        load(big)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(big)))
    with pytest.raises(DocumentError, match="over the limit"):
        load("-")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("The talks in Genève ended.".encode())))
    document = load("-")
    assert (document.path, document.text) == ("-", "The talks in Genève ended.")


def test_a_name_that_is_no_utf8_can_be_written() -> None:
    with pytest.raises(DocumentError) as caught:
        load("caf\udce9.txt")
    str(caught.value).encode("utf-8")
