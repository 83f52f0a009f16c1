"""Links have the kind that the words show, spans in the original texts, and verbs that grew stronger; near topics are no links."""

from __future__ import annotations

import pytest
from statements import AID, INTEGRITY, MINES, TRUCE, numbered

from sulh.model import LinkGrade, LinkKind
from sulh.wording import ClauseLink, Statement, Threads, trace


def traced(earlier: str, later: str) -> Threads:
    return trace([Statement("a", earlier, "2031-01-01"), Statement("b", later, "2031-02-01")])


def only(threads: Threads) -> list[ClauseLink]:
    """The links without that of the opening."""
    return [link for link in threads.links if not threads.clause(link.later).boilerplate]


def test_same_words_with_other_number_and_spelling_are_the_same() -> None:
    (link,) = only(traced(numbered(INTEGRITY, TRUCE), numbered(MINES, AID, INTEGRITY.replace("the ", "").upper())))
    assert link.kind is LinkKind.SAME
    assert link.score == 1.0


def test_words_put_in_make_an_edit_and_spans_quote_both_texts() -> None:
    threads = traced(numbered(INTEGRITY), numbered(INTEGRITY.replace("strong", "strong and unwavering")))
    (link,) = only(threads)
    assert link.kind is LinkKind.EDITED
    earlier, later = (threads.statement(id).text[slice(*span)] for id, span in (("a", link.earlier_span), ("b", link.later_span)))
    assert earlier.startswith("Reaffirmed their strong") and later.startswith("Reaffirmed their strong and unwavering")
    assert earlier.endswith("Basin Charter") and later.endswith("Basin Charter")


def test_spans_begin_and_end_with_whole_words() -> None:
    earlier = "Rejected attempts to change the borders of the Orvanian Republic by force, and the separatist plans of the Syrtian League"
    later = "Condemned attempts to change the borders of the Orvanian Republic by force, and the separatist plans of the Syrtia"
    threads = traced(numbered(earlier), numbered(later))
    (link,) = only(threads)
    quotes = [threads.statement(id).text[slice(*span)] for id, span in (("a", link.earlier_span), ("b", link.later_span))]
    assert [quote.split()[-1] for quote in quotes] == ["Syrtian", "Syrtia"]
    for quote in quotes:
        assert quote.split()[0] in ("Rejected", "Condemned", "attempts")


def test_clauses_that_recur_word_for_word_are_linked_each_to_each() -> None:
    threads = trace([Statement(f"s{at}", numbered(INTEGRITY, TRUCE, MINES), f"2031-01-{at:02}") for at in range(1, 9)])
    links = only(threads)
    assert len(links) == 3 * 8 * 7 // 2
    assert {link.kind for link in links} == {LinkKind.SAME}


def test_formula_inside_a_longer_clause_is_embedded() -> None:
    inside = f"{INTEGRITY}, and discussed at length the repair of the railway, the harbours and the bridges that the war had destroyed, "
    (link,) = only(traced(numbered(INTEGRITY), numbered(inside + "as well as the funds that a conference of donors might raise for this")))
    assert link.kind is LinkKind.EMBEDDED
    assert link.earlier_share == pytest.approx(1.0)


def test_clause_parted_in_two_is_split_and_joined_is_merged() -> None:
    joined, parted = numbered(f"{MINES}; {AID[0].lower()}{AID[1:]}"), numbered(MINES, AID)
    assert [link.kind for link in only(traced(joined, parted))] == [LinkKind.SPLIT] * 2
    assert [link.kind for link in only(traced(parted, joined))] == [LinkKind.MERGED] * 2


def test_stronger_verb_is_said() -> None:
    (link,) = only(traced(numbered(TRUCE), numbered(TRUCE.replace("Called for", "Demanded"))))
    assert (link.verbs, link.strengthened, link.weakened) == (("call for", "demand"), True, False)
    (back,) = only(traced(numbered(TRUCE.replace("Called for", "Demanded")), numbered(TRUCE)))
    assert back.weakened


def test_opening_of_a_short_statement_goes_on_with_that_of_the_one_before() -> None:
    first = (
        "The members of the Council condemned in the strongest terms the raid on the convoy of the mission near Halse on 3 June.",
        "They conveyed their condolences to the families of the victims.",
        "They underlined the need to bring those responsible to justice.",
    )
    second = (
        "The members of the Council condemned the bombing of a school in Orra, in which nine pupils were killed.",
        "They offered their deepest condolences to the families of the pupils.",
        "They stressed that those responsible must be brought to justice.",
    )
    links = traced(" ".join(first), " ".join(second)).links
    assert [(one.earlier, one.later) for one in links if one.grade is not LinkGrade.WEAK] == [
        ("a#1", "b#1"),
        ("a#2", "b#2"),
        ("a#3", "b#3"),
    ]


def test_sentences_that_only_name_the_same_thing_are_not_the_same() -> None:
    around = "The Board welcomes the arrival of the {} barge in Dollo. It regrets the resignation of Mr Lunt. {} The Board calls for {}."
    first, second = "Talks on the state of the aqueduct are under way.", "Masons will inspect the arches of the aqueduct next week."
    for said, grade in ((second, LinkGrade.WEAK), (first.replace("are under way", "have stopped"), LinkGrade.FIRM)):
        threads = traced(around.format("first", first, "calm"), around.format("second", said, "patience"))
        assert [link.grade for link in threads.links if "aqueduct" in threads.clause(link.later).text] == [grade]


