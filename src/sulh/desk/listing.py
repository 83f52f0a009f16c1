"""A list as a page and as a file: its columns, the order they give it, its facets, and the rows exactly as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext

from sulh import words
from sulh.desk.asking import filters_of, misread, offset_of, paging
from sulh.desk.facets import ChosenFacet, chosen, facet_views, heading, hidden, said, without
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.model.tables import Cell, Holds
from sulh.record.queries.sorting import Says
from sulh.record.shapes import Facet, Filters, PageOf, Sort, Viewer

__all__ = ["ColumnHead", "ListAsked", "ListColumn", "Listing", "list_page", "translated"]

Row = TypeVar("Row")
_MOST_MEETINGS = Sort("meetings", True)
_CODED = {"role": "Role", "issue": "Issue", "sharing": "Sharing"}
_FORM = ("text", "since", "until")  # what the form of a list asks for; everything else is asked by links


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What an address asks of a list: which things, in which order, how its words are put."""

    filters: Filters
    sort: Sort
    says: Says
    offset: int = 0
    limit: int | None = None
    counted: str = ""  # the only facet to count; all of them where none is named

    def how(self, facets: Sequence[str]) -> dict[str, Any]:
        """Which part of the list is asked for, in which order, and which of these facets are to be counted."""
        counted = [name for name in facets if self.counted in ("", name)]
        return {"offset": self.offset, "limit": self.limit, "sort": self.sort, "facets": counted, "says": self.says}


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[Row]):
    """A column of a list in a file: its name, what its cells hold, and the cell of a row."""

    name: str
    cell: Callable[[Row], Cell]
    holds: Holds = "text"


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """A list: what it is called in addresses, how its rows are asked for, the columns of its file and the heads of its table.

    `heads` are the columns that the page shows, each with its words (as a function, since they depend on the language), the name it is
    sorted by, and whether it holds numbers. `on` names the projected tables that it follows from, `codes` the vocabularies of its facets.
    """

    name: str
    ask: Callable[[Viewer, ListAsked], PageOf[Row]]
    columns: Callable[[PageOf[Row]], Sequence[ListColumn[Row]]]
    heads: Callable[[PageOf[Row]], Sequence[tuple[Callable[[], str], str, bool]]]
    finding: Callable[[PageOf[Row], Filters], str]
    size: int
    on: Sequence[str]
    codes: dict[str, str] = field(default_factory=dict)
    besides: dict[str, Sequence[str]] = field(default_factory=dict)  # what a facet may be asked for beside its vocabulary
    days: bool = True  # whether the form asks for days
    rows: str = ""  # the template of its rows, where that is not called as the list is
    documents: Callable[[PageOf[Row]], Iterable[str]] | None = None  # the sources whose words its rows hold
    default: Sort = _MOST_MEETINGS  # the order that the list has by itself

    def asked(self, request: HttpRequest, *, whole: bool = False) -> ListAsked:
        """What the address asks for; `whole` leaves the place in the list out."""

        def says(column: str, value: str, name: str = "") -> str:
            return said(column, value, self.codes, name)

        given = request.GET.get("sort", "")
        sort = Sort(given.removeprefix("-"), given.startswith("-"))
        return ListAsked(filters_of(request), sort, says, *((0, None) if whole else (offset_of(request), self.size)))


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column: the address that sorts by it, or turns the order round, and how it is sorted now."""

    words: str
    address: str | None
    direction: str | None  # ascending, descending: as aria-sort has them
    number: bool
    name: str = ""


def list_page(request: DeskRequest, listing: Listing[Any]) -> dict[str, Any]:
    """What the page of a list shows."""
    asked = listing.asked(request)
    what = (listing.name, asked.filters, asked.sort, asked.offset)
    page = kept(request.viewer, lambda: listing.ask(request.viewer, asked), "list", *what, on=listing.on)
    facets = tuple(_facets_to_choose(request.viewer, listing, asked, page))
    in_force: list[ChosenFacet] = list(chosen(request, asked.filters, listing.codes))
    heads = list(_heads(request, listing.heads(page), asked.sort if asked.sort.column else listing.default))
    _say_what_is_not_understood(request, listing, heads)
    return {
        "list": listing,
        "asked": asked,
        "page": page,
        "paging": paging(page, listing.size),
        "heads": heads,
        "rows": listing.rows or listing.name,
        "facets": facet_views(request, facets, page.total, asked.filters, listing.codes),
        "chosen": in_force,
        "filters": asked.filters,
        "filtered": bool(in_force),
        "carried": hidden(request, _FORM),
        "finding": listing.finding(page, asked.filters),
        "typed": {name: request.GET.get(name, "") for name in _FORM},
        "sorted": bool(asked.sort.column),
    }


def _facets_to_choose(viewer: Viewer, listing: Listing[Any], asked: ListAsked, page: PageOf[Any]) -> Iterator[Facet]:
    """The facets of a list, each number that of the list to which it leads.

    What is chosen of a facet gives way to what is chosen next, so a facet in force is counted as if nothing of it were chosen.
    """
    for facet in page.facets:
        rest = without(asked.filters, facet.name)
        if rest == asked.filters:
            yield facet
            continue
        other = replace(asked, filters=rest, offset=0, limit=1, sort=Sort(), counted=facet.name)
        ask = partial(listing.ask, viewer, other)
        found = kept(viewer, ask, "facet", listing.name, rest, facet.name, on=listing.on)
        yield next(one for one in found.facets if one.name == facet.name)


def _say_what_is_not_understood(request: DeskRequest, listing: Listing[Any], heads: Sequence[ColumnHead]) -> None:
    """Say which codes of the address are none, and that the list has no such order; what is no date is said where it is read."""
    for name, vocabulary in (_CODED | listing.codes).items():
        value = request.GET.get(name, "").strip()
        if value and value not in {*words.known(vocabulary), *listing.besides.get(name, ())}:
            said = gettext("“%(typed)s” is no %(what)s that there is: nothing can have it.")
            misread(request, said % {"typed": value, "what": heading(name)})
    year = request.GET.get("year", "").strip()
    if year and not (year.isascii() and year.isdigit() and len(year) == len("2017")):
        misread(request, gettext("“%(typed)s” is no year: nothing can be of it.") % {"typed": year})
    given = request.GET.get("sort", "").strip()
    if given and given.removeprefix("-") not in {one.name for one in heads}:
        misread(request, gettext("The list has no order “%(typed)s”: it stands in its own.") % {"typed": given})


def _heads(request: HttpRequest, columns: Sequence[tuple[Callable[[], str], str, bool]], sort: Sort) -> Iterator[ColumnHead]:
    query = request.GET.copy()
    for gone in ("sort", "offset"):
        query.pop(gone, None)
    rest = f"?{query.urlencode()}&" if query else "?"
    for say, name, number in columns:
        now = None if sort.column != name or not name else "descending" if sort.descending else "ascending"
        # Numbers are asked for from the greatest down first.
        turned = name if now == "descending" or (now is None and not number) else f"-{name}"
        yield ColumnHead(say(), f"{rest}sort={turned}" if name else None, now, number, name)


def translated(message: str) -> Callable[[], str]:
    """The words of a head in the language of the page."""
    return lambda: gettext(message)
