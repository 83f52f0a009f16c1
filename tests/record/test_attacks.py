"""What once left the projected tables different from what follows from the ledger, and input that once broke entering."""

from __future__ import annotations

from typing import Any

import pytest
from record.dumping import assert_rebuild_changes_nothing
from reports import report

from sulh.model import Entered, RecordError
from sulh.record import decisions, linking
from sulh.record.adding import add
from sulh.record.entering import enter
from sulh.record.projection.models import Commitment, Decision, Evidence, MeetingRow, Source, TrackRow
from sulh.record.queries.actors import actors
from sulh.record.queries.search import search
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import Filters, Viewer
from sulh.record.viewers import local_viewer, viewer


@pytest.fixture
def anna() -> Viewer:
    promise = report(1, promise="The sides agreed to release prisoners.")
    readings = [
        promise,
        report(2, ordinal=17, start="2021-12-21", track="Green talks"),
        report(3, ordinal=9, start="2018-01-01", track=None),
    ]
    list(add(readings, author="anna"))
    return local_viewer("anna")


def test_evidence_goes_and_comes_with_its_source(anna: Viewer) -> None:
    source = Source.objects.get(title="Report 2").pk
    linking.set_status(anna, Commitment.objects.get().pk, "3", source, 0, 6)
    withdrawn = decisions.withdraw_source(anna, source)
    assert not Evidence.objects.exists()
    assert_rebuild_changes_nothing()
    decisions.undo(anna, withdrawn)
    assert Evidence.objects.count() == 1
    assert_rebuild_changes_nothing()


def test_undoing_of_an_undoing_is_undone(anna: Viewer) -> None:
    first = decisions.withdraw_source(anna, Source.objects.get(title="Report 2").pk)
    second = decisions.undo(anna, first)
    third = decisions.undo(anna, second)
    decisions.undo(anna, third)
    assert Decision.objects.get(pk=second).superseded is None
    assert_rebuild_changes_nothing()


def test_meetings_put_in_a_track_move_with_it(anna: Viewer) -> None:
    meeting = MeetingRow.objects.get(ordinal=9, shown__scope="all").name
    decisions.name_track(anna, "Red talks")
    decisions.put_in_track(anna, "meeting", meeting, "Red talks")
    red, green = (TrackRow.objects.get(name=name).pk for name in ("Red talks", "Green talks"))
    decisions.join(anna, f"track:{green}", f"track:{red}")
    assert [(ref.name, number) for ref, number in tracks(anna) if ref.id == green] == [("Green talks", 2)]
    assert_rebuild_changes_nothing()


@pytest.mark.parametrize(("name", "value"), [("language", "fr"), ("kind", "news"), ("publisher", "Committee"), ("title", "Talk")])
def test_correction_of_what_an_entry_did_not_say_is_undone(anna: Viewer, name: str, value: str) -> None:
    source = enter(anna, "release", {"what": "release", "count": 3}, Entered("anna", "seen", "2021-07-08")).source
    before = getattr(Source.objects.get(pk=source), name)
    decisions.undo(anna, decisions.describe(anna, source, name, value))
    assert getattr(Source.objects.get(pk=source), name) == before
    assert_rebuild_changes_nothing()


def test_actor_that_others_were_joined_to_is_not_parted(anna: Viewer) -> None:
    decisions.join(anna, "actor:RUS", "actor:TUR")
    with pytest.raises(RecordError, match="part what was joined to it"):
        decisions.part(anna, "actor:RUS")
    decisions.part(anna, "actor:TUR")
    assert_rebuild_changes_nothing()


def test_restricted_entry_gives_no_known_actor_a_name() -> None:
    anna, party = local_viewer("anna"), {"id": "JOR", "name": "Jordan (secret envoy channel)", "kind": "state"}
    for level, groups, year in (("restricted", ["x"], "2020"), ("public", [], "2021")):
        values = {"kind": "round", "status": "held", "start": year, "participants": [{"actor": party, "role": "party"}]}
        enter(anna, "meeting", values, Entered("anna", year), level=level, groups=groups)
    public = viewer("public", "public", "public")
    assert [ref.name for ref, _ in actors(public, Filters()).rows] == ["Jordan"]
    assert search(public, "secret envoy").total == 0


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("meeting", {"kind": "round", "status": "held", "participants": 5}),
        ("meeting", {"kind": "round", "status": "held", "participants": ["RUS"]}),
        ("meeting", {"kind": "round", "status": "held", "participants": {"actor": "RUS"}}),
        ("act", {"act": "agree", "actors": 5, "issues": []}),
        ("release", {"what": "release", "count": 10**25}),
        ("release", [1]),
    ],
)
def test_values_of_the_wrong_shape_are_refused(kind: str, values: Any) -> None:
    with pytest.raises(RecordError):
        enter(local_viewer("anna"), kind, values, Entered("anna", "seen"))
