"""One family of errors; each names what was wrong, where, and what to do."""

from __future__ import annotations

from typing import TypeVar

from sulh.model.messages import FilledMessage

__all__ = [
    "AccessError",
    "ActorTableError",
    "CitationError",
    "ConflictError",
    "DateError",
    "DocumentError",
    "EmptySelectionError",
    "InvalidError",
    "MissingExtraError",
    "ModelError",
    "ProofError",
    "RecordError",
    "SulhError",
]

_Error = TypeVar("_Error", bound="SulhError")


class SulhError(Exception):
    """The base of every error that Sulh raises on purpose: a sentence with gaps and what fills them, which `sulh.words.said` words."""

    def __init__(self, template: str = "", /, **values: object) -> None:
        self.message = FilledMessage(template, **values)
        super().__init__(str(self.message))

    def with_values(self: _Error, **values: object) -> _Error:
        """The same error with other values in some of its gaps."""
        return type(self)(self.message.template, **{**self.message.values, **values})


class DocumentError(SulhError):
    """A document cannot be read. `path` is the name the user gave, `reason` one clear line without it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__("{path}: {reason}", path=path, reason=reason)
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        return type(self), (self.path, self.reason)


class CitationError(SulhError):
    """A quote does not stand in the text at the offsets given."""


class DateError(SulhError):
    """A date is not EDTF, or not a date."""


class ActorTableError(SulhError):
    """A user-supplied actor table cannot be used; the message names file, row and column."""


class MissingExtraError(SulhError):
    """A feature needs an optional part of Sulh that is not installed; the message says what to install."""

    def __init__(self, feature: str, extra: str) -> None:
        install = f"pip install 'sulh[{extra}]'"
        super().__init__("{feature} needs an optional part that is not installed: {install}", feature=feature, install=install)
        self.feature = feature
        self.extra = extra

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        return type(self), (self.feature, self.extra)


class ModelError(SulhError):
    """A language model's server gave no answer that can be used; the message says which server, what came, and what to do."""


class ProofError(SulhError):
    """A head, a proof, a key or a witness's file is not what it must be, or does not show what it is said to show; the message says why."""


class RecordError(SulhError):
    """The record cannot do what was asked; the message says what stands against it and what to do."""


class AccessError(RecordError):
    """The account may not do this, or may not see the thing named."""


class InvalidError(RecordError):
    """A value that was given cannot be what it was given for; the message says what was expected."""


class EmptySelectionError(RecordError):
    """Nothing in the record fits what is asked for, so that there is nothing to write."""


class ConflictError(RecordError):
    """What a decision was made about has changed since the person looked at it; the message says who changed what."""
