"""Views of a person's file: what somebody must not see is not in it, neither words nor counts nor times."""

from __future__ import annotations

import json

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from persons.cases.files import MAY_SEE, SECRET, Kind, at, begun, death, files, report, says
from sulh.model.vocabulary import PersonFate
from sulh.persons.cases import CaseEvent, event_data, visible_case, visible_events

_GROUPS = [frozenset(one) for one in ("", "a", "f", "h", "i", "ah", "fi", "bfh")]


def shown(events: list[CaseEvent], groups: frozenset[str]) -> str:
    """Everything that somebody can be given."""
    return json.dumps([event_data(one) for one in visible_events(events, groups)]) + repr(visible_case(events, groups))


@pytest.mark.parametrize("groups", _GROUPS, ids=lambda one: "".join(sorted(one)) or "none")
@given(data=st.data())
@settings(max_examples=examples(40, few=10), deadline=None)
def test_view_is_the_same_as_if_what_is_hidden_had_never_happened(groups: frozenset[str], data: st.DataObject) -> None:
    whole, world = data.draw(files(groups))
    assert list(visible_events(whole, groups)) == world
    assert shown(world, groups) == shown(whole, groups)
    if not groups & {"f", "h", "i"}:
        assert SECRET not in shown(whole, groups)


@given(data=st.data(), groups=st.sampled_from(_GROUPS), hours=st.integers(0, 300))
@settings(max_examples=examples(100), deadline=None)
def test_view_as_of_a_moment_is_that_of_the_visible_events_until_then(data: st.DataObject, groups: frozenset[str], hours: int) -> None:
    whole, world = data.draw(files(groups))
    moment = whole[0].at.replace(year=2027) + (at(1) - at(0)) * hours / 24
    assert visible_case(whole, groups, moment) == visible_case(world, groups, moment)


def test_family_contact_health_and_informants_are_for_those_whom_the_terms_name() -> None:
    events = [
        begun(health="diabetic"), report(1, health="wounded"), says(Kind.CONTACT, 2, who="a sister", reach="by the mosque"),
        says(Kind.WITHDRAWN, 3, about="e2", words="the sister moved"),
        says(Kind.CORRECTED, 4, about="e1", fields={"health": "walks"}, words="the sister says"),
    ]  # fmt: skip
    nobody = shown(events, frozenset())
    for word in ("diabetic", "wounded", "sister", "mosque", "neighbour", "walks"):
        assert word not in nobody, word
    assert len(visible_events(events, frozenset())) == 2
    everything = shown(events, frozenset("fhi"))
    for word in ("diabetic", "wounded", "sister", "mosque", "neighbour", "walks"):
        assert word in everything, word
    assert visible_case(events, {"i"}).entries["e1"].values["reporter"] == "a neighbour"


def test_terms_in_force_now_count_for_what_was_written_before() -> None:
    closed = says(Kind.TERMS, 2, may_see={"health": []}, words="the doctor left")
    events = [begun(health="diabetic"), report(1), closed]
    assert visible_case(events[:2], {"h"}).health == "diabetic"
    assert visible_case(events, {"h"}).health == "" and visible_case(events, {"h"}, at(1)).health == ""
    unnamed = [begun(health="diabetic", may_see={}), report(1)]
    assert "diabetic" not in shown(unnamed, frozenset("fhi")) and MAY_SEE["health"] == ["h"]


def test_decision_for_some_groups_leaves_others_with_the_one_before() -> None:
    events = [begun(), report(1, only=["a"]), death(2, fate=PersonFate.ALIVE), death(3, "e1", only=["a"])]
    assert visible_case(events, {"a"}).fate is PersonFate.DECEASED
    assert visible_case(events, set()).fate is PersonFate.ALIVE
