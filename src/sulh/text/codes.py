"""The codes of the vocabularies as people would say them, in English."""

from __future__ import annotations

__all__ = ["ACTS", "ordinal", "words"]

# Codes whose plain words are not simply the code without underscores.
_WORDS = {
    "de_escalation": "de-escalation",
    "inclusion_women": "inclusion of women",
    "justice_amnesty": "justice and amnesty",
    "refugees_idps": "refugees and displaced persons",
    "attacks_by_third_state": "attacks by a third state",
    "media_incitement": "incitement in the media",
    "bodies": "remains of the dead",
}

# What one actor does, and what several do.
ACTS = {
    "reaffirm": ("reaffirms", "reaffirm"),
    "call": ("calls for", "call for"),
    "condemn": ("condemns", "condemn"),
    "agree": ("agrees", "agree"),
    "decide": ("decides", "decide"),
    "welcome": ("welcomes", "welcome"),
    "reject": ("rejects", "reject"),
    "note": ("notes", "note"),
    "offer": ("offers", "offer"),
    "accuse": ("accuses", "accuse"),
    "thank": ("thanks", "thank"),
}


def words(code: str) -> str:
    """A code as people would say it: `refugees_idps` is "refugees and displaced persons"."""
    return _WORDS.get(code, code.replace("_", " "))


def ordinal(number: int) -> str:
    """16 as "16th"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
