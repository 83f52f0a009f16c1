"""A folder of files that cannot be read, read by the real program: a line for each, the others read, no traceback and no half JSON."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import sulh

GOOD = (
    "Juba, 3 March 2020. Delegations of the governments of Sudan and South Sudan met in Juba on 2 March 2020 for peace talks "
    "mediated by IGAD. They agreed on a ceasefire and on the release of prisoners.\n"
)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    settings = {**os.environ, "PYTHONPATH": str(Path(sulh.__file__).parent.parent)}
    command = [sys.executable, "-m", "sulh", "read", *arguments]
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, timeout=120, check=False)


def document(paragraph: str) -> bytes:
    import docx

    made = docx.Document()
    made.add_paragraph(paragraph)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def pdf(*, password: str | None = None) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def with_member(data: bytes, size: int) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/huge.bin", bytes(size))
    return stream.getvalue()


BAD: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "blank.txt": lambda: b" \n\n\t",
    "nuls.txt": lambda: bytes(2000),
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + bytes(200),
    "noise.pdf": lambda: bytes(range(256)) * 8,
    "noise.docx": lambda: bytes(range(256)) * 8,
    "encrypted.pdf": lambda: pdf(password="secret"),
    "encrypted.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
    "scan.pdf": pdf,
    "truncated.pdf": lambda: pdf()[:200],
    "truncated.docx": lambda: document(GOOD)[:9000],
    "truncated.html": lambda: b"<html><head><tit",
    "bomb.docx": lambda: with_member(document(GOOD), 300 << 20),
    "nested.html": lambda: b"<html><body>" + b"<div>" * 50_000 + GOOD.encode(),
    "attributes.html": lambda: b"<html><body " + b" ".join(b'a%d="x"' % number for number in range(30_000)) + b"><p>" + GOOD.encode(),
    "nested.eml": lambda: b"From: a@b\nTo: c@d\nMIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number) for number in range(1500)
    ),
}  # fmt: skip
READ: dict[str, Callable[[], bytes]] = {
    "good.txt": GOOD.encode,
    "good.docx": lambda: document(GOOD),
    "docx-named.pdf": lambda: document(GOOD),
    "invalid-utf8.txt": lambda: GOOD.encode() + b"\xff\xfe caf\xe9 " + GOOD.encode(),
    "utf16.txt": lambda: GOOD.encode("utf-16"),
    "cut-utf8.txt": lambda: (GOOD + "صلح").encode()[:-1],
    "one-line.txt": lambda: (GOOD.strip() + " ").encode() * 60,
    "one-word.txt": lambda: b"a" * 1_000_000,
    "blanks.html": lambda: b"<html><body><p>" + GOOD.encode() + b" " * 300_000 + b"</p></body></html>",
    "brackets.txt": lambda: GOOD.encode() + b"(" * 100_000,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bad")
    for name, content in (BAD | READ).items():
        (place / name).write_bytes(content())
    with (place / "large.txt").open("wb") as stream:
        stream.truncate(51 << 20)
    os.mkfifo(place / "pipe.txt")
    (place / "loop.txt").symlink_to("loop.txt")
    (place / "dangling.txt").symlink_to("nowhere")
    (place / "deep").mkdir()
    (place / "deep" / "up").symlink_to("..")
    return place


@pytest.mark.slow
def test_each_bad_file_gives_one_line_and_the_others_are_read(folder: Path) -> None:
    told = run(folder, ".", "missing.txt", "--format", "jsonl")
    assert told.returncode == 1
    paths = [json.loads(line)["document"]["path"] for line in told.stdout.decode().splitlines()]
    assert paths == sorted(READ)
    lines = told.stderr.decode().splitlines()
    named = [*BAD, "large.txt", "pipe.txt", "loop.txt", "dangling.txt", "missing.txt"]
    assert sorted(line.split(": ")[1] for line in lines) == sorted(named)
    assert all(line.startswith("sulh: ") and line.count(": ") >= 2 and "internal error" not in line for line in lines)


@pytest.mark.parametrize("style", ["table", "html", "jsonl"])
def test_nothing_but_bad_files_gives_no_record_at_all(folder: Path, style: str) -> None:
    told = run(folder, "empty.txt", "bomb.docx", "--format", style)
    assert (told.returncode, told.stdout) == (1, b"")
    assert len(told.stderr.splitlines()) == 2
