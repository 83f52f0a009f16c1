"""Nobody shuts themselves out of a document unawares, and nobody's own entries are withheld from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from reports import report

from sulh.record.accounts import set_groups
from sulh.record.adding import add
from sulh.record.decisions import share
from sulh.record.jobs.models import Job
from sulh.record.models import User
from sulh.record.projection.models import Claim, Source
from sulh.record.queries.ledger import EntryFilters, decisions, entries
from sulh.record.queries.sight import SightError, check_sight, lost_sight
from sulh.record.shapes import Viewer
from sulh.record.tokens import create_token
from sulh.record.viewers import local_viewer, viewer_of


def test_adding_for_a_group_of_others_asks_first_and_keeps_what_was_pasted(held: Held, as_: Callable[[str], Client]) -> None:
    client, before = as_("editor"), Job.objects.count()
    asked = {"level": "restricted", "group": ["envoys"], "pasted-text": "The talks ended.", "pasted-title": "Note"}
    answer = client.post(reverse("documents-add"), asked)
    page = answer.content.decode()
    assert answer.status_code == 422 and Job.objects.count() == before
    assert "you would not see what you add" in page and "The talks ended." in page and 'value="envoys" checked' in page
    assert client.post(reverse("documents-add"), asked | {"sure": "1"}).status_code == 302
    assert Job.objects.count() == before + 1


def test_ones_own_entries_are_never_withheld(held: Held, as_: Callable[[str], Client]) -> None:
    source = f"sha256:{held.documents['team']}"
    admin, editor = (viewer_of(User.objects.get(username=name)) for name in ("admin", "editor"))
    mine = share(admin, source, "restricted", ("envoys",), reason="mine")
    shown = entries(admin, EntryFilters(seq=mine)).rows
    assert shown[0].body is not None and shown[0].body["reason"] == "mine"
    theirs = share(local_viewer("colleague"), source, "restricted", ("envoys",), reason="theirs")
    assert entries(admin, EntryFilters(seq=theirs)).rows[0].body is None

    assert mine in {one.seq for one in decisions(admin, limit=None).rows}
    assert mine not in {one.seq for one in decisions(editor, limit=None).rows}
    assert theirs not in {one.seq for one in decisions(admin, limit=None).rows}
    page = as_("admin").get(reverse("ledger-entry", args=[mine])).content.decode()
    assert "What it says is withheld" not in page


@pytest.fixture
def added(held: Held) -> str:
    """A document for the team that the reader's account added; an editor is of the group of envoys, the administrator is not."""
    reading = report(81, start="2021-09-01", city="Bern", ordinal=None, track=None)
    list(add([reading], author="reader", level="team"))
    set_groups("editor", ["envoys"], author="tests")
    return reading.document.id


def account(name: str) -> Viewer:
    return viewer_of(User.objects.get(username=name))


def test_whoever_would_lose_sight_is_named_as_far_as_one_may_know_of_them(added: str) -> None:
    lost = lost_sight(account("editor"), [added], "restricted", ["envoys"])
    assert (lost.oneself, lost.uploaders, lost.administrators, lost.is_hidden) == (False, ("reader",), ("admin",), False)
    assert lost.to_confirm and not lost_sight(account("editor"), [added], "public").to_confirm
    # Of a group that one is not in nobody is named, nor that it has members who keep the record.
    set_groups("reader", ["talks"], author="tests")
    share(local_viewer("tests"), added, "restricted", ("envoys", "talks"))
    hidden = lost_sight(account("editor"), [added], "restricted", ["envoys"])
    assert (hidden.uploaders, hidden.administrators, hidden.is_hidden) == ((), (), True)
    with pytest.raises(SightError) as problem:
        check_sight(account("editor"), [added], "restricted", ["envoys"])
    assert "reader" not in str(problem.value) and "whom you do not know of" in str(problem.value)
    assert lost_sight(local_viewer("tests"), [added], "restricted", ["envoys"]).uploaders == ("reader",)


@pytest.mark.parametrize("page", ["document-edit", "document-share", "about-share"])
def test_form_names_the_uploader_and_the_administrator_who_would_lose_sight_before_it_saves(
    added: str, page: str, as_: Callable[[str], Client]
) -> None:
    client = as_("editor")
    if page == "about-share":
        address = reverse(page, args=[str(Claim.objects.get(source=added, property="city").pk)])
    else:
        address = reverse(page, args=[added.removeprefix("sha256:")])
    asked = {"level": "restricted", "group": ["envoys"], "reason": "Named sources."}
    answer = client.post(address, asked)
    said = answer.content.decode()
    assert answer.status_code == 422 and "reader, who added it; admin, an administrator" in said and "Named sources." in said
    assert "you would not see" not in said and Source.objects.get(pk=added).audience.level == "team"
    assert client.post(address, asked | {"sure": "1"}).status_code == 302


def test_command_line_and_api_name_them_too_and_want_it_confirmed(added: str, as_: Callable[[str], Client]) -> None:
    token = create_token("editor", "sharing", author="tests")
    asked = {"source": added, "level": "restricted", "groups": ["envoys"]}

    def post(**more: object) -> tuple[int, str]:
        answer = Client().post(
            "/api/decisions/share", asked | more, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
        )
        return answer.status_code, answer.content.decode()

    status, said = post()
    assert status == 422 and "reader, who added it; admin, an administrator" in said
    assert Source.objects.get(pk=added).audience.level == "team"
    assert post(sure=True)[0] == 201 and Source.objects.get(pk=added).audience.level == "restricted"


def test_uploader_is_told_in_the_history_by_whom_a_document_was_restricted(added: str, as_: Callable[[str], Client]) -> None:
    seq = share(account("editor"), added, "restricted", ("envoys",), reason="A secret reason.")
    page = as_("reader").get(reverse("ledger")).content.decode()
    assert "a document that you added on" in page and "editor" in page
    assert "A secret reason." not in page and "envoys" not in page
    (told,) = [one for one in decisions(account("reader"), limit=None).rows if one.seq == seq]
    assert (told.author, told.reason, told.body) == ("editor", "", {"level": "restricted"}) and told.target == added
    assert seq not in {one.seq for one in decisions(account("reviewer"), limit=None).rows if one.added}
    User.objects.filter(username="reader").update(role="admin")
    body = entries(account("reader"), EntryFilters(seq=seq)).rows[0].body
    assert body == {"target": added, "level": "restricted"}
