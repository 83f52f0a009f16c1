"""Comments, assignments and the calendar through the pages; undo beside every decision's message."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse

from sulh.model import InvalidError
from sulh.record import looks
from sulh.record.accounts import deactivate
from sulh.record.models import Entry
from sulh.record.projection.models import Claim, Decision
from sulh.record.tokens import create_token


def test_comment_stands_on_the_page_and_is_undone_from_the_message(held: Held, as_: Callable[[str], Client]) -> None:
    thing, address = f"meeting:{held.meetings['team']}", reverse("meeting", args=[held.meetings["team"]])
    client = as_("reviewer")
    told = client.post(reverse("about-comment", args=[thing]), {"words": "Ask <the> host.", "next": address}, follow=True).content.decode()
    assert "Ask &lt;the&gt; host." in told and "data-undo" in told
    entries = told.split('name="seq" value="')[1].split('"')[0]
    told = client.post(reverse("undo-several"), {"seq": entries, "next": address}, follow=True).content.decode()
    assert "Ask &lt;the&gt; host." not in told and "Undone: " in told


def test_refused_assignment_keeps_what_was_typed(held: Held, as_: Callable[[str], Client]) -> None:
    thing = f"sha256:{held.documents['restricted']}"
    typed = {"account": "reader", "task": "Look at paragraph 7", "due": "2126-12-24"}
    answer = as_("reviewer").post(reverse("about-assign", args=[thing]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "reader may not see this" in page
    assert "Look at paragraph 7" in page and "2126-12-24" in page and "<option selected>reader</option>" in page


def test_assignment_made_meanwhile_is_told_and_loses_nothing_typed(held: Held, as_: Callable[[str], Client]) -> None:
    thing, client = f"sha256:{held.documents['team']}", as_("reviewer")
    seen = client.get(reverse("document", args=[held.documents["team"]])).content.decode().split('id="talk"')[1]
    state = seen.split('name="state" value="')[1].split('"')[0]
    as_("editor").post(reverse("about-assign", args=[thing]), {"account": "reviewer", "task": "Look at it"})
    typed = {"account": "editor", "task": "Look at paragraph 7", "state": state}
    answer = client.post(reverse("about-assign", args=[thing]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "by editor (assign" in page and 'value="Look at paragraph 7"' in page
    again = typed | {"state": page.split('id="talk"')[1].split('name="state" value="')[1].split('"')[0]}
    assert client.post(reverse("about-assign", args=[thing]), again).status_code == 302


def test_work_is_listed_done_and_in_the_calendar(held: Held, as_: Callable[[str], Client]) -> None:
    thing = f"sha256:{held.documents['team']}"
    as_("editor").post(reverse("about-assign", args=[thing]), {"account": "reviewer", "task": "Review", "due": "2126-12-24"})
    client = as_("reviewer")
    page = client.get(reverse("work")).content.decode()
    assert "One thing is asked of you" in page and "News of Teamville" in page
    calendar = client.get(reverse("calendar"))
    lines = calendar.content.decode().replace("\r\n ", "").split("\r\n")
    assert calendar["Content-Type"].startswith("text/calendar") and "SUMMARY:Review: News of Teamville" in lines
    assert "DTSTART;VALUE=DATE:21261224" in lines and "DTSTART;VALUE=DATE:20220301" in lines  # asked for, and promised
    client.post(reverse("about-done", args=[thing]), {"account": "reviewer"})
    assert "Nobody asks anything of you" in client.get(reverse("work")).content.decode()


def test_calendar_holds_nothing_hidden(held: Held, as_: Callable[[str], Client]) -> None:
    assert "Secretville" in as_("reviewer").get(reverse("calendar")).content.decode().replace("\r\n ", "")
    assert "Secretville" not in as_("reader").get(reverse("calendar")).content.decode().replace("\r\n ", "")


def test_all_that_one_press_decided_is_undone_at_once(held: Held, as_: Callable[[str], Client]) -> None:
    key = held.documents["team"]
    wanted = list(Claim.objects.filter(source=f"sha256:{key}", mention__kind="meeting").values_list("pk", flat=True))
    client = as_("reviewer")
    page = client.post(reverse("claims-decide"), {"claim": wanted, "verdict": "accept"}, follow=True).content.decode()
    entries = re.search(r'data-undo href="[^"]*seq=([\d,-]+)"', page).group(1)  # type: ignore[union-attr]
    assert Claim.objects.filter(status="accepted").count() == len(wanted)
    client.post(reverse("undo-several"), {"seq": entries})
    assert not Claim.objects.filter(status="accepted").exists()


def test_undo_of_several_is_all_or_none(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    client.post(reverse("claim-accept", args=[held.claims["team"]]))
    seq = Decision.objects.filter(kind="accept").get().seq
    client.post(reverse("undo-several"), {"seq": f"1,{seq}"})  # entry 1 is no decision
    assert Claim.objects.get(pk=held.claims["team"]).status == "accepted"


def test_what_people_write_is_shown_and_never_run(held: Held, as_: Callable[[str], Client]) -> None:
    from desk.test_matrix import addresses, methods_of, routes

    from sulh.record.accounts import set_groups

    bad = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202e'
    set_groups("reviewer", ["envoys", bad.replace("|", "")], author="tests")
    client = as_("reviewer")
    for thing in (f"sha256:{held.documents['team']}", held.claims["team"], f"meeting:{held.meetings['team']}"):
        client.post(reverse("about-comment", args=[thing]), {"words": bad})
        client.post(reverse("about-assign", args=[thing]), {"account": "reviewer", "task": f"{bad}\r\nATTENDEE:evil", "due": "2030-01-01"})
    client.post(reverse("claim-reject", args=[held.claims["team"]]), {"reason": bad})
    shown = 0
    for route in routes():
        for address in addresses(route, held) if "GET" in methods_of(route) else ():
            answer = client.get(
                address + ("?" if "?" not in address else "&") + "q=%22%3E%3Cscript%3Ealert(2)&since=0&next=javascript:alert(3)"
            )
            if answer.streaming or not answer["Content-Type"].startswith("text/html"):
                continue
            page = answer.content.decode()
            assert "<script>alert" not in page and "<img src=x" not in page and 'href="javascript' not in page, address
            shown += "&lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert shown > 5
    made = client.get(reverse("calendar")).content.decode().replace("\r\n ", "")
    assert made.count("UID:assignment-") == 3 and not any(line.startswith("ATTENDEE") for line in made.splitlines())


def test_undo_shows_every_decision_that_it_takes_back(held: Held, as_: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    from sulh.record.queries import history

    monkeypatch.setattr(history, "_MOST", 2)
    client = as_("editor")
    claims = list(Claim.objects.filter(source=f"sha256:{held.documents['team']}").values_list("pk", flat=True)[:4])
    client.post(reverse("claims-decide"), {"verdict": "accept", "claim": claims})
    seqs = Decision.objects.filter(kind="accept").values_list("seq", flat=True)
    page = client.get(reverse("undo-several") + f"?seq={min(seqs)}-{max(seqs)}").content.decode()
    assert len(seqs) == 4 and "Take these 4 decisions back?" in page


@pytest.mark.parametrize("start", ["9" * 5000, "-1", "\u0663"])
def test_place_of_marked_words_that_is_no_number_marks_nothing(start: str, held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("enter-fact", args=["act"]) + f"?document={held.documents['team']}&start={start}&end=9"
    assert as_("editor").get(address).status_code == 200


def test_slash_in_a_name_breaks_no_page(held: Held, as_: Callable[[str], Client]) -> None:
    from reports import report

    from sulh.record.accounts import create_user
    from sulh.record.adding import add

    made = report(31, city="Oslo", start="2019-01-10", people=(("Ann/Anna Envoy", "Envoy", "RUS", True),))
    list(add([made], author="tests", level="team"))
    create_user("anna-un", "a long sentence nobody guesses", "reader", ("un/ose",), author="tests")
    admin = as_("admin")
    page = admin.get(reverse("people")).content.decode()
    assert "Ann/Anna Envoy" in page
    for address in (reverse("person", args=["ann/anna envoy"]), reverse("accounts"), reverse("groups"), reverse("group", args=["un/ose"])):
        assert admin.get(address).status_code == 200, address


def subscribed(client: Client) -> str:
    """The address for calendar programs that the account's page makes, as it is shown once."""
    page = client.post(reverse("account-calendar")).content.decode()
    return str(unescape(page.split('id="calendar-address" dir="ltr" class="long">')[1].split("<")[0])).removeprefix("http://testserver")


