"""`sulh case`: a file of a person kept on the command line, alone or in a record, with the checks of the pages."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from sulh.cli.case import case

OPENED = ("--name", "Invented Person", "--basis", "consent", "--purpose", "search", "--until", "2099-01-01")
SECRET = "diabetic"


def run(*words: object) -> Result:
    return CliRunner().invoke(case, [str(one) for one in words])


def begun(tmp_path: Path, *more: str) -> Path:
    file = tmp_path / "one.jsonl"
    done = run("open", file, *OPENED, "--author", "Ann", "--known", "birth_year=1976", "--may-see", "informants=desk", *more)
    assert done.exit_code == 0, done.output
    return file


def added(file: Path, *words: str) -> str:
    done = run("add", file, *words, "--author", "Ann")
    assert done.exit_code == 0, done.output
    return done.output.split()[-1]


def test_report_sighting_and_status_with_its_source_stand_in_the_file(tmp_path: Path) -> None:
    file = begun(tmp_path)
    assert file.stat().st_mode & 0o77 == 0
    added(file, "reported", "words=was taken from a shop", "reporter=a sister", "received=2021-06")
    seen = added(file, "sighted", "on=2021-08", "place=Mill Road", "witness=a neighbour", "certainty=likely")
    guess = added(file, "hypothesis", "words=held in the mill", "certainty=possible")
    added(file, "judged", "state=confirmed", "decided_by=the group", "words=two saw him", "--about", guess)
    added(file, "whereabouts", "whereabouts=detained", "decided_by=the group", "holder=South", f"sources={seen}")
    shown = run("show", file).output
    for said in ("Invented Person", "birth_year: 1976", "Fate: Missing", "Detained", "Seen by: a neighbour", seen, "the group"):
        assert said in shown
    assert "\u0645\u0641\u0642\u0648\u062f" in run("show", file, "--language", "ar").output
    assert [json.loads(line)["by"] for line in file.read_text(encoding="utf-8").splitlines()] == ["Ann"] * 6


def test_nobody_is_dead_without_a_source_and_what_cannot_happen_changes_nothing(tmp_path: Path) -> None:
    file = begun(tmp_path)
    claim = added(file, "claimed", "holder=South", "answer=dead_body_held")
    before = file.read_bytes()
    for words, says in (
        (("fate", "fate=deceased", "decided_by=the group", f"sources={claim}"), "what a holder claims is no fate"),
        (("fate", "fate=deceased", "decided_by=the group"), "without a source"),
        (("sighted", "on=someday", "place=x", "witness=y", "certainty=likely"), "is 'someday'"),
        (("reported", "words=x"), "the field reporter is empty"),
        (("judged", "state=confirmed", "decided_by=x", "words=y"), "must be about an earlier event"),
        (("reported", "nothing"), "is no FIELD=TEXT"),
        (("reported", "words=x", "words=y"), "is given twice"),
    ):
        done = run("add", file, *words, "--author", "Ann")
        assert done.exit_code == 2 and says in done.output, done.output
    assert file.read_bytes() == before
    assert "say it with --author" in run("add", file, "closed", "words=x").output
    assert run("open", file, *OPENED, "--author", "Ann").exit_code == 2


def test_group_of_a_file_sees_its_parts_alone_and_past_its_day_nobody_does(tmp_path: Path) -> None:
    file = begun(tmp_path, "--health", SECRET, "--may-see", "health=doctors")
    added(file, "reported", "words=was seen", "reporter=a sister", "received=2021-06")
    assert SECRET in run("show", file).output and SECRET in run("show", file, "--as", "doctors").output
    desk = run("show", file, "--as", "desk").output
    assert SECRET not in desk and "a sister" in desk and "a sister" not in run("show", file, "--as", "doctors").output
    file.write_text(file.read_text(encoding="utf-8").replace("2099-01-01", "2020-01-01"), encoding="utf-8")
    for words in (("show", file), ("add", file, "closed", "words=x", "--author", "Ann")):
        done = run(*words)
        assert done.exit_code == 2 and "destroy it" in done.output and "Invented" not in done.output


def test_fields_say_what_each_kind_holds() -> None:
    told = run("fields").output
    assert "sighted\tSighting" in told and "  certainty (needed): possible, likely, almost_certain" in told and "  sources: ids" in told
