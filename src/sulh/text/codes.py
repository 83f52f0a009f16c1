"""Plain English words for the codes of the vocabularies."""

from __future__ import annotations

__all__ = ["ACTS", "ordinal", "words"]

# Codes whose words differ from the code with underscores replaced by spaces.
_WORDS = {
    "de_escalation": "de-escalation",
    "inclusion_women": "inclusion of women",
    "justice_amnesty": "justice and amnesty",
    "refugees_idps": "refugees and displaced persons",
    "attacks_by_third_state": "attacks by a third state",
    "media_incitement": "incitement in the media",
    "bodies": "remains of the dead",
}

# Verb for one actor, verb for several.
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
    """Return a code in plain words: `refugees_idps` is "refugees and displaced persons"."""
    return _WORDS.get(code, code.replace("_", " "))


def ordinal(number: int) -> str:
    """Return 16 as "16th"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
