"""Rounds in the record: who sees what, what is sealed, what ends, and what nobody else learns. All names are invented."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth.models import Group
from django.db import connection
from record.dumping import assert_rebuild_changes_nothing
from reports import report

from sulh.cli.erase import erase as erase_command
from sulh.model import AccessError, InvalidError, RecordError
from sulh.persons.erased import is_erased
from sulh.persons.exchange import (
    ExchangeError,
    ExchangeEvent,
    ExchangeEventKind,
    ExchangeRound,
    answered,
    listed,
    moment,
    requested,
    round_sheet,
    shown,
)
from sulh.persons.releases import release_terms
from sulh.record import looks
from sulh.record.adding import add
from sulh.record.erasing import erase
from sulh.record.exports import export
from sulh.record.handing_over import hand_over
from sulh.record.keyring import RECORD_KEY, make_record_key
from sulh.record.ledger import verify, writing
from sulh.record.models import Entry
from sulh.record.persons import matters, rounds
from sulh.record.persons.ending import past
from sulh.record.persons.pairs import likely_pairs
from sulh.record.persons.plans import new_plan, people_held
from sulh.record.persons.rounds import add_to_round, new_round, round_seen
from sulh.record.persons.searching import find_persons
from sulh.record.persons.taking_away import ask_for_names
from sulh.record.queries.ledger import decisions, entries
from sulh.record.seals import begin_sealing
from sulh.record.shapes import Viewer
from sulh.record.subjects import listed_subject, subject_named
from sulh.record.viewers import local_viewer, viewer

NORTH, SOUTH, OFFICE = "North", "South", "Office"
ZONE = "+03:00"
NAME, OTHER = "Zephyrinus Quillby", "Ottoline Marchbank"


HELD = {"name": NAME, "category": "wounded"}
TERMS: dict[str, Any] = {
    "name": "First", "holders": [{"name": NORTH}, {"name": SOUTH}], "margin": 1, "tranches": ["2027-02-01"], "crossings": [{"name": "B"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _groups() -> Iterator[None]:
    looks._KNOWN.clear()
    matters._MEMORY.state = None
    for name in (NORTH, SOUTH, OFFICE, "others", "strangers"):
        Group.objects.get_or_create(name=name)
    yield
    looks._KNOWN.clear()
    matters._MEMORY.state = None


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record seals."""
    file = tmp_path / "record.key"
    make_record_key(file)
    monkeypatch.setenv(RECORD_KEY, str(file))
    with writing():
        begin_sealing(file)
    return file


def somebody(group: str, role: str = "editor", *, persons: bool = True) -> Viewer:
    """An account in a group, with the role for lists of persons or without it."""
    return viewer(f"of {group}", role, "|".join(("team", *sorted({group, *(["persons"] if persons else [])}))))


def begun(until: str = "2099-01-01", *, invented: bool = False, name: str = "First round") -> str:
    return new_round(
        somebody(OFFICE), name=name, sides=(NORTH, SOUTH), mediator=OFFICE, zone=ZONE,
        lists_due=moment("2027-01-08 18:00", ZONE), answers_due=moment("2027-01-15 18:00", ZONE),
        basis="mandate of the working group", purpose="answers in this round", until=until, invented=invented,
        at=moment("2027-01-01 09:00", ZONE),
    )  # fmt: skip


def asks(key: str, name: str = NAME, number: str = "N1", *, show: bool = False, day: int = 2, until: str = "") -> Sequence[ExchangeEvent]:
    at = moment(f"2027-01-{day:02} 12:00", ZONE)

    def make(before: ExchangeRound, when: dt.datetime) -> list[ExchangeEvent]:
        made = requested({"id": number, "name": name, "contact": "a cousin"}, NORTH, SOUTH, when, show=show)
        return [made if not until else ExchangeEvent(made.what, made.at, made.by, made.request, made.to, {**made.values, "until": until})]

    return add_to_round(somebody(NORTH), key, make, at=at)


