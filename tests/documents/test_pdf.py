"""PDF files: text in lines, furniture, encryption, damage, and files built to do harm."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import pytest

from sulh.documents import load
from sulh.model import DocumentError


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of numbered objects with a correct cross-reference table."""
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)


CATALOG, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << %s %s >> >>"


def test_lines_are_joined_and_clauses_kept_apart(samples: dict[str, bytes]) -> None:
    document = load(samples[".pdf"], path="a.pdf")
    lines = document.text[document.body :].split("\n")
    assert lines[-2].startswith("1. To exchange detainees") and lines[-2].endswith("round of talks;")
    assert lines[-1] == "2. To meet again in April."
    assert (document.published, document.publisher, document.media_type) == ("2018-03-14", "SPA", "application/pdf")


def test_page_numbers_and_running_heads_are_left_out(pdf_of: Callable[..., bytes]) -> None:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer)
    for number, word in enumerate(("one", "two", "three", "four", "five"), 1):
        canvas.drawString(72, 800, "Report of the Secretariat 2018")
        canvas.drawString(72, 700, f"The delegation number {word} spoke at length.")
        canvas.drawString(300, 40, f"Page {number} of 5")
        canvas.showPage()
    canvas.save()
    text = load(buffer.getvalue(), path="a.pdf").text
    assert text.count("Secretariat") == 0 and "Page" not in text and text.count("spoke at length.") == 5


def test_an_encrypted_file_is_refused(pdf_of: Callable[..., bytes]) -> None:
    with pytest.raises(DocumentError, match="is encrypted"):
        load(pdf_of(("The talks ended.",), password="secret"), path="a.pdf")


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_file_that_only_restricts_its_use_is_read(pdf_of: Callable[..., bytes], algorithm: str) -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_of(("The talks ended.",)))))
    writer.encrypt("", "owner", algorithm=algorithm)
    buffer = BytesIO()
    writer.write(buffer)
    assert load(buffer.getvalue(), path="a.pdf").text == "The talks ended."


def test_a_page_without_text_is_taken_for_a_scan() -> None:
    with pytest.raises(DocumentError, match="scan"):
        load(pdf(CATALOG, PAGES, PAGE % (b"", b""), stream(b"0 0 m 5 5 l S")), path="a.pdf")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused_or_read(samples: dict[str, bytes], share: float, capfd: pytest.CaptureFixture[str]) -> None:
    try:
        load(samples[".pdf"][: int(len(samples[".pdf"]) * share)], path="a.pdf")
    except DocumentError as error:
        assert "\n" not in str(error)
    assert capfd.readouterr() == ("", "")


def test_a_stream_that_unpacks_to_too_much_is_refused() -> None:
    bomb = stream(b" " * 100_000_000)
    with pytest.raises(DocumentError):
        load(pdf(CATALOG, PAGES, PAGE % (b"", b""), bomb), path="a.pdf")


def test_forms_that_call_each_other_ever_more_often_are_refused() -> None:
    levels = 12
    call = b"/X Do " * 30
    objects = [CATALOG, PAGES, PAGE % (FONT, b"/XObject << /X 5 0 R >>"), stream(call)]
    for level in range(levels):
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (6 + level) if level < levels - 1 else b""
        objects.append(stream(call if level < levels - 1 else b"BT ET " * 500, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + inner))
    started = time.process_time()
    with pytest.raises(DocumentError):
        load(pdf(*objects), path="a.pdf")
    assert time.process_time() - started < 60


@pytest.mark.parametrize(
    "objects",
    [
        (CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        (CATALOG, b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>", b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"),
        (b"1 0 R",),
        (b"<< /Type /Catalog /Pages 1 0 R >>",),
        (CATALOG, PAGES, b"3 0 R"),
    ],
)
def test_objects_that_point_at_themselves_are_refused(objects: tuple[bytes, ...]) -> None:
    with pytest.raises(DocumentError):
        load(pdf(*objects), path="a.pdf")
