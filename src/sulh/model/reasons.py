"""What an engine has to say in a sentence: a code and what fills its gaps, which `sulh.words.reason` words in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sulh.model.errors import ModelError

__all__ = ["Reason"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, or a part of one, that is not worded yet: `code` is the key of its phrase without `reason.`.

    Values are texts as somebody wrote them, numbers, codes of a vocabulary, tuples of texts, and other reasons.
    """

    code: str
    values: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, code: str, /, **values: Any) -> Reason:
        """Return a reason whose gaps are filled by name."""
        return cls(code, tuple(values.items()))

    def data(self) -> dict[str, Any]:
        """The reason in plain values, as JSON holds it, for one of texts and numbers; `read` reads it."""
        return {"code": self.code, "values": {name: list(one) if isinstance(one, tuple) else one for name, one in self.values}}

    @classmethod
    def read(cls, held: Any) -> Reason:
        """The reason in plain values. Raises ModelError for values that are none."""
        if not isinstance(held, Mapping) or not isinstance(held.get("code"), str) or not isinstance(held.get("values", {}), Mapping):
            raise ModelError(f"{held!r} is no reason")
        values = held.get("values", {}).items()
        return cls(held["code"], tuple((name, tuple(one) if isinstance(one, list) else one) for name, one in values))
