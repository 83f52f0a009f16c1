"""A reading as one JSON object and back, and the schema of that object: all three follow from the declared kinds of fact."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sulh.model.actor import Actor
from sulh.model.citation import Citation
from sulh.model.document import Document
from sulh.model.errors import CitationError
from sulh.model.facts import Facts
from sulh.model.kinds import Kind, Property, PropertyType, kinds
from sulh.model.vocabulary import ActorKind, DocumentKind

__all__ = ["actor_json", "from_dict", "plain", "schema", "to_dict", "to_json"]

# A file name that is not UTF-8 reaches Python as lone surrogates, which no JSON reader has to accept.
_SURROGATE = re.compile("[\ud800-\udfff]")

_Json = dict[str, Any]


def to_json(reading: Facts) -> str:
    """The reading as one line of JSON (no line end), letters of every script as they are."""
    return _SURROGATE.sub("\ufffd", json.dumps(to_dict(reading), ensure_ascii=False, separators=(", ", ": ")))


def to_dict(reading: Facts) -> _Json:
    """The reading as plain dictionaries and lists; every key of the schema is there, with None where the document is silent."""
    return {"document": _document(reading)} | {
        kind.plural: [plain(kind, fact, cites=True) for fact in getattr(reading, kind.plural)] for kind in kinds()
    }


def plain(kind: Kind, fact: Any, *, cites: bool = False) -> _Json:
    """A fact as a plain dictionary by the names of its properties, its parts included; with its spans if `cites`."""
    made = {one.name: _written(one, getattr(fact, one.name), cites) for one in kind.properties}
    if cites and kind.cites_many:
        made["cites"] = [_span(cite) for cite in fact.cites]
    elif cites:
        made["cite"] = _span(fact.cite)
    return made


def actor_json(actor: Actor) -> _Json:
    """An actor as claims and readings write it."""
    return {"id": actor.id, "name": actor.name, "kind": actor.kind.value}


def _written(one: Property, value: Any, cites: bool) -> Any:
    if one.many:
        return [_single(one, item, cites) for item in value]
    return None if value is None else _single(one, value, cites)


def _single(one: Property, value: Any, cites: bool) -> Any:
    if one.part is not None:
        return plain(one.part, value, cites=cites)
    if one.holds is PropertyType.ACTOR:
        return actor_json(value)
    return value.value if one.codes else value


def _span(cite: Citation) -> list[int]:
    return [cite.start, cite.end]


def _document(reading: Facts) -> _Json:
    """What is known of the document; `second_reader` is no part of the schema, since a reading of the built-in reader never has it."""
    document = reading.document
    return {
        "id": document.id,
        "path": document.path,
        "length": len(document.text),
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "language": document.language,
        "kind": reading.kind.value,
    } | ({"second_reader": reading.second_reader} if reading.second_reader else {})


def from_dict(value: Mapping[str, Any], *, document: Document) -> Facts:
    """The facts in a dictionary of the schema's shape; what the schema lets be absent may be absent.

    Spans carry no quotes, so the document is needed: raises CitationError when it is another one or a span leaves its text.
    """
    head = value["document"]
    if head["id"] != document.id or head["length"] != len(document.text):
        raise CitationError(f"the reading is of {head['id']} with {head['length']} characters, not of {document.path}")
    facts = {kind.plural: tuple(_fact(kind, one, document.text) for one in _listed(kind, value)) for kind in kinds()}
    return Facts(document=document, kind=DocumentKind(head["kind"]), **facts)


def _listed(kind: Kind, value: Mapping[str, Any]) -> Iterable[Any]:
    """The facts of a kind in a reading; those of a kind that came later may be absent."""
    found: Iterable[Any] = value.get(kind.plural, ()) if kind.later else value[kind.plural]
    return found


def _fact(kind: Kind, value: Mapping[str, Any], text: str) -> Any:
    given: _Json = {}
    if kind.cites_many:
        given["cites"] = tuple(Citation.of(text, start, end) for start, end in value["cites"])
    else:
        given["cite"] = Citation.of(text, *value["cite"])
    for one in kind.properties:
        if one.name in value:
            given[one.name] = _read(one, value[one.name], text)
        elif one.name == kind.written:
            given[one.name] = given["cite"].quote
    return kind.of(**(_silent(kind) | given))


def _silent(kind: Kind) -> _Json:
    """What properties hold that an older or shorter reading leaves out."""
    return {one.name: () if one.many else False if one.holds is PropertyType.FLAG else None for one in kind.properties}


def _read(one: Property, value: Any, text: str) -> Any:
    if one.many:
        return tuple(_read_single(one, item, text) for item in value)
    return None if value is None else _read_single(one, value, text)


def _read_single(one: Property, value: Any, text: str) -> Any:
    if one.part is not None:
        return _fact(one.part, value, text)
    if one.holds is PropertyType.ACTOR:
        return Actor(value["id"], value["name"], ActorKind(value["kind"]))
    return one.codes(value) if one.codes else value


# --- the schema ----------------------------------------------------------------------------------------------------------------------

_TEXT_OR_NULL = {"type": ["string", "null"]}
_NUMBERS = {PropertyType.COUNT: "integer", PropertyType.ORDINAL: "integer", PropertyType.FLAG: "boolean"}


def schema() -> _Json:
    """JSON Schema (2020-12) of `to_dict`; `data/reading.schema.json` is this, written out."""
    span = {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "integer"}], "minItems": 2, "maxItems": 2}
    defs: _Json = {
        "span": span,
        "cites": {"type": "array", "items": {"$ref": "#/$defs/span"}, "minItems": 1},
        "actor": _object({"id": {"type": "string"}, "name": {"type": "string"}, "kind": _enum(ActorKind)}, ("id", "name", "kind")),
    }
    defs |= {kind.name: _kind_schema(kind) for kind in kinds(parts=True)}
    document = {
        "id": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "description": "digest of the source bytes"},
        "path": {"type": "string", "description": "the name the user gave"},
        "length": {"type": "integer", "description": "code points of the normalised text"},
        "title": _TEXT_OR_NULL,
        "publisher": _TEXT_OR_NULL,
        "published": _TEXT_OR_NULL | {"description": "date of publication, EDTF"},
        "language": {"type": "string"},
        "kind": _enum(DocumentKind),
    }
    lists = {kind.plural: {"type": "array", "items": {"$ref": f"#/$defs/{kind.name}"}} for kind in kinds()}
    properties = {"document": _object(document, ("id", "path", "length", "kind", "language"))} | lists
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Reading",
        "description": "One document's record of a peace process, as `sulh read --format jsonl` writes it: one object per line. A span is "
        "[start, end), counted in Unicode code points of the normalised text. Dates are EDTF (ISO 8601-2) with the precision of the text; "
        "XXXX stands for a year nobody gave.",
        **_object(properties, ["document", *(kind.plural for kind in kinds() if not kind.later)]),
        "$defs": defs,
    }


def _kind_schema(kind: Kind) -> _Json:
    properties = {one.name: _property_schema(one) for one in kind.properties}
    cites = "cites" if kind.cites_many else "cite"
    properties[cites] = {"$ref": f"#/$defs/{'cites' if kind.cites_many else 'span'}"}
    return _object(properties, [*(one.name for one in kind.properties if _is_always_there(kind, one)), cites])


def _is_always_there(kind: Kind, one: Property) -> bool:
    """Whether a reading must have the key: what may be left out is silent, false, or the words of the citation."""
    repeats = one.name == kind.written and not kind.cites_many
    return one.name in kind.always or (one.required and one.holds is not PropertyType.FLAG and not repeats)


def _property_schema(one: Property) -> _Json:
    single: _Json
    if one.part is not None:
        single = {"$ref": f"#/$defs/{one.part.name}"}
    elif one.holds is PropertyType.ACTOR:
        single = {"$ref": "#/$defs/actor"}
    elif one.codes is not None:
        single = _enum(one.codes)
    else:
        single = {"type": _NUMBERS.get(one.holds, "string")}
    if one.many:
        return {"type": "array", "items": single}
    if one.required or one.holds is PropertyType.FLAG:
        return single
    if "type" in single:
        return {"type": [single["type"], "null"]} | ({"description": "EDTF"} if one.holds is PropertyType.DATE else {})
    return {"anyOf": [single, {"type": "null"}]}


def _enum(codes: Iterable[Any]) -> _Json:
    return {"enum": [str(code) for code in codes]}


def _object(properties: Mapping[str, Any], required: Iterable[str]) -> _Json:
    return {"type": "object", "required": list(required), "properties": dict(properties)}
