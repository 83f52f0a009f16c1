"""The lists of facts that are stated whole (acts, ceasefire events, releases) and of promises: each with its words and their source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from sulh import words
from sulh.desk.facets import said
from sulh.desk.listing import ListAsked, Listing, translated
from sulh.desk.listing import ListColumn as Column
from sulh.desk.promises import due_words
from sulh.desk.shown import claim_words, language
from sulh.model import CeasefireKind
from sulh.model.kinds import listed_kinds
from sulh.record.queries.commitments import DUE, PROMISE_FACETS, followed
from sulh.record.queries.facts import FACT_FACETS, facts_of
from sulh.record.queries.following import FOLLOWED
from sulh.record.queries.process import FACTS
from sulh.record.shapes import CommitmentLine, FactView, Filters, PageOf, Sort, Viewer

__all__ = ["FACT_LISTS", "PROMISED", "PROMISES"]

PROMISED = (*FACTS, *FOLLOWED, "claim")  # the tables that promises follow from
_SIZE = 100


def _list(kind: str, plural: str, vocabulary: str | None) -> Listing[FactView]:
    # A kind whose first property is a name, as a zone's, has no kinds to choose from.
    facets = tuple(name for name in FACT_FACETS if name != "kind" or vocabulary)

    def ask(viewer: Viewer, asked: ListAsked) -> PageOf[FactView]:
        return facts_of(viewer, kind, asked.filters, **asked.how(facets))

    def finding(page: PageOf[FactView], filters: Filters) -> str:
        own = {"ceasefire": _truces, "release": _releases}.get(kind)
        return own(page) if own else _count(words.kind(kind, "many", language=language()), page.total)

    return Listing(
        plural,
        ask,
        lambda _: _COLUMNS,
        lambda _: _heads(kind),
        finding,
        _SIZE,
        (*FACTS, "claim"),
        ({"kind": vocabulary} if vocabulary else {}) | {"status": "ClaimStatus"},
        default=Sort("date"),
        rows="facts",
        documents=lambda page: (one.claim.document.id for one in page.rows),
    )


def _count(name: str, number: int) -> str:
    return words.phrase("pair", language=language(), name=name, value=f"{number:,}")


def _truces(page: PageOf[FactView]) -> str:
    """How many ceasefires there were, by their days as on the timeline, in how many accounts; and how many reports there are of violations
    and of other events, and on how many days.
    """
    said = dict(next((facet.values for facet in page.facets if facet.name == "kind"), ()))
    rows = page.rows if page.total == len(page.rows) else ()
    told = sum(said.get(code, 0) for code in _BEGUN)
    truces = _happened(rows, _BEGUN) or told
    counts = [_beside(_count(words.kind("ceasefire", "many", language=language()), truces), "accounts", told, truces)]
    for code, number in said.items():
        if code not in _BEGUN:
            counted = _count(words.code("CeasefireKind", code, "many", language=language()), number)
            counts.append(_beside(counted, "days", _happened(rows, (code,)), number))
    return words.listing(counts, apart=True, language=language())


def _happened(rows: Sequence[FactView], codes: Collection[str]) -> int:
    """How many events of these kinds with days of their own there are: several sources tell of one."""
    dated = {(_value(one, "event"), _value(one, "start") or one.first_day, _value(one, "end")) for one in rows if one.first_day}
    return sum(event in codes for event, _, _ in dated)


def _beside(counted: str, what: str, number: int, other: int) -> str:
    """A count with another one of the same things, where that differs."""
    if not number or number == other:
        return counted
    return words.listing((counted, words.phrase(f"facts.{what}", language=language(), count=number)), language=language())


def _releases(page: PageOf[FactView]) -> str:
    """How many releases there were, by their kind and days as on the timeline, and how many accounts: each side tells of its own, and
    some without a day.
    """
    name = words.kind("release", "many", language=language())
    if page.total > len(page.rows):
        return _count(name, page.total)
    happened = {(_value(one, "what"), one.first_day, one.last_day) for one in page.rows if one.first_day}
    return _beside(_count(name, len(happened) or page.total), "accounts", page.total, len(happened))


_BEGUN = (CeasefireKind.DECLARED, CeasefireKind.EXTENDED)


def _value(one: FactView, name: str) -> object:
    stated = one.claim.value if one.claim.decided is None else one.claim.decided
    return stated.get(name) if isinstance(stated, dict) else None


def _heads(kind: str) -> tuple[tuple[Callable[[], str], str, bool], ...]:
    return (
        (translated(gettext_noop("When")), "date", False),
        (lambda: words.kind(kind, language=language()), "kind", False),
        (translated(gettext_noop("Words")), "", False),
        (lambda: words.prop("meeting", "status", language=language()), "status", False),
        (translated(gettext_noop("Source")), "source", False),
    )


_COLUMNS: tuple[Column[FactView], ...] = (
    Column("first_day", lambda one: one.first_day, "day"),
    Column("last_day", lambda one: one.last_day, "day"),
    Column("fact", lambda one: claim_words(one.claim, language=language())),
    Column("quote", lambda one: one.claim.quote),
    Column("claim_status", lambda one: one.claim.status),
    Column("title", lambda one: one.claim.document.title),
    Column("publisher", lambda one: one.claim.document.publisher),
    Column("published", lambda one: one.claim.document.published),
    Column("document", lambda one: one.claim.document.id),
    Column("meeting", lambda one: one.meeting),
)

# By the plural of the kind, as files call them.
FACT_LISTS: Mapping[str, Listing[Any]] = {
    kind.plural: _list(kind.name, kind.plural, kind.values[0].vocabulary) for kind in listed_kinds()
}

# --- promises ------------------------------------------------------------------------------------------------------------------------


def _ask_promises(viewer: Viewer, asked: ListAsked) -> PageOf[CommitmentLine]:
    page, _ = followed(viewer, asked.filters, **asked.how(PROMISE_FACETS))
    return page


def _owners(one: CommitmentLine) -> tuple[str, ...]:
    return tuple(said("actor", owner.id, written=owner.name) for owner in one.owners)


def _issues(one: CommitmentLine) -> tuple[str, ...]:
    return tuple(said("issue", code) for code in one.issues)


PROMISES: Listing[CommitmentLine] = Listing(
    "commitments",
    _ask_promises,
    lambda _: (
        Column("promise", lambda one: one.id),
        Column("quote", lambda one: one.quote),
        Column("owners", _owners, "list"),
        Column("issues", _issues, "list"),
        Column("made", lambda one: one.made or one.published),
        Column("due", lambda one: one.due),
        Column("due_words", due_words),
        Column("due_first", lambda one: one.due_first, "day"),
        Column("due_day", lambda one: one.due_day, "day"),
        Column("state", lambda one: said("state", one.outcome.state)),
        Column("happened", lambda one: one.outcome.day),
        Column("days_late", lambda one: one.outcome.days_late, "whole"),
        Column("is_proposed", lambda one: "yes" if one.outcome.proposed else "no"),
        Column("shown_by", lambda one: words.title_of(one.shown_by, language=language()) if one.shown_by else None),
        Column("evidence", lambda one: one.evidence, "whole"),
        Column("track", lambda one: said("track", one.track.id, written=one.track.name) if one.track else None),
        Column("meeting", lambda one: one.meeting.id if one.meeting else None),
        Column("meeting_title", lambda one: words.title_of(one.meeting, language=language()) if one.meeting else None),
        Column("document", lambda one: one.document),
    ),
    lambda _: (
        (translated(gettext_noop("Due")), "due", False),
        (translated(gettext_noop("Made")), "made", False),
        (translated(gettext_noop("State")), "state", False),
        (translated(gettext_noop("Days late")), "late", True),
        (translated(gettext_noop("Made by")), "actor", False),
        (translated(gettext_noop("About")), "issue", False),
    ),
    lambda page, _: "",
    250,
    PROMISED,
    {"state": "PromiseState", "kind": "ActKind", "status": "CommitmentStatus"},
    {"state": (DUE,)},
    default=Sort("due"),
    documents=lambda page: (one.document for one in page.rows),
)
