"""The demonstration record as its review leaves it: every meeting of the talks once, on its day, at its place, in its track."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

django = pytest.importorskip("django")
django.setup()

from demonstrated import kept_for_a_module, readings  # noqa: E402

from sulh import words  # noqa: E402
from sulh.cli import demo  # noqa: E402
from sulh.record.adding import add  # noqa: E402
from sulh.record.models import Entry  # noqa: E402
from sulh.record.projection.models import Claim, Decision  # noqa: E402
from sulh.record.queries import timeline  # noqa: E402
from sulh.record.queries.commitments import commitment, followed  # noqa: E402
from sulh.record.queries.disputes import disputes  # noqa: E402
from sulh.record.queries.documents import documents  # noqa: E402
from sulh.record.queries.facts import facts_of  # noqa: E402
from sulh.record.queries.meetings import meeting, meetings  # noqa: E402
from sulh.record.queries.person_list import people  # noqa: E402
from sulh.record.queries.terms import record_terms  # noqa: E402
from sulh.record.queries.tracks import tracks  # noqa: E402
from sulh.record.shapes import CommitmentLine, Filters, MeetingView, Viewer  # noqa: E402
from sulh.record.viewers import local_viewer  # noqa: E402

FOLDER = Path(str(resources.files("sulh"))) / "data" / "demonstration"
DOCUMENTS = sorted(FOLDER.glob("*.md"))
REVIEWER = "sulh demo, review"

# First day and place of the rounds of the Astana format, 1 to 22, as ministries announced their results.
ROUNDS = [
    ("2017-01-23", "Astana"),
    ("2017-02-16", "Astana"),
    ("2017-03-14", "Astana"),
    ("2017-05-03", "Astana"),
    ("2017-07-04", "Astana"),
    ("2017-09-14", "Astana"),
    ("2017-10-30", "Astana"),
    ("2017-12-21", "Astana"),
    ("2018-05-14", "Astana"),
    ("2018-07-30", "Sochi"),
    ("2018-11-28", "Astana"),
    ("2019-04-25", "Nur-Sultan"),
    ("2019-08-01", "Nur-Sultan"),
    ("2019-12-10", "Nur-Sultan"),
    ("2021-02-16", "Sochi"),
    ("2021-07-07", "Nur-Sultan"),
    ("2021-12-21", "Nur-Sultan"),
    ("2022-06-15", "Nur-Sultan"),
    ("2022-11-22", "Astana"),
    ("2023-06-20", "Astana"),
    ("2024-01-24", "Astana"),
    ("2024-11-11", "Astana"),
]
SUMMITS = ["2017-11-22", "2018-04-04", "2018-09-07", "2019-02-14", "2019-09-16", "2020-07-01", "2022-07-19"]
SESSIONS = ["2019-10-30", "2019-11-25", "2020-08-24", "2020-11-30", "2021-01-25", "2021-10-18", "2022-03-21", "2022-05-30", "2022-07-25"]
GENEVA = {1: "2014-01-24", 2: "2014-02-10", 4: "2017-02-23", 5: "2017-03-23", 6: "2017-05-16", 7: "2017-07-10", 8: "2017-11-28"}


def _build() -> None:
    list(add(readings(FOLDER), author="sulh demo", level="team"))
    assert demo.review(local_viewer(REVIEWER), DOCUMENTS) == [], "rows of the review that are about nothing in the record"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The record that `sulh demo` builds: the documents, and what the review decided."""
    with kept_for_a_module(django_db_blocker, _build):
        yield


@pytest.fixture
def viewer(built: None, db: None) -> Viewer:
    """Who reads that record."""
    return local_viewer("tests")


def in_track(found: list[MeetingView], track: str, kind: str) -> list[MeetingView]:
    """The meetings of one kind in a track, in order of days."""
    return sorted(
        (one for one in found if one.track and one.track.id == track and one.kind == kind), key=lambda one: one.first_day or "9999"
    )


