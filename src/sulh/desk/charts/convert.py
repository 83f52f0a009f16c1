"""Altair charts to SVG for a page: one warm converter for the process, one call at a time, results kept by what they show."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections import OrderedDict
from html import escape
from typing import TYPE_CHECKING, Any

from sulh.desk.charts.svg import clean
from sulh.desk.charts.theme import altair_theme, inline_colours

if TYPE_CHECKING:
    import altair

__all__ = ["Converter", "converted", "warm"]

_OPENING = re.compile(r"<svg\b[^>]*>")
_ID = re.compile(r'\b(id="|url\(#|href="#)([A-Za-z0-9_-]+)')
_STYLE = re.compile(r'\sstyle="[^"]*"|<style\b.*?</style>', re.DOTALL)
_FONT = re.compile(r'font-family="[^"]*"')


class Converter:
    """Turns specifications of Vega-Lite into SVG. The first call starts the engine (about 0.7 s), later ones take some 20 ms.

    The engine is not made for several threads at once: calls wait for each other. The `kept` newest pictures are held in memory.
    """

    def __init__(self, kept: int = 64) -> None:
        self._lock = threading.Lock()
        self._pictures: OrderedDict[str, str] = OrderedDict()
        self._kept = kept

    def svg(self, specification: dict[str, Any]) -> str:
        """The picture as the engine draws it; the same specification is drawn once."""
        key = hashlib.sha256(json.dumps(specification, sort_keys=True, default=str).encode()).hexdigest()
        with self._lock:
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
            import vl_convert

            drawn = str(vl_convert.vegalite_to_svg(specification))
            self._pictures[key] = drawn
            while len(self._pictures) > self._kept:
                self._pictures.popitem(last=False)
            return drawn


_CONVERTER = Converter()


def converted(chart: altair.TopLevelMixin, *, kind: str, title: str, description: str, dark: bool = False, rtl: bool = False) -> str:
    """The chart as SVG for a page: named and described, ids of its own, colours that follow the page, no inline style.

    A style would be blocked by a policy of `style-src 'self'` when the SVG stands in the page; presentation attributes are not.
    """
    specification = chart.to_dict()
    specification["config"] = {**specification.get("config", {}), **altair_theme(rtl=rtl)}
    drawn = _CONVERTER.svg(specification)
    name = "c" + hashlib.sha256(f"{kind}{dark}{rtl}{title}{drawn}".encode()).hexdigest()[:10]
    drawn = _STYLE.sub("", _ID.sub(rf"\1{name}-\2", drawn))
    drawn = _FONT.sub('font-family="var(--chart-font, sans-serif)"', inline_colours(drawn, dark=dark))
    return _OPENING.sub(lambda found: _opened(found[0], name, kind, title, description), drawn, count=1)


def _opened(tag: str, name: str, kind: str, title: str, description: str) -> str:
    """The opening of the picture with its name and description; the engine sets words from the left, so no direction is given."""
    tag = tag.replace('class="marks"', f'class="chart chart-{kind}"', 1)
    told = f' direction="ltr" role="img" aria-labelledby="{name}-t" aria-describedby="{name}-d"'
    words, more = (escape(clean(text), quote=False) for text in (title, description))
    return f'{tag[:-1]}{told}><title id="{name}-t">{words}</title><desc id="{name}-d">{more}</desc>'


def warm() -> threading.Thread:
    """Starts the engine in the background, so that the first reader does not wait; the thread ends by itself."""
    thread = threading.Thread(target=_start, name="charts", daemon=True)
    thread.start()
    return thread


def _start() -> None:
    blank = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    _CONVERTER.svg(blank)
