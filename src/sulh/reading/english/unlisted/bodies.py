"""Bodies that no list has (fronts, leagues, commissions), known by the form of their names, and the short forms that follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise

from sulh.model import ActorKind
from sulh.reading.lexicon import pattern, word_set, words

__all__ = ["bare_sides", "find_bodies", "kind_of", "short_forms", "with_headings_lowered"]

KINDS = {
    "body_armed": ActorKind.ARMED_GROUP,
    "body_political": ActorKind.POLITICAL,
    "body_igo": ActorKind.IGO,
    "body_civil": ActorKind.CIVIL_SOCIETY,
    "body_other": ActorKind.BODY,
}
# "the Basin Front's commanders": the possessive is no part of the name, unless the name goes on: "Coalition's Joint Forces".
_CAPITAL = r"(?:[A-Z\u00c0-\u00de][\w-]*(?:[\u2019'](?!s?(?![\w-])(?![ \u00a0]+[A-Z]))[\w-]*)*|\d\+\d)"
_RUN = re.compile(rf"(?<![\w'\u2019-]){_CAPITAL}(?:[ \u00a0]+(?:{_CAPITAL}|for|of|and|the|de|du|des)){{0,8}}")
_LINKS = word_set("name_link")
# A line without a small letter, no longer than a heading, and the words of one.
_CAPITALS = re.compile(r"(?m)^[^\na-z]{7,200}$")
_CAPITAL_WORD = re.compile(r"[A-Z]{3}\S*")
PAIR = 2
# What may stand before a name with a capital and is no part of it.
_OPENING = _LINKS | {
    *("a", "an", "this", "that", "its", "their", "our", "no", "one", "both", "every", "half", "what"),
    *("each", "either", "neither", "all", "any", "other", "another", "some", "most", "such"),
    *("in", "at", "on", "under", "between", "by", "from", "with", "to", "as", "if", "when", "but", "or"),
}


@cache
def _kinds() -> dict[str, ActorKind]:
    return {word: kind for group, kind in reversed(KINDS.items()) for word in words(group)}


@cache
def _leading() -> frozenset[str]:
    return frozenset(words("body_leading"))


def kind_of(name: str) -> ActorKind | None:
    """What sort of body a name says it is; None when it does not."""
    known = _kinds()
    return next((known[w.lower()] for w in re.findall(r"[\w-]+", name) if w.lower() in known), None)


def with_headings_lowered(text: str) -> str:
    """The text, character for character, with headings in capitals written as names: "RIDGE UNION OF ORRA" as "Ridge Union of Orra".

    Only lines that are all capitals and hold a word of a body, since a letterhead is often the only place that names one in full.
    """

    def lowered(match: re.Match[str]) -> str:
        line = match[0]
        if len(_CAPITAL_WORD.findall(line)) < PAIR or not any(word.lower() in _kinds() for word in re.findall(r"[^\W\d_]+", line)):
            return line
        return re.sub(r"[^\W\d_]+", lambda m: m[0].lower() if m[0].lower() in _LINKS and m.start() else m[0].capitalize(), line)

    made = _CAPITALS.sub(lowered, text)
    # letters that are two in the other case would move every offset behind them
    return made if len(made) == len(text) else text


def find_bodies(text: str, is_taken: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of the names of bodies that overlap no actor who is known."""
    for run in _RUN.finditer(text):
        parts = [(run.start() + w.start(), run.start() + w.end(), w[0]) for w in re.finditer(r"\S+", run[0])]
        for some in _apart(parts):
            some = _without_lead(some)
            last = _last(some)
            if last is None or last == 0 or _is_state(some) or not _is_distinct([w for _, _, w in some[: last + 1]]):
                continue
            start, end = some[0][0], some[last][1]
            if not is_taken(start, end):
                yield start, end


