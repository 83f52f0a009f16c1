"""A disk without room: what was there is there still, down to the search index, and the command says why it did nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import connection
from mounts import fill, small_disk
from record.test_commands import REPORTS, sulh

pytestmark = pytest.mark.skipif("connection.vendor != 'sqlite'")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with documents and an account."""
    folder = tmp_path_factory.mktemp("full")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    file = folder / "record.db"
    assert sulh("add", *(folder / name for name in REPORTS), record=file).returncode == 0
    assert sulh("user", "add", "boris", "--password", "seven green bicycles", record=file).returncode == 0
    return file


def refused(told: subprocess.CompletedProcess[str]) -> bool:
    return told.returncode == 1 and told.stderr.startswith("sulh: ") and "Traceback" not in told.stderr


@pytest.mark.parametrize("leave", [0, 64 * 1024, 160 * 1024, 256 * 1024])
def test_rebuild_without_room_leaves_everything_as_it_was(record: Path, tmp_path: Path, leave: int) -> None:
    assert connection.vendor == "sqlite"
    with small_disk(tmp_path / "disk", 3_000_000) as disk:
        file = disk / "record.db"
        shutil.copy(record, file)
        filler = fill(disk, leave=leave)
        assert refused(sulh("rebuild", record=file))
        filler.unlink()
        verified = sulh("verify", record=file)
        assert verified.returncode == 0, verified.stderr
        assert "entries projected" in sulh("rebuild", record=file).stdout
        assert sulh("verify", record=file).returncode == 0


@pytest.mark.parametrize("leave", [8 * 1024, 128 * 1024, 400 * 1024])
def test_restore_without_room_leaves_no_file(record: Path, tmp_path: Path, leave: int) -> None:
    backup = tmp_path / "backup"
    assert sulh("backup", backup, record=record).returncode == 0
    with small_disk(tmp_path / "disk", 5_000_000) as disk:
        filler = fill(disk, leave=leave)
        assert refused(sulh("restore", backup, record=disk / "new.db"))
        assert list(disk.iterdir()) == [filler]
        filler.unlink()
        assert sulh("restore", backup, record=disk / "new.db").returncode == 0
        assert sulh("verify", record=disk / "new.db").returncode == 0


def test_refused_restore_leaves_no_file_and_what_was_there_before(record: Path, tmp_path: Path) -> None:
    false = tmp_path / "false"
    false.write_bytes(b"neither a record nor a backup")
    assert refused(sulh("restore", false, record=tmp_path / "new.db"))
    assert refused(sulh("restore", false, "--author", "anna", record=tmp_path / "folder" / "new.db"))
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["false"]
    shutil.copy(record, tmp_path / "there.db")
    assert refused(sulh("restore", false, record=tmp_path / "there.db"))
    assert sulh("verify", record=tmp_path / "there.db").returncode == 0
