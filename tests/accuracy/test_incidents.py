"""The scorer of incidents: texts that are not there are said, and labels name what the declarations know."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation.incidents.__main__ import NONE, OR, main, rows, same, text_of

from sulh.actors import Authority
from sulh.model import IncidentKind, VerificationState


def test_texts_that_are_not_there_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["evaluation.incidents", str(tmp_path)])
    main()
    assert "nothing is measured" in capsys.readouterr().out


def test_anchors_that_break_off_are_joined() -> None:
    anchors = ("The Mission was\nturned", " back &amp; left.", "Next")
    page = "".join(f'<p><a id="{number}" name="{number}">{words}</a></p>' for number, words in enumerate(anchors))
    assert text_of(page) == "The Mission was turned back & left.\n\nNext"


def test_labels_name_what_is_declared() -> None:
    authority, documents = Authority.default(), {row["file"] for row in rows("documents")}
    assert len(documents) == len(rows("documents")) == 40
    for row in rows("findings"):
        assert row["file"] in documents
        assert set(row["state"].split(OR)) <= {one.value for one in VerificationState}
        assert set(row["kind"].split(OR)) <= {one.value for one in IncidentKind}
        named = {one for field in ("alleged_by", "against", "found_against") for one in row[field].split(OR)} - {NONE, "civil-society"}
        assert all(authority.get(one) for one in named)
    assert {row["file"] for name in ("harm", "access") for row in rows(name)} <= documents


def test_a_force_of_a_government_is_that_government() -> None:
    assert same("against", "sspdf", "SSD")
    assert not same("against", "splm-io", "SSD")
    assert same("place", "Koch County", "Koch")
