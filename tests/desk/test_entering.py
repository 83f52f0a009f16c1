"""Facts entered by hand: the form of every kind, what it takes, what it yields of marked words, and that no error loses what was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from examples import ALL

from sulh.desk.entering import ENTERED, enterable, enterables
from sulh.model import RecordError
from sulh.record.models import Text
from sulh.record.projection.models import Claim, Commitment, Decision, MeetingRow, ParticipationRow, TrackRow, rows

OWN = {"source-source": "entry", "source-words": "I was in the room.", "source-level": "team"}


def enter(client: Client, kind: str, given: dict[str, Any], **more: Any) -> Any:
    return client.post(reverse("enter-fact", args=[kind]), {**OWN, **given, **more})


def test_every_declared_kind_has_a_form_with_a_field_for_each_property(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("editor")
    page = client.get(reverse("enter-facts")).content.decode()
    for one in enterables():
        assert reverse("enter-fact", args=[one.name]) in page
        form = client.get(reverse("enter-fact", args=[one.name])).content.decode()
        for prop in one.kind.values:
            assert f'name="fact-{prop.name}"' in form, f"{one.name}.{prop.name}"
        assert 'value="None"' not in form and ">None<" not in form


def test_meeting_with_participants_people_and_agenda_is_entered(held: Held, as_: Callable[[str], Client]) -> None:
    given = {
        "fact-kind": "consultation", "fact-status": "held", "fact-start": "4 May 2017", "fact-end": "5.5.2017", "fact-city": "Muscat",
        "fact-country": "OM", "participants-rows": "2", "participants-0-actor": "Jordan", "participants-0-role": "observer",
        "participants-1-actor": "سوريا", "participants-1-role": "party", "people-rows": "1", "people-0-name": "Ann Other",
        "people-0-office": "Envoy", "people-0-actor": "JOR", "people-0-head_of_delegation": "on",
        "agenda-rows": "1", "agenda-0-issue": "missing",
        "agenda-0-text": "those who are missing",
    }  # fmt: skip
    answer = enter(as_("editor"), "meeting", given)
    assert answer.status_code == 302, unescape(answer.content.decode())
    made = rows(MeetingRow).get(city="Muscat", shown__scope="all")
    assert (made.start, made.end, made.country) == ("2017-05-04", "2017-05-05", "OM")
    assert dict(ParticipationRow.objects.filter(row=made).values_list("actor", "role")) == {"JOR": "observer", "SYR": "party"}
    page = as_("reader").get(answer["Location"]).content.decode()
    assert "Ann Other" in page and "Jordan" in page


def test_several_actors_in_one_role_are_added_to_a_meeting_at_once(held: Held, as_: Callable[[str], Client]) -> None:
    meeting = held.meetings["team"]
    text = Text.objects.get(pk=f"sha256:{held.documents['team']}").text
    quote = text.split("\n")[0][:30].strip()
    given = {
        "about-meeting": f"[{meeting}]", "fact-actor": ["Jordan; Lebanon", "IRQ"], "fact-role": "observer", "source-source": "document",
        "source-document": "News of Teamville", "source-quote": quote, "source-level": "team",
    }  # fmt: skip
    answer = as_("editor").post(reverse("enter-fact", args=["participation"]), given)
    assert answer.status_code == 302, unescape(answer.content.decode())
    shown = rows(MeetingRow).get(name=meeting, shown__scope="all")
    assert set(ParticipationRow.objects.filter(row=shown, role="observer").values_list("actor", flat=True)) >= {"JOR", "LBN", "IRQ"}
    claims = Claim.objects.filter(property="participant", method="person editor")
    assert {(one.start, one.end) for one in claims} == {(text.index(quote), text.index(quote) + len(quote))}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("act", {"fact-act": "call", "fact-actors": ["Russia", "Iran"], "fact-issues": ["humanitarian"], "fact-date": "May 2017"}),
        ("ceasefire", {"fact-event": "declared", "fact-start": "2017-05-06", "fact-parties": ["Syria"], "fact-area": "Idlib"}),
        ("release", {"fact-what": "release", "fact-by": "SYR", "fact-count": "12", "fact-date": "6 May 2017"}),
        ("tally", {"fact-what": "violation", "fact-by": "SYR", "fact-count": "0", "fact-start": "6 May 2017", "fact-place": "Hama"}),
        ("report", {"fact-what": "shelling", "fact-by": "TUR", "fact-against": "SYR", "fact-start": "6 May 2017", "fact-killed": "2"}),
        ("assessment", {"fact-state": "verified", "fact-by": "united-nations", "fact-date": "6 May 2017", "fact-found_against": "SYR"}),
        ("response", {"fact-what": "denied", "fact-by": "SYR", "fact-asked": "6 May 2017"}),
        ("observation", {"fact-what": "denied", "fact-start": "6 May 2017", "fact-hindered_by": "SYR"}),
        ("track", {"fact-name": "Muscat talks", "fact-name-choice": "new", "fact-started": "2017"}),
    ],
)
def test_a_fact_that_stands_on_its_own_is_entered(kind: str, given: dict[str, Any], held: Held, as_: Callable[[str], Client]) -> None:
    answer = enter(as_("editor"), kind, given)
    assert answer.status_code == 302, unescape(answer.content.decode())
    made = Claim.objects.get(property=kind, method="person editor")
    assert made.status == "accepted" and "2017" in made.value


def test_commitment_in_words_that_no_rule_knows_is_followed(held: Held, as_: Callable[[str], Client]) -> None:
    before = Commitment.objects.count()
    given = {"fact-act": "agree", "fact-actors": ["Russia"], "source-words": "اتفقا على فتح الطريق", "source-source": "entry"}
    assert enter(as_("editor"), "commitment", given).status_code == 302
    assert Commitment.objects.count() == before + 1


def test_list_and_form_are_cited_by_row_and_column(held: Held, as_: Callable[[str], Client]) -> None:
    given = {
        "fact-what": "release", "fact-count": "3", "source-source": "list", "source-title": "Released in May", "source-row": "4",
        "source-column": "number", "source-cell": "3", "source-when": "May 2017", "source-origin": "The commission",
    }  # fmt: skip
    assert enter(as_("editor"), "release", given).status_code == 302
    made = Claim.objects.get(property="release", method="person editor")
    assert (made.row, made.column, made.source.title, made.source.published) == (4, "number", "Released in May", "2017-05")


# --- any actor, or a new one ----------------------------------------------------------------------------------------------------------


def test_actor_that_nobody_knows_is_asked_about_and_then_added(held: Held, as_: Callable[[str], Client]) -> None:
    given = {"fact-what": "release", "fact-by": "Committee of the Wells", "fact-count": "3"}
    answer = enter(as_("editor"), "release", given)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422 and "Committee of the Wells" in page and 'value="new:civil_society"' in page
    assert not Decision.objects.filter(kind="name").exists()
    assert enter(as_("editor"), "release", {**given, "fact-by-choice": "new:civil_society"}).status_code == 302
    named = Decision.objects.get(kind="name")
    assert named.target == "actor:committee-of-the-wells"
    assert '"id":"committee-of-the-wells"' in Claim.objects.get(property="release", method="person editor").value


def test_names_are_offered_by_letters_of_any_script(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("editor")
    for asked, expected in (("Jord", "[JOR]"), ("الأردن", "[JOR]"), ("jor", "[JOR]"), ("Turk", "[TUR]")):
        assert expected in client.get(reverse("pick", args=["actor"]), {"q": asked}).content.decode(), asked
    assert held.documents["team"] in client.get(reverse("pick", args=["document"]), {"q": "Teamville"}).content.decode()
    assert held.documents["restricted"] not in client.get(reverse("pick", args=["document"]), {"q": "Secretville"}).content.decode()


def test_track_with_a_slip_of_typing_makes_no_track(held: Held, as_: Callable[[str], Client]) -> None:
    given = {"fact-kind": "round", "fact-status": "held", "fact-track": "Teamvile talks"}
    before = TrackRow.objects.count()
    page = unescape(enter(as_("editor"), "meeting", given).content.decode())
    assert "Teamville talks" in page and "is a new track" in page
    assert TrackRow.objects.count() == before
    assert enter(as_("editor"), "meeting", {**given, "fact-track-choice": "id:teamville"}).status_code == 302
    assert TrackRow.objects.count() == before


# --- every error keeps everything -----------------------------------------------------------------------------------------------------

FILLED: dict[str, dict[str, Any]] = {
    "meeting": {
        "fact-kind": "round",
        "fact-status": "held",
        "fact-city": "Muscat-Keep",
        "fact-ordinal": "3",
        "participants-0-actor": "Jordan",
    },
    "act": {"fact-act": "call", "fact-actors": ["Keepers League"]},
    "commitment": {"fact-act": "agree", "fact-actors": ["Russia"], "fact-issues": ["missing"]},
    "track": {"fact-name": "Keep talks", "fact-name-choice": "new", "fact-venue": "Muscat-Keep"},
    "ceasefire": {"fact-event": "declared", "fact-area": "Area-Keep", "fact-parties": ["Russia"]},
    "release": {"fact-what": "release", "fact-count": "41"},
    "tally": {"fact-what": "violation", "fact-count": "43", "fact-place": "Place-Keep"},
    "report": {"fact-what": "shelling", "fact-killed": "47", "fact-place": "Place-Keep"},
    "assessment": {"fact-state": "verified", "fact-finding": "Finding-Keep", "fact-place": "Place-Keep"},
    "response": {"fact-what": "denied", "fact-answer": "Answer-Keep"},
    "zone": {"fact-name": "Zone-Keep", "fact-drawn": "Drawn-Keep"},
    "observation": {"fact-what": "denied", "fact-reason": "Reason-Keep", "fact-place": "Place-Keep"},
    "participation": {"fact-actor": "Russia", "fact-role": "host"},
    "attendance": {"fact-name": "Ann Keeper", "fact-office": "Keeper of Wells"},
    "agenda_item": {"fact-issue": "missing", "fact-text": "words that are kept"},
}
WRONG: dict[str, dict[str, Any]] = {
    "nothing said of the source": {"source-source": ""},
    "no words of one's own": {"source-source": "entry", "source-words": ""},
    "a document that is not there": {"source-source": "document", "source-document": "Nobody's paper", "source-quote": "words"},
    "words that do not stand there": {"source-source": "document", "source-document": "News of Teamville", "source-quote": "never written"},
    "a document without words": {"source-source": "document", "source-document": "News of Teamville", "source-quote": ""},
    "a list without row": {"source-source": "list", "source-title": "List-Keep", "source-column": "c", "source-row": ""},
    "a date that is none": {"source-source": "entry", "source-when": "the other day"},
    "restricted to nobody": {"source-source": "entry", "source-level": "restricted"},
}
_DATED = {
    "meeting": ("start", "end"), "ceasefire": ("start", "end"), "act": ("date", "due"), "release": ("date",), "tally": ("start", "end"),
    "track": ("started",), "report": ("received", "start", "end"), "assessment": ("date", "happened"),
    "response": ("date", "asked", "happened"), "observation": ("start", "end"), "zone": ("start", "end"),
}  # fmt: skip


def stands(page: str, value: str) -> bool:
    return (
        f'<option value="{value}" selected' in page
        or f'value="{value}"' in page
        or f'value="{value} [' in page
        or f">\n{value}</textarea>" in page
        or f">{value}</textarea>" in page
    )


def _pairs() -> Iterator[tuple[str, str]]:
    """Every kind with every error in a run of everything; in a quick one every kind with two of the errors, by turns."""
    for number, kind in enumerate(ENTERED):
        wrongs = list(WRONG)
        yield from ((kind, wrong) for wrong in (wrongs if ALL else [wrongs[(number + more) % len(wrongs)] for more in (0, 3)]))


@pytest.mark.parametrize(("kind", "wrong"), [*_pairs()])
def test_no_error_of_a_source_loses_what_was_typed(kind: str, wrong: str, held: Held, as_: Callable[[str], Client]) -> None:
    part = {"about-meeting": f"[{held.meetings['team']}]"} if enterable(kind).within else {}
    given = {**part, "about-reason": "reason-keep", **FILLED[kind], **WRONG[wrong]}
    count = Claim.objects.count()
    answer = as_("editor").post(reverse("enter-fact", args=[kind]), {**OWN, **given})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422 and "wrong-why" in page
    for name, value in given.items():
        for one in value if isinstance(value, list) else [value]:
            if one and not name.endswith("-choice"):
                assert stands(page, str(one)), f"{kind}, {wrong}: {name}={one} is lost"
    assert Claim.objects.count() == count


@pytest.mark.parametrize("kind", _DATED)
def test_dates_that_are_none_are_named_and_kept(kind: str, held: Held, as_: Callable[[str], Client]) -> None:
    for name in _DATED[kind]:
        answer = enter(as_("editor"), kind, {**FILLED[kind], f"fact-{name}": "8/7/2021"})
        page = unescape(answer.content.decode())
        assert answer.status_code == 422 and "“8/7/2021” is no date that can be read" in page and stands(page, "8/7/2021")


@pytest.mark.parametrize("kind", ["meeting", "ceasefire"])
def test_an_end_before_the_start_is_refused_with_everything_kept(kind: str, held: Held, as_: Callable[[str], Client]) -> None:
    answer = enter(as_("editor"), kind, {**FILLED[kind], "fact-start": "8 July 2021", "fact-end": "7 July 2021"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422 and "lies before the start" in page
    assert stands(page, "8 July 2021") and stands(page, "7 July 2021")


def test_more_rows_keep_what_stands_in_the_others(held: Held, as_: Callable[[str], Client]) -> None:
    page = unescape(
        enter(as_("editor"), "meeting", {**FILLED["meeting"], "participants-rows": "1", "more": "participants"}).content.decode()
    )
    assert 'name="participants-3-actor"' in page and stands(page, "Jordan") and stands(page, "Muscat-Keep")


def test_what_the_record_refuses_is_said_in_the_form(held: Held, as_: Callable[[str], Client]) -> None:
    given = {"about-meeting": f"[{held.meetings['restricted']}]", **FILLED["participation"]}
    answer = enter(as_("editor"), "participation", given)
    assert answer.status_code == 422 and "no meeting" in answer.content.decode() and stands(answer.content.decode(), "Russia")


# --- words marked in a document ---------------------------------------------------------------------------------------------------------


def letters(text: str, words: str) -> dict[str, int]:
    at = text.index(words)
    return {"before": sum(not one.isspace() for one in text[:at]), "count": sum(not one.isspace() for one in words)}


@pytest.fixture
def observed(held: Held) -> tuple[str, str]:
    """A document whose reader missed who observed: its key and text."""
    from reports import report

    from sulh.record.adding import add

    made = report(77, city="Muscat", ordinal=None, track="Muscat talks", start="2022-05-10", roles={"RUS": "guarantor"})
    from dataclasses import replace

    text = made.document.text + "\n\nIraq, Jordan and Lebanon  were there as observers. They agreed to meet by 1 June 2022 in Doha.\n"
    made = replace(made, document=replace(made.document, text=text))
    list(add([made], author="tests"))
    return made.document.id.removeprefix("sha256:"), text


def test_marked_words_yield_actors_role_and_meeting(observed: tuple[str, str], as_: Callable[[str], Client]) -> None:
    key, text = observed
    client = as_("editor")
    page = client.get(reverse("document-marked", args=[key]), letters(text, "Jordan and Lebanon")).content.decode()
    assert "data-proposed" in page and "Jordan" in page and "Observer" in page
    at = text.index("Jordan and")
    address = reverse("enter-fact", args=["participation"])
    form = client.get(
        address, {"document": key, "start": str(at), "end": str(at + len("Jordan and Lebanon")), "part": "1"}
    ).content.decode()
    assert 'value="Jordan [JOR]"' in form and 'value="Lebanon [LBN]"' in form and '<option value="observer" selected' in form
    meeting = form.split('name="about-meeting" value="')[1].split('"')[0]
    assert "[" in meeting


def test_proposal_of_marked_words_is_entered_with_them_as_source(observed: tuple[str, str], as_: Callable[[str], Client]) -> None:
    key, text = observed
    page = as_("editor").get(reverse("document-marked", args=[key]), letters(text, "Jordan")).content.decode()
    sent: dict[str, list[str]] = {}
    form = page.split("<form")[1].split("</form>")[0]
    for field in form.split("<input")[1:]:
        name, value = (unescape(field.split(f'{what}="')[1].split('"')[0]) for what in ("name", "value"))
        sent.setdefault(name, []).append(value)
    answer = as_("editor").post(reverse("enter-fact", args=["participation"]), sent)
    assert answer.status_code == 201 and reverse("document", args=[key]) in answer["Location"]
    claim = Claim.objects.get(property="participant", method="person editor")
    assert json.loads(claim.value) == {"actor": {"id": "JOR", "name": "Jordan", "kind": "state"}, "role": "observer"}
    assert text[claim.start : claim.end] == "Jordan"


@pytest.mark.parametrize(
    ("words", "called", "kind"),
    [
        ("the Batina Elders Council,", "Batina Elders Council", "political"),
        ("مجلس شيوخ الباطنة", "مجلس شيوخ الباطنة", "unknown"),
        ("They said nothing more", "", ""),
        ("Muscat", "", ""),
        ("7 July 2021", "", ""),
    ],
)
def test_words_that_name_nobody_known_are_offered_as_a_new_actor(words: str, called: str, kind: str, as_: Callable[[str], Client]) -> None:
    from dataclasses import replace

    from reports import report

    from sulh.record.adding import add

    made = report(78, city="Muscat", ordinal=None, track=None)
    text = made.document.text + f"\n\nIt was said that {words} were there.\n"
    list(add([replace(made, document=replace(made.document, text=text))], author="tests"))
    key = made.document.id.removeprefix("sha256:")
    page = unescape(as_("editor").get(reverse("document-marked", args=[key]), letters(text, words)).content.decode())
    assert (f'name="fact-actor" value="{called}"' in page and f'value="new:{kind}" selected' in page) if called else "new:" not in page
    at = text.index(words)
    marked = {"document": key, "start": str(at), "end": str(at + len(words))}
    form = unescape(as_("editor").get(reverse("enter-fact", args=["participation"]), marked).content.decode())
    assert (f'value="{called}"' in form and f'value="new:{kind}" checked' in form) if called else "new:" not in form


def test_new_actor_of_marked_words_is_known_the_next_time(observed: tuple[str, str], as_: Callable[[str], Client]) -> None:
    key, text = observed
    client, address, marked = as_("editor"), reverse("document-marked", args=[key]), letters(text, "Nothing")
    form = unescape(client.get(address, marked).content.decode()).split("<form")[1].split("</form>")[0]
    sent = {field.split('name="')[1].split('"')[0]: field.split('value="')[1].split('"')[0] for field in form.split("<input")[1:]}
    choice = form.split('<select name="')[1].split('"')[0]
    answer = client.post(reverse("enter-fact", args=["participation"]), sent | {choice: "new:body"})
    assert answer.status_code == 201
    value = json.loads(Claim.objects.get(property="participant", method="person editor").value)
    assert value == {"actor": {"id": "nothing", "name": "Nothing", "kind": "body"}, "role": "participant"}
    assert "new:" not in client.get(address, marked).content.decode()


@pytest.fixture
def envoys(held: Held) -> tuple[str, str]:
    """A document of names in several spellings, in a record that knows an envoy."""
    from dataclasses import replace

    from reports import report

    from sulh.record.adding import add

    people = [("Geir Pedersen", "Special Envoy", "RUS", False), ("Amina Batina", None, "JOR", True)]
    first = report(81, city="Muscat", ordinal=1, track="Muscat talks", start="2022-03-10", roles={"RUS": "mediator"}, people=people)
    made = report(82, city="Doha", ordinal=2, track="Muscat talks", start="2022-05-10", roles={"RUS": "mediator"})
    said = ["Гейр Педерсен spoke.", "H.E. Ambassador Pedersen left.", "Geir Pederson, the Special Envoy, came.", "غير بيدرسن تكلم"]
    text = "\n\n".join([made.document.text, *said, "Mary Olewood came.", "The Negotiations Committee came.", "Colonel Ann Batonga left."])
    list(add([first, replace(made, document=replace(made.document, text=text))], author="tests"))
    return made.document.id.removeprefix("sha256:"), text


def offered(page: str) -> list[str]:
    """What the marked words are offered to say, in order."""
    buttons = re.findall(r"data-proposed>(.*?)</button>", unescape(page), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in buttons]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Гейр Педерсен", ["Geir Pedersen : was there Enter", "New person: Гейр Педерсен : was there"]),
        ("H.E. Ambassador Pedersen", ["Geir Pedersen : was there Enter"]),
        ("Geir Pederson, the Special Envoy", ["Geir Pedersen : was there Enter"]),
        ("غير بيدرسن", ["Geir Pedersen : was there Enter"]),
        ("Mary Olewood", ["New person: Mary Olewood : was there Enter", "New actor: Mary Olewood : Participant"]),
        (
            "Negotiations Committee",
            ["Syrian Negotiations Commission : Participant Enter", "New actor: Negotiations Committee : Participant"],
        ),
    ],
)
def test_known_persons_and_actors_are_offered_before_new_ones(
    words: str, expected: list[str], envoys: tuple[str, str], as_: Callable[[str], Client]
) -> None:
    key, text = envoys
    found = offered(as_("editor").get(reverse("document-marked", args=[key]), letters(text, words)).content.decode())
    assert found[: len(expected)] == expected
    assert ["New" in one for one in found] == sorted("New" in one for one in found)


def test_rank_before_a_new_name_is_the_office_of_the_person(envoys: tuple[str, str], as_: Callable[[str], Client]) -> None:
    key, text = envoys
    client, where = as_("editor"), letters(text, "Mary Olewood")
    assert "fact-office" not in client.get(reverse("document-marked", args=[key]), where).content.decode()
    where = letters(text, "Colonel Ann Batonga")
    page = client.get(reverse("document-marked", args=[key]), where).content.decode()
    assert 'name="fact-name" value="Ann Batonga"' in page and 'name="fact-office" value="Colonel"' in page


def test_known_person_of_marked_words_is_entered_as_the_record_calls_them(envoys: tuple[str, str], as_: Callable[[str], Client]) -> None:
    key, text = envoys
    asked = letters(text, "Гейр Педерсен")
    page = unescape(as_("editor").get(reverse("document-marked", args=[key]), asked).content.decode())
    form = page.split("<form")[1].split("</form>")[0]
    sent = {field.split('name="')[1].split('"')[0]: field.split('value="')[1].split('"')[0] for field in form.split("<input")[1:]}
    assert as_("editor").post(reverse("enter-fact", args=["attendance"]), sent).status_code == 201
    made = Claim.objects.get(property="person", method="person editor")
    assert json.loads(made.value)["name"] == "Geir Pedersen" and text[made.start : made.end] == "Гейр Педерсен"
    assert as_("reader").get(reverse("person", args=["geir pedersen"])).content.decode().count("Muscat talks, round") >= 2


def test_dates_and_places_of_marked_words_fill_the_form(observed: tuple[str, str], as_: Callable[[str], Client]) -> None:
    key, text = observed
    words = "agreed to meet by 1 June 2022 in Doha"
    at = text.index(words)
    where: dict[str, Any] = {"document": key, "start": at, "end": at + len(words)}
    form = as_("editor").get(reverse("enter-fact", args=["commitment"]), where).content.decode()
    assert 'name="fact-due" value="2022-06-01"' in form and '<option value="agree" selected' in form
    form = as_("editor").get(reverse("enter-fact", args=["meeting"]), where).content.decode()
    assert 'name="fact-city" value="Doha"' in form


def test_words_that_do_not_stand_in_the_document_any_more_are_refused(observed: tuple[str, str], as_: Callable[[str], Client]) -> None:
    for asked in ({"before": "5", "count": "99999"}, {"before": "x", "count": "1"}, {}):
        assert as_("editor").get(reverse("document-marked", args=[observed[0]]), asked).status_code == 404


def test_part_of_what_somebody_says_is_theirs_and_a_day_ahead_is_the_last_one(held: Held, as_: Callable[[str], Client]) -> None:
    from sulh.documents import from_text
    from sulh.reading import read_document
    from sulh.record.adding import add

    text = "Joint statement by Norway and Switzerland\n\nThe envoys of Norway and Switzerland:\n\n"
    text += "1. Agreed to hold the next round in Geneva, "
    text += "and to open an office in Ankara in September 2031."
    reading = read_document(from_text(text, published="2031-05-05"))
    list(add([reading], author="tests", level="team"))
    words = "to open an office in Ankara in September 2031"
    at = reading.document.text.index(words)
    where: dict[str, Any] = {"document": reading.document.id.removeprefix("sha256:"), "start": at, "end": at + len(words)}
    form = as_("editor").get(reverse("enter-fact", args=["commitment"]), where).content.decode()
    named = re.findall(r'name="fact-actors" value="([^"]+)"', form)
    assert {one.split("[")[1] for one in named} == {"NOR]", "CHE]"}
    assert 'name="fact-due" value="2031-09"' in form and not re.search(r'name="fact-date" value="2', form)


@pytest.mark.parametrize(
    ("kind", "words", "chosen"),
    [
        ("report", "the shelling of the market on 11 May", {"what": "shelling"}),
        ("report", "a clash after the shelling", {}),  # two sorts, and nobody knows which
        ("meeting", "The summit will be held in Sochi", {"kind": "summit"}),  # no word says by itself whether it was held
    ],
)
def test_sort_that_marked_words_name_is_chosen(
    kind: str, words: str, chosen: dict[str, str], held: Held, as_: Callable[[str], Client]
) -> None:
    from sulh.documents import from_text
    from sulh.reading import read_document
    from sulh.record.adding import add

    reading = read_document(from_text(f"Muscat, 22 May 2025\n\nThe sides spoke of this: {words}."))
    list(add([reading], author="tests", level="team"))
    at = reading.document.text.index(words)
    where: dict[str, Any] = {"document": reading.document.id.removeprefix("sha256:"), "start": at, "end": at + len(words)}
    form = as_("editor").get(reverse("enter-fact", args=[kind]), where).content.decode()
    picked = re.findall(r'<select name="fact-(what|kind|status)".*?</select>', form, re.DOTALL)
    options = {name: form.split(f'<select name="fact-{name}"')[1].split("</select>")[0] for name in picked}
    found = {name: re.findall(r'value="(\w+)" selected', one) for name, one in options.items()}
    assert picked and {name: codes[0] for name, codes in found.items() if codes} == chosen


def test_several_actors_are_added_in_the_role_that_follows_them_though_one_is_there(held: Held, as_: Callable[[str], Client]) -> None:
    from dataclasses import replace

    from reports import report

    from sulh.model import Span
    from sulh.record.adding import add
    from sulh.record.entering import add_to
    from sulh.record.viewers import local_viewer

    made = report(78, city="Muscat", ordinal=None, track="Muscat talks", start="2022-05-11", roles={})
    text = made.document.text + "\n\nIran, Russia and Türkiye as guarantors thanked the hosts.\n"
    list(add([replace(made, document=replace(made.document, text=text))], author="tests"))
    key, words = made.document.id.removeprefix("sha256:"), "Iran, Russia and Türkiye as guarantors"
    at = text.index(words)
    where: dict[str, Any] = {"document": key, "start": at, "end": at + len(words)}
    page = as_("editor").get(reverse("enter-fact", args=["participation"]), where).content.decode()
    assert '<option value="guarantor" selected' in page
    meeting = page.split('name="about-meeting" value="')[1].split('"')[0].split("[")[1][:-1]
    cite = Span(made.document.id, at, at + len(words))

    def named(*codes: str) -> dict[str, Any]:
        return {"participants": [{"actor": code, "role": "guarantor"} for code in codes]}

    add_to(local_viewer("tests"), meeting, named("RUS"), cite)
    assert len(add_to(local_viewer("tests"), meeting, named("IRN", "RUS", "TUR"), cite).claims) == 2
    with pytest.raises(RecordError, match="says so already"):
        add_to(local_viewer("tests"), meeting, named("IRN", "TUR"), cite)


def test_form_for_the_field_is_taken_along_from_the_page_of_its_kind(as_: Callable[[str], Client]) -> None:
    client = as_("editor")
    page = client.get(reverse("enter-fact", args=["report"])).content.decode()
    address = reverse("field-form", args=["report"])
    assert f'{address}?to=html"' in page and f'{address}?to=xlsx"' in page
    assert "XLSForm" not in client.get(reverse("enter-fact", args=["meeting"])).content.decode()
    form = client.get(address)
    assert form["Content-Disposition"] == 'attachment; filename="sulh-report.html"' and b"indexedDB" in form.content
    assert client.get(f"{address}?to=xlsx").content.startswith(b"PK")
    assert client.get(f"{address}?to=exe").status_code == 404
    assert client.get(reverse("field-form", args=["meeting"])).status_code == 404
