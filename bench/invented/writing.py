"""Names written down: the sounds of `sounds.csv` in Arabic letters and in romanisations, and the damage of published lists."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

__all__ = ["STYLES", "arabic", "damaged", "romanised"]

# Capitals are long vowels (A I U Y) or emphatic consonants; ` is the letter ayn, @ the ending of feminine names.
_ARABIC = dict(zip("bt^jHxd*rzs$SDTZ`GfqklmnhwyAIUY@'", "بتثجحخدذرزسشصضطظعغفقكلمنهوياي" "وىةء", strict=True))
_PLAIN = {"H": "h", "S": "s", "D": "d", "T": "t", "Z": "z", "`": "", "'": "", "@": "a", "Y": "a", "A": "a"}
_ENGLISH = {**_PLAIN, "x": "kh", "G": "gh", "$": "sh", "*": "dh", "^": "th", "I": "i", "U": "u"}
_FRENCH = {**_PLAIN, "x": "kh", "G": "gh", "$": "ch", "*": "d", "^": "t", "q": "k", "I": "i", "U": "ou", "u": "ou", "j": "dj"}
_PRESS = {**_PLAIN, "x": "kh", "G": "gh", "$": "sh", "*": "z", "^": "th", "I": "ee", "U": "oo", "q": "q"}
_EGYPT = {**_PLAIN, "x": "kh", "G": "gh", "$": "sh", "*": "z", "^": "s", "j": "g", "q": "k", "I": "i", "U": "o", "u": "o"}
_TURKISH = {**_PLAIN, "x": "h", "G": "ğ", "$": "ş", "*": "z", "^": "s", "j": "c", "q": "k", "I": "i", "U": "u", "w": "v"}
_KURDISH = {**_PLAIN, "G": "x", "$": "ş", "*": "z", "^": "s", "j": "c", "I": "î", "U": "û", "a": "e", "A": "a", "@": "e"}
_RUSSIAN = {
    **dict(zip("btjdrzsfqklmnhwyaiu", "бтждрзсфккл" "мнхвйаиу", strict=True)), "j": "дж", "x": "х", "G": "г", "$": "ш", "*": "з", "^": "с",
    "H": "х", "S": "с", "D": "д", "T": "т", "Z": "з", "`": "", "'": "", "@": "а", "Y": "а", "A": "а", "I": "и", "U": "у",
}  # fmt: skip
STYLES: Mapping[str, Mapping[str, str]] = {
    "english": _ENGLISH, "french": _FRENCH, "press": _PRESS, "egypt": _EGYPT, "turkish": _TURKISH, "kurdish": _KURDISH, "russian": _RUSSIAN,
}  # fmt: skip
_LATIN_STYLES = ("english", "french", "press", "egypt")
_LOOSE = {"u": "o", "i": "e", "a": "e"}  # short vowels that one writer hears so and another so
_SIMILAR = ("تط", "دض", "ضظ", "ذد", "سص", "هح", "قك", "جح", "حخ", "رز", "بن", "فق")


def arabic(sounds: str) -> str:
    """Return one name in Arabic letters as it is rightly written."""
    text = re.sub(r"([^aiu])\1", r"\1", sounds)
    text = re.sub("^A", "آ", text)
    text = re.sub("^I", "إي", re.sub("^U", "أو", text))
    text = re.sub("^i", "إ", re.sub("^[au]", "أ", text))
    written = "".join(_ARABIC.get(one, one if one > "\u0600" else "") for one in text)
    return re.sub("(?<=ا)ء(?=.)", "ئ", re.sub("(?<=[فل])ء(?=[اي])", "ؤ", written.replace("رءف", "رأف")))


def romanised(sounds: str, style: str, chance: random.Random, loose: float = 0.15) -> str:
    """Return one name in a style of `STYLES`; a short vowel after the first letter is heard otherwise with the chance `loose`."""
    table = STYLES[style]
    sounds = sounds.lstrip("`")
    if style in _LATIN_STYLES:
        sounds = "".join(
            _LOOSE.get(one, one) if at and chance.random() < loose else one for at, one in enumerate(sounds)
        ).replace("o", "O").replace("e", "E")
        text = "".join(table.get(one, one) for one in sounds).replace("O", "o").replace("E", "e")
    else:
        text = "".join(table.get(one, one) for one in sounds)
    text = re.sub("oo+", "oo", text)
    return text[:1].upper() + text[1:]


def damaged(name: str, chance: random.Random) -> str:
    """Return a name in Arabic letters with one kind of damage that published lists show; it may have nothing to damage."""
    kind = chance.randrange(8)
    words = name.split()
    at = chance.randrange(len(words))
    word = words[at]
    if kind == 0:
        return name.replace("لا", "ال")
    if kind == 1:
        return name.replace("ى", "ي") if "ى" in name else re.sub("ي\\b", "ى", name)
    if kind == 2:
        return name.replace("ة", "ه")
    if kind == 3 and len(word) > 3:
        words[at] = word[:-1]
    elif kind == 4:
        return re.sub("[أإآ]", "ا", name)
    elif kind == 5:
        return "طفل/ " + name
    elif kind == 6 and len(word) > 3:
        pairs = [pair for pair in _SIMILAR if word[1:] and any(letter in word[1:] for letter in pair)]
        if pairs:
            old, new = chance.sample(chance.choice(pairs), 2)
            words[at] = word[0] + word[1:].replace(old, new, 1)
    elif kind == 7:
        words[at] = word[:1] + "\u0640" + word[1:] if len(word) > 2 else word
    return " ".join(words)
