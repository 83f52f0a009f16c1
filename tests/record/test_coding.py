"""Double coding: judged alone, hidden until all are done, then decided; whoever looks and by whichever way."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from examples import ALL
from made_once import made_once
from record.dumping import assert_rebuild_changes_nothing
from reports import report

from sulh.model import AccessError, ConflictError, InvalidError, RecordError, SulhError
from sulh.record import coding, decisions, discussing
from sulh.record.accounts import create_user
from sulh.record.adding import add
from sulh.record.blind import KINDS, codings, hidden_entries, judged
from sulh.record.ledger import verify
from sulh.record.models import Entry, User
from sulh.record.projection.models import Claim, Decision, Source
from sulh.record.queries.coding import coding_view, reliability
from sulh.record.queries.ledger import decisions as decisions_of
from sulh.record.queries.ledger import entries
from sulh.record.shapes import Viewer
from sulh.record.shareable import shareable
from sulh.record.viewers import local_viewer, viewer_of

PEOPLE = {"ann": "reviewer", "bo": "admin", "cy": "editor", "dee": "reader"}


@pytest.fixture
def people() -> dict[str, Viewer]:
    """Two coders, one of them an administrator, a third person, and a reader."""
    made_once("people who code", _people)
    return seen()


def _people() -> None:
    for name, role in PEOPLE.items():
        create_user(name, "a long sentence nobody guesses", role, author="tests")
    list(add([report(1), report(2, start="2021-07-08")], author="tests", level="team"))


def seen() -> dict[str, Viewer]:
    return {name: viewer_of(User.objects.get(username=name)) for name in PEOPLE} | {"holder": local_viewer("holder")}


def source(number: int = 1) -> str:
    return str(Source.objects.get(title=f"Report {number}").pk)


def claims(number: int = 1) -> list[str]:
    return list(Claim.objects.filter(source=source(number)).order_by("seq").values_list("pk", flat=True))


def readable(viewer: Viewer) -> set[int]:
    """The judgements whose words the viewer gets by any way that the record has."""
    found = {one.seq for one in decisions_of(viewer, limit=None).rows if one.kind == "code"}
    for claim in Claim.objects.order_by("pk").values_list("pk", flat=True)[::4]:
        found |= {one.seq for one in decisions_of(viewer, claim, limit=None).rows if one.kind == "code"}
    if viewer.role == "admin":
        found |= {one.seq for one in entries(viewer, limit=None).rows if one.kind == "code" and one.body is not None}
    found |= {seq for seq, kind in Entry.objects.values_list("seq", "kind") if kind == "code"} & shareable(viewer)
    return found


def test_judgements_are_the_coders_own_until_both_are_done(people: dict[str, Viewer]) -> None:
    coding.begin(people["cy"], source(), ["ann", "bo"], reason="a sample")
    first, *rest = claims()
    coding.judge(people["ann"], first, "reject", reason="only ann knows")
    coding.judge_many(people["ann"], rest, "accept")
    own = {one.seq for one in judged(codings()[0])}
    assert len(own) == len(claims())
    assert readable(people["ann"]) == own - shareable_gap(people["ann"], own)
    for name in ("bo", "cy", "dee", "holder"):
        assert readable(people[name]) == set(), name
    view = coding_view(people["bo"], source())
    assert view is not None and not view.is_open and all(unit.said.keys() <= {"", "bo"} for unit in view.units)
    with pytest.raises(RecordError, match="are left to judge"):
        coding.done(people["bo"], source())
    coding.judge_many(people["bo"], claims(), "accept")
    coding.done(people["ann"], source())
    assert readable(people["bo"]).isdisjoint(own)
    coding.done(people["bo"], source())
    for name in ("ann", "bo", "cy", "dee", "holder"):
        assert len(readable(people[name])) == 2 * len(claims()), name
    assert verify().holds
    assert_rebuild_changes_nothing()


def shareable_gap(viewer: Viewer, own: set[int]) -> set[int]:
    """A coder reads own judgements on pages; no copy has them before all are done."""
    assert own.isdisjoint(shareable(viewer))
    return set()


def test_nobody_decides_about_what_is_being_coded_and_no_status_shows_it(people: dict[str, Viewer]) -> None:
    decided = decisions.accept(people["cy"], claims()[0])
    coding.begin(people["cy"], source(), ["ann", "bo"])
    before = list(Claim.objects.order_by("pk").values_list("pk", "status", "decided", "decision"))
    coding.judge(people["ann"], claims()[1], "reject")
    for name in ("ann", "cy", "holder"):
        with pytest.raises(RecordError, match="without seeing each other"):
            decisions.reject(people[name], claims()[1])
        with pytest.raises(RecordError, match="without seeing each other"):
            decisions.undo(people[name], decided)
    assert list(Claim.objects.order_by("pk").values_list("pk", "status", "decided", "decision")) == before
    decisions.accept(people["cy"], claims(2)[0])  # another document goes on


def test_differences_are_for_a_third_and_the_rest_is_taken_over(people: dict[str, Viewer]) -> None:
    coding.begin(people["cy"], source(), ["ann", "bo"])
    city = Claim.objects.get(source=source(), property="city").pk
    start = Claim.objects.get(source=source(), property="start").pk
    kind = Claim.objects.get(source=source(), property="kind").pk
    for name in ("ann", "bo"):
        coding.judge_many(people[name], [one for one in claims() if one not in (city, start, kind)], "accept")
        coding.judge(people[name], start, "correct", "2021-07-06")
        coding.judge(people[name], kind, "reject")
    coding.judge(people["ann"], city, "correct", "Astana")
    coding.judge(people["bo"], city, "accept")
    for name in ("ann", "bo"):
        coding.done(people[name], source())
    with pytest.raises(AccessError, match="a third person decides"):
        decisions.accept(people["ann"], city)
    assert coding.take_agreed(people["cy"], source()) == len(claims()) - 1
    status = dict(Claim.objects.filter(source=source()).values_list("pk", "status"))
    assert (status[city], status[start], status[kind]) == ("proposed", "corrected", "rejected")
    assert json.loads(Claim.objects.get(pk=start).decided or "") == "2021-07-06"
    view = coding_view(people["cy"], source())
    assert view is not None and [one.claim.id for one in view.differing] == [city]
    decisions.correct(people["cy"], city, "Astana", reason="as Ann found")
    assert Claim.objects.get(pk=city).status == "corrected"
    rows = {one.property: one for one in reliability(people["dee"]).properties}
    assert rows["city"].people.alike == 0 and rows["start"].people.alike == 1 and rows["start"].everybody.alike == 0
    assert {(one.one, one.other) for one in reliability(people["dee"]).pairs} == {("ann", "bo"), ("ann", ""), ("bo", "")}
    assert coding.take_agreed(people["cy"], source()) == 0
    assert_rebuild_changes_nothing()


def test_coder_takes_back_own_judgements_and_nobody_elses(people: dict[str, Viewer]) -> None:
    coding.begin(people["cy"], source(), ["ann", "bo"])
    seq = coding.judge(people["ann"], claims()[0], "reject", against="0")
    with pytest.raises(ConflictError):
        coding.judge(people["ann"], claims()[0], "accept", against="0")
    with pytest.raises(AccessError):
        decisions.undo(people["bo"], seq)
    decisions.undo(people["ann"], seq, reason="a secret slip")
    assert judged(codings()[0]) == []
    undo = Entry.objects.order_by("-seq")[0]
    assert {undo.seq, seq} <= hidden_entries(people["bo"]) and not hidden_entries(people["ann"])
    shown = {one.seq: one.body for one in entries(people["bo"], limit=None).rows}
    assert shown[undo.seq] is None and shown[seq] is None
    coding.judge_many(people["ann"], claims(), "accept")
    said = coding.done(people["ann"], source())
    with pytest.raises(RecordError, match="said that you are done"):
        coding.judge(people["ann"], claims()[0], "reject")
    decisions.undo(people["ann"], said)
    coding.judge(people["ann"], claims()[0], "reject")


def test_third_person_opens_it_for_all_and_for_good(people: dict[str, Viewer]) -> None:
    coding.begin(people["cy"], source(), ["ann", "bo"])
    coding.judge(people["ann"], claims()[0], "reject")
    with pytest.raises(AccessError):
        coding.open_now(people["bo"], source())
    opened = coding.open_now(people["cy"], source(), reason="Bo left")
    assert readable(people["bo"]) and readable(people["dee"])
    with pytest.raises(RecordError):
        decisions.undo(people["cy"], opened)
    with pytest.raises(RecordError):
        coding.judge(people["bo"], claims()[0], "accept")
    decisions.accept(people["bo"], claims()[1])


def test_ended_coding_leaves_its_judgements_hidden_and_a_new_one_begins_empty(people: dict[str, Viewer]) -> None:
    begun = coding.begin(people["cy"], source(), ["ann", "bo"])
    coding.judge_many(people["ann"], claims(), "reject")
    coding.done(people["ann"], source())
    with pytest.raises(RecordError, match="coded already"):
        coding.begin(people["cy"], source(), ["ann", "cy"])
    decisions.undo(people["cy"], begun)
    assert readable(people["bo"]) == set()
    decisions.accept(people["bo"], claims()[0])
    coding.begin(people["cy"], source(), ["ann", "cy"])
    view = coding_view(people["ann"], source())
    assert view is not None and all(unit.said.keys() == {""} for unit in view.units)


@pytest.mark.parametrize("coders", [["ann"], ["ann", "ann"], ["ann", "nobody"], ["ann", "dee"]])
def test_who_cannot_code_is_named(people: dict[str, Viewer], coders: list[str]) -> None:
    with pytest.raises(InvalidError):
        coding.begin(people["cy"], source(), coders)
    with pytest.raises(AccessError):
        coding.begin(people["ann"], source(), ["ann", "bo"])


def test_state_of_a_document_does_not_tell_of_judgements(people: dict[str, Viewer]) -> None:
    from sulh.record.queries.documents import document

    before = document(people["cy"], source()).state
    coding.begin(people["cy"], source(), ["ann", "bo"])
    coding.judge_many(people["ann"], claims(), "reject")
    assert document(people["cy"], source()).state == before
    decisions.share(people["cy"], source(), "team", against=before)


@pytest.mark.parametrize("seed", range(6 if ALL else 1))
def test_whatever_happens_nobody_reads_another_coder_before_all_are_done(people: dict[str, Viewer], seed: int) -> None:
    chance = random.Random(seed)
    numbers, coders = (1, 2), ["ann", "bo", "cy"]

    def act() -> None:
        who, number = people[chance.choice([*coders, *coders, *PEOPLE, "holder"])], chance.choice(numbers)
        own = claims(number)
        last = Decision.objects.filter(kind__in=(*KINDS, "undo")).order_by("-seq").values_list("seq", flat=True)[:4]
        acts: list[Callable[[], object]] = [
            lambda: coding.begin(who, source(number), chance.sample(coders, chance.choice((2, 3)))),
            *[lambda: coding.judge_many(who, chance.sample(own, 4), chance.choice(["accept", "reject"]), reason=f"of {who.name}")] * 4,
            lambda: coding.judge_many(who, own, "accept"),
            *[lambda: coding.done(who, source(number))] * 2,
            lambda: coding.open_now(who, source(number)) if chance.random() < 0.3 else None,
            lambda: decisions.undo(who, chance.choice(list(last))),
            lambda: coding.take_agreed(who, source(number)),
        ]
        chance.choice(acts)()

    for number in numbers:
        coding.begin(people["cy"], source(number), chance.sample(coders, 2))
    before = Entry.objects.count()
    steps = 40 if ALL else 12
    for _ in range(steps):
        with suppress(SulhError, IndexError):
            act()
        is_open = {one.seq: one.is_open for one in codings(in_force=False)}
        by = {one.seq: (one.author, one.body["coding"]) for one in Decision.objects.filter(kind="code")}
        for name, viewer in people.items():
            allowed = {seq for seq, (author, which) in by.items() if author == name or is_open[which]}
            assert readable(viewer) <= allowed, (seed, name)
    assert Entry.objects.count() > before + steps // 4
    assert verify().holds
    assert_rebuild_changes_nothing()


def test_coder_does_not_end_the_coding_to_decide_alone(people: dict[str, Viewer]) -> None:
    """A coder who may edit would otherwise end it, and decide what a third person is to decide."""
    one = people["cy"]
    begun = coding.begin(one, source(), ["ann", "cy"])
    decisions.undo(one, begun)  # nothing is judged yet: whoever began it by mistake takes that back
    begun = coding.begin(one, source(), ["ann", "cy"])
    coding.judge_many(people["ann"], claims(), "accept")
    with pytest.raises(AccessError, match="a coder does not end"):
        decisions.undo(one, begun)
    coding.judge_many(one, claims(), "reject")
    for name in ("ann", "cy"):
        coding.done(people[name], source())
    with pytest.raises(AccessError, match="a coder does not end"):
        decisions.undo(one, begun)
    with pytest.raises(AccessError, match="third person"):
        decisions.accept(one, claims()[0])
    decisions.undo(people["bo"], begun)
    assert_rebuild_changes_nothing()


def test_refusal_for_a_changed_state_names_nobody_who_did_something_else(people: dict[str, Viewer]) -> None:
    """What a coder took back, or a comment, is no change of the claim: the message names who decided about it."""
    claim, other = claims(2)[0], claims(1)[0]
    decisions.accept(people["cy"], claim)
    coding.begin(people["cy"], source(1), ["ann", "bo"])
    decisions.undo(people["ann"], coding.judge(people["ann"], other, "reject"))
    discussing.comment(people["bo"], claim, "Look at this.")
    with pytest.raises(ConflictError, match=r"by cy \(accept, ") as told:
        decisions.reject(people["holder"], claim, against="0")
    assert "ann" not in str(told.value) and "bo (" not in str(told.value)
    decisions.undo(people["bo"], decisions.accept(people["cy"], claims(2)[1]))
    with pytest.raises(ConflictError, match=r"by bo \(undo, "):
        decisions.reject(people["holder"], claims(2)[1], against="7")
