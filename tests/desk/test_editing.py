"""Documents, actors, tracks and whole things changed on their pages: what changes, what undoes it; no error loses what was typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from reports import report

from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.jobs.models import Job, Upload
from sulh.record.projection.models import (
    ActorAlias,
    ActorRow,
    Claim,
    Decision,
    MeetingRow,
    Mention,
    ParticipationRow,
    Source,
    TrackRow,
    rows,
)
from sulh.record.viewers import local_viewer

COLLEAGUE = "colleague"


def page_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def state_in(page: str, name: str = "state") -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def filled(page: str, having: str = "") -> dict[str, Any]:
    """What a browser would send of the longest form of a page, or of the one that has a field of that name, as it stands."""
    forms = [one.split("</form>")[0] for one in page.split("<form")[1:]]
    form = max((one for one in forms if f'name="{having}' in one), key=len)
    sent: dict[str, Any] = {}
    for tag in form.split("<input")[1:]:
        about = tag.split(">")[0]
        if 'name="' not in about or (('type="checkbox"' in about or 'type="radio"' in about) and " checked" not in about):
            continue
        name, value = about.split('name="')[1].split('"')[0], about.split('value="')[1].split('"')[0] if 'value="' in about else ""
        value = "on" if 'type="checkbox"' in about and 'value="' not in about else value
        sent.setdefault(name, []).append(value)
    for tag in form.split("<select")[1:]:
        name = tag.split('name="')[1].split('"')[0]
        chosen = [one.split('"')[0] for one in tag.split("</select>")[0].split('value="')[1:] if " selected" in one.split(">")[0]]
        sent[name] = chosen or [""]
    for tag in form.split("<textarea")[1:]:
        sent[tag.split('name="')[1].split('"')[0]] = [tag.split(">", 1)[1].split("</textarea>")[0].strip()]
    return sent


# --- a document's own data ------------------------------------------------------------------------------------------------------------


def test_title_date_publisher_and_sharing_are_changed_with_one_save_and_undone(held: Held, as_: Callable[[str], Client]) -> None:
    key, client = held.documents["team"], as_("editor")
    address = reverse("document-edit", args=[key])
    sent = filled(page_of(client.get(address)))
    sent |= {"title": "Another name", "published": "May 2017", "publisher": "An agency", "level": "public", "reason": "It says so."}
    assert client.post(address, sent).status_code == 302
    source = Source.objects.get(pk=f"sha256:{key}")
    assert (source.title, source.published, source.publisher, source.audience.level) == ("Another name", "2017-05", "An agency", "public")
    made = Decision.objects.filter(author="editor").order_by("seq")
    assert [one.kind for one in made] == ["describe", "describe", "describe", "share"]
    page = page_of(client.get(address))
    assert all(reverse("undo", args=[one.seq]) in page for one in made)
    client.post(reverse("undo", args=[made[0].seq]))
    assert Source.objects.get(pk=f"sha256:{key}").title == "News of Teamville"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"published": "the other day"}, "is no date that can be read"),
        ({"level": "restricted", "group": []}, "Choose the groups"),
        ({"level": "restricted", "group": ["envoys"]}, "you would not see the document any more"),
        ({"kind": "a song"}, "valid choice"),
    ],
)
def test_no_error_loses_what_was_typed_of_a_document(wrong: dict[str, Any], said: str, held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("document-edit", args=[held.documents["team"]])
    sent = filled(page_of(as_("editor").get(address))) | {
        "title": "Title-keep",
        "publisher": "Publisher-keep",
        "reason": "Reason-keep",
        **wrong,
    }
    answer = as_("editor").post(address, sent)
    page = page_of(answer)
    assert answer.status_code == 422 and said in page
    assert all(one in page for one in ("Title-keep", "Publisher-keep", "Reason-keep", str(wrong.get("published", ""))))
    assert not Decision.objects.filter(author="editor").exists()


def test_a_colleague_meanwhile_costs_nothing_typed_and_a_second_save_is_made_against_that(held: Held, as_: Callable[[str], Client]) -> None:
    key = held.documents["team"]
    address, client = reverse("document-edit", args=[key]), as_("editor")
    sent = filled(page_of(client.get(address))) | {"publisher": "Publisher-keep"}
    decisions.describe(local_viewer(COLLEAGUE), f"sha256:{key}", "title", "By a colleague")
    page = page_of(client.post(address, sent))
    assert f"by {COLLEAGUE}" in page and "Publisher-keep" in page
    assert Source.objects.get(pk=f"sha256:{key}").publisher is None
    assert client.post(address, sent | {"state": state_in(page), "title": "By a colleague"}).status_code == 302
    assert Source.objects.get(pk=f"sha256:{key}").publisher == "Publisher-keep"


def test_document_is_withdrawn_and_brought_back(held: Held, as_: Callable[[str], Client]) -> None:
    key, client = held.documents["team"], as_("editor")
    client.post(reverse("document-withdraw", args=[key]), {"reason": "It is a forgery."})
    assert Source.objects.get(pk=f"sha256:{key}").withdrawn
    assert not rows(MeetingRow).filter(name=held.meetings["team"]).exists()
    page = page_of(client.get(reverse("document-edit", args=[key])))
    made = Decision.objects.get(kind="withdraw")
    assert "This document is withdrawn" in page
    assert "It is a forgery." in page
    client.post(reverse("undo", args=[made.seq]))
    assert rows(MeetingRow).filter(name=held.meetings["team"]).exists()


# --- documents added ------------------------------------------------------------------------------------------------------------------


def test_pasted_text_is_read_with_its_title_publisher_and_date(held: Held, as_: Callable[[str], Client]) -> None:
    sent = {"pasted-text": "The talks in Muscat ended.\nNothing else.", "pasted-title": "Talks: an end", "pasted-publisher": "An agency"}
    answer = as_("editor").post(reverse("documents-add"), {**sent, "pasted-published": "5 May 2022", "level": "team"})
    assert answer.status_code == 302
    job = Job.objects.get()
    assert job.title == "Talks an end.txt"
    from sulh.documents.loading import load

    document = load(bytes(Upload.objects.get().data), path=job.title)
    assert (document.title, document.publisher, document.published) == ("Talks: an end", "An agency", "2022-05-05")
    assert "Nothing else." in document.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pasted-published": "yesterday"}, "is no date that can be read"),
        ({"level": "restricted"}, "Choose the groups"),
        ({"pasted-text": "  "}, "Choose at least one file, or paste a text."),
    ],
)
def test_no_error_loses_a_pasted_text(wrong: dict[str, Any], said: str, held: Held, as_: Callable[[str], Client]) -> None:
    sent = {
        "pasted-text": "Words that are kept.",
        "pasted-title": "Title-keep",
        "pasted-publisher": "Publisher-keep",
        "level": "team",
        **wrong,
    }
    page = page_of(as_("editor").post(reverse("documents-add"), sent))
    assert said in page and "Title-keep" in page and "Publisher-keep" in page and sent["pasted-text"].strip() in page
    assert not Job.objects.exists()


def test_document_without_title_is_called_by_its_first_line(held: Held) -> None:
    from dataclasses import replace

    from reports import report

    from sulh.record.adding import add

    made = report(78)
    text = "- On Monday the delegations met in Muscat, where they spoke of the release of all who are held and of those who are missing."
    made = replace(made, document=replace(made.document, title=None, text=f"\n{text}\n{made.document.text}"), meetings=())
    list(add([made], author="tests"))
    title = Source.objects.get(pk=made.document.id).title
    assert title is not None and title.startswith("On Monday the delegations met in Muscat") and title.endswith("…") and len(title) <= 121


# --- actors and tracks ----------------------------------------------------------------------------------------------------------------


def test_actor_is_renamed_and_called_otherwise_and_both_undone(held: Held, as_: Callable[[str], Client]) -> None:
    client, address = as_("editor"), reverse("actor-edit", args=["RUS"])
    before = ActorRow.objects.get(pk="RUS").name
    page = page_of(client.get(address))
    client.post(address, {"do": "name", "state": state_in(page), "name": "Russian side", "kind": "state", "reason": ""})
    assert ActorRow.objects.get(pk="RUS").name == "Russian side"
    client.post(address, {"do": "alias", "state": state_in(page_of(client.get(address))), "alias-alias": "موسكو"})
    assert ActorAlias.objects.filter(of="actor", key="RUS", alias="موسكو").exists()
    page = page_of(client.get(address))
    assert "موسكو" in page
    client.post(address, {"do": "drop", "state": state_in(page), "drop": "موسكو"})
    assert not ActorAlias.objects.filter(of="actor", key="RUS", alias="موسكو").exists()
    named = Decision.objects.get(kind="name")
    client.post(reverse("undo", args=[named.seq]))
    assert ActorRow.objects.get(pk="RUS").name == before


@pytest.mark.parametrize("of", ["actor", "track"])
def test_two_are_joined_after_a_look_at_what_changes_and_parted_again(of: str, held: Held, as_: Callable[[str], Client]) -> None:
    table, one, other = (ActorRow, "RUS", "IRN") if of == "actor" else (TrackRow, "teamville", "publicville")
    client, address = as_("editor"), reverse(f"{of}-join", args=[one])
    page = page_of(client.get(address, {"other": f"[{other}]"}))
    assert "Together they are in" in page and table.objects.get(pk=other).same_as == other  # looking changes nothing
    client.post(address, filled(page, "other") | {"reason": "As both say."})
    assert table.objects.get(pk=other).same_as == one
    part = reverse(f"{of}-part", args=[other])
    assert part in page_of(client.get(reverse(f"{of}-edit", args=[one])))
    page = page_of(client.get(part))
    assert "on its own again" in page
    client.post(part, {"state": state_in(page)})
    assert table.objects.get(pk=other).same_as == other


@pytest.mark.parametrize("of", ["actor", "track"])
def test_name_that_stays_is_chosen_and_is_by_default_that_of_more_sources(of: str, held: Held, as_: Callable[[str], Client]) -> None:
    table, known, other = (ActorRow, "RUS", "IRN") if of == "actor" else (TrackRow, "astana-process", "publicville")
    list(add([report(41, roles={"RUS": "guarantor"})], author="tests"))
    client, address = as_("editor"), reverse(f"{of}-join", args=[other])
    page = page_of(client.get(address, {"other": f"[{known}]"}))
    sent = filled(page, "keep")
    assert sent["keep"] == [known] and sent["other"] == [f"[{known}]"]  # begun at the less known
    assert page.count('name="keep"') == 2
    client.post(address, sent | {"reason": "As both say."})
    assert table.objects.get(pk=other).same_as == known
    client.post(reverse("undo", args=[Decision.objects.get(kind="join").seq]))
    client.post(address, sent | {"keep": other})
    assert table.objects.get(pk=known).same_as == other


@pytest.mark.parametrize("of", ["actor", "track"])
def test_no_error_loses_what_was_typed_of_a_name(of: str, held: Held, as_: Callable[[str], Client]) -> None:
    key = "RUS" if of == "actor" else "teamville"
    address, client = reverse(f"{of}-edit", args=[key]), as_("editor")
    answer = client.post(address, {"do": "name", "name": "", "kind": "state", "reason": "Reason-keep"})
    assert answer.status_code == 422 and "Reason-keep" in page_of(answer)
    seen = state_in(page_of(client.get(address)))
    decisions.add_alias(local_viewer(COLLEAGUE), f"{of}:{key}", "Of a colleague")
    page = page_of(client.post(address, {"do": "name", "name": "Name-keep", "kind": "state", "state": seen, "reason": ""}))
    assert f"by {COLLEAGUE}" in page and "Name-keep" in page
    page = page_of(client.post(address, {"do": "alias", "alias-alias": "Alias-keep", "state": seen}))
    assert "Alias-keep" in page
    answer = client.get(reverse(f"{of}-join", args=[key]), {"other": "Nobody of that name"})
    assert answer.status_code == 422 and "Nobody of that name" in page_of(answer)


# --- every field of a thing -----------------------------------------------------------------------------------------------------------


def test_fields_of_a_meeting_are_corrected_with_one_save(held: Held, as_: Callable[[str], Client]) -> None:
    meeting, client = held.meetings["team"], as_("editor")
    address = reverse("meeting-correct", args=[meeting])
    sent = filled(page_of(client.get(address)))
    role = next(name for name in sent if name.startswith("participants-") and name.endswith("-role"))
    sent |= {"fix-city": "Geneva", "fix-start": "11 February 2022", role: "host", "fix-reason": "As the agency writes."}
    answer = client.post(address, sent)
    assert answer.status_code == 302, page_of(answer)
    made = rows(MeetingRow).get(name=meeting, shown__scope="all")
    assert (made.city, made.start) == ("Geneva", "2022-02-11")
    assert ParticipationRow.objects.filter(row=made, role="host").count() == 1
    assert set(Decision.objects.filter(author="editor").values_list("kind", "reason")) == {("correct", "As the agency writes.")}
    assert Decision.objects.filter(author="editor").count() == 3  # what nobody changed is no decision


def test_what_nobody_changed_is_no_decision_and_a_value_taken_away_rejects_its_claim_alone(
    held: Held, as_: Callable[[str], Client]
) -> None:
    address = reverse("meeting-correct", args=[held.rivals])
    sent = filled(page_of(as_("editor").get(address)))
    assert as_("editor").post(address, sent).status_code == 302
    assert not Decision.objects.filter(author="editor").exists()
    # One of three sources gives a last day; saying that it has none rejects that claim alone.
    assert as_("editor").post(address, sent | {"fix-end": ""}).status_code == 302
    assert list(Decision.objects.filter(author="editor").values_list("kind", flat=True)) == ["reject"]


def test_value_of_another_source_is_accepted_from_there(held: Held, as_: Callable[[str], Client]) -> None:
    from reports import report

    from sulh.record.adding import add

    list(add([report(14, start="2021-07-07", city="Geneva")], author="tests"))
    rival = Claim.objects.get(source__title="Report 14", property="city")
    decisions.merge(local_viewer("tests"), held.rivals, str(rival.mention.meeting))  # another city: no machine joins the two
    assert Mention.objects.get(pk=rival.mention.pk).meeting == held.rivals
    address = reverse("meeting-correct", args=[held.rivals])
    sent = filled(page_of(as_("editor").get(address)))
    assert as_("editor").post(address, sent | {"fix-city": "Geneva"}).status_code == 302
    assert list(Decision.objects.filter(author="editor").values_list("kind", "target")) == [("accept", rival.pk)]
    assert rows(MeetingRow).get(name=held.rivals, shown__scope="all").city == "Geneva"


def test_participant_that_no_source_names_is_taken_out_and_a_value_nobody_gave_needs_a_source(
    held: Held, as_: Callable[[str], Client]
) -> None:
    meeting, client = held.meetings["team"], as_("editor")
    address = reverse("meeting-correct", args=[meeting])
    sent = filled(page_of(client.get(address)))
    answer = client.post(address, sent | {"fix-ordinal": "7", "participants-0-gone": "1"})
    assert answer.status_code == 422 and 'value="7"' in page_of(answer) and 'participants-0-gone" value="1" checked' in page_of(answer)
    before = ParticipationRow.objects.filter(row__name=meeting, row__shown__scope="all").count()
    own = {"source-source": "entry", "source-words": "It was the seventh.", "source-level": "team"}
    answer = client.post(address, sent | {"fix-ordinal": "7", "participants-0-gone": "1", **own})
    assert answer.status_code == 302, page_of(answer)
    made = rows(MeetingRow).get(name=meeting, shown__scope="all")
    assert made.ordinal == 7
    assert ParticipationRow.objects.filter(row=made).count() == before - 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fix-start": "the other day"}, "is no date that can be read"),
        ({"fix-end": "1 January 2022"}, "lies before the start"),
        ({"fix-track": "Teamvile talks"}, "There is no track"),
        ({"fix-ordinal": "many"}, "whole number"),
        ({"participants-0-actor": "Nobody of that name"}, "No actor is called"),
    ],
)
def test_no_error_loses_what_was_typed_of_a_meeting(wrong: dict[str, str], said: str, held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("meeting-correct", args=[held.meetings["team"]])
    sent = filled(page_of(as_("editor").get(address))) | {"fix-city": "City-keep", "fix-reason": "Reason-keep", **wrong}
    answer = as_("editor").post(address, sent)
    page = page_of(answer)
    assert answer.status_code == 422 and said in page
    assert all(one in page for one in ("City-keep", "Reason-keep", *wrong.values()))
    assert not Decision.objects.filter(author="editor").exists()


def test_two_who_correct_at_once_lose_nothing(held: Held, as_: Callable[[str], Client]) -> None:
    address, client = reverse("meeting-correct", args=[held.meetings["team"]]), as_("editor")
    sent = filled(page_of(client.get(address))) | {"fix-city": "City-keep", "fix-country": "FR"}
    decisions.correct(local_viewer(COLLEAGUE), held.claims["team"], "Basel")
    page = page_of(client.post(address, sent))
    assert f"by {COLLEAGUE}" in page and "City-keep" in page
    assert not Decision.objects.filter(author="editor").exists()  # all or none: the country is not changed either
    again = filled(page) | {"fix-city": "City-keep", "fix-country": "FR"}
    assert client.post(address, again).status_code == 302
    assert json.loads(Claim.objects.get(pk=held.claims["team"]).decided or "") == "City-keep"


def test_every_field_of_an_act_is_corrected_and_a_role_by_one_button(held: Held, as_: Callable[[str], Client]) -> None:
    act = Claim.objects.filter(source__title="News of Teamville", property="act").first()
    assert act is not None
    address, client = reverse("claim-fields", args=[act.pk]), as_("editor")
    sent = filled(page_of(client.get(address)))
    prefix = f"c{act.pk[:8]}-"
    wrong = page_of(client.post(address, sent | {f"{prefix}due": "soon", f"{prefix}reason": "Reason-keep"}))
    assert "is no date that can be read" in wrong and "Reason-keep" in wrong and 'value="soon"' in wrong
    assert client.post(address, sent | {f"{prefix}due": "2 March 2022", f"{prefix}actors": ["Iran", "Jordan"]}).status_code == 302
    act.refresh_from_db()
    value = json.loads(act.decided or "")
    assert value["due"] == "2022-03-02" and [one["id"] for one in value["actors"]] == ["IRN", "JOR"]
    participant = Claim.objects.filter(source__title="News of Teamville", property="participant").first()
    assert participant is not None
    page = page_of(client.get(reverse("claim-correct", args=[participant.pk])))
    name = f"c{participant.pk[:8]}-role"
    assert f'<button name="{name}" value="observer">' in page
    sent = filled(page)
    client.post(reverse("claim-correct", args=[participant.pk]), {**sent, name: [*sent[name], "observer"]})
    participant.refresh_from_db()
    assert json.loads(participant.decided or "")["role"] == "observer"


def test_claim_is_moved_to_the_meeting_that_it_is_about_and_one_undo_puts_it_back(held: Held, as_: Callable[[str], Client]) -> None:
    claim = Claim.objects.filter(source__title="News of Teamville", property="city").first()
    assert claim is not None and claim.mention is not None
    client, page_there = as_("editor"), reverse("meeting", args=[held.meetings["public"]])
    address = reverse("claim-move", args=[claim.pk])
    assert address in page_of(client.get(reverse("claim-correct", args=[claim.pk])))
    sent = filled(page_of(client.get(address)), having="meeting")
    lost = client.post(address, {**sent, "meeting": "no such meeting", "reason": "Reason-keep"})
    assert lost.status_code == 422 and "Reason-keep" in page_of(lost) and "no such meeting" in page_of(lost)
    answer = client.post(address, {**sent, "meeting": "", "meeting-choice": f"id:{held.meetings['public']}"}, follow=True)
    assert "Moved to the other meeting" in page_of(answer)
    claim.refresh_from_db()
    assert claim.status == "rejected" and "News of Teamville" in page_of(client.get(page_there))
    undo = page_of(answer).split('data-undo href="')[1].split('"')[0]
    client.post(undo.replace("&amp;", "&"))
    claim.refresh_from_db()
    assert claim.status == "proposed" and "News of Teamville" not in page_of(client.get(page_there))


def test_end_corrected_to_before_the_start_is_refused_in_the_form(held: Held, as_: Callable[[str], Client]) -> None:
    claim = Claim.objects.filter(property="end", source__title="Report 12").first()
    assert claim is not None
    name = f"c{claim.pk[:8]}"
    page = page_of(
        as_("editor").post(reverse("claim-correct", args=[claim.pk]), {f"{name}-end": "1 May 2019", f"{name}-reason": "Reason-keep"})
    )
    assert "lies before the start" in page and "1 May 2019" in page and "Reason-keep" in page
    claim.refresh_from_db()
    assert claim.status == "proposed"


# --- a person -------------------------------------------------------------------------------------------------------------------------


def test_person_has_a_page_that_shows_only_what_the_viewer_may_see(held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("person", args=["ann envoy"])
    page = page_of(as_("reader").get(address))
    assert "Named at 2 meetings" in page and "Teamville" in page and "Secretville" not in page and "Envoy" in page
    assert "Named at 3 meetings" in page_of(as_("reviewer").get(address))
    assert address in page_of(as_("reader").get(reverse("meeting", args=[held.meetings["team"]])))
    assert address in page_of(as_("reader").get(reverse("actor", args=["RUS"])))
    assert as_("reader").get(reverse("person", args=["nobody here"])).status_code == 404
