"""The scorer: what counts, what counts neither way, what it prints and what it keeps to itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.annotations import UNSEEN, documents
from evaluation.measure import Counts, measure
from evaluation.score import Choice, amounts, differences, main, report, saved, score

TEXT = "On 3 May 2021 Norland and the Free Front met in Geneva. They agreed on a ceasefire. Norland denied that it had freed prisoners."


def meeting(**fields: Any) -> dict[str, Any]:
    """An annotated meeting of two parties in Geneva."""
    parts = [{"actor": name, "role": "party", "cites": [name]} for name in ("Norland", "Free Front")]
    made: dict[str, Any] = {"kind": "round", "track": None, "ordinal": None, "start": "2021-05-03", "end": None, "city": "Geneva"}
    made |= {"country": "CH", "status": "held", "core": True, "participants": parts, "people": [], "agenda": ["ceasefire"]}
    return {**made, "cites": {"mention": ["met"]}, "agenda_cites": {"ceasefire": ["ceasefire"]}, **fields}


def annotation(**fields: Any) -> dict[str, Any]:
    """An annotation of TEXT."""
    act = {"act": "agree", "actors": ["Norland"], "issues": ["ceasefire"], "cites": ["They agreed on a ceasefire"]}
    made: dict[str, Any] = {"meetings": [meeting()], "acts": [act], "tracks": [], "ceasefire": [], "releases": [], "not_happened": []}
    return {**made, **fields}


def span(words: str) -> list[int]:
    """Where words stand in TEXT."""
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def reading(**fields: Any) -> dict[str, Any]:
    """The reading that agrees with the annotation."""
    one = meeting()
    one["participants"] = [
        {**part, "actor": {"id": "x", "name": part["actor"]}, "cites": [span(part["actor"])]} for part in one["participants"]
    ]
    one |= {"agenda": [{"issue": "ceasefire", "cite": span("ceasefire")}], "cites": [span("met")]}
    act = {"act": "agree", "actors": [{"id": "x", "name": "Norland"}], "issues": ["ceasefire"], "cite": span("They agreed on a ceasefire")}
    made: dict[str, Any] = {"meetings": [one], "acts": [act], "tracks": [], "ceasefires": [], "releases": []}
    return {**made, **fields}


def figures(gold: dict[str, Any], read: dict[str, Any]) -> dict[str, float | None]:
    """The figures of one reading, those only that say something."""
    return {part: value for part, value in measure(gold, read, TEXT).figures().items() if value is not None}


def test_reading_that_agrees_scores_one_in_every_part() -> None:
    found = figures(annotation(), reading())
    assert {"score", "meetings", "core", "date", "place", "participants", "role", "agenda", "acts", "clauses", "cite: act"} <= set(found)
    assert set(found.values()) == {1.0}


@pytest.mark.parametrize("optional", ["meeting", "participant", "act"])
def test_what_is_optional_counts_neither_way(optional: str) -> None:
    extra = {"actor": "Sudland", "role": "observer", "optional": True, "cites": []}
    gold = annotation()
    more = reading()
    if optional == "meeting":
        gold["meetings"].append(meeting(optional=True, start="2020-01-01", city="Oslo"))
        more["meetings"].append({**more["meetings"][0], "start": "2020-01-01", "city": "Oslo"})
    elif optional == "participant":
        gold["meetings"][0]["participants"].append(extra)
        more["meetings"][0]["participants"].append({"actor": "Sudland", "role": "host", "cites": []})
    else:
        gold["acts"].append({"act": "note", "actors": [], "issues": ["missing"], "optional": True, "cites": ["freed prisoners"]})
        more["acts"].append({"act": "note", "actors": [], "issues": ["missing"], "cite": span("freed prisoners")})
    for read in (reading(), more):
        found = figures(gold, read)
        assert {part for part, value in found.items() if value != 1.0} == set()


def test_release_that_was_denied_but_is_recorded_counts_against_what_did_not_happen() -> None:
    gold = annotation(not_happened=[{"what": "release", "standing": "denied", "cites": ["freed prisoners"]}])
    recorded = reading(releases=[{"what": "release", "count": None, "cite": span("had freed prisoners")}])
    assert figures(gold, reading())["not happened"] == 1.0
    assert figures(gold, recorded)["not happened"] == 0.0


def test_right_words_are_told_from_wrong_ones() -> None:
    read = reading()
    read["meetings"][0]["cites"] = [span("denied")]
    assert figures(annotation(), read)["cite: meeting"] == 0.0
    read["acts"][0]["cite"] = span("Norland denied")
    found = figures(annotation(), read)
    assert (found["acts"], found["cite: act"], found["clauses"]) == (1.0, 0.0, 0.0)


def test_act_with_another_holder_is_found_but_its_holder_is_wrong() -> None:
    read = reading()
    read["acts"][0]["actors"] = [{"id": "x", "name": "Geneva Call"}]
    found = figures(annotation(), read)
    assert (found["clauses"], found["clause act"], found["clause holder"]) == (1.0, 1.0, 0.0)


def test_differences_between_two_runs_are_told_by_set_and_document() -> None:
    (one,) = Choice(sets=("development",), docs=("a-sudan-doha-2013",)).documents()
    good, bad = Counts({"meetings": [1, 1, 1]}), Counts({"meetings": [0, 1, 1]})
    lines = list(differences(saved([(one, good)]), saved([(one, bad)])))
    assert [line.split(":")[0] for line in lines] == ["development", "a-sudan-doha-2013"]
    assert all("meetings +1.000 (1.0)" in line for line in lines)
    assert list(differences(saved([(one, good)]), saved([(one, good)]))) == []


def test_unread_documents_are_shown_in_sums_only() -> None:
    unread = documents(sorted(UNSEEN))
    names = {one.doc for one in unread}
    scored = [(one, Counts({"meetings": [1, 1, 1]})) for one in unread]
    printed = "\n".join(report(scored, each=True)) + json.dumps(saved(scored)) + "\n".join(differences(saved(scored), saved(scored)))
    leaked = sum(name in printed for name in names)
    assert leaked == 0
    with pytest.raises(SystemExit, match="sums only"):
        Choice(docs=(sorted(names)[0],)).documents()
    assert "gold" not in repr(unread[0])


@pytest.mark.slow
def test_two_processes_give_the_figures_of_one() -> None:
    chosen = Choice(sets=("development",), genres=("e-mail", "minutes")).documents()
    assert len(chosen) >= 4
    one, two = (saved(score(chosen, workers=workers)) for workers in (1, 2))
    assert one == two


def test_command_prints_figures_and_compares_with_an_earlier_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = str(tmp_path / "run.json")
    narrow = ["--doc", "a-sudan-doha-2013", "--workers", "1"]
    assert main([*narrow, "--json", run]) == 0
    assert main([*narrow, "--against", run]) == 0
    printed = capsys.readouterr().out
    assert "development: genre" in printed
    assert "a-sudan-doha-2013" in printed
    assert printed.rstrip().endswith("nothing")


def test_unknown_names_are_refused() -> None:
    with pytest.raises(SystemExit, match="--genre: poem"):
        main(["--genre", "poem"])


def test_amounts_tell_each_set_and_genre(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--amounts", "--each"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == list(amounts(documents()))
    assert [line for line in lines if line.startswith("| set: blind | ")]
    assert [line for line in lines if line.startswith("| genre: minutes |")]
