"""Actors that no list has: what a document itself says that a name is."""

from __future__ import annotations

import pytest
from readings import read

from sulh.actors import Authority
from sulh.actors.places import Gazetteer
from sulh.reading.english.unlisted import with_unlisted


def named(text: str) -> dict[str, str]:
    """The words of a text that stand for actors, with the name of each."""
    authority = Authority.default()
    found = with_unlisted(text, authority.find(text), authority, Gazetteer.default())
    return {text[m.start : m.end]: m.actor.name for m in found}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Council for the Free Valleys (CFV) met. Then CFV left.", "CFV", "Council for the Free Valleys"),
        ("Envoys of the Harrow Brigades came. The Brigades kept silent.", "Brigades", "Harrow Brigades"),
        ("The Orlen Liberation Front signed; OLF fighters went home.", "OLF", "Orlen Liberation Front"),
        ("Talks with the Union of the Eastern Marches went on.", "Union of the Eastern Marches", "Union of the Eastern Marches"),
        ("the Ministry of Works and the Harrow Brigades agreed", "Harrow Brigades", "Harrow Brigades"),
        ("Chair of the Upland Forum, Mr Pell, spoke.", "Upland Forum", "Upland Forum"),
        ("The Government of Lower Tarsk agreed. Lower Tarsk holds two men.", "Lower Tarsk", "Lower Tarsk"),
        ("The Kingdom of Velsand was host. Velsandian officers came.", "Velsandian", "Velsand"),
        ("Morvania (MOR) and Kesh sat down. MOR objected.", "MOR", "Morvania"),
        ("Morvania's foreign minister and his colleague spoke. Morvania and Telland agreed. Telland signed.", "Telland", "Telland"),
    ],
)
def test_document_makes_its_own_actors_known(text: str, words: str, name: str) -> None:
    assert named(text).get(words) == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Lavrov delegation came. Sergei Lavrov spoke for an hour.", "Lavrov"),
        ("His Majesty King Olav and Her Excellency the Minister spoke.", "Majesty"),
        ("The Former President and the Acting Prime Minister met.", "Acting"),
        ("No Assembly sat. One Front was quiet.", "No Assembly"),
        ("The Joint Forces moved on.", "Joint Forces"),
        ("Mr Oden said no. Government of Tarsk: Mr Pell, Capt. Oden\nGovernment of Tarsk agreed.", "Oden"),
    ],
)
def test_persons_titles_and_common_nouns_are_no_actors(text: str, words: str) -> None:
    assert words not in named(text)


def test_what_a_document_spells_out_outranks_a_listed_abbreviation() -> None:
    text = "The United Front of the Marches (UFM) and the Government met. UFM signed."
    assert {named(text)["United Front of the Marches"], named(text)["UFM"]} == {"United Front of the Marches"}


def test_a_body_is_named_without_the_possessive_behind_it() -> None:
    text = "On 4 May 2023 Norway's envoy met the Basin Front's commanders for peace talks in Oslo. The Front signed a ceasefire."
    assert "basin-front" in {p.actor.id for m in read(text).meetings for p in m.participants}


def test_the_letterhead_says_whose_minister_an_office_without_a_state_is() -> None:
    text = (
        "GOVERNMENT OF THE REPUBLIC OF BELMAR\nMINISTRY OF FOREIGN AFFAIRS\n\nForeign Minister holds peace talks\n\n"
        "Foreign Minister Sardar Noor met the Foreign Minister of Kenya for peace talks on 4 May 2023. Belmar's efforts go on."
    )
    assert {"belmar", "KEN"} <= {p.actor.id for m in read(text).meetings for p in m.participants}
