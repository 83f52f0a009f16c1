"""Flip bits of a record's file at random: each flip is found by the check, or every value that can be read is as before.

python bench/flips.py [--record record.db] [--flips 1000]; without a record, that of the demonstration documents.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from report import line  # type: ignore[import-not-found]

# What Sulh reads of a record beside its ledger; sessions, attempts to sign in and Django's own lists are no part of it.
TABLES = (
    *("record_entry", "record_text", "record_user", "record_user_groups", "auth_group", "record_apitoken", "otp_totp_totpdevice"),
    *("projection_%",),
)
# What an account keeps that bears on nothing that it may do or see.
_ASIDE = {
    "record_user": {"id", "language"},
    "record_user_groups": {"id"},
    "otp_totp_totpdevice": {"id", "last_t", "throttling_failure_timestamp", "throttling_failure_count", "created_at", "last_used_at"},
}


def main() -> int:
    """Flip, check, compare; prints the flips that were missed, then the counts as JSON. The exit code says whether none was missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--record", type=Path)
    options.add_argument("--flips", type=int, default=1000)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = given.record or demonstration(Path(folder) / "demonstration.db")
        counts = flipped(record, Path(folder) / "record.db", given.flips, given.seed)
    line("flipped bits that are neither found nor without effect", counts["missed"], f"of {given.flips}", "0", counts["missed"] == 0)
    print(json.dumps(counts))
    return 1 if counts["missed"] else 0


def demonstration(file: Path) -> Path:
    """The record of the demonstration documents."""
    subprocess.run([sys.executable, "-m", "sulh", "demo", "--no-serve", "--record", str(file)], check=True, capture_output=True)
    return file


def flipped(record: Path, file: Path, flips: int, seed: int) -> Counter[str]:
    """What became of each flip, with `file` as the copy in which a bit is flipped."""
    from sulh.record import open_record

    open_record(record, use="check")
    shutil.copy(record, file)
    if outcome(file, before := readable(record)) != "carry nothing":
        raise SystemExit(f"{record} does not fit before anything is flipped: bring it up to date and look at it with `sulh verify`")
    counts: Counter[str] = Counter(flips=flips)
    whole, chance = record.read_bytes(), random.Random(seed)
    for _ in range(flips):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        file.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        became = outcome(file, before)
        counts[became] += 1
        if became == "missed":
            print(f"missed: byte {place} of {len(whole)} (page {place // 4096 + 1}, {place % 4096}), bit {bit}")
    return counts


def outcome(file: Path, before: object) -> str:
    """`found`, `carry nothing` or `missed`."""
    from sulh.model import RecordError
    from sulh.record.verifying import verify_file

    try:
        verdict = verify_file(file)
    except RecordError:
        return "found"
    if not verdict.holds or verdict.uncovered:
        return "found"
    return "carry nothing" if readable(file) == before else "missed"


def readable(file: Path) -> object:
    """Every value of a record that Sulh reads, by table, and what the search index finds."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(file, folder))
        try:
            with closing(sqlite3.connect(copy)) as opened:
                opened.text_factory = bytes
                names = [
                    name.decode()
                    for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                    if any(name.decode() == one or (one.endswith("%") and name.decode().startswith(one[:-1])) for one in TABLES)
                    and not name.decode().startswith("projection_search_")
                ]
                return {name: sorted(map(repr, opened.execute(f'SELECT {columns(opened, name)} FROM "{name}"'))) for name in names}
        except (sqlite3.Error, UnicodeDecodeError) as problem:
            return repr(problem)


def columns(opened: sqlite3.Connection, table: str) -> str:
    """The columns of a table that bear on something."""
    names = [row[1].decode() for row in opened.execute(f'PRAGMA table_info("{table}")')]
    return ", ".join(f'"{name}"' for name in names if name not in _ASIDE.get(table, ()))


if __name__ == "__main__":
    sys.exit(main())
