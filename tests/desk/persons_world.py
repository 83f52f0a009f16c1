"""A round of an exchange of lists for the tests of the desk: accounts on each side, and the invented lists in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from made_once import made_once

from sulh.record import looks
from sulh.record.persons import matters
from sulh.record.persons.rounds import rounds
from sulh.record.viewers import local_viewer

SIDES = {"north-desk": "North", "south-desk": "South"}
As = Callable[[str], Client]


@pytest.fixture
def lists_round(accounts: None) -> str:
    """The identifier of the demonstration's round; the account `editor` mediates it."""
    from sulh.cli.demo_round import invented_round

    looks._KNOWN.clear()
    matters._MEMORY.state = None
    made_once("a round of the demonstration", lambda: invented_round("editor"))
    (line,) = rounds(local_viewer("tests"))
    return line.id


def page(client: Client, route: str, /, *arguments: str, status: int = 200, **sent: object) -> str:
    """The words of a page that a route leads to; with `sent` a form is sent to it and its answer followed."""
    address = reverse(route, args=arguments)
    answer = client.post(address, sent, follow=True) if sent else client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())