def test_the_record_tells_the_whole_story(viewer: Viewer) -> None:
    found = list(meetings(viewer, limit=1000).rows)

    rounds = [one for one in in_track(found, "astana-process", "round") if one.status == "held"]
    assert [one.ordinal for one in rounds] == list(range(1, 23)), "each round once, in order"
    assert [(one.first_day, one.city) for one in rounds] == ROUNDS
    assert all(one.sources >= 2 for one in rounds), "each round by two sources"

    summits = in_track(found, "astana-process", "summit")
    assert [(one.ordinal, one.first_day) for one in summits if one.first_day] == list(enumerate(SUMMITS, 1))

    sessions = [one for one in in_track(found, "syrian-constitutional-committee", "session") if one.ordinal]
    assert [(one.ordinal, one.first_day) for one in sessions] == list(enumerate(SESSIONS, 1))
    assert [one.ordinal for one in sessions if one.status != "held"] == [2, 9], "the second and the ninth were not held"

    geneva = [one for one in in_track(found, "geneva-process", "round") if one.first_day]
    assert {one.ordinal: one.first_day for one in geneva if one.ordinal} == GENEVA
    assert len(geneva) == 11, "with three rounds of 2016 and the one in Vienna, which have no number"

    ministers = [one.first_day for one in in_track(found, "astana-process", "ministerial")]
    assert len(ministers) == 13 and {day[:4] for day in ministers if day} == {
        "2016",
        "2017",
        "2018",
        "2019",
        "2020",
        "2022",
        "2023",
        "2024",
    }
    congress = in_track(found, "national-congress", "conference")
    assert [(one.first_day, one.city) for one in congress] == [("2018-01-30", "Sochi")]
    assert len([one for one in found if one.track and one.track.id == "four-way"]) == 5

    # Nothing of a known track is without one, no meeting is told twice, and no lane shows what was never held.
    loose = [one for one in found if one.track is None]
    assert len(loose) <= 8, [one.id for one in loose]
    assert not [one for one in loose if one.ordinal or one.kind == "round"]
    ids = {"astana-process", "geneva-process", "syrian-constitutional-committee", "national-congress", "four-way"}
    told: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in found:
        if one.track and one.track.id in ids and one.ordinal:
            told[one.track.id, one.kind, one.ordinal].append(one.id)
    assert not {key: ids for key, ids in told.items() if len(ids) > 1}
    drawn, _ = timeline.timeline(viewer)
    assert 100 <= len(drawn) <= 125


def test_what_sources_differ_about_still_shows(viewer: Viewer) -> None:
    found = {(one.track.id, one.kind, one.ordinal): one for one in meetings(viewer, limit=1000).rows if one.track}
    for key, value in (
        (("astana-process", "round", 2), "2017-02-15"),
        (("astana-process", "round", 22), "2024-10-11"),
        (("astana-process", "summit", 3), "2018-09-06"),
        (("syrian-constitutional-committee", "session", 1), "2019-11-20"),
        (("syrian-constitutional-committee", "session", 9), "2022-07-29"),
    ):
        rivals = {one.property: one for one in disputes(viewer, [found[key].id])[found[key].id]}
        assert value in {str(rival.value) for rival in rivals["start"].rivals}, key
    # What the review decided is disputed no longer; what it left open still is.
    assert len([one for one in found.values() if one.disputed]) >= 8


def test_what_was_announced_and_came_otherwise_is_told_as_that(viewer: Viewer) -> None:
    found = {(one.track.id, one.kind, one.ordinal): one for one in meetings(viewer, limit=1000).rows if one.track}
    page = meeting(viewer, found["astana-process", "round", 21].id)
    assert "start" not in page.disputed
    assert {str(one.value) for one in page.announced["start"]} == {"2023", "2024-01-23"}


def test_bodies_that_were_promised_have_met_and_what_is_told_twice_is_one_promise(viewer: Viewer) -> None:
    rows = followed(viewer)[0].rows
    group = next(one for one in rows if "agreed to form a working group for the release of people" in one.quote)
    committee = next(one for one in rows if "shall allow the Constitutional Committee to start" in one.quote)
    assert (group.outcome.state, committee.outcome.state) == ("kept", "kept")
    assert committee.outcome.day == "2019-10-30"
    assert [one.tellings for one in rows if "21st" in one.quote] == [2]


