from __future__ import annotations

import pytest
from reading_facts import acts, read

LIBYA = """In a joint statement after the peace talks in Geneva on 5 May 2020, Libya and the United Nations called for an
immediate ceasefire and
condemned attacks on civilians. The parties agreed to exchange prisoners. They reaffirmed the sovereignty and territorial
integrity of Libya."""
HORN = """The African Union and IGAD condemned the violations of the ceasefire in South Sudan and called on the parties to
release prisoners.
They welcomed the peace agreement."""


def test_verbs_of_statements_are_acts_of_those_who_speak() -> None:
    found = acts(read(LIBYA))
    assert [kind for kind, _, _ in found] == ["call", "condemn", "agree", "reaffirm"]
    assert all(actors == {"LBY", "united-nations"} for _, actors, _ in found[:2])
    found = acts(read(HORN))
    assert [(kind, actors) for kind, actors, _ in found] == [
        (kind, frozenset({"african-union", "igad"})) for kind in ("condemn", "call", "welcome")
    ]  # fmt: skip


def test_issues_of_an_act_are_those_of_its_own_words() -> None:
    reading = read(LIBYA)
    issues = {one.act.value: {issue.value for issue in one.issues} for one in reading.acts}
    assert issues["call"] == {"ceasefire"}
    assert issues["reaffirm"] == {"sovereignty", "territorial_integrity"}
    assert "prisoners" in issues["agree"]


def test_act_quotes_its_own_clause_only() -> None:
    quotes = [quote for _, _, quote in acts(read(LIBYA))]
    assert "condemned" not in quotes[0]
    assert quotes[1].startswith("condemned")


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Egypt condemned the shelling of Khartoum, and called on the Sudanese army to stop it.", "condemned the shelling of Khartoum"),
        ("Kenya and Uganda welcomed the truce in Aleppo but rejected every attempt to divide Syria.", "welcomed the truce in Aleppo"),
    ],
)
def test_act_ends_before_the_word_that_only_leads_to_the_next(said: str, first: str) -> None:
    text = f"Communique of the talks in Nairobi\n\nThe two sides met in Nairobi on 3 June 2022. {said}"
    quotes = [quote for _, _, quote in acts(read(text))]
    assert len(quotes) == 2 and quotes[0].endswith(first)


def test_numbered_clauses_of_a_joint_statement_are_acts_of_its_authors() -> None:
    text = """Joint statement by Iran, Russia and Turkey on Syria

The representatives of Iran, Russia and Turkey:

1. Reaffirmed their commitment to the sovereignty of Syria;

2. Called for the release of detainees;

3. Condemned the attacks on humanitarian convoys."""
    found = acts(read(text, "2020-07-01"))
    assert [(kind, actors) for kind, actors, _ in found] == [
        (kind, frozenset({"IRN", "RUS", "TUR"})) for kind in ("reaffirm", "call", "condemn")
    ]


POINTS = """Joint statement on the second meeting of the mediators on Sudan, Jeddah, 5 May 2031

The representatives of {issuers}:

1. Condemned the shelling of El Fasher and agreed to act together against the Islamic State, the Nusra Front and others that the Council
named. They called for a ceasefire.

2. Rejected every attempt to divide the country.

3. Welcomed the release of prisoners. {others} undertook to exchange lists of prisoners. They agreed to let aid pass.

4. Called for humanitarian aid without conditions."""


@pytest.mark.parametrize(
    ("issuers", "codes", "others", "them"),
    [
        ("Saudi Arabia, Egypt and the United States", {"SAU", "EGY", "USA"}, "Chad and South Sudan", {"TCD", "SSD"}),
        ("Norway and Switzerland", {"NOR", "CHE"}, "Armenia and Azerbaijan", {"ARM", "AZE"}),
    ],
)
def test_points_of_a_list_are_said_by_those_who_head_it_whoever_is_named_in_the_one_before(
    issuers: str, codes: set[str], others: str, them: set[str]
) -> None:
    found = acts(read(POINTS.format(issuers=issuers, others=others), "2031-05-05"))
    theirs = {quote: actors for _, actors, quote in found if "lists of prisoners" in quote or "aid pass" in quote}
    assert len(theirs) == 2 and set(theirs.values()) == {frozenset(them)}
    assert {actors for _, actors, quote in found if quote not in theirs} == {frozenset(codes)}


PROSE = """Joint Statement by the {noun} of {issuers}, Geneva, 5 May 2031

The {noun} of {issuers} met in Geneva on 5 May 2031. {noun} of Chad and South Sudan attended as observers.

The {noun} condemned the shelling of the capital. They called for a ceasefire and agreed to exchange information on the Islamic State.

{two} undertook to release prisoners by 1 June 2031. They agreed to let aid pass.

The {noun} welcomed the release of prisoners. They thanked the hosts."""


@pytest.mark.parametrize(
    ("noun", "issuers", "codes", "two", "them"),
    [
        ("Ministers", "Norway, Switzerland and Kenya", {"NOR", "CHE", "KEN"}, "Norway and Kenya", {"NOR", "KEN"}),
        ("Presidents", "Armenia, Georgia and Türkiye", {"ARM", "GEO", "TUR"}, "Armenia and Georgia", {"ARM", "GEO"}),
    ],
)
def test_noun_that_the_title_gives_the_issuers_and_they_after_it_mean_them(
    noun: str, issuers: str, codes: set[str], two: str, them: set[str]
) -> None:
    found = acts(read(PROSE.format(noun=noun, issuers=issuers, two=two), "2031-05-05"))
    theirs = {quote: actors for _, actors, quote in found if "1 June" in quote or "aid pass" in quote}
    assert len(theirs) == 2 and set(theirs.values()) == {frozenset(them)}
    others = [actors for _, actors, quote in found if quote not in theirs]
    assert len(others) >= 5 and set(others) == {frozenset(codes)}


@pytest.mark.parametrize("said", ["Stressed that aid must reach", "Underlined that prisoners should be released in"])
def test_duty_that_a_verb_of_saying_states_is_one_demand_and_quoted_as_a_clause(said: str) -> None:
    text = f"Joint statement by Norway and Kenya\n\nThe envoys of Norway and Kenya:\n\n1. {said} every town.\n\n2. Condemned the attacks."
    (quote,) = [quote for kind, _, quote in acts(read(text, "2031-05-05")) if kind == "call"]
    assert "every town" in quote


def test_no_act_begins_inside_a_word() -> None:
    text = "The two sides of Syria met in Geneva on 3 June 2022. Both co-chairs consented to 25-29 July, the envoy's office made public."
    (act,) = read(text).acts
    assert act.cite.quote.startswith("co-chairs")
