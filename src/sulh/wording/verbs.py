"""The performative verbs of statements, what they do and how strong they are, from the ladder in `data/strength.csv`."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from sulh.model import ActKind
from sulh.text.folding import fold_lookalikes
from sulh.wording.folding import without_remarks

__all__ = ["Verb", "find_verbs", "ladder_of"]

_STRONGEST = 5
# Words that may precede the verb at the start of a clause: "We also strongly condemn", "et condamnent", "и осудили".
_INTENSE = re.compile(
    fold_lookalikes(
        r"(?:strongly|firmly|categorically|resolutely|vehemently|in the strongest terms|unequivocally|fermement|vigoureusement"
        r"|\u0440\u0435\u0448\u0438\u0442\u0435\u043b\u044c\u043d\u043e|\u043a\u0430\u0442\u0435\u0433\u043e\u0440\u0438\u0447\u0435\u0441\u043a\u0438"
        r"|\u043d\u0430\u0441\u0442\u043e\u044f\u0442\u0435\u043b\u044c\u043d\u043e|\u0628\u0634\u062f\u0629)"
    )
    + r"\W*$"
)

# After these a form is a noun ("the demands of", "their support") or an infinitive with another subject.
_GOVERNED = re.compile(
    r"(?<!\w)(?:the|a|an|of|in|for|with|by|on|from|to|no|any|this|that|these|those|their|its|his|her|our|all|such|full|strong|further|will|would"
    r"|should|must|shall|not|which|who)\s+$"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A performative verb: its dictionary form, what it does, how strong it is (1 to 5), and the words `[start, end)`."""

    lemma: str
    act: ActKind
    strength: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    lemma: str
    act: ActKind
    ladder: str
    strength: int
    opening: int = 0


@cache
def _table() -> tuple[str, tuple[_Row, ...]]:
    """Return all forms as one expression, with a group for each, and their rows in the order of the groups."""
    with files("sulh.data").joinpath("strength.csv").open(encoding="utf-8") as lines:
        table = [
            (form, _Row(row["verb"], ActKind(row["act"]), row["ladder"], int(row["strength"])))
            for row in csv.DictReader(lines)
            for form in row["forms"].split("|")
        ]
    # Forms of several words are tried before the single words they begin with; otherwise the order of the table is kept.
    table.sort(key=lambda entry: -entry[0].count(" "))
    # Gathered by their first letters, so that a word is compared with few of them; forms of other letters never compete.
    bundles: dict[str, list[tuple[str, _Row]]] = {}
    for form, row in table:
        expression = _expression(form)
        opening = expression[:2] if expression[:2].isalpha() else expression[:1]
        bundles.setdefault(opening, []).append((expression.removeprefix(opening), row))
    parts, rows = [], []
    for opening, bundle in bundles.items():
        parts.append(f"{opening}(?:{'|'.join(f'({rest})' for rest, _ in bundle)})")
        rows += [replace(row, opening=len(opening)) for _, row in bundle]
    return "|".join(parts), tuple(rows)


@cache
def _pattern() -> re.Pattern[str]:
    # Arabic writes "and" and "so" as one letter before the verb.
    return re.compile(rf"(?<![\w-])[\u0648\u0641]?(?:{_table()[0]})(?!\w|\s+by\b)")


@cache
def _glued() -> re.Pattern[str]:
    """Return the pattern of a verb at the start of a text joined to the next word; rarely needed, so compiled separately."""
    return re.compile(rf"\W*(?:{_table()[0]})(?=[^\W\d]{{2}})(?!(?:ed|es|ing)\b)")


def _expression(form: str) -> str:
    """Return a form of the table as a pattern: a blank matches blanks, `*` for the rest of the word, `~` for up to three words."""
    words = re.escape(fold_lookalikes(form)).replace(r"\*", r"\w*")
    return words.replace(r"\ \~\ ", r"\s+(?:\w+\s+){0,3}?").replace(r"\ ", r"\s+")


def find_verbs(text: str) -> tuple[Verb, ...]:
    """Return the performative verbs of a text in order; an adverb such as "strongly" before one adds a step, to five at most.

    When none is found, a verb at the start joined to the next word is looked for.
    """
    folded = without_remarks(fold_lookalikes(text))
    found = [match for match in _pattern().finditer(folded) if not _GOVERNED.search(folded, max(0, match.start() - 20), match.start())]
    if not found and (head := _glued().match(folded)):
        found = [head]
    return tuple(_verb(match, folded) for match in found)


def _verb(match: re.Match[str], folded: str) -> Verb:
    place = match.lastindex or 1
    row = _table()[1][place - 1]
    intense = _INTENSE.search(folded, max(0, match.start() - 30), match.start()) is not None
    return Verb(row.lemma, row.act, min(row.strength + intense, _STRONGEST), match.start(place) - row.opening, match.end(place))


@cache
def ladder_of(lemma: str) -> str:
    """Return the ladder of a verb; only verbs of one ladder are stronger or weaker than one another."""
    return next((row.ladder for row in _table()[1] if row.lemma == lemma), "")
