"""What claims come to: the majority, decisions of people, and what counts as a dispute."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.record.projection.consensus import MergedMeeting, consensus
from sulh.record.projection.stated import Stated

RUSSIA = {"id": "RUS", "name": "Russia", "kind": "state"}


def said(*rows: tuple[str, str, Any] | tuple[str, str, Any, bool]) -> list[Stated]:
    """Claims from (document, property, value[, decided]); a document has one mention."""
    return [
        Stated(f"claim{seq}", seq, row[0], f"{row[0]}-meeting1", row[1], row[2], len(row) > 3 and bool(row[3]))
        for seq, row in enumerate(rows, 1)
    ]


def of(*rows: Any) -> MergedMeeting:
    return consensus(said(*rows))


def test_value_of_most_documents_is_shown_and_all_are_kept() -> None:
    merged = of(("a", "ordinal", 15), ("b", "ordinal", 16), ("c", "ordinal", 16))
    assert merged.ordinal == 16 and merged.disputed == ("ordinal",) and merged.sources == 3
    assert [(choice.value, choice.sources) for choice in merged.values["ordinal"]] == [(16, 2), (15, 1)]


def test_earlier_entry_wins_between_even_values() -> None:
    assert of(("a", "ordinal", 15), ("b", "ordinal", 16)).ordinal == 15


def test_value_that_a_person_decided_wins_against_any_number() -> None:
    assert of(("a", "ordinal", 16), ("b", "ordinal", 16), ("c", "ordinal", 15, True)).ordinal == 15


@pytest.mark.parametrize(
    ("dates", "shown", "disputed"),
    [
        (("2021-07", "2021-07-07"), "2021-07-07", ()),
        (("2021", "2021-07", "XXXX-07-07"), "2021-07-07", ()),
        (("2021", "2020", "XXXX-07-07"), "XXXX-07-07", ()),
        (("XXXX-07-07", "2021-07-07"), "2021-07-07", ()),
        (("2021-07-07", "2021-07-08"), "2021-07-07", ("start",)),
        (("2021-07-07", "2021-07-08", "2021-07-08"), "2021-07-08", ("start",)),
        (("2021-06", "2021-07-07"), "2021-07-07", ("start",)),
        (("2021-33", "2021-02-03"), "2021-02-03", ()),
        (("2021-33", "2021-07-03"), "2021-07-03", ("start",)),
    ],
)
def test_dates_of_different_precision_are_no_rivals(dates: tuple[str, ...], shown: str, disputed: tuple[str, ...]) -> None:
    merged = of(*((f"d{n}", "start", date) for n, date in enumerate(dates)))
    assert (merged.start, merged.disputed) == (shown, disputed)


def test_coarse_date_says_no_two_days_and_decides_nothing_between_them() -> None:
    merged = of(("c", "start", "2021-07"), ("a", "start", "2021-07-08"), ("b", "start", "2021-07-07"), ("d", "start", "2021-07-07"))
    assert [(choice.value, choice.sources) for choice in merged.values["start"]] == [("2021-07-07", 3), ("2021-07-08", 1)]
    even = of(("c", "start", "2021-07"), ("a", "start", "2021-07-08"), ("b", "start", "2021-07-07"))
    assert [(choice.value, choice.sources) for choice in even.values["start"]] == [("2021-07-08", 2), ("2021-07-07", 1)]


def test_one_day_of_several_does_not_dispute_the_beginning() -> None:
    merged = of(("a", "start", "2017-01-23"), ("a", "end", "2017-01-24"), ("b", "start", "2017-01-24"))
    assert (merged.start, merged.end, merged.disputed) == ("2017-01-23", "2017-01-24", ())
    assert (merged.first_day, merged.last_day) == ("2017-01-23", "2017-01-24")


def test_two_ranges_of_days_are_rivals() -> None:
    merged = of(("a", "start", "2024-01-23"), ("a", "end", "2024-01-24"), ("b", "start", "2024-01-24"), ("b", "end", "2024-01-25"))
    assert merged.disputed == ("end", "start")


def test_what_was_held_goes_before_what_was_planned_whoever_decided() -> None:
    for firm in (False, True):
        plans = [
            (one, name, value, firm) for one in "abc" for name, value in (("status", "planned"), ("start", "2021-03-01"), ("city", "Sochi"))
        ]
        report = [("d", "status", "held", firm), ("d", "start", "2021-07-07", firm), ("d", "city", "Geneva", firm)]
        merged = of(*plans, *report)
        assert (merged.status, merged.start, merged.city) == ("held", "2021-07-07", "Geneva")
        assert merged.disputed == () and [one.value for one in merged.values["city"]] == ["Geneva"]
        assert {name: [one.value for one in ones] for name, ones in merged.announced.items()} == {
            "start": ["2021-03-01"], "city": ["Sochi"],
        }, "what was planned stays, as the plan that it was"  # fmt: skip
    assert of(("a", "status", "held"), ("a", "start", "2021-07-07"), ("b", "start", "2021-03-01", True)).start == "2021-03-01"
    running = of(("a", "status", "ongoing"), ("a", "end", "2021-07-09"), ("b", "status", "held"), ("b", "end", "2021-07-08"))
    assert running.end == "2021-07-08", "who reports afterwards knows when it ended"


def test_names_of_one_city_are_no_rivals_and_other_cities_are() -> None:
    merged = of(("a", "city", "Astana"), ("b", "city", "Nur-Sultan"), ("c", "city", "Nur-Sultan"))
    assert merged.city == "Astana" and merged.disputed == () and merged.values["city"][0].sources == 3
    assert merged.place_precision == "city" and merged.latitude is not None
    assert of(("a", "city", "Astana"), ("b", "city", "Geneva")).disputed == ("city",)


@pytest.mark.parametrize(
    ("statuses", "shown", "disputed"),
    [
        (("planned", "held"), "held", ()),
        (("planned", "planned", "ongoing"), "ongoing", ()),
        (("planned", "cancelled"), "cancelled", ()),
        (("held", "cancelled", "cancelled"), "cancelled", ("status",)),
        (("held", "held", "cancelled"), "held", ("status",)),
    ],
)
def test_stages_of_a_meeting_are_no_rivals(statuses: tuple[str, ...], shown: str, disputed: tuple[str, ...]) -> None:
    merged = of(*((f"d{n}", "status", status) for n, status in enumerate(statuses)))
    assert (merged.status, merged.disputed) == (shown, disputed)


def parts(document: str, **roles: str) -> list[tuple[str, str, Any]]:
    return [(document, "participant", {"actor": {"id": code, "name": code, "kind": "state"}, "role": role}) for code, role in roles.items()]


def test_exact_role_is_shown_before_a_vague_one_and_two_exact_ones_are_disputed() -> None:
    merged = of(*parts("a", RUS="participant"), *parts("b", RUS="participant"), *parts("c", RUS="guarantor"))
    assert merged.participants[0].role == "guarantor" and merged.disputed == ()
    merged = of(*parts("a", RUS="guarantor"), *parts("b", RUS="mediator"), *parts("c", RUS="mediator"))
    assert merged.participants[0].role == "mediator" and merged.participants[0].disputed and merged.disputed == ("role",)


def test_shorter_list_is_no_rival_and_another_list_is() -> None:
    full = parts("a", RUS="guarantor", IRN="guarantor", TUR="guarantor")
    assert of(*full, *parts("b", RUS="guarantor", IRN="guarantor")).disputed == ()
    assert of(*full, *parts("b", RUS="guarantor", IRN="guarantor", QAT="guarantor")).disputed == ("participants",)
    assert of(*full, *parts("b", SYR="party", QAT="party")).disputed == ()


def test_who_was_only_expected_makes_no_other_list_and_no_other_role() -> None:
    came = [("a", "status", "held"), *parts("a", RUS="guarantor", IRN="guarantor")]
    plan = [("b", "status", "planned"), *parts("b", RUS="guarantor", QAT="guarantor", IRN="mediator")]
    merged = of(*came, *plan)
    assert merged.disputed == ()
    assert {one.actor: len(one.announced) for one in merged.participants} == {"RUS": 0, "IRN": 0, "QAT": 1}
    assert [one.role for one in merged.participants if one.actor == "IRN"] == ["guarantor"]
    # Nor is an actor for whom somebody is named who was there.
    person = ("a", "person", {"name": "Ann Envoy", "office": None, "actor": {"id": "QAT", "name": "Qatar", "kind": "state"}, "head": False})
    assert not any(one.announced for one in of(*came, *plan, person).participants)
    # Where no source says who came, nobody is told as expected only.
    assert not any(one.announced for one in of(("a", "status", "held"), *plan).participants)


def test_what_a_person_decided_is_no_longer_disputed() -> None:
    open_day = (("a", "start", "2021-07-07"), ("b", "start", "2021-07-08"))
    assert of(*open_day).disputed == ("start",) and of(*open_day).decided == ()
    merged = of(open_day[0], (*open_day[1], True))
    assert (merged.start, merged.disputed, merged.decided) == ("2021-07-08", (), ("start",))
    assert [one.value for one in merged.values["start"]] == ["2021-07-08", "2021-07-07"], "the other value stays to be seen"
    both = of((*open_day[0], True), (*open_day[1], True))
    assert both.disputed == ("start",), "two people who decided otherwise settle nothing"
    assert of(("a", "status", "held", True), ("b", "status", "cancelled")).disputed == ()
    assert of(("a", "status", "held", True), ("b", "status", "cancelled", True)).disputed == ("status",)
    assert of(("a", "status", "ongoing", True), ("b", "status", "held", True), ("c", "status", "cancelled")).disputed == ()
    full = parts("a", RUS="guarantor", IRN="guarantor", TUR="guarantor")
    other = [(*one, True) for one in parts("b", RUS="guarantor", QAT="guarantor")]
    assert of(*full, *other).disputed == ()
    role = [(*one, True) for one in parts("a", RUS="mediator")]
    (part,) = of(*role, *parts("b", RUS="guarantor")).participants
    assert part.role == "mediator" and not part.disputed and len(part.roles) == 2


def test_person_is_counted_once_under_longer_and_shorter_names() -> None:
    def person(document: str, name: str, office: str | None = None, head: bool = False) -> tuple[str, str, Any]:
        return document, "person", {"name": name, "office": office, "actor": RUSSIA, "head": head}

    merged = of(person("a", "Lavrentiev", head=True), person("b", "Alexander Lavrentiev", "envoy"), person("c", "Sergei Vershinin"))
    assert [(one.name, one.office, one.head_of_delegation, one.sources) for one in merged.people] == [
        ("Alexander Lavrentiev", "envoy", True, 2),
        ("Sergei Vershinin", None, False, 1),
    ]


def test_track_is_shown_by_its_identifier_under_all_its_names() -> None:
    merged = of(("a", "track", "Astana format"), ("b", "track", "Astana talks"), ("c", "track", "Geneva process"))
    assert merged.track == "astana-process" and [choice.sources for choice in merged.tracks] == [2, 1]
    assert merged.disputed == ()


_value = st.one_of(
    st.tuples(st.just("start"), st.sampled_from(["2021", "2021-07", "2021-07-07", "2021-07-08", "XXXX-07-07", "2021-23"])),
    st.tuples(st.just("city"), st.sampled_from(["Astana", "Nur-Sultan", "Geneva", "Nowhere"])),
    st.tuples(st.just("ordinal"), st.integers(1, 3)),
    st.tuples(st.just("status"), st.sampled_from(["held", "planned", "cancelled", "ongoing"])),
    st.tuples(st.just("participant"), st.sampled_from(["guarantor", "participant"]).map(lambda role: {"actor": RUSSIA, "role": role})),
)
_claims = st.lists(st.tuples(st.sampled_from("abc"), _value, st.booleans()), min_size=1, max_size=12)


@given(_claims, st.randoms())
def test_order_in_which_claims_come_does_not_matter(rows: list[tuple[str, tuple[str, Any], bool]], chance: Any) -> None:
    claims = said(*((document, name, value, firm) for document, (name, value), firm in rows))
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert consensus(shuffled) == consensus(claims)


@given(_claims)
def test_one_document_disputes_nothing_with_its_own_copy(rows: list[tuple[str, tuple[str, Any], bool]]) -> None:
    once = {name: value for _, (name, value), _ in rows}
    merged = of(*((document, name, value) for document in "ab" for name, value in once.items()))
    assert merged.disputed == () and merged.sources == 2
