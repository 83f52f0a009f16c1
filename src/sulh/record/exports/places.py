"""Countries and dates in the forms that data sets join on."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["date_precision", "gw_number", "identifiers", "iso3_of"]


@lru_cache(maxsize=512)
def iso3_of(iso2: str | None) -> str | None:
    """ISO 3166-1 alpha-3 for an alpha-2 code."""
    from sulh.actors import Authority

    return Authority.default().iso3(iso2) if iso2 else None


@lru_cache(maxsize=4096)
def identifiers(actor: str) -> dict[str, str]:
    """The identifiers of an actor by scheme (gw, ucdp, paax, mend, acled); empty for an actor the authority file does not know."""
    from sulh.actors import Authority

    known = Authority.default().get(actor)
    return dict(known.ids) if known else {}


def gw_number(iso3: str | None) -> int | None:
    """The Gleditsch-Ward number of a state."""
    number = identifiers(iso3).get("gw") if iso3 else None
    return int(number) if number else None


def date_precision(date: str | None) -> str:
    """How exactly an EDTF date is known: day, month, year, open (a part is X or an interval is open), none."""
    if not date:
        return "none"
    first = date.split("/")[0].rstrip("~?%")
    if "X" in date or not first:
        return "open"
    return {4: "year", 7: "month", 10: "day"}.get(len(first), "open")
