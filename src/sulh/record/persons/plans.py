"""Plans of releases in the record: terms of a round's mediator, the draw of its sides, the plan, and what happened at the crossings."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sulh.model import InvalidError, RecordError
from sulh.persons.erased import is_erased
from sulh.persons.exchange import HELD, by_answers
from sulh.persons.exchange.clock import zone_of
from sulh.persons.releases import (
    AtCrossing,
    Draw,
    HeldPerson,
    Reconciled,
    ReleasePlan,
    ReleaseTerms,
    Seed,
    SeedCommitment,
    at_crossing,
    commitment_of,
    drawn,
    held_digest,
    held_person,
    make_plan,
    plan_json,
    reconciled,
    release_terms,
)
from sulh.persons.releases.one_side import crossed_for, plan_for
from sulh.persons.releases.people import why_not
from sulh.persons.releases.plan_file import plan_from
from sulh.persons.releases.terms_file import terms_data
from sulh.record.ledger import writing
from sulh.record.persons.matters import add_entry, held, last_entry, worked_out
from sulh.record.persons.parties import require_persons
from sulh.record.persons.renumbering import Renumbering
from sulh.record.persons.rounds import RoundSeen, past_names, round_at, round_seen, today
from sulh.record.shapes import Viewer

__all__ = [
    "DrawHeld",
    "PlanLine",
    "PlanSeen",
    "carry_out",
    "commit_seed",
    "draws",
    "keep_plan",
    "new_plan",
    "no_longer_fit",
    "people_held",
    "plan_seen",
    "plan_with",
    "plans",
    "reveal_seed",
    "show_plan",
]

MATTER = "plan"
_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan of a round in a list: its identifier, its name, and whether there is a plan that its sides see."""

    id: str
    name: str
    is_made: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class DrawHeld:
    """A draw of a round: its plan, which account set the terms on which day, why again, and its number ("" while a seed is lacking)."""

    plan: str
    name: str
    author: str
    day: str
    reason: str
    combined: str


@dataclass(slots=True)
class PlanSeen:
    """Where a plan stands as a party sees it: its terms, who committed to and revealed a seed, the draw, the plan, what happened.

    A side sees the plan that was shown to it last, with its own list and whoever crosses (`plan_for`). `lists` is the digest of the lists
    that the draw is bound to, of `count` persons of each side who were listed up to the entry `through`; how many is for the mediator
    alone. Of whoever is past the last day of his or her name, nothing but side and category is seen.
    """

    id: str
    round: RoundSeen
    terms: ReleaseTerms
    lists: str
    entry: int
    through: int
    count: Mapping[str, int]
    commitments: dict[str, SeedCommitment] = field(default_factory=dict)
    seeds: dict[str, Seed] = field(default_factory=dict)
    draw: Draw | None = None
    plan: ReleasePlan | None = None
    is_shown: bool = False
    crossed: tuple[AtCrossing, ...] = ()
    tranches: tuple[int, ...] = ()
    salt: str = ""  # of the digest of the lists, for the mediator alone

    @property
    def reconciled(self) -> Reconciled | None:
        """What happened at the crossings beside the plan; None before anything did, and for whom the plan was not shown."""
        if self.plan is None or not self.crossed:
            return None
        return reconciled(self.plan, self.crossed, tranches=self.tranches or None)


def people_held(seen: RoundSeen, through: int | None = None) -> list[HeldPerson]:
    """The persons whom the sides of a round list as held, as the answers of their holders make them; nobody whose name was erased.

    With `through`, only whom they listed up to that entry: as their answers make them now, and without who left the lists since.
    Raises PersonListError or ExchangeError that names the row that cannot stand in a plan.
    """
    listed = seen.round.held if through is None else round_at(seen, through).round.held
    held_by = {key: one for key, one in seen.round.held.items() if key in listed and not is_erased(key)}
    # A number may have slashes of its own; answers name it whole.
    numbers = {key: key.removeprefix(f"{HELD}{one.by}/") for key, one in held_by.items()}
    people = [held_person({**one.person, "id": numbers[key], "holder": one.by}, one.by) for key, one in held_by.items()]
    return by_answers(people, seen.round)


