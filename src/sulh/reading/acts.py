"""The operative statements of a document: who reaffirms, demands, agrees, decides, welcomes, rejects or notes what."""

from __future__ import annotations

import re

from sulh.model import Act, ActKind, Issue
from sulh.reading.act_clauses import Speaker, clauses_of
from sulh.reading.act_lists import with_items
from sulh.reading.act_scopes import due_of, issues_of
from sulh.reading.act_topics import Topics
from sulh.reading.act_triggers import may_act
from sulh.reading.context import Context
from sulh.reading.kind import document_kind
from sulh.reading.lexicon import pattern

__all__ = ["act_passages", "read_acts"]

# Kinds of act that take their issue from the topic of the document; an agreement or decision that names none may be about anything.
TOPICAL = frozenset((ActKind.THANK, ActKind.OFFER, ActKind.ACCUSE, ActKind.CONDEMN, ActKind.WELCOME))
_UNDERTAKING = re.compile(r"\b(?:will|shall)\b|['\u2019]ll\b", re.IGNORECASE)


def act_passages(context: Context) -> list[int]:
    """Return the indices of the passages that may state acts and are worth parsing; headings repeat the text, and the footers
    of messages and pages are not part of it: both are left out."""
    noise = pattern(r"\b(?:<boilerplate>)\b")
    footers = {p.paragraph for m in noise.finditer(context.text) if (p := context.passage_at(m.start())) is not None}
    return [
        p.index
        for p in context.passages
        if not p.heading
        and p.end > context.document.body
        and p.paragraph not in footers
        and (may_act(p.text) or _UNDERTAKING.search(p.text))
    ]


def read_acts(context: Context) -> tuple[Act, ...]:
    """Return the acts of a document in text order, each cited by its clause.

    Within a sentence, statements of one kind by the same actors are one act. Parses what is not parsed yet.
    """
    indices = act_passages(context)
    context.parse(indices)
    speaker = Speaker(context, document_kind(context), context.issuers)
    topics = Topics(context)
    acts = []
    for passage, clauses in with_items(context, [(context.passages[i], clauses_of(context.passages[i], speaker)) for i in indices]):
        for clause in clauses:
            texts = [context.text[low:high] for low, high in clause.spans]
            start, end = min(low for low, _ in clause.spans), max(high for _, high in clause.spans)
            topic = topics.of(passage, " ".join(texts))
            issues = issues_of(clause.act, texts, topic, () if topic else topics.nearby(passage))
            if (clause.announced and issues != (Issue.NEXT_MEETING,)) or (
                clause.act is ActKind.NOTE and issues == (Issue.OTHER,) and not clause.actors
            ):
                # an announcement without a decision or a date is only a report
                continue
            acts.append(
                Act(clause.act, clause.actors, issues, context.cite(start, end), due=due_of(context, passage, clause.act, clause.spans))
            )
    return tuple(acts)
