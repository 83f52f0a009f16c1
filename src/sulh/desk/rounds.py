"""A round of an exchange of lists as its pages show it: the clock in words, each pair of sides with its counts, and the names in lines."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.shown import language
from sulh.model.vocabulary import HolderAnswer, RequestState
from sulh.persons.exchange import HELD, ExchangeEvent, ExchangeRound, round_sheet
from sulh.persons.exchange.clock import zone_of
from sulh.persons.exchange.sheet import SheetRow, SideCounts
from sulh.persons.list_words import code_of, plain_digits
from sulh.record.persons.rounds import RoundSeen

__all__ = [
    "NameLine",
    "PairOfSides",
    "RoundClock",
    "SaidOfName",
    "clock",
    "fields_of",
    "finding",
    "key_words",
    "name_line",
    "pairs_of_sides",
    "said_of",
    "time_words",
]

PAGE = 50
# What waits for somebody stands first.
_URGENT = (
    RequestState.SILENT, RequestState.REOPENED, RequestState.DISPUTED, RequestState.COUNTER_QUESTION, RequestState.WAITING,
    RequestState.NOT_GIVEN, RequestState.ANSWERED, RequestState.WITHDRAWN,
)  # fmt: skip
_SIGNS = {
    RequestState.SILENT: ("late", "broken"), RequestState.REOPENED: ("dis", "way"), RequestState.DISPUTED: ("dis", "way"),
    RequestState.COUNTER_QUESTION: ("open", "way"), RequestState.WAITING: ("open", "open"), RequestState.NOT_GIVEN: ("open", "prop"),
    RequestState.ANSWERED: ("kept", "kept"), RequestState.WITHDRAWN: ("open", "rej"),
}  # fmt: skip
_HELD = frozenset({HolderAnswer.HELD_HERE, HolderAnswer.REFUSES_TRANSFER})
_ORDER = ("name", "other_name", "birth_year", "age", "sex", "place", "on", "held_since", "category")
_CODED = {"category": "PersonCategory", "wish": "TransferWish", "sex": "sex"}
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name in a list: its key, what is known of the person, where it stands in words, with its sign, and the answer."""

    key: str
    number: str
    name: str
    other_name: str
    about: str
    state: str
    words: str
    css: str
    sign: str
    answer: str
    day: str
    note: str
    is_late: bool
    is_prepared: bool


@dataclass(frozen=True, slots=True)
class PairOfSides:
    """What one side was asked by another: counts, shares of a bar, the names of this page, and how many there are in all."""

    by: str
    of: str
    counts: SideCounts
    bar: tuple[tuple[str, int], ...]
    said: str
    states: tuple[tuple[str, str, int], ...]
    lines: tuple[NameLine, ...]
    total: int
    offset: int

    @property
    def marks(self) -> list[tuple[str, int, int]]:
        """The shares as drawn: each with where it begins."""
        return [(css, sum(number for _, number in self.bar[:place]), number) for place, (css, number) in enumerate(self.bar)]

    @property
    def first(self) -> int:
        """The place of the first name of this page in the list."""
        return self.offset + 1

    @property
    def last(self) -> int:
        """The place of the last."""
        return self.offset + len(self.lines)

    @property
    def before(self) -> int | None:
        """The offset of the page before, None on the first."""
        return max(self.offset - PAGE, 0) if self.offset else None

    @property
    def after(self) -> int | None:
        """The offset of the page after, None on the last."""
        return self.offset + PAGE if self.offset + PAGE < self.total else None


@dataclass(frozen=True, slots=True)
class RoundClock:
    """The clock of a round: its two times in words, what is left, and which steps are done."""

    lists_due: str
    answers_due: str
    left: str
    steps: tuple[tuple[str, str, str], ...]  # words, detail, done, now or nothing


@dataclass(frozen=True, slots=True)
class SaidOfName:
    """One thing that happened to a name: when, who, what in words, and the words themselves."""

    at: str
    by: str
    what: str
    words: str


