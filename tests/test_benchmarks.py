"""The benchmarks: what they read of a record is there, and their lines say whether a target is reached."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parent.parent / "bench"


def bench(code: str, *given: str) -> str:
    """What a program prints that may import the modules of the benchmarks."""
    path = {"PYTHONPATH": os.pathsep.join((str(BENCH), str(BENCH.parent / "src")))}
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("SULH_", "DJANGO_"))} | path
    return subprocess.run([sys.executable, "-c", code, *given], capture_output=True, text=True, check=True, env=settings).stdout


# Twenty documents are read and three processes started, for a list that only a benchmark goes by.
@pytest.mark.slow
def test_peer_is_asked_for_every_table_that_a_page_lists(tmp_path: Path) -> None:
    pytest.importorskip("django")
    record = str(tmp_path / "record.db")
    bench("import pages, pathlib, sys; pages.fill(pathlib.Path(sys.argv[1]), 20)", record)
    code = "import json, pages, pathlib, sys; path = pathlib.Path(sys.argv[1]); pages.opened(path); keys = pages.examples(pages.WHOLE);"
    told = bench(code + "print(json.dumps([pages.tables(path, keys), pages.addresses(keys)]))", record)
    tables, addresses = json.loads(told)
    assert tables.keys() <= addresses.keys()
    assert all(address.startswith("/record/") for address in tables.values())


def test_lines_of_benchmarks_say_whether_the_target_is_reached() -> None:
    lines = bench("from report import line; line('a', 1.5, 'x', '>= 1', True); line('b', 0.5, 'x', '>= 1', False)").splitlines()
    assert [one.split() for one in lines] == [["a", "1.50", "x", ">=", "1", "reached"], ["b", "0.50", "x", ">=", "1", "NOT", "REACHED"]]
