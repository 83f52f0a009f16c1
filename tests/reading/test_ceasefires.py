from __future__ import annotations

import readings
from reading_facts import read


def events(text: str) -> list[tuple[str, str | None]]:
    return [(one.event.value, one.start) for one in read(text).ceasefires]


def events_in_may(text: str) -> list[tuple[str, str | None]]:
    """The events of a text that came out on Friday 5 May 2023."""
    return [(one.event.value, one.start) for one in readings.read(text).ceasefires]


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


def test_truce_in_force_has_the_day_since_which_it_holds() -> None:
    told = [
        "Peace talks in Kuwait went on, helped by a truce that had been largely holding since 2 April.",
        "Sudan's army said the truce, in place since 2 April, was holding in most of Khartoum, and peace talks would go on.",
        "A truce which took hold at dawn on 2 April was holding, the mediators of the peace talks said.",
        "Delegates at the peace talks said that the pause in the fighting, now in its 34th day, was holding.",
    ]
    assert [events_in_may(one) for one in told] == [[("declared", "2023-04-02")]] * len(told)
    assert events_in_may("The two sides fought until a truce in 1996, and peace talks followed.") == [("declared", "1996")]
    assert events_in_may("Delegates at the peace talks have been discussing a ceasefire since April 10 in Muscat.") == []
    assert events_in_may("The truce has brought no relief to people displaced since March 10, the peace talks heard.") == []


def test_last_day_of_a_truce_ends_it_once_it_has_come() -> None:
    told = "Fighters kept up their offensive on the final day of the five-day humanitarian truce, as peace talks opened."
    assert events_in_may(told) == [("ended", "2023-05-05")]
    assert events_in_may("The week-long truce expired on Wednesday, and the peace talks broke off.") == [("ended", "2023-05-03")]
    assert events_in_may("Monday is the last day of the truce, and peace talks will be held on Tuesday.")[:1] != [("ended", "2023-05-08")]


def test_violation_is_of_those_whom_a_sentence_accuses() -> None:
    (event,) = read("The government of Yemen accused the Houthis of breaching the truce 40 times, as peace talks went on.").ceasefires
    assert (event.event, [one.id for one in event.parties]) == ("violated", ["houthis"])
    (event,) = read("Armenia and Azerbaijan accused each other of violating a ceasefire ahead of the peace talks.").ceasefires
    assert (event.event, [one.id for one in event.parties]) == ("violated", ["ARM", "AZE"])
    assert events_in_may("The Houthis denied violating the truce and said they would attend the peace talks.") == []


def test_fighting_despite_a_truce_violates_it_and_hunger_does_not() -> None:
    told = "The army shelled Omdurman on Wednesday despite the truce, residents told reporters as the peace talks began."
    assert events_in_may(told) == [("violated", "2023-05-03")]
    assert events_in_may("Aid has not arrived despite the ceasefire, residents said, and peace talks have yet to begin.") == []


def test_extension_is_no_second_truce_and_has_its_day() -> None:
    told = "The Taliban and the government of Afghanistan agreed to extend the ceasefire for a further two weeks during peace talks."
    assert events_in_may(told) == [("extended", None)]
    told = "Sudan's army and the Rapid Support Forces agreed on a 72-hour extension of the truce at peace talks in Jeddah."
    (event,) = read(told).ceasefires
    assert (event.event, {one.id for one in event.parties}) == ("extended", {"SDN", "rapid-support-forces"})
    told = "On 2 May the two sides prolonged the truce by a month at the peace talks in Geneva, mediators said."
    assert events_in_may(told) == [("extended", "2023-05-02")]
    assert events_in_may("A deal at the peace talks would bring a prolonged ceasefire.") == []


def test_what_is_done_under_or_for_a_truce_is_no_truce() -> None:
    told = (
        "The rebels announced the transfer of 80 soldiers in accordance with the ceasefire framework after the peace talks.",
        "As part of upholding the ceasefire, the parties agreed at the peace talks to renew the mandate of the team until June.",
        "The Security Council renewed the mandate of the mission that watches over the ceasefire in Western Sahara until October 2023.",
        "The parties signed a framework to prepare for a nationwide ceasefire at the peace talks.",
        "Russia announced the opening of a ceasefire monitoring centre in Damascus before the peace talks.",
    )
    assert [events_in_may(one) for one in told] == [[]] * len(told)


def test_clause_of_its_own_and_parties_who_observe_a_truce_are_no_event_of_it() -> None:
    assert events_in_may("The peace talks broke down, but the ceasefire remains in place.") == []
    told = "The army and the rebels have observed a ceasefire since January, and peace talks are due."
    assert events_in_may(told) == [("declared", "2023-01")]
    assert events_in_may("The government declared itself ready for a ceasefire before the peace talks.") == []


def test_truce_called_off_or_renewed_has_its_day_and_not_that_of_another_clause() -> None:
    told = "The rebels called off their unilateral ceasefire on Monday, citing army raids, and left the peace talks."
    assert events_in_may(told) == [("ended", "2023-05-01")]
    told = "The parties to the peace talks agreed on Thursday to renew the truce for another two months."
    assert events_in_may(told) == [("extended", "2023-05-04")]
    told = "The truce asked for by the mediators of the peace talks on 11 April came into effect on 15 April."
    assert events_in_may(told) == [("declared", "2023-04-15")]
