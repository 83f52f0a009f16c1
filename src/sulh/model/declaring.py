"""How a kind of fact is declared: a frozen dataclass whose annotations say what each property holds, and what is derived from it.

    @dataclass(frozen=True, slots=True)
    class Release:
        what: ReleaseKind              # a code of a vocabulary, required
        cite: Citation                 # the words it rests on
        by: Actor | None = None        # an actor, optional
        count: Count | None = None     # a whole number
        date: Date | None = None       # EDTF

    RELEASE = declare(Release, "release", "releases")

Everything that treats facts alike asks the declaration: JSON and its schema, tidy tables, claims and their checks, forms, projected
tables, exports with their codebook, the API. Words for people are in `sulh.words`, keyed by the names given here.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from sulh.model.actor import Actor
from sulh.model.citation import Citation

__all__ = [
    "Count",
    "Country",
    "Date",
    "Duration",
    "Geometry",
    "Kind",
    "Ordinal",
    "PersonName",
    "Place",
    "Property",
    "PropertyType",
    "TrackName",
    "declare",
    "declared",
]


class PropertyType(StrEnum):
    """What a property holds, and so how it is checked, stored, asked for in a form and written out."""

    CODE = "code"  # a code of a vocabulary
    TEXT = "text"
    DATE = "date"  # EDTF
    COUNT = "count"  # a whole number from 0 on
    ORDINAL = "ordinal"  # a whole number from 1 on
    FLAG = "flag"  # true or false
    ACTOR = "actor"  # {"id", "name", "kind"}
    TRACK = "track"  # the name of a track, as written
    PLACE = "place"  # the name of a place, as written
    COUNTRY = "country"  # ISO 3166-1 alpha-2
    PERSON = "person"  # the name of a person, as written
    DURATION = "duration"  # ISO 8601: P10D
    GEOMETRY = "geometry"  # GeoJSON, as text
    PART = "part"  # a fact of another kind that only exists within this one


Date = Annotated[str, PropertyType.DATE]
Count = Annotated[int, PropertyType.COUNT]
Ordinal = Annotated[int, PropertyType.ORDINAL]
TrackName = Annotated[str, PropertyType.TRACK]
Place = Annotated[str, PropertyType.PLACE]
Country = Annotated[str, PropertyType.COUNTRY]
PersonName = Annotated[str, PropertyType.PERSON]
Duration = Annotated[str, PropertyType.DURATION]
Geometry = Annotated[str, PropertyType.GEOMETRY]


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a kind. `many` holds a list; `claimed` is the name that the ledger's claims give it.

    A `later` property was declared after language models had been asked for its kind: they are not asked for it.
    """

    name: str
    holds: PropertyType
    required: bool
    many: bool = False
    codes: type[StrEnum] | None = None
    part: Kind | None = None
    identity: bool = False
    claimed: str = ""
    later: bool = False

    @property
    def vocabulary(self) -> str:
        """The name of the vocabulary of its codes; empty for a property that holds no codes."""
        return self.codes.__name__ if self.codes else ""

    @property
    def one(self) -> str:
        """The name of a single value: actor of actors, party of parties."""
        if not self.many:
            return self.name
        return f"{self.name[:-3]}y" if self.name.endswith("ies") else self.name.removesuffix("s")


# Dates that are not when it happened: what is due, when a report came in, when a party was asked, the day of what is assessed.
_OTHER_DATES = frozenset({"due", "received", "asked", "happened"})


@dataclass(frozen=True)
class Kind:
    """A declared kind of fact. Claims about it are made property by property, or, if `whole`, one claim states all of its properties.

    `name` is the subject of its claims and `plural` the name of its list in JSON and of its table. A part (`within` is the
    name of the kind it belongs to) is claimed under `claim`: as a bare code where `bare` names the property that the claim's
    value is. `written` names the property that only repeats the words of the source; `always` those that JSON always has.
    Sources' claims about `merged` kinds (meetings, tracks) come to one thing of the record; others are listed source by source.
    A `later` kind was declared after readings had been written and language models asked: a reading may lack its list, and models
    are not asked for it, so that what they replied still stands.
    """

    name: str
    plural: str
    of: type[Any]
    properties: tuple[Property, ...]
    cites_many: bool
    whole: bool = True
    claim: str = ""
    bare: str = ""
    written: str = ""
    within: str = ""
    always: frozenset[str] = frozenset()
    merged: bool = False
    later: bool = False

    @cached_property
    def by_name(self) -> Mapping[str, Property]:
        """Properties by name."""
        return {one.name: one for one in self.properties}

    @cached_property
    def values(self) -> tuple[Property, ...]:
        """The properties that are no parts."""
        return tuple(one for one in self.properties if one.part is None)

    @cached_property
    def dates(self) -> tuple[Property, ...]:
        """The properties that say when it happened, the first day first."""
        return tuple(one for one in self.values if one.holds is PropertyType.DATE and one.name not in _OTHER_DATES)

    @cached_property
    def parts(self) -> tuple[Property, ...]:
        """The properties that are lists of facts within this one."""
        return tuple(one for one in self.properties if one.part is not None)

    @cached_property
    def claimed(self) -> Mapping[str, Property]:
        """What claims about it can be about, by the name that claims give it; a kind that is claimed whole has one, its own name."""
        if self.whole:
            return {self.name: Property(self.name, PropertyType.PART, True, part=self)}
        return {one.part.claim if one.part else one.claimed: one for one in self.properties}

    def actors(self, fact: Any) -> Iterator[Actor]:
        """Every actor that a fact of this kind names, its parts included."""
        for one in self.properties:
            value = getattr(fact, one.name)
            for item in value if one.many else () if value is None else (value,):
                if one.part is not None:
                    yield from one.part.actors(item)
                elif one.holds is PropertyType.ACTOR:
                    yield item


