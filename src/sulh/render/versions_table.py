"""Two language versions of one statement side by side on a terminal: each clause with what only one version says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from sulh.render.quotes import one_line
from sulh.render.threads import statement_label
from sulh.render.versions import version_names, version_remarks, versions_finding
from sulh.wording import Statement
from sulh.wording.versions import VersionPair

__all__ = ["version_lines", "write_versions"]


def write_versions(one: Statement, other: Statement, pairs: Sequence[VersionPair], stream: IO[str]) -> None:
    """Write two versions clause by clause; where they say different things, what it is stands before the texts."""
    names = version_names(one, other)
    parts: list[RenderableType] = [Rule(style="dim")]
    parts += [Text(f"{name:<7} {statement_label(each)}") for name, each in zip(names, (one, other), strict=True)]
    parts.append(Text(versions_finding(pairs), style="bold"))
    for number, pair in enumerate(pairs, 1):
        parts.append(Text(""))
        told = "; ".join(version_remarks(pair, names))
        parts.append(Text(f"{number:>3}. ", style="dim").append(told, style="bold yellow"))
        for name, clause in zip(names, (pair.one, pair.other), strict=True):
            text = Text(f"{name}  ", style="dim").append(one_line(clause.text) if clause else "\u2013", style="not dim")
            parts.append(Padding(text, (0, 0, 0, 5)))
    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    with console.capture() as captured:
        console.print(Group(*parts))
    stream.write("\n".join(line.rstrip() for line in captured.get().split("\n")))


def version_lines(one: Statement, other: Statement, pairs: Sequence[VersionPair]) -> Iterator[str]:
    """Yield one JSON object for each pair of clauses: both texts with their places, and what only one version says."""
    names = version_names(one, other)
    for pair in pairs:
        sides = {
            name: None if clause is None else {"statement": clause.statement, "start": clause.start, "end": clause.end, "text": clause.text}
            for name, clause in zip(names, (pair.one, pair.other), strict=True)
        }
        differing = {"figures": dict(zip(names, pair.figures, strict=True)), "strength": pair.strength, "differs": pair.differs}
        yield json.dumps({"type": "version_pair", **sides, **differing}, ensure_ascii=False)
