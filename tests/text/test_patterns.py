"""A pattern that is compiled later does what a compiled one does."""

from __future__ import annotations

import re

import pytest

from sulh.text.patterns import compiled_later


def test_pattern_compiled_later_matches_as_a_compiled_one() -> None:
    later, now = compiled_later(r"(?P<day>\d+) may", re.IGNORECASE), re.compile(r"(?P<day>\d+) may", re.IGNORECASE)
    text = "on 5 May and 7 MAY"
    assert [match["day"] for match in later.finditer(text)] == [match["day"] for match in now.finditer(text)] == ["5", "7"]
    assert later.sub("-", text) == now.sub("-", text)
    assert later.pattern == now.pattern and later.fullmatch("5 may") is not None


def test_faulty_pattern_says_so_at_its_first_use() -> None:
    faulty = compiled_later("(")
    with pytest.raises(re.error):
        faulty.search("")
