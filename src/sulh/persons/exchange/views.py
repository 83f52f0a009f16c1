"""What a side sees of an exchange: its own, and what others chose to show; the mediator sees all. A function of the events alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sulh.persons.exchange.events import ExchangeError, ExchangeEvent, ExchangeEventKind

__all__ = ["visible_events"]

_OF_THE_ROUND = frozenset({ExchangeEventKind.OPENED, ExchangeEventKind.MOVED})
# What `shown` speaks of, by what an event is.
_PART = {ExchangeEventKind.REQUESTED: "requests", ExchangeEventKind.ANSWERED: "answers", ExchangeEventKind.LISTED: "held"}
# What everything else about a name waits for.
_BEGINS = frozenset({ExchangeEventKind.REQUESTED, ExchangeEventKind.LISTED})


def visible_events(events: Sequence[ExchangeEvent], viewer: str) -> tuple[ExchangeEvent, ...]:
    """Return the events that a side or the mediator sees, in the order in which they came to its eyes.

    Something of another side stands in it from the moment at which it was shown, with that moment as its time, and without what only
    its own side may see. What is about a request that the side does not see is not in it at all, nor is anything counted or numbered
    after it: the view is the same as if what is hidden had never happened. Raises ExchangeError for a viewer who is nobody in the round.
    """
    opened = next(iter(events), None)
    if opened is None or opened.what is not ExchangeEventKind.OPENED:
        raise ExchangeError("the exchange has no round; `sulh lists open` begins one")
    if viewer == opened.values.get("mediator"):
        return tuple(events)
    if viewer not in opened.values.get("sides", ()):
        raise ExchangeError("{viewer!r} is no side of this round and not its mediator", viewer=viewer)
    return tuple(_View(viewer).seen(events))


class _View:
    """What a side has seen so far: requests, and what waits to be shown to it, by request."""

    def __init__(self, viewer: str) -> None:
        self._viewer = viewer
        self._requests: set[str] = set()
        self._waiting: dict[str, list[ExchangeEvent]] = {}

    def seen(self, events: Iterable[ExchangeEvent]) -> Iterator[ExchangeEvent]:
        """The events, each when it comes to the eyes of the side."""
        for event in events:
            if event.what is ExchangeEventKind.SHOWN:
                yield from self._shown(event)
            elif event.what in _OF_THE_ROUND:
                yield event
            else:
                self._waiting.setdefault(event.request, []).append(event)
                yield from self._arrived(event.request, event)

    def _shown(self, event: ExchangeEvent) -> Iterator[ExchangeEvent]:
        """What another side shows; what the side itself shows to others it sees as its own event."""
        if event.by == self._viewer:
            yield event
        elif self._viewer in event.to:
            for key in event.values.get("requests", ()):
                held = self._waiting.get(key, [])
                for place, one in enumerate(held):
                    if one.by == event.by and _PART.get(one.what) == event.values.get("what"):
                        held[place] = replace(one, to=(*one.to, self._viewer))
                yield from self._arrived(key, event)

    def _arrived(self, key: str, now: ExchangeEvent) -> Iterator[ExchangeEvent]:
        """What is waiting about a request and may be seen, once the request itself may be."""
        held = self._waiting.get(key, [])
        if key not in self._requests and not any(one.what in _BEGINS and self._may_see(one) for one in held):
            return
        self._requests.add(key)
        self._waiting[key] = [one for one in held if not self._may_see(one)]
        for one in held:
            if self._may_see(one):
                yield self._for_viewer(one, now)

    def _may_see(self, event: ExchangeEvent) -> bool:
        return event.by == self._viewer or self._viewer in event.to

    def _for_viewer(self, event: ExchangeEvent, now: ExchangeEvent) -> ExchangeEvent:
        """An event without what is its own side's alone, at the moment at which it is seen."""
        if event.by == self._viewer:
            return event
        values = {name: value for name, value in event.values.items() if name != "own"}
        if values.get("duplicate_of") and values["duplicate_of"] not in self._requests:
            del values["duplicate_of"]
        return replace(event, at=max(event.at, now.at), to=(self._viewer,), values=values)
