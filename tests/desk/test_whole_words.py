"""A reader sees a whole statement: words of acts, truces and releases stand in their sentence, the rest of it quiet."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse

from sulh.documents import from_text
from sulh.model import Span
from sulh.reading import read_document
from sulh.record.adding import add
from sulh.record.entering import enter_many
from sulh.record.projection.models import Claim, Mention
from sulh.record.viewers import local_viewer

TEXT = """Joint statement by the guarantors of the talks on Libya

Tunis, 3 June 2022 - Representatives of Tunisia and Algeria met for talks in Tunis on 3 June 2022. \
The two countries condemned the shelling of Tripoli and called on the Libyan parties to stop it. \
Ten soldiers were released by the Government of Libya and five fighters were handed over by the armed groups on 1 June 2022.

The two sides agreed on a ceasefire from 4 June 2022, and the envoys welcomed it."""
# What a person marks may be less than the reader would have cited.
MARKED: dict[str, tuple[str, dict[str, Any]]] = {
    "act": ("called on the Libyan parties", {"act": "call", "actors": [], "issues": ["ceasefire"]}),
    "release": ("five fighters were handed over", {"what": "release", "count": 5}),
    "ceasefire": ("a ceasefire from 4 June 2022", {"event": "declared", "start": "2022-06-04"}),
}


@pytest.fixture
def told(held: Held) -> str:
    """The key of a document whose sentences state two things each, and of which people marked less than a sentence."""
    document = from_text(TEXT)
    list(add([read_document(document)], author="anna", level="team"))
    for kind, (words, value) in MARKED.items():
        at = document.text.index(words)
        enter_many(local_viewer("anna"), [(None, value, Span(document.id, at, at + len(words)), "marked")], kind=kind)
    return document.id.removeprefix("sha256:")


def quoted(page: str, key: str) -> list[str]:
    """The words that a page shows of a document, without markup."""
    found = re.findall(rf'<a class="quote" href="[^"]*{key}/#c\d+"><q [^>]*>(.*?)</q>', page)
    return [re.sub(r"<[^>]+>", "", one) for one in found]


def whole(words: str) -> bool:
    return words in {line if line.endswith(".") else f"{line}." for line in re.split(r"(?<=\.) |\n\n", TEXT)}


@pytest.mark.parametrize("kind", MARKED)
def test_lists_of_facts_show_whole_sentences(told: str, as_: Callable[[str], Client], kind: str) -> None:
    shown = quoted(as_("editor").get(reverse("facts", args=[kind])).content.decode(), told)
    assert shown and all(map(whole, shown)), shown


def test_meeting_shows_whole_sentences(told: str, as_: Callable[[str], Client]) -> None:
    (meeting,) = Mention.objects.filter(source=f"sha256:{told}", kind="meeting").values_list("meeting", flat=True)
    shown = quoted(as_("editor").get(reverse("meeting", args=[meeting])).content.decode(), told)
    assert len(shown) > 1 and all(map(whole, shown)), shown


def said_in(page: str) -> list[str]:
    """What the rows of a page quote, without markup and the last point."""
    found = re.findall(r'<q class="said[^>]*>(.*?)</q>', page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", one)).split()).strip("“”").rstrip(".") for one in found]


def test_cards_of_review_and_rows_of_double_coding_show_whole_sentences(told: str, as_: Callable[[str], Client]) -> None:
    sentences = {line.rstrip(".") for line in re.split(r"(?<=\.) |\n\n", TEXT)}
    editor, document = as_("editor"), reverse("document", args=[told])
    shown = said_in(editor.get(document).content.decode())
    assert len(shown) > 3 and set(shown) <= sentences, set(shown) - sentences
    address = reverse("document-coding", args=[told])
    editor.post(address, {"act": "begin", "coder": ["reviewer", "admin"]})
    claims = list(Claim.objects.filter(source=f"sha256:{told}").values_list("pk", flat=True))
    for coder, verdict in (("reviewer", "accept"), ("admin", "reject")):
        sent = {"verdict": verdict, "claim": [f"{one}:" for one in claims]}
        as_(coder).post(reverse("claims-decide"), sent, headers={"HX-Request": "true"})
        as_(coder).post(address, {"act": "done"})
    coded = said_in(editor.get(address).content.decode())
    assert len(coded) > 3 and set(coded) <= sentences, set(coded) - sentences


def test_rows_of_double_coding_name_the_meeting_where_the_document_tells_of_several(held: Held, as_: Callable[[str], Client]) -> None:
    text = """Joint statement on the second round of the Nile talks

Tunis, 3 June 2022 - Representatives of Tunisia and Algeria met in Tunis on 3 June 2022 for the second round of the Nile talks. \
The two countries called for a ceasefire.

They agreed to hold the third round of the Nile talks in Algiers in September 2022."""
    document = from_text(text)
    list(add([read_document(document)], author="anna", level="team"))
    key = document.id.removeprefix("sha256:")
    address, claims = reverse("document-coding", args=[key]), list(Claim.objects.filter(source=document.id).values_list("pk", flat=True))
    as_("editor").post(address, {"act": "begin", "coder": ["reviewer", "admin"]})
    for coder, verdict in (("reviewer", "accept"), ("admin", "reject")):
        sent = {"verdict": verdict, "claim": [f"{one}:" for one in claims]}
        as_(coder).post(reverse("claims-decide"), sent, headers={"HX-Request": "true"})
        as_(coder).post(address, {"act": "done"})
    heads = re.findall(r'<tr><th scope="row">(.*?)<br>', as_("editor").get(address).content.decode(), re.DOTALL)
    named = " ".join(title for one in heads for title in re.findall(r"<bdi>(.*?)</bdi>", one)).casefold()
    assert len(heads) > 4 and "round 2" in named and "round 3" in named, heads
