"""What the commands on wording share: files read as statements, with one line on standard error for each that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.inputs import complain, files
from sulh.model import DocumentError

if TYPE_CHECKING:
    from sulh.wording import Statement

__all__ = ["need_wording", "read_statements"]

# A longer text has sentences.
_EMPTY = 400
# What front matter may call a document that is traced when it is found in a folder; files that are named are always read.
_KINDS = frozenset(("joint_statement", "statement"))


def need_wording() -> None:
    """Say what to install when the libraries of the wording engine are missing."""
    # Products of a series are small: to start and keep threads for them takes longer than to compute them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        import numpy  # noqa: F401
        import rapidfuzz  # noqa: F401
    except ImportError as missing:
        from sulh.model import MissingExtraError

        raise MissingExtraError("tracing of wording", "wording") from missing


def read_statements(
    paths: Sequence[str], *, published: str | None = None, track: str | None = None, excerpt: bool = False
) -> tuple[list[Statement], bool]:
    """The statements in files and folders, and whether all could be read; `published` is for those that give no date of their own.

    Of a folder only the documents are read whose front matter calls them statements or says nothing of their kind.
    """
    from sulh.documents import load
    from sulh.wording import Statement
    from sulh.wording.clauses import clauses_of

    found, complete = files(paths)
    named = {path for path in paths if path == "-" or Path(path).is_file()}
    statements: list[Statement] = []
    passed = 0
    for path in found:
        try:
            document = load(path)
        except DocumentError as problem:
            complain(problem.path, problem.reason)
            complete = False
            continue
        kind = dict(document.front_matter).get("kind")
        if path not in named and kind is not None and kind not in _KINDS:
            passed += 1
            continue
        if document.published is None and published is not None:
            document = replace(document, published=published)
        statement = Statement.from_document(document, track=track, complete=False if excerpt else None)
        if len(statement.text) < _EMPTY and not clauses_of(statement):
            complain(path, "holds a title at most and no sentence, so it is not traced; of a scan give the text itself")
            complete = False
            continue
        statements.append(statement)
    if passed:
        counted = "1 document that is no statement" if passed == 1 else f"{passed} documents that are no statements"
        click.echo(f"sulh: {counted} passed over; name a file to trace it all the same", err=True)
    return statements, complete
