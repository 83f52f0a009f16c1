"""Habits that the machinery keeps: complexity has a limit whose exceptions only shrink, and a version has its entry in the changelog."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sulh

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
COMPLEXITY = "C901"
MOST_BRANCHES = 12
# Files that may hold a function above the limit. Lower this number with each line that goes from pyproject.toml; never raise it.
MOST_EXCEPTIONS = 8


def exceptions(project: dict[str, Any]) -> list[str]:
    """The paths that pyproject.toml lets off the limit of branches."""
    ignores: dict[str, list[str]] = project["tool"]["ruff"]["lint"]["per-file-ignores"]
    return [path for path, codes in ignores.items() if any(code.startswith("C9") for code in codes)]


def too_complex(root: Path) -> set[str]:
    """The files of `root` that hold a function with more branches than the limit, whatever is let off."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select", COMPLEXITY, "--exit-zero", "--ignore-noqa"]
    command += ["--config", f"lint.mccabe.max-complexity={MOST_BRANCHES}", "--output-format", "json", str(root)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {Path(one["filename"]).relative_to(root).as_posix() for one in found}


def faults(listed: Iterable[str], above: set[str], most: int) -> list[str]:
    """What is wrong with a list of exceptions, given the files that stand above the limit."""
    listed = list(listed)
    found = [f"{path}: needs no exception any more; take it from pyproject.toml" for path in listed if path not in above]
    found += [f"{path}: has a function with more than {MOST_BRANCHES} branches" for path in sorted(above - set(listed))]
    if len(listed) > most:
        found.append(f"{len(listed)} exceptions where {most} are allowed; the list only shrinks")
    if len(listed) < most:
        found.append(f"only {len(listed)} exceptions are left; lower MOST_EXCEPTIONS from {most}")
    return found


def test_exceptions_from_the_limit_of_branches_only_shrink() -> None:
    above = {f"{part}/{path}" for part in ("src", "tests", "bench", "scripts", "docs") for path in too_complex(ROOT / part)}
    assert faults(exceptions(PROJECT), above, MOST_EXCEPTIONS) == []


def test_limit_of_branches_is_the_one_that_ruff_checks() -> None:
    lint = PROJECT["tool"]["ruff"]["lint"]
    assert lint["mccabe"]["max-complexity"] == MOST_BRANCHES
    assert "C90" in lint["select"]
    assert [path for path in exceptions(PROJECT) if not path.startswith("src/sulh/reading/")] == []


def test_exception_that_is_not_needed_or_one_too_many_is_caught(tmp_path: Path) -> None:
    ladder = "def f(x):\n" + "".join(f"    if x == {n}:\n        return {n}\n" for n in range(MOST_BRANCHES))
    (tmp_path / "long.py").write_text(ladder, encoding="utf-8")
    (tmp_path / "short.py").write_text("def f(x):\n    return x\n", encoding="utf-8")
    above = too_complex(tmp_path)
    assert above == {"long.py"}
    assert faults(["long.py"], above, 1) == []
    assert len(faults(["long.py", "short.py"], above, 2)) == 1
    assert len(faults(["long.py"], above, 0)) == 1
    assert len(faults(["long.py"], above, 2)) == 1
    assert len(faults([], above, 0)) == 1


def test_version_has_an_entry_in_the_changelog() -> None:
    headings = re.findall(r"^## (\d+\.\d+\.\d+)\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sulh.__version__ == PROJECT["project"]["version"] == headings[0]


# What a quick run always holds: the chain of entries, who may see what, killed processes.
GUARDS = (
    "tests/record/test_ledger.py",
    "tests/record/test_safety.py",
    "tests/record/test_access.py",
    "tests/record/test_backing_up.py",
    "tests/record/queries/test_visible.py",
    "tests/desk/test_matrix.py",
    "tests/desk/test_safety.py",
)


def test_guards_of_correctness_are_never_slow() -> None:
    listed = re.search(r"^SLOW = \((.*?)\)$", (ROOT / "tests/conftest.py").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert listed is not None
    places = re.findall(r'"([^"]+)"', listed[1])
    assert places and [place for place in places if not (ROOT / place).exists()] == []
    assert [guard for guard in GUARDS for place in places if (ROOT / guard).is_relative_to(ROOT / place)] == []
    assert [guard for guard in GUARDS if "mark.slow" in (ROOT / guard).read_text(encoding="utf-8")] == []


def test_hooks_before_a_commit_are_our_own_commands() -> None:
    """Nothing is downloaded: every hook is local, and calls make."""
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"repo: (.+)", hooks)) == {"local"}
    assert set(re.findall(r"language: (.+)", hooks)) == {"system"}
    entries = re.findall(r"entry: make (.+)", hooks)
    assert len(entries) == hooks.count("- id:") and {"lint", "types"} <= set(entries) <= targets


def test_hosted_checks_and_everybody_else_run_the_same() -> None:
    assert "      - run: .ci/run\n" in (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    run = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert run[-1] == "make test-all" and {"make lint", "make types", "make docs", "make wheel"} <= set(run)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^ {4}make (\S+)", readme, re.MULTILINE) == ["demo", "test"]
