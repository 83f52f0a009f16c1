"""Whatever text comes, a reading comes back that cites it correctly and has the shape of the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from evaluation.annotations import texts
from examples import examples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sulh.documents import from_text
from sulh.model import Citation, DocumentError, Reading
from sulh.reading import read_document
from sulh.text.edtf import valid

ANNOTATED = texts(("known",))
# The words of the field in no order: they reach the rules, which letters at random seldom do.
WORDS = (
    "Astana format peace talks ceasefire truce prisoners the a of and in on to by with between from , . ; : ( ) “ ” ' - – / \n \n\n \n- 1. "
    "(a) Russia Iran Turkey Syrian government armed opposition delegations guarantors the three guarantors the ministry two sides trio "
    "United Nations UN envoy Foreign Minister Sergei Lavrov President led headed met held will meet agreed reaffirmed called for condemned "
    "thanked hosted mediated attended as observers 16th round session 7-8 July 2021 Monday yesterday next month Geneva Nur-Sultan Sochi "
    "exchanged 20 detainees released freed extended violated declared which who that were parallel to part launched "
    " صلح סולחה \U0001f54a\ufe0f "
    "e\u0301 İ ﷺ \u200f"
)
TOKENS = st.sampled_from([*WORDS.split(" "), "Syrian government", "called for", "as observers", "took part"])
FIELD = st.lists(TOKENS, min_size=1, max_size=60).map(lambda words: "The Astana process. " + " ".join(words))


@cache
def validator() -> Draft202012Validator:
    schema = json.loads((resources.files("sulh.data") / "reading.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema)


def citations(value: object) -> Iterator[Citation]:
    """Every citation anywhere in frozen values."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from citations(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from citations(getattr(value, name))


def dates(record: dict[str, Any]) -> Iterator[str | None]:
    """Every date of the JSON."""
    yield record["document"]["published"]
    for meeting in record["meetings"]:
        yield from (meeting.get("start"), meeting.get("end"))
    for part, names in {"acts": ("date", "due"), "tracks": ("started",), "ceasefires": ("start", "end"), "releases": ("date",)}.items():
        for one in record[part]:
            yield from (one.get(name) for name in names)


def check(reading: Reading) -> None:
    text = reading.document.text
    for cite in citations(reading):
        assert 0 <= cite.start < cite.end <= len(text)
        assert text[cite.start : cite.end] == cite.quote
    line = reading.to_json()
    assert "\n" not in line
    record = json.loads(line)
    validator().validate(record)
    assert all(date is None or valid(date) for date in dates(record))
    assert Reading.from_json(line, document=reading.document).to_json() == line


@settings(max_examples=examples(120), deadline=timedelta(seconds=20), suppress_health_check=[HealthCheck.too_slow])
@given(FIELD)
def test_words_of_the_field_in_any_order_are_read_and_cited(text: str) -> None:
    check(read_document(from_text(text)))


@settings(max_examples=examples(120), deadline=timedelta(seconds=20))
@given(st.text(min_size=1, max_size=300))
@example("\ud800 peace talks \x00 ceasefire")
@example("Astana format\u2028\u2029 7 July\r\n\r\n\t")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = from_text(text)
    except DocumentError:
        return
    check(read_document(document))


@settings(max_examples=examples(40), deadline=timedelta(seconds=20), suppress_health_check=[HealthCheck.too_slow])
@given(
    path=st.sampled_from(ANNOTATED),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.text(max_size=4)), max_size=6),
)
def test_damaged_report_is_still_cited_correctly(path: Path, changes: list[tuple[float, int, str]]) -> None:
    text = path.read_text(encoding="utf-8")[:1500]
    for share, length, junk in changes:
        at = int(share * len(text))
        text = text[:at] + junk + text[at + length :]
    try:
        document = from_text(text)
    except DocumentError:
        return
    check(read_document(document))


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_report_is_cited_correctly(path: Path) -> None:
    reading = read_document(from_text(path.read_text(encoding="utf-8")))
    assert list(citations(reading))
    check(reading)


@pytest.mark.parametrize(
    "unit",
    [
        "(", ")", "[", '"', "“", "'", ".", "-", " ", "\n", "7 ", "7-", "1,000,", "A.", "Aa ", "Interim ", "July ", "said ", "- a\n",
        "Russia, ",
        "صلح ",
    ],
    ids=repr,
)  # fmt: skip
def test_long_run_of_one_thing_is_read(unit: str) -> None:
    opening = "The 16th round of the Astana process was held in Geneva on 7 July 2021 by Russia and Iran. "
    check(read_document(from_text(opening + unit * (12_000 // len(unit)) + "\n\n" + opening)))
