"""The issue of an act whose words name none."""

from __future__ import annotations

from readings import acts, read


def test_title_gives_the_topic() -> None:
    reading = read("Armenia and Azerbaijan exchange prisoners\n\nArmenia's foreign ministry welcomed the step and thanked Georgia.")
    assert ("welcome", ("prisoners",)) in acts(reading)


def test_noun_named_before_gives_the_topic() -> None:
    reading = read(
        "Talks in Geneva\n\nThe constitutional committee of Syria met in Geneva on 3 May 2023. "
        "Russia's foreign minister condemned pressure on the committee."
    )
    assert ("condemn", ("constitution",)) in acts(reading)
