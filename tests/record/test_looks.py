"""Looking at what is restricted is recorded: once for each viewer, document and day, before it is shown, and in nobody's way."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest
from django.db import connection
from record.dumping import assert_rebuild_changes_nothing
from record.test_commands import REPORTS, sulh
from record.test_handing_over import ENVOYS, stored

from sulh.record import ledger, looks
from sulh.record.exports import export
from sulh.record.looks import looked, looked_at, seen_by
from sulh.record.models import Entry
from sulh.record.projection.models import Look
from sulh.record.queries.documents import document
from sulh.record.shapes import Viewer
from sulh.record.viewers import local_viewer, viewer


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    """Each test has another record, under the same name."""
    looks._KNOWN.clear()
    looks._PENDING.clear()
    yield
    looks._KNOWN.clear()
    looks._PENDING.clear()


@pytest.fixture
def envoy() -> Viewer:
    return viewer("noor", "reader", "team|envoys")


def said() -> list[tuple[str, list[str]]]:
    return [(one.author, json.loads(one.body or "")["things"]) for one in Entry.objects.filter(kind="look").order_by("seq")]


def test_look_is_recorded_once_a_day_for_each_viewer_and_document() -> None:
    first, second = stored(1, ENVOYS), stored(2, ENVOYS)
    envoy = viewer("noor", "reader", "team|envoys")
    refs = [document(envoy, key).ref for key in (first, second)]
    for _ in range(3):
        assert looked_at(envoy, refs[:1])
    assert looked_at(local_viewer("mona"), refs) and looked_at(envoy, refs)
    assert said() == [("noor", [first]), ("mona", sorted([first, second])), ("noor", [second])]
    looks._KNOWN.clear()  # as in another process, or after a new start
    assert looked_at(envoy, refs) and len(said()) == 3
    assert ledger.verify().holds
    assert_rebuild_changes_nothing()
    assert Look.objects.count() == 4


def test_what_is_not_restricted_is_shown_without_an_entry() -> None:
    keys = [stored(number, (level, ())) for number, level in ((1, "public"), (2, "team"))]
    envoy = viewer("noor", "reader", "team|envoys")
    refs = [document(envoy, key).ref for key in keys]
    assert looked_at(envoy, refs) and said() == []


def test_editors_and_admins_see_who_looked_and_readers_do_not(envoy: Viewer) -> None:
    key = stored(1, ENVOYS)
    looked(envoy, [key])
    (one,) = seen_by(viewer("anna", "editor", "team|envoys"), key)
    assert (one.author, one.day) == ("noor", Entry.objects.get(pk=one.seq).at[:10])
    assert seen_by(local_viewer("mona"), key) and not seen_by(envoy, key) and not seen_by(viewer("x", "reviewer", "team|envoys"), key)


def test_sealed_value_is_looked_at_like_a_document(envoy: Viewer) -> None:
    assert looked(envoy, ["sealed:wendelkhan"]) and said() == [("noor", ["sealed:wendelkhan"])]


def test_export_of_restricted_documents_says_which(tmp_path: Path) -> None:
    key, _ = stored(1, ENVOYS), stored(2, ("team", ()))
    export(local_viewer("mona"), "jsonl", tmp_path / "out")
    assert said() == [("mona", [key])]


def test_no_copy_for_others_says_who_looked(tmp_path: Path, envoy: Viewer) -> None:
    from sulh.record.handing_over import hand_over

    looked(envoy, [stored(1, ENVOYS)])
    made = hand_over(tmp_path / "envoys.db", "envoys", author="mona")
    with closing(sqlite3.connect(tmp_path / "envoys.db")) as opened:
        assert opened.execute("SELECT body FROM record_entry WHERE kind = 'look'").fetchall() == [(None,)]
    assert made.withheld


_READERS = """
import sys, threading, json, sqlite3, os
from time import perf_counter
from sulh.record import open_record
open_record()
from django.db import connections
from sulh.record.looks import looked
from sulh.record.models import Entry
from sulh.record.shapes import Viewer
number, took, missed = int(sys.argv[1]), [], []
gate = threading.Barrier(number)
def read(name):
    gate.wait()
    before = perf_counter()
    if not looked(Viewer(name, "reader", "team", frozenset()), ["sha256:" + "0" * 64]):
        missed.append(name)
    took.append(perf_counter() - before)
    connections.close_all()
if busy := sys.argv[2:]:
    other = sqlite3.connect(os.environ["SULH_RECORD"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
threads = [threading.Thread(target=read, args=(f"reader{one}",)) for one in range(number)]
for one in threads: one.start()
for one in threads: one.join()
if busy:
    other.execute("ROLLBACK")
    assert looked(Viewer("last", "reader", "team", frozenset()), ["sha256:" + "0" * 64])
print(json.dumps({"entries": Entry.objects.filter(kind="look").count(), "slowest": max(took), "missed": len(missed)}))
"""


@pytest.mark.slow
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_two_hundred_readers_at_once_are_all_recorded(tmp_path: Path) -> None:
    assert connection.vendor == "sqlite"
    record = tmp_path / "record.db"
    (tmp_path / "one.txt").write_text(REPORTS["one.txt"])
    assert sulh("add", tmp_path / "one.txt", record=record).returncode == 0
    found = told(record, "200")
    assert found["entries"] == 200 and not found["missed"] and found["slowest"] < 5, found
    assert sulh("verify", record=record).returncode == 0
    # Somebody who writes for long holds nobody up for long, and the look is recorded with the next one.
    (tmp_path / "two.txt").write_text(REPORTS["two.txt"])
    second = tmp_path / "second.db"
    assert sulh("add", tmp_path / "two.txt", record=second).returncode == 0
    found = told(second, "20", "busy")
    assert found["missed"] == 20 and found["slowest"] < 10 and found["entries"] == 21, found
    assert sulh("verify", record=second).returncode == 0


def told(record: Path, *words: str) -> dict[str, float]:
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    command = [sys.executable, "-c", _READERS, *words]
    done = subprocess.run(command, env={**environment, "SULH_RECORD": str(record)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_look_that_cannot_be_written_waits_for_the_next_one(envoy: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    key = stored(1, ENVOYS)

    def locked(batch: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(looks, "_write", locked)
        assert not looked(envoy, [key]) and said() == []
    assert looked(local_viewer("mona"), [key])
    assert sorted(said()) == [("mona", [key]), ("noor", [key])]


def test_threads_share_what_they_know(envoy: Viewer) -> None:
    key = stored(1, ENVOYS)
    assert looked(envoy, [key])
    before = perf_counter()
    readers = [threading.Thread(target=looked, args=(envoy, [key])) for _ in range(50)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    assert perf_counter() - before < 2 and len(said()) == 1
