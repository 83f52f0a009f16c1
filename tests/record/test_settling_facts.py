"""Who took part, who is who and what was agreed are decided by words, and a row that is about nothing says so."""

from __future__ import annotations

import pytest
from record.dumping import assert_rebuild_changes_nothing
from reports import report

from sulh.model import InvalidError
from sulh.record.adding import add
from sulh.record.canonical import parsed
from sulh.record.decisions import name_actor
from sulh.record.models import Text
from sulh.record.projection.models import AttendanceRow, Claim, Mention, ParticipationRow
from sulh.record.queries.meetings import meeting, meetings
from sulh.record.queries.person_list import people
from sulh.record.settling_facts import settle_facts, settle_participants, settle_persons
from sulh.record.viewers import local_viewer


def told() -> dict[str, list[str]]:
    """The mentions of the only meeting, as a review names it."""
    return {"muscat": list(Mention.objects.filter(kind="meeting").order_by("seq").values_list("pk", flat=True))}


def seat(actors: str, role: str, **more: str) -> dict[str, str]:
    """A row about who took part."""
    return {"meeting": "muscat", "actors": actors, "role": role, "document": "", "words": "", "reason": "read again", **more}


def who(name: str, **more: str) -> dict[str, str]:
    """A row about a person."""
    empty = dict.fromkeys(("meeting", "document", "person", "actor", "office", "words"), "")
    return {"name": name, **empty, "reason": "read again", **more}


def what(words: str, values: str = "", *, kind: str = "act") -> dict[str, str]:
    """A row about a fact of the first document."""
    document = Text.objects.order_by("pk").values_list("pk", flat=True)[0]
    return {"kind": kind, "document": document, "words": words, "values": values, "reason": "read again"}


def opening(length: int) -> tuple[str, str]:
    """The first document, and its first words."""
    found = Text.objects.order_by("pk")[0]
    return found.pk, found.text[:length]


def roles() -> dict[str, str]:
    return dict(ParticipationRow.objects.values_list("actor_id", "role"))


def test_roles_are_accepted_corrected_rejected_and_entered() -> None:
    list(add([report(1)], author="anna"))
    review = local_viewer("review")
    before = roles()
    first, second, third = sorted(before)[:3]
    document, words = opening(20)
    missed = seat("JOR|LBN", "observer", document=document, words=words)
    rows = [seat(first, before[first]), seat(second, "observer"), seat(third, "-"), missed]
    assert settle_participants(review, told(), rows) == []
    after = roles()
    assert (after[first], after[second], after["JOR"], after["LBN"]) == (before[first], "observer", "observer", "observer")
    assert third not in after
    assert set(ParticipationRow.objects.filter(settled=True).values_list("actor_id", flat=True)) >= {first, second, "JOR"}
    assert_rebuild_changes_nothing()


def test_what_nobody_decided_is_not_settled() -> None:
    list(add([report(1)], author="anna"))
    assert not ParticipationRow.objects.filter(settled=True).exists()
    (only,) = meetings(local_viewer("anna")).rows
    page = meeting(local_viewer("anna"), only.id)
    assert not any(one.settled for one in page.participants) and not any(one.settled for one in page.people)
    assert not any(one.settled for values in page.values.values() for one in values)


def test_a_row_about_nothing_is_left_out_and_said() -> None:
    list(add([report(1)], author="anna"))
    review = local_viewer("review")
    document, _ = opening(1)
    assert settle_participants(review, told(), [seat("NZL", "observer")]) == ["no source names NZL at the meeting muscat"]
    (sentence,) = settle_participants(review, told(), [seat("NZL", "observer", document=document, words="no such words")])
    assert "'no such words' do not stand in a document that tells of it" in sentence
    assert settle_participants(review, told(), [seat("NZL", "observer", meeting="no such meeting")])
    assert settle_persons(review, told(), [who("Nobody Atall")]) == ["no source names a person 'Nobody Atall'"]
    assert settle_facts(review, [what("no such words")]) == ["no act stands at the words 'no such words', which are not in that document"]
    assert not Claim.objects.exclude(status="proposed").exists()


