"""What every form of "since last time" says of a change, in words of any script."""

from __future__ import annotations

from sulh.model import SubstanceKind
from sulh.render.since import substance_text
from sulh.wording import SubstanceChange


def test_arrow_runs_from_the_old_to_the_new_between_words_of_any_script() -> None:
    latin = SubstanceChange(SubstanceKind.PLACE, "Orra", "Selm", (0, 4), (0, 4))
    arabic = SubstanceChange(SubstanceKind.PLACE, "الضالع", "لحج", (0, 6), (0, 3))
    assert substance_text(latin) == "place: Orra \u2192 Selm"
    # The marks keep the two Arabic words from being one run from right to left, in which the arrow would point backwards.
    assert substance_text(arabic) == "place: الضالع \u200e\u2192\u200e لحج"
