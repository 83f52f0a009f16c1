"""Invented people in families, and lists that tell of them: in two scripts, with slots left out, damage and near doubles."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bench.invented.writing import arabic, damaged, romanised

__all__ = ["Invented", "Row", "arabic_name", "listed", "made_families", "people", "romanised_name"]

SOUNDS = Path(__file__).with_name("sounds.csv")
SIBLINGS = 0.12  # of the people have a brother or sister in the lists: all but the given name and the year are theirs
TOGETHER = 0.3  # of these were taken on one day
PATTERNS = ("{0}a{1}{1}A{2}", "{0}a{1}I{2}", "{0}A{1}i{2}", "{0}a{1}A{2}I", "{0}u{1}ay{2}I", "{0}a{1}{2}An", "{0}a{1}{2}AwI")
PROVINCES = ("Nahr", "Sahel", "Badia", "Jabal", "Wadi", "Ghouta", "Reef", "Thughur")


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist: the sounds of the names, the eldest child's for the kunya, and what lists say."""

    number: int
    given: str
    father: str
    grandfather: str
    family: str
    child: str
    sex: str
    born: int
    province: str
    town: str
    day: str  # of the arrest, YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list, and the person it is of."""

    name: str
    born: str
    sex: str
    place: str
    day: str
    person: int


@cache
def parts(use: str) -> tuple[str, ...]:
    """The sounds of one use: male, female, family, servant, religion."""
    with SOUNDS.open(encoding="utf-8", newline="") as lines:
        return tuple(row["sounds"] for row in csv.DictReader(lines) if row["use"] == use)


def _given(chance: random.Random, sex: str) -> str:
    if sex == "male" and chance.random() < 0.08:
        return f"`abd {chance.choice(parts('servant'))}"
    if sex == "male" and chance.random() < 0.03:
        return f"{chance.choice(parts('religion'))} dIn"
    pool = parts(sex)
    return pool[min(int(chance.expovariate(1 / 40)), len(pool) - 1)]  # the first ones are the commonest


def _day(chance: random.Random) -> str:
    return f"{chance.randint(2011, 2019)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


@cache
def made_families(count: int) -> tuple[str, ...]:
    """Family names that nobody may have, of three consonants each: a country has more families than `sounds.csv`."""
    chance = random.Random(count)
    found: dict[str, None] = {}
    while len(found) < count:
        found[chance.choice(PATTERNS).format(*(chance.choice("btjHxdrzs$SDTGfqklmnhw") for _ in range(3)))] = None
    return tuple(found)


def _family(chance: random.Random, families: int) -> str:
    if not families:
        return chance.choice(parts("family"))
    return made_families(families)[int(families ** chance.random()) - 1]  # the name of rank n is one nth as common as the first


def people(count: int, seed: int = 1, *, families: int = 0) -> list[Invented]:
    """Return people, of whom no two have the same four names; of so many made families, of those in `sounds.csv` if none are asked for."""
    chance = random.Random(seed)
    found: list[Invented] = []
    seen: set[tuple[str, ...]] = set()
    while len(found) < count:
        sex = "female" if chance.random() < 0.15 else "male"
        born = chance.randint(1940, 2008)
        province = chance.choice(PROVINCES)
        one = Invented(
            len(found), _given(chance, sex), _given(chance, "male"), _given(chance, "male"), _family(chance, families),
            _given(chance, "male"), sex, born, province, f"{province}-{chance.randint(1, 25)}", _day(chance),
        )  # fmt: skip
        family = [one]
        while chance.random() < SIBLINGS:
            other = "female" if chance.random() < 0.15 else "male"
            day = one.day if chance.random() < TOGETHER else _day(chance)
            given, child = _given(chance, other), _given(chance, "male")
            apart = chance.choice((-5, -3, -2, -1, 1, 2, 3, 5))
            family.append(replace(one, given=given, child=child, sex=other, born=born + apart, day=day))
        for member in family:
            key = (member.given, member.father, member.grandfather, member.family)
            if key not in seen and len(found) < count:
                seen.add(key)
                found.append(replace(member, number=len(found)))
    return found


def arabic_name(names: Sequence[str]) -> str:
    """Return names in Arabic letters; the last one has the article where it is one of origin."""
    return " ".join(_arabic_part(one, is_last=at == len(names) - 1) for at, one in enumerate(names))


def _arabic_part(sounds: str, *, is_last: bool) -> str:
    first, _, second = sounds.partition(" ")
    if second:
        return arabic(first) + " " + ("الله" if second == "allAh" else "ال" + arabic(second))
    written = arabic(sounds)
    return "ال" + written if is_last and sounds.endswith("I") else written


def romanised_name(names: Sequence[str], style: str, chance: random.Random) -> str:
    """Return names in one romanisation."""
    return " ".join(_romanised_part(one, style, chance, is_last=at == len(names) - 1) for at, one in enumerate(names))


def _romanised_part(sounds: str, style: str, chance: random.Random, *, is_last: bool) -> str:
    first, _, second = sounds.partition(" ")
    article = {"russian": "аль-", "turkish": "El ", "french": "El ", "egypt": "El-"}.get(style, "al-")
    if second:
        abd, rest = romanised(first, style, chance), romanised(second, style, chance)
        if style == "russian":
            return f"{abd} аль-{rest}" if second != "allAh" else f"{abd}алла"
        if second == "allAh":
            return f"{abd}ullah" if chance.random() < 0.5 else f"{abd}allah"
        return chance.choice((f"{abd} al-{rest}", f"{abd}ul{rest.lower()}", f"{abd}el {rest}", f"{abd} El {rest}"))
    written = romanised(sounds, style, chance)
    return article + written if is_last and sounds.endswith("I") else written


def listed(
    held: Sequence[Invented], script: str, seed: int, *, damage: float = 0.3, doubles: float = 0.05, missing_year: float = 0.25
) -> list[Row]:
    """Return a list of people in one script ("arabic" or a style): slots left out, kunyas, damage, wrong or missing years, double rows."""
    chance = random.Random(seed)
    rows: list[Row] = []
    for one in held:
        for _ in range(2 if chance.random() < doubles else 1):
            rows.append(_row(one, script, chance, damage, missing_year))
    chance.shuffle(rows)
    return rows


def _row(one: Invented, script: str, chance: random.Random, damage: float, missing_year: float) -> Row:
    names = [one.given, one.father, one.grandfather, one.family]
    if chance.random() < 0.45:
        del names[2]
    elif chance.random() < 0.05:
        del names[1:3]
    style = script if script != "latin" else chance.choice(("english", "english", "french", "press", "egypt"))
    as_kunya = chance.random() < 0.03
    if as_kunya:
        names = [one.child, *names[1:]]
    if script == "arabic":
        name = ("" if not as_kunya else "أم " if one.sex == "female" else "أبو ") + arabic_name(names)
        name = damaged(name, chance) if chance.random() < damage else name
    else:
        opening = ("Умм " if script == "russian" else "Umm ") if one.sex == "female" else "Абу " if script == "russian" else "Abu "
        name = opening * as_kunya + romanised_name(names, style, chance)
    born = str(one.born + (chance.choice((-1, 1)) if chance.random() < 0.15 else 0)) if chance.random() > missing_year else ""
    place = one.town if chance.random() < 0.7 else one.province if chance.random() < 0.8 else ""
    day = one.day if chance.random() < 0.6 else one.day[:7] if chance.random() < 0.5 else ""
    return Row(name, born, one.sex if chance.random() < 0.8 else "", place, day, one.number)
