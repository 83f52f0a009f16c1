"""Clauses of agreements followed through segments of reports: what links them, what does not, and what a segment says became of one."""

from __future__ import annotations

import csv
import time
from importlib.resources import files
from pathlib import Path

import pytest

pytest.importorskip("scipy")

from sulh import words
from sulh.following.clause_matters import matters_of_clause, matters_told, tasks_of
from sulh.following.clause_types import AgreedClause, ReportSegment, SegmentLink
from sulh.following.clause_words import cited_articles, expansions, is_heading, lead_of, names_of, stems_of, untitled
from sulh.following.clauses import follow_clauses
from sulh.model.vocabulary import Direction

DAY = "2031-05-01"
COURT = "The Council of Tessal shall establish a Harbour Arbitration Court (HAC) of seven judges within six months."
TRUCE = "Immediate and comprehensive ceasefire along the dividing line from midnight on."
GUNS = "Withdrawal of heavy weapons by both sides to a distance of thirty kilometres."
# What reports are otherwise about, so that words have something to be rare among.
FILLING = tuple(
    f"On {day} June the mission spoke with {who} about {what} in the {where} of the island."
    for day, who in enumerate(("teachers", "fishermen", "nurses", "farmers", "drivers", "elders"), 1)
    for what, where in (("prices", "north"), ("the harvest", "south"), ("roads", "east"), ("schooling", "west"))
)


def clause(text: str, number: str | None = None, made: str | None = "2031-01-10") -> AgreedClause:
    return AgreedClause("c", "accord", text, made, number)


def links(agreed: AgreedClause, *said: str, lead: str = "", day: str | None = DAY) -> list[SegmentLink]:
    """The links with what is said, among sentences of other reports."""
    own = [ReportSegment(f"s{at}", "report", text, day, lead) for at, text in enumerate(said)]
    return follow_clauses([agreed], [*own, *(ReportSegment(f"f{at}", "other", text, DAY) for at, text in enumerate(FILLING))])


def directions(agreed: AgreedClause, *said: str, lead: str = "") -> dict[str, Direction]:
    return {link.segment.text: link.direction for link in links(agreed, *said, lead=lead)}


@pytest.mark.parametrize(
    ("text", "said", "direction"),
    [
        (COURT, "The Harbour Arbitration Court of seven judges has been established.", "fulfils"),
        (COURT, "The Harbour Arbitration Court has not yet been established by the Council of Tessal.", "delays"),
        (COURT, "Judges of the Harbour Arbitration Court have not been chosen.", "delays"),
        (COURT, "Work on the Harbour Arbitration Court of Tessal is ongoing.", "advances"),
        (COURT, "The Council of Tessal is expected to set up the Harbour Arbitration Court.", "repeats"),
        (TRUCE, "The mission recorded 412 ceasefire violations along the dividing line.", "breaks"),
        (TRUCE, "The number of ceasefire violations was lower than in the week before.", "advances"),
        (TRUCE, "The ceasefire largely held for three weeks.", "fulfils"),
        (TRUCE, "The situation deteriorated after an initial decrease in violence.", "breaks"),
        (GUNS, "Neither side has completed the withdrawal of heavy weapons.", "delays"),
        (GUNS, "The mission saw 36 weapons in violation of withdrawal lines.", "breaks"),
    ],
)
def test_a_segment_says_what_became_of_the_clause(text: str, said: str, direction: str) -> None:
    assert directions(clause(text), said) == {said: Direction(direction)}


def test_what_reports_otherwise_say_is_not_of_the_clause() -> None:
    assert links(clause(COURT)) == [] == links(clause(TRUCE), "The mission opened an office in the harbour of Tessal.")


def test_nothing_said_before_an_agreement_speaks_of_it() -> None:
    said = "The mission recorded 412 ceasefire violations along the dividing line."
    assert links(clause(TRUCE), said, day="2030-12-01") == []
    assert links(clause(TRUCE), said, day=None) != []


def test_article_cited_links_and_another_one_speaks_against_it() -> None:
    agreed = clause("Parties shall lift all limits on what may be shipped.", "4.2.1")
    (link,) = links(agreed, "Under article 4.2.1 nothing was done about limits in May.", "Under article 7.3.2 much was done in May.")
    assert ("article", "same") in {(one.feature, one.level) for one in link.reasons}
    assert link.segment.id == "s0"


def test_abbreviation_counts_as_the_words_it_stands_for() -> None:
    said = ("The Harbour Arbitration Court (HAC) is to be established.", "Judges for the HAC were appointed in May.")
    assert {"s0", "s1"} == {link.segment.id for link in links(clause(COURT), *said)}


