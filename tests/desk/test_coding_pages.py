"""Double coding on the pages: a coder decides as always, nobody reads it anywhere before all are done, a third decides the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from desk.conftest import Held
from desk.test_matrix import addresses, is_signed_out, methods_of, routes
from django.test import Client
from django.urls import reverse

from sulh.record import decisions
from sulh.record.models import Entry
from sulh.record.projection.models import Claim, Decision
from sulh.record.viewers import local_viewer

As = Callable[[str], Client]
SECRET = "only-the-coder-knows"
VALUE = "Hiddenville"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def begun(held: Held, as_: As) -> Iterator[Held]:
    """The team's document, coded by the reviewer and the administrator."""
    address = reverse("document-coding", args=[held.documents["team"]])
    as_("editor").post(address, {"act": "begin", "coder": ["reviewer", "admin"]})
    assert Decision.objects.filter(kind="coding").count() == 1
    yield held


def source(held: Held) -> str:
    return f"sha256:{held.documents['team']}"


def all_of(held: Held) -> list[str]:
    return list(Claim.objects.filter(source=source(held)).order_by("seq").values_list("pk", flat=True))


def judge_all(client: Client, held: Held, verdict: str = "accept") -> Any:
    return client.post(reverse("claims-decide"), {"verdict": verdict, "claim": [f"{one}:" for one in all_of(held)]}, headers=HTMX)


def correct_city(client: Client, held: Held, value: str, state: str) -> Any:
    city = held.claims["team"]
    data = {f"c{city[:8]}-city": value, f"c{city[:8]}-reason": SECRET, "state": state}
    return client.post(reverse("claim-correct", args=[city]), data, headers=HTMX)


def test_coder_decides_as_always_and_changes_nothing_yet(begun: Held, as_: As) -> None:
    client = as_("reviewer")
    page = client.get(reverse("document", args=[begun.documents["team"]])).content.decode()
    assert "your own judgement" in page
    part = client.post(reverse("claim-accept", args=[begun.claims["team"]]), {"state": "0"}, headers=HTMX).content.decode()
    assert 'data-status="accepted"' in part and "Accepted: " in part and "data-undo" in part
    assert set(Claim.objects.values_list("status", flat=True)) == {"proposed"}
    other = as_("admin").get(reverse("document", args=[begun.documents["team"]])).content.decode()
    assert 'data-status="accepted"' not in other
    # The toast's link takes the judgement back, and nobody else can.
    link = re.search(r'href="([^"]*undo/\?seq=[^"]+)"', part.split('id="toast"')[1])
    assert link is not None
    assert as_("admin").post(link[1], headers=HTMX).status_code in (403, 404, 422)
    assert 'data-status="proposed"' in client.post(link[1], headers=HTMX).content.decode()


def test_coder_who_has_judged_all_is_led_to_saying_so(begun: Held, as_: As) -> None:
    coder, document = as_("reviewer"), reverse("document", args=[begun.documents["team"]])
    judge_all(coder, begun)
    (leads,) = re.findall(r'<a class="btn main" data-when-done href="([^"]*)">([^<]*)</a>', coder.get(document).content.decode())
    assert leads == (reverse("document-coding", args=[begun.documents["team"]]), "I am done")


@pytest.mark.slow
def test_no_page_betrays_a_judgement_before_all_are_done(begun: Held, as_: As, public_view: None) -> None:
    client = as_("reviewer")
    judge_all(client, begun)
    state = str(Decision.objects.get(kind="code", target=begun.claims["team"]).seq)
    assert 'data-status="corrected"' in correct_city(client, begun, VALUE, state).content.decode()
    seen = asked = 0
    queries = ("?since=0", f"?seq=1-{Entry.objects.count()}", "?show=corrected")
    for visitor in ("anonymous", "reader", "editor", "admin", "reviewer"):
        looker = as_(visitor)
        for route in routes():
            if "GET" not in methods_of(route):
                continue
            for address in addresses(route, begun):
                asked += 1
                for query in ("", queries[asked % len(queries)]):
                    if is_signed_out(looker):
                        looker = as_(visitor)
                    answer: Any = looker.get(address + query)
                    text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "replace")
                    told = SECRET in text or VALUE in text
                    assert not told or visitor == "reviewer", f"{visitor} {address}{query}"
                    seen += told
    last = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    for seq in range(last - 3, last + 1):
        assert SECRET not in as_("admin").get(reverse("ledger-entry", args=[seq])).content.decode()
    assert seen >= 2  # the coder's own pages show it


def test_nobody_else_decides_while_it_is_coded(begun: Held, as_: As) -> None:
    answer = as_("editor").post(reverse("claim-accept", args=[begun.claims["team"]]), headers=HTMX)
    assert answer.status_code == 422 and "without seeing each other" in answer.content.decode()
    assert begun.claims["team"] not in as_("editor").get(reverse("review")).content.decode()
    own, to_accept = reverse("document", args=[begun.documents["team"]]), reverse("claim-accept", args=[begun.claims["team"]])
    pages = [as_("editor").get(one).content.decode() for one in (own, reverse("claim", args=[begun.claims["team"]]))]
    for page in pages:
        assert f'id="claim-{begun.claims["team"]}"' in page
        assert to_accept not in page and 'class="tick"' not in page and "Accept the" not in page
    assert to_accept in as_("reviewer").get(own).content.decode()


