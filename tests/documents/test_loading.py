"""From every format to a document: identifier, metadata, body, and the date that the reader gives."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sulh.documents import from_text, load
from sulh.model import DateError, DocumentError


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".pdf", ".docx", ".eml"])
def test_every_format_gives_title_and_body(samples: dict[str, bytes], suffix: str, title: str, tmp_path: Path) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(samples[suffix])
    document = load(file)
    assert document.title == title
    assert document.id == "sha256:" + hashlib.sha256(samples[suffix]).hexdigest()
    assert document.path == str(file)
    assert document.text.startswith(title)
    assert 0 < document.body < len(document.text)
    assert load(samples[suffix], path=str(file)) == document == load(str(file))


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx", ".eml"])
@pytest.mark.parametrize("other", [".txt", ".pdf", ".docx", ".html", ""])
def test_content_decides_when_the_name_is_wrong(samples: dict[str, bytes], suffix: str, other: str, title: str) -> None:
    if suffix in (".html", ".eml") and other in (".pdf", ".docx"):
        # What is sent in place of a file is mostly a page that says that the file is not there.
        with pytest.raises(DocumentError, match=rf"named \{other} but .* holds plain text"):
            load(samples[suffix], path=f"a{other}")
        return
    document = load(samples[suffix], path=f"a{other}")
    assert (document.title, document.media_type) == (title, load(samples[suffix], path=f"a{suffix}").media_type)


def test_published_is_for_documents_that_give_no_date_or_only_its_beginning(samples: dict[str, bytes]) -> None:
    assert load(samples[".html"], published="2020-XX").published == "2018-03-15"
    assert from_text("2018-03-14\nTalks resumed.", published="2019").published == "2018-03-14"
    assert from_text("Talks resumed.", published="2019").published == "2019"
    # 3 April or 4 March: the page fixes only the year.
    assert from_text("Geneva, 03/04/2018\n\nTalks resumed.", published="2018-04-03").published == "2018-04-03"


@pytest.mark.parametrize("published", ["yesterday", "2018-13-01", "14.03.2018", ""])
def test_a_date_that_is_no_edtf_is_refused_before_anything_is_read(published: str) -> None:
    with pytest.raises(DateError):
        load("no-such-file.txt", published=published)


@pytest.mark.parametrize("text", ["", " \n\t", "\0\0", "\u200b", "... --- !!!"])
def test_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        from_text(text)
    with pytest.raises(DocumentError):
        load(text.encode())


def test_the_same_text_gives_the_same_document() -> None:
    assert from_text("Talks resumed.") == from_text("Talks resumed.")
    assert from_text("Talks\ud800 resumed.").text == "Talks\ufffd resumed."
