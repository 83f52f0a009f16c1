from __future__ import annotations

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.actors import Authority, MentionForm
from sulh.model import ActorKind

AUTHORITY = Authority.default()
NAMES = st.lists(
    st.sampled_from(
        [
            "the",
            "Syrian",
            "Syria's",
            "government",
            "of",
            "Ministry",
            "Foreign",
            ",",
            "and",
            "armed",
            "opposition",
            "Russia",
            "Jordan",
            "Peterson",
            "U.S.",
            "UN",
            "Tehran",
            "Kremlin",
            "EU",
            "-",
            "’s",
            "groups",
            "Kazakh",
            "Guinea",
            "Bissau",
            "Sudan",
            "South",
            "\n",
            "صلح",
            "🕊",
            "Congo",
            "Interim",
            "Authorities",
            "for",
            "people",
        ]
    ),
    max_size=14,
).map(" ".join)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.actor.id) for one in AUTHORITY.find(text)]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Tehran said it would attend.", "IRN"),
        ("The Kremlin confirmed it.", "RUS"),
        ("The Kazakh Foreign Ministry announced it.", "KAZ"),
        ("the Ministry of Foreign Affairs of Qatar", "QAT"),
        ("Türkiye and others", "TUR"),
        ("the Islamic Republic of Iran", "IRN"),
        ("the Democratic Republic of the Congo", "COD"),
        ("South Sudan signed", "SSD"),
        ("Kosovo signed", "XKX"),
        ("the U.S. delegation", "USA"),
        ("the African Union", "african-union"),
        ("the ICRC visited", "icrc"),
        ("the Security Council met", "security-council"),
    ],
)
def test_actor_is_known_by_name_metonym_and_ministry(text: str, actor: str) -> None:
    actors = [mention.actor.id for mention in AUTHORITY.find(text)]
    assert len(actors) == 1
    assert actor in (actors[0], AUTHORITY.part_of(actors[0])) or actors[0].endswith(actor)


def test_government_and_opposition_of_a_state_are_different_actors() -> None:
    text = "The Syrian government, the Syrian armed opposition, the Syrian opposition and Syrian civil society"
    mentions = AUTHORITY.find(text)
    assert [mention.actor.id for mention in mentions] == ["SYR", "syrian-armed-opposition", "syrian-opposition", "syrian-civil-society"]
    assert [mention.actor.kind for mention in mentions] == [
        ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.POLITICAL, ActorKind.CIVIL_SOCIETY,
    ]  # fmt: skip
    assert AUTHORITY.country_of(mentions[1].actor) == "SYR"
    assert AUTHORITY.get("syrian-armed-opposition") == mentions[1].actor


def test_longest_name_wins_over_the_state_inside_it() -> None:
    assert [actor for _, actor in found("South Sudan and Sudan")] == ["SSD", "SDN"]
    assert "CHAD" not in [actor for _, actor in found("the Lake Chad basin")]
    assert found("the Lake Chad basin") == []


def test_forename_and_capital_letters_are_no_state() -> None:
    assert found("Jordan Peterson spoke") == []
    assert found("Jordan said it would observe") == [("Jordan", "JOR")]


def test_capital_is_found_as_such() -> None:
    (mention,) = AUTHORITY.find("Talks in Ankara")
    assert (mention.actor.id, mention.form) == ("TUR", MentionForm.CAPITAL)
    assert AUTHORITY.country_of_capital("Nur-Sultan") == AUTHORITY.country_of_capital("nursultan") == "KAZ"


def test_codes_of_states_go_both_ways() -> None:
    assert (AUTHORITY.iso2("KAZ"), AUTHORITY.iso3("KZ"), AUTHORITY.demonym("SYR")) == ("KZ", "KAZ", "Syrian")
    assert AUTHORITY.iso3("ZZ") is None
    ids = dict(AUTHORITY.get("SYR").ids)  # type: ignore[union-attr]
    assert ids["gw"] == "652"
    assert ids["iso2"] == "SY"


def test_every_state_of_the_world_is_found_by_its_own_name() -> None:
    states = [entry.actor for entry in AUTHORITY._entries.values() if entry.actor.kind is ActorKind.STATE]
    assert len(states) >= 193
    missed = [state.name for state in states if state.id not in [actor for _, actor in found(f"A statement by {state.name} was read.")]]
    assert missed == []


@settings(max_examples=examples(300), deadline=None)
@given(NAMES | st.text(max_size=80))
def test_mentions_lie_in_any_text_in_order_and_apart(text: str) -> None:
    last = 0
    for mention in AUTHORITY.find(text):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        last = mention.end
