"""Statements that are put together once: each answers as the query does, for whoever asks, whatever was asked before."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext
from reports import report

from sulh.record.adding import add
from sulh.record.cache import read_once
from sulh.record.prepared import prepared
from sulh.record.projection.models import Claim, Source
from sulh.record.queries.visible import claims, facts
from sulh.record.shapes import Viewer
from sulh.record.viewers import viewer


@prepared
def _claims_of(viewer: Viewer, sources: list[str]) -> QuerySet[Any, Any]:
    return claims(viewer).filter(source__in=sources).order_by("seq").values_list("pk", "source_id", "source__withdrawn", "audience")


@prepared
def _named(name: str, number: int, *, by: str) -> QuerySet[Any, Any]:
    return Claim.objects.filter(Q(property=name) | Q(seq=number)).order_by(by).values_list("seq", "property")


@prepared
def _acts(viewer: Viewer, sources: list[str]) -> QuerySet[Any, Any]:
    return facts(viewer, "act").filter(source__in=sources).values_list("pk")


@pytest.fixture
def sources() -> list[str]:
    for number, level in enumerate(("team", "public", "public")):
        list(add([report(number)], author="test", level=level))
    return list(Source.objects.order_by("seq").values_list("pk", flat=True))


def test_each_viewer_gets_what_is_theirs(sources: list[str]) -> None:
    team, public = viewer("a", "reader", "team"), viewer("b", "public", "public")
    for who in (team, public, team, public):
        wanted = claims(who).filter(source__in=sources).order_by("seq")
        assert _claims_of(who, sources) == list(wanted.values_list("pk", "source_id", "source__withdrawn", "audience"))
    assert len(_claims_of(team, sources)) > len(_claims_of(public, sources)) > 0
    assert {type(row[2]) for row in _claims_of(team, sources)} == {bool}


def test_lists_of_any_length_are_answered(sources: list[str]) -> None:
    team = viewer("a", "reader", "team")
    for length in (0, 1, 2, 3, 600):
        asked = (sources * 200)[:length]
        assert {row[1] for row in _claims_of(team, asked)} == set(asked)
        assert len(_claims_of.plain(team, asked)) == _claims_of.number(team, asked) == len(_claims_of(team, asked))


def test_values_and_forms_are_told_apart(sources: list[str]) -> None:
    up, down = _named("kind", 3, by="seq"), _named("kind", 3, by="-seq")
    assert up == list(reversed(down))
    assert {3, *(seq for seq, name in up if name == "kind")} == {seq for seq, _ in up}
    assert {name for _, name in _named("participant", -1, by="seq")} <= {"participant"}


def test_what_one_reader_knows_to_be_empty_is_not_so_for_others(sources: list[str]) -> None:
    team = viewer("a", "reader", "team")
    with read_once():
        assert _acts(team, sources) == list(facts(team, "act").filter(source__in=sources).values_list("pk"))
    with CaptureQueriesContext(connection) as asked:
        _acts(team, sources)
    assert len(asked) == 1


def test_a_statement_that_would_be_wrong_the_second_time_is_refused(sources: list[str]) -> None:
    read = prepared(lambda key: Source.objects.filter(pk__in=list(Source.objects.values_list("pk", flat=True)), path=key).values_list("pk"))
    begins = prepared(lambda key: Source.objects.filter(pk__startswith=key).values_list("pk"))
    ignored = prepared(lambda key: Source.objects.values_list("pk"))
    for wrong in (read, begins, ignored):
        with pytest.raises(TypeError):
            wrong("sha256:")
    with pytest.raises(TypeError):
        ignored(1.5)