def test_no_promise_to_meet_waits_for_a_meeting_that_the_record_holds(viewer: Viewer) -> None:
    found = [one for one in meetings(viewer, limit=1000).rows if one.status == "held" and one.first_day]
    asked = [row for row in followed(viewer, limit=1000)[0].rows if row.meets and _made(row)]
    shown = {row.id: row.outcome.item or row.outcome.may_be for row in asked}
    # By place and time: whoever names a city, and days in which the record holds a meeting there, is shown one of these.
    placed = {row.id: {one.id for one in found if _is_there(row, one)} for row in asked if row.due_day}
    placed = {name: own for name, own in placed.items() if own}
    assert len(placed) > 10 and all(shown[name] in own for name, own in placed.items())
    # By number: whoever promises the next round at a round of a format is shown the round after it.
    rounds = {(one.track.id, one.ordinal): one.id for one in in_order(found, "round") if one.track}
    at_rounds = [(row.id, row.track, row.meeting.ordinal) for row in asked if row.meeting and _is_next(row)]
    after = {name: rounds.get((track.id, number + 1)) for name, track, number in at_rounds if track and number}
    assert len([name for name in after.values() if name]) > 5 and all(shown[name] == one for name, one in after.items() if one)
    # What waits has nothing to wait for in the record: no meeting of that format and form was held since.
    waiting = [row for row in asked if row.outcome.state == "no_source" and shown[row.id] is None]
    assert waiting and all(row in waiting for row in asked if row.overdue)
    for row in waiting:
        if row.meeting and row.meeting.track:
            like = [one for one in in_track(found, row.meeting.track.id, row.meeting.kind) if str(one.first_day) > _made(row)]
            assert not like, row.quote


def test_what_is_shown_as_kept_was_held_after_the_promise_by_those_who_promised_and_says_why(viewer: Viewer) -> None:
    by_id = {one.id: one for one in meetings(viewer, limit=1000).rows}
    days = {one.id: one.published for one in documents(viewer).rows}
    promises = followed(viewer, limit=1000)[0].rows
    kept = [row for row in promises if row.outcome.kind == "meeting" and row.outcome.state in ("kept", "kept_late")]
    assert len(kept) > 30
    for row in kept:
        held = by_id[str(row.outcome.item)]
        assert held.status == "held" and str(held.last_day) > _made(row), row.quote
        assert (row.outcome.state == "kept_late") is bool(row.outcome.days_late), row.quote
        link = next(one for one in commitment(viewer, row.id).links if one.item == held.id)
        reasons = {(one.feature, one.level) for one in link.reasons}
        telling = {("round", "same"), ("round", "next"), ("place", "same"), ("time", "exact"), ("track", "same")}
        telling |= {("body", "named"), ("body", "about"), ("invited", "came")}
        named = {("stated", "same_document"), ("form", "same")} <= reasons
        # Who says no more than when they see one another again means the first time that they do.
        named = named or {("stated", "same_document"), ("time", "within"), ("owners", "all"), ("order", "first")} <= reasons
        assert telling & reasons or named, row.quote
        # Who promises that others meet, or that a body comes to be, need not be there, as far as it is known who was.
        owners, present = {one.id for one in row.owners}, {part.actor.id for part in held.participants}
        is_of_others = bool({("round", "same"), ("body", "named"), ("body", "about")} & reasons)
        assert owners & present or is_of_others or not owners or not present, row.quote
        assert not [one for one in reasons if one[0] == "round" and one[1].startswith("differs")], row.quote
        assert link.quote is not None and str(days[link.quote.document.id]) >= str(held.first_day), row.quote


def in_order(found: list[MeetingView], kind: str) -> list[MeetingView]:
    """The meetings of one kind in order of days."""
    return sorted((one for one in found if one.kind == kind), key=lambda one: str(one.first_day))


def _made(row: CommitmentLine) -> str:
    """The day of a promise, else that of its source."""
    return str(row.made or row.published)


