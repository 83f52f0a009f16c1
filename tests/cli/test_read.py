from __future__ import annotations

import csv
import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sulh import __version__
from sulh.cli.main import program
from sulh.cli.outcomes import Settings, outcomes

STUB = Path(__file__).parent / "stub" / "sitecustomize.py"

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command line in this process, with the small engine and in a folder of its own."""
    source: dict[str, Any] = {}
    exec(compile(STUB.read_text("utf-8").split("engine = ")[0], str(STUB), "exec"), source)
    engine = ModuleType("sulh.reading")
    engine.read_document = source["read_document"]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sulh.reading", engine)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **extra: CliRunner().invoke(program, [str(one) for one in arguments], **extra)


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def paths_of(output: str) -> list[str]:
    return [json.loads(line)["document"]["path"] for line in output.splitlines()]


def test_version_is_told(run: Run) -> None:
    result = run("--version")
    assert (result.exit_code, result.output) == (0, f"sulh {__version__}\n")


def test_help_names_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(f"\n  {name} " in result.output for name in ("read", "demo"))


def test_every_command_can_be_loaded(run: Run) -> None:
    for name in program.list_commands(None):  # type: ignore[arg-type]
        assert run(name, "--help").exit_code == 0


def test_file_gives_one_json_line_where_there_is_no_terminal(run: Run, tmp_path: Path) -> None:
    write(tmp_path, talks="Talks were held.")
    result = run("read", "talks.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert paths_of(result.stdout) == ["talks.txt"]


def test_folder_is_read_in_order_with_its_subfolders(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    write(tmp_path / "in", b="Second text.", a="First text.")
    write(tmp_path / "in" / "deep", c="Third text.")
    result = run("read", "in")
    assert paths_of(result.stdout) == ["in/a.txt", "in/b.txt", "in/deep/c.txt"]


def test_standard_input_is_read(run: Run) -> None:
    result = run("read", "-", input="Talks were held.")
    assert (result.exit_code, paths_of(result.stdout)) == (0, ["-"])


def test_bad_files_are_named_and_the_others_read(run: Run, tmp_path: Path) -> None:
    write(tmp_path, good="Talks were held.", empty="", strange="This will STUMBLE.", last="Talks ended.")
    result = run("read", "good.txt", "empty.txt", "missing.txt", "strange.txt", "last.txt")
    assert result.exit_code == 1
    assert paths_of(result.stdout) == ["good.txt", "last.txt"]
    lines = result.stderr.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [["sulh", "empty.txt"], ["sulh", "missing.txt"], ["sulh", "strange.txt"]]
    assert lines[2] == "sulh: strange.txt: internal error (TypeError: one surprise); please report"
    assert "Traceback" not in result.output


def test_debug_lets_the_internal_error_through(run: Run, tmp_path: Path) -> None:
    write(tmp_path, strange="This will STUMBLE.")
    result = run("read", "strange.txt", "--debug")
    assert isinstance(result.exception, TypeError)


def test_file_name_with_line_end_is_reported_on_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "two\nlines\x1b[31m.txt").write_bytes(b"")
    result = run("read", ".")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr


def test_folder_without_documents_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    result = run("read", "bare")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "sulh: bare: no document in it\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["rread", "x"],
        ["read", "x", "--format", "xml"],
        ["read", "x", "--published", "7 July"],
        ["read", "x", "--published", "2021-02-30"],
        ["read", "x", "--workers", "0"],
        ["read", "x", "--workers", "two"],
        ["read", "x", "--actors", "missing.csv"],
        ["read", "x", "--format", "csv"],
        ["read", "x", "-o", "no/such/folder.html"],
        ["read", "x", "--format", "csv", "-o", "file.txt"],
        ["read", "x", "--format", "html", "-o", "."],
    ],
)
def test_wrong_usage_exits_with_2_and_reads_nothing(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    write(tmp_path, file="Talks were held.")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


def test_published_reaches_the_document(run: Run, tmp_path: Path) -> None:
    write(tmp_path, talks="Talks were held.")
    result = run("read", "talks.txt", "--published", "2021-07")
    assert json.loads(result.stdout)["document"]["published"] == "2021-07"


def test_actor_table_that_cannot_be_used_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    write(tmp_path, talks="Talks were held.")
    (tmp_path / "actors.csv").write_text("nothing,of,use\n1,2,3\n", encoding="utf-8")
    result = run("read", "talks.txt", "--actors", "actors.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "actors.csv" in result.stderr


def test_table_shows_the_document(run: Run, tmp_path: Path) -> None:
    write(tmp_path, talks="Talks were held.")
    result = run("read", "talks.txt", "--format", "table")
    assert "talks.txt" in result.stdout
    assert "“Talk” @0" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(("name", "begins"), [("out.html", "<!doctype html>"), ("out.jsonl", '{"document"'), ("out.txt", "\u2500")])
def test_ending_of_the_output_says_the_format(run: Run, tmp_path: Path, name: str, begins: str) -> None:
    write(tmp_path, talks="Talks were held.")
    (tmp_path / name).write_text("old", encoding="utf-8")
    result = run("read", "talks.txt", "-o", name)
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / name).read_text("utf-8").startswith(begins)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["talks.txt", name])


def test_html_of_one_document_goes_to_standard_output(run: Run, tmp_path: Path) -> None:
    write(tmp_path, talks="Talks were held.")
    result = run("read", "talks.txt", "--format", "html")
    assert result.stdout.startswith("<!doctype html>")
    assert result.stdout.rstrip().endswith("</html>")


def test_csv_writes_a_folder_of_tables(run: Run, tmp_path: Path) -> None:
    write(tmp_path, talks="Talks were held.")
    result = run("read", "talks.txt", "--format", "csv", "-o", "tables")
    assert (result.exit_code, result.output) == (0, "")
    assert len(list((tmp_path / "tables").iterdir())) == 15
    with (tmp_path / "tables" / "acts.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [(row["act"], row["quote"]) for row in csv.DictReader(file)] == [("note", "Talk")]


@pytest.mark.parametrize("style", ["html", "jsonl", "csv"])
def test_output_stays_as_it_was_when_nothing_could_be_read(run: Run, tmp_path: Path, style: str) -> None:
    write(tmp_path, empty="")
    (tmp_path / "kept").write_text("old", encoding="utf-8")
    target = "kept" if style != "csv" else "new"
    result = run("read", "empty.txt", "--format", style, "-o", target)
    assert result.exit_code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.txt", "kept"]
    assert (tmp_path / "kept").read_text("utf-8") == "old"


@pytest.mark.parametrize("style", ["html", "jsonl", "csv"])
def test_interrupt_exits_with_130_and_leaves_no_half_output(run: Run, tmp_path: Path, style: str) -> None:
    write(tmp_path, a="Talks were held.", b="INTERRUPT here.")
    result = run("read", "a.txt", "b.txt", "--format", style, "-o", "out")
    assert result.exit_code == 130
    assert "Traceback" not in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_full_disk_is_one_clear_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    write(tmp_path, talks="Talks were held.")
    monkeypatch.setattr("sulh.cli.output._Lines.add", full)
    result = run("read", "talks.txt", "-o", "out.jsonl")
    assert (result.exit_code, result.stderr) == (1, "sulh: out.jsonl: cannot be written (No space left on device)\n")
    assert not (tmp_path / "out.jsonl").exists()


def test_progress_is_shown_when_asked_for_and_not_mixed_into_the_output(run: Run, tmp_path: Path) -> None:
    write(tmp_path, a="Talks were held.", b="Talks ended.")
    shown, hidden = run("read", ".", "--progress"), run("read", ".")
    assert "2/2" in shown.stderr or "doc" in shown.stderr
    assert hidden.stderr == ""
    assert shown.stdout == hidden.stdout


def test_output_through_a_link_replaces_what_it_points_to(run: Run, tmp_path: Path) -> None:
    write(tmp_path, talks="Talks were held.")
    (tmp_path / "real.jsonl").write_text("old", encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    assert run("read", "talks.txt", "-o", "link.jsonl").exit_code == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert paths_of((tmp_path / "real.jsonl").read_text("utf-8")) == ["talks.txt"]


def test_outcomes_come_one_by_one(run: Run, tmp_path: Path) -> None:
    write(tmp_path, a="Talks were held.", b="This will STUMBLE.")
    stream = outcomes(["a.txt", "b.txt"], Settings())
    assert next(stream).reading is not None
    assert (next(stream).problem or "").startswith("internal error")


def test_demo_copies_its_documents(run: Run, tmp_path: Path) -> None:
    result = run("demo", "--copy", "copies")
    assert result.exit_code == 0
    assert len(list((tmp_path / "copies").glob("*.md"))) >= 25


def test_demo_shows_every_document(run: Run, tmp_path: Path) -> None:
    run("demo", "--copy", "copies")
    result = run("demo", "--format", "jsonl")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == len(list((tmp_path / "copies").iterdir()))


def test_document_in_a_language_that_is_not_read_is_written_said_and_has_its_own_status(run: Run, tmp_path: Path) -> None:
    write(tmp_path, french="Les parties se sont réunies à Genève et ont convenu de poursuivre les pourparlers dans le cadre du processus.")
    result = run("read", "french.txt")
    assert (result.exit_code, paths_of(result.stdout)) == (3, ["french.txt"])
    assert result.stderr == "sulh: french.txt: French; Sulh reads English, so nothing was read from it\n"
    assert run("read", "french.txt", "missing.txt").exit_code == 1
