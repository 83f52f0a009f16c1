"""E-mail messages: which part is read, headers, and messages built to do harm."""

from __future__ import annotations

import time

import pytest

from sulh.documents import load
from sulh.model import DocumentError


def test_the_plain_part_is_read_with_subject_sender_and_day(samples: dict[str, bytes], title: str) -> None:
    document = load(samples[".eml"], path="a.eml")
    assert (document.title, document.publisher, document.published) == (title, "Press Office", "2018-03-15")
    assert document.text[document.body :] == (
        "The ministers spoke by telephone on Tuesday and agreed to keep the truce in place; they “welcomed” the exchange."
    )


def test_a_message_of_html_only_is_read() -> None:
    data = b"From: a@b.example\nSubject: Truce\nContent-Type: text/html\n\n<p>The truce <b>holds</b>.</p>"
    document = load(data, path="a.eml")
    assert (document.text, document.publisher) == ("Truce\n\nThe truce holds.", "a@b.example")


def test_an_attachment_is_no_body() -> None:
    data = b"From: a@b.example\nSubject: Truce\nContent-Type: text/plain\nContent-Disposition: attachment\n\nThe truce holds."
    with pytest.raises(DocumentError, match="without text"):
        load(data, path="a.eml")


@pytest.mark.parametrize("date", ["nonsense", "Thu, 99 Foo 2018 25:61", "", "Thu, 15 Mar 99999 10:00:00 +0000"])
def test_a_senseless_date_is_passed_over(date: str) -> None:
    data = f"From: a@b.example\nDate: {date}\nSubject: Truce\n\nThe truce holds.".encode()
    assert load(data, path="a.eml").published is None


def test_an_unknown_charset_is_inferred() -> None:
    data = (
        "From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=x-unheard-of\n\nLe cessez-le-feu a été prolongé à Genève.".encode(
            "cp1252"
        )
    )
    assert "été prolongé à Genève" in load(data, path="a.eml").text


@pytest.mark.parametrize(
    "data",
    [
        b"From: " + b"a@b, " * 400_000 + b"\nSubject: x\n\nThe truce holds.",
        b"Subject: " + b"=?utf-8?q?a?= " * 200_000 + b"\nFrom: a@b\n\nThe truce holds.",
        b"From: a@b\n" + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(5_000)) + b"\n\nhi",
    ],
)  # fmt: skip
def test_overgrown_headers_and_parts_do_not_hang(data: bytes) -> None:
    started = time.process_time()
    try:
        load(data, path="a.eml")
    except DocumentError as error:
        assert "\n" not in str(error)
    assert time.process_time() - started < 20
