"""Whose act it is in a report: who speaks, whom pronouns go on with, who acts for nobody; what is said, hedged, asked or appealed for."""

from __future__ import annotations

import pytest
from reading_facts import acts, read

AROUND = "Peace talks: the day\n\n{}\n\nThe peace process and the ceasefire remain fragile after years of negotiations."


def _acts(said: str) -> list[tuple[str, frozenset[str]]]:
    return [(kind, actors) for kind, actors, _ in acts(read(AROUND.format(said), "2031-06-04"))]


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        (
            "A spokesman for the Sri Lankan government said it had accepted the truce. "
            '"The Tamil Tigers raised hopes by offering a halt, but they have disappointed us greatly," he said.',
            "note",
            {"LKA"},
        ),
        (
            "The Moro Islamic Liberation Front said it was ready for talks with the Philippines. "
            '"The accord on the withdrawal of all troops is undoubtedly a great achievement," it added.',
            "note",
            {"milf"},
        ),
        (
            "Ethiopian and Eritrean ministers met in Asmara. Eritrea said the Ethiopian delegation was happy with the outcome.",
            "note",
            {"ERI"},
        ),
        (
            "Kenya and Somalia traded accusations. Kenya, which raised objections to an accord reached with Somalia in 2029, "
            "has said it is opposed to a quick withdrawal.",
            "reject",
            {"KEN"},
        ),
        (
            "The Ugandan foreign ministry said talks with Rwanda had gone well. "
            '"Uganda had good discussions with Rwanda," spokeswoman Grace Adeke said in a statement.',
            "note",
            {"UGA"},
        ),
    ],
)
def test_what_is_said_is_held_by_who_speaks_not_by_whom_it_is_about(said: str, kind: str, holders: set[str]) -> None:
    assert _acts(said)[-1] == (kind, frozenset(holders))


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        ("Sudan and South Sudan met in Juba. On Monday the South abruptly announced it had agreed to talks.", "agree", {"SSD"}),
        (
            "Angola said that its president had brokered the truce in a call with Rwandan President Paul Kagame "
            "and Congo had agreed so long as Rwanda launched no attacks.",
            "agree",
            {"COD"},
        ),
        (
            "Armenia insists its intentions are peaceful, but Baku and its allies have long accused Armenia of delay.",
            "accuse",
            {"AZE"},
        ),
        ("Serbia and Kosovo met in Ohrid. Serbian negotiators are said to be holding out for a deal on autonomy.", "agree", {"SRB"}),
    ],
)
def test_one_who_agrees_or_accuses_does_so_alone(said: str, kind: str, holders: set[str]) -> None:
    assert (kind, frozenset(holders)) in _acts(said)


@pytest.mark.parametrize(
    "said",
    [
        'Nepal\'s government met the Maoists. "The rebels should lay down their arms," said Rajan Thapa, a senior fellow at the Himal '
        'Institute. "The government is ready to give up power," Thapa added. "It should sign the truce," he said.',
        "Sudan and rebels met in Juba. The BBC's Huda Fares said that Khartoum was hoping that the rebels would agree to a truce.",
        'Cyprus talks went on. The mood was poor, said Ann Cole, a managing editor at Island Watch. "I think Greek hopes were too high," '
        "she said.",
    ],
)
def test_commentators_are_no_side_however_often_they_speak(said: str) -> None:
    assert _acts(said) == []


