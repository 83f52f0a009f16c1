"""Extract acts from lists: a head such as "The sides agreed to:" and the items under it, each of them one act of that kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sulh.model import ActKind
from sulh.reading.english.act_clauses import ActClause
from sulh.reading.english.context import Context
from sulh.reading.passages import Passage

__all__ = ["with_items"]

# Kinds of act that can head a list of acts; a list after "said:" is not one.
HEADS = frozenset((ActKind.AGREE, ActKind.DECIDE, ActKind.CALL, ActKind.REAFFIRM, ActKind.REJECT, ActKind.CONDEMN))
ENDS_OPEN = re.compile(r":\s*$")
NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s*$")


def with_items(context: Context, acts: Sequence[tuple[Passage, list[ActClause]]]) -> Iterator[tuple[Passage, list[ActClause]]]:
    """Yield the passages with their acts, in text order; list items without acts of their own, or without a subject, take the head's.

    The head itself is no act when items follow: they state what was agreed.
    """
    found = {passage.index: (passage, list(clauses)) for passage, clauses in acts}
    for passage, clauses in acts:
        head = next((c for c in reversed(clauses) if c.act in HEADS), None)
        if head is None or not ENDS_OPEN.search(passage.text):
            continue
        items = list(_items(context, passage.index + 1))
        for item in items:
            own = found.get(item.index, (item, []))[1]
            if not own or _bare(item):
                end = item.end
                found[item.index] = (item, [ActClause(head.act, head.actors, ((item.start, end),))])
        if items:
            clauses = [c for c in clauses if c is not head]
            found[passage.index] = (passage, clauses)
    yield from (found[index] for index in sorted(found))


def _items(context: Context, index: int) -> Iterator[Passage]:
    """Yield the first sentence of each item that follows without a break."""
    paragraph = None
    for passage in (context.passages[n] for n in range(index, len(context.passages))):
        if passage.heading or not (passage.item or NUMBER.match(passage.text)):
            if passage.paragraph == paragraph:
                continue
            return
        if passage.paragraph != paragraph and any(c.isalpha() for c in passage.text):
            paragraph = passage.paragraph
            yield passage


def _bare(item: Passage) -> bool:
    """Return whether an item starts with an infinitive, which has no subject of its own: "Set up a mechanism"."""
    first = next((t for t in item.tokens if t.text[:1].isalpha() and len(t.text) > 1), None)
    if first is None:
        return True
    return (
        first.tag in ("VB", "VBP", "NNP", "NN")
        and first.dep == "ROOT"
        and not any(t.head == first.i and t.dep == "nsubj" for t in item.tokens)
    )
