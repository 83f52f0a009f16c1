"""Copies are one statement, languages and series that share a folder are kept apart, and what was done is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from statements import AID, INTEGRITY, MINES, TRUCE, numbered

from sulh.cli.statements import read_statements
from sulh.documents import from_text
from sulh.wording import Statement, trace
from sulh.wording.gathering import Gathering, gather

CASES = Path(__file__).resolve().parent / "cases"
OTHER = "\n".join(
    f"{number}. {text}"
    for number, text in enumerate(
        (
            "The ministers of fisheries took note of the annual catch in the western lagoon and thanked the harbour masters.",
            "Nets with a mesh below forty millimetres are withdrawn from all boats that land their fish at Sabel.",
            "The secretariat publishes the quotas of each harbour before the first week of the season.",
        ),
        1,
    )
)


def case(name: str) -> Gathering:
    return gather(read_statements([str(CASES / name)])[0])


def test_identical_files_are_one_statement_with_both_sources() -> None:
    found = case("same")
    (series,) = found.series
    assert [one.date for one in series.statements] == ["2031-01-01", "2031-02-01"]
    assert series.statements[0].sources == ("2031-01-01 ministry.txt", "2031-01-01.txt")
    assert [(one.kind, one.about) for one in found.remarks] == [("copies", ("2031-01-01 ministry.txt", "2031-01-01.txt"))]
    assert trace(series.statements).drops == ()


def test_near_copies_of_one_day_are_one_statement_and_their_difference_is_said() -> None:
    text = numbered(INTEGRITY, TRUCE, MINES, AID)
    first = Statement("a", text, "2031-01-10", name="a.txt")
    found = gather([first, replace(first, id="b", name="b.txt", text=text + "\nSource: the ministry")])
    (series,) = found.series
    assert len(series.statements) == 1 and series.statements[0].sources == ("b.txt", "a.txt")
    assert [one.kind for one in found.remarks] == ["differing_copies"]
    apart = gather([first, replace(first, id="b", name="b.txt", date="2031-02-10")])
    assert len(apart.series[0].statements) == 2
    told = gather([first, replace(first, id="b", name="b.txt", retold=True)])
    assert len(told.series[0].statements) == 2


def test_languages_of_one_file_are_series_of_their_own_at_the_offsets_of_the_file() -> None:
    found = case("biling")
    assert [(one.language, [held.date for held in one.statements]) for one in found.series] == [
        ("en", ["2031-02-01", "2031-05-01", "2031-11-01"]),
        ("fr", ["2031-02-01", "2031-05-01", "2031-08-01"]),
    ]
    files = {from_text(path.read_text("utf-8"), path=path.name).text for path in (CASES / "biling").iterdir()}
    for series in found.series:
        for clause in trace(series.statements).clauses:
            assert any(text[clause.start : clause.end] == clause.text for text in files)
    english, french = (" ".join(one.text for one in trace(series.statements).clauses) for series in found.series)
    assert "Les parties" not in english and "The parties" not in french
    assert {"languages", "series"} == {one.kind for one in found.remarks}


def test_series_that_share_no_words_are_kept_apart_unless_told_otherwise() -> None:
    talks = [Statement(f"t{n}", numbered(INTEGRITY, TRUCE, MINES), f"2031-0{n}-01") for n in (1, 3, 5)]
    talks[2] = replace(talks[2], text=numbered(INTEGRITY, AID))
    fish = [Statement(f"f{n}", OTHER.replace("Sabel", f"Sabel {n}"), f"2031-0{n}-01") for n in (2, 4)]
    found = gather([*fish, *talks])
    assert [[one.id for one in series.statements] for series in found.series] == [["t1", "t3", "t5"], ["f2", "f4"]]
    assert len(gather([*fish, *talks], together=True).series) == 1
    # One statement that shares nothing is no series to be kept apart: all its formulae may have been dropped.
    assert len(gather([talks[0], fish[0]]).series) == 1


def test_tracks_are_never_joined_and_retellings_never_taken_apart() -> None:
    same = [Statement("a", numbered(INTEGRITY), "2031-01-01", track="X"), Statement("b", numbered(INTEGRITY), "2031-02-01", track="Y")]
    assert len(gather(same).series) == 2
    told = [Statement(f"r{n}", text, f"2031-0{n}-01", retold=True) for n, text in enumerate((numbered(INTEGRITY), OTHER, numbered(AID)), 1)]
    assert len(gather(told).series) == 1


def test_the_order_of_the_files_does_not_matter() -> None:
    statements, _ = read_statements([str(CASES / "biling")])
    assert gather(statements) == gather(reversed(statements))


@pytest.mark.parametrize("text", ["1. Agreed.", "", "12 March 2031"])
def test_a_text_of_no_certain_language_is_one_statement(text: str) -> None:
    assert len(gather([Statement("a", text)]).series) == 1


def test_single_sentences_of_two_languages_are_series_of_their_own() -> None:
    english = Statement("a", "Welcomed the release of 40 prisoners and the talks of the week.", "2031-01-01")
    french = Statement("b", "Saluent la libération de 40 prisonniers et les pourparlers.", "2031-02-01")
    found = gather([english, french])
    assert sorted(one.language for one in found.series) == ["en", "fr"]
    assert [one.kind for one in found.remarks] == ["series"]


def test_copies_that_differ_in_substance_say_in_what() -> None:
    matters = ("wells of Ruhl", "bridges over the Isk", "harbour of Orra", "schools in Garun", "mills of Merrow", "camps at Vale")
    told = (f"They took note of report number {at} about the {matter}, which engineer {at} wrote." for at, matter in enumerate(matters))
    body = f"The delegations met at Ruhl. {' '.join(told)} "
    one = Statement("a", body + "The maps are handed over within 60 days.", "2031-01-01", name="a.txt")
    other = Statement("b", body + "The maps are handed over within 30 days.", "2031-01-01", name="b.txt")
    (remark,) = gather([one, other]).remarks
    assert remark.kind == "differing_copies"
    assert [(each.copy, "60" in each.kept_words, "30" in each.copy_words) for each in remark.differing] == [("b.txt", True, True)]
    plain = Statement("b", body.replace("met at", "sat at") + "The maps are handed over within 60 days.", "2031-01-01", name="b.txt")
    (remark,) = gather([one, plain]).remarks
    assert remark.kind == "differing_copies" and not remark.differing


def test_of_copies_nearly_as_full_the_one_is_used_that_most_say() -> None:
    text = numbered(INTEGRITY, TRUCE, MINES, AID)
    slip = MINES.replace("sixty", "ninety")
    assert slip != MINES
    odd = Statement("z", text.replace(MINES, slip), "2031-01-10", name="a.txt")
    same = [Statement("y", text, "2031-01-10", name=name) for name in ("b.txt", "c.txt")]
    (series,) = gather([odd, *same]).series
    assert series.statements[0].text == text
    # A text that is cut short is not used because there are two of it.
    cut = [replace(one, text=text[: int(0.95 * len(text))], id="w") for one in same]
    (series,) = gather([replace(same[0], name="a.txt"), *cut]).series
    assert [one.text for one in series.statements] == [text]
