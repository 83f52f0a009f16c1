"""A long series of one office whose statements are one text with other days, places, persons and numbers in it."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sulh.wording import Statement

__all__ = ["templated"]

_PARAGRAPHS = (
    (
        "On {day} the Joint Commission held its {nth} meeting at {place} under the chairmanship of {person}.",
        "Delegations of both parties and observers of {state} and {state2} attended.",
        "The Commission reviewed the implementation of the decisions taken at its previous meeting on {before}.",
    ),
    (
        "The mission recorded {number} violations of the ceasefire between {before} and {day}, {number2} more than before.",
        "Most of the violations were recorded near {place2} and {place}.",
        "The parties reaffirmed their commitment to the ceasefire and to the withdrawal of heavy weapons by {later}.",
        "They instructed their commanders to refrain from any use of drones within {number3} kilometres of {place2}.",
    ),
    (
        "The parties agreed to exchange {number3} detainees on {later} at the crossing point of {place2}.",
        "The International Committee of the Red Cross will verify the lists of detainees before the exchange.",
        "{person2} stressed that all persons detained in connection with the conflict must be released without preconditions.",
        "The parties undertook to provide information on {number} missing persons by {later}.",
    ),
    (
        "The Commission welcomed the delivery of {number2} tonnes of food and medicine to {place} since {before}.",
        "It called on the parties to ensure safe and unhindered humanitarian access to {place2} and the surrounding villages.",
        "The working group on humanitarian affairs will meet again on {later} in {place}.",
        "The repair of the water pipeline between {place} and {place2} should be completed by {later}.",
    ),
    (
        "The parties expressed concern at the situation of {number} displaced persons in the district of {place2}.",
        "They agreed that the return of displaced persons must be voluntary, safe and dignified.",
        "{state} announced a contribution of {number2} million dollars to the reconstruction of schools in {place}.",
        "{state2} offered to host the next round of consultations on the status of {place2}.",
    ),
    (
        "The mine action team cleared {number3} hectares around {place} and destroyed {number2} explosive devices.",
        "The parties agreed to mark dangerous areas along the road from {place} to {place2} before {later}.",
        "{person} thanked the mission and the host country for their support.",
        "The parties condemned the attack of {before} on a convoy of the mission near {place2} and called for an investigation.",
        "The next meeting of the Commission will be held on {next} in {place2}.",
        "The text of this statement was agreed by the parties and read out by {person2}.",
    ),
)
_PLACES = ("Orra", "Velin", "Kastava", "Tamrin", "Dessouk", "Morvane", "Iliat", "Sarnoch", "Peltra", "Hadrun", "Osmeri", "Quellin")
_PERSONS = ("Ambassador Lena Vost", "Minister Idris Okoro", "General Pavel Menk", "Ms. Amara Diallo", "Mr. Tomas Reuel", "Ms. Sima Harran")
_STATES = ("Norway", "Kenya", "Qatar", "Switzerland", "Ghana", "Finland")


def templated(count: int, *, apart: int = 7, seed: int = 11) -> list[Statement]:
    """So many statements of 25 sentences that stand in all of them, each with the days, places, persons and numbers of its own round."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        day = date(2031, 1, 6) + timedelta(days=apart * number)
        place, place2 = chance.sample(_PLACES, 2)
        person, person2 = chance.sample(_PERSONS, 2)
        state, state2 = chance.sample(_STATES, 2)
        slots = {
            "day": _written(day),
            "before": _written(day - timedelta(days=apart)),
            "later": _written(day + timedelta(days=chance.randrange(2, 20))),
            "next": _written(day + timedelta(days=apart)),
            "nth": f"{number + 1}th",
            "number": str(chance.randrange(100, 2000)),
            "number2": str(chance.randrange(20, 500)),
            "number3": str(chance.randrange(5, 90)),
            "place": place,
            "place2": place2,
            "person": person,
            "person2": person2,
            "state": state,
            "state2": state2,
        }
        text = "\n\n".join(" ".join(sentence.format(**slots) for sentence in paragraph) for paragraph in _PARAGRAPHS)
        made.append(Statement(f"p{number:04d}", text, day.isoformat(), f"Statement {number + 1}", "Templated", ("Tolva",)))
    return made


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
