"""How long one waits for wording: the whole process on 22 statements, 300 statements and their page, a corpus that repeats itself."""

from __future__ import annotations

import io
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.corpus import plain
from bench.formulae.growth import _bank, generated
from bench.formulae.series import compose
from bench.report import line

ROOT = Path(__file__).resolve().parent.parent
_LIBRARIES = "import numpy, scipy.sparse, rapidfuzz.distance, click, jinja2, rich.console, rich.table, lxml.html"
_STATEMENTS, _CORPUS = 300, 3_000
_WORDS, _LIVE, _FORMULAE = 700, 60, 900


def processor(command: list[str]) -> float:
    """Seconds of processor time of a process and its children, the least of five, once its modules are compiled."""
    took = []
    with tempfile.TemporaryDirectory() as compiled:
        own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        own |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": compiled}
        for _ in range(6):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=own)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(took[1:])


def whole_process() -> None:
    """`sulh trace` on 22 statements, against a process that imports the libraries it uses and ends."""
    with tempfile.TemporaryDirectory() as folder:
        for number, one in enumerate(compose(ROOT / "bench/wording/orvania.toml").statements):
            (Path(folder) / f"{one.date} {number:02}.txt").write_text(one.text, encoding="utf-8")
        ours = processor([sys.executable, "-m", "sulh", "trace", folder, "--format", "table"])
        imports = processor([sys.executable, "-c", _LIBRARIES])
    line("process on 22 statements, to its imports", ours / imports, "x imports", "<= 2", ours <= 2 * imports)


def three_hundred() -> None:
    """300 statements and their page, against token_set over all pairs of the same clauses (of which a sample is measured)."""
    from rapidfuzz import fuzz, process

    from sulh.render.since_page import write_since
    from sulh.wording import trace
    from sulh.wording.gathering import gather

    statements = generated(_STATEMENTS)
    began = time.process_time()
    found = [(one.label, trace(one.statements)) for one in gather(statements).series]
    stream = io.StringIO()
    write_since(found, stream)
    took = time.process_time() - began
    clauses = [clause.text for _, threads in found for clause in threads.clauses]
    sample = clauses[:: max(1, len(clauses) // 40)]
    began = time.process_time()
    process.cdist(sample, clauses, scorer=fuzz.token_set_ratio)
    peer = (time.process_time() - began) * len(clauses) / len(sample) / 2
    size = len(stream.getvalue().encode()) / 1e6
    line(f"{_STATEMENTS} statements with their page", took, "s", "<= 10", took <= 10)
    line("the same, to token_set of all pairs", took / peer, "x token_set", "<= 1", took <= peer)
    line(f"page of {_STATEMENTS} statements", size, "MB", "<= 2", size <= 2)


def office(count: int, seed: int = 5) -> list[tuple[str, str, str]]:
    """Statements of one office, some 740 words each: sixty formulae are in use, one gives way with each statement, a third are edited."""
    chance = random.Random(seed)
    bank = _bank()
    words = sorted({word for text in bank for word in re.findall(r"\b[a-z]{5,}\b", text)})
    formulae = [
        " ".join(chance.choice(words) if chance.random() < 0.5 else word for word in chance.choice(bank).split()) for _ in range(_FORMULAE)
    ]
    live = chance.sample(range(_FORMULAE), _LIVE)
    made = []
    for number in range(count):
        live[chance.randrange(_LIVE)] = chance.randrange(_FORMULAE)
        lines: list[str] = []
        size = 0
        for at in chance.sample(live, _LIVE):
            text = formulae[at].split()
            if chance.random() < 0.3:
                text[chance.randrange(len(text))] = chance.choice(words)
            if chance.random() < 0.35:
                text = [chance.choice(words) for _ in range(25)]
            lines.append(f"{len(lines) + 1}. {' '.join(text)}")
            size += len(text)
            if size >= _WORDS:
                break
        made.append((f"s{number:05d}", "\n".join(lines), (date(2000, 1, 1) + timedelta(days=3 * number)).isoformat()))
    return made


def corpus() -> None:
    """A corpus whose texts repeat one another, from files to a table; again with nothing new; against word 3-grams in a dictionary."""
    documents = office(_CORPUS)
    with tempfile.TemporaryDirectory() as held:
        folder, index, out = Path(held) / "texts", Path(held) / "index", Path(held) / "found.csv"
        folder.mkdir()
        for name, text, day in documents:
            (folder / f"{day} {name}.txt").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "sulh", "trace", "--corpus", str(folder), "--index", str(index), "-o", str(out)]
        took = []
        for _ in range(2):
            began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append((time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    began = time.process_time()
    plain(documents)
    peer = time.process_time() - began
    words = sum(len(text.split()) for _, text, _ in documents)
    print(f"{words / 1e6:.1f} million words, two processes, {took[0][1]:.1f} s of processors; dictionary of 3-grams {peer:.1f} s")
    line("self-repeating corpus, by the clock", took[0][0], "s", "<= 30", took[0][0] <= 30)
    line("the same in processor time, to 3-grams in a dictionary", took[0][1] / peer, "x dictionary", "<= 4", took[0][1] <= 4 * peer)
    line("nothing new, to the first run", took[1][1] / took[0][1], "x first run", "<= 0.1", took[1][1] <= 0.1 * took[0][1])


if __name__ == "__main__":
    whole_process()
    three_hundred()
    corpus()