def test_a_spelling_is_shown_as_the_person_whom_it_names() -> None:
    first = report(1, people=[("Alexander Lavrentiev", "envoy", "RUS", True)])
    list(add([first, report(2, people=[("Aleksandr Lavrentyev", None, "TUR", False), ("Macron", None, "TUR", False)])], author="anna"))
    review = local_viewer("review")
    rows = [
        who("Aleksandr Lavrentyev", person="Alexander Lavrentiev", actor="RUS", office="chief"),
        who("Alexander Lavrentiev", actor="RUS"),
        who("Macron", person="Emmanuel Macron", actor="FRA"),
    ]
    assert settle_persons(review, told(), rows) == []
    found = {one.name: one for one in people(review).rows}
    assert set(found) == {"Alexander Lavrentiev", "Emmanuel Macron"}
    assert [ref.id for ref in found["Alexander Lavrentiev"].actors] == ["RUS"] and found["Emmanuel Macron"].settled
    for one in meetings(review).rows:
        assert "Aleksandr Lavrentyev" not in [person.name for person in meeting(review, one.id).people], "one name on every page"
    assert_rebuild_changes_nothing()


def test_rows_that_say_more_about_a_person_go_before_those_that_say_less() -> None:
    list(add([report(1, people=[("Kairat Abdrakhmanov", None, "RUS", False)])], author="anna"))
    review = local_viewer("review")
    document, words = opening(12)
    rows = [
        who("Kairat Abdrakhmanov", actor="KAZ"),
        who("Kairat Abdrakhmanov", person="-", meeting="muscat"),
        who("Sedat Onal", actor="TUR", office="deputy minister", meeting="muscat", document=document, words=words),
    ]
    assert settle_persons(review, told(), rows) == []
    assert list(AttendanceRow.objects.values_list("name", "office", "actor", "settled")) == [("Sedat Onal", "deputy minister", "TUR", True)]


def test_facts_are_decided_at_the_words_where_they_stand() -> None:
    list(add([report(1, promise="The parties agreed to meet again in Muscat.")], author="anna"))
    review = local_viewer("review")
    with pytest.raises(InvalidError, match="is no value of a"):
        settle_facts(review, [what("The parties agreed to meet", "colour=red")])
    with pytest.raises(InvalidError, match="there is no actor"):
        settle_facts(review, [what("The parties agreed to meet", "actors=nobody-at-all")])
    rows = [
        what("The parties agreed to meet", "actors=RUS|IRN; issues=next_meeting"),
        what("Nothing else was said.", "event=declared; start=2021-07-07; area=Idlib", kind="ceasefire"),
    ]
    assert settle_facts(review, rows) == []
    act = Claim.objects.get(property="act")
    assert act.status == "corrected" and '"IRN"' in str(act.decided) and "next_meeting" in str(act.decided)
    truce = Claim.objects.get(property="ceasefire")
    assert truce.status == "accepted"
    assert settle_facts(review, [what("The parties agreed to meet", "-")]) == [], "what somebody decided stays"
    assert Claim.objects.get(property="act").status == "corrected"
    assert_rebuild_changes_nothing()


def test_facts_can_be_of_an_actor_that_the_record_alone_knows() -> None:
    list(add([report(1, promise="The parties agreed to meet again in Muscat.")], author="anna"))
    review = local_viewer("review")
    name_actor(review, "Congress of Muscat", id="congress-of-muscat", kind="body")
    assert settle_facts(review, [what("The parties agreed to meet", "actors=congress-of-muscat")]) == []
    assert '"congress-of-muscat"' in str(Claim.objects.get(property="act").decided)


def test_a_row_about_a_track_is_not_about_the_track_of_a_meeting_at_the_same_words() -> None:
    list(add([report(1)], author="anna"))
    review = local_viewer("review")
    of_meeting = Claim.objects.get(property="track", mention__kind="meeting")
    text = Text.objects.order_by("pk")[0].text
    words = text[of_meeting.start : of_meeting.end]
    settle_facts(review, [what(words, "name=Muscat talks", kind="track")])
    assert Claim.objects.get(pk=of_meeting.pk).status == "proposed"
    assert Claim.objects.filter(property="track", mention__kind="track", status="accepted").exists()


def test_rows_with_the_same_words_are_about_the_facts_that_stand_there_in_their_order() -> None:
    list(add([report(1)], author="anna"))
    review = local_viewer("review")
    words = opening(20)[1]
    rows = [what(words, f"what=release; by={actor}; count={count}", kind="release") for actor, count in (("RUS", 12), ("IRN", 3))]
    assert settle_facts(review, rows) == []
    found = [parsed(value) for value in Claim.objects.filter(property="release").order_by("seq").values_list("value", flat=True)]
    assert [(one["by"]["id"], one["count"]) for one in found] == [("RUS", 12), ("IRN", 3)]
    third = what(words, kind="release")
    assert settle_facts(review, [third, third, third]) == [f"no release stands at the words {words!r}"]
