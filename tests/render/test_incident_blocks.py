"""Incidents in the periodic report: reported and verified apart, and of none more than its state allows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sulh import words
from sulh.ceasefire.incidents import AssessmentLine, Incident, ObservationLine, ReportLine, ResponseLine, StatedIn
from sulh.ceasefire.period import CeasefirePeriod, PeriodSource
from sulh.ceasefire.reported_by import ReportedBy
from sulh.render.incident_blocks import incident_blocks
from sulh.render.incident_lines import state_sentences

RUSSIA, SYRIA, UN = ReportedBy("RUS", "Russia"), ReportedBy("SYR", "Syria"), ReportedBy("united-nations", "United Nations")
IN = StatedIn("c", "entry:1", True)
REPORT = ReportLine("r1", "shelling", RUSSIA, "2017-05-12", None, "Hama", SYRIA, RUSSIA, 2, 5, "civilians", None, False, IN)
OTHER = replace(REPORT, id="r2", by=SYRIA, killed=4, injured=None)
FOUND = AssessmentLine(
    "a1", "verified", UN, "2017-05-20", "2017-05-12", "Hama", SYRIA, "From the north.", "Article 2", 1, 4, "civilians", False, IN
)  # fmt: skip
ANSWER = ResponseLine("s1", "denied", SYRIA, "2017-05-25", "2017-05-21", UN, None, None, "Not ours.", False, IN)
STATES = ("alleged", "under_inquiry", "corroborated", "verified", "refuted")


def period(*incidents: Incident, observed: tuple[ObservationLine, ...] = ()) -> CeasefirePeriod:
    sources = (PeriodSource(1, "A form", "", "2017-05-12", "entry:1"),)
    return CeasefirePeriod(
        "2017-05-01", "2017-05-31", "violation", 1, "f" * 64, "2017-06-01", None, (), (0, 0, 0), (None, None), (), 31, (), (), (), (),
        sources, incidents, 3, observed,
    )  # fmt: skip


def of_state(state: str) -> Incident:
    return Incident("r1", (REPORT, OTHER), (replace(FOUND, state=state),), (ANSWER,))


def lines(made: CeasefirePeriod, language: str = "en") -> list[str]:
    return [re.sub("[\u2068\u2069]", "", one.text) for one in incident_blocks(made, language) if one.text]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("state", STATES)
def test_no_piece_about_an_incident_has_a_stronger_word_than_its_state(state: str, language: str) -> None:
    made = list(incident_blocks(period(of_state(state)), language))
    begins = next(at for at, one in enumerate(made) if one.sort == "h3")
    about = [re.sub("“[^”]*”", "", one.text) for one in made[begins:]]
    assert len(about) >= 5
    assert [(one, found) for one in about if (found := words.stronger(one, state, language=language))] == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("incident", "key"),
    [
        (Incident("r1", (REPORT,)), "alleged"),
        (Incident("a1", (), (replace(FOUND, stated=StatedIn("c", "entry:1", False)),)), "alleged.undecided"),
        (Incident("r1", (REPORT,), (replace(FOUND, by=RUSSIA),)), "alleged.by_party"),
        (Incident("r1", (REPORT,), (replace(FOUND, state="alleged"),)), "alleged.assessed"),
        (Incident("s1", (), (), (ANSWER,)), "alleged.unreported"),
    ],
)  # fmt: skip
def test_incident_that_is_only_alleged_says_why(incident: Incident, key: str, language: str) -> None:
    by = words.isolated(words.actor(UN.id, UN.name, language=language), language=language)
    assert state_sentences(incident, language)[0] == words.phrase(f"incident.said.{key}", language=language, by=by)


def test_a_template_that_says_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from sulh.words import by_state

    told = {"incident.said.alleged": "{by} violated the ceasefire."}
    monkeypatch.setattr(by_state, "template", lambda key, *, language="en": told.get(key, ""))
    with pytest.raises(words.WordingError, match="violated"):
        list(incident_blocks(period(Incident("r1", (REPORT,)))))


def test_reported_and_verified_stand_apart() -> None:
    tables = [one.rows for one in incident_blocks(period(of_state("verified"), Incident("r3", (replace(REPORT, id="r3"),)))) if one.rows]
    assert ("Alleged", "1", "2", "5") in tables[0]
    assert ("Verified", "1", "2 to 4", "5") in tables[0]
    assert ("In all", "2", "4 to 6", "10") in tables[0]
    assert tables[1][1:] == (("As reports give them", "4 to 6", "10"), ("As those established who verified the incident", "1", "4"))


def test_incident_that_is_not_verified_adds_nothing_to_what_is_established() -> None:
    tables = [one.rows for one in incident_blocks(period(of_state("corroborated"))) if one.rows]
    assert tables[1][2] == ("As those established who verified the incident", "not said", "not said")


def test_answers_are_counted_and_silence_is_none() -> None:
    silent = Incident("r4", (REPORT,), (), (replace(ANSWER, what="silent"),))
    said = lines(period(of_state("verified"), silent, Incident("r5", (REPORT,))))
    assert "Put to the party accused: 2; it said or did something in 1, nothing yet in 1." in said
    assert "No party is recorded as asked." in said
    assert any("“Not ours.” [1]" in one for one in said)


def test_access_is_said_with_who_hindered_it() -> None:
    denied = ObservationLine("o1", "denied", UN, "2017-05-13", None, "Hama", SYRIA, "a closed road", False, IN)
    cloud = replace(denied, id="o2", what="cloud", end="2017-05-15", hindered_by=None)
    patrol = replace(denied, id="o3", what="patrol", start="2017-05-20", hindered_by=None)
    said = lines(period(observed=(denied, cloud, patrol)))
    assert any("could not look, somewhere: 3 of 31" in one for one in said)
    assert "Access was denied or restricted in 1 of 3 records of observation." in said
    assert any(one.startswith("Access denied") and "by Syria" in one for one in said)


def test_what_was_made_up_says_so() -> None:
    said = lines(period(Incident("r1", (replace(REPORT, synthetic=True),))))
    assert "Made up for a demonstration or an exercise, and no event: 1 of these incidents. Each says so." in said
    assert "Made up for a demonstration or an exercise: it is no event." in said


def test_a_period_without_any_has_no_piece_of_them() -> None:
    assert list(incident_blocks(period())) == []
