"""Who looked at a round: for its mediator."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.record.canonical import sha256
from sulh.record.projection.models import Look

__all__ = ["LooksAt", "looks_at", "name_of_look"]


@dataclass(frozen=True, slots=True)
class LooksAt:
    """How many accounts looked at a round, on how many days counted each, and the last of them."""

    people: int
    times: int
    last: tuple[tuple[str, str], ...]  # account and day, the latest first


def looks_at(key: str) -> LooksAt:
    """The looks at a round."""
    found = list(Look.objects.filter(thing=f"round:{key}").order_by("-seq").values_list("author", "day"))
    return LooksAt(len({author for author, _ in found}), len(found), tuple(found[:10]))


def name_of_look(key: str, name: str) -> str:
    """What a look at one name of a round is called in the ledger, which says it of no name by itself."""
    return f"round:{key}:{sha256(f'{key} {name}')[:16]}"
