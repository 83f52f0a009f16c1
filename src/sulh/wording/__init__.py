"""Trace every formula through a series of statements: clauses, typed links, changes, drops, threads, uses of a phrase.

`trace(statements)` gives `Threads`; `since(threads)` what changed since the statement before; `history(threads, thread)` the agreed
language of one formula; `changes(earlier, later)` the word-level difference of two wordings; `phrase(statements, words)` every use of a
phrase. Pure functions: nothing is read from disk except the tables of the package.
"""

from sulh.model import SinceKind
from sulh.wording.changes import Change, changes
from sulh.wording.histories import FormulaHistory, FormulaStep, FormulaWording, history
from sulh.wording.phrases import Use, phrase
from sulh.wording.since import SinceItem, SinceView, since
from sulh.wording.statement import Statement
from sulh.wording.tracing import trace
from sulh.wording.types import Clause, ClauseLink, Drop, SubstanceChange, Thread, ThreadCell, Threads
from sulh.wording.verbs import Verb

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
]
