"""The shape of a model's reply, as JSON Schema and in words: both follow from the declared kinds of fact.

A value is given with the words that show it: `{"value": ..., "quote": ...}`, or null where the document is silent. A fact that
cites one clause has that clause as its own `quote`, on which its codes rest. A flag is true or false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sulh import words
from sulh.model import DocumentKind
from sulh.model.kinds import Kind, Property, PropertyType, kinds

__all__ = ["QUOTE", "VALUE", "asked", "asked_kinds", "has_own_quote", "is_bare", "outline", "reply_schema"]

VALUE, QUOTE = "value", "quote"
# What a model cannot be asked for in words of a document.
_NOT_ASKED = frozenset({PropertyType.GEOMETRY})
_WHOLE = frozenset({PropertyType.COUNT, PropertyType.ORDINAL})
_HOLDS: Mapping[PropertyType, str] = {
    PropertyType.TEXT: "words",
    PropertyType.DATE: "EDTF date: YYYY-MM-DD, YYYY-MM, YYYY, or XXXX-MM-DD where no year is known",
    PropertyType.COUNT: "whole number",
    PropertyType.ORDINAL: "whole number from 1",
    PropertyType.FLAG: "true or false",
    PropertyType.ACTOR: "ISO 3166-1 alpha-3 code of a state or its government, else the actor's name",
    PropertyType.TRACK: "name of a format or process of talks, as written",
    PropertyType.PLACE: "name of a place, as written",
    PropertyType.COUNTRY: "ISO 3166-1 alpha-2 code",
    PropertyType.PERSON: "name of a person, as written, without title",
    PropertyType.DURATION: "ISO 8601 duration such as P10D",
}

_Json = dict[str, Any]


def asked_kinds(*, parts: bool = False) -> tuple[Kind, ...]:
    """The kinds of fact that a model is asked for."""
    return tuple(kind for kind in kinds(parts=parts) if not kind.later)


def has_own_quote(kind: Kind) -> bool:
    """Whether a fact of this kind rests on one clause, which it quotes as a whole."""
    return not kind.cites_many


def asked(kind: Kind) -> Iterator[Property]:
    """The properties that a model is asked for: all but those declared later and those that only repeat the words of the quote."""
    for one in kind.properties:
        repeats = one.name == kind.written and has_own_quote(kind)
        if one.holds not in _NOT_ASKED and not repeats and not one.later:
            yield one


def is_bare(kind: Kind, one: Property) -> bool:
    """Whether a property's value stands without a quote of its own: a flag, or a code that the quote of its fact shows."""
    return one.holds is PropertyType.FLAG or (one.holds is PropertyType.CODE and has_own_quote(kind))


def reply_schema() -> _Json:
    """JSON Schema of a reply, in the part of the language that servers which constrain a model's output know.

    Every key is required, none may be added, and there are no patterns and no limits: what a value must be beyond that is
    checked when the reply is read.
    """
    lists = {kind.plural: {"type": "array", "items": {"$ref": f"#/$defs/{kind.name}"}} for kind in asked_kinds()}
    return {
        **_object({"document_kind": {"type": "string", "enum": [str(code) for code in DocumentKind]}} | lists),
        "$defs": {kind.name: _kind_schema(kind) for kind in asked_kinds(parts=True)},
    }


def _kind_schema(kind: Kind) -> _Json:
    properties = {one.name: _property_schema(kind, one) for one in asked(kind)}
    return _object(properties | ({QUOTE: {"type": "string"}} if has_own_quote(kind) else {}))


def _property_schema(kind: Kind, one: Property) -> _Json:
    if one.part is not None:
        single: _Json = {"$ref": f"#/$defs/{one.part.name}"}
    elif is_bare(kind, one):
        single = _plain(one)
    else:
        single = _object({VALUE: _plain(one), QUOTE: {"type": "string"}})
    if one.many:
        return {"type": "array", "items": single}
    return single if one.required or one.holds is PropertyType.FLAG else {"anyOf": [single, {"type": "null"}]}


def _plain(one: Property) -> _Json:
    if one.codes is not None:
        return {"type": "string", "enum": [str(code) for code in one.codes]}
    return {"type": "boolean" if one.holds is PropertyType.FLAG else "integer" if one.holds in _WHOLE else "string"}


def _object(properties: Mapping[str, Any]) -> _Json:
    return {"type": "object", "properties": dict(properties), "required": list(properties), "additionalProperties": False}


def outline() -> str:
    """The same shape in words, with what properties mean and which codes they hold: models often do not see the schema."""
    lines = [f"document_kind: {_code_of('DocumentKind')}"]
    for kind in asked_kinds():
        lines += ["", f"{kind.plural}: a list of objects, each", *_lines(kind, "  ")]
    return "\n".join(lines)


def _lines(kind: Kind, indent: str) -> Iterator[str]:
    for one in asked(kind):
        if one.part is not None:
            yield f"{indent}{one.name}: a list of objects, each"
            yield from _lines(one.part, indent + "  ")
            continue
        holds = _code_of(one.vocabulary) if one.codes is not None else _HOLDS[one.holds]
        # What names stand for in the record (identifiers) is no concern of who reads a document.
        meaning = words.meaning(kind.name, one.name) if one.holds in _EXPLAINED else ""
        said = f"{holds} ({meaning})" if meaning else holds
        shape = said if is_bare(kind, one) else f"{{value, quote}}; value: {said}"
        yield f"{indent}{one.name}: {_amount(one)}{shape}"
    if has_own_quote(kind):
        yield f"{indent}{QUOTE}: the words that state it"


_EXPLAINED = frozenset({PropertyType.CODE, PropertyType.TEXT, PropertyType.FLAG, PropertyType.COUNT, PropertyType.ORDINAL})


def _amount(one: Property) -> str:
    if one.many:
        return "a list, each "
    return "" if one.required or one.holds is PropertyType.FLAG else "null or "


def _code_of(vocabulary: str) -> str:
    return f"a code of {vocabulary}"