def raw() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM record_entry")
        return "\n".join(row[0] or "" for row in cursor.fetchall())


def test_each_party_sees_its_own_and_what_was_shown_to_it(key: Path) -> None:
    made = begun()
    asks(made)
    assert round_seen(somebody(NORTH), made).round.requests["North/N1"].person["name"] == NAME
    assert round_seen(somebody(OFFICE), made).is_mediator
    assert not round_seen(somebody(SOUTH), made).round.requests
    add_to_round(somebody(NORTH), made, lambda before, at: shown(before, NORTH, "requests", at), at=moment("2027-01-03 12:00", ZONE))
    request = round_seen(somebody(SOUTH), made).round.requests["North/N1"]
    assert request.person["name"] == NAME and "contact" not in request.person
    add_to_round(
        somebody(SOUTH), made,
        lambda before, at: [
            answered({"id": "N1", "answer": "held here", "held id": "S1"}, before, SOUTH, at, show=True),
            listed({"id": "S1", "name": OTHER}, SOUTH, at),
        ],
        at=moment("2027-01-04 12:00", ZONE),
    )  # fmt: skip
    sheet = round_sheet(round_seen(somebody(NORTH), made).round, moment("2027-01-05 12:00", ZONE))
    assert sheet.counts[0].answered == 1 and not round_seen(somebody(NORTH), made).round.held
    assert [line.party for line in rounds.rounds(somebody(SOUTH))] == [SOUTH]
    assert verify().holds


OUTSIDERS = (("editor", "team|others|persons"), ("editor", f"team|{NORTH}"), ("admin", "team"), ("public", "public"))


@pytest.mark.parametrize(("role", "scope"), OUTSIDERS)
def test_whoever_has_not_the_role_or_is_no_party_learns_nothing(key: Path, role: str, scope: str) -> None:
    made = begun()
    asks(made, show=True)
    one = viewer("outsider", role, scope)
    for ask in (rounds.rounds, lambda viewer: round_seen(viewer, made), lambda viewer: asks_as(viewer, made)):
        try:
            found = ask(one)
        except (AccessError, RecordError) as refused:
            assert NAME not in str(refused)
        else:
            assert found == []
    told = [repr(decisions(one).rows)] if one.role != "public" else []
    if one.role == "admin":
        told.append(repr(entries(one, limit=None).rows))
    assert not any(word in text for text in told for word in (NAME, "North/N1", "a cousin"))


def asks_as(one: Viewer, key: str) -> object:
    return add_to_round(one, key, lambda before, at: [requested({"id": "N9", "name": "Another"}, NORTH, SOUTH, at)])


def test_account_in_the_groups_of_two_parties_sits_for_neither(key: Path) -> None:
    made = begun()
    both = viewer("double", "editor", f"team|{NORTH}|{SOUTH}|persons")
    for ask in (lambda: round_seen(both, made), lambda: rounds.rounds(both)):
        with pytest.raises(AccessError, match="cannot sit for both"):
            ask()


def test_party_says_only_what_is_its_own_to_say(key: Path) -> None:
    made = begun()
    with pytest.raises(RecordError, match="own party"):
        add_to_round(somebody(SOUTH), made, lambda before, at: [requested({"id": "N1", "name": NAME}, NORTH, SOUTH, at)])
    with pytest.raises(AccessError):
        add_to_round(viewer("reads", "reader", f"team|{NORTH}|persons"), made, lambda before, at: [])
    before = round_seen(somebody(SOUTH), made).state
    asks(made)
    with pytest.raises(ExchangeError, match="asked about already"):
        asks(made, day=3)
    add_to_round(somebody(SOUTH), made, lambda before, at: [], against=before)  # that would tell it that the other side wrote something
    asks(made, number="N2", day=3, show=True)
    with pytest.raises(RecordError, match="somebody else added"):
        add_to_round(somebody(SOUTH), made, lambda before, at: [], against=before)


