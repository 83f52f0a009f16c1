"""The pages of rounds: each party sees its part, everything can be done there, nothing typed is lost, and nobody else learns anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from desk.conftest import Held
from desk.persons_world import As, lists_round, page
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sulh.record.accounts import create_user
from sulh.record.models import Entry
from sulh.record.persons.list_files import ListFileError, list_rows
from sulh.record.persons.rounds import round_seen
from sulh.record.persons.taking_away import NAMES
from sulh.record.viewers import local_viewer, viewer

__all__ = ["lists_round"]

ARABIC = "\u064a\u0648\u0633\u0641 \u062e\u0644\u064a\u0644 \u0633\u0645\u064a\u0631 \u0627\u0644\u062e\u064a\u0627\u0644\u064a"
LATIN = "Yusuf Khalil Samir al-Khayali"


def test_sheet_shows_each_party_its_part(lists_round: str, as_: As) -> None:
    mediator, north, south = (page(as_(name), "round", lists_round) for name in ("editor", "north-desk", "south-desk"))
    assert "You mediate, and see all sides." in mediator and "8 of 24 names answered, 2 days left" in mediator
    assert "You sit for <b>North</b>" in north and LATIN in north and "invented person" not in south and LATIN in south
    assert "North lists 20 persons as held." in north and "South lists 0 persons as held." in north
    assert "North lists 20 persons" in mediator and "South lists 18 persons" in mediator
    assert "May stand twice in your list" in north and "May stand twice" not in south
    assert "Invented." in mediator and "persons.css" in mediator


def test_first_page_says_how_many_names_wait_for_whoever_may_know(lists_round: str, held: Held, as_: As) -> None:
    looks = Entry.objects.filter(kind="look").count()
    south, north, mediator = (page(as_(name), "process") for name in ("south-desk", "north-desk", "editor"))
    assert "7 names on lists wait for a word" in south  # five unanswered, one disputed, one opened again by a match
    assert "9 names on lists wait for a word" in north  # eight unanswered, one question
    assert "16 names on lists wait for a word" in mediator
    assert "on lists wait" not in page(as_("admin"), "process")
    assert Entry.objects.filter(kind="look").count() == looks


@pytest.mark.parametrize("what", ["reply", "dispute", "accept"])
def test_nothing_is_said_of_an_answer_that_was_not_shown_and_nothing_tells_that_one_is_prepared(
    lists_round: str, as_: As, what: str
) -> None:
    north = as_("north-desk")
    page(as_("south-desk"), "round-name", lists_round, "North/N9", what="answer", answer="held_here")  # prepared; of N10 nothing is
    told = [page(north, "round-name", lists_round, f"North/{one}", status=422, what=what, words="seen in May") for one in ("N9", "N10")]
    assert all("there is no answer yet" in one and f'value="{what}"' not in one for one in told)
    assert 'value="dispute"' in page(north, "round-name", lists_round, "North/N1")


def test_name_is_answered_disputed_and_taken_back(lists_round: str, as_: As) -> None:
    south = as_("south-desk")
    told = page(south, "round-name", lists_round, "North/N9", what="answer", answer="held_here", on="", evidence="seen", show="1")
    assert "Held here" in told and "seen" in told and "Kept." in told
    refused = page(south, "round-name", lists_round, "North/N10", status=422, what="answer", answer="unknown", evidence="a paper")
    assert "which data are needed" in refused and 'value="a paper"' in refused
    north = as_("north-desk")
    assert "disputed the answer" in page(north, "round-name", lists_round, "North/N9", what="dispute", words="not there in May")
    assert "Say it in words" in page(north, "round-name", lists_round, "North/N9", status=422, what="dispute")
    gone = page(north, "round-name", lists_round, "North/N13", what="withdraw", words="twice", duplicate_of="North/N1")
    assert "took the name back" in gone
    refused = page(south, "round-name", lists_round, "North/N12", status=422, what="withdraw", words="ours now")
    assert "is not for South to say" in refused


def test_list_is_taken_in_whole_or_not_at_all_and_shown_when_its_owner_says(lists_round: str, as_: As) -> None:
    north, before = as_("north-desk"), Entry.objects.filter(kind="persons").count()
    good = SimpleUploadedFile("more.csv", b"No.,Name,Contact\nN20,Invented Twenty,a cousin\n")
    bad = SimpleUploadedFile("bad.csv", b"No.,Name\nN21,\nN22,Somebody Invented\n")
    told = page(north, "round-add", lists_round, status=422, what="requests", of="South", file=bad)
    assert "row 1" in told and "Nothing was taken in" in told and Entry.objects.filter(kind="persons").count() == before
    told = page(north, "round-add", lists_round, what="requests", of="South", file=good)
    assert "1 row taken in." in told and "1 name that you ask about is not shown yet" in told
    assert "Invented Twenty" not in page(as_("south-desk"), "round", lists_round)
    assert "1 name shown." in page(north, "round-show", lists_round, what="requests")
    assert "Invented Twenty" in page(as_("south-desk"), "round", lists_round)
    assert "the mediator gives none" in page(as_("editor"), "round-add", lists_round, status=422, what="held", of="South")


def test_letter_that_was_lost_before_a_workbook_was_made_is_said(tmp_path: Path) -> None:
    book = pytest.importorskip("openpyxl").Workbook()
    for cells in (["No.", "Name"], ["1", "Invented \ufffdne"]):
        book.active.append(cells)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ListFileError, match=r"row 1: column name: .* letters that were lost"):
        list_rows(tmp_path / "a.xlsx", lambda cells, _: cells, needed=("id", "name"))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("1,Invented One,1984,\u0661\u0664\u0664\u0662-\u0661\u0661-\u0660\u0662", "is no date of this calendar"),
        ("1,Invented One,1405,", "is no date of this calendar"),
        ("1,Invented One,,23/3/1442", "is no date of this calendar"),
        ("1,Invented One,\u0668\u0665,", "has no century"),
        ("1,Invented One,,12.06.21", "has no century"),
        ("1,Invented One,,\n2,Invented Two,,\n1,Invented Three,,", "stands in row 1 too"),
        ("1,\u00d9\u0085\u00d8\u00ad\u00d9\u0085\u00d8\u00af,,", "seems to be \u0645\u062d\u0645\u062f"),
        ("1,4711,,", "has no letters, and is no name"),
    ],
)
def test_year_that_would_be_taken_for_another_is_said_with_its_row(lists_round: str, as_: As, row: str, fault: str) -> None:
    """1442 of the Islamic calendar would stand on every page as a day six hundred years ago."""
    content = f"No.,Name,Year of birth,Date\n{row}\n".encode()
    file = SimpleUploadedFile("list.csv", content)
    refused = page(as_("north-desk"), "round-add", lists_round, status=422, what="requests", of="South", file=file)
    assert re.search(r"row [13]: column", refused) and fault in refused


def test_order_of_day_and_month_is_asked_for_where_the_file_does_not_tell(lists_round: str, as_: As) -> None:
    north = as_("north-desk")

    def sent(status: int, order: str) -> str:
        file = SimpleUploadedFile("list.csv", b"No.,Name,Date\nK1,Invented One,12.06.2021\nK2,Invented Two,03.05.2021\n")
        more: dict[str, Any] = {"what": "requests", "of": "South", "day-order": order}
        return page(north, "round-add", lists_round, status=status, file=file, **more)

    refused = sent(422, "")
    assert "nobody can say whether day or month comes first" in refused and "--day-order" not in refused
    assert "2 rows taken in." in sent(200, "day_first")
    assert "12 June 2021" in page(north, "round-name", lists_round, "North/K1")


@pytest.mark.parametrize("content", [b"", b"\0\xff\0", b"PK\x03\x04 no archive", b"{", b"No.,Name\nN21,\n", b"One,Two\n1,2\n"])
@pytest.mark.parametrize("name", ["ours.csv", "\u0642" * 250 + ".csv"])
def test_fault_of_an_upload_says_the_own_name_of_the_file_and_no_folder(lists_round: str, as_: As, content: bytes, name: str) -> None:
    file = SimpleUploadedFile(name, content)
    told = page(as_("north-desk"), "round-add", lists_round, status=422, what="requests", of="South", file=file)
    alert = told.split('role="alert"')[1].split("</div>")[0]
    assert ("ours.csv" if name == "ours.csv" else "list.csv") in alert and not re.search(r"/dev/shm|/tmp|sulh-\w{8}", alert)


def test_pairs_are_decided_and_tell_a_side(lists_round: str, as_: As) -> None:
    mediator = as_("editor")
    told = page(mediator, "round-matches", lists_round)
    assert "\u0627\u0644\u062e\u064a\u0627\u0644\u064a" in told and "al Khayali" in told and "one name in two spellings" in told
    page(mediator, "round-matches", lists_round, request="North/N3", other="held:South/503", are="one", words="same year", to="South")
    seen = round_seen(local_viewer("tests"), lists_round)
    assert seen.round.requests["North/N3"].pairs == {"held:South/503": True}
    assert "Reopened" in page(as_("south-desk"), "round-name", lists_round, "North/N3")
    assert "Reopened" not in page(as_("north-desk"), "round-name", lists_round, "North/N3")
    gone = page(mediator, "round-matches", lists_round, status=422, request="North/N3", other="held:South/999", are="one")
    assert "not there any more" in gone


def test_search_finds_in_any_script_and_leaves_no_trace_of_the_words(lists_round: str, as_: As) -> None:
    told = page(as_("south-desk"), "person-search", q=LATIN.replace("Yusuf", "Yousef"))
    assert "North/N1" in told and "South/501, held" in told
    assert "South/501" not in page(as_("north-desk"), "person-search", q=ARABIC)
    assert not any("Yousef" in (one.body or "") for one in Entry.objects.exclude(kind="persons"))


def test_round_is_opened_by_its_mediator_and_the_clock_moved_by_nobody_else(lists_round: str, as_: As) -> None:
    typed: dict[str, Any] = {
        "name": "Second", "mediator": "Office", "sides": "North\nSouth", "zone": "Asia/Amman", "lists_due": "2030-01-08T18:00",
        "answers_due": "2030-01-15T18:00", "basis": "mandate", "purpose": "answers", "until": "2030-06-30", "invented": "on",
    }  # fmt: skip
    refused = page(as_("editor"), "round-open", status=422, **{**typed, "until": "2030-01-02"})
    assert "before answers are due" in refused and "mandate" in refused
    assert "The round is open." in page(as_("editor"), "round-open", **typed)
    moved: dict[str, Any] = {"answers_due": "2031-01-01T12:00", "words": "both agreed"}
    assert "The clock is moved" in page(as_("editor"), "round-clock", lists_round, **moved)
    told = as_("north-desk").post(reverse("round-clock", args=[lists_round]), moved, follow=True).content.decode()
    assert "own party" in told


def test_names_leave_as_a_file_only_when_a_second_account_of_the_party_approved(lists_round: str, as_: As) -> None:
    create_user("south-two", None, "editor", ("South", "persons"), author="tests")
    south, second, north = (as_(name) for name in ("south-desk", "south-two", "north-desk"))
    rows = south.get(reverse("round-sheet", args=[lists_round])).content.decode("utf-8-sig").splitlines()
    assert len(rows) == 25 and not any(LATIN in row for row in rows)
    assert "say what the names are needed for" in page(south, "round-ask", lists_round, reason=" ")
    page(south, "round-ask", lists_round, reason="for the visit (made up)")
    (asked,) = NAMES.of_round(round_seen(viewer("south-desk", "editor", "team|South|persons"), lists_round))
    file = reverse("round-names-file", args=[lists_round, asked.id])
    assert south.get(file).status_code == 404
    assert "a second person approves" in page(south, "round-ask", lists_round, approve=asked.id)
    assert "nothing to approve" in page(north, "round-ask", lists_round, approve=asked.id, status=200)
    assert "for the visit" not in page(north, "round", lists_round)
    page(second, "round-ask", lists_round, approve=asked.id)
    later = SimpleUploadedFile("more.csv", b"No.,Name\nLATE,Nobody Approved\n")
    page(south, "round-add", lists_round, what="requests", of="North", file=later)
    rows = south.get(file).content.decode("utf-8-sig").splitlines()
    assert not any("Nobody Approved" in row for row in rows)
    assert any("North/N1," in row and LATIN in row for row in rows) and second.get(file).status_code == 404
    assert "approved by south-two, taken" in page(second, "round", lists_round).replace("</bdi>", "")


@pytest.mark.parametrize("name", ["admin", "reader", "reviewer", "anonymous"])
def test_whoever_has_not_the_role_reaches_no_page_and_no_other_page_tells(lists_round: str, held: Held, as_: As, name: str) -> None:
    from desk.test_matrix import addresses, methods_of, routes

    client = as_(name)
    for route, arguments in (
        ("rounds", []), ("round-open", []), ("round", [lists_round]), ("round-add", [lists_round]), ("round-matches", [lists_round]),
        ("round-name", [lists_round, "North/N1"]), ("round-sheet", [lists_round]), ("person-search", []),
    ):  # fmt: skip
        answer: Any = client.get(reverse(route, args=arguments))
        assert answer.status_code in (403, 302, 404) and "al-Khayali" not in answer.content.decode()
        answer = client.post(reverse(route, args=arguments), {"q": "Yusuf", "what": "answer"})
        assert answer.status_code in (403, 302, 404, 405) and "al-Khayali" not in answer.content.decode()
    seen = 0
    for pattern in routes():
        for address in addresses(pattern, held) if "GET" in methods_of(pattern) else ():
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert not any(word in body for word in (b"al-Khayali", b"Round 1 (made up)", b"Mill Road", ARABIC.encode())), address
            assert b"Rounds of exchange" not in body
            seen += 1
    assert seen > 50 or name == "anonymous"


def test_what_was_refused_is_not_kept_in_the_session(lists_round: str, as_: As) -> None:
    north = as_("north-desk")
    north.post(reverse("round-clock", args=[lists_round]), {"words": "Zephyrinus Quillby moves"}, HTTP_REFERER="http://testserver/")
    assert not any("Zephyrinus" in str(one.get_decoded()) for one in Session.objects.all())


def test_pages_of_a_side_are_the_same_whether_the_other_wrote_something_hidden_or_not(lists_round: str, as_: As) -> None:
    south = as_("south-desk")
    pages = (("round", ()), ("round-name", ("North/N9",)), ("round-add", ()), ("round-matches", ()))

    def told() -> list[str]:
        found = [page(south, route, lists_round, *more) for route, more in pages]
        return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|data-entries="[^"]*"', "", one) for one in found]

    before = told()
    state = re.findall(r'name="state" value="([0-9]+)"', before[1])[0]
    hidden = SimpleUploadedFile("more.csv", b"No.,Name\nN77,Hidden Invented\n")
    page(as_("north-desk"), "round-add", lists_round, what="requests", of="South", file=hidden)
    assert told() == before
    assert "Kept." in page(south, "round-name", lists_round, "North/N9", what="answer", answer="held_here", state=state, show="1")


def test_ledger_does_not_tell_administrators_who_looked_at_lists_of_persons(lists_round: str, as_: As) -> None:
    north = as_("north-desk")
    page(north, "round-name", lists_round, "North/N1")
    page(north, "person-search", q="Yusuf")
    page(as_("editor"), "cases")
    admin = as_("admin")
    pages = [page(admin, "ledger"), *(page(admin, "ledger-entry", str(seq)) for seq in entries_of("look"))]
    assert len(pages) > 3 and not any(word in one for one in pages for word in (lists_round, "case:list", "search:"))


def entries_of(kind: str) -> list[int]:
    return list(Entry.objects.filter(kind=kind).values_list("seq", flat=True))


def test_page_of_pairs_says_what_was_not_compared_and_that_no_likeness_is_certain(lists_round: str, as_: As) -> None:
    north = as_("north-desk")
    assert "Not all were compared" not in page(north, "round-matches", lists_round)
    names = b"No.,Name\nK1,Hamdun\nK2,Yusuf Invented Khalil al-Khayali\nK3,Yusuf Invented Khalil al-Khayali\n"
    page(north, "round-add", lists_round, what="requests", of="South", file=SimpleUploadedFile("one.csv", names))
    told = page(north, "round-matches", lists_round)
    assert "Not all were compared:" in told and "nothing else that tells, compared with no other: 1" in told
    assert "100 % likely" not in told


def test_days_of_another_calendar_are_converted_where_it_is_said(lists_round: str, as_: As) -> None:
    """23 Rabi al-awwal 1442 was 9 November 2020; the year 1405 lies in 1984 and 1985; a Gregorian day in the list stays what it is."""
    north = as_("north-desk")
    arabic = "\u0662\u0663/\u0663/\u0661\u0664\u0664\u0662"
    rows = f"K1,Invented One,1405,{arabic}\nK2,Invented Two,1979,1442-03-23\nK3,Invented Three,,25/06/2021\n"

    def sent(rows: str, status: int = 200) -> str:
        file = SimpleUploadedFile("list.csv", f"No.,Name,Year of birth,Date\n{rows}".encode())
        return page(north, "round-add", lists_round, status=status, what="requests", of="South", file=file, calendar="hijri")

    refused = sent(f"{rows}K4,Invented Four,,1442\nK5,Invented Five,,31/3/1442\n", 422)
    assert "row 4: column Date: " in refused and "is a month or year of another calendar" in refused
    assert "row 5: column Date: " in refused and "is no day of that calendar" in refused
    assert "3 rows taken in." in sent(rows)
    seen = round_seen(local_viewer("tests"), lists_round, as_party="North").round.requests
    known = [seen[f"North/K{number}"].person for number in (1, 2, 3)]
    assert [one.get("birth_year") for one in known] == ["1984/1985", "1979", None]
    assert [one["on"] for one in known] == ["2020-11-09", "2020-11-09", "2021-06-25"]
