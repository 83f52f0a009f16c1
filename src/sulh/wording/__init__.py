"""Trace every formula through a series of statements: clauses, typed links, changes, drops, threads, uses of a phrase.

`trace(statements)` gives `Threads`; `changes(earlier, later)` the word-level difference of two wordings; `phrase(statements, words)` every
use of a phrase. Pure functions: nothing is read from disk except the tables of the package.
"""

from sulh.wording.changes import Change, changes
from sulh.wording.phrases import Use, phrase
from sulh.wording.tracing import trace
from sulh.wording.types import Clause, ClauseLink, Drop, Statement, Thread, Threads, Verb

__all__ = ["Change", "Clause", "ClauseLink", "Drop", "Statement", "Thread", "Threads", "Use", "Verb", "changes", "phrase", "trace"]
