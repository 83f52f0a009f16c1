"""Read front matter: the lines `key: value` between dashes before a text, with its title, publisher, date and other fields."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sulh.documents.extract import Extract

__all__ = ["front_matter", "with_fields"]

_FRONT_MATTER = re.compile(r"\s{0,8}---[ \t]*\r?\n(?P<fields>.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"(?P<key>[A-Za-z_ -]{2,30}?)\s*:\s*(?P<value>.*)$")
_ESCAPED = re.compile(r'\\(["\\/])')
_TITLE_KEYS, _DATE_KEYS = ("title", "headline"), ("date", "published", "publication_date", "date_published", "publishdate")
_PUBLISHER_KEYS = ("publisher", "source", "agency", "site", "outlet")


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the `key: value` lines between the dashes at the top, and the text after them; nested values are not read."""
    block = _FRONT_MATTER.match(text)
    if block is None:
        return {}, text
    lines = (_FIELD.match(line) for line in block.group("fields").splitlines())
    found = {line.group("key").strip().lower(): _value(line.group("value").strip()) for line in lines if line}
    return (found, text[block.end() :]) if found else ({}, text)


def _value(written: str) -> str:
    """Return a value without its quotes, and what is escaped between them as it is meant (YAML 1.2, 7.3)."""
    if len(written) > 1 and written[0] == written[-1] == '"':
        return _ESCAPED.sub(r"\1", written[1:-1]).strip()
    if len(written) > 1 and written[0] == written[-1] == "'":
        return written[1:-1].replace("''", "'").strip()
    return written.strip("\"'").strip()


def with_fields(text: str, media_type: str, fields: Mapping[str, str]) -> Extract:
    """Return a text with the title, publisher and date from its front matter."""
    title = _first(fields, _TITLE_KEYS)
    return Extract(
        text=text,
        media_type=media_type,
        title=title,
        publisher=next((value for key in _PUBLISHER_KEYS if (value := fields.get(key)) and "://" not in value), None),
        published=_first(fields, _DATE_KEYS),
        headline=title is not None,
        fields=tuple(fields.items()),
    )


def _first(fields: Mapping[str, str], keys: tuple[str, ...]) -> str | None:
    return next((fields[key] for key in keys if fields.get(key)), None)
