"""An actor: a state, organisation, armed group or other body that takes part in a process."""

from __future__ import annotations

from dataclasses import dataclass, field

from sulh.model.vocabulary import ActorKind

__all__ = ["Actor"]


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with its identifier: ISO 3166-1 alpha-3 for a state or its government, otherwise a stable slug.

    `ids` holds the identifiers of other data sets by scheme (iso2, gw, ucdp, paax, ...); it does not take part in equality.
    """

    id: str
    name: str
    kind: ActorKind
    ids: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