def test_quote_of_a_clause_under_a_finding_says_that_it_was_broken() -> None:
    text = "The Parties shall keep the harbour chapels free of armed persons."
    said = "The Parties shall keep the harbour chapels free of armed persons."
    assert directions(clause(text), said)[said] is Direction.REPEATS
    assert directions(clause(text), said, lead="In doing so the militia violated the accord, specifically:")[said] is Direction.BREAKS
    assert directions(clause(text), said, lead="The following remain pending:")[said] is Direction.DELAYS


def test_asking_to_spare_civilians_is_no_breach() -> None:
    text = "The Parties shall protect civilians from any form of attack."
    asked, done = "All forces must protect civilians from any attack.", "Four civilians were killed in an attack on the village."
    assert directions(clause(text), asked, done) == {asked: Direction.REPEATS, done: Direction.BREAKS}


def test_every_link_has_reasons_with_their_weights_and_none_is_certain() -> None:
    (link,) = links(clause(COURT), "The Harbour Arbitration Court of seven judges has been established.")
    assert 0.5 <= link.score < 1 and all(one.weight for one in link.reasons)
    with files("sulh.data").joinpath("following_clauses.csv").open(encoding="utf-8") as lines:
        weighted = [f"{row['feature']}.{row['level']}" for row in csv.DictReader(lines) if float(row["weight"]) and row["level"]]
    assert all(words.code("followed", one) and words.code("followed", one, language="ar") for one in weighted)
    with files("sulh.data").joinpath("following_matters.csv").open(encoding="utf-8") as lines:
        matters = {row["matter"] for row in csv.DictReader(lines)} - {"any", "lead"}
    assert matters <= set(words.known("matter"))


def test_matters_of_a_clause_stand_at_its_head_and_those_of_a_segment_say_how_they_stand() -> None:
    assert matters_of_clause(TRUCE) == {"ceasefire"} and matters_of_clause("For the parties, " * 20 + TRUCE) == frozenset()
    assert matters_told("They spoke about the ceasefire.") == frozenset()
    assert matters_told("Two ceasefire violations were recorded.") == {"ceasefire"}
    assert matters_told("Reports of intercommunal violence were many.") == frozenset()


def test_words_of_reports_that_were_pages_are_joined_and_headings_told_apart() -> None:
    assert stems_of("cease- fire viola- tions") == stems_of("ceasefire violations")
    assert is_heading("Chapter II Permanent Ceasefire Arrangements") and is_heading("The Court ........... 12")
    assert not is_heading("The court has not been established yet.")
    assert cited_articles("see Article 11.0 and 2.1.10.4, not 3.5 tonnes") == {"11", "2.1.10.4"}
    assert expansions(["the National Elections Commission (NEC), the Old Body (NEC)"]) == {"NEC": "National Elections Commission"}
    assert "NEC" in names_of("the NEC met")


def test_lead_of_an_item_is_what_introduces_its_list_with_the_sentence_before() -> None:
    lead = ["Some critical tasks remain pending.", "Most notably, they include the following:"]
    said = ["Much was done.", *lead, "a) the court;", "b) the law;"]
    assert lead_of(said, 4) == " ".join(lead)
    assert lead_of(said, 1) == ""


@pytest.mark.slow
def test_a_thousand_clauses_go_through_thousands_of_segments_in_seconds() -> None:
    clauses = [AgreedClause(f"c{at}", "accord", f"{COURT} Matter {at} of {at % 37} shall be ruled on.", "2031-01-10") for at in range(1000)]
    segments = [ReportSegment(f"s{at}", "report", f"{FILLING[at % len(FILLING)]} Case {at}.", DAY) for at in range(4000)]
    begun = time.process_time()
    follow_clauses(clauses, segments)
    assert time.process_time() - begun < 20


def test_scorer_says_that_the_texts_are_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from evaluation.following.clauses import labels, report, rows, truth_of_pairs

    report(tmp_path / "none")
    assert "nothing was measured" in capsys.readouterr().out
    pairs, truth, first, second = rows("clauses.csv"), truth_of_pairs(), labels(1), labels(2)
    assert len(pairs) >= 600 and {one["id"] for one in pairs} == truth.keys() and first.keys() >= second.keys()
    # Identifiers and labels alone: of texts without a licence no words are kept.
    assert all(len(value) < 20 for one in pairs for value in one.values())
    by_clause = {(one["agreement"], one["clause"]): one["half"] for one in pairs} | {("", one["report"]): one["half"] for one in pairs}
    assert all(by_clause[one["agreement"], one["clause"]] == by_clause["", one["report"]] == one["half"] for one in pairs)


BAN = "A ban on deployment of heavy weapons in the district limited by the towns of Ostra, Vellmar and Kaldis."


