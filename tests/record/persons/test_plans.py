"""A draw binds: no list that changes makes the sides draw again, who drops out changes nobody's turn, and another draw says why."""

from __future__ import annotations

import json
import secrets

import pytest
from record.persons.test_ending import adds, filled, holds
from record.persons.test_rounds import NAME, NORTH, OFFICE, SOUTH, TERMS, _groups, somebody

from sulh.model import InvalidError
from sulh.persons.exchange import answered
from sulh.persons.releases import Seed, commitment_of, held_digest, plan_faults, plan_json, plan_remarks, release_terms
from sulh.persons.releases.plan_file import plan_from
from sulh.persons.releases.terms_file import terms_data
from sulh.record.erasing import erase
from sulh.record.ledger import writing
from sulh.record.persons import plans as plans_of
from sulh.record.persons import rounds
from sulh.record.persons.plans import commit_seed, draws, keep_plan, new_plan, people_held, plan_seen, reveal_seed, show_plan
from sulh.record.persons.rounds import round_seen
from sulh.record.subjects import listed_subject

__all__ = ["_groups"]

pytest.importorskip("scipy")


def test_name_listed_after_the_terms_is_in_no_plan_of_them_and_draws_nothing_again() -> None:
    key, plan = filled("1234567", "7654321")
    before = plan_seen(somebody(OFFICE), key, plan)
    adds(SOUTH, key, holds(SOUTH, "S9", "Late Invented", held_since="1990"))
    made = keep_plan(somebody(OFFICE), key, plan)
    assert before.plan is not None and made.draw == before.draw == before.plan.draw and made.steps == before.plan.steps
    assert "South/S9" not in made.by_key and not made.gone and plan_faults(made) == []
    other = new_plan(somebody(OFFICE), key, release_terms(TERMS), reason="South holds one more")
    assert plan_seen(somebody(OFFICE), key, other).count == {NORTH: 2, SOUTH: 3}


def test_whoever_refuses_or_is_past_the_last_day_drops_out_and_the_draw_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    key, _ = filled("1234567", "7654321")
    adds(SOUTH, key, holds(SOUTH, "S3", "Ending Invented", until="2027-02-01"), holds(SOUTH, "S4", "Staying Invented"))
    plan = new_plan(somebody(OFFICE), key, release_terms({**TERMS, "families_together": False}), reason="South holds two more")
    first = keep_plan(somebody(OFFICE), key, plan)
    refusal = {"id": f"{NORTH}/1234567", "answer": "refuses transfer", "held_id": "7654321"}
    adds(SOUTH, key, lambda before, at: answered(refusal, before, SOUTH, at, show=True))
    for module in (rounds, plans_of):
        monkeypatch.setattr(module, "today", lambda: "2027-02-02")
    made = keep_plan(somebody(OFFICE), key, plan)
    assert (len(first.people), len(made.people), made.gone) == (6, 5, {SOUTH: 1})
    assert made.left["South/7654321"].code == "left.no_wish" and "Ending Invented" not in repr(made)


def test_plan_of_lists_that_somebody_left_says_so_and_its_draw_is_checked_by_its_seeds() -> None:
    key, plan = filled("1234567", "7654321")
    erase(listed_subject("round", key, "held:South/7654321"), author="mona", reason="asked for")
    made = keep_plan(somebody(OFFICE), key, plan)
    assert made.gone == {SOUTH: 1} and [one.code for one in made.remarks] == ["remark.gone", "remark.families_apart"]
    assert plan_faults(made) == [] and NAME not in repr(made)


def test_another_draw_after_a_seed_was_revealed_needs_a_reason_and_all_see_every_draw() -> None:
    key, first = filled("1234567", "7654321")
    for reason in ("", "  "):
        with pytest.raises(InvalidError, match="why another draw is held"):
            new_plan(somebody(OFFICE), key, release_terms(TERMS), reason=reason)
    second = new_plan(somebody(OFFICE), key, release_terms(TERMS), reason="the clinic was closed")
    for side in (NORTH, SOUTH, OFFICE):
        (one,) = draws(round_seen(somebody(side), key))
        combined = plan_seen(somebody(side), key, first).draw
        assert combined is not None and (one.plan, one.combined) == (first, combined.combined)
    third = filled_again(key)
    held = draws(round_seen(somebody(SOUTH), key))
    assert [(one.plan, one.author) for one in held] == [(first, f"of {OFFICE}"), (third, f"of {OFFICE}")] and second not in repr(held)
    assert held[1].reason == "asked by South" and held[0].combined != held[1].combined


def filled_again(key: str) -> str:
    """Another draw of the same round, whose seeds are revealed."""
    plan = new_plan(somebody(OFFICE), key, release_terms(TERMS), reason="asked by South")
    lists = plan_seen(somebody(OFFICE), key, plan).lists
    seeds = [Seed(side, lists, f"{side} throws again {'6 5 4 3 2 1 ' * 8}") for side in (NORTH, SOUTH)]
    for seed in seeds:
        commit_seed(somebody(seed.side), key, plan, commitment_of(seed))
    for seed in seeds:
        reveal_seed(somebody(seed.side), key, plan, seed)
    return plan


