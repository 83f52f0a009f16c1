"""Persons whom a side holds, as a list of one side gives them, and who of them may stand in a plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sulh.model import SulhError
from sulh.model.messages import TermName
from sulh.model.reasons import Reason
from sulh.model.vocabulary import PersonCategory, TransferWish
from sulh.persons.erased import is_erased_number
from sulh.persons.list_words import code_of, plain_digits

__all__ = ["HeldPerson", "PersonListError", "held_digest", "held_person", "why_not"]

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_OLDEST, _NEWEST = 1900, 2100
# What the key of a family begins with, after its holder.
FAMILY = "family "
# Why somebody is in no plan.
REPORTED_DEAD, NO_WISH, NOT_ASKED = (Reason(f"left.{one}") for one in ("reported_dead", "no_wish", "not_asked"))


class PersonListError(SulhError):
    """A row of a list of persons, or a list, cannot be used; the message says the column, what stands there, and what to do."""


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """One person (or, in the category of bodies, the remains of one) whom `holder` holds.

    `held_since` is a day, a month or a year (YYYY-MM-DD, YYYY-MM, YYYY), "" where nobody knows. `birth_year` is a text (1984/1985) where a
    year of another calendar touches two. Persons of one holder with the same
    `family` go together. `crossing` is "" where any will do. `priority` (1 goes first) replaces that of the category. `refuses` is a
    refusal said elsewhere than in the interview; `wish` is what was said in the interview.
    """

    id: str
    name: str
    holder: str
    category: PersonCategory
    other_name: str = ""
    sex: str = ""
    birth_year: int | str | None = None
    held_since: str = ""
    family: str = ""
    crossing: str = ""
    place: str = ""
    wish: TransferWish = TransferWish.NOT_ASKED
    refuses: bool = False
    reported_dead: bool = False
    priority: int | None = None

    @property
    def key(self) -> str:
        """What the person is called in a plan and in the draw: the holder, a slash, and the holder's own number."""
        return f"{self.holder}/{self.id}"

    @property
    def is_erased(self) -> bool:
        """Whether nothing is left of the person but the side and the category."""
        return is_erased_number(self.id)

    @property
    def is_body(self) -> bool:
        """Whether the row stands for remains; these are counted apart from the living."""
        return self.category is PersonCategory.BODY


def held_person(cells: Mapping[str, str], holder: str = "", *, year: int | None = None) -> HeldPerson:
    """Return the person of a row, given as texts by field (see `field_columns`); `holder` where the row names none.

    `year` is the year of the list: an age is turned into a year of birth with it. Raises PersonListError with the field and what to do.
    """
    given = {field: " ".join(text.split()) for field, text in cells.items() if text.strip()}
    for field in ("id", "name", "category"):
        if field not in given:
            raise PersonListError("column {field} is empty; each person needs a number, a name and a category", field=_term(field))
    by = given.get("holder", holder)
    if not by:
        raise PersonListError("nobody says who holds the person; add a column holder, or name the holder of the list")
    return HeldPerson(
        given["id"], given["name"], by, PersonCategory(_code("PersonCategory", "category", given["category"])),
        other_name=given.get("other_name", ""), sex=_code("sex", "sex", given["sex"]) if "sex" in given else "",
        birth_year=_birth_year(given, year), held_since=_held_since(given.get("held_since", "")),
        family=given.get("family", ""), crossing=given.get("crossing", ""), place=given.get("place", ""),
        wish=TransferWish(_code("TransferWish", "wish", given["wish"])) if "wish" in given else TransferWish.NOT_ASKED,
        refuses=_yes(given, "refuses"), reported_dead=_yes(given, "reported_dead"),
        priority=_whole(given["priority"], "priority", 1, 99) if "priority" in given else None,
    )  # fmt: skip


def why_not(person: HeldPerson, *, asked_only: bool = False) -> Reason | None:
    """Return why a person may stand in no plan, None where nothing is against it.

    A person reported dead is in no plan of the living; whoever refuses is in none. With `asked_only`, nobody whom no one asked is.
    """
    if person.is_body:
        return None
    if person.reported_dead:
        return REPORTED_DEAD
    if person.refuses or person.wish is TransferWish.NO:
        return NO_WISH
    return NOT_ASKED if asked_only and person.wish is TransferWish.NOT_ASKED else None


