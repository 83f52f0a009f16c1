"""What changed since last time, as the desk shows it: groups of formulas by what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sulh.model import Issue
    from sulh.wording import SinceItem, SinceKind, SinceView, Statement

__all__ = ["SinceSheet", "sheet"]


@dataclass(frozen=True, slots=True)
class SinceSheet:
    """The first view. `groups` are the kinds shown with their formulas; `gone` what is dropped or absent, by issue; `carried` what stayed.

    `counts` are all kinds but what only stayed, with how many formulas changed since the statement before; `older` is how many more are
    compared with statements before that one, since it lacks them or may.
    """

    statement: Statement
    previous: Statement | None
    may_be_missing: bool
    counts: tuple[tuple[SinceKind, int], ...]
    older: int
    groups: tuple[tuple[SinceKind, tuple[SinceItem, ...]], ...]
    gone: tuple[tuple[Issue | None, tuple[SinceItem, ...]], ...]
    gone_kind: SinceKind | None
    carried: tuple[SinceItem, ...]


def sheet(view: SinceView) -> SinceSheet:
    """The view in the order of the page."""
    from sulh.wording import SinceKind

    gone = (SinceKind.DROPPED, SinceKind.ABSENT)
    kinds = [kind for kind in SinceKind if kind is not SinceKind.CARRIED and view.count(kind)]
    return SinceSheet(
        view.statement,
        view.previous,
        view.may_be_missing,
        tuple((kind, number) for kind in kinds if (number := sum(_since_then(view, one) for one in view.of(kind)))),
        sum(not _since_then(view, one) for one in view.of(*kinds)),
        tuple((kind, view.of(kind)) for kind in kinds if kind not in gone),
        view.gone,
        next((kind for kind in gone if view.count(kind)), None),
        view.of(SinceKind.CARRIED),
    )


def _since_then(view: SinceView, item: SinceItem) -> bool:
    """Whether a formula is new, perhaps only in other words, has returned, or is compared with the statement before or one after that."""
    from sulh.wording import SinceKind

    if view.previous is None or item.compared_with is None or item.kind is SinceKind.RETURNED:
        return True
    if item.kind is SinceKind.PERHAPS and item.cell.clauses:
        return True
    place = [one.id for one in view.threads.statements]
    return place.index(item.compared_with.id) >= place.index(view.previous.id)
