from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import EMPTY, act, meeting, participant, reply, said

from sulh.documents import from_text
from sulh.model import ActorKind, Document, Issue, MeetingKind, ModelError, Role
from sulh.model.kinds import Kind, kinds
from sulh.record.second_reader.reply import Dropped, WhyDropped, facts_of, parsed
from sulh.record.second_reader.schema import asked, asked_kinds, reply_schema

TEXT = """\
GENEVA, 8 July 2021 - The 16th round of Astana talks was held in Nur-Sultan on 7-8 July 2021. Russia and Iran took part as guarantors.

The Karsova Front, led by Adan Weld, sent observers to the Geneva talks. Iranian officials said the round was useful.

The parties reaffirmed their commitment to the sovereignty of Syria and released 12 detainees.
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return from_text(TEXT)


def read(document: Document, **lists: Any) -> tuple[Any, tuple[Dropped, ...]]:
    value = parsed(reply(**lists))
    jsonschema.validate(value, reply_schema())
    return facts_of(value, document)


def whys(dropped: tuple[Dropped, ...]) -> list[tuple[str, WhyDropped]]:
    return [(one.path, one.why) for one in dropped]


def test_every_value_cites_the_words_quoted_for_it(document: Document) -> None:
    people = [
        {
            "name": said("Adan Weld", "Adan Weld"),
            "office": None,
            "actor": said("Karsova Front", "Karsova Front"),
            "head_of_delegation": True,
        }
    ]
    round_16 = meeting(
        "round",
        "16th round of Astana talks",
        ordinal=said(16, "16th"),
        start=said("2021-07-07", "7-8 July 2021"),
        country=said("KZ", "Nur-Sultan"),
        core=True,
        participants=[participant("RUS", "Russia", "guarantor", "as guarantors")],
        people=people,
        agenda=[{"issue": "sovereignty", "quote": "sovereignty of Syria"}],
    )
    facts, dropped = read(document, meetings=[round_16])
    assert dropped == ()
    (made,) = facts.meetings
    assert (made.kind, made.ordinal, made.start, made.country, made.core) == (MeetingKind.ROUND, 16, "2021-07-07", "KZ", True)
    assert [one.quote for one in made.cites] == ["16th round of Astana talks", "16th", "7-8 July 2021", "Nur-Sultan"]
    (russia,) = made.participants
    assert (russia.actor.id, russia.role, [one.quote for one in russia.cites]) == ("RUS", Role.GUARANTOR, ["Russia", "as guarantors"])
    (person,) = made.people
    assert (person.name, person.actor.id, person.actor.kind, person.head_of_delegation) == (
        "Adan Weld",
        "karsova-front",
        ActorKind.UNKNOWN,
        True,
    )
    (item,) = made.agenda
    assert (item.issue, item.text) == (Issue.SOVEREIGNTY, "sovereignty of Syria")
    for one in (*made.cites, *russia.cites, *person.cites, item.cite):
        one.check(document.text)


def test_value_whose_quote_is_not_there_is_dropped_and_the_rest_stays(document: Document) -> None:
    wrong = meeting("round", "16th round", city=said("Astana", "in Astana on"), start=said("2021-07-07", "7-8 July 2021"))
    facts, dropped = read(document, meetings=[wrong])
    assert (facts.meetings[0].city, facts.meetings[0].start) == (None, "2021-07-07")
    assert dropped == (Dropped("meetings.0.city", "Astana", "in Astana on", WhyDropped.QUOTE),)


def test_fact_that_rests_on_no_words_of_the_document_falls_with_its_parts(document: Document) -> None:
    made_up = meeting("summit", "a secret summit", participants=[participant("USA", "Washington")])
    facts, dropped = read(document, meetings=[made_up], acts=[act("condemn", "condemned the attack", "terrorism")])
    assert (facts.meetings, facts.acts) == ((), ())
    assert whys(dropped) == [("meetings.0.kind", WhyDropped.QUOTE), ("meetings.0", WhyDropped.PART), ("acts.0", WhyDropped.QUOTE)]


@pytest.mark.parametrize(
    "quote",
    ["16th  round", "16th\u00a0round", "16th ro\u00adund", "\u200b16th round ", "16th round\n"],
    ids=["two spaces", "hard space", "soft hyphen", "invisible mark", "end of line"],
)
def test_quote_is_compared_after_the_normalisation_of_the_loader(document: Document, quote: str) -> None:
    facts, dropped = read(document, meetings=[meeting("round", quote)])
    assert (len(facts.meetings), dropped) == (1, ())


@pytest.mark.parametrize(
    "quote", ["16th Round", "16th round...", "“16th round”", "sixteenth round", "16th round Nur-Sultan", "", " ", "-", "…"]
)
def test_quote_that_is_only_like_the_text_is_not_there(document: Document, quote: str) -> None:
    facts, dropped = read(document, meetings=[meeting("round", quote)])
    assert facts.meetings == () and dropped[0].why is WhyDropped.QUOTE


def test_quote_inside_other_words_yields_to_whole_words_and_three_letters_need_them(document: Document) -> None:
    facts, dropped = read(
        document, meetings=[meeting("round", "16th round", participants=[participant("IRN", "Iran"), participant("RUS", "Rus")])]
    )
    (iran,) = facts.meetings[0].participants
    assert document.text[iran.cites[0].end] == " " and iran.cites[0].quote == "Iran"
    assert whys(dropped)[0] == ("meetings.0.participants.1.actor", WhyDropped.QUOTE)


def test_of_several_places_that_nearest_to_the_fact_is_cited(document: Document) -> None:
    facts, _ = read(document, acts=[act("note", "Iranian officials said the round was useful", actors=(("IRN", "Iran"),))])
    second = meeting("consultation", "Geneva talks", participants=[participant("Karsova Front", "The")])
    facts, _ = read(document, meetings=[second])
    assert facts.meetings[0].participants[0].cites[0].start == document.text.index("The Karsova")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("start", "7 July 2021"),
        ("start", "2021-13-40"),
        ("country", "Kazakhstan"),
        ("country", "XQ"),
        ("ordinal", 0),
        ("ordinal", 2**40),
        ("city", "x" * 300),
    ],
)
def test_value_that_is_none_of_its_property_is_dropped(document: Document, name: str, value: object) -> None:
    facts, dropped = read(document, meetings=[meeting("round", "16th round", **{name: said(value, "16th round")})])
    assert getattr(facts.meetings[0], name) is None
    assert whys(dropped) == [(f"meetings.0.{name}", WhyDropped.VALUE)]


def test_state_is_known_by_code_and_name_and_others_by_the_authority_file(document: Document) -> None:
    named = [
        participant(name, "Russia")
        for name in ("RUS", "Russia", "the Russian delegation", "Government of Iran", "Hamas", "Fidelistas for X")
    ]
    facts, dropped = read(document, meetings=[meeting("round", "16th round", participants=named)])
    assert [one.actor.id for one in facts.meetings[0].participants] == ["RUS", "RUS", "RUS", "IRN", "hamas", "fidelistas-for-x"]
    assert dropped == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON"),
        ("I am sorry, I cannot.", "no JSON"),
        ('{"document_kind": "news", "meetings": [{"kind": {"value": "rou', "cut off"),
        ("[" * 100_000, "no JSON"),
        ('{"meetings": ' * 50_000, "cut off"),
        ("[]", "no object"),
        ("null", "no object"),
        ("{}", "no list of meetings, tracks"),
        ('{"meetings": {}, "tracks": [], "acts": [], "ceasefires": [], "releases": []}', "no list of meetings$"),
        ('{"x": ' + "9" * 9000 + "}", "cut off or no JSON"),
    ],
)
def test_reply_that_is_garbage_is_refused(text: str, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        parsed(text)


def test_fence_around_a_reply_is_taken_off() -> None:
    assert parsed(f"```json\n{json.dumps(EMPTY)}\n```") == EMPTY


def test_items_of_another_shape_are_dropped_one_by_one(document: Document) -> None:
    odd: list[Any] = [None, 3, "x", [], {}, {"kind": "round"}, {"kind": {"value": "round"}}, {"kind": {"value": [], "quote": {}}}]
    good = meeting(
        "round", "16th round", participants=[None, *odd, participant("IRN", "Iran")], people="x", agenda=[{"issue": [], "quote": "talks"}]
    )
    facts, dropped = facts_of({**EMPTY, "meetings": [*odd, good], "acts": [{"quote": "talks", "act": {}, "issues": 3}]}, document)
    assert [len(one.participants) for one in facts.meetings] == [1]
    assert facts.acts == () and len(dropped) > 10


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["round", "held", "RUS", "Iran", "2021-07-07", "16th"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "status", "value", "quote", "participants", "actor", "role", "act", "issues", "actors"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=24,
)


@given(st.lists(_json, max_size=3), st.lists(_json, max_size=3))
def test_no_reply_breaks_the_reader_or_cites_what_is_not_there(meetings: list[Any], acts: list[Any]) -> None:
    document = from_text(TEXT)
    facts, _ = facts_of({**EMPTY, "meetings": meetings, "acts": acts}, document)
    for kind in kinds():
        for fact in getattr(facts, kind.plural):
            for one in fact.cites if kind.cites_many else (fact.cite,):
                one.check(document.text)


def test_shape_follows_from_the_declarations() -> None:
    schema = reply_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    def check(kind: Kind) -> None:
        shape = schema["$defs"][kind.name]
        names = [one.name for one in asked(kind)] + ([] if kind.cites_many else ["quote"])
        assert list(shape["properties"]) == shape["required"] == names
        assert shape["additionalProperties"] is False
        for one in kind.parts:
            assert one.part is not None
            check(one.part)

    for kind in asked_kinds():
        check(kind)
        assert schema["properties"][kind.plural]["items"] == {"$ref": f"#/$defs/{kind.name}"}
