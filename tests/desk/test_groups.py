"""Groups with a page of their own, and who may see one claim or one thing."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from desk.conftest import Held
from django.test import Client
from django.urls import reverse

from sulh.record import decisions
from sulh.record.accounts import set_groups
from sulh.record.projection.models import Claim, Source
from sulh.record.viewers import local_viewer


def test_group_page_is_for_its_members_and_administrators(held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("group", args=["envoys"])
    page = as_("reviewer").get(address).content.decode()
    assert "News of Secretville" in page and "reviewer" in page
    assert as_("editor").get(address).status_code == 404
    admin = as_("admin").get(address).content.decode()
    assert "reviewer" in admin and "Secretville" not in admin  # who runs the desk does not thereby see what is restricted
    assert "envoys" not in as_("editor").get(reverse("groups")).content.decode()


def test_administrator_puts_an_account_into_a_group_and_takes_it_out(held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("group-members", args=["envoys"])
    as_("admin").post(address, {"account": "editor"})
    assert "News of Secretville" in as_("editor").get(reverse("group", args=["envoys"])).content.decode()
    as_("admin").post(address, {"account": "editor", "out": "1"})
    assert as_("editor").get(reverse("group", args=["envoys"])).status_code == 404


def test_one_claim_is_kept_from_those_who_see_its_document(held: Held, as_: Callable[[str], Client]) -> None:
    claim = Claim.objects.filter(source=f"sha256:{held.documents['team']}", property="person").get()
    address = reverse("about-share", args=[claim.pk])
    assert "Ann Envoy" in as_("reader").get(reverse("document", args=[held.documents["team"]])).content.decode()
    typed = {"level": "restricted", "group": "envoys", "reason": "She asked not to be named."}
    warned = as_("editor").post(address, typed)  # the editor is not of the group
    page = warned.content.decode()
    assert warned.status_code == 422 and "you would not see this any more" in page and "She asked not to be named." in page
    assert Claim.objects.get(pk=claim.pk).audience_id == claim.audience_id
    as_("editor").post(address, {**typed, "sure": "1"})
    key = f'id="claim-{claim.pk}"'
    assert key not in as_("reader").get(reverse("document", args=[held.documents["team"]])).content.decode()
    assert key in as_("reviewer").get(reverse("document", args=[held.documents["team"]])).content.decode()
    assert "Single claims" in as_("reviewer").get(reverse("group", args=["envoys"])).content.decode()


def test_one_thing_is_shared_with_all_its_claims_and_undone_at_once(held: Held, as_: Callable[[str], Client]) -> None:
    mention = Claim.objects.filter(source=f"sha256:{held.documents['public']}", mention__kind="meeting").values_list("mention", flat=True)[
        0
    ]
    before = set(Claim.objects.filter(mention=mention).values_list("audience_id", flat=True))
    page = as_("editor").post(reverse("about-share", args=[mention]), {"level": "team"}, follow=True).content.decode()
    assert before.isdisjoint(Claim.objects.filter(mention=mention).values_list("audience_id", flat=True))
    entries = page.split('name="seq" value="')[1].split('"')[0]
    as_("editor").post(reverse("undo-several"), {"seq": entries})
    assert set(Claim.objects.filter(mention=mention).values_list("audience_id", flat=True)) == before


def test_a_claim_is_never_offered_to_more_than_see_its_document(held: Held, as_: Callable[[str], Client]) -> None:
    page = as_("editor").get(reverse("about-share", args=[held.claims["team"]])).content.decode()
    assert 'value="public"' not in page and 'value="team"' in page
    assert as_("editor").get(reverse("about-share", args=[held.claims["restricted"]])).status_code == 404


def test_no_page_names_a_group_to_those_who_are_not_in_it(held: Held, as_: Callable[[str], Client]) -> None:
    from desk.test_matrix import addresses, methods_of, routes

    set_groups("reader", ["Quiet channel"], author="tests")
    client, seen = as_("editor"), 0
    for route in routes():
        for address in addresses(route, held) if "GET" in methods_of(route) else ():
            answer = client.get(address)
            if "envoys" not in address and not answer.streaming and answer["Content-Type"].startswith("text/html"):
                assert "Quiet channel" not in answer.content.decode() and "envoys" not in answer.content.decode(), address
                seen += 1
    assert seen > 50
    set_groups("editor", ["Quiet channel"], author="tests")
    assert 'value="Quiet channel"' in client.get(reverse("documents-add")).content.decode()


def test_sharing_of_a_claim_is_made_in_the_state_that_was_looked_at(held: Held, as_: Callable[[str], Client]) -> None:
    claim, client = held.claims["public"], as_("editor")
    address = reverse("about-share", args=[claim])
    state = client.get(address).content.decode().split('name="state" value="')[1].split('"')[0]
    as_("admin").post(reverse("claim-correct", args=[claim]), {"state": "0", **_correction(as_("admin"), claim)})
    typed = {"level": "team", "reason": "Reason-keep", "state": state}
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "by admin (correct" in page and "Reason-keep" in page
    again = page.split('name="state" value="')[1].split('"')[0]
    assert client.post(address, typed | {"state": again}).status_code == 302
    assert Claim.objects.get(pk=claim).audience.level == "team"


def _correction(client: Client, claim: str) -> dict[str, object]:
    from desk.test_editing import filled, page_of

    sent = filled(page_of(client.get(reverse("claim-correct", args=[claim]))), "state")
    return {name: ["Corrected City"] if value == ["Publicville"] else value for name, value in sent.items()}


def test_administrator_makes_a_group_where_it_is_needed(held: Held, as_: Callable[[str], Client]) -> None:
    admin, address = as_("admin"), reverse("group-make")
    assert reverse("groups") in admin.get(reverse("document", args=[held.documents["team"]])).content.decode().split('id="who-may-see"')[1]
    assert address in admin.get(reverse("groups")).content.decode()
    assert as_("editor").post(address, {"name": "mediators", "account": "editor"}).status_code == 403
    admin.post(address, {"name": " ", "account": "editor"})
    made = admin.post(address, {"name": "mediators", "account": "editor"}, follow=True).content.decode()
    assert "Group mediators is made, with editor in it." in made
    document = reverse("document", args=[held.documents["team"]])
    asked = admin.get(f"{reverse('groups')}?next={document}").content.decode()
    assert f'href="{document}">Back to where you were' in asked and f'name="next" value="{document}"' in asked
    assert admin.post(address, {"name": "guarantors", "account": "admin", "next": document}).headers["Location"] == document
    elsewhere = admin.post(address, {"name": "hosts", "account": "admin", "next": "//example.org/"}).headers["Location"]
    assert elsewhere == reverse("group", args=["hosts"])
    page = as_("editor").get(reverse("document", args=[held.documents["team"]])).content.decode()
    assert 'name="group" value="mediators"' in page and address not in as_("editor").get(reverse("groups")).content.decode()


def audiences(meeting: str) -> dict[str, set[str]]:
    """The levels of a meeting's claims, by the title of their document."""
    found: dict[str, set[str]] = {}
    for title, level in Claim.objects.filter(mention__meeting=meeting).values_list("source__title", "audience__level"):
        found.setdefault(str(title), set()).add(level)
    return found


