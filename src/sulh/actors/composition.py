"""Recognise names composed of a state and a word for its government, a ministry, its opposition or its civil society."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

__all__ = ["Composed", "after_state", "before_state"]


class Composed(StrEnum):
    """What a composed name refers to."""

    GOVERNMENT = "government"
    MINISTRY = "ministry"
    PEOPLE = "people"
    ARMED_OPPOSITION = "armed opposition"
    OPPOSITION = "opposition"
    CIVIL_SOCIETY = "civil society"


_SUBJECT = (
    r"(?:Foreign|External|Internal|Interior|Home|Defen[cs]e|Justice|Finance|Health|Energy|Economy|Trade|Culture|Education|Information|"
    r"Emergency|Emergencies|Economic|Transport|Labou?r|Agriculture|National|Social|Public|State|Security|Humanitarian|Peace|Reconciliation)"
)
# Bounded and unambiguous: "Ministry of Justice, Aa, Bb, ..." must not take time that doubles with every word.
_PORTFOLIO = rf"{_SUBJECT}(?:,? (?:and )?[A-Z][a-z]{{1,30}}){{0,8}}(?: (?:Affairs|Security|Relations|Situations))?"
_FACTIONS = (
    r"(?:groups?|factions?|forces?|delegations?|delegates|representatives|fighters|parties|movements?|side|leaders|negotiators|militants)"
)
_RULES: tuple[tuple[Composed, str], ...] = (
    (
        Composed.ARMED_OPPOSITION,
        rf"(?:armed (?:opposition|rebel|political)(?: {_FACTIONS}){{0,3}}|"
        rf"(?:moderate |mainstream |Islamist )?(?:opposition (?:armed|military) {_FACTIONS}|"
        rf"opposition fighters|(?:rebels?|insurgents?|insurgency|guerrillas?)(?: (?:opposition|{_FACTIONS}))*)|armed (?:groups|factions))",
    ),
    (Composed.OPPOSITION, rf"(?:political |moderate |democratic |united |national |exiled |main )?opposition(?: {_FACTIONS}){{0,3}}"),
    (
        Composed.CIVIL_SOCIETY,
        r"civil society(?: (?:groups?|organi[sz]ations?|representatives|delegations?|members|activists|actors|leaders))?",
    ),
    (
        Composed.MINISTRY,
        rf"(?:Ministry of (?:the )?{_PORTFOLIO}|Ministry for (?:the )?{_PORTFOLIO}|{_PORTFOLIO} (?:Ministry|Department|Office)|"
        r"(?:foreign|defen[cs]e|interior|justice|health|finance)(?: affairs)? ministry|Foreign Office|State Department|"
        r"Department of (?:State|Defense)|"
        r"foreign office|[Ee]mbassy|Presidential Administration|[Pp]residential office)",
    ),
    (
        Composed.GOVERNMENT,
        r"(?:(?:(?:interim|transitional|caretaker|military|federal|central|national|unity|provisional|legitimate|recogni[sz]ed|"
        r"internationally[ -]recogni[sz]ed|ruling|pro)[ -]){0,5}"
        r"(?:government|regime|authorities|junta|leadership|cabinet|presidency|state)(?:['\u2019]s)?"
        r"(?: (?:delegations?|forces|troops|army|side|negotiators|"
        r"officials|representatives|negotiating (?:team|delegation)))?"
        r"|(?:national |regular )?(?:army|armed forces|military|troops|security forces|forces|air force|navy)|delegation|delegations|side|"
        r"negotiat(?:ors|ing team)|(?:peace |negotiating )delegation|officials)",
    ),
    (Composed.PEOPLE, r"people(?!['\u2019])"),
)


@cache
def _after() -> dict[Composed, re.Pattern[str]]:
    """The patterns of the words after a state; compiled when a state is first met, since few pages need them."""
    return {
        kind: re.compile(
            rf"(?:['\u2019]s?)?(?:[^\S\n]{{1,9}}(?:\n[^\S\n]{{0,9}})?|\n[^\S\n]{{0,9}}|-)(?i:{pattern})(?!\w)"
            if kind not in (Composed.MINISTRY,)
            else rf"(?:['\u2019]s?)?(?:[^\S\n]{{1,9}}(?:\n[^\S\n]{{0,9}})?|\n[^\S\n]{{0,9}})(?:{pattern})(?!\w)"
        )
        for kind, pattern in _RULES
    }


_BEFORE_STATE = (
    r"(?<!\w)(?:(?P<ministry>(?:Ministry|Department|Ministries) of (?:the )?"
    + _PORTFOLIO
    + r"|Foreign Ministry|Foreign Affairs Ministry|Foreign Office|Ministry of [A-Z][a-z]+|Embassy)|"
    r"(?P<government>(?:(?:[Ii]nterim|[Tt]ransitional|[Ff]ederal|[Rr]oyal|[Ll]egitimate|Provisional|Revolutionary|Military|National) ){0,5}"
    r"(?:[Gg]overnment|GOVERNMENT|[Aa]uthorities|[Rr]egime|[Aa]rmed [Ff]orces|Army|Presidency|State))|"
    r"(?P<armed>[Aa]rmed [Oo]pposition(?: [Gg]roups)?)|(?P<people>[Pp]eople|PEOPLE)|(?P<civil>[Cc]ivil [Ss]ociety))"
    r"(?:\s+(?:of|OF|for)\s+)(?:[Tt]he\s+|THE\s+)?"
)
_GROUPS = {
    "ministry": Composed.MINISTRY,
    "government": Composed.GOVERNMENT,
    "armed": Composed.ARMED_OPPOSITION,
    "people": Composed.PEOPLE,
    "civil": Composed.CIVIL_SOCIETY,
}


@cache
def _before() -> re.Pattern[str]:
    return re.compile(_BEFORE_STATE)


def after_state(text: str, end: int) -> tuple[Composed, int] | None:
    """Return what a state's name or demonym means with the words after `end`, and where they end; None without such words."""
    best: tuple[Composed, int] | None = None
    for kind, pattern in _after().items():
        match = pattern.match(text, end)
        if match and (best is None or match.end() > best[1]):
            best = kind, match.end()
    return best


def before_state(text: str) -> dict[int, tuple[Composed, int]]:
    """Return phrases such as "Government of the": where a state's name must follow, its meaning with them, and their start."""
    found: dict[int, tuple[Composed, int]] = {}
    for match in _before().finditer(text):
        found[match.end()] = _GROUPS[str(match.lastgroup)], match.start()
    return found
