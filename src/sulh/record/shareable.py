"""Which entries of the ledger a group may have the words of: those about what its members may see, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sulh.model.vocabulary import ClaimStatus
from sulh.record.blind import codings
from sulh.record.models import Entry
from sulh.record.projection.called import named_in
from sulh.record.projection.models import Claim
from sulh.record.projection.names import NAMING
from sulh.record.projection.persons import PERSONS
from sulh.record.queries.visible import claims, mentions, sources
from sulh.record.shapes import Viewer

__all__ = ["Shareable", "shareable"]

Body = Mapping[str, Any]

_ALWAYS = frozenset({"received", "erase", "process", "head"})


class Shareable:
    """The entries whose words somebody may have. Everything that no rule here lets through is kept back, also kinds to come."""

    def __init__(self, viewer: Viewer) -> None:
        self._sources = set(sources(viewer).values_list("pk", flat=True))
        told = claims(viewer).filter(source__in=sources(viewer)).exclude(status=ClaimStatus.WITHDRAWN.value)
        self._claims = set(told.values_list("pk", flat=True))
        # A merge, and a proposal of one, compare everything that two sources say of a meeting: whoever may not see all of one may not
        # see what was compared.
        whole = {one for one, source in mentions(viewer).values_list("pk", "source_id") if source in self._sources}
        self._mentions = whole - _partly_hidden(self._claims)
        groups = viewer.scope.split("|")[1:]
        self._codings = {one.seq for one in codings(in_force=False) if one.is_open}
        self._kept: set[int] = set()
        self._named: set[str] = set()  # actor:ID and track:ID that something kept names
        self._rules: dict[str, Callable[[Body], bool]] = {
            **dict.fromkeys(("document", "source"), lambda body: body["id"] in self._sources),
            "claim": lambda body: body["id"] in self._claims,
            **dict.fromkeys(("accept", "reject", "correct", "withdraw", "share", "describe"), self._about_target),
            "copy": lambda body: {body["target"], body["other"]} <= self._sources,
            "propose": lambda body: {body["left"], body["right"]} <= self._mentions,
            **dict.fromkeys(("merge", "apart"), lambda body: {body["target"], body["other"]} <= self._mentions),
            "split": lambda body: body["target"] in self._mentions,
            "track": self._in_track,
            # Judgements of coders are handed over when all may see them, and never before.
            **dict.fromkeys(("coding", "coded", "opened"), self._about_target),
            "code": lambda body: body["target"] in self._claims and body["coding"] in self._codings,
            **dict.fromkeys(("status", "evidence"), lambda body: body["target"] in self._mentions and body["document"] in self._sources),
            "follow": self._follows,
            # The copy's own entry accounts for all that it lacks; for whom else copies were made, and why, is not the group's to read.
            "withhold": lambda body: body["for"] in groups,
            PERSONS[0]: lambda body: {body["target"], body["other"]} <= self._claims,
            PERSONS[1]: self._about_target,
            "undo": lambda body: int(body["target"]) in self._kept,
        }

    def kept(self) -> set[int]:
        """The numbers of the entries that may be handed over with their words."""
        naming: list[tuple[int, str, Body]] = []
        for seq, kind, body in _bodies():
            if kind in NAMING:
                naming.append((seq, kind, body))
            elif kind in _ALWAYS or (kind in self._rules and self._rules[kind](body)):
                self._keep(seq, kind, body)
        # What an actor is called may be decided before or after the first word about it that may be seen.
        for seq, kind, body in naming:
            things = {body["target"], body["other"]} if kind == "join" else {body["target"]}
            if things <= self._named:
                self._kept.add(seq)
        self._kept |= self._undoings(self._kept)
        return self._kept

    def _keep(self, seq: int, kind: str, body: Body) -> None:
        self._kept.add(seq)
        if kind in ("claim", "correct"):
            self._named.update(f"{of}:{key}" for (of, key), _, _ in named_in(str(body.get("property")), body.get("value")))
        elif kind == "track":
            self._named.add(f"track:{body['other']}")

    def _about_target(self, body: Body) -> bool:
        return body["target"] in (self._sources if ":" in body["target"] else self._claims)

    def _follows(self, body: Body) -> bool:
        seen = ":" in body["other"] or body["other"] in self._mentions
        return seen and body["target"] in self._mentions and body["document"] in self._sources

    def _in_track(self, body: Body) -> bool:
        kind, _, name = body["target"].partition(":")
        return name in (self._mentions if kind == "meeting" else self._sources)

    def _undoings(self, kept: set[int]) -> set[int]:
        """Undoings of decisions about names, which were not known to be kept when they came by."""
        found: set[int] = set()
        for seq, _, body in _bodies("undo"):
            if int(body["target"]) in kept | found:
                found.add(seq)
        return found


def shareable(viewer: Viewer) -> set[int]:
    """The numbers of the entries that may be handed over, with their words, to somebody with this scope."""
    return Shareable(viewer).kept()


def _bodies(kind: str = "") -> Iterator[tuple[int, str, Body]]:
    entries = Entry.objects.filter(body__isnull=False).order_by("seq")
    rows = (entries.filter(kind=kind) if kind else entries).values_list("seq", "kind", "body")
    for seq, of, body in rows.iterator(chunk_size=2000):
        yield seq, of, json.loads(body or "null")


def _partly_hidden(seen: set[str]) -> set[str]:
    """Mentions of which some claim is hidden."""
    return {mention for claim, mention in Claim.objects.values_list("pk", "mention_id").iterator(chunk_size=5000) if claim not in seen}