def held_digest(people: Iterable[HeldPerson], salt: str = "") -> str:
    """Return the SHA-256 of lists, the same in whatever order the rows stand; a draw is bound to it.

    Text: one line for each person, sorted: `holder/id`, name, category, priority, held since, family and crossing, a tab between them, a
    line break after each. What an interview may still change (wish, refusal, a reported death) is not in it. A `salt` is a line before
    them: without it nobody can try names against the digest.
    """
    import hashlib

    rows = ((one.key, one.name, one.category, str(one.priority or ""), one.held_since, one.family, one.crossing) for one in people)
    first = f"{salt}\n" if salt else ""
    return hashlib.sha256((first + "".join(sorted("\t".join(row) + "\n" for row in rows))).encode()).hexdigest()


def checked(people: Sequence[HeldPerson], holders: Sequence[str]) -> None:
    """Raise PersonListError for a number that stands twice in one holder's list and for a holder whom the terms do not name.

    Also for what could pass for something else in the lines of the draw: a number called as a family is, a line break or a tab.
    """
    seen: set[str] = set()
    for one in people:
        texts = (one.key, one.name, one.held_since, one.family, one.crossing)
        if one.id.startswith(FAMILY) or any(mark in text for text in texts for mark in "\n\r\t"):
            raise PersonListError(
                "{key!r} ({name!r}): no line breaks and tabs, and no number that begins with {family!r}",
                key=one.key, name=one.name, family=FAMILY,
            )
        if one.holder not in holders:
            raise PersonListError(
                "{key} ({name}): the terms name no holder {holder!r}; they name {holders}",
                key=one.key, name=one.name, holder=one.holder, holders=tuple(holders),
            )
        if one.key in seen:
            raise PersonListError("{key} stands twice; each person of a holder needs a number of its own", key=one.key)
        seen.add(one.key)


def as_data(person: HeldPerson) -> dict[str, Any]:
    """A person as JSON holds it; what is empty is left out."""
    return {name: value for name, value in asdict(person).items() if value not in ("", None, False)}


def from_data(held: Mapping[str, Any]) -> HeldPerson:
    """The person that `as_data` wrote. Raises TypeError, ValueError or KeyError for anything else."""
    codes = {"category": PersonCategory(held["category"]), "wish": TransferWish(held.get("wish", TransferWish.NOT_ASKED))}
    return HeldPerson(**{**held, **codes})


def _term(field: str) -> TermName:
    return TermName(field, f"listed.{field}")


def _code(vocabulary: str, field: str, written: str) -> str:
    code = code_of(vocabulary, written)
    if code is None:
        raise PersonListError(
            "column {field}: {written!r} is none of its words; `sulh release columns` lists them", field=_term(field), written=written
        )
    return code


def _yes(given: Mapping[str, str], field: str) -> bool:
    return field in given and _code("yes_no", field, given[field]) == "yes"


def _whole(text: str, field: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise PersonListError("column {field}: {text!r} is no whole number", field=_term(field), text=text) from None
    if not least <= number <= most:
        raise PersonListError(
            "column {field}: {number} is not between {least} and {most}", field=_term(field), number=number, least=least, most=most
        )
    return number


def _birth_year(given: Mapping[str, str], year: int | None) -> int | str | None:
    if "birth_year" in given:
        first, slash, last = plain_digits(given["birth_year"]).partition("/")
        if slash and first.isdigit() and last == str(int(first) + 1):
            return f"{_whole(first, 'birth_year', _OLDEST, _NEWEST)}/{last}"
        return _whole(given["birth_year"], "birth_year", _OLDEST, _NEWEST)
    if "age" not in given:
        return None
    if year is None:
        raise PersonListError("column {field}: nobody says of which year the list is; give it, or a year of birth", field=_term("age"))
    return year - _whole(given["age"], "age", 0, 120)


def _held_since(text: str) -> str:
    written = plain_digits(text)
    if written and not (_DATE.fullmatch(written) and _is_date(written)):
        raise PersonListError(
            "column {field}: {text!r} is no date of this calendar; write YYYY-MM-DD, YYYY-MM or YYYY, Hijri dates converted",
            field=_term("held_since"), text=text,
        )
    return written


def _is_date(written: str) -> bool:
    """Whether a day, month or year is there in the calendar, and so near that no Hijri year passes for it."""
    try:
        return _OLDEST <= dt.date.fromisoformat((written + "-01-01")[:10]).year <= _NEWEST
    except ValueError:
        return False
