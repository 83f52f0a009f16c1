"""The role an actor holds at a meeting: from the wording beside it, from the document's lists, last from what is known of the track."""

from __future__ import annotations

import re

from sulh.model import Role
from sulh.reading.meetings.triggers import Trigger
from sulh.reading.passages import Passage, Reference

__all__ = ["role_by_wording"]

CUES: tuple[tuple[Role, re.Pattern[str], re.Pattern[str]], ...] = (
    # role, what may stand before the actor, what may stand after it
    (
        Role.GUARANTOR,
        re.compile(r"\bguarant\w+\b(?:\s+\w+){0,5}?[\s,:–—(-]*(?:[\w’'.,& –-]{0,60})$", re.IGNORECASE),
        re.compile(r"^[^.;]{0,40}?,?\s*(?:as|which\s+(?:is|are)|the|one\s+of)\s[^.;]{0,30}\bguarant", re.IGNORECASE),
    ),
    (
        Role.MEDIATOR,
        re.compile(r"\b(?:mediat(?:ed|ion|ing|ors?)|brokered|good\s+offices)\b[^.;]{0,15}\b(?:by|of|from|,)\s+(?:[\w’'.,& -]{0,60})$", re.IGNORECASE),
        re.compile(r"^[^.;]{0,60}?\b(?:as\s+(?:a\s+|the\s+|co-)?mediators?|mediat(?:ed|es|ing)\b|-(?:mediated|brokered)|brokered\b)", re.IGNORECASE),
    ),
    (
        Role.FACILITATOR,
        re.compile(r"\b(?:facilitat(?:ed|ion|ing|ors?)|convened|chaired|moderated|led|under\s+the\s+auspices|auspices)\b[^.;]{0,12}\b(?:by|of)\s+(?:[\w’'.,& -]{0,60})$", re.IGNORECASE),
        re.compile(r"^(?:[’']s)?[\s-]*(?:and\s+[\w.]+[\s-]+)?(?:facilitat(?:ed|ion|ing|or)|[-](?:led|sponsored|convened))|^[^.;]{0,40}?\bas\s+(?:a\s+|the\s+)?facilitators?", re.IGNORECASE),
    ),
    (
        Role.OBSERVER,
        re.compile(r"\bobserver(?:s|\s+(?:states?|countries|nations|delegations))\b[^.;]{0,20}(?:from|of|,|–|—|:|\(|are|were|include[ds]?|including|such\s+as|-)\s*(?:[\w’'.,& –-]{0,80})$", re.IGNORECASE),
        re.compile(r"^[^.;]{0,140}?\b(?:as\s+(?:an\s+)?observers?|in\s+(?:an\s+)?observer\s+(?:capacity|status)|observer\s+status|observed\b|were\s+observers|with\s+observer|as\s+witness)", re.IGNORECASE),
    ),
)


def role_by_wording(passage: Passage, reference: Reference, trigger: Trigger) -> Role | None:
    """The role that the words beside an actor give it in this sentence, None when they give none."""
    text, start, end = passage.text, reference.start - passage.start, reference.end - passage.start
    before, after = text[:start], text[end:]
    own = text[start:end]
    if reference.form == "description" and re.search(r"guarant", own, re.IGNORECASE):
        return Role.GUARANTOR
    for role, left, right in CUES:
        if role is not Role.OBSERVER and right.search(_until_actor(passage, reference, after)):
            return role
        if left.search(before) and not _cut(before, role):
            return role
        if role is Role.OBSERVER and right.search(after) and not _separated(after):
            return role
    if _hosting(passage, reference, trigger):
        return Role.HOST
    if re.search(r"\b(?:conflict(?:ing)?\s+(?:parties|sides)|warring\s+(?:parties|sides)|parties\s+to\s+the\s+(?:conflict|talks))\b[\s,:–—(-]*(?:[\w’'.,& -]{0,50})$", before, re.IGNORECASE):
        return Role.PARTY
    return None


def _until_actor(passage: Passage, reference: Reference, after: str) -> str:
    """The text after an actor as far as the same list runs, so that a cue for a later actor is not taken for this one."""
    later = [r for r in passage.references if r.start >= reference.end and r.agent]
    last = reference.end
    for r in later:
        gap = passage.text[last - passage.start : r.start - passage.start]
        if re.fullmatch(r"\s*(?:,|and|,\s*and|&|\s|the)*\s*", gap):
            last = r.end
        else:
            return after[: r.start - reference.end]
    return after


def _cut(before: str, role: Role) -> bool:
    """Whether between the cue and the actor a clause or another role begins."""
    word = {Role.GUARANTOR: "guarant", Role.MEDIATOR: "mediat", Role.FACILITATOR: "", Role.OBSERVER: "observer"}[role]
    at = before.lower().rfind(word) if word else 0
    rest = before[at:]
    others = re.compile(r";|\.\s|\b(?:and\s+from|as\s+well\s+as|alongside|while|whereas|met|with\s+the\s+participation|parties|observers?|together\s+with|who|which|to\s+\w+\s+(?:the|a))\b", re.IGNORECASE)
    found = others.search(rest, len(word) + 2)
    return bool(word) and bool(found)


def _separated(after: str) -> bool:
    """Whether a full clause stands between the actor and a later cue."""
    at = re.search(r"\bobserv|\bwitness", after, re.IGNORECASE)
    between = after[: at.start()] if at else ""
    return bool(re.search(r";|\bwhile\b|\bwhereas\b|\bwith\s+(?!the\s+participation)", between)) or between.count(",") > 6


def _hosting(passage: Passage, reference: Reference, trigger: Trigger) -> bool:
    before = passage.text[: reference.start - passage.start]
    if re.search(r"\b(?:hosted\s+by|at\s+the\s+invitation\s+of|invited\s+by|invitation\s+(?:of|from))\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$", before, re.IGNORECASE):
        return True
    for verb in passage.tokens:
        if verb.lower in ("host", "hosts", "hosted", "hosting", "received", "receives", "welcomed") and (verb.tag.startswith("VB") or verb.lower == "host"):
            verb_ = verb
            if verb.lower == "host" and verb.tag.startswith("NN") and not re.match(r"\s+to\b", passage.text[verb.end - passage.start :]):
                continue
            if verb.lower in ("received", "receives", "welcomed") and verb not in trigger.tokens:
                continue
            node = passage.tokens[verb.head] if verb.lower == "host" and verb.tag.startswith("NN") else verb_
            for child in passage.children(node, "nsubj"):
                low, high = passage.subtree(child)
                if low <= reference.start and reference.end <= high and verb.start > reference.start:
                    return True
    return False
