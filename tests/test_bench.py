"""`make bench` runs every benchmark to its end and lists what was missed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def loaded(path: Path) -> ModuleType:
    """A script, loaded from its file."""
    spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    return loaded(ROOT / "scripts/bench.py")


def planted(folder: Path, **scripts: str) -> Path:
    (folder / "report.py").write_text((ROOT / "bench/report.py").read_text(encoding="utf-8"), encoding="utf-8")
    for name, content in scripts.items():
        (folder / f"{name}.py").write_text(content, encoding="utf-8")
    return folder


REACHED = "from report import line\nline('speed', 3, 'x baseline', '>= 2', True)"
MISSED = "from report import line\nline('speed', 1, 'x baseline', '>= 2', False)\nline('memory', 9, 'MB', '<= 5', False)"


def test_every_benchmark_runs_and_misses_are_listed_at_the_end(
    bench: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = planted(tmp_path, a="raise SystemExit('no data')", b=MISSED, c=REACHED)
    assert bench.main([], folder=folder) == 1
    shown = capfd.readouterr().out
    body, listed = shown.split("\n== 3 missed\n")
    assert [body.index(f"== {name}.py") for name in "abc"] == sorted(body.index(f"== {name}.py") for name in "abc")
    assert "no data" in body and " reached\n" in body
    assert [line.split()[:2] for line in listed.splitlines()] == [["a:", "failed"], ["b:", "speed"], ["b:", "memory"]]


def test_nothing_missed_is_success(bench: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert bench.main([], folder=planted(tmp_path, c=REACHED)) == 0
    assert capfd.readouterr().out.endswith("== every target reached\n")


def test_benchmarks_can_be_named_and_a_wrong_name_is_told(bench: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = planted(tmp_path, b=MISSED, c=REACHED)
    assert bench.main(["c.py"], folder=folder) == 0
    assert bench.main(["c", "z"], folder=folder) == 2
    assert "no benchmark z; there are: b, c" in capfd.readouterr().out


def test_every_benchmark_is_run_and_described() -> None:
    """What is no benchmark is named in scripts/bench.py; each of the others has its line in bench/README.md."""
    found = [path.stem for path in loaded(ROOT / "scripts/bench.py").benchmarks(ROOT / "bench")]
    assert {"actors", "corpus", "pages", "reading", "record", "wording"} <= set(found)
    assert "report" not in found
    readme = (ROOT / "bench/README.md").read_text(encoding="utf-8")
    assert [name for name in ("actors", "corpus", "reading", "wording") if f"`python bench/{name}.py`" not in readme] == []


def test_figure_that_misses_its_target_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    line = loaded(ROOT / "bench/report.py").line
    line("speed", 1.5, "x baseline", ">= 2", False)
    line("speed", 2.5, "x baseline", ">= 2", True)
    missed, reached = capsys.readouterr().out.splitlines()
    assert missed.endswith("NOT REACHED") and "NOT" not in reached