def test_clause_that_holds_at_places_is_not_spoken_of_where_others_are_named() -> None:
    there = "The mission saw 36 heavy weapons in violation of withdrawal lines near Vellmar."
    elsewhere = "The mission saw 13 heavy weapons in violation of withdrawal lines near Hafen."
    score = {link.segment.text: link.score for link in follow_clauses([clause(BAN)], _reports(there, elsewhere), least=0.0)}
    assert score[there] > score[elsewhere]
    everywhere = {link.segment.text for link in links(clause(GUNS), elsewhere)}
    assert everywhere == {elsewhere}, "a clause without places holds everywhere"
    (lower,) = [one for one in follow_clauses([clause(BAN)], _reports(elsewhere), least=0.0) if one.segment.text == elsewhere]
    assert ("place", "elsewhere") in {(one.feature, one.level) for one in lower.reasons}


def _reports(*said: str) -> list[ReportSegment]:
    return [ReportSegment(f"s{at}", "report", text, DAY) for at, text in enumerate((*said, *FILLING))]


def test_name_in_common_is_not_enough_where_another_task_is_told() -> None:
    fund = "The Harbour Arbitration Court (HAC) shall manage the fund for repairs, whose use is ruled by law."
    told = "Judges manage the fund of the Harbour Arbitration Court since May."
    other = "The Harbour Arbitration Court (HAC) was formed in May."
    assert [link.segment.text for link in links(clause(fund), told, other)] == [told]


def test_title_of_an_agreement_is_no_matter_and_no_name_that_is_shared() -> None:
    title = "Agreement on Cessation of Hostilities and Safety of Harbours"
    assert untitled(f"Reports under the {title} are many.").split() == ["Reports", "under", "are", "many."]
    assert links(clause(f"Upon signature this text shall become part of the {title}."), f"The mission reports under the {title}.") == []


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("The Parties shall cooperate with the mission in the discharge of its mandate to protect civilians.", set()),
        ("The voters register shall be published six months prior to the holding of elections.", set()),
        ("Ensure monitoring and verification by the mission of the withdrawal of heavy weapons.", {"monitors", "watching"}),
        ("A ban on heavy weapons in and around schools and hospitals.", {"objects"}),
        ("In the event of a ceasefire the council may meet.", set()),
    ],
)
def test_clause_rules_what_it_asks_for_and_not_what_it_names_besides(text: str, matters: set[str]) -> None:
    assert matters_of_clause(text) == matters


def test_item_of_a_list_rules_what_the_words_before_the_list_rule_with_it() -> None:
    lead = "The following are to be moved back from the dividing line:"
    assert matters_of_clause("Mortars of 82 mm;") == set()
    assert matters_of_clause("Mortars of 82 mm;", "en", lead) == {"weapons"}
    assert matters_of_clause("Sexual violence;", "en", lead) == {"sexual_violence"}, "what an item says itself counts alone"
    told = "The mission saw heavy weapons in violation of withdrawal lines."
    item = AgreedClause("c", "accord", "Mortars of 82 mm;", "2031-01-10", lead=lead)
    assert [one.direction for one in links(item, told)] == ["breaks"]


@pytest.mark.parametrize(
    ("text", "said", "direction"),
    [
        ("The Parties shall protect civilians.", "Armed men beat two traders on the road to Vell.", "breaks"),
        ("The Parties shall protect civilians.", "The two were held for a month without a court warrant.", "breaks"),
        ("The Parties shall not loot private property.", "Soldiers took the money and burnt three houses.", "breaks"),
        ("The Parties shall ensure accountability for breaches.", "Two soldiers were found guilty of theft and sentenced.", "advances"),
        ("This agreement shall be monitored and verified by the mission.", "The mission visited four camps to investigate.", "advances"),
        ("Each Party shall notify its commanders of this agreement.", "Officers should be made aware of their obligations.", "repeats"),
        ("Entry into camps of displaced persons is prohibited.", "On Monday armed soldiers entered the camp at Vell.", "breaks"),
        ("Control of the state border by monitors.", "Patrols visited three border crossing points.", "advances"),
    ],
)
def test_deed_told_without_a_word_of_the_clause_speaks_of_its_matter(text: str, said: str, direction: str) -> None:
    assert directions(clause(text), said) == {said: direction}


def test_violence_that_is_not_of_the_parties_breaks_no_truce_and_lists_say_nothing() -> None:
    assert not links(clause(TRUCE), "Clashes between cattle herders and farming communities left many dead.")
    assert not links(clause(TRUCE), "Ceasefire Violations .................... 12")
    assert tasks_of("The board shall be set up and its members trained.") == {"set_up", "forces"}


def test_clause_on_what_a_court_tries_rules_the_court() -> None:
    assert matters_of_clause("Parties shall refrain from sexual violence against women.")
    assert not matters_of_clause("Other serious crimes under international law, including sexual violence.")
