"""An export holds what its viewer may see and nothing else, appears whole, and is noted in the ledger."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest
from factory import make_arabic, make_reading
from reports import report

from sulh.model import AccessError, RecordError
from sulh.record.adding import add
from sulh.record.exports import FORMATS, export
from sulh.record.exports.columns import TABLES
from sulh.record.models import Entry
from sulh.record.shapes import Filters
from sulh.record.viewers import limited, local_viewer, viewer_of

SECRET = "Sochi"


def filled() -> None:
    """Three documents for the team, and one for a group that tells of another city."""
    list(add([make_reading(), make_arabic(), report(1, start="2021-07-07", ordinal=16)], author="a"))
    secret = report(7, start="2019-02-14", ordinal=None, kind="summit", city=SECRET, country="RU")
    list(add([secret], author="a", level="restricted", groups=("envoys",)))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def content(path: Path) -> bytes:
    """Every byte that an export holds, archives unpacked."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    found = b""
    for one in files:
        if zipfile.is_zipfile(one):
            with zipfile.ZipFile(one) as book:
                found += b"".join(book.read(name) for name in book.namelist())
        elif one.suffix == ".parquet":
            found += repr(pl.read_parquet(one).to_dicts()).encode()
        else:
            found += one.read_bytes()
    return found


@pytest.mark.parametrize("to", FORMATS)
def test_nothing_restricted_goes_out_with_what_the_team_may_see(to: str, tmp_path: Path) -> None:
    filled()
    everything = local_viewer("a")
    export(everything, to, tmp_path / "all")
    export(limited(everything, "team"), to, tmp_path / "team")
    assert to == "mend" or SECRET.encode() in content(tmp_path / "all")
    assert SECRET.encode() not in content(tmp_path / "team")


@pytest.mark.parametrize("to", FORMATS)
def test_every_format_is_written_and_noted(to: str, tmp_path: Path) -> None:
    filled()
    written = export(local_viewer("amina"), to, tmp_path / "out")
    assert all(path.exists() for path in written.paths)
    assert sum(path.stat().st_size for path in written.paths) > 500
    entry = Entry.objects.get(pk=written.entry)
    assert (entry.author, entry.kind) in {("amina", "export"), ("amina", "decision")}
    assert json.loads(entry.body or "{}")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".sulh-")]


def test_tables_hold_every_meeting_participant_and_claim(tmp_path: Path) -> None:
    filled()
    export(local_viewer("a"), "csv", tmp_path / "out")
    export(local_viewer("a"), "parquet", tmp_path / "frames")
    for name in TABLES:
        assert len(rows(tmp_path / "out" / f"{name}.csv")) == pl.read_parquet(tmp_path / "frames" / f"{name}.parquet").height
    meetings = {row["meeting"] for row in rows(tmp_path / "out/meetings.csv")}
    for name in ("participants", "people", "agenda"):
        assert {row["meeting"] for row in rows(tmp_path / f"out/{name}.csv")} <= meetings
    russia = next(row for row in rows(tmp_path / "out/participants.csv") if row["actor"] == "RUS")
    assert (russia["iso3"], russia["gwno"], russia["acled_name"]) == ("RUS", "365", "Government of Russia")
    for row in rows(tmp_path / "out/claims.csv"):
        assert row["quote"] and int(row["span_end"]) - int(row["span_start"]) >= 1


def test_filters_cut_meetings_and_what_hangs_on_them(tmp_path: Path) -> None:
    filled()
    written = export(local_viewer("a"), "csv", tmp_path / "out", Filters(since="2019-01-01", until="2019-12-31"))
    assert written.meetings == 1
    assert {row["city"] for row in rows(tmp_path / "out/meetings.csv")} == {SECRET}
    assert len({row["document"] for row in rows(tmp_path / "out/claims.csv")}) == written.documents == 1


def test_what_is_there_already_is_not_replaced(tmp_path: Path) -> None:
    filled()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")
    before = Entry.objects.count()
    with pytest.raises(RecordError, match="is there already"):
        export(local_viewer("a"), "csv", tmp_path / "out")
    assert (tmp_path / "out/mine.txt").read_text() == "mine"
    assert Entry.objects.count() == before


def test_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled()

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("sulh.record.exports.writers.write_csv", full)
    with pytest.raises(OSError, match="no space"):
        export(local_viewer("a"), "csv", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_public_may_not_export(tmp_path: Path) -> None:
    filled()
    with pytest.raises(AccessError):
        export(viewer_of(None), "csv", tmp_path / "out")


def test_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no format"):
        export(local_viewer("a"), "pdf", tmp_path / "out")


def test_empty_record_exports_headers(tmp_path: Path) -> None:
    export(local_viewer("a"), "csv", tmp_path / "out")
    with (tmp_path / "out/meetings.csv").open(encoding="utf-8-sig") as file:
        assert file.readline().strip().split(",") == [column.name for column in TABLES["meetings"]]
