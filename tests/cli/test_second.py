from __future__ import annotations

import json
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
