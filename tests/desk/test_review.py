"""Deciding: claims accepted, rejected and corrected, meetings merged and taken apart, promises weighed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from reports import report

from sulh.desk.correcting import CorrectionForm
from sulh.documents import from_text
from sulh.model import MeetingKind, Span
from sulh.reading import read_document
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.decisions import put_in_track, share, split
from sulh.record.entering import enter_many
from sulh.record.models import Text
from sulh.record.projection.models import Claim, Commitment, Decision, Evidence, MeetingRow, Mention, Proposal, Source, TrackRow
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


@pytest.mark.parametrize("name", ["kind", "status", "track", "start", "city", "country", "core", "participant", "person", "agenda", "act"])
def test_form_for_every_property_keeps_what_nobody_changed(held: Held, name: str) -> None:
    claim = Claim.objects.filter(source__title="News of Teamville", property=name).first()
    assert claim is not None
    view = view_of(local_viewer("tests"), claim.pk)
    blank = CorrectionForm(local_viewer("tests"), view)
    data = {}
    for field in blank:
        if field.field.disabled or (field.initial in (None, False, "")):
            continue
        data[field.html_name] = field.initial
    form = CorrectionForm(local_viewer("tests"), view, data)
    assert form.is_valid(), form.errors
    assert form.value == json.loads(claim.value)


def test_role_and_actor_are_chosen_from_codes(held: Held, as_: Callable[[str], Client]) -> None:
    claim = Claim.objects.filter(source__title="News of Teamville", property="participant").first()
    assert claim is not None
    correct(as_("reviewer"), claim.pk, actor="IRN", role="mediator")
    claim.refresh_from_db()
    assert json.loads(claim.decided or "")["role"] == "mediator" and json.loads(claim.decided or "")["actor"]["id"] == "IRN"
    assert "wrong-why" in correct(as_("reviewer"), claim.pk, actor="IRN", role="emperor").content.decode()  # type: ignore[attr-defined]


def test_actors_of_an_act_are_corrected_by_one_button_to_those_of_another_act(held: Held, as_: Callable[[str], Client]) -> None:
    text = """Joint statement

Norway and Switzerland condemned the attacks and called for a ceasefire. Chad agreed to release prisoners."""
    reading = read_document(from_text(text))
    list(add([reading], author="anna", level="team"))
    one = Claim.objects.get(source=reading.document.id, property="act", value__contains="agree")
    client = as_("reviewer")
    form = client.get(reverse("claim-correct", args=[one.pk]), headers=HTMX).content.decode()
    name, chosen = re.findall(r'<button name="([^"]*-together)" value="([^"]*)"', form)[0]
    assert set(chosen.split("; ")) == {"NOR", "CHE"}
    filled = {found: unescape(value) for found, value in re.findall(r'name="(c[0-9a-f]{8}-\w+)" value="([^"]+)"', form)}
    client.post(reverse("claim-correct", args=[one.pk]), {f"c{one.pk[:8]}-act": "agree", **filled, name: chosen}, headers=HTMX)
    one.refresh_from_db()
    assert {actor["id"] for actor in json.loads(one.decided or "")["actors"]} == {"NOR", "CHE"}
    # It is not offered for what the act has now; what it was read as is.
    again = client.get(reverse("claim-correct", args=[one.pk]), headers=HTMX).content.decode()
    assert not re.search(r'-together" value="(CHE; NOR|NOR; CHE)"', again)


def test_parties_of_the_meeting_are_offered_for_an_act_at_once(held: Held, as_: Callable[[str], Client]) -> None:
    roles = {"CHE": "mediator", "SDN": "party", "SSD": "party", "QAT": "observer"}
    made = report(71, city="Juba", track="Nile talks", ordinal=2, roles=roles, promise="They agreed to open the road.")
    list(add([made], author="anna", level="team"))
    at = made.document.text.index("agreed to open the road")
    where = Span(made.document.id, at, at + len("agreed to open the road"))
    act = {"act": "agree", "actors": [{"id": "SSD", "name": "South Sudan", "kind": "state"}], "issues": ["humanitarian"]}
    enter_many(local_viewer("anna"), [(None, act, where, "")], kind="act")
    one = Claim.objects.filter(source=made.document.id, property="act", start=at).order_by("-seq")[0]
    form = as_("reviewer").get(reverse("claim-correct", args=[one.pk]), headers=HTMX).content.decode()
    sets = [set(chosen.split("; ")) for chosen in re.findall(r'-together" value="([^"]*)"', form)]
    assert {"SDN", "SSD"} in sets and {"SSD"} not in sets and len(sets) == len({*map(frozenset, sets)})


def test_actors_are_given_to_all_open_claims_that_have_the_same_and_undone_as_one(held: Held, as_: Callable[[str], Client]) -> None:
    text = """Joint statement

