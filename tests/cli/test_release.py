"""`sulh release`, from invented lists to the list at the crossing and what happened there."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from sulh.cli.main import program

pytest.importorskip("scipy")


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit status, output and messages."""
    done = CliRunner().invoke(program, ["release", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def lists(tmp_path: Path) -> list[Path]:
    """The invented terms and both invented lists."""
    assert run("example", tmp_path / "lists")[0] == 0
    return [tmp_path / "lists" / name for name in ("terms.json", "held_by_north.csv", "held_by_south.csv")]


@pytest.fixture
def drawn(lists: list[Path], tmp_path: Path) -> Path:
    """A draw among the persons of both lists."""
    for side in ("North", "South"):
        assert run("commit", side, *lists[1:], "--seed-file", tmp_path / f"{side}.seed", "-o", tmp_path / f"{side}.json")[0] == 0
    held = [word for side in ("North", "South") for end in ("seed", "json") for word in ("--file", tmp_path / f"{side}.{end}")]
    assert run("draw", *lists[1:], *held, "-o", tmp_path / "draw.json")[0] == 0
    return tmp_path / "draw.json"


def test_invented_exchange_is_planned_checked_printed_and_reconciled(lists: list[Path], drawn: Path, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    status, told, said = run("plan", *lists, "--draw", drawn, "-o", tmp_path / "out")
    assert status == 0 and "keep it closed" in said
    assert "34 of 38 are planned" in told and "2 are in no plan: does not wish to be handed over" in told
    assert "4 are provisional" in told and "no draw was held" not in told
    assert run("check", tmp_path / "out/plan.json")[:1] == (0,)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        "1 Cedar Bridge.docx", "1 Cedar Bridge.pdf", "2 Mill Road.docx", "2 Mill Road.pdf", "left.csv", "plan.csv", "plan.json",
    ]  # fmt: skip
    with (tmp_path / "out/plan.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 34 and all(float(row["ahead_by"]) <= 2 for row in rows)
    assert {row["date"] for row in rows if row["crossing"] == "Mill Road"} == {"2027-03-01", "2027-03-15"}
    at_crossing = tmp_path / "at.csv"
    happened = [f"{row['id']},{row['holder']},came" for row in rows if row["tranche"] == "1"]
    happened[2] = happened[2].replace("came", "did not come")
    at_crossing.write_text("\n".join(("id,holder,outcome", *happened)), encoding="utf-8")
    status, told, _ = run("reconcile", tmp_path / "out/plan.json", at_crossing, "-o", tmp_path / "reconciled.csv")
    assert status == 1 and "did not come." in told and "Handed over, the living: North 8, South 7" in told
    assert (tmp_path / "reconciled.csv").read_text(encoding="utf-8-sig").count("\n") == 17


def test_list_at_a_crossing_is_in_both_languages_and_names_nobody_who_is_not_in_the_plan(lists: list[Path], tmp_path: Path) -> None:
    import docx
    from pypdf import PdfReader

    pytest.importorskip("typst")
    assert run("plan", *lists, "-o", tmp_path / "out", "--language", "ar")[0] == 0
    left = (tmp_path / "out/left.csv").read_text(encoding="utf-8-sig")
    document = docx.Document(str(tmp_path / "out/1 Cedar Bridge.docx"))
    assert all("bidiVisual" in table._tbl.xml for table in document.tables)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    assert "جسر الأرز" in told and "Cedar Bridge" in told and "Provisional: no draw" in told and "مؤقتة" in told
    assert "North" in told and "الشمال" in told and "لم يُسأل بعد" in told
    names = [row.split(",")[2] for row in left.splitlines()[1:]]
    assert len(names) == 4 and not any(name in told for name in names)
    shown = "".join(page.extract_text() for page in PdfReader(tmp_path / "out/1 Cedar Bridge.pdf").pages)
    assert "al-Mukhtalaq" in shown


def test_seed_is_for_the_eyes_of_its_side_and_another_seed_is_refused(lists: list[Path], drawn: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "North.seed").stat().st_mode) == 0o600
    assert "seed" not in json.loads((tmp_path / "North.json").read_text(encoding="utf-8"))
    assert drawn.exists()
    other = json.loads((tmp_path / "South.seed").read_text(encoding="utf-8")) | {"seed": "0" * 64}
    (tmp_path / "other.seed").write_text(json.dumps(other), encoding="utf-8")
    held = [word for name in ("North.json", "South.json", "North.seed", "other.seed") for word in ("--file", tmp_path / name)]
    status, _, said = run("draw", *lists[1:], *held, "-o", tmp_path / "second.json")
    assert status == 2 and "South: the seed is not the one" in said and not (tmp_path / "second.json").exists()


def test_list_in_the_islamic_calendar_is_planned_by_the_days_that_it_means(tmp_path: Path) -> None:
    for side, since in (("North", "23/3/1442"), ("South", "2020-11-10")):
        text = f"id,name,category,wish,birth year,held since\n1,Invented {side},sick,yes,1405,{since}\n"
        (tmp_path / f"{side}.csv").write_text(text if side == "North" else text.replace("1405", "1985"), encoding="utf-8")
    terms = {"sulh_release_terms": 1, "name": "x", "holders": [{"name": "North"}, {"name": "South"}], "margin": 1,
             "tranches": ["2027-03-01"], "crossings": [{"name": "B"}]}  # fmt: skip
    (tmp_path / "terms.json").write_text(json.dumps(terms), encoding="utf-8")
    lists = [f"{side}={tmp_path / f'{side}.csv'}" for side in ("North", "South")]
    status, _, said = run("plan", tmp_path / "terms.json", *lists, "-o", tmp_path / "out")
    assert status == 2 and "say of which calendar such years are" in said
    status, _, said = run("plan", tmp_path / "terms.json", *lists, "--calendar", "hijri", "-o", tmp_path / "out")
    assert status == 0, said
    people = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["people"]
    assert [(one["birth_year"], one["held_since"]) for one in people] == [("1984/1985", "2020-11-09"), (1985, "2020-11-10")]
    assert "1984/1985" in (tmp_path / "out" / "plan.csv").read_text("utf-8-sig")
    assert run("check", tmp_path / "out" / "plan.json")[1] == "no draw was held: the order among equals is provisional\n"


def test_draw_without_a_holder_of_the_lists_is_refused(lists: list[Path], drawn: Path, tmp_path: Path) -> None:
    """It would be refused when the plan is made, and by then the seeds of the others are known."""
    text = lists[2].read_text(encoding="utf-8").replace("South", "West")
    (tmp_path / "west.csv").write_text(text, encoding="utf-8")
    third = str(tmp_path / "west.csv")
    for side in ("A", "B"):
        given = ("--seed-file", tmp_path / f"{side}.seed", "-o", tmp_path / f"{side}.json")
        assert run("commit", {"A": "North", "B": "South"}[side], *lists[1:], third, *given)[0] == 0
    held = [word for name in ("A.json", "B.json", "A.seed", "B.seed") for word in ("--file", tmp_path / name)]
    status, _, said = run("draw", *lists[1:], third, *held, "-o", tmp_path / "third.json")
    assert status == 2 and "West did not commit to a seed" in said and not (tmp_path / "third.json").exists()


def test_own_seed_is_asked_for_and_one_that_can_be_guessed_is_refused(lists: list[Path], tmp_path: Path) -> None:
    given = ["release", "commit", "North", *map(str, lists[1:]), "--own-seed"]
    given += ["--seed-file", str(tmp_path / "s"), "-o", str(tmp_path / "c")]
    short = CliRunner().invoke(program, given, input="1 2 3\n")
    assert short.exit_code == 2 and "can be guessed" in short.stderr and not (tmp_path / "s").exists()
    done = CliRunner().invoke(program, given, input="35216 " * 10 + "\n")
    assert done.exit_code == 0 and "35216" in (tmp_path / "s").read_text() and "35216" not in done.stdout


def test_list_that_changed_after_the_draw_is_refused(lists: list[Path], drawn: Path, tmp_path: Path) -> None:
    lists[1].write_text(lists[1].read_text(encoding="utf-8").replace("2019-04", "2014-04"), encoding="utf-8")
    status, _, said = run("plan", *lists, "--draw", drawn, "-o", tmp_path / "out")
    assert status == 2 and "some row changed since" in said and not (tmp_path / "out").exists()


def test_plan_follows_what_the_holder_answered_in_a_round(lists: list[Path], tmp_path: Path) -> None:
    def lists_command(*arguments: object) -> None:
        done = CliRunner().invoke(program, ["lists", *map(str, arguments)])
        assert done.exit_code == 0, done.output

    file, answers = tmp_path / "round.jsonl", tmp_path / "answers.csv"
    due = ("--lists-due", "2027-01-08 18:00", "--answers-due", "2027-01-15 18:00", "--zone", "+03:00", "--at", "2027-01-01 09:00")
    lists_command("open", file, "--name", "x", "--side", "North", "--side", "South", "--mediator", "Office", *due)
    asked = ("--by", "North", "--of", "South", "--show", "--at", "2027-01-02 09:00")
    lists_command("add", file, tmp_path / "lists/asked_by_north.csv", *asked)
    answers.write_text("id,answer,held id\nN3,\"dead, body held\",503\nN4,refuses transfer,504\n", encoding="utf-8")
    lists_command("answer", file, answers, "--by", "South", "--at", "2027-01-03 09:00")
    status, told, _ = run("plan", *lists, "--round", file, "-o", tmp_path / "out")
    assert status == 0 and "3 are in no plan: does not wish" in told and "3 are in no plan: reported dead" in told
    answers.write_text("id,answer,held id\nN9,released,509\n", encoding="utf-8")
    lists_command("answer", file, answers, "--by", "South", "--at", "2027-01-04 09:00")
    status, _, said = run("plan", *lists, "--round", file, "-o", tmp_path / "second")
    assert status == 2 and "South/509" in said and "'released'" in said


def test_terms_in_conflict_are_said_in_words(lists: list[Path], tmp_path: Path) -> None:
    status, _, said = run("what-if", *lists, "--change", "crossings.Mill Road.capacity=0", "--change", "crossings.Cedar Bridge.convoy=1")
    assert status == 1
    assert "- a convoy to Cedar Bridge has 1 seats for each side" in said
    assert "- demand 1: all 4 wounded are handed over by 2027-03-01" in said
    assert "margin" not in said and not list(tmp_path.glob("out*"))


def test_what_if_shows_numbers_and_no_names(lists: list[Path]) -> None:
    status, told, _ = run("what-if", *lists, "--change", "crossings.Mill Road.capacity=12")
    assert status == 0 and "released on 2027-03-01: 16 -> 22" in told and "al-" not in told
    assert run("what-if", *lists, "--change", "margin=2")[1] == "nothing changes\n"


def test_every_faulty_row_is_named_with_its_column_as_the_file_calls_it(lists: list[Path], tmp_path: Path) -> None:
    text = lists[2].read_text(encoding="utf-8").replace("جريح", "طويل").replace("١٩٩١", "١٩٩")
    lists[2].write_text(text, encoding="utf-8")
    status, _, said = run("plan", *lists, "-o", tmp_path / "out")
    assert status == 2 and "row 1: column الفئة: 'طويل' is none of its words" in said and "row 3: column سنة الميلاد" in said


def test_column_that_nobody_knows_is_refused_since_it_may_hold_a_refusal(lists: list[Path], tmp_path: Path) -> None:
    lists[1].write_text(lists[1].read_text(encoding="utf-8").replace("Wishes to go?", "Does he agree", 1), encoding="utf-8")
    status, _, said = run("plan", *lists, "-o", tmp_path / "out")
    assert status == 2 and "the column 'Does he agree' has no name that is known" in said
    lists[1].write_text(lists[1].read_text(encoding="utf-8").replace("Does he agree", "Date of arrest", 1), encoding="utf-8")
    assert "'Date of arrest'" in run("plan", *lists, "-o", tmp_path / "out")[2]
    status, told, _ = run("plan", *lists, "-o", tmp_path / "out", "--ignore", "Date of arrest")
    assert status == 0 and "1 are in no plan: does not wish" in told


def test_list_without_a_column_for_its_holder_is_named_on_the_command_line(lists: list[Path], tmp_path: Path) -> None:
    north = tmp_path / "n.csv"
    north.write_text("id,name,category,held since\n1,Invented One,sick,25/12/2019\n2,Invented Two,other,13/01/2020\n", encoding="utf-8")
    south = tmp_path / "s.csv"
    south.write_text("id,name,category\n1,Invented Three,sick\n2,Invented Four,other\n", encoding="utf-8")
    lists[0].write_text(json.dumps({
        "sulh_release_terms": 1, "name": "x", "holders": [{"name": "North"}, {"name": "South"}], "margin": 1, "tranches": ["2027-01-01"],
        "crossings": [{"name": "Bridge"}],
    }), encoding="utf-8")  # fmt: skip
    assert "nobody says who holds" in run("plan", lists[0], north, south, "-o", tmp_path / "out")[2]
    status, told, _ = run("plan", lists[0], f"North={north}", f"South={south}", "-o", tmp_path / "out")
    assert status == 0 and "4 of 4 are planned" in told
    assert "2019-12-25" in (tmp_path / "out/plan.csv").read_text(encoding="utf-8-sig")


def test_plan_that_somebody_changed_does_not_pass_the_check(lists: list[Path], drawn: Path, tmp_path: Path) -> None:
    assert run("plan", *lists, "--draw", drawn, "-o", tmp_path / "out")[0] == 0
    path = tmp_path / "out/plan.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    held["steps"][0]["people"] = [["North/114", "Cedar Bridge"]]
    path.write_text(json.dumps(held), encoding="utf-8")
    status, told, _ = run("check", path)
    assert status == 1 and "North/114 is planned, but does not wish to be handed over" in told


def test_columns_are_listed() -> None:
    status, told, _ = run("columns")
    assert status == 0 and "PersonCategory: wounded\twounded, injured, جريح" in told
