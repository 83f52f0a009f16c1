"""Promises followed in a record: the promised meeting closes them, people decide about links, and nobody sees more than they may."""

from __future__ import annotations

from typing import Any

import pytest
from record.dumping import assert_rebuild_changes_nothing
from reports import report

from sulh.model import AccessError, ConflictError, InvalidError, Reading, RecordError
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.linking import decide_link, passage_id, set_status
from sulh.record.models import Entry
from sulh.record.projection.models import Claim, Commitment, DecidedLink, Source
from sulh.record.queries import commitments
from sulh.record.shapes import CommitmentView, Filters, Viewer
from sulh.record.viewers import limited, local_viewer, viewer

NEXT = "They agreed to hold the next round in Nur-Sultan in December 2021."


def put(*readings: Reading, **sharing: Any) -> Viewer:
    list(add(readings, author="anna", **sharing))
    return local_viewer("anna")


def first() -> Reading:
    return report(1, promise=NEXT, due="2021-12")


def held(number: int = 2, **about: Any) -> Reading:
    given = {"ordinal": 17, "start": "2022-01-10", "published": "2022-01-12"}
    return report(number, **{**given, **about})


def the_promise(one: Viewer) -> CommitmentView:
    (line,) = commitments.commitment_lines(one, limit=9).rows
    return commitments.commitment(one, line.id)


def test_promise_to_meet_is_closed_by_the_round_that_the_record_holds() -> None:
    one = put(first())
    assert the_promise(one).overdue and the_promise(one).outcome.state == "no_source"
    put(held())
    found = the_promise(one)
    assert (found.outcome.state, found.outcome.days_late, found.outcome.proposed, found.overdue) == ("kept_late", 10, True, False)
    assert commitments.due(one, "2022-02-01", 9) == ()
    (link,) = [each for each in found.links if each.kind == "meeting"]
    assert link.quote is not None and "17" in link.quote.quote and link.quote.document.id != found.claim.document.id
    assert_rebuild_changes_nothing()


def test_promise_is_shown_kept_by_words_from_the_day_of_the_meeting_or_later() -> None:
    """What was written before a meeting says that it was planned, and shows nothing of its having been held."""
    before, after = held(2, status="planned", published="2021-12-20"), held(3, published="2022-01-12")
    one = put(first(), before, after)
    (link,) = [each for each in the_promise(one).links if each.kind == "meeting"]
    assert link.quote is not None and link.quote.document.id == after.document.id
    decide_link(one, the_promise(one).id, link.item, "fulfils", score=link.score)
    assert DecidedLink.objects.get().source_id == after.document.id


def test_accepted_link_gives_the_status_and_undo_takes_it_back() -> None:
    one = put(first(), held())
    found = the_promise(one)
    seq = decide_link(one, found.id, found.links[0].item, "fulfils", score=found.links[0].score, reason="the protocol says so")
    after = the_promise(one)
    assert (after.outcome.state, after.outcome.status, after.status, after.outcome.proposed) == ("kept_late", "3", "3", False)
    (decided,) = [link for link in after.links if link.holds is not None]
    assert (decided.holds, decided.author, decided.note) == (True, "anna", "the protocol says so")
    entry = Entry.objects.get(pk=seq)
    assert entry.kind == "follow" and entry.author == "anna"
    assert_rebuild_changes_nothing()
    decisions.undo(one, seq)
    assert the_promise(one).outcome.proposed and not DecidedLink.objects.exists()
    assert_rebuild_changes_nothing()


def test_set_aside_link_opens_the_promise_again_and_a_later_decision_supersedes() -> None:
    one = put(first(), held())
    found = the_promise(one)
    decide_link(one, found.id, found.links[0].item, "fulfils", holds=False)
    assert the_promise(one).overdue and the_promise(one).outcome.state == "no_source"
    decide_link(one, found.id, found.links[0].item, "fulfils")
    assert the_promise(one).outcome.state == "kept_late" and DecidedLink.objects.count() == 1
    assert_rebuild_changes_nothing()


def test_status_that_a_person_set_counts_before_links() -> None:
    one = put(first(), held())
    found = the_promise(one)
    decide_link(one, found.id, found.links[0].item, "fulfils")
    later = Source.objects.get(path="report-2.txt")
    set_status(one, found.id, "broken", later.pk, 0, 9)
    assert the_promise(one).outcome.state == "broken"
    assert_rebuild_changes_nothing()


def test_passage_is_linked_by_its_words() -> None:
    one = put(first(), held())
    found, later = the_promise(one), Source.objects.get(path="report-2.txt")
    decide_link(one, found.id, passage_id(later.pk, 0, 9), "advances")
    after = the_promise(one)
    assert after.outcome.state == "under_way" and after.status == "1"
    assert [link.quote.quote for link in after.links if link.holds and link.quote] == ["Report 2."]
    assert_rebuild_changes_nothing()


