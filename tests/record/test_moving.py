"""A claim that stands at the wrong meeting is moved to the right one, all or nothing, and one undo puts back what was there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from record.dumping import assert_rebuild_changes_nothing, dump
from reports import report

from sulh.model import ConflictError, Entered, InvalidError, RecordError
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.entering import enter
from sulh.record.ledger import verify
from sulh.record.moving import move
from sulh.record.projection.models import Claim, MeetingRow, ParticipationRow
from sulh.record.shapes import Viewer
from sulh.record.viewers import local_viewer


@pytest.fixture
def viewer() -> Viewer:
    promised = report(1, ordinal=16, start="2021-07-07", promise="The parties agreed to exchange 10 prisoners.")
    list(add([promised, report(2, ordinal=17, start="2021-12-21")], author="anna"))
    return local_viewer("anna")


def _meeting(ordinal: int) -> MeetingRow:
    return MeetingRow.objects.get(ordinal=ordinal)


def _wrong() -> Claim:
    return Claim.objects.get(property="participant", value__contains="TUR", mention__meeting=_meeting(16).meeting)


def _there(ordinal: int) -> set[str]:
    return set(ParticipationRow.objects.filter(row_id=_meeting(ordinal).key).values_list("actor_id", flat=True))


def test_participant_is_moved_with_its_words_and_undoing_puts_it_back(viewer: Viewer) -> None:
    decisions.reject(viewer, Claim.objects.get(property="participant", value__contains="TUR", mention__meeting=_meeting(17).meeting).pk)
    assert ("TUR" in _there(16), "TUR" in _there(17)) == (True, False)
    wrong = _wrong()
    moved = move(viewer, wrong.pk, _meeting(17).name, reason="said of the round after")
    assert ("TUR" in _there(16), "TUR" in _there(17)) == (False, True)
    here = Claim.objects.get(pk=moved.claim)
    assert (here.source_id, here.start, here.end, here.value) == (wrong.source_id, wrong.start, wrong.end, wrong.value)
    assert verify().holds
    decisions.undo_many(viewer, moved.seqs)
    assert ("TUR" in _there(16), "TUR" in _there(17)) == (True, False)
    assert_rebuild_changes_nothing()
    again = move(viewer, wrong.pk, _meeting(17).name)
    assert again.claim != moved.claim and "TUR" in _there(17)
    assert_rebuild_changes_nothing()


def test_claim_that_few_may_see_is_seen_by_no_more_after_it_was_moved(viewer: Viewer) -> None:
    start = Claim.objects.get(property="start", mention__meeting=_meeting(16).meeting)
    decisions.share(viewer, start.pk, "restricted", ["envoys"])
    moved = move(viewer, start.pk, _meeting(17).name)
    here = Claim.objects.get(pk=moved.claim)
    assert (here.audience.level, here.audience.groups) == ("restricted", "envoys")
    assert_rebuild_changes_nothing()
    decisions.undo_many(viewer, moved.seqs)
    start.refresh_from_db()
    assert (start.status, start.audience.level) == ("proposed", "restricted")
    assert_rebuild_changes_nothing()


def test_correction_moves_with_the_claim(viewer: Viewer) -> None:
    start = Claim.objects.get(property="start", mention__meeting=_meeting(16).meeting)
    decisions.correct(viewer, start.pk, "2021-12-22")
    moved = move(viewer, start.pk, _meeting(17).name)
    assert Claim.objects.get(pk=moved.claim).value == '"2021-12-22"'


@pytest.mark.parametrize(
    ("kind", "problem", "deed"),
    [
        ("same meeting", InvalidError, lambda viewer: move(viewer, _wrong().pk, _meeting(16).name)),
        ("no meeting", RecordError, lambda viewer: move(viewer, _wrong().pk, "0123456789ab-meeting9")),
        ("no claim", RecordError, lambda viewer: move(viewer, "f" * 32, _meeting(17).name)),
        ("an act", RecordError, lambda viewer: move(viewer, Claim.objects.filter(property="act")[0].pk, _meeting(17).name)),
        ("decided meanwhile", ConflictError, lambda viewer: move(viewer, _wrong().pk, _meeting(17).name, against="9-0")),
    ],
)
def test_what_cannot_be_moved_says_why_and_changes_nothing(
    viewer: Viewer, kind: str, problem: type[Exception], deed: Callable[[Viewer], object]
) -> None:
    before = dump()
    with pytest.raises(problem):
        deed(viewer)
    assert dump() == before, kind


def test_what_a_person_saw_rests_on_no_words_and_is_not_moved(viewer: Viewer) -> None:
    told = {"kind": "round", "status": "held", "city": "Oslo", "start": "2022-01-02"}
    seen = enter(viewer, "meeting", told, Entered("I was there", "anna"))
    own = Claim.objects.get(mention_id=seen.mention, property="city")
    with pytest.raises(InvalidError, match="rests on no words"):
        move(viewer, own.pk, _meeting(17).name)
