"""Find on which day a truce that is in force began, or ended, where no verb of its own says so: "since 5 July", "on its sixth day"."""

from __future__ import annotations

import datetime as dt
import re

from sulh.reading.english.context import Context
from sulh.reading.english.truce_grammar import heads_of, is_wished, verb_above
from sulh.reading.lexicon import pattern
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention
from sulh.text.numbers import find_ordinals

__all__ = ["dated", "expired_on", "in_force_since", "is_its_date"]

_OF_DATE = re.compile(r"\s+(?:agreement\s+|accord\s+|deal\s+|pact\s+)?(?:of|in|from|dated)\s+(?:the\s+)?", re.IGNORECASE)
# "a truce all over Syria from 30 December"
_FROM = re.compile(r"(?:\s+[\w-]+){0,5}\s+(?:from|as\s+of)\s+(?:midnight\s+(?:on|of)\s+)?")
# "the 1994 ceasefire": the year that tells one truce from others
_YEAR_BEFORE = re.compile(r"\s+(?:[A-Z][\w-]+\s+)?(?:[\w-]+-(?:brokered|mediated)\s+)?$")
_SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)
# "now in its third day", "entered its second day"; "on the sixth day of the pause"
_ITS_DAY = pattern(r"\b(?:in|into|enters|entered|entering|reached|completed)\s+(?:its|their)\s+(?P<day>[\w-]+)\s+day\b")
_DAY_OF = pattern(
    r"\b(?:on|is|was|marks|marked|during|of)\s+(?:the\s+)?(?P<day>[\w-]+(?:\s+and\s+[\w-]+)?)\s+day"
    r"\s+of\s+(?:the|a|an|this|that|its)\s+(?:[\w-]+\s+){0,4}?$"
)
_LAST = pattern(r"\b(?:last|final|closing)$")
_BEGAN = pattern(r"(?:<truce_began>)\b")
_LONG = 10  # code points of a date that is complete to the day
_MANY = 60


def in_force_since(context: Context, passage: Passage, truce: re.Match[str]) -> str | None:
    """Return the day (EDTF) since which a truce has been in force: that of a "since" in its own clause, of a verb that says that it began,
    or counted back from "its sixth day".
    """
    what = passage.token_at(passage.start + truce.end() - 1)
    if what is not None and is_wished(passage, what):
        return None
    for mention in passage.dates:
        since = mention.since or _SINCE.search(passage.text[: mention.start - passage.start])
        known = mention.kind in ("day", "month", "weekday", "relative", "year")
        if known and ((since and _is_in_clause(passage, mention.start, what)) or _is_of_beginning(passage, mention, what)):
            return context.date(mention, future=False).start
    return _counted_back(context, passage, truce)


def dated(context: Context, passage: Passage, truce: re.Match[str], *, wished: bool) -> str | None:
    """Return the date that tells one truce from others: "the ceasefire agreement of September 2006", "the 1994 ceasefire"."""
    of, start = _OF_DATE.match(passage.text, truce.end()), _FROM.match(passage.text, truce.end())
    for mention in passage.dates:
        at = mention.start - passage.start
        if of is not None and at == of.end() and mention.kind in ("day", "month", "year"):
            return context.date(mention, future=False).start
        if start is not None and at == start.end() and mention.kind == "day" and not wished:
            return context.date(mention, future=False).start
        between = passage.text[mention.end - passage.start : truce.start()] if mention.end - passage.start < truce.start() else ""
        if mention.kind in ("year", "month") and _YEAR_BEFORE.fullmatch(between) and mention.text[-1].isdigit():
            return context.date(mention, future=False).start
    return None


def is_its_date(passage: Passage, truce: re.Match[str], mention: DateMention) -> bool:
    """Return whether a date only tells which truce is meant: "the truce of April 2022"."""
    of = _OF_DATE.match(passage.text, truce.end())
    return of is not None and of.end() == mention.start - passage.start


def expired_on(context: Context, passage: Passage, truce: re.Match[str]) -> str | None:
    """Return the day that a sentence calls the last of a truce, once it has come: "on the final day of the truce"."""
    called = _DAY_OF.search(passage.text[: truce.start()])
    if called is None or not _LAST.search(called["day"]):
        return None
    day = _day_told(context, passage)
    return day if day is not None and context.anchor is not None and day <= context.anchor else None


def _is_in_clause(passage: Passage, at: int, what: ParsedToken | None) -> bool:
    """Return whether the nearest verb above a place stands above the truce too, or says something of it; or none stands above either."""
    date = passage.token_at(at)
    if date is None or what is None:
        return True
    verb = verb_above(passage, date)
    if verb is None or verb == verb_above(passage, what):
        return True
    return _is_of(passage, passage.tokens[verb], what)


def _is_of(passage: Passage, verb: ParsedToken, what: ParsedToken) -> bool:
    """Return whether a truce, or the agreement on it, is the subject of a verb or has it in a clause of its own."""
    heads = heads_of(passage, what)
    subjects = {t.i for t in passage.children(verb, "nsubj", "nsubjpass")}
    return bool(subjects & heads) or (verb.dep in ("relcl", "acl") and verb.head in heads)


def _is_of_beginning(passage: Passage, mention: DateMention, what: ParsedToken | None) -> bool:
    """Return whether a date is that of a verb by which the truce began: "a truce which took hold on Tuesday"."""
    date = passage.token_at(mention.start)
    verb = verb_above(passage, date) if date is not None else None
    if verb is None or what is None or mention.until:
        return False
    began = passage.tokens[verb]
    helped = passage.children(began, "aux", "neg")
    return (
        began.tag in ("VBD", "VBN")
        and _BEGAN.match(passage.text, began.start - passage.start) is not None
        and all(t.lower in ("had", "has", "have") for t in helped)
        and _is_of(passage, began, what)
    )


def _counted_back(context: Context, passage: Passage, truce: re.Match[str]) -> str | None:
    """Return the first day of a truce of which a sentence tells the how manieth it is on."""
    called = _DAY_OF.search(passage.text[: truce.start()])
    if called is None:
        called = _ITS_DAY.search(passage.text, truce.end())
        what = passage.token_at(passage.start + truce.end() - 1)
        day = passage.token_at(passage.start + called.start("day")) if called is not None else None
        if day is None or what is None or not _is_its_own(passage, day, what):
            return None
    assert called is not None
    number = find_ordinals(called["day"].split(" ")[0])
    told = _day_told(context, passage)
    if not number or told is None or number[0][2] > _MANY:
        return None
    return (dt.date.fromisoformat(told) - dt.timedelta(days=number[0][2] - 1)).isoformat()


def _is_its_own(passage: Passage, day: ParsedToken, what: ParsedToken) -> bool:
    """Return whether "its" in "its third day" is the truce: the verb above is said of it, or the words hang on it."""
    verb = verb_above(passage, day)
    heads = heads_of(passage, what)
    return verb is None or verb in (verb_above(passage, what), *heads) or _is_of(passage, passage.tokens[verb], what)


def _day_told(context: Context, passage: Passage) -> str | None:
    """Return the day that a sentence is about: the only one that it names, else the day of publication."""
    named = [one for one in passage.dates if one.kind in ("day", "weekday", "relative") and not one.since and not one.until]
    if len(named) > 1:
        return None
    day = context.date(named[0], future=False).start if named else context.anchor
    return day if day is not None and len(day) == _LONG and day[:4].isdigit() and "X" not in day else None
