"""From a model's reply to cited facts: what is not of the shape, the codes and the words of the document is dropped, and counted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sulh.actors import Authority
from sulh.documents.normalise import normalise
from sulh.model import Citation, Document, DocumentKind, ModelError
from sulh.model.facts import Facts
from sulh.model.kinds import Kind, Property, PropertyType
from sulh.record.checking import problem_with
from sulh.record.second_reader.naming import actor_named
from sulh.record.second_reader.quotes import QuotedText
from sulh.record.second_reader.schema import QUOTE, VALUE, asked, asked_kinds, has_own_quote, is_bare

__all__ = ["Dropped", "WhyDropped", "facts_of", "parsed"]

_LONGEST = 200  # characters of a value
_FENCE = "```"


class WhyDropped(StrEnum):
    """Why a value of a reply was dropped."""

    QUOTE = "its quote is not in the document"
    VALUE = "it is no value of its property"
    SHAPE = "it is not of the shape asked for"
    PART = "what it belongs to was dropped"


@dataclass(frozen=True, slots=True)
class Dropped:
    """One value of a reply that is in no fact: where it stood (`meetings.0.city`), what it was, the words quoted for it, and why."""

    path: str
    value: str
    quote: str
    why: WhyDropped


def parsed(reply: str) -> dict[str, Any]:
    """The object of a reply. Raises ModelError for what is no JSON, is cut off, or has not the lists that were asked for."""
    text = reply.strip()
    if text.startswith(_FENCE) and text.endswith(_FENCE) and "\n" in text:
        text = text[text.index("\n") : -len(_FENCE)]
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as problem:
        said = "is cut off or no JSON" if text.startswith("{") else "is no JSON"
        raise ModelError(f"the reply {said} ({len(reply)} characters)") from problem
    if not isinstance(value, dict):
        raise ModelError("the reply is JSON, but no object")
    if lost := [kind.plural for kind in asked_kinds() if not isinstance(value.get(kind.plural), list)]:
        raise ModelError(f"the reply is not of the shape asked for: no list of {', '.join(lost)}")
    return value


def facts_of(
    reply: Mapping[str, Any], document: Document, *, start: int = 0, end: int | None = None, authority: Authority | None = None
) -> tuple[Facts, tuple[Dropped, ...]]:
    """The facts that a parsed reply about the part `[start, end)` of a document states, and what was dropped."""
    reader = _Reader(QuotedText(document.text, start, len(document.text) if end is None else end), authority or Authority.default())
    facts = {kind.plural: tuple(reader.facts(kind, reply[kind.plural], kind.plural)) for kind in asked_kinds()}
    kind = reply.get("document_kind")
    known = DocumentKind(kind) if isinstance(kind, str) and kind in set(DocumentKind) else DocumentKind.NEWS
    return Facts(document=document, kind=known, **facts), tuple(reader.dropped)


class _Reader:
    """Makes facts of one reply, with a list of what it drops."""

    def __init__(self, quotes: QuotedText, authority: Authority) -> None:
        self._quotes, self._authority = quotes, authority
        self.dropped: list[Dropped] = []

    def facts(self, kind: Kind, values: object, path: str, near: int | None = None) -> Iterator[Any]:
        """The facts of a list of a reply."""
        if not isinstance(values, list):
            self._drop(path, values, WhyDropped.SHAPE)
            return
        for number, value in enumerate(values):
            made = self._fact(kind, value, f"{path}.{number}", near)
            if made is not None:
                yield made

    def _fact(self, kind: Kind, value: object, path: str, near: int | None) -> Any | None:
        if not isinstance(value, dict):
            self._drop(path, value, WhyDropped.SHAPE)
            return None
        cites: list[Citation] = []
        if has_own_quote(kind):
            own = self._quotes.find(value.get(QUOTE), near=near)
            if own is None:
                self._drop(path, _shown(kind, value), WhyDropped.QUOTE, value.get(QUOTE))
                return None
            cites.append(own)
            near = own.start
        else:
            near = self._anchor(kind, value, near)
        given: dict[str, Any] = {}
        for one in asked(kind):
            if one.part is None:
                given[one.name] = self._property(kind, one, value.get(one.name), f"{path}.{one.name}", near, cites)
                if given[one.name] is None and one.required:
                    self._drop_rest(kind, value, path)
                    return None
        # Parts come last: where the fact falls, they fall with it.
        for one in asked(kind):
            if one.part is not None:
                given[one.name] = tuple(self.facts(one.part, value.get(one.name), f"{path}.{one.name}", near))
        return _made(kind, given, cites)

    def _anchor(self, kind: Kind, value: Mapping[str, Any], near: int | None) -> int | None:
        """Where a fact stands: at the first of its quotes that stands at one place only, else at the first that is found."""
        quotes = [item.get(QUOTE) for one in asked(kind) if isinstance(item := value.get(one.name), dict)]
        once = next((quote for quote in quotes if self._quotes.count(quote) == 1), quotes[0] if quotes else None)
        found = self._quotes.find(once, near=near)
        return near if found is None else found.start

    def _property(self, kind: Kind, one: Property, given: object, path: str, near: int | None, cites: list[Citation]) -> Any:
        if one.many:
            if not isinstance(given, list):
                self._drop(path, given, WhyDropped.SHAPE)
                return ()
            items = [self._single(kind, one, item, f"{path}.{number}", near, cites) for number, item in enumerate(given)]
            return tuple(dict.fromkeys(item for item in items if item is not None))
        if one.holds is PropertyType.FLAG:
            return given is True
        return None if given is None else self._single(kind, one, given, path, near, cites)

    def _single(self, kind: Kind, one: Property, given: object, path: str, near: int | None, cites: list[Citation]) -> Any | None:
        if is_bare(kind, one):
            value, cite = given, None
        elif isinstance(given, dict) and given.keys() >= {VALUE, QUOTE}:
            value, cite = given[VALUE], self._quotes.find(given[QUOTE], near=near)
            if cite is None:
                self._drop(path, value, WhyDropped.QUOTE, given[QUOTE])
                return None
        else:
            self._drop(path, given, WhyDropped.SHAPE)
            return None
        made = self._value(one, value)
        if made is None:
            self._drop(path, value, WhyDropped.VALUE, "" if cite is None else cite.quote)
        elif cite is not None and cite not in cites:
            cites.append(cite)
        return made

    def _value(self, one: Property, value: object) -> Any | None:
        """The value as a fact holds it; None when it is none of its property."""
        if isinstance(value, str):
            value = " ".join(normalise(value).split())
            if not value or len(value) > _LONGEST:
                return None
        if one.holds is PropertyType.ACTOR:
            return actor_named(value, self._authority) if isinstance(value, str) else None
        if not isinstance(value, str | int) or problem_with(one, [value] if one.many else value) is not None:
            return None
        if one.holds is PropertyType.COUNTRY and self._authority.iso3(str(value)) is None:
            return None
        return one.codes(str(value)) if one.codes is not None else value

    def _drop(self, path: str, value: object, why: WhyDropped, quote: object = "") -> None:
        self.dropped.append(Dropped(path, _short(value), _short(quote), why))

    def _drop_rest(self, kind: Kind, value: Mapping[str, Any], path: str) -> None:
        """Note a fact that falls because a value it cannot be without was dropped, unless that is all it had."""
        if any(value.get(one.name) for one in asked(kind) if not one.required):
            self._drop(path, _shown(kind, value), WhyDropped.PART)


def _made(kind: Kind, given: dict[str, Any], cites: list[Citation]) -> Any | None:
    if kind.written and has_own_quote(kind):
        given[kind.written] = cites[0].quote
    if not cites:
        return None
    return kind.of(**given, **({"cites": tuple(cites)} if kind.cites_many else {"cite": cites[0]}))


def _shown(kind: Kind, value: Mapping[str, Any]) -> object:
    """What stands for a fact in the list of what was dropped: its first value."""
    first = next((value.get(one.name) for one in asked(kind)), None)
    return first.get(VALUE) if isinstance(first, dict) else first


def _short(value: object) -> str:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