def test_whole_meeting_is_shared_in_one_form_that_says_before_what_changes_and_undone_as_one(
    held: Held, as_: Callable[[str], Client]
) -> None:
    client, address = as_("admin"), reverse("about-share", args=[f"meeting:{held.rivals}"])
    set_groups("admin", ["envoys"], author="tests")
    before = audiences(held.rivals)
    number = Claim.objects.filter(mention__meeting=held.rivals).count()
    page = client.get(address).content.decode()
    assert f"changes {number} claims of {len(before)} documents" in page and "changes nothing" in page
    assert address in client.get(reverse("meeting", args=[held.rivals])).content.decode()
    made = client.post(address, {"level": "restricted", "group": "envoys"}, follow=True).content.decode()
    assert f"{number} claims of {len(before)} documents." in made
    assert set.union(*audiences(held.rivals).values()) == {"restricted"}
    assert as_("reader").get(reverse("meeting", args=[held.rivals])).status_code == 404
    assert as_("reviewer").get(reverse("meeting", args=[held.rivals])).status_code == 200
    entries = made.split('name="seq" value="')[1].split('"')[0]
    client.post(reverse("undo-several"), {"seq": entries})
    assert audiences(held.rivals) == before


def test_whole_meeting_keeps_what_stricter_documents_say_of_it(held: Held, as_: Callable[[str], Client]) -> None:
    for title in ("Report 11", "Report 13"):
        decisions.share(local_viewer("anna"), Source.objects.get(title=title).pk, "public")
    client, address = as_("admin"), reverse("about-share", args=[f"meeting:{held.rivals}"])
    decisions.share_claims(local_viewer("anna"), [Claim.objects.get(source__title="Report 11", property="city").pk], "team")
    assert f"changes one claim of one document, {Claim.objects.filter(mention__meeting=held.rivals).count() - 1} stay as they are" in (
        client.get(address).content.decode()
    )
    assert client.post(address, {"level": "public"}).status_code == 302
    found = audiences(held.rivals)
    assert found["Report 12"] == {"team"} and found["Report 11"] == {"public"}
    assert client.post(address, {"level": "public"}).status_code == 422  # nothing is left to change


def test_promise_is_shared_in_every_source_that_states_it(held: Held, as_: Callable[[str], Client]) -> None:
    promise = held.commitments["public"]
    editor, address = as_("editor"), reverse("about-share", args=[f"fact:{promise}"])
    assert address in editor.get(reverse("commitment", args=[promise])).content.decode()
    answer = editor.post(address, {"level": "team"})
    assert answer["Location"] == reverse("commitment", args=[promise])
    assert {one.audience.level for one in Claim.objects.filter(mention=promise)} == {"team"}
    assert as_("reader").get(reverse("commitment", args=[promise])).status_code == 200
    assert as_("editor").get(reverse("about-share", args=["fact:nothing-act1"])).status_code == 404
    hidden = reverse("about-share", args=[f"fact:{held.commitments['restricted']}"])
    assert as_("editor").get(hidden).status_code == 404


def test_whoever_makes_a_group_for_a_document_comes_back_to_the_open_form(held: Held, as_: Callable[[str], Client]) -> None:
    client, address = as_("admin"), reverse("document", args=[held.documents["team"]])
    page = client.get(address).content.decode()
    wanted = f"{address}?sharing=open#who-may-see"
    assert unquote(page).count(f"{reverse('groups')}?next={wanted}") == 1
    assert "<details class=\"more\" open><summary>Who may see this document" not in page
    answer = client.post(reverse("group-make"), {"name": "mediators", "account": "editor", "next": wanted})
    assert answer.headers["Location"] == wanted
    assert "<details class=\"more\" open><summary>Who may see this document" in client.get(wanted).content.decode()
