"""Kill processes while they work on a record: nothing that one of them acknowledged is lost, and the record verifies each time.

python bench/kills.py [--kills 1000] [--seed 7] [--only add decide rebuild restore copy backup erase]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from report import line  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from reports import report

if TYPE_CHECKING:
    from sulh.model import Reading

Acknowledge = Callable[[str], None]

_REPORTS = 40  # in the record that every process starts from
_BESIDE = ("-wal", "-shm", "-journal")
_GROUP = "delegation"


class Workplace:
    """A folder with the record that is worked on, the one that every process starts from, a backup, and what is written beside them."""

    def __init__(self, folder: Path) -> None:
        self.record, self.whole = folder / "record.db", folder / "whole.db"
        self.backup, self.out = folder / "backup.gz", folder / "out"

    def begin(self) -> None:
        """Make the first record and its backup."""
        from sulh.record import open_record

        open_record(self.record, create=True)
        from django.contrib.auth.models import Group

        from sulh.record.adding import add
        from sulh.record.backing_up import backup

        list(add(map(_report, range(_REPORTS)), author="adder"))
        Group.objects.create(name=_GROUP)
        backup(self.backup)
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copy(self.record, self.whole)

    def fresh(self, *, empty: bool) -> None:
        """Put back what processes start from: the first record, or one with tables and nothing in it."""
        for file in (self.record, self.out, *(self.record.with_name(self.record.name + end) for end in _BESIDE)):
            file.unlink(missing_ok=True)
        for part in self.record.parent.glob(".*.part"):
            part.unlink()
        if empty:
            self.record.touch(0o600)
        else:
            shutil.copy(self.whole, self.record)


def _report(number: int) -> Reading:
    made: Reading = report(number, start=f"2021-{number % 12 + 1:02d}-{number % 28 + 1:02d}", ordinal=number % 7 + 1)
    return made


def _add(_: Workplace, acknowledge: Acknowledge) -> None:
    from sulh.record.adding import add

    for added in add(map(_report, range(_REPORTS, _REPORTS + 200)), author="adder", batch=2):
        acknowledge(added.document_id)


def _decide(_: Workplace, acknowledge: Acknowledge) -> None:
    from sulh.record import decisions
    from sulh.record.projection.models import Claim
    from sulh.record.viewers import local_viewer

    for number, claim in enumerate(Claim.objects.order_by("pk").values_list("pk", flat=True)):
        acknowledge(str((decisions.reject if number % 3 else decisions.accept)(local_viewer("keeper"), claim)))


def _rebuild(_: Workplace, acknowledge: Acknowledge) -> None:
    from sulh.record.projection.apply import make_anew

    while True:
        make_anew()
        acknowledge("rebuilt")


def _restore(place: Workplace, acknowledge: Acknowledge) -> None:
    from django.core.management import call_command

    from sulh.record.backing_up import restore

    call_command("migrate", verbosity=0, interactive=False)
    restore(place.backup, author="keeper")
    acknowledge("restored")


def _copy(place: Workplace, acknowledge: Acknowledge) -> None:
    from sulh.record.handing_over import hand_over

    hand_over(place.out, _GROUP, author="keeper")
    acknowledge("copied")


def _backup(place: Workplace, acknowledge: Acknowledge) -> None:
    from sulh.record.backing_up import backup

    backup(place.out)
    acknowledge("backed up")


def _erase(_: Workplace, acknowledge: Acknowledge) -> None:
    from sulh.record.erasing import erase
    from sulh.record.models import Text
    from sulh.record.subjects import subject_named
    from sulh.record.wiping import wipe

    for document in Text.objects.order_by("pk").values_list("pk", flat=True):
        erase(subject_named(document.partition(":")[2]), author="keeper", reason="asked for")
        if wipe():
            acknowledge(f"gone {document}")


WORK: dict[str, Callable[[Workplace, Acknowledge], None]] = {
    "add": _add,
    "decide": _decide,
    "rebuild": _rebuild,
    "restore": _restore,
    "copy": _copy,
    "backup": _backup,
    "erase": _erase,
}


def killed(place: Workplace, name: str, seconds: float) -> list[str]:
    """Start a process that does this work, kill it after so many seconds (at most), and return what it acknowledged."""
    place.fresh(empty=name == "restore")
    heard, told = os.pipe()
    child = os.fork()
    if not child:
        os.close(heard)
        _work(place, name, told)
    os.close(told)
    ended = time.monotonic() + seconds
    while time.monotonic() < ended and not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        time.sleep(min(0.002, max(0.0, ended - time.monotonic())))
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(heard) as opened:
        # A last line that is cut off acknowledges nothing.
        return [said[:-1] for said in opened if said.endswith("\n")]


def _work(place: Workplace, name: str, told: int) -> None:
    """What the process does; it never returns into the program that it was forked from."""
    try:
        WORK[name](place, lambda said: _say(told, said))
    except BaseException as problem:  # noqa: BLE001 -- whatever it is, it is told and the process ends
        _say(told, f"failed: {problem!r}")
    os._exit(0)


def _say(told: int, said: str) -> None:
    os.write(told, f"{said}\n".encode())


def lost(place: Workplace, name: str, acknowledged: list[str]) -> Iterator[str]:
    """What is wrong after a kill, in a sentence each."""
    yield from (said for said in acknowledged if said.startswith("failed"))
    if name == "restore" and "restored" not in acknowledged and not _entries(place.record):
        return  # nothing was restored, nothing was promised
    yield from (f"the record: {problem}" for problem in _problems(place.record))
    there = _there(place.record)
    yield from (f"{said} is not there" for said in acknowledged if said.isdigit() and int(said) not in there["entries"])
    yield from (f"{said} is not there" for said in acknowledged if said.startswith("sha256") and said not in there["documents"])
    gone = [said.partition(":")[2].encode() for said in acknowledged if said.startswith("gone")]
    kept = b"".join(file.read_bytes() for file in place.record.parent.glob("record.db*")) if gone else b""
    yield from (f"{one.decode()} was erased and is still there" for one in gone if one in kept)
    if name in ("copy", "backup"):
        if place.out.exists():
            yield from (f"what was written: {problem}" for problem in _problems(place.out))
        elif acknowledged:
            yield "what was written is not there"


def _problems(file: Path) -> list[str]:
    from sulh.model import RecordError
    from sulh.record.verifying import verify_file

    try:
        verdict = verify_file(file)
    except RecordError as problem:
        return [str(problem)]
    return [fault.problem for fault in verdict.faults] + list(verdict.uncovered)


def _entries(file: Path) -> int:
    return len(_there(file)["entries"])


def _there(file: Path) -> dict[str, set[object]]:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(file)) as opened:
        try:
            return {
                "entries": {seq for (seq,) in opened.execute("SELECT seq FROM record_entry")},
                "documents": {document for (document,) in opened.execute("SELECT document FROM record_text")},
            }
        except sqlite3.OperationalError:
            return {"entries": set(), "documents": set()}


def duration(place: Workplace, name: str) -> float:
    """About how long the work takes until it acknowledges something for the tenth time, or ends; at most three seconds."""
    place.fresh(empty=name == "restore")
    heard, told = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if not child:
        os.close(heard)
        _work(place, name, told)
    os.close(told)
    with os.fdopen(heard) as opened:
        for _ in range(10):
            opened.readline()
        took = time.monotonic() - began
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return min(took, 3.0)


def main() -> int:
    """Kill, look, count. The exit code says whether nothing was lost."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--only", nargs="*", choices=sorted(WORK), default=sorted(WORK))
    given = options.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Workplace(Path(folder))
        place.begin()
        takes = {name: duration(place, name) for name in given.only}
        counts: Counter[str] = Counter()
        wrong = 0
        for number in range(given.kills):
            name = given.only[number % len(given.only)]
            acknowledged = killed(place, name, chance.uniform(0, 1.5) * takes[name])
            counts[name] += 1
            counts[f"{name}, acknowledged"] += len(acknowledged)
            problems = list(lost(place, name, acknowledged))
            wrong += bool(problems)
            for problem in problems[:3]:
                print(f"kill {number}, {name}: {problem}", flush=True)
    for name in given.only:
        print(f"{name}: {counts[name]} kills within {takes[name] * 1.5:.2f} s, {counts[f'{name}, acknowledged']} things acknowledged")
    line("kills after which something is lost or amiss", wrong, f"of {given.kills}", "0", wrong == 0)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
