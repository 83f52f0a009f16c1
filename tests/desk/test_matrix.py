"""Who reaches what: every route with every role, and nothing of a sharing level in any page of somebody who may not see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from desk.conftest import MARKS, ROLES, Held
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from examples import ALL

from sulh.desk.entering import ENTERED
from sulh.desk.fact_lists import FACT_LISTS
from sulh.desk.incident_list import INCIDENT_LIST
from sulh.desk.lists import LISTS
from sulh.desk.pages.charts import FILES as _FILES
from sulh.record.access import ACTIONS

VISITORS = ("anonymous", *ROLES)
# What each visitor may see: the restricted document is for the reviewer's group, and for no role by itself.
SEES = {
    "anonymous": {"public"},
    "reader": {"public", "team"},
    "editor": {"public", "team"},
    "admin": {"public", "team"},
    "reviewer": {"public", "team", "restricted"},
}
# Addresses that hold what was typed into them are no leak of it.
QUERIES = ("", "?q=ville", "?q=agreed", "?text=ville", "?by=issue", "?since=2022&until=2022-12")


@pytest.fixture
def held(held_with_incidents: Held) -> Held:
    """The record with incidents, whose pages are asked for too."""
    assert held_with_incidents.incidents
    return held_with_incidents


def routes() -> list[URLPattern]:
    """The desk's own routes; those of the API say who asks by token and have tests of their own."""
    return [one for one in get_resolver().url_patterns if isinstance(one, URLPattern)]


def action_of(route: URLPattern) -> str:
    return str(getattr(route.callback, "action", ""))


def methods_of(route: URLPattern) -> tuple[str, ...]:
    return tuple(getattr(route.callback, "methods", ()))


def addresses(route: URLPattern, held: Held) -> Iterator[str]:
    """The addresses of a route: one for each thing of the record that it can be about."""
    name, wants = str(route.name), set(route.pattern.converters)
    if not wants:
        yield reverse(name)
    elif wants == {"name", "form"}:
        yield from (f"{reverse(name, args=one)}?actor={quote(held.actor)}" for one in _FILES)
    elif wants == {"seq"}:
        yield reverse(name, args=[held.merge])
    elif wants == {"token"}:
        yield reverse(name, args=["nothing"])
    elif wants == {"kind"}:
        yield from (reverse(name, args=[kind]) for kind in ("act", "ceasefire", "release", "report", "assessment", "response"))
    elif wants == {"job"}:
        yield reverse(name, args=[1])
    elif name == "list-download":
        for one in (*LISTS, *FACT_LISTS, INCIDENT_LIST.name):
            yield reverse(name, args=[one])
    elif wants == {"name"}:
        yield reverse(name, args=["reader"])
    elif wants > {"key"}:
        some = {"key": "0a1b2c3d", "plan": "0a1b2c3d", "number": 1, "name": "North/N1", "made": "0a1b2c3d"}
        yield reverse(name, kwargs={one: some[one] for one in wants})
    else:
        kind = name.split("-")[0]
        things: dict[str, list[str]] = {
            "meeting": [*held.meetings.values(), held.rivals],
            "document": list(held.documents.values()),
            "claim": list(held.claims.values()),
            "commitment": list(held.commitments.values()),
            "proposal": [held.proposal],
            "actor": [held.actor],
            "about": [
                *(f"meeting:{one}" for one in held.meetings.values()),
                *(f"sha256:{one}" for one in held.documents.values()),
                *held.claims.values(),
            ],
            "incident": list(held.incidents.values()),
            "group": ["envoys"],
            "enter": list(ENTERED),
            "field": ["report", "tally"],
            "person": ["ann envoy"],
            "pick": ["actor", "track", "document", "meeting"],
            "round": ["0a1b2c3d"],
            "plan": ["0a1b2c3d"],
            "case": ["0a1b2c3d"],
            "track": [held.track, *(f"{city.lower()}-talks" for city in MARKS.values())],
        }
        for key in things[kind]:
            yield reverse(name, args=[key])


def queries(number: int) -> tuple[str, ...]:
    """What is asked of an address, the number of which it is: all in a run of everything, in a quick one each by turns."""
    return QUERIES if ALL else ("", QUERIES[1 + number % (len(QUERIES) - 1)])


def is_signed_out(client: Client) -> bool:
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is None or not cookie.value


def is_sent_to_sign_in(response: Any) -> bool:
    return bool(response.status_code == 302 and response["Location"].startswith(reverse("sign-in")))


