"""Find the names of tracks (established formats of talks) in a text: known ones from a table, others by the form of the name."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from sulh.actors import Authority, MentionForm
from sulh.model import ActorKind, Role
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.mentions import TrackMention
from sulh.text.folding import fold
from sulh.text.numbers import find_ordinals, ordinal

__all__ = [
    "best_name",
    "find_numbered",
    "find_tracks",
    "guaranteed_tracks",
    "guarantors_of",
    "is_vague",
    "known_conflict",
    "known_roles",
    "members_of",
    "names_known_track",
    "place_of_track",
    "track_key",
]

CAPITAL = r"(?:[A-Z][\w’'.]*(?:[-–][A-Z0-9][\w’'.]*)*|[A-Za-z]+-[A-Z]\w+|\d\+\d)"
NAME = rf"{CAPITAL}(?:\s+(?:(?:and|of|for)\s+)?{CAPITAL}){{0,15}}"
# Tracks named after a place or a thing: "Luanda process", "Libyan Political Dialogue Forum", "U.S.-Cyprus Strategic Dialogue".
FORMED = re.compile(
    rf"(?<![\w-])(?P<name>{NAME})\s+(?:(?:peace|political|settlement|negotiation|mediation)\s+)?"
    r"(?P<noun>[Pp]rocess|[Ff]ormat|[Tt]rack|[Pp]latform|[Tt]alks|[Nn]egotiations|[Dd]ialogue|Forum|Consensus|Committee|Initiative|Roadmap|Congress)\b(?![-\w])"
)
# Two tracks named together: "the Nairobi and Luanda processes".
PAIRED = re.compile(
    rf"(?<![\w-])(?P<one>{CAPITAL})\s+and\s+(?P<other>{CAPITAL})\s+(?:peace\s+|political\s+)?(?P<noun>process|track|format)(?:e?s)\b"
)
SPONSORED = re.compile(
    r"(?<![\w-])(?:[A-Z][\w.]*(?:-[A-Z][\w.]*)*(?:,|\s+and)\s+)?(?:(?:African|European|Arab|United)\s+)?[A-Z][\w.]*-(?:[Ff]acilitated|[Mm]ediated|[Ll]ed|brokered|sponsored|backed)\s+"
    r"(?:(?:peace|political|intra-\w+|inter-\w+)\s+)*(?:talks|process|negotiations|dialogue|mediation)\b"
)
WORKING_GROUP = re.compile(
    rf"\bWorking\s+Group\s+on\s+(?:the\s+)?{CAPITAL}(?:[\s/]+(?:(?:of|and|the|or|for)\s+)*{CAPITAL}|,\s+{CAPITAL}(?=[\s,]))*"
)
LOCATED = re.compile(r"\b(?:UN|U\.N\.|United\s+Nations)(?:-\w+)?\s+(?:peace\s+|political\s+)?(?:process|talks|track)\s+in\s+[A-Z]\w+")
LEADING = re.compile(
    r"^(?:The|These|This|Those|At|In|On|For|A|An|After|During|As|Under|Following|Since|His|Her|Their|Its|Our|All|Such|Both|Peace|Next|While|With|From|To|And|But)\s+"
)
TOPIC_NOUNS = word_set("track_topic_noun")
VARYING = word_set("varying_track_word")


def track_key(name: str) -> str:
    """Return a key shared by all names of one track: that of its first name in the table, else the name without the words that vary."""
    key = _folded(name)
    return _first_names().get(key, key)


@cache
def _first_names() -> dict[str, str]:
    """Folded name -> folded first name, for every track of the table."""
    with (files("sulh.data") / "tracks.csv").open(encoding="utf-8") as table:
        return {_folded(variant): _folded(row["name"]) for row in csv.DictReader(table) for variant in row["variants"].split("|")}


def _folded(name: str) -> str:
    """Return a name without the words that vary: "Astana peace process" and "Astana format" are one."""
    words = re.findall(r"[\w+]+", fold(name).lower())
    kept = [w for w in words if w not in VARYING]
    return " ".join(kept) or " ".join(words)


@cache
def _variants() -> tuple[str, ...]:
    with (files("sulh.data") / "tracks.csv").open(encoding="utf-8") as table:
        return tuple(v for row in csv.DictReader(table) for v in row["variants"].split("|"))


@cache
def _known() -> tuple[re.Pattern[str], dict[str, dict[str, Role]]]:
    """Return the pattern of all known names, and track key -> actor id -> role."""
    names: list[str] = []
    roles: dict[str, dict[str, Role]] = {}
    with (files("sulh.data") / "tracks.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            variants = row["variants"].split("|")
            names += variants
            held = {
                actor: Role(role)
                for role in ("observer", "party", "facilitator", "mediator", "guarantor")
                for actor in row[role].split(";")
                if actor
            }
            for variant in variants:
                roles.setdefault(track_key(variant), {}).update(held)
    ranked = sorted(set(names), key=lambda n: (-len(n), n))
    body = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in ranked)
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w])"), roles


def names_known_track(text: str) -> bool:
    """Return whether a text names any track of the table."""
    return _known()[0].search(text) is not None


def known_roles(name: str) -> dict[str, Role]:
    """Return actor id -> known role in the track of that name; empty when the track is not known."""
    return _known()[1].get(track_key(name), {})


@cache
def _places_and_conflicts() -> tuple[dict[str, str], dict[str, str]]:
    """Folded place -> first name of the only format called by it alone ("Astana talks"); track key -> ISO alpha-3 of its conflict."""
    places: dict[str, set[str]] = {}
    conflicts: dict[str, str] = {}
    with (files("sulh.data") / "tracks.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            conflicts[track_key(row["name"])] = row["conflict"]
            for variant in row["variants"].split("|"):
                first, _, rest = variant.partition(" ")
                if rest.lower() in TOPIC_NOUNS | {"format", "platform"}:
                    places.setdefault(fold(first).lower(), set()).add(row["name"])
    return {place: next(iter(names)) for place, names in places.items() if len(names) == 1}, conflicts


def place_of_track(place: str) -> str | None:
    """Return the known format that is called by the name of a place alone: "Astana" of the Astana process."""
    return _places_and_conflicts()[0].get(fold(place).lower())


@cache
def _members() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], tuple[str, ...]]:
    """Track key -> its guarantors; track key -> all its known members; names of the tracks that have guarantors."""
    guarantors: dict[str, frozenset[str]] = {}
    members: dict[str, frozenset[str]] = {}
    names: list[str] = []
    with (files("sulh.data") / "tracks.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            key = track_key(row["name"])
            guarantors[key] = frozenset(filter(None, row["guarantor"].split(";")))
            roles = ("guarantor", "mediator", "facilitator", "party", "observer")
            members[key] = frozenset(actor for role in roles for actor in row[role].split(";") if actor)
            names += [row["name"]] if guarantors[key] else []
    return guarantors, members, tuple(names)


def guarantors_of(name: str) -> frozenset[str]:
    """Return the identifiers of the guarantors of a known track."""
    return _members()[0].get(track_key(name), frozenset())


def members_of(name: str) -> frozenset[str]:
    """Return the identifiers of all known members of a known track."""
    return _members()[1].get(track_key(name), frozenset())


def guaranteed_tracks() -> tuple[str, ...]:
    """Return the names of the known tracks that have guarantors."""
    return _members()[2]


def is_vague(name: str) -> bool:
    """Return whether a name says only that there are talks and who leads them: "UN-led talks"."""
    return SPONSORED.fullmatch(name) is not None and track_key(name) not in _places_and_conflicts()[1]


def known_conflict(name: str) -> str:
    """Return the ISO alpha-3 code of the conflict that a known track is about; empty where the track is not known."""
    return _places_and_conflicts()[1].get(track_key(name), "")


@cache
def _numbered() -> re.Pattern[str]:
    """ "Astana 9", "Geneva II": compile the pattern of a known track's place with the number of a round."""
    places = {re.match(r"[A-Z]\w+", n) for n in _variants()}
    names = sorted(
        {
            m[0]
            for m in places
            if m is not None and m[0] not in ("Constitutional", "Joint", "Five", "Six", "High", "Syrian", "Libyan", "Trilateral")
        }
    )
    return re.compile(
        rf"\b(?P<place>{'|'.join(names)})[\s-](?P<number>\d{{1,2}}|[IVX]{{1,4}})\b(?!\s*(?:\+|[-–]\s*\d|January|February|March|April|May|June|July|August|September|October|November|December))"
    )


