"""Every reason that an engine gives has its sentence in both languages, and its gaps are filled."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sulh.persons
from sulh import words
from sulh.model import ModelError
from sulh.model.reasons import Reason
from sulh.model.vocabulary import CrossingOutcome, PersonCategory
from sulh.words.tables import rows


def given_codes() -> Iterator[str]:
    """The codes of reasons as they stand in the engine; a code that ends with an outcome, with each of them."""
    for path in Path(sulh.persons.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Reason", "Reason.of"):
                match node.args[0]:
                    case ast.Constant(value=str(code)):
                        yield code
                    case ast.JoinedStr(values=[ast.Constant(value=begins), _]) if begins == "crossed.":
                        yield from (f"crossed.{one}" for one in CrossingOutcome if one is not CrossingOutcome.CAME)
                    case ast.JoinedStr(values=[ast.Constant(value=begins), _]) if begins == "left.":
                        yield from (f"left.{one}" for one in ("reported_dead", "no_wish", "not_asked"))
                    case other:
                        pytest.fail(f"{path.name}: the code {ast.unparse(other)} is not written out")


def test_each_reason_has_a_phrase_and_each_phrase_is_given() -> None:
    phrases = {row["key"].removeprefix("reason.") for row in rows("phrases") if row["key"].startswith("reason.")}
    assert set(given_codes()) == phrases


def test_reason_is_worded_with_codes_parts_and_names_that_run_the_other_way() -> None:
    made = Reason.of(
        "limit.demand", number=1, amount=Reason.of("demand.all", number=6),
        who=Reason.of("demand.category", category=PersonCategory.WOUNDED),
        of=Reason.of("demand.held_by", holder="North"), day="2027-01-15", there=6,
    )  # fmt: skip
    assert words.reason(made) == "demand 1: all 6 wounded held by North are handed over by 2027-01-15 (6 of them can go)"
    arabic = words.reason(made, language="ar")
    assert "\u2068North\u2069" in arabic and "\u062c\u0631\u062d\u0649" in arabic and "wounded" not in arabic


def test_reason_of_texts_goes_to_plain_values_and_back() -> None:
    made = Reason.of("remark.family_parted", family="a", keys=("North/1", "North/2"))
    assert Reason.read(made.data()) == made
    broken: tuple[object, ...] = ("no place", {"values": {}}, {"code": 1}, {"code": "left.no_place", "values": []})
    for wrong in broken:
        with pytest.raises(ModelError):
            Reason.read(wrong)
