"""The round of an exchange of lists in the demonstration: every name in it is made up, and it says so on each of its pages."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from sulh.model import MissingExtraError

if TYPE_CHECKING:
    from pathlib import Path

    from sulh.persons.exchange import ExchangeEvent, ExchangeRound
    from sulh.record.shapes import Viewer

__all__ = ["invented_round"]

NORTH, SOUTH, OFFICE = "North", "South", "Office"
_AUTHOR = "sulh demo, made up"
_SIDES = {"north-desk": NORTH, "south-desk": SOUTH}
_DAYS = {"opened": -40, "lists": -33, "answers": 3, "kept": 180}
# The days of the tranches in the invented terms, and how many days ago each was carried out: the last one yesterday.
_TRANCHES = {"2027-03-01": -15, "2027-03-08": -8, "2027-03-15": -1}
Making = Callable[["ExchangeRound", dt.datetime], "Sequence[ExchangeEvent]"]


def invented_round(account: str) -> None:
    """Open a round with the invented lists where the record has none; whoever opens the demonstration mediates it, and may see it.

    Its clock runs from now, so that some answers are due in three days. The sides have an account each, without a password.
    """
    from sulh.record.persons.rounds import add_to_round, new_round, rounds
    from sulh.record.viewers import local_viewer

    viewer = local_viewer(_AUTHOR)
    if rounds(viewer):
        return
    _accounts(account)
    now = dt.datetime.now(dt.UTC).replace(minute=0, second=0, microsecond=0)
    when = {name: now + dt.timedelta(days=days) for name, days in _DAYS.items()}
    key = new_round(
        viewer, name="Round 1 (made up)", sides=(NORTH, SOUTH), mediator=OFFICE, zone="+00:00", lists_due=when["lists"],
        answers_due=when["answers"], basis="made up: mandate of a working group on detainees", purpose="to show an exchange of lists",
        until=when["kept"].date().isoformat(), invented=True, at=when["opened"],
    )  # fmt: skip
    _file(viewer, when["kept"].date().isoformat())
    with as_file(files("sulh.data") / "invented_lists") as lists:
        for day, (side, make) in enumerate(_deeds(lists), 1):
            add_to_round(viewer, key, make, at=when["opened"] + dt.timedelta(days=day), as_party=side)
        _release(viewer, key, (lists / "terms.json").read_text(encoding="utf-8"))


def _release(viewer: Viewer, key: str, terms: str) -> None:
    """A release of three tranches: both sides draw, the plan is made and shown, carried out and held against what was written down.

    One who was to cross wished to stay, one did not come. Where what plans releases is not installed, the terms and the draw stand alone.
    """
    from sulh.persons.releases import Seed, at_crossing, commitment_of, release_terms
    from sulh.record.persons.plans import carry_out, commit_seed, keep_plan, new_plan, plan_seen, reveal_seed, show_plan
    from sulh.record.viewers import viewer as somebody

    for day, days in _TRANCHES.items():
        terms = terms.replace(day, (dt.date.today() + dt.timedelta(days=days)).isoformat())
    held = json.loads(terms)
    held.pop("sulh_release_terms")
    plan = new_plan(viewer, key, release_terms(held))
    lists = plan_seen(viewer, key, plan).lists
    throws = "4 1 6 2 5 3 3 6 1 2 4 5 6 6 1 3 2 5 4 4 1 6 2 3 5"
    seeds = {name: Seed(side, lists, f"{side}, made up for the demonstration: {throws}") for name, side in _SIDES.items()}
    sides = {name: somebody(name, "editor", f"team|{side}|persons") for name, side in _SIDES.items()}
    for name, seed in seeds.items():
        commit_seed(sides[name], key, plan, commitment_of(seed))
    for name, seed in seeds.items():
        reveal_seed(sides[name], key, plan, seed)
    try:
        made = keep_plan(viewer, key, plan)
    except MissingExtraError:
        return
    show_plan(viewer, key, plan)
    planned = [(step.tranche, *person.partition("/")[::2]) for step in made.steps for person, _ in step.people]
    last = max(number for number, *_ in planned)
    told = {one: {"outcome": "came"} for one in planned}
    told[[one for one in planned if one[0] == last - 1][-1]] = {"outcome": "refused", "remark": "said in private that he stays (made up)"}
    told[[one for one in planned if one[0] == last][-1]] = {"outcome": "did not come", "remark": "the bus broke down (made up)"}
    rows = [at_crossing({"holder": side, "id": number, **said}) for (_, side, number), said in told.items()]
    carry_out(viewer, key, plan, rows, list(range(last + 1)))


def _file(viewer: Viewer, until: str) -> None:
    """The file of a person who is made up: a report, a sighting, what a holder claims, and where he is held as somebody decided."""
    from sulh.persons.cases import Case, CaseEvent, CaseEventKind, written
    from sulh.record.persons.cases import add_to_case, new_case

    opened = {"legal_basis": "made up: consent of the family", "purpose": "to show the file of a person", "until": until}
    key = new_case(
        viewer, [OFFICE], invented=True, name="Yusuf Khalil Samir al-Khayali", known={"birth_year": "1976", "place": "Mill Road"},
        may_see={"family": [OFFICE], "informants": [OFFICE]}, **opened,
    )  # fmt: skip
    by, group = viewer.name, "the working group (made up)"

    def write(case: Case, at: dt.datetime) -> list[CaseEvent]:
        seen = written(CaseEventKind.SIGHTED, at, by, on="2021-08", place="Mill Road", witness="a neighbour (made up)", certainty="likely")
        return [
            written(CaseEventKind.REPORTED, at, by, words="was taken from his shop (made up)", reporter="his sister", received="2021-06"),
            seen,
            written(CaseEventKind.CLAIMED, at, by, holder=SOUTH, answer="held_here", request=f"{NORTH}/N1"),
            written(CaseEventKind.WHEREABOUTS, at, by, whereabouts="detained", decided_by=group, holder=SOUTH, sources=[seen.id]),
            written(CaseEventKind.LINKED, at, by, other=f"{NORTH}/N1", decided="same", decided_by=group),
            written(CaseEventKind.CONTACT, at, by, who="his sister (made up)", may_be_told=["whereabouts"]),
        ]

    add_to_case(viewer, key, write)


def _deeds(lists: Path) -> list[tuple[str, Making]]:
    """What the sides do, one thing a day: who, and how it is made."""
    from sulh.persons.exchange import ExchangeEvent, ExchangeEventKind, answered, listed, requested

    def asks(by: str, of: str, file: str) -> Making:
        return lambda before, at: _rows(lists / file, lambda cells, _: requested(cells, by, of, at, show=True))

    def holds(by: str, to: tuple[str, ...], file: str) -> Making:
        return lambda before, at: _rows(lists / file, lambda cells, _: listed(cells, by, at, to=to))

    def answers(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        return _rows(lists / "answers_by_south.csv", lambda cells, _: answered(cells, before, SOUTH, at, show=True))

    def some(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        given = (("S1", "held here"), ("S2", "held here"), ("S4", "not held"))
        return [answered({"id": number, "answer": answer}, before, NORTH, at, show=True) for number, answer in given]

    def disputes(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        words = {"words": "was seen in a hospital of the South in May (made up)"}
        return [ExchangeEvent(ExchangeEventKind.DISPUTED, at, NORTH, f"{NORTH}/N4", (SOUTH,), words)]

    def reviews(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        """What the mediator decided of names in two scripts; that a person answered "not held" is on the list goes back to the holder."""
        same = (("N1", "501", ()), ("N6", "506", ()), ("N8", "508", ()), ("N3", "503", (SOUTH,)))
        kind = ExchangeEventKind.MATCHED
        return [
            ExchangeEvent(kind, at, OFFICE, f"{NORTH}/{number}", to, {"other": f"held:{SOUTH}/{held}", "words": f"held:{SOUTH}/{held}"})
            for number, held, to in same
        ]

    return [
        (NORTH, asks(NORTH, SOUTH, "asked_by_north.csv")),
        (SOUTH, asks(SOUTH, NORTH, "asked_by_south.csv")),
        (NORTH, holds(NORTH, (), "held_by_north.csv")),
        (SOUTH, holds(SOUTH, (), "held_by_south.csv")),
        (SOUTH, answers),
        (NORTH, some),
        (NORTH, disputes),
        (OFFICE, reviews),
    ]


def _rows(path: Path, made: Callable[[Mapping[str, str], int], ExchangeEvent]) -> list[ExchangeEvent]:
    from sulh.record.persons.list_files import list_rows

    return list_rows(path, made).rows


def _accounts(account: str) -> None:
    """The accounts of the sides, and the mediator's groups for whoever opens the demonstration."""
    from sulh.record.accounts import create_user, set_groups, users
    from sulh.record.persons.parties import ROLE

    known = {one.username: [group.name for group in one.groups.all()] for one in users()}
    for name, side in _SIDES.items():
        if name not in known:
            create_user(name, None, "editor", (side, ROLE), author=_AUTHOR)
    set_groups(account, sorted({*known.get(account, []), OFFICE, ROLE}), author=_AUTHOR)
