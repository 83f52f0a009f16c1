"""The list of incidents, for its page and its file."""

from __future__ import annotations

from django.utils.translation import gettext_noop, ngettext

from sulh import words
from sulh.ceasefire.incidents import Incident
from sulh.desk.facets import said
from sulh.desk.listing import ListAsked, Listing, translated
from sulh.desk.listing import ListColumn as Column
from sulh.desk.shown import language
from sulh.record.queries.incidents import INCIDENT_FACETS, INCIDENTS, incidents
from sulh.record.shapes import Filters, PageOf, Sort, Viewer
from sulh.render.incident_lines import harm_words, incident_title

__all__ = ["INCIDENT_LIST"]

_CODES = {"state": "VerificationState", "kind": "IncidentKind"}


def _ask(viewer: Viewer, asked: ListAsked) -> PageOf[Incident]:
    return incidents(viewer, asked.filters, **asked.how(INCIDENT_FACETS))


def _found(page: PageOf[Incident], filters: Filters) -> str:
    """How many are reported, and how many of them somebody verified."""
    verified = next((dict(one.values).get("verified", 0) for one in page.facets if one.name == "state"), 0)
    said = ngettext("One incident reported, %(verified)s verified", "%(count)s incidents reported, %(verified)s verified", page.total)
    return said % {"count": page.total, "verified": verified}


def _sides(one: Incident) -> tuple[str, ...]:
    return tuple(said("actor", side.id, written=side.name) for side in one.parties)


INCIDENT_LIST: Listing[Incident] = Listing(
    "incidents",
    _ask,
    lambda _: (
        Column("incident", lambda one: one.id),
        Column("title", lambda one: incident_title(one, language())),
        Column("synthetic", lambda one: "yes" if one.synthetic else "no"),
        Column("first_day", lambda one: one.days[0], "day"),
        Column("last_day", lambda one: one.days[1], "day"),
        Column("kind", lambda one: said("kind", one.what, _CODES) if one.what else None),
        Column("place", lambda one: one.place),
        Column("sides", _sides, "list"),
        Column("state", lambda one: said("state", one.verification.state, _CODES)),
        Column("assessed_by", lambda one: tuple(each.by.name for each in one.verification.by if each.by), "list"),
        Column("reports", lambda one: len(one.reports), "whole"),
        Column("assessments", lambda one: len(one.assessments), "whole"),
        Column("responses", lambda one: len(one.responses), "whole"),
        Column("killed_reported", lambda one: harm_words(one.harm("killed"), language())),
        Column("injured_reported", lambda one: harm_words(one.harm("injured"), language())),
    ),
    lambda _: (
        (translated(gettext_noop("When")), "date", False),
        (lambda: words.kind("incident", language=language()), "kind", False),
        (translated(gettext_noop("Where")), "place", False),
        (translated(gettext_noop("Verification")), "state", False),
        (lambda: words.kind("report", "many", language=language()), "reports", True),
        (translated(gettext_noop("Harm, as reported")), "", False),
        (lambda: words.kind("response", language=language()), "", False),
    ),
    _found,
    100,
    (*INCIDENTS, "searchrow"),
    _CODES,
    default=Sort("date", True),
    documents=lambda page: (source for one in page.rows for source in one.sources),
)
