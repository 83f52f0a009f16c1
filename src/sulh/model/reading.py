"""A reading: what one document states about a peace process, every field with its citation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sulh.model import serial, tables
from sulh.model.document import Document
from sulh.model.facts import Facts

if TYPE_CHECKING:
    import polars

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True)
class Reading(Facts):
    """Everything one document states; the same bytes give the same reading."""

    def to_dict(self) -> dict[str, Any]:
        """Plain dictionaries and lists in the shape of `data/reading.schema.json`, ready for any JSON or YAML writer."""
        return serial.to_dict(self)

    def to_json(self) -> str:
        """One line of JSON (no line end) in the shape of `data/reading.schema.json`; spans are [start, end) in code points."""
        return serial.to_json(self)

    @classmethod
    def from_json(cls, line: str, *, document: Document) -> Reading:
        """The reading that `to_json` wrote of this document; raises CitationError for another document's."""
        return cls.from_dict(json.loads(line), document=document)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any], *, document: Document) -> Reading:
        """The reading that `to_dict` gave of this document; raises CitationError for another document's."""
        facts = serial.from_dict(value, document=document)
        return cls(**{field.name: getattr(facts, field.name) for field in fields(facts)})

    def tables(self) -> dict[str, polars.DataFrame]:
        """Tidy Polars frames by name (`sulh.model.tables.TABLES`), typed also when empty.

        Cells with several values (actors, issues, spans) are List(String). Raises MissingExtraError without Polars.
        """
        return tables.frames((self,))
