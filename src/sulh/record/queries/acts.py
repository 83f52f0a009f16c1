"""Every act that a viewer may see, read once for all that one answer asks of acts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from sulh.record.cache import each
from sulh.record.projection.models import Commitment
from sulh.record.queries.visible import facts
from sulh.record.shapes import Viewer

__all__ = ["StatedAct", "acts"]


class StatedAct(NamedTuple):
    """An act in force. The lists of actors and issues stay the JSON they are kept as, since few acts are shown of the many read."""

    id: str
    source: str
    same: str
    first_day: str | None
    claim: str
    kind: str
    actors_json: str
    issues_json: str
    date: str | None
    due: str | None
    promised_until: str | None  # of a commitment the last day it is due, "" where it has none; None of any other act

    @property
    def actors(self) -> tuple[str, ...]:
        """Who acts, by identifier."""
        return tuple(json.loads(self.actors_json))

    @property
    def issues(self) -> tuple[str, ...]:
        """What the act is about, in codes."""
        return tuple(json.loads(self.issues_json))

    def is_about(self, *, actor: str | None, issue: str | None) -> bool:
        """Whether the actor and the issue, where they are given, are among those of the act."""
        return (not actor or actor in self.actors) and (not issue or issue in self.issues)


def acts(viewer: Viewer) -> Mapping[str, StatedAct]:
    """The acts in force by the mention that states them, in the order of the ledger."""
    return each(lambda _: {"all": _acts(viewer)}, ["all"], "acts", viewer.scope)["all"]


def _acts(viewer: Viewer) -> dict[str, StatedAct]:
    texts = (Cast("actors", TextField()), Cast("issues", TextField()))
    promised = Commitment.objects.filter(act=OuterRef("pk")).values(until=Coalesce("due_day", Value("")))
    columns = ("pk", "source_id", "same", "first_day", "claim_id", "act", *texts, "date", "due", Subquery(promised))
    return {row[0]: StatedAct(*row) for row in facts(viewer, "act").order_by("seq").values_list(*columns)}
