"""The manual says what the program does: commands, options, public names and codes are in it, and its examples run."""

from __future__ import annotations

import csv
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import EnumType
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

import sulh
from sulh import words
from sulh.model import vocabulary
from sulh.model.kinds import kinds

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^ {4}(?:\S*/)?sulh ([a-z].*)$", re.MULTILINE)
CODEBOOK = (ROOT / "docs/codebook.md").read_text(encoding="utf-8")
VOCABULARIES = sorted(name for name in vocabulary.__all__ if isinstance(getattr(vocabulary, name), EnumType))
LOADS = re.compile(
    r"""<(?:script|img|iframe)[^>]+src=["']?(?:https?:)?//|<link[^>]+rel=["']?(?:stylesheet|preconnect|icon)[^>]+href=["']?(?:https?:)?//"""
)


def hook() -> ModuleType:
    """The hook that writes the code tables, loaded from its file as mkdocs does."""
    spec = importlib.util.spec_from_file_location("codebook_hook", ROOT / "docs/hooks/codebook.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands() -> dict[str, click.Command]:
    """Every command by its words on the command line."""
    from sulh.cli.main import main

    def walk(command: click.Command, called: str) -> Iterator[tuple[str, click.Command]]:
        yield called, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                if (found := command.get_command(context, name)) and not found.hidden:
                    yield from walk(found, f"{called} {name}")

    # The console script may be a function that calls the group.
    there = vars(sys.modules["sulh.cli.main"]).values()
    return dict(walk(main if isinstance(main, click.Group) else next(one for one in there if isinstance(one, click.Group)), "sulh"))


def options(command: click.Command) -> set[str]:
    """The long names of a command's own options."""
    shown = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    return {name for one in shown for name in (*one.opts, *one.secondary_opts) if name.startswith("--")}


def section(text: str, heading: str) -> str:
    """What stands under a second-level heading, up to the next one."""
    found = re.search(rf"^## `{re.escape(heading)}`$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def undocumented(known: dict[str, click.Command], text: str) -> list[str]:
    """Commands without a section of their own, and options that their section does not name."""
    missing = []
    for name, command in known.items():
        if isinstance(command, click.Group):
            continue
        said = section(text, name)
        missing += [f"{name} {option}" for option in sorted(options(command)) if f"`{option}`" not in said] if said else [name]
    return missing


def manual() -> str:
    """All pages of the manual."""
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def test_every_command_and_option_is_in_the_manual() -> None:
    known = commands()
    assert {"sulh read", "sulh demo"} <= set(known)
    assert undocumented(known, manual()) == []


def test_command_or_option_missing_from_the_manual_is_caught() -> None:
    known: dict[str, click.Command] = {
        "sulh read": click.Command("read", params=[click.Option(["--format"]), click.Option(["--actors"])]),
        "sulh weigh": click.Command("weigh"),
    }
    assert undocumented(known, "## `sulh read`\n\n`--format`\n\n## Else\n\n`--actors`\n") == ["sulh read --actors", "sulh weigh"]


def test_manual_and_readme_name_no_command_or_option_that_is_not_there() -> None:
    known = commands()
    lines = SHELL.findall(manual() + (ROOT / "README.md").read_text(encoding="utf-8"))
    assert lines
    for line in lines:
        given = line.split("#")[0].split()
        named = next((name for end in (2, 1) if (name := " ".join(["sulh", *given[:end]])) in known), None)
        assert named is not None, line
        assert not isinstance(known[named], click.Group), line
        unknown = {word.split("=")[0] for word in given if word.startswith("--")} - options(known[named]) - {"--help"}
        assert not unknown, line


@pytest.mark.parametrize(
    ("page", "code"),
    [
        pytest.param(page.name, code, id=f"{page.stem}-{number}")
        for page in [*PAGES, ROOT / "README.md"]
        for number, code in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), 1)
    ],
)
def test_example_runs(page: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(code, page, "exec"), {"__name__": "__main__"})


def test_every_public_name_is_in_the_manual() -> None:
    text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    assert [name for name in sulh.__all__ if f"::: sulh.{name}\n" not in text and f"`sulh.{name}`" not in text] == []


def defined() -> list[tuple[str, str]]:
    """The vocabulary and code of every row of the table of words that defines a code."""
    with (ROOT / "src/sulh/data/words/codes.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["vocabulary"], row["code"]) for row in csv.DictReader(lines) if row["meaning"]]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_codebook_defines_each_code_once_and_no_other(name: str) -> None:
    codes = [code.value for code in getattr(vocabulary, name)]
    assert sorted(code for of, code in defined() if of == name) == sorted(codes)
    assert all(words.definition(name, code).endswith(".") for code in codes)
    assert hook().code_table(name) in hook().on_page_markdown(CODEBOOK)
    assert hook().code_table(name).count("\n| `") == len(codes)


def test_every_vocabulary_and_kind_stands_in_the_codebook_once() -> None:
    written = hook().on_page_markdown(CODEBOOK)
    assert [name for name in VOCABULARIES if written.count(hook().code_table(name)) != 1] == []
    assert [kind.name for kind in kinds(parts=True) if written.count(f"\n| `{kind.plural}` | `") != 1] == []
    assert "<!--" not in written
    # A vocabulary that came with a new kind has a place without one being made for it.
    assert "### `ReleaseKind`" in hook().on_page_markdown(CODEBOOK.replace("<!-- codes: ReleaseKind -->", ""))


def test_codebook_holds_no_vocabulary_that_is_gone() -> None:
    assert sorted({of for of, _ in defined()}) == VOCABULARIES


def test_code_without_a_meaning_stops_the_manual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "definition", lambda vocabulary, code: "")
    with pytest.raises(ValueError, match="has no definition"):
        hook().code_table("Role")


def test_every_column_of_every_table_has_a_meaning() -> None:
    made = hook()
    assert "releases" in made.TABLES and "commitments" in made.EXPORTED
    assert [fault for tables in (made.TABLES, made.EXPORTED) for fault in meaningless(made, tables)] == []


def test_column_without_a_meaning_is_caught() -> None:
    made = hook()
    assert meaningless(made, {"releases": (made.Column("weather"), made.Column("count", "whole"))}) == ["releases weather"]


def meaningless(made: ModuleType, tables: Mapping[str, Iterable[Any]]) -> list[str]:
    """Columns whose meaning says no more than their name, for want of a row in the table of words."""
    faults = []
    for table, columns in tables.items():
        for column in columns:
            meaning = made.meaning_of(table, column)
            if not meaning or meaning == column.name.replace("_", " "):
                faults.append(f"{table} {column.name}")
    return faults


def test_every_function_of_words_is_in_the_manual() -> None:
    page = (ROOT / "docs/words.md").read_text(encoding="utf-8")
    assert [name for name in words.__all__ if f"`{name}`" not in page] == []


@pytest.mark.slow
def test_manual_builds_strictly_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=settings)
    assert told.returncode == 0, told.stderr
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) >= len(PAGES)
    assert [page.name for page in pages if LOADS.search(page.read_text(encoding="utf-8"))] == []
    assert "de-escalation zones" in (tmp_path / "site/codebook.html").read_text(encoding="utf-8")
