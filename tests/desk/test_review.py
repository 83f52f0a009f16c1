"""Deciding: claims accepted, rejected and corrected, meetings merged and taken apart, promises weighed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse

from sulh.desk.correcting import CorrectionForm
from sulh.record.decisions import put_in_track, share
from sulh.record.models import Text
from sulh.record.projection.models import Claim, Commitment, Decision, Evidence, MeetingRow, Mention, Proposal, Source
from sulh.record.queries.documents import claim as view_of
from sulh.record.viewers import local_viewer

HTMX = {"HX-Request": "true"}


def correct(client: Client, key: str, **values: object) -> object:
    return client.post(reverse("claim-correct", args=[key]), {f"c{key[:8]}-{name}": value for name, value in values.items()}, headers=HTMX)


def test_accept_reject_and_the_reason_stand_on_the_page(held: Held, as_: Callable[[str], Client]) -> None:
    key = held.claims["team"]
    part = as_("reviewer").post(reverse("claim-accept", args=[key]), {"reason": "It is in the text."}, headers=HTMX).content.decode()
    assert 'data-status="accepted"' in part and "It is in the text." in part and "<html" not in part
    as_("editor").post(reverse("claim-reject", args=[key]))
    page = as_("reader").get(reverse("document", args=[held.documents["team"]])).content.decode()
    assert f'id="claim-{key}"' in page and "c-rejected" in page
    decided = Decision.objects.filter(target=key).order_by("seq").values_list("kind", "author")
    assert list(decided) == [("accept", "reviewer"), ("reject", "editor")]


def test_decision_without_scripts_returns_to_the_claim(held: Held, as_: Callable[[str], Client]) -> None:
    key, back = held.claims["team"], reverse("review")
    response = as_("reviewer").post(reverse("claim-accept", args=[key]), {"next": back})
    assert response.headers["Location"] == f"{back}#claim-{key}"


def test_city_is_corrected(held: Held, as_: Callable[[str], Client]) -> None:
    key = held.claims["team"]
    correct(as_("reviewer"), key, city="Geneva", reason="The village is in it.")
    claim = Claim.objects.get(pk=key)
    assert (claim.status, claim.decided) == ("corrected", '"Geneva"')
    meeting = MeetingRow.objects.get(shown__scope="all", name=held.meetings["team"])
    assert meeting.city == "Geneva"


def test_date_that_is_none_is_not_taken(held: Held, as_: Callable[[str], Client]) -> None:
    claim = Claim.objects.get(source__title="News of Teamville", property="start")
    response = correct(as_("reviewer"), claim.pk, start="the tenth")
    assert "2021-07-08" in response.content.decode()  # type: ignore[attr-defined]
    claim.refresh_from_db()
    assert claim.status == "proposed"


@pytest.mark.parametrize(
    "name", ["kind", "status", "track", "start", "city", "country", "core", "participant", "person", "agenda", "act"]
)
def test_form_for_every_property_keeps_what_nobody_changed(held: Held, name: str) -> None:
    claim = Claim.objects.filter(source__title="News of Teamville", property=name).first()
    assert claim is not None
    view = view_of(local_viewer("tests"), claim.pk)
    blank = CorrectionForm(view, [])
    data = {}
    for field in blank:
        if field.field.disabled or (field.initial in (None, False, "")):
            continue
        data[field.html_name] = field.initial
    form = CorrectionForm(view, [], data)
    assert form.is_valid(), form.errors
    assert form.value == json.loads(claim.value)


def test_role_and_actor_are_chosen_from_codes(held: Held, as_: Callable[[str], Client]) -> None:
    claim = Claim.objects.filter(source__title="News of Teamville", property="participant").first()
    assert claim is not None
    correct(as_("reviewer"), claim.pk, actor="IRN", role="mediator")
    claim.refresh_from_db()
    assert json.loads(claim.decided or "")["role"] == "mediator" and json.loads(claim.decided or "")["actor"]["id"] == "IRN"
    assert "errorlist" in correct(as_("reviewer"), claim.pk, actor="IRN", role="emperor").content.decode()  # type: ignore[attr-defined]


def test_all_claims_of_a_mention_are_accepted_at_once(held: Held, as_: Callable[[str], Client]) -> None:
    key = held.documents["team"]
    wanted = list(Claim.objects.filter(source=f"sha256:{key}", mention__kind="meeting").values_list("pk", flat=True))
    other = held.claims["public"]  # of another document: not accepted by this form
    as_("reviewer").post(reverse("document-accept", args=[key]), {"claim": [*wanted, other]})
    assert set(Claim.objects.filter(status="accepted").values_list("pk", flat=True)) == set(wanted)


def test_rival_values_stand_side_by_side(held: Held, as_: Callable[[str], Client]) -> None:
    page = as_("reader").get(reverse("meeting", args=[held.rivals])).content.decode()
    assert "Report 11" in page and "Report 12" in page and "Report 13" in page


def test_proposal_becomes_one_meeting_and_two_again(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    proposal = Proposal.objects.select_related("left", "right").get(pk=held.proposal)
    left, right = str(proposal.left.meeting), str(proposal.right.meeting)
    page = client.get(reverse("proposals")).content.decode()
    assert "they overlap" in page
    client.post(reverse("proposal", args=[held.proposal]), {"verdict": "one", "left": left, "right": right, "reason": "Same delegations."})
    assert not MeetingRow.objects.filter(name=right).exists() or not MeetingRow.objects.filter(name=left).exists()
    merge = Decision.objects.filter(kind="merge", author="reviewer").get()
    page = client.get(reverse("meeting", args=[left])).content.decode()
    assert "Same delegations." in page and reverse("undo", args=[merge.seq]) in page
    client.post(reverse("undo", args=[merge.seq]), {"reason": "They were not."})
    assert MeetingRow.objects.filter(shown__scope="all", name__in=[left, right]).count() == 2


def test_proposal_is_kept_apart(held: Held, as_: Callable[[str], Client]) -> None:
    as_("reviewer").post(reverse("proposal", args=[held.proposal]), {"verdict": "two", "reason": "Other rooms."})
    assert Proposal.objects.get(pk=held.proposal).status == "apart"
    assert "they overlap" not in as_("reviewer").get(reverse("proposals")).content.decode()


def test_merge_page_offers_meetings_near_in_time(held: Held, as_: Callable[[str], Client]) -> None:
    page = as_("reviewer").get(reverse("meeting-merge", args=[held.meetings["public"]])).content.decode()
    assert held.meetings["team"] in page and held.rivals not in page
    address = reverse("meeting-merge", args=[held.meetings["public"]])
    as_("reviewer").post(address, {"with": held.meetings["team"], "reason": "One journey."})
    assert Decision.objects.filter(kind="merge", author="reviewer", reason="One journey.").exists()


def test_mention_is_split_off(held: Held, as_: Callable[[str], Client]) -> None:
    mention = Mention.objects.filter(meeting=held.rivals).order_by("-seq").first()
    assert mention is not None
    before = MeetingRow.objects.count()
    as_("reviewer").post(reverse("meeting-split", args=[held.rivals]), {"mention": mention.pk, "reason": "Another day."})
    assert MeetingRow.objects.count() == before + 1


def test_meeting_is_put_into_a_track_and_taken_out(held: Held, as_: Callable[[str], Client]) -> None:
    address, client = reverse("meeting-tracks", args=[held.meetings["team"]]), as_("editor")
    client.post(address, {"track": "Second track", "reason": "As its host says."})
    assert "Second track" in client.get(reverse("meeting", args=[held.meetings["team"]])).content.decode()
    client.post(address, {"track": "Second track", "take": "1"})
    assert "Second track" not in client.get(reverse("tracks")).content.decode()


def test_status_of_a_promise_cites_words_that_stand_in_the_document(held: Held, as_: Callable[[str], Client]) -> None:
    key, source = held.commitments["team"], f"sha256:{held.documents['public']}"
    client, address = as_("editor"), reverse("commitment-status", args=[held.commitments["team"]])
    client.post(address, {"status": "2", "document": source, "quote": "words that nobody wrote"})
    assert not Evidence.objects.exists() and Commitment.objects.filter(pk=key).exists()
    client.post(address, {"status": "2", "document": source, "quote": "Nothing  else\nwas said", "reason": "Half of them came home."})
    shown = Evidence.objects.get(commitment=key)
    assert shown.status == "2"
    assert Text.objects.get(pk=source).text[shown.start : shown.end] == "Nothing else was said"
    page = client.get(reverse("commitment", args=[key])).content.decode()
    assert "Intermediate" in page and "Half of them came home." in page


def test_sharing_is_changed_by_editors_and_takes_effect(held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("document-share", args=[held.documents["team"]])
    as_("editor").post(address, {"level": "restricted", "group": ["envoys"], "reason": "Names in it."})
    assert as_("reader").get(reverse("document", args=[held.documents["team"]])).status_code == 404
    assert as_("reviewer").get(reverse("document", args=[held.documents["team"]])).status_code == 200


def test_a_form_that_was_opened_before_a_colleague_decided_changes_nothing(held: Held, as_: Callable[[str], Client]) -> None:
    client, shared = as_("editor"), reverse("document-share", args=[held.documents["team"]])
    page = client.get(reverse("document", args=[held.documents["team"]])).content.decode()
    state = page.split(f'action="{shared}"')[1].split('name="state" value="')[1].split('"')[0]
    colleague = local_viewer("colleague")
    source = f"sha256:{held.documents['team']}"
    share(colleague, source, "team", reason="looked at again")
    answer = client.post(shared, {"level": "public", "state": state}, follow=True)
    assert "changed since you opened it, by colleague" in answer.content.decode()
    assert Source.objects.get(pk=source).audience.level == "team"

    meeting = held.meetings["team"]
    tracks = reverse("meeting-tracks", args=[meeting])
    page = client.get(reverse("meeting", args=[meeting])).content.decode()
    state = page.split(f'action="{tracks}"')[1].split('name="state" value="')[1].split('"')[0]
    put_in_track(colleague, "meeting", meeting, "Red talks")
    answer = client.post(tracks, {"track": "Blue talks", "state": state}, follow=True)
    assert "changed since you opened it, by colleague" in answer.content.decode()
    assert not Decision.objects.filter(kind="track", author="editor").exists()
