"""Answers of the record: what they hold, and how many statements they take."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from examples import examples
from factory import make_reading
from record.queries.worlds import looker, store, world
from reports import report

from sulh import words
from sulh.model import AccessError, Reading, RecordError
from sulh.record import decisions, linking
from sulh.record.adding import add
from sulh.record.projection.models import Claim, Commitment, MeetingRow
from sulh.record.queries import actors, commitments, documents, ledger, meetings, places, process, review, roles, search, timeline, tracks
from sulh.record.queries.main_meetings import main_meetings
from sulh.record.shapes import Filters, MeetingView, Viewer
from sulh.record.viewers import local_viewer, viewer_of
from sulh.record.wanted import searchable


def put(*readings: Reading, level: str = "team") -> Viewer:
    list(add(readings, author="clerk", level=level))
    return local_viewer("clerk")


def test_meeting_shows_the_value_of_most_sources_first_and_who_disagrees() -> None:
    viewer = put(report(1), report(2), report(3, start="2021-07-08"))
    (light,) = meetings.meetings(viewer).rows
    view = meetings.meeting(viewer, light.id)
    assert words.title_of(view) == "Astana process, round 16" and view.disputed == ("start",)
    shown, rival = view.values["start"]
    assert (shown.value, shown.shown, shown.sources) == ("2021-07-07", True, 2)
    assert (rival.value, rival.shown, rival.sources) == ("2021-07-08", False, 1)
    assert rival.quotes[0].quote == "Report 3. Delegations met for the 16 time in Nur-Sultan on 2021-07-08."


def test_decided_value_names_who_decided() -> None:
    viewer = put(report(1), report(2), report(3, start="2021-07-08"))
    decisions.accept(viewer, Claim.objects.get(source__title="Report 3", property="start").pk)
    view = meetings.meeting(viewer, meetings.meetings(viewer).rows[0].id)
    assert view.start == "2021-07-08" and view.values["start"][0].decided_by == "clerk"


def test_meeting_is_found_by_any_of_its_mentions() -> None:
    viewer = put(report(1), report(2))
    (light,) = meetings.meetings(viewer).rows
    view = meetings.meeting(viewer, light.id)
    assert len(view.mentions) == 2 and len(view.merges) == 1
    assert {meetings.meeting(viewer, one.id).id for one in view.mentions} == {light.id}


def test_what_is_not_there_is_said_as_what_is_hidden() -> None:
    put(report(1), level="team")
    public, key = viewer_of(None), MeetingRow.objects.values_list("name", flat=True)[0]
    for name in (key, "nothing"):
        with pytest.raises(RecordError, match=f"there is no meeting {name}"):
            meetings.meeting(public, name)


def test_documents_are_named_by_six_digits_or_more() -> None:
    viewer = put(report(1))
    key = documents.documents(viewer).rows[0].key
    assert documents.document(viewer, key[:6]).ref.key == documents.document(viewer, f"sha256:{key}").ref.key == key
    with pytest.raises(RecordError, match="too short"):
        documents.document(viewer, key[:5])


def fits(view: MeetingView, filters: Filters) -> bool:
    """What a filter means, said once more and in another way."""
    words = searchable(" ".join((
        view.kind, view.city or "", *(track.name for track in view.tracks), *(one.actor.name for one in view.participants), *view.issues,
    ))).split()  # fmt: skip
    return (
        (not filters.since or (view.last_day is not None and view.last_day >= filters.since))
        and (not filters.until or (view.first_day is not None and view.first_day <= filters.until))
        and (not filters.track or any(track.id == filters.track for track in view.tracks))
        and (not filters.actor or any(one.actor.id == filters.actor for one in view.participants))
        and (not filters.issue or filters.issue in view.issues)
        and (not filters.kind or view.kind == filters.kind)
        and (not filters.status or view.status == filters.status)
        and (not filters.text or all(any(word.startswith(part) for word in words) for part in filters.text.split()))
    )


@pytest.mark.parametrize("seed", range(examples(3, few=1)))
def test_filters_mean_the_same_in_the_database_and_over_views(seed: int) -> None:
    store(world(seed, secrets=False))
    viewer = local_viewer("clerk")
    everything = meetings.meetings(viewer).rows
    asked = [Filters(since=day) for day in ("2018-05-15", "2021-07-08", "2022-01-01")]
    asked += [Filters(until=day) for day in ("2017-12-01", "2018-05-14")]
    asked += [Filters(track=one.id) for one, _ in tracks.tracks(viewer)] + [Filters(actor="JOR"), Filters(actor="SYR", issue="prisoners")]
    asked += [Filters(kind="summit"), Filters(status="planned"), Filters(text="sochi rus"), Filters(issue="ceasefire", since="2018-01-01")]
    for filters in asked:
        assert meetings.meetings(viewer, filters).rows == tuple(view for view in everything if fits(view, filters)), filters


@pytest.mark.parametrize("seed", range(examples(3, few=1)))
def test_lists_say_what_the_pages_of_their_things_say(seed: int) -> None:
    store(world(seed, secrets=True))
    for viewer in (local_viewer("clerk"), looker("reader")):
        whole = commitments.commitments(viewer)
        lines = commitments.commitment_lines(viewer, limit=100)
        assert lines.total == whole.total
        for line, view in zip(lines.rows, whole.rows, strict=True):
            told = (view.id, view.claim.quote, view.owners, view.issues, view.made, view.due, view.status, view.overdue, view.track)
            assert told == (line.id, line.quote, line.owners, line.issues, line.made, line.due, line.status, line.overdue, line.track)
            assert (line.language, line.published) == (view.claim.document.language, view.claim.document.published)
            assert line.meeting is None if view.meeting is None else words.title_of(line.meeting) == words.title_of(view.meeting)
        held = [one.id for one in documents.documents(viewer).rows]
        assert main_meetings(viewer, held, whole=False) == main_meetings(viewer, held)
        assert {ref for ref, _ in actors.actors(viewer).rows} == set(actors.named_actors(viewer))
        for text in ("astana", "prisoners", "report"):
            assert search.search(viewer, text, limit=1).total == len(search.search(viewer, text, limit=1000).rows)


def test_city_known_only_elsewhere_is_not_put_there() -> None:
    viewer = put(report(1, city="London", country="CA", ordinal=1), report(2, city="London", country="GB", ordinal=2, start="2020-02-02"))
    known, unknown = sorted(places.places(viewer), key=lambda one: one.precision)
    assert (known.name, known.precision, known.country) == ("London", "city", "GB")
    assert (unknown.name, unknown.precision, unknown.country) == ("Canada", "country", "CA")
    assert abs(known.latitude - 51.5) < 0.1 and unknown.longitude < -50


def test_names_of_one_city_are_one_place() -> None:
    viewer = put(report(1, city="Astana"), report(2, city="Nur-Sultan", ordinal=9, start="2019-01-01"))
    (place,) = places.places(viewer)
    assert place.name == "Astana" and len(place.meetings) == 2


def test_later_words_of_the_same_owner_about_the_same_issue_may_bear_on_a_promise() -> None:
    first = report(1, promise="They agreed to release prisoners soon.", due="2021-12")
    later = report(2, ordinal=17, start="2021-12-21", promise="They agreed to release ten prisoners.")
    earlier = report(3, ordinal=15, start="2021-02-16", promise="They agreed to release all prisoners.")
    viewer = put(first, later, earlier)
    open_one = next(one for one in commitments.commitments(viewer).rows if one.due == "2021-12")
    found = commitments.commitment(viewer, open_one.id)
    assert [one.quote.quote for one in found.links if one.quote] == ["They agreed to release ten prisoners."]
    assert found.overdue and found.due_day == "2021-12-31" and found.meeting and words.title_of(found.meeting) == "Astana process, round 16"


def test_evidence_is_no_candidate_any_more_and_a_kept_promise_asks_for_none() -> None:
    later = report(2, ordinal=17, start="2021-12-21", promise="They agreed to release ten prisoners.")
    viewer = put(report(1, promise="They agreed to release prisoners soon.", due="2021-12"), later)
    name = next(one.id for one in commitments.commitments(viewer).rows if one.due == "2021-12")
    (offered,) = (one.quote for one in commitments.commitment(viewer, name).links if one.quote)
    linking.add_evidence(viewer, name, offered.document.id, offered.start, offered.end, note="ten")
    found = commitments.commitment(viewer, name)
    assert found.links == () and [(one.quote.quote, one.status, one.note) for one in found.evidence] == [(offered.quote, None, "ten")]
    linking.set_status(viewer, name, "3", offered.document.id, 0, 9)
    kept = commitments.commitment(viewer, name)
    assert (kept.status, kept.overdue, kept.links) == ("3", False, ())


def test_timeline_has_ceasefires_releases_and_statements_beside_meetings() -> None:
    statement = report(1, document_kind="joint_statement")
    viewer = put(make_reading(), statement)
    found, periods = timeline.timeline(viewer)
    dated = [view for view in found if view.first_day]
    assert len(found) == meetings.meetings(viewer).total > len(dated) and found[: len(dated)] == tuple(dated)
    assert [words.title_of(view) for view in dated] == ["Astana process, round 16"] and dated[0].participants == ()
    assert [(one.kind, one.first_day) for one in periods] == [
        ("declared", "2020-03-05"),
        ("release", "2021-06-01"),
        ("statement", "2021-07-09"),
    ]
    assert {one.track.id for one in periods if one.track} == {dated[0].track.id if dated[0].track else ""}
    assert periods[1].value["count"] == 12
    _, about = timeline.timeline(viewer, Filters(issue="prisoners"))
    assert [one.kind for one in about] == ["release"]


def test_network_joins_those_who_met_and_gives_each_the_number_of_meetings_that_lists_give() -> None:
    roles = {"RUS": "party", "IRN": "party"}
    viewer = put(report(1, roles=roles), report(2, ordinal=17, start="2021-12-21", roles={**roles, "JOR": "observer"}, status="planned"))
    found = actors.network(viewer)
    assert [(ref.id, number) for ref, number in found.nodes] == [("IRN", 2), ("RUS", 2)]
    assert [(ref.id, number) for ref, number in actors.actors(viewer).rows] == [("IRN", 2), ("RUS", 2), ("JOR", 1)]
    assert found.edges == (("IRN", "RUS", 1),)
    assert actors.network(viewer, Filters(status="planned")).edges == (("IRN", "JOR", 1), ("IRN", "RUS", 1), ("JOR", "RUS", 1))


def test_roles_are_counted_by_the_year_of_meetings_that_took_place() -> None:
    both = {"RUS": "guarantor", "IRN": "party"}
    viewer = put(
        report(1, roles=both),
        report(2, ordinal=17, start="2021-12-21", roles={"RUS": "guarantor"}),
        report(3, ordinal=18, start="2022-06-15", roles={"RUS": "host"}),
        report(4, ordinal=19, start="2022-11-22", roles=both, status="planned"),
    )
    found = roles.roles_by_year(viewer)
    assert found.years == ((2021, 2), (2022, 1))
    assert [(ref.id, role, year, count) for ref, role, year, count in found.roles] == [
        ("IRN", "party", 2021, 1), ("RUS", "guarantor", 2021, 2), ("RUS", "host", 2022, 1),
    ]  # fmt: skip
    assert roles.roles_by_year(viewer, Filters(since="2022-01-01")).years == ((2022, 1),)
    assert roles.roles_by_year(viewer, Filters(status="planned")).years == ((2022, 1),)


def test_conflicts_country_is_that_of_the_tracks_else_of_the_parties() -> None:
    viewer = put(report(1, roles={"RUS": "guarantor"}, track="Astana process"))
    assert places.conflict_countries(viewer) == ("SY",)


def test_conflicts_country_without_a_known_track_is_that_of_most_parties() -> None:
    assert places.conflict_countries(put()) == ()
    viewer = put(
        report(1, roles={"YEM": "party", "SAU": "party"}, track="Talks of the shore"),
        report(2, roles={"YEM": "party", "OMN": "host"}, track="Talks of the shore", ordinal=17, start="2022-01-02"),
    )
    assert places.conflict_countries(viewer) == ("YE",)


def test_actor_has_its_roles_over_time() -> None:
    viewer = put(
        report(1, roles={"RUS": "guarantor", "IRN": "party"}, people=[("Ann Envoy", "envoy", "RUS", True)]),
        report(2, ordinal=17, start="2021-12-21", roles={"RUS": "host"}, people=[("Ann Envoy", None, "RUS", False)]),
    )
    view = actors.actor(viewer, "RUS")
    assert view.roles == (("guarantor", 1, "2021-07-07", "2021-07-07"), ("host", 1, "2021-12-21", "2021-12-21"))
    assert [(one.name, one.office, one.head, one.sources) for one in view.people] == [("Ann Envoy", "envoy", True, 2)]
    assert [(ref.id, number) for ref, number in view.partners] == [("IRN", 1)]


def test_queue_has_the_most_certain_first() -> None:
    viewer = put(report(1))
    sure, unsure = Claim.objects.order_by("seq").values_list("pk", flat=True)[:2]
    Claim.objects.update(confidence=None)
    Claim.objects.filter(pk=unsure).update(confidence=0.4)
    Claim.objects.filter(pk=sure).update(confidence=0.9)
    found = review.queue(viewer)
    assert [one.id for one in found.rows[:2]] == [sure, unsure] and found.total == Claim.objects.count()
    decisions.accept(viewer, sure)
    assert review.queue(viewer).rows[0].id == unsure


def test_search_finds_documents_meetings_and_actors_and_marks_the_words() -> None:
    viewer = put(report(1, promise="They agreed to exchange prisoners."))
    kinds = [hit.kind for hit in search.search(viewer, "report").rows]
    assert kinds == ["document"]
    assert [hit.kind for hit in search.search(viewer, "name rus").rows] == ["actor", "meeting"]
    assert "\x02prisoners\x03" in search.search(viewer, "PRISON", kinds=("document",)).rows[0].excerpt
    assert search.search(viewer, "...").total == 0


def test_ledger_is_for_admins_and_decisions_for_those_who_see_what_they_are_about() -> None:
    viewer = put(report(1), report(2))
    reader = looker("reader")
    with pytest.raises(AccessError):
        ledger.entries(reader)
    claim = Claim.objects.order_by("seq").values_list("pk", flat=True)[0]
    decisions.share(viewer, claim, "restricted", ("envoys",))
    seq = decisions.reject(local_viewer("clerk"), claim, reason="no")
    assert ledger.decisions(local_viewer("clerk"), claim).rows[0].seq == seq
    assert ledger.decisions(looker("reader"), claim).rows == ()
    assert claim not in str(ledger.decisions(looker("reader")).rows)
    hidden = next(one for one in ledger.entries(dataclasses.replace(looker("reader"), role="admin")).rows if one.seq == seq)
    assert hidden.body is None and hidden.kind == "reject"


# Statements for an answer, however many things it is about.
_BOUNDS: dict[str, tuple[int, Callable[[Viewer], Any]]] = {
    "meetings": (9, lambda viewer: meetings.meetings(viewer, limit=50)),
    "meeting": (32, lambda viewer: meetings.meeting(viewer, MeetingRow.objects.values_list("name", flat=True)[0])),
    "documents": (4, lambda viewer: documents.documents(viewer, limit=50)),
    "about": (14, lambda viewer: documents.documents(viewer, Filters(actor="RUS", issue="prisoners"), limit=50)),
    "document": (14, lambda viewer: documents.document(viewer, documents.documents(viewer, limit=1).rows[0].id)),
    "queue": (9, lambda viewer: review.queue(viewer)),
    "proposals": (11, lambda viewer: review.proposals(viewer)),
    "commitments": (24, lambda viewer: commitments.commitments(viewer)),
    "commitment": (54, lambda viewer: commitments.commitment(viewer, Commitment.objects.values_list("pk", flat=True)[0])),
    "actors": (9, lambda viewer: actors.actors(viewer)),
    "actor": (16, lambda viewer: actors.actor(viewer, "RUS")),
    "network": (13, lambda viewer: actors.network(viewer)),
    "tracks": (10, lambda viewer: tracks.tracks(viewer)),
    "timeline": (22, lambda viewer: timeline.timeline(viewer)),
    "places": (9, lambda viewer: places.places(viewer)),
    "roles": (9, lambda viewer: roles.roles_by_year(viewer)),
    "conflict": (14, lambda viewer: places.conflict_countries(viewer)),
    "process": (24, lambda viewer: process.process(viewer)),
    "search": (20, lambda viewer: search.search(viewer, "r")),
    "decisions": (5, lambda viewer: ledger.decisions(viewer)),
}


@pytest.mark.parametrize("name", _BOUNDS)
def test_number_of_statements_does_not_grow_with_the_record(name: str, django_assert_max_num_queries: Any) -> None:
    bound, ask = _BOUNDS[name]
    spread = [
        report(n, ordinal=n, start=f"20{n:02d}-03-01", promise="They agreed to exchange prisoners.", issues=["prisoners"])
        for n in range(1, 60)
    ]
    viewer = put(*spread)
    with django_assert_max_num_queries(bound):
        ask(viewer)
