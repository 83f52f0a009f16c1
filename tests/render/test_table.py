from __future__ import annotations

import io
from dataclasses import replace

import pytest
from factory import make_arabic, make_document, make_empty, make_reading
from rich.cells import cell_len

from sulh.model import Reading
from sulh.render.table import write_table


def drawn(reading: Reading, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = io.StringIO()
    write_table(reading, stream)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("width", [40, 80, 110, 200])
@pytest.mark.parametrize("make", [make_reading, make_empty, make_arabic])
def test_no_line_is_wider_than_the_terminal(make: object, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(cell_len(line) for line in drawn(make(), width, monkeypatch)) <= width  # type: ignore[operator]


def test_table_shows_each_fact_with_its_quote_and_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = "\n".join(drawn(make_reading(), 80, monkeypatch))
    for words in (
        "Guarantors meet in Nur-Sultan\nKazinform · 9 July 2021 · news · talks/round-16.txt",
        "7–8 July 2021 · Nur-Sultan, Kazakhstan",
        "round 16 · Astana format · held · main subject",
        "Guarantors    Russia, Iran, Türkiye\n                  “Russia, Iran and Turkey” @117",
        "“humanitarian assistance” @380",
        "Release (12) · by Syria · to Syrian armed opposition · June 2021",
    ):
        assert words in shown
    order = [shown.index(heading) for heading in ("MEETINGS", "TRACKS", "ACTS", "CEASEFIRES", "RELEASES")]
    assert order == sorted(order)


def test_quote_stands_beside_its_entry_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    line = next(line for line in drawn(make_reading(), 140, monkeypatch) if "Guarantors  " in line)
    assert "Russia, Iran, Türkiye" in line
    assert line.endswith("“Russia, Iran and Turkey” @117")


def test_document_with_nothing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(make_empty(), 80, monkeypatch)
    assert "Nothing about talks was found in this document." in lines
    assert "MEETINGS" not in lines


def test_no_colour_and_no_markup_outside_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    title = "[bold]Talks[/bold] :smile: \x1b[31mred"
    shown = "\n".join(drawn(replace(make_empty(), document=make_document(title=title)), 80, monkeypatch))
    assert "\x1b" not in shown
    assert "[bold]Talks[/bold] :smile:" in shown


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colour_on_a_terminal_obeys_no_color(no_colour: str, coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_colour)
    stream = Terminal()
    write_table(make_reading(), stream)
    assert ("\x1b[1;36m" in stream.getvalue()) is coloured
