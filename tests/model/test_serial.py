from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from factory import TEXT, cite, make_arabic, make_document, make_empty, make_reading
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sulh.model import Act, ActKind, CitationError, DocumentKind, Issue, Reading
from sulh.model import vocabulary as codes

SCHEMA: dict[str, Any] = json.loads((files("sulh") / "data" / "reading.schema.json").read_text("utf-8"))


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        named: dict[str, Any] = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[1]]
        return named
    return node["anyOf"][0] and resolved(node["anyOf"][0]) if "anyOf" in node else node


def assert_all_keys_in_order(value: Any, schema: dict[str, Any]) -> None:
    """Every key of the schema is there, none beyond it, in its order; all the way down."""
    schema = resolved(schema)
    if isinstance(value, dict):
        assert list(value) == list(schema["properties"])
        for key, inner in value.items():
            assert_all_keys_in_order(inner, schema["properties"][key])
    elif isinstance(value, list) and "items" in schema:
        for inner in value:
            assert_all_keys_in_order(inner, schema["items"])


@pytest.mark.parametrize("make", [make_reading, make_empty, make_arabic])
def test_json_follows_the_schema(make: Any) -> None:
    value = json.loads(make().to_json())
    Draft202012Validator(SCHEMA).validate(value)
    assert_all_keys_in_order(value, SCHEMA)


def test_schema_lists_the_codes_of_the_model() -> None:
    found = {tuple(node["enum"]) for node in walk(SCHEMA) if "enum" in node}
    kinds = (
        codes.ActKind, codes.ActorKind, codes.CeasefireKind, codes.DocumentKind, codes.Issue,
        codes.MeetingKind, codes.MeetingStatus, codes.ReleaseKind, codes.Role, codes.CountMeaning, codes.TallyKind, codes.TallyVerdict,
        codes.Harmed, codes.IncidentKind, codes.ObservationKind, codes.ResponseKind, codes.VerificationState,
    )  # fmt: skip
    assert found == {tuple(code.value for code in kind) for kind in kinds}


def walk(node: Any) -> Any:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from walk(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from walk(inner)


def test_schema_refuses_a_reading_without_its_span() -> None:
    value = make_reading().to_dict()
    del value["acts"][0]["cite"]
    assert not Draft202012Validator(SCHEMA).is_valid(value)


def test_json_is_one_line_with_letters_as_they_are() -> None:
    line = make_arabic().to_json()
    assert "\n" not in line
    assert "جولة جنيف" in line


def test_length_counts_code_points() -> None:
    assert json.loads(make_empty(text="🕊 صلح").to_json())["document"]["length"] == 5


def test_json_comes_back_as_the_same_reading() -> None:
    reading = make_reading()
    assert Reading.from_json(reading.to_json(), document=reading.document) == reading
    assert Reading.from_dict(reading.to_dict(), document=reading.document) == reading


def test_json_of_another_document_is_refused() -> None:
    with pytest.raises(CitationError, match=r"not of other\.txt"):
        Reading.from_json(make_reading().to_json(), document=make_document("Something else.", path="other.txt"))


def test_span_beyond_the_text_is_refused() -> None:
    reading = make_reading()
    value = reading.to_dict()
    value["acts"][0]["cite"] = [0, len(TEXT) + 1]
    with pytest.raises(CitationError):
        Reading.from_dict(value, document=reading.document)


def test_file_name_that_is_not_utf8_still_gives_json_everyone_can_read() -> None:
    line = make_empty(path="caf\udce9.txt").to_json()
    assert json.loads(line.encode("utf-8"))["document"]["path"] == "caf\ufffd.txt"


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    title=st.none() | st.text(st.characters(exclude_categories=["Cs"])),
    data=st.data(),
)
def test_any_text_and_span_survive_the_round_trip(text: str, title: str | None, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = replace(cite("Russia"), start=start, end=end, quote=text[start:end])
    document = replace(make_document(), text=text, title=title)
    reading = Reading(document, DocumentKind.REPORT, acts=(Act(ActKind.NOTE, (), (Issue.OTHER,), quote),))
    line = reading.to_json()
    assert len(line.split("\n")) == 1
    assert Reading.from_json(line, document=document) == reading
