"""Uploads through the pages: taken at once, read beside them, and seen by those who may."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from desk.conftest import Held
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sulh.record import decisions
from sulh.record.accounts import create_user
from sulh.record.jobs import store
from sulh.record.jobs.kinds import kind_of
from sulh.record.jobs.models import Job, Upload
from sulh.record.models import Entry
from sulh.record.projection.models import Source
from sulh.record.viewers import local_viewer

TALKS = b"GENEVA, 3 March 2023. Envoys of Russia and Iran met in Geneva on 2 March 2023."


def work() -> None:
    """Do what waits, in this process: that workers do it in others is tested with the store."""
    from sulh.model import DocumentError

    while (job := store.claim("tests/1/0")) is not None:
        data = bytes(Upload.objects.get(job=job).data)
        try:
            store.end(job.pk, "tests/1/0", kind_of(job.kind).run(job.asked, job.author, data, lambda *_: None))
        except DocumentError as problem:
            store.refuse(job.pk, "tests/1/0", problem.reason)


def put(client: Client, *files: tuple[str, bytes], level: str = "team", group: str = "") -> str:
    """Upload files; the page that the answer leads to."""
    given = {"files": [SimpleUploadedFile(*file) for file in files], "level": level} | ({"group": group, "sure": "1"} if group else {})
    answer = client.post(reverse("documents-add"), given)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("uploads"))
    return shown(client)


def shown(client: Client, part: bool = False) -> str:
    return client.get(reverse("uploads") + ("?part=1" if part else "")).content.decode()


def test_upload_is_taken_at_once_and_read_beside_the_pages(held: Held, as_: Callable[[str], Client], settings: object) -> None:
    settings.UPLOAD_BYTES = 400  # type: ignore[attr-defined]
    before, client = Source.objects.count(), as_("editor")
    files = [("talks.txt", TALKS), ("../../etc/large.txt", b"x" * 500)]
    files += [("broken.pdf", b"%PDF-1.4 nothing"), ("unknown.xyz", bytes(range(256)))]
    page = put(client, *files, level="restricted", group="envoys")
    assert Source.objects.count() == before
    assert "0 read, 0 being read, 3 waiting. 1 refused." in page
    assert page.index("talks.txt") < page.index("broken.pdf") < page.index("unknown.xyz")
    work()
    page = shown(client)
    assert Source.objects.count() == before + 1
    assert page.count("✗ refused") == 3 and "large.txt" in page and "etc/large" not in page
    assert "All is read: 1 done. 3 refused." in page
    added = Source.objects.get(path="talks.txt")
    assert (added.audience.level, added.audience.groups) == ("restricted", "envoys")
    assert Entry.objects.filter(kind="document", author="editor").count() == 1
    # Bytes stay of what a second try may help, and of nothing else.
    assert set(Upload.objects.values_list("job__title", flat=True)) == {"broken.pdf", "unknown.xyz"}


def test_known_document_says_so_and_which_sharing_it_keeps(held: Held, as_: Callable[[str], Client]) -> None:
    put(as_("editor"), ("talks.txt", TALKS), level="public")
    work()
    put(as_("editor"), ("again.txt", TALKS))
    work()
    page = shown(as_("editor"))
    assert "was there already" in page and "It stays shared as it was" in page
    assert Source.objects.filter(audience__level="public").count() == 2


def test_list_of_uploads_says_who_may_see_a_document_now(held: Held, as_: Callable[[str], Client]) -> None:
    put(as_("editor"), ("talks.txt", TALKS))
    work()
    assert shown(as_("editor")).split('class="notes">')[1].startswith("Team")
    decisions.share(local_viewer("editor"), Source.objects.get(path="talks.txt").pk, "restricted", ["envoys"])
    now = shown(as_("editor")).split('class="notes">')[1].split("</span>")[0]
    assert now.startswith("Restricted") and "envoys" not in now


def test_answer_does_not_wait_for_reading(held: Held, as_: Callable[[str], Client]) -> None:
    client, began = as_("editor"), time.perf_counter()
    put(client, ("long.txt", TALKS * 20_000))
    assert time.perf_counter() - began < 2


def test_what_is_no_file_and_what_is_shared_with_nobody_is_refused(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("editor")
    assert "Choose at least one file, or paste a text." in client.post(reverse("documents-add"), {"level": "team"}).content.decode()
    answer = client.post(reverse("documents-add"), {"files": [SimpleUploadedFile("a.txt", TALKS)], "level": "restricted"}, follow=True)
    assert "groups" in answer.content.decode()
    assert not Job.objects.exists()


def test_waiting_file_is_taken_back(held: Held, as_: Callable[[str], Client]) -> None:
    put(as_("editor"), ("talks.txt", TALKS))
    job = Job.objects.get()
    create_user("other", None, "editor", author="tests")
    page = as_("other").post(reverse("upload-cancel", args=[job.pk]), follow=True).content.decode()
    assert "no such file" in page and Job.objects.get().state == "waiting"
    as_("editor").post(reverse("upload-cancel", args=[job.pk]))
    assert Job.objects.get().state == "cancelled" and not Upload.objects.exists()
    assert "talks.txt" not in shown(as_("editor"))


def test_refused_file_is_tried_again_from_its_page(held: Held, as_: Callable[[str], Client]) -> None:
    put(as_("editor"), ("broken.pdf", b"%PDF-1.4 nothing"))
    work()
    job = Job.objects.get()
    assert reverse("upload-again", args=[job.pk]) in shown(as_("editor"))
    as_("editor").post(reverse("upload-again", args=[job.pk]))
    assert Job.objects.get().state == "waiting"


@pytest.mark.parametrize("part", [False, True])
def test_files_are_seen_by_their_uploader_and_by_admins_who_learn_nothing_restricted(
    held: Held, as_: Callable[[str], Client], part: bool
) -> None:
    create_user("other", None, "editor", author="tests")
    put(as_("editor"), ("plain.txt", TALKS))
    put(as_("editor"), ("Secretville.txt", TALKS + b" Secretly."), level="restricted", group="envoys")
    work()
    assert "plain.txt" not in shown(as_("other"), part)
    mine, admins = shown(as_("editor"), part), shown(as_("admin"), part)
    assert "plain.txt" in mine and "Secretville.txt" in mine
    assert "plain.txt" in admins and "a file restricted to others" in admins
    key = Source.objects.get(path="Secretville.txt").pk.removeprefix("sha256:")
    assert "Secretville" not in admins and key not in admins and "envoys" not in admins
    # The editor is in none of the groups either, so knows that it was added, and is led nowhere.
    assert key not in mine


def test_files_that_nobody_reads_are_said_to_wait_for_a_worker(held: Held, as_: Callable[[str], Client]) -> None:
    import datetime as dt

    from django.utils import timezone

    put(as_("editor"), ("talks.txt", TALKS))
    assert "sulh work" not in shown(as_("editor"))
    Job.objects.update(made=timezone.now() - dt.timedelta(minutes=5))
    assert "sulh work" in shown(as_("editor"))


def test_problem_of_the_queue_is_said_in_the_language_of_the_page(held: Held, as_: Callable[[str], Client]) -> None:
    from django.utils import translation

    from sulh.desk.uploads import problem_words

    assert problem_words("memory").startswith("Reading it needs more memory")
    assert problem_words("internal:KeyError").startswith("Sulh failed")
    assert problem_words("holds no text") == "holds no text"
    with translation.override("ar"):
        assert all(problem_words(code)[0] > "\u0600" for code in ("too_large", "time", "memory", "ended", "internal"))
