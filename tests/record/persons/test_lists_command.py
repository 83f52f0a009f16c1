"""`sulh lists` on a round that a record keeps, and `sulh erase --past`; all names are invented."""

from __future__ import annotations

import getpass
import subprocess
import sys
from pathlib import Path

import pytest
from record.test_commands import sulh

TERMS = ("--basis", "mandate of the working group", "--purpose", "answers in this round", "--until")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with an account on each side."""
    record = tmp_path / "record.db"
    (tmp_path / "a.txt").write_text("Nothing was said.", encoding="utf-8")
    made = [sulh("add", tmp_path / "a.txt", record=record), sulh("release", "example", tmp_path / "lists", record=record)]
    for group in ("North", "South", "Office"):
        groups = ("--group", group, "--group", "persons", "--password", "ninety green umbrellas")
        made.append(sulh("user", "add", group.lower(), "--role", "editor", *groups, record=record))
    assert [one.returncode for one in made] == [0] * 5, [one.stderr for one in made]
    return record


def opened(record: Path, until: str = "2099-01-01", *more: str) -> tuple[int, str]:
    parties = ("--name", "First round", "--side", "North", "--side", "South", "--mediator", "Office", "--zone", "+03:00")
    clock = ("--lists-due", "2020-01-08 18:00", "--answers-due", "2020-01-15 18:00", "--at", "2020-01-01 09:00")
    made = sulh("lists", "open", "record:", *parties, *clock, *TERMS, until, *more, record=record)
    return made.returncode, made.stderr


def test_round_in_a_record_goes_as_one_in_a_file(record: Path, tmp_path: Path) -> None:
    status, said = opened(record)
    assert status != 0 and "sulh seal" in said
    assert opened(record, "2099-01-01", "--invented") == (0, "")
    lists, name = tmp_path / "lists", "record:First round"
    for words in (
        ("add", name, str(lists / "asked_by_north.csv"), "--by", "North", "--of", "South", "--show", "--at", "2020-01-02 09:00"),
        ("hold", name, str(lists / "held_by_south.csv"), "--by", "South", "--at", "2020-01-03 09:00"),
        ("answer", name, str(lists / "answers_by_south.csv"), "--by", "South", "--show", "--at", "2020-01-04 09:00"),
        ("show", name, "--by", "South", "--what", "held", "--at", "2020-01-05 09:00"),
    ):
        done = sulh("lists", *words, record=record)
        assert done.returncode == 0, done.stderr
    told = sulh("lists", "sheet", name, "--for", "North", "--as-of", "2020-01-16 09:00", record=record).stdout
    assert "South, asked by North: asked 13, answered 7" in told
    again = sulh("lists", "sheet", "record:Second", "--for", "North", record=record)
    assert again.returncode == 2 and "there are First round" in again.stderr
    assert sulh("verify", record=record).returncode == 0


def test_what_is_past_its_day_is_erased_with_one_command(record: Path) -> None:
    assert opened(record, "2020-02-01", "--invented") == (0, "")
    missing = sulh("lists", "sheet", "record:First round", "--for", "Office", record=record)
    assert missing.returncode == 2 and "there are none" in missing.stderr
    told = sulh("erase", "--past", "--reason", "past its day", "--yes", record=record)
    assert told.returncode == 0 and "Nothing of persons is kept beyond its day" in told.stdout
    assert sulh("erase", "--reason", "x", record=record).returncode == 2


def made_by(account: str, record: Path) -> str:
    """The identifier of a table of counts that an account of the mediator's makes in the desk."""
    code = """if True:
        import sys
        from pathlib import Path
        from sulh.record import open_record
        open_record(Path(sys.argv[1]))
        from sulh.record.persons.counts import make_counts
        from sulh.record.persons.rounds import round_named
        from sulh.record.viewers import viewer
        one = viewer(sys.argv[2], "editor", "team|Office|persons")
        print(make_counts(one, round_named(one, "First round"), "held", "South", "category", "", "for the press"))
    """
    return subprocess.run([sys.executable, "-c", code, record, account], capture_output=True, text=True, check=True).stdout.strip()


def let_in_by(account: str, other: str, record: Path) -> None:
    """An account of the mediator's lets another in, in the desk."""
    code = """if True:
        import sys
        from pathlib import Path
        from sulh.record import open_record
        open_record(Path(sys.argv[1]))
        from sulh.record.persons.letting_in import let_in
        from sulh.record.viewers import viewer
        let_in(viewer(sys.argv[2], "editor", "team|Office|persons"), sys.argv[3])
    """
    subprocess.run([sys.executable, "-c", code, record, account, other], check=True)


def test_counts_are_shown_made_approved_by_another_and_taken(record: Path, tmp_path: Path) -> None:
    assert opened(record, "2099-01-01", "--invented") == (0, "")
    rows = "".join(f"X{n},Made Up {n},{'sick' if n < 15 else 'wounded'}\n" for n in range(29))
    (tmp_path / "held.csv").write_text(f"No.,Name,Category\n{rows}", encoding="utf-8")
    name = "record:First round"
    held = sulh("lists", "hold", name, str(tmp_path / "held.csv"), "--by", "South", "--at", "2020-01-03 09:00", record=record)
    assert held.returncode == 0, held.stderr
    asked = ("lists", "counts", name, "--of", "held", "--side", "South", "--by", "category")
    tried = sulh(*asked, record=record)
    assert "Persons whom South lists as held, by category" in tried.stdout and "Sick\t15" in tried.stdout and "Minors\t\n" in tried.stdout
    made = sulh(*asked, "--purpose", "for the press", record=record)
    own = made.stderr.split(":")[0].strip().splitlines()[-1]
    key = made_by("office", record)
    out = tmp_path / "counts.csv"
    early = sulh("lists", "counts", name, "--take", key, "--out", str(out), record=record)
    assert early.returncode == 2 and "nobody approved" in early.stderr and not out.exists()
    runner = getpass.getuser()
    stranger = sulh("lists", "counts", name, "--approve", key, record=record)
    assert stranger.returncode == 2 and f"{runner} has no account" in stranger.stderr
    account = ("--role", "admin", "--password", "ninety green umbrellas")
    assert sulh("user", "add", runner, *account, record=record).returncode == 0
    assert sulh("lists", "counts", name, "--approve", key, record=record).returncode == 2  # an administrator without the role
    joined = sulh("user", "role", runner, "admin", "--group", "Office", "--group", "persons", record=record)
    assert joined.returncode == 0 and "another account lets it in" in joined.stderr
    assert sulh("lists", "counts", name, "--approve", key, record=record).returncode == 2  # nobody lets himself in
    let_in_by("office", runner, record)
    for words, said in (((own,), "you had a hand in it"), ((key, "--author", "office"), "nobody approves for somebody else")):
        refused = sulh("lists", "counts", name, "--approve", *words, record=record)
        assert refused.returncode == 2 and said in refused.stderr
    approved = sulh("lists", "counts", name, "--approve", key, record=record)
    assert approved.returncode == 0, approved.stderr
    taken = sulh("lists", "counts", name, "--take", key, "--out", str(out), "--language", "ar", record=record)
    assert taken.returncode == 0 and "15" in out.read_text(encoding="utf-8-sig") and "Made Up" not in out.read_text(encoding="utf-8-sig")
    for wrong in (("--by", "answer"), ("--by", "category", "--take", key), ("--take", key), ()):
        assert sulh("lists", "counts", name, "--of", "held", *wrong, record=record).returncode == 2
    assert sulh("lists", "counts", str(tmp_path / "held.csv"), "--by", "state", record=record).returncode == 2