def _is_there(row: CommitmentLine, one: MeetingView) -> bool:
    """Whether a meeting was in a city that a promise names, within its time."""
    return bool(one.city and one.city in row.quote and str(row.due_first) <= str(one.first_day) <= str(row.due_day))


def _is_next(row: Any) -> bool:
    """Whether a promise made at a numbered round is of the next one, in the words that statements have for it."""
    sought = re.search(r"\bnext (?:[\w-]+ ){0,2}meeting", row.quote, re.IGNORECASE)
    return row.meeting.kind == "round" and bool(row.meeting.ordinal) and sought is not None


def test_the_review_signs_what_it_decided_and_leaves_the_rest_open(viewer: Viewer) -> None:
    assert set(Decision.objects.values_list("author", flat=True)) == {REVIEWER, *_machines()}
    corrections = [Entry.objects.get(pk=seq).body for seq in Decision.objects.filter(kind="correct").values_list("seq", flat=True)]
    assert len(corrections) > 100 and all(json.loads(str(body))["reason"] for body in corrections)
    claims = Counter(Claim.objects.values_list("property", "status"))
    assert claims["agenda", "proposed"], "left open"
    assert claims["release", "proposed"] == claims["tally", "proposed"] == 0
    assert claims["act", "proposed"] == 0, "acts of statements and of the press are decided"
    assert claims["start", "proposed"] == claims["person", "proposed"] == claims["ceasefire", "proposed"] == 0
    assert claims["participant", "proposed"] < 0.01 * claims["participant", "accepted"]


def who_took_part_is_as_it_is_known(viewer: Viewer) -> None:
    found = list(meetings(viewer, limit=1000).rows)
    for one in in_track(found, "astana-process", "round"):
        if one.status == "held":
            roles = {part.actor.id: part.role for part in one.participants}
            assert {key for key, role in roles.items() if role == "guarantor"} == {"IRN", "RUS", "TUR"}, one.ordinal
            assert (roles["SYR"], roles["united-nations"]) == ("party", "observer"), one.ordinal
            # The rebels stayed away from the third round.
            assert roles.get("syrian-armed-opposition") == (None if one.ordinal == 3 else "party"), one.ordinal
            assert not roles.keys() & {"syrian-opposition", "isil", "CHN"} and all(part.settled for part in one.participants)
    for kind in ("summit", "ministerial"):
        for one in in_track(found, "astana-process", kind):
            if one.status == "held":
                assert [part.actor.id for part in one.participants if part.role == "guarantor"] == ["IRN", "RUS", "TUR"], one.first_day
    for one in in_track(found, "geneva-process", "round"):
        if one.status == "held":
            assert {part.role for part in one.participants if part.actor.id == "united-nations"} == {"mediator"}, one.first_day


def tracks_are_formats_of_talks(viewer: Viewer) -> None:
    assert {ref.name for ref, _ in tracks(viewer)} == {
        "Astana process",
        "Four-way talks",
        "Geneva process",
        "International Syria Support Group",
        "National Dialogue Congress",
        "Syrian Constitutional Committee",
        "Talks of Russia and Türkiye",
        "Working Group on detainees",
    }


def everybody_is_named_once_and_stands_for_whom_they_stood(viewer: Viewer) -> None:
    named = {one.name: one for one in people(viewer, limit=1000).rows}
    for surname, name, actor in (
        ("Lavrov", "Sergey Lavrov", "RUS"),
        ("Lavrent", "Alexander Lavrentiev", "RUS"),
        ("Erdogan", "Recep Tayyip Erdogan", "TUR"),
        ("Jaafari", "Bashar al-Jaafari", "SYR"),
        ("Kerry", "John Kerry", "USA"),
        ("Mistura", "Staffan de Mistura", "united-nations"),
        ("Bogdanov", "Mikhail Bogdanov", "RUS"),
    ):
        assert [one for one in named if surname in one] == [name]
        assert [ref.id for ref in named[name].actors] == [actor]
    assert all(one.actors and one.settled for one in named.values())
    assert not {"Bashar al-Assad", "Donald Trump", "Africa"} & named.keys(), "spoken of and not there"
    offices = {one.name: one.office for one in named.values()}
    assert offices["Mikhail Bogdanov"] != "President" and "Secretary-General" not in str(offices["Staffan de Mistura"])


