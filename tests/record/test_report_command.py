"""`sulh ceasefire report` and `sulh report verify`: every number is worked out again, at the entry at which it was written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from sulh.ceasefire.terms import load_terms

OCTOBER = (
    "Nine and nine: the truce\n\nOver the past 24 hours the Russian side of the joint commission registered 9 ceasefire violations in the "
    "province of Latakia. The Turkish side registered 9 ceasefire violations in Latakia (1) and Hama (8)."
)
NOVEMBER = (
    "Twelve and none: the truce\n\nOver the past 24 hours the Russian side of the joint commission registered 12 ceasefire violations in "
    "the provinces of Idlib (2) and Latakia (10). The Turkish side registered 4 ceasefire violations in Latakia (4) (the Russian side "
    "confirmed - 0)."
)
MISSION = (
    "Report of the mission on the ceasefire\n\n"
    "Between 3 and 9 November 2019 the OSCE SMM recorded over 40 explosions and 7 ceasefire violations."
)


pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of its own")


def sulh(*words: object) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    command = [sys.executable, "-m", "sulh", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    paths = []
    for name, day, text in (("o.md", "2019-10-15", OCTOBER), ("n.md", "2019-11-20", NOVEMBER), ("m.md", "2019-11-12", MISSION)):
        (folder / name).write_text(f"---\ntitle: {name}\ndate: {day}\n---\n\n{text}\n", encoding="utf-8")
        paths.append(folder / name)
    done = sulh("add", "--record", folder / "record.db", *paths)
    assert done.returncode == 0, done.stderr
    return folder / "record.db"


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "record.db"))


def written(record: Path, name: str, *more: object) -> Path:
    file = record.with_name(name)
    done = sulh("ceasefire", "report", "--record", record, "--since", "2019-11-01", "--until", "2019-11-30", "-o", file, *more)
    assert done.returncode == 0, done.stderr
    return file


def test_report_has_both_sides_beside_the_period_before(record: Path) -> None:
    page = written(record, "report.html").read_text(encoding="utf-8")
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page)]
    assert ["Latakia", "10", "9", "4", "1", "4"] in cells
    assert ["Idlib", "2", "0", "0", "0", "0"] in cells
    assert ["In all", "12", "9", "4", "9", "4"] in cells
    assert "for which the record has no count of either side: 29 of 30" in page
    assert "at least 40" in page
    assert "<script" not in page


def test_no_sentence_says_more_than_is_known(record: Path) -> None:
    page = written(record, "report.html").read_text(encoding="utf-8")
    assert "Türkiye reports 4. Russia confirms none of them." in page
    assert "Russia reports 12. [" in page
    assert not re.search(r"confirms them|violated|committed|carried out", page)


@pytest.mark.parametrize(
    ("name", "language"), [("report.html", "en"), ("report.html", "ar"), ("report.docx", "ar"), ("report.pdf", "en"), ("report.pdf", "ar")]
)
def test_a_report_is_verified_also_when_the_record_went_on(record: Path, name: str, language: str) -> None:
    file = written(record, name, "--language", language)
    later = record.with_name("later.md")
    later.write_text(f"---\ntitle: later\ndate: 2019-11-21\n---\n\n{NOVEMBER}\n", encoding="utf-8")
    assert sulh("add", "--record", record, later).returncode == 0
    done = sulh("report", "verify", file, "--record", record)
    assert done.returncode == 0, done.stdout
    assert "every number and word" in done.stdout


def test_a_changed_number_is_found_in_a_page(record: Path) -> None:
    file = written(record, "report.html")
    file.write_text(file.read_text(encoding="utf-8").replace("Russia reports 12", "Russia reports 2"), encoding="utf-8")
    done = sulh("report", "verify", file, "--record", record)
    assert done.returncode == 1
    assert "stands: 20 November 2019: Russia reports 2." in done.stdout
    assert "should: 20 November 2019: Russia reports 12." in done.stdout


def test_a_sentence_left_out_is_all_that_differs_and_another_maker_is_said(record: Path) -> None:
    file = written(record, "report.html")
    page = file.read_text(encoding="utf-8")
    assert "made_by" in page
    left = re.sub("<p>[^\n]*Türkiye reports 4[.][^\n]*</p>\n?", "", page)
    file.write_text(left, encoding="utf-8")
    done = sulh("report", "verify", file, "--record", record)
    assert done.returncode == 1 and done.stdout.count("should: ") == 1 and "this is" not in done.stderr
    file.write_text(re.sub("(made_by&[^;]*;: &[^;]*;)[^&]*", r"\g<1>0.2.9", left), encoding="utf-8")
    done = sulh("report", "verify", file, "--record", record)
    assert done.returncode == 1 and "says that Sulh 0.2.9 made it" in done.stderr


def test_a_changed_number_is_found_in_a_word_document(record: Path) -> None:
    file = written(record, "report.docx")
    changed = Document(str(file))
    cell = changed.tables[0].rows[-1].cells[1]
    assert cell.text == "12"
    cell.paragraphs[0].runs[0].text = "21"
    changed.save(str(file))
    done = sulh("report", "verify", file, "--record", record)
    assert done.returncode == 1
    assert "stands: 21" in done.stdout


def test_what_is_no_report_and_another_record_are_said(record: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text("<html><body><p>Hello</p></body></html>", encoding="utf-8")
    assert sulh("report", "verify", other, "--record", record).returncode == 2
    file = written(record, "report.html")
    empty = tmp_path / "empty.db"
    (tmp_path / "x.md").write_text("The talks were held in Astana on 3 May 2017.", encoding="utf-8")
    assert sulh("add", "--record", empty, tmp_path / "x.md").returncode in (0, 3)
    done = sulh("report", "verify", file, "--record", empty)
    assert done.returncode in (1, 2)


@pytest.mark.parametrize(
    ("since", "until", "name"),
    [("2019-11-31", "2019-12-01", "r.html"), ("2019-11-02", "2019-11-01", "r.html"), ("2019-11-01", "2019-11-02", "r.odt")],
)
def test_what_cannot_be_reported_is_refused(record: Path, since: str, until: str, name: str) -> None:
    done = sulh("ceasefire", "report", "--record", record, "--since", since, "--until", until, "-o", record.with_name(name))
    assert done.returncode == 2
    assert not record.with_name(name).exists()


def test_words_put_into_a_page_beside_the_report_are_found(record: Path) -> None:
    file = written(record, "report.html")
    page = file.read_text(encoding="utf-8").replace("</body>", "<div>Türkiye confirmed all of them.</div></body>")
    file.write_text(page, encoding="utf-8")
    done = sulh("report", "verify", file, "--record", record)
    assert done.returncode == 1
    assert "Türkiye confirmed all of them." in done.stdout


def test_words_put_into_the_foot_of_a_word_document_are_found(record: Path) -> None:
    file = written(record, "report.docx")
    changed = Document(str(file))
    changed.sections[0].footer.paragraphs[0].text = "Russia confirmed all of them."
    changed.save(str(file))
    done = sulh("report", "verify", file, "--record", record)
    assert done.returncode == 1
    assert "stands: Russia confirmed all of them." in done.stdout


def test_a_pdf_holds_every_word_of_the_report_and_a_change_of_it_is_found(record: Path, tmp_path: Path) -> None:
    file = written(record, "report.pdf")
    page = PdfReader(file).pages[0].extract_text()
    assert "Türkiye reports 4. Russia confirms none of them." in page
    assert "In all" in page
    writer = PdfWriter(clone_from=file)
    writer.add_annotation(0, FreeText(text="Russia confirmed all of them.", rect=(100, 100, 300, 140)))
    writer.write(file)
    done = sulh("report", "verify", file, "--record", record)
    assert done.returncode == 1
    assert "a map, a note or its make differs" in done.stdout
    other = record.with_name("other.pdf")
    assert sulh("ceasefire", "report", "--record", record, "--since", "2019-10-01", "--until", "2019-10-31", "-o", other).returncode == 0
    told = PdfReader(other).metadata
    assert told is not None
    writer = PdfWriter(clone_from=other)
    writer.add_metadata({"/Keywords": str(told["/Keywords"]).replace("2019-10-01", "2019-11-01").replace("2019-10-31", "2019-11-30")})
    writer.write(other)
    done = sulh("report", "verify", other, "--record", record)
    assert done.returncode == 1
    assert "should: Ceasefire violations, 1–30 November 2019" in done.stdout


def test_maps_stand_in_every_form_and_another_picture_is_found(record: Path) -> None:
    page = written(record, "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 1
    assert "var(--" not in page
    file = written(record, "report.docx")
    inside = zipfile.ZipFile(file)
    pictures = [name for name in inside.namelist() if name.startswith("word/media/")]
    assert len(pictures) == 1
    changed = file.with_name("changed.docx")
    with zipfile.ZipFile(changed, "w") as out:
        for name in inside.namelist():
            out.writestr(name, inside.read(name) + (b"x" if name in pictures else b""))
    done = sulh("report", "verify", changed, "--record", record)
    assert done.returncode == 1
    assert "stands: (a picture, sha256 " in done.stdout


@pytest.mark.parametrize("change", [('"entry": ', '"entry": "x", "old": '), ("violation", "nonsense"), ('"team"', '"everybody"')])
def test_a_report_that_says_something_else_of_itself_is_refused(record: Path, change: tuple[str, str]) -> None:
    file = written(record, "report.html")
    old, new = (one.replace('"', "&quot;") for one in change)
    page = file.read_text(encoding="utf-8")
    assert old in page
    file.write_text(page.replace(old, new, 1), encoding="utf-8")
    assert sulh("report", "verify", file, "--record", record).returncode == 2


def test_no_file_is_written_over(record: Path) -> None:
    file = written(record, "report.html")
    before = file.read_bytes()
    done = sulh("ceasefire", "report", "--record", record, "--since", "2019-10-01", "--until", "2019-10-31", "-o", file)
    assert done.returncode == 2
    assert "name a new file" in done.stderr
    assert file.read_bytes() == before


def with_incident(record: Path) -> None:
    """Two reports of one incident, and a commission that verified it, entered and joined by hand."""
    told = (
        ("report", "what=shelling", "by=RUS", "start=2019-11-18", "place=Latakia", "against=TUR", "killed=2", "harmed=civilians"),
        ("report", "what=shelling", "by=TUR", "start=2019-11-18", "place=Latakia", "against=SYR", "killed=7", "harmed=civilians"),
        ("assessment", "state=verified", "by=united-nations", "date=2019-11-22", "found_against=SYR", "killed=3", "harmed=civilians"),
    )
    names = []
    for number, (kind, *values) in enumerate(told):
        done = sulh("enter", kind, *values, "--own", f"telling {number}", "--record", record)
        assert done.returncode == 0, done.stderr
        names.append(done.stdout.partition(":")[0])
    for other in names[1:]:
        assert sulh("incidents", "join", names[0], other, "--reason", "one and the same", "--record", record).returncode == 0


@pytest.mark.parametrize(("name", "language"), [("report.html", "en"), ("report.docx", "ar")])
def test_incidents_stand_in_a_report_as_reported_and_as_verified_and_are_verified_with_it(record: Path, name: str, language: str) -> None:
    with_incident(record)
    file = written(record, name, "--language", language)
    assert sulh("enter", "report", "what=shooting", "start=2019-11-19", "place=Hama", "--own", "later", "--record", record).returncode == 0
    done = sulh("report", "verify", file, "--record", record)
    assert done.returncode == 0, done.stdout
    if language == "en":
        page = file.read_text(encoding="utf-8")
        cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page)]
        assert ["Verified", "1", "2 to 7", "not said"] in cells
        assert ["As reports give them", "2 to 7", "not said"] in cells
        assert ["As those established who verified the incident", "3", "not said"] in cells
        file.write_text(page.replace(">3</td>", ">30</td>"), encoding="utf-8")
        done = sulh("report", "verify", file, "--record", record)
        assert done.returncode == 1
        assert "stands: 30" in done.stdout


def test_incidents_are_listed_and_mapped(record: Path) -> None:
    with_incident(record)
    listed = sulh("incidents", "list", "--record", record)
    assert "Verified: shelling, Latakia, 18 November 2019" in listed.stdout
    assert "United Nations found against Syria." in listed.stdout
    assert sulh("incidents", "list", "--state", "alleged", "--record", record).stdout.startswith("No incident of these is in the record.")
    for ending in ("svg", "geojson"):
        done = sulh("incidents", "map", "-o", record.with_name(f"map.{ending}"), "--record", record)
        assert done.returncode == 0, done.stderr
        assert "1 incident" in done.stderr
    assert "Latakia: 1 reported, 1 verified" in record.with_name("map.svg").read_text(encoding="utf-8")
    parted = sulh("incidents", "part", listed.stdout.split("  - ")[-1].partition(":")[0], "--record", record)
    assert parted.returncode == 0, parted.stderr
    assert "Alleged: shelling, Latakia" in sulh("incidents", "list", "--record", record).stdout


def test_terms_of_the_record_are_written_for_who_counts(record: Path) -> None:
    file = record.with_name("terms.json")
    none = sulh("ceasefire", "terms", "-o", file, "--record", record)
    assert none.returncode == 2
    assert "no ceasefire and no zone" in none.stderr
    square = '{"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}'
    for words in (
        ("ceasefire", "event=declared", "start=2019-11-05", "end=2019-12-05"),
        ("ceasefire", "event=declared", "start=2019-11"),  # a month is no first day
        ("ceasefire", "event=extended", "start=2019-11-30", "end=2020-01-31"),
        ("zone", "name=Idlib", "start=2019-11-06", "clause=Article 2", f"geometry={square}"),
    ):
        done = sulh("enter", *words, "--own", f"as told: {words[1]} {words[2]}", "--record", record)
        assert done.returncode == 0, done.stderr
    done = sulh("ceasefire", "terms", "-o", file, "--record", record)
    assert done.returncode == 0, done.stderr
    found = {one.name: one for one in load_terms(file)}
    truce = found.pop("Ceasefire declared, 5 November 2019")
    assert str(truce.last_day) == "2020-01-31"
    (zones,) = found.values()
    assert [(one.name, one.clause, str(one.start)) for one in zones.zones] == [("Idlib", "Article 2", "2019-11-06")]
    assert sulh("ceasefire", "terms", "-o", file, "--record", record).returncode == 2
