"""One person whom sources name at meetings: for whom, in which role, under which titles, when, with the words that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sulh.model import RecordError
from sulh.model.vocabulary import RETIRED
from sulh.record.access import require
from sulh.record.projection.models import AttendanceRow, ParticipationRow
from sulh.record.projection.names import known_names
from sulh.record.projection.people import person_key
from sulh.record.queries.claims import claim_views
from sulh.record.queries.lists import order, views
from sulh.record.queries.people import persons_called
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.visible import batches, claims, meeting_rows
from sulh.record.shapes import ActorRef, ClaimView, MeetingView, Viewer
from sulh.record.states import state_of

__all__ = [
    "PersonAtMeeting",
    "PersonJoin",
    "PersonPage",
    "PersonSpelling",
    "StoodFor",
    "TitleClaimed",
    "claim_naming",
    "person",
    "person_key",
    "preview_persons",
    "spellings",
]


# name, office, actor, head of delegation, row, first day, name of the meeting, meeting, whether it is settled
_Attended = tuple[str, "str | None", "str | None", bool, int, "str | None", str, str, bool]


@dataclass(frozen=True, slots=True)
class PersonAtMeeting:
    """The person at one meeting: for whom, in which role that actor was there, under which office; `settled` where somebody decided it."""

    meeting: MeetingView
    actor: ActorRef | None
    role: str
    office: str | None
    head: bool
    settled: bool = False


@dataclass(frozen=True, slots=True)
class StoodFor:
    """For whom and in which role of theirs the person came: at how many meetings, the first and the last of them."""

    actor: ActorRef | None
    role: str
    meetings: int
    first: MeetingView
    last: MeetingView


@dataclass(frozen=True, slots=True)
class TitleClaimed:
    """An office that sources give the person, with the claims that give it."""

    office: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person by name. `names` are the spellings that sources have; nothing says that two persons of one name are one.

    Spellings that people joined are among them.
    """

    key: str
    name: str
    names: tuple[str, ...]
    meetings: tuple[PersonAtMeeting, ...]
    stood: tuple[StoodFor, ...]
    titles: tuple[TitleClaimed, ...]
    untitled: tuple[ClaimView, ...]


def person(viewer: Viewer, name: str) -> PersonPage:
    """The person of that name at the meetings that the viewer may see. Raises RecordError where none is named so.

    A name that nobody bears at any meeting, and that is the end of exactly one longer name ("Lavrentiev"), means that person.
    """
    require(viewer, "read")
    shown = meeting_rows(viewer).values("pk")
    spellings = AttendanceRow.objects.filter(row__in=shown).order_by().values_list("name", flat=True).distinct()
    stands = known_names().person
    meant = _meant(name, list(spellings), stands)
    if not meant:
        raise RecordError(f"there is no person {name}")
    columns = ("name", "office", "actor_id", "head_of_delegation", "row_id", "row__first_day", "row__name", "row__meeting", "settled")
    found: list[_Attended] = []
    for batch in batches(sorted(meant)):
        found += AttendanceRow.objects.filter(row__in=shown, name__in=batch).values_list(*columns)
    found.sort(key=lambda row: order(row[5], row[6]))
    at = _meetings(viewer, found)
    root = stands(person_key(next(iter(meant))))
    full = persons_called(viewer, [root]).get(root) or max(meant)
    said = _claims(viewer, {row[7] for row in found}, root, stands)
    titles: dict[str, list[ClaimView]] = {}
    for claim in said:
        titles.setdefault(str(_value(claim).get("office") or ""), []).append(claim)
    offices = tuple(TitleClaimed(office, tuple(ones)) for office, ones in titles.items() if office)
    return PersonPage(root, full, tuple(sorted(meant)), at, _stood(at), offices, tuple(titles.get("", ())))


@dataclass(frozen=True, slots=True)
class PersonSpelling:
    """One spelling of a person's name: its key, the spelling, at how many meetings it stands, and the first claim that has it."""

    key: str
    name: str
    meetings: int
    claim: str


@dataclass(frozen=True, slots=True)
class PersonJoin:
    """Two persons that may be one: `both` counts the meetings that name the two, `together` those that name either."""

    person: PersonPage
    other: PersonPage
    both: int
    together: int
    claims: tuple[str, str]
    state: str


