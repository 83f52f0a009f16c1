"""Guess the language of a text from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

__all__ = ["READ", "Line", "detect_language", "is_read", "languages_held", "languages_of_lines", "likely_language"]

# The languages that documents are read in; a text in another one is stored, and said to be in it.
READ = frozenset({"en"})

# A line of a text: [start, end) in code points, and the language it is surely in.
Line = tuple[int, int, str | None]

_SAMPLE = 6000
_WORD = re.compile(r"[^\W\d_]+")
_STOPWORDS = {
    "en": "the of and to in that is for was with as by on from at this have has are their which",
    "fr": "le la les des et du en que qui une pour dans par sur est avec aux au ce ont",
    "es": "el la los las de y del que en una por con para se es su al como fue",
    "pt": "o os as de e do da dos das que em uma por com para se foi no na ao",
    "de": "der die das und den von zu mit des im ist auf für ein eine dem nicht sich wurde",
    "it": "il la le di e che del della in un una per con sono dei nel alla gli",
    "tr": "ve bir bu için ile olarak da de olan olduğu gibi daha tarafından eden etti",
    "nl": "de het een van en in op met voor dat zijn te door niet aan",
    "ru": "и в на с по что из от к для не был о это так как",
    "uk": "і в на з по що та від до для не є у це й як за",
    "ar": "في من على إلى أن عن مع التي هذا هذه الذي بين",
    "fa": "در از به که این با را برای و است آن خود",
    "ur": "کے میں کی ہے اور سے کا کو کہ نے ہیں پر",
}
# Further common words, for single lines: half of them have few or none of the words above.
_FURTHER = {
    "en": "be been an or not will shall all any both its they between into against other under through also had were it he she these",
    "fr": "l d qu n s à ou leur leurs ses sa son sa se ne pas plus être cette cet ces afin après entre sous selon ainsi ont été sont il"
    " elle elles ils aux lors toutes tous dont y",
    "es": "y e o sus lo ha han más no ni sobre entre desde hasta sino también todas todos así sin ser esta este estos fue son ante tras",
    "pt": "à às ao aos não são pela pelo pelas pelos seu sua seus suas mais entre também até ou pelo",
    "de": "sie er es wird werden auch aus bei nach über oder ihre ihrer dass zur zum einer eines durch am",
    "it": "gli degli delle dell nella nelle nei ed è o si ha hanno loro alle ai dal dalla anche tra l d suo sua",
    "ru": "за от до при со об их его все или между также как будет были был",
    "uk": "із зі під при або між також як буде були був їх його всі",
    "ar": "كما و أو إن ما لا كل بعد قبل بأن وفي ومن وعلى كانت كان",
    "fa": "تا یا بر آنها شد شود کرد کند هم نیز",
}
_SCRIPT_OF = {"ru": "cyrillic", "uk": "cyrillic", "ar": "arabic", "fa": "arabic", "ur": "arabic"}
_SETS = {code: frozenset(words.split()) for code, words in _STOPWORDS.items()}
_KNOWN = {code: words | frozenset(_FURTHER.get(code, "").split()) for code, words in _SETS.items()}
# A word of several languages speaks less for each of them.
_WEIGHTS = {word: 1.0 / sum(word in words for words in _KNOWN.values()) for words in _KNOWN.values() for word in words}
_SPEAKING = {word: tuple(code for code, words in _KNOWN.items() if word in words) for word in _WEIGHTS}
# The languages of a line are told apart by this much.
_CLEAR, _MARGIN = 1.3, 0.4
# Scripts that identify a language well enough, by code point range.
_RANGES = (
    ("latin", 0x41, 0x24F),
    ("el", 0x370, 0x3FF),
    ("cyrillic", 0x400, 0x52F),
    ("hy", 0x530, 0x58F),
    ("he", 0x590, 0x5FF),
    ("arabic", 0x600, 0x77F),
    ("hi", 0x900, 0x97F),
    ("my", 0x1000, 0x109F),
    ("ka", 0x10A0, 0x10FF),
    ("am", 0x1200, 0x137F),
    ("ja", 0x3040, 0x30FF),
    ("zh", 0x4E00, 0x9FFF),
    ("ko", 0xAC00, 0xD7AF),
)
_DEFAULTS = {"latin": "en", "cyrillic": "ru", "arabic": "ar"}
_LINE = re.compile(r"[^\n]+")
# A line of fewer letters is in no certain language; a language is one of the text's if this share of the letters, and so many lines,
# are in it.
_FEW_LETTERS = 12
_SHARE, _LINES = 0.2, 2


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the main language of the text's beginning; "en" when nothing decides."""
    sample = text[:_SAMPLE].lower()
    script = _main_script(sample)
    if script not in _DEFAULTS:
        return script or "en"
    hits = _hits(sample, script)
    best = max(hits, key=lambda code: hits[code])
    return best if hits[best] > hits[_DEFAULTS[script]] else _DEFAULTS[script]