def test_same_topic_in_other_words_is_no_link() -> None:
    one = "Condemned the shelling of the market in Halse on 3 June, in which forty civilians lost their lives"
    other = "Deplored that weapons still reach both shores in breach of the embargo, and asked masters to refuse such cargo"
    third = "Condemned the theft of relief goods from the depot of the harbour fund and asked for their return"
    assert only(traced(numbered(one, AID), numbered(other, third))) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace(" of ", "of ").replace(" to ", "to "),
        lambda text: text.replace("e", "\u0435").replace("a", "\u0430").replace("o", "\u043e"),
        lambda text: text.replace(" the ", " "),
        lambda text: text.replace(" and ", " [sic] and "),
        lambda text: text.replace("\n\n2. ", "\n\n1. ").replace("\n\n3. ", "\n\n1. "),
    ],
    ids=["glued", "look-alikes", "articles", "remarks", "numbers"],
)
def test_damaged_copy_has_the_same_words(damage: object) -> None:
    text = numbered(INTEGRITY, TRUCE, MINES)
    assert callable(damage)
    links = only(traced(text, damage(text)))
    assert [(link.earlier, link.later, link.kind) for link in links] == [(f"a#{n}", f"b#{n}", LinkKind.SAME) for n in (2, 3, 4)]


def test_names_and_titles_alone_are_no_wording() -> None:
    one = "Special Representative of the Chairperson of the Basin Council Ambassador Henrik Vale also took part in these meetings."
    other = "They thanked the Special Representative of the Chairperson of the Basin Council Ambassador Henrik Vale."
    assert not traced(one, other).links


CEASEFIRE = "the parties to the conflict to end all hostilities along the river and to open the roads for aid"


@pytest.mark.parametrize(
    ("earlier", "later", "strength"),
    [
        (f"Called upon {CEASEFIRE}.", f"Urged {CEASEFIRE}.", 1),
        (f"Strongly urged {CEASEFIRE}.", f"Urged {CEASEFIRE}.", -1),
        # Words for asking that languages use for one another.
        (f"Asked {CEASEFIRE}.", f"Called upon {CEASEFIRE}.", 0),
        # Words of force have degrees; two of one degree are no change.
        ("Strongly condemned the raid on the convoy near Halse.", "Condemned in the strongest terms the raid on the convoy near Halse.", 1),
        ("Voiced extreme concern at the fighting in Halse.", "Voiced deep concern at the fighting in Halse.", -1),
        ("Voiced serious concern at the fighting in Halse.", "Voiced deep concern at the fighting in Halse.", 0),
        ("In the strongest terms, the members condemned the raid on the convoy.", "The members condemned the raid on the convoy.", -2),
        # Down a step, but with force.
        ("Condemned the raid on the convoy near Halse.", "Strongly deplored the raid on the convoy near Halse.", 0),
        # What was said without force is said again with force.
        (
            "Condemned the raid on the convoy in the strongest terms.",
            "Condemned the raid on the convoy, and renewed their condemnation in the strongest terms.",
            0,
        ),
        # Another speaker; one that is not named may be the same.
        (f"The keepers of the bridge urged {CEASEFIRE}.", f"The northern miners demanded {CEASEFIRE}.", 0),
        (f"The keepers of the bridge urged {CEASEFIRE}.", f"They demanded {CEASEFIRE}.", 1),
        # Other words of force, wherever they stand.
        ("They gave strong support to calm along the river.", "They gave their continued firm support to calm along the river.", 0),
        ("They strongly support calm along the river.", "They lend their full and firm support to calm along the river.", 0),
        # Another raid, which the day, the place or the names tell.
        ("Condemned the raid on the camp of traders on 4 May.", "Strongly condemned the raid on the camp of traders on 9 June.", 0),
        ("Condemned the raid on the camp of traders near Orra.", "Strongly condemned the raid on the camp of traders near Halse.", 0),
        # Days that are named far from what is said again are no other event.
        (
            "Reaffirms its earlier statements on calm along the river, including the one adopted by the elders of both shores on 4 May.",
            "Recalls its earlier statements on calm along the river, including the one adopted by the elders of both shores on 9 June.",
            -2,
        ),
        # Talking of a thing and agreeing on it are not two steps of one ladder.
        ("Discussed the withdrawal of all guards from the river.", "Agreed on the withdrawal of all guards from the river.", 0),
        # Only names are shared by what the verbs govern.
        (
            "Condemned the raids by the Army of Northern Orra.",
            "Expressed concern at the famine, which the Army of Northern Orra denied.",
            0,
        ),
    ],
)
def test_a_verb_is_stronger_only_where_nothing_speaks_against_it(earlier: str, later: str, strength: int) -> None:
    links = only(traced(numbered(earlier, MINES), numbered(later, MINES)))
    assert sum(one.strength for one in links) == strength
