"""What clauses and segments of reports are compared by: stems, names, numbers of articles; and what introduces an item of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from sulh.following.weights import patterns
from sulh.text.folding import fold
from sulh.wording.inflection import stem_of

__all__ = [
    "cited_articles",
    "expansions",
    "is_heading",
    "is_listed",
    "lead_of",
    "lower_stems",
    "names_of",
    "phrases_of",
    "places_of",
    "plain",
    "plain_stems",
    "stems_of",
    "untitled",
]

_WORD = re.compile(r"[^\W\d_]{3,}|\d{4}")
# Reports that were pages once have words parted at the ends of lines.
_PARTED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad] (?=[a-z])")
_ACRONYM = re.compile(r"\b(?:[A-Z]-)?[A-Z][A-Za-z]?[A-Z]{1,7}\b(?:/[A-Z]+(?:-[A-Z]+)?)?")
_NAME = re.compile(r"(?<![.!?:;\n\u2022] )(?<!^)\b[A-Z][a-z'\u2019]{3,}(?:\s+(?:of|and|for|the)\s+(?=[A-Z])|\s+(?=[A-Z][a-z]))?")
_DEFINED = re.compile(r"((?:[A-Z][\w'\u2019-]+,?\s+(?:(?:of|and|for|the|on|to|in)\s+)*){1,8})\(([A-Z][A-Za-z&-]{1,8}[A-Z])\)")
_ARTICLE = re.compile(r"\b[Aa]rt(?:icles?|s?\.)\s*\(?(\d+(?:\.\d+)*)|(?<![\d.,/])(\d+(?:\.\d+){2,5})(?![\d/])")
# Where a clause holds: "in the district limited by the towns of Ostra and Vell", "at Lake Harbour".
_PLACE = re.compile(
    r"\b(?:(?i:towns?|cit(?:y|ies)|villages?|districts?|count(?:y|ies)|settlements?|port|airport|bridge|line)\s+(?:of\s+)?|(?:in|at|near|around|from)\s+)"
    r"((?:[A-Z][\w'\u2019-]+(?:,?\s+(?:and\s+)?)?){1,8})"
)
# A word in capitals that does not only open a sentence or an item.
_CAPITAL = re.compile(r"(?<![.!?:;\n\u2022)] )(?<!^)(?<![\w\u2019'-])[A-Z][\w'\u2019-]*")
_NAMED = re.compile(r"[A-Z][\w'\u2019-]{3,}")
_SMALL = re.compile(r"(?<![\w\u2019'-])[a-z\u00e0-\u00ff]{4,}")
_LOWER = re.compile(r"\b[a-z\u00e0-\u00ff]{2,}\b")
_LINK_ALONE = re.compile(r"\s*(?:https?://|www\.)\S+(?: \S+){0,3}\s*$")
# What a headline in capitals has, and a list of abbreviations has not.
_HEADLINE = re.compile(r"\b(?:OF|AND|THE|IN|BY|FOR|ON|TO|FROM|AGAINST)\b")
_DOTS = re.compile(r"\.{5,}|_{4,}")
# Pieces of a list that are looked back over for what introduces it, and words of a piece that says something.
_BACK, _SAYS = 12, 5
# Words that a list has at least, words in small letters that it has fewer of.
_LISTED, _SMALL_FEW = 6, 2


def joined(text: str) -> str:
    """The text with words that were parted at ends of lines put together."""
    return _PARTED.sub("", text)


@lru_cache(maxsize=65536)
def untitled(text: str, language: str = "en") -> str:
    """The text without the titles of the agreements that it cites, with words put together that were parted at ends of lines."""
    text = joined(text)
    titles = patterns("paper_title", language)
    return text if titles is None else titles.sub(" ", text)


def stems_of(text: str, expanded: Mapping[str, str] | None = None) -> list[str]:
    """The opening letters of the words, in their order; an abbreviation also counts as the words that it stands for."""
    text = joined(text)
    if expanded:
        spelt = (expanded[one] for one in set(_ACRONYM.findall(text)) if one in expanded and expanded[one] not in text)
        text = " ".join([text, *sorted(spelt)])
    return [stem_of(word) for word in _WORD.findall(fold(text))]


def plain(text: str) -> str:
    """The words that are of no name: what is to be done, without who is to do it and by what paper."""
    return _CAPITAL.sub(" ", _ACRONYM.sub(" ", joined(text)))


def plain_stems(text: str, expanded: Mapping[str, str]) -> list[str]:
    """The opening letters of the words that are of no name, nor of what an abbreviation stands for."""
    named = {stem for one in _ACRONYM.findall(joined(text)) if one in expanded for stem in stems_of(expanded[one])}
    return [stem for stem in stems_of(plain(text)) if stem not in named]


def lower_stems(texts: Iterable[str]) -> frozenset[str]:
    """The opening letters of the words that stand anywhere in small letters, and so are no names of places."""
    return frozenset(stem_of(fold(word)) for word in {word for text in texts for word in _SMALL.findall(text)})


def phrases_of(stems: Sequence[str], is_common: Callable[[str], bool]) -> list[str]:
    """Pairs of words that follow each other, but for common ones between them."""
    kept = [one for one in stems if not is_common(one)]
    return [f"{one} {other}" for one, other in pairwise(kept) if one != other]


def names_of(text: str) -> frozenset[str]:
    """Abbreviations and words in capitals that do not only open a sentence."""
    text = joined(text)
    return frozenset((*_ACRONYM.findall(text), *(stem_of(fold(one.split()[0])) for one in _NAME.findall(text))))


def places_of(text: str) -> frozenset[str]:
    """The opening letters of the names after words of place."""
    return frozenset(stem_of(fold(name)) for found in _PLACE.findall(joined(text)) for name in _NAMED.findall(found))


def expansions(texts: Iterable[str]) -> dict[str, str]:
    """What abbreviations stand for where a text says so: "National Elections Commission (NEC)"."""
    found: dict[str, str] = {}
    for text in texts:
        for words, short in _DEFINED.findall(text):
            letters = [one for one in short if one.isupper()]
            spelt = [one for one in words.replace(",", "").split() if one[0].isupper()][-len(letters) :]
            if [one[0] for one in spelt] == letters:
                found.setdefault(short, " ".join(spelt))
    return found


def cited_articles(text: str) -> frozenset[str]:
    """The numbers of articles that a text cites, without zeros at their ends ("Article 11.0" is article 11)."""
    return frozenset(re.sub(r"(?:\.0)+$", "", one or other) for one, other in _ARTICLE.findall(text))


def is_heading(text: str) -> bool:
    """Whether a text is a heading, a line of a table of contents or a list of abbreviations: hardly a word in small letters."""
    small, words = len(_LOWER.findall(text)), len(text.split())
    return _DOTS.search(text) is not None or small < 3 or 3 * small < words


def is_listed(text: str) -> bool:
    """Whether a text is a line of a table of contents, a link, or a list of abbreviations and names without a word between them."""
    is_bare = len(text.split()) >= _LISTED and len(_LOWER.findall(text)) < _SMALL_FEW and not _HEADLINE.search(text)
    return is_bare or _DOTS.search(text) is not None or _LINK_ALONE.match(text) is not None


def lead_of(pieces: Sequence[str], at: int) -> str:
    """What introduces the list that piece `at` stands in: the nearest piece before it that ends in a colon, with the one before that."""
    found: list[str] = []
    for piece in reversed(pieces[max(0, at - _BACK) : at]):
        ends = piece.rstrip().endswith((":", ": \u201c", ":\u201c"))
        if ends and len(piece.split()) >= _SAYS:
            found.append(piece)
        elif found and len(piece.split()) >= _SAYS:
            found.append(piece)
            break
        elif piece.rstrip().endswith((".", "?", "!")) and len(piece.split()) >= _SAYS:
            break
    return " ".join(reversed(found))
