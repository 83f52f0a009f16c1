"""What was to be done and is done: "will exchange the lists" became "exchanged the lists", the same verb of the same subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sulh.wording.substance.parts import TermTable, TermWord
from sulh.wording.substance.sides import Side, Span, is_other_form, is_same_word, share
from sulh.wording.substance.terms import bare_words

__all__ = ["deed_changes"]

# Wordings that share less are about something else.
_ALIKE = 0.5
# So many words at most stand between a subject and what it is to do: "have committed themselves to"; in Arabic with the subject.
_LONGEST = 8
# A word of what is done is as long at least; the first of so many after the verb is compared.
_SOLID, _REACH = 4, 3
# What is done by somebody or to something.
_ACTIVE, _PASSIVE = "active", "passive"
# The kinds of words that leave something to be done; the last stand among them.
_LEAVING = ("promise", "modal", "pledge", "auxiliary")
# The letters of a short stem, and of an ending at most: "отвести", "отвели"; "abrirán", "abrieron".
_SHORT_STEMS, _STEM, _ENDING = ("ru", "es"), 3, 4
_ARABIC_FUTURE, _ARABIC_PERSONS = "\u0633", "\u064a\u062a\u0646"
_ARABIC_AND, _ARABIC_ON, _ARABIC_BY = "\u0648", "\u0639\u0644\u0649", "\u0628"

DeedChange = tuple[Span, Span]


class _Said(NamedTuple):
    """The words `[low, high)` that say what somebody does, the last of which is the verb, and whether it is done to the subject."""

    low: int
    high: int
    voice: str


def deed_changes(one: Side, other: Side, table: TermTable) -> list[DeedChange]:
    """Return the words of the earlier and the later text of which one leaves to be done what the other says was done."""
    if table.language is None or share(one, other) < _ALIKE:
        return []
    find = _arabic if table.language == "ar" else _found
    done = [(_span(one, left), _span(other, deed)) for left, deed in find(one, other, table)]
    return done + [(_span(one, deed), _span(other, left)) for left, deed in find(other, one, table)]


def _span(side: Side, said: _Said) -> Span:
    return side.parts[said.low].start, side.parts[said.high - 1].end


def _found(left: Side, right: Side, table: TermTable) -> Iterator[tuple[_Said, _Said]]:
    """Yield what one text leaves to be done and the other says was done: after the same word, and of the same thing."""
    for low in range(1, len(right.parts)):
        before = right.shared.get(low - 1)
        deed = None if before is None or _is_parted(right.parts, low) else _deed(right, table, low)
        if before is None or deed is None:
            continue
        promise = _promise(left, table, before + 1, right.parts[deed.high - 1].key)
        if promise is not None and promise.voice == deed.voice and _is_of_one_thing(left, right, promise.high, deed.high):
            yield promise, deed


def _is_parted(parts: Sequence[TermWord], at: int) -> bool:
    return at >= len(parts) or parts[at].before.strip() not in ("", "'", "\u2019")


def _deed(side: Side, table: TermTable, low: int) -> _Said | None:
    """Return a verb that says what was done, with its auxiliaries, that begins at `low`."""
    parts = side.parts
    aux = table.match("done", parts, low)
    if aux is not None:
        at = low + aux[0]
        if _is_parted(parts, at) or not _ends(side, at, "participle", table):
            return None
        return _Said(low, at + 1, aux[1])
    if _ends(side, low, "past", table):
        return _Said(low, low + 1, _ACTIVE)
    return None


def _ends(side: Side, at: int, tense: str, table: TermTable) -> bool:
    """Return whether a word has an ending of a tense, or is a form that the table has; some endings are told by their accent alone."""
    part = side.parts[at]
    if len(part.key) < _SOLID:
        return False
    if table.has(f"{tense}_form", part.key):
        return True
    ending = max((keys[0] for keys in table.forms.get(f"{tense}_ending", ()) if part.key.endswith(keys[0])), key=len, default="")
    if not ending or not table.has("accented", ending):
        return bool(ending)
    return side.text[part.start : part.end].casefold() != part.key


def _promise(side: Side, table: TermTable, low: int, deed: str) -> _Said | None:
    """Return the words that leave the verb of a deed to be done, which begin at `low`."""
    parts = side.parts
    at, voice, led = low, _ACTIVE, False
    while at < len(parts) and at - low < _LONGEST and not _is_parted(parts, at):
        if _is_same_verb(parts[at].key, deed, table):
            in_the_future = voice == _ACTIVE and _ends(side, at, "future", table)
            return _Said(low, at + 1, voice) if led or in_the_future else None
        match = next(((kind, found) for kind in _LEAVING if (found := table.match(kind, parts, at)) is not None), None)
        if match is None:
            return None
        kind, (size, meaning) = match
        led = led or kind != "auxiliary"
        voice = _PASSIVE if kind == "promise" and meaning == _PASSIVE else voice
        at += size
    return None


def _is_same_verb(one: str, deed: str, table: TermTable) -> bool:
    """Return whether two words are forms of one verb, which the table has where the language changes its stem: "withdrew"."""
    known = table.forms.get("past_form", {})
    if is_same_word(one, deed) or one == known.get((deed,)) or one == table.forms.get("participle_form", {}).get((deed,)):
        return True
    if table.language not in _SHORT_STEMS:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, deed, strict=False)) if a != b), min(len(one), len(deed)))
    return same >= _STEM and max(len(one), len(deed)) - same <= _ENDING


def _is_of_one_thing(left: Side, right: Side, low: int, high: int) -> bool:
    """Return whether a word of what is done that follows the verb is the same in both texts, or neither goes on."""
    behind = [at for at in range(high, min(high + _REACH, len(right.parts))) if len(right.parts[at].key) >= _SOLID]
    if not behind:
        return high == len(right.parts) and low == len(left.parts)
    near = range(low, low + _REACH + 1)
    return any(right.shared.get(at) in near for at in behind)


def _arabic(left: Side, right: Side, table: TermTable) -> Iterator[tuple[_Said, _Said]]:
    """Yield the same for Arabic, in which the verb stands before its subject: "will hand over the parties", "agreed the parties on"."""
    for at, part in enumerate(left.parts[:-1]):
        key = part.key.removeprefix(_ARABIC_AND)
        future = len(key) > _SOLID and key[0] == _ARABIC_FUTURE and key[1] in _ARABIC_PERSONS
        if not future and not table.has("promise", key):
            continue
        subject = left.shared.get(at + 1)
        if not subject:
            continue
        deed = right.parts[subject - 1].key.removeprefix(_ARABIC_AND)
        if future:
            if _is_arabic_deed(deed, key, table) and is_other_form(key, deed):
                yield _Said(at, at + 1, _ACTIVE), _Said(subject - 1, subject, _ACTIVE)
            continue
        verb = next((place for place in range(at + 2, min(at + _LONGEST, len(left.parts))) if _is_what_is_left(left.parts, place)), None)
        if verb is None or not any(is_other_form(word, deed) for word in bare_words(left.parts[verb].key)):
            continue
        if _is_arabic_deed(deed, key, table) and any(place in left.shared for place in range(verb + 1, verb + _REACH)):
            yield _Said(at, verb + 1, _ACTIVE), _Said(subject - 1, subject, _ACTIVE)


def _is_arabic_deed(deed: str, promise: str, table: TermTable) -> bool:
    """Return whether a verb says what was done: it is neither in the future nor in the present, and no promise itself."""
    present = deed[:1] == _ARABIC_PERSONS[0] or deed == promise[1:]
    future = deed[:1] == _ARABIC_FUTURE and deed[1:2] in tuple(_ARABIC_PERSONS)
    return not present and not future and deed != promise and not table.has("promise", deed)


def _is_what_is_left(parts: Sequence[TermWord], at: int) -> bool:
    """Return whether a word is what an Arabic verb of promising leads to: after "on", or joined to "by"."""
    return parts[at - 1].key == _ARABIC_ON or (parts[at].key[0] == _ARABIC_BY and len(parts[at].key) >= _SOLID)