Norway and Switzerland condemned the attacks. Chad condemned the shelling. Chad called for a ceasefire. Chad agreed to release prisoners."""
    reading = read_document(from_text(text))
    list(add([reading], author="anna", level="team"))
    acts = Claim.objects.filter(source=reading.document.id, property="act")
    wrong = [one for one in acts.order_by("seq") if [actor["id"] for actor in json.loads(one.value)["actors"]] == ["TCD"]]
    assert len(wrong) > 2
    client, one, decided = as_("reviewer"), wrong[0], wrong[-1]
    client.post(reverse("claim-accept", args=[decided.pk]), headers=HTMX)
    said = json.loads(one.value)
    given = {f"c{one.pk[:8]}-{name}": value for name, value in (("act", said["act"]), ("issues", said["issues"]), ("actors", "Kenya"))}
    answer = client.post(reverse("claim-correct", args=[one.pk]), {**given, f"c{one.pk[:8]}-others": "1"}, headers=HTMX).content.decode()
    corrected = [json.loads(found.decided or "")["actors"][0]["id"] for found in acts.exclude(decided=None)]
    # What is decided is left as it is.
    assert corrected == ["KEN"] * (len(wrong) - 1) and answer.count('<li class="claim') == len(corrected)
    link = unescape(answer.split('id="toast"')[1].split('data-undo href="')[1].split('"')[0])
    client.post(link, headers=HTMX)
    assert not acts.exclude(decided=None).exists()


def test_issues_of_an_act_are_boxes_to_tick_those_that_it_has_first(held: Held, as_: Callable[[str], Client]) -> None:
    reading = read_document(from_text("Joint statement\n\nNorway and Chad agreed to release prisoners and to clear mines."))
    list(add([reading], author="anna", level="team"))
    one = next(found for found in Claim.objects.filter(source=reading.document.id, property="act") if json.loads(found.value)["issues"])
    form = as_("reviewer").get(reverse("claim-correct", args=[one.pk]), headers=HTMX).content.decode()
    boxes = re.findall(r'<input type="checkbox" name="[^"]*-issues" value="([^"]*)"[^>]*?( checked)?>', form)
    ticked = [code for code, checked in boxes if checked]
    # A list lets go of all that is chosen in it at a click without a key held down.
    assert "multiple" not in form and len(boxes) > len(ticked)
    # Enter in a field presses the first button: it saves, and gives the act no other actors.
    assert re.findall(r"<button[^>]*>", form)[0] == '<button class="vh" tabindex="-1" aria-hidden="true">'
    assert ticked == [code for code, _ in boxes[: len(ticked)]] and set(ticked) == set(json.loads(one.value)["issues"])


def test_all_claims_of_a_mention_are_accepted_at_once(held: Held, as_: Callable[[str], Client]) -> None:
    key = held.documents["team"]
    wanted = list(Claim.objects.filter(source=f"sha256:{key}", mention__kind="meeting").values_list("pk", flat=True))
    as_("reviewer").post(reverse("claims-decide"), {"verdict": "accept", "claim": [f"{one}:0" for one in wanted]})
    assert set(Claim.objects.filter(status="accepted").values_list("pk", flat=True)) == set(wanted)


def test_buttons_of_a_claim_belong_to_a_form_of_its_own(held: Held, as_: Callable[[str], Client]) -> None:
    # A browser takes minutes over a document of a megabyte when thousands of buttons belong to one form of the page.
    client, claim = as_("reviewer"), held.claims["team"]
    page = client.get(reverse("document", args=[held.documents["team"]])).content.decode()
    bar = page.split('id="bar"')[1]
    assert page.count("<button form=") == bar.count("<button form=") == 4
    own = page.split(f'id="claim-{claim}"')[1].split("<form")[1].split("</form>")[0]
    assert "csrfmiddlewaretoken" in own and reverse("claim-accept", args=[claim]) in own and 'name="next"' in own


def test_rival_values_stand_side_by_side(held: Held, as_: Callable[[str], Client]) -> None:
    page = as_("reader").get(reverse("meeting", args=[held.rivals])).content.decode()
    assert "Report 11" in page and "Report 12" in page and "Report 13" in page


def test_role_that_a_person_corrected_names_who_chose_it(held: Held, as_: Callable[[str], Client]) -> None:
    about = Claim.objects.filter(mention__meeting=held.rivals, property="participant").order_by("seq")
    actor = json.loads(about.values_list("value", flat=True)[0])["actor"]["id"]
    own = [one.pk for one in about if json.loads(one.value)["actor"]["id"] == actor]
    address = reverse("meeting", args=[held.rivals])
    correct(as_("editor"), own[0], role="mediator", actor=actor)
    assert Claim.objects.get(pk=own[0]).status == "corrected"
    differing = as_("reader").get(address).content.decode().split('id="differs"')[1].split("</section>")[0]
    row = differing.split("Mediator")[1].split("</td>")[0]
    assert "chosen by editor" in row and "nobody has chosen" not in row


def test_announced_day_that_came_otherwise_is_told_as_a_plan_with_who_announced_it(accounts: None, as_: Callable[[str], Client]) -> None:
    plan = report(51, status="planned", start="2022-03-01", ordinal=41, published="2022-02-01")
    held = report(52, start="2022-03-02", ordinal=41, published="2022-03-04")
    list(add([plan, held], author="tests", level="team"))
    name = str(MeetingRow.objects.get(shown__scope="all", ordinal=41).name)
    page = as_("reader").get(reverse("meeting", args=[name])).content.decode()
    assert 'id="differs"' not in page
    assert "Announced for 1 March 2022 by Report 51; it began on 2 March 2022" in page


def test_titles_in_what_sources_say_differently_keep_their_direction_in_arabic(accounts: None, as_: Callable[[str], Client]) -> None:
    list(add([report(61, start="2022-03-01", ordinal=41), report(62, start="2022-03-02", ordinal=41)], author="tests", level="team"))
    page = as_("reader").get(reverse("today-differing"), headers={"Accept-Language": "ar"}).content.decode()
    assert "\u2068Report 61\u2069" in page and "(Report" not in page


def test_proposal_becomes_one_meeting_and_two_again(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    proposal = Proposal.objects.select_related("left", "right").get(pk=held.proposal)
    left, right = str(proposal.left.meeting), str(proposal.right.meeting)
    page = client.get(reverse("proposals")).content.decode()
    assert "they overlap" in page
    # Enter in the reason would press the first button, and nobody could know whether one or two is meant.
    form = page.split(f'action="{reverse("proposal", args=[held.proposal])}"')[1].split("</form>")[0]
    assert re.findall(r"<button[^>]*>", form)[0] == "<button disabled hidden>"
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


@pytest.mark.parametrize("verdict", ["one", "two"])
def test_pair_that_a_colleague_settled_meanwhile_is_refused(verdict: str, held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("editor")
    page = client.get(reverse("proposals")).content.decode()
    form = page.split(f'action="{reverse("proposal", args=[held.proposal])}"')[1].split("</form>")[0]
    sent = {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("state", "left", "right")}
    decisions.apart(local_viewer("colleague"), held.proposal)
    answer = client.post(reverse("proposal", args=[held.proposal]), sent | {"verdict": verdict, "reason": "seen"}, follow=True)
    assert "by colleague" in answer.content.decode() and not Decision.objects.filter(author="editor").exists()


def test_meeting_that_a_colleague_decided_about_meanwhile_is_not_merged(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("editor")
    left, right = held.proposal.split("~")
    page = client.get(reverse("meeting-merge", args=[left])).content.decode()
    seen = page.split(f'name="state-{right}" value="')[1].split('"')[0]
    decisions.apart(local_viewer("colleague"), held.proposal)
    answer = client.post(reverse("meeting-merge", args=[left]), {"with": right, f"state-{right}": seen, "reason": "seen"}, follow=True)
    assert "by colleague" in answer.content.decode() and not Decision.objects.filter(author="editor").exists()


def test_merge_page_offers_meetings_near_in_time(held: Held, as_: Callable[[str], Client]) -> None:
    page = as_("reviewer").get(reverse("meeting-merge", args=[held.meetings["public"]])).content.decode()
    assert held.meetings["team"] in page and held.rivals not in page
    address = reverse("meeting-merge", args=[held.meetings["public"]])
    as_("reviewer").post(address, {"with": held.meetings["team"], "reason": "One journey."})
    assert Decision.objects.filter(kind="merge", author="reviewer", reason="One journey.").exists()


def test_merge_page_of_a_meeting_without_a_day_begins_with_that_of_its_number(held: Held, as_: Callable[[str], Client]) -> None:
    numbered = {number: report(30 + number, ordinal=number, start=f"2012-{number:02}-03") for number in (3, 4, 5, 6)}
    lost = report(40, ordinal=6, start=None, city=None, country=None, roles={}, published=None)
    list(add([*numbered.values(), lost], author="anna", level="team"))
    key = Mention.objects.get(source=lost.document.id, kind="meeting").pk
    same = Mention.objects.get(source=numbered[6].document.id, kind="meeting").pk
    if Mention.objects.get(pk=key).meeting == Mention.objects.get(pk=same).meeting:
        split(local_viewer("anna"), key, reason="to see the page")
    page = as_("reviewer").get(reverse("meeting-merge", args=[key])).content.decode()
    offered = [one.split('"')[0] for one in page.split('name="with" value="')[1:]]
    assert offered[0] == same and len(offered) > 3


def test_merge_page_begins_with_the_other_meetings_of_its_document(held: Held, as_: Callable[[str], Client]) -> None:
    told = report(60, ordinal=60, start="2015-03-12")
    nothing = {"track": None, "ordinal": None, "start": None, "city": None, "country": None}
    apart = replace(told.meetings[0], kind=MeetingKind.CONSULTATION, core=False, **nothing)  # type: ignore[arg-type]
    list(add([replace(told, meetings=(*told.meetings, apart)), report(61, ordinal=3, start="2012-03-03")], author="anna", level="team"))
    mentions = Mention.objects.filter(source=told.document.id, kind="meeting").order_by("pk")
    assert len({one.meeting for one in mentions}) == 2
    for one, other in (mentions, reversed(mentions)):
        page = as_("reviewer").get(reverse("meeting-merge", args=[one.meeting])).content.decode()
        assert page.split('name="with" value="')[1].split('"')[0] == other.meeting


def test_mention_is_split_off(held: Held, as_: Callable[[str], Client]) -> None:
    mention = Mention.objects.filter(meeting=held.rivals).order_by("-seq").first()
    assert mention is not None
    before = MeetingRow.objects.count()
    answer = as_("reviewer").post(reverse("meeting-split", args=[held.rivals]), {"mention": mention.pk, "reason": "Another day."})
    assert MeetingRow.objects.count() == before + 1
    # One is led to the meeting that it is now, not to the list of all.
    assert answer["Location"] == reverse("meeting", args=[mention.pk])
    assert str(mention.source.title) in as_("reviewer").get(answer["Location"]).content.decode()


def test_meeting_is_put_into_a_track_and_taken_out(held: Held, as_: Callable[[str], Client]) -> None:
    address, client = reverse("meeting-tracks", args=[held.meetings["team"]]), as_("editor")
    asked = client.post(address, {"track": "Second track", "reason": "As its host says."})
    assert asked.status_code == 422 and "As its host says." in asked.content.decode()  # no track is called so: is it a new one?
    assert not TrackRow.objects.filter(name="Second track").exists()
    client.post(address, {"track": "Second track", "track-choice": "new", "reason": "As its host says."})
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
    assert "Under way, well on" in page and "Half of them came home." in page


def test_sharing_is_changed_by_editors_and_takes_effect(held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("document-share", args=[held.documents["team"]])
    asked = as_("editor").post(address, {"level": "restricted", "group": ["envoys"], "reason": "Names in it."})
    assert asked.status_code == 422 and "Names in it." in asked.content.decode()  # the editor is not of that group, and is asked
    assert as_("reader").get(reverse("document", args=[held.documents["team"]])).status_code == 200
    as_("editor").post(address, {"level": "restricted", "group": ["envoys"], "reason": "Names in it.", "sure": "on"})
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
    answer = client.post(tracks, {"track": "Blue talks", "track-choice": "new", "state": state}, follow=True)
    assert "changed since you opened it, by colleague" in answer.content.decode()
    assert not Decision.objects.filter(kind="track", author="editor").exists()


def test_rows_of_a_document_of_several_meetings_say_which_and_headings_name_them(as_: Callable[[str], Client]) -> None:
    both = from_text(
        "The 16th round of the Astana talks on Syria was held in Nur-Sultan on 7-8 July 2021. Russia, Iran and Turkey took part.\n\n"
        "The 17th round of the Astana talks on Syria was held in Nur-Sultan on 21-22 December 2021. Russia, Iran and Turkey took part."
    )
    list(add([read_document(both)], author="tests"))
    address = reverse("document", args=[both.id.removeprefix("sha256:")])
    page = unescape(as_("reviewer").get(address).content.decode())
    assert min(page.count(f'class="of-meeting"><bdi>Astana process, round {number}<') for number in (16, 17)) > 3
    by_meeting = unescape(as_("reviewer").get(address, {"show": "meeting"}).content.decode())
    headings = [one.split("</h3>")[0] for one in by_meeting.split("<h3")[1:]]
    assert sum("round 16" in one for one in headings) == sum("round 17" in one for one in headings) == 1


def test_correction_to_another_name_of_the_same_track_is_refused_with_the_reason(held: Held, as_: Callable[[str], Client]) -> None:
    list(add([report(71, track="Astana talks")], author="tests", level="team"))
    key = Claim.objects.get(source=report(71, track="Astana talks").document.id, property="track").pk
    page = unescape(correct(as_("editor"), key, track="Astana process").content.decode())  # type: ignore[attr-defined]
    assert "are two names of Astana process: this claim means it already" in page and 'value="Astana process"' in page
    assert not Decision.objects.filter(target=key).exists()


def test_begin_stands_before_end_where_sources_differ_on_both(accounts: None, as_: Callable[[str], Client]) -> None:
    told = [report(63 + at, start=f"2022-03-0{day}", end=f"2022-03-0{day + 1}", ordinal=41) for at, day in enumerate((1, 4))]
    list(add(told, author="tests", level="team"))
    page = as_("reader").get(reverse("today-differing")).content.decode()
    assert 0 < page.index("Start: ") < page.index("End: ")
