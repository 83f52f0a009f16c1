"""Where and when that happened which a sentence of a monitoring report tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sulh.reading.english.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention

__all__ = ["Days", "days_of", "held_area", "is_wide", "place_of"]

# A name of up to three words, also "Malakal and Panyikang Counties".
_WORD = r"(?-i:(?!(?:Your|Executive|Dear|The|On|In|At)\b)[A-ZÀ-Þ][\w’'-]*\w(?!-))"
_JOINT = r"(?:el|al|de|and(?-i:(?= [A-Z][\w-]+ (?:Counties|[Rr]egions|States)\b)))"
_NAME = rf"{_WORD}(?: (?:{_JOINT} )?{_WORD}){{0,2}}"
_LEAD = r"\b(?P<lead><place_lead>) (?:the )?(?:so-called )?(?:[“\"‘']?[\w-]+[”\"’']?-controlled )?"
_KIND = r"(?:(?:[\w-]+ ){0,2}(?:<place_kind>) (?:of|called|near) (?:the )?)?"
_SOMEWHERE = pattern(rf"{_LEAD}{_KIND}(?P<name>{_NAME})")
_HELD = pattern(
    r"\b(?:<tally_held>|(?:non ?- ?)?government-? ?controlled areas?|areas? not controlled by the Government)(?: of [A-Z]\w+(?: region)?)?"
)
_WIDE = pattern(r"(?:\b(?:<place_wide>)$|^(?:<place_wide>)\b)")
_AREA = pattern(r"\b(?:<place_named>)$")
_NO_PLACE = pattern(r"\b(?:<no_place>)\b")
_WAY = re.compile(r"\b(?:to|from|towards?) (?:the )?$", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:based|stationed) $|\([^)]*$")
# "Soldiers from the barracks" came from there, and did elsewhere what they did.
_FROM_THERE = pattern(r"\b(?:<those_who_come>) from (?:the )?$")
# Forms of mentions of actors that may be places.
_PLACE_FORMS = ("capital", "name", "city")
# Nobody is stood in: a name behind these words is no person's, but for one of several words.
_WITHIN = frozenset({"in", "at", "near", "around", "inside", "outside"})
# Words before a place written in capitals.
_STATIC = frozenset({"in", "at", "near", "around", "attacking", "attacked"})
_OF_AGREEMENT = pattern(r"\b(?:<not_of_incident>)(?:[^.;]{0,25}|[^.;]{0,110} of (?:the )?)$")
_TOLD = pattern(r"\b(?:<telling>)\b")
_SINCE = re.compile(r"\bsince (?:the )?(?:\w+ of )?$", re.IGNORECASE)
_SENT = pattern(r"\b(?:<letter_sent>)\b(?:(?! that\b)[^.;,]){0,30}?(?: (?:on|in)(?: the)?)? $")
# A scan leaves signs between the digits of a day and its month: "24'* December".
_SCANNED_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[^\w\s.,:;)]{1,3} $")
_MONTH = re.compile(r"\d{4}-\d{2}")
_NEAR = 90
# Shorter names all in capitals are taken for abbreviations.
_LONG = 4


@dataclass(frozen=True, slots=True)
class Days:
    """When something happened, and the day on which it was told, where the sentence says that too."""

    start: str | None = None
    end: str | None = None
    told: str | None = None


def place_of(context: Context, passage: Passage, deed: int) -> str | None:
    """Return where a deed that is named at an offset of a sentence was done: the place named first closely behind it, else the last named
    before it; a province, or a place that somebody came from or went to, only where nothing narrower is named."""
    found = list(_places(context, passage))
    narrow = [(at, name) for at, name in found if not is_wide(name)]
    there_itself = [(at, name) for at, name in narrow if not _WAY.search(passage.text[:at])]
    for there in (there_itself, narrow, found):
        behind = [name for at, name in there if deed <= at <= deed + _NEAR]
        before = [name for at, name in there if at < deed]
        if there:
            return (behind or before[-1:] or [there[0][1]])[0]
    return None


def is_wide(name: str) -> bool:
    """Whether a name is that of a province or state."""
    return _WIDE.search(name) is not None


def held_area(text: str) -> str | None:
    """Return the area that a sentence names by who holds it: "areas not controlled by the Government"."""
    held = _HELD.search(text)
    return re.sub(" ?- ?", "-", held[0]) if held else None


def _places(context: Context, passage: Passage) -> Iterator[tuple[int, str]]:
    """The places named in a sentence, with where; those in brackets, and where a team is based, are not of what was done."""
    for found in _SOMEWHERE.finditer(passage.text):
        at, until = passage.start + found.start("name"), passage.start + found.end("name")
        # "in Kang Abar SPLM forces": the name ends where a party's begins
        until = min([until, *(it.start for it in passage.references if at < it.start < until)])
        name = re.sub(r"['’]s$", "", passage.between(at, until).strip())
        ahead = passage.text[: found.start("name")]
        aside = _BESIDE.search(passage.text[: found.start()]) or _FROM_THERE.search(ahead)
        if not (aside or _is_other(context, passage, found, at, until, name)):
            yield found.start("name"), name


def _is_other(context: Context, passage: Passage, found: re.Match[str], at: int, until: int, name: str) -> bool:
    """Whether a name is that of a party, a person, a country, a time or a thing, or an abbreviation, and no place within a country."""
    if _NO_PLACE.search(name) or any(one.start < until and at < one.end for one in passage.dates):
        return True
    if any(one.start < until and at < one.end and one.form not in _PLACE_FORMS for one in passage.references):
        return True
    known = next((one.place for one in passage.places if one.start == at), None)
    if known is not None:
        return known.kind == "country"
    within = found["lead"].lower() in _WITHIN
    people = (end - start for _, start, end in context.people_in(passage) if start <= at < end)
    person = not _AREA.search(name) and any(not within or size > len(name) for size in people)
    return person or (name.replace(" ", "").isupper() and _is_shortened(context, passage, found))


def _is_shortened(context: Context, passage: Passage, found: re.Match[str]) -> bool:
    """Whether a name in capitals is an abbreviation or part of a heading, not a place that the text writes in capitals."""
    name = found["name"]
    short = " " in name or len(name) < _LONG or not re.search("[AEIOU]", name) or f"({name})" in context.text
    beside = passage.text[: found.start("name")].split()[-3:-1]
    return short or found["lead"].lower() not in _STATIC or any(word.isupper() and len(word) > 1 for word in beside)


def days_of(context: Context, passage: Passage, deed: int) -> Days:
    """Return when a deed that is named at an offset of a sentence was done; a day that only says when somebody told of it is kept apart."""
    dated = [it for it in passage.dates if it.kind in ("day", "range", "month", "part") and not _other(passage, it)]
    told = [it for it in dated if _is_of_telling(passage, it, deed)]
    own = [it for it in dated if it not in told]
    if not own:
        return Days(told=_span(context, passage, told[0]).start if told else None)
    exact = [it for it in own if it.kind in ("day", "range")] or own
    nearest = min(exact, key=lambda it: abs(it.start - passage.start - deed))
    span = _span(context, passage, nearest)
    return Days(span.start, span.end, _span(context, passage, told[0]).start if told else None)


def _other(passage: Passage, mention: DateMention) -> bool:
    """Whether a day is that of an agreement or a meeting, or one from which a sum runs."""
    before = passage.text[: mention.start - passage.start]
    return mention.since or _OF_AGREEMENT.search(before) is not None or _SINCE.search(before) is not None


def _is_of_telling(passage: Passage, mention: DateMention, deed: int) -> bool:
    """ "On 29 May the team received information that ..." and "an allegation received on 5 March": the day of telling."""
    at, until = mention.start - passage.start, mention.end - passage.start
    telling = _TOLD.search(passage.text, until)
    between = passage.text[until : telling.start()] if telling and telling.start() < deed else None
    behind = _SENT.search(passage.text[:at]) is not None
    return behind or (at < deed and between is not None and len(between) < _NEAR and " that " not in between)


def _span(context: Context, passage: Passage, mention: DateMention) -> Days:
    span = context.date(mention, future=False)
    lead = _SCANNED_DAY.search(passage.text[: mention.start - passage.start])
    if lead is not None and span.start and _MONTH.fullmatch(span.start) and 1 <= int(lead[1]) <= 31:
        return Days(f"{span.start}-{int(lead[1]):02}")
    return Days(span.start, span.end)
