"""Clauses of an invented process, and statements made of them."""

from __future__ import annotations

LEAD = "The delegations of Veldria and Merrow, as guarantors of the Tessin format:"
INTEGRITY = "Reaffirmed their strong commitment to the sovereignty, unity and territorial integrity of Orvania and to the Basin Charter"
TRUCE = "Called for the full observance of the truce along the river Isk by all armed groups without exception or delay"
MINES = "Agreed to hand over the maps of all minefields in the Garun valley to the mine service within sixty days"
AID = "Welcomed the delivery of flour and medicines to the harbour towns by the relief fund during the winter"
CAMPS = "Expressed concern about the schools in the displaced persons' camps at Ruhl, which stand empty"

# Two sentences that may say the same in other words.
THANKS = "We are grateful to Oman and Vale for the leadership role they had in bringing about this truce before the month of fasting"
AGAIN = "Oman hosted the dialogue from which the truce of the harbour towns came, and eased the talks among the sides over many a night"


def numbered(*clauses: str) -> str:
    """A statement of numbered clauses."""
    return f"Joint statement\n\n{LEAD}\n\n" + "\n\n".join(f"{number}. {text};" for number, text in enumerate(clauses, 1))
