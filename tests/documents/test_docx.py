"""Word files: paragraphs, lists and tables in order, damage, and archives built to do harm."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from sulh.documents import load
from sulh.model import DocumentError


def rebuilt(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with some of its parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return buffer.getvalue()


def body(markup: str) -> bytes:
    """A document part around body markup."""
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f"<w:document {spaces}><w:body>{markup}</w:body></w:document>".encode()


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def text_of(samples: dict[str, bytes], markup: str) -> str:
    """The text of a Word file with this body."""
    return load(rebuilt(samples[".docx"], {"word/document.xml": body(markup)}), path="a.docx").text


def test_paragraphs_lists_and_tables_come_in_order(samples: dict[str, bytes], title: str) -> None:
    document = load(samples[".docx"], path="a.docx")
    blocks = document.text.split("\n\n")
    assert blocks[0] == title and blocks[1].startswith("GENEVA, 14 March 2018")
    assert blocks[2:] == [
        "1. Welcomed the agreement",
        "2. Called for access",
        "- A bullet",
        "Name | Office",
        "Ahmad Toma | Head",
        "The statement ends here.",
    ]


def test_deleted_text_is_left_out_and_inserted_text_read(samples: dict[str, bytes]) -> None:
    deleted = "<w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:ins><w:r><w:t>gladly </w:t></w:r></w:ins>"
    markup = f"<w:p><w:r><w:t xml:space='preserve'>They </w:t></w:r>{deleted}<w:r><w:t>agreed.</w:t></w:r></w:p>"
    assert text_of(samples, markup) == "They gladly agreed."


def test_authors_of_unresolved_changes_are_named_once(samples: dict[str, bytes]) -> None:
    changes = (
        "<w:ins w:author='Anna  Sand'><w:r><w:t>gladly </w:t></w:r></w:ins><w:del w:author='B. Okello'><w:r><w:delText>no</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>now</w:t></w:r></w:ins><w:del w:author='Anna Sand'><w:r><w:delText>then</w:delText></w:r></w:del>"
    )
    looks = "<w:pPr><w:pPrChange w:author='C. Quist'/></w:pPr>"
    data = rebuilt(samples[".docx"], {"word/document.xml": body(f"<w:p>{looks}{changes}</w:p>")})
    document = load(data, path="a.docx")
    assert (document.text, document.changed_by) == ("gladly now", ("Anna Sand", "B. Okello", "?"))
    assert load(samples[".docx"], path="a.docx").changed_by == ()


def test_content_controls_and_nested_tables_are_read(samples: dict[str, bytes]) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('inner')}</w:tc></w:tr></w:tbl>"
    held = f"<w:sdt><w:sdtContent>{paragraph('held')}</w:sdtContent></w:sdt>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('outer')}{inner}</w:tc></w:tr></w:tbl>"
    assert text_of(samples, held + outer) == "held\n\nouter inner"


def test_a_spanned_cell_is_read_once(samples: dict[str, bytes]) -> None:
    cell = f"<w:tc><w:tcPr><w:gridSpan w:val='900000'/></w:tcPr>{paragraph('wide')}</w:tc>"
    assert text_of(samples, f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('next')}</w:tc></w:tr></w:tbl>") == "wide | next"


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(samples: dict[str, bytes], share: float) -> None:
    with pytest.raises(DocumentError, match="damaged or truncated"):
        load(samples[".docx"][: int(len(samples[".docx"]) * share)], path="a.docx")


def test_a_part_that_unpacks_to_too_much_is_refused(samples: dict[str, bytes]) -> None:
    with pytest.raises(DocumentError, match="unpacks to"):
        load(rebuilt(samples[".docx"], {"word/media/image1.bin": b"\0" * 30_000_000}), path="a.docx")


def test_a_false_size_in_the_archive_does_not_pass(samples: dict[str, bytes]) -> None:
    data = bytearray(rebuilt(samples[".docx"], {"word/document.xml": body(paragraph("x" * 30_000_000))}))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data[at + 46 : at + 63] == b"word/document.xml":
            data[at + 24 : at + 28] = struct.pack("<I", 100)
        at = data.find(b"PK\x01\x02", at + 4)
    with pytest.raises(DocumentError):
        load(bytes(data), path="a.docx")


def test_entities_are_not_expanded(samples: dict[str, bytes]) -> None:
    levels = "".join(f"<!ENTITY l{level} '{f'&l{level - 1};' * 10}'>" for level in range(1, 10))
    laughs = f"<!DOCTYPE w:document [<!ENTITY l0 'ha'>{levels}]>".encode() + body(paragraph("&l9;"))
    try:
        assert len(load(rebuilt(samples[".docx"], {"word/document.xml": laughs}), path="a.docx").text) < 1000
    except DocumentError as error:
        assert "\n" not in str(error)


def test_a_file_without_text_is_refused(samples: dict[str, bytes]) -> None:
    with pytest.raises(DocumentError, match="without text"):
        text_of(samples, "<w:p/>")


def test_tables_nested_without_end_are_refused(samples: dict[str, bytes]) -> None:
    with pytest.raises(DocumentError):
        text_of(samples, "<w:tbl><w:tr><w:tc>" * 60 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 60)