def spellings(viewer: Viewer, page: PersonPage) -> tuple[PersonSpelling, ...]:
    """The spellings of a person's name that are told apart but for what people joined, the one shown first."""
    meetings: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    claims: dict[str, str] = {}
    for claim in sorted((*(one for title in page.titles for one in title.claims), *page.untitled), key=lambda one: (one.mention, one.id)):
        name = str(_value(claim).get("name"))
        key = person_key(name)
        names.setdefault(key, name)
        claims.setdefault(key, claim.id)
        meetings.setdefault(key, set()).add(claim.meeting or claim.mention)
    order_of = sorted(names, key=lambda key: (key != page.key, key))
    return tuple(PersonSpelling(key, names[key], len(meetings[key]), claims[key]) for key in order_of)


def claim_naming(viewer: Viewer, name: str) -> str:
    """The first claim that names a person so, in that spelling but for case and accents. Raises RecordError where none does."""
    page = person(viewer, name)
    found = next((one.claim for one in spellings(viewer, page) if one.key == person_key(name)), None)
    if found is None:
        raise RecordError(f"no source spells a person {name!r}: write the name as sources do")
    return found


def preview_persons(viewer: Viewer, name: str, other: str) -> PersonJoin:
    """What it would come to if whom `other` names were the person of that name. Raises RecordError where both are one already."""
    pages = person(viewer, name), person(viewer, other)
    if pages[0].key == pages[1].key:
        raise RecordError(f"{pages[0].name} and {other} are one already")
    first, second = (next(iter(spellings(viewer, page))).claim for page in pages)
    mine, theirs = ({one.meeting.id for one in page.meetings} for page in pages)
    return PersonJoin(*pages, len(mine & theirs), len(mine | theirs), (first, second), state_of([first, second], viewer))


def _meant(name: str, spellings: Sequence[str], stands: Callable[[str], str]) -> set[str]:
    """The spellings of the person's name, as lists count them: those that differ in case, accents and spaces alone, or were joined."""
    own = tuple(stands(person_key(name)).split())
    parts = {one: tuple(stands(person_key(one)).split()) for one in spellings}
    full = set(parts.values())
    if own and own not in full:
        longer = [other for other in full if other[-len(own) :] == own]
        own = longer[0] if len(longer) == 1 else own
    return {one for one, mine in parts.items() if mine == own}


def _meetings(viewer: Viewer, rows: Sequence[_Attended]) -> tuple[PersonAtMeeting, ...]:
    keys = [row[4] for row in rows]
    made = views(viewer, keys)
    refs = actor_refs({row[2] for row in rows if row[2]})
    parts = ParticipationRow.objects.filter(row__in=keys, actor__in=list(refs)).values_list("row_id", "actor_id", "role")
    roles = {(row, actor): role for row, actor, role in parts}
    return tuple(
        PersonAtMeeting(made[row], refs.get(actor or ""), roles.get((row, actor or ""), ""), office, head, settled)
        for _, office, actor, head, row, *_, settled in rows
    )


def _stood(at: Sequence[PersonAtMeeting]) -> tuple[StoodFor, ...]:
    """For whom and in which role, in the order of first meetings."""
    groups: dict[tuple[str, str], list[PersonAtMeeting]] = {}
    for one in at:
        groups.setdefault((one.actor.id if one.actor else "", one.role), []).append(one)
    return tuple(_stay(some) for some in groups.values())


def _stay(some: Sequence[PersonAtMeeting]) -> StoodFor:
    dated = [one for one in some if one.meeting.first_day] or list(some)
    return StoodFor(some[0].actor, some[0].role, len(some), dated[0].meeting, dated[-1].meeting)


def _claims(viewer: Viewer, meetings: Iterable[str], key: str, stands: Callable[[str], str]) -> list[ClaimView]:
    made: list[ClaimView] = []
    for batch in batches(sorted(meetings)):
        rows = claims(viewer).filter(property="person", mention__meeting__in=batch).exclude(status__in=RETIRED)
        rows = rows.order_by("source__day", "seq")
        made += [one for one in claim_views(viewer, rows) if stands(person_key(str(_value(one).get("name")))) == key]
    return made


def _value(claim: ClaimView) -> dict[str, object]:
    held = claim.value if claim.decided is None else claim.decided
    return dict(held) if isinstance(held, dict) else {}