def the_truces_that_everybody_knows_are_there(viewer: Viewer) -> None:
    begun = [one for code in ("declared", "extended") for one in facts_of(viewer, "ceasefire", Filters(kind=code)).rows]
    days = {"2016-02-27", "2016-12-30", "2017-05-06", "2017-09-15", "2018-09-17", "2019-08-01", "2020-03-06"}
    assert {one.first_day for one in begun} == days
    (may,) = (one for one in record_terms(viewer) if str(one.start) == "2017-05-06")
    assert (str(may.end), may.renewable, str(may.last_day)) == ("2017-11-06", True, "2018-03-15")
    assert set(may.guarantors) == {"Russia", "Türkiye", "Iran"} and set(may.parties) == {"Syria", "Syrian armed opposition"}
    quotes = " ".join(clause.text for one in record_terms(viewer) for clause in one.clauses)
    assert "six months and can be renewed" in quotes and "artillery of the regime" not in quotes
    _, periods = timeline.timeline(viewer)
    drawn = {one.first_day for one in periods if one.subject == "ceasefire" and one.kind == "declared"}
    assert drawn == {one.first_day for one in begun if one.value["event"] == "declared"}


def no_meeting_that_is_past_is_said_to_be_planned_or_under_way(viewer: Viewer) -> None:
    found = [one for one in meetings(viewer, limit=1000).rows if one.status in ("planned", "ongoing") and one.first_day]
    assert found and not [one for one in found if one.status == "ongoing"]
    assert {words.status_of(one, today="2025-01-01") for one in found if str(one.last_day) < "2025"} == {
        "announced, no source says that it was held"
    }
    groups = {one.ordinal: one.status for one in meetings(viewer, limit=1000).rows if one.kind == "working_group" and one.ordinal}
    assert groups == {1: "held", 2: "held", 3: "held", 6: "held", 8: "held"}


def acts_are_said_by_those_who_said_them(viewer: Viewer) -> None:
    for path, act, actors in (
        ("2014-01-22-montreux-bell", "reject", ["USA"]),  # John Kerry of President Assad
        ("2017-03-04-geneva-4-hnc", "note", ["syrian-negotiations-commission"]),  # its head; he had also seen a Russian
        ("2019-10-30-committee-launch", "thank", ["SYR"]),  # the government's co-chair, after the UN envoy
        ("2018-01-30-sochi-congress-sana", "decide", ["syrian-national-dialogue-congress"]),
        ("2018-01-27-vienna-committee-says-no", "reject", ["syrian-negotiations-commission"]),  # called a Committee there
    ):
        found = Claim.objects.filter(property="act", source__path__contains=path).exclude(status="rejected")
        stated = [json.loads(decided or value) for value, decided in found.values_list("value", "decided")]
        assert [[who["id"] for who in one["actors"]] for one in stated if one["act"] == act] == [actors], path


def test_the_review_says_what_is_known_of_the_process(viewer: Viewer, subtests: pytest.Subtests) -> None:
    """On one record, since building it takes long."""
    for check in (
        who_took_part_is_as_it_is_known,
        tracks_are_formats_of_talks,
        everybody_is_named_once_and_stands_for_whom_they_stood,
        the_truces_that_everybody_knows_are_there,
        no_meeting_that_is_past_is_said_to_be_planned_or_under_way,
        acts_are_said_by_those_who_said_them,
    ):
        with subtests.test(check.__name__):
            check(viewer)


def _machines() -> set[str]:
    return set(Decision.objects.filter(author__startswith="sulh.").values_list("author", flat=True))


def test_one_sees_whose_account_each_document_retells(viewer: Viewer) -> None:
    found = {one.publisher for one in documents(viewer, limit=1000).rows}
    assert {"TASS (retold)", "SANA (retold)", "United Nations (retold)", "عنب بلدي (retold)"} <= found
    assert "Sulh demonstration" not in found
