"""The first and the last day of a merged meeting belong together."""

from __future__ import annotations

from sulh.record.projection.consensus import MergedMeeting, consensus
from sulh.record.projection.stated import Stated


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


def test_a_year_for_which_a_meeting_was_planned_is_no_rival_of_the_day_on_which_it_was_held() -> None:
    def claim(seq: int, source: str, name: str, value: str) -> Stated:
        return Stated(f"claim{seq}", seq, source, f"{source}-meeting1", name, value)

    planned = [claim(1, "a", "status", "planned"), claim(2, "a", "start", "2023")]
    planned += [claim(3, "b", "status", "planned"), claim(4, "b", "start", "2023")]
    held = [claim(5, "c", "status", "held"), claim(6, "c", "start", "2024-01-24"), claim(7, "c", "end", "2024-01-25")]
    merged = consensus([*planned, *held])
    assert (merged.start, merged.end, merged.disputed) == ("2024-01-24", "2024-01-25", ())
    # Nor is a day that was announced: it is told as what was announced, with whoever announced it.
    announced = [claim(8, "d", "status", "planned"), claim(9, "d", "start", "2024-01-23")]
    merged = consensus([*planned, *held, *announced])
    assert (merged.start, merged.disputed) == ("2024-01-24", ())
    assert [(one.value, one.sources) for one in merged.announced["start"]] == [("2023", 2), ("2024-01-23", 1)]
    assert [one.value for one in merged.values["start"]] == ["2024-01-24"]
    assert consensus(planned).start == "2023" and consensus([*planned, *announced]).announced == {}


def test_month_told_of_a_meeting_that_was_held_makes_no_day_of_its_plan_a_day_on_which_it_was_held() -> None:
    def telling(source: str, seq: int, status: str, start: str) -> list[Stated]:
        told = (("status", status), ("start", start))
        return [Stated(f"{source}{name}", seq, source, f"{source}-m", name, value) for name, value in told]

    plan, month = telling("a", 1, "planned", "2018-01-29"), telling("b", 2, "held", "2018-01")
    merged = consensus([*plan, *month, *telling("c", 3, "held", "2018-01-30")])
    assert (merged.start, merged.disputed) == ("2018-01-30", ())
    assert [one.value for one in merged.announced["start"]] == ["2018-01-29"]
    assert consensus([*plan, *month]).start == "2018-01-29", "where nobody says better, the plan says the day"


def test_meeting_called_off_for_one_day_and_held_on_a_later_one_was_postponed() -> None:
    def telling(source: str, seq: int, status: str, start: str) -> list[Stated]:
        told = (("status", status), ("start", start))
        return [Stated(f"{source}{name}", seq, source, f"{source}-m", name, value) for name, value in told]

    off, held = telling("a", 1, "cancelled", "2017-02-15"), telling("b", 2, "held", "2017-02-16")
    merged = consensus([*off, *held])
    assert (merged.status, merged.start, merged.disputed) == ("held", "2017-02-16", ())
    assert [one.value for one in merged.announced["start"]] == ["2017-02-15"]
    same = consensus([*telling("a", 1, "cancelled", "2017-02-16"), *held])
    assert same.disputed == ("status",), "held and called off on one day cannot both be"
