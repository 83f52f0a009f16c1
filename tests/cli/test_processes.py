from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import sulh

STUB = Path(__file__).parent / "stub"
COMMAND = [sys.executable, "-m", "sulh"]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "FORCE_COLOR")}
    return {**kept, "PYTHONPATH": os.pathsep.join((str(STUB), str(Path(sulh.__file__).parent.parent)))}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment(), capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def write(folder: Path, *texts: str) -> list[str]:
    names = [f"{number:02}.txt" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    return names


def paths_of(output: str) -> list[str]:
    return [json.loads(line)["document"]["path"] for line in output.splitlines()]


def test_two_workers_keep_the_order_of_the_input(tmp_path: Path) -> None:
    names = write(tmp_path, "A NAP comes first.", *(f"Text number {number}." for number in range(20)))
    result = run(tmp_path, "read", "--workers", "2", *reversed(names))
    assert (result.returncode, result.stderr) == (0, "")
    assert paths_of(result.stdout) == names[::-1]


def test_dead_worker_is_one_line_and_the_others_are_read(tmp_path: Path) -> None:
    names = write(tmp_path, "Text one.", "Workers DIE here.", "Text three.", "This will STUMBLE.", *(f"Text {n}." for n in range(12)))
    result = run(tmp_path, "read", "--workers", "2", *names)
    assert result.returncode == 1
    assert paths_of(result.stdout) == [name for name in names if name not in ("01.txt", "03.txt")]
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == ["01.txt", "03.txt"]
    assert "the process reading it died" in result.stderr
    assert "Traceback" not in result.stderr


def test_standard_input_among_files_is_read_by_the_parent(tmp_path: Path) -> None:
    names = write(tmp_path, "Text one.", "Text two.")
    result = subprocess.run(
        [*COMMAND, "read", names[0], "-", names[1], "--workers", "2"],
        cwd=tmp_path, env=environment(), input="From a pipe.", capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    assert paths_of(result.stdout) == [names[0], "-", names[1]]


def test_closed_pipe_is_quiet(tmp_path: Path) -> None:
    names = write(tmp_path, *(f"Text number {number}. " * 4000 for number in range(40)))
    running = subprocess.Popen(
        [*COMMAND, "read", "--format", "html", *names], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    errors = running.stderr.read()
    running.stderr.close()
    assert (running.wait(60), errors) == (1, b"")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupt_is_quiet_and_quick(tmp_path: Path, workers: str) -> None:
    names = write(tmp_path, "Text one.", "Please WAIT.", "Please WAIT.")
    running = subprocess.Popen(
        [*COMMAND, "read", "--workers", workers, *names],
        cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stderr is not None
    assert paths_of(running.stdout.readline()) == names[:1]
    assert running.stderr.readline() == "waiting\n"
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the parent and its workers
    output, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert output == ""
    assert errors.replace("waiting\n", "").strip() == ""


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "خبر.txt").write_text("صلح بين الطرفين.", encoding="utf-8")
    for style in ("jsonl", "table", "html"):
        told = subprocess.run(
            [*COMMAND, "read", "خبر.txt", "--format", style],
            cwd=tmp_path, env={**environment(), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert (told.returncode, b"Traceback" in told.stderr) == (3, False) and told.stderr.endswith(b"so nothing was read from it\n")
        assert "خبر.txt" in told.stdout.decode("utf-8")
