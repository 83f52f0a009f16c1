"""Changes of substance planted in real statements: one sentence is changed in one thing, and the engine must say which and nothing else."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from bench.formulae.real import real_series
from bench.report import line

from sulh.wording import Statement, trace

__all__ = ["Planted", "planted", "plants"]

COUNT = 200
# Of each kind the first pattern that stands in a sentence is replaced; a function makes what it is replaced by.
Change = Callable[[random.Random, re.Match[str]], str]
_MONTHS = {
    "en": ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "ar": ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
}
_NUMBERS = {
    "en": ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "thirty"],
    "fr": ["deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix", "douze", "vingt", "trente"],
    "ar": ["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"],
}
_PLACES = {
    "en": ["Kidal", "Gao", "Idlib", "Aleppo", "Sochi", "Yerevan", "Baku", "Vienna", "Geneva", "Ankara", "Herat", "Kandahar"],
    "fr": ["Kidal", "Gao", "Tombouctou", "Ménaka", "Mopti", "Genève", "Vienne", "Bangui"],
    "ar": ["بغداد", "دمشق", "كابول", "موسكو", "حلب", "صنعاء", "عدن", "طرابلس"],
}
_MODALS = {"en": ["must", "shall", "should", "will", "may"], "fr": ["doivent", "devraient", "peuvent"], "ar": ["يجب", "ينبغي", "يجوز"]}
_GROUPS = {
    "en": ["both sides", "all armed groups", "the authorities of Togo", "the signatories", "the coalition"],
    "fr": ["les groupes armés", "la coalition", "les autorités togolaises", "les deux camps"],
    "ar": ["الجماعات المسلحة", "التحالف", "الحكومة السودانية"],
}
_OPPOSITES = {
    "en": [("open", "closed"), ("resume", "suspend"), ("increase", "reduction"), ("withdrawal", "deployment"), ("with", "without")],
    "fr": [("ouverture", "fermeture"), ("reprise", "suspension"), ("amélioration", "détérioration"), ("retrait", "déploiement")],
    "ar": [("استئناف", "تعليق"), ("فتح", "إغلاق"), ("زيادة", "خفض"), ("انسحاب", "انتشار")],
}
_NEGATED = {
    "en": [("do not", "do"), ("did not", "did"), ("will not", "will")],
    "fr": [("ne respectent pas", "respectent")],
    "ar": [("لا تلتزم", "تلتزم"), ("لم تلتزم", "تلتزم")],
}
_HARMLESS = {
    "en": ["again", "once more", "clearly", "also"],
    "fr": ["à nouveau", "également", "clairement"],
    "ar": ["مجددا", "أيضا", "بوضوح"],
}


def _carriers() -> dict[tuple[str, str], list[str]]:
    """Sentences that carry a thing of which real sentences have few, by kind and language; they are put at the end of both statements."""
    found: dict[tuple[str, str], list[str]] = {}
    with (Path(__file__).resolve().parent.parent / "wording/carriers.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((row["kind"], row["language"]), []).append(row["sentence"])
    return found


_CARRIERS = _carriers()


@dataclass(frozen=True)
class Planted:
    """Two versions of a statement, the kind of the change, and the words changed in the later one ("" where none was planted)."""

    earlier: str
    later: str
    kind: str
    words: tuple[str, str]


def plants(count: int = COUNT, seed: int = 2031) -> Iterator[Planted]:
    """Yield statements with one planted change each, the kinds and languages in turn, and as many with harmless changes only."""
    chance = random.Random(seed)
    texts = {"en": list(_demonstration()), "fr": [], "ar": []}
    for name, series in real_series():
        if name[:2] in texts:
            texts[name[:2]] += [statement.text for statement in series.statements]
    kinds = ("negation", "number", "date", "deadline", "place", "addressee", "modal", "reversal")
    made = 0
    while made < count:
        kind, language = kinds[made % len(kinds)], ("en", "fr", "ar")[made // len(kinds) % 3]
        if not texts[language]:
            language = "en"
        found = _carried(kind, language, chance.choice(texts[language]), chance) if (kind, language) in _CARRIERS else None
        found = found or _replaced(kind, language, texts[language], chance)
        found = found or _carried("modal", language, chance.choice(texts[language]), chance)
        yield _with_harm(found, language, chance)
        made += 1
    for number in range(count // 2):
        language = ("en", "fr", "ar")[number % 3] if texts[("en", "fr", "ar")[number % 3]] else "en"
        text = chance.choice(texts[language])
        yield _with_harm(Planted(text, text, "", ("", "")), language, chance, always=True)


def _demonstration() -> Iterator[str]:
    """The joint statements of the demonstration: public fact in our own words."""
    for path in sorted(files("sulh.data").joinpath("demonstration").iterdir(), key=lambda one: one.name):
        if "statement" in path.name or "summit" in path.name:
            yield path.read_text(encoding="utf-8").split("---", 2)[-1].strip()


def _carried(kind: str, language: str, text: str, chance: random.Random) -> Planted:
    """A statement that ends in a sentence of ours, with the thing changed in its second version."""
    carrier = chance.choice(_CARRIERS[kind, language])
    day, month, count, group, modal = (
        chance.sample(range(1, 29), 2),
        chance.sample(_MONTHS[language], 2),
        chance.sample(_NUMBERS[language], 2),
        chance.sample(_GROUPS[language], 2),
        chance.sample(_MODALS[language], 2),
    )
    opposite = list(chance.choice(_OPPOSITES[language]))
    if "remains {5}" in carrier:
        opposite = ["open", "closed"]
    elif language == "en" and kind == "reversal":
        opposite = list(chance.choice([("opening", "closure"), ("withdrawal", "deployment"), ("increase", "reduction")]))
    denied = list(chance.choice(_NEGATED[language]))
    none = ["no ", ""]
    for pair in (opposite, denied, none):
        if chance.random() < 0.5:
            pair.reverse()
    same_day = chance.random() < 0.5
    varying = (month, count, group, modal, opposite, denied, none)
    sides = [carrier.format(day[0 if same_day else side], *(pair[side] for pair in varying)) for side in (0, 1)]
    before, after = (f"{text}\n\n{side}" for side in sides)
    words = next(pair for pair in _pairs_of(carrier, day, month, count, group, modal, opposite, denied, none))
    return Planted(before, after, kind, words)


def _pairs_of(carrier: str, *values: Sequence[object]) -> Iterator[tuple[str, str]]:
    for place, pair in enumerate(values):
        if f"{{{place}}}" in carrier and place != 0:
            yield str(pair[0]), str(pair[1])


def _replaced(kind: str, language: str, texts: list[str], chance: random.Random) -> Planted | None:
    """A statement of which a number, a date or a place in a real sentence is another one."""
    months, places, numbers = "|".join(_MONTHS[language]), "|".join(_PLACES[language]), "|".join(_NUMBERS[language])
    pattern = {
        "number": rf"(?<![\w,.]){numbers and f'(?:{numbers})'}(?!\w)",
        "date": rf"(?<!\w)\d{{1,2}} (?:{months})(?!\w)",
        "place": rf"(?<!\w)(?:{places}|Astana|Nur-Sultan|Kabul|Siby|Aguelok|Ber|Moscow)(?!\w)",
    }[kind]
    for text in chance.sample(texts, len(texts)):
        # Titles and date lines are no sentences.
        found = [match for line in re.finditer(r"[^\n]{80,}", text) for match in re.compile(pattern).finditer(text, *line.span())]
        if found:
            match = chance.choice(found)
            new = _other(kind, language, match.group(), chance)
            return Planted(text, text[: match.start()] + new + text[match.end() :], kind, (match.group(), new))
    return None


def _other(kind: str, language: str, old: str, chance: random.Random) -> str:
    if kind == "date":
        return f"{chance.choice([day for day in range(1, 29) if str(day) != old.split()[0]])} {chance.choice(_MONTHS[language])}"
    pool = _NUMBERS[language] if kind == "number" else _PLACES[language]
    return chance.choice([one for one in pool if one != old])


def _with_harm(one: Planted, language: str, chance: random.Random, *, always: bool = False) -> Planted:
    """In every second statement a harmless word put in somewhere else too."""
    if not always and chance.random() < 0.5:
        return one
    blanks = [match.start() for match in re.finditer(r"(?<=[^\W\d]{5}) (?=[^\W\d]{4})", one.later)]
    if not blanks:
        return one
    at = chance.choice(blanks)
    return Planted(one.earlier, f"{one.later[:at]} {chance.choice(_HARMLESS[language])}{one.later[at:]}", one.kind, one.words)


def planted(*, show: bool = False) -> None:
    """Print precision and recall of the changes of substance."""
    right, claimed, wanted = 0, 0, 0
    for one in plants():
        threads = trace([Statement("a", one.earlier, "2031-01-01"), Statement("b", one.later, "2031-02-01")])
        claims = [change for cell in threads.column("b") for change in cell.substance]
        hits = [change for change in claims if str(change.kind) == one.kind and _touches(change.earlier, change.later, one.words)]
        right += bool(hits)
        claimed += len(claims) - max(0, len(hits) - 1)
        wanted += bool(one.kind)
        if show and ((not hits and one.kind) or len(claims) > len(hits)):
            print("   ", one.kind or "harmless", one.words, [(str(c.kind), c.earlier, c.later) for c in claims])
    line(
        f"changes of substance planted in real statements ({wanted})",
        right / max(claimed, 1),
        "precision",
        ">= 0.9",
        right >= 0.9 * claimed,
    )
    line(f"changes of substance planted in real statements ({wanted})", right / max(wanted, 1), "recall", ">= 0.9", right >= 0.9 * wanted)


def _touches(earlier: str, later: str, words: tuple[str, str]) -> bool:
    """Return whether a claim is about the planted words."""
    return any(a and b and (a in b or b in a or set(a.split()) & set(b.split())) for a, b in zip((earlier, later), words, strict=True))
