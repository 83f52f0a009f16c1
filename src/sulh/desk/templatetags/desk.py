"""What the templates of the desk call: codes, dates and claims in words, and small pieces of addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context, RequestContext
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from sulh import words
from sulh.ceasefire.incidents import Incident
from sulh.desk import entries, lists, promises, shown
from sulh.desk.facets import ChosenFacet, chosen
from sulh.desk.findings import meeting_heading
from sulh.desk.rounds import key_words
from sulh.desk.shown import language
from sulh.desk.talk import Talk, talk_about
from sulh.record.access import may
from sulh.record.queries.person import person_key
from sulh.record.queries.refs import document_refs, texts
from sulh.record.shapes import (
    ActorRef,
    ActorView,
    ClaimView,
    CommitmentLine,
    CommitmentView,
    DocumentRef,
    FactView,
    Filters,
    MeetingView,
    PersonLine,
    PlaceView,
    QuoteView,
    TrackRef,
    ValueView,
)
from sulh.render.incident_lines import harm_words, incident_title
from sulh.render.quotes import one_line, shorten
from sulh.text.sentences import said_around

register = template.Library()

_AROUND = 140
_QUOTE_LIMIT = 240
_MARKS = "-–•* "  # before a point of a list
_LATIN = re.compile(r"[A-Za-z]{2}")
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
def kind_many(name: str) -> str:
    """What several things of a kind are called."""
    return words.kind(name, "many", language=language())


@register.filter
def property(name: str, of: str = "") -> str:
    """What a property of a kind is called."""
    return words.prop(of, name, language=language())


@register.filter
def day(value: str | None) -> str:
    """An EDTF date in words."""
    return words.date(value, language=language())


@register.filter
def listed_key(key: str) -> str:
    """What an entry of a list of persons is called."""
    return key_words(key)


@register.filter
def short_day(value: str | None) -> str:
    """An EDTF date for the head of a column: "25 Jan 2024"; one without a full month in words."""
    parts = (value or "").split("-")
    if len(parts) < 2 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return words.date(value, language=language())
    named = words.month(int(parts[1]), "short", language=language())
    return " ".join([*(str(int(part)) for part in parts[2:3]), named, parts[0]])


@register.filter
def month(date: str | None) -> str:
    """An EDTF date to the month: of a year that no source says more of the year alone."""
    return words.date(date[:7], language=language()) if date else ""


@register.filter
def happened(fact: FactView) -> str:
    """When a fact happened, as its source says it; of an act without a date the day of its source."""
    first, last = fact.dates
    return words.span(first or fact.first_day, last, language=language())


@register.filter
def role_counts(person: PersonLine) -> Sequence[tuple[str, int]]:
    """The roles of those for whom a person came, with the number of meetings."""
    return lists.role_counts(person)


@register.filter
def meetings_at(place: PlaceView, request: HttpRequest) -> str:
    """The query that finds the meetings at a place, among those that the page asks for."""
    query = request.GET.copy()
    for gone in ("sort", "offset"):
        query.pop(gone, None)
    query["place"] = place.name
    return query.urlencode()


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
def status(meeting: MeetingView) -> str:
    """The state of a meeting in words."""
    return words.status_of(meeting, language=language())


@register.filter
def heading(meeting: MeetingView) -> str:
    """What a meeting is called, where it was and when."""
    return meeting_heading(meeting)


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
def person_named(name: str) -> str:
    """The name of a person."""
    return words.person(name, language=language())


@register.filter
def office(written: str | None) -> str:
    """The office of a person; one that the language of the page has no words for is marked as the English that it is."""
    said = words.office(written or "", language=language())
    if language() == "en" or said != written or not _LATIN.search(said):
        return format_html("<bdi>{}</bdi>", said)
    return format_html('<span lang="en" dir="ltr">{}</span>', said)


@register.filter
def process_named(name: str) -> str:
    """The name of a process."""
    return words.process(name, language=language())


@register.filter
def named_or(actor: Any, otherwise: str) -> str:
    """The name of an actor, or what is said where none is given."""
    return named(actor) if actor else otherwise


@register.filter
def unlocalized(score: float) -> str:
    """A score as a form sends it, whatever the language of the page."""
    return f"{score:.4f}"


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
def outcome(one: Any) -> str:
    """What became of a promise, in words."""
    return promises.outcome_words(one.outcome)


@register.filter
def sign(one: Any) -> str:
    """The sign of what became of a promise; the words stand beside it."""
    return promises.SIGNS[one.outcome.state]


@register.filter
def shown_by(one: Any) -> str:
    """What shows what became of a promise, or when it is due."""
    return promises.detail(one)


@register.filter
def due_in_words(one: Any) -> str:
    """When a promise is due; empty where no day was set."""
    return promises.allowed_words(one)


@register.filter
def strip(one: Any, scale: Any) -> SafeString:
    """A promise over time."""
    return promises.strip(one, scale)


@register.filter
def in_sentence(one: ClaimView | QuoteView) -> SafeString:
    """Cited words in their sentence, the rest of which is quiet; those of a cell of a list alone."""
    text = texts([one.document.id]).get(one.document.id, "") if one.end else ""
    return _around(one.quote, *(said_around(text, one.start, one.end) if text else ("", "")))


@register.filter
def in_its_sentence(one: CommitmentLine) -> SafeString:
    """The words of a promise in a list, in their sentence, the rest of which is quiet."""
    return _around(one.quote, one.before, one.after)


def _around(said: str, before: str, after: str) -> SafeString:
    """Words with the rest of their sentence; where that is long, it is shortened."""
    rest = (shorten(one_line(before).lstrip(_MARKS), _AROUND), shorten(one_line(after), _AROUND))
    parts = [format_html('<span class="around">{}</span>', one) if one else "" for one in rest]
    spaces = (" " if before[-1:].isspace() else "", " " if after[:1].isspace() else "")
    own = one_line(said).lstrip(_MARKS) if rest[0] else quote(said)
    return format_html("{}{}{}{}{}", parts[0], spaces[0], own, spaces[1], parts[1])


@register.filter
def because(link: Any) -> str:
    """Why a link of a promise was proposed."""
    return promises.because(link)


@register.simple_tag(takes_context=True)
def led_to(context: RequestContext, meeting: MeetingView) -> Any:
    """`{% led_to meeting as led %}`: the promises made at a meeting, and those that it kept."""
    from sulh.desk.memory import kept
    from sulh.record.queries.commitments import led_to as asked
    from sulh.record.queries.following import FOLLOWED
    from sulh.record.queries.process import FACTS

    viewer = context["request"].viewer
    return kept(viewer, lambda: asked(viewer, meeting.id), "led to", meeting.id, on=(*FACTS, *FOLLOWED, "claim"))


@register.simple_tag(takes_context=True)
def filters_in_force(context: RequestContext) -> list[ChosenFacet]:
    """`{% filters_in_force as in_force %}`: what the filters of a picture ask for, in words."""
    filters = context.get("filters") or Filters()
    return list(chosen(context["request"], filters, {"kind": "MeetingKind", "status": "MeetingStatus"}))


@register.simple_tag
def sources_of(evidence: Any) -> SafeString:
    """How many sources say it, as a link to their words on the page."""
    number = evidence.sources
    title = ngettext("%(count)s source", "%(count)s sources", number) % {"count": number}
    said = ngettext("source", "sources", number)
    drawn = '<a class="src" href="#{}" title="{}"><span class="vh">, </span>{}<span class="vh"> {}</span></a>'
    return format_html(drawn, evidence.key, title, number, said)


@register.filter
def city(name: str | None) -> str:
    """A city or another place by name."""
    return words.city(name, language=language())


@register.filter
def country(alpha_2: str | None) -> str:
    """A country by name."""
    return words.country(alpha_2, language=language())


@register.filter
def incident_name(one: Incident) -> str:
    """What an incident is called, its state first."""
    return incident_title(one, language())


@register.filter
def harm(one: Incident, name: str) -> str:
    """How many persons its reports give as `killed` or `injured`: a number, or the fewest and the most."""
    return harm_words(one.harm(name), language())


@register.filter
def person_page(name: str) -> str:
    """The address of a person's page."""
    return reverse("person", args=[person_key(name)])


