"""Length-preserving folding of text for matching: every offset into the folded text is an offset into the text."""

from __future__ import annotations

import unicodedata

__all__ = ["fold", "fold_lookalikes"]

_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u2035\u02bc\u02bb\u02b9\u02bf\u02be\u00b4\u0060\u2039\u203a\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\uff02\u301d\u301e\u301f"
_QUOTES = dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DOUBLE_QUOTES, '"')
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d\u2043", "-")
# Letters without a Unicode decomposition that stand for a plain letter in names.
_LETTERS = dict(zip("łøđħŧıĸŋſßæœðþəɨʉƙɗɓ", "lodhtiknssaodteiukdb", strict=True))
_LOOKALIKES = str.maketrans(
    dict(zip("асеорхуіјѕԁһӏкмтвн", "aceopxyijsdhlkmtbh", strict=True)) | dict(zip("αεικνορτυχ", "aeiknoptux", strict=True))
)


def _fold_character(character: str) -> str:
    """One folded character: a fixed point of the folding wherever Unicode allows one."""
    for known in (_QUOTES, _DASHES):
        if character in known:
            return known[character]
    if character.isspace():
        return character if character == "\n" else " "
    first = unicodedata.normalize("NFKD", character)[0]
    # A bare combining mark or a ligature's filler must not be dropped: the text keeps its length.
    folded = (first if not first.isspace() else " ").casefold()[:1] or character
    folded = unicodedata.normalize("NFKD", folded)[0]
    return _LETTERS.get(folded, _QUOTES.get(folded, _DASHES.get(folded, folded)))


class _FoldTable(dict[int, str]):
    """A translation table that computes an entry the first time a character is met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _FoldTable()
# Plain letters are most of what is folded, and by far the quickest as bytes.
_PLAIN = "".join(_fold_character(chr(code)) for code in range(128)).encode("ascii").ljust(256)


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics, with plain quotes, dashes and spaces; newlines are kept. For matching only.

    The result has exactly as many code points as `text`: a character that unfolds into several gives its first.
    Method: NFKD and full case folding (Unicode Standard, chapter 3.13), one character at a time.
    """
    if text.isascii():
        return text.encode("ascii").translate(_PLAIN).decode("ascii")
    return text.translate(_TABLE)


def fold_lookalikes(text: str) -> str:
    """Return `text` folded as by `fold`, with Cyrillic and Greek letters that look like Latin ones replaced by these; same length."""
    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_LOOKALIKES)