def find_numbered(text: str) -> list[tuple[int, int, int]]:
    """Return (start, end, ordinal) of each round named by its track's place and its number."""
    found = []
    for match in _numbered().finditer(text):
        value = ordinal(match["number"], roman=True) if match["number"].isalpha() else int(match["number"])
        if value:
            found.append((match.start(), match.end(), value))
    return found


def find_tracks(text: str) -> list[TrackMention]:
    """Return mentions of tracks: leftmost, longest, not overlapping; offsets into `text`.

    A name with nothing but a state or a people ("Syria talks", "the Libyan dialogue") states what the talks are about, not
    which track they are, and is left out.
    """
    spans = [(m.start(), m.end()) for m in _known()[0].finditer(text)]
    known = list(spans)
    for form in (SPONSORED, WORKING_GROUP, LOCATED):
        spans += [(m.start(), m.end()) for m in form.finditer(text)]
    for match in FORMED.finditer(text):
        span = None if _IN_CAPITALS.search(match["name"]) else _formed(match)
        # "the Large Body of Syria's Constitutional Committee" is known by its last words
        inner = next((one for one in known if span is not None and one[1] == span[1] and one[0] > span[0]), None)
        if span is not None and not (inner is not None and POSSESSIVE.search(text[span[0] : inner[0] + 1])):
            spans.append(span)
    named: dict[tuple[int, int], str] = {}
    for match in PAIRED.finditer(text):
        if not any(_names_a_side(match[name]) for name in ("one", "other")):
            named[match.span("one")] = f"{match['one']} {match['noun']}"
            named[match.start("other"), match.end()] = f"{match['other']} {match['noun']}"
    found: list[TrackMention] = []
    last = 0
    for start, end in sorted({*spans, *named}, key=lambda s: (s[0], -s[1])):
        if start >= last:
            found.append(TrackMention(start, end, named.get((start, end)) or re.sub(r"\s+", " ", text[start:end])))
            last = end
    return [one for at, one in enumerate(found) if at + 1 == len(found) or not _is_held_in(text, one, found[at + 1])]


