"""Lists in the record: each row a fact that cites it, newer versions in the place of older ones, nothing written on a dry run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sulh.intake import ColumnMapping, brought, mapping_for, open_table, orders_of
from sulh.record.decisions import undo
from sulh.record.models import Entry
from sulh.record.projection.models import Claim, Source
from sulh.record.queries.incidents import incidents, placed_at
from sulh.record.taking_in import TakenIn, take_in
from sulh.record.viewers import local_viewer

MAPPING = ColumnMapping("release", {"what": "What", "by": "By", "count": "Number", "date": "Day"}, "Working group", id="No")
HEADS = "No,What,By,Number,Day\n"
FIRST = f"{HEADS}1,release,Syria,12,24/11/2018\n2,release,Syria,20,12/02/2019\n3,release,Nobodia,20,12/02/2019\n"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def take(tmp_path: Path) -> Callable[..., TakenIn]:
    """Takes the text of a list in."""

    def taken(text: str, name: str = "a.csv", **more: object) -> TakenIn:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        table = open_table(path)
        return take_in(local_viewer("clerk"), table, MAPPING, orders_of(table, MAPPING), **more)  # type: ignore[arg-type]

    return taken


def test_rows_become_facts_that_cite_them(take: Callable[..., TakenIn]) -> None:
    told = take(FIRST)
    assert (told.entered, told.known) == (2, 0)
    assert [(one.row, one.column, one.written, one.line) for one in told.faults] == [(3, "By", "Nobodia", 4)]
    source = Source.objects.get()
    assert (source.sort, source.title, source.publisher) == ("list", "Working group", "Working group")
    claims = Claim.objects.order_by("row")
    assert [(one.row, one.column, one.written, one.status) for one in claims] == [(1, "No", "1", "accepted"), (2, "No", "2", "accepted")]


def test_dry_run_writes_nothing(take: Callable[..., TakenIn]) -> None:
    before = Entry.objects.count()
    assert take(FIRST, dry_run=True).entered == 2 and Entry.objects.count() == before


def test_same_list_again_changes_nothing_and_a_newer_version_replaces(take: Callable[..., TakenIn]) -> None:
    take(FIRST)
    again = take(FIRST)
    assert (again.entered, again.known) == (0, 2)
    newer = take(f"{HEADS}1,release,Syria,12,24/11/2018\n2,release,Syria,21,12/02/2019\n", "b.csv")
    assert (newer.entered, newer.known, newer.revised) == (1, 1, 1)
    stands = {one.written: (one.status, '"count":21' in one.value.replace(" ", "")) for one in Claim.objects.order_by("seq")}
    assert stands["2"] == ("accepted", True)
    (old,) = Claim.objects.filter(written="2", status="rejected")
    assert '"count":20' in old.value.replace(" ", "") and old.decision is not None
    undo(local_viewer("clerk"), old.decision)
    assert Claim.objects.filter(written="2", status="accepted").count() == 2


def test_many_rows_are_taken_in_batches(take: Callable[..., TakenIn]) -> None:
    text = HEADS + "".join(f"{at},release,Syria,{at},24/11/2018\n" for at in range(1, 1203))
    seen: list[int] = []
    assert take(text, progress=seen.append).entered == 1202 and seen == [500, 500, 202]
    assert Claim.objects.values("mention").distinct().count() == 1202


def test_actors_that_a_data_set_names_and_nobody_knows_are_new(tmp_path: Path) -> None:
    heads = "id,type_of_violence,side_a,side_b,country,latitude,longitude,where_prec,date_prec,date_start,date_end,best\n"
    viewer, path = local_viewer("clerk"), tmp_path / "ged.csv"

    def taken(lines: str, *, dry_run: bool = False) -> TakenIn:
        path.write_text(heads + lines, encoding="utf-8")
        table = open_table(path)
        mapping = mapping_for(table.columns)
        assert mapping is not None
        table = brought(table, mapping.data_set)
        return take_in(viewer, table, mapping, orders_of(table, mapping), dry_run=dry_run)

    before = Entry.objects.count()
    first = "7,1,Government of Syria,Front of Nobody,Syria,35.1,36.7,2,1,2017-05-06,2017-05-06,3\n"
    assert taken(first, dry_run=True).new_actors == ("Front of Nobody",) and Entry.objects.count() == before
    assert taken(first).new_actors == ("Front of Nobody",)
    (one,) = incidents(viewer).rows
    assert {side.name for side in one.parties} == {"Syria", "Front of Nobody"} and placed_at(one) == (35.1, 36.7)
    again = taken(first.replace(",3\n", ",4\n"))
    assert (again.entered, again.revised, again.new_actors) == (1, 1, ())
    (one,) = incidents(viewer).rows
    assert one.reports[0].killed == 4 and Claim.objects.filter(status="rejected", written="7").count() == 1
