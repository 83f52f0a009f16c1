from __future__ import annotations

from pathlib import Path

import pytest
from evaluation.annotations import texts

from sulh.reading.english.relevance import is_about_talks

NEWS = Path(__file__).resolve().parents[2] / "bench" / "news"


@pytest.mark.parametrize("path", sorted(NEWS.glob("*.txt")), ids=lambda path: path.stem)
def test_everyday_news_is_not_about_talks(path: Path) -> None:
    assert not is_about_talks(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", texts(("known",)), ids=lambda path: path.stem)
def test_reports_of_talks_are_about_talks(path: Path) -> None:
    assert is_about_talks(path.read_text(encoding="utf-8"))


def test_one_word_of_the_field_is_not_enough_but_the_name_of_a_track_is() -> None:
    assert not is_about_talks("The union and the employer agreed to a truce over wages.")
    assert is_about_talks("The Astana process went on.")
