from __future__ import annotations

from reading_facts import core, read

BRUSSELS = """Peace talks between Serbia and Kosovo resumed in Brussels on 15 June 2021. The Serbian delegation was headed by President
Aleksandar Vucic, and the Kosovo delegation was led by Prime Minister Albin Kurti. EU Special Representative Miroslav Lajcak mediated the
talks on normalisation and missing persons."""
AMMAN = """Yemeni government and Houthi delegations met in Amman on 5 May 2022 to discuss a prisoner exchange and the truce.
The United Nations
envoy, Hans Grundberg, chaired the meeting."""


def test_named_people_have_office_actor_and_headship() -> None:
    people = {one.name: (one.office, one.actor.id if one.actor else None) for one in core(read(BRUSSELS)).people}
    assert people == {
        "Aleksandar Vucic": ("President", "SRB"),
        "Albin Kurti": ("Prime Minister", "XKX"),
        "Miroslav Lajcak": ("Special Representative", "european-union"),
    }
    heads = {one.name for one in core(read(BRUSSELS)).people if one.head_of_delegation}
    assert {"Aleksandar Vucic", "Albin Kurti"} <= heads


def test_envoy_stands_for_the_organisation_that_sent_him() -> None:
    (person,) = core(read(AMMAN, "2022-05-07")).people
    assert (person.name, person.office) == ("Hans Grundberg", "envoy")
    assert person.actor is not None and person.actor.id == "united-nations"


def test_person_cites_the_name() -> None:
    for text in (BRUSSELS, AMMAN):
        for person in core(read(text)).people:
            assert any(person.name.split()[-1] in cite.quote for cite in person.cites)


def test_office_behind_a_name_in_a_list_is_not_also_of_the_next_name() -> None:
    text = (
        "Envoys of Serbia and Kosovo met for peace talks in Vienna on 3 May 2021. The delegations were headed by Petar Petkovic, Special "
        "Envoy for Kosovo, Besnik Bislimi, Deputy Prime Minister of Kosovo, and Marko Djuric, Director for Dialogue at the Foreign "
        "Ministry of Serbia."
    )
    offices = {one.name: one.office for one in core(read(text)).people}
    assert offices["Besnik Bislimi"] == "Deputy Prime Minister of Kosovo"
    assert (offices["Marko Djuric"] or "").startswith("Director")


def test_office_of_a_superior_is_no_body_that_took_part() -> None:
    text = (
        "Armenia and Russia held talks on the peace process in Moscow on 3 May 2021. The delegations were headed by Igor Khovaev, Special "
        "Representative of the President of the Russian Federation, and Ararat Mirzoyan, Foreign Minister of Armenia."
    )
    meeting = core(read(text))
    assert {one.actor.name for one in meeting.participants} == {"Armenia", "Russia"}
    envoy = next(one for one in meeting.people if one.name == "Igor Khovaev")
    assert envoy.office == "Special Representative of the President of the Russian Federation"
    assert envoy.actor is not None and envoy.actor.id == "RUS"
