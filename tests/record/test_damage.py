"""Files that a disk or a hand damaged: every flipped bit is found, or lies in bytes that carry nothing; nothing ends in a traceback."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from record.test_commands import sulh

pytestmark = [pytest.mark.skipif("connection.vendor != 'sqlite'"), pytest.mark.slow]

FLIPS = 300
FLIPPER = Path(__file__).resolve().parents[2] / "bench" / "flips.py"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damage")
    text = "NUR-SULTAN, 8 July 2021. The 16th round of Astana talks on Syria was held in Nur-Sultan on 7-8 July 2021. Russia took part."
    (folder / "one.txt").write_text(text, encoding="utf-8")
    file = folder / "record.db"
    assert sulh("add", folder / "one.txt", record=file).returncode == 0
    assert sulh("user", "add", "boris", "--password", "seven green bicycles", record=file).returncode == 0
    return file


def test_flipped_bits_are_found_or_carry_nothing(record: Path) -> None:
    assert connection.vendor == "sqlite"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SULH_", "DJANGO_"))}
    command = [sys.executable, str(FLIPPER), "--record", str(record), "--flips", str(FLIPS), "--seed", "7"]
    told = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-3000:]
    counts = json.loads(told.stdout.splitlines()[-1])
    # Most of a small record is empty pages.
    assert counts["flips"] == FLIPS == counts["found"] + counts["carry nothing"] and counts["found"] > FLIPS / 20


@pytest.mark.parametrize("content", [None, b"\x00" * 40, b"\xff" * 400])
def test_damaged_search_index_is_named_and_made_anew(record: Path, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "record.db"
    shutil.copy(record, file)
    with closing(sqlite3.connect(file)) as opened:
        if content is None:
            opened.execute("DELETE FROM projection_search_data")
        else:
            opened.execute("UPDATE projection_search_data SET block = ? WHERE id > 1", [content])
        opened.commit()
    found = sulh("verify", record=file)
    assert found.returncode == 1 and "search index" in found.stderr and "Traceback" not in found.stderr
    assert sulh("rebuild", record=file).returncode == 0
    assert sulh("verify", record=file).returncode == 0


@pytest.mark.parametrize(
    "words", [("verify",), ("rebuild",), ("review", "--limit", "1"), ("backup", "copy"), ("export", "--to", "csv", "-o", "out")]
)
def test_damaged_file_ends_in_a_message(record: Path, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    whole = bytearray(record.read_bytes())
    chance = random.Random(5)
    for place in range(4096, len(whole), 4096):
        whole[place : place + 8] = chance.randbytes(8)
    (tmp_path / "record.db").write_bytes(whole)
    told = sulh(*words, record=tmp_path / "record.db")
    assert told.returncode == 1 and "Traceback" not in told.stderr and told.stderr.startswith("sulh: "), told.stderr


def test_full_disk_ends_in_a_message(record: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    limited = [sys.executable, "-c", "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)); import signal; "
               "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from sulh.cli.main import main; main()"]  # fmt: skip
    (tmp_path / "two.txt").write_text("ASTANA, 9 July 2021. Talks were held. " + "Russia and Iran took part. " * 20000, encoding="utf-8")
    file = tmp_path / "record.db"
    shutil.copy(record, file)
    told = subprocess.run(
        [*limited, "add", str(tmp_path / "two.txt")],
        capture_output=True, text=True, check=False, env={**environment, "SULH_RECORD": str(file)},
    )  # fmt: skip
    assert told.returncode == 1 and "Traceback" not in told.stderr and "sulh: " in told.stderr, told.stderr
    assert sulh("verify", record=file).returncode == 0
