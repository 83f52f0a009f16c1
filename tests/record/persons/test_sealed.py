"""Lists of persons in a record that seals: what stands in its file, and what an older backup and a newer key open. All is invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from record.persons.test_rounds import NAME, NORTH, SOUTH, _groups, asks, begun, key, raw, somebody
from tampering import unguarded

from sulh.model import RecordError
from sulh.persons.exchange import round_of
from sulh.record import ledger, sealed_fields
from sulh.record.erasing import erase
from sulh.record.keyring import RECORD_KEY, Ring, make_record_key, record_key_in
from sulh.record.ledger import verify, writing
from sulh.record.models import Entry
from sulh.record.persons import matters
from sulh.record.persons.looking import must_look, name_of_look
from sulh.record.persons.rounds import add_to_round, round_seen
from sulh.record.persons.waiting import waiting_in_rounds
from sulh.record.sealed_values import is_value_sealed
from sulh.record.seals import rotate
from sulh.record.subjects import listed_subject

__all__ = ["_groups", "key"]


def bodies() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM record_entry WHERE kind = 'persons' ORDER BY seq")
        return [row[0] for row in cursor.fetchall()]


def data_keys() -> list[tuple[str, str | None]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT key_id, wrapped FROM record_datakey")
        return [(str(name), stored) for name, stored in cursor.fetchall()]


def opens(ring: Ring, body: str) -> bool:
    try:
        return NAME in ring.opened(body, "")
    except RecordError:
        return False


def test_what_was_erased_is_opened_in_an_older_backup_by_no_newer_key(key: Path, tmp_path: Path) -> None:
    """Another name of the round stays, under the same subject: its key must not go on opening what the backup has of the erased one."""
    made = begun()
    asks(made)
    asks(made, "Ottoline Marchbank", "N2", day=3)
    backup = bodies()
    before = Ring(record_key_in(key), data_keys())
    assert [opens(before, body) for body in backup] == [False, True, False]
    erase(listed_subject("round", made, f"{NORTH}/N1"), author="mona", reason="asked for")
    with writing():
        rotate(key, make_key(tmp_path / "new.key"))
    now = Ring(record_key_in(tmp_path / "new.key"), data_keys())
    assert not any(opens(now, body) for body in backup)
    assert sum("Marchbank" in now.opened(body, "") for body in bodies()) == 1


def make_key(path: Path) -> Path:
    make_record_key(path)
    return path


def test_round_goes_on_under_its_new_key_and_a_second_erasure_gives_another(key: Path) -> None:
    made = begun()
    for number in range(1, 4):
        asks(made, f"Invented Person {number}", f"N{number}", day=number + 1)
    used = set()
    for number in (1, 2):
        erase(listed_subject("round", made, f"{NORTH}/N{number}"), author="mona", reason="asked for")
        used.add(frozenset(body.split(" ")[3] for body in bodies()))
        asks(made, f"Later Person {number}", f"L{number}", day=number + 5)
        assert all(map(is_value_sealed, bodies())) and verify().holds
    assert all(len(keys) == 1 for keys in used) and len(used) == 2
    seen = round_seen(somebody(NORTH), made).round
    assert {"North/N3", "North/L1", "North/L2"} <= set(seen.requests) and seen.requests["North/L2"].person["name"] == "Later Person 2"


def test_desk_that_runs_while_somebody_erases_seals_under_no_key_that_was_destroyed(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its memory still has the old key: what it sealed with that would be lost for good."""
    made = begun()
    asks(made)
    asks(made, "Ottoline Marchbank", "N2", day=3)
    remembered = dict(sealed_fields._RINGS), [Ring(record_key_in(key), data_keys())]
    erase(listed_subject("round", made, f"{NORTH}/N1"), author="mona", reason="asked for")
    for name in remembered[0]:
        monkeypatch.setitem(sealed_fields._RINGS, name, remembered[1][0])
    asks(made, "Peregrine Ashdown", "N3", day=5)
    fresh = Ring(record_key_in(key), data_keys())
    assert any("Ashdown" in fresh.opened(body, "") for body in bodies())
    assert verify().holds


def test_length_of_a_sealed_entry_says_no_number_of_names(key: Path) -> None:
    made = begun()
    asks(made)
    one = bodies()[-1]

    def make(before: object, at: object) -> list[object]:
        from sulh.persons.exchange import moment, requested

        return [
            requested({"id": f"M{row}", "name": f"{NAME} {row}", "contact": "a cousin"}, NORTH, SOUTH, moment("2027-01-04 12:00", "+03:00"))
            for row in range(10)
        ]

    add_to_round(somebody(NORTH), made, make)  # type: ignore[arg-type]
    assert len(bodies()[-1]) == len(one) and len(bodies()[0]) == len(one)
    assert json.loads(Entry.objects.filter(kind="persons").order_by("-seq")[0].body)["events"]
    assert verify().holds and ledger.verify().holds


def test_look_at_a_name_names_it_to_nobody_without_the_key(key: Path) -> None:
    """A digest of round and number alone is tried in a second for every number that a prison gives."""
    from sulh.record.canonical import sha256

    made = begun()
    asks(made, number="1234567")
    must_look(somebody(NORTH), [name_of_look(made, f"{NORTH}/1234567")])
    assert sha256(f"{made} {NORTH}/1234567")[:16] not in raw()
    look = name_of_look(made, f"{NORTH}/1234567")
    assert look in raw()
    erase(listed_subject("round", made, f"{NORTH}/1234567"), author="mona", reason="asked for")
    assert look not in raw() and verify().holds
    assert round_of(round_seen(somebody(NORTH), made).events).requests


def test_without_the_record_key_the_first_page_says_so_and_goes_on(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only accounts with the role were told that nothing is at the address of the first page."""
    made = begun()
    asks(made)
    assert waiting_in_rounds(somebody(NORTH)) == []
    monkeypatch.delenv(RECORD_KEY)
    matters._MEMORY.state = None
    assert waiting_in_rounds(somebody(NORTH)) is None and waiting_in_rounds(somebody(NORTH, persons=False)) == []
    with pytest.raises(RecordError, match="name the file with its key"):
        round_seen(somebody(NORTH), made)


@pytest.mark.parametrize("way", ["exchanged", "key", "unsealed"])
def test_entry_that_is_not_what_was_entered_shows_no_list(key: Path, way: str) -> None:
    """Whoever holds the file and no key could put an older answer in the place of a newer one, or take a key away: a round would be read
    with it, or not be there."""
    made = begun()
    asks(made, show=True)
    asks(made, "Ottoline Marchbank", "N2", day=3, show=True)
    with unguarded(), connection.cursor() as cursor:
        if way == "key":
            cursor.execute("DELETE FROM record_datakey WHERE key_id <> 'names'")
        else:
            other = bodies()[1] if way == "exchanged" else '{"events":[],"id":"x","matter":"round"}'
            cursor.execute("UPDATE record_entry SET body = %s WHERE seq = (SELECT max(seq) FROM record_entry)", [other])
    matters._MEMORY.state = None
    sealed_fields._RINGS.clear()
    with pytest.raises(RecordError, match="is not what was entered, or does not open"):
        round_seen(somebody(NORTH), made)
    with pytest.raises(RecordError, match="is not what was entered, or does not open"):
        begun(name="Another")
    assert waiting_in_rounds(somebody(NORTH)) is None
