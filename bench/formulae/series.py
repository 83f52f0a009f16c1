"""Series of statements composed from files of formulae with their versions, so that every clause and every link is known."""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from sulh.wording import Statement

__all__ = ["SERIES", "Part", "Series", "True_", "compose", "replace_half", "texts_of", "windows"]

HERE = Path(__file__).resolve().parent.parent / "wording"
SERIES = {
    "orvania (numbered paragraphs)": HERE / "orvania.toml",
    "sarrat (running text)": HERE / "sarrat.toml",
    "mirelle (French)": HERE / "mirelle.toml",
    "kestrel (minutes)": HERE / "kestrel.toml",
    "ketmara (formulae that drift)": HERE / "ketmara.toml",
    "ruvalia (co-chairs' communiques in prose)": HERE / "ruvalia.toml",
    "valdehara (Spanish)": HERE / "valdehara.toml",
}
CHOICE = re.compile(r"\{(\d[^{}]*)\}")
CORE = re.compile(r"\[\[(?!\[)(.*?)\]\]")
INSERTED = re.compile(r"\[\[\[(\w+)(?:@(\d+))?\]\]\]")
PIECES = "abcd"
LONG_WORD = re.compile(r"\w{4,}")
LOOKALIKES = str.maketrans("aceopxyi", "асеорхуі")
TRANSLATED = [tuple(line.split(",")) for line in (HERE / "translated.csv").read_text(encoding="utf-8").splitlines()[1:]]
COMMENTS = ("[sic]", "(editor's note: as published)", "[Ed.: text checked against the broadcast]", "(the body is banned there - Ed.)")


@dataclass(frozen=True)
class Part:
    """One formula, or one piece of it, inside a clause: its name, piece and wording."""

    name: str
    half: str
    wording: str


@dataclass(frozen=True)
class True_:
    """A clause as written: its statement, span, parts, formulae it only quotes, and whether it was translated back."""

    statement: int
    start: int
    end: int
    parts: frozenset[Part]
    quoted: frozenset[str] = frozenset()
    back: bool = False


@dataclass
class Series:
    """Statements with the clauses they were composed of, and the least share of words that makes kin a link.

    `versions` says that the wording of each formula is known by its version; otherwise only that clauses are of one formula.
    """

    statements: list[Statement] = field(default_factory=list)
    truth: list[True_] = field(default_factory=list)
    least: float = 0.0
    versions: bool = True

    def pairs(self) -> set[tuple[int, int]]:
        """Places of clauses of different statements that share a formula or a piece of one, and enough words."""
        units = [{(part.name, part.half) for part in clause.parts} for clause in self.truth]
        at = [clause.statement for clause in self.truth]
        kin = {(a, b) for a, b in combinations(range(len(units)), 2) if units[a] & units[b] and at[a] != at[b]}
        words = [Counter(LONG_WORD.findall(" ".join(part.wording for part in clause.parts))) for clause in self.truth]
        # A formula may drift until nothing of it is left, and a sentence may move to a long paragraph: such kin is no link for everybody.
        return {(a, b) for a, b in kin if (words[a] & words[b]).total() >= self.least * min(words[a].total(), words[b].total())}

    def open_pairs(self) -> set[tuple[int, int]]:
        """Pairs that share a formula or a quotation of it but are no link: neither right nor wrong."""
        names = [{part.name for part in clause.parts} | clause.quoted for clause in self.truth]
        return {(a, b) for a, b in combinations(range(len(names)), 2) if names[a] & names[b]} - self.pairs()


def chosen(text: str, version: int) -> str:
    """The text of one version."""

    def pick(match: re.Match[str]) -> str:
        for choice in match[1].split("|"):
            span, _, words = choice.partition(":")
            low, dash, high = span.partition("-")
            if int(low) <= version <= (int(high) if high else 999 if dash else int(low)):
                return words
        return ""

    return CHOICE.sub(pick, text)


