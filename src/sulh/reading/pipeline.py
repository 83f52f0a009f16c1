"""A pipeline of reading: components that state what they need and what they add, put in order and checked before a document is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import SulhError

__all__ = ["Component", "Pipeline", "PipelineError"]


class PipelineError(SulhError):
    """Components that cannot be put together: something needed is added by none of them, or by two, or they need each other."""


@dataclass(frozen=True, slots=True)
class Component:
    """One step of reading. `run` is handed the values named in `needs`, in that order and nothing else, and returns what `adds` names."""

    name: str
    needs: tuple[str, ...]
    adds: str
    run: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(self.needs)} -> {self.adds}"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The components that read one language, in an order in which each finds what it needs. Print it to see them, one a line."""

    components: tuple[Component, ...]

    @classmethod
    def of(cls, components: Sequence[Component], *, given: Collection[str]) -> Pipeline:
        """Put components in order, the declared order where their needs allow it; `given` names what is there before the first of them.

        Raises PipelineError where no order will do.
        """
        adders: dict[str, str] = {}
        for component in components:
            if component.adds in given or component.adds in adders:
                first = adders.get(component.adds, "the reader")
                raise PipelineError(f"{component.name} adds {component.adds!r}, which {first} adds already")
            adders[component.adds] = component.name
        for component in components:
            for need in component.needs:
                if need not in given and need not in adders:
                    raise PipelineError(f"{component.name} needs {need!r}, which no component adds")
        ordered: list[Component] = []
        there, left = set(given), list(components)
        while left:
            ready = next((c for c in left if there.issuperset(c.needs)), None)
            if ready is None:
                raise PipelineError(f"these components need each other, so that none can run first: {', '.join(c.name for c in left)}")
            ordered.append(ready)
            left.remove(ready)
            there.add(ready.adds)
        return cls(tuple(ordered))

    def run(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Run every component and return all values by name, those given included."""
        values = dict(given)
        for component in self.components:
            values[component.adds] = component.run(*(values[need] for need in component.needs))
        return values

    def __str__(self) -> str:
        return "\n".join(map(str, self.components))
