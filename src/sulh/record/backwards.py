"""An end before its start: refused wherever a person corrects one of the two, since it is a mistake of typing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sulh.model import InvalidError
from sulh.model.vocabulary import RETIRED
from sulh.record.projection.models import Claim
from sulh.text.days import first_day, last_day

__all__ = ["refuse_backwards"]

_OTHER = {"start": "end", "end": "start"}


def refuse_backwards(claim: Claim, value: Any) -> None:
    """Raise InvalidError where `value` for a claim makes what its source says end before it starts."""
    dates: dict[str, Any] = {}
    if isinstance(value, Mapping) and {"start", "end"} <= value.keys():
        dates = {name: value[name] for name in _OTHER}
    elif claim.property in _OTHER:
        other = _OTHER[claim.property]
        beside = Claim.objects.filter(mention=claim.mention_id, property=other).exclude(status__in=RETIRED).order_by("seq")
        found = beside.values_list("decided", "value").first()
        dates = {claim.property: value, other: json.loads(found[0] or found[1]) if found else None}
    first, last = first_day(dates.get("start")), last_day(dates.get("end"))
    if first and last and last < first:
        raise InvalidError(f"the end ({dates['end']}) lies before the start ({dates['start']}): look at both dates")
