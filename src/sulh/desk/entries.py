"""Entries of the ledger and comparisons of meetings, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sulh import words
from sulh.desk.shown import language
from sulh.record.queries.ledger import DecisionView

__all__ = ["ChangedValue", "compared", "decision_words", "entry_words"]

_AGREES = 0.0


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One property of two meetings: what was found, and both values. `sign` says whether it speaks for one meeting."""

    name: str
    sign: str
    found: str
    left: str
    right: str


def compared(reason: Mapping[str, Any]) -> Iterator[ChangedValue]:
    """The properties that were compared, what a person wrote as reason included."""
    for name, one in reason.items():
        if isinstance(one, Mapping):
            weight = float(one.get("weight") or 0)
            sign = "+" if weight > _AGREES else "−" if weight < _AGREES else "·"
            left, right = _value(name, one.get("left")), _value(name, one.get("right"))
            yield ChangedValue(_code("compared", name), sign, words.found(str(one.get("found")), language=language()), left, right)
        elif one:
            yield ChangedValue(_code("compared", name), "", str(one), "", "")


def entry_words(kind: str, body: Mapping[str, Any]) -> str:
    """What an entry says, in one line."""
    return words.composed(" · ".join(part for part in _ENTRIES.get(kind, _decision)(body) if part), language=language())


def decision_words(one: DecisionView) -> str:
    """What a decision changed, in one line without what it is about, for a page that is about that."""
    body = one.body
    if one.kind == "describe":
        value = words.date(body.get("value"), language=language()) if one.other == "published" else body.get("value")
        value = _code("DocumentKind", value) if one.other == "kind" else value or words.phrase("not_given", language=language())
        said = words.phrase("pair", language=language(), name=words.prop("document", one.other, language=language()), value=value)
    elif one.kind == "share":
        said = words.listing((_code("Sharing", body.get("level")), *body.get("groups", ())), language=language())
    elif "property" in body and "value" in body:
        said = _named("meeting", str(body["property"]), body["value"])
    else:
        said = str(body.get("name") or body.get("alias") or ("" if one.other.startswith("sha256:") else one.other.rpartition(":")[2]))
    return said


def _claim(body: Mapping[str, Any]) -> Iterator[str]:
    subject = str(body.get("subject", "")).rpartition("-")[2].rstrip("0123456789")
    yield _named(subject, str(body.get("property")), body.get("value"))


def _document(body: Mapping[str, Any]) -> Iterator[str]:
    yield str(body.get("title") or body.get("path") or body.get("id"))


def _process(body: Mapping[str, Any]) -> Iterator[str]:
    yield str(body.get("name", ""))


def _user(body: Mapping[str, Any]) -> Iterator[str]:
    yield str(body.get("target", ""))
    role = _code("account", body["role"]) if body.get("role") else ""
    yield words.listing((_code("change", body.get("what", "")), role, *body.get("groups", ())), language=language())


def _look(body: Mapping[str, Any]) -> Iterator[str]:
    yield from map(str, body.get("things", ()))


def _decision(body: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(body[key]) for key in ("target", "other") if body.get(key))
    if "property" in body and "value" in body:
        yield _named("meeting", str(body["property"]), body["value"])
    if body.get("status") in words.known("CommitmentStatus"):
        yield _code("CommitmentStatus", body["status"])
    if body.get("level"):
        yield _code("Sharing", body["level"])
    yield from (str(body[key]) for key in ("track", "count", "reason", "note") if body.get(key))


def _propose(body: Mapping[str, Any]) -> Iterator[str]:
    """The two mentions that may be one meeting; what was compared stands on the page of proposals."""
    yield from (str(body[key]) for key in ("left", "right") if body.get(key))


def _head(body: Mapping[str, Any]) -> Iterator[str]:
    yield f"1–{body.get('size', '')}"
    yield from (str(one).partition("+")[0] for one in body.get("keys", ()))


_ENTRIES = {
    "head": _head,
    "claim": _claim,
    "document": _document,
    "user": _user,
    "account": _user,
    "process": _process,
    "propose": _propose,
    "look": _look,
}


def _code(vocabulary: str, code: object) -> str:
    return words.code(vocabulary, code, language=language())


def _named(kind: str, name: str, value: Any) -> str:
    said = {"name": words.prop(kind, name, language=language()), "value": words.value(kind, name, value, language=language())}
    return words.phrase("pair", language=language(), **said)


def _value(name: str, value: Any) -> str:
    """What was compared: a day or two, the code of a kind, the identifier of a track, a city or a country."""
    if name == "alone":
        return ""  # follows from what stands beside it
    if value in (None, "", []):
        return words.phrase("not_given", language=language())
    if isinstance(value, list):
        return ""  # identifiers; the two lists stand beside it by name
    if name == "date":
        return words.span(*[*str(value).split("/"), None][:2], language=language())
    if name == "kind":
        return _code("MeetingKind", value)
    if name == "tense":
        return _code("MeetingStatus", value)
    if name == "track":
        return words.track(str(value), str(value).replace("-", " "), language=language())
    if name == "place":
        return (words.country if len(str(value)) == 2 else words.city)(str(value), language=language())
    return str(value)