def test_calendar_program_reads_without_signing_in_what_the_account_may_see(held: Held, as_: Callable[[str], Client]) -> None:
    thing = f"sha256:{held.documents['team']}"
    as_("editor").post(reverse("about-assign", args=[thing]), {"account": "reviewer", "task": "Review", "due": "2126-12-24"})
    address = subscribed(as_("reviewer"))
    assert address.startswith("/calendar/") and address.endswith(".ics") and len(address) > 40
    answer = Client().get(address)
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar") and "no-store" in answer["Cache-Control"]
    assert "SUMMARY:Review: News of Teamville" in text and "Secretville" in text  # the reviewer is of the group
    other = Client().get(subscribed(as_("reader"))).content.decode().replace("\r\n ", "")
    assert "Secretville" not in other and "Teamville" in other and "SUMMARY:Review" not in other
    assert address.split("/")[2].removesuffix(".ics") not in as_("reviewer").get(reverse("account")).content.decode()


def test_calendar_address_ends_when_it_is_renewed_revoked_or_the_account_closed(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    first = subscribed(client)
    second = subscribed(client)
    assert Client().get(first).status_code == 404 and Client().get(second).status_code == 200
    client.post(reverse("account-calendar"), {"revoke": "1"})
    assert Client().get(second).status_code == 404
    third = subscribed(client)
    deactivate("reviewer", author="tests")
    assert Client().get(third).status_code == 404
    assert Client().get("/calendar/nothing.ics").status_code == 404


def test_key_to_a_calendar_opens_nothing_else_and_a_key_to_the_api_no_calendar(held: Held, as_: Callable[[str], Client]) -> None:
    secret = subscribed(as_("reader")).split("/")[2].removesuffix(".ics")
    assert Client().get("/api/meetings", headers={"authorization": f"Bearer {secret}"}).status_code == 401
    token = create_token("reader", author="tests")
    assert Client().get("/api/meetings", headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert Client().get(f"/calendar/{token}.ics").status_code == 404
    with pytest.raises(InvalidError):
        create_token("reader", "(calendar)", author="tests")
    assert secret not in "".join(one.body or "" for one in Entry.objects.all())


def test_calendar_that_a_program_reads_is_a_look_at_what_is_restricted(held: Held, as_: Callable[[str], Client]) -> None:
    looks._KNOWN.clear()
    Client().get(subscribed(as_("reviewer")))
    assert [one.author for one in Entry.objects.filter(kind="look")] == ["reviewer"]
