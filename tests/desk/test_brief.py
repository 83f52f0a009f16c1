"""The brief on the first page: what came, what colleagues decided and said since one last looked, and what is asked of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from desk.conftest import Held
from desk.test_memory import statements
from django.test import Client
from django.urls import reverse
from reports import report

from sulh.model import Reading
from sulh.record import decisions, discussing
from sulh.record.adding import add
from sulh.record.jobs.models import Visit
from sulh.record.jobs.visits import keep_visit, visit_of
from sulh.record.ledger import head
from sulh.record.models import User
from sulh.record.projection.models import Claim
from sulh.record.queries.news import news
from sulh.record.viewers import local_viewer, viewer_of


def hours_ago(number: int) -> str:
    return (dt.datetime.now(dt.UTC) - dt.timedelta(hours=number)).isoformat(timespec="seconds")


def looked(name: str, before: str, last: str) -> None:
    """Somebody whose last two visits were then."""
    keep_visit(name, before, last, is_first=visit_of(name) == ("", ""))


def brief(client: Client) -> str:
    """What the first page asks for when it is there."""
    return str(client.get(reverse("today-since"), headers={"HX-Request": "true"}).content.decode())


def test_first_visit_tells_of_no_news(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    page = client.get("/").content.decode()
    assert "is the latest meeting held" in page and "last looked" not in page
    assert "sulh-looked" not in client.cookies and visit_of("reviewer")[1]


def test_second_visit_tells_what_came_and_what_colleagues_did(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    looked("reviewer", "", hours_ago(1))
    page = client.get("/").content.decode()  # everything of this record was added within the last hour
    assert "documents came since you last looked" in page and ">new<" in page
    anna = local_viewer("anna")
    decisions.accept(anna, held.claims["team"])
    discussing.comment(anna, f"sha256:{held.documents['team']}", "Doubtful date.")
    discussing.assign(anna, f"sha256:{held.documents['team']}", "reviewer", task="Check the date")
    assert "Check the date" in client.get("/").content.decode()
    page = brief(client)
    assert "anna decided one thing" in page and "Doubtful date." in page and "Check the date" in page
    assert "Accepted 1" in page and reverse("review-colleagues") in page


def test_news_tell_nothing_of_what_is_hidden(held: Held, as_: Callable[[str], Client]) -> None:
    anna = local_viewer("anna")
    discussing.comment(anna, f"sha256:{held.documents['restricted']}", "Ask Secretville.")
    decisions.accept(anna, held.claims["restricted"])
    client = as_("reader")
    looked("reader", "", hours_ago(1))
    page = client.get("/").content.decode() + brief(client)
    assert "Secretville" not in page and "anna decided" not in page
    assert "Teamville" in page  # the promise and the document that the reader may see
    reviewer = as_("reviewer")
    looked("reviewer", "", hours_ago(1))
    assert "Secretville" in brief(reviewer) and "anna decided" in brief(reviewer)


def test_reload_within_a_visit_keeps_the_news(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    looked("reader", "", hours_ago(1))
    first = client.get("/").content.decode()
    again = client.get("/").content.decode()
    assert "came since you last looked" in first and "came since you last looked" in again


def test_news_of_nothing_are_not_told(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    client.get("/")
    assert "came since" not in client.get("/").content.decode()


def test_visit_is_kept_with_the_account_and_told_to_nobody_else(held: Held, as_: Callable[[str], Client]) -> None:
    looked("reader", "", hours_ago(1))
    entries = head()[0]
    assert "came since you last looked" in as_("reader").get("/").content.decode()
    elsewhere = Client()  # another browser of the same person
    elsewhere.force_login(User.objects.get(username="reader"), backend="django.contrib.auth.backends.ModelBackend")
    assert "came since you last looked" in elsewhere.get("/").content.decode()
    assert "came since you last looked" not in as_("reviewer").get("/").content.decode()
    assert head()[0] == entries  # the ledger says nothing of it


def test_whoever_has_no_account_leaves_nothing(held: Held, as_: Callable[[str], Client], public_view: None) -> None:
    client = as_("anonymous")
    assert client.get("/").status_code == 200 and "sulh-looked" not in client.cookies
    assert not Visit.objects.exists()


def test_brief_is_quiet_when_nothing_changed(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    assert brief(client).strip() == ""  # on the first visit nothing is new
    assert "This is your first visit." in client.get(reverse("today-since")).content.decode()
    now = (dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)).isoformat(timespec="seconds")
    looked("reader", now, now)
    assert brief(client).strip() == ""
    assert "Nothing changed since then." in client.get(reverse("today-since")).content.decode()


def test_own_decisions_and_comments_are_no_news(held: Held, as_: Callable[[str], Client]) -> None:
    client, own = as_("reviewer"), viewer_of(User.objects.get(username="reviewer"))
    decisions.accept(own, held.claims["team"])
    discussing.comment(own, f"sha256:{held.documents['team']}", "My own words.")
    looked("reviewer", "", hours_ago(1))
    assert "reviewer decided" not in brief(client) and "My own words." not in brief(client)


def test_new_promise_is_told_once_and_a_repeated_one_is_not(held: Held) -> None:
    viewer, after = local_viewer("anna"), head()[0]
    assert not news(viewer, after).promises
    again = report(1, city="Publicville", promise="They agreed in Publicville to release everybody by 1 March 2022.", due="2022-03-01")
    list(add([again, report(78, promise="They agreed to open the road by 2 May 2022.", due="2022-05-02")], author="bruno"))
    told = news(viewer, after)
    assert ["open the road" in one.quote for one in told.promises] == [True] and not told.promises_left
    assert [(one.author, one.sort) for one in told.added] == [("bruno", "document")]


OTHERS = {"RUS": "observer", "IRN": "guarantor", "TUR": "guarantor"}


def alike(number: int, **more: Any) -> Reading:
    """One of several reports of one meeting."""
    return report(number, start="2019-02-02", city="Sochi", country="RU", ordinal=4, **more)


def test_what_became_disputed_is_told_and_what_was_before_is_not(held: Held) -> None:
    viewer = local_viewer("anna")
    list(add([alike(31), alike(32), report(14, start="2021-07-07", roles=OTHERS)], author="tests"))
    after = head()[0]
    assert [(one.meeting.city, one.properties) for one in news(viewer, 0).disputed] == [("Nur-Sultan", ("role",))]
    list(add([alike(33, roles=OTHERS), report(15, start="2021-07-07")], author="bruno"))
    assert [(one.meeting.city, one.properties) for one in news(viewer, after).disputed] == [("Sochi", ("role",))]
    assert not news(viewer, head()[0]).disputed


def test_decision_that_makes_sources_differ_is_told(held: Held) -> None:
    viewer = local_viewer("anna")
    list(add([alike(31), alike(32, roles=OTHERS)], author="tests"))
    claim = Claim.objects.get(source__title="Report 32", property="participant", value__contains='"RUS"').pk
    decisions.reject(viewer, claim)
    after = head()[0]
    assert not news(viewer, after).disputed
    decisions.undo(local_viewer("bruno"), after)
    told = news(viewer, after)
    assert [(one.meeting.city, one.properties) for one in told.disputed] == [("Sochi", ("role",))]
    assert [(one.author, one.kinds) for one in told.deeds] == [("bruno", (("undo", 1),))]


def test_first_page_asks_one_statement_more_of_who_was_here_before(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    client.get("/")
    first = len(statements(lambda: client.get("/")))
    looked("reader", "", hours_ago(1))
    client.get("/")
    assert len(statements(lambda: client.get("/"))) <= first + 1
