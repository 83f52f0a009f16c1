"""The text and metadata extracted from one file before normalisation, and error handling around the libraries that parse files."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["Extract", "Unreadable", "guarded"]


@dataclass(frozen=True, slots=True)
class Extract:
    """The raw text of a file and its metadata: `published` as the file writes it; with `headline` the title is put before the text.

    `fields` are the simple fields of front matter, keys in lower case; `changed_by` are the authors of changes that nobody has accepted
    or rejected yet, in order of appearance.
    """

    text: str
    media_type: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    headline: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    changed_by: tuple[str, ...] = ()


class Unreadable(Exception):
    """A file's content cannot be read; the message states the reason, without the file's name."""


@contextmanager
def guarded(failure: str, *loggers: str) -> Iterator[None]:
    """Turn any exception of a parsing library into `Unreadable(failure)`, and keep its log and warnings off the terminal."""
    import logging

    silenced = [(logger, logger.disabled, logger.propagate) for logger in map(logging.getLogger, loggers)]
    handler = logging.NullHandler()
    for logger, _, _ in silenced:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (Unreadable, ImportError):  # a library that is not installed says nothing about the file
        raise
    except (MemoryError, RecursionError):
        raise Unreadable("asks for more memory than a document may; it is damaged or built to do harm") from None
    except Exception as error:
        raise Unreadable(failure) from error
    finally:
        for logger, disabled, propagate in silenced:
            logger.removeHandler(handler)
            logger.disabled, logger.propagate = disabled, propagate