def test_round_that_names_two_groups_of_somebody_closes_no_other_round_to_them(key: Path) -> None:
    made = begun()
    both = viewer("double", "editor", f"team|{OFFICE}|others|persons")
    new_round(
        viewer("stranger", "editor", "team|strangers|persons"), name="Trap", sides=(OFFICE, "others"), mediator="strangers", zone=ZONE,
        lists_due=moment("2027-01-08 18:00", ZONE), answers_due=moment("2027-01-15 18:00", ZONE), basis="b", purpose="p",
        until="2099-01-01", at=moment("2027-01-01 09:00", ZONE),
    )  # fmt: skip
    assert [line.id for line in rounds.rounds(both)] == [made]


def test_reasons_and_words_about_the_clock_end_with_their_round() -> None:
    made = begun(invented=True)
    ask_for_names(somebody(OFFICE), made, f"for the family of {NAME}")
    at = moment("2027-01-02 12:00", ZONE)
    values = {"words": f"we wait for {NAME}", "answers_due": at.replace(day=20).isoformat()}
    moved = ExchangeEvent(ExchangeEventKind.MOVED, at, OFFICE, "", (), values)
    add_to_round(somebody(OFFICE), made, lambda before, when: [moved], at=at)
    erase(subject_named(f"round:{made}"), author="mona", reason="asked for")
    assert NAME not in raw() and not verify().faults
    assert round_seen(somebody(OFFICE), made).round.answers_due.day == 20


def test_number_with_a_slash_is_the_same_one_in_a_plan_and_in_an_answer() -> None:
    made = begun(invented=True)
    asks(made, show=True)
    for number in ("1/b", "2/b"):
        add_to_round(somebody(SOUTH), made, lambda before, at, number=number: [listed({"id": number, **HELD}, SOUTH, at)])  # type: ignore[misc]
    dead = {"id": "N1", "answer": "dead_body_held", "held_id": "1/b"}
    add_to_round(somebody(SOUTH), made, lambda before, at: [answered(dead, before, SOUTH, at)])
    people = people_held(round_seen(somebody(OFFICE), made))
    assert [(one.key, one.reported_dead) for one in people] == [("South/1/b", True), ("South/2/b", False)]


def test_one_command_erases_a_round_that_is_past_with_all_that_hangs_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = begun(until="2027-03-01", invented=True)
    asks(made, show=True)
    for side in (NORTH, SOUTH):
        add_to_round(somebody(side), made, lambda before, at, side=side: [listed({"id": "1/b", **HELD}, side, at)])  # type: ignore[misc]
    new_plan(somebody(OFFICE), made, release_terms(TERMS))
    ask_for_names(somebody(OFFICE), made, f"for the family of {NAME}")
    monkeypatch.setattr("sulh.cli.erase.opened", lambda *given, **more: "")
    monkeypatch.setattr("sulh.record.wiping.wipe", lambda: True)
    monkeypatch.setattr("sulh.cli.erase._past", lambda: [listed_subject(one.matter, one.id, *one.keys) for one in past("2027-03-02")])
    done = CliRunner().invoke(erase_command, ["--past", "--reason", "past its day", "--yes"])
    assert done.exit_code == 0, done.output
    assert past("2027-03-02") == [] and NAME not in raw()


def test_same_names_are_linked_once_however_often_somebody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    made = begun(invented=True)
    asks(made, "Yusuf Khalil Samir al-Khayali", show=True)
    asks(made, "Yousef Khaleel Sameer al-Khayyali", "N2", show=True)
    found = likely_pairs(round_seen(somebody(SOUTH), made))
    monkeypatch.setattr("sulh.persons.linking.link", None)
    add_to_round(somebody(SOUTH), made, lambda before, at: [answered({"id": "N1", "answer": "not_held"}, before, SOUTH, at)])
    assert found and likely_pairs(round_seen(somebody(SOUTH), made)) == found


