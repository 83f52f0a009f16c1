"""What the templates of the desk call: codes, dates and claims in words, and small pieces of addresses."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context, RequestContext
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from sulh import words
from sulh.desk import entries, shown
from sulh.desk.shown import language
from sulh.record.access import may
from sulh.record.shapes import ActorRef, ActorView, ClaimView, CommitmentView, MeetingView, TrackRef, ValueView
from sulh.render.quotes import one_line, shorten

register = template.Library()

_QUOTE_LIMIT = 240
_GAUGE = {"0": "○○○", "1": "●○○", "2": "●●○", "3": "●●●", "broken": "✕"}


@register.filter
def code(value: object, vocabulary: str) -> str:
    """`{{ "held"|code:"MeetingStatus" }}`: the words of a code; `"Role:many"` names one of its forms."""
    name, _, form = vocabulary.partition(":")
    return words.code(name, value, form, language=language())


@register.filter
def kind(name: str) -> str:
    """What a thing of a kind is called."""
    return words.kind(name, language=language())


@register.filter
def property(name: str, of: str = "") -> str:
    """What a property of a kind is called."""
    return words.prop(of, name, language=language())


@register.filter
def day(value: str | None) -> str:
    """An EDTF date in words."""
    return words.date(value, language=language())


@register.filter
def moment(value: str | None) -> str:
    """The day and time of an ISO timestamp of the ledger, UTC, to the minute."""
    return (value or "").replace("T", " ")[:16]


@register.filter
def day_and_time(value: str | None) -> str:
    """The day in words and the time of an ISO timestamp, UTC, to the minute: for sentences."""
    if not value:
        return ""
    return words.date(value[:10], language=language()) + comma() + value[11:16]


@register.filter
def when(meeting: MeetingView) -> str:
    """The days of a meeting in words."""
    return shown.when(meeting, language=language())


@register.filter
def title(meeting: MeetingView) -> str:
    """What a meeting is called."""
    return words.title_of(meeting, language=language())


@register.filter
def place(meeting: MeetingView) -> str:
    """Where a meeting was."""
    return shown.place(meeting, language=language())


@register.filter
def says(claim: ClaimView) -> str:
    """What the claim in force says."""
    return shown.claim_words(claim, language=language())


@register.filter
def claimed(claim: ClaimView) -> str:
    """What the document's own claim said before anybody corrected it."""
    return shown.claimed_words(claim, language=language())


@register.filter
def value(one: ValueView, name: str) -> str:
    """One of several values of a property of a meeting, in words."""
    return words.value("meeting", name, one.value, language=language())


@register.filter
def labels(codes: list[str] | tuple[str, ...], vocabulary: str) -> str:
    """Several codes, or the names of properties, in words, as a list."""
    say = property if vocabulary == "property" else code
    return words.listing((say(one, "meeting" if vocabulary == "property" else vocabulary) for one in codes), language=language())


@register.filter
def names(actors: Any) -> str:
    """The names of several actors."""
    return words.listing((named(one) for one in actors), language=language())


@register.filter
def named(actor: ActorRef) -> str:
    """The name of an actor."""
    return words.actor(actor.id, actor.name, language=language())


@register.filter
def track(one: TrackRef | None) -> str:
    """The name of a track."""
    return words.track(one.id, one.name, language=language()) if one else ""


@register.filter
def called(name: str) -> str:
    """A track by the name that a source gives it."""
    return words.track("", name, language=language())


@register.filter
def made_at(commitment: CommitmentView, what: str = "title") -> str:
    """The meeting at which a commitment was made: what it is called, or its identifier."""
    return shown.made_at(commitment, language=language())[what == "title"]


@register.filter
def gauge(status: str) -> str:
    """How far a commitment came, in three circles; the words stand beside them."""
    return _GAUGE.get(status, "↷")


@register.filter
def city(name: str | None) -> str:
    """A city or another place by name."""
    return words.city(name, language=language())


@register.filter
def country(alpha_2: str | None) -> str:
    """A country by name."""
    return words.country(alpha_2, language=language())


@register.filter
def roles(actor: ActorView) -> list[tuple[str, int, str | None, str | None]]:
    """The roles of an actor with the number of meetings, the first and the last date."""
    return list(shown.roles(actor))


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
def compared(reason: dict[str, Any]) -> list[entries.ChangedValue]:
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


class Once(Node):
    """What stands between `once` and `endonce`, drawn at the first place and repeated at the others of the same page."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> Any:
        """The text, which must follow from nothing that changes between two rows of a page."""
        # The outermost of the render's dictionaries lasts for the page; an included template has its own, which goes with it.
        drawn: dict[Any, Any] = context.render_context.dicts[0]
        if self not in drawn:
            drawn[self] = self.nodelist.render(context)
        return drawn[self]


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """`{% once %}{{ "due"|property }}{% endonce %}`: the same in every row of a table, so asked for once."""
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist)


@register.simple_tag
def comma() -> str:
    """What stands between the members of a list."""
    return words.phrase("list.between", language=language())


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
