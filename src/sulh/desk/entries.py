"""Entries of the ledger and comparisons of meetings, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from sulh.desk.actor_names import country
from sulh.desk.dates import day_of
from sulh.desk.labels import LABELS, label
from sulh.desk.words import composed, list_words, value_words

__all__ = ["Compared", "compared", "entry_words"]

_AGREES = 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """One property of two meetings: what was found, and both values. `sign` says whether it speaks for one meeting."""

    name: str
    sign: str
    found: str
    left: str
    right: str


def compared(reason: Mapping[str, Any]) -> Iterator[Compared]:
    """The properties that were compared, what a person wrote as reason included."""
    for name, one in reason.items():
        if isinstance(one, Mapping):
            weight = float(one.get("weight") or 0)
            sign = "+" if weight > _AGREES else "−" if weight < _AGREES else "·"
            left, right = _value(name, one.get("left")), _value(name, one.get("right"))
            yield Compared(label("reason", name), sign, _found(str(one.get("found"))), left, right)
        elif one:
            yield Compared(label("reason", name), "", str(one), "", "")


def entry_words(kind: str, body: Mapping[str, Any]) -> str:
    """What an entry says, in one line."""
    return composed(_entry(kind, body))


def _entry(kind: str, body: Mapping[str, Any]) -> str:
    if kind == "claim":
        subject = str(body.get("subject", "")).rpartition("-")[2].rstrip("0123456789")
        words = value_words(str(body.get("property")), body.get("value"), subject=subject)
        return f"{label('property', body.get('property'))}: {words}"
    if kind == "document":
        return str(body.get("title") or body.get("path") or body.get("id"))
    if kind == "user":
        said = [str(body.get("target", "")), _change(body)]
        return " · ".join(part for part in said if part)
    if kind == "process":
        return str(body.get("name", ""))
    said = [str(body.get(key)) for key in ("target", "other") if body.get(key)]
    if "property" in body and "value" in body:
        said.append(f"{label('property', body['property'])}: {value_words(str(body['property']), body['value'])}")
    if body.get("status") in LABELS["commitment"]:
        said.append(label("commitment", body["status"]))
    if body.get("level"):
        said.append(label("level", body["level"]))
    said += [str(body[key]) for key in ("track", "count", "reason", "note") if body.get(key)]
    return " · ".join(said)


def _change(body: Mapping[str, Any]) -> str:
    what = {
        "create": gettext("account made"),
        "role": gettext("role changed"),
        "groups": gettext("groups changed"),
        "password": gettext("password changed"),
        "deactivate": gettext("account closed"),
        "activate": gettext("account opened again"),
    }.get(str(body.get("what")), str(body.get("what", "")))
    role = label("account", body["role"]) if body.get("role") else ""
    return list_words([part for part in (what, role, *body.get("groups", ())) if part])


def _found(how: str) -> str:
    count, _, rest = how.partition(" ")
    if rest == "in common" and count.isdigit():
        return ngettext("%(count)s in common", "%(count)s in common", int(count)) % {"count": count}
    return label("found", how)


def _value(name: str, value: Any) -> str:
    if value in (None, "", []):
        return gettext("not given")
    if isinstance(value, list):
        return ""  # identifiers; the two lists stand beside it by name
    if name == "date":
        return list_words([day_of(part) for part in str(value).split("/")])
    if name == "kind":
        return label("meeting", value)
    if name == "track":
        return str(value).replace("-", " ")
    if name == "place":
        return country(str(value)) if len(str(value)) == 2 else str(value)
    return str(value)