def new_plan(viewer: Viewer, key: str, terms: ReleaseTerms, reason: str = "") -> str:
    """Set the terms of a release between the sides of a round, for the persons that they list as held now; gives its identifier.

    Who is listed later is for the next terms, so that no list that changes makes the sides draw again. Where a seed was revealed in the
    round already, another draw needs a `reason`, which all sides read. Raises AccessError for others than the mediator, InvalidError
    where the holders are not the sides or the reason is missing, and what `people_held` raises.
    """
    seen = _mediated(viewer, key)
    if sorted(terms.holder_names) != sorted(seen.round.sides):
        raise InvalidError(
            "the holders of the terms are {holders}, and the sides {sides}",
            holders=tuple(terms.holder_names), sides=tuple(seen.round.sides),
        )
    if draws(seen) and not reason.strip():
        raise InvalidError("a seed was revealed in this round already: say why another draw is held; all sides read it")
    people, salt = people_held(seen), secrets.token_hex(16)
    values = {
        "round": key, "terms": terms_data(terms), "lists": held_digest(people, salt), "salt": salt, "until": seen.round.until,
        "reason": reason.strip(), "through": seen.entry,
        "count": dict(Counter(one.holder for one in people)),
    }  # fmt: skip
    made = secrets.token_hex(4)
    with writing():
        _add(viewer, seen, made, "set", values)
    return made


def plans(seen: RoundSeen) -> list[PlanLine]:
    """The plans of a round as its party sees them, the latest first."""
    found = []
    for made, entries in reversed(list(held(MATTER).items())):
        events = [event for entry in entries for event in entry.body["events"]]
        if events[0]["values"].get("round") == seen.id:
            done = {event["what"] for event in events}
            name = str(events[0]["values"]["terms"]["name"])
            found.append(PlanLine(made, name, "planned" in done and (seen.is_mediator or "shown" in done), "shown" in done))
    return found


def draws(seen: RoundSeen) -> tuple[DrawHeld, ...]:
    """The draws of a round for which a seed was revealed, in the order in which their terms were set: all parties see all of them."""
    found = []
    for made, entries in held(MATTER).items():
        events = [event for entry in entries for event in entry.body["events"]]
        values = events[0]["values"]
        revealed = [Seed(**event["values"]) for event in events if event["what"] == "revealed"]
        if values.get("round") == seen.id and revealed:
            committed = [SeedCommitment(**event["values"]) for event in events if event["what"] == "committed"]
            is_held = {one.side for one in revealed} == set(seen.round.sides)
            combined = drawn(committed, revealed, str(values["lists"])).combined if is_held else ""
            at, name = str(events[0]["at"])[:10], str(values["terms"]["name"])
            found.append(DrawHeld(made, name, entries[0].author, at, str(values.get("reason", "")), combined))
    return tuple(found)


def plan_seen(viewer: Viewer, key: str, made: str) -> PlanSeen:
    """A plan as the viewer's party sees it. Raises RecordError where there is none in a round that the viewer is a party of."""
    seen = round_seen(viewer, key)
    entries = held(MATTER).get(made, ())
    events = [event for entry in entries for event in entry.body["events"]]
    if not events or events[0]["values"].get("round") != key:
        raise RecordError("there is no plan {made} here", made=made)
    entry = entries[-1].seq
    return worked_out(lambda: _worked_out(seen, made, events, entries[0].seq, entry), "plan", made, seen.party, seen.entry, entry, today())


