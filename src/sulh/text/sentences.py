"""Split normalised text into sentences by rules, fast enough for every document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sulh.text.patterns import compiled_later

__all__ = ["MAX_SENTENCE", "Sentence", "said_around", "sentence_around", "split_sentences"]

MAX_SENTENCE = 2000
_MAX_HEADING = 160
# The longest remark or symbol between square brackets in which a stop ends no sentence.
_SYMBOL = 60

_CLOSERS = "\"'\u00bb\u201d\u2019)\\]\u203a\u300d\u300f"
_STOPS, _WIDE_STOPS = ".?!\u2026\u061f\u06d4\u0589\u0964", "\u3002\uff01\uff1f"
_BREAK = compiled_later(
    # Possessive, and only from the start of a run, so that a long run of stops takes linear time.
    rf"(?<![{_STOPS}])[{_STOPS}]++[{_CLOSERS}]*+(?:\[\d{{1,3}}\])*+(?=\s)|(?<![{_WIDE_STOPS}])[{_WIDE_STOPS}]++[{_CLOSERS}]*+"
)
_LINE = compiled_later(r"[^\n]+")
_MARKER = compiled_later(
    r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5}|[\u0621-\u064a]|[\u0660-\u0669]{1,2})[.)]|\(\w{1,4}\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
    r"|[-*+\u2013\u2014\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u00b7])(?=\s)\s*"
)
_WORD_BEFORE = compiled_later(r"(?:[^\W_]|[.&'\u2019-])*$")
_NEXT = compiled_later(r"\s*[\"'\u00ab\u201c\u2018(\[]*")
_CLAUSE_END = compiled_later(r";(?=\s+(?:and\s+|or\s+)?\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
_CUTS = ("; ", ", ", " ")

# Abbreviations before a name or number: a stop after them never ends a sentence.
_ABBREVIATIONS = frozenset(
    """mr mrs ms mx dr prof gen lt col sgt maj capt cmdr adm brig sen rep gov pres hon rev st sr fr sheikh amb msgr min sec dep
    no nos art arts para paras fig figs vol pp p ch cf vs v al e.g i.e approx ca c res doc op supp ref tel ext dept mt ft
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun maj.gen lt.gen brig.gen lt.col cdr
    cpt mme eng""".split()  # noqa: SIM905
)
# Abbreviations that end a sentence only when the next word starts one: "the U.S. The talks", "the U.S. delegation", "5 p.m. on Monday".
_MAYBE = frozenset("u.s u.n u.k u.s.a u.a.e e.u d.c a.m p.m jr sr inc ltd co corp etc bros esq ph.d b.c a.d u.s.s.r d.r.c".split())  # noqa: SIM905
_OPENERS = frozenset(
    """the a an in on at it he she they we i you this that these those there but and as after before when while if its his her their our
    during under according both all some no many most since for from with by to earlier later meanwhile however also asked speaking another
    each such following despite although because so what who where not""".split()  # noqa: SIM905
)
# These start a sentence even after an initial or a title; "An", "So" and "No" are surnames too.
_SURE_OPENERS = frozenset(("the", "this", "these", "those", "they", "it", "but", "and", "however", "both", "according", "its", "their"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `[start, end)` of code points; `paragraph` counts lines of text from 0; `item` marks a list item or operative clause."""

    start: int
    end: int
    paragraph: int
    heading: bool
    item: bool


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentences begin and end in which the words at [start, end) stand; those words themselves where none holds them."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    own = [one for one in split_sentences(line) if first + one.start < end and start < first + one.end]
    return min((first + one.start for one in own), default=start), max((first + one.end for one in own), default=end)


