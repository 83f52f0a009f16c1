"""Rows of lists, and the frame of every page, drawn by compiled templates (`templates/desk/rows`): Django's own take five times as long."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django import template
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.template.context import RequestContext
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from sulh.desk.deciding import is_closed
from sulh.desk.differing import differing
from sulh.desk.highlight import kind_of
from sulh.desk.templatetags.desk import comma
from sulh.desk.templatetags.desk import register as filters
from sulh.documents.language import READ
from sulh.record.access import may
from sulh.record.shapes import MeetingView

if TYPE_CHECKING:
    from jinja2 import Environment

register = template.Library()

_KEY = "~key~"
# What a list of actors, persons or tracks is narrowed by besides, and so are the meetings that its counts stand for.
_CARRIED = ("since", "until", "year", "track", "issue", "place", "person", "status")
_SAFE = "!$&'()*+,;=~:@"  # what Django leaves as it is in addresses, but for the slash


@register.simple_tag(takes_context=True)
def rows(context: RequestContext, name: str, rows: object, **more: object) -> SafeString:
    """The rows of a list by the template of that name, which sees nothing but `rows`, `request` and what is named besides."""
    # What a row holds is escaped by the template, as everywhere.
    return mark_safe(_templates().get_template(f"{name}.html").render(rows=rows, request=context["request"], **more))


@register.simple_tag(takes_context=True)
def differences(context: RequestContext, meetings: Sequence[MeetingView]) -> Mapping[str, str]:
    """Between what the sources of each of these meetings differ, in words, by meeting."""
    return differing(context["request"].viewer, meetings)


def address(route: str) -> Callable[[str], str]:
    """The addresses of things of one sort by their keys: what all have in common is worked out once."""
    before, after = _around(route, get_script_prefix(), get_urlconf())
    return lambda key: f"{before}{quote(key, safe=_SAFE)}{after}"


@cache
def _around(route: str, _prefix: str, _urls: str | None) -> tuple[str, str]:
    before, _, after = reverse(route, args=[_KEY]).partition(_KEY)
    return before, after


def url(route: str) -> str:
    """The address of a route without arguments."""
    return _alone(route, get_script_prefix(), get_urlconf())


@cache
def _alone(route: str, _prefix: str, _urls: str | None) -> str:
    return reverse(route)


def meetings_of(request: HttpRequest | None, **filters: str) -> str:
    """The address of the meetings with these, among those that the page asks for whose request is given."""
    query = request.GET if request is not None else {}
    asked = {name: query[name] for name in _CARRIED if query.get(name) and name not in filters}
    return f"{_meetings(get_script_prefix())}?{urlencode(asked | filters)}"


def person_address() -> Callable[[str], str]:
    """The addresses of persons by their names: a page of their own, else the meetings at which they are named."""
    try:
        return address("person")
    except NoReverseMatch:
        return lambda name: f"{reverse('meetings')}?{urlencode({'person': name})}"


@cache
def _meetings(_prefix: str) -> str:
    return reverse("meetings")


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("sulh.desk", "templates/desk/rows")
    # Not optimized: the word of a code must not be worked out once and for all, in the language of who first looks.
    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "optimized": False, "auto_reload": False}
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, **options)
    made.filters |= filters.filters | {"colour": kind_of}
    made.globals |= {"_": gettext, "address": address, "comma": comma, "csrf_input": csrf_input, "may": may, "differing": differing}
    made.globals |= {"meetings_of": meetings_of, "person_address": person_address, "read_languages": READ, "url": url}
    made.globals |= {"is_closed": is_closed}
    return made
