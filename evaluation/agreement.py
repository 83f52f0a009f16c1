"""When a value that was read agrees with the annotated one: names, dates, places, and which meeting is which."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.annotations import either

Record = dict[str, Any]

# A meeting read and one annotated are the same when their similarity reaches this.
THRESHOLD = 0.40
# What each field weighs in the similarity of two meetings, where the annotation gives it; a date that agrees as far as it goes weighs less.
WEIGHTS = {"date": 0.35, "date as far as it goes": 0.20, "place": 0.25, "track": 0.15, "participants": 0.25}
# Two names of several words are one when this share of their words is common.
COMMON_WORDS = 0.6
# Words of tracks and of actors that say nothing about which one it is.
GENERIC = frozenset({"process", "format", "talks", "peace", "meeting", "round"})
STOP = frozenset({"the", "of", "and", "a", "an", "in", "s", "al", "delegation", "group", "groups", "movement", "forces"})
# Letters that Unicode does not decompose but that writers use for one another.
FOLD = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ʼ": None, "’": "'"})


@cache
def same_names() -> dict[str, str]:
    """Names that stand for one actor, folded."""
    with (Path(__file__).resolve().parent / "same_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["written"]: row["name"] for row in csv.DictReader(file)}


def text_key(value: str) -> str:
    """A name folded for comparison: lower case, no accents, no points, one space between words, known short forms written out."""
    folded = unicodedata.normalize("NFKD", value).casefold()
    folded = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cf")).translate(FOLD)
    key = re.sub(r"^the ", "", re.sub(r"[\W_]+", " ", folded).strip())
    return same_names().get(key, key)


def actor_forms(actor: str | Record) -> set[str]:
    """All folded names under which an actor may be recognised; a code such as ELN is a name too."""
    raw = [actor] if isinstance(actor, str) else [actor.get("id"), actor.get("name"), *actor.get("aliases", [])]
    given = [value for value in raw if value]
    return {value[:3] for value in given if re.fullmatch(r"[A-Z]{3}(-GOV)?", value)} | {text_key(value) for value in given}


def same_form(one: str, other: str) -> bool:
    """Equal, or names that share most of their words."""
    if one == other:
        return True
    if len(one) <= 3 or len(other) <= 3:
        return False
    words, others = set(one.split()) - STOP, set(other.split()) - STOP
    return bool(words and others) and len(words & others) / len(words | others) >= COMMON_WORDS


def same_actor(gold: Any, found: str | Record) -> bool:
    """Whether the actor read is one of those that the annotation lets pass."""
    return any(same_form(a, b) for one in either(gold) for a in actor_forms(one) for b in actor_forms(found))


def same_person(gold: Any, found: str) -> bool:
    """Whether two names of persons share the last word, or one holds all words of the other."""
    words = text_key(found).split()
    for one in (text_key(value).split() for value in either(gold)):
        if one and words and (one[-1] == words[-1] or set(one) <= set(words) or set(words) <= set(one)):
            return True
    return False


def same_digits(one: str, other: str) -> bool:
    """Whether two dates agree digit by digit; X stands for any digit."""
    return all(a in (b, "X") or b == "X" for a, b in zip(one, other, strict=False))


def date_agrees(gold: Any, found: str | None) -> bool:
    """Whether every digit that the annotation gives is given alike."""
    if found is None:
        return None in either(gold)
    return any(value is not None and len(value) == len(found) and same_digits(value, found) for value in either(gold))


def date_close(gold: Any, found: str | None) -> bool:
    """Whether two dates agree in year and month as far as both go."""
    if found is None:
        return False
    given = [value for value in either(gold) if value is not None]
    return any(same_digits(value[:7], found[:7]) for value in given)


def name_agrees(gold: Any, found: str | None) -> bool:
    """Whether names of places or tracks share a word that tells."""
    if found is None:
        return None in either(gold)
    words = set(text_key(found).split()) - STOP - GENERIC
    return any(words & (set(text_key(value).split()) - STOP - GENERIC) for value in either(gold) if value is not None)


def place_agrees(gold: Record, found: Record) -> bool | None:
    """Whether the city agrees or, where the annotation gives none, the country; None when it gives no place."""
    if any(either(gold.get("city"))):
        return name_agrees(gold["city"], found.get("city"))
    if gold.get("country"):
        return found.get("country") in either(gold["country"])
    return None


def similarity(gold: Record, found: Record) -> float:
    """How alike two meetings are in the fields that the annotation gives, from 0 to 1."""
    score = weight = 0.0
    if any(either(gold.get("start"))):
        weight += WEIGHTS["date"]
        if date_agrees(gold["start"], found.get("start")):
            score += WEIGHTS["date"]
        elif date_close(gold["start"], found.get("start")):
            score += WEIGHTS["date as far as it goes"]
    place = place_agrees(gold, found)
    if place is not None:
        weight += WEIGHTS["place"]
        score += WEIGHTS["place"] * place
    if any(either(gold.get("track"))):
        weight += WEIGHTS["track"]
        score += WEIGHTS["track"] * name_agrees(gold["track"], found.get("track"))
    if gold.get("participants"):
        weight += WEIGHTS["participants"]
        actors = [part["actor"] for part in found.get("participants", [])]
        hit = sum(any(same_actor(part["actor"], actor) for actor in actors) for part in gold["participants"])
        score += WEIGHTS["participants"] * hit / max(len(gold["participants"]), len(actors))
    return score / weight if weight else 0.0


def pair_up(gold: list[Record], found: list[Record]) -> list[tuple[Record, Record]]:
    """Meetings paired one to one, the most alike first, as long as they are alike enough."""
    ranked = sorted(((similarity(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    taken: set[int] = set()
    used: set[int] = set()
    pairs = []
    for score, i, j in ranked:
        if score >= THRESHOLD and i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            pairs.append((gold[i], found[j]))
    return pairs
