"""Errors and reasons about persons are said in both languages; every sentence of theirs stands in the table."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import sulh
from sulh import words
from sulh.model import InvalidError, SulhError
from sulh.model.errors import MissingExtraError
from sulh.model.messages import FilledMessage, TermName, joined
from sulh.model.vocabulary import PersonWhereabouts
from sulh.persons.cases import CaseError
from sulh.words.tables import rows

WORDED = (
    "persons/cases", "persons/exchange", "persons/releases", "persons/small_counts", "record/persons", "persons/evidence.py",
    "persons/linking.py", "persons/matching.py", "model/errors.py",
)  # fmt: skip
# Errors whose sentence is not their first argument.
OF_THEIR_OWN = {"ImpossiblePlanError", "MissingExtraError"}
PACKAGE = Path(sulh.__path__[0])


def gaps(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def has_words(template: str) -> bool:
    return any(letter.isalpha() for text, *_ in Formatter().parse(template) for letter in text)


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in (path for name in WORDED for path in [PACKAGE / name, *sorted((PACKAGE / name).rglob("*.py"))] if path.is_file()):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.name, node


def sentences() -> Iterator[tuple[str, str, set[str] | None]]:
    """File, template, and the names of the values that fill it (None where they are put together elsewhere)."""
    for file, call in calls():
        called = ast.unparse(call.func)
        if called == "joined":
            place, names = 1, {"one", "other"}
        elif called in ("super().__init__", "FilledMessage") or (called.endswith("Error") and called not in OF_THEIR_OWN and call.args):
            place, names = 0, {one.arg for one in call.keywords if one.arg}
        else:
            continue
        said = call.args[place]
        if isinstance(said, ast.Constant) and isinstance(said.value, str):
            yield file, said.value, names
        elif isinstance(said, ast.JoinedStr):
            pytest.fail(f"{file}: {ast.unparse(said)} is no sentence with gaps")


def test_every_error_about_persons_is_a_sentence_with_gaps_in_both_languages() -> None:
    table = {row["en"]: row["ar"] for row in rows("messages")}
    raised = list(sentences())
    for file, template, names in raised:
        if names:
            assert gaps(template) == names, f"{file}: {template}"
        if has_words(template):
            assert template in table, f"{file}: {template} is not in messages.csv"
    assert set(table) == {template for _, template, _ in raised if has_words(template)}
    for english, arabic in table.items():
        assert arabic and gaps(english) == gaps(arabic), english
        assert any("\u0600" <= letter <= "\u06ff" for letter in arabic), english


def test_error_says_in_english_what_its_template_and_values_say() -> None:
    problem = InvalidError("{sides} know no {key!r}, of {number}", sides=("North", "South"), key="a'b", number=3)
    assert str(problem) == words.said(problem) == "North, South know no \"a'b\", of 3"
    assert str(InvalidError("no {gap} without values")) == "no {gap} without values"


def test_error_is_worded_with_terms_codes_and_errors_inside() -> None:
    inner = FilledMessage("{what} {id}", what=TermName("sighted", "case.sighted"), id="7f")
    problem = CaseError("{where}: the field {name} is empty; say it", where=inner, name=TermName("place", "case.field_place"))
    assert str(problem) == "sighted 7f: the field place is empty; say it"
    arabic = words.said(problem, language="ar")
    assert words.phrase("case.field_place", language="ar") in arabic and "sighted" not in arabic and "\u20687f\u2069" in arabic
    body = CaseError(
        "whereabouts {id}: {whereabouts} is of a dead person: name in sources the decision that says so",
        id="1", whereabouts=PersonWhereabouts.BODY_HELD,
    )  # fmt: skip
    assert words.code("PersonWhereabouts", "body_held", "inside", language="ar") in words.said(body, language="ar")
    assert words.said(joined(("a", "b", "c"), "{one} and {other}"), language="ar").count("و") == 2


def test_reasons_for_one_person_are_said_slot_by_slot_in_arabic() -> None:
    from sulh.persons import compare_names

    first = compare_names("محمد خالد سليم الحلبي", "Mohammed Khalid al-Halabi").slots[0]
    assert str(first.message) == "given: محمد beside Mohammed: one name in two spellings (+4.5)"
    assert words.said(first.message, language="ar") == "الاسم الأول: محمد مقابل \u2068Mohammed\u2069: اسم واحد بتهجئتين (+4.5)"


def test_error_that_nobody_worded_is_said_in_english() -> None:
    assert words.said(SulhError("nobody wrote this {one}", one=1), language="ar") == "nobody wrote this 1"
    assert words.said(ValueError("plain"), language="ar") == "plain"


def test_error_keeps_its_values_through_another_process() -> None:
    held = CaseError("{where}: {fault}", where=TermName("a", "case.sighted"), fault=FilledMessage("must be a text"))
    again = pickle.loads(pickle.dumps(held))
    assert (str(again), words.said(again, language="ar")) == (str(held), words.said(held, language="ar"))
    lacking = pickle.loads(pickle.dumps(MissingExtraError("Lists", "intake")))
    assert (lacking.feature, lacking.extra) == ("Lists", "intake") and "sulh[intake]" in words.said(lacking, language="ar")
