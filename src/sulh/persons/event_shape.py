"""How events of files that only grow stand in plain values, as JSON holds them: written and read in one way, whatever they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sulh.model import SulhError

__all__ = ["EventShape"]

_Event = TypeVar("_Event")


@dataclass(frozen=True, slots=True)
class EventShape(Generic[_Event]):
    """What a sort of events holds beside `what` (of `kinds`), `at`, `by` and `values`.

    `needed` are texts that each has, `texts` and `lists` (of texts) are left out where they are empty. `event` makes one of these by name;
    `error` is what is raised, and `of` what the events are of, for its message.
    """

    event: Callable[..., _Event]
    kinds: type[StrEnum]
    error: type[SulhError]
    of: str
    needed: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    def data(self, event: Any) -> dict[str, Any]:
        """An event in plain values; `read` reads them."""
        held: dict[str, Any] = {"what": str(event.what), "at": event.at.isoformat(), "by": event.by}
        held |= {name: getattr(event, name) for name in self.needed}
        held |= {name: text for name in self.texts if (text := getattr(event, name))}
        held |= {name: list(texts) for name in self.lists if (texts := getattr(event, name))}
        return held | {"values": dict(event.values)}

    def read(self, held: Mapping[str, Any]) -> _Event:
        """The event in plain values. Raises the error of this sort for values that are none."""
        try:
            at = dt.datetime.fromisoformat(held["at"])
            parts: dict[str, Any] = {name: str(held[name]) for name in ("by", *self.needed)}
            parts |= {name: str(held.get(name, "")) for name in self.texts}
            parts |= {name: tuple(map(str, held.get(name, ()))) for name in self.lists}
            made = self.event(what=self.kinds(held["what"]), at=at, values=dict(held["values"]), **parts)
        except (KeyError, ValueError, TypeError) as problem:
            raise self.error(f"is no event of {self.of} ({problem})") from problem
        if at.utcoffset() is None:
            raise self.error(f"the time {held['at']} has no offset from UTC; write 2027-01-10T18:00:00+03:00")
        return made
