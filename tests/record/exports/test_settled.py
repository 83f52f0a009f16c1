"""An export says how settled each thing is, gives real days beside EDTF, leaves out what nobody accepted, and says when nothing is left."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from reports import report

from sulh.model import EmptySelectionError
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.exports import FORMATS, export
from sulh.record.models import Entry
from sulh.record.projection.models import Claim, MeetingRow, rows
from sulh.record.queries.meetings import meetings
from sulh.record.shapes import Filters
from sulh.record.viewers import local_viewer


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def _filled() -> None:
    """One round that two sources tell of with another role for Türkiye, and a summit in Sochi of which only the month is known."""
    first = report(1, start="2021-07-07", end="2021-07-08", issues=("prisoners",), people=(("Alexander Lavrentiev", "envoy", "RUS", True),))
    second = report(2, start="2021-07-07", end="2021-07-08", roles={"RUS": "guarantor", "TUR": "observer"})
    about: dict[str, Any] = {"track": None, "ordinal": None, "start": "2019-02", "city": "Sochi", "country": "RU"}
    roles = {"RUS": "host", "TUR": "participant"}
    summit = report(3, kind="summit", promise="They agreed to meet again.", due="2019-03", roles=roles, **about)
    list(add([first, second, summit], author="a"))


def claim_of(city: str, name: str, words: str = "") -> Claim:
    """The first claim of a property at the meeting in a city."""
    meeting = rows(MeetingRow).filter(city=city).values_list("meeting", flat=True)[0]
    return Claim.objects.filter(mention__meeting=meeting, property=name, value__contains=words).order_by("seq")[0]


@pytest.mark.usefixtures("_filled")
def test_every_table_says_how_settled_its_rows_are(tmp_path: Path) -> None:
    decisions.accept(local_viewer("a"), claim_of("Nur-Sultan", "participant", "IRN").pk)
    decisions.correct(local_viewer("a"), claim_of("Nur-Sultan", "agenda").pk, "bodies")
    export(local_viewer("a"), "csv", tmp_path / "out")
    status = {(row["actor"], row["role"]): row["record_status"] for row in table(tmp_path / "out/participants.csv") if row["role"] != "x"}
    assert status["IRN", "guarantor"] == "accepted"
    assert status["RUS", "guarantor"] == "proposed"
    assert status["TUR", "guarantor"] == "disputed"
    assert {row["issue"]: row["record_status"] for row in table(tmp_path / "out/agenda.csv")} == {"bodies": "corrected"}
    by_city = {row["city"]: row["record_status"] for row in table(tmp_path / "out/meetings.csv")}
    assert by_city == {"Nur-Sultan": "disputed", "Sochi": "proposed"}
    assert {row["record_status"] for row in table(tmp_path / "out/claims.csv")} == {"accepted", "corrected", "disputed", "proposed"}


@pytest.mark.usefixtures("_filled")
def test_meeting_is_accepted_when_everything_of_it_is_and_corrected_when_something_was(tmp_path: Path) -> None:
    for claim in Claim.objects.filter(mention=claim_of("Sochi", "kind").mention):
        decisions.accept(local_viewer("a"), claim.pk)
    export(local_viewer("a"), "csv", tmp_path / "one")
    assert {row["city"]: row["record_status"] for row in table(tmp_path / "one/meetings.csv")}["Sochi"] == "accepted"
    decisions.correct(local_viewer("a"), claim_of("Sochi", "city").pk, "Yalta")
    export(local_viewer("a"), "csv", tmp_path / "two")
    assert {row["city"]: row["record_status"] for row in table(tmp_path / "two/meetings.csv")}["Yalta"] == "corrected"


@pytest.mark.usefixtures("_filled")
def test_rejected_claim_has_no_status_and_stays_in_the_table_of_claims(tmp_path: Path) -> None:
    claim = claim_of("Sochi", "city")
    decisions.reject(local_viewer("a"), claim.pk)
    export(local_viewer("a"), "csv", tmp_path / "out")
    row = next(row for row in table(tmp_path / "out/claims.csv") if row["claim"] == claim.pk)
    assert (row["status"], row["record_status"]) == ("rejected", "")


@pytest.mark.usefixtures("_filled")
def test_days_stand_beside_edtf_as_real_dates(tmp_path: Path) -> None:
    import openpyxl
    import pyreadstat

    export(local_viewer("a"), "csv", tmp_path / "csv")
    (promise,) = table(tmp_path / "csv/commitments.csv")
    assert (promise["due"], promise["due_first"], promise["due_day"]) == ("2019-03", "2019-03-01", "2019-03-31")
    export(local_viewer("a"), "parquet", tmp_path / "parquet")
    frame = pl.read_parquet(tmp_path / "parquet/meetings.parquet")
    assert frame.schema["first_day"] == frame.schema["last_day"] == pl.Date
    assert set(frame["first_day"]) == {dt.date(2021, 7, 7), dt.date(2019, 2, 1)}
    export(local_viewer("a"), "dta", tmp_path / "dta")
    stata, _ = pyreadstat.read_dta(str(tmp_path / "dta/meetings.dta"), output_format="polars")
    assert set(stata["last_day"]) == {dt.date(2021, 7, 8), dt.date(2019, 2, 28)}
    export(local_viewer("a"), "xlsx", tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["meetings"]
    head = [cell.value for cell in sheet[1]]
    found = {row[head.index("first_day")] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert found == {dt.datetime(2021, 7, 7), dt.datetime(2019, 2, 1)}


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("to", FORMATS)
def test_accepted_only_leaves_out_what_nobody_accepted(to: str, tmp_path: Path) -> None:
    for name in ("kind", "status", "start", "city", "country"):
        decisions.accept(local_viewer("a"), claim_of("Sochi", name).pk)
    written = export(local_viewer("a"), to, tmp_path / "out", accepted=True)
    assert (written.meetings, written.documents) == (1, 1)
    # The codebook has examples of its own.
    held = b"".join(one.read_bytes() for one in written.paths if one.suffix not in (".parquet", ".dta") and one.stem != "codebook")
    assert b"Nur-Sultan" not in held and b"Lavrentiev" not in held


@pytest.mark.usefixtures("_filled")
def test_accepted_only_puts_a_meeting_together_from_accepted_claims_alone(tmp_path: Path) -> None:
    city = claim_of("Nur-Sultan", "city")
    decisions.accept(local_viewer("a"), city.pk)
    decisions.accept(local_viewer("a"), claim_of("Nur-Sultan", "participant", "RUS").pk)
    decisions.correct(local_viewer("a"), claim_of("Nur-Sultan", "agenda").pk, "bodies")
    export(local_viewer("a"), "csv", tmp_path / "out", accepted=True)
    (meeting,) = table(tmp_path / "out/meetings.csv")
    assert (meeting["city"], meeting["start"], meeting["sources"], meeting["disputed"]) == ("Nur-Sultan", "", "1", "")
    assert [row["actor"] for row in table(tmp_path / "out/participants.csv")] == ["RUS"]
    assert [(row["actor"], row["meetings"]) for row in table(tmp_path / "out/actors.csv")] == [("RUS", "1")]
    assert [row["issue"] for row in table(tmp_path / "out/agenda.csv")] == ["bodies"]
    assert {row["status"] for row in table(tmp_path / "out/claims.csv")} == {"accepted", "corrected"}
    assert table(tmp_path / "out/people.csv") == table(tmp_path / "out/commitments.csv") == []
    assert json.loads((tmp_path / "out/about.json").read_text())["accepted_only"] is True


@pytest.mark.usefixtures("_filled")
def test_filters_of_accepted_only_ask_accepted_claims(tmp_path: Path) -> None:
    decisions.accept(local_viewer("a"), claim_of("Nur-Sultan", "participant", "RUS").pk)
    assert export(local_viewer("a"), "csv", tmp_path / "rus", Filters(actor="RUS", role="guarantor"), accepted=True).meetings == 1
    with pytest.raises(EmptySelectionError, match="accepted fits actor IRN"):
        export(local_viewer("a"), "csv", tmp_path / "irn", Filters(actor="IRN"), accepted=True)


@pytest.mark.usefixtures("_filled")
def test_with_everything_accepted_both_ways_give_the_same_meetings(tmp_path: Path) -> None:
    for claim in Claim.objects.all():
        decisions.accept(local_viewer("a"), claim.pk)
    for name, accepted in (("all", False), ("accepted", True)):
        export(local_viewer("a"), "csv", tmp_path / name, accepted=accepted)
    for name in ("meetings", "participants", "people", "agenda", "tracks", "memberships", "acts", "commitments", "claims", "documents"):
        assert table(tmp_path / f"all/{name}.csv") == table(tmp_path / f"accepted/{name}.csv"), name


@pytest.mark.usefixtures("_filled")
def test_nothing_is_written_and_noted_where_nothing_fits(tmp_path: Path) -> None:
    before = Entry.objects.count()
    with pytest.raises(EmptySelectionError, match="nothing that you may see fits place Vienna"):
        export(local_viewer("a"), "xlsx", tmp_path / "out.xlsx", Filters(place="Vienna"))
    with pytest.raises(EmptySelectionError, match="accept claims first"):
        export(local_viewer("a"), "csv", tmp_path / "out", accepted=True)
    assert list(tmp_path.iterdir()) == [] and Entry.objects.count() == before


@pytest.mark.usefixtures("_filled")
def test_role_person_and_place_narrow_an_export(tmp_path: Path) -> None:
    for number, (filters, city) in enumerate(
        (
            (Filters(actor="TUR", role="guarantor"), "Nur-Sultan"),
            (Filters(person="alexander LAVRENTIEV"), "Nur-Sultan"),
            (Filters(place="Astana"), "Nur-Sultan"),
            (Filters(place="Sochi"), "Sochi"),
        )
    ):
        export(local_viewer("a"), "csv", tmp_path / str(number), filters)
        assert {row["city"] for row in table(tmp_path / f"{number}/meetings.csv")} == {city}
        assert meetings(local_viewer("a"), filters).total == 1
