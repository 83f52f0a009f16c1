"""Invented files of persons for the tests; no name here is of anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from sulh.model.vocabulary import Certainty, HolderAnswer, HypothesisState, PersonFate, PersonWhereabouts
from sulh.persons.cases import CaseError, CaseEvent, CaseEventKind, case_of

Kind = CaseEventKind
START = dt.datetime.fromisoformat("2027-01-01T09:00:00+03:00")
MAY_SEE = {"family": ["f"], "health": ["h"], "informants": ["i"]}
SECRET = "secretly"
DIGEST = "ab" * 32


def at(day: int) -> dt.datetime:
    """Noon of a day of 2027, by its number."""
    return START + dt.timedelta(days=day, hours=3)


def begun(**values: Any) -> CaseEvent:
    """A file of somebody born in 1890 that health workers, family contacts and those who protect informants see parts of."""
    held = {
        "name": "Invented Person", "known": {"birth_year": "1890"}, "legal_basis": "mandate of the group", "purpose": "search",
        "until": "2030-01-01", "may_see": MAY_SEE,
    }  # fmt: skip
    return CaseEvent(Kind.OPENED, START, "Ann", "e0", values={**held, **values})


def says(kind: Kind, number: int, *, about: str = "", only: Sequence[str] = (), **values: Any) -> CaseEvent:
    """An event on a day of that number, whose id it is too."""
    return CaseEvent(kind, at(number), "Ann", f"e{number}", about, tuple(only), values)


def report(number: int = 1, *, only: Sequence[str] = (), **values: Any) -> CaseEvent:
    """What a neighbour said."""
    held = {"words": "was taken at a checkpoint", "reporter": "a neighbour", "received": "2027-01", **values}
    return says(Kind.REPORTED, number, only=only, **held)


def death(number: int, *sources: str, only: Sequence[str] = (), fate: PersonFate = PersonFate.DECEASED) -> CaseEvent:
    """A decision about the fate."""
    return says(Kind.FATE, number, only=only, fate=str(fate), decided_by="Commission", sources=list(sources))


def _codes(draw: st.DrawFn, codes: Iterable[str]) -> str:
    return str(draw(st.sampled_from(list(codes))))


def _values(draw: st.DrawFn, kind: Kind, ids: Sequence[str], word: str) -> dict[str, Any]:
    some = draw(st.lists(st.sampled_from(ids), max_size=4, unique=True)) if ids else []
    made: Mapping[Kind, Mapping[str, Any]] = {
        Kind.TERMS: {"purpose": word, "words": word},
        Kind.REPORTED: {"words": word, "reporter": SECRET, "received": "2026"},
        Kind.SIGHTED: {"on": "2014-03", "place": word, "witness": SECRET, "certainty": _codes(draw, Certainty)},
        Kind.CLAIMED: {"holder": "South", "answer": _codes(draw, HolderAnswer)},
        Kind.DOCUMENT: {"title": word, "sha256": DIGEST},
        Kind.HYPOTHESIS: {"words": f"is dead {word}", "certainty": _codes(draw, Certainty)},
        Kind.JUDGED: {"state": _codes(draw, HypothesisState), "decided_by": "Bo", "words": word},
        Kind.FATE: {"fate": _codes(draw, (*PersonFate, "deceased", "deceased")), "decided_by": "Commission", "sources": some},
        Kind.WHEREABOUTS: {"whereabouts": _codes(draw, PersonWhereabouts), "decided_by": "Bo", "sources": some, "holder": word},
        Kind.CONTACT: {"who": SECRET, "may_be_told": [*map(str, draw(st.permutations(list(_NAMED[Kind.TOLD]))))][:5]},
        Kind.TOLD: {"events": some, "on": "2027", "words": SECRET},
        Kind.LINKED: {"other": f"North/{word}", "decided": _codes(draw, ("same", "different", "unsure")), "decided_by": "Bo"},
        Kind.CORRECTED: {"fields": {_codes(draw, ("words", "place", "title", "town")): word}, "words": word},
    }
    return dict(made.get(kind, {"words": word}))


_HEALTH = frozenset({Kind.REPORTED, Kind.SIGHTED, Kind.DOCUMENT, Kind.FATE})
_SAID = (Kind.REPORTED, Kind.SIGHTED, Kind.DOCUMENT, Kind.CLAIMED)
_TARGETS = {
    Kind.JUDGED: (Kind.HYPOTHESIS,), Kind.TOLD: (Kind.CONTACT,), Kind.CORRECTED: (Kind.OPENED, *_SAID, Kind.CONTACT),
    Kind.WITHDRAWN: (*_SAID, Kind.DOCUMENT, Kind.CONTACT, Kind.TOLD, Kind.LINKED),
}  # fmt: skip
_NAMED = {Kind.FATE: _SAID, Kind.WHEREABOUTS: (*_SAID, Kind.FATE), Kind.TOLD: (*_SAID, Kind.FATE, Kind.HYPOTHESIS)}
_KINDS = (*[one for one in Kind if one is not Kind.OPENED], Kind.FATE, Kind.FATE, Kind.WHEREABOUTS, Kind.WHEREABOUTS, Kind.WITHDRAWN)


@st.composite
def files(draw: st.DrawFn, groups: frozenset[str]) -> tuple[list[CaseEvent], list[CaseEvent]]:
    """A file, and the file of the world in which what viewers of `groups` must not see never happened.

    Whatever must not be seen, ids too, carries the word `SECRET`. What cannot happen in the file is left out of both.
    """
    opened = begun(health=SECRET)
    whole, seen = [opened], [_seen(opened, groups)]
    when = START
    for number, kind in enumerate(draw(st.lists(st.sampled_from(_KINDS), min_size=draw(st.integers(0, 16)), max_size=20))):
        kind = draw(st.sampled_from(_SAID)) if number < 3 else kind
        if case_of(whole).is_closed:
            kind = Kind.REOPENED
        about = next(iter(draw(st.permutations([one for one in whole if one.what in _TARGETS.get(kind, ())]))), None)
        only = draw(st.sampled_from(((), (), ("a",), ("a", "b"))))
        if about is not None:
            only = about.only if kind in (Kind.CORRECTED, Kind.WITHDRAWN) or about.only else only
        if kind in (Kind.TERMS, Kind.CLOSED, Kind.REOPENED):
            only = ()
        of_family = kind in (Kind.CONTACT, Kind.TOLD) or (about is not None and about.what in (Kind.CONTACT, Kind.TOLD))
        hidden = bool(only and not groups & set(only)) or ("f" not in groups and of_family)
        word = SECRET if hidden else "open"
        when += dt.timedelta(hours=draw(st.integers(0, 30)))
        named = [one.id for one in whole if one.what in _NAMED.get(kind, ()) and (not one.only or (only and set(only) <= set(one.only)))]
        values = _values(draw, kind, named, word)
        if kind in _HEALTH and draw(st.booleans()):
            values["health"] = SECRET
        if kind is Kind.CORRECTED and draw(st.booleans()):
            values["fields"]["health"] = SECRET
        made = CaseEvent(kind, when, "Ann", f"{word}{number}", about.id if about else "", only, values)
        try:
            case_of([*whole, made])
        except CaseError:
            continue
        whole.append(made)
        if not hidden and _seen(made, groups).values.get("fields") != {}:
            seen.append(_seen(made, groups))
    return whole, seen


def _seen(event: CaseEvent, groups: frozenset[str]) -> CaseEvent:
    """An event as it would stand in a world where nobody said what these groups must not see."""
    values = dict(event.values)
    if "h" not in groups:
        values.pop("health", None)
        if "fields" in values:
            values["fields"] = {name: text for name, text in values["fields"].items() if name != "health"}
    if "i" not in groups:
        values |= {name: "-" for name in ("reporter", "witness") if name in values}
    return replace(event, values=values)
