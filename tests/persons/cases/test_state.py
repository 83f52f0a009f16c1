"""Files of persons: what stands at a moment, what is refused, and that nobody is dead but by a decision with a source."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from persons.cases.files import DIGEST, Kind, at, begun, death, files, report, says
from sulh.model.vocabulary import HolderAnswer, HypothesisState, PersonFate, PersonWhereabouts
from sulh.persons.cases import FIELDS, CaseError, CaseEvent, added, case_of, event_data, event_from, written

_ALL = frozenset("abfhi")
_EVIDENCE = (Kind.REPORTED, Kind.SIGHTED, Kind.DOCUMENT)


def has_sourced_death(events: list[CaseEvent]) -> bool:
    """Whether the last decision about the fate says deceased, by a source that nobody took back; without the code under test."""
    fates = [one for one in events if one.what is Kind.FATE]
    taken = {one.about for one in events if one.what is Kind.WITHDRAWN}
    evidence = {one.id for one in events if one.what in _EVIDENCE} - taken
    last = fates[-1].values if fates else {}
    return bool(last.get("fate") == "deceased" and last.get("decided_by") and evidence & set(last.get("sources", ())))


@given(files(_ALL))
@settings(max_examples=examples(300), deadline=None)
def test_nobody_is_dead_but_by_the_last_decision_about_the_fate_with_a_source_that_stands(
    made: tuple[list[CaseEvent], list[CaseEvent]],
) -> None:
    events = made[0]
    for count in range(1, len(events) + 1):
        case = case_of(events[:count])
        assert (case.fate is PersonFate.DECEASED) == has_sourced_death(events[:count])
        if case.whereabouts in ("body_held", "body_handed_over", "body_not_found", "identified"):
            assert case.fate is PersonFate.DECEASED
    undecided = [one for one in events if one.what not in (Kind.FATE, Kind.WHEREABOUTS, Kind.TOLD)]
    kept = {one.id for one in undecided}
    assert case_of([one for one in undecided if not one.about or one.about in kept]).fate is PersonFate.MISSING


@given(files(_ALL), st.integers(0, 400))
@settings(max_examples=examples(200), deadline=None)
def test_file_as_of_a_moment_is_the_file_of_the_events_until_then(made: tuple[list[CaseEvent], list[CaseEvent]], hours: int) -> None:
    events = made[0]
    moment = events[0].at + dt.timedelta(hours=hours)
    assert case_of(events, moment) == case_of([one for one in events if one.at <= moment])


@given(files(_ALL))
@settings(max_examples=examples(200), deadline=None)
def test_nothing_disappears_and_every_event_is_the_same_after_json(made: tuple[list[CaseEvent], list[CaseEvent]]) -> None:
    events = made[0]
    case = case_of(events)
    assert list(case.events) == events
    assert all(one.by and one.at.utcoffset() is not None for one in case.events)
    again = [event_from(json.loads(json.dumps(event_data(one)))) for one in events]
    assert again == events and case_of(again) == case
    assert len(case.fates) == sum(one.what is Kind.FATE for one in events)


def claim(number: int, answer: HolderAnswer = HolderAnswer.DEAD_BODY_HELD) -> CaseEvent:
    return says(Kind.CLAIMED, number, holder="South", answer=str(answer))


def test_holder_who_says_dead_has_claimed_and_decided_nothing() -> None:
    case = case_of([begun(), claim(1)])
    assert (case.fate, case.whereabouts, case.is_reported_dead) == (PersonFate.MISSING, PersonWhereabouts.UNKNOWN, True)
    with pytest.raises(CaseError, match=r"fate e2: nobody is dead without a source.*what a holder claims is no fate"):
        case_of([begun(), claim(1), death(2, "e1")])


def test_confirmed_hypothesis_and_old_age_make_nobody_dead() -> None:
    events = [
        begun(), says(Kind.HYPOTHESIS, 1, words="died in custody", certainty="almost_certain"),
        says(Kind.JUDGED, 2, about="e1", state="confirmed", decided_by="Bo", words="two agree"),
    ]  # fmt: skip
    case = case_of(events, at(40000))
    assert case.fate is PersonFate.MISSING and not case.is_reported_dead
    assert case.entries["e1"].state is HypothesisState.CONFIRMED
    reopened = case_of([*events, says(Kind.JUDGED, 3, about="e1", state="open", decided_by="Bo", words="one took it back")])
    assert reopened.entries["e1"].state is HypothesisState.OPEN and len(reopened.entries["e1"].judged) == 2


def test_death_that_loses_its_last_source_is_in_force_no_more_and_says_so() -> None:
    paper = says(Kind.DOCUMENT, 2, title="Register", sha256=DIGEST)
    events = [begun(), report(1), paper, death(3, "e1", "e2")]
    body = says(Kind.WHEREABOUTS, 4, whereabouts="body_handed_over", decided_by="Bo", sources=["e3", "e2"])
    events.append(body)
    case = case_of(events)
    assert (case.fate, case.whereabouts, case.unsupported) == (PersonFate.DECEASED, PersonWhereabouts.BODY_HANDED_OVER, ())
    events.append(says(Kind.WITHDRAWN, 5, about="e1", words="was another man"))
    assert case_of(events).fate is PersonFate.DECEASED
    events.append(says(Kind.WITHDRAWN, 6, about="e2", words="forged"))
    case = case_of(events)
    assert (case.fate, case.whereabouts, case.unsupported) == (PersonFate.MISSING, PersonWhereabouts.UNKNOWN, ("e3", "e4"))
    assert case.fates[0].decided_by == "Commission" and len(case.all_whereabouts) == 1
    assert case_of(events, at(5)).fate is PersonFate.DECEASED


def test_place_of_a_body_names_the_decision_about_the_death_and_a_source() -> None:
    body = {"whereabouts": "identified", "decided_by": "Bo"}
    with pytest.raises(CaseError, match="whereabouts e2: identified is of a dead person: name in sources the decision"):
        case_of([begun(), report(1), says(Kind.WHEREABOUTS, 2, **body, sources=["e1"])])
    with pytest.raises(CaseError, match="says where the body is"):
        case_of([begun(), report(1), death(2, "e1"), says(Kind.WHEREABOUTS, 3, **body, sources=["e2"])])
    alive = [begun(), report(1), death(2, "e1"), says(Kind.WHEREABOUTS, 3, **body, sources=["e1", "e2"]), death(4, fate=PersonFate.ALIVE)]
    case = case_of(alive)
    assert (case.fate, case.whereabouts, case.unsupported) == (PersonFate.ALIVE, PersonWhereabouts.UNKNOWN, ("e3",))


def test_fate_and_whereabouts_are_decided_apart() -> None:
    held = says(Kind.WHEREABOUTS, 1, whereabouts="detained", decided_by="Bo", holder="South", place="Hill prison")
    case = case_of([begun(), held])
    assert case.fate is PersonFate.MISSING and case.whereabouts is PersonWhereabouts.DETAINED
    assert case.whereabouts_decision is not None and case.whereabouts_decision.place == "Hill prison"
    with pytest.raises(CaseError, match="holder is empty"):
        case_of([begun(), replace(held, values={"whereabouts": "detained", "decided_by": "Bo"})])


def test_correction_is_a_later_event_and_the_first_words_stay() -> None:
    events = [
        begun(), report(1), says(Kind.CORRECTED, 2, about="e1", fields={"words": "was taken at home"}, words="misheard"),
        says(Kind.CORRECTED, 3, about="e0", fields={"name": "Invented Other", "town": "Hill"}, words="papers seen"),
    ]  # fmt: skip
    case = case_of(events)
    assert case.entries["e1"].values["words"] == "was taken at home" and "checkpoint" in case.entries["e1"].event.values["words"]
    assert (case.name, case.known) == ("Invented Other", {"birth_year": "1890", "town": "Hill"})
    with pytest.raises(CaseError, match="'sha256' of reported cannot be corrected; these can: health, received, reporter, words"):
        case_of([begun(), report(1), says(Kind.CORRECTED, 2, about="e1", fields={"sha256": DIGEST}, words="x")])
    with pytest.raises(CaseError, match="the field received is 'soon'; write a date of EDTF"):
        case_of([begun(), report(1), says(Kind.CORRECTED, 2, about="e1", fields={"received": "soon"}, words="x")])


def test_family_is_told_only_what_it_may_be_told() -> None:
    contact = says(Kind.CONTACT, 2, who="a sister", may_be_told=["reported", "whereabouts"])
    told = says(Kind.TOLD, 3, about="e2", events=["e1"], on="2027-01-04")
    assert case_of([begun(), report(1), contact, told]).of(Kind.TOLD)[0].values["events"] == ["e1"]
    guess = says(Kind.HYPOTHESIS, 1, words="is dead", certainty="likely")
    with pytest.raises(CaseError, match="a sister may be told of reported, whereabouts, and e1 is hypothesis"):
        case_of([begun(), guess, contact, told])
    with pytest.raises(CaseError, match="the contact e2 was taken back"):
        case_of([begun(), report(1), contact, says(Kind.WITHDRAWN, 3, about="e2", words="moved"), replace(told, at=at(4), id="e4")])


def test_link_that_is_decided_anew_is_in_force_and_the_earlier_one_stays() -> None:
    links = [says(Kind.LINKED, n, other="North/7", decided=what, decided_by="Bo") for n, what in ((1, "same"), (2, "different"))]
    case = case_of([begun(), *links])
    assert case.links["North/7"].values["decided"] == "different" and len(case.of(Kind.LINKED)) == 2


def test_closed_file_takes_nothing_until_it_is_reopened() -> None:
    closed = [begun(), says(Kind.CLOSED, 1, words="came home")]
    with pytest.raises(CaseError, match="reported e2: the file is closed; reopen it first"):
        case_of([*closed, report(2)])
    again = case_of([*closed, says(Kind.REOPENED, 2, words="new report"), report(3)])
    assert not again.is_closed and case_of(closed).is_closed
    with pytest.raises(CaseError, match="not closed"):
        case_of([begun(), says(Kind.REOPENED, 1, words="why")])


def test_terms_are_moved_by_an_event_and_say_when_the_file_ends() -> None:
    moved = says(Kind.TERMS, 1, until="2028-01-01", may_see={"health": ["h", "d"]}, words="agreed")
    case = case_of([begun(), moved])
    assert case.terms.may_see["health"] == ("h", "d") and case.terms.may_see["family"] == ("f",) and case.terms.purpose == "search"
    assert case.is_expired(dt.date(2028, 1, 2)) and not case.is_expired(dt.date(2028, 1, 1))


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([], "not opened"),
        ([report(1)], "not opened"),
        ([begun(), begun()], "opened e0: the id stands for another event"),
        ([begun(), replace(begun(), id="e1")], "open already; correct"),
        ([begun(until="soon")], "the field until is 'soon'; write a day"),
        ([begun(legal_basis=" ")], "opened e0: the field legal_basis is empty"),
        ([begun(known={"contact": "x"})], "must not hold 'contact'; give it as an event of contact"),
        ([begun(may_see={"weather": ["x"]})], "has no part 'weather'; there are family, health, informants"),
        ([begun(weather="x")], "no field 'weather'"),
        ([begun(), replace(report(1), by=" ")], "needs an author"),
        ([begun(), replace(report(1), at=dt.datetime(2027, 1, 3))], "no offset"),
        ([begun(), report(5), report(4)], "reported e4: its time .* is before what was written last"),
        ([begun(), death(1, "e9")], "no event 'e9' before it"),
        ([begun(), says(Kind.WITHDRAWN, 1, words="x")], "must be about an earlier event"),
        ([begun(), says(Kind.WITHDRAWN, 1, about="e0", words="x")], "cannot speak of e0, which is opened"),
        ([begun(), replace(report(1), about="e0")], "is about the person"),
        ([begun(), says(Kind.CLOSED, 1, only=["a"], words="x")], "for everybody who may see the file"),
        ([begun(), report(1, only=["a"]), death(2, "e1")], "e1, which is for a only, and must not be for more"),
        ([begun(), report(1), says(Kind.WITHDRAWN, 2, about="e1", only=["a"], words="x")], "same readers as e1"),
        ([begun(), death(1)], "nobody is dead without a source"),
        ([begun(), says(Kind.FATE, 1, fate="gone", decided_by="Bo")], "cannot be 'gone'; there are missing, alive, deceased"),
        ([begun(), says(Kind.FATE, 1, fate="alive")], "the field decided_by is empty"),
        ([begun(), says(Kind.DOCUMENT, 1, title="x", sha256="1")], "must be a SHA-256"),
    ],
)  # fmt: skip
def test_what_cannot_happen_is_refused_with_what_and_where(events: list[CaseEvent], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        case_of(events)


def test_event_of_json_that_is_none_is_refused() -> None:
    for held in ({}, {**event_data(report(1)), "what": "forgot"}, {**event_data(report(1)), "at": "2027-01-01T10:00"}):
        with pytest.raises(CaseError, match=r"no event of a person|no offset"):
            event_from(held)


def test_written_event_has_an_id_that_counts_nothing_and_is_checked() -> None:
    one = written(Kind.REPORTED, at(1), "Ann", words="seen", reporter="Bo", received="2027-01-02", health="")
    assert len(one.id) == 12 and one.id != written(Kind.CLOSED, at(1), "Ann", words="x").id and "health" not in one.values
    with pytest.raises(CaseError, match="the field reporter is empty"):
        written(Kind.REPORTED, at(1), "Ann", words="seen", received="2027")
    assert set(FIELDS) == set(Kind)


def test_author_learns_nothing_from_a_refusal() -> None:
    """Death that is for others only is not named when somebody writes who does not know of it."""
    events = [begun(), report(1, only=["a"]), death(2, "e1", only=["a"])]
    with pytest.raises(CaseError, match="no event 'e2' before it"):
        added(events, [says(Kind.WHEREABOUTS, 3, whereabouts="identified", decided_by="Bo", sources=["e2", "e1"])], {"b"})
    assert len(added(events, [report(3)], {"b"})) == 4
    assert added([], [begun()], set()) == (begun(),)
