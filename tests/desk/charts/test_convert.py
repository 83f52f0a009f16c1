"""Altair's pictures fit into a page under a strict policy, in the page's colours."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

from desk.charts.seen import parsed

from sulh.desk.charts.convert import Converter
from sulh.desk.charts.roles import figure
from sulh.record.shapes import ActorRef, ActorView

ROLES = (("host", 12, "2017-01-23", "2024-11-12"), ("observer", 1, "2019-04-25", "2019-04-25"))
KAZ = ActorView(ActorRef("KAZ", "Kazakhstan <&>", "state"), {}, (), (), ROLES, (), ())


def test_roles_are_named_described_and_without_inline_style() -> None:
    svg = figure(KAZ)
    root = parsed(svg)
    assert "style=" not in svg
    assert "<style" not in svg
    assert root.get("aria-labelledby") in {one.get("id") for one in root.iter()}
    assert "Kazakhstan &lt;&amp;&gt;" in svg


def test_colours_follow_the_page() -> None:
    svg = figure(KAZ)
    assert "var(--chart-meeting,#1d4f9e)" in svg
    assert "var(--chart-meeting,#8ab8f8)" in figure(KAZ, dark=True)
    assert not re.search(r'(fill|stroke)="#', svg)


def test_same_chart_gives_the_same_bytes_and_ids_of_its_own() -> None:
    assert figure(KAZ) == figure(KAZ)
    ids = [set(re.findall(r' id="([^"]+)"', figure(KAZ, rtl=rtl))) for rtl in (False, True)]
    assert ids[0].isdisjoint(ids[1])


def test_actor_without_days_has_no_picture() -> None:
    assert figure(ActorView(KAZ.ref, {}, (), (), (("host", 1, "", ""),), (), ())) == ""


def test_threads_may_share_the_converter() -> None:
    converter = Converter(kept=2)
    chart = {"mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    charts = [{**chart, "data": {"values": [{"x": number}]}} for number in (1, 2, 3)]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(converter.svg, charts * 4))
    assert drawn[:3] == drawn[3:6] == drawn[9:]
    assert len(set(drawn)) >= 1