def test_he_is_the_last_person_spoken_of_though_it_is_not_known_for_whom_they_act() -> None:
    found = _acts(
        "The Houthis said they would keep the truce. Former president Nasser Hadi, who backs the Houthis, was in Sanaa. "
        "Hadi appeared on television afterward. He urged Yemenis to remain steadfast."
    )
    assert found[-1] == ("call", frozenset())


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        ("Eritrea met Ethiopia in Asmara. Eritrea insists its border programme is for peaceful purposes.", "reaffirm", {"ERI"}),
        ("Eritrea met Ethiopia in Asmara. Eritrea insists that Ethiopia must withdraw its troops.", "call", {"ERI"}),
        ("Eritrea met Ethiopia in Asmara. Eritrea insists that observers go with them to the border.", "call", {"ERI"}),
        ("Sudan met rebels in Juba. South Sudan announced on Friday it was withdrawing its forces from Abyei.", "decide", {"SSD"}),
        ("Mali met rebels in Algiers. The Red Cross says it is essential it be given access to Kidal.", "call", {"icrc"}),
        ("Georgian Foreign Minister Maka Botchorishvili said that the time had come to talk about return.", "call", {"GEO"}),
        ('"Let us stop the fighting and start a political process," said Cypriot President Nikos Leventis.', "call", {"CYP"}),
    ],
)
def test_kind_of_act_follows_what_is_said(said: str, kind: str, holders: set[str]) -> None:
    found = _acts(said)[-1]
    assert found[0] == kind
    assert holders <= found[1]


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        (
            'Talks in Oslo ended. Colombian President Marta Rueda said "achieving a deal is possible" and '
            '"there is nothing that cannot be resolved," according to the state agency.',
            "note",
            {"COL"},
        ),
        (
            'Talks in Oslo went on. "In this round of talks, shared points of view emerged in some of the areas of difference, '
            'which can be a foundation for a final accord," Colombian Foreign Minister Luis Prada said.',
            "note",
            {"COL"},
        ),
        (
            '"We have not yet reached the summit, but we have the opportunity to get this right," Kenyan President William Ruto said.',
            "note",
            {"KEN"},
        ),
    ],
)
def test_what_an_official_says_of_talks_is_noted(said: str, kind: str, holders: set[str]) -> None:
    assert (kind, frozenset(holders)) in _acts(said)


@pytest.mark.parametrize(
    ("said", "fragment"),
    [
        ('Cyprus met Turkey. "It seems the gap is wide," Cypriot President Nikos Leventis said.', "It seems"),
        ('"We will see if the message, that they agree, is a first step," the Kenyan government said of Somalia.', "We will see if"),
        ("Kenya and Somalia met. The gap between what the two sides want as a baseline is wide.", "the two sides want"),
    ],
)
def test_hedges_open_questions_and_nouns_of_clauses_are_no_acts(said: str, fragment: str) -> None:
    quotes = [quote for _, _, quote in acts(read(AROUND.format(said), "2031-06-04"))]
    assert not any(quote.startswith(fragment) for quote in quotes)


def test_the_north_is_no_state_where_none_of_that_name_is_spoken_of() -> None:
    assert _acts("Mali met rebels in Algiers. The North announced that it had agreed to a truce.")[-1][1] != frozenset({"PRK"})
    found = _acts("North Korea and South Korea met at Panmunjom. The North Caucasus welcomed the truce.")
    assert ("welcome", frozenset({"PRK"})) not in found


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        (
            "A spokesman for the ministry said that the Kenyan foreign minister, Amina Weld, met the Ugandan delegation. "
            "She called for restraint.",
            "call",
            {"KEN"},
        ),
        (
            "The statement noted that Norwegian envoy Lars Holm thanked the hosts in Nairobi. "
            "He reaffirmed his support for the peace process.",
            "reaffirm",
            {"NOR"},
        ),
        # A person who says something of another goes on themselves.
        (
            "Kenyan foreign minister Amina Weld said that Norwegian envoy Lars Holm was welcome. She called for restraint.",
            "call",
            {"KEN"},
        ),
    ],
)
def test_pronouns_go_on_with_whom_a_spokesman_tells_of(said: str, kind: str, holders: set[str]) -> None:
    assert _acts(said)[-1] == (kind, frozenset(holders))


@pytest.mark.parametrize(
    "said",
    [
        "Kenyan foreign minister Amina Weld exchanged views with the Norwegian envoy on the talks. They agreed to extend the ceasefire.",
        "The Kenyan foreign minister held talks with his Norwegian counterpart. They agreed to extend the ceasefire.",
        "The Kenyan president met on Monday with Norwegian envoy Lars Holm. They called for a ceasefire.",
    ],
)
def test_they_are_the_two_who_talked(said: str) -> None:
    assert _acts(said)[-1][1] == {"KEN", "NOR"}
