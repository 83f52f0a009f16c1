"""Determine the role of an actor at one meeting from the sentence that names it."""

from __future__ import annotations

import re

from sulh.model import Role
from sulh.reading.english.default_roles import role_by_wording
from sulh.reading.mentions import MeetingTrigger
from sulh.reading.passages import Passage, Reference

__all__ = ["role_at"]


def role_at(passage: Passage, reference: Reference, trigger: MeetingTrigger | None) -> Role | None:
    """Return the role that the sentence gives an actor at the trigger's meeting; None when it gives none."""
    role = role_by_wording(passage, reference)
    if role is not None or trigger is None:
        return role
    return Role.HOST if _hosting(passage, reference, trigger) else None


def _hosting(passage: Passage, reference: Reference, trigger: MeetingTrigger) -> bool:
    before = passage.text[: reference.start - passage.start]
    if re.search(
        r"\b(?:hosted\s+by|at\s+the\s+invitation\s+of|invited\s+by|invitation\s+(?:of|from))\s+(?:the\s+)?(?:(?!with\s)[\w’'-]+\s+){0,4}$",
        before,
        re.IGNORECASE,
    ):
        return True
    for verb in passage.tokens:
        if verb.lower in ("host", "hosts", "hosted", "hosting") and (verb.tag.startswith("VB") or verb.lower == "host"):
            verb_ = verb
            if verb.lower == "host" and verb.tag.startswith("NN") and not re.match(r"\s+to\b", passage.text[verb.end - passage.start :]):
                continue
            node = passage.tokens[verb.head] if verb.lower == "host" and verb.tag.startswith("NN") else verb_
            for child in passage.children(node, "nsubj"):
                low, high = passage.subtree(child)
                if low <= reference.start and reference.end <= high and verb.start > reference.start:
                    return True
    return False
