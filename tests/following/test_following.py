"""Following: promised meetings found held, other items by their features, directions, and what became of a promise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sulh.following import DecidedOutcome, Promise, RecordItem, follow, state_of_promise
from sulh.following.allowed import allowed_time
from sulh.following.happened import told_day
from sulh.following.promised_meeting import PlaceNames, promised_meeting, promises_meeting
from sulh.model.vocabulary import CommitmentStatus, Direction, PromiseState

TRACK = "lakeside-talks"


def promise(text: str = "Decided to hold the next round in Arusha in March 2031.", **about: Any) -> Promise:
    given: dict[str, Any] = {
        "made": "2030-11-20", "due": ("2031-03-01", "2031-03-31"), "owners": ("KEN", "UGA"), "issues": ("next_meeting",), "track": TRACK,
        "meeting": "m4", "ordinal": 4, "form": "round",
    }  # fmt: skip
    return Promise("p", "doc-a", 0, len(text), text, **(given | about))


def meeting(id: str, first: str | None, ordinal: int | None = None, **about: Any) -> RecordItem:
    given: dict[str, Any] = {
        "form": "round", "status": "held", "tracks": (TRACK,), "city": "Arusha", "country": "TZ", "actors": ("KEN", "UGA"),
        "said": first, "last": first, "sources": frozenset({f"doc-{id}"}),
    }  # fmt: skip
    return RecordItem(id, "meeting", f"doc-{id}", first=first, ordinal=ordinal, **(given | about))


def act(id: str, text: str, day: str = "2031-05-01", **about: Any) -> RecordItem:
    given: dict[str, Any] = {"form": "note", "actors": ("KEN", "UGA"), "issues": ("prisoners",), "said": day}
    return RecordItem(id, "act", f"doc-{id}", 0, len(text), text, day, day, **(given | about))


def passage(id: str, text: str, day: str, **about: Any) -> RecordItem:
    return RecordItem(id, "passage", f"doc-{id}", 0, len(text), text, said=day, **about)


def test_promised_round_is_the_next_round_held_with_the_days_it_was_late() -> None:
    found = follow([promise()], [meeting("m4", "2030-11-19", 4), meeting("m5", "2031-04-10", 5), meeting("m6", "2031-09-01", 6)])
    (link,) = found.of("p")
    assert (link.item.id, link.direction, link.days_late, link.is_closing) == ("m5", Direction.FULFILS, 10, True)
    outcome = state_of_promise("2031-03-31", found.of("p"))
    assert (outcome.state, outcome.proposed, outcome.days_late) == (PromiseState.KEPT_LATE, True, 10)


def test_round_within_the_time_allowed_is_kept_and_not_late() -> None:
    found = follow([promise()], [meeting("m5", "2031-03-30", 5, last="2031-04-01")])
    assert state_of_promise("2031-03-31", found.of("p")).state is PromiseState.KEPT


def test_a_later_round_than_the_next_is_not_the_promised_one() -> None:
    assert follow([promise()], [meeting("m6", "2031-03-10", 6)]).of("p") == ()


def test_number_in_the_words_counts_before_the_place() -> None:
    asked = promise("Decided to hold the sixth round in Arusha in 2031.", due=("2031-01-01", "2031-12-31"))
    found = follow([asked], [meeting("m5", "2031-02-10", 5), meeting("m6", "2031-11-10", 6, city="Entebbe", country="UG")])
    assert found.of("p")[0].item.id == "m6"


@pytest.mark.parametrize(
    ("other", "about"),
    [
        ("another track", {"tracks": ("river-forum",), "ordinal": None, "city": "Oslo", "country": "NO"}),
        ("other people", {"actors": ("CHL",), "tracks": (), "ordinal": None}),
        ("before the promise", {"first": "2030-10-01", "last": "2030-10-02", "ordinal": 3}),
        ("only planned by the promise itself", {"status": "planned", "sources": frozenset({"doc-a"})}),
    ],
)
def test_meetings_that_are_not_the_promised_one_close_nothing(other: str, about: dict[str, Any]) -> None:
    found = follow([promise()], [replace(meeting("m9", "2031-03-10", 5), **about)])
    outcome = state_of_promise("2031-03-31", found.of("p"))
    assert outcome.state is PromiseState.NO_SOURCE, other


def test_meeting_without_track_at_the_place_may_be_it_and_does_not_close() -> None:
    asked = promise("to hold expert consultations in Arusha on 3 March 2031", due=("2031-03-03", "2031-03-03"))
    found = follow([asked], [meeting("c1", "2031-03-12", None, form="consultation", tracks=(), actors=("KEN",))])
    outcome = state_of_promise("2031-03-03", found.of("p"))
    assert outcome.state is PromiseState.NO_SOURCE and outcome.may_be is not None and outcome.may_be.item.id == "c1"


def test_renamed_city_is_the_same_place_and_the_name_of_a_format_is_none() -> None:
    places = PlaceNames({("Nur-Sultan", "KZ"), ("Sochi", "RU")})
    assert places.named("to meet in Astana next year") == {PlaceNames.key("Nur-Sultan")}
    assert places.named("to meet in the Astana format") == frozenset()
    assert places.named("a meeting on Russia") == frozenset() and places.named("their next summit in Russia") == {"RU"}


@pytest.mark.parametrize(
    ("words", "kept_by"),
    [
        ("They will hold a further round of consultations in Geneva in March 2031.", "talks"),
        ("They will hold the next round in Geneva in March 2031.", "m5"),
    ],
)
def test_promise_to_meet_where_the_track_never_met_is_kept_there_unless_it_is_the_next_of_its_rounds(words: str, kept_by: str) -> None:
    talks = meeting("talks", "2031-03-10", form="consultation", tracks=("river-forum",), city="Geneva", country="CH")
    held = [meeting("m4", "2030-11-19", 4), talks, meeting("m5", "2031-04-28", 5)]
    assert follow([promise(words)], held).of("p")[0].item.id == kept_by


def test_postponement_is_a_delay_until_the_meeting_is_held() -> None:
    off = meeting("x", "2031-03-01", None, status="cancelled", said="2031-02-20", actors=())
    late = meeting("m5", "2031-04-10", 5)
    alone = follow([promise()], [off]).of("p")
    assert [one.direction for one in alone] == [Direction.DELAYS]
    both = follow([promise()], [off, late]).of("p")
    assert {one.direction for one in both} == {Direction.DELAYS, Direction.FULFILS} and both[0].score >= both[-1].score


def test_what_is_said_after_the_promised_round_is_not_of_it() -> None:
    again = act("again", "Decided to hold the next round in Arusha in June 2031.", "2031-04-10", form="decide", issues=("next_meeting",))
    before = act("before", "Decided to hold the next round in Arusha in April 2031.", "2031-03-05", form="decide", issues=("next_meeting",))
    found = follow([promise()], [meeting("m5", "2031-04-10", 5), again, before]).of("p")
    assert "again" not in [one.item.id for one in found] and "before" in [one.item.id for one in found]


DETAINED = promise("They agreed to release all detainees from the Kalu camp.", due=(None, None), issues=("prisoners",), meeting=None)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("All detainees from the Kalu camp were released on Sunday.", Direction.FULFILS),
        ("The release of detainees from the Kalu camp was postponed.", Direction.DELAYS),
        ("The release of detainees from the Kalu camp is making progress.", Direction.ADVANCES),
        ("The army refused to release the detainees from the Kalu camp.", Direction.BREAKS),
        ("They reaffirmed their pledge to release all detainees from the Kalu camp.", Direction.REPEATS),
        ("The release of all detainees from the Kalu camp concerns 300 men.", Direction.MENTIONS),
    ],
)
def test_direction_is_read_from_the_words(text: str, direction: Direction) -> None:
    item = RecordItem("d:1-9", "passage", "doc-b", 1, 9, text, said="2031-02-01", issues=("prisoners",))
    (link,) = follow([DETAINED], [item]).of("p")
    assert link.direction is direction


def test_release_advances_and_items_from_before_or_of_the_same_text_are_left_out() -> None:
    freed = RecordItem("r", "release", "doc-r", 3, 9, first="2031-01-05", said="2031-01-06", form="release", actors=("KEN",))
    copy = act("copy", DETAINED.text, origin="doc-a")
    earlier = act("earlier", DETAINED.text, "2030-01-01")
    found = follow([DETAINED], [freed, copy, earlier]).of("p")
    assert [(one.item.id, one.direction) for one in found] == [("r", Direction.ADVANCES)]


def test_every_link_says_why_and_absence_is_said() -> None:
    found = follow([promise(), replace(promise(), id="q", track="unknown", ordinal=None)], [meeting("m5", "2031-04-10", 5)])
    assert all(one.reasons for one in found.links)
    assert {one.feature for one in found.of("p")[0].reasons} >= {"round", "track", "place", "time", "owners"}
    silent = follow([promise()], [])
    assert silent.silent([promise()]) == (("p", "2030-11-20"),)


def test_order_of_what_is_given_changes_nothing() -> None:
    said = act("a", "The next round in Arusha is prepared.", "2031-02-01")
    items = [meeting("m5", "2031-04-10", 5), meeting("m6", "2031-09-01", 6), said]
    assert follow([promise(), DETAINED], items).links == follow([promise(), DETAINED], items[::-1]).links


def decided(direction: Direction, day: str = "2031-02-01", holds: bool = True, item: str = "x") -> DecidedOutcome:
    return DecidedOutcome(item, holds, direction, day)


@pytest.mark.parametrize(
    ("links", "state", "status"),
    [
        ([decided(Direction.FULFILS)], PromiseState.KEPT, CommitmentStatus.FULL),
        ([decided(Direction.FULFILS, "2031-05-01")], PromiseState.KEPT_LATE, CommitmentStatus.FULL),
        ([decided(Direction.ADVANCES)], PromiseState.UNDER_WAY, CommitmentStatus.MINIMAL),
        ([decided(Direction.ADVANCES)] * 3, PromiseState.UNDER_WAY, CommitmentStatus.INTERMEDIATE),
        ([decided(Direction.FULFILS), decided(Direction.BREAKS, "2031-03-01")], PromiseState.BROKEN, CommitmentStatus.BROKEN),
        ([decided(Direction.WITHDRAWS)], PromiseState.SUPERSEDED, CommitmentStatus.SUPERSEDED),
        ([decided(Direction.REPEATS), decided(Direction.MENTIONS), decided(Direction.DELAYS)], PromiseState.NO_SOURCE, None),
        ([decided(Direction.FULFILS, holds=False)], PromiseState.NO_SOURCE, None),
    ],
)
def test_status_is_proposed_from_decided_links_only(
    links: list[DecidedOutcome], state: PromiseState, status: CommitmentStatus | None
) -> None:
    outcome = state_of_promise("2031-03-31", (), links)
    assert (outcome.state, outcome.status, outcome.proposed) == (state, status, False)


def test_person_who_set_a_meeting_aside_or_a_status_is_believed() -> None:
    links = follow([promise()], [meeting("m5", "2031-04-10", 5)]).of("p")
    assert state_of_promise("2031-03-31", links, [decided(Direction.FULFILS, holds=False, item="m5")]).state is PromiseState.NO_SOURCE
    assert state_of_promise("2031-03-31", links, (), "broken", "2031-05-01").state is PromiseState.BROKEN
    assert state_of_promise("2031-03-31", links, (), "0").state is PromiseState.NO_SOURCE
    assert state_of_promise("2031-03-31", (), (), "3", "2031-04-02").days_late == 2


@pytest.mark.parametrize(
    ("text", "due", "allowed"),
    [
        ("the next meeting on 3-4 May", "2031-05-03", ("2031-05-03", "2031-05-04", "2031-05-03")),
        ("another round in the first half of 2031", "2031", ("2031-01-01", "2031-06-30", "2031-40")),
        ("another round early in 2031", "2031", ("2031-01-01", "2031-06-30", "2031")),
        ("another round in the middle of March 2031", "2031-03", ("2031-03-01", "2031-03-23", "2031-03")),
        ("another round in the second half of March 2031", "2031-03", ("2031-03-16", "2031-03-31", "2031-03")),
        ("another round in the fourth quarter of 2031", "2031", ("2031-07-01", "2031-12-31", "2031")),
        ("the 21st meeting at the end of 2031", None, ("2031-07-01", "2031-12-31", "2031")),
        ("the next round in Arusha", None, (None, None, None)),
        ("a round, as agreed on 4 May 2029", None, (None, None, None)),
        ("before the end of 2031", "2031", ("2031-01-01", "2031-12-31", "2031")),
        ("a round between the 14th and 16th of May", "2031-05", ("2031-05-14", "2031-05-16", "2031-05")),
        ("a round in May 2031, prepared on 5 May", "2031-05", ("2031-05-01", "2031-05-31", "2031-05")),
    ],
)
def test_time_allowed_is_that_of_the_words(text: str, due: str | None, allowed: tuple[str | None, ...]) -> None:
    found = allowed_time(text, "2031-03-16", due, looking=True)
    assert found == allowed


def test_what_promises_a_meeting_is_told_from_other_promises() -> None:
    assert promises_meeting("they will meet again in spring", ())
    assert promises_meeting("to hold a second round of talks", ())
    assert not promises_meeting("They agreed to release all detainees.", ("prisoners",))
    assert promised_meeting(DETAINED, PlaceNames([])) is None
    seventh = promise("The presidents agreed that their seventh summit will be held in Arusha.")
    summit = promised_meeting(seventh, PlaceNames([("Arusha", "TZ")]))
    assert summit is not None and (summit.ordinal, summit.form) == (7, "summit")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("All were freed on 3 May 2025.", "2025-05-03"),
        ("All were freed in May 2025.", "2025-05"),
        ("On Thursday, all were freed.", "2025-05-08"),
        ("They agreed to free all by 30 June 2025.", None),  # a deadline
        ("Since 3 May 2025 the road has been open.", None),
        ("Ten were freed on 3 May 2025 and ten on 5 May 2025.", None),
        ("All were freed on 3 May 2019.", None),  # before the promise was made
        ("All were freed.", None),
    ],
)
def test_day_of_what_words_tell_is_theirs_and_not_that_of_the_report(words: str, day: str | None) -> None:
    assert told_day(words, "2025-05-10", since="2025-01-01") == day


@pytest.mark.parametrize(
    ("when", "state", "late"),
    [
        ("2031-04-02", PromiseState.KEPT_LATE, 2),
        ("2031-03-31", PromiseState.KEPT, 0),
        ("2031-02", PromiseState.KEPT, 0),
        ("2031-04", PromiseState.KEPT_LATE, None),
        ("2031", PromiseState.KEPT, None),
        (None, PromiseState.KEPT, None),
    ],
)
def test_lateness_is_no_more_exact_than_the_day_that_is_known(when: str | None, state: PromiseState, late: int | None) -> None:
    outcome = state_of_promise("2031-03-31", (), (), "3", when)
    assert (outcome.state, outcome.days_late, outcome.day) == (state, late, when)


def test_a_meeting_told_as_held_within_the_time_promised_fulfils_the_promise_and_one_outside_it_is_another() -> None:
    held = passage("in", "The fifth meeting took place in Arusha on 21-22 March 2031.", "2031-03-23")
    later = passage("out", "The sixth meeting took place in Arusha on 3-4 October 2031.", "2031-10-05")
    (link,) = follow([promise("A meeting of the guarantors will be convened in Arusha in March 2031.", ordinal=None)], [held, later]).of(
        "p"
    )
    assert (link.item.id, link.direction) == ("in", Direction.FULFILS)


@pytest.mark.parametrize(
    "said",
    (
        "The representatives of Kenya and Uganda, as guarantors of the talks:",
        "The two leaders agreed to continue their work together and to remain in regular contact with the United Nations.",
    ),
)
def test_names_of_those_who_promised_and_words_of_any_statement_say_nothing_of_the_matter(said: str) -> None:
    text = "Kenya and Uganda agreed to work together with the United Nations and to continue regular contact on the dam at Kasese."
    asked = promise(text, issues=(), due=(None, None), ordinal=None)
    assert follow([asked], [passage("x", said, "2031-02-01")]).of("p") == ()


def test_most_words_of_a_promise_are_much_however_few_they_are() -> None:
    asked = promise("Both undertook to reopen the Kasese bridge.", issues=("transport_corridors",), due=(None, None), ordinal=None)
    (link,) = follow([asked], [passage("x", "The Kasese bridge was reopened to lorries on Sunday.", "2031-02-01")]).of("p")
    assert link.direction is Direction.FULFILS


def told(
    text: str, *, kind: str = "passage", issues: tuple[str, ...] = ("prisoners",), said: str = "2031-02-01", **more: Any
) -> RecordItem:
    return RecordItem("d:1-9", kind, "doc-b", 1, 9, text, said=said, issues=issues, **more)


@pytest.mark.parametrize(
    ("promised", "later", "issues", "deeds"),
    [
        ("They agreed to release all detainees.", "Forty captives walked free at dawn.", ("prisoners",), "release"),
        ("They agreed to release all detainees.", "Sixteen men held in Kalu are back with their families.", ("prisoners",), "release"),
        ("They undertook to clear the mines around Mbe.", "Engineers have made safe the last bombs on the slope.", ("demining",), "mines"),
        ("The sides are to open the crossing at Mbe.", "Buses and lorries run; the road is passable again.", ("humanitarian",), "opening"),
        ("Both will let aid into the valley.", "Nine lorries with flour reached Mbe.", ("humanitarian",), "aid"),
        ("The forces are to withdraw from the hills.", "The last tanks left Mbe on Monday.", ("de_escalation",), "withdrawal"),
    ],
)
def test_plain_later_deed_in_other_words_is_proposed_with_its_reason(
    promised: str, later: str, issues: tuple[str, ...], deeds: str
) -> None:
    asked = replace(DETAINED, text=promised, end=len(promised), issues=issues)
    (link,) = follow([asked], [told(later, issues=issues)]).of("p")
    assert link.direction in (Direction.FULFILS, Direction.ADVANCES)
    assert [one.values for one in link.reasons if (one.feature, one.level) == ("deed", "told")] == [(deeds,)]


@pytest.mark.parametrize(
    "later",
    [
        "Families demand that forty captives be set free.",
        "Forty captives will be released at dawn.",
        "Nobody was released from the prison.",
        "The captives have not been freed.",
        "They agreed that captives are handed over in May.",
        "The minister released a statement on trade.",
    ],
)
def test_what_is_asked_for_denied_or_still_to_come_is_no_deed(later: str) -> None:
    assert not any(one.level == "told" for link in follow([DETAINED], [told(later)]).of("p") for one in link.reasons)


def test_deed_about_other_issues_or_long_after_is_not_proposed() -> None:
    later = "Forty captives walked free at dawn."
    assert not follow([DETAINED], [told(later, issues=("unity",))]).of("p")
    assert not follow([DETAINED], [told(later, said="2039-02-01")]).of("p")
    assert not follow([DETAINED], [told(later, said="2030-01-01")]).of("p")


def test_release_whose_giver_is_not_named_is_proposed_where_its_words_tell_it_and_says_what_is_missing() -> None:
    free = told("Forty captives walked free at dawn.", kind="release", issues=(), form="release", first="2031-02-01")
    (link,) = follow([DETAINED], [free], wording=False).of("p")
    levels = {one.feature: (one.level, one.weight) for one in link.reasons}
    assert levels["deed"][0] == "told" and levels["owners"] == ("unnamed", 0) and levels["place"] == ("unnamed", 0)
    asked = told("Forty captives ought to be released.", kind="release", issues=(), form="release", first="2031-02-01")
    assert not follow([DETAINED], [asked]).of("p")


def test_deed_at_the_place_promised_is_likelier() -> None:
    promised = replace(DETAINED, text="They agreed to release all detainees in Mbe.")
    there, elsewhere = (follow([promised], [told(f"Forty captives walked free in {where}.")]).of("p")[0] for where in ("Mbe", "Kisa"))
    assert there.score > elsewhere.score
    assert "place" in {one.feature for one in there.reasons}


GROUP = "Working Group on prisoners and detainees"


def sitting(id: str, first: str, name: str = GROUP, **about: Any) -> RecordItem:
    return meeting(id, first, None, **({"form": "working_group", "tracks": ("group",), "bodies": (name,)} | about))


def to_set_up(text: str = "They agreed to form a working group for the release of detainees.", **about: Any) -> Promise:
    return promise(text, **({"due": (None, None), "issues": ("prisoners",)} | about))


def test_body_promised_is_set_up_when_it_first_meets() -> None:
    found = follow([to_set_up()], [sitting("w0", "2030-10-01"), sitting("w1", "2031-01-10"), sitting("w2", "2031-05-10")]).of("p")
    assert [(one.item.id, one.direction, one.is_closing) for one in found] == [("w1", Direction.FULFILS, True)]
    assert {(one.feature, one.level) for one in found[0].reasons} == {("body", "about"), ("time", "quarter")}
    assert state_of_promise(None, found).state is PromiseState.KEPT
    late = follow([to_set_up(due=("2030-11-20", "2030-12-31"))], [sitting("w1", "2031-01-10")]).of("p")
    assert state_of_promise("2030-12-31", late).days_late == 10


@pytest.mark.parametrize(
    ("text", "issues", "name", "keeps"),
    [
        ("The Peace Committee is to start its work in Arusha.", ("political_process",), "Lakeland Peace Committee", True),
        ("They agreed to set up a committee on the constitution.", ("constitution",), "Lakeland Constitutional Committee", True),
        ("They agreed to set up a committee on the constitution.", ("constitution",), "Committee on fisheries", False),
        ("They agreed to form a working group on the water of the lake.", ("water",), GROUP, False),
        ("They agreed to set up a commission on detainees.", ("prisoners",), GROUP, False),
    ],
)
def test_body_is_the_one_promised_by_its_name_or_by_its_kind_and_what_it_is_about(
    text: str, issues: tuple[str, ...], name: str, keeps: bool
) -> None:
    found = follow([to_set_up(text, issues=issues)], [sitting("w1", "2031-01-10", name)]).of("p")
    assert bool([one for one in found if one.is_closing]) is keeps


def test_sitting_that_is_only_planned_advances_and_one_that_was_cancelled_says_nothing() -> None:
    planned, off = sitting("w1", "2031-01-10", status="planned"), sitting("w2", "2031-02-10", status="cancelled")
    found = follow([to_set_up()], [planned, off]).of("p")
    assert [(one.item.id, one.direction) for one in found] == [("w1", Direction.ADVANCES)]
    assert state_of_promise(None, found).state is PromiseState.NO_SOURCE


def test_meeting_that_stands_twice_in_the_record_keeps_a_promise_as_the_one_that_most_sources_tell_of() -> None:
    main = meeting("m5", "2031-03-10", 5, sources=frozenset({"doc-x", "doc-y", "doc-z"}))
    for twin in (meeting("m0", "2031-03-10", None), meeting("m0", "2031-03-10", None, form="consultation", status="planned")):
        (link,) = follow([promise()], [twin, main]).of("p")
        assert link.item.id == "m5" and link.item.sources == main.sources | twin.sources
    plan = replace(main, status="planned")
    (link,) = follow([promise()], [meeting("m0", "2031-03-10", None, form="consultation"), plan]).of("p")
    assert (link.item.id, link.item.status, link.is_closing) == ("m5", "held", True)
    # One source that tells of two meetings means two.
    two = [meeting("m5", "2031-03-10", 5), meeting("m6", "2031-03-10", None, sources=frozenset({"doc-m5"}))]
    assert len(follow([promise()], two).of("p")) >= 1 and follow([promise()], two).of("p")[0].item.id == "m5"


def test_meeting_of_another_form_is_not_the_promised_one_where_that_is_known_as_planned() -> None:
    asked = promise("The group will meet for the first time in Arusha.", due=(None, None))
    officials = meeting("o", "2031-01-09", None, form="consultation")
    group = sitting("w1", "2031-01-10", status="planned", sources=frozenset({"doc-a", "doc-w"}), said="2031-01-02")
    found = follow([asked], [officials, group]).of("p")
    assert [(one.item.id, one.direction) for one in found] == [("w1", Direction.REPEATS)]
    assert state_of_promise(None, found).state is PromiseState.NO_SOURCE



@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("The commission will hold consultations at regular intervals.", PromiseState.UNDER_WAY),
        ("The commission will meet every three months.", PromiseState.UNDER_WAY),
        ("They agreed to hold regular meetings in Arusha.", PromiseState.UNDER_WAY),
        ("They agreed to hold a meeting in Arusha.", PromiseState.KEPT),
    ],
)
def test_what_is_to_recur_is_advanced_by_a_meeting_and_kept_by_none_alone(words: str, state: PromiseState) -> None:
    asked = promise(words, meeting=None, ordinal=None)
    found = follow([asked], [meeting("m5", "2031-03-10", None, form=None)]).of("p")
    assert found[0].direction is (Direction.FULFILS if state is PromiseState.KEPT else Direction.ADVANCES)
    outcome = state_of_promise(None, found)
    assert (outcome.state, outcome.item, outcome.proposed) == (state, "m5", True)


def test_promised_meeting_that_was_cancelled_is_called_off_unless_it_was_held_after_all() -> None:
    off = meeting("m5", "2031-03-10", 5, status="cancelled")
    outcome = state_of_promise("2031-03-31", follow([promise()], [off]).of("p"))
    assert (outcome.state, outcome.item, outcome.proposed) == (PromiseState.CALLED_OFF, "m5", True)
    held = state_of_promise("2031-03-31", follow([promise()], [off, meeting("m6", "2031-05-10", 5)]).of("p"))
    assert held.state is PromiseState.KEPT_LATE
    # Nor is it called off for whoever set the link aside.
    gone = [DecidedOutcome("m5", False, Direction.DELAYS, None)]
    assert state_of_promise("2031-03-31", follow([promise()], [off]).of("p"), gone).state is PromiseState.NO_SOURCE


CONGRESS = "They will hold a congress in Entebbe on 29-30 March 2031."
DAYS = ("2031-03-29", "2031-03-30")


@pytest.mark.parametrize(
    ("words", "about", "closes"),
    [
        (CONGRESS, {}, True),
        (CONGRESS, {"first": "2031-03-12", "last": "2031-03-12"}, False),
        (CONGRESS, {"city": "Arusha", "country": "TZ", "form": "round"}, False),
        ("They will hold a congress on 29-30 March 2031.", {}, True),  # the form and the days say which
        ("They will hold the fifth round on 29-30 March 2031.", {"ordinal": 9}, False),
    ],
)
def test_form_or_place_on_the_days_promised_outweigh_the_track(words: str, about: dict[str, Any], closes: bool) -> None:
    asked = promise(words, due=DAYS, issues=("constitution",))
    given: dict[str, Any] = {"form": "conference", "tracks": ("lake-congress",), "city": "Entebbe", "country": "UG", "last": "2031-03-30"}
    # The track has met at that place before, so that the place alone does not take the promise out of it.
    before = meeting("old", "2030-01-10", None, city="Entebbe", country="UG")
    found = follow([asked], [before, replace(meeting("c1", "2031-03-29"), **(given | about))]).of("p")
    assert bool([one for one in found if one.is_closing]) is closes
    if closes:
        assert ("track", "differs_named") in {(one.feature, one.level) for one in found[0].reasons}


@pytest.mark.parametrize(("ordinal", "state"), [(None, "kept"), (24, "no_source"), (23, "kept")])
def test_plan_for_a_year_is_proposed_for_a_meeting_of_its_days_with_another_number_or_none(ordinal: int | None, state: str) -> None:
    asked = promise("The 23rd round will be held in Arusha in 2031.", due=("2031-01-01", "2031-12-31"), ordinal=22)
    found = follow([asked], [meeting("m", "2031-05-10", ordinal, last="2031-05-11")]).of("p")
    outcome = state_of_promise("2031-12-31", found)
    assert found[0].item.id == "m" and outcome.state == state
    if ordinal == 24:
        assert outcome.may_be is not None and ("round", "differs_open") in {(one.feature, one.level) for one in found[0].reasons}
        exact = replace(asked, due=("2031-05-01", "2031-05-31"))
        assert follow([exact], [meeting("m", "2031-05-10", 24, last="2031-05-11")]).of("p") == ()


def test_number_other_than_promised_closes_nothing_however_much_else_agrees() -> None:
    asked = promise("The 23rd round will be held in Arusha in 2031.", due=("2031-01-01", "2031-12-31"), ordinal=22)
    named = meeting("m", "2031-05-10", 24, sources=frozenset({"doc-a", "doc-m"}))
    (link,) = follow([asked], [named]).of("p")
    assert link.score > 0.8 and not link.is_closing


def test_promise_of_an_undated_text_is_followed_from_the_time_it_names() -> None:
    asked = promise("The next round will be held in Arusha in March 2031.", made=None, meeting=None, ordinal=None)
    found = follow([asked], [meeting("old", "2031-02-20"), meeting("m5", "2031-03-10")]).of("p")
    assert [one.item.id for one in found] == ["m5"]
    assert follow([replace(asked, due=(None, None))], [meeting("m5", "2031-03-10")]).of("p") == ()


def test_no_days_late_are_counted_from_a_last_day_that_the_words_leave_open() -> None:
    asked = promise(due=("2030-11-20", "2031-01-21"), roughly=True)
    (link,) = follow([asked], [meeting("m5", "2031-02-10", 5)]).of("p")
    assert link.days_late is None and state_of_promise("2031-01-21", [link]).state is PromiseState.KEPT
    (exact,) = follow([replace(asked, roughly=False)], [meeting("m5", "2031-02-10", 5)]).of("p")
    assert exact.days_late == 20


def test_place_named_before_is_the_same_place() -> None:
    words = "They decided to prepare it at a meeting in the same city."
    asked = promise(words, before="The congress opens in Entebbe in May, and ", due=("2030-11-20", "2031-04-30"), ordinal=None, issues=())
    entebbe = meeting("e", "2031-01-19", form="consultation", tracks=("lake-congress",), city="Entebbe", country="UG")
    arusha = meeting("a", "2031-01-18", form="consultation", tracks=("lake-congress",))
    link = follow([asked], [arusha, entebbe]).of("p")[0]
    assert link.item.id == "e" and ("place", "same") in {(one.feature, one.level) for one in link.reasons}


@pytest.mark.parametrize(("present", "kept"), [(("KEN", "UGA", "RWA"), True), (("KEN", "UGA"), False)])
def test_invitation_is_kept_by_the_meeting_to_which_those_invited_came(present: tuple[str, ...], kept: bool) -> None:
    asked = promise("Rwanda will be asked to observe from now on.", due=(None, None))
    found = follow([asked], [meeting("m5", "2031-03-10", 5, actors=present)]).of("p")
    assert bool([one for one in found if one.is_closing]) is kept


def test_talks_that_are_to_begin_may_be_the_first_at_which_all_who_promised_met() -> None:
    about: dict[str, Any] = {"due": (None, None), "track": None, "meeting": None, "ordinal": None, "form": None}
    asked = promise("They agreed to stop fighting and to begin peace talks.", **about)
    others = meeting("x", "2030-12-01", None, actors=("CHL", "PER"), tracks=(), city="Lima", country="PE")
    found = follow([asked], [others, meeting("m1", "2030-12-15", 1)]).of("p")
    assert [one.item.id for one in found] == ["m1"] and not found[0].is_closing
    assert state_of_promise(None, found).may_be is found[0]


def test_meeting_of_experts_of_all_who_promised_may_be_the_working_group() -> None:
    words = "They are to set up a joint working group on the zones."
    asked = to_set_up(words, issues=("de_escalation",), track=TRACK, due=("2030-11-20", "2030-12-04"))
    experts = meeting("e", "2031-01-10", None, form="consultation")
    (link,) = follow([asked], [experts]).of("p")
    assert ("body", "experts") in {(one.feature, one.level) for one in link.reasons} and not link.is_closing
    assert follow([asked], [replace(experts, actors=("KEN",))]).of("p") == ()
    assert follow([replace(asked, text="They are to set up a committee on the zones.")], [experts]).of("p") == ()


def test_body_that_a_promise_is_only_to_lead_to_does_not_close_it() -> None:
    words = "They promised to intensify their contacts so that the constitutional committee can be set up soon."
    first = sitting("w1", "2031-01-10", "Lakeland Constitutional Committee")
    (link,) = follow([to_set_up(words, issues=("constitution",))], [first]).of("p")
    assert not link.is_closing and ("body", "aim") in {(one.feature, one.level) for one in link.reasons}


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("Delegates spoke about the detainees of the Kalu camp, as was agreed last November.", True),
        ("Delegates spoke about the detainees of the Kalu camp, as was agreed in November 2030.", True),
        ("Delegates spoke about the detainees of the Kalu camp, as was agreed in March 2029.", False),
        ("Delegates spoke about the detainees of the Kalu camp in November 2030.", False),
    ],
)
def test_words_that_tell_that_it_was_agreed_on_that_day_speak_of_the_promise_and_of_no_step_since(text: str, refers: bool) -> None:
    found = follow([DETAINED], [passage("d:0-9", text, "2031-02-01", issues=("prisoners",))]).of("p")
    assert any(("referred", "day") in {(one.feature, one.level) for one in link.reasons} for link in found) is refers
    if refers:
        assert [link.direction for link in found] == [Direction.MENTIONS]


@pytest.mark.parametrize(
    ("text", "day", "owners", "found"),
    [
        ("All thanked Tanzania for hosting the meeting.", "2031-03-30", ("KEN", "UGA"), True),
        ("All thanked Tanzania for hosting the meeting.", "2031-05-20", ("KEN", "UGA"), True),  # soon after the last day
        ("All thanked Tanzania for hosting the meeting.", "2031-09-20", ("KEN", "UGA"), False),
        ("All thanked Tanzania for hosting the meeting.", "2031-05-20", ("CHL",), False),
    ],
)
def test_thanks_to_the_host_tell_that_the_meeting_was_held(text: str, day: str, owners: tuple[str, ...], found: bool) -> None:
    # The promise is about the political process alone: what promises to meet is looked for among next meetings all the same.
    asked = promise("They agreed to convene a further round in March 2031.", issues=("political_process",), ordinal=None, track=None)
    thanks = act("t", text, day, form="thank", actors=owners, issues=("next_meeting",))
    links = follow([asked], [thanks]).of("p")
    assert [one.direction for one in links] == ([Direction.MENTIONS] if found else [])


def release(id: str, by: str | None, to: str | None, count: int | None, first: str, text: str = "Prisoners were exchanged.") -> RecordItem:
    actors = tuple(one for one in (by, to) if one)
    return RecordItem(id, "release", "doc-r", 0, len(text), text, first, first, first, "prisoner_exchange", actors=actors, count=count)


EXCHANGE = "They agreed to exchange 42 prisoners by 20 December 2030."


def exchange(text: str = EXCHANGE) -> Promise:
    return promise(text, due=("2030-11-20", "2030-12-20"), issues=("prisoners",), track=None, meeting=None, ordinal=None, form=None)


def test_exchange_of_as_many_as_promised_keeps_the_promise_as_a_proposal() -> None:
    both = [release("r1", "KEN", "UGA", 24, "2030-12-17"), release("r2", "UGA", "KEN", 18, "2030-12-17")]
    links = follow([exchange()], both).of("p")
    assert {(link.item.id, link.direction, link.is_closing) for link in links} == {(f"r{n}", Direction.FULFILS, True) for n in (1, 2)}
    outcome = state_of_promise("2030-12-20", links)
    assert (outcome.state, outcome.proposed, outcome.days_late) == (PromiseState.KEPT, True, 0)
    gone = [DecidedOutcome(link.item.id, False, Direction.FULFILS, link.day) for link in links]
    assert state_of_promise("2030-12-20", links, gone).state is PromiseState.NO_SOURCE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (EXCHANGE, [release("r", "KEN", "UGA", 7, "2030-12-17"), release("s", "UGA", "KEN", 5, "2030-12-17")]),
        (EXCHANGE, [release("r", "ETH", "SOM", 42, "2030-12-17")]),
        ("They agreed to release all prisoners by 20 December 2030.", [release("r", "KEN", "UGA", 42, "2030-12-17")]),
    ],
)
def test_fewer_or_others_or_some_of_all_do_not_keep_a_promised_exchange(text: str, found: list[RecordItem]) -> None:
    links = follow([exchange(text)], found).of("p")
    assert state_of_promise("2030-12-20", links).state is PromiseState.NO_SOURCE


def test_release_of_others_in_the_same_days_neither_keeps_a_promised_exchange_nor_hides_what_does() -> None:
    both = [release("r1", "KEN", "UGA", 24, "2030-12-17"), release("r2", "UGA", "KEN", 18, "2030-12-17")]
    other = release("r3", "ETH", "SOM", 42, "2030-12-14")
    links = follow([exchange()], [other, *both]).of("p")
    assert {link.item.id for link in links if link.is_closing} == {"r1", "r2"}


def test_exchange_without_a_number_is_kept_by_those_who_promised_alone() -> None:
    asked = exchange("They agreed to exchange prisoners by 20 December 2030.")
    found = [release("r1", "KEN", "UGA", 24, "2030-12-17")]
    assert state_of_promise("2030-12-20", follow([asked], found).of("p")).state is PromiseState.KEPT
    nobody = replace(asked, owners=())
    assert state_of_promise("2030-12-20", follow([nobody], found).of("p")).state is PromiseState.NO_SOURCE


AGAIN = [
    ("The parties will meet again in Arusha in two weeks.", "2030-12-04"),
    ("The talks are to resume in Arusha on 4 December.", "2030-12-04"),
    ("A further session is planned for 4 December in Arusha.", "2030-12-04"),
    ("Both sides return to Arusha on 3 December.", "2030-12-03"),
    ("They agreed to reconvene in Arusha in the coming weeks.", "2030-12-20"),
    ("The next round is due to open in Arusha within a fortnight.", "2030-11-30"),
    ("Another meeting will take place in Arusha next month.", "2030-12-18"),
]


def again(text: str) -> Promise:
    """A promise of 20 November 2030 to meet again, with the days that its words allow."""
    first, last, _ = allowed_time(text, "2030-11-20", None, looking=True)
    return promise(text, due=(first, last), ordinal=None, form=None)


@pytest.mark.parametrize(("text", "day"), AGAIN)
def test_promise_to_meet_again_is_closed_by_the_meeting_held_at_the_place_and_time(text: str, day: str) -> None:
    asked = again(text)
    held = [meeting("m4", "2030-11-19", 4), meeting("m5", day), meeting("m6", "2031-04-10")]
    (link,) = follow([asked], held).of("p")
    assert (link.item.id, link.is_closing) == ("m5", True)
    assert {("place", "same"), ("track", "same")} <= {(one.feature, one.level) for one in link.reasons}


@pytest.mark.parametrize(("text", "day"), AGAIN)
@pytest.mark.parametrize(
    "about",
    [
        {"tracks": ("river-forum",), "city": "Oslo", "country": "NO", "actors": ("CHL", "PER")},
        {"status": "planned", "sources": frozenset({"doc-a"})},
        {"first": "2030-10-01", "last": "2030-10-02"},
    ],
)
def test_promise_to_meet_again_stays_open_beside_other_meetings(text: str, day: str, about: dict[str, Any]) -> None:
    links = follow([again(text)], [replace(meeting("m9", day), **about)]).of("p")
    assert not [one for one in links if one.is_closing]


def test_next_round_that_none_of_those_who_promised_came_to_closes_nothing() -> None:
    asked = promise("The two platforms will meet again before the end of December.", owners=("RWA", "BDI"), due=(None, "2030-12-31"))
    held = [meeting("m5", "2031-04-10", 5)]
    assert not [one for one in follow([asked], held).of("p") if one.is_closing]
    own = [replace(held[0], actors=("RWA", "BDI"))]
    assert [one.is_closing for one in follow([asked], own).of("p")] == [True]


def test_number_of_a_paragraph_counts_nobody() -> None:
    asked = exchange("3. The sides agreed to release 60 detainees each, simultaneously, no later than 20 December 2030.")
    both = [release("r1", "KEN", "UGA", 60, "2030-12-17"), release("r2", "UGA", "KEN", 60, "2030-12-17")]
    assert state_of_promise("2030-12-20", follow([asked], both).of("p")).state is PromiseState.KEPT
