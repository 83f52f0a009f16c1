"""Many people reading the desk at once: no page fails, and the middle one waits hardly longer for 200 readers than for 20.

python bench/readers.py [--record record.db] [--readers 200] [--pause 5] [--seconds 40]; without a record, that of the demonstration.

A reader opens a page, reads it for some seconds (`--pause` in the mean, drawn at random), and follows a link to another page of the record.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from flips import demonstration  # type: ignore[import-not-found]
from report import line  # type: ignore[import-not-found]

_FEW = 20
_SERVE = """
import sys
from pathlib import Path
from sulh.desk.serving import open_desk
desk = open_desk(Path(sys.argv[1]))
print(*(desk.link() for _ in range(int(sys.argv[2]))), flush=True)
desk.run()
"""
_LINK = re.compile(r'href="(/[^"#]*)"')
# What is no reading: files, downloads, signing out, and what is there for people who do not follow links.
_NO_PAGE = re.compile(r"^/(static|enter|leave|sign|api|export|language)|\.(csv|xlsx|jsonl?|zip|pdf|svg|ics)\b|download|export|logout")


@dataclass(slots=True)
class Seen:
    """What the readers met: seconds of each page, and what failed."""

    seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    pages: set[str] = field(default_factory=set)


@contextmanager
def served(record: Path, sessions: int) -> Iterator[list[str]]:
    """A desk on this record in a process of its own; yields links that sign in, each once."""
    process = subprocess.Popen([sys.executable, "-c", _SERVE, str(record), str(sessions)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()
    finally:
        process.terminate()
        process.wait(10)


def read(link: str, pause: float, until: float, chance: random.Random, seen: Seen) -> None:
    """One reader, who signs in with `link` and reads until the clock says `until`."""
    where = urlsplit(link)
    opened = http.client.HTTPConnection(where.netloc, timeout=60)
    time.sleep(chance.uniform(0, 2 * pause))
    headers = {"Cookie": _signed_in(opened, where.path), "Host": where.netloc}
    pages = ["/"]
    while time.monotonic() < until:
        page = chance.choice(pages)
        began = time.perf_counter()
        try:
            opened.request("GET", page, headers=headers)
            answer = opened.getresponse()
            body = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as problem:
            seen.failures[f"{type(problem).__name__} at {page}"] += 1
            opened.close()
            continue
        seen.seconds.append(time.perf_counter() - began)
        seen.pages.add(page)
        if answer.status != 200:  # a redirect is one to the page for signing in
            seen.failures[f"{answer.status} at {page}"] += 1
        pages = [found for found in _LINK.findall(body) if not _NO_PAGE.search(found)] or ["/"]
        time.sleep(chance.uniform(0, 2 * pause))
    opened.close()


def _signed_in(opened: http.client.HTTPConnection, path: str) -> str:
    """The cookies of somebody who used the sign-in link."""
    opened.request("GET", path)
    answer = opened.getresponse()
    form = answer.read().decode()
    cookies = _cookies(answer)
    if (token := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)) is not None:
        data = f"csrfmiddlewaretoken={token[1]}"
        kept = "; ".join(f"{name}={value}" for name, value in cookies.items())
        opened.request("POST", path, data, {"Cookie": kept, "Content-Type": "application/x-www-form-urlencoded"})
        answer = opened.getresponse()
        answer.read()
        cookies |= _cookies(answer)
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    pairs = (header.split(";")[0].split("=", 1) for header in answer.headers.get_all("Set-Cookie") or [])
    return {pair[0]: pair[1] for pair in pairs}


def measured(links: list[str], pause: float, seconds: float, seed: int) -> Seen:
    """As many readers as links, at once."""
    seen = Seen()
    until = time.monotonic() + seconds
    readers = [threading.Thread(target=read, args=(link, pause, until, random.Random(seed + n), seen)) for n, link in enumerate(links)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return seen


def main() -> int:
    """Twenty readers, then many; the exit code says whether nothing failed and the median held."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--record", type=Path)
    options.add_argument("--readers", type=int, default=200)
    options.add_argument("--pause", type=float, default=5.0, help="mean seconds between a page and the next")
    options.add_argument("--seconds", type=float, default=40.0)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.db"
        shutil.copy(given.record, record) if given.record else demonstration(record)
        with served(record, _FEW + given.readers) as links:
            few = measured(links[:_FEW], given.pause, given.seconds, 1)
            many = measured(links[_FEW:], given.pause, given.seconds, 2)
    failures = few.failures + many.failures
    for failure, number in failures.most_common(10):
        print(f"{number} times {failure}")
    for name, seen in ((_FEW, few), (given.readers, many)):
        ordered = sorted(seen.seconds)
        print(
            f"{name} readers: {len(ordered)} pages ({len(seen.pages)} different ones), median {statistics.median(ordered) * 1000:.0f} ms, "
            f"95 of 100 within {ordered[len(ordered) * 95 // 100] * 1000:.0f} ms"
        )
    ratio = statistics.median(many.seconds) / statistics.median(few.seconds)
    line("pages that failed", failures.total(), f"of {len(few.seconds) + len(many.seconds)}", "0", not failures)
    line(f"median wait of {given.readers} readers", ratio, f"x {_FEW} readers", "<= 3", ratio <= 3)
    return 1 if failures or ratio > 3 else 0


if __name__ == "__main__":
    sys.exit(main())
