"""Invented persons and terms for the tests of releases; no name here is of anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import strategies as st

from sulh import words
from sulh.model.reasons import Reason
from sulh.model.vocabulary import PersonCategory, TransferWish
from sulh.persons.releases import HeldPerson, ReleaseTerms, release_terms

NORTH, SOUTH, THIRD = "North", "South", "Third"


def person(number: int, holder: str, category: PersonCategory = PersonCategory.OTHER, **more: Any) -> HeldPerson:
    """An invented person, who wishes to go unless something else is said."""
    return HeldPerson(str(number), f"Invented {number}", holder, category, **{"wish": TransferWish.YES, **more})


def terms(**more: Any) -> ReleaseTerms:
    """Terms of two holders, one for one, with three tranches at one crossing and a margin of 1, unless something else is said."""
    given: dict[str, Any] = {
        "name": "Invented",
        "holders": [{"name": NORTH}, {"name": SOUTH}],
        "margin": 1,
        "tranches": ["2027-01-01", "2027-01-08", "2027-01-15"],
        "crossings": [{"name": "Bridge"}],
    }
    return release_terms({**given, **more})


FEW = (PersonCategory.WOUNDED, PersonCategory.MINOR, PersonCategory.OTHER, PersonCategory.BODY)


@st.composite
def people(
    draw: st.DrawFn, *, most: int = 12, holders: Sequence[str] = (NORTH, SOUTH), crossings: Sequence[str] = ("",)
) -> list[HeldPerson]:
    """Lists of invented persons with families, refusals, reported deaths and bodies."""
    made = []
    for holder in holders:
        for number in range(draw(st.integers(0, most))):
            family = draw(st.sampled_from(("", "", "1", "2")))
            made.append(
                person(
                    number, holder, draw(st.sampled_from(FEW)),
                    held_since=draw(st.sampled_from(("", "2016", "2016-03", "2019-05-06"))),
                    family=f"{holder}{family}" if family else "",
                    crossing="" if family else draw(st.sampled_from(crossings)),
                    wish=draw(st.sampled_from((TransferWish.YES, TransferWish.YES, TransferWish.NOT_ASKED, TransferWish.NO))),
                    refuses=draw(st.integers(0, 9)) == 0,
                    reported_dead=draw(st.integers(0, 9)) == 0,
                    priority=draw(st.sampled_from((None, None, None, 1))),
                )
            )  # fmt: skip
    return made


@st.composite
def agreed(draw: st.DrawFn, *, tranches: int = 3) -> ReleaseTerms:
    """Terms of two or three holders with ratios, margins, capacities and a day on which a crossing is closed."""
    days = ["2027-01-01", "2027-01-08", "2027-01-15", "2027-01-22"][:tranches]
    limit = st.sampled_from((None, 1, 2, 3, 5))
    holders = [{"name": name, "ratio": draw(st.integers(1, 3))} for name in (NORTH, SOUTH, THIRD)[: draw(st.integers(2, 3))]]
    places = []
    for name in ("Bridge", "Road")[: draw(st.integers(1, 2))]:
        held = {"name": name, "capacity": draw(limit), "convoy": draw(limit), "closed": draw(st.sampled_from(([], days[:1])))}
        places.append({key: value for key, value in held.items() if value is not None})
    return terms(
        holders=holders, crossings=places, tranches=days, margin=draw(st.integers(0, 3)),
        margins=draw(st.dictionaries(st.sampled_from([str(one) for one in FEW]), st.integers(0, 2), max_size=2)),
        families_together=draw(st.booleans()), asked_only=draw(st.booleans()),
    )  # fmt: skip


def said(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The sentences of reasons, in English."""
    return tuple(words.reason(one) for one in reasons)
