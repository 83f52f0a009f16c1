"""What nobody has decided is marked wherever it stands, and what somebody decided is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from reports import report

from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.models import Text
from sulh.record.projection.models import Claim, Mention
from sulh.record.settling_facts import settle_facts
from sulh.record.viewers import local_viewer

pytestmark = pytest.mark.django_db

MARK = 'class="proposed"'


def decided(properties: tuple[str, ...]) -> None:
    """Accept every claim of these properties."""
    open_ones = Claim.objects.filter(property__in=properties, status="proposed").order_by("seq").values_list("pk", flat=True)
    decisions.accept_many(local_viewer("anna"), list(open_ones))


def test_participants_persons_and_values_are_marked_until_they_are_decided(accounts: None, as_: Callable[[str], Client]) -> None:
    list(add([report(1, people=[("Sergey Lavrov", "minister", "RUS", True)], issues=["ceasefire"])], author="anna"))
    meeting = Mention.objects.filter(kind="meeting").values_list("meeting", flat=True)[0]
    pages = {
        "meeting": f"/meetings/{meeting}/",
        "meetings": "/meetings/",
        "people": "/people/",
        "person": "/people/Sergey%20Lavrov/",
        "actor": "/actors/RUS/",
        "card": f"/meetings/{meeting}/card/",
    }
    reader = as_("admin")
    found = {name: reader.get(address) for name, address in pages.items()}
    assert {name: one.status_code for name, one in found.items() if one.status_code != 200} == {}
    assert [name for name, one in found.items() if "proposed" not in one.content.decode()] == []
    decided(("participant", "person", "agenda", "kind", "status", "track", "ordinal", "start", "end", "city", "country", "core"))
    marked = [name for name, address in pages.items() if MARK in reader.get(address).content.decode()]
    assert marked == []


def test_list_of_ceasefires_counts_a_truce_once_and_violations_apart(accounts: None, as_: Callable[[str], Client]) -> None:
    list(add([report(1), report(2, ordinal=3, start="2022-03-01", city="Sochi", country="RU", track="Sochi talks")], author="anna"))
    rows = []
    for document in Text.objects.order_by("pk").values_list("pk", flat=True):
        row = {"kind": "ceasefire", "document": document, "reason": "read again"}
        rows.append(row | {"words": "Nothing else was said.", "values": "event=declared; start=2021-07-07"})
        rows.append(row | {"words": "Delegations met", "values": "event=violated; start=2021-07-09"})
    assert settle_facts(local_viewer("anna"), rows) == []
    page = as_("admin").get("/facts/ceasefire/")
    assert page.context["page"].total == 4
    assert page.context["finding"] == "Ceasefires: 1, in 2 accounts; reports of violations: 2, on one day"