def likely_language(text: str, among: Collection[str] = ()) -> str | None:
    """Return the language that the words of a text speak for, one of `among` where any are named; None when nothing decides.

    Unlike `detect_language` it guesses no language of a text that has none of a language's commonest words.
    """
    sample = text.lower()
    script = _main_script(sample)
    if script not in _DEFAULTS:
        return script if script and (not among or script in among) else None
    words = [word for word in _WORD.findall(sample) if word in _WEIGHTS]
    candidates = [code for code in _KNOWN if _SCRIPT_OF.get(code, "latin") == script and (not among or code in among)]
    weight = dict.fromkeys(candidates, 0.0)
    for word in words:
        for code in _SPEAKING[word]:
            if code in weight:
                weight[code] += _WEIGHTS[word]
    best = max(weight, key=lambda code: weight[code], default="")
    second = max((found for code, found in weight.items() if code != best), default=0.0)
    if best and weight[best] >= _CLEAR * second + _MARGIN:
        return best
    # Of a script that few languages here are written in: the commonest, or the only one asked for.
    if script == "latin":
        return None
    default = candidates[0] if len(candidates) == 1 else _DEFAULTS[script]
    return default if not second and default in candidates else None


def languages_of_lines(text: str, among: Collection[str] = ()) -> list[Line]:
    """Return each line of a text with its language, one of `among` where any are named; None where nothing decides, as in a heading."""
    found: list[Line] = []
    for line in _LINE.finditer(text):
        is_short = sum(map(str.isalpha, line[0])) < _FEW_LETTERS
        found.append((*line.span(), None if is_short else likely_language(line[0], among)))
    return found


def languages_held(text: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the languages that a text is written in, by its lines, that with most letters first."""
    letters: Counter[str] = Counter()
    for start, end, language in lines:
        if language is not None:
            letters[language] += sum(map(str.isalpha, text[start:end]))
    number = Counter(language for _, _, language in lines)
    least = _SHARE * sum(letters.values())
    return tuple(one for one, count in sorted(letters.items(), key=_most_first) if count >= least and number[one] >= _LINES)


def is_read(language: str, text: str) -> bool:
    """Return whether a document in that main language is read, because of it or of a part in another one."""
    return language in READ or not READ.isdisjoint(languages_held(text, languages_of_lines(text)))


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _main_script(sample: str) -> str:
    """Return the script most letters of a text belong to, "" where it has none."""
    if sample.isascii():
        return "latin" if any(map(str.isalpha, sample)) else ""
    scripts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if character.isalpha():
            scripts[_script(character)] += count
    scripts.pop("", None)
    if not scripts:
        return ""
    return "ja" if scripts["ja"] * 10 > scripts["zh"] > 0 else max(sorted(scripts), key=lambda name: scripts[name])


def _hits(sample: str, script: str) -> dict[str, int]:
    """Return how many words of a text are among the commonest of each language of a script."""
    counts = Counter(_WORD.findall(sample))
    candidates = [code for code in _SETS if _SCRIPT_OF.get(code, "latin") == script]
    return {code: sum(counts[word] for word in _SETS[code]) for code in candidates}


def _script(character: str) -> str:
    code = ord(character)
    return next((name for name, low, high in _RANGES if low <= code <= high), "")
