"""Joining of hard-wrapped lines, and the line ends that must stay."""

from __future__ import annotations

from sulh.text.unwrap import starts_item, unwrap, wrapped

WRAPPED = """The delegations of Norland and Sudland met in Geneva to review the truce
that they had agreed in the course of earlier meetings, in the presence of
observers, and
1. Agreed to exchange detainees before the next round of talks, which Norland
offered to host on 4 April
2018;
2. Noted the offer of good offices."""


def test_wrapped_paragraphs_become_one_line_each() -> None:
    lines = unwrap(WRAPPED).split("\n")
    assert len(lines) == 4 or lines[1].endswith("4 April 2018;")
    assert lines[0].endswith("in the presence of observers, and")
    assert lines[1].startswith("1. Agreed to exchange detainees before the next round of talks, which Norland offered to host")
    assert lines[-1] == "2. Noted the offer of good offices."


def test_a_year_below_its_month_is_joined() -> None:
    text = (
        "The ministers recalled the communique which they had issued on 4 April\n2018 in Geneva, and thanked the host for its good offices."
    )
    assert unwrap(text) == text.replace("\n", " ")


def test_a_paragraph_that_ends_short_is_not_joined_to_the_next() -> None:
    text = "A first paragraph which is wrapped at a column of some seventy letters and\ngoes on here.\nA second paragraph."
    assert unwrap(text).split("\n")[1] == "A second paragraph."


def test_a_capital_word_that_did_not_fit_is_joined() -> None:
    text = (
        "The talks were opened at noon by the foreign minister of Norland, Mr.\nKonstantin Nord, and were attended by the envoys of"
        " three of the guarantor\nstates."
    )
    assert "\n" not in unwrap(text)


def test_paragraphs_of_one_line_stay_apart() -> None:
    text = (
        "The first delegation arrived in the capital on Monday evening.\nThe second delegation is expected there on Tuesday.\nTalks follow."
    )
    assert unwrap(text) == text


def test_a_list_of_names_stays_a_list() -> None:
    names = (
        "Ahmad Toma, head of the delegation of the opposition to the talks",
        "Yasser Abdul Rahim, member of the delegation",
        "Nasr Hariri",
    )
    text = "\n".join(names)
    assert unwrap(text) == text


def test_bullets_start_paragraphs_even_in_lower_case() -> None:
    text = "The parties agreed on the following steps for the coming weeks, namely\n- an exchange of detainees\n- a search for the missing"
    assert unwrap(text) == text


def test_a_word_divided_at_a_line_end_is_joined_without_its_hyphen() -> None:
    text = "The two delegations came to Geneva for another round of nego-\ntiations under the auspices of the United Nations."
    assert "negotiations under" in unwrap(text)


def test_a_compound_at_a_line_end_keeps_its_hyphen() -> None:
    assert "two-sided talks" in unwrap("On the first day the delegations of the guarantors held two-\nsided talks with the host.")
    text = "The power-sharing pact was signed. The ministers were told that power-\nsharing had begun in the capital."
    assert unwrap(text).count("power-sharing") == 2


def test_arabic_wrapped_lines_are_joined() -> None:
    line = "وصل المبعوث الخاص إلى دمشق لإجراء محادثات مع وزير الخارجية حول"
    assert "\n" not in unwrap("\n".join([line] * 4 + ["العملية السياسية."]))


def test_items_are_known_by_their_marks() -> None:
    assert all(starts_item(line) for line in ("1. To", "(a) to", "(iv) to", "- to", "• to", "a) to", "2.3 To", "# To", "| a", "Article 5"))
    assert not any(starts_item(line) for line in ("2018; and", "Annexation of", "I am", "a truce", "3.5 percent"[:3] + "%"))


def test_wrapped_says_which_lines_go_on() -> None:
    lines = [
        "The ministers of the three shores, as guarantors of the truce in the",
        "Strait of Halse, gathered on the island on 16 March and agreed on what",
        "follows below.",
        "",
        "A new paragraph opens here.",
    ]
    assert wrapped(lines) == [False, True, True, False, False]
    assert wrapped(["A title", "Another line."]) == [False, False]