# "Envoy Returns To Lusaka For More Talks": a headline in capitals, not the name of talks.
_IN_CAPITALS = re.compile(r"\b(?:To|For|With|From|After|Before|Amid|As|Ahead|Into|Over|Until|More|Says|Said|Hold|Holds|Resume|Resumes)\s")


# "the Second International Forum on Libya, held within the framework of the Berlin process"
_HELD_IN = (
    r"(?:\s+(?:on|for|about|of)\s+[^.;:()]{1,60}?)?,?\s+\(?(?:(?:(?:that|which)\s+)?(?:was|is|being|to\s+be)?\s*(?:<held_in_verb>)\s+)?"
    r"(?:<held_in_preposition>)\s+(?:the\s+)?(?:(?:<held_in_noun>)\s+of\s+)?(?:the\s+)?"
)


def _is_held_in(text: str, one: TrackMention, after: TrackMention) -> bool:
    """Return whether a name of general words alone is the title of a meeting in the format that the text names next."""
    *named, noun = re.findall(r"[\w’']+", one.name)
    general = word_set("general_title_word")
    if noun.lower() not in word_set("titled_gathering") or not all(word.lower() in general or find_ordinals(word) for word in named):
        return False
    return pattern(_HELD_IN, 0).fullmatch(text, one.end, after.start) is not None and track_key(after.name) != track_key(one.name)


def best_name(names: Sequence[str]) -> str:
    """Return the name of a track that it is best known by: one with the word that tells it apart ("Astana format"), else the fullest.

    "International Meeting on Syria" is what meetings in the Astana format are called.
    """
    telling = [name for name in names if track_key(name) in fold(name).lower()]
    return max(telling or names, key=lambda name: len(name) if len(name) < LONG_NAME else 0)


