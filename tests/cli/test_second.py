from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from model_server import meeting, model_server, participant, reply, said, status

from sulh.cli.main import program

TEXT = "OSLO, 4 May 2021 - Talks between Russia and Iran were held in Oslo on 3 May 2021.\n"
TALKS = meeting(
    "consultation",
    "Talks between Russia and Iran",
    city=said("Oslo", "Oslo"),
    start=said("2021-05-03", "3 May 2021"),
    country=said("NO", "in Norway"),
    participants=[participant("RUS", "Russia"), participant("IRN", "Iran")],
)


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SULH_MODEL_KEY", raising=False)
    (tmp_path / "talks.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments))


def test_model_reads_beside_and_it_is_said_where_text_goes_and_what_was_dropped(talks: Path) -> None:
    with model_server(reply(meetings=[TALKS])) as there:
        result = run("read", "talks.txt", "--model", there.url, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    value = json.loads(result.stdout)
    host = there.url.removeprefix("http://").removesuffix("/v1")
    assert value["document"]["second_reader"].startswith(f"model tiny:1b at {host}, prompt ")
    first, second = result.stderr.splitlines()
    assert first.startswith(f"sulh: the text of 1 document is sent to {host} (tiny:1b, prompt ")
    assert second == "sulh: talks.txt: 1 value of the model tiny:1b not used (1: its quote is not in the document)"
    assert [one.path for one in there.sent] == ["/v1/models", "/v1/chat/completions"]


def test_nothing_is_sent_without_the_option(talks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server(reply()) as there:
        monkeypatch.setenv("SULH_MODEL_URL", there.url)
        result = run("read", "talks.txt", "--format", "jsonl")
    assert (result.exit_code, there.sent, result.stderr) == (0, [], "")
    assert "second_reader" not in json.loads(result.stdout)["document"]


def test_name_without_address_is_wrong_usage(talks: Path) -> None:
    result = run("read", "talks.txt", "--model-name", "x")
    assert result.exit_code == 2 and "needs --model URL" in result.stderr


def test_address_without_a_server_is_found_before_anything_is_read(talks: Path) -> None:
    result = run("read", "talks.txt", "--model", "localhost")
    assert result.exit_code == 2 and "is not like http://localhost:11434/v1" in result.stderr


def test_model_that_fails_is_one_line_and_the_document_is_not_read_by_half(talks: Path) -> None:
    (talks / "b.txt").write_text(TEXT, encoding="utf-8")
    with model_server(status(400), reply(meetings=[TALKS])) as there:
        result = run("read", "b.txt", "talks.txt", "--model", there.url, "--model-name", "tiny:1b", "--format", "jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["document"]["path"] for line in result.stdout.splitlines()] == ["talks.txt"]
    assert "sulh: b.txt: model tiny:1b at 127.0.0.1:" in result.stderr and "answers 400" in result.stderr


def test_several_processes_ask_too(talks: Path) -> None:
    (talks / "b.txt").write_text(TEXT.replace("Oslo", "Bergen").replace("OSLO", "BERGEN"), encoding="utf-8")
    with model_server(reply(meetings=[TALKS])) as there:
        result = run("read", "b.txt", "talks.txt", "--model", there.url, "--workers", "2", "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == 2 and len(there.sent) == 3


def added(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SULH_RECORD": str(folder / "record.db"), "HOME": str(folder)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "sulh", "add", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_restricted_documents_are_not_sent_unless_each_is_allowed(talks: Path) -> None:
    (talks / "b.txt").write_text(TEXT.replace("Oslo", "Bergen").replace("OSLO", "BERGEN"), encoding="utf-8")
    options = ("--sharing", "restricted", "--group", "g", "--model")
    with model_server(reply(meetings=[TALKS])) as there:
        first = added(talks, "talks.txt", *options, there.url)
        assert [one.path for one in there.sent] == ["/v1/models"]
        second = added(talks, "talks.txt", "b.txt", *options, there.url, "--send-restricted", "b.txt")
    assert first.returncode == 0, first.stderr
    assert "1 restricted document is not sent to the model" in first.stderr and "is sent to" not in first.stderr
    assert "the text of 1 document is sent to 127.0.0.1" in second.stderr
    assert [("Bergen" in one.question, "Oslo" in one.question) for one in there.sent if one.body] == [(True, False)]
    assert second.stdout.startswith("known") and "added" in second.stdout


def test_document_that_the_record_has_is_not_sent_whoever_may_see_it(talks: Path) -> None:
    added(talks, "talks.txt", "--sharing", "restricted", "--group", "g")
    with model_server(reply(meetings=[TALKS])) as there:
        result = added(talks, "talks.txt", "--sharing", "public", "--model", there.url)
        piped = added(talks, "-", "--model", there.url)
    assert [one.path for one in there.sent if one.body] == []
    assert result.stdout.startswith("known")
    assert piped.returncode == 2 and "--model reads files" in piped.stderr


def test_model_that_fails_leaves_the_document_out_of_the_record(talks: Path) -> None:
    with model_server("no JSON", reply(meetings=[TALKS])) as there:
        failed = added(talks, "talks.txt", "--model", there.url)
        again = added(talks, "talks.txt", "--model", there.url)
    assert failed.returncode == 1 and "the reply is no JSON" in failed.stderr and "0 added" in failed.stderr
    assert again.returncode == 0 and "1 added" in again.stderr


def test_base_install_asks_a_model_without_the_record_s_libraries(talks: Path) -> None:
    blocked = "import sys\nfor name in ('django', 'polars', 'cryptography', 'altair'): sys.modules[name] = None\n"
    code = f"{blocked}from sulh.cli.main import main\nsys.argv = ['sulh', *sys.argv[1:]]\nmain()"
    with model_server(reply(meetings=[TALKS])) as there:
        command = [sys.executable, "-c", code, "read", "talks.txt", "--format", "jsonl", "--model", there.url]
        result = subprocess.run(command, cwd=talks, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    assert "second_reader" in json.loads(result.stdout)["document"]
