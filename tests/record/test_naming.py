"""Actors, tracks and sources under decisions: added, renamed, joined and parted, corrected, withdrawn, and counted once."""

from __future__ import annotations

import pytest
from record.dumping import assert_rebuild_changes_nothing, dump
from reports import report

from sulh.model import ConflictError, RecordError
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.ledger import verify
from sulh.record.naming import actor_named
from sulh.record.projection.models import ActorRow, Claim, MeetingRow, Source
from sulh.record.queries.actors import actor, actors
from sulh.record.queries.documents import document, documents
from sulh.record.queries.meetings import meeting, meetings
from sulh.record.queries.search import search
from sulh.record.queries.tracks import track, tracks
from sulh.record.shapes import Filters, Viewer
from sulh.record.viewers import local_viewer


def put(*readings: object) -> Viewer:
    list(add(readings, author="anna"))  # type: ignore[arg-type]
    return local_viewer("anna")


def test_actor_is_added_renamed_and_the_renaming_undone() -> None:
    anna = put(report(1))
    decisions.name_actor(anna, "Wise Men of the Valley", kind="civil_society")
    assert actor_named(anna, "wise men of the valley")["kind"] == "civil_society"
    seq = decisions.name_actor(anna, "Russian Federation", id="RUS")
    assert meeting(anna, meetings(anna).rows[0].id).participants[2].actor.name == "Russian Federation"
    assert search(anna, "federation").rows[0].id == "RUS"
    assert_rebuild_changes_nothing()
    decisions.undo(anna, seq)
    assert ActorRow.objects.get(pk="RUS").name == "Name of RUS" and search(anna, "federation").total == 0
    assert_rebuild_changes_nothing()


def test_joined_actors_are_one_everywhere_and_apart_again() -> None:
    anna = put(report(1, roles={"RUS": "guarantor"}), report(2, ordinal=17, start="2021-12-21", roles={"TUR": "guarantor", "IRN": "party"}))
    before = dump()
    seq = decisions.join(anna, "actor:RUS", "actor:TUR", reason="for the test")
    assert {ref.id for ref, _ in actors(anna).rows} == {"RUS", "IRN"}
    assert len(actor(anna, "TUR").meetings) == len(actor(anna, "RUS").meetings) == 2
    assert meetings(anna, Filters(actor="RUS")).total == 2
    assert_rebuild_changes_nothing()
    with pytest.raises(RecordError, match="one already"):
        decisions.join(anna, "actor:RUS", "actor:TUR")
    decisions.undo(anna, seq)
    after = dump()
    assert all(after[name] == before[name] for name in before if name != "Decision")
    decisions.join(anna, "actor:RUS", "actor:TUR")
    decisions.part(anna, "actor:TUR")
    assert {ref.id for ref, _ in actors(anna).rows} == {"RUS", "TUR", "IRN"}
    assert_rebuild_changes_nothing()


def test_alias_finds_an_actor_and_a_track() -> None:
    anna = put(report(1, track="Blue Room talks"), report(2, track="Talks in blue", ordinal=17, start="2021-12-21"))
    decisions.add_alias(anna, "actor:RUS", "Muscovy")
    assert actor_named(anna, "muscovy")["id"] == "RUS" and search(anna, "muscovy").rows[0].id == "RUS"
    key = next(ref.id for ref, _ in tracks(anna) if ref.name == "Blue Room talks")
    seq = decisions.add_alias(anna, f"track:{key}", "Talks in blue")
    assert track(anna, key).aliases == ("Talks in blue",) and len(track(anna, key).meetings) == 2
    assert_rebuild_changes_nothing()
    decisions.undo(anna, seq)
    assert len(track(anna, key).meetings) == 1
    assert_rebuild_changes_nothing()


def test_tracks_are_renamed_and_joined() -> None:
    anna = put(report(1, track="Blue Room talks"), report(2, track="Green Room talks", ordinal=17, start="2021-12-21"))
    blue, green = (next(ref.id for ref, _ in tracks(anna) if ref.name.startswith(name)) for name in ("Blue", "Green"))
    decisions.name_track(anna, "The Blue Room", id=blue)
    decisions.join(anna, f"track:{blue}", f"track:{green}")
    assert [(ref.name, number) for ref, number in tracks(anna)] == [("The Blue Room", 2)]
    assert track(anna, green).ref.id == blue
    assert_rebuild_changes_nothing()


def test_data_of_a_document_are_corrected_and_put_back() -> None:
    anna = put(report(1))
    source = Source.objects.get().pk
    decisions.describe(anna, source, "title", "What was said in Nur-Sultan")
    seq = decisions.describe(anna, source, "published", "2021-07")
    ref = documents(anna).rows[0]
    assert (ref.title, ref.published) == ("What was said in Nur-Sultan", "2021-07") and search(anna, "what was said").total == 1
    assert_rebuild_changes_nothing()
    decisions.undo(anna, seq)
    assert documents(anna).rows[0].published == "2021-07-09"
    with pytest.raises(RecordError, match="EDTF"):
        decisions.describe(anna, source, "published", "July")
    with pytest.raises(RecordError, match="kind of a document"):
        decisions.describe(anna, source, "kind", "poem")


