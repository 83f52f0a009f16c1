"""What forms offer beside a field: the things that may be meant by a name that was not clear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django import template
from django.forms import BoundField

from sulh import words
from sulh.desk.fields import ActorField, TrackField, choice_name
from sulh.desk.shown import language
from sulh.record.queries.picking import Pick

register = template.Library()


class FieldOffer(NamedTuple):
    """What may be meant by `typed`: things to choose among, and the kinds that a new actor can be of; `is_track` offers a new track."""

    name: str
    typed: str
    picks: Sequence[Pick]
    kinds: Sequence[tuple[str, str]]
    is_track: bool


@register.filter
def offers(field: BoundField) -> list[FieldOffer]:
    """What a form offers beside a field whose name was not clear; empty for others."""
    found = []
    several = type(field.field).__name__ == "ActorsField"
    for problem in field.errors.as_data():
        if problem.code == "unclear" and problem.params:
            typed = str(problem.params["typed"])
            kinds = words.choices("ActorKind", language=language()) if isinstance(field.field, ActorField) else []
            name = choice_name(field.html_name, typed if several else "")
            found.append(FieldOffer(name, typed, problem.params["offered"], kinds, isinstance(field.field, TrackField)))
    return found


@register.filter
def is_boxes(field: BoundField) -> bool:
    """Whether a field is a group of boxes to tick or of buttons to choose, which a label of its own stands over."""
    return bool(getattr(field.field.widget, "input_type", "") in ("checkbox", "radio") and hasattr(field.field.widget, "choices"))


@register.filter
def is_hidden(field: BoundField) -> bool:
    """Whether a field is not shown."""
    return field.is_hidden
