"""A copy that was handed over goes on: with accounts, on a desk; and nobody takes words away from a whole record in this guise."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from record.dumping import assert_rebuild_changes_nothing
from record.test_commands import REPORTS, sulh
from record.test_handing_over import ENVOYS, LAWYERS, inside, stored
from tampering import hash_anew, unguarded

from sulh.record import accounts, decisions, ledger
from sulh.record.account_entries import KIND, body_of, password_mark
from sulh.record.backing_up import backup, restore
from sulh.record.handing_over import hand_over
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import Entry, Text, User
from sulh.record.projection.apply import apply, rebuild
from sulh.record.projection.models import Source
from sulh.record.viewers import local_viewer

PASSWORD = "seven green bicycles"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    stored(1, ("team", ()))
    stored(2, LAWYERS)
    stored(3, ENVOYS)
    accounts.create_user("mona", PASSWORD, "admin", ["envoys"], author="mona")
    hand_over(tmp_path / "envoys.db", "envoys", author="mona", reason="for the talks")
    return tmp_path / "envoys.db"


def test_who_got_a_copy_goes_on_with_it(copy: Path) -> None:
    head = ledger.head()
    with inside(copy):
        accounts.create_user("noor", PASSWORD, "admin", ["envoys"], author="noor")
        decisions.name_actor(local_viewer("noor"), "Committee of Families")
        last = Entry.objects.order_by("seq").filter(seq__gt=head[0])
        assert [(one.seq - head[0], one.kind, one.author) for one in last] == [
            (1, "received", "noor"),
            (2, "account", "noor"),
            (3, "name", "noor"),
        ]
        verdict = ledger.verify()
        assert verdict.holds and not verdict.uncovered and verdict.withheld
        told = " ".join(verdict.covered)
        assert "this is a copy" in told and f"noor took the copy up, entry {head[0] + 1}" in told
        assert "1 account: roles" in told and "since the copy was taken up" in told
        assert_rebuild_changes_nothing()
        User.objects.update(role="reader")
        assert ["the role of noor" in one.problem for one in ledger.verify().faults] == [True]
        User.objects.all().delete()
        assert ["the account noor" in one.problem for one in ledger.verify().faults] == [True]


def test_copy_of_a_copy_that_was_taken_up_is_taken_up_again(copy: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.db"
    with inside(copy):
        accounts.create_user("noor", PASSWORD, "admin", ["envoys"], author="noor")
        hand_over(second, "envoys", author="noor")
        assert ledger.verify().holds
    with inside(second):
        assert ledger.verify().holds and not User.objects.exists()
        accounts.create_user("lina", PASSWORD, "admin", author="lina")
        assert ledger.verify().holds
        assert_rebuild_changes_nothing()


def test_accounts_that_nobody_added_to_a_copy_are_found(copy: Path) -> None:
    with inside(copy):
        User.objects.create(username="noor", role="admin", password="x")
        assert ["has accounts that nobody added" in one.problem for one in ledger.verify().faults] == [True]
        accounts.create_user("lina", PASSWORD, "admin", author="lina")
        assert [one.problem for one in ledger.verify().faults] == ["no entry knows the account noor"]


def test_entry_that_takes_up_another_copy_is_found(copy: Path) -> None:
    with inside(copy):
        accounts.create_user("noor", PASSWORD, "admin", author="noor")
        received = Entry.objects.get(kind="received")
        with unguarded():
            Entry.objects.filter(pk=received.pk).update(body=(received.body or "").replace(str(received.seq - 1), "1"))
        hash_anew(received.seq)
        rebuild()
        assert ["does not say which copy" in one.problem for one in ledger.verify().faults] == [True]


def test_decision_emptied_under_an_entry_put_in_is_a_copy_and_no_whole_record() -> None:
    """Whoever holds the file can make it look like a copy that lacks one decision; it never looks whole again."""
    stored(1, ("team", ()))
    seq = decisions.share(local_viewer("mona"), Source.objects.get().pk, "restricted", ["talks"])
    with writing():
        apply(append([Draft("mona", "withhold", {"entries": [[seq, seq]], "for": "talks", "reason": ""})]))
    with unguarded():
        Entry.objects.filter(pk=seq).update(body=None, salt="")
    with writing():
        apply(append([Draft("mona", "process", {"target": "process", "name": "Talks"})]))
    rebuild()
    assert Entry.objects.filter(kind="received").count() == 1
    verdict = ledger.verify()
    assert verdict.holds and verdict.withheld == 1 and "this is a copy: 1 body is withheld" in " ".join(verdict.covered)


def test_backup_of_a_copy_that_was_taken_up_is_restored_as_one(copy: Path, tmp_path: Path) -> None:
    with inside(copy):
        accounts.create_user("noor", PASSWORD, "admin", author="noor")
        backup(tmp_path / "backup")
        before = ledger.head()
    with inside(tmp_path / "new.db"):
        call_command("migrate", verbosity=0)
        restore(tmp_path / "backup", author="noor")
        verdict = ledger.verify()
        assert verdict.holds and verdict.withheld and ledger.head() == before
        assert [user.username for user in User.objects.all()] == ["noor"]


@pytest.mark.slow
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_record_turned_into_a_copy_and_taken_up_is_shown_by_a_head_and_by_a_backup(tmp_path: Path) -> None:
    """Everything that a copy would lack is emptied in the record itself, which is taken up at once with the accounts that it had."""
    assert connection.vendor == "sqlite"
    record, whole, false = tmp_path / "record.db", tmp_path / "whole.db", tmp_path / "envoys.db"

    def done(*words: str | Path, code: int = 0, on: Path = record) -> subprocess.CompletedProcess[str]:
        told = sulh(*words, record=on)
        assert told.returncode == code, told.stdout + told.stderr
        return told

    (tmp_path / "one.txt").write_text(REPORTS["one.txt"])
    (tmp_path / "two.txt").write_text(REPORTS["two.txt"])
    done("add", tmp_path / "one.txt", "--sharing", "restricted", "--group", "envoys")
    done("add", tmp_path / "two.txt", "--sharing", "restricted", "--group", "lawyers")
    done("user", "add", "boris", "--password", PASSWORD)
    (tmp_path / "a.pub").write_text(done("key", "make", "a.example/record", tmp_path / "a.key").stdout)
    done("key", "make", "un.example/record", tmp_path / "un.key", "--witness")
    done("head", "--sign", tmp_path / "a.key", "--out", tmp_path / "a.head")
    shutil.copy(record, whole)
    done("copy", false, "--for", "envoys")
    done("verify")
    done("verify", code=7, on=false)
    with closing(sqlite3.connect(record)) as opened:
        account = opened.execute("SELECT * FROM record_user").fetchone()
        names = [row[1] for row in opened.execute("PRAGMA table_info(record_user)")]
    held = dict(zip(names, account, strict=True))
    body = body_of("boris", "create", role="reader", groups=[], active=True, password=password_mark(held["password"]))
    with inside(false):
        with writing():
            apply(append([Draft("boris", KIND, body)]))
        User.objects.create(username="boris", role="reader", password=held["password"])
        assert ledger.verify().holds
    trust = ("--signed-by", tmp_path / "a.pub")
    told = done("verify", "--expect", tmp_path / "a.head", *trust, code=7, on=false).stdout
    assert "are here without their words" in told and "not the record that was signed" in told
    assert "(withhold) by" in told and "(received) by boris" in told and "takes up a copy" in told
    told = done("verify", "--against", whole, code=7, on=false).stdout
    assert "bodies are missing here" in told
    told = done(
        "witness", tmp_path / "a.head", "--key", tmp_path / "un.key", "--state", tmp_path / "un.state", *trust, "--record", false, on=false
    ).stderr  # fmt: skip
    assert "is a copy" in told
    assert Text.objects.count() == 0
