"""Pages of rounds, names, pairs, plans and files in Arabic say nothing of their own in English; what somebody wrote stays as it is."""

from __future__ import annotations

import html
import json
import re

import pytest
from desk.persons_world import As, lists_round
from desk.test_plans import seed_of, set_terms, terms, uploaded
from django.test import Client
from django.urls import reverse

from sulh.persons.releases.plan_file import plan_from, plan_json
from sulh.record.ledger import writing
from sulh.record.persons import plans as plans_of
from sulh.record.persons.cases import cases
from sulh.record.persons.plans import plan_seen
from sulh.record.viewers import local_viewer

__all__ = ["lists_round"]

ARABIC = {"Accept-Language": "ar"}
# What people wrote stands in <bdi>, between signs of isolation, or in a field of a form.
WRITTEN = re.compile(
    r"<bdi[^>]*>.*?</bdi>|\u2068[^\u2069]*\u2069|<(code|textarea|script)\b.*?</(code|textarea|script)>", re.DOTALL
)  # fmt: skip
SENTENCE = re.compile(r"[A-Za-z]{2,}(?:[ ,;:]+[A-Za-z]{2,}){2,}")


def english_in(page: str) -> list[str]:
    """The runs of three English words or more in what a page says itself."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return SENTENCE.findall(html.unescape(re.sub(r"<[^>]+>|sulh release check", "|", WRITTEN.sub("|", main))))


def in_arabic(client: Client, route: str, /, *arguments: str, **sent: object) -> str:
    address = reverse(route, args=arguments)
    answer = client.post(address, sent, headers=ARABIC, follow=True) if sent else client.get(address, headers=ARABIC)
    page: str = answer.content.decode()
    assert 'lang="ar"' in page
    return page


def test_sentences_are_found_where_a_page_has_them() -> None:
    assert english_in("<main><li>no place under these terms</li></main>") == ["no place under these terms"]
    assert english_in("<main><li><bdi>no place under these terms</bdi></li></main>") == []


def test_rounds_names_pairs_and_files_have_no_sentence_in_english(lists_round: str, as_: As) -> None:
    mediator, north = as_("editor"), as_("north-desk")
    case = cases(local_viewer("tests"))[0].id
    taken = in_arabic(
        north, "round-matches", lists_round, request="North/N1", other="North/N13", are="one", words=""
    )  # a name that stands twice is taken back without a word
    pages = {
        "rounds": in_arabic(mediator, "rounds"),
        "round": in_arabic(mediator, "round", lists_round),
        "name": in_arabic(mediator, "round-name", lists_round, "North/N3"),
        "taken back": in_arabic(north, "round-name", lists_round, "North/N13"),
        "pairs": taken + in_arabic(mediator, "round-matches", lists_round),
        "cases": in_arabic(mediator, "cases"),
        "case": in_arabic(mediator, "case", case),
        "search": in_arabic(mediator, "person-search"),
    }
    assert "listed-name" in pages["pairs"]
    assert {name: found for name, page in pages.items() if (found := english_in(page))} == {}


def test_plans_say_in_arabic_who_is_left_what_happened_what_conflicts_and_what_is_wrong(lists_round: str, as_: As) -> None:
    mediator = as_("editor")
    plan = set_terms(mediator, lists_round)
    made = in_arabic(mediator, "plan", lists_round, plan, do="plan")
    kept = plan_seen(local_viewer("tests"), lists_round, plan).plan
    assert kept is not None and kept.left
    rows = [f"{one.holder},{one.id},{outcome}\n" for one, outcome in zip(
        kept.people, ("came", "dead", "refused", "did not come", *["came"] * 8), strict=False)]  # fmt: skip
    table = uploaded("c.csv", f"holder,id,outcome\n{''.join(rows)}".encode())
    crossed = in_arabic(mediator, "plan", lists_round, plan, do="crossing", file=table)
    what_if = in_arabic(mediator, "plan", lists_round, plan, do="what-if", change="crossings.Cedar Bridge.capacity=2")
    held = json.loads(terms())
    held["demands"] = [{"at_least": "all"}, {"at_least": 18, "holder": "South", "by": "2027-03-01"}]
    other = set_terms(mediator, lists_round, json.dumps(held).encode())
    conflict = in_arabic(mediator, "plan", lists_round, other, do="plan")
    pages = {"made": made, "crossed": crossed, "what if": what_if, "conflict": conflict}
    for name, says in (
        ("made", "\u0644\u0627 \u064a\u0631\u063a\u0628 \u0641\u064a \u0623\u0646"),
        ("crossed", "\u0631\u0641\u0636 \u0639\u0646\u062f \u0627\u0644\u0645\u0639\u0628\u0631"),
        ("conflict", "\u0627\u0644\u0645\u0637\u0644\u0628 2"),
    ):
        assert says in pages[name], name
    assert {name: found for name, page in pages.items() if (found := english_in(page))} == {}
    assert "what-if" in what_if and "Now" not in what_if


@pytest.mark.parametrize("change", ["steps", "points"])
def test_faults_of_a_plan_are_said_in_arabic(lists_round: str, as_: As, change: str) -> None:
    mediator = as_("editor")
    plan = set_terms(mediator, lists_round)
    in_arabic(mediator, "plan", lists_round, plan, do="plan")
    found = plan_seen(local_viewer("tests"), lists_round, plan)
    assert found.plan is not None
    wrong = json.loads(plan_json(found.plan))
    if change == "steps":
        wrong["steps"] = wrong["steps"][1:] + wrong["steps"][:1]
    else:
        wrong["points"] += 1
    plan_from(wrong)
    with writing():
        plans_of._add(local_viewer("tests"), found.round, plan, "planned", {"plan": wrong})
    page = in_arabic(mediator, "plan", lists_round, plan)
    assert "late" in page and english_in(page) == []


def test_seed_is_made_in_arabic_too(lists_round: str, as_: As) -> None:
    mediator, north = as_("editor"), as_("north-desk")
    plan = set_terms(mediator, lists_round)
    seed_of(north, lists_round, plan)
    assert english_in(in_arabic(north, "plan", lists_round, plan)) == []


def test_what_is_refused_is_said_in_arabic(lists_round: str, as_: As) -> None:
    mediator, north, south = as_("editor"), as_("north-desk"), as_("south-desk")
    plan = set_terms(mediator, lists_round)
    case = cases(local_viewer("tests"))[0].id
    bad = uploaded("held.csv", b"id,name,until\n900,Somebody Invented,soon\n,Nobody,\n")
    pages = {
        "list": in_arabic(north, "round-add", lists_round, what="held", file=bad),
        "answer": in_arabic(south, "round-name", lists_round, "North/N3", what="answer", answer="unknown"),
        "not held by it": in_arabic(north, "round-name", lists_round, "North/N3", what="answer", answer="held_here"),
        "seed": in_arabic(north, "plan", lists_round, plan, do="commit", seed="short"),
        "counts": in_arabic(mediator, "round-counts", lists_round, of="held", side="North", rows="answer", do="try"),
        "case": in_arabic(mediator, "case", case, add="fate", fate="deceased", decided_by="Commission"),
        "gone": in_arabic(mediator, "round", "00000000"),
    }
    assert {name: found for name, page in pages.items() if (found := english_in(page))} == {}
    said = {name: " ".join(re.findall(r'<[^>]*role="alert".*?</|class="quiet"><bdi>.*?</bdi>', page)) for name, page in pages.items()}
    assert "/held.csv" not in said["list"]
    assert all(re.search("[\u0621-\u064a]{3}", one) for one in said.values()), said