def commit_seed(viewer: Viewer, key: str, made: str, commitment: SeedCommitment) -> None:
    """Commit the viewer's side to a seed. Raises InvalidError for another's, for other lists, and where it committed already."""
    found = plan_seen(viewer, key, made)
    _own(found, commitment.side)
    if commitment.lists != found.lists:
        raise InvalidError(
            "the commitment is for other lists ({lists}) than those of this plan ({these})",
            lists=commitment.lists[:12], these=found.lists[:12],
        )
    if commitment.side in found.commitments:
        raise InvalidError("{side} committed to a seed already, and cannot take another", side=commitment.side)
    with writing():
        _add(viewer, found.round, made, "committed", asdict(commitment), against=found.entry)


def reveal_seed(viewer: Viewer, key: str, made: str, seed: Seed) -> None:
    """Reveal the seed that the viewer's side committed to, when all have committed. Raises InvalidError for anything else."""
    found = plan_seen(viewer, key, made)
    _own(found, seed.side)
    waiting = [side for side in found.round.round.sides if side not in found.commitments]
    if waiting:
        raise InvalidError("{sides} has not committed yet: whoever reveals first lets the other choose", sides=tuple(waiting))
    if commitment_of(seed) != found.commitments[seed.side]:
        raise InvalidError("this is not the seed that the side committed to")
    with writing():
        _add(viewer, found.round, made, "revealed", asdict(seed), against=found.entry)


def keep_plan(viewer: Viewer, key: str, made: str) -> ReleasePlan:
    """Make the plan from the terms, the lists and the draw, and keep it; without a draw the order among equals is provisional.

    Its persons are those of the lists when the terms were set, without those who refuse, died or left the lists since; who came later is
    in none. Raises ImpossiblePlanError with the terms in conflict.
    """
    found = plan_seen(viewer, key, made)
    seen = _mediated(viewer, key)
    plan = plan_with(found)
    with writing():
        _add(viewer, seen, made, "planned", {"plan": json.loads(plan_json(plan))}, against=found.entry)
    return plan


def plan_with(found: PlanSeen, terms: ReleaseTerms | None = None) -> ReleasePlan:
    """The plan as it would be made now, or under other terms; nothing is kept. Raises ImpossiblePlanError with the terms in conflict."""
    people = people_held(found.round, found.through)
    there = Counter(one.holder if one.holder in found.count else "" for one in people)
    gone = {holder: max(number - there[holder], 0) for holder, number in found.count.items()}
    return make_plan(people, terms or found.terms, draw=found.draw, gone=gone, salt=found.salt, seconds=_SECONDS)


def no_longer_fit(found: PlanSeen) -> list[str]:
    """The keys of the living in the plan who may stand in none by what holders answered, and what was matched, since it was made."""
    if found.plan is None:
        return []
    planned = {key for step in found.plan.steps for key, _ in step.people}
    people = people_held(found.round, found.through)
    return [one.key for one in people if one.key in planned and why_not(one) is not None]


def show_plan(viewer: Viewer, key: str, made: str) -> None:
    """Show the plan to all sides; it names persons of each of them.

    Raises InvalidError where no plan was made, and where somebody in it has refused since, or is reported dead.
    """
    found = plan_seen(viewer, key, made)
    seen = _mediated(viewer, key)
    if found.plan is None:
        raise InvalidError("there is no plan to show yet")
    if against := no_longer_fit(found):
        raise InvalidError("{key} refuses by now, or is reported dead: make the plan anew before anybody is shown it", key=against[0])
    with writing():
        _add(viewer, seen, made, "shown", {}, against=found.entry)


def carry_out(viewer: Viewer, key: str, made: str, rows: Sequence[AtCrossing], tranches: Sequence[int] = ()) -> Reconciled:
    """Keep what was written down at the crossings, in the place of what was kept before, and hold it against the plan.

    `tranches` (from 0) were carried out; without them, those up to the last one of whose people something was written down. Raises
    CrossingListError for rows that contradict each other or name nobody's holder.
    """
    found = plan_seen(viewer, key, made)
    seen = _mediated(viewer, key)
    if found.plan is None:
        raise InvalidError("there is no plan to hold it against yet")
    told = reconciled(found.plan, rows, tranches=tuple(tranches) or None)
    known = found.plan.by_key
    # Whoever is in the plan is kept by side and number, however the row said who it is: so that nothing of it stays when a name ends.
    sure = [
        replace(one, holder=known[row.key].holder, id=known[row.key].id, category=known[row.key].category) if row.key in known else one
        for one, row in zip(rows, told.rows, strict=False)
    ]
    with writing():
        _add(viewer, seen, made, "crossed", {"rows": [asdict(one) for one in sure], "tranches": list(tranches)}, against=found.entry)
    return told


