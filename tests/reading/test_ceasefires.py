from __future__ import annotations

from reading_facts import read


def events(text: str) -> list[tuple[str, str | None]]:
    return [(one.event.value, one.start) for one in read(text).ceasefires]


def test_truce_is_declared_extended_and_ended() -> None:
    text = """The warring parties in Yemen agreed on a two-month truce that took effect on 2 April 2022. The United Nations
announced that the
truce was extended. The ceasefire in Hodeidah ended on 2 October 2022, and peace talks stalled."""
    assert events(text) == [("declared", "2022-04-02"), ("extended", None), ("ended", "2022-10-02")]


def test_declared_truce_has_its_parties_and_place() -> None:
    sudan = read("""The government of Sudan and the Rapid Support Forces declared a seven-day ceasefire on 20 May 2023 after
peace talks in Jeddah.
Mediators said that prisoners would be freed.""")
    (event,) = sudan.ceasefires
    assert (event.event, event.start, {one.id for one in event.parties}) == ("declared", "2023-05-20", {"SDN", "rapid-support-forces"})
    colombia = read(
        "The government of Colombia and the ELN met in Havana on 3 May 2023 for peace talks. The two sides agreed on a bilateral ceasefire."
    )
    assert [{one.id for one in event.parties} for event in colombia.ceasefires] == [{"COL", "eln"}]


def test_truce_that_is_only_asked_for_is_no_event() -> None:
    text = "The African Union and the United Nations called for a ceasefire in Sudan and for the release of prisoners at the peace talks."
    assert events(text) == []


def test_truce_dated_by_the_words_behind_it_is_declared() -> None:
    text = "The papers provide for a truce all over Syria from 30 December 2016 and for peace talks in Astana."
    assert events(text) == [("declared", "2016-12-30")]


def test_end_of_fighting_from_a_day_on_is_a_truce_without_the_word() -> None:
    talks = "The delegations of Russia and Turkey held peace talks on Syria in Moscow on 5 March 2020. "
    told = "From one minute past midnight on 6 March 2020, military action along the line of contact in the Idlib area ceases altogether."
    assert events(talks + told) == [("declared", "2020-03-06")]
    assert events(talks + "From May 6, 2020 no military operations are allowed in the zones.") == [("declared", "2020-05-06")]
    assert events(talks + "All fighting should have stopped on 6 March 2020.") == []
    assert events(talks + "Military operations are allowed there from 6 March 2020.") == []


def test_truce_on_a_condition_and_a_date_of_another_clause_are_no_event() -> None:
    talks = "Ministers met in Vienna on 14 November 2015 for peace talks on Syria. "
    assert events(talks + "A nationwide ceasefire takes effect when the parties have made initial steps towards transition.") == []
    told = "The three, whose states guarantee the ceasefire in Syria, looked back on what they have done together since 5 March 2018."
    assert events(talks + told) == []
