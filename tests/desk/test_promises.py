"""The pages of promises: what became of each, decisions about links, and forms that lose nothing."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from reports import report

from sulh.documents import from_text
from sulh.reading import read_document
from sulh.record.adding import add
from sulh.record.models import Entry, Text
from sulh.record.projection.models import Commitment, DecidedLink, Evidence, Proposal
from sulh.record.queries.commitments import commitment
from sulh.record.viewers import local_viewer

NEXT = "They agreed to hold the next round in Nur-Sultan in December 2021."


@pytest.fixture
def promised(held: Held) -> str:
    """A promise to meet, and the round that kept it ten days late."""
    kept = {"ordinal": 17, "start": "2022-01-10", "published": "2022-01-12"}
    list(add([report(41, promise=NEXT, due="2021-12"), report(42, **kept)], author="anna", level="team"))  # type: ignore[arg-type]
    return str(Commitment.objects.get(meets=True).pk)


def test_list_says_what_became_of_promises_and_narrows_by_state(promised: str, as_: Callable[[str], Client]) -> None:
    client, address = as_("reader"), reverse("commitments")
    page = client.get(address).content.decode()
    assert "Kept, 10 days late" in page and "Promises to meet again by a set day: one kept late" in page
    assert "No source yet" in page and "Not initiated" not in page
    late = client.get(address, {"state": "kept_late"}).content.decode()
    assert NEXT in late and late.count('class="pro"') == 1
    assert NEXT not in client.get(address, {"state": "broken"}).content.decode()
    assert NEXT not in client.get(address, {"show": "due"}).content.decode()
    for by in ("meeting", "actor", "nonsense"):
        assert NEXT in client.get(address, {"by": by}).content.decode()


def test_proposal_is_accepted_with_its_score_and_can_be_undone(promised: str, as_: Callable[[str], Client]) -> None:
    client, address = as_("editor"), reverse("commitment", args=[promised])
    page = client.get(address).content.decode()
    assert "nobody has decided yet" in page and "the next round: 17" in page
    item = page.split('name="item" value="')[1].split('"')[0]
    client.post(reverse("commitment-follow", args=[promised]), {"item": item, "holds": "yes"})
    link = DecidedLink.objects.get()
    assert (link.direction, link.holds) == ("fulfils", True)
    assert '"score":0.9' in str(Entry.objects.get(pk=link.seq).body)
    page = client.get(address).content.decode()
    assert "accepted by" in page and "This follows from what was decided" in page
    client.post(reverse("undo", args=[link.seq]), {"next": address})
    assert not DecidedLink.objects.exists()
    client.post(reverse("commitment-follow", args=[promised]), {"item": item, "holds": "no"})
    assert "set aside by" in client.get(address).content.decode()
    assert "the day is past" in client.get(reverse("commitments")).content.decode()


def test_form_keeps_everything_that_was_typed_and_shows_the_nearest_words(promised: str, held: Held, as_: Callable[[str], Client]) -> None:
    source = f"sha256:{held.documents['public']}"
    typed = {"status": "2", "document": source, "quote": "Nothing more was said there", "reason": "Half of it & more"}
    answer = as_("editor").post(reverse("commitment-status", args=[promised]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Evidence.objects.exists()
    assert "do not stand in that document" in page and "Nothing more was said there" in page
    assert 'value="Half of it &amp; more"' in page and 'name="status" value="2" required checked>' in page
    # The sentence most like what was written is offered, to be chosen with one press.
    cite = page.split("Nearest to it:")[1].split('value="')[1].split('"')[0]
    assert "Nothing else was said." in page.split("Nearest to it:")[1][:400]
    as_("editor").post(reverse("commitment-status", args=[promised]), {**typed, "quote": "", "passage": cite})
    shown = Evidence.objects.get(commitment=promised)
    assert Text.objects.get(pk=source).text[shown.start : shown.end] == "Nothing else was said." and shown.status == "2"


def test_form_without_words_or_with_a_status_that_is_none_keeps_the_rest(promised: str, held: Held, as_: Callable[[str], Client]) -> None:
    source = f"sha256:{held.documents['public']}"
    for given, said in (
        ({"status": "1", "reason": "kept words"}, "mark the words"),
        ({"status": "9", "reason": "kept words", "passage": f"{source}:0:6"}, "no status"),
        ({"status": "1", "reason": "kept words", "passage": f"{source}:0:999999"}, "no span"),
        ({"status": "1", "reason": "kept words", "passage": "sha256:0000000000:0:6"}, "no document"),
        ({"status": "1", "reason": "kept words", "passage": f"{source}:0:6", "state": "77"}, "changed since you opened it"),
    ):
        answer = as_("editor").post(reverse("commitment-status", args=[promised]), given)
        page = answer.content.decode()
        assert answer.status_code == 422 and said in page and 'value="kept words"' in page, said
    assert not Evidence.objects.exists()
    as_("editor").post(reverse("commitment-evidence", args=[promised]), {"passage": f"{source}:0:6", "reason": "a note"})
    assert Evidence.objects.get().note == "a note"


def test_text_of_a_document_is_offered_to_mark_words_in(promised: str, held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("commitment", args=[promised])
    page = as_("editor").get(address, {"document": f"sha256:{held.documents['public']}"}).content.decode()
    assert 'class="text marking"' in page and "Nothing else was said." in page and 'data-start="0"' in page
    hidden = as_("editor").get(address, {"document": f"sha256:{held.documents['restricted']}"}).content.decode()
    assert 'class="text marking"' not in hidden and "Secretville" not in hidden


def test_text_of_the_likeliest_document_is_open_and_another_opens_with_all_that_was_typed(
    promised: str, held: Held, as_: Callable[[str], Client]
) -> None:
    page = as_("editor").get(reverse("commitment", args=[promised])).content.decode()
    assert 'class="text marking"' in page and "Report 42" in page
    typed = {"open": "1", "document": f"sha256:{held.documents['team']}", "status": "1", "happened": "May 2022", "reason": "Reason-keep"}
    page = as_("editor").post(reverse("commitment-status", args=[promised]), typed).content.decode()
    assert f'data-document="sha256:{held.documents["team"]}"' in page and not Evidence.objects.exists()
    assert 'value="1" required checked' in page and 'value="May 2022"' in page and 'value="Reason-keep"' in page


@pytest.mark.parametrize(
    ("happened", "state", "late", "said"),
    [
        ("", "kept", None, "On which day it happened is not known"),
        ("5 January 2022", "kept_late", 5, "it happened 5 January 2022"),
        ("2022", "kept_late", None, "Status set: Kept late; it happened 2022"),
        ("December 2021", "kept", 0, "it happened December 2021"),
        ("the other day", "", None, "is no date that can be read"),
    ],
)
def test_lateness_counts_from_the_day_it_happened_and_not_from_that_of_the_report(
    happened: str, state: str, late: int | None, said: str, promised: str, held: Held, as_: Callable[[str], Client]
) -> None:
    from sulh.record.queries.commitments import commitment
    from sulh.record.viewers import local_viewer

    source = f"sha256:{held.documents['public']}"
    text = Text.objects.get(pk=source).text
    start = text.index("Nothing else was said.")
    typed = {"status": "3", "passage": f"{source}:{start}:{start + 7}", "happened": happened, "reason": "Reason-keep"}
    answer = as_("editor").post(reverse("commitment-status", args=[promised]), typed, follow=True)
    page = answer.content.decode()
    assert said in page
    if not state:
        assert answer.status_code == 422 and f'value="{happened}"' in page and "Reason-keep" in page
        return
    found = commitment(local_viewer("anna"), promised)
    assert (found.outcome.state, found.outcome.days_late) == (state, late)


def test_meeting_page_part_says_what_it_led_to(promised: str, as_: Callable[[str], Client]) -> None:
    from django.template import engines

    from sulh.record.queries.commitments import commitment
    from sulh.record.viewers import local_viewer

    viewer = local_viewer("anna")
    found = commitment(viewer, promised)
    template = engines["django"].from_string('{% include "desk/parts/led_to.html" %}')

    made = template.render({"meeting": found.meeting, "request": SimpleNamespace(viewer=viewer, META={})})
    assert "What it led to" in made and NEXT in made and "Kept, 10 days late" in made


def test_another_copy_of_a_part_of_the_text_is_no_evidence_for_its_promise(as_: Callable[[str], Client]) -> None:
    promise = "They agreed to release all detainees of the Marra camp to the Red Crescent by 1 December 2021."
    whole, other = (
        report(51, promise=promise, due="2021-12-01", issues=("prisoners",)),
        report(52, promise=promise, issues=("prisoners",), published="2021-11-09", start="2021-11-05", ordinal=17),
    )
    part = from_text(promise, published="2021-11-05")
    list(add([whole, read_document(part), other], author="anna", level="team"))
    key = str(Commitment.objects.order_by("pk").filter(claim__source=whole.document.id).get().pk)
    links = commitment(local_viewer("tests"), key).links
    assert {one.quote.document.id for one in links if one.quote} == {other.document.id}


def test_sentence_that_names_the_format_of_the_promise_is_proposed_too() -> None:
    whole = report(
        55,
        promise="The guarantors undertook to exchange the lists of detainees by 15 December 2021.",
        due="2021-12-15",
        issues=("prisoners",),
    )
    news = "ANKARA, 28 November 2021 (Agency) - The guarantors of the Astana format exchanged the lists of detainees on 28 November 2021."
    list(add([whole, read_document(from_text(f"Lists\n\n{news}"))], author="anna"))
    key = str(Commitment.objects.get(claim__source=whole.document.id).pk)
    assert [one.quote.quote for one in commitment(local_viewer("tests"), key).links if one.quote] == [news]


def test_document_that_tells_of_the_promised_meeting_offers_to_say_so_and_comes_back(promised: str, as_: Callable[[str], Client]) -> None:
    source = str(Text.objects.get(text__contains="for the 17 time").pk)
    client, address = as_("editor"), reverse("document-follows", args=[source.removeprefix("sha256:")])
    page = client.get(address).content.decode()
    assert NEXT in page and "Kept, 10 days late" in page and 'value="fulfils" selected' in page
    item = page.split('name="item" value="')[1].split('"')[0]
    judged = {"item": item, "holds": "yes", "direction": "fulfils", "next": address}
    answer = client.post(reverse("commitment-follow", args=[promised]), judged)
    assert answer["Location"] == address
    assert DecidedLink.objects.get().holds and NEXT not in client.get(address).content.decode()
    assert "It shows it" not in as_("reader").get(address).content.decode()


def test_meeting_that_may_be_a_planned_one_is_said_and_settles_its_promise_once_it_is_decided(
    accounts: None, as_: Callable[[str], Client]
) -> None:
    word = "They agreed to hold the 17th round in December 2021."
    plan = report(44, status="planned", ordinal=17, start="2021-12-14", city=None, country=None, core=False, roles={})
    where = {"city": "Sochi", "country": "RU", "start": "2021-12-14", "end": "2021-12-15", "published": "2021-12-16"}
    held = report(45, kind="consultation", track=None, ordinal=None, **where)  # type: ignore[arg-type]
    list(add([report(46, promise=word, due="2021-12"), plan, held], author="anna", level="team"))
    assert Proposal.objects.filter(status="open").exists()
    address = reverse("document-follows", args=[held.document.id.removeprefix("sha256:")])
    client = as_("reviewer")
    page = client.get(address).content.decode()
    told = page.split('id="pairs-head"')[1].split("</section>")[0]
    assert "round 17" in told and "Sochi" in told and "%" in told
    assert word in page.split('id="if-one"')[1].split("</section>")[0] and "if these two are one meeting" in page
    document = reverse("document", args=[held.document.id.removeprefix("sha256:")])
    assert f"{address}#pair-1" in client.get(document).content.decode()
    form = told.split("<form")[1].split("</form>")[0]
    sent = {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("state", "left", "right", "next")}
    assert client.post(form.split('action="')[1].split('"')[0], sent | {"verdict": "one"})["Location"] == address
    page = client.get(address).content.decode()
    assert 'id="pairs-head"' not in page and 'id="if-one"' not in page and word in page


def test_what_follows_shows_no_promise_of_a_text_that_is_not_for_the_reader(held: Held, as_: Callable[[str], Client]) -> None:
    list(add([report(41, promise=NEXT, due="2021-12")], author="anna", level="restricted", groups=("envoys",)))
    kept = report(42, ordinal=17, start="2022-01-10", published="2022-01-12")
    list(add([kept], author="anna", level="team"))
    address = reverse("document-follows", args=[kept.document.id.removeprefix("sha256:")])
    assert NEXT in as_("reviewer").get(address).content.decode()
    assert NEXT not in as_("reader").get(address).content.decode()


def test_what_only_repeats_a_promise_stands_open_where_nothing_else_bears_on_one(accounts: None, as_: Callable[[str], Client]) -> None:
    word = "The guarantors undertook to exchange the lists of detainees by 15 December 2021."
    again = "ANKARA, 28 November 2021 (Agency) - The guarantors of the Astana format again pledged to exchange the lists of detainees."
    later = read_document(from_text(f"Lists\n\n{again}"))
    list(add([report(55, promise=word, due="2021-12-15", issues=("prisoners",)), later], author="anna", level="team"))
    page = as_("reader").get(reverse("document-follows", args=[later.document.id.removeprefix("sha256:")])).content.decode()
    # What a machine takes for a mere repetition may be the very news of the promise: the page does not say that there is nothing.
    assert word in page.split('<details class="more" open>')[1].split("</details>")[0]
    assert "is like an open promise" not in page


def test_promises_of_a_document_stand_with_who_made_them_or_that_nobody_is_named(promised: str, as_: Callable[[str], Client]) -> None:
    source = Commitment.objects.get(pk=promised).source_id
    address = reverse("document-follows", args=[source.removeprefix("sha256:")])
    page = as_("reader").get(address).content.decode()
    assert NEXT in page and "Promises made in it" in page


def test_promise_that_two_sources_tell_of_shows_both_and_kept_ones_show_the_day_of_their_outcome(
    promised: str, as_: Callable[[str], Client]
) -> None:
    again = "The guarantors are to convene the seventeenth round in December 2021."
    list(add([report(43, promise=again)], author="anna", level="team"))
    board = as_("reader").get(reverse("commitments")).content.decode()
    assert NEXT in board and again not in board and "told by 2 sources" in board
    page = as_("reader").get(reverse("commitment", args=[promised])).content.decode()
    assert "Also told by" in page and again in page and "Report 43" in page


def test_front_page_says_of_a_day_that_is_past_that_it_was_due(held: Held, as_: Callable[[str], Client]) -> None:
    page = as_("reader").get(reverse("process")).content.decode()
    assert "was due 1 March 2022" in page and "no source says what became of it" in page
    assert page.index("No promise is due from today on") < page.index("was due 1 March 2022")
