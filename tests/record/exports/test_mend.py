"""Mediation events are typed by MEND's definition, each with its reason, in the columns its viewer reads."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from record.exports.views import ARMED, ASTANA, RUSSIA, SYRIA, UN, meeting, role

from sulh.record.exports.conflicts import conflict_of, conflict_of_all
from sulh.record.exports.mend import MEND_COLUMNS, mend_rows, mend_type, write_mend
from sulh.record.shapes import MeetingView

SYR = frozenset({"SYR"})
SUDAN = frozenset({"SDN"})
ARMY = role("SDN", "Sudan", "state", "party")
RSF = role("rsf", "RSF", "armed_group", "party")
SAUDI = role("SAU", "Saudi Arabia", "state", "mediator")


@pytest.mark.parametrize(
    ("one", "conflict", "kind", "words"),
    [
        (meeting(RUSSIA, SYRIA, ARMED), SYR, "M", "Syria, Syrian armed opposition"),
        (meeting(SAUDI, ARMY, RSF), SUDAN, "M", "Sudan, RSF"),
        (meeting(RUSSIA, UN), SYR, "MR", "no local actor"),
        (meeting(UN, SYRIA), SYR, "MR", "one local actor only: Syria"),
        (meeting(UN, SYRIA, ARMED, kind="working_group"), SYR, "MR", "implementation"),
        (meeting(SYRIA, ARMED), SYR, None, "no outside third party"),
        (meeting(RUSSIA, UN), frozenset(), "", "not known"),
    ],
)
def test_type_follows_who_sat_at_the_table(one: MeetingView, conflict: frozenset[str], kind: str | None, words: str) -> None:
    found, reason = mend_type(one, conflict)
    assert found == kind
    assert words in reason


def test_civil_society_alone_is_no_belligerent() -> None:
    women = role("syrian-civil-society", "Syrian civil society", "civil_society", "participant")
    council = role("syrian-council", "Council of elders", "civil_society", "participant")
    locals_ = meeting(UN, women, council)
    assert mend_type(locals_, SYR)[0] == "MR"


def test_countries_come_from_tracks_before_parties_before_the_process() -> None:
    assert conflict_of(meeting(RUSSIA, tracks=(ASTANA,))) == SYR
    assert conflict_of(meeting(SAUDI, ARMY, RSF)) == SUDAN
    quiet = meeting(RUSSIA, role("SYR", "Syria", "state", "participant"))
    assert conflict_of(quiet) == frozenset()
    assert conflict_of(quiet, SYR) == SYR
    assert conflict_of(meeting(RUSSIA, UN), SYR) == frozenset()
    assert conflict_of_all([meeting(RUSSIA, tracks=(ASTANA,)), quiet]) == SYR


def test_planned_cancelled_and_unmediated_meetings_are_no_events() -> None:
    ones = (meeting(RUSSIA, SYRIA, status="planned"), meeting(RUSSIA, SYRIA, status="cancelled"), meeting(SYRIA, ARMED, tracks=(ASTANA,)))
    assert list(mend_rows(ones, {})) == []


def test_row_has_place_date_lists_and_agreement() -> None:
    one = meeting(RUSSIA, UN, SYRIA, ARMED, tracks=(ASTANA,), start="2017-05", city="Astana", country="KZ")
    [row] = mend_rows((one,), {one.id: ("Memorandum", 2093)})
    assert (row["Year"], row["Month"], row["Day"]) == (2017, 5, None)
    assert row["med_location"] == "Astana, Kazakhstan"
    assert row["third_party"] == "Russia;United Nations"
    assert str(row["third_party_id_MEND"]).count(";") == 1
    assert (row["conflict_country"], row["groupings_mechanisms"]) == ("Syria", "Astana process")
    assert (row["agmt"], row["agmt_id_PAX"], row["num_med"]) == (1, 2093, 2)


def test_call_is_virtual() -> None:
    [row] = mend_rows((meeting(RUSSIA, SYRIA, kind="call", city=None, country=None, tracks=(ASTANA,)),), {})
    assert (row["med_location"], row["med_loc_x"]) == ("Virtual", None)


def test_file_has_the_columns_in_order(tmp_path: Path) -> None:
    [path] = write_mend((meeting(RUSSIA, SYRIA, ARMED),), {}, tmp_path / "events.csv")
    header, row = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    assert tuple(header) == MEND_COLUMNS
    assert row[MEND_COLUMNS.index("med_type")] == "M"
