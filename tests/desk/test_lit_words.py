"""Which words of a document are lit: of claims that overlap, lie within each other or cite several places, and from right to left."""

from __future__ import annotations

from dataclasses import replace

from examples import examples
from factory import ARABIC
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.desk.paragraphs import LitPart, lit_lines
from sulh.record.shapes import ClaimView, DocumentRef

REF = DocumentRef("sha256:" + "0" * 64, "A", "B", "2021-07-09", "agency", "en", "public")
TEXT = "Russia and Iran met in Astana.\n\nThey met again, in Astana, in July."


def claim(key: str, *spans: tuple[int, int], status: str = "proposed", name: str = "city", text: str = TEXT) -> ClaimView:
    start, end = spans[0]
    return ClaimView(key, REF, "m", "meeting", name, "x", text[start:end], start, end, spans, "person:a", None, status)


def of(words: str, text: str = TEXT, *, nth: int = 0) -> tuple[int, int]:
    start = text.index(words)
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def lit(claims: list[ClaimView], text: str = TEXT) -> list[tuple[str, tuple[str, ...]]]:
    return [(part.text, part.claims) for line in lit_lines(text, claims) for part in line.parts if part.claims]


def only(claims: list[ClaimView], words: str) -> LitPart:
    return next(part for line in lit_lines(TEXT, claims) for part in line.parts if part.text == words)


def test_words_of_two_overlapping_claims_are_cut_where_either_begins_or_ends() -> None:
    found = lit([claim("a", of("Russia and Iran")), claim("b", of("Iran met"))])
    assert found == [("Russia and ", ("a",)), ("Iran", ("b", "a")), (" met", ("b",))]


def test_closest_claim_stands_first_where_one_lies_within_another() -> None:
    assert lit([claim("a", of("Russia and Iran met in Astana")), claim("b", of("Iran"))])[1] == ("Iran", ("b", "a"))


def test_open_claim_stands_before_a_closer_one_that_is_decided() -> None:
    part = only([claim("a", of("Russia and Iran met")), claim("b", of("Iran"), status="accepted", name="participant")], "Iran")
    assert (part.claims, part.tints, part.open, part.settled) == (("a", "b"), ("when", "who"), ("a",), "")


def test_claim_lights_every_place_that_it_cites_and_no_other() -> None:
    twice = claim("a", of("Astana", nth=1), of("Astana"), status="accepted")
    assert [part.start for line in lit_lines(TEXT, [twice]) for part in line.parts if part.opens] == [
        of("Astana")[0],
        of("Astana", nth=1)[0],
    ]
    assert lit([claim("a", of("Astana", nth=1))]) == [("Astana", ("a",))]
    assert lit_lines(TEXT, [claim("a", of("Astana", nth=1))])[0].parts == (LitPart(0, TEXT.splitlines()[0]),)


def test_place_that_is_cited_twice_by_one_claim_names_it_once() -> None:
    assert lit([claim("a", of("Russia and Iran"), of("Iran met"))]) == [("Russia and ", ("a",)), ("Iran", ("a",)), (" met", ("a",))]


def test_claim_over_two_paragraphs_lights_both_and_opens_once() -> None:
    parts = [
        part for line in lit_lines(TEXT, [claim("a", (of("Astana")[0], of("They met", TEXT)[1]))]) for part in line.parts if part.claims
    ]
    assert [(part.text, part.opens) for part in parts] == [("Astana.", True), ("They met", False)]


def test_decided_words_are_quiet_and_rejected_or_withdrawn_words_are_not_lit_as_settled() -> None:
    assert only([claim("a", of("Iran"), status="accepted"), claim("b", of("Iran"), status="rejected")], "Iran").settled == "ok"
    rejected = only([claim("a", of("Iran"), status="rejected")], "Iran")
    assert (rejected.settled, rejected.claims) == ("no", ("a",))
    assert lit([claim("a", of("Iran"), status="withdrawn")]) == []


def test_right_to_left_words_are_lit_by_the_order_in_which_they_are_written() -> None:
    where, city = of("في جنيف", ARABIC), of("جنيف", ARABIC)
    found = lit([claim("a", where, text=ARABIC), claim("b", city, text=ARABIC)], ARABIC)
    assert found == [("في ", ("a",)), ("جنيف", ("b", "a"))]


@settings(max_examples=examples(200))
@given(st.data())
def test_lit_words_are_the_text_and_each_letter_names_just_the_claims_that_cite_it(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab جن\n\u200f\U0001f54a"), min_size=1, max_size=40))
    edge = st.integers(0, len(text))
    span = st.tuples(edge, edge).map(lambda pair: (min(pair), max(pair))).filter(lambda pair: pair[0] < pair[1])
    status = st.sampled_from(("proposed", "accepted", "rejected"))
    drawn = data.draw(st.lists(st.tuples(st.lists(span, min_size=1, max_size=3), status), max_size=5))
    claims = [replace(claim(str(at), *spans, text=text), status=how) for at, (spans, how) in enumerate(drawn)]
    for line in lit_lines(text, claims):
        assert "".join(part.text for part in line.parts) == text[line.parts[0].start :].splitlines()[0]
        for part in line.parts:
            for at in range(part.start, part.start + len(part.text)):
                citing = {one.id for one in claims if any(start <= at < end for start, end in one.spans)}
                assert set(part.claims) == citing and len(part.claims) == len(citing)
            assert set(part.open) == {one.id for one in claims if one.id in part.claims and one.status == "proposed"}
