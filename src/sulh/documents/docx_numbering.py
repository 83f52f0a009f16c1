"""Compute the numbers that Word shows before list paragraphs but does not store in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

__all__ = ["Numbering", "written"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = re.compile(r"%([1-9])")
_VALUES, _SIGNS = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i"
_ROMAN = tuple(zip(_VALUES, _SIGNS.split(), strict=True))
_MAX_COUNT = 3_000


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: the format's name, the pattern around the number, the first number."""

    form: str
    pattern: str
    first: int


class Numbering:
    """Counts list paragraphs in document order, as Word does when it lays them out (ECMA-376, part 1, 17.9)."""

    def __init__(self, document: Any) -> None:
        self._levels = _levels(document)
        self._styles = _styles(document)
        self._counts: dict[str, dict[int, int]] = {}

    def style_of(self, paragraph: Any) -> str:
        """Return the identifier of the paragraph's style, "" when it has none."""
        return _value(paragraph.find(f"{_W}pPr/{_W}pStyle")) or ""

    def label(self, paragraph: Any) -> str | None:
        """Return the number or bullet of a list paragraph, None for any other; each call advances the count."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        number, level = _reference(properties) if properties is not None else self._styles.get(self.style_of(paragraph), (None, 0))
        found = self._levels.get((number or "", level))
        if number is None or found is None or found.form == "none":
            return None
        if found.form == "bullet":
            return "-"
        above = {index: count for index, count in self._counts.get(number, {}).items() if index <= level}
        self._counts[number] = above | {level: above.get(level, found.first - 1) + 1}
        return _PLACEHOLDER.sub(lambda match: self._shown(number, int(match.group(1)) - 1), found.pattern).strip() or None

    def _shown(self, number: str, level: int) -> str:
        found = self._levels.get((number, level))
        count = self._counts[number].get(level, found.first if found else 1)
        return written(count, found.form if found else "decimal")


def written(count: int, form: str) -> str:
    if not 0 < count <= _MAX_COUNT:
        return str(count)
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(count)


def _value(element: Any) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


def _reference(properties: Any) -> tuple[str | None, int]:
    return _value(properties.find(f"{_W}numId")), _whole(_value(properties.find(f"{_W}ilvl")), 0)


def _part(document: Any, kind: str) -> Any:
    """Return the root of a part related to the document, None when it has none or its markup is not parsed."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            return getattr(relation.target_part, "element", None)
    return None


def _levels(document: Any) -> dict[tuple[str, int], _Level]:
    root = _part(document, "numbering")
    if root is None:
        return {}
    abstract = {element.get(f"{_W}abstractNumId"): element for element in root.findall(f"{_W}abstractNum")}
    levels: dict[tuple[str, int], _Level] = {}
    for number in root.findall(f"{_W}num"):
        base = abstract.get(_value(number.find(f"{_W}abstractNumId")))
        for level in base.findall(f"{_W}lvl") if base is not None else ():
            index = _whole(level.get(f"{_W}ilvl"), 0)
            form, pattern = _value(level.find(f"{_W}numFmt")) or "decimal", _value(level.find(f"{_W}lvlText")) or ""
            levels[number.get(f"{_W}numId") or "", index] = _Level(form, pattern, _whole(_value(level.find(f"{_W}start")), 1))
    return levels


def _styles(document: Any) -> dict[str, tuple[str | None, int]]:
    root = _part(document, "styles")
    found: dict[str, tuple[str | None, int]] = {}
    for style in root.findall(f"{_W}style") if root is not None else ():
        properties = style.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            found[style.get(f"{_W}styleId") or ""] = _reference(properties)
    return found
