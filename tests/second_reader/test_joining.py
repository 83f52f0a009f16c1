from __future__ import annotations

import json
from typing import Any

import pytest
from model_server import act, meeting, participant, reply, said

from sulh.documents import from_text
from sulh.model import Reading
from sulh.model.kinds import kind_named
from sulh.model.two_readings import Readers, TwoReadings
from sulh.record.precision import Shares
from sulh.record.second_reader.agreement import Agreement, agreement
from sulh.record.second_reader.joining import joined
from sulh.record.second_reader.reply import facts_of
from sulh.record.second_reader.same_fact import evidence, paired

TEXT = """\
The 16th round of Astana talks was held in Nur-Sultan on 7-8 July 2021. Russia and Iran took part as guarantors. \
The parties condemned the attack.

Envoys of Russia met in Moscow on 3 May 2020.
"""
DOCUMENT = from_text(TEXT)
ROUND: dict[str, Any] = {
    "ordinal": said(16, "16th"),
    "start": said("2021-07-07", "7-8 July 2021"),
    "city": said("Nur-Sultan", "Nur-Sultan"),
}
FIRST = reply(
    meetings=[
        meeting(
            "round", "16th round", **ROUND, participants=[participant("RUS", "Russia", "guarantor"), participant("IRN", "Iran", "party")]
        ),
        meeting("consultation", "Envoys of Russia met", city=said("Moscow", "Moscow"), start=said("2020-05", "May 2020")),
    ],
    acts=[act("condemn", "The parties condemned the attack", "terrorism")],
)
SECOND = reply(
    meetings=[
        meeting(
            "summit",
            "16th round of Astana talks",
            **ROUND,
            participants=[participant("RUS", "Russia", "guarantor"), participant("IRN", "Iran", "guarantor")],
        ),
        meeting("consultation", "met in Moscow", city=said("Moscow", "Moscow"), start=said("2020-05-03", "3 May 2020")),
    ],
    acts=[act("accuse", "condemned the attack", "terrorism")],
)


def reading(text: str) -> Reading:
    facts, dropped = facts_of(json.loads(text), DOCUMENT)
    assert dropped == ()
    return Reading(DOCUMENT, facts.kind, facts.meetings, facts.tracks, facts.acts, facts.ceasefires, facts.releases)


Counts = dict[str, tuple[int, int]]


def together(first: str, second: str, counts: Counts) -> TwoReadings:
    """The two joined, where each kind of reader was right so often in everything: {"first": (3, 10)}."""
    shares = Shares({("meeting", "kind", readers): counted for readers, counted in counts.items()})
    return joined(reading(first), reading(second), "model m at h, prompt 1", share=shares)


BEST_SECOND: Counts = {"both": (10, 10), "first": (1, 10), "second": (9, 10), "first_differs": (1, 10), "second_differs": (9, 10)}
BEST_FIRST: Counts = {"both": (10, 10), "first": (9, 10), "second": (1, 10), "first_differs": (9, 10), "second_differs": (1, 10)}


def test_meetings_are_paired_by_the_words_they_cite_and_the_facts_they_state() -> None:
    kind = kind_named("meeting")
    first, second = reading(FIRST).meetings, reading(SECOND).meetings
    assert paired(kind, first, second[::-1]) == {0: 1, 1: 0}
    found = {feature: how for feature, how, _ in evidence(kind, first[0], second[0])}
    assert (found["words"], found["ordinal"], found["place"]) == ("mention", "unknown", "same city")
    # A number counts among meetings of one form, and these two readers differ about it.
    assert sum(weight for _, _, weight in evidence(kind, first[0], second[1])) < 0


