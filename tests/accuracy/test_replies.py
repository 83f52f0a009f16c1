"""Recorded replies of a language model: to which documents, to which text, and what they give together with the built-in reader."""

from __future__ import annotations

import csv
import json
import sys
from itertools import islice
from pathlib import Path

import pytest
from evaluation.annotations import UNSEEN
from evaluation.replies import REPLIES, SIZES, VERSION, asked, chosen, collect, digest, recorded, write_questions
from evaluation.together import COLUMNS, TARGET, columns, crossed, precision, read

_TESTS = str(Path(__file__).resolve().parent.parent)
if _TESTS not in sys.path:
    sys.path.insert(0, _TESTS)

from model_server import model_server  # noqa: E402

from sulh.documents import load  # noqa: E402
from sulh.model.two_readings import Readers  # noqa: E402
from sulh.record.second_reader.prompt import marker, system_prompt  # noqa: E402
from sulh.record.second_reader.reader import add_second  # noqa: E402
from sulh.record.second_reader.server import Server  # noqa: E402


def test_documents_asked_about_are_those_spread_over_hands_and_genres() -> None:
    there = asked()
    assert {(one.place, one.doc) for one in there} == {(one.place, one.doc) for one in chosen()}
    blind = [one for one in there if one.place == "blind"]
    assert len(blind) >= 60 and {one.gold["hand"] for one in blind} == {"f", "i", "j"} and len({one.genre for one in blind}) >= 12


@pytest.mark.parametrize("place", SIZES)
def test_reply_is_kept_with_its_model_and_the_text_it_is_about(place: str) -> None:
    replies = recorded(place)
    texts = {one.doc: one.path for one in asked() if one.place == place}
    with (Path(__file__).parents[2] / "src/sulh/data/second_reader/versions.csv").open(encoding="utf-8") as table:
        prompts = {row["version"] for row in csv.DictReader(table)}
    assert replies.keys() <= texts.keys()
    for doc, one in replies.items():
        # The name of a document of a blind set is not shown, not even by a failing test.
        assert one.model and one.prompt in prompts, place
        assert one.text == digest(load(texts[doc]).text), f"a reply of {place} is about another text than the document has now"


def test_question_is_all_that_a_model_gets(tmp_path: Path) -> None:
    assert write_questions(tmp_path) == len(asked())
    assert (tmp_path / "system.txt").read_text(encoding="utf-8") == system_prompt()
    number, one = next((number, one) for number, one in enumerate(asked(), 1) if one.place not in UNSEEN)
    text = load(one.path).text
    question = (tmp_path / f"{number:03d}-question.txt").read_text(encoding="utf-8")
    assert text in question and question.count(marker(text)) == 2
    assert one.doc not in question and one.gold["process"] not in question.replace(text, "")


def test_replies_are_kept_as_they_came_whatever_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number, one = next((number, one) for number, one in enumerate(asked(), 1) if one.place == "development")
    (tmp_path / f"{number:03d}-reply.json").write_text("no JSON at all", encoding="utf-8")
    (tmp_path / VERSION).write_text("7\n", encoding="utf-8")
    monkeypatch.setattr("evaluation.replies.REPLIES", tmp_path)
    counts = collect(tmp_path, "some model")
    assert counts["development, of another shape"] == 1 and counts["without a reply"] == len(asked()) - 1
    (line,) = (tmp_path / "development.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "doc": one.doc,
        "model": "some model",
        "prompt": "7",
        "text": digest(load(one.path).text),
        "reply": "no JSON at all",
    }


@pytest.mark.slow
@pytest.mark.skipif(not (REPLIES / "development.jsonl").exists(), reason="no replies are recorded")
def test_two_readers_together_are_not_below_the_better_one_by_more_than_chance() -> None:
    some = list(read("development"))
    scores = {name: counts.figures()["score"] or 0.0 for name, counts in columns(some).items()}
    assert tuple(scores) == COLUMNS
    assert scores["together"] >= max(scores["built-in"], scores["model"]) - 0.02
    # Joined by what was counted on other hands, so that this holds for documents that nobody has counted on.
    line = next(line for line in crossed(some) if line.startswith("score"))
    built_in, model, together = (float(one) for one in line.split()[1:])
    assert together >= max(built_in, model) - 0.03
    counted = precision(some).counts
    assert counted["meeting", "meeting", Readers.BOTH][1] > 0


def test_table_of_shares_names_readers_and_counts() -> None:
    with TARGET.open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert {row["readers"] for row in rows} <= {one.value for one in Readers}
    assert all(0 <= int(row["right"]) <= int(row["claims"]) and int(row["claims"]) > 0 for row in rows)
    assert len({(row["subject"], row["property"], row["readers"]) for row in rows}) == len(rows)


@pytest.mark.skipif(not (REPLIES / "development.jsonl").exists(), reason="no replies are recorded")
def test_recorded_replies_read_the_same_over_http() -> None:
    some = list(islice(read("development"), 3))
    replies = [recorded("development")[one.document.doc].reply for one in some]
    with model_server(*replies) as there:
        server = Server(there.url, "recorded", timeout=10.0)
        found = [add_second(one.first, server) for one in some]
    assert [one.to_dict()["meetings"] for one in found] == [one.two.to_dict()["meetings"] for one in some if one.two]
    assert [one.dropped for one in found] == [one.two.dropped for one in some if one.two]
    assert [question_of.body["messages"][0]["content"] for question_of in there.sent] == [system_prompt()] * 3
