"""Terms of a release with one of them changed: what would be if."""

from __future__ import annotations

from typing import Any

from sulh.persons.releases.terms import ReleaseTerms, ReleaseTermsError
from sulh.persons.releases.terms_file import release_terms, terms_data

__all__ = ["changed_terms"]


def changed_terms(terms: ReleaseTerms, change: str) -> ReleaseTerms:
    """Return the terms with one of them changed, written as `margin=3`, `margins.wounded=none`, `crossings.North bridge.capacity=60`,
    `holders.Side A.ratio=3`, `tranches=2027-03-01,2027-03-08`, `families_together=no`, `demands.1=none`.

    Raises ReleaseTermsError when no such term can be changed.
    """  # fmt: skip
    path, equals, value = change.partition("=")
    steps, value = [one.strip() for one in path.split(".")], value.strip()
    if not equals or not value:
        raise ReleaseTermsError("{change!r}: a change is written TERM=VALUE, such as margin=3", change=change)
    held = terms_data(terms)
    where: Any = held
    for step in steps[:-1]:
        where = _into(where, step, change)
    _put(where, steps[-1], _read(value, where, steps[-1]), change)
    return release_terms(held)


def _into(where: Any, step: str, change: str) -> Any:
    if isinstance(where, dict) and isinstance(where.get(step), (dict, list)):
        return where[step]
    if isinstance(where, list):
        found = next((one for one in where if isinstance(one, dict) and one.get("name") == step), None)
        if found is not None:
            return found
        if step.isdecimal() and 1 <= int(step) <= len(where) and isinstance(where[int(step) - 1], dict):
            return where[int(step) - 1]
    raise ReleaseTermsError("{change!r}: the terms have no {step!r} there", change=change, step=step)


def _put(where: Any, step: str, value: Any, change: str) -> None:
    if isinstance(where, list):
        if not (step.isdecimal() and 1 <= int(step) <= len(where)):
            raise ReleaseTermsError("{change!r}: there are {number}, counted from 1", change=change, number=len(where))
        where[int(step) - 1 : int(step)] = [] if value is None else [value]
    elif value is None:
        where.pop(step, None)
    else:
        where[step] = value


def _read(value: str, where: Any, name: str) -> Any:
    if value.casefold() in ("none", "no limit"):
        return None
    if value.casefold() in ("yes", "no"):
        return value.casefold() == "yes"
    if value.isdecimal():
        return int(value)
    is_list = isinstance(where, dict) and (isinstance(where.get(name), list) or name == "closed")
    return [one.strip() for one in value.split(",")] if is_list else value
