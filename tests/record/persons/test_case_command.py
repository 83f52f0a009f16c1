"""`sulh case` on files of persons in a record; all names are invented."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from record.test_commands import sulh

OPENED = ("--name", "Invented Person", "--basis", "consent", "--purpose", "search", "--until", "2099-01-01")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    record = tmp_path / "record.db"
    (tmp_path / "a.txt").write_text("Nothing was said.", encoding="utf-8")
    assert sulh("add", tmp_path / "a.txt", record=record).returncode == 0
    groups = ("--group", "Office", "--group", "persons", "--password", "ninety green umbrellas")
    assert sulh("user", "add", "office", "--role", "editor", *groups, record=record).returncode == 0
    return record


def test_file_in_a_record_is_opened_for_groups_listed_shown_and_added_to(record: Path) -> None:
    refused = sulh("case", "open", "record:", *OPENED, "--group", "Office", record=record)
    assert refused.returncode == 2 and "sulh seal" in refused.stderr
    assert sulh("case", "open", "record:", *OPENED, "--invented", record=record).returncode == 2
    made = sulh("case", "open", "record:", *OPENED, "--group", "Office", "--invented", record=record)
    place = made.stdout.strip()
    assert place.startswith("record:") and made.returncode == 0, made.stderr
    done = sulh("case", "add", place, "reported", "words=was seen", "reporter=a sister", "received=2021-06", record=record)
    assert done.returncode == 0, done.stderr
    assert "Invented Person\tMissing" in sulh("case", "list", record=record).stdout
    shown = sulh("case", "show", place, record=record).stdout
    assert "In words: was seen" in shown and "Reported by: not for you to see" in shown  # nobody was named for informants
    with closing(sqlite3.connect(record)) as held:
        looks = [json.loads(body)["things"] for (body,) in held.execute("SELECT body FROM record_entry WHERE kind = 'look' ORDER BY seq")]
    assert ["case:list"] in looks and [place.replace("record", "case")] in looks
    assert sulh("case", "show", "record:0a1b2c3d", record=record).returncode == 2
    assert sulh("verify", record=record).returncode == 0
