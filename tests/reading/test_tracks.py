from __future__ import annotations

from reading_facts import read

SYRIA = """The Astana process was launched by Russia, Turkey and Iran in January 2017. It runs parallel to the Geneva process
led by the United
Nations. The Constitutional Committee is part of the Geneva process. Peace talks on the ceasefire continue."""
UKRAINE = """The Minsk Group was established in 1992 by the OSCE. The Normandy format brought together Germany, France,
Ukraine and Russia for
peace talks on a ceasefire."""


def test_track_has_beginning_and_initiators() -> None:
    astana = next(one for one in read(SYRIA).tracks if one.name == "Astana process")
    assert (astana.started, {one.id for one in astana.initiators}) == ("2017-01", {"RUS", "TUR", "IRN"})
    minsk = next(one for one in read(UKRAINE).tracks if one.name == "Minsk Group")
    assert (minsk.started, {one.id for one in minsk.initiators}) == ("1992", {"osce"})


def test_track_says_what_it_is_part_of() -> None:
    committee = next(one for one in read(SYRIA).tracks if "Constitutional Committee" in one.name)
    assert committee.part_of == "Geneva process"


def test_track_cites_its_name() -> None:
    for text in (SYRIA, UKRAINE):
        for track in read(text).tracks:
            assert track.name in [cite.quote for cite in track.cites]
