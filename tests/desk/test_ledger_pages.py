"""The pages of the ledger: what each visitor learns, heads that are kept, and proofs that are checked with the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from desk.conftest import MARKS, Held
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from record.test_kept_heads import NORTH, SOUTH, UN, key, signed

from sulh.record.jobs import store
from sulh.record.jobs.kinds import kind_of
from sulh.record.jobs.models import Job
from sulh.record.models import Entry
from sulh.record.tree import head_of_record
from sulh.signing.heads import Checkpoint


def work() -> None:
    while (job := store.claim("tests/1/0")) is not None:
        store.end(job.pk, "tests/1/0", kind_of(job.kind).run(job.asked, job.author, b"", lambda *_: None))


def shown(client: Client, query: str = "") -> str:
    answer = client.get(reverse("ledger") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def keep(client: Client, data: bytes, keys: str = "") -> str:
    given = {"head": SimpleUploadedFile("1.head", data), "keys": keys}
    return client.post(reverse("ledger-keep"), given, follow=True).content.decode()


def downloaded(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment"), answer.content
    return answer.content


def test_page_says_what_the_head_is_and_gives_it_to_be_signed(held: Held, as_: Callable[[str], Client]) -> None:
    from sulh.signing.heads import Head
    from sulh.signing.notes import encoded

    now = head_of_record()
    page = shown(as_("reader"))
    assert f"The ledger has {now.size} entries" in page and encoded(now.root) in page and now.origin in page
    assert Head.read(downloaded(as_("reader"), reverse("ledger-head"))).checkpoint == now


def test_visitor_without_an_account_learns_nothing_of_the_head(held: Held, as_: Callable[[str], Client], public_view: None) -> None:
    page = shown(as_("anonymous"))
    assert head_of_record().origin not in page and "Verify now" not in page and f"{head_of_record().size} entries" not in page


def test_verification_is_a_job_with_a_verdict_in_sentences(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    assert "It was not verified here yet." in shown(client)
    assert client.post(reverse("ledger-verify")).headers["Location"].endswith("#verification")
    assert as_("admin").post(reverse("ledger-verify")).status_code == 302
    assert Job.objects.count() == 1
    page = shown(client, "?part=1")
    assert "data-open" in page and "waiting for its turn" in page
    work()
    page = shown(client)
    assert "✓ Verified on" in page and f"all {Entry.objects.count()} entries fit" in page and "Verify now" in page
    assert "What was checked" not in page  # names groups and people
    assert "What was checked" in shown(as_("admin")) and "SQLite finds the file" in shown(as_("admin"))
    list_of = Entry.objects.count()
    as_("admin").post(reverse("account-add"), {"name": "zoe", "role": "reader", "password": "a long sentence nobody guesses"})
    if Entry.objects.count() > list_of:
        assert "came after it" in shown(client)


def test_entry_that_was_changed_is_named_and_only_admins_read_what_is_wrong(held: Held, as_: Callable[[str], Client]) -> None:
    from tampering import unguarded

    entry = Entry.objects.order_by("seq")[5]
    with unguarded():
        Entry.objects.filter(pk=entry.pk).update(body=str(entry.body).replace('"', "'", 1))
    as_("reader").post(reverse("ledger-verify"))
    work()
    page, admins = shown(as_("reader")), shown(as_("admin"))
    assert "does not fit, in" in page and f"Entry {entry.seq}" in page
    problem = Job.objects.get().result["faults"][0]["problem"]
    assert problem[:30] in admins and problem[:30] not in page
    assert reverse("ledger-entry", args=[entry.seq]) in admins


def test_head_is_kept_and_shows_who_signed_and_witnessed(held: Held, as_: Callable[[str], Client]) -> None:
    admin = as_("admin")
    page = keep(admin, signed(NORTH, UN, SOUTH), key(NORTH, UN))
    seq = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    assert f"The head is kept, as entry {seq}." in page
    for words in ("signed by <bdi>north.example/record</bdi>", "witnessed by <bdi>un.example/witness</bdi>", "not checked"):
        assert words in " ".join(shown(as_("reader")).split())
    assert downloaded(as_("reader"), reverse("ledger-kept", args=[seq])).startswith(b"sulh/")
    now = head_of_record()
    refused = keep(admin, signed(NORTH, of=Checkpoint(now.origin, now.size, bytes(32))))
    assert "contradicts the record" in refused and "look from entry" in refused
    assert as_("editor").post(reverse("ledger-keep")).status_code == 403


def test_proofs_that_the_pages_give_are_checked_by_the_command(held: Held, as_: Callable[[str], Client], tmp_path: Path) -> None:
    from click.testing import CliRunner

    from sulh.cli.proofs import check_proof

    admin = as_("admin")
    keep(admin, signed(NORTH), key(NORTH))
    first = int(Entry.objects.filter(kind="head").values_list("seq", flat=True)[0])
    keep(admin, signed(NORTH))
    second = int(Entry.objects.filter(kind="head").order_by("-seq").values_list("seq", flat=True)[0])
    earlier, proof, added = tmp_path / "1.head", tmp_path / "3.proof", tmp_path / "2.proof"
    earlier.write_bytes(downloaded(admin, reverse("ledger-kept", args=[first])))
    open_entry = Entry.objects.filter(kind="document", body__contains="Report 11").values_list("seq", flat=True)[0]
    assert f'value="{second}"' in admin.get(reverse("ledger-entry", args=[open_entry])).content.decode()
    proof.write_bytes(downloaded(admin, reverse("ledger-proof", args=[open_entry]) + f"?head={second}"))
    added.write_bytes(downloaded(as_("reader"), reverse("ledger-addition") + f"?earlier={first}&later={second}"))
    told = CliRunner().invoke(check_proof, [str(proof), "--signed-by", key(NORTH)])
    assert told.exit_code == 0 and f"Entry {open_entry} is among them" in told.output and "Report 11" in told.output
    told = CliRunner().invoke(check_proof, [str(added), "--since", str(earlier), "--signed-by", key(NORTH)])
    assert told.exit_code == 0 and "nothing among those was changed" in told.output
    assert admin.get(reverse("ledger-addition") + "?earlier=x&later=1").status_code == 404
    assert admin.get(reverse("ledger-entry", args=[99999])).status_code == 404


def test_proof_of_an_entry_about_a_hidden_document_goes_without_its_words(held: Held, as_: Callable[[str], Client]) -> None:
    from sulh.signing.proofs import Inclusion

    admin = as_("admin")
    keep(admin, signed(NORTH), key(NORTH))
    head = Entry.objects.filter(kind="head").values_list("seq", flat=True)[0]
    hidden = Entry.objects.filter(kind="document", body__contains=MARKS["restricted"]).values_list("seq", flat=True)[0]
    page = admin.get(reverse("ledger-entry", args=[hidden])).content.decode()
    assert MARKS["restricted"] not in page and "withheld here" in page
    data = downloaded(admin, reverse("ledger-proof", args=[hidden]) + f"?head={head}")
    extra = json.loads(Inclusion.read(data).extra)
    assert extra["body"] is None and extra["salt"] == ""
    assert MARKS["restricted"].encode() not in data


def test_entries_are_filtered_by_kind_author_and_day(held: Held, as_: Callable[[str], Client]) -> None:
    admin = as_("admin")
    page = shown(admin, "?kind=document&author=tests")
    numbers = [str(seq) for seq in Entry.objects.filter(kind="document").values_list("seq", flat=True)]
    assert all(f">{number}</a></th>" in page for number in numbers)
    assert page.count('<th scope="row" class="number"><a') == len(numbers)
    assert "No entry is of that kind" in shown(admin, "?kind=document&until=2001-01-01")
    assert "No entry is of that kind" in shown(admin, "?since=2990-01-01")
    today = Entry.objects.values_list("at", flat=True)[0][:10]
    assert "No entry is of that kind" not in shown(admin, f"?since={today}&until={today}")
    assert "No entry is of that kind" not in shown(admin, "?since=nonsense")


def test_what_was_withheld_is_told_to_admins_with_reason_and_to_others_as_a_number(
    held: Held, as_: Callable[[str], Client], tmp_path: Path
) -> None:
    from sulh.record.ledger import Draft, append, writing
    from sulh.record.projection.apply import apply

    assert "Nothing was withheld" in shown(as_("reader"))
    with writing():
        apply(append([Draft("root", "withhold", {"entries": [[2, 4]], "for": "envoys", "reason": "agreed on 3 May"})]))
    admins, page = shown(as_("admin")), shown(as_("reader"))
    assert "withheld the words of 3 entries from a copy" in admins and "agreed on 3 May" in admins and "envoys" in admins
    assert "1 entry says that words were withheld" in page and "agreed on 3 May" not in page and "envoys" not in page
