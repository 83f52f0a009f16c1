"""Whether a place lies in another: known, known not to, and not known."""

from __future__ import annotations

import pytest

from sulh.actors.place_nesting import lies_in


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ("Saraqib", "Idlib", True),
        ("Saraqeb", "Idlib governorate", True),
        ("Idlib", "Saraqib", False),
        ("Saraqib", "Latakia", False),
        ("Hama", "Idlib", False),
        ("Idlib", "Syria", True),
        ("Idlib", "Lebanon", False),
        ("Mariupol", "Donetsk", True),
        ("Mariupol", "Luhansk", False),
        ("Mariupol", "Donbas", None),  # a region without borders that a table knows
        ("Eastern Ghouta", "Damascus", None),
        ("Upper Zhelin", "Idlib", None),
        ("Saraqib", "Upper Zhelin", None),
        ("Saraqib", "northern Idlib", True),
    ],
)
def test_places_lie_in_others_as_far_as_names_tell(inner: str, outer: str, inside: bool | None) -> None:
    assert lies_in(inner, outer) is inside
