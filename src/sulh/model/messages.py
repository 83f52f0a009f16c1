"""Sentences with gaps: in English as they stand, and in other languages as `sulh.words.said` finds them by their English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FilledMessage", "TermName", "joined"]


class TermName(str):
    """A value that has words: a program's own name, such as that of a field, and in `key` the phrase that words it."""

    __slots__ = ("key",)
    key: str

    def __new__(cls, name: str, key: str) -> TermName:
        """Make one of the name and the key of its phrase."""
        made = super().__new__(cls, name)
        made.key = key
        return made

    def __reduce__(self) -> tuple[type[TermName], tuple[str, str]]:
        return type(self), (str(self), self.key)


@dataclass(frozen=True, init=False)
class FilledMessage:
    """A sentence, or a part of one: `template` in English with gaps, by which its words in other languages are found, and what fills them.

    Values are texts, numbers, codes of a vocabulary, terms, errors, other sentences, and tuples of these, which English parts by commas. A
    template without values stands as it is, braces and all.
    """

    template: str
    values: Mapping[str, object]

    def __init__(self, template: str, /, **values: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", values)

    def without(self, text: str) -> FilledMessage:
        """The same message without a text, such as a folder that nobody is to read of."""
        return FilledMessage(self.template.replace(text, ""), **{name: _without(one, text) for name, one in self.values.items()})

    def __str__(self) -> str:
        return self.template.format(**{name: _plain(one) for name, one in self.values.items()}) if self.values else self.template


def joined(parts: Iterable[object], template: str, /) -> FilledMessage:
    """Parts of a sentence put together two by two: `joined(names, "{one} and {other}")`."""
    first, *others = parts
    made = FilledMessage("{one}", one=first)
    for other in others:
        made = FilledMessage(template, one=made, other=other)
    return made


def _without(value: object, text: str) -> object:
    match value:
        case FilledMessage():
            return value.without(text)
        case tuple():
            return tuple(_without(one, text) for one in value)
        case BaseException():
            return _without(getattr(value, "message", str(value)), text)
        case str() if not isinstance(value, TermName):
            return value.replace(text, "")
        case Path():
            return str(value).replace(text, "")
    return value


def _plain(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value
