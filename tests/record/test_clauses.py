"""What later sources of a record say of a clause, as the command says it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

pytest.importorskip("scipy")

import sulh
from sulh.cli import follow as follow_command
from sulh.record.adding import add
from sulh.record.queries.statements import statements
from sulh.record.viewers import local_viewer
from sulh.wording.clauses import clauses_of

AGREED = "Agreed to hand over the lists of persons held since the winter campaign within thirty days"
TEXT = f"The delegations of Arden and Belmark,\n\n1. {AGREED};\n\n2. Decided to reopen the three schools along the dividing line;"
DONE = "The lists of persons held since the winter campaign were handed over in May."


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str, str], None]:
    def put(date: str, kind: str, text: str) -> None:
        path = tmp_path / f"{date}.md"
        path.write_text(f"---\ntitle: {kind} of Arden and Belmark\ndate: {date}\n---\n\n{text}\n", encoding="utf-8")
        list(add([sulh.read(path)], author="anna"))

    return put


def ids(words: str = "") -> list[str]:
    """The clauses of the one statement that have these words."""
    (statement,) = statements(local_viewer("anna"))
    return [one.id for one in clauses_of(statement) if words in one.text]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `sulh follow` on the record of this test."""
    monkeypatch.setattr(follow_command, "opened", lambda record, use: "here")
    return lambda *words: CliRunner().invoke(follow_command.follow, ["--author", "anna", *words])


def test_follow_lists_what_later_sources_say_of_a_clause(put: Callable[..., None], run: Callable[..., Result]) -> None:
    put("2021-03-01", "Joint statement", TEXT)
    put("2021-06-01", "Report", DONE)
    held = ids("persons held")[0]
    said = run("--clause", held)
    assert said.exit_code == 0 and "fulfils" in said.output and "1 June 2021" in said.output and DONE[:40] in said.output
    found = json.loads(run("--clause", held, "--json").output)
    assert (found["made"], found["searched"], found["found"]) == ("2021-03-01", "2021-06-01", 1)
    assert found["links"][0]["direction"] == "fulfils" and found["links"][0]["holds"] is None


def test_absence_is_said_as_what_it_is(put: Callable[..., None], run: Callable[..., Result]) -> None:
    put("2021-03-01", "Joint statement", TEXT)
    put("2021-06-01", "Report", "The monitors bought a boat in the harbour of the second city.")
    said = run("--clause", ids()[-1]).output
    assert "the record speaks up to 1 June 2021" in said and "no source in the record has been found to speak of it since" in said


def test_unknown_clause_and_options_that_clash_are_refused(put: Callable[..., None], run: Callable[..., Result]) -> None:
    put("2021-03-01", "Joint statement", TEXT)
    refused = run("--clause", "none#1")
    assert refused.exit_code != 0 and "no clause none#1" in str(refused.exception) + refused.output
    assert run("--clause", "x#1", "--since", "2021-01-01").exit_code == 2

