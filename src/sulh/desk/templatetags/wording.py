"""What the pages on wording call: codes of formulas in words."""

from __future__ import annotations

from django import template

from sulh.desk.wording_labels import said as words_of

register = template.Library()


@register.filter
def said(value: object, table: str) -> str:
    """`{{ "carried"|said:"state" }}`: the words of a code."""
    return words_of(table, value)
