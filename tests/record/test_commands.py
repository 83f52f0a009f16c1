"""The commands about a record, run as a user runs them."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from reports import report

from sulh.cli import review as review_command
from sulh.cli import status as status_command
from sulh.record.adding import add
from sulh.record.authors import running
from sulh.record.projection.models import Claim, Commitment, Decision, MeetingRow, Proposal
from sulh.record.queries.commitments import commitment
from sulh.record.viewers import local_viewer

ROUND = "The 16th round of Astana talks on Syria"
REPORTS = {
    "one.txt": f"NUR-SULTAN, 8 July 2021. {ROUND} was held in Nur-Sultan on 7-8 July 2021. Russia, Iran and Turkey took part.",
    "two.txt": f"ASTANA, 9 July 2021. {ROUND} ended in Nur-Sultan on 8 July 2021, the ministry said. Iran was there.",
}
TAMPER = """
DROP TRIGGER record_entry_no_update;
UPDATE record_entry SET body = replace(body, 'RUS', 'USA') WHERE seq = (SELECT min(seq) FROM record_entry WHERE body GLOB '*RUS*')
"""
WITHOUT_DJANGO = """
from sulh.cli import records
records.find_spec = lambda name: None
from sulh.cli.main import main
main()
"""


def sulh(*words: str | Path, record: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    command = [sys.executable, "-m", "sulh", *map(str, words)]
    return subprocess.run(
        command,
        env={**environment, "SULH_RECORD": str(record), **settings},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_sharing_that_takes_a_document_from_an_administrator_says_from_whom_and_wants_to_be_sure(tmp_path: Path, folder: Path) -> None:
    record = tmp_path / "record.db"
    assert sulh("add", folder / "one.txt", record=record).returncode == 0
    made = sulh("user", "add", "anna", "--role", "admin", "--password", "seven green bicycles", record=record)
    assert made.returncode == 0, made.stderr
    digest = hashlib.sha256((folder / "one.txt").read_bytes()).hexdigest()[:12]
    asked = ("source", "share", digest, "restricted", "--group", "talks")
    refused = sulh(*asked, record=record)
    assert refused.returncode == 1 and "anna, an administrator" in refused.stderr and "--sure" in refused.stderr
    assert sulh(*asked, "--sure", record=record).returncode == 0


@pytest.mark.slow
def test_record_is_filled_checked_copied_and_found_out_when_changed(tmp_path: Path, folder: Path) -> None:
    record = tmp_path / "new" / "record.db"
    first = sulh("add", folder, folder / "missing.txt", record=record)
    assert first.returncode == 1 and "missing.txt" in first.stderr
    assert [line.split()[0] for line in first.stdout.splitlines()] == ["added", "added"] and "2 added, 0 known" in first.stderr
    other = sulh("add", folder / "one.txt", "--sharing", "restricted", "--group", "talks", record=record)
    assert other.returncode == 1 and "stays shared as it is: team" in other.stderr and "sulh source share" in other.stderr
    assert sulh("add", folder / "one.txt", "--sharing", "team", record=record).returncode == 0
    again = sulh("add", folder, "--author", "boris", record=record)
    assert again.returncode == 0 and [line.split()[0] for line in again.stdout.splitlines()] == ["known", "known"]
    digest = hashlib.sha256((folder / "one.txt").read_bytes()).hexdigest()[:12]
    assert sulh("source", "share", digest, "restricted", "--group", "talks", record=record).returncode == 0
    assert sulh("add", folder / "one.txt", "--sharing", "restricted", "--group", "talks", record=record).returncode == 0
    held = sulh("verify", record=record)
    assert held.returncode == 0 and "is the last, with the hash" in held.stdout
    backup = tmp_path / "backup"
    assert sulh("backup", backup, record=record).returncode == 0
    assert "is the same" in sulh("verify", "--against", backup, record=record).stdout
    held = sulh("verify", record=record)  # with the entry that the backup made
    restored = tmp_path / "restored.db"
    assert sulh("restore", backup, record=restored).returncode == 0
    assert sulh("verify", record=restored).stdout.splitlines()[1:] == held.stdout.splitlines()[1:]
    assert sulh("restore", backup, record=restored).returncode == 1
    assert "entries projected" in sulh("rebuild", record=record).stdout
    with sqlite3.connect(record) as opened:
        opened.executescript(TAMPER)
    opened.close()
    changed = sulh("verify", record=record)
    assert changed.returncode == 1 and "the body of entry" in changed.stderr and "Traceback" not in changed.stderr


@pytest.mark.slow
def test_accounts_are_made_and_listed(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    assert (
        sulh("user", "add", "anna", "--role", "editor", "--group", "talks", "--password", "seven green bicycles", record=record).returncode
        == 0
    )
    assert sulh("user", "role", "anna", "admin", record=record).returncode == 0
    assert sulh("user", "disable", "anna", record=record).returncode == 0
    assert sulh("user", "list", record=record).stdout.split() == ["anna", "admin", "disabled", "talks"]
    short = sulh("user", "password", "anna", "--password", "short", record=record)
    assert short.returncode == 1 and "too short" in short.stderr


@pytest.mark.parametrize("command", ["verify", "rebuild", "review", "backup"])
def test_record_that_is_not_there_is_named_and_not_made(tmp_path: Path, command: str) -> None:
    told = sulh(command, *([tmp_path / "copy"] if command == "backup" else []), record=tmp_path / "none.db")
    assert told.returncode == 1 and "no record at" in told.stderr and list(tmp_path.iterdir()) == []


def test_restricted_without_group_is_wrong_usage(tmp_path: Path, folder: Path) -> None:
    told = sulh("add", folder, "--sharing", "restricted", record=tmp_path / "record.db")
    assert told.returncode == 2 and "--group" in told.stderr and not (tmp_path / "record.db").exists()


@pytest.mark.slow
def test_missing_extra_is_named(tmp_path: Path) -> None:
    told = subprocess.run([sys.executable, "-c", WITHOUT_DJANGO, "verify"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert told.returncode == 1 and "sulh[desk]" in told.stderr and "Traceback" not in told.stderr


def reviewed(monkeypatch: pytest.MonkeyPatch, keys: str, *words: str) -> str:
    """What `sulh review` shows when these keys are pressed."""
    monkeypatch.setattr(review_command, "opened", lambda record: "here")
    result = CliRunner().invoke(review_command.review, ["--author", "anna", *words], input=keys)
    assert result.exception is None, result.exception
    return result.output


def test_review_decides_under_the_name_of_the_reviewer(monkeypatch: pytest.MonkeyPatch) -> None:
    list(add([report(1)], author="a"))
    told = reviewed(monkeypatch, "arsq")  # the most certain first: city and country
    assert "Report 1" in told and "2 decided, 1 left for later" in told
    signed = f"{running()} for anna"
    assert [(one.kind, one.author) for one in Decision.objects.order_by("seq")] == [("accept", signed), ("reject", signed)]
    assert Claim.objects.filter(status="proposed").count() == Claim.objects.count() - 2


def test_review_corrects_what_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    list(add([report(1, status="held")], author="a"))
    certain = list(Claim.objects.order_by("-confidence", "seq").values_list("property", flat=True))
    reviewed(monkeypatch, f"{'s' * certain.index('city')}cSochi\nq", "--no-merges")
    claim = Claim.objects.get(property="city")
    assert (claim.status, claim.decided, MeetingRow.objects.get().city) == ("corrected", '"Sochi"', "Sochi")


def test_review_asks_about_meetings_that_may_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    list(add([report(1, track=None, ordinal=None, roles={}), report(2, track=None, ordinal=None, roles={}, kind="visit")], author="a"))
    assert Proposal.objects.get().status == "open"
    told = reviewed(monkeypatch, "aq")
    assert "May these be one meeting?" in told and MeetingRow.objects.count() == 1


def test_review_stops_at_its_limit_and_at_the_end_of_input(monkeypatch: pytest.MonkeyPatch) -> None:
    list(add([report(1)], author="a"))
    assert "2 decided" in reviewed(monkeypatch, "aaaa", "--limit", "2")
    assert "1 decided" in reviewed(monkeypatch, "a")


def test_status_counts_from_the_day_that_the_words_tell_of_or_that_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_command, "opened", lambda record: "here")
    status = status_command.status
    told = report(2, start="2022-01-05", published="2022-02-01", promise="They agreed that all had been freed on 5 January 2022.")
    list(add([report(1, promise="They agreed to free all by the end of 2021.", due="2021-12"), told], author="bea"))
    promise = str(Commitment.objects.get(source__path="report-1.txt").pk)
    about = [promise, "3", "--document", told.document.id, "--author", "bea"]
    runner = CliRunner()
    ran = runner.invoke(status, [*about, "--quote", "all had been freed on 5 January 2022"])
    assert ran.exit_code == 0 and "it happened 5 January 2022" in ran.output
    assert commitment(local_viewer("bea"), promise).outcome.days_late == 5
    assert "it happened 6 January 2022" in runner.invoke(status, [*about, "--span", "0-9", "--happened", "6.1.2022"]).output
    assert "is not known" in runner.invoke(status, [*about, "--span", "0-9", "--happened", "unknown"]).output
    assert commitment(local_viewer("bea"), promise).outcome.days_late is None
    refused = runner.invoke(status, [*about, "--span", "0-9", "--happened", "soon"])
    assert refused.exit_code == 1 and "EDTF" in str(refused.exception)
