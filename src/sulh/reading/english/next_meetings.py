"""Find the sentences that promise a next meeting: the sides "will meet again in Muscat", "the next round is to begin on 4 May"."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sulh.model import ActKind, Actor
from sulh.reading.english.act_clauses import most_named_sides, plural_holders
from sulh.reading.english.act_scopes import due_of
from sulh.reading.english.act_triggers import is_blocked
from sulh.reading.english.context import Context
from sulh.reading.english.track_names import members_of
from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.numbers import cardinal

__all__ = ["NextMeeting", "may_promise_meeting", "next_meetings"]

_CONDITIONS = word_set("act_condition")
# How far above a clause the verbs stand that say of it that it is asked, denied or hoped for.
_HIGH = 6
# Letters between a word of return and the city: "return to Juba".
_NEAR = 5
_DAY = 10


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A clause [start, end) that says that a meeting is to follow, and whose promise it is; `act` is note where it is only foreseen."""

    act: ActKind
    actors: tuple[Actor, ...]
    start: int
    end: int
    due: str | None

    def is_in(self, spans: Iterable[tuple[int, int]]) -> bool:
        """Return whether one of these spans has words of the clause, or ends where it begins."""
        return any(self.start <= end + 1 and start <= self.end for start, end in spans)


@dataclass(frozen=True, slots=True)
class _Found:
    verb: ParsedToken
    subject: ParsedToken
    form: str  # a class of the table: ahead, reported or expected
    start: int


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    with (files("sulh.data") / "next_meetings.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            found.setdefault(row["class"], []).append(row["pattern"])
    return {name: tuple(patterns) for name, patterns in found.items()}


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Compile `template` with every `<class>` replaced by the patterns of that class of the table."""
    return re.compile(re.sub(r"(?<!\?P)<(\w+)>", lambda m: f"(?:{'|'.join(_classes()[m[1]])})", template), re.IGNORECASE)


_FORMS = {
    "ahead": r"\b<ahead>\s+(?P<what><again>|<return>|<takes_place>)\b",
    "reported": r"\b<reported>\s+(?P<what><again>|<return>|<takes_place>)\b",
    "expected": r"\b<expected>\s+(?P<what><again>|<return>|<takes_place>)\b",
    "planned": r"\b(?P<what><planned_for>)\b",
    "foreseen": r"\b(?P<what><expected_for>)\b",
    "called": r"\b(?P<what><called>)\b",
    "given": r"\b<word_given>\s+(?P<what><again>)\b",
    "present": r"\b(?P<what><meets_on>)\b",
}


def may_promise_meeting(text: str) -> bool:
    """Return whether a sentence has words that promise a meeting, and so is worth parsing."""
    return any(_pattern(form).search(text) for name, form in _FORMS.items() if name != "present") or _again_soon(text)


def _again_soon(text: str) -> bool:
    follows = _pattern(r"\b(?:again|<resumes>s?|<further>|rounds?)\b").search(text)
    return follows is not None and _pattern(r"\b<meets_on>\b").search(text) is not None


def next_meetings(context: Context, passage: Passage, speaker: Sequence[Actor], *, alone: bool) -> list[NextMeeting]:
    """Return the promises of a next meeting in a parsed sentence; `speaker` spoke last, `alone` says that it states no other act."""
    if passage.heading or passage.text.rstrip("\u201d\u2019\"' ").endswith("?"):
        return []
    if (line := _line(context, passage)) is not None:
        return [line]
    found: list[NextMeeting] = []
    for one in _candidates(passage, context):
        start, end = _span(passage, one, alone=alone)
        if any(other.start < end and start < other.end for other in found):
            continue
        due = due_of(context, passage, ActKind.AGREE, ((start, end),)) or _due(context, passage, start, end)
        if due is None and one.form == "reported" and _is_past(context, passage, start, end):
            continue
        actors = _holders(context, passage, tuple(speaker), one)
        is_weak = one.form in ("expected", "foreseen") or _pattern("<hearsay>").search(passage.text) is not None
        act = ActKind.NOTE if is_weak else ActKind.AGREE if len(actors) > 1 else ActKind.DECIDE
        found.append(NextMeeting(act, actors, start, end, due))
    return found


def _line(context: Context, passage: Passage) -> NextMeeting | None:
    """Return what a line without a verb says of the next meeting: "Next session: 12 July, Port Helm"."""
    is_line = _pattern("<line>").fullmatch(passage.text) is not None
    if not is_line or any(t.tag in ("VBD", "VBZ", "VBP", "MD", "VB") for t in passage.tokens):
        return None
    due = _due(context, passage, passage.start, passage.end)
    sides = most_named_sides(context, passage.start)
    act = ActKind.AGREE if len(sides) > 1 else ActKind.DECIDE
    return NextMeeting(act, sides, passage.start, passage.end, due) if due is not None else None


def _candidates(passage: Passage, context: Context) -> Iterator[_Found]:
    seen: set[int] = set()
    for form, template in _FORMS.items():
        for match in _pattern(template).finditer(passage.text):
            token = passage.token_at(passage.start + match.start("what"))
            verb = _verb(passage, token) if token is not None else None
            above = next((t for t in passage.tokens if t.dep == "ROOT"), verb) if form == "given" else verb
            subject = context.subject_token(passage, above) if verb is not None and above is not None else None
            if verb is None or subject is None or verb.i in seen or subject.start > passage.start + match.start("what"):
                continue
            if form == "present" and verb.tag not in ("VBP", "VBZ"):
                continue
            if _fits(passage, context, form, match, subject) and not _is_open(passage, verb, form):
                seen.add(verb.i)
                yield _Found(verb, subject, form, passage.start + match.start())


def _verb(passage: Passage, token: ParsedToken) -> ParsedToken | None:
    """Return the main verb of "be held", "is planned": the token or the verb that it helps."""
    node = token
    while node.dep in ("aux", "auxpass") and node.head != node.i:
        node = passage.tokens[node.head]
    return node if node.tag.startswith(("VB", "JJ")) else None


def _fits(passage: Passage, context: Context, form: str, match: re.Match[str], subject: ParsedToken) -> bool:
    """Return whether the words promise a further meeting of this subject: of sides that meet again, of a round that follows."""
    what, rest = match["what"], passage.text[match.end() :]
    if form == "called":
        return _is_ahead(context, passage, match)
    meeting = _is_meeting(subject) and not _is_of_another_matter(passage, subject)
    if form == "present":
        again = re.match(r"\s+(?:\w+\s+)?(?:again|once\s+more)\b", rest) is not None and _is_side(passage, context, subject)
        follows = meeting and (_is_further(passage, subject) or _pattern(r"<resumes>s?").fullmatch(what) is not None)
        back = _pattern("<returns>").fullmatch(what) is not None and _is_side(passage, context, subject) and _to_city(passage, match)
        return (again or follows or back) and _is_ahead(context, passage, match)
    if not meeting and _pattern("<again>").fullmatch(what):
        return _is_side(passage, context, subject)
    if meeting:
        return _is_further(passage, subject) or _pattern("<resumes>").fullmatch(what) is not None
    if _pattern("<return>").fullmatch(what) is None:
        return False
    return _is_side(passage, context, subject) and _to_city(passage, match)


def _to_city(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether a city stands behind the words: "return to Juba"."""
    at = passage.start + match.end()
    return any(0 <= place.start - at <= _NEAR and place.place.kind == "city" for place in passage.places)


def _is_of_another_matter(passage: Passage, subject: ParsedToken) -> bool:
    """Return whether a round is one of something else than talks: "the next round of elections"."""
    if subject.lower.removesuffix("s") != "round":
        return False
    of = (t for prep in passage.children(subject, "prep") if prep.lower == "of" for t in passage.children(prep, "pobj"))
    return any(not _is_meeting(t) and not any(r.start <= t.start < r.end for r in passage.references) for t in of)


def _is_meeting(subject: ParsedToken) -> bool:
    return subject.lower.removesuffix("s") in _meeting_nouns() or subject.lower in _meeting_nouns()


@cache
def _meeting_nouns() -> frozenset[str]:
    return word_set("numbered_noun") | word_set("talks_noun") | word_set("gathering_noun") | word_set("sheet_noun")


def _is_further(passage: Passage, subject: ParsedToken) -> bool:
    """Return whether a meeting follows others by its words: "the next round", "a further session", "round seven"."""
    low, _ = passage.subtree(subject)
    behind = passage.tokens[subject.i + 1 : subject.i + 2]
    counted = any(t.text.isdigit() or cardinal(t.lower) is not None for t in behind)
    return counted or _pattern(r"\b<further>\b").search(passage.between(low, subject.start)) is not None


def _is_side(passage: Passage, context: Context, subject: ParsedToken) -> bool:
    return subject.lower in word_set("plural_speaker") | word_set("speaker") or bool(context.actors_of(passage, subject))


def _is_open(passage: Passage, verb: ParsedToken, form: str) -> bool:
    """Return whether nothing is promised: what is negated, asked, hoped for, on a condition, or only told with "when"."""
    if is_blocked(passage, verb) or _negated(passage, verb):
        return True
    marks = {t.lower for t in passage.children(verb, "mark", "advmod") if t.start < verb.start}
    if marks & (_CONDITIONS | {"when", "where", "how", "while", "although"}):
        return True
    below = (t for clause in passage.children(verb, "advcl") for t in passage.children(clause, "mark"))
    if any(t.lower in ("if", "unless", "provided") for t in below):
        return True
    before = passage.text[: verb.start - passage.start]
    if _pattern("<unsure>").search(before) is not None:
        return True
    return form == "reported" and not _is_reported(passage, verb)


def _negated(passage: Passage, verb: ParsedToken) -> bool:
    node = verb
    for _ in range(_HIGH):
        if any(t.dep == "neg" or t.lower in ("never", "nor", "neither", "hardly") for t in passage.children(node)):
            return True
        for subject in passage.children(node, "nsubj", "nsubjpass"):
            words = {subject.lower, *(t.lower for t in passage.children(subject, "det"))}
            if words & {"no", "neither", "nobody", "none"}:
                return True
        if node.head == node.i or node.dep in ("conj", "relcl", "advcl"):
            return False
        node = passage.tokens[node.head]
    return False


def _is_reported(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether a clause is what somebody said: "the mediator said that the parties would meet again"."""
    node = verb
    for _ in range(_HIGH):
        if node.head == node.i:
            break
        above = passage.tokens[node.head]
        if node.dep == "ccomp" and _pattern("<says>").fullmatch(above.text) is not None:
            return True
        node = above
    return any(_pattern("<says>").fullmatch(t.text) for t in passage.children(verb, "parataxis"))


def _span(passage: Passage, one: _Found, *, alone: bool) -> tuple[int, int]:
    """Return where the clause stands: the whole sentence where it is all of it, else from its subject to the end of what hangs on it."""
    if alone and one.verb.dep == "ROOT":
        return passage.start, passage.end
    low, high = passage.subtree(one.verb)
    start = min(passage.subtree(one.subject)[0], one.start) if one.subject.start < one.verb.start else one.start
    return passage.word_at(max(low, start) if low <= start else start), high


def _is_ahead(context: Context, passage: Passage, match: re.Match[str]) -> bool:
    """Return whether a time to come stands behind words in the present: "talks resume on Monday", "the two meet again next week"."""
    at = passage.start + match.end()
    behind = [one for one in passage.dates if one.start >= at and not one.since]
    if any(one.kind in ("relative", "window") and ((one.first.side or 0) > 0 or (one.first.shift or 0) > 0) for one in behind):
        return True
    anchor = context.anchor or ""
    resolved = (context.date(one, future=True).start or "" for one in behind)
    return len(anchor) == _DAY and any(start > anchor[: len(start)] for start in resolved)


def _due(context: Context, passage: Passage, start: int, end: int) -> str | None:
    """Return the first time to come that the clause names, as a date."""
    for mention in passage.dates:
        if start <= mention.start and mention.end <= end and not mention.since and mention.kind not in ("window", "offset"):
            told = context.date(mention, future=True).start
            anchor = (context.anchor or "")[: len(told or "")]
            if told is not None and (told > anchor or (told == anchor and mention.kind in ("part", "month"))):
                return told
    return None


def _is_past(context: Context, passage: Passage, start: int, end: int) -> bool:
    """Return whether what was to come, as somebody told it, is over on the day of the document."""
    anchor = context.anchor or ""
    dated = (one for one in passage.dates if start <= one.start < end and one.kind not in ("window", "offset"))
    return any(day is not None and day < anchor[: len(day)] for day in (context.date(one).start for one in dated))


def _holders(context: Context, passage: Passage, speaker: tuple[Actor, ...], one: _Found) -> tuple[Actor, ...]:
    """Return whose promise it is: the sides that are to meet, else those who issue the text or were named together before.

    Nobody where the words of the meeting name a format that these are not in.
    """
    subject = one.subject
    if not _is_meeting(subject):
        named = context.actors_of(passage, subject, one.verb)
        meant = plural_holders(context, subject, speaker) or ()
        return named or (meant if len(meant) > 1 else ())
    low, high = passage.subtree(subject)
    issuers = context.issuers if len(context.issuers) > 1 else ()
    sides = issuers or most_named_sides(context, subject.start) or (speaker if len(speaker) > 1 else ())
    formats = [track.name for track in passage.tracks if low <= track.start and track.end <= high]
    return sides if all({side.id for side in sides} <= members_of(name) for name in formats) else ()