def said_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after the words at [start, end) in their sentences, so that the whole is a statement.

    A point of a list that goes on with the sentence above the list ("and decided: - to meet in May") has that sentence before it; between
    them stands an ellipsis where other points do.
    """
    first, last = sentence_around(text, start, end)
    before, after = text[first:start], text[end:last]
    marker = _MARKER.match(text, first, last)
    if not text[marker.end() if marker else first :][:1].islower():
        return before, after
    lead, is_next = _lead(text, first)
    own = text[marker.end() : start] if marker and marker.end() <= start else "" if marker else before
    return (f"{lead} {own}" if is_next else f"{lead} \u2026 {own}") if lead else before, after


def _lead(text: str, at: int) -> tuple[str, bool]:
    """Return the sentence that the list goes on with in which the line at `at` stands, and whether that line is its first point."""
    is_next = True
    for line in reversed(text[:at].splitlines()):
        marker = _MARKER.match(line)
        if not line.strip():
            continue
        if not (marker and marker.end() < len(line)):
            *_, last = split_sentences(line)
            opens = line[last.start : last.end].rstrip()
            return (opens, is_next) if opens[-1] not in ".?!\u2026\u061f\u06d4;" else ("", is_next)
        is_next = False
    return "", is_next


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of normalised text, in order and without overlap; together they cover all text except white space.

    A line break always ends a sentence. None is longer than `MAX_SENTENCE` code points: a longer one is cut at a semicolon, comma or space.
    """
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text)):
        item = _is_item(text, start, end)
        spans = list(_sentences(text, start, end))
        heading = not item and len(spans) == 1 and _is_heading(text, start, end)
        found.extend(Sentence(low, high, paragraph, heading, item) for span in spans for low, high in _pieces(text, *span))
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        start, end = _strip(text, line.start(), line.end())
        if start < end:
            yield start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_item(text: str, start: int, end: int) -> bool:
    marker = _MARKER.match(text, start, end)
    return marker is not None and marker.end() < end


def _is_heading(text: str, start: int, end: int) -> bool:
    """Return whether a line is a heading: short, without a final stop, and before a blank line or in title case."""
    if end - start > _MAX_HEADING or text[end - 1] in ".?!:;,\u061f\u06d4\u3002\"\u201d\u2019'" or not text[end : end + 100].strip():
        return False
    line = text[start:end]
    if not any(character.isalpha() for character in line):
        return False
    if text.startswith("\n\n", end):
        return True
    words = [word for word in line.split() if len(word) > 3]
    return bool(words) and len(words) <= 14 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    marker = _MARKER.match(text, start, end)
    low, search = start, marker.end() if marker else start
    for stop in _BREAK.finditer(text, search, end):
        if stop.end() < end and _ends_sentence(text, stop.start(), stop.end(), end) and not _is_bracketed(text, low, stop.start(), end):
            yield low, stop.end()
            low = _strip(text, stop.end(), end)[0]
    if low < end:
        yield from _clauses(text, low, end)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split numbered clauses in one line ("...: (a) ...; (b) ...;") into sentences of their own."""
    for cut in _CLAUSE_END.finditer(text, start, end):
        yield start, cut.end()
        start = _strip(text, cut.end(), end)[0]
    if start < end:
        yield start, end


def _is_bracketed(text: str, low: int, stop: int, end: int) -> bool:
    """Return whether a stop stands between square brackets, which hold the symbol of a document: "[PSC/PR/BR. 1228 (2024)]"."""
    opening = text.rfind("[", max(low, stop - _SYMBOL), stop)
    if opening < 0 or text.find("]", opening, stop) >= 0:
        return False
    return text.find("]", stop, min(end, opening + _SYMBOL)) >= 0


def _ends_sentence(text: str, stop: int, after: int, end: int) -> bool:
    opening = _NEXT.match(text, after, end)
    at = opening.end() if opening else after
    if at >= end:
        return True
    following = text[at]
    if text[stop] != ".":
        return not following.islower()
    if text.startswith("..", stop):
        return not following.islower()
    if following.islower():
        return False
    if after - stop > 1:
        return True
    return _full_stop(text, stop, at, end)


def _full_stop(text: str, stop: int, at: int, end: int) -> bool:
    """Return whether a single stop after a word, before a capital, digit or uncased letter, ends the sentence."""
    match = _WORD_BEFORE.search(text, max(0, stop - 24), stop)
    word = match.group() if match else ""
    folded = word.lower().lstrip("'\u2019-.")
    if folded in _MAYBE:
        return _next_word(text, at, end) in _OPENERS
    if folded in _ABBREVIATIONS or (len(word) == 1 and word.isupper()):
        return _next_word(text, at, end) in _SURE_OPENERS
    if len(word) > 2 and word.replace(".", "").isalpha() and all(len(part) == 1 for part in word.split(".")):
        return _next_word(text, at, end) in _OPENERS
    return True


def _next_word(text: str, at: int, end: int) -> str:
    word_end = at
    while word_end < min(end, at + 12) and text[word_end].isalpha():
        word_end += 1
    return text[at:word_end].lower()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span itself, or pieces of at most `MAX_SENTENCE` characters."""
    while end - start > MAX_SENTENCE:
        limit = start + MAX_SENTENCE
        cut = next((at + len(mark) for mark in _CUTS if (at := text.rfind(mark, start + 1, limit)) > 0), limit)
        yield _strip(text, start, cut)
        start = _strip(text, cut, end)[0]
    if start < end:
        yield start, end
