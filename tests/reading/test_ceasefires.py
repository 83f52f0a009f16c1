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
