"""Whoever is erased, by key or by name, is in no byte of lists, plans and looks, with the number too; the rest stands and is whole."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from examples import examples
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from record.persons.test_rounds import HELD as WOUNDED
from record.persons.test_rounds import NAME, NORTH, OFFICE, OTHER, SOUTH, TERMS, _groups, asks, begun, somebody

from sulh.model import RecordError
from sulh.model.vocabulary import CrossingOutcome
from sulh.persons.exchange import ExchangeError, ExchangeEvent, ExchangeEventKind, answered, listed, round_sheet
from sulh.persons.releases import AtCrossing, Seed, commitment_of, plan_faults, release_terms
from sulh.record.blacking import is_blacking
from sulh.record.erasing import erase
from sulh.record.ledger import verify
from sulh.record.models import Entry
from sulh.record.persons import plans as plans_of
from sulh.record.persons import rounds
from sulh.record.persons.cases import cases, new_case
from sulh.record.persons.looking import must_look, name_of_look
from sulh.record.persons.pairs import likely_pairs
from sulh.record.persons.plans import carry_out, commit_seed, keep_plan, new_plan, people_held, plan_seen, reveal_seed
from sulh.record.persons.renumbering import Renumbering
from sulh.record.persons.rounds import add_to_round, round_seen
from sulh.record.persons.searching import find_persons
from sulh.record.subjects import listed_subject, subject_named

__all__ = ["_groups"]

pytest.importorskip("scipy")
FAMILY = "Quillbyfamily"
# An example takes half a second, and what is wrong with one says itself.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
# What lists number their names by: letters of any script, figures, signs; long enough to be found nowhere else.
LETTERS = st.sampled_from("0123456789XYZ\u0642\u0661\u0662-./ ")
NUMBERS = st.text(LETTERS, min_size=7, max_size=14).filter(
    lambda one: "  " not in one and "//" not in one and one.strip("./- ") == one and len({*one}) > 4 and "202" not in one
)  # fmt: skip


def everything() -> str:
    """Every value of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith(("record_", "projection_", "django_session")):
                cursor.execute(f'SELECT * FROM "{table}"')
                found += ["\t".join(map(str, row)) for row in cursor.fetchall()]
    return "\n".join(found).replace("\\/", "/")


def adds(side: str, key: str, *make: Any) -> Sequence[ExchangeEvent]:
    return add_to_round(somebody(side), key, lambda before, at: [one(before, at) for one in make])


def holds(side: str, number: str, name: str, **more: str) -> Any:
    return lambda before, at: listed({"id": number, **WOUNDED, "name": name, **more}, side, at)


def says(kind: str, request: str, by: str, **values: str) -> Any:
    return lambda before, at: ExchangeEvent(ExchangeEventKind(kind), at, by, request, (), values)


def filled(asked: str, held: str) -> tuple[str, str]:
    """A round and a plan that name two persons by these numbers wherever one can be named."""
    key = begun(invented=True, name=f"Round {secrets.token_hex(4)}")
    asks(key, NAME, asked, show=True)
    asks(key, OTHER, "N2", show=True)
    adds(SOUTH, key, holds(SOUTH, held, NAME, family=FAMILY, birth_year="1931"), holds(SOUTH, "S2", "Second Invented", family=FAMILY))
    adds(NORTH, key, holds(NORTH, "H1", "Third Invented"), holds(NORTH, "H2", "Fourth Invented"))

    def answers(number: str) -> Any:
        return lambda before, at: answered({"id": number, "answer": "held here", "held_id": held}, before, SOUTH, at, show=True)

    adds(SOUTH, key, answers(f"{NORTH}/{asked}"), answers("N2"))
    for name in (f"{NORTH}/{asked}", f"{NORTH}/N2"):
        adds(OFFICE, key, says("matched", name, OFFICE, other=f"held:{SOUTH}/{held}", words=f"held:{SOUTH}/{held}: the same year"))
    adds(NORTH, key, says("withdrawn", f"{NORTH}/N2", NORTH, duplicate_of=f"{NORTH}/{asked}", words=f"stands as {NORTH}/{asked} too"))
    must_look(somebody(SOUTH), [name_of_look(key, f"{NORTH}/{asked}")])
    plan = new_plan(somebody(OFFICE), key, release_terms({**TERMS, "families_together": False}), reason="again")
    lists = plan_seen(somebody(OFFICE), key, plan).lists
    seeds = [Seed(side, lists, f"{side} throws a die {'1 2 3 4 5 6 ' * 8}") for side in (NORTH, SOUTH)]
    for seed in seeds:
        commit_seed(somebody(seed.side), key, plan, commitment_of(seed))
    for seed in seeds:
        reveal_seed(somebody(seed.side), key, plan, seed)
    keep_plan(somebody(OFFICE), key, plan)
    rows = [AtCrossing("", NAME, CrossingOutcome.DEAD, "", "at dawn", f"{NAME} was not there"), AtCrossing("H1", "", CrossingOutcome.CAME)]
    carry_out(somebody(OFFICE), key, plan, rows)
    return key, plan