def _worked_out(seen: RoundSeen, made: str, events: Sequence[Mapping[str, Any]], first: int, entry: int) -> PlanSeen:
    values = events[0]["values"]
    # Plans of before these were kept are of whoever was listed when their terms were set, and count nobody.
    counts = values.get("count", {})
    count = (counts if isinstance(counts, Mapping) else {"": int(counts)}) if seen.is_mediator else {}
    found = PlanSeen(
        made, seen, release_terms(values["terms"]), str(values["lists"]), entry, int(values.get("through", first)), count,
        salt=str(values.get("salt", "")) if seen.is_mediator else "",
    )  # fmt: skip
    # Numbered among those of this plan, so that no number counts others whom the party does not see.
    made_plans = [event["values"]["plan"] for event in events if event["what"] == "planned"]
    planned = {f"{HELD}{one['holder']}/{one['id']}" for plan in made_plans for one in plan["people"]}
    past = Renumbering(past_names(seen.id) & planned, str)
    if past.keys:
        events = [{**event, "values": past.plan(event["values"])} for event in events]
    made_last: Mapping[str, Any] | None = None
    shown_last: Mapping[str, Any] | None = None
    is_ever_shown = any(event["what"] == "shown" for event in events)
    for event in events[1:]:
        what, said = event["what"], event["values"]
        if what == "committed":
            found.commitments[said["side"]] = SeedCommitment(**said)
        elif what == "revealed":
            found.seeds[said["side"]] = Seed(**said)
        elif what == "planned":
            made_last = said["plan"]
            # A plan that is made anew takes the place of a shown one for the sides when it is shown itself, and not before.
            found.is_shown = found.is_shown and not seen.is_mediator
        elif what == "shown" and made_last is not None:
            found.is_shown = True
            shown_last = made_last
        elif what == "crossed" and (seen.is_mediator or is_ever_shown):
            found.crossed = tuple(at_crossing({name: str(cell) for name, cell in row.items()}) for row in said["rows"])
            found.tranches = tuple(said["tranches"])
    if (told := made_last if seen.is_mediator else shown_last) is not None:
        found.plan = plan_from(told) if seen.is_mediator else plan_for(plan_from(told), seen.party)
        if not seen.is_mediator:
            found.crossed = tuple(crossed_for(found.crossed, found.plan, seen.party))
    if set(found.seeds) == set(seen.round.sides):
        found.draw = drawn(list(found.commitments.values()), list(found.seeds.values()), found.lists)
    return found


def _add(viewer: Viewer, seen: RoundSeen, made: str, what: str, values: Mapping[str, Any], *, against: int | None = None) -> None:
    require_persons(viewer, write=True)
    if against is not None and against != last_entry(MATTER, made):
        raise RecordError("somebody else added to this plan meanwhile: look at it again, and do it again if it still holds")
    at = dt.datetime.now(zone_of(seen.round.zone)).replace(microsecond=0)
    add_entry(viewer.name, MATTER, made, {"events": [{"what": what, "at": at.isoformat(), "by": seen.party, "values": dict(values)}]})


def _mediated(viewer: Viewer, key: str) -> RoundSeen:
    seen = round_seen(viewer, key)
    if not seen.is_mediator:
        raise InvalidError("that is for the mediator, {mediator}", mediator=seen.round.mediator)
    return seen


def _own(found: PlanSeen, side: str) -> None:
    party = found.round.party
    if side != party:
        raise InvalidError("{side!r} is not the side that you sit for, {party}", side=side, party=party)

