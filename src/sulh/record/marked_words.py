"""What words that a person marked in a document yield by themselves: actors, dates, places, issues, a role, the meeting spoken of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from sulh.actors import Authority
from sulh.actors.places import Gazetteer
from sulh.model import ActorKind, InvalidError, RecordError, Role
from sulh.model.kinds import Kind, Property, PropertyType
from sulh.model.serial import actor_json
from sulh.model.vocabulary import RETIRED
from sulh.record.decisions import check_span
from sulh.record.naming import actor_named
from sulh.record.queries.documents import document
from sulh.record.queries.main_meetings import main_meetings
from sulh.record.queries.visible import claims, names
from sulh.record.shapes import DocumentRef, Viewer
from sulh.text.dates import find_dates
from sulh.text.edtf import earliest, precision
from sulh.text.issues import find_issues
from sulh.text.numbers import find_numbers, find_ordinals
from sulh.text.sentences import split_sentences
from sulh.words import choices, office_before, without_titles

__all__ = ["MarkedWords", "find_words", "marked_words", "span_of_letters", "suggested"]

_BETWEEN_NAMES = re.compile(r"\s*(?:,|,?\s*\band\b)?\s*(?:the\s+)?", re.IGNORECASE)
_AROUND_NAME = "\"'“”‘’«»()[].,،;:- \t\n"
_LONGEST_NAME = 10  # words
_SHORT = 3  # letters of words that are written small within a name: "of", "for", "and"
_SORTS = ("kind", "what")  # properties that say of what sort a thing is; whether it was held or is planned no word of its own tells
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){0,9}")


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """The words [start, end) of a document and what was recognised in them; `actors` are plain JSON as claims write them.

    `meeting` is the meeting that the words most likely speak of, `role` what the sentence calls the first actor, `until` whether
    the date is the last day for something: by its words, or as it lies after the document. `around` has the facts that are claimed of a
    longer stretch of text around the words, the shortest first: the name of the kind and the fact as its claim writes it. `called` is
    what a new actor would be called, where the words name nobody whom the record or the authority file knows, and `sort` its kind; `name`
    the words as a name, whomever it means, without titles before it and the office after a comma.
    """

    document: DocumentRef
    start: int
    end: int
    words: str
    actors: tuple[dict[str, str], ...] = ()
    first: str | None = None
    last: str | None = None
    until: bool = False
    city: str | None = None
    country: str | None = None
    issues: tuple[str, ...] = ()
    number: int | None = None
    ordinal: int | None = None
    role: str | None = None
    meeting: str | None = None
    around: tuple[tuple[str, Any], ...] = ()
    name: str = ""
    called: str = ""
    sort: str = ActorKind.UNKNOWN.value


def span_of_letters(text: str, before: int, count: int) -> tuple[int, int]:
    """The span that begins after `before` letters and signs and holds `count` of them, blanks uncounted.

    What a page shows has other blanks than the text. Raises InvalidError where the text is shorter.
    """
    places = [at for at, one in enumerate(text) if not one.isspace()]
    if count < 1 or before < 0 or before + count > len(places):
        raise InvalidError("these words do not stand in the document as it is now: load the page again and mark them once more")
    return places[before], places[before + count - 1] + 1


def find_words(text: str, quoted: str) -> tuple[int, int] | None:
    """Where words stand in a text, whatever blanks and quotation marks they are copied with; None where they do not."""
    parts = quoted.split()
    if not parts:
        return None
    pattern = r"\s+".join(re.sub(r"[\"“”„«»]", r"[\"“”„«»]", re.escape(part)) for part in parts)
    found = re.search(pattern, text) or re.search(pattern, text, re.IGNORECASE)
    return found.span() if found else None


def marked_words(viewer: Viewer, name: str, start: int, end: int) -> MarkedWords:
    """What the words [start, end) of a document yield. Raises RecordError for a document or span that is not there."""
    found = document(viewer, name)
    quoted = check_span(found.ref.id, (start, end))
    published = found.ref.published
    actors: dict[str, dict[str, str]] = {}
    mentions = Authority.default().find(quoted)
    for one in mentions:
        actors.setdefault(one.actor.id, actor_json(one.actor))
    name = _as_name(quoted) or _as_name(without_titles(quoted))
    if not actors and name and (own := _of_record(viewer, name)):
        actors[own["id"]] = own
    first, last, until = _dates(quoted, published)
    located = Gazetteer.default().find(quoted)
    places = [one.place for one in located]
    cities = [one for one in places if one.kind == "city"]
    dated = [(one.start, one.end) for one in find_dates(quoted)]
    numbers = [one.value for one in find_numbers(quoted) if not any(low <= one.start < high for low, high in dated)]
    ordinals = [value for low, _, value in find_ordinals(quoted) if not any(begin <= low < end for begin, end in dated)]
    sentence = _around(found.text, start, end)
    at = start + _list_end(quoted, [(one.start, one.end) for one in mentions]) if mentions else end
    return MarkedWords(
        found.ref,
        start,
        end,
        quoted,
        tuple(actors.values()),
        first,
        last,
        until,
        cities[0].name if cities else None,
        next((one.country for one in (*cities, *places) if one.country), None),
        tuple(dict.fromkeys(one.issue.value for one in find_issues(quoted))),
        next(iter(numbers), None),
        next(iter(ordinals), None),
        _role(found.text, sentence, start, at),
        _meeting(viewer, found.ref.id, sentence),
        tuple(_facts_around(viewer, found.ref.id, start, end)),
        _as_name(without_titles(re.split("[,،]", quoted)[0])),
        *(() if actors or dated or any(one.end - one.start >= len(name) for one in located) else _new_actor(name)),
    )


def _as_name(quoted: str) -> str:
    """The words as a name, without the signs and the article around them; empty where they are none."""
    name = " ".join(quoted.strip(_AROUND_NAME).split())
    name = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    long = [word for word in name.split() if len(word) > _SHORT]
    # In a script without capitals, such as Arabic, any few words may be a name.
    is_name = bool(long) and len(name.split()) <= _LONGEST_NAME and name[:1].isalpha() and not any(word.islower() for word in long)
    return name if is_name and not re.search(r"[.!?؟:;]\s", name) else ""


def _of_record(viewer: Viewer, name: str) -> dict[str, str] | None:
    """The one actor that is called so, of those that people added to the record too."""
    try:
        return dict(actor_named(viewer, name))
    except RecordError:
        return None


def _new_actor(name: str) -> tuple[str, str]:
    from sulh.reading.english.unlisted.bodies import kind_of

    return name, str(kind_of(name) or ActorKind.UNKNOWN)


def suggested(kind: Kind, marked: MarkedWords) -> dict[str, Any]:
    """Values for the properties of a kind, as far as the words yield them: a beginning that a person looks over."""
    made: dict[str, Any] = {}
    actors = list(marked.actors)
    for one in kind.values:
        value = _held(kind, one, marked, actors)
        if value not in (None, [], ""):
            made[one.name] = value
    dates = [one.name for one in kind.values if one.holds is PropertyType.DATE]
    if marked.first and dates:
        made["due" if marked.until and "due" in dates else dates[0]] = marked.first
        if marked.last and "end" in dates:
            made["end"] = marked.last
    return made | _person(kind, marked)


def _held(kind: Kind, one: Property, marked: MarkedWords, actors: list[dict[str, str]]) -> Any:
    if one.holds is PropertyType.ACTOR:
        # A part of what somebody says is theirs, whatever places and others it names.
        said = next((fact.get(one.name) for name, fact in marked.around if name == kind.name), None) if one.many else None
        if said:
            return said
        return actors if one.many else (actors.pop(0) if actors else None)
    if one.codes is not None and one.codes.__name__ == "Issue":
        return list(marked.issues) if one.many else next(iter(marked.issues), None)
    if one.codes is not None and one.codes.__name__ == "Role":
        return marked.role or Role.PARTICIPANT.value  # which says no more than that somebody was there
    if one.name in _SORTS and one.vocabulary and not one.many:
        return _sort_named(one.vocabulary, marked)
    plain = {
        PropertyType.PLACE: marked.city,
        PropertyType.COUNTRY: marked.country,
        PropertyType.COUNT: marked.number,
        PropertyType.ORDINAL: marked.ordinal,
    }
    return marked.words[:500] if one.name in ("text", kind.written) else plain.get(one.holds)


def _sort_named(vocabulary: str, marked: MarkedWords) -> str | None:
    """The one code of a vocabulary that the words call by its name in the language of the document: "the shelling of the market"."""
    called = choices(vocabulary, language=marked.document.language or "en")
    named = [code for code, label in called if re.search(rf"\b{re.escape(label)}\b", marked.words, re.IGNORECASE)]
    return named[0] if len(named) == 1 else None


def _person(kind: Kind, marked: MarkedWords) -> dict[str, Any]:
    """A person's name at the beginning of the words, and the office after the comma or before the name."""
    if not any(one.holds is PropertyType.PERSON for one in kind.values):
        return {}
    name, _, rest = marked.words.partition(",")
    found = _NAME.match(name.strip())
    made: dict[str, Any] = {"name": without_titles(found[0]) or found[0]} if found else {}
    office = re.split(r"\s+(?:for|of)\s+the\s+(?=[A-Z])|[,;]", rest.strip())[0].strip()
    office = office or (office_before(found[0]) if found else "")
    return made | ({"office": office} if office else {})


