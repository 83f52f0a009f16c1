"""Trace every formula through a series of statements: clauses, typed links, changes, drops, threads, uses of a phrase.

`trace(statements)` gives `Threads`; `since(threads)` what changed since the statement before; `history(threads, thread)` the agreed
language of one formula; `changes(earlier, later)` the word-level difference of two wordings; `phrase(statements, words)` every use of a
phrase. Pure functions: nothing is read from disk except the tables of the package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sulh.model import SinceKind
from sulh.wording.changes import Change, changes
from sulh.wording.histories import FormulaHistory, FormulaStep, FormulaWording, history
from sulh.wording.since import SinceItem, SinceView, since
from sulh.wording.statement import Statement
from sulh.wording.tracing import trace, trace_pair
from sulh.wording.types import Clause, ClauseLink, Drop, SubstanceChange, Thread, ThreadCell, Threads
from sulh.wording.verbs import Verb

if TYPE_CHECKING:
    from sulh.wording.phrases import Use, phrase

__all__ = [
    "Change",
    "Clause",
    "ClauseLink",
    "Drop",
    "FormulaHistory",
    "FormulaStep",
    "FormulaWording",
    "SinceItem",
    "SinceKind",
    "SinceView",
    "Statement",
    "SubstanceChange",
    "Thread",
    "ThreadCell",
    "Threads",
    "Use",
    "Verb",
    "changes",
    "history",
    "phrase",
    "since",
    "trace",
    "trace_pair",
]


def __getattr__(name: str) -> Any:
    """What finds a phrase is loaded on first use: who traces does without."""
    if name in ("Use", "phrase"):
        return getattr(import_module("sulh.wording.phrases"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
