"""What a document's page says of its text: a language that is not read, changes that nobody settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import unescape

from django.test import Client
from django.urls import reverse
from reports import report

from sulh.desk.paragraphs import lit_lines, passed_over
from sulh.documents import from_text
from sulh.reading import read_document
from sulh.record.adding import add
from sulh.record.queries.documents import document
from sulh.record.viewers import local_viewer

FRENCH = "Les parties se sont réunies à Genève et ont convenu de poursuivre les pourparlers dans le cadre du processus de paix."


def test_document_in_another_language_is_marked_in_its_list_and_on_its_page(as_: Callable[[str], Client]) -> None:
    list(add([read_document(from_text(FRENCH)), report(1)], author="tests"))
    client = as_("editor")
    key = read_document(from_text(FRENCH)).document.id.removeprefix("sha256:")
    page = client.get(reverse("document", args=[key])).content.decode()
    assert 'id="unread"' in page and "French; Sulh reads English. Nothing was read from this document" in page
    listed = client.get(reverse("documents")).content.decode()
    assert listed.count("· French") == 1
    other = client.get(reverse("document", args=[report(1).document.id.removeprefix("sha256:")])).content.decode()
    assert 'id="unread"' not in other and 'id="unresolved"' not in other
    arabic = client.get(reverse("document", args=[key]), headers={"accept-language": "ar"}).content.decode()
    assert "الفرنسية" in arabic


def test_unresolved_changes_are_said_with_their_authors(as_: Callable[[str], Client]) -> None:
    made = report(1)
    made = replace(made, document=replace(made.document, changed_by=("Anna Sand", "B. Okello")))
    list(add([made], author="tests"))
    page = as_("reader").get(reverse("document", args=[made.document.id.removeprefix("sha256:")])).content.decode()
    assert "unresolved changes by Anna Sand, B. Okello" in page.replace("\u2068", "").replace("\u2069", "")


def mail(words: str) -> str:
    head = "From: Leyla <l@mfa.example>\nTo: desk\nDate: Fri, 9 Jul 2021 09:14\nSubject: FW: Outcome\n\n"
    return f"{head}Dear all,\n\nplease find below the text of last night.\n\n-------- Original message --------\n\n{words}"


def test_words_that_were_passed_over_are_said_with_the_reason_and_offered_to_be_read(as_: Callable[[str], Client]) -> None:
    made = read_document(from_text(mail(report(1).document.text)))
    list(add([made], author="tests", level="restricted", groups=["envoys"]))
    key = made.document.id.removeprefix("sha256:")
    page = as_("reviewer").get(reverse("document", args=[key])).content.decode()
    section = page.split('id="passed-over"')[1].split("</ul>")[0]
    assert "a note that came with the text" in section and reverse("documents-add") not in section
    local = local_viewer("tests")
    found = passed_over(document(local, key).text, lit_lines(document(local, key).text, ()))
    assert found[0].why == "note" and document(local, key).text[found[0].start :].startswith("From: Leyla")


def test_offer_carries_the_words_and_who_may_see_them(as_: Callable[[str], Client]) -> None:
    made = read_document(from_text(mail(report(1).document.text)))
    list(add([made], author="tests", level="team"))
    key = made.document.id.removeprefix("sha256:")
    client = as_("editor")
    section = unescape(client.get(reverse("document", args=[key])).content.decode()).split('id="passed-over"')[1]
    offered = client.get(section.split('href="/documents/add')[1].split('"')[0].join(("/documents/add", ""))).content.decode()
    assert "please find below the text of last night." in offered.split("<textarea")[1].split("</textarea>")[0]
    assert 'value="team" checked' in offered