def finding(made: ExchangeRound, at: dt.datetime) -> str:
    """The title of the page: how many names are answered, and how long is left or since when it is over."""
    sheet = round_sheet(made, at)
    asked, answered = sum(one.asked for one in sheet.counts), sum(one.answered for one in sheet.counts)
    if not asked:
        return gettext("%(round)s: no names yet") % {"round": made.name}
    told = ngettext("one name", "%(count)s names", asked) % {"count": asked}
    return gettext("%(round)s: %(answered)s of %(names)s answered, %(left)s") % {
        "round": made.name, "answered": answered, "names": told, "left": _left(made, at),
    }  # fmt: skip


def clock(made: ExchangeRound, at: dt.datetime) -> RoundClock:
    """The clock as the page shows it."""
    sheet = round_sheet(made, at)
    asked, answered = sum(one.asked for one in sheet.counts), sum(one.answered for one in sheet.counts)
    late = sum(one.overdue for one in sheet.counts)
    answers = gettext("%(answered)s of %(asked)s") % {"answered": answered, "asked": asked}
    if late:
        answers += gettext(", %(count)s silent") % {"count": late}
    is_listed, is_over = at > made.lists_due, at > made.answers_due
    steps = (
        (gettext("Lists handed over"), str(asked), "done" if is_listed else "now"),
        (gettext("Answers"), answers, "done" if is_over else "now" if is_listed else ""),
        (gettext("Kept until"), words.date(made.until, language=language()) if made.until else "", ""),
    )
    return RoundClock(time_words(made.lists_due, made.zone), time_words(made.answers_due, made.zone), _left(made, at), steps)


def pairs_of_sides(seen: RoundSeen, at: dt.datetime, *, state: str = "", by: str = "", offset: int = 0) -> list[PairOfSides]:
    """Each side that was asked by another, with its names in a state (or all), what waits first; where `by` asks, from `offset` on."""
    sheet = round_sheet(seen.round, at, seen.party)
    found = []
    for counts in sheet.counts:
        rows = [row for row in sheet.rows if (row.request.by, row.request.of) == (counts.by, counts.of)]
        states = Counter(row.state for row in rows)
        here = [row for row in rows if not state or row.state == state]
        here.sort(key=lambda row: (_URGENT.index(row.state), _natural(row.request.key)))
        first = offset if by == counts.by else 0
        bar, told = _bar(counts)
        found.append(
            PairOfSides(
                counts.by, counts.of, counts, bar, told,
                tuple((str(one), words.code("RequestState", one, language=language()), states[one]) for one in _URGENT if states[one]),
                tuple(name_line(row, seen.round) for row in here[first : first + PAGE]), len(here), first,
            )
        )  # fmt: skip
    return found


def name_line(row: SheetRow, made: ExchangeRound) -> NameLine:
    """A name as a line of a list."""
    request, person = row.request, row.request.person
    last = request.answer or request.prepared
    css, sign = _SIGNS[row.state]
    if row.state is RequestState.ANSWERED and last is not None and last.answer not in _HELD:
        css, sign = "open", "acc"
    answer = words.code("HolderAnswer", last.answer, language=language()) if last else ""
    note = (last.question or last.evidence) if last else ""
    return NameLine(
        request.key, request.key.partition("/")[2], person.get("name", ""), person.get("other_name", ""), _about(person), str(row.state),
        words.code("RequestState", row.state, language=language()), css, sign, answer, last.on if last else "", note, row.late,
        request.prepared is not None,
    )  # fmt: skip


