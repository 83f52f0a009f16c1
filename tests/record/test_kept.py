"""A record made by an earlier version still opens, verifies and rebuilds: kept/record-VERSION.db.gz."""

from __future__ import annotations

import csv
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KEPT = sorted((Path(__file__).parent / "kept").glob("record-*.db.gz"))

_ASK = """
import json, sys
from pathlib import Path
from sulh.record import open_record
open_record(Path(sys.argv[1]))
from sulh.record.ledger import verify
from sulh.record.projection.apply import rebuild
from sulh.record.queries.commitments import commitments
from sulh.record.queries.meetings import meetings
from sulh.record.queries.tracks import tracks
from sulh.record.viewers import local_viewer, viewer
anna, public = local_viewer("anna"), viewer("", "public", "public")
first = verify()
rebuild()
second = verify()
print(json.dumps({
    "holds": first.holds and second.holds and first.head == second.head, "entries": second.entries,
    "meetings": [[one.start, one.ordinal, one.sources, list(one.disputed), [track.id for track in one.tracks]]
                 for one in meetings(anna).rows],
    "public": [[one.start, one.sources] for one in meetings(public).rows],
    "promises": [[one.status, one.due, len(one.evidence)] for one in commitments(anna).rows],
    "tracks": sorted(ref.id for ref, _ in tracks(anna)),
}))
"""


def unpacked(kept: Path, folder: Path) -> tuple[Path, dict[str, str]]:
    """A kept record as a file of its own, and the environment of a process that is told of no other."""
    file = folder / "record.db"
    file.write_bytes(gzip.decompress(kept.read_bytes()))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SULH_", "DJANGO_"))}
    return file, environment | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def test_there_is_a_record_of_the_first_version() -> None:
    assert [path.name for path in KEPT] == ["record-0.1.0.db.gz"]


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_record_of_an_earlier_version_opens_verifies_and_rebuilds(kept: Path, tmp_path: Path) -> None:
    file, environment = unpacked(kept, tmp_path)
    asked = subprocess.run([sys.executable, "-c", _ASK, str(file)], capture_output=True, text=True, env=environment)
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert answer["holds"] and answer["entries"] == 90  # of which the last takes up its account
    assert ["2021-07-07", 16, 3, [], ["astana-process"]] in answer["meetings"]
    assert ["2018-05-14", 9, 1, [], ["astana-process", "geneva-process"]] in answer["meetings"]
    assert ["2021-07-07", 1] in answer["public"]
    assert ["2", "2021-12", 1] in answer["promises"]
    assert {"astana-process", "geneva-process"} <= set(answer["tracks"])


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_record_of_an_earlier_version_is_exported_with_empty_cells_for_what_was_declared_since(kept: Path, tmp_path: Path) -> None:
    file, environment = unpacked(kept, tmp_path)
    words = ("export", "--record", str(file), "--to", "csv", "-o", str(tmp_path / "tables"))
    told = subprocess.run([sys.executable, "-m", "sulh", *words], capture_output=True, text=True, env=environment)
    assert told.returncode == 0, told.stderr
    with (tmp_path / "tables" / "releases.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert {row["place"] for row in rows} == {""} and "12" in {row["count"] for row in rows}
