"""What the templates of the desk call: codes, dates and claims in words, and small pieces of addresses."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from sulh.desk import entries, words
from sulh.desk.actor_names import actor_name
from sulh.desk.actor_names import country as country_in
from sulh.desk.dates import day_of, range_of
from sulh.desk.labels import label
from sulh.record.access import may
from sulh.record.shapes import ActorRef, ClaimView, MeetingView, ValueView
from sulh.render.quotes import one_line, shorten

register = template.Library()

_QUOTE_LIMIT = 240


@register.filter
def code(value: object, table: str) -> str:
    """`{{ "held"|code:"state" }}`: the words of a code."""
    return label(table, value)


@register.filter
def day(value: str | None) -> str:
    """An EDTF date in words."""
    return day_of(value)


@register.filter
def moment(value: str | None) -> str:
    """The day and time of an ISO timestamp of the ledger, UTC, to the minute."""
    return (value or "").replace("T", " ")[:16]


@register.filter
def when(meeting: MeetingView) -> str:
    """The days of a meeting in words."""
    return words.span_words(meeting)


@register.filter
def days(start: str | None, end: str | None) -> str:
    """A range of days in words."""
    return range_of(start, end)


@register.filter
def title(meeting: MeetingView) -> str:
    """What a meeting is called."""
    return words.meeting_title(meeting)


@register.filter
def place(meeting: MeetingView) -> str:
    """Where a meeting was."""
    return words.place_of(meeting)


@register.filter
def says(claim: ClaimView) -> str:
    """What the claim in force says."""
    return words.claim_words(claim)


@register.filter
def claimed(claim: ClaimView) -> str:
    """What the document's own claim said before anybody corrected it."""
    return words.value_words(claim.property, claim.value, subject=claim.subject)


@register.filter
def value(one: ValueView, name: str) -> str:
    """One of several values of a property, in words."""
    return words.value_words(name, one.value)


@register.filter
def labels(codes: list[str] | tuple[str, ...], table: str) -> str:
    """Several codes in words, as a list."""
    return words.list_words([label(table, one) for one in codes])


@register.filter
def names(actors: Any) -> str:
    """The names of several actors."""
    return words.list_words([actor_name(one.id, one.name) for one in actors])


@register.filter
def named(actor: ActorRef) -> str:
    """The name of an actor."""
    return actor_name(actor.id, actor.name)


@register.filter
def quote(text: str) -> str:
    """A quote on one line, without the mark of a list before it, its middle left out when it is long."""
    return shorten(one_line(text).lstrip("-–•* "), _QUOTE_LIMIT)


@register.filter
def percent(score: float | None) -> str:
    """A score between 0 and 1 as per cent."""
    return "" if score is None else f"{round(score * 100)} %"


@register.filter
def marked(excerpt: str) -> SafeString:
    """An excerpt of the search, the found words marked."""
    safe = conditional_escape(excerpt)
    return mark_safe(safe.replace("\x02", "<mark>").replace("\x03", "</mark>"))


@register.filter
def at(mapping: dict[Any, Any], key: Any) -> Any:
    """The value under a key that a template holds in a variable."""
    return mapping.get(key)


@register.filter
def country(alpha_2: str | None) -> str:
    """A country by name."""
    return country_in(alpha_2)


@register.filter
def compared(reason: dict[str, Any]) -> list[entries.Compared]:
    """What was compared of two meetings, as rows."""
    return list(entries.compared(reason))


@register.filter
def entry(one: Any) -> str:
    """What an entry of the ledger says."""
    return entries.entry_words(one.kind, one.body)


@register.filter
def as_json(body: object) -> str:
    """The body of an entry as JSON."""
    return json.dumps(body, ensure_ascii=False, indent=1)


@register.filter
def key(identifier: str) -> str:
    """A document's identifier as it stands in addresses."""
    return identifier.removeprefix("sha256:")


@register.simple_tag(takes_context=True)
def can(context: RequestContext, action: str) -> bool:
    """Whether the viewer may do `action`."""
    return may(context["request"].viewer, action)


@register.simple_tag(takes_context=True)
def here(context: RequestContext, **changes: object) -> str:
    """The present page's query with some values changed; None takes a value away."""
    query = context["request"].GET.copy()
    for name, one in changes.items():
        query.pop(name, None)
        if one not in (None, ""):
            query[name] = str(one)
    return f"?{query.urlencode()}" if query else "?"