def _dates(quoted: str, published: str | None) -> tuple[str | None, str | None, bool]:
    anchor = published if published and precision(published) == "day" else None
    for one in find_dates(quoted):
        span = one.resolve(anchor, future=True if one.until else None)
        if span.start:
            ahead = anchor is not None and (earliest(span.start) or date.min) > date.fromisoformat(anchor)
            return span.start, span.end if span.end != span.start else None, one.until or ahead
    return None, None, False


def _facts_around(viewer: Viewer, source: str, start: int, end: int) -> Iterator[tuple[str, Any]]:
    """Facts whose own words hold these and more, the shortest first, as they were decided."""
    own = claims(viewer).filter(source=source, start__lte=start, end__gte=end, property=F("mention__kind")).exclude(status__in=RETIRED)
    for kind, value, decided in own.order_by(F("end") - F("start"), "seq").values_list("property", "value", "decided"):
        yield str(kind), json.loads(decided or value)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences that the words stand in."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    paragraph = text[low : len(text) if high < 0 else high]
    touched = [one for one in split_sentences(paragraph) if one.start + low < end and one.end + low > start]
    return (touched[0].start + low, touched[-1].end + low) if touched else (start, end)


def _list_end(text: str, names: list[tuple[int, int]]) -> int:
    """Where the list ends that the first of these names begins: "Iran, Russia and Türkiye"."""
    end = names[0][1]
    for low, high in names[1:]:
        if _BETWEEN_NAMES.fullmatch(text, end, low) is None:
            break
        end = high
    return end


def _role(text: str, sentence: tuple[int, int], start: int, end: int) -> str | None:
    """What the sentence calls those whom the words name: after them ("were there as observers"), or just before ("observers from")."""
    from sulh.reading.english.default_roles import AFTER, BEFORE

    after, before = text[end : sentence[1]], text[sentence[0] : start]
    for role, pattern in AFTER:
        if pattern.search(after):
            return role.value
    found = [(match.end(), role.value) for role, pattern in BEFORE for match in pattern.finditer(before)]
    return max(found)[1] if found else None


def _meeting(viewer: Viewer, source: str, sentence: tuple[int, int]) -> str | None:
    """The meeting that claims on the same sentence are about, else the one that the document is mainly about, else the last before."""
    own = claims(viewer).filter(source=source, mention__meeting__isnull=False, start__lt=sentence[1])
    inside = own.filter(end__gt=sentence[0]).order_by("start", "seq").values_list("mention__meeting", flat=True).first()
    main = main_meetings(viewer, [source], whole=False).get(source)
    before = own.order_by("-start", "seq").values_list("mention__meeting", flat=True).first()
    meant = main or inside or before
    return names(viewer, [meant]).get(meant) if meant else None
