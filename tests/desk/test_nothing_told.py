"""Whoever may not see something learns nothing of it: each page reads the same whether it is in the record or not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from desk.conftest import SECRET, Held
from desk.test_matrix import addresses, methods_of, routes
from django.test import Client
from django.urls import reverse
from reports import report

from sulh.desk.fact_lists import FACT_LISTS
from sulh.desk.lists import LISTS
from sulh.model import Actor, ActorKind, Reading, Role
from sulh.record import discussing, linking
from sulh.record.accounts import create_user
from sulh.record.models import Entry, User
from sulh.record.projection.models import Claim, Commitment, Mention, Proposal
from sulh.record.shapes import Viewer
from sulh.record.viewers import viewer_of

As = Callable[[str], Client]
MARK = "Whisper"
LISTED = (
    "", "?q=whis", "?text=whis", "?since=0", "?person=wilma+whisper", "?actor=whisper-front", "?track=whisper-talks", "?place=Whisper",
    "?sharing=restricted", "?year=2022", "?role=guarantor",
)  # fmt: skip
ABOUT = ("", "?q=whis")
# What says how long the ledger is, and its head, says that something is in it; not what.
LEDGER = {"ledger", "ledger-head", "ledger-addition", "ledger-kept", "ledger-entry", "ledger-proof", "accounts", "account"}
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|DTSTAMP:\S+|<time [^>]*>[^<]*</time>|data-entries="[^"]*"|SECRETS?=[^"]+'
)


@dataclass(frozen=True)
class Answered:
    """What one address answered to one visitor."""

    status: int
    body: str


def viewer(name: str) -> Viewer:
    return viewer_of(User.objects.get(username=name))


def marked(number: int, start: str) -> Reading:
    made = report(
        number, city=MARK, ordinal=None, track=f"{MARK} talks", start=start, country="CH", issues=("prisoners",), spelt=f" the {MARK}er",
        promise=f"They agreed in {MARK} to meet again in {MARK} by 1 March 2022.", due="2022-03-01",
        people=(("Wilma Whisper", "Whisperer", "RUS", True), ("Ann Envoy", f"{MARK} envoy", "RUS", False)),
    )  # fmt: skip
    meeting = made.meetings[0]
    front = replace(meeting.participants[0], actor=Actor("whisper-front", f"{MARK} Front", ActorKind.ARMED_GROUP), role=Role("party"))
    meeting = replace(meeting, participants=(*meeting.participants, front))
    return replace(made, document=replace(made.document, title=f"News of {MARK}", publisher=f"{MARK} Press"), meetings=(meeting,))


@pytest.fixture
def envoys(held: Held) -> Held:
    """Two more of the group: an editor who whispers, and a reviewer."""
    create_user("whisperer", SECRET, "editor", ("envoys",), author="tests")
    return held


def whispered() -> None:
    """What the group keeps to itself: documents, and everything that is decided and said about them."""
    from sulh.record.adding import add
    from sulh.record.coding import begin, judge
    from sulh.record.decisions import accept, correct, merge
    from sulh.record.linking import set_status

    one = viewer("whisperer")
    # The last tells of a meeting that others tell of openly, the two before it of one meeting.
    same = report(93, start="2021-07-07", spelt=f" {MARK}", people=(("Wilma Whisper", "Whisperer", "RUS", True),))
    readings = [marked(90, "2022-01-10"), marked(91, "2022-06-01"), marked(92, "2022-06-01"), same]
    list(add(readings, author="whisperer", level="restricted", groups=("envoys",)))
    sources = [reading.document.id for reading in readings]
    about = Mention.objects.get(source=sources[0], kind="meeting").pk
    for thing in (*sources, about, f"meeting:{about}", Claim.objects.filter(source=sources[0]).first().pk):  # type: ignore[union-attr]
        discussing.comment(one, thing, f"{MARK} of it")
        discussing.assign(one, thing, "reviewer", task=f"{MARK} back", due="2030-01-01")
    own = str(Commitment.objects.get(source=sources[1]).pk)
    shared = str(Commitment.objects.get(claim__audience__level="public").pk)
    linking.decide_link(one, shared, about, "fulfils", reason=MARK)
    linking.decide_link(one, own, Mention.objects.get(source=sources[2], kind="meeting").pk, "fulfils", reason=MARK)
    set_status(one, shared, "3", sources[0], 0, 12, reason=MARK)
    accept(one, Claim.objects.get(source=sources[0], property="city").pk, reason=MARK)
    correct(one, Claim.objects.get(source=sources[1], property="city").pk, f"{MARK}burg", reason=MARK)
    for left in Proposal.objects.filter(left__source__in=sources, right__source__in=sources, status="open"):
        merge(one, left.left_id, left.right_id)
    begin(one, sources[2], ["whisperer", "reviewer"], reason=MARK)
    judge(one, Claim.objects.get(source=sources[2], property="city").pk, "correct", f"{MARK}ton", reason=MARK)


def everything(client: Client, held: Held) -> dict[str, Answered]:
    found: dict[str, Answered] = {}
    for route in routes():
        if "GET" not in methods_of(route) or route.name in LEDGER:
            continue
        for address in addresses(route, held):
            for query in ABOUT if route.pattern.converters else LISTED:
                asked = address + (query if "?" not in address else query.replace("?", "&"))
                answer: Any = client.get(asked)
                found[asked] = Answered(answer.status_code, plain(answer))
    for name in (*LISTS, *FACT_LISTS):
        for to in ("csv", "xlsx", "json"):
            for query in ("", "?actor=whisper-front"):
                asked = reverse("list-download", args=[name]) + query
                answer = client.post(asked, {"to": to})
                found[f"{asked} {to}"] = Answered(answer.status_code, plain(answer))
    return found


def plain(answer: Any) -> str:
    held: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if held[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(held)) as book:
            return "".join(book.read(one).decode() for one in book.namelist() if "sheet" in one.lower() or "shared" in one.lower())
    return CHANGING.sub("", held.decode("utf-8", "replace"))


def differences(before: dict[str, Answered], after: dict[str, Answered]) -> Iterator[str]:
    for asked, one in after.items():
        was = before[asked]
        if one.status != was.status:
            yield f"{asked}: {was.status} became {one.status}"
        elif one.body != was.body:
            at = next((n for n, (a, b) in enumerate(zip(was.body, one.body, strict=False)) if a != b), min(len(was.body), len(one.body)))
            yield f"{asked}: …{was.body[max(0, at - 80) : at + 80]!r} became …{one.body[max(0, at - 80) : at + 80]!r}"


@pytest.mark.parametrize("visitor", ("anonymous", "reader", "editor"))
def test_pages_are_the_same_whether_something_hidden_is_there_or_not(visitor: str, envoys: Held, as_: As, public_view: None) -> None:
    client = as_(visitor)
    client.get(reverse("review-colleagues"))  # what others decided is new only once
    before = everything(client, envoys)
    count = Entry.objects.count()
    whispered()
    assert Entry.objects.count() > count + 50
    told = list(differences(before, everything(client, envoys)))
    assert told == [], "\n".join(told)


@pytest.mark.parametrize("visitor", ("anonymous", "reader", "editor", "admin"))
def test_pages_are_the_same_whether_lists_of_persons_are_there_or_not(visitor: str, envoys: Held, as_: As, public_view: None) -> None:
    """Names, files and plans are for those who have the role; an administrator or editor without it learns neither a word nor a number."""
    from sulh.cli.demo_round import invented_round
    from sulh.record.accounts import set_groups

    for name, side in (("north-desk", "North"), ("south-desk", "South")):
        create_user(name, None, "editor", (side, "persons"), author="tests")
    set_groups("whisperer", ["envoys", "Office", "persons"], author="tests")
    client = as_(visitor)
    client.get(reverse("review-colleagues"))
    before = everything(client, envoys)
    count = Entry.objects.filter(kind="persons").count()
    invented_round("whisperer")
    assert Entry.objects.filter(kind="persons").count() > count + 10
    told = list(differences(before, everything(client, envoys)))
    assert told == [], "\n".join(told)


def test_length_of_the_ledger_does_not_say_how_long_a_list_is(envoys: Held) -> None:
    import datetime as dt

    from sulh.cli.demo_round import invented_round
    from sulh.persons.exchange import ExchangeEvent, ExchangeRound, requested
    from sulh.record.persons.rounds import add_to_round, rounds
    from sulh.record.viewers import local_viewer

    invented_round("whisperer")
    key = rounds(local_viewer("tests"))[0].id

    def names(first: int, last: int) -> Callable[[ExchangeRound, dt.datetime], list[ExchangeEvent]]:
        return lambda before, at: [requested({"id": f"X{n}", "name": f"Made Up {n}"}, "North", "South", at) for n in range(first, last)]

    lengths = []
    for first, last in ((0, 1), (1, 60)):
        before = Entry.objects.count()
        add_to_round(local_viewer("tests"), key, names(first, last), as_party="North")
        lengths.append(Entry.objects.count() - before)
    assert lengths == [1, 1]
