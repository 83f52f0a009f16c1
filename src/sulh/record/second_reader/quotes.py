"""Find the words that a model quotes: exactly, after the normalisation that the loader gives every text, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from sulh.documents.normalise import normalise
from sulh.model import Citation

__all__ = ["QuotedText"]

# A shorter quote that stands only inside other words ("UN" in "GROUND") quotes nothing.
_INSIDE_WORDS = 4


class QuotedText:
    """The part `[start, end)` of a text in which quotes are looked for; offsets are those of the whole text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end

    def find(self, quote: object, *, near: int | None = None) -> Citation | None:
        """Where a quote stands, whole words before parts of words; of several places the nearest to `near`, else the first."""
        if not isinstance(quote, str) or len(quote) > self._end - self._start:
            return None
        wanted = normalise(quote)
        if not any(character.isalnum() for character in wanted):
            return None
        places = list(self._places(wanted))
        whole = [place for place in places if self._is_whole(place, place + len(wanted))]
        if not whole and len(wanted) < _INSIDE_WORDS:
            return None
        best = min(whole or places, key=lambda place: 0 if near is None else abs(place - near), default=None)
        return None if best is None else Citation.of(self._text, best, best + len(wanted))

    def count(self, quote: object) -> int:
        """At how many places a quote stands."""
        wanted = normalise(quote) if isinstance(quote, str) else ""
        return sum(1 for _ in self._places(wanted)) if wanted else 0

    def _places(self, wanted: str) -> Iterator[int]:
        place = self._text.find(wanted, self._start, self._end)
        while place >= 0:
            yield place
            place = self._text.find(wanted, place + 1, self._end)

    def _is_whole(self, start: int, end: int) -> bool:
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        return not (before.isalnum() and self._text[start].isalnum()) and not (after.isalnum() and self._text[end - 1].isalnum())