@register.filter
def roles(actor: ActorView) -> list[tuple[str, int, str | None, str | None]]:
    """The roles of an actor with the number of meetings, the first and the last date."""
    return list(shown.roles(actor))


@register.filter
def quote(text: str) -> str:
    """A quote on one line, without the mark of a list before it, its middle left out when it is long."""
    return shorten(one_line(text).lstrip(_MARKS), _QUOTE_LIMIT)


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
def changed(one: Any) -> str:
    """What a decision changed."""
    return entries.decision_words(one)


@register.simple_tag(takes_context=True)
def named_document(context: Context, one: Any) -> DocumentRef | None:
    """The other document that a decision is about, where it is about one that the viewer may see."""
    other = str(one.other)
    return document_refs(context["request"].viewer, [other]).get(other) if other.startswith("sha256:") else None


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
def talk(context: RequestContext, thing: str) -> Talk | None:
    """What colleagues say about a thing: `{% talk "meeting:ID" as talk %}`, then the part `parts/talk.html`."""
    return talk_about(context["request"].viewer, thing)


@register.simple_tag(takes_context=True)
def here(context: RequestContext, **changes: object) -> str:
    """The present page's query with some values changed; None takes a value away."""
    query = context["request"].GET.copy()
    for name, one in changes.items():
        query.pop(name, None)
        if one not in (None, ""):
            query[name] = str(one)
    return f"?{query.urlencode()}" if query else "?"
