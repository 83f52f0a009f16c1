"""Readings as one self-contained page: each document's text with its citations coloured, beside the record that rests on them."""

from __future__ import annotations

import base64
import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import TracebackType
from typing import IO, TYPE_CHECKING

from markupsafe import Markup

from sulh import words
from sulh.model import Reading
from sulh.model.kinds import kinds
from sulh.render.outline import KINDS, OutlineEntry, outline
from sulh.render.quotes import one_line, passage
from sulh.render.segments import Segment, paragraphs

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["ReadingPage", "asset", "digest", "page", "templates"]

_QUOTE_LIMIT = 280


@dataclass(frozen=True, slots=True)
class _Contents:
    """One line of the list of contents."""

    anchor: str
    title: str
    notes: tuple[str, ...]
    counts: str


class ReadingPage:
    """Collects readings and writes them as one page; the sections wait in a temporary file, so that memory does not grow with them."""

    def __enter__(self) -> ReadingPage:
        self._sections: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="")
        self._contents: list[_Contents] = []
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._sections.close()

    def add(self, reading: Reading) -> None:
        """Add one reading as a section of its own."""
        shown = outline(reading)
        entries = list(shown.entries())
        counts = Counter(entry.kind for entry in entries)
        anchor = f"d{len(self._contents) + 1}"
        lines = list(paragraphs(reading.document.text, entries))
        section = templates().get_template("document.html").render(
            anchor=anchor,
            shown=shown,
            document=reading.document,
            lines=lines,
            places=_places(lines, entries),
            legend=[(kind, words.kind(kind), counts[kind]) for kind in KINDS if counts[kind]],
        )  # fmt: skip
        self._sections.write(section)
        self._contents.append(_Contents(anchor, shown.title, shown.notes, _counted(counts)))

    def write(self, stream: IO[str]) -> None:
        """Write the page with everything that was added."""
        css, js = asset("page.css"), asset("page.js")
        self._sections.seek(0)
        title = self._contents[0].title if len(self._contents) == 1 else f"Record of talks: {len(self._contents)} documents"
        chunks = templates().get_template("page.html").generate(
            title=title, contents=self._contents, sections=self._chunks(),
            css=Markup(css), js=Markup(js), css_digest=digest(css), js_digest=digest(js),
        )  # fmt: skip
        stream.writelines(chunks)

    def _chunks(self) -> Iterator[Markup]:
        while chunk := self._sections.read(1 << 16):
            yield Markup(chunk)  # our own rendering of a moment ago, escaped there


def page(readings: list[Reading]) -> str:
    """The page of some readings as one string."""
    import io

    stream = io.StringIO()
    with ReadingPage() as made:
        for reading in readings:
            made.add(reading)
        made.write(stream)
    return stream.getvalue()


def _places(lines: list[tuple[Segment, ...]], entries: list[OutlineEntry]) -> dict[str, list[int]]:
    """Where in the text each entry is marked, by its key: the starts of the segments at which a run of its words begins."""
    places: dict[str, list[int]] = {}
    for line in lines:
        before: set[str] = set()
        for segment in line:
            for entry in segment.entries:
                if entry.key not in before:
                    places.setdefault(entry.key, []).append(segment.start)
            before = {entry.key for entry in segment.entries}
    for entry in entries:  # a citation of nothing but line ends is marked nowhere
        places.setdefault(entry.key, [entry.cites[0].start])
    return places


def _counted(counts: Counter[str]) -> str:
    shown = [kind.name for kind in sorted(kinds(), key=lambda one: not one.parts)]
    told = (f"{count} {words.kind(kind, 'one' if count == 1 else 'many').lower()}" for kind in shown if (count := counts[kind]))
    return ", ".join(told) or "nothing about talks"


def _quote(entry: OutlineEntry, text: str) -> str:
    """The words that the entry rests on, all of them as far as there is room: one alone ("meeting") may say little."""
    return passage(entry.cites, text, limit=_QUOTE_LIMIT)[0]


def _labels(segment: Segment) -> str:
    return "; ".join(f"{words.kind(entry.kind)}: {one_line(entry.title)}" for entry in segment.entries)


@lru_cache(maxsize=1)
def templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("sulh.render")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(quote=_quote, labels=_labels)
    return made


def asset(name: str) -> str:
    return (files("sulh.render") / "templates" / name).read_text("utf-8")


def digest(content: str) -> str:
    """The page allows itself this one style sheet and this one script, by their digests: nothing a document holds can run."""
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