@pytest.mark.parametrize(
    ("counts", "kind", "role", "code"), [(BEST_SECOND, "summit", "guarantor", "accuse"), (BEST_FIRST, "round", "party", "condemn")]
)
def test_where_values_contradict_the_reader_is_believed_that_was_right_more_often(counts: Any, kind: str, role: str, code: str) -> None:
    found = together(FIRST, SECOND, counts)
    assert [one.kind.value for one in found.meetings] == [kind, "consultation"]
    assert {one.actor.id: one.role.value for one in found.meetings[0].participants} == {"RUS": "guarantor", "IRN": role}
    assert [one.act.value for one in found.acts] == [code]
    # The more exact of two dates that agree is kept, whoever gives it.
    assert found.meetings[1].start == "2020-05-03"


def test_what_one_states_alone_is_kept_only_where_that_was_right_often_enough() -> None:
    nothing = reply()
    assert len(together(FIRST, nothing, BEST_FIRST).meetings) == 2
    assert together(FIRST, nothing, BEST_SECOND).meetings == ()
    assert len(together(nothing, SECOND, BEST_SECOND).meetings) == 2
    # The record claims it all the same, by that reader alone.
    assert {one.readers for one in together(FIRST, nothing, BEST_SECOND).stated} == {Readers.FIRST}


def test_each_assertion_is_stated_once_and_what_differs_in_pairs() -> None:
    found = together(FIRST, SECOND, BEST_SECOND)
    keys = [(one.kind, one.number, one.name, json.dumps(one.value, sort_keys=True)) for one in found.stated]
    assert len(set(keys)) == len(keys)
    differing = [one for one in found.stated if one.beside is not None]
    assert [one.beside for one in differing] == [0, 1] * (len(differing) // 2)
    assert [one.readers for one in differing] == [Readers.SECOND_DIFFERS, Readers.FIRST_DIFFERS] * (len(differing) // 2)
    assert [(one.kind, one.number, one.name) for one in differing] == [
        *[("meeting", 1, "kind")] * 2, *[("meeting", 1, "participant")] * 2, ("act", 1, "act"), ("act", 2, "act"),
    ]  # fmt: skip
    (start,) = [one for one in found.stated if (one.number, one.name) == (2, "start")]
    assert (start.value, start.readers) == ("2020-05-03", Readers.BOTH)


def test_readings_that_are_the_same_give_that_reading_and_nothing_differs() -> None:
    found = together(FIRST, FIRST, BEST_SECOND)
    assert found.meetings == reading(FIRST).meetings and found.acts == reading(FIRST).acts
    assert {(one.readers, one.beside) for one in found.stated} == {(Readers.BOTH, None)}


@pytest.mark.parametrize(
    ("name", "one", "other", "how"),
    [
        ("start", "2021-07", "2021-07-07", Agreement.CLOSE),
        ("start", "2021-07-08", "2021-07-07", Agreement.DIFFER),
        ("city", "Astana", "Nur-Sultan", Agreement.CLOSE),
        ("city", "Astana", "Geneva", Agreement.DIFFER),
        ("track", "Astana process", "Astana format", Agreement.CLOSE),
        ("country", "KZ", None, Agreement.CLOSE),
        ("ordinal", 16, 17, Agreement.DIFFER),
        ("core", True, False, Agreement.CLOSE),
    ],
)
def test_values_that_say_less_or_the_same_contradict_nothing(name: str, one: Any, other: Any, how: Agreement) -> None:
    assert agreement(kind_named("meeting").by_name[name], one, other) is how
    assert agreement(kind_named("meeting").by_name[name], other, one) is how


def test_share_of_few_claims_is_drawn_to_that_of_more() -> None:
    shares = Shares({("act", "act", "second"): (80, 100), ("act", "act=note", "second"): (0, 1), ("track", "track", "second"): (0, 0)})
    usual, narrow = shares("act", "act", Readers.SECOND), shares("act", "act", Readers.SECOND, "note")
    assert usual == pytest.approx(0.8)
    assert narrow is not None and 0.5 < narrow < 0.7
    assert shares("track", "track", Readers.SECOND) == pytest.approx(0.8)
    assert shares("act", "act", Readers.FIRST) is None
