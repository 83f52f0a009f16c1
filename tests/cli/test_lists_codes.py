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
    status, _, said = run("lists", "pair", held / "north.codes", held / "north.codes", "--out", held / "pairs.csv")
    assert status == 2 and "both lists are of North" in said
    status, _, said = run("lists", "resolve", held / "north.own", held / "north.own", "--party", "North", "--out", held / "found.csv")
    assert status == 2 and "has no column number" in said