_KINDS: dict[str, Kind] = {}
_OF: dict[type[Any], Kind] = {}


def declare(
    of: type[Any],
    name: str,
    plural: str,
    *,
    whole: bool = True,
    claim: str = "",
    bare: str = "",
    written: str = "",
    within: str = "",
    identity: Iterable[str] = (),
    claimed: Mapping[str, str] | None = None,
    always: Iterable[str] = (),
    merged: bool = False,
    later: bool = False,
    added: Iterable[str] = (),
) -> Kind:
    """Declare a frozen dataclass as a kind of fact; `identity` names what makes two claims of it the same thing.

    `claimed` gives the names of properties in claims where these differ, `added` those declared later than the kind.
    Raises TypeError for an annotation that says nothing
    of what the property holds, and ValueError for a name that is taken.
    """
    if name in _KINDS or any(plural == other.plural for other in _KINDS.values()):
        raise ValueError(f"there is a kind {name} or a list {plural} already")
    hints = get_type_hints(of, include_extras=True)
    renamed, known, new = claimed or {}, set(identity), set(added)
    properties, many = [], None
    for one in fields(of):
        if (cites := _cites(hints[one.name])) is not None:
            many = cites
            continue
        required = one.default is MISSING and one.default_factory is MISSING
        made_of = _property(of, one.name, hints[one.name], required, one.name in known, renamed.get(one.name, one.name))
        properties.append(replace(made_of, later=one.name in new))
    if many is None:
        raise TypeError(f"{of.__name__} has no citations: give it `cite: Citation` or `cites: tuple[Citation, ...]`")
    made = Kind(
        name, plural, of, tuple(properties), many, whole=whole, claim=claim or name, bare=bare, written=written, within=within,
        always=frozenset(always),
        merged=merged, later=later,
    )  # fmt: skip
    _KINDS[name] = _OF[of] = made
    return made


def declared() -> Mapping[str, Kind]:
    """The kinds declared so far, by name; `sulh.model.kinds` has all of them."""
    return _KINDS


def _cites(hint: Any) -> bool | None:
    """Whether an annotation is of several citations (True), of one (False), or of something else."""
    if hint is Citation:
        return False
    return True if get_origin(hint) is tuple and get_args(hint)[:1] == (Citation,) else None


def _property(of: type[Any], name: str, hint: Any, required: bool, identity: bool, claimed: str) -> Property:
    many = get_origin(hint) is tuple
    if many:
        hint = get_args(hint)[0]
    marks: list[Any] = []
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            marks += more
        elif get_origin(hint) in (Union, types.UnionType):
            inner = [one for one in get_args(hint) if one is not type(None)]
            if len(inner) != 1:
                raise TypeError(f"{of.__name__}.{name} holds values of several types")
            hint, required = inner[0], False
        else:
            break
    typed = [mark for mark in marks if isinstance(mark, PropertyType)]
    if typed:
        return Property(name, typed[0], required, many, identity=identity, claimed=claimed)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Property(name, PropertyType.CODE, required, many, codes=hint, identity=identity, claimed=claimed)
    if hint in _OF:
        return Property(name, PropertyType.PART, required, many, part=_OF[hint], claimed=claimed)
    plain = {Actor: PropertyType.ACTOR, bool: PropertyType.FLAG, str: PropertyType.TEXT, int: PropertyType.COUNT}
    if hint not in plain:
        raise TypeError(f"{of.__name__}.{name}: {hint!r} says nothing of what it holds")
    return Property(name, plain[hint], required, many, identity=identity, claimed=claimed)
