"""JSON texts and their values: what is written fast and read fast is what Python's own module writes and reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.record.canonical import canonical, parsed, quoted, stored

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_canonical_text_gives_its_value_back(value: Any) -> None:
    text, kept = stored(value)
    assert parsed(text) == json.loads(text) == kept
    assert parsed(f" {text}\n") == kept
    assert canonical(kept) == quoted(kept) == text == json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\u2028", '"', "\\u0000", 5, None])
def test_quoted_is_canonical(text: Any) -> None:
    assert quoted(text) == canonical(text)


@pytest.mark.parametrize("text", ["", "x", "{", '{"a":1}x', '"a', "1 2", "nul"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parsed(text)
