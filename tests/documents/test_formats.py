"""What a file is, by its content; and one clear line for what is not read."""

from __future__ import annotations

import io
import zipfile

import pytest

from sulh.documents import load
from sulh.model import DocumentError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def archive(*names: str) -> bytes:
    """A zip archive with empty members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG image"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "JPEG image"),
        (b"\x7fELF\x02\x01" + b"\0" * 50, "program"),
        (b"SQLite format 3\0" + b"\0" * 50, "SQLite"),
        (b"\x1f\x8b\x08\0" + b"\xff" * 50, "gzip"),
        (b"MZ\x90\0\x03" + b"\0" * 50, "program"),
        (b"{\\rtf1\\ansi Hello}", "rtf"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 50, "video"),
        (b"a" * 257 + b"ustar\x0000", "tar"),
        (b"<?xml version='1.0'?><feed><entry>Talks</entry></feed>", "XML"),
        (bytes(range(256)) * 8, "binary|does not begin"),
        (OLE, "old format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        (archive("a.txt"), "archive"),
        (archive("xl/workbook.xml"), "spreadsheet"),
        (archive("ppt/slides/slide1.xml"), "presentation"),
        (archive("mimetype", "content.xml"), "OpenDocument"),
        (archive("mimetype", "META-INF/container.xml"), "e-book"),
        (b"", "is empty"),
        (b" \n\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".docx"])
def test_other_files_are_refused_in_one_line(data: bytes, reason: str, suffix: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        load(data, path=f"a{suffix}")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"a{suffix}: is ")


def test_words_that_begin_as_an_image_does_are_text() -> None:
    assert load(b"BMP stands for the Border Monitoring Post.", path="a.txt").text.startswith("BMP stands")


@pytest.mark.parametrize("suffix", [".pdf", ".PDF", ".docx"])
def test_plain_text_under_the_name_of_another_format_is_refused_with_the_next_step(suffix: str) -> None:
    with pytest.raises(DocumentError, match=rf"named \{suffix.lower()} but .*name it \.txt"):
        load(b"The talks ended.", path=f"a{suffix}")


def test_damaged_data_named_pdf_says_so() -> None:
    with pytest.raises(DocumentError, match=r"named \.pdf but"):
        load(b"\x01\x02\xfe obj endobj", path="a.pdf")


def test_a_press_release_with_field_like_lines_is_no_message() -> None:
    assert load(b"From: the ministry\nDate: 4 May 2023\nSubject: truce\n\nThe truce holds.", path="a.txt").media_type == "text/plain"