def test_link_is_refused_for_what_is_not_there_or_was_changed_meanwhile() -> None:
    one = put(first(), held())
    found = the_promise(one)
    with pytest.raises(InvalidError, match="no direction"):
        decide_link(one, found.id, found.links[0].item, "helps")
    with pytest.raises(RecordError, match="no item"):
        decide_link(one, found.id, "0123456789ab-meeting1", "fulfils")
    with pytest.raises(RecordError, match="no commitment"):
        decide_link(one, "0123456789ab-act1", found.links[0].item, "fulfils")
    with pytest.raises(InvalidError, match="no span"):
        decide_link(one, found.id, passage_id(found.claim.document.id, 5, 99_999), "mentions")
    decide_link(local_viewer("ben"), found.id, found.links[0].item, "fulfils", holds=False)
    with pytest.raises(ConflictError, match="by ben"):
        decide_link(one, found.id, found.links[0].item, "fulfils", against=found.state)
    with pytest.raises(AccessError):
        decide_link(viewer("rita", "reader", "team"), found.id, found.links[0].item, "fulfils")


def test_hidden_meeting_closes_no_promise_for_those_who_may_not_see_it() -> None:
    one = put(first(), level="team")
    put(held(), level="restricted", groups=["envoys"])
    team = limited(one, "team")
    assert the_promise(one).outcome.state == "kept_late"
    assert the_promise(team).outcome.state == "no_source" and the_promise(team).links == ()
    found = the_promise(one)
    decide_link(one, found.id, found.links[0].item, "fulfils")
    assert the_promise(team).outcome.state == "no_source" and the_promise(team).links == ()
    envoy = viewer("eva", "editor", "team|envoys")
    assert the_promise(envoy).outcome.state == "kept_late"


def test_withdrawn_document_takes_its_link_with_it() -> None:
    one = put(first(), held())
    found, later = the_promise(one), Source.objects.get(path="report-2.txt")
    decide_link(one, found.id, found.links[0].item, "fulfils")
    seq = decisions.withdraw_source(one, later.pk)
    assert the_promise(one).outcome.state == "no_source" and not DecidedLink.objects.exists()
    assert_rebuild_changes_nothing()
    decisions.undo(one, seq)
    assert the_promise(one).outcome.status == "3"
    assert_rebuild_changes_nothing()


def test_meeting_leads_to_promises_and_keeps_earlier_ones() -> None:
    one = put(first(), held())
    found = the_promise(one)
    made_at = str(found.meeting and found.meeting.id)
    assert [line.id for line in commitments.led_to(one, made_at).made] == [found.id]
    kept = str(found.outcome.item)
    assert [line.id for line in commitments.led_to(one, kept).kept] == [found.id] and commitments.led_to(one, kept).made == ()


def test_tally_tells_kept_from_late_and_from_unknown() -> None:
    one = put(first(), held())
    page, tally = commitments.followed(one, limit=9)
    assert page.total == 1 and tally.states == {"kept_late": 1} and tally.dated_meetings == {"kept_late": 1} and tally.overdue == 0
    assert commitments.followed(one, Filters(state="kept"), limit=9)[0].total == 0
    assert commitments.followed(one, Filters(state=commitments.DUE), limit=9)[0].total == 0


def test_words_widen_a_due_date_to_the_range_they_name() -> None:
    put(report(1, promise="They agreed to hold the next round in Nur-Sultan on 21-22 December 2021.", due="2021-12-21"))
    stored = Commitment.objects.get()
    assert (stored.due_first, stored.due_day, stored.meets) == ("2021-12-21", "2021-12-22", True)


def test_time_counted_from_the_meeting_of_the_text_is_a_window_that_falls_due() -> None:
    words = "They agreed to hold the next round within two weeks after the congress."
    one = put(report(1, kind="conference", promise=words, end="2021-07-08"))
    stored = Commitment.objects.get()
    assert (stored.due_first, stored.due_day, stored.due) == ("2021-07-08", "2021-07-22", "2021-07-08/2021-07-22")
    found = the_promise(one)
    assert found.overdue and found.due == "2021-07-08/2021-07-22"
    assert [line.id for line in commitments.due(one, "2021-07-10", 9)] == [found.id]
    assert_rebuild_changes_nothing()
    # It counts from the day of the congress as it is known, also after a person corrected it.
    end = Claim.objects.get(property="end")
    decisions.correct(one, end.pk, "2021-07-09")
    assert Commitment.objects.get().due_day == "2021-07-23"
    assert_rebuild_changes_nothing()


def test_promise_of_a_text_without_a_day_is_due_and_kept_in_the_year_it_names() -> None:
    one = put(report(1, promise="They agreed to hold the next round in Nur-Sultan in July 2022.", start=None, published=None))
    found = the_promise(one)
    assert (found.due_first, found.due_day, found.overdue) == ("2022-07-01", "2022-07-31", True)
    put(held(start="2022-07-10", published="2022-07-12"))
    assert (the_promise(one).outcome.state, the_promise(one).outcome.days_late) == ("kept", 0)
    assert [link.kind for link in the_promise(one).links] == ["meeting"]


def test_meeting_that_was_called_off_is_shown_by_the_words_that_say_so() -> None:
    planned = held(2, status="planned", published="2021-12-20")
    off = held(3, status="cancelled", published="2021-12-28")
    one = put(first(), planned, off)
    (link,) = [each for each in the_promise(one).links if each.kind == "meeting"]
    assert the_promise(one).outcome.state == "called_off"
    assert link.quote is not None and link.quote.document.id == off.document.id
