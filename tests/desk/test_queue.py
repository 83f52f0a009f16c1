"""The queue of review: narrowed in the address, counted by facets, decided together, accepted where sources agree, and undone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from desk.conftest import Held
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from reports import report

from sulh.model import Span
from sulh.record import decisions
from sulh.record.accounts import create_user
from sulh.record.adding import add
from sulh.record.cache import read_once
from sulh.record.entering import add_to
from sulh.record.models import Entry, User
from sulh.record.projection.models import Claim, Decision, OpenInRun
from sulh.record.queries.waiting import Asked, waiting
from sulh.record.viewers import local_viewer, viewer_of

As = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


def ids(page: str) -> list[str]:
    return re.findall(r'data-claim="([0-9a-f]+)"', page)


def counted(page: str, query: str) -> int:
    """How many claims the facet with this address says that it leaves."""
    found = re.search(rf'<a href="\?{query}"><span><bdi>[^<]+</bdi></span><span>(\d+)</span>', page)
    return int(found[1]) if found else 0


def test_newest_document_comes_first_and_facets_count_what_they_leave(held: Held, as_: As) -> None:
    client = as_("reviewer")
    page = client.get(reverse("review")).content.decode()
    total = int(re.search(r"<h1>Waiting for a decision: <span data-waiting>(\d+)<", page)[1])  # type: ignore[index]
    assert total == Claim.objects.filter(status="proposed").count()
    track = re.search(r'href="\?(track=[^"&]+)"', page)[1]  # type: ignore[index]
    certainty = re.search(r'href="\?(certainty=[a-z]+)"', page)[1]  # type: ignore[index]
    for query in ("property=city", certainty, "actor=RUS", track):
        number = counted(page, query)
        left = client.get(f"{reverse('review')}?{query}").content.decode()
        assert number and f"<h1>Waiting for a decision: <span data-waiting>{number}</span>" in left, query
    titles = re.findall(r'<li class="p"><a[^>]*><bdi>([^<]*)</bdi></a> <span class="q">([^<]*)', page)
    assert titles
    days = [row.document.published for row in waiting(local_viewer("x"), Asked(), limit=1000).page.rows]
    assert days == sorted(days, key=lambda day: day or "", reverse=True)


def test_pages_of_the_queue_hold_every_claim_once(held: Held) -> None:
    viewer = local_viewer("x")
    whole = [one.id for one in waiting(viewer, Asked(), limit=10_000).page.rows]
    pages = [one.id for offset in range(0, len(whole), 7) for one in waiting(viewer, Asked(), offset=offset, limit=7).page.rows]
    assert pages == whole and len(set(whole)) == len(whole) == Claim.objects.filter(status="proposed").count()


@pytest.mark.parametrize(
    "query", ["document=zzz", "certainty=very", "since=soon", "track=none", "actor=%22", "offset=-1", "property=zz", "year=20"]
)
def test_address_that_means_nothing_harms_nothing(held: Held, as_: As, query: str) -> None:
    assert as_("reviewer").get(f"{reverse('review')}?{query}").status_code in (200, 404)


def test_mine_is_what_i_have_begun(held: Held, as_: As) -> None:
    client = as_("reviewer")
    assert not ids(client.get(reverse("review") + "?mine=1").content.decode())
    client.post(reverse("claim-accept", args=[held.claims["team"]]))
    own = ids(client.get(reverse("review") + "?mine=1").content.decode())
    assert own and set(Claim.objects.filter(pk__in=own).values_list("source_id", flat=True)) == {f"sha256:{held.documents['team']}"}


def test_mine_of_two_with_the_same_rights_are_not_one_number(held: Held, as_: As) -> None:
    create_user("another", "a long sentence nobody guesses", "reviewer", ("envoys",), author="tests")
    as_("reviewer").post(reverse("claim-accept", args=[held.claims["team"]]))
    assert ids(as_("reviewer").get(reverse("review") + "?mine=1").content.decode())
    other = viewer_of(User.objects.get(username="another"))
    with read_once():
        assert waiting(viewer_of(User.objects.get(username="reviewer")), Asked(mine=True)).page.total
        assert not waiting(other, Asked(mine=True)).page.total


def test_claims_are_counted_by_whom_they_name(held: Held) -> None:
    found = waiting(local_viewer("tests"), Asked(), limit=1000)
    for facet in found.facets["actor"]:
        own = [one for one in found.page.rows if f'"id": "{facet.value}"' in json.dumps(one.value)]
        left = waiting(local_viewer("tests"), Asked(actor=facet.value), limit=1000).page
        assert facet.number == left.total == len(own) and {one.id for one in left.rows} == {one.id for one in own}


def test_several_are_decided_together_all_or_none_and_undone_together(held: Held, as_: As) -> None:
    client = as_("reviewer")
    wanted = list(Claim.objects.filter(source__title="Report 11").values_list("pk", flat=True))
    before = Entry.objects.count()
    stale = [f"{one}:0" for one in wanted[:-1]] + [f"{wanted[-1]}:77"]
    answer = client.post(reverse("claims-decide"), {"verdict": "reject", "claim": stale}, headers=HTMX)
    assert answer.status_code == 422 and Entry.objects.count() == before
    part = client.post(
        reverse("claims-decide"), {"verdict": "reject", "claim": [f"{one}:0" for one in wanted]}, headers=HTMX
    ).content.decode()
    assert f"{len(wanted)} claims rejected." in part and set(ids(part)) == set(wanted)
    link = re.search(r'data-undo href="([^"]+)"', part.split('id="toast"')[1])[1]  # type: ignore[index]
    assert "Take these" in client.get(link).content.decode()
    client.post(link, {"next": reverse("review")})
    assert set(Claim.objects.filter(pk__in=wanted).values_list("status", flat=True)) == {"proposed"}
    assert Decision.objects.filter(kind="undo").count() == len(wanted)
    assert client.post(link, headers=HTMX).status_code == 422  # undone already


def test_what_two_independent_sources_say_alike_is_accepted_and_copies_count_once(accounts: None, as_: As) -> None:
    list(
        add([report(1, start="2021-07-07"), report(2, start="2021-07-07"), report(3, start="2021-07-08", end="2021-07-09")], author="tests")
    )
    client = as_("reviewer")
    page = client.get(reverse("review-alike")).content.decode()
    alike = set(re.findall(r'value="([0-9a-f]+):0" checked', page))
    stated = {one.pk: one for one in Claim.objects.filter(pk__in=alike)}
    assert {"city", "ordinal", "track", "participant"} <= {one.property for one in stated.values()}
    # The start is disputed, and nobody accepts one of two rivals unseen.
    assert not {"start", "end", "person"} & {one.property for one in stated.values()}
    assert f"Accept the {len(alike)} that two" in client.get(reverse("review")).content.decode()
    late = next(iter(alike))
    decisions.reject(local_viewer("mira"), late)
    client.post(reverse("review-alike"), {"claim": [f"{one}:0" for one in alike]})
    assert set(Claim.objects.filter(status="accepted").values_list("pk", flat=True)) < alike
    assert Claim.objects.get(pk=late).status == "rejected"
    decisions.undo(local_viewer("mira"), Decision.objects.get(kind="reject").seq)


def are_right(share: float, meant: Q, **more: int) -> None:
    """That so many of the claims meant were right where they were counted, in the claims and in what is kept of the open ones."""
    Claim.objects.filter(meant).update(confidence=share, **more)
    OpenInRun.objects.filter(meant).update(confidence=share)


def test_claims_of_sorts_that_were_mostly_right_are_accepted_with_how_many_are_likely_wrong(accounts: None, as_: As) -> None:
    list(add([report(1, start="2021-07-07"), report(2, start="2021-07-08")], author="tests"))
    are_right(0.91, Q(property="city"))
    are_right(0.8, Q(property="country"))
    are_right(0.71, Q(property="start"), decided_here=60)
    are_right(0.4, ~Q(property__in=("city", "country", "start")))
    client = as_("reviewer")
    page = client.get(reverse("review-likely")).content.decode()
    # The queue and the document say how many can be accepted so.
    assert "some of the 6 that are more often right than wrong" in client.get(reverse("review")).content.decode()
    document = reverse("document", args=[str(Claim.objects.order_by("seq").first().source_id).removeprefix("sha256:")])  # type: ignore[union-attr]
    assert "some of the 3 that are more often right than wrong" in client.get(document).content.decode()
    # The surest sort first, by itself; of the next the page says what it holds, and how many of it are likely wrong.
    rows = re.findall(r">(\d+) of 100</a></th>" + r'<td class="num">(\d+)</td>' * 4, page)
    assert rows == [("90", "2", "91", "0", "0"), ("80", "4", "85", "1", "0"), ("70", "6", "80", "1", "2")]
    ticked = set(re.findall(r'value="([0-9a-f]+):0" checked', page))
    assert {one.property for one in Claim.objects.filter(pk__in=ticked)} == {"city"}
    page = client.get(reverse("review-likely"), {"least": "70"}).content.decode()
    listed = set(re.findall(r'value="([0-9a-f]+):0"', page))
    assert len(listed) == 6
    # What another source contradicts is listed and left to the one who looks.
    left = listed - set(re.findall(r'value="([0-9a-f]+):0" checked', page))
    assert {one.property for one in Claim.objects.filter(pk__in=left)} == {"start"} and "others say" in page
    other = Claim.objects.filter(property="ordinal").first()
    assert other is not None
    client.post(reverse("review-likely"), {"least": "80", "claim": [f"{one}:0" for one in (*listed, other.pk)]})
    accepted = Claim.objects.filter(status="accepted")
    assert {one.property for one in accepted} == {"city", "country"} and accepted.count() == 4
    reasons = set(Decision.objects.filter(kind="accept").values_list("reason", flat=True))
    assert reasons == {"of 100 claims of such sorts at least 80 were right"}
    # One link takes it back.
    assert re.search(r"data-undo href=\"[^\"]+seq=\d+-\d+", client.get(reverse("review")).content.decode())


def test_nothing_is_accepted_where_no_share_is_named_or_none_is_reached(accounts: None, as_: As) -> None:
    list(add([report(1)], author="tests"))
    are_right(0.4, Q())
    client = as_("reviewer")
    assert "No open claim is of a sort that is mostly right" in client.get(reverse("review-likely")).content.decode()
    assert "more often right" not in client.get(reverse("review")).content.decode()
    key = Claim.objects.values_list("pk", flat=True)[0]
    for least in ("", "95", "0", "1000000000000", "x"):
        client.post(reverse("review-likely"), {"least": least, "claim": f"{key}:0"})
    assert not Claim.objects.filter(status="accepted").exists()


def test_copies_do_not_make_a_claim_sure(accounts: None, as_: As) -> None:
    list(add([report(1), report(2)], author="tests"))
    one, other = (Claim.objects.filter(source__title=f"Report {n}").values_list("source_id", flat=True)[0] for n in (1, 2))
    if not Decision.objects.filter(kind="copy").exists():
        decisions.copy_of(local_viewer("x"), other, one)
    assert "No open claim is said alike" in as_("reviewer").get(reverse("review-alike")).content.decode()


def test_what_colleagues_did_since_is_shown_once_and_can_be_taken_back(held: Held, as_: As) -> None:
    editor, reviewer = as_("editor"), as_("reviewer")
    reviewer.post(reverse("claim-accept", args=[held.claims["public"]]), {"reason": "as I read it"})
    assert "1 decision of others" in editor.get(reverse("review")).content.decode()
    page = editor.get(reverse("review-colleagues")).content.decode()
    assert "as I read it" in page and "reviewer" in page
    link = re.search(r'data-undo href="([^"]+)"', page)[1]  # type: ignore[index]
    assert "Nobody else has decided" in editor.get(reverse("review-colleagues")).content.decode()
    editor.post(link)
    assert Claim.objects.get(pk=held.claims["public"]).status == "proposed"
    secret = held.claims["restricted"]
    reviewer.post(reverse("claim-accept", args=[secret]), {"reason": "between envoys"})
    assert "between envoys" not in editor.get(reverse("review-colleagues") + "?since=0").content.decode()


def test_history_says_who_changed_what_when(held: Held, as_: As) -> None:
    key = held.claims["team"]
    as_("reviewer").post(reverse("claim-accept", args=[key]), {"reason": "first"})
    as_("editor").post(reverse("claim-reject", args=[key]), {"reason": "second"})
    seq = Decision.objects.get(kind="reject").seq
    as_("editor").post(reverse("undo", args=[seq]), {"reason": "third"})
    for address in (
        reverse("claim", args=[key]),
        reverse("document-history", args=[held.documents["team"]]),
        reverse("meeting-history", args=[held.meetings["team"]]),
    ):
        page = as_("reader").get(address).content.decode().split('<ol class="list changes">')[1]
        places = [page.index(one) for one in ("third", "second", "first")]
        assert places == sorted(places), address
        assert "reviewer" in page and "editor" in page
        assert "data-undo" not in page  # a reader undoes nothing
    assert f"undo/?seq={Decision.objects.get(kind='undo').seq}" in as_("editor").get(reverse("claim", args=[key])).content.decode()


def test_history_holds_what_was_entered_by_hand_to_be_taken_back(held: Held, as_: As) -> None:
    client, source = as_("editor"), f"sha256:{held.documents['team']}"
    agenda = {"issue": "nuclear", "text": "lists"}
    seq = add_to(local_viewer("editor"), held.meetings["team"], {"agenda": [agenda]}, Span(source, 0, 5)).entry
    of_document = reverse("document-history", args=[held.documents["team"]])
    for address in (of_document, reverse("meeting-history", args=[held.meetings["team"]])):
        line = client.get(address).content.decode().split(f'id="e{seq}"')[1].split("</li>")[0]
        assert "<b>Entered</b>" in line and "<bdi>editor</bdi>" in line and f"?seq={seq}" in line, address
    client.post(f"{reverse('undo-several')}?seq={seq}", {"seq": str(seq)})
    line = client.get(of_document).content.decode().split(f'id="e{seq}"')[1].split("</li>")[0]
    assert "undone" in line and f"?seq={seq}" not in line


def test_history_shows_a_claim_as_it_read_then(held: Held, as_: As) -> None:
    key, viewer = held.claims["team"], local_viewer("mira")
    decisions.accept(viewer, key)
    decisions.correct(viewer, key, "Geneva")
    page = as_("reader").get(reverse("claim", args=[key])).content.decode().split('<ol class="list changes">')[1]
    corrected, accepted = page.split("</li>")[:2]
    assert "Geneva" in corrected and "Teamville" in accepted and "Geneva" not in accepted


def test_next_document_goes_through_the_queue_and_round(held: Held, as_: As) -> None:
    client = as_("reviewer")
    order = [one.value for one in waiting(local_viewer("x"), Asked()).facets["document"]]
    answer = client.get(f"{reverse('review-next')}?after={order[-1].removeprefix('sha256:')}")
    assert answer.headers["Location"] == reverse("document", args=[order[0].removeprefix("sha256:")])


def test_document_that_is_reviewed_says_so(held: Held, as_: As) -> None:
    key = f"sha256:{held.documents['team']}"
    address = reverse("document", args=[held.documents["team"]])
    assert "nothing is left" not in as_("reviewer").get(address).content.decode()
    decisions.accept_many(local_viewer("x"), list(Claim.objects.filter(source=key).values_list("pk", flat=True)))
    page = as_("reviewer").get(address).content.decode()
    assert "nothing is left" in page and 'class="folded"' in page


def test_what_one_decided_oneself_stands_on_a_page_to_undo(held: Held, as_: As) -> None:
    client, address = as_("reviewer"), reverse("review-colleagues")
    assert "You have decided nothing yet" in client.get(address, {"of": "me"}).content.decode()
    decided = decisions.reject(viewer_of(User.objects.get(username="reviewer")), held.claims["public"])
    decisions.accept(local_viewer("colleague"), held.claims["team"])
    page = client.get(address, {"of": "me"}).content.decode()
    assert f'{reverse("undo-several")}?seq={decided}' in page and "<bdi>colleague</bdi>" not in page
