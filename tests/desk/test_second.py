"""The desk's second reader: offered only where it is configured, asked only where the form says so, never for what is restricted."""

from __future__ import annotations

import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from model_server import ModelServer, answer, meeting, model_server, reply, said, status

from sulh.documents import from_text
from sulh.model import SulhError
from sulh.model.two_readings import TwoReadings
from sulh.reading import read_document
from sulh.record.jobs import store
from sulh.record.jobs.kinds import kind_of
from sulh.record.jobs.models import Upload
from sulh.record.projection.models import Claim, Source
from sulh.record.second_reader.configured import beside

TEXT = """\
OSLO, 8 July 2021 - The 16th round of peace talks was held in Oslo on 7-8 July 2021.

Russia, Iran and Turkey took part as guarantors. The parties reaffirmed the sovereignty of Syria.
"""
TALKS = meeting("round", "16th round of peace talks", city=said("Bergen", "Oslo"))

As = Callable[[str], Client]


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> object:
    with model_server(reply(meetings=[TALKS])) as server:
        monkeypatch.setenv("SULH_MODEL_URL", server.url)
        monkeypatch.setenv("SULH_MODEL_NAME", "tiny:1b")
        yield server


def upload(client: Client, *texts: str, **form: str) -> str:
    """Upload files and have them read; the page that shows what became of them."""
    files = [SimpleUploadedFile(f"{number}.txt", text.encode()) for number, text in enumerate(texts)]
    assert client.post(reverse("documents-add"), {"files": files, "level": "team", **form}).status_code == 302
    while (job := store.claim("tests/1/0")) is not None:
        data = bytes(Upload.objects.get(job=job).data)
        try:
            store.end(job.pk, "tests/1/0", kind_of(job.kind).run(job.asked, job.author, data, lambda *_: None))
        except SulhError as problem:
            store.refuse(job.pk, "tests/1/0", str(problem))
    return client.get(reverse("uploads")).content.decode()


def test_page_offers_no_model_where_none_is_configured(accounts: None, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SULH_MODEL_URL", raising=False)
    assert 'name="model"' not in as_("editor").get(reverse("documents-add")).content.decode()
    upload(as_("editor"), TEXT, model="1")
    assert Source.objects.count() == 1


def test_page_says_before_sending_where_text_would_go(accounts: None, as_: As, there: ModelServer) -> None:
    page = as_("editor").get(reverse("documents-add")).content.decode()
    host = there.url.removeprefix("http://").removesuffix("/v1")
    assert f"the text is sent to {host} (model tiny:1b)" in page
    assert "/v1" not in page.partition("<form")[2].partition("</form>")[0]
    assert there.sent == []


def test_nothing_is_sent_unless_the_box_is_ticked(accounts: None, as_: As, there: ModelServer) -> None:
    upload(as_("editor"), TEXT)
    assert there.sent == []
    upload(as_("editor"), TEXT.replace("Oslo", "Lillehammer"), model="1")
    assert len(there.sent) == 1 and "Lillehammer" in there.sent[0].question


def test_differences_are_marked_in_the_review_queue(accounts: None, as_: As, there: ModelServer) -> None:
    upload(as_("editor"), TEXT, model="1")
    assert Claim.objects.filter(property="city", differing__gt=0).count() == 2
    page = as_("editor").get(reverse("review")).content.decode()
    assert page.count("two readers differ") >= 2
    doubtful = as_("editor").get(reverse("review") + "?certainty=doubtful&property=city").content.decode()
    assert doubtful.count("two readers differ") == 2 and "Oslo" in doubtful


def test_restricted_document_is_sent_only_alone_and_allowed(accounts: None, as_: As, there: ModelServer) -> None:
    restricted = {"level": "restricted", "group": "envoys", "sure": "1", "model": "1"}
    upload(as_("admin"), TEXT, **restricted)
    upload(as_("admin"), TEXT + "a", TEXT + "b", **restricted, send_restricted="1")
    assert there.sent == []
    upload(as_("admin"), TEXT + "c", **restricted, send_restricted="1")
    assert len(there.sent) == 1


def test_known_document_is_not_sent(accounts: None, as_: As, there: ModelServer) -> None:
    upload(as_("admin"), TEXT, level="restricted", group="envoys", sure="1")
    upload(as_("editor"), TEXT, model="1")
    assert there.sent == [] and Source.objects.count() == 1


def test_model_that_fails_is_said_and_the_document_is_not_added(accounts: None, as_: As, there: ModelServer) -> None:
    there.answers = [status(400)]
    page = upload(as_("editor"), TEXT, model="1")
    assert "answers 400" in page and Source.objects.count() == 0


def test_slow_model_is_no_job_that_stands_still(there: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.5)
        status(200, answer(reply()))(handler)

    there.answers = [slow]
    monkeypatch.setattr("sulh.record.second_reader.configured._TICK", 0.1)
    ticks: list[int] = []
    assert isinstance(beside(read_document(from_text(TEXT)), ticks.append), TwoReadings)
    assert ticks == list(range(1, len(ticks) + 1)) and len(ticks) >= 3
