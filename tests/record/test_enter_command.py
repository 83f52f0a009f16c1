"""`sulh enter`: every sort of source from the command line, and what it says of a mistake."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reports import report

from sulh.cli.enter import enter
from sulh.record.adding import add
from sulh.record.authors import running
from sulh.record.projection.models import FACTS, rows
from sulh.record.queries.documents import document
from sulh.record.queries.documents import documents as listed
from sulh.record.queries.meetings import meeting, meetings
from sulh.record.viewers import local_viewer

RELEASE = ("release", "what=release", "by=Syria", "count=12", "date=2021-06")
TABLE = "name,released\nA,12 men\nB,none\n"


@pytest.fixture(autouse=True)
def _opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sulh.cli.enter.opened", lambda record: None)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(enter, [*map(str, words), "--author", "mona"])


def test_cell_of_a_list_is_quoted_from_the_list(tmp_path: Path) -> None:
    (path := tmp_path / "exchange.csv").write_text(TABLE, encoding="utf-8")
    assert run(*RELEASE, "--list", path, "--row", "1", "--column", "released").exit_code == 0
    (source,) = listed(local_viewer("mona")).rows
    (claim,) = document(local_viewer("mona"), source.id).claims
    assert (claim.quote, claim.row, claim.column, claim.decided_by) == ("12 men", 1, "released", f"{running()} for mona")


@pytest.mark.parametrize(
    ("row", "column", "fault"), [("3", "released", "has no row 3"), ("1", "freed", "has no column 'freed': name, released")]
)
def test_cell_that_is_not_there_is_refused(tmp_path: Path, row: str, column: str, fault: str) -> None:
    (path := tmp_path / "exchange.csv").write_text(TABLE, encoding="utf-8")
    said = run(*RELEASE, "--list", path, "--row", row, "--column", column)
    assert said.exit_code and fault in f"{said.output}{said.exception}"
    assert not rows(FACTS["release"]).exists()


def test_list_of_another_format_is_quoted_by_hand(tmp_path: Path) -> None:
    (path := tmp_path / "exchange.xlsx").write_bytes(os.urandom(64))
    assert run(*RELEASE, "--list", path, "--row", "4", "--column", "C", "--quote", "twelve").exit_code == 0
    (source,) = listed(local_viewer("mona")).rows
    assert document(local_viewer("mona"), source.id).claims[0].quote == "twelve"


def test_participants_people_and_agenda_are_added_to_a_meeting() -> None:
    list(add([report(1)], author="anna"))
    mona = local_viewer("mona")
    (found,) = meetings(mona).rows
    parts = ("participants=Jordan:observer", "people=Ali Khaji;adviser;IRN", "agenda=prisoners")
    assert run("meeting", "--meeting", found.id, *parts, "--own", "I was in the room").exit_code == 0
    view = meeting(mona, found.id)
    assert "JOR" in {one.actor.id for one in view.participants} and "prisoners" in view.issues
    assert [(one.name, one.office, one.actor and one.actor.id) for one in view.people if one.name == "Ali Khaji"] == [
        ("Ali Khaji", "adviser", "IRN")
    ]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("releases",), "there is no kind 'releases'"),
        ((*RELEASE, "colour=red", "--own", "seen"), "'colour=red' is no NAME=VALUE of a release"),
        (RELEASE, "say what it rests on"),
        ((*RELEASE, "--own", "seen", "--meeting", "m1"), "a release stands on its own"),
        (("release", "--json", "[1]", "--own", "seen"), "give one object"),
    ],
)
def test_wrong_usage_is_named(words: tuple[str, ...], fault: str) -> None:
    said = run(*words)
    assert said.exit_code == 2 and fault in said.output


def test_properties_of_a_kind_are_listed() -> None:
    said = run("release", "--properties").output
    assert "what" in said and "prisoner_exchange" in said and "(required)" in said
