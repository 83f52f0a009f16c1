"""What is sealed, and under whose key: the one place that says so. Later kinds of sensitive values add their rule to `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sulh.record.persons.kind import KIND as PERSONS
from sulh.record.persons.kind import persons_subject
from sulh.text.folding import fold

__all__ = ["NEVER", "RULES", "subject_of", "subject_of_text"]

# Entries about nothing that a source says. Those about accounts are also written while there are no data keys yet.
NEVER = frozenset({"account", "user", "backup", "erase", "look", "received", "withhold"})

Body = Mapping[str, Any]
# Kind and body of an entry, and of the sources that it is about the first that is not public (empty where all are): the subject, or
# nothing where the rule says nothing.
Rule = Callable[[str, Body, str], str]


def _person(kind: str, body: Body, source: str) -> str:
    """What a source that is not public says of one person is that person's."""
    if not source or kind != "claim" or body.get("property") != "person" or not isinstance(body.get("value"), dict):
        return ""
    return f"person:{' '.join(fold(str(body['value'].get('name'))).split())}"


def _document(kind: str, body: Body, source: str) -> str:
    """Everything else about a source that is not public is the source's."""
    return subject_of_text(source) if source else ""


def _talk(kind: str, body: Body, source: str) -> str:
    """What colleagues say to each other about something public is not public itself."""
    return "team:talk" if kind in ("comment", "assign", "done") and not source else ""


def _listed(kind: str, body: Body, source: str) -> str:
    """Lists of persons, cases and plans are sealed whatever else is public."""
    return persons_subject(body) if kind == PERSONS else ""


# The first rule that names a subject counts.
RULES: Sequence[Rule] = (_listed, _person, _document, _talk)


def subject_of(kind: str, body: Body, source: str) -> str:
    """The subject under whose key the body of an entry is sealed; empty where it is kept in the clear."""
    return next((subject for rule in RULES if (subject := rule(kind, body, source))), "")


def subject_of_text(source: str) -> str:
    """The subject under whose key the text of a document that is not public is sealed."""
    return f"document:{source}"
