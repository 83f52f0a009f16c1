"""Tallies in tables: counts in columns by kind, side or place, and lists of events."""

from __future__ import annotations

import pytest

from sulh.documents.loading import from_text
from sulh.model import CountMeaning, Tally
from sulh.reading import read_document
from sulh.reading.english.tallies.columns import kind_named, meaning_of_head
from sulh.reading.table_rows import tables_in

HEAD = "Ceasefire in Ukraine: a daily report of the OSCE Special Monitoring Mission (SMM)\n\nThe SMM recorded what follows.\n\n"

SIDES = "Ceasefire violations on 4 May 2020\n\nProvince | Russia | Türkiye\n\nIdlib | 3 |\n\nHama | about 4 | 5\n\nTotal | 7 | 5"
KINDS = (
    "Figures of 4 to 10 May 2020\n\nRegion | Ceasefire violations | Explosions\n\nDonetsk region | 1,200 | over 300\n\n"
    "Luhansk region | uninterrupted fire | none\n\nIn all | 1,290 | 300+"
)
EVENTS = """Table of ceasefire violations as of 20 August 2020

| SMM position | Event location | Means | No. | Observation | Date, time |

|---|---|---|---|---|---|

| SMM camera in Avdiivka (17km N of Donetsk) | 2–4km SE | Recorded | 3 | Explosion | 20-Aug, 20:14 |

| | 2-4km SE | Recorded | 12 | Projectile | 20-Aug, 20:16 |

| Chermalyk (40km S of Donetsk) | 1-2km E | Heard | about 40 | Burst | 19-Aug, 10:00 |"""


def read(table: str) -> tuple[Tally, ...]:
    return read_document(from_text(HEAD + table, published="2020-08-21")).tallies


def test_counts_by_side_and_place_with_their_totals() -> None:
    assert [(one.by.id if one.by else None, one.place, one.count, one.meaning, one.start) for one in read(SIDES)] == [
        ("RUS", "Idlib", 3, None, "2020-05-04"),
        ("RUS", "Hama", 4, CountMeaning.ABOUT, "2020-05-04"),
        ("TUR", "Hama", 5, None, "2020-05-04"),
        ("RUS", None, 7, None, "2020-05-04"),
        ("TUR", None, 5, None, "2020-05-04"),
    ]


def test_counts_by_kind_with_what_they_mean() -> None:
    assert {(one.what.value, one.place, one.count, one.meaning) for one in read(KINDS)} == {
        ("violation", "Donetsk region", 1_200, None),
        ("explosion", "Donetsk region", 300, CountMeaning.AT_LEAST),
        ("violation", "Luhansk region", None, CountMeaning.UNINTERRUPTED),
        ("explosion", "Luhansk region", 0, None),
        ("violation", None, 1_290, None),
        ("explosion", None, 300, CountMeaning.AT_LEAST),
    }
    assert {(one.start, one.end) for one in read(KINDS)} == {("2020-05-04", "2020-05-10")}


def test_events_are_summed_by_place_and_day_and_explosions_also_apart() -> None:
    found = {(one.what.value, one.place, one.count, one.start) for one in read(EVENTS)}
    assert found == {
        ("explosion", "Avdiivka", 3, "2020-08-20"),
        ("violation", "Avdiivka", 15, "2020-08-20"),
        ("violation", "Chermalyk", 40, "2020-08-19"),
    }
    summed = next(one for one in read(EVENTS) if one.count == 15)
    assert "Explosion" in summed.cite.quote
    assert "Projectile" in summed.cite.quote


@pytest.mark.parametrize(
    "table",
    [
        "Meetings about the ceasefire\n\nNo. | Date | Event\n\n1 | 4 May 2021 | Talks\n\n2 | 9 June 2021 | Talks",
        "Ceasefire violations\n\nNo. | Date | Event\n\n1 | 4 May 2021 | Explosion\n\n2 | 9 June 2021 | Burst",
        "Observers of the ceasefire\n\nPost | Officers\n\nIdlib | 4\n\nHama | 7",
        "Ceasefire violations\n\nProvince | Russia | Türkiye\n\nIdlib | 3",
    ],
)
def test_tables_that_count_nothing_known(table: str) -> None:
    assert read(table) == ()


def test_heads_are_known_in_several_languages() -> None:
    assert meaning_of_head("Date, time") == "date"
    assert [kind_named(head) for head in ("Number of violations", "взрывы", "الخروقات")] == ["violation", "explosion", "violation"]
    assert kind_named("Officers") is None


def test_rows_with_other_numbers_of_cells_are_left_out() -> None:
    (table,) = tables_in("Figures\n\n| a | b |\n\n|---|---|\n\n| 1 | |\n\n| | 2 |\n\n| 3 |\n\nText")
    assert [row.cells for row in table.rows] == [("1", ""), ("1", "2")]
    assert table.caption == "Figures"


def test_rows_that_sum_up_need_the_day_since_which_they_do() -> None:
    table = "up to evening of | violations, total | of which explosions\n\n27 July | 111 | 21\n\n30 July | 123 | n/a"
    found = read(f"The cumulative figures since 27 July 2020:\n\n{table}")
    assert [(one.what.value, one.count, one.start, one.end) for one in found] == [
        ("violation", 111, "2020-07-27", None),
        ("explosion", 21, "2020-07-27", None),
        ("violation", 123, "2020-07-27", "2020-07-30"),
    ]
    assert read(f"The cumulative figures:\n\n{table}") == ()


def test_lines_of_plain_text_that_end_with_numbers() -> None:
    head = "Reporting period: 4 to 10 May 2020\n\n"
    found = read(f"{head}District Breaches alleged against the army\nIdlib city 3\nHays (north, centre) 1,100\nTOTAL 1,103\n\nText.")
    assert [(one.what.value, one.place, one.count, one.start, one.end) for one in found] == [
        ("violation", "Idlib city", 3, "2020-05-04", "2020-05-10"),
        ("violation", "Hays (north, centre)", 1_100, "2020-05-04", "2020-05-10"),
        ("violation", None, 1_103, "2020-05-04", "2020-05-10"),
    ]


def test_of_several_numbers_in_plain_text_the_sums_are_read() -> None:
    table = "2. Incidents\n\nSector A Sector B Total\nShots fired 2 11 13\nShelling 0 3 3\nTOTAL 2 14 16\n\nText."
    assert [(one.what.value, one.place, one.count) for one in read(table)] == [("incident", None, 16)]
    assert read("Ceasefire violations\n\nArmy League\nSector North 1 2\nSector South 5 4") == ()
