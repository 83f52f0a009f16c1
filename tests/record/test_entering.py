"""What people enter by hand: every kind, with every sort of source, under the checks that corrections have."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from record.dumping import assert_rebuild_changes_nothing
from reports import report

from sulh import words
from sulh.model import AccessError, Cell, Entered, RecordError, Source, SourceSort, Span
from sulh.model.kinds import kinds
from sulh.record import decisions
from sulh.record.access import scope_of
from sulh.record.adding import add
from sulh.record.entering import add_to, enter
from sulh.record.ledger import head, verify
from sulh.record.projection.models import FACTS, Claim, MeetingRow, rows
from sulh.record.projection.models import Source as SourceRow
from sulh.record.queries.documents import document
from sulh.record.queries.meetings import meeting, meetings
from sulh.record.queries.search import search
from sulh.record.queries.timeline import timeline
from sulh.record.viewers import local_viewer, viewer

OWN = Entered("anna", "I was in the room", "2021-07-08")
LIST = Source(SourceSort.LIST, "exchange.csv", "sha256:12", "2021-06", "Committee")
VALUES: dict[str, dict[str, Any]] = {
    "meeting": {
        "kind": "consultation",
        "status": "held",
        "start": "2021-07-06",
        "city": "Tehran",
        "participants": [{"actor": "RUS", "role": "party"}, {"actor": "Iran", "role": "host"}],
        "people": [{"name": "Ali Khaji", "office": "adviser", "actor": "IRN", "head_of_delegation": True}],
        "agenda": [{"issue": "prisoners", "text": "detainees"}],
    },
    "track": {"name": "Sochi talks", "started": "2017-11", "initiators": ["Russia"]},
    "act": {"act": "agree", "actors": ["RUS", "TUR"], "issues": ["prisoners"], "due": "2021-12"},
    "ceasefire": {"event": "declared", "start": "2017-01", "parties": ["SYR"], "area": "Idlib"},
    "release": {"what": "release", "by": "SYR", "count": 12, "date": "2021-06"},
    "tally": {"what": "violation", "by": "RUS", "count": 0, "start": "2021-06-01", "place": "Hama", "rest": False},
    "report": {"what": "shelling", "by": "RUS", "start": "2021-06-01", "place": "Hama", "against": "SYR", "killed": 2, "synthetic": True},
    "assessment": {"state": "verified", "by": "united-nations", "date": "2021-06-09", "found_against": "SYR", "finding": "from the north"},
    "response": {"what": "denied", "by": "SYR", "asked": "2021-06-10", "answer": "not ours"},
    "zone": {"name": "Idlib", "places": ["Idlib", "Hama"], "start": "2017-05-06", "geometry": '{"type": "Polygon", "coordinates": []}'},
    "observation": {"what": "denied", "by": "united-nations", "start": "2021-06-02", "hindered_by": "SYR", "reason": "a closed road"},
}


@pytest.mark.parametrize("kind", [kind.name for kind in kinds()])
def test_every_kind_is_entered_with_every_sort_of_source(kind: str) -> None:
    list(add([report(1)], author="anna"))
    anna = local_viewer("anna")
    cites: list[Span | Cell | Entered] = [OWN, Cell(LIST, 3, "released", "12 men"), Span(SourceRow.objects.get(sort="document").pk, 0, 8)]
    for number, cite in enumerate(cites):
        made = enter(anna, kind, VALUES[kind], cite)
        claims = list(Claim.objects.filter(pk__in=made.claims))
        assert claims and {claim.status for claim in claims} == {"accepted"}, number
        assert {claim.method for claim in claims} == {"person anna"}
    assert set(SourceRow.objects.values_list("sort", flat=True)) == {"document", "list", "entry"}
    if kind in FACTS:
        assert rows(FACTS[kind]).count() == 3
    assert_rebuild_changes_nothing()
    assert verify().holds


def test_cell_and_own_words_stand_where_quotes_do() -> None:
    anna = local_viewer("anna")
    made = enter(anna, "release", VALUES["release"], Cell(LIST, 3, "released", "12 men"))
    (claim,) = document(anna, made.source).claims
    assert (claim.quote, claim.row, claim.column, claim.decided_by, claim.spans) == ("12 men", 3, "released", "anna", ())
    own = enter(anna, "release", VALUES["release"], OWN)
    (claim,) = document(anna, own.source).claims
    assert claim.quote == "I was in the room" and claim.document.publisher == "anna" and claim.document.sort == "entry"


def test_month_of_a_ceasefire_stays_a_month_beside_the_meetings() -> None:
    anna = local_viewer("anna")
    enter(anna, "ceasefire", VALUES["ceasefire"], OWN)
    _, (period,) = timeline(anna)
    assert (period.subject, period.start, period.end, period.first_day) == ("ceasefire", "2017-01", None, "2017-01-01")
    assert words.fact("ceasefire", period.value).startswith("Ceasefire declared, January 2017")


def test_release_told_with_another_number_is_the_same_release() -> None:
    anna = local_viewer("anna")
    told = [Source(SourceSort.LIST, f"{name}.csv", f"sha256:{name}", "2021-06", name) for name in ("one", "two")]
    values = {"what": "release", "by": "Syria", "date": "2021-06-01"}
    for source, count in zip(told, (12, 15), strict=True):
        enter(anna, "release", {**values, "count": count}, Cell(source, 1, "released", str(count)))
    enter(anna, "release", {**values, "date": "2021-07-01"}, OWN)
    keys = [str(one).partition("-")[0] for one in rows(FACTS["release"]).order_by("seq").values_list("same", flat=True)]
    assert keys[0] == keys[1] != keys[2]


def test_facts_that_rest_on_no_text_are_found_by_what_they_say() -> None:
    anna = local_viewer("anna")
    made = enter(anna, "release", VALUES["release"], Cell(LIST, 3, "released", "12 men"))
    enter(anna, "ceasefire", VALUES["ceasefire"], Entered("anna", "heard from the commander"), level="restricted", groups=("other",))
    anna, ben = local_viewer("anna"), viewer("ben", "editor", scope_of(["mediators"]))
    (hit,) = search(ben, "12 men").rows
    assert (hit.kind, hit.id, hit.excerpt) == ("fact", made.mention, "\x0212\x03 \x02men\x03")
    assert search(ben, "commander").total == search(ben, "idlib").total == 0
    assert [one.fact and one.fact.subject for one in search(anna, "idlib").rows] == ["ceasefire"]
    decisions.withdraw(anna, made.claims[0])
    assert search(anna, "12 men").total == 0
    assert_rebuild_changes_nothing()


def test_missed_participant_is_added_from_the_words_of_the_document() -> None:
    list(add([report(1)], author="anna"))
    anna, source = local_viewer("anna"), SourceRow.objects.get().pk
    (found,) = meetings(anna).rows
    made = add_to(anna, found.id, {"participants": [{"actor": "JOR", "role": "observer"}]}, Span(source, 0, 8))
    view = meeting(anna, found.id)
    jordan = next(one for one in view.participants if one.actor.id == "JOR")
    assert made.mention == found.id and jordan.role == "observer" and jordan.quotes[0].quote == "Report 1"
    with pytest.raises(RecordError, match="says so already"):
        add_to(anna, found.id, {"participants": [{"actor": "JOR", "role": "observer"}]}, Span(source, 0, 8))
    assert_rebuild_changes_nothing()


def test_source_that_did_not_mention_a_meeting_does_from_then_on() -> None:
    list(add([report(1)], author="anna"))
    anna = local_viewer("anna")
    (found,) = meetings(anna).rows
    add_to(anna, found.id, {"end": "2021-07-08"}, OWN)
    view = meeting(anna, found.id)
    assert view.end == "2021-07-08" and view.sources == 2 and len(view.mentions) == 2
    assert MeetingRow.objects.filter(shown__scope="all").count() == 1
    assert_rebuild_changes_nothing()


def test_entered_meeting_is_found_to_be_one_that_is_there() -> None:
    list(add([report(1)], author="anna"))
    values = {"kind": "round", "status": "held", "track": "Astana process", "ordinal": 16, "start": "2021-07-07", "city": "Nur-Sultan"}
    enter(local_viewer("anna"), "meeting", {**values, "country": "KZ", "participants": [{"actor": "RUS", "role": "guarantor"}]}, OWN)
    assert len(meetings(local_viewer("anna")).rows) == 1


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("release", {"what": "swap", "count": -1, "date": "June"}, ("what", "count", "date")),
        ("release", {}, ("what",)),
        ("release", {"what": "release", "by": "Atlantis"}, ("no actor is called 'Atlantis'",)),
        ("release", {"what": "release", "colour": "red"}, ("there is no colour",)),
        ("ceasefire", {"event": "declared", "start": "2017-02", "end": "2017-01"}, ("before the start",)),
        ("meeting", {"kind": "round", "status": "held", "participants": [{"actor": "RUS", "role": "king"}]}, ("role",)),
        ("picnic", {}, ("no kind of fact",)),
    ],
)
def test_what_does_not_fit_is_refused_naming_every_property(kind: str, values: dict[str, Any], said: tuple[str, ...]) -> None:
    before = head()
    with pytest.raises(RecordError) as refused:
        enter(local_viewer("anna"), kind, values, OWN)
    assert all(part in str(refused.value) for part in said), str(refused.value)
    assert head() == before


def test_words_that_do_not_stand_there_and_sources_that_are_hidden_are_refused() -> None:
    list(add([report(1)], author="anna", level="restricted", groups=["talks"]))
    source = SourceRow.objects.get().pk
    with pytest.raises(RecordError, match="no span"):
        enter(local_viewer("anna"), "release", VALUES["release"], Span(source, 0, 10_000))
    stranger = viewer("boris", "editor", "team")
    with pytest.raises(RecordError, match="no document"):
        enter(stranger, "release", VALUES["release"], Span(source, 0, 4))
    with pytest.raises(AccessError):
        enter(dataclasses.replace(stranger, role="reviewer"), "release", VALUES["release"], OWN)


def test_own_entry_may_be_restricted_and_is_hidden_from_others() -> None:
    enter(local_viewer("anna"), "meeting", VALUES["meeting"], OWN, level="restricted", groups=["talks"])
    assert meetings(viewer("boris", "reader", "team")).total == 0
    assert meetings(viewer("carla", "reader", "team|talks")).total == 1


def test_entered_claim_is_decided_about_like_any_other() -> None:
    anna = local_viewer("anna")
    made = enter(anna, "release", VALUES["release"], OWN)
    seq = decisions.reject(anna, made.claims[0])
    assert Claim.objects.get().status == "rejected" and not rows(FACTS["release"]).exists()
    decisions.undo(anna, seq)
    assert Claim.objects.get().status == "accepted" and rows(FACTS["release"]).count() == 1
    assert_rebuild_changes_nothing()
