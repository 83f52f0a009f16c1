"""Extract tallies: how many violations, explosions, weapons or casualties a side or mission counted, where, and in which days.

A number that stands directly before or behind what is counted makes a tally, together with the nearest side named before it and the
days of its sentence, or else the period that the document reports on. Places with numbers of their own behind it are its split.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sulh.model import Actor, ActorKind, Citation, CountMeaning, Tally, TallyKind, TallyVerdict
from sulh.reading.english.context import Context
from sulh.reading.english.tally_places import each_in_its_place, is_of_the_same_place, place_ahead, split_by_place, stated_place
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage, unbroken
from sulh.text.dates import DateMention
from sulh.text.numbers import SMALL_NUMBERS, NumberMention, cardinal, find_numbers

__all__ = ["COUNTED", "read_tallies"]

# Deaths of all sorts are counted by data sets; bulletins count casualties.
_READ = tuple(kind for kind in TallyKind if kind is not TallyKind.DEATH)
_WORDS = "|".join(rf"(?P<{kind.value}><tally_{kind.value}>)" for kind in _READ)
# What is counted, but for violations of something else: of human rights, of the airspace.
COUNTED = pattern(rf"\b(?:{_WORDS})\b(?! of (?:the |its |their |all )?+(?:<tally_other_breach>)\b)")
# A text that counts breaches speaks of a truce, or of cases of fire.
_OF_FIRE = r"(?:cases?|facts?|incidents?) of (?:open(?:ing)? )?(?:fire|firing|shelling)"
_OF_TRUCE = pattern(rf"\b(?:<truce_word>|withdrawal lines|{_OF_FIRE})\b")
_VERB = pattern(r"\b(?:<tally_verb>)\b")
# Between a number and what it counts: "147 confirmed", but no other phrase.
_BEFORE = re.compile(r"(?: (?!and\b|in\b|of\b|on\b|to\b|or\b)(?:[^\W\d]|['’-])+){0,3} $", re.IGNORECASE)
_BEHIND = re.compile(r"(?:,? recorded)? ?(?:[–—:]|- | -|\() ?$")
_NONE = re.compile(
    r"\b(?:no|zero|not one|not a single|(?:not|n't) (?:\w+ ){1,3}any|without any)"
    r"(?: (?!reports?\b|longer\b|more\b|information\b)[\w'’-]+){0,2} $",
    re.IGNORECASE,
)
# "In one incident a patrol was fired at" and "not one incident" count nothing.
_NO_COUNT = re.compile(r"\b(?:in|after|following|during|not|than) (?:a |the )?$", re.IGNORECASE)
_OF_THEM = re.compile(r" of (?:them|these|those|which)\b", re.IGNORECASE)
_RATE = pattern(r"\b(?:<tally_rate>)\b")
_CHANGE = pattern(r"\b(?:(?:<tally_change>) of|by) (?:[\w'’-]+ ){0,2}$")
_COMPARED = re.compile(r"\bcompar\w+ (?:with|to)\b", re.IGNORECASE)
_AGAINST = re.compile(r"\bcompar\w+\b|\bas against\b|\b(?:up|down) from\b|\b(?:previous|preceding|prior)\b", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:previous|preceding|prior)\b", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:previous|preceding|prior) (?:(two|three|four|2|3|4)[- ])?(week|24[- ]hour|day|24 hours|month)", re.IGNORECASE)
_SO_FAR = re.compile(r"\btotal(?: number)?\b|\bsince the beginning of\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|at|is|was|reached|stands at)(?: now)? $", re.IGNORECASE)
_UNINTERRUPTED = pattern(r"\b(?:uninterrupted|continuous|incessant) (?:[\w'’-]+ ){0,3}(?:<tally_fire>)\b")
_SIDE = pattern(r"(?:['’]s?)? (?:\w+ )?(?:<tally_side>)\b")
# "The Russian side of the commission": the side counts, not the commission.
_OF_WHOM = pattern(r"\b(?:<tally_side>) (?:of|in) (?:the )?(?:joint )?$")
_SIDES = re.compile(r" and \w+ (?:sides|parties)\b", re.IGNORECASE)
# What a side is said to have done, and who says so.
_COMMIT = pattern(r"\b(?:<tally_commit>)\b")
_SAY = pattern(r"\b(?:<tally_say>)\b")
_TIMES = pattern(rf"\b(?:<tally_commit>)\b[^.;]{{0,70}}?\b(?P<times>(?:\d[\d,]*|{'|'.join(SMALL_NUMBERS)}) times|twice|once)\b")
_TRUCE_NEAR = pattern(r"\b(?:<truce_word>|agreement|fire|fired)\b")
_COUNTING = pattern(r"\b(?:<tally_side>)\b [^.;,]{0,90}?\b(?:<tally_verb>)\b")
_CASES = re.compile(r"\b(?P<violation>cases)\b(?= in\b)")
_BY = re.compile(r"(?: that (?:were|was))?(?: committed| carried out)? by (?:the )?$", re.IGNORECASE)
# A line of a sheet: "Turkish side: 5 violations".
_ROW = pattern(r"\b(?:<tally_side>)\W{0,2}:")
_BOTH = re.compile(r" and (?:the )?$")
_CUT_OFF = re.compile(r"\b(?:as of|until|by) (\d{1,2}[:.]\d{2})(?: ?(?:hrs?|hours|h))?\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:none of (?:them|these|those|the \w+)|(?:can|could|did|does)(?: ?not|n't) confirm|not (?:been )?confirmed|unconfirmed"
    r"|confirmed (?:none|no\b)|confirmed ?[-–—:] ?0\b)",
    re.IGNORECASE,
)
_ADMITTED = re.compile(r"\b(?:confirmed (?:all|both|every)|all of (?:them|these) (?:were|have been) confirmed)\b", re.IGNORECASE)
_PARTLY = re.compile(r"\bconfirmed ?[-–—:] ?[1-9]|\bconfirmed (?:only )?(?:some|one|two|three|part)\b", re.IGNORECASE)
_MEANINGS = (
    (CountMeaning.AT_LEAST, pattern(r"\b(?:<tally_at_least>) (?:the )?$")),
    (CountMeaning.AT_MOST, pattern(r"\b(?:<tally_at_most>) (?:the )?$")),
    (CountMeaning.ABOUT, pattern(r"(?:\b(?:<tally_about>)|[~≈]) ?(?:the )?$")),
)
_AFTER_COMPARED = re.compile(r"(?: the)?(?: [\d,.]+(?: recorded)?,?)?(?: and)? ?", re.IGNORECASE)
_ON = re.compile(r" (?:(?:were|was) recorded )?(?:on|in|during) (?:the )?", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from|beginning of|start of)(?: the)?(?: (?:beginning|start) of(?: the)?)? $", re.IGNORECASE)
_DATED = frozenset({"day", "weekday", "relative", "month", "year"})
_FEW = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_DAY = dt.timedelta(days=1)
_NEAR = 60


@dataclass(frozen=True, slots=True)
class _Count:
    """One number of a sentence with what it counts; offsets within the sentence. `earlier` is the days that it is compared with."""

    kind: TallyKind
    count: int | None
    meaning: CountMeaning | None
    start: int
    end: int
    earlier: bool = False
    so_far: bool = False
    done: bool = False  # told as a deed of the side before it: "violated the ceasefire five times"


@dataclass(frozen=True, slots=True)
class _Days:
    start: str | None = None
    end: str | None = None


class _Reported:
    """What counting sentences take over from those before: who counts, the days that the document reports on, and the place."""

    def __init__(self) -> None:
        self.by: Actor | None = None
        self.days = _Days()
        self.place: str | None = None


def read_tallies(context: Context) -> tuple[Tally, ...]:
    """Return the tallies in text order, each cited by its sentence; one that is repeated is returned once, with the fuller wording.

    A number that is compared with, of the days before, is a tally of those days where the text says how long they were. Averages,
    changes and shares are no tallies.
    """
    if not _OF_TRUCE.search(context.document.text):
        return ()
    reported, found = _Reported(), dict[tuple[object, ...], Tally]()
    before: list[Tally] = []
    for passage in context.passages:
        if passage.heading:
            continue
        cite = context.cite(passage.start, passage.end)
        made = list(_of_passage(context, unbroken(passage), reported, cite))
        if not made and before and (verdict := _verdict(passage, 0)):
            made, before = [replace(one, verdict=verdict[0], verdict_by=verdict[1]) for one in before if one.by != verdict[1]], []
        for one in made:
            key = (one.what, one.by, one.start, one.end, one.place, one.count is None)
            known = found.get(key)
            if known is None or (known.verdict is None and one.verdict is not None and one.count == known.count):
                found[key] = one
        before = _last_side(made) or before
    return tuple(sorted(_with_one_body(found.values()), key=lambda one: one.cite.start))


def _with_one_body(found: Iterable[Tally]) -> Iterator[Tally]:
    """What no side is named for is of the one body that counts in this document, where there is one: "the Mission" before its name."""
    made = list(found)
    sides = {one.by for one in made if one.by is not None}
    only = next(iter(sides)) if len(sides) == 1 else None
    for one in made:
        yield replace(one, by=only) if one.by is None and only is not None and only.kind is not ActorKind.STATE else one



def _last_side(made: Sequence[Tally]) -> list[Tally]:
    return [one for one in made if one.by == made[-1].by and one.verdict is None and not one.place] if made else []


def _of_passage(context: Context, passage: Passage, reported: _Reported, cite: Citation) -> Iterator[Tally]:
    counts = _counts(passage)
    if not counts:
        return
    for number, one in enumerate(counts):
        own = _days(context, passage, reported, one)
        until = counts[number + 1].start if number + 1 < len(counts) else len(passage.text)
        doer = _doer(passage, one)
        sides = _reporters(passage, doer) if doer else _sides(passage, one)
        sides = sides or ((reported.by,) if reported.by and reported.by != doer else ())
        if sides and not one.earlier:
            reported.by = sides[-1]
        days = _earlier(passage, one, own, until) if one.earlier else _so_far(context, passage, one, own)
        if days is None:
            continue
        for side in sides or (None,):
            for made in _tallies(passage, one, until, side, days, cite, reported):
                yield replace(made, of=doer)
        if own.start and not one.earlier and not one.so_far and any(it.kind in ("range", "window") for it in passage.dates):
            reported.days = own


def _tallies(
    passage: Passage, one: _Count, until: int, side: Actor | None, days: _Days, cite: Citation, reported: _Reported
) -> Iterator[Tally]:
    verdict = _verdict(passage, one.end, until) or (None, None)
    cut_off = _CUT_OFF.search(passage.text)
    whole = Tally(one.kind, cite, one.count, one.meaning, side, days.start, days.end, cut_off[1] if cut_off else None)
    whole = replace(whole, verdict=verdict[0], verdict_by=verdict[1] if verdict[1] != side else None)
    if each := each_in_its_place(passage, one.count, one.end, until):
        yield from (replace(whole, place=name, count=count) for name, count in each)
        return
    place = stated_place(passage, one.start, one.end, until) or (place_ahead(passage, one.start) if one.done else None)
    if place is None and is_of_the_same_place(passage, one.end, until):
        place = reported.place
    reported.place = place or reported.place
    split = split_by_place(passage, one.end, until) if place is None and not one.earlier else ()
    yield replace(whole, place=place)
    for name, count in split:
        yield replace(whole, count=count, meaning=None, place=name, verdict=None, verdict_by=None)


def _doer(passage: Passage, one: _Count) -> Actor | None:
    """Whom the cases are laid to: the side before a verb of doing ("the militia committed 18 violations"), or behind "violations by"."""
    sides = list(_named_sides(passage))
    behind = next((actor for start, _, actor in sides if start >= one.end and _BY.fullmatch(passage.text[one.end : start])), None)
    if behind is not None:
        return behind
    ahead = [(end, actor) for _, end, actor in sides if end <= one.start]
    if not ahead:
        return None
    between = passage.text[ahead[-1][0] : one.start]
    done = list(_COMMIT.finditer(between))
    counted = list(_VERB.finditer(between))
    return ahead[-1][1] if one.done or (done and not (counted and counted[-1].start() > done[-1].start())) else None


def _reporters(passage: Passage, doer: Actor) -> tuple[Actor, ...]:
    """Who says that a side did it: the body or side beside a verb of saying, other than the side itself."""
    for start, end, actor in _named_sides(passage):
        near = passage.text[max(0, start - 25) : start] + " | " + passage.text[end : end + 25]
        if actor != doer and _SAY.search(near):
            return (actor,)
    return ()


def _counts(passage: Passage) -> list[_Count]:
    """The numbers of a sentence that count something, in order."""
    text = passage.text
    nouns = list(COUNTED.finditer(text))
    if _COUNTING.search(text):
        nouns = sorted([*nouns, *_CASES.finditer(text)], key=lambda one: one.start())
    if not (nouns or _UNINTERRUPTED.search(text) or _TIMES.search(text)):
        return []
    if not (_VERB.search(text) or _COMPARED.search(text) or _ROW.search(text) or _COMMIT.search(text) or _SAY.search(text)):
        return []
    dates = [(one.start - passage.start, one.end - passage.start) for one in passage.dates]
    numbers = [one for one in find_numbers(text) if not any(start <= one.start < end for start, end in dates)]
    found = [made for one in numbers if (made := _counted(text, one, nouns, numbers))]
    found += [_Count(_kind(noun), 0, None, none.start(), noun.end()) for noun in nouns if (none := _NONE.search(text[: noun.start()]))]
    found += _deeds(text)
    if (fire := _UNINTERRUPTED.search(text)) is not None:
        found.append(_Count(TallyKind.VIOLATION, None, CountMeaning.UNINTERRUPTED, fire.start(), fire.end()))
    found.sort(key=lambda one: one.start)
    return sorted([*found, *_compared(text, numbers, found)], key=lambda one: one.start)


def _deeds(text: str) -> Iterator[_Count]:
    """How often a side is said to have broken the truce: "violated the ceasefire five times", "twice"."""
    for match in _TIMES.finditer(text):
        if _TRUCE_NEAR.search(match[0]):
            times = match["times"].lower()
            count = {"once": 1, "twice": 2}.get(times) or cardinal(times.removesuffix(" times"))
            yield _Count(TallyKind.VIOLATION, count, _meaning(text[: match.start("times")]), match.start("times"), match.end(), done=True)


def _counted(text: str, number: NumberMention, nouns: Sequence[re.Match[str]], others: Sequence[NumberMention]) -> _Count | None:
    """A number with what it counts, where that stands directly beside it."""
    ahead = text[: number.start]
    if number.value == 1 and _NO_COUNT.search(ahead):
        return None
    if _CHANGE.search(ahead) or _RATE.search(text[max(0, number.start - _NEAR) : number.end + _NEAR]):
        return None
    if (sum_up := _SO_FAR.search(ahead)) and _TO.search(_bare(ahead)) and nouns and nouns[0].start() < number.start:
        return _Count(_kind(nouns[0]), number.value, _meaning(ahead), sum_up.start(), number.end, so_far=True)
    behind = next((one for one in nouns if one.start() >= number.end), None)
    if behind is not None and _BEFORE.fullmatch(text[number.end : behind.start()]):
        return _Count(_kind(behind), number.value, _meaning(ahead), number.start, behind.end(), _is_earlier(text, number.start))
    before = next((one for one in reversed(nouns) if one.end() <= number.start), None)
    if before is None or any(_BEFORE.fullmatch(text[one.end : before.start()]) for one in others if one.end <= before.start()):
        return None
    if _BEHIND.fullmatch(_bare(text[before.end() : number.start])) or _OF_THEM.match(text[number.end :]):
        return _Count(_kind(before), number.value, _meaning(ahead), number.start, number.end, _is_earlier(text, number.start, number.end))
    return None


def _bare(words: str) -> str:
    """The words without those at their end that say how exact the next number is."""
    for _, said in _MEANINGS:
        words = said.sub("", words)
    return words


def _meaning(ahead: str) -> CountMeaning | None:
    return next((meaning for meaning, said in _MEANINGS if said.search(ahead)), None)


def _kind(noun: re.Match[str]) -> TallyKind:
    return TallyKind(noun.lastgroup or "violation")


def _is_earlier(text: str, start: int, end: int | None = None) -> bool:
    """Whether a number is of the days before: it is compared with, or "in the previous period" begins its clause or follows in brackets."""
    clause = re.sub(r"\([^()]*\)", "", re.split(r";|\.\s|, (?:while|and) ", text[:start])[-1])
    if _AGAINST.search(clause):
        return True
    bracket = re.match(r"[^().;]{0,60}\)", text[end:]) if end is not None else None
    return bracket is not None and _EARLIER.search(bracket[0]) is not None


def _compared(text: str, numbers: Sequence[NumberMention], found: Sequence[_Count]) -> Iterator[_Count]:
    """Numbers without a noun that those found are compared with, in the same order: "compared with 5,200 and 1,700, respectively"."""
    kinds = [one.kind for one in found if not one.earlier]
    said = _COMPARED.search(text)
    taken = {one.start for one in found} | {one.end for one in found}
    if not said or not kinds:
        return
    bare = [one for one in numbers if one.start >= said.end() and one.start not in taken and one.end not in taken]
    near = [one for one in bare if one.start - said.end() <= _NEAR and not any(said.end() <= it.start < one.start for it in found)]
    for kind, one in zip(kinds, near, strict=False):
        if _AFTER_COMPARED.fullmatch(_bare(text[said.end() : one.start])):
            yield _Count(kind, one.value, _meaning(text[: one.start]), one.start, one.end, earlier=True)


def _days(context: Context, passage: Passage, reported: _Reported, one: _Count) -> _Days:
    """The days that a number is of: a range or window of its sentence, the day or month named last before it or directly behind, else those
    of the report."""
    own = [it for it in passage.dates if it.kind == "range" or not (it.until or _begins(passage, it))]
    for kinds in (("range",), ("window",)):
        if (found := next((it for it in own if it.kind in kinds), None)) is not None:
            return _span(context, found)
    dated = [it for it in own if it.kind in _DATED]
    ahead = [it for it in dated if it.end - passage.start <= one.start]
    behind = [it for it in dated if _ON.fullmatch(passage.between(passage.start + one.end, it.start))]
    if ahead or behind:
        return _span(context, (behind or ahead[-1:])[0])
    return reported.days if reported.days.start else _Days(context.document.published if _daily(context) else None)


def _begins(passage: Passage, mention: DateMention) -> bool:
    """Whether a count runs from this date on: "since 1 January", "since the beginning of 2020"."""
    return _SINCE.search(passage.between(passage.start, mention.start)) is not None


def _daily(context: Context) -> bool:
    return re.search(r"\b(?:24 hours|past day|last day|daily (?:bulletin|report))\b", context.document.text, re.IGNORECASE) is not None


def _span(context: Context, mention: DateMention) -> _Days:
    span = context.date(mention, future=False)
    return _Days(span.start, span.end)


def _earlier(passage: Passage, one: _Count, own: _Days, until: int) -> _Days | None:
    """The days before those of the report, where the sentence says how long they were."""
    said = _LENGTH.search(passage.text[one.end :]) or _LENGTH.search(passage.text[:until])
    first = _as_day(own.start)
    if said is None or first is None:
        return None
    unit = said[2].lower()
    if unit == "month":
        return None
    length = (7 if unit == "week" else 1) * _FEW.get((said[1] or "").lower(), 1)
    start, end = first - length * _DAY, first - _DAY
    return _Days(start.isoformat(), None if start == end else end.isoformat())


def _as_day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written or "")
    except ValueError:
        return None


def _so_far(context: Context, passage: Passage, one: _Count, own: _Days) -> _Days:
    """The days of a count; one that is summed up since some day begins there, and ends with the report."""
    since = next((it for it in passage.dates if it.kind != "range" and _begins(passage, it)), None)
    if since is not None and (one.so_far or since.start - passage.start < one.start):
        start = _span(context, since).start
        first = f"{start}-01-01" if start and re.fullmatch(r"\d{4}", start) else start
        return _Days(first, own.end or (own.start if own.start != start else None))
    year = next((it for it in passage.dates if it.kind == "year"), None) if one.so_far else None
    return _span(context, year) if year else own


def _sides(passage: Passage, one: _Count) -> tuple[Actor, ...]:
    """Who counted: the side or body named last before the number, or behind "by"."""
    sides = list(_named_sides(passage))
    near = [at for at, (_, end, _) in enumerate(sides) if end <= one.start]
    behind = next((actor for start, _, actor in sides if start >= one.end and re.search(r"\bby (?:the )?$", passage.text[:start])), None)
    if behind is not None and not near:
        return (behind,)
    if not near:
        return ()
    last = near[-1]
    joined = last and _BOTH.fullmatch(passage.text[sides[last - 1][1] : sides[last][0]])
    return tuple(actor for _, _, actor in sides[last - 1 if joined else last : last + 1])


def _named_sides(passage: Passage) -> Iterator[tuple[int, int, Actor]]:
    """Each side or body of a sentence that may count, with where it stands: "the Russian side", "Russia's representation", the mission."""
    for one in passage.references:
        if len(one.actors) != 1:
            continue
        start, end = one.start - passage.start, one.end - passage.start
        if _OF_WHOM.search(passage.text, 0, start):
            continue
        side = _SIDE.match(passage.text, end)
        paired = _SIDES.match(passage.text, end)
        if side or paired or one.agent:
            yield start, side.end() if side and not paired else end, one.actors[0]


def _verdict(passage: Passage, start: int, end: int | None = None) -> tuple[TallyVerdict, Actor | None] | None:
    """What the other side is said to say of the cases, and which side that is, between two offsets of a sentence."""
    words = passage.text[start:end]
    for verdict, said in ((TallyVerdict.NOT_CONFIRMED, _REFUSED), (TallyVerdict.PARTLY, _PARTLY), (TallyVerdict.CONFIRMED, _ADMITTED)):
        if (match := said.search(words)) is not None:
            own = [it for it in _named_sides(passage) if start <= it[0] and (end is None or it[0] < end)]
            by = next((actor for at, _, actor in own if abs(at - start - match.start()) <= 2 * _NEAR), None)
            return verdict, by
    return None

