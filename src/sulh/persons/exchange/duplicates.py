"""Names of one list that may be one person: the owner of the list decides, and takes one of them back."""

from __future__ import annotations

from collections.abc import Iterable

from sulh.persons.exchange.state import NameRequest
from sulh.text.folding import fold

__all__ = ["likely_duplicates"]


def likely_duplicates(requests: Iterable[NameRequest]) -> list[tuple[str, str]]:
    """Return pairs of keys of what one side asks another with the same words in their names, however ordered, and no other year of birth.

    To ask two sides about one person is no doubling: either may hold him or her.

    Only letters are compared, folded; what other spellings hide is for the linking of lists. Withdrawn names are left out.
    """
    first: dict[tuple[str, str, tuple[str, ...]], list[NameRequest]] = {}
    found = []
    for one in requests:
        if one.withdrawn is not None:
            continue
        key = (one.by, one.of, tuple(sorted(fold(one.person.get("name", "")).replace("-", " ").split())))
        for other in first.get(key, []):
            years = {held.person["birth_year"] for held in (one, other) if held.person.get("birth_year")}
            if len(years) < 2:
                found.append((other.key, one.key))
        first.setdefault(key, []).append(one)
    return found
