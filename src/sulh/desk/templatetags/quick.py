"""Django's tags `translate` and `url` as pages use them most: a string that stands in the template, and a route with at most one argument.

Everything else is left to Django's own. A page has some hundred of them, and Django looks up anew each time what never changes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django import template
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sulh.desk.templatetags import rows

register = template.Library()


class PlainWords(Node):
    """A string of the template in the language of the page."""

    child_nodelists = ()

    def __init__(self, message: str) -> None:
        # Percent signs are doubled where translators see them.
        self.message = message.replace("%", "%%")

    def render(self, context: Context) -> SafeString:
        """The words, which are trusted as the template is."""
        return SafeString(gettext(self.message).replace("%%", "%"))


class RouteAddress(Node):
    """The address of a route, with the argument that stands in it or none."""

    child_nodelists = ()

    def __init__(self, slow: URLNode, route: str) -> None:
        self.slow, self.route = slow, route

    def render(self, context: Context) -> str:
        """The address, escaped."""
        if not self.slow.args:
            return str(conditional_escape(rows.url(self.route)))
        key = str(self.slow.args[0].resolve(context))
        made = _with_key(self.route, get_script_prefix(), get_urlconf())
        # What fits no route is Django's to refuse, and which routes take a path it knows.
        if made is None or not key or "/" in key:
            return str(self.slow.render(context))
        return str(conditional_escape(made(key)))


@cache
def _with_key(route: str, prefix: str, urls: str | None) -> Callable[[str], str] | None:
    try:
        return rows.address(route)
    except NoReverseMatch:  # its argument is a number, or one of a few words
        return None


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """`{% translate "Close" %}`."""
    made: TranslateNode = do_translate(parser, token)
    said = made.filter_expression
    is_plain = not (made.noop or made.asvar or made.message_context or said.filters) and said.var.literal is not None
    return PlainWords(str(said.var.literal)) if is_plain else made


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """`{% url 'meeting' meeting.id %}`."""
    made = django_url(parser, token)
    route = made.view_name
    is_plain = not (made.kwargs or made.asvar or route.filters or len(made.args) > 1) and not route.is_var
    return RouteAddress(made, str(route.var)) if is_plain else made
