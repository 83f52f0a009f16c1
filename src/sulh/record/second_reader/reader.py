"""Read a document with a model beside the built-in reader: ask about its parts, keep what is quoted, join the two readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from sulh.actors import Authority
from sulh.model import Document, ModelError, Reading
from sulh.model.facts import Facts
from sulh.model.two_readings import TwoReadings
from sulh.record.second_reader.joining import joined, union
from sulh.record.second_reader.parts import LONGEST, parts
from sulh.record.second_reader.prompt import question, system_prompt, version
from sulh.record.second_reader.reply import Dropped, facts_of, parsed
from sulh.record.second_reader.schema import reply_schema
from sulh.record.second_reader.server import Server

__all__ = ["add_second", "ask_about", "method_of"]

# What gives the reply to a prompt, a question and a schema: `Server.ask`, or replies that were recorded.
Ask = Callable[[str, str, Mapping[str, Any]], str]


def method_of(called: str) -> str:
    """The second reader as claims name it: model, host and version of the prompt."""
    return f"{called}, prompt {version()}"


def add_second(first: Reading, server: Server, *, authority: Authority | None = None, longest: int = LONGEST) -> TwoReadings:
    """The reading that the built-in reader's and a model's give together; the text of the document is sent to the server.

    Raises ModelError when the server gives no reply that can be used, for any part of the document.
    """
    return ask_about(first, server.ask, server.called, authority=authority, longest=longest)


def ask_about(first: Reading, ask: Ask, called: str, *, authority: Authority | None = None, longest: int = LONGEST) -> TwoReadings:
    """The same with the replies of anything that answers."""
    document = first.document
    found: list[Facts] = []
    dropped: list[Dropped] = []
    for start, end in parts(document.text, longest=longest):
        reply = _reply(document, ask, called, start, end)
        facts, lost = facts_of(reply, document, start=start, end=end, authority=authority)
        found.append(facts)
        dropped += lost
    return joined(first, union(found), method_of(called), dropped=_counted(dropped))


def _reply(document: Document, ask: Ask, called: str, start: int, end: int) -> dict[str, Any]:
    text = ask(system_prompt(), question(document, start, end), reply_schema())
    try:
        return parsed(text)
    except ModelError as problem:
        raise ModelError(f"{called}: {problem}") from problem


def _counted(dropped: list[Dropped]) -> tuple[tuple[str, int], ...]:
    """How many values were dropped, by reason."""
    return tuple(sorted(Counter(str(one.why) for one in dropped).items()))
