"""States and territories that no list has, known by what a document says of them: that they have a government, a minister, an army."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from sulh.actors import MentionForm
from sulh.reading.lexicon import pattern, plain_words, word_set, words

__all__ = ["find_polities"]

_NAME = r"(?P<name>[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+(?:-[A-Z][a-z]+)?(?:[ ][A-Z][a-z]+(?![\w-]))?)(?![\w-])"
_BEFORE_NOUN = _NAME + r"(?:['\u2019]s?)?[ \u00a0]+(?i:<polity_tail>)\b"
# Said of a state or territory only: one such word is enough.
_GOVERNED = (
    # looked at from each head: "delegations of the Government of Tembria"
    r"(?=\b(?i:<polity_head>)\s+(?i:of|from)\s+(?:the\s+)?(?:(?:Republic|Kingdom|State|Union|Federation)\s+of\s+(?:the\s+)?)?"
    + _NAME
    + ")",
    _BEFORE_NOUN,
)
# Where sides sit or speak; enough of a name that stands elsewhere too, for "Rapporteur: Ms Anders" has the same form.
_SEATED = (
    # in a list of those present: "Thessovia: Colonel Feyer; ...", "for Ozremia Mr Orsk"
    r"(?m:^)[ \t]*(?:[-*\u2022]\s*)?" + _NAME + r":\s+(?i:<seated_title>)\.?\s+[A-Z]",
    # "spoke for Zhelin and Mr Ilves for Toldara"
    r"\b(?i:<speaks_for>)\s+for\s+" + _NAME,
    r"\b(?i:<seated_title>)\.?(?:\s+[A-Z][\w.-]*){1,3},?\s+(?:spoke\s+|speaking\s+)?for\s+" + _NAME,
    r"\b[Ff]or\s+" + _NAME + r":?,?\s+(?i:<seated_title>)\.?\s+[A-Z]",
)
# Of several: "the water ministers of Lagania, Sorovia and Uplandia".
_ONE = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+(?:-[A-Z][a-z]+)?(?![\w-]|[ ][A-Z])"
_SEVERAL = rf"\b(?i:<polity_heads>)\s+of\s+(?P<names>{_ONE}(?:,\s+{_ONE})*,?\s+and\s+{_ONE})"
# Two names between which there is what sides have: "talks between Orra and Tembria", "the Orra-Tembria border".
_BETWEEN = rf"\b(?:<between_sides>)\s+between\s+(?:the\s+)?(?P<names>{_ONE}\s+and\s+(?:the\s+)?{_ONE})"
# A name with the abbreviation that its first letters give: "Kastravia (KAS)".
_SHORTENED = re.compile(rf"(?<![\w-]){_NAME}\s+\((?P<short>[A-Z]{{2,4}})\)")
_WORD = re.compile(r"(?<![\w\u2019'-])[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+(?:-[A-Z][a-z]+)?(?![\w-])")
_CAPITALS = re.compile(r"(?<![\w-])[A-Z\u00c0-\u00de]{4,}(?![\w-])")
_PAIR = re.compile(rf"{_NAME}\s+and\s+(?P<other>[A-Z][a-z\u00df-\u00ff]+(?:-[A-Z][a-z]+)?)(?![\w-]|\s+[A-Z])")
_TITLED = r"\b(?i:<honorific>)\.?[ \u00a0]+(?:[A-Z][\w.-]*[ \u00a0]+){0,2}"
# What makes the name of its people from the name of a state, and how much of the state's name may be lost before it.
_PEOPLE = words("people_ending")
_LOST = 3
# How the name of a people ends whose state the text does not name.
_ADJECTIVES = words("people_adjective_ending")
_VOWELS = frozenset("aeiouys")
_SHORTEST = 4


def find_polities(text: str, *, is_free: Callable[[int, int], bool], is_known: Callable[[str], bool]) -> dict[str, tuple[str, MentionForm]]:
    """Return the words that stand for polities: each with the name of the polity and the form of the mention.

    `is_free` says whether no listed actor stands at [start, end); `is_known` whether a word is something else: a listed actor, a place.
    """
    words = Counter(match[0] for match in _WORD.finditer(text) if is_free(*match.span()))
    shorts = {m["name"]: m["short"] for m in _SHORTENED.finditer(text) if m["name"].upper().startswith(m["short"])}
    governed = [(_alone(name, text), behind) for name, at, behind in _governed(text) if is_free(*at)]
    seen = Counter(name for name, _ in governed)
    seen.update(list(shorts))
    nouns = {name for name, behind in governed if behind}
    adjectives = {name: stem for name in seen if (stem := _stem(name, words)) is not None and stem != name}

    def is_polity(name: str) -> bool:
        common = any(word.lower() in _common() for word in name.split())
        person = _is_titled(name, text) or (name not in nouns and _has_given_name(name, text))
        return not (common or is_known(name) or person) and (
            name in nouns or name in adjectives.values() or not name.endswith(_ADJECTIVES)
        )

    found = {name for name in (adjectives.get(name, name) for name in seen) if is_polity(name)}
    found |= {other for name, other in _pairs(text) if name in found and words[other] > 1 and is_polity(other)}
    named: dict[str, tuple[str, MentionForm]] = {name: (name, MentionForm.NAME) for name in found}
    for word in words:
        stem = next((name for name in found if word != name and _is_people(word, name)), None)
        if stem is not None:
            named.setdefault(word, (stem, MentionForm.DEMONYM))
    named |= {name: (name, MentionForm.NAME) for name in found}
    named |= {short: (name, MentionForm.ABBREVIATION) for name, short in shorts.items() if name in found}
    return named


def _governed(text: str) -> Iterator[tuple[str, tuple[int, int], bool]]:
    """Yield each name of which something is said that is said of a polity, where it stands, and whether it can be no adjective there."""
    spoken = _as_written_elsewhere(text)
    for template in (*_GOVERNED, *_SEATED):
        for match in pattern(template, 0).finditer(spoken):
            name = match["name"]
            if template == _GOVERNED[0] and _is_no_polity(spoken, match):
                continue
            if template in _GOVERNED or (text.count(name) > 1 and name.lower() not in _labels()):
                yield name, match.span("name"), template is not _BEFORE_NOUN
    for template in (_SEVERAL, _BETWEEN):
        for match in pattern(template, 0).finditer(spoken):
            for name in re.finditer(_ONE, match["names"]):
                # two leaders negotiate by their surnames as two states do: "talks between Orrin and Tembry"
                behind = template is _SEVERAL or not _has_given_name(name[0], text)
                yield name[0], (match.start("names") + name.start(), match.start("names") + name.end()), behind


# "the government of Pedro Salgado": who governs; "the state of Morazan", in small letters: part of a state.
_PART = re.compile(r"\bthe\s+[a-z-]+\s+$|\b(?:in|across|throughout|capital\s+of)\s+the\s+$")
_WORD_BEFORE = re.compile(r"[A-Z][\w-]*\s$")
_RULED = re.compile(r"(?:government|cabinet|administration)\s", re.IGNORECASE)


def _is_no_polity(text: str, match: re.Match[str]) -> bool:
    """Whether the name behind a word for who governs is that of a person, or of a part of a state."""
    head, name = text[match.start() : match.start("name")], match["name"]
    if head.startswith("state ") and _PART.search(text[max(0, match.start() - 40) : match.start()]):
        return True
    if not _RULED.match(head):
        return False
    first, _, second = name.partition(" ")
    goes_on = re.match(r"[ ][A-Z][a-z\u00df-\u00ff]+", text[match.end("name") :]) is not None
    if not second or goes_on:
        return bool(second)
    alone = any(_WORD_BEFORE.search(text[: m.start()]) is None for m in re.finditer(rf"(?<![\w-]){re.escape(second)}(?![\w-])", text))
    return alone and text.count(first) == text.count(name)


def _as_written_elsewhere(text: str) -> str:
    """The text with words in capitals written as they stand elsewhere in it: "REPUBLIC OF BELMAR" where "Belmar" stands too."""

    def lowered(match: re.Match[str]) -> str:
        name = match[0].title()
        return name if re.search(rf"\b{re.escape(name)}\b", text) else match[0]

    return _CAPITALS.sub(lowered, text)


def _alone(name: str, text: str) -> str:
    """The first word of a name of two where it also stands without the second: "Tervia" of "Tervia Ivo"; "Lower Marun" stays."""
    first, _, second = name.partition(" ")
    if not second or first.lower() in words("town_prefix"):
        return name
    alone = re.search(rf"\b{re.escape(first)}\b(?!\s+{re.escape(second)}\b)", text) is not None
    return first if alone or text.count(name) == 1 else name


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for match in _PAIR.finditer(text):
        yield match["name"], match["other"]
        yield match["other"], match["name"]


def _stem(word: str, words: Counter[str]) -> str | None:
    """The name in the text of whose people `word` is the name: "Karsovan" of "Karsova"."""
    return next((name for name in sorted(words, key=len, reverse=True) if name != word and _is_people(word, name)), None)


def _is_people(word: str, name: str) -> bool:
    if len(name) < _SHORTEST or len(word) < _SHORTEST:
        return False
    for lost in range(_LOST):
        kept, ending = name[: len(name) - lost], name[len(name) - lost :]
        if len(kept) >= _SHORTEST - 1 and set(ending) <= _VOWELS and word.startswith(kept) and word[len(kept) :] in _PEOPLE:
            return True
    return False


def _has_given_name(name: str, text: str) -> bool:
    """Whether the name stands somewhere behind a given name."""
    # a surname ends its run of capitals: "Osei Varnham Drumhal Patriots" are columns of a table
    given = (m[1].lower() for m in re.finditer(rf"(?<![\w-])([A-Z][a-z]+) {re.escape(name)}\b(?! [A-Z])", text))
    return any(word not in _common() and word not in word_set("place_preposition") for word in given)


def _is_titled(name: str, text: str) -> bool:
    """Whether the name stands somewhere behind a title or an initial."""
    return bool(pattern(_TITLED + re.escape(name) + r"\b", 0).search(text)) or bool(re.search(rf"\b[A-Z]\.\s?{re.escape(name)}\b", text))


@cache
def _labels() -> frozenset[str]:
    """Words that stand before a colon and a person and are no polity."""
    heads = ("head_present", "head_party", "head_third", "head_chair", "head_guarantor", "head_host", "head_observer", "head_absent")
    return frozenset(word for group in heads for word in words(group)) | word_set("office_head") | plain_words()


@cache
def _common() -> frozenset[str]:
    return word_set("not_name") | word_set("honorific") | word_set("office_head") | word_set("delegation") | word_set("no_polity")
