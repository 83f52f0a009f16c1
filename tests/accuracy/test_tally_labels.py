"""The scorer of tallies: missing texts are said, labels name what is declared, and what may be read is neither right nor wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation.tallies.__main__ import FIELDS, LEAN, NONE, OR, Row, compare, fits, main, measure_passages, rows
from evaluation.tallies.passages import labelled_passages

from sulh.actors import Authority
from sulh.model import CountMeaning, TallyKind

LABEL = {"what": "violation", "count": "9", "meaning": "", "place": "-", "start": "2020-05-04", "end": "*", "by": "osce-smm", "maybe": ""}


def read(**changed: str) -> dict[str, str]:
    return {field: value for field, value in LABEL.items() if field != "maybe"} | {"end": "2020-05-17"} | changed


def test_texts_that_are_not_there_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["evaluation.tallies", str(tmp_path)])
    main()
    assert "nothing is measured" in capsys.readouterr().out


def test_labels_name_what_is_declared() -> None:
    documents = rows("documents")
    assert len({row["file"] for row in documents}) == len(documents)
    assert {row["set"] for row in documents} == {"development", "blind", "later"}
    for row in rows("tallies"):
        assert row["file"] in {one["file"] for one in documents}
        assert row["what"] in {one.value for one in TallyKind}
        assert set(row["meaning"].split(OR)) <= {"", *(one.value for one in CountMeaning)}
        assert row["count"].isdigit()
        assert row["by"] == NONE or Authority.default().get(row["by"])


@pytest.mark.parametrize(
    ("changed", "right"),
    [({}, True), ({"count": "8"}, False), ({"meaning": "about"}, False), ({"start": "2020-05-05"}, False), ({"place": "Zolote"}, False)],
)
def test_a_tally_is_right_in_every_field(changed: dict[str, str], right: bool) -> None:
    assert fits(read(**changed), LABEL, FIELDS) is right


def test_areas_held_by_one_side_are_not_those_held_by_the_other() -> None:
    label = LABEL | {"place": "non-government-controlled areas"}
    assert fits(read(place="areas not controlled by the Government"), label, LEAN)
    assert not fits(read(place="government-controlled areas"), label, LEAN)


def test_what_may_be_read_is_neither_right_nor_wrong() -> None:
    labels: list[dict[str, str]] = [LABEL, LABEL | {"count": "3", "maybe": "maybe"}]
    right, wrong, missed = compare([read(count="3"), read(count="4")], labels, FIELDS)
    counts: list[list[Row]] = [right, wrong, missed]
    assert [[one["count"] for one in part] for part in counts] == [[], ["4"], ["9"]]


def test_passages_in_our_own_words_name_what_is_declared() -> None:
    found = labelled_passages()
    assert len({one.name for one in found}) == len(found)
    assert {one.chosen for one in found} == {"development", "kept"}
    for label in (label for one in found for label in one.labels):
        assert label["what"] in {one.value for one in TallyKind}
        assert set(label["meaning"].split(OR)) <= {"", *(one.value for one in CountMeaning)}
        assert label["count"] == NONE or label["count"].isdigit()


def test_passages_in_our_own_words_are_read_as_before() -> None:
    counts, _ = measure_passages()
    read = sum(counts[f"{chosen}: kind, number, place"].read for chosen in ("development", "kept"))
    right = sum(counts[f"{chosen}: kind, number, place"].right for chosen in ("development", "kept"))
    wanted = sum(counts[f"{chosen}: kind, number, place"].wanted for chosen in ("development", "kept"))
    assert right >= 0.97 * read
    assert right >= 0.85 * wanted
