"""Persons joined and parted: two spellings of a name counted as one person in lists, meetings and filters, and apart again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from reports import report

from sulh.model import ConflictError, RecordError
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.erasing import erase
from sulh.record.exports import export
from sulh.record.models import Entry
from sulh.record.projection.apply import rebuild
from sulh.record.projection.models import ActorAlias, AttendanceRow, Claim
from sulh.record.queries.meetings import meetings
from sulh.record.queries.person import claim_naming, person
from sulh.record.queries.person_list import people
from sulh.record.same_person import join_persons, part_person
from sulh.record.shapes import Filters, Viewer
from sulh.record.subjects import subject_named
from sulh.record.viewers import local_viewer

FULL, SHORT = "Aleksandr Lavrentiev", "Alexander Lavrentyev"


@pytest.fixture
def anna() -> Viewer:
    return local_viewer("anna")


@pytest.fixture
def two(held: Held) -> tuple[str, str]:
    """Claims of two reports, of meetings in one city with the person spelt in two ways; a third report names somebody else."""
    many: dict[str, Any] = {"city": "Sochi", "country": "RU", "track": "Sochi talks"}
    made = [
        report(51, ordinal=1, start="2019-02-02", people=((FULL, "Envoy", "RUS", True),), **many),
        report(52, ordinal=2, start="2019-05-02", people=((SHORT, "Special Envoy", "RUS", True),), **many),
        report(53, ordinal=3, start="2019-08-02", people=(("Omar Sadiq", "Envoy", "TUR", True),), **many),
    ]
    list(add(made, author="tests", level="team"))

    def claim(number: int) -> str:
        return Claim.objects.get(source__title=f"Report {number}", property="person").pk

    return claim(51), claim(52)


def named() -> dict[str, int]:
    return {one.name: one.meetings for one in people(local_viewer("anna")).rows if one.name != "Ann Envoy"}


def test_joined_persons_are_one_in_lists_pages_and_filters_and_apart_after_undoing(anna: Viewer, two: tuple[str, str]) -> None:
    assert named() == {FULL: 1, SHORT: 1, "Omar Sadiq": 1}
    entry = join_persons(anna, *two, reason="one transliteration")
    assert named() == {FULL: 2, "Omar Sadiq": 1}
    page = person(anna, SHORT)
    assert (page.name, page.names, len(page.meetings)) == (FULL, (FULL, SHORT), 2)
    assert {one.office for one in page.titles} == {"Envoy", "Special Envoy"}
    assert meetings(anna, Filters(person=SHORT)).total == meetings(anna, Filters(person=FULL)).total == 2
    decisions.undo(anna, entry)
    assert named() == {FULL: 1, SHORT: 1, "Omar Sadiq": 1}


def test_one_spelling_is_parted_again_and_the_tables_follow_from_the_ledger(anna: Viewer, two: tuple[str, str]) -> None:
    join_persons(anna, *two)
    before = (set(ActorAlias.objects.values_list("key", "alias")), set(AttendanceRow.objects.values_list("name", "folded")))
    rebuild()
    assert (set(ActorAlias.objects.values_list("key", "alias")), set(AttendanceRow.objects.values_list("name", "folded"))) == before
    part_person(anna, two[1])
    assert named() == {FULL: 1, SHORT: 1, "Omar Sadiq": 1}
    with pytest.raises(RecordError, match="already"):
        part_person(anna, two[1])


def test_both_spellings_at_one_meeting_are_one_person_there(anna: Viewer, two: tuple[str, str]) -> None:
    both = ((FULL, "Envoy", "RUS", True), (SHORT, None, "RUS", False))
    list(add([report(54, ordinal=4, start="2019-11-02", city="Sochi", country="RU", track="Sochi talks", people=both)], author="tests"))
    assert AttendanceRow.objects.filter(name__in=(FULL, SHORT)).values("row").distinct().count() == 3
    join_persons(anna, *two)
    assert list(AttendanceRow.objects.filter(row__first_day="2019-11-02").values_list("name", "office")) == [(FULL, "Envoy")] * (
        AttendanceRow.objects.filter(row__first_day="2019-11-02").count()
    )
    assert named()[FULL] == 3


def test_entry_that_joins_names_nobody_and_erasing_a_name_parts_it(anna: Viewer, two: tuple[str, str]) -> None:
    join_persons(anna, *two)
    body = Entry.objects.get(kind="same_person").body or ""
    assert "Lavrent" not in body and two[0] in body
    erase(subject_named(SHORT), author="admin", reason="on request")
    assert list(ActorAlias.objects.filter(of="person").values_list("key", "alias")) == []
    assert named()[FULL] == 1


def test_spelling_names_its_first_claim_and_no_other_name_one(anna: Viewer, two: tuple[str, str]) -> None:
    join_persons(anna, *two)
    assert claim_naming(anna, SHORT.upper()) == two[1] and claim_naming(anna, FULL) == two[0]
    with pytest.raises(RecordError):
        claim_naming(anna, "Nobody At All")


def test_export_to_followthemoney_has_one_entity_for_both(anna: Viewer, two: tuple[str, str], tmp_path: Path) -> None:
    def persons(name: str) -> list[str]:
        export(anna, "ftm", tmp_path / name)
        made = [json.loads(line) for line in (tmp_path / name).read_text(encoding="utf-8").splitlines()]
        return sorted(one["properties"]["name"][0] for one in made if one["schema"] == "Person")

    assert {FULL, SHORT} <= set(persons("before.json"))
    join_persons(anna, *two)
    assert FULL in (after := persons("after.json")) and SHORT not in after


def test_same_claim_names_nobody_or_one_already(anna: Viewer, two: tuple[str, str], held: Held) -> None:
    with pytest.raises(RecordError, match="already"):
        join_persons(anna, two[0], two[0])
    with pytest.raises(RecordError, match="names nobody"):
        join_persons(anna, two[0], held.claims["team"])
    with pytest.raises(ConflictError):
        decisions.accept(anna, two[0])
        join_persons(anna, *two, against="0")


def test_officer_looks_joins_parts_and_undoes_on_the_page(anna: Viewer, two: tuple[str, str], as_: Callable[[str], Client]) -> None:
    editor, address = as_("editor"), reverse("person-join", args=[FULL.lower()])
    assert address in editor.get(reverse("person", args=[FULL.lower()])).content.decode()
    assert address not in as_("reader").get(reverse("person", args=[FULL.lower()])).content.decode()
    page = editor.get(address, {"other": SHORT}).content.decode()
    assert "Together they are at 2 meetings" in page and "0 meetings name both" in page
    state = page.split('name="state" value="')[1].split('"')[0]
    made = editor.post(address, {"other": SHORT, "state": state, "reason": "one"}, follow=True).content.decode()
    assert "one person now" in made and SHORT in made and "goes with 1 meeting" in made and 'name="seq"' in made
    claim = made.split('name="claim" value="')[1].split('"')[0]
    parted = editor.post(reverse("person-part", args=[FULL.lower()]), {"claim": claim}, follow=True).content.decode()
    assert "Each stands for itself again" in parted and named()[SHORT] == 1
    assert "there is no person Nobody" in editor.get(address, {"other": "Nobody At All"}).content.decode()


def test_join_is_not_shown_to_who_may_not_see_one_of_the_two(anna: Viewer, two: tuple[str, str], as_: Callable[[str], Client]) -> None:
    decisions.share_claims(anna, [two[1]], "restricted", ["envoys"])
    reader = as_("reader")
    assert SHORT not in reader.get(reverse("people")).content.decode()
    entry = join_persons(anna, *two)
    assert reader.get(reverse("person", args=[SHORT.lower()])).status_code in (200, 404)
    assert SHORT not in reader.get(reverse("person", args=[FULL.lower()])).content.decode()
    changed = as_("editor").get(reverse("review-colleagues") + "?since=0").content.decode()
    assert f'id="e{entry}"' not in changed