def _apart(parts: list[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    """Cut a run of capitalised words where one name ends: at "and" before another body, at "the" that nothing joins, at "For"."""
    known, at = _kinds(), 0
    for n, (_, _, word) in enumerate(parts):
        after = [w for _, _, w in parts[n + 1 :]]
        # "Brother Anselm Kerr of the Community of San Aurel": the name of a person ends there
        whose = word == "of" and after[:1] == ["the"] and after[1:2] and after[1].lower() in _leading()
        if whose and n - at > 1 and not any(w.lower() in known for _, _, w in parts[at:n]):
            yield parts[at:n]
            at = n + 2
            continue
        another = word == "and" and bool(after) and (after[0] == "the" or any(w.lower() in known for w in after))
        loose = word == "the" and n > at and parts[n - 1][2] not in ("of", "for", "and")
        # "Igor Popov for the Russian Federation": a person and whom he stands for
        stands_for = word == "for" and n > at and not any(w.lower() in known for _, _, w in parts[at:n])
        if another or loose or stands_for or (word in ("For", "And", "As") and n > at):
            yield parts[at:n]
            at = n + 1
    yield parts[at:]


def _without_lead(some: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without what precedes a name: "the", "Chair of the", "Special Envoy of the", "Mme Fatou Greel"."""
    offices, titles, leading = word_set("office_head"), word_set("honorific"), _leading()
    at = 0
    while at < len(some):
        held = _office_of(some, at)
        if held is not None:
            at = held
            continue
        word = some[at][2].lower().rstrip(".")
        behind = next((n for n in range(at + 2, len(some) - 1) if some[n][2] == "of"), None)
        if word in offices and at + 1 < len(some) and behind is not None and some[at + 1][2] not in _LINKS:
            # "President Samir Kettan of the Dorani Federation": whose office it is
            at = behind + 1
        elif word in titles and word not in offices:
            at = next((n for n in range(at, len(some)) if some[n][2].lower() in leading), len(some))
        elif word in _OPENING or (word in offices | word_set("delegation") and at + 1 < len(some) and some[at + 1][2] == "of"):
            at += 1
        else:
            break
    return some[at:]


def _office_of(some: list[tuple[int, int, str]], at: int) -> int | None:
    """Where the "of" behind an office in several words stands, "Special Representative of"; None where no such office begins."""
    words_ = [w.lower() for _, _, w in some]
    head = next((n for n in range(at, len(words_)) if words_[n] not in word_set("office_modifier")), len(words_))
    held = head > at and head + 1 < len(words_) and words_[head] in word_set("office_head") and words_[head + 1] == "of"
    return head + 1 if held and words_[at] not in _LINKS else None


def _is_state(some: list[tuple[int, int, str]]) -> bool:
    """Whether a name is that of a state in full, "Republic of Saranda", with or without its government: a polity, no body."""
    words_ = [w for _, _, w in some]
    return any(one.lower() in word_set("state_noun") and after == "of" for one, after in pairwise(words_))


def _is_distinct(name: list[str]) -> bool:
    """Whether a name tells its body from others: "Northern Liberation Front" does, "Joint Forces" and "Peace Council" do not."""
    told = [w.lower() for w in name if w.lower() not in _kinds() and w not in _LINKS]
    generic = word_set("body_adjective")
    several = sum(w.lower() in _kinds() for w in name) > 1
    known = any(w not in generic for w in told) or any(w.lower() in word_set("body_other") for w in name)
    named = len(told) > 1 or (several and bool(told) and len(name) > PAIR) or known
    return named and any(c.islower() for c in "".join(name))


def _last(some: list[tuple[int, int, str]]) -> int | None:
    """Where the name ends: at its last noun for bodies, or with what that is of or for."""
    known = _kinds()
    heads = [n for n, (_, _, w) in enumerate(some) if w.lower() in known]
    if not heads:
        return None
    head = heads[-1]
    follows = some[head + 1][2] if head + 1 < len(some) else ""
    if follows in ("of", "for") and (head > 0 or some[head][2].lower() in _leading()):
        end = len(some) - 1
        while end > head and some[end][2] in _LINKS:
            end -= 1
        return end
    return head


def bare_sides(text: str, named: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of "the Front" and its like in a text that names no such body in full, as notes among colleagues do."""
    known = {word.lower() for name in named for word in name.split()}
    for match in pattern(r"\bthe\s+(?P<word>(?-i:[A-Z])[a-z]+)(?![\w-]|\s+(?:of\s+(?:the\s+)?)?(?-i:[A-Z]))").finditer(text):
        word = match["word"].lower()
        if word in word_set("bare_side") and word not in known:
            yield match.span("word")


def short_forms(names: dict[str, str], text: str) -> Iterator[tuple[int, int, str]]:
    """Yield [start, end) and the name meant where a text says "the League" of the one league that it names, or "the Concord"."""
    shorts: dict[str, set[str]] = {}
    for name in names:
        first, *rest = name.split()
        nouns = [w for w in name.split() if w.lower() in _kinds()]
        for word in {*nouns[-1:], *([first] if rest and first.lower() not in _kinds() and len(first) > 3 else [])}:
            shorts.setdefault(word, set()).add(names[name])
    single = {word: next(iter(meant)) for word, meant in shorts.items() if len(meant) == 1}
    if single:
        listed = "|".join(map(re.escape, sorted(single, key=len, reverse=True)))
        for match in pattern(rf"(?<![\w'\u2019-])(?-i:(?P<word>{listed}))(?=\s+(?:[a-z-]+\s+)?(?:<short_bearer>)\b)").finditer(text):
            yield match.start("word"), match.end("word"), single[match["word"]]
        for match in re.finditer(rf"\b[Tt]he\s+(?P<word>{listed})(?:['\u2019]s?)?(?![\w-]|\s+(?:of\s+(?:the\s+)?)?[A-Z])", text):
            yield match.start("word"), match.end("word"), single[match["word"]]
