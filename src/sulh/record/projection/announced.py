"""What was announced of a meeting and came otherwise: another day, another place. It is told as a plan, and disputes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sulh.record.projection.stated import Choice, Stated
from sulh.text.days import compatible, first_day

__all__ = ["came_otherwise", "plans"]

_CAME = ("held", "ongoing")


def plans(claims: Iterable[Stated]) -> frozenset[str]:
    """The mentions that tell of the meeting before it was held, where another tells that it was held.

    One that tells that it was called off is among them where it means an earlier day than that on which it was held: it was postponed.
    """
    status: dict[str, str] = {}
    starts: dict[str, list[str]] = {}
    for one in claims:
        if one.property == "status":
            status[one.mention] = one.value
        elif one.property == "start":
            starts.setdefault(one.mention, []).append(one.value)
    held = [day for mention, said in status.items() if said in _CAME for day in starts.get(mention, ())]
    if not any(said in _CAME for said in status.values()):
        return frozenset()
    return frozenset(
        mention
        for mention, said in status.items()
        if said == "planned" or (said == "cancelled" and held and _is_put_off(starts.get(mention, ()), held))
    )


def _is_put_off(planned: Sequence[str], held: Sequence[str]) -> bool:
    """Whether the days planned all lie before those on which it was held."""
    return bool(planned) and all(
        not compatible(one, other) and (first_day(one) or "") < (first_day(other) or "") for one in planned for other in held
    )


def came_otherwise(choices: Sequence[Choice], planned: frozenset[str]) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The values that are told of what came, and those that were only planned. Where nothing is told of what came, the plan stands."""
    is_told = [any(claim.mention not in planned for claim in one.claims) for one in choices]
    if not any(is_told):
        return tuple(choices), ()
    came = tuple(one for one, held in zip(choices, is_told, strict=True) if held)
    return came, tuple(one for one in choices if one not in came)
