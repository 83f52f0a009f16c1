"""Whatever bytes come, a document or a DocumentError comes back, and nothing reaches the terminal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sulh.documents import load, normalise
from sulh.model import DocumentError

SUFFIXES = (".txt", ".md", ".html", ".pdf", ".docx", ".eml")
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True), st.sampled_from(("flip", "cut", "drop", "repeat", "insert")), st.binary(min_size=1, max_size=8)
    ),
    min_size=1,
    max_size=8,
)


def changed(data: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    """The data with bytes overwritten, cut off, dropped, repeated or inserted."""
    for share, change, junk in changes:
        at = int(share * len(data))
        data = {
            "flip": data[:at] + junk + data[at + len(junk) :],
            "cut": data[: max(at, 1)],
            "drop": data[:at] + data[at + 16 * len(junk) :],
            "repeat": data[:at] + data[max(0, at - 16 * len(junk)) : at] * 3 + data[at:],
            "insert": data[:at] + junk + data[at:],
        }[change]
    return data


def check(data: bytes, name: str) -> None:
    """Load and look at what came back."""
    try:
        document = load(data, path=name)
    except DocumentError as error:
        assert error.path == name
        assert error.reason and "\n" not in str(error)
        return
    assert normalise(document.text) == document.text
    assert 0 <= document.body < len(document.text)
    document.text.encode("utf-8")


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(
    max_examples=examples(60),
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=CHANGES)
def test_damaged_files_give_a_document_or_an_error(
    samples: dict[str, bytes], suffix: str, changes: list[tuple[float, str, bytes]], capfd: pytest.CaptureFixture[str]
) -> None:
    check(changed(samples[suffix], changes), f"a{suffix}")
    assert capfd.readouterr() == ("", "")


@settings(max_examples=examples(150), deadline=timedelta(seconds=10))
@given(
    data=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    prefix=st.sampled_from((b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"<!doctype html><p>", b"---\n", b"From: a\n\n", b"\xff\xfe")),
    suffix=st.sampled_from(SUFFIXES),
)  # fmt: skip
def test_any_bytes_give_a_document_or_an_error(data: bytes, prefix: bytes, suffix: str) -> None:
    check(prefix + data, f"a{suffix}")
