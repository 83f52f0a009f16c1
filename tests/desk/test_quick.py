"""Addresses and strings of templates are those that Django's own tags give, whatever the language and the argument."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.template.defaulttags import URLNode
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.html import conditional_escape

from sulh.desk.templatetags.quick import PlainWords, RouteAddress


def drawn(template: str, **given: object) -> str:
    return Template(template).render(Context(given))


@pytest.mark.parametrize("key", ["0123456789ab-meeting1", "أستانا", "a b&c", "50%", "it's", "~key~"])
def test_addresses_are_those_that_django_gives(key: str) -> None:
    assert drawn("{% url 'meeting' key %}", key=key) == conditional_escape(reverse("meeting", args=[key]))


def test_addresses_of_paths_and_numbers_and_without_argument() -> None:
    assert drawn("{% url 'person' 'a/b' %}") == reverse("person", args=["a/b"])
    assert drawn("{% url 'undo' 12 %}{% url 'process' %}") == reverse("undo", args=[12]) + reverse("process")
    assert drawn("{% url 'meeting' 'x' as there %}{{ there }}") == reverse("meeting", args=["x"])


@pytest.mark.parametrize("key", ["", "a/b"])
def test_what_fits_no_route_is_refused(key: str) -> None:
    with pytest.raises(NoReverseMatch):
        drawn("{% url 'meeting' key %}", key=key)


def test_strings_speak_the_language_of_each_page() -> None:
    template = Template('{% translate "Skip to the content" %}')
    said = {}
    for language in ("en", "ar", "en"):
        with translation.override(language):
            said[language] = template.render(Context())
            assert said[language] == translation.gettext("Skip to the content")
    assert said["en"] != said["ar"]


def test_only_what_is_plain_is_quick() -> None:
    def node(source: str) -> type:
        return type(Template(source).nodelist[0])

    assert node("{% translate 'Close' %}") is PlainWords
    assert PlainWords not in {node("{% translate x %}"), node("{% translate 'a' context 'b' %}"), node("{% translate 'Close' as x %}")}
    assert node("{% url 'meeting' x %}") is RouteAddress
    assert {node("{% url name %}"), node("{% url 'meeting' key=x %}"), node("{% url 'meeting' x as y %}")} == {URLNode}
    assert drawn("{% translate '5 % of <b>' %}") == "5 % of <b>"
