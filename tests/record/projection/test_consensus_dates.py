"""The first and the last day of a merged meeting belong together."""

from __future__ import annotations

from sulh.record.projection.consensus import MergedMeeting, Stated, consensus


def dates(*told: tuple[str, str, str | None]) -> MergedMeeting:
    """A meeting told by several documents: name, first day, last day."""
    claims = []
    for seq, (document, start, end) in enumerate(told):
        claims.append(Stated(f"s{seq}", 10 * seq, document, document, "start", start))
        if end:
            claims.append(Stated(f"e{seq}", 10 * seq + 1, document, document, "end", end))
    return consensus(claims)


def test_last_day_is_the_one_told_with_the_first_day_shown() -> None:
    merged = dates(("a", "2024-01-24", "2024-01-25"), ("b", "2024-06-20", "2024-06-21"), ("c", "2024-06-20", None))
    assert (merged.start, merged.end) == ("2024-06-20", "2024-06-21")
    assert merged.disputed == ("end", "start")


def test_last_day_before_the_first_is_not_shown_but_kept_as_a_rival() -> None:
    merged = dates(("a", "2024-01-24", "2024-01-25"), ("b", "2024-06-20", None), ("c", "2024-06-20", None))
    assert (merged.start, merged.end) == ("2024-06-20", None)
    assert merged.last_day == "2024-06-20"
    assert [choice.value for choice in merged.values["end"]] == ["2024-01-25"]


def test_more_exact_date_is_shown_where_sources_are_even() -> None:
    merged = dates(("a", "2023", None), ("b", "2024-01-24", "2024-01-25"))
    assert (merged.start, merged.end) == ("2024-01-24", "2024-01-25")
    assert merged.disputed == ("start",)
