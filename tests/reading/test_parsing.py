from __future__ import annotations

import sys
from types import ModuleType

import pytest

from sulh.model import SulhError
from sulh.reading import parsing
from sulh.reading.parsing import BATCH, parse_sentences


def test_tokens_carry_offsets_of_the_document() -> None:
    text = "Envoys met. The delegations of Sudan agreed on a truce."
    (tokens,) = parse_sentences([(12, text[12:])])
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert tokens[0].start == 12


def test_table_in_one_line_is_not_parsed() -> None:
    assert parse_sentences([(0, "Juba 7 " * 200)]) == [[]]


def test_parse_of_a_sentence_does_not_depend_on_how_many_follow() -> None:
    sentences = [(0, f"The delegation number {number} of Sudan met in Juba.") for number in range(BATCH + 5)]
    assert parse_sentences(sentences)[0] == parse_sentences(sentences[:1])[0]


def test_official_model_is_taken_first_and_the_packaged_one_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = parsing._pipeline.__wrapped__()
    assert packaged.meta["version"] == "3.8.0"
    official = ModuleType("en_core_web_sm")
    official.load = lambda exclude: ("official", tuple(exclude))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "en_core_web_sm", official)
    taken: object = parsing._pipeline.__wrapped__()
    assert taken == ("official", parsing.UNUSED)


def test_missing_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in parsing.MODELS:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(parsing, "MODELS", ("no_such_model_a", "no_such_model_b"))
    with pytest.raises(SulhError, match="pip install no-such-model-b"):
        parsing._pipeline.__wrapped__()
