"""What the issue lexicon names, what it leaves alone, and that its offsets hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.text.issues import find_issues


def named(text: str) -> list[str]:
    return list(dict.fromkeys(mention.issue.value for mention in find_issues(text)))


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        (
            "the sovereignty, independence, unity and territorial integrity of the country",
            ["sovereignty", "independence", "unity", "territorial_integrity"],
        ),
        ("prisoner exchanges, hostage release and the search for missing persons", ["prisoners", "hostages", "missing"]),
        ("the handover of bodies and identification of missing persons", ["bodies", "missing"]),
        ("disarmament, demobilization and reintegration of ex-combatants", ["disarmament"]),
        ("demarcation of the border and the opening of the railway", ["borders", "transport_corridors"]),
        ("a permanent cease-\nfire", ["ceasefire"]),
        ("safe, voluntary and dignified return of refugees", ["refugees_idps"]),
        ("a referendum on self-determination", ["elections", "autonomy"]),
        ("the full participation of women in a transitional government", ["inclusion_women", "political_process"]),
        ("transitional justice, amnesty and accountability for war crimes", ["justice_amnesty"]),
        ("lifting of sanctions and an arms embargo", ["sanctions"]),
        ("withdrawal of foreign mercenaries", ["withdrawal", "foreign_forces"]),
        ("landmine clearance and unexploded ordnance", ["demining"]),
        ("the Zaporizhzhia nuclear plant and gas supplies", ["nuclear", "energy"]),
        ("hate speech and disinformation", ["media_incitement"]),
        ("normalisation of relations between the two neighbours", ["bilateral_relations"]),
        ("the socio-economic and sanitary-epidemiological situation", ["socioeconomic", "health"]),
    ],
)
def test_wording_names_its_issues(text: str, issues: list[str]) -> None:
    assert named(text) == issues


@pytest.mark.parametrize(
    "text",
    [
        "the Syrian Observatory for Human Rights",
        "the African Union and the Security Council",
        "withdrew from the agreement",
        "Independence Day",
        "the Sovereignty Council",
        "Doctors Without Borders",
        "the political will of all",
        "following a meeting with the minister",
    ],
)
def test_names_and_set_phrases_are_no_issue(text: str) -> None:
    assert named(text) == []


def test_longest_wording_wins() -> None:
    assert named("international humanitarian law") == ["human_rights"]
    assert named("a humanitarian corridor") == ["humanitarian"]
    assert named("the Lachin corridor") == ["transport_corridors"]


def test_one_wording_may_name_two_issues() -> None:
    assert named("demilitarised zone") == ["disarmament", "de_escalation"]


@given(st.text(max_size=60))
def test_spans_lie_inside_any_text(noise: str) -> None:
    text = f"{noise} ceasefire {noise}"
    mentions = find_issues(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    if noise.isascii():
        # The word may be a part of a longer name: "monitor ceasefire".
        at = len(noise) + 1
        assert any(m.start <= at and at + len("ceasefire") <= m.end for m in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "Les garants ont réaffirmé la souveraineté et l'intégrité territoriale du pays et salué la libération de détenus.",
        "Los garantes reafirmaron la soberanía y la integridad territorial del país y la liberación de los detenidos.",
        "Гаранты подтвердили суверенитет и территориальную целостность страны и освобождение задержанных.",
        "أكد الضامنون سيادة البلاد وسلامة أراضيها والإفراج عن المعتقلين.",
    ],
)
def test_other_languages(text: str) -> None:
    assert named(text) == ["sovereignty", "territorial_integrity", "prisoners"]


@pytest.mark.parametrize(
    "text",
    [
        "condamné les frappes aériennes israéliennes",
        "condenaron los ataques israelíes",
        "осудили израильские удары",
        "осудили авиационные удары Израиля",
    ],
)
def test_attacks_of_a_third_state_in_other_languages(text: str) -> None:
    assert "attacks_by_third_state" in named(f"{text} à")


def test_french_words_that_are_no_issue() -> None:
    assert named("Le Conseil de sécurité a rappelé le droit humanitaire à l'été.") == []


def test_letters_that_grow_when_lowered_keep_offsets() -> None:
    text = "\u0130\u0130 ceasefire"
    [mention] = find_issues(text)
    assert text[mention.start : mention.end] == "ceasefire"


def test_a_megabyte_takes_seconds_at_most() -> None:
    text = "The parties discussed the political process and peaceful people in a longer paragraph. " * 12_000
    begun = time.perf_counter()
    find_issues(text)
    assert time.perf_counter() - begun < 5
