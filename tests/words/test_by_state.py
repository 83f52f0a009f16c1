"""No sentence about an incident uses a stronger word than its state of verification allows, in either language."""

from __future__ import annotations

import itertools

import pytest

from sulh import words
from sulh.model.vocabulary import VerificationState
from sulh.words.tables import rows, template

SAID = [one for one in VerificationState if one is not VerificationState.CLOSED]
LANGUAGES = ("en", "ar")
# Sentences that only a verified incident may have.
ONLY = ("incident.against", "incident.clause", "incident.harm.verified", "report.as_verified")
# How strong each state is; a report that was refuted is none of these.
LADDER = ("alleged", "under_inquiry", "corroborated", "verified")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", SAID)
def test_each_state_may_say_itself(state: str, language: str) -> None:
    assert words.stronger(template(f"incident.said.{state}", language=language), state, language=language) == ()
    assert words.stronger(words.code("VerificationState", state, language=language), state, language=language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("weak", "strong"), list(itertools.combinations(LADDER, 2)))
def test_a_weaker_state_may_not_say_a_stronger_one(weak: str, strong: str, language: str) -> None:
    with pytest.raises(words.WordingError, match="says more than an incident allows"):
        words.bound(f"incident.said.{strong}", weak, language=language, by="UN")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [one for one in SAID if one is not VerificationState.VERIFIED])
@pytest.mark.parametrize("key", ONLY)
def test_who_is_answerable_is_said_of_verified_incidents_alone(key: str, state: str, language: str) -> None:
    with pytest.raises(words.WordingError):
        words.bound(key, state, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_phrase_about_incidents_fits_every_state(language: str) -> None:
    bound = {*ONLY, *(f"incident.said.{one}" for one in SAID)}
    keys = {row["key"] for row in rows("phrases") if row["key"].startswith("incident.")} - bound
    assert keys
    faults = [
        (key, state, found)
        for key, state in itertools.product(sorted(keys), SAID)
        if (found := words.stronger(template(key, language=language), state, language=language))
    ]
    assert faults == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Syria violated the ceasefire.", "Three civilians were killed.", "It happened on Friday.", "The mission confirmed it.",
        "The opposition is responsible.", "The town was shelled.", "He broke the truce.", "The commission established that it was so.",
    ],
)  # fmt: skip
def test_plain_sentences_that_say_too_much_are_found(sentence: str) -> None:
    assert words.stronger(sentence, "alleged")
    assert words.stronger(sentence, "verified") == ()


@pytest.mark.parametrize("sentence", ["ثبت أن الطرف خرق الاتفاق.", "قُتل ثلاثة مدنيين.", "الطرف مسؤول عن ذلك."])
def test_arabic_sentences_that_say_too_much_are_found(sentence: str) -> None:
    assert words.stronger(sentence, "alleged", language="ar")