def test_side_sees_of_the_other_only_who_crosses_and_learns_nobodys_refusal() -> None:
    key, _ = filled("1234567", "7654321")
    adds(SOUTH, key, holds(SOUTH, "S8", "Staying Invented", wish="no", place="Hidden House", family="Kin"))
    adds(SOUTH, key, holds(SOUTH, "S9", "Buried Invented", reported_dead="yes"), holds(SOUTH, "S7", "Going Invented", place="Hidden House"))
    plan = new_plan(somebody(OFFICE), key, release_terms(TERMS), reason="South holds three more")
    made = keep_plan(somebody(OFFICE), key, plan)
    show_plan(somebody(OFFICE), key, plan)
    assert set(made.left) == {"South/S8", "South/S9"}
    for side in (NORTH, SOUTH):
        seen = plan_seen(somebody(side), key, plan).plan
        assert seen is not None and plan_faults(plan_from(json.loads(plan_json(seen)))) == plan_faults(made)
        assert seen.steps == made.steps
        told = plan_json(seen)
        hidden = ("Staying", "Buried", "S8", "S9", "no_wish", "reported_dead", "Kin", "Hidden House")
        assert [word for word in hidden if word in told] == ([] if side == NORTH else list(hidden))
        assert ("remark.one_side" in told) and "Going Invented" in told
        found = plan_seen(somebody(side), key, plan)
        assert made.salt and (found.salt, seen.salt) == ("", "") and made.salt not in told


def test_side_learns_how_many_of_its_own_dropped_out_and_nothing_of_the_other() -> None:
    key, _ = filled("1234567", "7654321")
    adds(SOUTH, key, holds(SOUTH, "S8", "Staying Invented"))
    plan = new_plan(somebody(OFFICE), key, release_terms({**TERMS, "families_together": False}), reason="South holds one more")
    erase(listed_subject("round", key, "held:South/S8"), author="mona", reason="asked for")
    made = keep_plan(somebody(OFFICE), key, plan)
    show_plan(somebody(OFFICE), key, plan)
    assert made.gone == {SOUTH: 1}
    for side in (NORTH, SOUTH):
        found = plan_seen(somebody(side), key, plan)
        assert found.plan is not None and found.count == {}
        assert found.plan.gone == ({SOUTH: 1} if side == SOUTH else {})
        assert ("remark.gone" in plan_json(found.plan)) == (side == SOUTH)
        assert (found.plan.released_bound, found.plan.points_bound) == (made.released, made.points)
        assert [one.code for one in plan_faults(found.plan)] == ["fault.no_draw"]


def test_plan_of_before_its_lists_had_a_random_line_is_read_and_says_so_and_the_next_draw_has_one() -> None:
    key, _ = filled("1234567", "7654321")
    old = secrets.token_hex(4)
    seen = round_seen(somebody(OFFICE), key)
    lists = held_digest(people_held(seen))
    values = {"round": key, "terms": terms_data(release_terms(TERMS)), "lists": lists, "until": seen.round.until}
    with writing():
        plans_of._add(somebody(OFFICE), seen, old, "set", values)
    seeds = [Seed(side, lists, f"{side} throws a die {'1 2 3 4 5 6 ' * 8}") for side in (NORTH, SOUTH)]
    for seed in seeds:
        commit_seed(somebody(seed.side), key, old, commitment_of(seed))
    for seed in seeds:
        reveal_seed(somebody(seed.side), key, old, seed)
    made = keep_plan(somebody(OFFICE), key, old)
    show_plan(somebody(OFFICE), key, old)
    assert plan_faults(made) == [] and [one.code for one in plan_remarks(made)] == ["remark.no_salt"]
    held = plan_from({**json.loads(plan_json(made)), "gone": 2})
    assert held.gone == {"": 2} and [one.code for one in plan_remarks(held)] == ["remark.no_salt"]
    other = plan_seen(somebody(NORTH), key, old).plan
    assert other is not None and [one.code for one in plan_remarks(other)] == ["remark.one_side"]
    following = new_plan(somebody(OFFICE), key, release_terms(TERMS), reason="with a random line")
    assert plan_seen(somebody(OFFICE), key, following).salt
    assert plan_remarks(keep_plan(somebody(OFFICE), key, following)) == []


def test_nobody_can_try_names_against_the_digest_of_the_lists() -> None:
    key, _ = filled("1234567", "7654321")
    found = [new_plan(somebody(OFFICE), key, release_terms(TERMS), reason="again") for _ in range(2)]
    first, second = (plan_seen(somebody(NORTH), key, one).lists for one in found)
    assert len({held_digest(people_held(round_seen(somebody(OFFICE), key))), first, second}) == 3
