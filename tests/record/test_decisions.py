"""Decisions: what each does, that a later one supersedes and neither disappears, and that all can be undone."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest
from record.dumping import assert_rebuild_changes_nothing, dump
from reports import report

from sulh.model import AccessError, ConflictError, Entered, Reading, RecordError
from sulh.record import decisions, linking
from sulh.record.access import audience_id
from sulh.record.adding import add
from sulh.record.entering import enter
from sulh.record.ledger import head, verify
from sulh.record.merging import METHOD
from sulh.record.models import Entry
from sulh.record.projection.models import (
    FACTS,
    Claim,
    Commitment,
    Decision,
    Evidence,
    MeetingRow,
    Membership,
    Mention,
    ParticipationRow,
    Proposal,
    Shown,
    Source,
    rows,
)
from sulh.record.queries.commitments import commitments
from sulh.record.queries.main_meetings import document_tracks
from sulh.record.queries.tracks import track_lines, tracks
from sulh.record.shapes import Viewer
from sulh.record.states import state_of
from sulh.record.viewers import local_viewer, viewer_of

PROMISE = "The parties agreed to exchange 10 prisoners."


@pytest.fixture
def viewer() -> Viewer:
    return _viewer()


def _viewer() -> Viewer:
    return local_viewer("anna")


def put(*readings: Reading, **sharing: Any) -> Viewer:
    """Store the readings; the viewer who sees them all."""
    list(add(readings, author="anna", **sharing))
    return _viewer()


def claim(**about: Any) -> Claim:
    return Claim.objects.filter(**about).order_by("seq")[0]


def test_accepted_claim_is_shown_against_the_majority_and_ends_the_dispute() -> None:
    viewer = put(report(1, ordinal=16, start="2021-07-07"), report(2, start="2021-07-07"), report(3, start="2021-07-08", end="2021-07-09"))
    meeting = MeetingRow.objects.get()
    assert (meeting.start, meeting.disputed) == ("2021-07-07", ["start"])
    seq = decisions.accept(viewer, claim(property="start", value='"2021-07-08"').pk, reason="protocol")
    meeting = MeetingRow.objects.get()
    assert (meeting.start, meeting.disputed) == ("2021-07-08", [])
    entry = Entry.objects.get(pk=seq)
    assert (entry.author, entry.kind) == ("anna", "accept") and json.loads(entry.body or "")["reason"] == "protocol"
    assert_rebuild_changes_nothing()


def test_rejected_rival_ends_the_dispute_and_the_claim_stays() -> None:
    viewer = put(report(1), report(2, roles={"RUS": "observer", "IRN": "guarantor"}))
    assert MeetingRow.objects.get().disputed == ["role"]
    rival = claim(property="participant", value__contains="observer")
    decisions.reject(viewer, rival.pk)
    assert MeetingRow.objects.get().disputed == []
    rival.refresh_from_db()
    assert rival.status == "rejected"
    assert_rebuild_changes_nothing()


def test_correction_replaces_the_value_and_keeps_what_was_claimed() -> None:
    viewer = put(report(1))
    start = claim(property="start")
    decisions.correct(viewer, start.pk, "2021-07-06")
    start.refresh_from_db()
    assert (start.status, start.value, start.decided) == ("corrected", '"2021-07-07"', '"2021-07-06"')
    meeting = MeetingRow.objects.get()
    assert (meeting.start, meeting.first_day) == ("2021-07-06", "2021-07-06")
    role = claim(property="participant", value__contains="TUR")
    decisions.correct(viewer, role.pk, {"actor": {"id": "QAT", "name": "Qatar", "kind": "state"}, "role": "mediator"})
    assert set(ParticipationRow.objects.values_list("actor_id", "role")) >= {("QAT", "mediator")}
    assert_rebuild_changes_nothing()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("start", "yesterday"),
        ("start", 2021),
        ("kind", "party"),
        ("ordinal", "16"),
        ("ordinal", True),
        ("country", "Kazakhstan"),
        ("participant", {"actor": {"id": "RUS", "name": "Russia", "kind": "state"}, "role": "friend"}),
        ("participant", "RUS"),
        ("agenda", "weather"),
        ("city", " "),
    ],
)
def test_value_that_a_property_cannot_have_is_refused(name: str, value: object) -> None:
    viewer = put(report(1, issues=["prisoners"]))
    before = head()
    with pytest.raises(RecordError, match=f"cannot be the {name}"):
        decisions.correct(viewer, claim(property=name).pk, value)
    assert head() == before


def test_later_decision_supersedes_and_undo_brings_the_earlier_back() -> None:
    viewer = put(report(1))
    start = claim(property="start")
    first = decisions.accept(viewer, start.pk)
    second = decisions.correct(viewer, start.pk, "2021-07-06")
    assert Decision.objects.get(pk=first).superseded == second
    before = dump()
    third = decisions.undo(viewer, second)
    start.refresh_from_db()
    assert (start.status, start.decided, start.decision) == ("accepted", None, first)
    assert Decision.objects.get(pk=second).superseded == third and Decision.objects.get(pk=first).superseded is None
    assert_rebuild_changes_nothing()
    decisions.undo(viewer, third)
    start.refresh_from_db()
    assert (start.status, start.decision) == ("corrected", second)
    assert dump()["MeetingRow"] == before["MeetingRow"]
    assert_rebuild_changes_nothing()


def test_decision_is_undone_only_once() -> None:
    viewer = put(report(1))
    seq = decisions.accept(viewer, claim(property="start").pk)
    decisions.undo(viewer, seq)
    with pytest.raises(RecordError, match="undone already"):
        decisions.undo(viewer, seq)
    with pytest.raises(RecordError, match="no decision"):
        decisions.undo(viewer, 1)


def test_meeting_disappears_with_its_last_claim_and_comes_back() -> None:
    viewer = put(report(1))
    ids = list(Claim.objects.values_list("pk", flat=True))
    seqs = [decisions.withdraw(viewer, one) for one in ids]
    assert not MeetingRow.objects.exists()
    assert_rebuild_changes_nothing()
    decisions.undo(viewer, seqs[0])
    assert MeetingRow.objects.count() == 1
    assert_rebuild_changes_nothing()


def test_meeting_whose_claims_are_all_decided_is_accepted() -> None:
    viewer = put(report(1))
    assert MeetingRow.objects.get().review == "proposed"
    last = decisions.accept_many(viewer, list(Claim.objects.values_list("pk", flat=True)))
    assert last == head()[0] and MeetingRow.objects.get().review == "accepted"


def far() -> tuple[Reading, Reading]:
    """Two reports that nothing joins."""
    return report(1), report(
        2, start="2019-02-14", city="Sochi", country="RU", track=None, ordinal=None, kind="summit", roles={"SYR": "party"}
    )


def test_merge_by_a_person_and_its_undoing() -> None:
    viewer = put(*far())
    left, right = MeetingRow.objects.order_by("first_day").values_list("name", flat=True)
    before = dump()
    seq = decisions.merge(viewer, left, right, reason="same")
    assert MeetingRow.objects.get().sources == 2
    assert_rebuild_changes_nothing()
    decisions.undo(viewer, seq)
    after = dump()
    assert {name: rows for name, rows in after.items() if name != "Decision"} == {n: rows for n, rows in before.items() if n != "Decision"}
    assert_rebuild_changes_nothing()


def test_merge_by_the_machine_can_be_undone() -> None:
    viewer = put(report(1), report(2), report(3))
    merges = Decision.objects.filter(kind="merge").order_by("seq")
    assert [one.author for one in merges] == [METHOD] * 2
    decisions.undo(viewer, merges[0].seq)
    assert sorted(MeetingRow.objects.values_list("sources", flat=True)) in ([1, 2], [1, 1, 1])
    assert_rebuild_changes_nothing()


def test_split_leaves_the_others_together_and_moves_the_first_mention() -> None:
    viewer = put(report(1), report(2), report(3))
    first, second, _ = Mention.objects.filter(kind="meeting").order_by("seq").values_list("pk", flat=True)
    seq = decisions.split(viewer, first)
    assert set(MeetingRow.objects.values_list("name", "sources")) == {(first, 1), (second, 2)}
    assert_rebuild_changes_nothing()
    with pytest.raises(RecordError, match="stands alone"):
        decisions.split(viewer, first)
    decisions.undo(viewer, seq)
    assert list(MeetingRow.objects.values_list("name", "sources")) == [(first, 3)]
    assert_rebuild_changes_nothing()


def test_proposal_is_settled_by_merging_or_holding_apart() -> None:
    viewer = put(report(1, track=None, ordinal=None, roles={}), report(2, track=None, ordinal=None, roles={}, kind="visit"))
    proposal = Proposal.objects.get()
    assert proposal.status == "open" and proposal.reason["place"]["found"] == "same city"
    seq = decisions.apart(viewer, proposal.pk)
    assert Proposal.objects.get().status == "apart"
    assert_rebuild_changes_nothing()
    decisions.undo(viewer, seq)
    assert Proposal.objects.get().status == "open"
    decisions.merge(viewer, proposal.left_id, proposal.right_id)
    assert Proposal.objects.get().status == "merged"
    assert_rebuild_changes_nothing()


def test_meeting_may_belong_to_several_tracks() -> None:
    viewer = put(report(1))
    meeting = MeetingRow.objects.get().name
    seq = decisions.put_in_track(viewer, "meeting", meeting, "Geneva talks")
    assert set(Membership.objects.values_list("track_id", "sources", "decision")) == {
        ("astana-process", 1, None),
        ("geneva-process", 0, seq),
    }
    assert MeetingRow.objects.get().track_id == "astana-process"
    decisions.take_from_track(viewer, "meeting", meeting, "Astana process")
    assert MeetingRow.objects.get().track_id == "geneva-process"
    assert_rebuild_changes_nothing()
    decisions.undo(viewer, seq)
    assert MeetingRow.objects.get().track_id is None and not Membership.objects.exists()
    assert_rebuild_changes_nothing()


def test_agreement_belongs_to_the_track_of_its_meeting_and_to_others() -> None:
    viewer = put(report(1, document_kind="agreement"))
    document = Source.objects.get().pk
    decisions.put_in_track(viewer, "document", document, "Geneva process")
    assert document_tracks(viewer)[document] == ["astana-process", "geneva-process"]
    assert_rebuild_changes_nothing()


def test_track_of_a_document_that_was_withdrawn_is_listed_no_more() -> None:
    viewer = put(report(1, document_kind="agreement"))
    document = Source.objects.get().pk
    decisions.put_in_track(viewer, "document", document, "Geneva process")
    assert "geneva-process" in [one.id for one, _ in tracks(viewer)]
    seq = decisions.withdraw_source(viewer, document)
    assert not tracks(viewer) and not track_lines(viewer)
    decisions.undo(viewer, seq)
    assert "geneva-process" in [one.ref.id for one in track_lines(viewer)]


def test_track_lies_between_its_meetings_that_were_held_and_not_those_only_announced() -> None:
    viewer = put(report(1, start="2021-02-16", end="2021-02-17"), report(2, ordinal=23, start="2025", end=None, status="planned"))
    (line,) = track_lines(viewer)
    assert (line.meetings, line.first_day, line.last_day) == (2, "2021-02-16", "2021-02-17")


def test_track_of_a_meeting_stays_after_the_meeting_is_merged() -> None:
    viewer = put(*far())
    left, right = MeetingRow.objects.order_by("-first_day").values_list("name", flat=True)
    decisions.put_in_track(viewer, "meeting", right, "Four-way contacts")
    decisions.merge(viewer, left, right)
    assert "four-way-contacts" in Membership.objects.values_list("track_id", flat=True)
    assert_rebuild_changes_nothing()


def test_what_was_entered_by_hand_is_taken_back_unless_somebody_decided_since() -> None:
    viewer = put(report(1))
    made = enter(viewer, "release", {"what": "release", "by": "SYR", "count": 3}, Entered(viewer.name, "I was there.", None))
    seqs = list(Claim.objects.filter(pk__in=made.claims).values_list("seq", flat=True))
    last = decisions.undo_many(viewer, seqs)
    assert set(Claim.objects.filter(pk__in=made.claims).values_list("status", flat=True)) == {"withdrawn"}
    assert_rebuild_changes_nothing()
    decisions.undo(viewer, last)
    assert Claim.objects.get(pk=made.claims[-1]).status == "accepted"
    decisions.reject(local_viewer("bo"), made.claims[-1])
    with pytest.raises(ConflictError, match="by bo"):
        decisions.undo(viewer, seqs[-1])
    with pytest.raises(RecordError, match="no decision"):
        decisions.undo(viewer, Claim.objects.exclude(pk__in=made.claims).values_list("seq", flat=True)[0])


def test_promise_becomes_a_commitment_that_is_followed() -> None:
    viewer = put(report(1, promise=PROMISE, due="2021-12"), report(2, start="2022-01-05", promise="Ten prisoners were freed.", ordinal=17))
    commitment = Commitment.objects.get()
    (view,) = commitments(viewer).rows
    assert (view.status, view.due_day, view.track and view.track.id) == ("0", "2021-12-31", "astana-process")
    later = Source.objects.get(path="report-2.txt")
    linking.add_evidence(viewer, commitment.pk, later.pk, 0, 9, note="read this")
    seq = linking.set_status(viewer, commitment.pk, "2", later.pk, 10, 20, reason="some are free")
    last = linking.set_status(viewer, commitment.pk, "3", later.pk, 10, 20)
    assert commitments(viewer).rows[0].status == "3"
    assert list(Evidence.objects.order_by("seq").values_list("status", "note")) == [(None, "read this"), ("2", "some are free"), ("3", "")]
    assert_rebuild_changes_nothing()
    decisions.undo(viewer, last)
    assert commitments(viewer).rows[0].status == "2" and state_of([commitment.pk]) == str(seq)
    assert Evidence.objects.count() == 2
    assert_rebuild_changes_nothing()


def test_commitment_goes_with_its_claim_and_comes_back_with_its_evidence() -> None:
    viewer = put(report(1, promise=PROMISE))
    act = rows(FACTS["act"]).get()
    linking.set_status(viewer, act.pk, "1", Source.objects.get().pk, 0, 5)
    seq = decisions.reject(viewer, act.claim_id)
    assert not Commitment.objects.exists() and not Evidence.objects.exists()
    assert_rebuild_changes_nothing()
    decisions.undo(viewer, seq)
    assert commitments(viewer).rows[0].status == "1" and Evidence.objects.count() == 1
    assert_rebuild_changes_nothing()


@pytest.mark.parametrize("span", [(0, 0), (-1, 4), (0, 10_000)])
def test_status_without_words_is_refused(span: tuple[int, int]) -> None:
    viewer = put(report(1, promise=PROMISE))
    with pytest.raises(RecordError, match="no span"):
        linking.set_status(viewer, Commitment.objects.get().pk, "1", Source.objects.get().pk, *span)


def test_sharing_of_a_document_carries_to_everything_it_tells() -> None:
    viewer = put(report(1), report(2))
    document = Source.objects.get(path="report-2.txt")
    seq = decisions.share(viewer, document.pk, "restricted", ["talks"])
    narrow = audience_id("restricted", ["talks"])
    assert set(Claim.objects.filter(source=document).values_list("audience_id", flat=True)) == {narrow}
    assert sorted(Shown.objects.values_list("scope", "row__sources")) == [("all", 2), ("team", 1)]
    assert_rebuild_changes_nothing()
    decisions.undo(_viewer(), seq)
    assert set(Claim.objects.filter(source=document).values_list("audience_id", flat=True)) == {audience_id("team")}


def test_claim_is_shared_more_narrowly_than_its_document_and_never_more_widely() -> None:
    viewer = put(report(1))
    one = claim(property="person") if Claim.objects.filter(property="person").exists() else claim(property="participant")
    with pytest.raises(RecordError, match="more widely"):
        decisions.share(viewer, one.pk, "public")
    decisions.share(viewer, one.pk, "restricted", ["talks"])
    one.refresh_from_db()
    assert one.audience_id == audience_id("restricted", ["talks"])
    decisions.share(_viewer(), Source.objects.get().pk, "public")
    one.refresh_from_db()
    assert one.audience_id == audience_id("restricted", ["talks"])
    assert_rebuild_changes_nothing()


ACTS = [
    ("review", lambda viewer, meeting, one: decisions.accept(viewer, one.pk)),
    ("review", lambda viewer, meeting, one: decisions.correct(viewer, one.pk, "2021-07-01")),
    ("merge", lambda viewer, meeting, one: decisions.split(viewer, one.mention_id)),
    ("edit", lambda viewer, meeting, one: decisions.put_in_track(viewer, "meeting", meeting, "X")),
    ("edit", lambda viewer, meeting, one: decisions.share(viewer, one.source_id, "public")),
    ("edit", lambda viewer, meeting, one: decisions.name_process(viewer, "X")),
    ("export", lambda viewer, meeting, one: decisions.record_export(viewer, "csv", 3)),
]


@pytest.mark.parametrize(("action", "act"), ACTS)
@pytest.mark.parametrize("role", ["public", "reader", "reviewer", "editor", "admin"])
def test_role_decides_what_may_be_done(role: str, action: str, act: Any) -> None:
    from sulh.record.access import may

    put(report(1), report(2))
    viewer = dataclasses.replace(_viewer(), name="boris", role=role)
    before = head()
    if may(viewer, action):
        act(viewer, MeetingRow.objects.get().name, claim(property="start"))
        assert Entry.objects.get(pk=before[0] + 1).author == "boris"
    else:
        with pytest.raises(AccessError):
            act(viewer, MeetingRow.objects.get().name, claim(property="start"))
        assert head() == before


def test_what_a_viewer_may_not_see_is_not_there_for_decisions() -> None:
    put(report(1), level="restricted", groups=["talks"])
    stranger = dataclasses.replace(viewer_of(None), name="boris", role="editor")
    one, meeting = claim(property="start"), MeetingRow.objects.get().name
    refused: list[Callable[[], int]] = [
        lambda: decisions.accept(stranger, one.pk),
        lambda: decisions.correct(stranger, one.pk, "2021-07-01"),
        lambda: decisions.split(stranger, one.mention_id),
        lambda: decisions.put_in_track(stranger, "meeting", meeting, "X"),
        lambda: decisions.share(stranger, one.source_id, "public"),
    ]
    for act in refused:
        with pytest.raises(RecordError, match=r"no .* here"):
            act()
    seq = decisions.accept(_viewer(), one.pk)
    with pytest.raises(AccessError):
        decisions.undo(stranger, seq)


def test_exports_and_accounts_are_in_the_ledger_and_cannot_be_undone() -> None:
    viewer = put(report(1))
    seq = decisions.record_export(viewer, "xlsx", 12)
    with pytest.raises(RecordError, match="cannot be undone"):
        decisions.undo(viewer, seq)
    assert verify().holds
