"""Where a round of an exchange of lists is kept: in a file of its own, or in a record, as `record:NAME`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from sulh.cli.person_rows import usage

if TYPE_CHECKING:
    from sulh.persons.exchange import ExchangeEvent, ExchangeRound

__all__ = ["RECORD", "RoundPlace", "round_argument", "time_of"]

RECORD = "record:"
Making = Callable[["ExchangeRound", dt.datetime], "Sequence[ExchangeEvent]"]


class RoundPlace(Protocol):
    """What commands ask of a place in which a round is kept."""

    def seen(self, by: str) -> Sequence[ExchangeEvent]:
        """The events that a side, or the mediator, sees."""

    def add(self, by: str, when: str | None, make: Making) -> Sequence[ExchangeEvent]:
        """Add what `make` makes of the round as `by` sees it, all or none, and give it."""


@dataclass(frozen=True, slots=True)
class _InFile:
    path: Path

    def seen(self, by: str) -> Sequence[ExchangeEvent]:
        from sulh.persons.exchange import load_log, visible_events

        with usage():
            return visible_events(load_log(self.path), by)

    def add(self, by: str, when: str | None, make: Making) -> Sequence[ExchangeEvent]:
        from sulh.persons.exchange import append_events, load_log, round_of, visible_events

        with usage():
            events = load_log(self.path)
            before = round_of(visible_events(events, by))
            new = make(before, time_of(when, before.zone))
            if new:
                append_events(self.path, events, new)
            return new


@dataclass(frozen=True, slots=True)
class _InRecord:
    name: str

    def seen(self, by: str) -> Sequence[ExchangeEvent]:
        from sulh.cli.records import opened, signing

        opened(None, use="read")
        from sulh.record.persons.rounds import round_named, round_seen
        from sulh.record.viewers import local_viewer

        viewer = local_viewer(signing(None))
        with usage():
            return round_seen(viewer, round_named(viewer, self.name), as_party=by).events

    def add(self, by: str, when: str | None, make: Making) -> Sequence[ExchangeEvent]:
        from sulh.cli.records import opened, signing
        from sulh.persons.exchange import moment

        opened(None)
        from sulh.record.persons.rounds import add_to_round, round_named, round_seen
        from sulh.record.viewers import local_viewer

        viewer = local_viewer(signing(None))
        with usage():
            key = round_named(viewer, self.name)
            at = moment(when, round_seen(viewer, key, as_party=by).round.zone) if when else None
            return add_to_round(viewer, key, make, at=at, as_party=by)


class _Place(click.ParamType[RoundPlace]):
    name = "round"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> RoundPlace:
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        if value.startswith(RECORD):
            return _InRecord(value.removeprefix(RECORD))
        if not Path(value).is_file():
            self.fail(f"there is no file {value}; a round in a record is named {RECORD}NAME", param, ctx)
        return _InFile(Path(value))


def round_argument(command: Any) -> Any:
    """`ROUND`: a file, or `record:NAME`."""
    return click.argument("place", metavar="ROUND", type=_Place())(command)


def time_of(when: str | None, zone: str) -> dt.datetime:
    """A time that somebody wrote, in a zone; now where nothing is written."""
    from sulh.persons.exchange import moment
    from sulh.persons.exchange.clock import zone_of

    return moment(when, zone) if when else dt.datetime.now(zone_of(zone)).replace(microsecond=0)
