"""Reading a record as it is found: letters that are none end nothing, and no row is given twice or left out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sulh.record.truth import SqliteFile, truth_of


@pytest.mark.parametrize("damaged", [0, 999, 1000, 1700, 2499])
def test_damaged_letters_leave_every_row_in_its_place(tmp_path: Path, damaged: int) -> None:
    file = tmp_path / "record.db"
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("CREATE TABLE record_entry (seq INTEGER PRIMARY KEY, body TEXT)")
        opened.executemany("INSERT INTO record_entry VALUES (?, ?)", ((number, f"é {number}") for number in range(2500)))
        opened.execute("UPDATE record_entry SET body = CAST(x'ff41' AS TEXT) WHERE seq = ?", [damaged])
        opened.commit()
    with truth_of(file) as truth:
        assert isinstance(truth, SqliteFile)
        found = list(truth.rows("SELECT seq, body FROM record_entry ORDER BY seq"))
    assert found == [(number, "\ufffdA" if number == damaged else f"é {number}") for number in range(2500)]
