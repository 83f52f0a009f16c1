"""Long documents: text between two sentences does not change how they are read, up to a limit."""

from __future__ import annotations

import pytest
from readings import acts, read

from sulh.model import Actor, ActorKind
from sulh.reading.english.delegates import headers_of
from sulh.reading.groups import ActorGroup, ActorGroups
from sulh.reading.passages import Passage

ROUND = "The sixth round of talks between Sudan and Kenya was held in Juba on 3 May 2023."
AGAIN = "The sixth round of the talks between Sudan and Kenya in Juba dealt with oil."


def rain(count: int) -> str:
    return "Rain fell.\n" * count


@pytest.mark.parametrize(("between", "meetings"), [(10, 1), (1_500, 1), pytest.param(5_500, 2, marks=pytest.mark.slow)])
def test_a_meeting_is_taken_up_from_far_but_not_from_anywhere(between: int, meetings: int) -> None:
    assert len(read(f"{ROUND}\n{rain(between)}{AGAIN}\n").meetings) == meetings


def test_an_official_of_the_beginning_is_known_by_surname_at_the_end() -> None:
    later = "Mutua met Ugandan President Yoweri Museveni in Kampala on 4 May 2023."
    (meeting,) = read(f"Kenyan Foreign Minister Alfred Mutua arrived.\n{rain(500)}{later}\n").meetings
    assert {(p.name, p.office) for p in meeting.people} == {("Alfred Mutua", "Foreign Minister"), ("Yoweri Museveni", "President")}


def test_a_noun_takes_up_the_issue_it_was_named_with_last() -> None:
    reading = read(
        f"Sudan and Kenya agreed on a prisoner exchange.\n{rain(300)}Sudan and Kenya agreed on a refugee fund for returnees.\n"
        f"{rain(300)}Sudan and Kenya agreed to begin the exchange.\n"
    )
    assert acts(reading)[-1] == ("agree", ("prisoners",))


def actor(name: str, kind: ActorKind = ActorKind.STATE) -> Actor:
    return Actor(name.lower(), name, kind)


def test_groups_are_found_by_what_they_are_and_where() -> None:
    a, b, c = actor("A"), actor("B"), actor("C")
    pair, three, last = ActorGroup(0, 0, 10, (a, b)), ActorGroup(1, 20, 40, (a, b, c)), ActorGroup(1, 45, 60, (b, c))
    groups = ActorGroups([pair, three, last])
    assert list(groups.before(45)) == [three, pair]
    assert list(groups.before(100, 2, lambda g: len(g.actors) == 2)) == [last, pair]
    assert groups.ended(59) == three
    assert groups.ended(9) is None
    assert groups.first("three", lambda g: len(g.actors) == 3) == three
    assert list(groups.of(1)) == [three, last]
    assert list(groups.of(7)) == []


def test_a_list_has_the_sentence_before_its_items_as_header() -> None:
    texts = [("First item", True), ("The talks were attended by:", False), ("Kenya", True), ("Sudan | 3", False), ("The end.", False)]
    passages = [Passage(n, 100 * n, 100 * n + len(text), text, n, item=item) for n, (text, item) in enumerate(texts)]
    assert {index: header.index for index, header in headers_of(passages).items()} == {2: 1, 3: 1}