def test_every_route_declares_its_action_and_methods() -> None:
    assert len(routes()) > 50
    assert [str(one.pattern) for one in routes() if action_of(one) not in {"open", "own", "persons", *ACTIONS["admin"]}] == []
    assert [str(one.pattern) for one in routes() if not methods_of(one)] == []


def may(visitor: str, route: URLPattern) -> bool:
    """Whether somebody who signed in may use the route by their role."""
    action = action_of(route)
    return visitor != "anonymous" and (action == "own" or action in ACTIONS[visitor])


def is_let_in(response: Any) -> bool:
    return response.status_code != 403 and not is_sent_to_sign_in(response)


@pytest.mark.parametrize("visitor", VISITORS)
def test_role_reaches_what_it_may_and_nothing_else(visitor: str, held: Held, as_: Callable[[str], Client]) -> None:
    client = as_(visitor)
    for route in routes():
        if action_of(route) == "open":
            continue
        for method in methods_of(route):
            if method == "GET" and may(visitor, route):
                continue  # asked for by the test of what pages tell, which reads them too
            for address in addresses(route, held):
                if is_signed_out(client):
                    client = as_(visitor)
                response = client.generic(method, address)
                told = f"{visitor} {method} {address}: {response.status_code}"
                if may(visitor, route):
                    assert is_let_in(response), told
                elif visitor == "anonymous":
                    assert is_sent_to_sign_in(response), told
                else:
                    assert response.status_code == 403, told


def test_visitor_of_the_public_view_reads_and_does_nothing_else(held: Held, as_: Callable[[str], Client], public_view: None) -> None:
    client = as_("anonymous")
    for route in routes():
        for method in methods_of(route):
            for address in addresses(route, held):
                response = client.generic(method, address)
                if action_of(route) == "read":
                    assert response.status_code in (200, 400, 404), f"{method} {address}"
                elif action_of(route) != "open":
                    assert is_sent_to_sign_in(response), f"{method} {address}"


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_page_tells_of_a_level_that_the_visitor_may_not_see(
    visitor: str, held: Held, as_: Callable[[str], Client], public_view: None
) -> None:
    hidden = {level: word for level, word in MARKS.items() if level not in SEES[visitor]}
    seen: dict[str, int] = dict.fromkeys(MARKS, 0)
    asked = 0
    client = as_(visitor)
    for route in routes():
        if "GET" not in methods_of(route):
            continue
        for address in addresses(route, held):
            for query in queries(asked := asked + 1):
                response: Any = client.get(address + query)
                assert is_let_in(response) or not may(visitor, route), f"{visitor} {address}{query}: {response.status_code}"
                body = b"".join(response.streaming_content) if response.streaming else response.content
                text = body.decode("utf-8", "replace")
                for level, word in hidden.items():
                    # A page that is not there repeats what was asked for, and no more.
                    told = text if response.status_code == 200 else text.replace(address.split("/")[2], "")
                    assert word.lower() not in told.lower(), f"{visitor} {address}{query} tells of {level}"
                    assert held.documents[level] not in told, f"{visitor} {address}{query} names a document of level {level}"
                for level in SEES[visitor]:
                    seen[level] += MARKS[level] in text
    assert all(seen[level] > 5 for level in SEES[visitor])


@pytest.mark.parametrize("visitor", VISITORS)
def test_thing_that_may_not_be_seen_is_not_there(visitor: str, held: Held, as_: Callable[[str], Client], public_view: None) -> None:
    for name, things in (("document", held.documents), ("meeting", held.meetings), ("commitment", held.commitments)):
        for level, key in things.items():
            expected = 200 if level in SEES[visitor] else 404
            assert as_(visitor).get(reverse(name, args=[key])).status_code == expected, f"{visitor} {name} {level}"


def test_decision_about_a_hidden_thing_is_refused_as_if_it_were_not_there(held: Held, as_: Callable[[str], Client]) -> None:
    from sulh.record.projection.models import Claim

    address = reverse("claim-accept", args=[held.claims["restricted"]])
    assert as_("admin").post(address, headers={"HX-Request": "true"}).status_code == 422
    assert Claim.objects.get(pk=held.claims["restricted"]).status == "proposed"
    assert as_("reviewer").post(address, headers={"HX-Request": "true"}).status_code == 200
    assert Claim.objects.get(pk=held.claims["restricted"]).status == "accepted"
