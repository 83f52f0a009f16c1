"""What somebody typed into a form that the record refused: kept for the page to which the refusal leads, and shown there once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sulh.desk.middleware import DeskRequest

__all__ = ["TypedForm", "keep_typed", "typed_before"]

_PLACE = "typed"
_MOST = 200_000  # letters; what is longer is a text, and the page that takes texts answers itself
_ASIDE = frozenset({"csrfmiddlewaretoken", "next", "state", "seq"})
# What buttons, hidden fields and choices send: codes that nobody typed, which the form shows again by itself where it is still there.
_CODES = frozenset((
    "item", "act", "do", "claim", "these", "verdict", "against", "holds", "direction", "passage", "document", "group", "level", "coder",
    "least", "to", "open", "sure", "status", "kind", "also", "choice", "revoke", "drop", "language",
))  # fmt: skip
_SECRET = ("password", "secret", "code", "token")


@dataclass(frozen=True, slots=True)
class TypedForm:
    """The form that was sent, by its address, and its fields with what stood in them."""

    action: str
    fields: dict[str, list[str]]

    @property
    def kept(self) -> dict[str, Any]:
        """The same as JSON has it."""
        return {"action": self.action, "fields": self.fields}

    @property
    def words(self) -> list[str]:
        """What was typed, without the names of the fields; codes are left out."""
        return [value for name, values in self.fields.items() if name not in _CODES for value in values if value.strip()]


def keep_typed(request: DeskRequest) -> None:
    """Keep what the form held for the next page of this visitor; secrets and what nobody typed are left out."""
    fields = {name: values for name, values in request.POST.lists() if name not in _ASIDE and not any(one in name for one in _SECRET)}
    if fields and sum(len(value) for values in fields.values() for value in values) <= _MOST:
        request.session[_PLACE] = {"action": request.path, "fields": fields}


def typed_before(request: DeskRequest) -> TypedForm | None:
    """What was kept, once."""
    kept: Any = request.session.pop(_PLACE, None) if _PLACE in request.session else None
    return TypedForm(kept["action"], kept["fields"]) if kept else None
