"""What an earlier review decided is put into a record by the words it is about."""

from __future__ import annotations

import pytest
from record.dumping import assert_rebuild_changes_nothing
from reports import report

from sulh.model import InvalidError
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.models import Text
from sulh.record.projection.models import Claim, Mention, Source
from sulh.record.queries.meetings import meetings
from sulh.record.settling import is_settled, settle, settle_tracks
from sulh.record.viewers import local_viewer


def told(number: int, meeting: str, corrections: str = "") -> dict[str, str]:
    """A row about the meeting of the report of that number, by the words that its kind is read from."""
    source = Source.objects.order_by("seq")[number]
    claim = Claim.objects.get(source=source, mention__kind="meeting", property="kind")
    words = Text.objects.get(pk=source.pk).text[claim.start : claim.end]
    return {"document": source.pk, "words": words, "meeting": meeting, "corrections": corrections, "reason": "read again"}


def test_tellings_become_the_meetings_that_the_review_says() -> None:
    list(add([report(1), report(2, start="2022-03-01"), report(3, ordinal=9, start="2023-05-05")], author="anna"))
    anna = local_viewer("review")
    assert not is_settled("review")
    made = settle(anna, [told(0, "one"), told(1, "one", "start=2021-07-07"), told(2, "-")])
    assert not made.lost and made.corrected == 1 and made.rejected > 3 and is_settled("review")
    (only,) = [one for one in meetings(anna).rows if one.review == "accepted" or one.sources == 2]
    assert only.sources == 2 and only.start == "2021-07-07"
    assert not Claim.objects.filter(source=Source.objects.order_by("seq")[2], mention__kind="meeting", status="proposed").exists()
    assert_rebuild_changes_nothing()


def test_tellings_of_two_meetings_are_parted_and_put_in_a_track() -> None:
    list(add([report(1), report(2)], author="anna"))
    anna = local_viewer("review")
    first, second = Mention.objects.filter(kind="meeting").order_by("seq").values_list("pk", flat=True)
    if Mention.objects.get(pk=first).meeting != Mention.objects.get(pk=second).meeting:
        decisions.merge(anna, first, second)
    made = settle(anna, [told(0, "one"), told(1, "other", "track=Muscat talks")])
    assert made.split and Mention.objects.get(pk=first).meeting != Mention.objects.get(pk=second).meeting
    assert "muscat" in {track.id for one in meetings(anna).rows for track in one.tracks}
    assert_rebuild_changes_nothing()


def test_what_the_reader_missed_is_entered_and_what_no_source_says_rejected() -> None:
    list(add([report(1, end=None), report(2, start="2022-03-01")], author="anna"))
    anna = local_viewer("review")
    first, second = told(0, "one", "ordinal=-; end=2021-07-09; track=Muscat talks"), told(1, "two")
    text = Text.objects.get(pk=second["document"]).text
    words = text[: text.index("\n")][:40].strip()
    missed = {**second, "words": words, "meeting": "three", "corrections": "kind=summit; status=held; start=2023-01-02; track=Muscat talks"}
    made = settle(anna, [first, second, missed])
    assert made.entered == 2 and not made.lost
    found = {one.kind: one for one in meetings(anna).rows}
    assert (found["summit"].first_day, found["summit"].track and found["summit"].track.id) == ("2023-01-02", "muscat")
    (one,) = [one for one in meetings(anna).rows if one.end == "2021-07-09"]
    assert one.ordinal is None and one.track is not None and one.track.id == "muscat"
    entered = Claim.objects.get(mention__source=first["document"], property="end", status="accepted")
    assert Text.objects.get(pk=first["document"]).text[entered.start : entered.end] == first["words"]
    assert_rebuild_changes_nothing()


def test_tracks_are_joined_and_called_as_the_review_says() -> None:
    list(add([report(1), report(2, start="2022-03-01")], author="anna"))
    anna = local_viewer("review")
    settle(anna, [told(0, "one", "track=Muscat talks"), told(1, "two", "track=Salalah encounters of the neighbours")])
    rows = [
        {"track": "Salalah encounters of the neighbours", "called": "Salalah talks", "reason": "for short"},
        {"track": "A track of another record", "called": "Muscat talks", "reason": "the same"},
    ]
    assert settle_tracks(anna, rows) == 1
    assert {"Muscat talks", "Salalah talks"} <= {track.name for one in meetings(anna).rows for track in one.tracks}


def test_words_that_tell_of_no_meeting_here_are_said() -> None:
    list(add([report(1)], author="anna"))
    lost = {**told(0, "one"), "words": "words that stand nowhere"}
    assert settle(local_viewer("review"), [lost]).lost == [(lost["document"], "words that stand nowhere")]


def test_what_somebody_decided_stays() -> None:
    list(add([report(1)], author="anna"))
    claim = Claim.objects.get(mention__kind="meeting", property="kind")
    decisions.reject(local_viewer("anna"), claim.pk)
    settle(local_viewer("review"), [told(0, "one", "kind=summit")])
    assert Claim.objects.get(pk=claim.pk).status == "rejected"


@pytest.mark.parametrize("corrections", ["nonsense", "colour=red", "start"])
def test_row_that_corrects_nothing_is_refused(corrections: str) -> None:
    list(add([report(1)], author="anna"))
    with pytest.raises(InvalidError, match="corrects nothing"):
        settle(local_viewer("review"), [told(0, "one", corrections)])


def test_proposal_between_two_that_others_made_one_is_merged() -> None:
    """Two tellings become one meeting through a third, without any decision that names both."""
    from sulh.record.projection.models import Proposal

    list(add([report(one, start=f"2021-0{one}-07", ordinal=None, city=f"City{one}") for one in (1, 2, 3)], author="anna"))
    anna = local_viewer("anna")
    first, second, third = Mention.objects.filter(kind="meeting").order_by("seq").values_list("pk", flat=True)
    if not Proposal.objects.filter(left=first, right=second).exists():
        seq = Claim.objects.order_by("-seq").values_list("seq", flat=True)[0]
        from sulh.record.decisions import write
        from sulh.record.ledger import writing

        with writing():
            write(anna, "propose", {"left": first, "right": second, "score": 0.5, "reason": {}})
        assert Proposal.objects.filter(left=first, right=second, seq__gt=seq).exists()
    decisions.merge(anna, first, third)
    decisions.merge(anna, third, second)
    assert Proposal.objects.get(left=first, right=second).status == "merged"
    assert_rebuild_changes_nothing()