def test_withdrawn_document_takes_its_claims_along_and_brings_back_exactly_what_was_there() -> None:
    anna = put(report(1), report(2, start="2021-07-08"))
    source = Source.objects.get(title="Report 2").pk
    decisions.correct(anna, Claim.objects.get(source=source, property="ordinal").pk, 17)
    decisions.reject(anna, Claim.objects.get(source=source, property="city").pk)
    before = dump()
    seq = decisions.withdraw_source(anna, source, reason="asked by its publisher")
    assert documents(anna).total == 1 and meetings(anna).rows[0].disputed == ()
    assert set(Claim.objects.filter(source=source).values_list("status", flat=True)) == {"withdrawn"}
    assert document(anna, source).ref.withdrawn and search(anna, "delegations", kinds=("document",)).total == 1
    assert_rebuild_changes_nothing()
    decisions.undo(anna, seq)
    after = dump()
    assert all(after[name] == before[name] for name in before if name != "Decision")
    assert verify().holds


def test_accepting_a_corrected_claim_keeps_the_correction() -> None:
    anna = put(report(1))
    claim = Claim.objects.get(property="start")
    corrected = decisions.correct(anna, claim.pk, "2021-07-06")
    accepted = decisions.accept(anna, claim.pk)
    claim.refresh_from_db()
    assert (claim.status, claim.decided) == ("accepted", '"2021-07-06"') and MeetingRow.objects.get().start == "2021-07-06"
    decisions.undo(anna, corrected)
    claim.refresh_from_db()
    assert (claim.status, claim.decided) == ("accepted", None) and MeetingRow.objects.get().start == "2021-07-07"
    decisions.undo(anna, accepted)
    claim.refresh_from_db()
    assert (claim.status, claim.decided) == ("proposed", None)
    assert_rebuild_changes_nothing()


def test_decision_against_a_state_that_has_changed_is_refused_and_says_who_changed_it() -> None:
    anna = put(report(1), report(2, ordinal=9, start="2018-05-14"))
    boris = local_viewer("boris")
    seen = document(boris, Source.objects.get(title="Report 1").pk)
    claim = next(one for one in seen.claims if one.property == "start")
    decisions.correct(anna, claim.id, "2021-07-06")
    with pytest.raises(ConflictError, match=r"anna \(correct"):
        decisions.accept(boris, claim.id, against=claim.state)
    with pytest.raises(ConflictError):
        decisions.accept_many(boris, [claim.id], against={claim.id: claim.state})
    one, other = (meeting(boris, view.id) for view in meetings(boris).rows)
    decisions.put_in_track(anna, "meeting", one.id, "Doha talks")
    with pytest.raises(ConflictError):
        decisions.put_in_track(boris, "meeting", one.id, "Geneva process", against=one.state)
    decisions.put_in_track(boris, "meeting", other.id, "Geneva process", against=other.state)
    decisions.share(anna, seen.ref.id, "public")
    with pytest.raises(ConflictError):
        decisions.describe(boris, seen.ref.id, "title", "X", against=seen.state)


ORIGINAL = " ".join(f"The delegations of side {n} spoke about question {n} of the agenda in the {n}th hour." for n in range(30))


def copy_of(number: int, start: str, text: str = ORIGINAL) -> object:
    """A report whose text is nearly that of others, with another number and day."""
    import dataclasses
    import hashlib

    from sulh.model import Citation

    made = report(number, start=start)
    words = f"{made.document.text} {text}"
    document = dataclasses.replace(made.document, id=f"sha256:{hashlib.sha256(words.encode()).hexdigest()}", text=words)
    cite = Citation.of(words, 0, 8)
    present = tuple(dataclasses.replace(one, cites=(cite,)) for one in made.meetings[0].participants)
    meeting = dataclasses.replace(made.meetings[0], cites=(cite,), participants=present, people=(), agenda=())
    return dataclasses.replace(made, document=document, meetings=(meeting,))


def test_near_copies_count_once_and_do_not_outvote_one_original() -> None:
    anna = put(report(1, start="2021-07-08"), *(copy_of(n, "2021-07-07") for n in (2, 3, 4)))
    view = meeting(anna, meetings(anna).rows[0].id)
    assert view.sources == 2 and view.start == "2021-07-08" and len(view.documents) == 4
    assert {(value.value, value.sources) for value in view.values["start"]} == {("2021-07-07", 1), ("2021-07-08", 1)}
    shown = document(anna, Source.objects.get(title="Report 2").pk)
    assert {ref.title for ref in shown.copies} == {"Report 3", "Report 4"}
    assert documents(anna).total == 4
    assert_rebuild_changes_nothing()


def test_wrong_copy_is_undone_and_declared_by_hand() -> None:
    anna = put(copy_of(2, "2021-07-07"), copy_of(3, "2021-07-07"))
    from sulh.record.projection.models import Decision

    assert meetings(anna).rows[0].sources == 1
    decisions.undo(anna, Decision.objects.get(kind="copy").seq)
    assert meetings(anna).rows[0].sources == 2
    one, other = Source.objects.order_by("seq").values_list("pk", flat=True)
    decisions.copy_of(anna, other, one)
    assert meetings(anna).rows[0].sources == 1
    assert_rebuild_changes_nothing()


def test_statement_told_twice_is_one_act_and_one_commitment() -> None:
    from sulh.record.queries.commitments import commitment, commitments

    promise = "The sides agreed to release prisoners."
    anna = put(report(1, promise=promise), report(2, promise=promise), report(3, promise=promise, ordinal=17, start="2021-12-21"))
    found = commitments(anna)
    assert found.total == 2, "one for each meeting"
    assert len(meeting(anna, meetings(anna).rows[0].id).acts) == 1
    other = Source.objects.get(title="Report 2").pk.removeprefix("sha256:")[:12] + "-act1"
    assert commitment(anna, other).id == found.rows[0].id
