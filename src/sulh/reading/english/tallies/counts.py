"""Find the numbers of a sentence that count violations, explosions, weapons, casualties or denials, with what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sulh.model import Actor, CountMeaning, TallyKind
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage
from sulh.text.numbers import SMALL_NUMBERS, NumberMention, cardinal, find_numbers

__all__ = [
    "COUNTED",
    "SMALL",
    "CountFound",
    "bare",
    "counted_numbers",
    "is_line_of_a_sheet",
    "kind_of",
    "kinds_named",
    "meaning_of",
    "times",
]

# Deaths of all sorts are counted by data sets; bulletins count casualties.
_READ = tuple(kind for kind in TallyKind if kind is not TallyKind.DEATH)
_WORDS = "|".join(rf"(?P<{kind.value}><tally_{kind.value}>)" for kind in _READ)
# What is counted, but for violations of something else: of human rights, of the airspace.
COUNTED = pattern(rf"\b(?:{_WORDS})\b(?! of (?:the |its |their |all )?+(?:<tally_other_breach>)\b)")
SMALL = "|".join(SMALL_NUMBERS)
# "1,088 airspace violations", "12 human rights violations".
_OF_OTHER_SORT = pattern(r"\b(?:<tally_other_breach>)\b")
_VERB = pattern(r"\b(?:<tally_verb>|<tally_loose_verb>)\b")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_COMPARED = re.compile(r"\bcompar\w+ (?:with|to)\b", re.IGNORECASE)
# Between a number and what it counts: "147 confirmed", but no other phrase.
_BEFORE = re.compile(r"(?: (?!and\b|in\b|of\b|on\b|to\b|or\b)(?:[^\W\d]|['’-])+){0,3} $", re.IGNORECASE)
# "41 cases of civilian casualties"; "to 41 the total number of casualties" sums up since some day.
_CASES_OF = re.compile(r" (?:(?:\w+ )?(?:cases|instances)|the (?P<sum>total number|total|number)) of(?: confirmed)? $", re.IGNORECASE)
# "Of these 504 have been ruled as violations", "it ruled 44 of them violations".
_RULED = pattern(
    r" (?:cases |of (?:them|these|those|which) )?(?:(?:have|has|had) been |were |was |are )?"
    r"(?:<tally_ruled>)(?: as| to be| to have been)?(?: (?!no\b|not\b|non)[\w’'-]+){0,2} $"
)
_RULING = pattern(r"\b(?:<tally_ruled>) $")
_OF_THEM_ALL = re.compile(r" of (?:them|these|those|which)(?: (?:as|to be))? $", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?: (?:along|across|in|inside|on) [^,;.:–—()]{1,50}?)?(?:,? recorded)? ?(?:[–—:]|- | -|\() ?$"
    r"|[^,;.:()]{0,60} (?:totall?ed|amounted to|numbered|stood at|reached) $"
)
_RECORDING = pattern(r" ?[–—-] (?:<tally_verb>) $")
_NONE = re.compile(
    r"\b(?:no|zero|not one|not a single|(?:not|n't) (?:\w+ ){1,3}any|without any|neither \w+ (?:\w+ ){1,2}any)"
    r"(?: (?!reports?\b|longer\b|more\b|information\b)[\w'’-]+){0,2} $",
    re.IGNORECASE,
)
# "19 cases were found to be no violations" counts none of them.
_FOUND_TO_BE = re.compile(r"\b(?:be|as|were|are|was|is|constituted) $", re.IGNORECASE)
# "No violations attributable to heavy weapons" says nothing of the others.
_OF_SOME = re.compile(r"(?: (?:were|was))? (?:attributable|assessed|due|caused|because|resulting|involving|by)\b", re.IGNORECASE)
# "In one incident a patrol was fired at" and "not one incident" count nothing.
_NO_COUNT = re.compile(r"\b(?:in|after|following|during|not|than) (?:a |the )?$", re.IGNORECASE)
# "The three casualties" were counted before; "Of the 35 weapons, 20 were" may begin what is said of them.
_KNOWN = re.compile(r"(?:^|(?<!over )(?<!about )(?<!than )(?<!with ))(?<!^of )\b(?:the|these|those) $", re.IGNORECASE)
# "Violations rose to 12,400 from 9,800", "fell from 900 to 310".
_EXACT = "(?:(?:<tally_about>|<tally_at_least>|<tally_at_most>) )?"
_MOVED = pattern(
    r"\b(?:<tally_moved>)\b(?: \w+ly| further| again)?(?: by [^.;()]{1,40}?)?,?"
    rf"(?: from {_EXACT}(?P<before>\d[\d,]*)(?P<then>[^.;()]{{0,60}}?))? to {_EXACT}(?P<now>\d[\d,]*)\b"
    rf"(?:,? (?:up |down )?from {_EXACT}(?P<former>\d[\d,]*)\b)?"
)
_OF_THEM = re.compile(r" of (?:them|these|those|which)\b", re.IGNORECASE)
# "Heard 30 explosions 8-10km north-west" tells of one hour and spot, and sums up no days.
_SIGHTED = re.compile(
    r"(?: [^,.;()]{0,40}?)?,? \(?(?:at )?(?:an assessed (?:distance|range) of )?\d[\d.,–-]* ?k?m (?:north|south|east|west)"
)
_RATE = pattern(r"\b(?:<tally_rate>)\b")
_CLAUSE = re.compile(r"[.;:–—()]|, (?!\d)| and ")
_CHANGE = pattern(r"\b(?:(?:<tally_change>) of|by) (?:[\w'’-]+ ){0,2}$")
_SO_FAR = re.compile(r"\btotal(?: number)?\b|\bsince the beginning of\b", re.IGNORECASE)
_SUM = re.compile(r"\btotal(?: number)?(?: of)? $", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|at|is|was|reached|stands at)(?: now)? $", re.IGNORECASE)
# "Ranging from 510 on Tuesday to 1,460": no sum.
_FROM = re.compile(r"\b(?:from|between) (?:[a-z]+ )?\d[\d,]*(?: (?:on|in) [\w ]{1,20})? (?:to|and) $", re.IGNORECASE)
_UNINTERRUPTED = pattern(r"\b(?:uninterrupted|continuous|incessant) (?:[\w'’-]+ ){0,3}(?:<tally_fire>)\b")
_COMMIT = pattern(r"\b(?:<tally_commit>)\b")
_SAY = pattern(r"\b(?:<tally_say>)\b")
_DEED = pattern(
    r"(?<!\bwere )(?<!\bwas )(?<!\bbeen )(?<!\bbeing )\b(?:<tally_commit>)\b(?: (?:the )?(?:<truce_word>)\b[^.;]{0,40}?)?[^.;]{0,70}?"
    rf"\b(?P<times>(?:\d[\d,]*|{SMALL}) times|twice|once)\b"
)
# "The ceasefire regime was violated 8,292 times": nobody says by whom.
_SUFFERED = pattern(
    r"\b(?:<truce_word>)(?: regime| agreement)? (?:was|were|has been|have been|had been) (?:violated|breached|broken)"
    rf" (?:(?:<tally_at_least>|<tally_about>|<tally_at_most>) )?(?P<times>(?:\d[\d,]*|{SMALL}) times|twice)\b"
)
# "On three occasions violated the ceasefire".
_ON_OCCASIONS = pattern(
    rf"\bon (?P<times>(?:\d[\d,]*|{SMALL}) occasions),? (?:have |has |had )?(?:<tally_commit>)\b[^.;]{{0,40}}?\b(?:<truce_word>)"
)
_TRUCE_NEAR = pattern(r"\b(?:<truce_word>|agreement|fire|fired)\b|\bshelled\b.*\b(?:<tally_shelled_at>)\b")
_COUNTING = pattern(r"\b(?:<tally_side>)\b [^.;,]{0,90}?\b(?:<tally_verb>)\b")
_CASES = re.compile(r"\b(?P<violation>cases)\b(?= in\b)")
# How often those who watch were kept from moving: "the mission's freedom of movement was restricted 28 times", "on 39 occasions".
_RESTRICTED = pattern(
    r"\b(?:<tally_movement>)\b[^.;:(]{0,80}?\b(?:<tally_restricted>)\b|\b(?:<tally_restricted>) (?:\w+ )?(?:<tally_movement>)\b"
    r"|\brefused (?:access|passage|entry|permission)\b|\b(?:<tally_kept>) from (?:<tally_kept_from>)\b"
    r"|\b(?:<tally_met_restrictions>) restrictions\b"
)
# "17 instances in which its movement was restricted", "in four instances its teams were refused access".
_OFTEN_AHEAD = re.compile(
    rf"(?:\b(?P<times>(?:\d[\d,]*|{SMALL}) (?:instances|occasions|cases))(?: (?:in|on|when|where)){{1,2}}(?: which)?"
    rf"|^(?:in|on) (?P<first>(?:\d[\d,]*|{SMALL}) (?:instances|occasions|cases)),?) [^,.;:()]{{0,30}}$",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    rf"(?:\bon )?(?P<times>\b(?:\d[\d,]*|{SMALL}) (?:times|occasions|instances)\b|\b(?:twice|once(?! more| again))\b)", re.IGNORECASE
)
_BUT = re.compile(r"\b(?:but|except)(?: for)? $", re.IGNORECASE)
# How often one of several did it is no count of all.
_BY_SOME = re.compile(r"\bby [^,.;()]{1,60}\($", re.IGNORECASE)
_FAR = re.compile(r"[.;:]|\b(?:including|when|where|which|while|of them)\b|\((?!\d)", re.IGNORECASE)
# A line of a sheet: "Turkish side: 5 violations".
_ROW = pattern(r"\b(?:<tally_side>)\W{0,2}:")
# "Number of ceasefire violations: 2,904", "Movement restricted: 33 times": the line says what its number counts.
_LINE = pattern(
    rf"^\W*(?:(?:total|number|confirmed|of|recorded|reported|registered|civilian|all|new|the|movement|freedom) ){{0,5}}"
    rf"(?:{_WORDS.replace('?P<', '?P<line_')}|movement <tally_restricted>)(?: (?:recorded|reported|registered|confirmed))?:\s*"
    r"(?:(?:<tally_at_least>|<tally_at_most>|<tally_about>) )?\d[\d,]*(?=\s*(?:$|[,(;.–-]|(?:times|occasions|in|up|down|and)\b))"
)
_PART = re.compile(
    r"\W*(?:(?:the|an?|over|about|almost|more than|vast|large) )*(?:majority|most|half|third|quarter|bulk) of ", re.IGNORECASE
)
_MEANINGS = (
    (CountMeaning.AT_LEAST, pattern(r"\b(?:<tally_at_least>) (?:the )?$")),
    (CountMeaning.AT_MOST, pattern(r"\b(?:<tally_at_most>) (?:the )?$")),
    (CountMeaning.ABOUT, pattern(r"(?:\b(?:<tally_about>)|[~≈]) ?(?:the )?$")),
)
_AGAINST = re.compile(
    r"\bcompar\w+ (?:\w+ )?(?:with|to)\b|\bas against\b|\b(?:up|down) from\b|\b(?:previous|preceding|prior)\b", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:previous|preceding|prior)\b", re.IGNORECASE)
# "Compared with the previous week, the mission recorded ...": what follows is of the week reported on.
_OPENING = re.compile(r"^\W*(?:as |when )?compared (?:with|to) [^,.;]*,", re.IGNORECASE)
_NEAR = 60
# Ways in which somebody counts, says or compares.
_SAID = (_VERB, _COMPARED, _ROW, _LINE, _COMMIT, _SAY, _MOVED, _SUFFERED)


@dataclass(frozen=True, slots=True)
class CountFound:
    """One number of a sentence with what it counts; offsets within the sentence.

    `earlier` is a number of the days before, which others are compared with; `so_far` one that is summed up since some day; `done` a deed
    of the side before it ("violated the ceasefire five times"); `part` belongs to a sentence about most of the cases. `place` is set where
    it is known already: that of the number it is compared with, or one of its own behind numbers that share their noun; `by` and `of`
    where it is a part that one side reported or that is laid to one. `goes_on`: a part of what the sentence before counted.
    """

    kind: TallyKind
    count: int | None
    meaning: CountMeaning | None
    start: int
    end: int
    earlier: bool = False
    so_far: bool = False
    done: bool = False
    part: bool = False
    place: str | None = None
    by: Actor | None = None
    of: Actor | None = None
    goes_on: bool = False
    whole: CountFound | None = None  # the number that it is a part of or shares its noun with: of the same side and days


def counted_numbers(passage: Passage) -> list[CountFound]:
    """Return the numbers that stand beside what they count, in order; none where nobody counts, says or compares."""
    text = passage.text
    nouns = list(COUNTED.finditer(text))
    if _COUNTING.search(text):
        nouns = sorted([*nouns, *_CASES.finditer(text)], key=lambda one: one.start())
    denied = _RESTRICTED.search(text)
    if not (nouns or denied or _UNINTERRUPTED.search(text) or _DEED.search(text) or _SUFFERED.search(text) or _ON_OCCASIONS.search(text)):
        return []
    joined = _HYPHEN.sub("", text)  # a verb that a line end broke
    if not (denied or any(said.search(text) for said in _SAID) or _VERB.search(joined)):
        return []
    numbers = _numbers(passage)
    found = [made for one in numbers if (made := _counted(text, one, nouns, numbers))]
    found += _zeros(text, nouns)
    found += _deeds(text)
    found += _restrictions(text)
    found += _moved(text, nouns, found)
    if (fire := _UNINTERRUPTED.search(text)) is not None:
        found.append(CountFound(TallyKind.VIOLATION, None, CountMeaning.UNINTERRUPTED, fire.start(), fire.end()))
    return sorted(found, key=lambda one: one.start)


def kinds_named(text: str) -> list[TallyKind]:
    """Return what a sentence speaks of counting, in order, whether with numbers or not."""
    return [kind_of(one) for one in COUNTED.finditer(text)] + ([TallyKind.DENIAL] if _RESTRICTED.search(text) else [])


def is_line_of_a_sheet(text: str) -> bool:
    """Return whether a line only says what it counts and how many: "Explosions: 287"."""
    return _LINE.match(text) is not None


def bare(words: str) -> str:
    """Return the words without those at their end that say how exact the next number is."""
    for _, said in _MEANINGS:
        words = said.sub("", words)
    return words


def meaning_of(ahead: str) -> CountMeaning | None:
    """Return what a number means by the words before it; None where it is exact."""
    return next((meaning for meaning, said in _MEANINGS if said.search(ahead)), None)


def kind_of(noun: re.Match[str]) -> TallyKind:
    """Return the kind of a match of `COUNTED`."""
    return TallyKind(noun.lastgroup or "violation")


def times(words: str) -> int | None:
    """Return how often something was: "twice", "12 times", "on three occasions"."""
    said = words.lower()
    return {"once": 1, "twice": 2}.get(said) or cardinal(re.sub(r" (?:times|occasions|instances)$", "", said))


def _numbers(passage: Passage) -> list[NumberMention]:
    dates = [(one.start - passage.start, one.end - passage.start) for one in passage.dates]
    return [one for one in find_numbers(passage.text) if not any(start <= one.start < end for start, end in dates)]


def _zeros(text: str, nouns: Sequence[re.Match[str]]) -> Iterator[CountFound]:
    for noun in nouns:
        none = _NONE.search(text[: noun.start()])
        if none is not None and not _OF_SOME.match(text, noun.end()) and not _FOUND_TO_BE.search(text[: none.start()]):
            yield CountFound(kind_of(noun), 0, None, none.start(), noun.end(), _is_earlier(text, none.start()))


def _deeds(text: str) -> Iterator[CountFound]:
    """How often a side is said to have broken the truce: "violated the ceasefire five times", "twice"."""
    for match in _DEED.finditer(text):
        if _TRUCE_NEAR.search(match[0]):
            at = match.start("times")
            yield CountFound(TallyKind.VIOLATION, times(match["times"]), meaning_of(text[:at]), at, match.end(), done=True)
    for match in (*_SUFFERED.finditer(text), *_ON_OCCASIONS.finditer(text)):
        at = match.start("times")
        yield CountFound(TallyKind.VIOLATION, times(match["times"]), meaning_of(text[:at]), at, match.end())


def _moved(text: str, nouns: Sequence[re.Match[str]], found: Sequence[CountFound]) -> Iterator[CountFound]:
    """What a number rose or fell to, and from what: "violations rose to 12,400 from 9,800"."""
    for match in _MOVED.finditer(text):
        noun = next((one for one in reversed(nouns) if one.end() <= match.start()), None)
        if noun is None or re.search(r"[.;:]", text[noun.end() : match.start()]) or _RATE.search(text[: match.start()]):
            continue
        for name in ("now", "before", "former"):
            at = match.start(name)
            if match[name] and not any(one.start <= at < one.end for one in found):
                count, meaning = int(match[name].replace(",", "")), meaning_of(text[:at])
                yield CountFound(kind_of(noun), count, meaning, at, match.end(name), earlier=name != "now")


def _restrictions(text: str) -> Iterator[CountFound]:
    """How often movement was restricted: one number, or several with a place each."""
    for match in _RESTRICTED.finditer(text):
        if (ahead := _OFTEN_AHEAD.search(text[: match.start()])) is not None:
            at = ahead.start("times" if ahead["times"] else "first")
            count = times((ahead["times"] or ahead["first"]).replace("cases", "times"))
            yield CountFound(TallyKind.DENIAL, count, meaning_of(text[:at]), at, match.end(), _is_earlier(text, at))
        far = _FAR.search(text, match.end() + text.startswith(":", match.end()))
        for one in _OFTEN.finditer(text, match.end(), far.start() if far else len(text)):
            at = one.start("times")
            if _BUT.search(text, match.end(), at) or _BY_SOME.search(text, match.end(), at):
                continue
            yield CountFound(TallyKind.DENIAL, times(one["times"]), meaning_of(text[:at]), at, one.end(), _is_earlier(text, at))


def _counted(text: str, number: NumberMention, nouns: Sequence[re.Match[str]], others: Sequence[NumberMention]) -> CountFound | None:
    """A number with what it counts, where that stands directly beside it."""
    ahead = text[: number.start]
    if (number.value == 1 and _NO_COUNT.search(ahead)) or _KNOWN.search(ahead):
        return None
    if _CHANGE.search(ahead) or _is_rate(text, number):
        return None
    sum_up = _SO_FAR.search(ahead) if _TO.search(bare(ahead)) and not _FROM.search(ahead) else None
    if sum_up is not None and nouns and nouns[0].start() < number.start:
        return CountFound(kind_of(nouns[0]), number.value, meaning_of(ahead), sum_up.start(), number.end, so_far=True)
    behind = next((one for one in nouns if one.start() >= number.end), None)
    if behind is not None and _SIGHTED.match(text, behind.end()):
        return None
    between = text[number.end : behind.start()] if behind is not None else ""
    if behind is not None and any(number.end <= one.start < behind.start() for one in others):
        behind, between = None, ""  # the number of something else: "In Sector 5 three incidents"
    if behind is not None and kind_of(behind) is TallyKind.VIOLATION and _OF_OTHER_SORT.search(between):
        return None
    cases = _CASES_OF.fullmatch(between)
    if behind is not None and (cases or _BEFORE.fullmatch(between) or _is_ruled(ahead, between)):
        return CountFound(
            kind_of(behind), number.value, meaning_of(ahead), number.start, behind.end(), _is_earlier(text, number.start),
            so_far=_SUM.search(bare(ahead)) is not None or bool(cases and cases["sum"]), part=_is_part(ahead),
        )  # fmt: skip
    before = next((one for one in reversed(nouns) if one.end() <= number.start), None)
    if before is None or any(_BEFORE.fullmatch(text[one.end : before.start()]) for one in others if one.end <= before.start()):
        return None
    between = bare(text[before.end() : number.start])
    if _BEHIND.fullmatch(between) or _RECORDING.fullmatch(between) or _OF_THEM.match(text[number.end :]):
        earlier = _is_earlier(text, number.start, number.end)
        return CountFound(kind_of(before), number.value, meaning_of(ahead), number.start, number.end, earlier, part=_is_part(ahead))
    return None


def _is_ruled(ahead: str, between: str) -> bool:
    """Whether so many cases were ruled to be what is counted."""
    return _RULED.fullmatch(between) is not None or (_OF_THEM_ALL.fullmatch(between) and _RULING.search(bare(ahead))) is not None


def _is_rate(text: str, number: NumberMention) -> bool:
    """Whether a number is an average: "on average, 195 violations a day"."""
    ahead = _CLAUSE.split(text[max(0, number.start - _NEAR) : number.start].replace("verage, ", "verage "))[-1]
    behind = _CLAUSE.split(text[number.end : number.end + _NEAR])[0]
    return _RATE.search(f"{ahead}|{behind}") is not None


def _is_part(ahead: str) -> bool:
    return _PART.match(re.split(r"[.;]", ahead)[-1]) is not None


def _is_earlier(text: str, start: int, end: int | None = None) -> bool:
    """Whether a number is of the days before: it is compared with, or "in the previous period" begins its clause or follows in brackets."""
    clause = _OPENING.sub("", re.sub(r"\([^()]*\)", "", re.split(r";|\.\s|, (?:while|and) ", text[:start])[-1]))
    if _AGAINST.search(clause):
        return True
    bracket = re.match(r"[^().;]{0,60}\)", text[end:]) if end is not None else None
    return bracket is not None and _EARLIER.search(bracket[0]) is not None