def fields_of(person: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a list says of a person, each field with its words; the name first."""
    order = {name: number for number, name in enumerate(_ORDER)}
    return [
        (_field(name), _said_of_field(name, person[name]))
        for name in sorted(person, key=lambda one: (order.get(one, len(order)), one))
        if person[name] and name not in ("basis", "purpose", "until")
    ]


def said_of(seen: RoundSeen, key: str) -> list[SaidOfName]:
    """What happened to a name, as the party sees it, the latest first."""
    found = [_said(event, seen.round) for event in seen.events if event.request == key or key in event.values.get("requests", ())]
    return list(reversed(found))


def key_words(key: str) -> str:
    """What an entry of a list is called on a page: SIDE/NUMBER, and that it is one of persons held where it is."""
    return gettext("%(key)s, held") % {"key": key.removeprefix(HELD)} if key.startswith(HELD) else key


def time_words(at: dt.datetime, zone: str) -> str:
    """A time in the zone of the round: its day in words, the hour, and the zone."""
    there = at.astimezone(zone_of(zone))
    return f"{words.date(there.date().isoformat(), language=language())}, {there:%H:%M} ({zone})"


def _said(event: ExchangeEvent, made: ExchangeRound) -> SaidOfName:
    held = event.values
    told = {
        "listed": lambda: gettext("listed as held"),
        "requested": lambda: gettext("asked about"),
        "answered": lambda: words.code("HolderAnswer", held.get("answer", ""), language=language()),
        "replied": lambda: gettext("replied"),
        "disputed": lambda: gettext("disputed the answer"),
        "accepted": lambda: gettext("accepted the answer after all"),
        "matched": lambda: gettext("may be %(other)s") % {"other": key_words(str(held.get("other", "")))},
        "parted": lambda: gettext("is not %(other)s") % {"other": key_words(str(held.get("other", "")))},
        "withdrawn": lambda: _taken_back(str(held.get("duplicate_of", ""))),
        "shown": lambda: gettext("shown to %(sides)s") % {"sides": words.listing(event.to, language=language())},
    }[str(event.what)]()
    if event.what == "answered" and held.get("on"):
        told += f", {words.date(held['on'], language=language())}"
    spoken = [str(held.get(name, "")) for name in ("words", "question", "evidence", "answered_by") if held.get(name)]
    if event.what in ("matched", "parted"):
        spoken = [one.removeprefix(str(held.get("other", ""))).removeprefix(": ") for one in spoken[:1]]  # the words begin with the key
    return SaidOfName(time_words(event.at, made.zone), event.by, told, " \u00b7 ".join(filter(None, spoken)))


def _taken_back(other: str) -> str:
    return gettext("took the name back, which stands twice: as %(other)s") % {"other": other} if other else gettext("took the name back")


def _left(made: ExchangeRound, at: dt.datetime) -> str:
    due = made.lists_due if at <= made.lists_due else made.answers_due
    seconds = int((due - at).total_seconds())
    days, hours = divmod(abs(seconds) // 3600, 24)
    if days:
        amount = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    else:
        amount = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if seconds < 0:
        return gettext("over for %(amount)s") % {"amount": amount}
    if due == made.lists_due:
        return gettext("%(amount)s left for lists") % {"amount": amount}
    return gettext("%(amount)s left") % {"amount": amount}


def _bar(counts: SideCounts) -> tuple[tuple[tuple[str, int], ...], str]:
    """The shares of the bar, and the same in words."""
    held = sum(counts.by_answer.get(str(one), 0) for one in _HELD)
    unknown = counts.by_answer.get(str(HolderAnswer.UNKNOWN), 0)
    others = sum(counts.by_answer.values()) - held - unknown
    none = counts.asked - held - unknown - others
    shares = (
        ("k", held, gettext("held")), ("n", others, gettext("not held, released or dead")), ("u", unknown, gettext("unknown")),
        ("s", none, gettext("not answered")),
    )  # fmt: skip
    told = " \u00b7 ".join(f"{number} {said}" for _, number, said in shares if number)
    return tuple((css, number) for css, number, _ in shares if number), told


def _about(person: Mapping[str, str]) -> str:
    known = (name for name in ("birth_year", "place", "held_since", "on") if person.get(name))
    return words.listing((_said_of_field(name, person[name]) for name in known), language=language())


def _field(name: str) -> str:
    """What a field of a list is called; a field that has no words of its own, by its name."""
    try:
        return words.phrase(f"listed.{name}", language=language())
    except KeyError:
        return name.replace("_", " ")


def _said_of_field(name: str, text: str) -> str:
    """What a list says in a field: codes in words, digits as 0 to 9; the text as it is written where it is neither."""
    vocabulary = _CODED.get(name)
    code = code_of(vocabulary, text) if vocabulary is not None else None
    if code is None:
        plain = plain_digits(text)
        return words.date(plain, language=language()) if name in ("on", "held_since") and _DAY.fullmatch(plain) else plain
    if vocabulary == "sex":
        return gettext("male") if code == "male" else gettext("female")
    return words.code(str(vocabulary), code, language=language())


def _natural(key: str) -> Sequence[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in _DIGITS.split(key)]


