"""A cheap guess at the language of a text from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["detect_language"]

_SAMPLE = 6000
_WORD = re.compile(r"[^\W\d_]+")
_STOPWORDS = {
    "en": "the of and to in that is for was with as by on from at this have has are their which",
    "fr": "le la les des et du en que qui une pour dans par sur est avec aux au ce ont",
    "es": "el la los las de y del que en una por con para se es su al como fue",
    "pt": "o os as de e do da dos das que em uma por com para se foi no na ao",
    "de": "der die das und den von zu mit des im ist auf f\u00fcr ein eine dem nicht sich wurde",
    "it": "il la le di e che del della in un una per con sono dei nel alla gli",
    "tr": "ve bir bu i\u00e7in ile olarak da de olan olduğu gibi daha taraf\u0131ndan eden etti",
    "nl": "de het een van en in op met voor dat zijn te door niet aan",
    "ru": "\u0438 \u0432 \u043d\u0430 \u0441 \u043f\u043e \u0447\u0442\u043e \u0438\u0437 \u043e\u0442 \u043a \u0434\u043b\u044f \u043d\u0435 \u0431\u044b\u043b \u043e \u044d\u0442\u043e \u0442\u0430\u043a \u043a\u0430\u043a",
    "uk": "\u0456 \u0432 \u043d\u0430 \u0437 \u043f\u043e \u0449\u043e \u0442\u0430 \u0432\u0456\u0434 \u0434\u043e \u0434\u043b\u044f \u043d\u0435 \u0454 \u0443 \u0446\u0435 \u0439 \u044f\u043a \u0437\u0430",
    "ar": "\u0641\u064a \u0645\u0646 \u0639\u0644\u0649 \u0625\u0644\u0649 \u0623\u0646 \u0639\u0646 \u0645\u0639 \u0627\u0644\u062a\u064a \u0647\u0630\u0627 \u0647\u0630\u0647 \u0627\u0644\u0630\u064a \u0628\u064a\u0646",
    "fa": "\u062f\u0631 \u0627\u0632 \u0628\u0647 \u06a9\u0647 \u0627\u06cc\u0646 \u0628\u0627 \u0631\u0627 \u0628\u0631\u0627\u06cc \u0648 \u0627\u0633\u062a \u0622\u0646 \u062e\u0648\u062f",
    "ur": "\u06a9\u06d2 \u0645\u06cc\u06ba \u06a9\u06cc \u06c1\u06d2 \u0627\u0648\u0631 \u0633\u06d2 \u06a9\u0627 \u06a9\u0648 \u06a9\u06c1 \u0646\u06d2 \u06c1\u06cc\u06ba \u067e\u0631",
}
_SCRIPT_OF = {"ru": "cyrillic", "uk": "cyrillic", "ar": "arabic", "fa": "arabic", "ur": "arabic"}
_SETS = {code: frozenset(words.split()) for code, words in _STOPWORDS.items()}
# Scripts that name their language well enough here, by code point range.
_RANGES = (
    ("latin", 0x41, 0x24F), ("el", 0x370, 0x3FF), ("cyrillic", 0x400, 0x52F), ("hy", 0x530, 0x58F), ("he", 0x590, 0x5FF), ("arabic", 0x600, 0x77F),
    ("hi", 0x900, 0x97F), ("my", 0x1000, 0x109F), ("ka", 0x10A0, 0x10FF), ("am", 0x1200, 0x137F), ("ja", 0x3040, 0x30FF), ("zh", 0x4E00, 0x9FFF), ("ko", 0xAC00, 0xD7AF),
)  # fmt: skip
_DEFAULTS = {"latin": "en", "cyrillic": "ru", "arabic": "ar"}


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language that most of the text's opening is written in; "en" when nothing tells."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    scripts = Counter(_script(word[0]) for word in words for _ in range(len(word)))
    scripts.pop("", None)
    if not scripts:
        return "en"
    script = "ja" if scripts["ja"] * 10 > scripts["zh"] > 0 else max(sorted(scripts), key=lambda name: scripts[name])
    if script not in _DEFAULTS:
        return script
    candidates = [code for code in _SETS if _SCRIPT_OF.get(code, "latin") == script]
    hits = {code: sum(word in _SETS[code] for word in words) for code in candidates}
    best = max(candidates, key=lambda code: hits[code])
    return best if hits[best] > hits[_DEFAULTS[script]] else _DEFAULTS[script]


def _script(character: str) -> str:
    code = ord(character)
    return next((name for name, low, high in _RANGES if low <= code <= high), "")
