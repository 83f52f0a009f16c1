"""A draw binds: no list that changes makes the sides draw again, who drops out changes nobody's turn, and another draw says why."""

from __future__ import annotations

import json

import pytest
from record.persons.test_ending import adds, filled, holds
from record.persons.test_rounds import NAME, NORTH, OFFICE, SOUTH, TERMS, _groups, somebody

from sulh.model import InvalidError
from sulh.persons.exchange import answered
from sulh.persons.releases import Seed, commitment_of, held_digest, plan_faults, plan_json, release_terms
from sulh.persons.releases.plan_file import plan_from
from sulh.record.erasing import erase
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
    assert "South/S9" not in made.by_key and made.gone == 0 and plan_faults(made) == []
    other = new_plan(somebody(OFFICE), key, release_terms(TERMS), reason="South holds one more")
    assert plan_seen(somebody(OFFICE), key, other).count == 5


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
    assert (len(first.people), len(made.people), made.gone) == (6, 5, 1)
    assert made.left["South/7654321"].code == "left.no_wish" and "Ending Invented" not in repr(made)


def test_plan_of_lists_that_somebody_left_says_so_and_its_draw_is_checked_by_its_seeds() -> None:
    key, plan = filled("1234567", "7654321")
    erase(listed_subject("round", key, "held:South/7654321"), author="mona", reason="asked for")
    made = keep_plan(somebody(OFFICE), key, plan)
    assert made.gone == 1 and [one.code for one in made.remarks] == ["remark.gone", "remark.families_apart"]
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


def test_nobody_can_try_names_against_the_digest_of_the_lists() -> None:
    key, _ = filled("1234567", "7654321")
    found = [new_plan(somebody(OFFICE), key, release_terms(TERMS), reason="again") for _ in range(2)]
    first, second = (plan_seen(somebody(NORTH), key, one).lists for one in found)
    assert len({held_digest(people_held(round_seen(somebody(OFFICE), key))), first, second}) == 3
