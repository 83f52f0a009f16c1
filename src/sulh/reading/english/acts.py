"""The operative statements of a document: who reaffirms, demands, agrees, decides, welcomes, rejects or notes what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sulh.model import Act, ActKind, Actor, Issue
from sulh.reading.english.act_choice import chosen_clauses
from sulh.reading.english.act_clauses import ActClause, Speaker, clauses_of
from sulh.reading.english.act_lists import with_items
from sulh.reading.english.act_scopes import due_of, issues_of
from sulh.reading.english.act_topics import Topics
from sulh.reading.english.act_triggers import last_act, may_act
from sulh.reading.english.clause_features import ParsedSentence
from sulh.reading.english.context import Context
from sulh.reading.english.kind import document_kind
from sulh.reading.english.next_meetings import may_promise_meeting, next_meetings
from sulh.reading.learned import Model, model
from sulh.reading.passages import Passage

__all__ = ["RuledSentence", "act_passages", "read_acts", "stated_in"]

# "Thank you, Mr. President.": how a speech opens and ends
_COURTESY = re.compile(r"\W*(?:and\s+)?(?:I\s+)?thank\s+you\b(?!\s+for\b)[^.!;]{0,60}(?:\.\s*[A-Z]\w+)?[.!]?\W*", re.IGNORECASE)
_NEXT = (Issue.NEXT_MEETING,)
# What words that promise a meeting are about, where no issue of their own is named.
_OPEN = frozenset((Issue.NEXT_MEETING, Issue.POLITICAL_PROCESS, Issue.OTHER))
_UNDERTAKEN = (ActKind.AGREE, ActKind.DECIDE)
_UNDERTAKING = re.compile(r"\b(?:will|shall)\b|['\u2019]ll\b", re.IGNORECASE)


def act_passages(context: Context) -> list[int]:
    """Return the indices of the passages that may state acts and are worth parsing; headings repeat the text and are left out."""
    return [
        p.index
        for p in context.passages
        if not p.heading
        and p.end > context.document.body
        and (may_act(p.text) or _UNDERTAKING.search(p.text) or may_promise_meeting(p.text))
    ]


@dataclass(frozen=True, slots=True)
class RuledSentence:
    """A parsed sentence with the acts that the rules find in it, and who spoke last."""

    sentence: ParsedSentence
    ruled: Sequence[ActClause]
    speaker: tuple[Actor, ...]


def stated_in(context: Context) -> Iterator[RuledSentence]:
    """Yield the parsed sentences of the running text in their order; those that may state acts are parsed if they are not yet."""
    indices = act_passages(context)
    context.parse(indices)
    kind, worth = document_kind(context), set(indices)
    speaker = Speaker(context, kind, context.issuers, heads=context.issuers)
    found: list[tuple[Passage, list[ActClause]]] = []
    spoken: dict[int, tuple[Actor, ...]] = {}
    for passage in context.passages:
        if passage.index in worth:
            found.append((passage, clauses_of(passage, speaker)))
        spoken[passage.index] = speaker.actors
    ruled = {p.index: clauses for p, clauses in with_items(context, found)}
    # items are parsed whatever their words
    context.parse(ruled)
    # what the head of a list introduces, its items state
    listed = {p.index for p, clauses in found if len(ruled[p.index]) < len(clauses)}
    heads = _heads(context)
    for passage in context.passages:
        if passage.tokens and passage.end > context.document.body:
            clauses = ruled.get(passage.index, [])
            sentence = ParsedSentence.of(context, passage, kind.value, clauses, heads.get(passage.index))
            sentence.listed = passage.index in listed
            yield RuledSentence(sentence, clauses, spoken[passage.index])


def _heads(context: Context) -> dict[int, str]:
    """Return the act that heads the list in which a passage stands, `none` where its head states none."""
    found: dict[int, str] = {}
    head, opened = None, False
    for passage in context.passages:
        if head is not None and (passage.item or opened):
            found[passage.index] = head
        opened = passage.text.rstrip().endswith(":")
        if opened:
            head = last_act(passage.text) or "none"
        elif not passage.item:
            head = None
    return found


def _says_nothing(clause: ActClause, issues: tuple[Issue, ...]) -> bool:
    """Return whether a clause only reports: what nobody says of nothing in particular, what somebody just says of that or of a date."""
    if clause.faint and clause.act is ActKind.NOTE:
        return issues in ((Issue.OTHER,), _NEXT)
    return clause.act is ActKind.NOTE and issues == (Issue.OTHER,) and not clause.actors


def read_acts(context: Context, *, clauses: Model | None = None) -> tuple[Act, ...]:
    """Return the acts of a document in text order, each cited by its clause. Parses what is not parsed yet.

    `clauses` is the model that decides what states an act; that of the package unless another is given.
    """
    decides, topics = clauses or model("clauses"), Topics(context)
    acts = []
    for stated in stated_in(context):
        passage = stated.sentence.passage
        if _COURTESY.fullmatch(passage.text):
            continue
        if passage.text.rstrip("\u201d\u2019\"' ").endswith("?"):
            # what is asked is stated by nobody
            continue
        chosen = chosen_clauses(decides, stated.sentence, stated.ruled, stated.speaker)
        stating = [one for one in chosen if one.act is not ActKind.NOTE]
        follows = next_meetings(context, passage, stated.speaker, alone=not stating)
        taken = [span for one in stating for span in one.spans]
        new = [one for one in follows if not one.is_in(taken)]
        acts += [Act(one.act, one.actors, _NEXT, context.cite(one.start, one.end), due=one.due) for one in new]
        for clause in chosen:
            (start, end), *_ = clause.spans
            text = context.text[start:end]
            topic = topics.of(passage, text)
            issues = issues_of(clause.act, [text], topic, () if topic else topics.nearby(passage))
            meant = next((one for one in follows if one.is_in(clause.spans)), None)
            if meant is not None and clause.act in _UNDERTAKEN and set(issues) <= _OPEN:
                issues = _NEXT
            if _says_nothing(clause, issues) or (clause.act is ActKind.NOTE and issues == _NEXT and meant in new):
                # who makes known when a meeting follows notes nothing beside it
                continue
            due = due_of(context, passage, clause.act, clause.spans)
            due = meant.due if meant is not None and due is None and issues == _NEXT else due
            acts.append(Act(clause.act, clause.actors, issues, context.cite(start, end), due=due))
    return tuple(sorted(acts, key=lambda act: act.cite.start))
