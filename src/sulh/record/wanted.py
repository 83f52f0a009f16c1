"""What a search asks for: words, the sounds of names, and what else is called so; for the index, and to mark what was found."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sulh.text.folding import fold
from sulh.text.name_sounds import heard, is_like_a_name, like

__all__ = ["Run", "Wanted", "as_written", "joined", "other_names", "searchable", "wanted"]

# Arabic letters that are written one for the other; vowel signs and the lengthening stroke, which most texts leave out.
_ARABIC = str.maketrans(
    {"\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643"}
    | dict.fromkeys((*map(chr, range(0x064B, 0x0660)), "\u0670", "\u0640"), "")
)
_WORD = re.compile(r"[^\W_]+")
_LONGEST_NAME = 4  # words
# And, in, for, so, like: Arabic writes them together with the next word; for and the article are one sign less.
_PREFIXES = "\u0648\u0628\u0644\u0641\u0643"
_ARTICLE, _FOR_THE = "\u0627\u0644", "\u0644\u0644"
_LEAST_JOINED = 3


def searchable(text: str) -> str:
    """The words of a text as the index holds them: folded, without signs, one space between."""
    return " ".join(_WORD.findall(fold(text).translate(_ARABIC)))


@dataclass(frozen=True, slots=True)
class Run:
    """One or several words asked for, and what stands for them: names that sound like the word, other names of the same thing."""

    terms: tuple[str, ...]
    sounds: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Runs of words of which every one must be there; of the last, unless it is a known name, the beginning is enough."""

    runs: tuple[Run, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All the words asked for."""
        return tuple(term for run in self.runs for term in run.terms)

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The words of every other name."""
        return tuple(tuple(name.split()) for run in self.runs for name in run.others)

    def marks(self, word: str) -> bool:
        """Whether a word of a text is one of those asked for, or a name that sounds like one."""
        own = word.lower() if word.isascii() else searchable(word)
        if own in self._exact() or (self.runs and own.startswith(self.runs[-1].terms[-1])):
            return True
        known = self._sounds()
        return bool(known) and is_like_a_name(word) and not known.isdisjoint(heard(word))

    def _exact(self) -> frozenset[str]:
        return _exact(self)

    def _sounds(self) -> frozenset[str]:
        return _sounds(self)


@lru_cache(maxsize=64)
def _exact(asked: Wanted) -> frozenset[str]:
    alone = (name[0] for name in asked.names if len(name) == 1)
    return frozenset(form for word in (*asked.words, *alone) for form in joined(word))


@lru_cache(maxsize=64)
def _sounds(asked: Wanted) -> frozenset[str]:
    return frozenset(one for run in asked.runs for one in run.sounds)


@lru_cache(maxsize=256)
def wanted(text: str) -> Wanted:
    """What is asked for with these words: known names as a whole, and every other word by itself."""
    terms = searchable(text).split()
    # A word of two consonants says too little alone; beside another name it may stand for one.
    least = 2 if len(terms) > 1 and any(like(term) for term in terms) else 3
    runs: list[Run] = []
    at = 0
    while at < len(terms):
        end = next((end for end in range(min(len(terms), at + _LONGEST_NAME), at, -1) if other_names(" ".join(terms[at:end]))), at)
        if end > at:
            runs.append(Run(tuple(terms[at:end]), (), other_names(" ".join(terms[at:end]))))
        else:
            end = at + 1
            runs.append(Run((terms[at],), like(terms[at], least=least)))
        at = end
    return Wanted(tuple(runs))


def joined(word: str) -> tuple[str, ...]:
    """A word and, in Arabic, the forms in which it is written together with a small word before it."""
    if len(word) < _LEAST_JOINED or not "\u0620" <= word[0] <= "\u06ff":
        return (word,)
    forms = [word, *(prefix + word for prefix in _PREFIXES)]
    return tuple([*forms, _FOR_THE + word[2:]] if word.startswith(_ARTICLE) else forms)


def other_names(name: str) -> tuple[str, ...]:
    """Every other name, searchable, of the places, actors and tracks that are called so."""
    found: dict[str, None] = {}
    for key in _keys().get(name, ()):
        found.update(dict.fromkeys(_names()[key]))
    found.pop(name, None)
    return tuple(found)


@cache
def _written() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for _, name in _rows():
        found.setdefault(searchable(name), name)
    return found


def as_written(name: str) -> str:
    """A searchable name as a table has it."""
    return _written().get(name, name)


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """What places, actors and tracks are called, in every language that a table has, by what they are."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, name in _rows():
        if words := searchable(name):
            found[key][words] = None
    return {key: tuple(names) for key, names in found.items() if len(names) > 1}


@cache
def _keys() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, names in _names().items():
        for name in names:
            found[name].append(key)
    return {name: tuple(keys) for name, keys in found.items()}


def _rows() -> Iterator[tuple[str, str]]:
    """What a thing is, and one of its names: the gazetteer's, the authority's, those of the tables of words, and those of other scripts."""
    for place in _table("places.csv"):
        yield f"city {fold(place['current_name'])}", place["name"]
        yield f"city {fold(place['current_name'])}", place["current_name"]
    for form in _table("actors_forms.csv"):
        if form["form"] in {"NAME", "ABBREVIATION"} and form["rule"] != "context":
            yield f"actor {form['actor']}", form["text"]
    for country in _table("words/country_names.csv"):
        yield f"actor {country['actor']}", country["en"]
        yield f"actor {country['actor']}", country["ar"]
    for other in _table("other_names.csv"):
        yield f"{other['of']} {fold(other['key']) if other['of'] == 'city' else other['key']}", other["name"]
    for row in _table("words/names.csv"):
        if row["of"] == "person" and "-" not in row["key"]:
            continue  # a family name alone is found by its sound, in every script
        key = row["key"].replace("-", " ") if row["of"] == "track" else row["key"]
        yield f"{row['of']} {fold(key) if row['of'] == 'city' else row['key']}", row["ar"]
        if row["of"] != "actor":
            yield f"{row['of']} {fold(key) if row['of'] == 'city' else row['key']}", key


def _table(name: str) -> Iterator[Mapping[str, str]]:
    yield from csv.DictReader(files("sulh.data").joinpath(name).read_text(encoding="utf-8").splitlines())
