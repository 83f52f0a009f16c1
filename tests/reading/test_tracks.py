from __future__ import annotations

import pytest
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


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("The 21st International Meeting on Syria in the Astana format was held in Astana on 24 January 2024.", "Astana format"),
        ("Russia and Iran opened the High-Level Meeting on Syria within the Astana process in Astana on 2 May 2023.", "Astana process"),
        ("In the Astana format the 20th International Meeting on Syria met on 20 June 2023.", "Astana format"),
        ("The Second International Forum on Libya, held in the framework of the Berlin process, met in Berlin on 2 May.", "Berlin process"),
        ("The Ninth Ministerial Dialogue of the Heart of Asia Process took place in Dushanbe on 30 March 2021.", "Heart of Asia Process"),
        ("On 2 May 2023 the High-Level International Dialogue on Sudan in the Jeddah format was held in Jeddah.", "Jeddah format"),
        ("The Fourth Regional Peace Forum on Somalia within the Nairobi process was held in Nairobi on 2 May 2023.", "Nairobi process"),
    ],
)
def test_what_meetings_of_a_format_are_called_is_no_track_beside_it(text: str, track: str) -> None:
    reading = read(text + " The parties spoke of the ceasefire and the release of prisoners.")
    assert [one.name for one in reading.tracks] == [track]
    assert {one.track for one in reading.meetings} <= {track}


@pytest.mark.parametrize(
    "text",
    [
        "The Libyan Political Dialogue Forum, held in the framework of the Berlin process, met in Tunis on 9 November 2020.",
        "The Constitutional Committee in the Geneva process met on 2 May 2023.",
    ],
)
def test_body_with_a_name_of_its_own_stays_a_track_beside_its_process(text: str) -> None:
    assert len(read(text + " The parties spoke of the ceasefire and the release of prisoners.").tracks) == 2


def test_two_processes_named_together_are_two_tracks() -> None:
    text = "The delegations of both sides met in Goma on 2 May 2031 and backed the Nairobi and Luanda processes."
    assert [one.name for one in read(text).tracks] == ["Nairobi process", "Luanda process"]
    assert read(text.replace("Nairobi", "Kenyan").replace("Luanda", "Ugandan")).tracks == ()


def test_process_named_after_an_unknown_place_is_a_track_and_one_of_a_general_kind_is_none() -> None:
    text = "The two sides returned to the Ostra process on 2 May 2031. The Electoral process and a ceasefire were discussed."
    assert [one.name for one in read(text).tracks] == ["Ostra process"]
