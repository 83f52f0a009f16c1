"""A release planned in the desk: terms, a draw of two seeds, the plan shown, its lists, and what happened at the crossing."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from desk.persons_world import As, lists_round, page
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sulh.persons.releases import plan_faults
from sulh.persons.releases.plan_file import plan_from
from sulh.record.erasing import erase
from sulh.record.ledger import verify
from sulh.record.models import Entry
from sulh.record.persons.plans import plan_seen, plans
from sulh.record.persons.rounds import round_seen
from sulh.record.subjects import listed_subject
from sulh.record.viewers import local_viewer

__all__ = ["lists_round"]

NAME = "Adnan Nabil Mahmud al-Mukhtalaq"


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def terms() -> bytes:
    return (files("sulh.data") / "invented_lists" / "terms.json").read_bytes()


def set_terms(mediator: Client, key: str, given: bytes = b"", **more: Any) -> str:
    assert "The terms are set." in page(mediator, "plan-new", key, file=uploaded("terms.json", given or terms()), reason="again", **more)
    return plans(round_seen(local_viewer("tests"), key))[0].id


def seed_of(client: Client, key: str, plan: str) -> bytes:
    answer: Any = client.post(reverse("plan", args=[key, plan]), {"do": "seed"})
    assert answer["Content-Type"] == "application/json"
    return bytes(answer.content)


def test_plan_is_drawn_made_shown_printed_and_carried_out(lists_round: str, as_: As) -> None:
    mediator, north, south = (as_(name) for name in ("editor", "north-desk", "south-desk"))
    plan = set_terms(mediator, lists_round)
    assert NAME not in page(south, "plan", lists_round, plan)
    first = seed_of(north, lists_round, plan)
    early = page(north, "plan", lists_round, plan, status=422, do="reveal", file=uploaded("seed.json", first))
    assert "has not committed yet" in early
    second = seed_of(south, lists_round, plan)
    wrong = page(north, "plan", lists_round, plan, status=422, do="reveal", file=uploaded("seed.json", second))
    assert "not the side that you sit for" in wrong
    for client, seed in ((north, first), (south, second)):
        assert "The seed is revealed." in page(client, "plan", lists_round, plan, do="reveal", file=uploaded("seed.json", seed))
    made = page(mediator, "plan", lists_round, plan, do="plan")
    assert "no side ever ahead by more than 2" in made and NAME in made and "margins, rule, limits and draw hold" in made
    assert NAME not in page(south, "plan", lists_round, plan)
    assert "All sides see the plan." in page(mediator, "plan", lists_round, plan, do="show")
    assert NAME in page(south, "plan", lists_round, plan)
    held = json.loads(north.get(reverse("plan-file", args=[lists_round, plan])).content)
    kept = plan_from(held)
    assert plan_faults(kept) == [] and kept.draw is not None
    for ending, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer: Any = north.get(reverse("plan-list", args=[lists_round, plan, 1]) + f"?first=ar&as={ending}")
        assert answer.status_code == 200 and bytes(answer.content).startswith(begins)
    crossed = "holder,id,outcome\n" + "".join(
        f"{key.partition('/')[0]},{key.partition('/')[2]},came\n" for step in kept.steps if step.tranche == 0 for key, _ in step.people
    )
    told = page(mediator, "plan", lists_round, plan, do="crossing", file=uploaded("crossed.csv", crossed.encode()))
    assert "Everything went as planned." in told
    changed = page(mediator, "plan", lists_round, plan, do="what-if", change="crossings.Cedar Bridge.capacity=2")
    assert "What changes" in changed


def test_who_refuses_at_the_crossing_did_not_come_for_the_other_side(lists_round: str, as_: As) -> None:
    """The plan of the demonstration was carried out; its terms name both sides."""
    (line,) = plans(round_seen(local_viewer("tests"), lists_round))
    mediator, north, south = (as_(name) for name in ("editor", "north-desk", "south-desk"))
    kept = plan_seen(local_viewer("tests"), lists_round, line.id).plan
    assert kept is not None
    one = next(kept.by_key[key] for step in kept.steps for key, _ in step.people if key.startswith("South/"))
    rows = f"holder,id,name,outcome,remark\nSouth,{one.id},,refused,said so in private\nSouth,999,Hidden Invented,refused,\n"
    told = page(mediator, "plan", lists_round, line.id, do="crossing", file=uploaded("crossed.csv", rows.encode()))
    assert "Hidden Invented" in told and f"({one.key}) refused at the crossing" in told
    assert f"({one.key}) refused at the crossing" in page(south, "plan", lists_round, line.id)
    seen = page(north, "plan", lists_round, line.id)
    assert f"({one.key}) did not come" in seen and "refused at the crossing" not in seen and "Hidden Invented" not in seen


def test_nobody_is_shown_a_plan_with_whoever_may_be_answered_to_be_dead(lists_round: str, as_: As) -> None:
    mediator = as_("editor")
    plan = set_terms(mediator, lists_round)
    kept = page(mediator, "plan", lists_round, plan, do="plan")
    assert "South/506" not in kept and "South/508" not in kept  # by the matches that the demonstration decided
    south = as_("south-desk")
    page(south, "round-name", lists_round, "North/N2", what="answer", answer="dead_body_held", show="1")
    doubted = page(mediator, "plan", lists_round, plan)
    assert "perhaps persons of whom the holder answered" in doubted and "South/502, held" in doubted
    page(mediator, "round-matches", lists_round, request="North/N2", other="held:South/502", are="one")
    unfit = page(mediator, "plan", lists_round, plan)
    assert "reported dead since it was made" in unfit and "perhaps persons" not in unfit
    refused = page(mediator, "plan", lists_round, plan, status=422, do="show")
    assert "make the plan anew before anybody is shown it" in refused
    again = page(mediator, "plan", lists_round, plan, do="plan")
    assert "South/502" not in again and "All sides see the plan." in page(mediator, "plan", lists_round, plan, do="show")


def test_impossible_terms_are_said_with_what_is_in_conflict(lists_round: str, as_: As) -> None:
    mediator = as_("editor")
    held = json.loads(terms())
    held["demands"] = [{"at_least": "all"}, {"at_least": 18, "holder": "South", "by": "2027-03-01"}]
    plan = set_terms(mediator, lists_round, json.dumps(held).encode())
    told = page(mediator, "plan", lists_round, plan, status=422, do="plan")
    assert "Give one of them up" in told and "demand" in told.casefold()


def test_terms_are_typed_too_and_what_is_wrong_is_said_without_losing_them(lists_round: str, as_: As) -> None:
    typed: dict[str, Any] = {
        "name": "Typed", "ratio1": "1", "ratio2": "1", "margin": "2", "tranches": "2027-03-01\n2027-03-08", "priorities": "wounded\nsick",
        "crossings": "Cedar Bridge; 10; 6\nMill Road",
    }  # fmt: skip
    refused = page(as_("editor"), "plan-new", lists_round, status=422, **{**typed, "tranches": "soon"})
    assert "tranches" in refused and "Cedar Bridge; 10; 6" in refused
    assert "The terms are set." in page(as_("editor"), "plan-new", lists_round, **typed, reason="again")
    assert "that is for the mediator" in page(as_("north-desk"), "plan-new", lists_round, status=422, **typed)


def test_erasing_a_person_held_takes_the_words_out_of_the_plan_too(lists_round: str, as_: As) -> None:
    mediator = as_("editor")
    plan = set_terms(mediator, lists_round)
    page(mediator, "plan", lists_round, plan, do="plan")
    erase(listed_subject("round", lists_round, "held:North/101"), author="admin", reason="asked for")
    bodies = "".join(one.body or "" for one in Entry.objects.all())
    assert NAME not in bodies and verify().holds
    found = plan_seen(local_viewer("tests"), lists_round, plan).plan
    assert found is not None and "North/101" not in found.by_key
    assert [set(one.name) for one in found.people if one.is_erased] == [{"\u2588"}]
    erase(listed_subject("round", lists_round), author="admin", reason="asked for")
    bodies = "".join(one.body or "" for one in Entry.objects.all())
    assert "Rashid Karim Salim" not in bodies and "Mahmud Khalil" not in bodies and verify().holds


def test_files_that_are_none_are_refused_and_break_nothing(lists_round: str, as_: As) -> None:
    mediator, north = as_("editor"), as_("north-desk")
    plan = set_terms(mediator, lists_round)
    page(mediator, "plan-new", lists_round, status=422, file=uploaded("terms.json", b"[" * 100_000))
    for content in (b"[" * 100_000, b'{"side": "North", "lists": "x", "seed": []}'):
        for deed in ("commit", "reveal"):
            page(north, "plan", lists_round, plan, status=422, do=deed, file=uploaded("seed.json", content))


def test_plan_that_is_made_anew_changes_nothing_for_the_sides_before_it_is_shown(lists_round: str, as_: As) -> None:
    mediator, north = as_("editor"), as_("north-desk")
    plan = set_terms(mediator, lists_round)
    file = reverse("plan-file", args=[lists_round, plan])
    page(mediator, "plan", lists_round, plan, do="plan")
    page(mediator, "plan", lists_round, plan, do="show")
    before = north.get(file).content
    # What is asked in private may still change it: that is no part of what the draw is bound to.
    answer = b"No.,Answer,Held id\nN2,refuses transfer,502\n"
    assert "1 row taken in" in page(as_("south-desk"), "round-add", lists_round, what="answers", file=uploaded("a.csv", answer))
    page(mediator, "plan", lists_round, plan, do="plan")
    assert north.get(file).content == before != mediator.get(file).content
    page(mediator, "plan", lists_round, plan, do="show")
    assert before != north.get(file).content != mediator.get(file).content
    assert "502" not in north.get(file).content.decode()  # who does not wish to go back to the North
