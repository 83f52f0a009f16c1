"""What a record survives: a process killed in the middle of adding, and several that add at once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from examples import ALL

ADDER = Path(__file__).with_name("adder.py")
CHECK = """
from sulh.record import open_record
open_record()
from sulh.record.ledger import verify
from sulh.record.projection.models import Source
verdict = verify()
assert verdict.holds or not verdict.entries, verdict.fault
print(*Source.objects.values_list("pk", flat=True))
"""


def adder(environment: Mapping[str, str], first: int, last: int) -> subprocess.Popen[str]:
    """An adder that waits for a line before it begins."""
    command = [sys.executable, str(ADDER), str(first), str(last)]
    process = subprocess.Popen(command, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def stored(environment: Mapping[str, str]) -> set[str]:
    """The documents in the record, after everything in it was checked."""
    told = subprocess.run([sys.executable, "-c", CHECK], env=dict(environment), capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return set(told.stdout.split())


@pytest.mark.django_db(transaction=True)
def test_killed_adder_loses_nothing_that_it_acknowledged(outside: dict[str, str]) -> None:
    chance = random.Random(3)
    acknowledged: set[str] = set()
    for lines in (0, 7, 19) if ALL else (5, 19):
        with adder(outside, 1, 400) as process:
            go(process)
            assert process.stdout is not None
            for _ in range(lines + len(acknowledged)):
                acknowledged.add(process.stdout.readline().split()[1])
            time.sleep(chance.random() / 20)
            process.kill()
            # What it could still say counts too, but for a last line cut off.
            rest = [line.split() for line in process.stdout.read().splitlines()]
            acknowledged |= {told[1] for told in rest if len(told) == 2 and len(told[1]) == 71}
        there = stored(outside)
        assert acknowledged <= there and len(there) < 400
    assert len(acknowledged) > 19


@pytest.mark.django_db(transaction=True)
def test_adders_at_once_keep_the_chain_whole(outside: dict[str, str]) -> None:
    most, first, last = (45, 31, 75) if ALL else (16, 8, 24)
    processes = [adder(outside, at, to) for at, to in ((1, most), (first, last))]
    for process in processes:
        go(process)
    told = [process.communicate(timeout=300)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    added = [line.split()[1] for out in told for line in out.splitlines() if line.startswith("added")]
    assert len(added) == len(set(added)) == last
    assert stored(outside) == set(added)


@pytest.mark.django_db(transaction=True)
def test_processes_that_begin_a_record_at_once_make_its_tables_once(outside: dict[str, str]) -> None:
    command = [sys.executable, str(ADDER), "1", "3"]
    many = 3 if ALL else 2
    processes = [subprocess.Popen(command, env=outside, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(many)]
    told = [process.communicate("\n", timeout=300)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    assert sum(out.count("added") for out in told) == 3 and len(stored(outside)) == 3
