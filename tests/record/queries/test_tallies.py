"""Tallies of a record: each once, whatever number of sources tells it; what sources give differently; only what the viewer may see."""

from __future__ import annotations

import pytest

from sulh.documents.loading import from_text
from sulh.reading import read_document
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.queries.facts import facts_of
from sulh.record.queries.tallies import tallies
from sulh.record.viewers import local_viewer, viewer

BULLETIN = (
    "{title}\n\nOver the past 24 hours the Russian side of the joint commission registered {first} ceasefire violations in the provinces "
    "of Latakia ({first}). The Turkish side registered {second} ceasefire violations in Latakia (1) and Hama ({rest})."
)


def put_in(title: str, first: int = 9, second: int = 9, published: str = "2019-06-18", level: str = "team") -> None:
    text = BULLETIN.format(title=title, first=first, second=second, rest=second - 1)
    list(add([read_document(from_text(text, published=published))], author="tests", level=level))


def told(name: str = "chief") -> list[tuple[str | None, str, int | None, int]]:
    return [(one.by, one.place, one.count, len(one.sources)) for one in tallies(local_viewer(name))]


def test_two_agencies_that_tell_one_bulletin_make_one_tally() -> None:
    put_in("Nine and nine, the first agency")
    put_in("What another agency says: the truce commission and its numbers of Tuesday, as the ministry put them out")
    assert told() == [("RUS", "", 9, 2), ("RUS", "Latakia", 9, 2), ("TUR", "", 9, 2), ("TUR", "Hama", 8, 2), ("TUR", "Latakia", 1, 2)]


def test_what_most_sources_give_counts_and_the_others_are_said() -> None:
    for title in ("The first agency on the truce", "Numbers of the ceasefire commission, from another desk altogether"):
        put_in(title)
    put_in("A third telling of the day, in which the number of the Russians is another one", first=8)
    line = next(one for one in tallies(local_viewer("chief")) if one.by == "RUS" and not one.place)
    assert (line.count, line.others, len(line.claims)) == (9, (8,), 3)


def test_what_a_person_accepts_counts() -> None:
    chief = local_viewer("chief")
    put_in("The first agency on the truce", first=9)
    put_in("Numbers of the ceasefire commission, from another desk altogether", first=8)
    claim = next(one.claim for one in facts_of(chief, "tally").rows if one.value["count"] == 8 and not one.value["place"])
    decisions.accept(chief, claim.id)
    line = next(one for one in tallies(chief) if one.by == "RUS" and not one.place)
    assert (line.count, line.others, line.settled) == (8, (9,), True)


def test_rejected_and_withdrawn_tallies_are_gone() -> None:
    chief = local_viewer("chief")
    put_in("The first agency on the truce")
    rows = facts_of(chief, "tally").rows
    decisions.reject(chief, next(one.claim.id for one in rows if one.value["place"] == "Hama"))
    assert ("TUR", "Hama", 8, 1) not in told()
    decisions.withdraw_source(chief, rows[0].claim.document.id)
    assert told() == []


def test_a_tally_is_seen_by_those_who_may_see_its_source() -> None:
    put_in("The first agency on the truce", level="team")
    assert tallies(viewer("guest", "public", "public")) == ()
    assert len(tallies(local_viewer("chief"))) == 5


@pytest.mark.parametrize("published", [None, "2019-06"])
def test_days_that_are_not_known_in_full_are_not_compared(published: str | None) -> None:
    text = BULLETIN.format(title="A bulletin of the truce", first=9, second=9, rest=8)
    list(add([read_document(from_text(text, published=published))], author="tests"))
    assert told() == []
    assert facts_of(local_viewer("chief"), "tally").total == 5


def test_what_is_laid_to_one_side_is_a_part_of_the_whole() -> None:
    text = (
        "Report on the permanent ceasefire\n\nOn 3 February 2020 CTSAMVM recorded 12 ceasefire violations, nine of which "
        "it attributes to the National Salvation Front and three to the SSPDF."
    )
    list(add([read_document(from_text(text, published="2020-02-10"))], author="tests", level="team"))
    (line,) = tallies(local_viewer("chief"))
    assert (line.by, line.count, line.others) == ("ctsamvm", 12, ())