@settings(max_examples=examples(25, few=8), deadline=None, suppress_health_check=list(HealthCheck), phases=_PHASES)
@given(NUMBERS, NUMBERS, st.sampled_from(["keys", "name"]))
def test_erasing_a_person_leaves_no_trace_of_name_or_number(asked: str, held: str, way: str) -> None:
    key, plan = filled(asked, held)
    before = {one.seq: one.body for one in Entry.objects.filter(kind__in=("persons", "look"))}
    assert asked in everything() and held in everything() and NAME in everything()
    keys = (f"{NORTH}/{asked}", f"held:{SOUTH}/{held}")
    look = name_of_look(key, keys[0])
    subject = listed_subject("round", key, *keys) if way == "keys" else subject_named(NAME)
    _, done = erase(subject, author="mona", reason="asked for")
    left = everything()
    assert [row for row in left.splitlines() if any(word in row for word in (asked, held, NAME, '"1931"', ":1931", look, "at dawn"))] == []
    assert verify().holds
    # What a copy made before shows of it is that words were erased and numbers replaced, and nothing more.
    for change in done.changes:
        assert is_blacking(change.body, before[change.seq] or "", {done.mark}), change.seq
    seen = round_seen(somebody(OFFICE), key)
    assert len(seen.round.requests) == 2 and len(seen.round.held) == 4 and seen.round.last is not None
    assert len(round_sheet(seen.round, seen.round.last).rows) == 2
    assert seen.round.requests[f"{NORTH}/N2"].person["name"] == OTHER
    assert not any("\u2588" in pair.person["name"] + pair.beside["name"] for pair in likely_pairs(seen))
    assert [hit for hit in find_persons(somebody(OFFICE), NAME) if "\u2588" in hit.person["name"]] == []
    found = plan_seen(somebody(OFFICE), key, plan).plan
    assert found is not None and [str(one.category) for one in found.people] == ["wounded"] * 4
    assert [one.code for one in plan_faults(found)] == ["fault.erased"]
    assert {one.name for one in found.people if "\u2588" not in one.name} == {"Second Invented", "Third Invented", "Fourth Invented"}


def test_number_that_was_erased_stands_at_one_place_and_is_guessed_from_nothing() -> None:
    key, _ = filled("1234567", "7654321")
    erase(listed_subject("round", key, "held:South/7654321", "North/1234567"), author="mona", reason="asked for")
    seen = round_seen(somebody(OFFICE), key).round
    (new,) = [one for one in seen.held if "erased-" in one]
    (request,) = [one for one in seen.requests if "erased-" in one]
    assert new.removeprefix("held:South/") != request.removeprefix("North/")
    other = seen.requests["North/N2"]
    assert other.pairs == {new: True} and other.answers[-1].held_id == new.removeprefix("held:South/")
    assert other.said[-1] == ("withdrawn", f"stands as {request} too")
    people = people_held(round_seen(somebody(OFFICE), key))
    assert [one.name for one in people] == ["Second Invented", "Third Invented", "Fourth Invented"]
    with pytest.raises(ExchangeError, match="another number"):
        adds(SOUTH, key, holds(SOUTH, "erased-1", "Fifth Invented"))


def test_reason_of_an_erasure_does_not_say_the_number() -> None:
    key, _ = filled("1234567", "7654321")
    for said in ("1234567 went home", "held:South/7654321"):
        with pytest.raises(RecordError, match="names what is to be erased"):
            erase(listed_subject("round", key, "held:South/7654321", "North/1234567"), author="mona", reason=said)


def test_number_within_another_is_left_alone() -> None:
    numbers = Renumbering(["North/1", "held:South/2"], str)
    said = {"words": "North/1, North/12, North/1/b, held:North/1, held:South/2 and South/2", "other": "held:South/2"}
    made = numbers.event({"what": "replied", "by": "North", "request": "North/3", "values": said}, is_about=False)
    assert made["values"]["words"] == (
        "North/erased-0, North/12, North/1/b, held:North/1, held:South/erased-1 and South/2"
    ) and made["values"]["other"] == "held:South/erased-1"  # fmt: skip


def test_file_of_an_erased_person_ends_with_the_name() -> None:
    kept: dict[str, Any] = {"invented": True, "legal_basis": "consent", "purpose": "to look", "until": "2099-01-01"}
    new_case(somebody(OFFICE), [OFFICE], name=NAME, health="Asthmatic", **kept)
    new_case(somebody(OFFICE), [OFFICE], name=f"{NAME} Otherson", health="Diabetic", **kept)
    erase(subject_named(NAME), author="mona", reason="asked for")
    left = everything()
    assert NAME not in left and "Asthmatic" not in left and "Diabetic" in left and verify().holds
    assert not cases(somebody(OFFICE)) or all(NAME not in one.name for one in cases(somebody(OFFICE)))


def test_plan_shows_nobody_whose_own_day_is_past(monkeypatch: pytest.MonkeyPatch) -> None:
    key = begun(invented=True)
    adds(SOUTH, key, holds(SOUTH, "7654321", NAME, until="2027-02-01"), holds(SOUTH, "S2", "Second Invented"))
    adds(NORTH, key, holds(NORTH, "H1", "Third Invented"), holds(NORTH, "H2", "Fourth Invented"))
    asks(key, OTHER, "A1", until="2027-02-01")
    plan = new_plan(somebody(OFFICE), key, release_terms(TERMS))
    keep_plan(somebody(OFFICE), key, plan)
    carry_out(somebody(OFFICE), key, plan, [AtCrossing("7654321", "", CrossingOutcome.DEAD)])
    assert NAME in repr(plan_seen(somebody(OFFICE), key, plan))
    for module in (rounds, plans_of):
        monkeypatch.setattr(module, "today", lambda: "2027-02-02")
    seen = plan_seen(somebody(OFFICE), key, plan)
    shown = repr((seen.plan, seen.crossed, seen.reconciled))
    assert NAME not in shown and "7654321" not in shown and "erased-0" in shown and "Second Invented" in shown
    assert seen.reconciled is not None and seen.reconciled.rows[0].outcome is CrossingOutcome.DEAD
    assert NAME in json.dumps([one.body for one in Entry.objects.all()])  # until `sulh erase --past` has run


