"""`sulh lists codes`, `pair` and `resolve`: two lists matched through a third party by files alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from bench.invented import people as making
from click.testing import CliRunner

from sulh.cli.main import program


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit status, output and messages."""
    done = CliRunner().invoke(program, [*map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """Two lists and the passphrase."""
    people = making.people(60, 3)
    for name, some, script in (("north", people[:40], "arabic"), ("south", people[20:], "english")):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("id", "name", "born"))
            writer.writerows((number, row.name, row.born) for number, row in enumerate(making.listed(some, script, 5), 1))
    (tmp_path / "secret").write_text("otter lamp harvest violin quiet seven\n", encoding="utf-8")
    (tmp_path / "secret").chmod(0o600)
    return tmp_path


def coded(held: Path, name: str, *more: object) -> tuple[int, str, str]:
    files = ("--out", held / f"{name}.codes", "--own", held / f"{name}.own", "--secret", held / "secret")
    return run("lists", "codes", held / f"{name}.csv", "--party", name.title(), "--salt", "Round 8", *files, *more)


def test_two_lists_are_matched_by_somebody_who_sees_no_name(held: Path) -> None:
    for name in ("north", "south"):
        status, told, said = coded(held, name)
        assert status == 0, said
        assert f"stays with {name.title()}" in told
        assert (held / f"{name}.own").stat().st_mode & 0o077 == 0
    status, told, said = run("lists", "pair", held / "north.codes", held / "south.codes", "--out", held / "pairs.csv")
    assert status == 0, said
    assert "pairs written" in told and "What you could learn:" in told and "- North has at most 250 rows" in told
    for name in ("north", "south"):
        status, told, said = run(
            "lists", "resolve", held / f"{name}.own", held / "pairs.csv", "--party", name.title(), "--out", held / f"{name}.found"
        )
        assert status == 0, said
    with (held / "north.found").open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    assert len(found) >= 12 and all(row["id"].startswith("north.csv:") for row in found)


def test_what_cannot_be_used_is_said(held: Path) -> None:
    assert coded(held, "north")[0] == 0
    status, _, said = coded(held, "north")
    assert status == 2 and "is there already; name a new file" in said
    (held / "secret").write_text("short", encoding="utf-8")
    (held / "secret").chmod(0o644)
    status, _, said = coded(held, "south")
    assert status == 2 and "take 20 or more" in said and "can be read by others" in said
    assert not (held / "south.codes").exists()
    (held / "secret").write_bytes(b"\xff\xfeo\x00t\x00")
    status, _, said = coded(held, "south")
    assert status == 2 and "is no text in UTF-8" in said and "Traceback" not in said
    status, _, said = run("lists", "pair", held / "north.codes", held / "north.codes", "--out", held / "pairs.csv")
    assert status == 2 and "both lists are of North" in said
    status, _, said = run("lists", "resolve", held / "north.own", held / "north.own", "--party", "North", "--out", held / "found.csv")
    assert status == 2 and "has no column number" in said and "`sulh lists pair --out` writes the file that is meant" in said


def test_what_stays_and_what_goes_are_two_new_files_in_folders_that_are_there(held: Path) -> None:
    """Codes and own ids in one file: whoever gave it to the third party gave all ids of the list away."""
    given = ("lists", "codes", held / "north.csv", "--party", "North", "--salt", "Round 8", "--secret", held / "secret")
    status, _, said = run(*given, "--out", held / "same", "--own", held / ".." / held.name / "same")
    assert status == 2 and "is named twice" in said and not (held / "same").exists()
    status, _, said = run(*given, "--out", held / "north.codes", "--own", held / "none" / "north.own")
    assert status == 2 and "there is no such folder" in said and not (held / "north.codes").exists()


def test_passphrase_saved_with_a_mark_before_it_is_the_same(held: Path) -> None:
    assert coded(held, "north")[0] == 0
    (held / "secret").write_text("\ufeffotter  lamp harvest violin quiet seven\r\n", encoding="utf-8")
    assert coded(held, "south")[0] == 0
    status, told, said = run("lists", "pair", held / "north.codes", held / "south.codes", "--out", held / "pairs.csv")
    assert status == 0, said
    assert "pairs written" in told


def test_pairs_of_an_earlier_day_are_no_empty_result(held: Path) -> None:
    for name in ("north", "south"):
        coded(held, name)
    run("lists", "pair", held / "north.codes", held / "south.codes", "--out", held / "pairs.csv")
    for one in ("north.codes", "north.own"):
        (held / one).unlink()
    coded(held, "north")
    for own, party in (("north.own", "North"), ("north.own", "South")):
        status, _, said = run("lists", "resolve", held / own, held / "pairs.csv", "--party", party, "--out", held / "found.csv")
        assert status == 2 and f"names a row of {party} that is none of yours" in said
        assert not (held / "found.csv").exists()
