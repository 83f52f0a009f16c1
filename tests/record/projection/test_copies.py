"""What counts as one source for somebody follows from what they may see, whoever shares which copies with whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.record.projection.copies import Counted, originals

PUBLIC, TEAM = ("public", ()), ("team", ())
ENVOYS, LAWYERS, BOTH = ("restricted", ("envoys",)), ("restricted", ("lawyers",)), ("restricted", ("envoys", "lawyers"))
JUDGES = ("restricted", ("judges", "lawyers"))
LOOKERS = [(level, groups) for level, groups in (("public", ""), ("team", ""), ("team", "envoys"), ("team", "lawyers"), ("team", "judges"))]
SEEING = [(level, frozenset(groups.split())) for level, groups in LOOKERS] + [
    ("team", frozenset(some)) for some in combinations(("envoys", "lawyers", "judges"), 2)
]


def held(*audiences: tuple[str, tuple[str, ...]]) -> dict[str, Counted]:
    return {"abcdefgh"[at]: Counted(at + 1, level, frozenset(groups)) for at, (level, groups) in enumerate(audiences)}


def together(found: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(name for name, one in found.items() if one == own) for own in found.values()}


def said(sources: dict[str, Counted], *links: str) -> set[str]:
    return {"".join(sorted(one)) for one in together(originals(sources, [(link[0], link[1]) for link in links]))}


def drawn(data: st.DataObject, *audiences: tuple[str, tuple[str, ...]]) -> tuple[dict[str, Counted], list[tuple[str, str]]]:
    """Some sources with these audiences, and links between them."""
    sources = held(*data.draw(st.lists(st.sampled_from(audiences), min_size=2, max_size=8)))
    return sources, data.draw(st.lists(st.sampled_from(list(combinations(sorted(sources), 2))), max_size=12))


View = tuple[str, frozenset[str], dict[str, Counted], set[frozenset[str]]]


def views(sources: dict[str, Counted], links: list[tuple[str, str]]) -> Iterator[View]:
    """For each who looks what they see, and what of it counts as one."""
    found = originals(sources, links)
    for level, groups in SEEING:
        seen = {name: one for name, one in sources.items() if one.is_seen(level, groups)}
        yield level, groups, seen, together({name: own for name, own in found.items() if name in seen})


def test_all_that_links_join_is_one_source_and_the_earliest_its_original() -> None:
    assert said(held(PUBLIC, PUBLIC, PUBLIC, PUBLIC), "ba", "cb") == {"abc", "d"}
    assert originals(held(PUBLIC, PUBLIC, PUBLIC), [("c", "b"), ("b", "a")]) == {"a": "a", "b": "a", "c": "a"}


def test_open_source_is_the_original_of_a_restricted_one_whichever_came_first() -> None:
    assert originals(held(ENVOYS, PUBLIC), [("b", "a")]) == {"a": "b", "b": "b"}
    assert said(held(ENVOYS, PUBLIC, TEAM), "ba", "ca", "cb") == {"abc"}


def test_hidden_source_joins_nothing_that_is_apart_without_it() -> None:
    assert said(held(PUBLIC, ENVOYS, PUBLIC), "ba", "cb") == {"ab", "c"}
    assert said(held(PUBLIC, PUBLIC, PUBLIC), "ba", "cb") == {"abc"}


def test_copies_of_two_groups_are_one_source_for_who_is_in_both() -> None:
    assert said(held(ENVOYS, LAWYERS), "ba") == {"ab"}
    assert said(held(ENVOYS, LAWYERS, PUBLIC), "ba", "cb", "ca") == {"abc"}


def test_group_is_not_told_that_two_of_its_texts_are_near_one_that_it_does_not_see() -> None:
    # Lawyers see b and c, which only the envoys' text a joins.
    assert said(held(ENVOYS, LAWYERS, BOTH), "ba", "ca") == {"ac", "b"}
    assert said(held(ENVOYS, LAWYERS, BOTH), "ba", "ca", "cb") == {"abc"}


@settings(max_examples=examples(400))
@given(st.data())
def test_nobody_is_told_that_two_are_one_by_what_they_do_not_see(data: st.DataObject) -> None:
    sources, links = drawn(data, PUBLIC, TEAM, ENVOYS, LAWYERS, BOTH, JUDGES)
    for level, groups, seen, found in views(sources, links):
        assert all(any(one <= own for own in together(originals(seen, links))) for one in found), (level, groups)


@settings(max_examples=examples(400))
@given(st.data())
def test_what_counts_as_one_is_what_it_would_be_in_a_record_of_what_is_seen(data: st.DataObject) -> None:
    sources, links = drawn(data, PUBLIC, TEAM, ENVOYS, LAWYERS)
    for level, groups, seen, found in views(sources, links):
        assert len(groups) > 1 or found == together(originals(seen, links)), (level, groups)


@settings(max_examples=examples(200))
@given(st.lists(st.sampled_from((PUBLIC, TEAM, ENVOYS, LAWYERS, BOTH, JUDGES)), min_size=1, max_size=8))
def test_copies_that_are_all_alike_are_one_source_for_everybody(audiences: list[tuple[str, tuple[str, ...]]]) -> None:
    sources = held(*audiences)
    assert len(together(originals(sources, combinations(sources, 2)))) == 1
