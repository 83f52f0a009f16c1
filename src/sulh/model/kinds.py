"""The kinds of fact that there are: all that `facts.py` declares."""

from __future__ import annotations

from sulh.model import facts
from sulh.model.declaring import Kind, Property, PropertyType, declared

__all__ = ["Kind", "Property", "PropertyType", "kind_named", "kinds", "listed_kinds"]

# Facts are declared where they are defined: who asks for the kinds needs the module.
_DECLARED_IN = facts.__name__


def kinds(*, parts: bool = False) -> tuple[Kind, ...]:
    """The declared kinds in the order of their declaration; those that only exist within others where `parts` is true."""
    return tuple(kind for kind in declared().values() if parts or not kind.within)


def listed_kinds() -> tuple[Kind, ...]:
    """The kinds that have a list and a form of their own: those that one claim states whole and that are not merged across sources."""
    return tuple(kind for kind in kinds() if kind.whole and not kind.merged)


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    return declared()[name]
