"""Find sequences of words that look like personal names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sulh.reading.lexicon import pattern, words
from sulh.reading.passages import Passage, Reference

__all__ = ["Name", "find_names"]

WORD = re.compile(r"[^\W\d_][\w’'‑-]*\.?", re.UNICODE)
PREFIXES = ("al-", "el-", "ash-", "as-", "ar-", "an-", "az-", "ad-", "at-", "ul-", "d'", "d’", "o'", "o’")
SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Name:
    """A sequence of words that looks like a personal name; offsets into the document."""

    start: int
    end: int
    text: str


def _is_name_word(word: str) -> bool:
    if word[:4].lower().startswith(PREFIXES):
        word = next((word[len(p) :] for p in PREFIXES if word[: len(p)].lower() == p and len(word) > len(p)), word)
    return word[:1].isupper()


@cache
def _no_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return words that are never part of a name, particles that may occur inside one, and titles that may precede one."""
    titles = {*words("honorific"), *(w for w in words("office_head") if " " not in w), *words("part_of_ministry"), "crown"}
    return frozenset(words("not_name")), frozenset(words("particle")), frozenset(titles)


def _barred(passage: Passage, start: int, end: int) -> bool:
    """Return whether the word at [start, end) is part of an actor's name; a demonym or a state's name also ends a personal name."""
    return any(r.start <= start and end <= r.end and not _given_name(passage, r) for r in passage.references)


def _is_of_a_body(passage: Passage, end: int) -> bool:
    """Return whether words are the name of a part of a ministry: "the North Africa Department"."""
    return pattern(r"\s+(?:<part_of_ministry>)\b").match(passage.text, end - passage.start) is not None


def _given_name(passage: Passage, reference: Reference) -> bool:
    """Return whether the name of a capital is a given name, between an office and a surname: "Under Secretary Victoria Nuland"."""
    if reference.form != "capital":
        return False
    after = re.match(r"\s[A-Z]", passage.between(reference.end, passage.end))
    return after is not None and bool(
        pattern(r"\b(?:<office_head>)(?:\s+(?:of|for)\s+\w+)?\s+$").search(passage.between(passage.start, reference.start))
    )


def find_names(passage: Passage) -> list[Name]:
    """Return the sequences of capitalised words in a passage that could be personal names, without actors' names and common words."""
    stop, particles, titles = _no_names()
    names: list[Name] = []
    run: list[tuple[int, int, str]] = []

    def close() -> None:
        while run and run[-1][2] in particles:
            run.pop()
        while len(run) > 1 and run[0][2].lower().rstrip(".") in titles:
            run.pop(0)
        if len(run) == 1 and run[0][2].lower().rstrip(".") in titles:
            run.pop()
        if run and any(len(w.rstrip(".")) > 1 for _, _, w in run) and not _is_of_a_body(passage, run[-1][1]):
            start, end = run[0][0], run[-1][1]
            suffix = SUFFIX.match(passage.text, end - passage.start)
            if suffix:
                end = passage.start + suffix.end()
            names.append(Name(start, end, passage.text[start - passage.start : end - passage.start]))
        run.clear()

    last = 0
    for match in WORD.finditer(passage.text):
        word = match[0]
        initial = len(word) == 2 and word[1] == "." and word[0].isupper()
        if word.endswith(".") and not initial:
            word = word[:-1]
        possessive = POSSESSIVE.search(word)
        if possessive:
            word = word[: possessive.start()]
        start, end = passage.start + match.start(), passage.start + match.start() + len(word)
        gap = passage.text[last : match.start()]
        if run and gap.strip(" \u00a0"):
            close()
        lower = word.lower()
        if word.endswith("ly") and match.start() == 0:
            close()
        elif (
            initial
            or (_is_name_word(word) and lower not in stop and not _barred(passage, start, end))
            or (run and lower in particles and word.islower())
        ):
            run.append((start, end, word))
        else:
            close()
        last = match.start() + len(word) + (len(possessive[0]) if possessive else 0)
        if (possessive and run) or (match[0].endswith(".") and not initial and run):
            close()
    close()
    return names
