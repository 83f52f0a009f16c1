"""Statements fall into numbered items, bullets, operative paragraphs and the clauses of long sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.model import ActKind, ClausePart, Issue
from sulh.wording import Clause, Statement
from sulh.wording.clauses import clauses_of


def clauses(text: str, **more: object) -> tuple[Clause, ...]:
    return clauses_of(Statement("s", text, **more))  # type: ignore[arg-type]


def numbers(text: str) -> list[str | None]:
    return [clause.number for clause in clauses(text)]


def test_numbered_items_keep_their_printed_numbers_and_words() -> None:
    found = clauses("The parties:\n\n1. Condemned the raid on Halse;\n\n2) Welcomed the truce of March;\n\n(3) Agreed to meet again.")
    assert [(one.number, one.text) for one in found] == [
        ("1", "Condemned the raid on Halse;"),
        ("2", "Welcomed the truce of March;"),
        ("3", "Agreed to meet again."),
    ]


def test_wrapped_lines_belong_to_their_item() -> None:
    found = clauses("1. Reaffirmed the unity of the country and its\nterritorial integrity, as agreed before;\n2. Condemned the raid.")
    assert [one.number for one in found] == ["1", "2"]
    assert found[0].text.endswith("as agreed before;")


def test_lines_broken_at_a_column_are_joined_whatever_letter_they_open_with() -> None:
    text = (
        "The ministers of the three shores as guarantors of the truce in the strait\nof Halse, gathered on the island on 16 March\n"
        "2031 in order to take stock of their work since the first meeting on the\nIsland in January, and\n"
        "1. Highlighted the present coordination of the three shores on carrying out\nthe provisions of the statement by the heads of the\n"
        "Shores of 22 May 2030. They also stressed that none of the actions, no matter\nby whom, should undermine these principles;\n"
        "2. Took note of the summit which would be held\nin Halse in June."
    )
    found = clauses(text)
    assert [one.number for one in found] == [None, "1", "1", "2"]
    assert found[1].text.endswith("Shores of 22 May 2030.")
    assert found[2].text.endswith("these principles;")
    assert found[1].paragraph == found[2].paragraph != found[3].paragraph


def test_numbers_glued_to_the_stop_before_them_are_numbers() -> None:
    assert numbers("The parties:1. Condemned the raid on Halse;2. Welcomed the truce of March;3. Agreed to meet again.") == ["1", "2", "3"]


def test_lists_that_run_on_in_one_line_are_divided() -> None:
    assert numbers("1. Condemned the raid on Halse. 2. Welcomed the truce of March. 3. Agreed to meet again in May.") == ["1", "2", "3"]
    assert numbers("The parties agreed: (a) to hold their fire; (b) to open the road; (c) to exchange lists.") == [None, "a", "b", "c"]


def test_date_in_a_sentence_starts_no_list() -> None:
    assert numbers("1. Recalled the truce of 4 May. Welcomed that it holds; 2 June is the day of the next meeting.") == ["1", "1"]


def test_bullets_and_letters_are_items() -> None:
    assert len(clauses("- Condemned the raid on Halse\n- Welcomed the truce of March")) == 2
    assert numbers("a) Condemned the raid on Halse\nb) Welcomed the truce of March") == ["a", "b"]


def test_every_sentence_is_a_clause_however_short() -> None:
    found = clauses("The observers visited Orra. Casualties: none. No casualties.\n\n1. Two killed. The parties condemned the raid.")
    assert [one.text for one in found] == [
        "The observers visited Orra.",
        "Casualties: none.",
        "No casualties.",
        "Two killed.",
        "The parties condemned the raid.",
    ]
    assert len({one.paragraph for one in found}) == 2


def test_what_leads_up_to_the_decisions_is_preamble() -> None:
    lead = "The Council,\n\nRecalling its resolution of May,\n\nDeeply concerned by the raid on Halse,"
    english = f"{lead}\n\n1. Condemns the raid;\n\n2. Decides to meet."
    assert [one.part for one in clauses(english)][-4:] == [ClausePart.PREAMBLE] * 2 + [ClausePart.OPERATIVE] * 2
    loose = "Recalling the truce of May, which both shores signed in Halse.\n\nThe guarantors condemned the raid on the town."
    assert [one.part for one in clauses(loose)] == [ClausePart.PREAMBLE, ClausePart.OPERATIVE]
    deciding = "Recalling their meeting of 4 May, the parties agreed to extend the truce along the river Isk."
    assert [one.part for one in clauses(deciding)] == [ClausePart.OPERATIVE]


def test_long_sentence_is_divided_at_its_verbs() -> None:
    text = (
        "The ministers reaffirmed the sovereignty and unity of the country within its recognised borders, welcomed the release of forty "
        "prisoners at the bridge of Halse in the spring and called upon both shores to open the coastal road before the winter storms."
    )
    assert [one.verb.act for one in clauses(text) if one.verb] == [ActKind.REAFFIRM, ActKind.WELCOME, ActKind.CALL]


def test_short_sentence_stays_whole() -> None:
    assert len(clauses("The ministers condemned the raid and called for calm.")) == 1


def test_text_without_punctuation_is_divided_at_capital_verbs() -> None:
    text = "Emphasized their commitment to unity of the country Rejected all attempts to divide it Condemned the raid on the town of Halse"
    assert len(clauses(text)) == 3


def test_titles_and_dates_are_no_clauses_and_the_opening_is_boilerplate() -> None:
    text = "Joint statement of parties\nHalse, 4 May 2031\n\nThe delegations of both shores of the strait, guarantors:\n\n1. Condemned."
    found = clauses(text, title="Joint statement of parties")
    assert [(one.number, one.boilerplate) for one in found] == [(None, True), ("1", False)]


def test_thanks_and_next_meeting_are_boilerplate() -> None:
    found = clauses("1. Thanked the host;\n2. Decided to hold the next meeting in Halse in May;\n3. Condemned the raid.")
    assert [one.boilerplate for one in found] == [True, True, False]


def test_the_line_that_says_where_and_when_a_statement_was_made_is_no_clause() -> None:
    text = "The parties met at Orra and agreed to extend the truce along the river Isk.\n\nDone at Orra, 12 March 2031."
    assert [clause.text for clause in clauses_of(Statement("a", text))] == [text.split("\n")[0]]


def test_clause_knows_verb_strength_issues_and_issuers() -> None:
    (clause,) = clauses("1. Strongly condemned the violation of the territorial integrity of the country.", issuers=("X", "Y"))
    assert clause.verb is not None
    assert (clause.verb.lemma, clause.strength, clause.issuers) == ("condemn", 5, ("X", "Y"))
    assert Issue.TERRITORIAL_INTEGRITY in clause.issues


def test_actor_named_before_the_verb_is_the_issuer() -> None:
    (clause,) = clauses("1. Russia and Iran condemned the raid.", issuers=("TUR",))
    assert clause.issuers == ("RUS", "IRN")


@given(st.text(st.sampled_from("ab. ;:\n1234()-Condemned called for \u0627\u0644") | st.characters(), max_size=200))
def test_spans_stand_in_the_text_in_order(text: str) -> None:
    end = 0
    for clause in clauses(text):
        assert end <= clause.start < clause.end <= len(text)
        assert text[clause.start : clause.end] == clause.text
        end = clause.end


def test_text_of_one_endless_word_or_line_is_divided_like_any_other() -> None:
    assert clauses("a" * 200_000 + " condemned the raid on Halse.")[0].text == "a" * 200_000
    assert len(clauses("The parties " + "and their envoys " * 250 + "condemned the raid on Halse.")) == 1
    assert clauses(" \n" * 50_000) == ()


def test_text_without_full_stops_is_divided_at_its_words() -> None:
    text = "The envoys agreed to open the mills at Dollo and " * 9_000
    found = clauses(text)
    assert max(len(one.text) for one in found) <= 8_000
    assert " ".join(one.text for one in found) == text.strip()
    assert len(clauses("(" * 50_000 + " condemned the raid on Halse.")[-1].text) <= 8_000


def test_a_sentence_of_place_and_date_is_no_clause() -> None:
    text = "Astana, 24-25 January 2024. Read by the host. The parties met in 2024.\n\n1. Two killed in 2031.\n\n2. The truce holds."
    assert [one.text for one in clauses_of(Statement("a", text, "2024-01-25"))] == [
        "Read by the host.", "The parties met in 2024.", "Two killed in 2031.", "The truce holds.",
    ]  # fmt: skip


def test_place_and_day_before_a_dash_are_no_words_of_the_first_sentence() -> None:
    text = "Orra, le 22 novembre 2031 \u2013 Les parties rejettent fermement les actes de violence commis en marge des manifestations."
    assert [clause.text for clause in clauses_of(Statement("s", text))] == [text.partition(" \u2013 ")[2]]


def test_a_day_told_month_first_is_a_date_line_too() -> None:
    text = "Orra, enero 27 de 2031.\n\nLos miembros reiteraron su preocupación por la situación en la zona."
    assert len(clauses_of(Statement("s", text))) == 1


def test_a_symbol_in_brackets_after_an_abbreviation_ends_no_sentence() -> None:
    text = "The Council recalled its earlier decisions, in particular HC/BR/COMM. (DCLXVII) adopted at its 667th meeting on 17 March 2031."
    assert [clause.text for clause in clauses_of(Statement("s", text))] == [text]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("I. Security\n\nThe armies withdraw.\n\nII. Humanitarian access\n\nThe road opens.", ["The armies withdraw.", "The road opens."]),
        ("1. Security\n1.1 The armies withdraw.\n2. Access\n2.1 The road opens.", ["The armies withdraw.", "The road opens."]),
        ("The agenda is:\n1. Truce\n2. Prisoners\n3. Access\n\nThe parties met.", ["Truce", "Prisoners", "Access", "The parties met."]),
        # Nothing of a list is lost for a number that is missing.
        ("1. The armies withdraw.\n3. No new mines\n5. The road opens.", ["The armies withdraw.", "No new mines", "The road opens."]),
    ],
)
def test_numbered_headings_are_no_clauses_but_items_of_a_list_are(text: str, clauses: list[str]) -> None:
    assert [one.text for one in clauses_of(Statement("a", text))] == clauses
