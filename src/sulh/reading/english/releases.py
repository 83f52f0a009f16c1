"""Extract releases of persons and handovers of remains: who released whom, how many, when, and whether it has happened."""

from __future__ import annotations

import re

from sulh.model import Actor, Release, ReleaseKind
from sulh.reading.english.context import Context
from sulh.reading.english.release_tables import ROW, read_table
from sulh.reading.english.truce_grammar import is_wished
from sulh.reading.lexicon import alternatives
from sulh.reading.passages import Passage
from sulh.text.numbers import find_numbers

__all__ = ["read_releases"]

PERSONS = rf"(?:{alternatives('freed_person')})"
REMAINS = rf"(?:{alternatives('freed_remains')})"
# What is freed stands behind the verb or before it; of a return, directly behind it: the return of units to barracks frees nobody.
FREED = re.compile(
    rf"\b(?:{alternatives('freeing_verb')})\b[^.;]{{0,70}}?\b(?:{PERSONS}|{REMAINS})\b"
    rf"|\b(?:return(?:ed)?|give[sn]?\s+back|gave\s+back)\s+(?:of\s+)?(?:[\w'\u2019-]+\s+){{0,3}}?(?:{PERSONS}|{REMAINS})\b"
    rf"|\b(?:{PERSONS}|{REMAINS})\b[^.;]{{0,70}}?\b(?:{alternatives('freed_verb')})\b"
    rf"|\b(?:hand(?:s|ed|ing)?|sen[dt]s?)\b[^.;]{{0,40}}?\b(?:{PERSONS}|{REMAINS})\s+(?:over|back|home)\b",
    re.IGNORECASE,
)
SWAP = re.compile(
    r"\b(?:swap\w*|exchang\w*|mutual\w*|one-for-one|each\s+(?:side|other)|both\s+sides|simultaneous\w*|at\s+the\s+same\s+(?:time|moment|hour))\b",
    re.IGNORECASE,
)
MUTUAL = re.compile(
    r"\b(?:each\s+side|both\s+sides|all\s+sides|each\s+other|between|mutual\w*|simultaneous\w*|at\s+the\s+same\s+(?:time|moment|hour))\b",
    re.IGNORECASE,
)
# "Eleven of the people whom it freed" refers to persons of an earlier release.
PART = re.compile(r"\b(?:of|among)\s+(?:the|those)\s+(?:\w+\s+){0,2}(?:who|whom|that)\b", re.IGNORECASE)
CONDITIONAL = re.compile(r"\b(?:if|unless|refus\w+|propos\w+|offer\w*)\b", re.IGNORECASE)
# Agreed, demanded or hoped for: the release has no date yet; without an agreement it is not recorded at all.
AGREED = re.compile(r"\b(?:will\s+be|to\s+be|under\s+the\s+(?:deal|agreement)|agree\w*|deal|shall)\b", re.IGNORECASE)
WISHED = re.compile(
    r"\b(?:call(?:s|ed)?\s+(?:on|upon|for)|ask(?:s|ed)?\s+(?:again\s+)?for|appeal\w*|plead\w*|opportunit\w+|urg\w+|demand\w*|advocate\s+for|hope\w*|discuss\w*|talk\w*|issues?|efforts?|negotiat\w*|should|must|need\w*|"
    r"continue\s+to|on\s+the\s+table|time\s+to|steps|working\s+group|measures|including|aiming|conclude)\b[^.;]{0,200}$",
    re.IGNORECASE,
)
# What is exchanged is not always persons.
LISTS = re.compile(
    r"\b(?:telephone|statements?|reports?|funds|video|footage|lists?|names|information|data|letters|messages|views|maps|accusations)\b",
    re.IGNORECASE,
)
# Not done, or asked for: "were not let go", "that the detainees be released".
UNDONE = re.compile(r"\b(?:not|never|no)\b|(?<!\bto)(?<!\bwill)(?<!\bshall)(?<!\bmust)(?<!\bwould)\s+be\s+(?:\w+\s+)?\w+$", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?")
THIRD = re.compile(
    r"\s+(?:stood\s+guarantee|guarant\w+|mediat\w+|brokered|facilitat\w+|as\s+guarantors|kept\s+watch|observed|oversaw)", re.IGNORECASE
)
SIDE = re.compile(r"\b(?:each\s+side|both\s+sides)\b", re.IGNORECASE)


_Key = tuple[bool, str | None, str | None, str | None, int | None]


def read_releases(context: Context) -> tuple[Release, ...]:
    """Return the releases in text order, each cited by its sentence; a swap between known sides is two, a repeated report is left out."""
    found: dict[_Key, Release] = {}
    sides: tuple[Actor, ...] = ()
    tabled = _tabled(context)
    for passage in context.passages:
        if passage.index in tabled:
            for release in read_table(context, passage, tabled[passage.index], sides):
                found[_sides_and_day(release)] = release
            continue
        for release in _releases(context, passage, sides):
            key = _sides_and_day(release)
            known = found.get(key)
            if known is None or (known.count is None and release.count is not None):
                found[key] = release
        named = _sides(context, passage)
        sides = named or sides
    return tuple(sorted(_once(list(found.values())), key=lambda r: (r.cite.start, r.by.id if r.by else "")))


def _sides_and_day(release: Release) -> _Key:
    """Return what tells one release from another; without a giver their numbers do."""
    by, to = release.by.id if release.by else None, release.to.id if release.to else None
    return release.what is ReleaseKind.HANDOVER_OF_BODIES, by, to, release.date, None if by else release.count


def _tabled(context: Context) -> dict[int, list[Passage]]:
    """Return the rows of each table by the index of its first row, the header."""
    tables: dict[int, list[Passage]] = {}
    header: int | None = None
    for passage in context.passages:
        if ROW not in passage.text:
            header = None
        elif header is None:
            header = passage.index
            tables[header] = []
        else:
            tables[header].append(passage)
    return tables


def _once(releases: list[Release]) -> list[Release]:
    """Drop repeated reports with less detail: the same sides without a date, or no sides although a fuller report names them."""
    full = [r for r in releases if r.by is not None]
    if not full:
        counted = [r for r in releases if r.count is not None]
        return counted or releases[:1]
    complete = {(r.by, r.to, r.what) for r in full if r.date and r.count is not None}
    counts = {(r.cite, r.count) for r in full}
    sentences = {r.cite for r in full}
    # "the rebels would release 400, while the coalition would free 681": the second side is none that is known by name
    others = [r for r in releases if r.by is None and r.cite in sentences and r.count is not None and (r.cite, r.count) not in counts]
    # another number on a day of its own is another release, whoever it was by
    days, numbers = {r.date for r in full}, {None, *(r.count for r in full)}
    apart = [r for r in releases if r.by is None and r.cite not in sentences]
    others += [r for r in apart if r.date and r.date not in days and r.count not in numbers]
    kept: list[Release] = list(others)
    for release in full:
        if release.date or (release.by, release.to, release.what) not in complete:
            kept.append(release)
        if release.date:
            complete.add((release.by, release.to, release.what))
    return kept


def _sides(context: Context, passage: Passage) -> tuple[Actor, ...]:
    if not FREED.search(passage.text):
        return ()
    between = BETWEEN.search(passage.text)
    if between is not None:
        after = [r.actors[0] for r in passage.references if r.agent and r.start >= passage.start + between.end()]
        if len(after) > 1 and after[0] != after[1]:
            return after[0], after[1]
    for group in context.groups.of(passage.index):
        third = all(a.id in context.default_roles for a in group.actors) or THIRD.match(passage.text[group.end - passage.start :])
        if len(group.actors) == 2 and not third:
            return group.actors
    return ()


def _releases(context: Context, passage: Passage, sides: tuple[Actor, ...]) -> list[Release]:
    found: list[Release] = []
    for match in FREED.finditer(passage.text):
        # one sentence may state what each side frees; the same number twice is one release
        later = _stated(context, passage, sides, match)
        if not found or (later and later[0].count is not None and all(later[0].count != r.count for r in found)):
            found += later
    return found


def _stated(context: Context, passage: Passage, sides: tuple[Actor, ...], match: re.Match[str]) -> list[Release]:
    if (
        passage.heading
        or _asked_for(passage, match)
        or LISTS.search(match[0])
        or ROW in passage.text
        or UNDONE.search(match[0])
        or PART.search(passage.text[: match.end()])
        or _in_name(passage, match)
        or WISHED.search(passage.text[: match.start()])
    ):
        return []
    agreed = AGREED.search(passage.text) is not None
    if not agreed and not re.search(
        rf"\b(?:{alternatives('freed_verb')}|{alternatives('freeing_done')})\b",
        passage.text,
        re.IGNORECASE,
    ):
        return []
    what = _what(passage.text, match[0])
    count = _count(passage, match)
    done = _done(passage, match) or re.search(r"\b(?:were|was|had|have\s+been)\b", match[0], re.IGNORECASE) is not None
    date = None if agreed and not done else _date(context, passage)
    cite = context.cite(passage.start, passage.end)
    two = _sides(context, passage) or (sides if SIDE.search(passage.text) else ())
    if len(two) == 2 and (what is ReleaseKind.PRISONER_EXCHANGE or MUTUAL.search(passage.text)):
        first, second = two
        return [Release(ReleaseKind.PRISONER_EXCHANGE, cite, a, b, count, date) for a, b in ((first, second), (second, first))]
    by, to = _giver(context, passage, match)
    return [Release(what, cite, by, to, count, date)]


def _asked_for(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether a release is denied, proposed, refused or conditional and no deal provides for it, or "free" is no verb."""
    words = passage.span(passage.start + match.start(), passage.start + match.end())
    verb = next((t for t in words if t.tag.startswith("VB")), None)
    if verb is None:
        return match[0].lower().startswith("free ")
    if verb.dep == "acl" and verb.tag == "VBN" and _count(passage, match) is None:
        # "the journey of the persons freed" speaks of them, not of their release
        return True
    return is_wished(passage, verb) and not (AGREED.search(passage.text) and not CONDITIONAL.search(passage.text[: match.start()]))


def _done(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether the verb of a release is in the past tense: "exchanged 120 prisoners under the deal"."""
    verbs = [t for t in passage.span(passage.start + match.start(), passage.start + match.end()) if t.tag.startswith("VB")]
    return bool(verbs) and verbs[0].tag == "VBD" and not passage.children(verbs[0], "neg")


def _in_name(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether the words are part of a name: "Working Group on the Release of Detainees"."""
    return any(t.start <= passage.start + match.start() < t.end for t in passage.tracks) or bool(
        re.search(
            r"\b(?:working\s+group|committee|group|commission)\s+(?:on|for)\s+(?:the\s+)?$", passage.text[: match.start()], re.IGNORECASE
        )
    )


def _what(text: str, words: str) -> ReleaseKind:
    of_persons = re.search(rf"\b{REMAINS}\s+of\b", text, re.IGNORECASE)
    if re.search(rf"\b{REMAINS}\b", words, re.IGNORECASE) and (of_persons or not re.search(rf"\b{PERSONS}\b", words, re.IGNORECASE)):
        return ReleaseKind.HANDOVER_OF_BODIES
    return ReleaseKind.PRISONER_EXCHANGE if SWAP.search(text) else ReleaseKind.RELEASE


def _count(passage: Passage, match: re.Match[str]) -> int | None:
    """Return the number of persons: the one closest to the words for them."""
    numbers = [
        n for n in find_numbers(passage.text) if not any(d.start - passage.start <= n.start < d.end - passage.start for d in passage.dates)
    ]
    near = [
        n
        for n in numbers
        if match.start() - 40 <= n.start <= match.end() + 40
        and re.match(rf"\s+(?:\w+\s+){{0,2}}?{PERSONS}\b", passage.text[n.end :], re.IGNORECASE)
    ]
    inside = [n for n in near if match.start() <= n.start < match.end()]
    return next((n.value for n in (*inside, *near)), None)


def _date(context: Context, passage: Passage) -> str | None:
    for mention in passage.dates:
        if mention.kind in ("day", "weekday", "relative", "month", "part") and not mention.since:
            return context.date(mention, future=False).start
    above = context.passages[passage.index - 1] if passage.index else None
    # a date at the start of the paragraph: "Monday, 22 April."
    if above is not None and above.paragraph == passage.paragraph and above.dates and len(above.text) <= SHORT:
        return context.date(above.dates[-1], future=False).start
    return None


SHORT = 40


def _giver(context: Context, passage: Passage, match: re.Match[str]) -> tuple[Actor | None, Actor | None]:
    """Return who released and who received, from the wording around the verb."""
    verb = next((t for t in passage.tokens if t.tag.startswith("VB") and match.start() <= t.start - passage.start < match.end()), None)
    actors: tuple[Actor, ...] = ()
    # "freed 112 fighters and the Houthis let go 71": whoever stands directly before the verb, though the grammar takes them for freed
    before = [r for r in passage.references if verb is not None and r.end < verb.start]
    beside = next((r for r in before if verb is not None and not passage.between(r.end, verb.start).strip()), None)
    if verb is not None and verb.dep == "aux" and verb.lower in ("let", "lets"):
        # "let go": the subject is that of "go"
        verb = passage.tokens[verb.head]
    if verb is not None:
        passive = bool(passage.children(verb, "auxpass"))
        agents = [p for a in passage.children(verb, "agent") for p in passage.children(a, "pobj")]
        actors = context.actors_of(passage, agents[0]) if agents else () if passive else context.subject(passage, verb)
    receivers = [
        r.actors[0]
        for r in passage.references
        if r.agent
        and re.search(r"\b(?:to|with)\s+(?:the\s+)?$", passage.text[: r.start - passage.start])
        and r.start - passage.start > match.start()
    ]
    giver = beside.actors[0] if beside is not None and verb is not None and verb.tag != "VBN" else actors[0] if actors else None
    return giver, next((a for a in receivers if a != giver), None)