def test_differences_are_decided_by_a_third_and_figures_shown(begun: Held, as_: As) -> None:
    address = reverse("document-coding", args=[begun.documents["team"]])
    for name in ("reviewer", "admin"):
        judge_all(as_(name), begun)
    state = str(Decision.objects.get(kind="code", target=begun.claims["team"], author="reviewer").seq)
    correct_city(as_("reviewer"), begun, VALUE, state)
    as_("reviewer").post(address, {"act": "done"})
    assert VALUE not in as_("admin").get(address).content.decode()
    as_("admin").post(address, {"act": "done"})
    page = as_("admin").get(address).content.decode()
    assert VALUE in page and SECRET in page and "The coders differ on 1 claim" in page and "This is right" not in page
    as_("editor").post(address, {"act": "take"})
    assert Claim.objects.filter(source=source(begun), status="accepted").count() == len(all_of(begun)) - 1
    refused = as_("reviewer").post(reverse("claim-reject", args=[begun.claims["team"]]), headers=HTMX)
    assert refused.status_code == 403
    page = as_("editor").get(address).content.decode()
    assert "This is right" in page
    as_("editor").post(address, {"act": "choose", "claim": begun.claims["team"], "coder": "reviewer", "state": "0"})
    city = Claim.objects.get(pk=begun.claims["team"])
    assert (city.status, city.decided) == ("corrected", f'"{VALUE}"')
    overview = as_("reviewer").get(reverse("coding")).content.decode()
    assert "How far coders agree, on 1 document" in overview and "the machine" in overview


@pytest.fixture
def against_the_record(held: Held, as_: As) -> Held:
    """A claim that an editor rejected, and the document's two coders, who never saw that, accept."""
    decisions.reject(local_viewer("earlier"), held.claims["team"], reason="misread")
    address = reverse("document-coding", args=[held.documents["team"]])
    as_("editor").post(address, {"act": "begin", "coder": ["reviewer", "admin"]})
    for name in ("reviewer", "admin"):
        judge_all(as_(name), held)
        as_(name).post(address, {"act": "done"})
    return held


def test_what_coders_say_alike_against_the_record_is_a_difference_of_its_own(against_the_record: Held, as_: As) -> None:
    address = reverse("document-coding", args=[against_the_record.documents["team"]])
    page = as_("editor").get(address).content.decode()
    assert "The coders differ on nothing, and agree against the record on 1" in page
    apart = page.split('id="otherwise-head"')[1].split("</section>")[0]
    assert "misread" in apart and "earlier" in apart and "not stated" in apart and "The record is right" in apart
    assert "The record is right" not in as_("reviewer").get(address).content.decode()
    # Whoever coded it does not decide it, on this page or any other.
    data = {"claim": against_the_record.claims["team"], "coder": "admin"}
    assert as_("admin").post(address, {**data, "act": "choose"}).status_code == 403
    assert as_("reviewer").post(reverse("claim-accept", args=[data["claim"]]), headers=HTMX).status_code == 403


@pytest.mark.parametrize(("act", "status"), [("choose", "accepted"), ("keep", "rejected")])
def test_third_person_says_whether_coders_or_record_are_right(against_the_record: Held, as_: As, act: str, status: str) -> None:
    address, claim = reverse("document-coding", args=[against_the_record.documents["team"]]), against_the_record.claims["team"]
    as_("editor").post(address, {"act": "take"})
    assert Claim.objects.get(pk=claim).status == "rejected"
    as_("editor").post(address, {"act": act, "claim": claim, "coder": "reviewer", "reason": "looked at it again"})
    assert Claim.objects.get(pk=claim).status == status
    assert 'id="otherwise-head"' not in as_("editor").get(address).content.decode()
    again = as_("editor").post(address, {"act": act, "claim": claim, "coder": "reviewer"}, follow=True)
    assert "That is no judgement" in again.content.decode()


def test_wrong_forms_say_what_to_do(held: Held, as_: As) -> None:
    address = reverse("document-coding", args=[held.documents["team"]])
    for data, told in (
        ({"act": "begin", "coder": ["reviewer"]}, "at least two people"),
        ({"act": "begin", "coder": ["reviewer", "reader"]}, "reader cannot code"),
        ({"act": "dance"}, "Choose what to do"),
    ):
        assert told in as_("editor").post(address, data, follow=True).content.decode()
    assert as_("reviewer").post(address, {"act": "begin", "coder": ["reviewer", "admin"]}).status_code == 403
    assert not Decision.objects.filter(kind="coding").exists()


def test_coder_is_told_that_double_coding_waits_while_it_is_closed(begun: Held, as_: As) -> None:
    for address, headers in ((reverse("today-since"), HTMX), (reverse("work"), {})):
        page = as_("reviewer").get(address, headers=headers).content.decode()
        assert "Double coding waits for you" in page and "News of Teamville" in page and "0 of " in page
        assert "Double coding waits" not in as_("editor").get(address, headers=headers).content.decode()
    assert reverse("today-since") in as_("reviewer").get("/").content.decode()
    as_("editor").post(reverse("document-coding", args=[begun.documents["team"]]), {"act": "open"})
    assert "Double coding waits" not in as_("reviewer").get(reverse("work")).content.decode()
