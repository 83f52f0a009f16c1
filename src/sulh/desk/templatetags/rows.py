"""Rows of lists, drawn by compiled templates (`templates/desk/rows`): Django's own take five times as long for a list of hundreds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import template
from django.template.backends.utils import csrf_input
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from sulh.desk.highlight import kind_of
from sulh.desk.templatetags.desk import comma
from sulh.desk.templatetags.desk import register as filters
from sulh.record.access import may

if TYPE_CHECKING:
    from jinja2 import Environment

register = template.Library()

_KEY = "~key~"
_SAFE = "!$&'()*+,;=~:@"  # what Django leaves as it is in addresses, but for the slash


@register.simple_tag(takes_context=True)
def rows(context: RequestContext, name: str, rows: object, **more: object) -> SafeString:
    """The rows of a list by the template of that name, which sees nothing but `rows`, `request` and what is named besides."""
    # What a row holds is escaped by the template, as everywhere.
    return mark_safe(_templates().get_template(f"{name}.html").render(rows=rows, request=context["request"], **more))


def address(route: str) -> Callable[[str], str]:
    """The addresses of things of one sort by their keys: what all have in common is worked out once."""
    before, _, after = reverse(route, args=[_KEY]).partition(_KEY)
    return lambda key: f"{before}{quote(key, safe=_SAFE)}{after}"


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("sulh.desk", "templates/desk/rows")
    # Not optimized: the word of a code must not be worked out once and for all, in the language of who first looks.
    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "optimized": False, "auto_reload": False}
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, **options)
    made.filters |= filters.filters | {"colour": kind_of}
    made.globals |= {"_": gettext, "address": address, "comma": comma, "csrf_input": csrf_input, "may": may}
    return made
