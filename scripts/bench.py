"""Run every benchmark, whatever becomes of the others, and list at the end what missed its target: python scripts/bench.py [name ...]."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent / "bench"
# What benchmarks share, and what one of them starts in an environment of its own.
PARTS = frozenset({"peers.py", "report.py"})
MISSED = "NOT REACHED"


def benchmarks(folder: Path, names: Sequence[str] = ()) -> list[Path]:
    """The scripts of the folder, or those that are named, with or without `.py`."""
    found = [path for path in sorted(folder.glob("*.py")) if path.name not in PARTS]
    return [path for path in found if path.stem in {Path(name).stem for name in names}] if names else found


def run(script: Path) -> Iterator[str]:
    """Run one benchmark, show its output line by line, and yield what it missed; a failure is a miss."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            if MISSED in line:
                yield line.strip()
    if process.returncode:
        yield f"failed with status {process.returncode}"


def main(arguments: Sequence[str] | None = None, *, folder: Path = BENCH) -> int:
    """Run them and list the misses; 1 when there is one, 2 when a name is not known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these, such as actors or reading")
    names = parser.parse_args(arguments).names
    chosen = benchmarks(folder, names)
    unknown = sorted({Path(name).stem for name in names} - {path.stem for path in chosen})
    if unknown or not chosen:
        print(f"no benchmark {', '.join(unknown) or 'there'}; there are: {', '.join(path.stem for path in benchmarks(folder))}")
        return 2
    misses: list[tuple[str, str]] = []
    for script in chosen:
        print(f"== {script.name}", flush=True)
        began = time.perf_counter()
        misses += [(script.stem, miss) for miss in run(script)]
        print(f"   {script.name} took {time.perf_counter() - began:.0f} s", flush=True)
    print(f"\n== {len(misses)} missed" if misses else "\n== every target reached")
    for name, miss in misses:
        print(f"{name}: {miss}")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
