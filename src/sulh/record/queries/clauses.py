"""What later sources of a record say of a clause of a statement or agreement: proposals, dated; nothing is decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sulh.following.clause_types import AgreedClause, ReportSegment, SegmentLink
from sulh.following.clause_words import lead_of
from sulh.model import RecordError
from sulh.record.access import require
from sulh.record.cache import Cache
from sulh.record.linking import passage_id
from sulh.record.projection.sketches import holds_most_of
from sulh.record.queries.main_meetings import known_sources
from sulh.record.queries.refs import Quotes, texts
from sulh.record.queries.statements import KINDS, statements
from sulh.record.queries.visible import sources
from sulh.record.shapes import ClauseLife, Filters, LinkView, QuoteView, ReasonView, Viewer
from sulh.text.edtf import latest

if TYPE_CHECKING:
    from sulh.following.clauses import SegmentIndex
    from sulh.wording import Statement

__all__ = ["clause_life", "clause_lives"]

_CACHE = Cache(32)
_SHORTEST, _LONGEST = 20, 900  # letters of a sentence that says something, and of one that is no run of text
_MOST = 40  # links of one clause that are shown


def clause_life(viewer: Viewer, name: str) -> ClauseLife:
    """The life of one clause, by its identifier: the first twelve digits of the document's, `#`, and the number of the clause.

    Raises RecordError where the viewer may see no such clause.
    """
    found = clause_lives(viewer, [name])
    if not found:
        raise RecordError(f"there is no clause {name} in a statement or agreement of the record")
    return found[0]


def clause_lives(viewer: Viewer, names: Sequence[str]) -> tuple[ClauseLife, ...]:
    """The lives of those of the clauses that the viewer may see, in the order asked for."""
    require(viewer, "read")
    found = (_CACHE.get(viewer, partial(_life, viewer, name), "clause", name, on=("source",)) for name in names)
    return tuple(life for life in found if life is not None)


def _life(viewer: Viewer, name: str) -> ClauseLife | None:
    from sulh.wording.clauses import clauses_of

    statement = next((one for kind in (None, KINDS[2]) for one in _statements(viewer, kind) if one.id == name.partition("#")[0]), None)
    clauses = clauses_of(statement) if statement else []
    at = next((at for at, one in enumerate(clauses) if one.id == name), None)
    if statement is None or at is None:
        return None
    clause, lead = clauses[at], lead_of([one.text for one in clauses[:at]], at)
    document = _document(viewer, statement)
    day = latest(statement.date) if statement.date else None
    made = day.isoformat() if day else None
    index, searched = _index(viewer)
    quotes = Quotes(viewer, {document, *(one.source for one in index.segments)})
    quote = QuoteView(quotes.refs[document], "", clause.start, clause.end, clause.text)
    agreed = AgreedClause(clause.id, document, clause.text, made, clause.number, statement.language or "en", lead)
    links = _links(viewer, agreed, index) if made is not None else []
    return ClauseLife(name, quote, clause.number, made, searched, tuple(_view(one, quotes) for one in links[:_MOST]), len(links))


def _statements(viewer: Viewer, kind: str | None) -> tuple[Statement, ...]:
    return statements(viewer, Filters(kind=kind))


def _document(viewer: Viewer, statement: Statement) -> str:
    """The identifier of the document that holds a statement."""
    return next(key for key in known_sources(viewer) if key.removeprefix("sha256:")[:12] == statement.held_in)


def _links(viewer: Viewer, agreed: AgreedClause, index: SegmentIndex) -> list[SegmentLink]:
    """Links with later sources, but for copies of the text itself; of several with the same words the first said."""
    document = agreed.source
    found = [one for one in index.follow([agreed]) if (one.day or "") > (agreed.made or "") and one.segment.source != document]
    copies = _copies(viewer, document, {one.segment.source for one in found})
    kept: dict[str, SegmentLink] = {}
    for one in sorted(found, key=lambda link: (link.day or "", link.segment.id)):
        if one.segment.source not in copies:
            kept.setdefault(" ".join(one.segment.text.casefold().split()), one)
    likeliest = sorted(kept.values(), key=lambda link: -link.score)
    return sorted(likeliest[:_MOST], key=lambda link: (link.day or "", link.segment.id)) + likeliest[_MOST:]


def _copies(viewer: Viewer, document: str, others: Collection[str]) -> frozenset[str]:
    """Those of the other documents that hold nearly all of this one, or are nearly all held in it: they say nothing of their own of it."""
    known = known_sources(viewer)
    read = texts({document, *others})
    own, original = read.get(document, ""), known[document].original
    return frozenset(
        one
        for one in others
        if known[one].original == original or holds_most_of(read.get(one, ""), own) or holds_most_of(own, read.get(one, ""))
    )


def _index(viewer: Viewer) -> tuple[SegmentIndex, str | None]:
    """All sentences of the documents that the viewer may see, and the last day on which any of them speaks."""
    return _CACHE.get(viewer, lambda: _made(viewer), "segments", on=("source",))


def _made(viewer: Viewer) -> tuple[SegmentIndex, str | None]:
    from sulh.following.clauses import SegmentIndex
    from sulh.text.sentences import split_sentences

    rows = list(sources(viewer).filter(sort="document", day__isnull=False).order_by("day", "pk").values_list("pk", "day", "language"))
    held = texts([key for key, *_ in rows])
    found = []
    for key, day, language in rows:
        text = held.get(key, "")
        spans = [(one.start, one.end) for one in split_sentences(text)]
        said = [text[start:end] for start, end in spans]
        found += [
            ReportSegment(passage_id(key, start, end), key, said[at], day, lead_of(said, at), language or "en")
            for at, (start, end) in enumerate(spans)
            if _SHORTEST <= end - start <= _LONGEST
        ]
    return SegmentIndex(found), max((str(day) for _, day, _ in rows), default=None)


def _view(link: SegmentLink, quotes: Quotes) -> LinkView:
    source, _, span = link.segment.id.rpartition(":")
    start, end = (int(one) for one in span.split("-"))
    reasons = tuple(ReasonView(one.feature, one.level, one.weight, one.values) for one in link.reasons)
    quote = QuoteView(quotes.refs[source], "", start, end, link.segment.text)
    return LinkView(link.segment.id, "passage", link.direction.value, link.score, reasons, quote, day=link.day)