def test_name_past_its_day_is_in_no_search_and_no_pair_that_memory_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    made = begun(invented=True)
    asks(made, "Yusuf Khalil Samir al-Khayali", show=True, until="2027-02-01")
    asks(made, "Yousef Khaleel Sameer al-Khayyali", "N2", show=True)
    assert likely_pairs(round_seen(somebody(NORTH), made)) and len(find_persons(somebody(NORTH), "Yusuf Khalil")) == 2
    monkeypatch.setattr(rounds, "today", lambda: "2027-02-02")
    monkeypatch.setattr("sulh.record.persons.pairs.today", lambda: "2027-02-02")
    monkeypatch.setattr("sulh.record.persons.searching.today", lambda: "2027-02-02")
    assert likely_pairs(round_seen(somebody(NORTH), made)) == ()
    assert [hit.key for hit in find_persons(somebody(NORTH), "Yusuf Khalil")] == ["North/N2"]


def test_names_are_sealed_and_looks_are_recorded(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = begun()
    asks(made, show=True)
    assert not any(word in raw() for word in (NAME, "a cousin", "First round", "mandate"))
    round_seen(somebody(SOUTH), made)
    said = [(one.author, json.loads(one.body or "")["things"]) for one in Entry.objects.filter(kind="look")]
    assert said == [(f"of {SOUTH}", [f"round:{made}"])]
    matters._MEMORY.state = None
    monkeypatch.delenv(RECORD_KEY)
    with pytest.raises(RecordError, match="key"):
        round_seen(somebody(SOUTH), made)


def test_record_that_seals_nothing_takes_invented_names_only() -> None:
    with pytest.raises(RecordError, match="sulh seal"):
        begun()
    assert rounds.rounds(somebody(OFFICE)) == []
    made = begun(invented=True)
    assert round_seen(somebody(OFFICE), made).invented


@pytest.mark.parametrize(
    ("change", "says"),
    [({"basis": " "}, "legal basis"), ({"until": "soon"}, "is no day"), ({"until": "2027-01-02"}, "before answers are due"),
     ({"mediator": "others"}, "not in the group"), ({"sides": (NORTH, "Nowhere")}, "no group")],
)  # fmt: skip
def test_round_is_not_opened_without_what_it_needs(change: dict[str, object], says: str) -> None:
    whole: dict[str, object] = {
        "name": "A", "sides": (NORTH, SOUTH), "mediator": OFFICE, "zone": ZONE, "lists_due": moment("2027-01-08 18:00", ZONE),
        "answers_due": moment("2027-01-15 18:00", ZONE), "basis": "b", "purpose": "p", "until": "2099-01-01", "invented": True,
    }  # fmt: skip
    with pytest.raises((InvalidError, RecordError), match=says):
        new_round(somebody(OFFICE), **{**whole, **change})  # type: ignore[arg-type]
    assert not Entry.objects.filter(kind="persons").exists()


def test_copy_for_a_group_and_an_export_have_no_word_of_it(tmp_path: Path) -> None:
    list(add([report(1)], author="mona", level="team"))
    asks(begun(invented=True), show=True)
    hand_over(tmp_path / "copy.db", "others", author="mona", reason="for them")
    export(viewer("outsider", "editor", "team|others"), "csv", tmp_path / "tables")
    written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert written and not any(word.encode() in written for word in (NAME, "a cousin", "First round"))


def test_name_past_its_day_is_seen_by_nobody_and_then_gone_for_good(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = begun()
    asks(made, show=True, until="2027-02-01")
    asks(made, OTHER, "N2", show=True)
    assert len(round_seen(somebody(SOUTH), made).round.requests) == 2
    monkeypatch.setattr(rounds, "today", lambda: "2027-02-02")
    assert list(round_seen(somebody(SOUTH), made).round.requests) == ["North/N2"]
    assert list(round_seen(somebody(OFFICE), made).round.requests) == ["North/N2"]
    with pytest.raises(RecordError, match="another number"):
        asks(made, "Third Invented", show=True)
    (found,) = past("2027-02-02")
    assert (found.id, found.keys, found.is_whole) == (made, frozenset({"North/N1"}), False)
    with pytest.raises(RecordError, match="names what is to be erased"):
        erase(listed_subject("round", made, *found.keys), author="mona", reason=f"{NAME} went home")
    erase(listed_subject("round", made, *found.keys), author="mona", reason="past its day")
    assert past("2027-02-02") == [] and list(round_seen(somebody(OFFICE), made).round.requests) == ["North/N2"]
    monkeypatch.setattr(rounds, "today", lambda: "2027-01-20")
    (person,) = [one.person for key, one in round_seen(somebody(OFFICE), made).round.requests.items() if key != "North/N2"]
    assert set(person["name"]) == {"\u2588"} and round_seen(somebody(OFFICE), made).round.requests["North/N2"].person["name"] == OTHER
    assert not verify().faults
    assert_rebuild_changes_nothing()


def test_round_past_its_day_is_gone_as_a_whole(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = begun(until="2027-03-01")
    asks(made, show=True)
    monkeypatch.setattr(rounds, "today", lambda: "2027-03-02")
    assert rounds.rounds(somebody(OFFICE)) == []
    with pytest.raises(RecordError, match="no round"):
        round_seen(somebody(OFFICE), made)
    (found,) = past("2027-03-02")
    assert found.is_whole
    erase(subject_named(f"round:{made}"), author="mona", reason="past its day")
    assert past("2027-03-02") == []


def test_person_is_erased_by_name_from_lists_too() -> None:
    made = begun(invented=True)
    asks(made, show=True)
    assert NAME in raw()
    erase(subject_named(NAME), author="mona", reason="asked for")
    assert NAME not in raw() and not verify().faults
    (request,) = round_seen(local_viewer("mona"), made).round.requests.values()
    assert set(request.person["name"]) == {"\u2588"} and is_erased(request.key) and "North/N1" not in raw()


def test_pairs_are_proposed_decided_and_never_undone_by_another_look() -> None:
    made = begun(invented=True)
    at = moment("2027-01-04 12:00", ZONE)
    for number, name in (("N1", "Yusuf Khalil Samir al-Khayali"), ("N2", "Yousef Khaleel Sameer al-Khayyali"), ("N3", OTHER)):
        asks(made, name, number, show=True)
    held = {
        "id": "501",
        "name": "\u064a\u0648\u0633\u0641 \u062e\u0644\u064a\u0644 \u0633\u0645\u064a\u0631 \u0627\u0644\u062e\u064a\u0627\u0644\u064a",
    }
    add_to_round(somebody(SOUTH), made, lambda before, when: [listed(held, SOUTH, when)], at=at)
    assert all(one.is_double for one in likely_pairs(round_seen(somebody(NORTH), made)))  # it does not see whom South holds
    found = likely_pairs(round_seen(somebody(OFFICE), made))
    assert {(one.request, one.other) for one in found} == {
        ("North/N1", "North/N2"), ("North/N1", "held:South/501"), ("North/N2", "held:South/501"),
    }  # fmt: skip
    kinds = (("matched", "North/N1"), ("parted", "North/N2"))
    says = [ExchangeEvent(ExchangeEventKind(kind), at, OFFICE, key, (), {"other": "held:South/501"}) for kind, key in kinds]
    add_to_round(somebody(OFFICE), made, lambda before, when: says, at=at)
    decided = {(one.request, one.other): one.is_same for one in likely_pairs(round_seen(somebody(OFFICE), made))}
    assert decided["North/N1", "held:South/501"] is True and decided["North/N2", "held:South/501"] is False
    assert decided["North/N1", "North/N2"] is None
    (first, *_) = find_persons(somebody(NORTH), "\u064a\u0648\u0633\u0641 \u062e\u0644\u064a\u0644")
    assert first.key in ("North/N1", "North/N2")
    assert find_persons(somebody("others"), "Yusuf") == []
    with pytest.raises(AccessError):
        find_persons(viewer("boss", "admin", "team"), "Yusuf")