LONG_NAME = 90


# "the Ostra process", and no "the Electoral process".
_AFTER_THE = re.compile(r"\b(?:the|this)\s+$")
QUALIFYING = re.compile(r"(?:al|ic|ive|ory|ary|ing|ed|ion|ment)$")
# What stands before the known name of a body: "Large Body of Syria's", "Pedersen's".
POSSESSIVE = re.compile(r"\bof\s|['\u2019]s\s")


def _names_a_side(name: str) -> bool:
    """Return whether a name is that of an actor, and of no capital, which stands for a place here."""
    return any(one.form is not MentionForm.CAPITAL for one in Authority.default().find(name))


def _is_side(name: str) -> bool:
    """Return whether a name like that of a body is that of a movement, which sits in talks and is none: "High Negotiations Committee"."""
    found = Authority.default().find(name)
    return any(m.end == len(name) and m.actor.kind in (ActorKind.POLITICAL, ActorKind.ARMED_GROUP) for m in found)


# "the Large Body of Syria's" is said of a body that several form; "Cameroon's Peace Committee" sits for Cameroon.
_STATES_OWN = re.compile(r"(?P<owner>.+)['\u2019]s?\s")
_HEADLINE = re.compile(r".*\sfor\s+")
_SLUG = re.compile(r"(?:^|\s)[A-Z][\w.]*(?:-[A-Z][\w.]*){2,}$")


def _is_organ(name: str, noun: str, after: str) -> bool:
    """Return whether a name is that of an office or committee of one side, or a slug line, and no format of talks.

    "Sudan's Peace Dialogue Panel", "the Secretariat for Peace Dialogue", "the Government's Central Peace-Making Committee",
    "Niger-Abuja-Peace talks".
    """
    if re.search(r"\bJoint\b", name):
        return False
    if pattern(r"\s+(?:<organ_noun>)\b").match(after) or pattern(r"\b(?:<office_of_state>)\b").search(name):
        return True
    if noun.islower() and _SLUG.search(name):
        return True
    if noun != "Committee":
        return False
    owner = _STATES_OWN.match(name)
    owned = owner is not None and (owner["owner"].endswith("Government") or _names_a_side(owner["owner"]))
    return owned or pattern(r"\b(?:<negotiating_word>)\b").search(name) is not None


def _formed(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the span of a name formed like a track's, without leading words; None when it only states what the talks are about."""
    start, name = match.start(), match["name"]
    while (lead := LEADING.match(name + " ")) is not None and lead.end() <= len(name):
        start, name = start + lead.end(), name[lead.end() :]
    if not name or LEADING.match(name + " "):
        return None
    noun = match["noun"]
    if noun.islower() and (headed := _HEADLINE.match(name)) is not None:
        # "Envoy arrives in Qatar for Taliban-Afghan peace talks"
        start, name = start + headed.end(), name[headed.end() :]
    if _is_organ(name, noun, match.string[match.end() :]):
        return None
    if noun == "Congress" and not set(name.lower().split()) & word_set("titled_gathering"):
        return None  # a parliament or a party
    if noun in ("Committee", "Congress", "Forum") and _is_side(f"{name} {noun}"):
        return None
    mentions = Authority.default().find(name)
    covered = sum(m.end - m.start for m in mentions)
    all_names = covered >= len(name.replace(" and ", "  ")) - 4
    if noun.lower() in TOPIC_NOUNS and all_names and not all(m.form is MentionForm.CAPITAL for m in mentions):
        return None
    if noun in ("Committee", "Congress", "Forum") and len(name.split()) < 2 and not mentions:
        return (start, match.end()) if name in ("Constitutional",) else None
    if (
        noun.islower()
        and noun in ("talks", "negotiations", "dialogue", "process")
        and not (noun == "process" and _AFTER_THE.search(match.string[: start]) and not QUALIFYING.search(name))
        and not mentions
        and "-" not in name
        and not re.search(r"\d", name)
    ):
        return None
    if noun in ("Talks", "Negotiations") and name in ("Formal", "Final"):
        return None
    return start, match.end()