def compose(path: Path, damage: Sequence[str] | None = None) -> Series:
    """The series of a file; `damage` overrides what the file says of every statement."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    made = Series(least=data.get("least", 0.0))
    for number, plan in enumerate(data["statement"]):
        chance = random.Random(f"{path.name} {number}")
        style = plan.get("style", data["style"])
        harm = plan.get("damage", ()) if damage is None else damage
        clauses = [_clause(reference, data, back="translated" in harm) for reference in plan["clauses"]]
        lead = chosen(data["lead"]["text"], plan.get("lead", number + 1))
        pieces = [(lead, frozenset({Part("lead", "", lead)}), frozenset[str]()), *clauses]
        title = data.get("title", "Joint statement no. {number}, {name}").format(number=number + 1, name=data["name"])
        text = f"{title}\n{plan['date']}\n"
        printed = 0
        for at, (words, parts, quoted) in enumerate(pieces):
            words = damaged(words, harm, chance)
            printed = 1 if "renumber" in harm and at % 4 == 1 else printed + 1
            gap = "\n\n" if style != "prose" or at < 2 or at % 3 == 1 else " "
            mark = "" if at == 0 else {"numbered": f"{printed if 'renumber' in harm else at}. ", "bulleted": "- "}.get(style, "")
            text += gap + mark
            made.truth.append(True_(number, len(text), len(text) + len(words), parts, quoted, "translated" in harm))
            text += words
        made.statements.append(
            Statement(
                f"{path.stem}-{number:02d}", text, plan["date"], title, data["name"], tuple(data["issuers"]), not plan.get("excerpt", False)
            )
        )
    return made


def texts_of(path: Path) -> list[str]:
    """Every formula and single clause of a series in its first wording."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_clause(f"{name}@1", data, back=False)[0] for name in (*data["formula"], *data["unit"])]


def _clause(reference: str, data: dict[str, Any], *, back: bool) -> tuple[str, frozenset[Part], frozenset[str]]:
    texts, parts, quoted = [], set(), set()
    for one in re.split(r" [+/] ", reference):
        name, _, rest = one.partition("@")
        version, _, half = rest.partition("#")
        written = data["formula"].get(name) or data["unit"][name]
        for inner, quoted_version in INSERTED.findall(written):
            quoted.add(inner)
            core = CORE.search(data["formula"][inner])
            assert core is not None
            written = INSERTED.sub(chosen(core[1], int(quoted_version or 5)), written, count=1)
        plain = chosen(written, int(version or 1)).replace("[[", "").replace("]]", "")
        halves = re.sub(r" +(?=[ ,;.])", "", plain).strip().split(" || ")
        wanted = half or PIECES[: len(halves)]
        halves = [translated(one) for one in halves] if back else halves
        texts.append(" ".join(halves[PIECES.index(one)] for one in wanted))
        parts |= {Part(name, one, halves[PIECES.index(one)].casefold()) for one in wanted}
    if " / " in reference:
        return " ".join(text[0].upper() + text[1:].rstrip(";. ") + "." for text in texts), frozenset(parts), frozenset(quoted)
    first = texts[0][0].upper() + texts[0][1:]
    rest_ = [", and " + text[0].lower() + text[1:] for text in texts[1:]]
    whole = "".join([first, *rest_][:1]) if not rest_ else first.rstrip(";. ") + "".join(text.rstrip(";. ") for text in rest_) + first[-1]
    return whole, frozenset(parts), frozenset(quoted)


def translated(text: str) -> str:
    """The text as it comes back from another language: other words for the same."""
    for written, back in TRANSLATED:
        text = re.sub(rf"\b{written}\b", back, text, flags=re.IGNORECASE)
    return text[0].upper() + text[1:]


def damaged(text: str, harm: Iterable[str], chance: random.Random) -> str:
    """The text as careless copies have it."""
    if "noarticles" in harm:
        text = re.sub(r"\b(?:[Tt]he|an?) ", "", text)
    if "comments" in harm and chance.random() < 0.5:
        words = text.split(" ")
        words.insert(chance.randrange(len(words) // 2, len(words)), chance.choice(COMMENTS))
        text = " ".join(words)
    if "glued" in harm:
        text = "".join("" if c == " " and chance.random() < 0.15 else c for c in text)
    if "homoglyphs" in harm:
        text = "".join(c.translate(LOOKALIKES) if chance.random() < 0.2 else c for c in text)
    return text


def windows(series: Series, width: int) -> list[Series]:
    """Every run of so many statements as a series of its own: what is known of two statements alone."""
    found = []
    for low in range(len(series.statements) - width + 1):
        truth = [replace(one, statement=one.statement - low) for one in series.truth if low <= one.statement < low + width]
        found.append(Series(series.statements[low : low + width], truth, series.least))
    return found


def replace_half(clean: Series, harmed: Series) -> Series:
    """Every second statement from the damaged series."""
    made = Series(least=clean.least)
    for number, (good, bad) in enumerate(zip(clean.statements, harmed.statements, strict=True)):
        source = harmed if number % 2 else clean
        made.statements.append(bad if number % 2 else good)
        made.truth.extend(replace(one) for one in source.truth if one.statement == number)
    return made
