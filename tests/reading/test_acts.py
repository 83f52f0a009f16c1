from __future__ import annotations

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
