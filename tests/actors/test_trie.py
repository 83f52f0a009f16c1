from __future__ import annotations

from sulh.actors.trie import Trie


def matches(trie: Trie[str], text: str) -> list[tuple[str, list[str]]]:
    return [(text[start:end], values) for start, end, values in trie.matches(text)]


def test_longest_name_wins_and_the_search_continues_after_it() -> None:
    trie: Trie[str] = Trie()
    for name in ("Free", "Free Army", "Army"):
        trie.add(name, name)
    assert matches(trie, "the Free Army and an Army") == [("Free Army", ["Free Army"]), ("Army", ["Army"])]


def test_case_and_diacritics_of_the_text_do_not_matter_but_capitals_of_the_name_do() -> None:
    trie: Trie[str] = Trie()
    trie.add("Türkiye", "state")
    trie.add("AU", "union")
    assert matches(trie, "TURKIYE, turkiye") == [("TURKIYE", ["state"])]
    assert matches(trie, "Au au AU") == [("AU", ["union"])]


def test_name_runs_over_one_line_end_and_hyphen_but_no_comma_or_paragraph() -> None:
    trie: Trie[str] = Trie()
    trie.add("Abu Sayyaf", "group")
    assert [text for text, _ in matches(trie, "Abu\nSayyaf Abu-Sayyaf Abu, Sayyaf Abu\n\nSayyaf")] == ["Abu\nSayyaf", "Abu-Sayyaf"]


def test_dot_of_initials_belongs_to_the_name_and_longer_initials_are_another() -> None:
    trie: Trie[str] = Trie()
    trie.add("U.S.", "state")
    assert [text for text, _ in matches(trie, "the U.S. team, the U.S.S.R. and US")] == ["U.S."]


def test_name_without_words_is_refused() -> None:
    trie: Trie[str] = Trie()
    assert not trie.add("-- !", "x")
    assert matches(trie, "-- !") == []


def test_first_puts_a_value_before_the_others() -> None:
    trie: Trie[str] = Trie()
    trie.add("Front", "a")
    trie.add("Front", "b", first=True)
    assert matches(trie, "Front") == [("Front", ["b", "a"])]


def test_name_that_is_added_after_a_search_is_found() -> None:
    trie: Trie[str] = Trie()
    trie.add("Free Army", "army")
    assert matches(trie, "the Free Party and the Free Army") == [("Free Army", ["army"])]
    trie.add("Free Party", "party")
    assert matches(trie, "the Free Party and the Free Army") == [("Free Party", ["party"]), ("Free Army", ["army"])]
