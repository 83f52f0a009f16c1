"""Files of persons in the desk and the record: for named groups, only added to, fate and whereabouts apart, gone when their day is past."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from desk.persons_world import As, lists_round, page
from django.urls import reverse

from sulh.model import RecordError
from sulh.persons.cases import Case, CaseEvent, CaseEventKind, written
from sulh.record.erasing import erase
from sulh.record.ledger import verify
from sulh.record.models import Entry
from sulh.record.persons import cases as kept
from sulh.record.persons.cases import add_to_case, case_seen, cases
from sulh.record.persons.ending import past
from sulh.record.subjects import subject_named
from sulh.record.viewers import local_viewer, viewer

__all__ = ["lists_round"]

NAME = "Yusuf Khalil Samir al-Khayali"
OPENED: dict[str, Any] = {
    "name": "Zephyrinus Quillby", "legal_basis": "consent", "purpose": "to find him", "until": "2099-01-01", "group": "Office",
    "invented": "1", "known_birth_year": "1980", "health": "diabetic",
}  # fmt: skip


def file_of(name: str) -> str:
    return next(line.id for line in cases(local_viewer("tests")) if line.name == name)


def test_file_shows_fate_and_whereabouts_apart_and_nobody_is_dead_without_a_source(lists_round: str, as_: As) -> None:
    editor, key = as_("editor"), file_of(NAME)
    told = page(editor, "case", key)
    assert "Fate: <b>Missing</b>" in told and "Whereabouts: <b>Detained</b>" in told and "Nobody decided. Age and silence" in told
    lacking = page(editor, "case", key, status=422, add="fate", fate="deceased")
    assert "Fate: the field Decided by is empty" in lacking and "decided_by is empty" not in lacking
    refused = page(editor, "case", key, status=422, add="fate", fate="deceased", decided_by="the group", words="said so")
    assert "nobody is dead without a source" in refused and 'value="the group"' in refused and "said so" in refused
    report = next(one.id for one in case_seen(local_viewer("t"), key).case.entries.values() if one.what is CaseEventKind.REPORTED)
    page(editor, "case", key, add="fate", fate="deceased", decided_by="the group", sources=report)
    assert "Fate: <b>Deceased</b>" in page(editor, "case", key)
    page(editor, "case", key, add="withdrawn", about=report, words="was another")
    told = page(editor, "case", key)
    assert "Fate: <b>Missing</b>" in told and "is not in force any more" in told and "taken back" in told


def test_file_is_opened_filled_and_closed(lists_round: str, as_: As) -> None:
    editor = as_("editor")
    refused = page(editor, "case-open", status=422, **{**OPENED, "until": ""})
    assert "until" in refused and "Zephyrinus Quillby" in refused and "to find him" in refused
    told = page(editor, "case-open", **OPENED)
    assert "The file is open." in told and "Zephyrinus Quillby" in told and "diabetic" not in told  # no group was named for it
    key = file_of("Zephyrinus Quillby")
    page(editor, "case", key, add="sighted", on="2021-05", place="a bakery", witness="somebody", certainty="possible")
    assert "a bakery" in page(editor, "case", key)
    page(editor, "case", key, add="closed", words="found")
    late: dict[str, Any] = {"add": "sighted", "on": "2021", "place": "x", "witness": "y", "certainty": "possible"}
    assert "the file is closed" in page(editor, "case", key, status=422, **late)
    found = page(editor, "person-search", q="Zefirinus Quilby")
    assert "Zephyrinus Quillby" in found and "a file" in found


@pytest.mark.parametrize("name", ["admin", "reader", "north-desk"])
def test_file_is_seen_by_its_groups_alone(lists_round: str, as_: As, name: str) -> None:
    key, client = file_of(NAME), as_(name)
    answer: Any = client.get(reverse("case", args=[key]))
    assert answer.status_code in (403, 404) and NAME not in answer.content.decode()
    answer = client.post(reverse("case", args=[key]), {"add": "reported", "words": "x", "reporter": "y", "received": "2021"})
    assert NAME not in answer.content.decode()
    assert len(case_seen(local_viewer("t"), key).case.of(CaseEventKind.REPORTED)) == 1
    if name == "north-desk":
        assert "You see no file." in page(client, "cases")


def test_looks_are_recorded_and_a_file_past_its_day_is_gone_for_good(lists_round: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key, office = file_of(NAME), viewer("editor", "editor", "team|Office|persons")
    case_seen(office, key)
    assert any(f"case:{key}" in (one.body or "") for one in Entry.objects.filter(kind="look", author="editor"))

    def longer(case: Case, at: dt.datetime) -> list[CaseEvent]:
        return [written(CaseEventKind.TERMS, at, "editor", until="2001-01-01", words="the family asked")]

    add_to_case(office, key, longer)
    assert all(line.id != key for line in cases(office))
    (found,) = (one for one in past("2026-01-01") if one.matter == "case")
    assert found.id == key and found.is_whole
    erase(subject_named(f"case:{key}"), author="admin", reason="past its day")
    bodies = "".join(one.body or "" for one in Entry.objects.all())
    assert "a neighbour" not in bodies and "taken from his shop" not in bodies and verify().holds
    assert [one for one in past("2026-01-01") if one.matter == "case"] == []
    monkeypatch.setattr(kept, "today", lambda: "2000-01-01")
    assert all(line.id != key for line in cases(office))


def test_first_look_at_a_file_is_recorded_although_what_was_sent_with_it_is_refused(lists_round: str, as_: As) -> None:
    editor, key = as_("editor"), file_of(NAME)
    assert NAME in page(editor, "case", key, status=422, add="fate", fate="deceased", decided_by="the group")
    looks = [json.loads(one.body or "")["things"] for one in Entry.objects.filter(kind="look", author="editor")]
    assert [f"case:{key}"] in looks


def test_form_of_a_file_counts_nothing_that_is_hidden(lists_round: str, as_: As) -> None:
    page(as_("editor"), "case-open", **OPENED)  # it names nobody who sees what belongs to the family
    key, one = file_of("Zephyrinus Quillby"), viewer("other", "editor", "team|Office|persons")
    before = case_seen(one, key).state
    page(as_("editor"), "case", key, add="contact", who="his sister")
    assert case_seen(one, key).state == before
    supposed = {"words": "is held", "certainty": "likely"}
    add_to_case(one, key, lambda case, at: [written(CaseEventKind.HYPOTHESIS, at, one.name, **supposed)], against=before)
    with pytest.raises(RecordError, match="somebody else added"):
        add_to_case(one, key, lambda case, at: [], against=before)
