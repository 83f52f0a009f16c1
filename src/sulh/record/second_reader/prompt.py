"""What a model is asked: the annotation guide, the shape of the reply and the codes with their meanings, then the document."""

from __future__ import annotations

import csv
import hashlib
import json
from enum import StrEnum
from functools import cache
from importlib.resources import files

from sulh import words
from sulh.model import Document, DocumentKind
from sulh.model.kinds import PropertyType
from sulh.record.second_reader.schema import asked_kinds, outline, reply_schema

__all__ = ["digest", "marker", "question", "system_prompt", "version"]

_GUIDE = "{guide}"
_OUTLINE = "{outline}"
_CODES = "{codes}"


@cache
def system_prompt() -> str:
    """What comes before every document: `data/second_reader/frame.md` with the guide, the shape and the codes put in."""
    folder = files("sulh.data") / "second_reader"
    frame, guide = ((folder / name).read_text(encoding="utf-8") for name in ("frame.md", "guide.md"))
    return frame.replace(_GUIDE, guide.strip()).replace(_OUTLINE, outline()).replace(_CODES, _meanings())


def _meanings() -> str:
    """Each code that a reply may hold, with its meaning, by vocabulary."""
    held: dict[str, type[StrEnum] | None] = {"DocumentKind": DocumentKind}
    held |= {one.vocabulary: one.codes for kind in asked_kinds(parts=True) for one in kind.properties if one.holds is PropertyType.CODE}
    lines: list[str] = []
    for name, codes in sorted(held.items()):
        lines.append(f"{name}:")
        lines += [f"- {code}: {words.definition(name, str(code))}" for code in codes or ()]
    return "\n".join(lines)


def question(document: Document, start: int, end: int) -> str:
    """The message with a part `[start, end)` of a document's text, between two lines that cannot stand in it."""
    line = marker(document.text)
    # The title stands in the text; nothing that its writer wrote may stand outside the two lines.
    known = f"Published: {document.published}\n" if document.published else ""
    part = "" if (start, end) == (0, len(document.text)) else "This is a part of a longer document; record what this part states.\n"
    # The head of a later part says who published what, and where a dateline begins.
    opening = "" if start == 0 else f"The document begins:\n{line}\n{document.text[:_OPENING]}\n{line}\n"
    return f"{known}{part}{opening}The document:\n{line}\n{document.text[start:end]}\n{line}\nReply with the JSON object only."


_OPENING = 400


def marker(text: str) -> str:
    """The line around a document: made of the digest of its text, which no writer of that text can have known."""
    return f"----- {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]} -----"


def digest() -> str:
    """The SHA-256 over everything that a model is asked but the document: prompt and shape."""
    asked = system_prompt() + json.dumps(reply_schema(), sort_keys=True)
    return hashlib.sha256(asked.encode("utf-8")).hexdigest()


@cache
def version() -> str:
    """The number of this prompt in `data/second_reader/versions.csv`; a prompt that is not there yet has that of the last with `+`.

    A test sees to it that none is published so.
    """
    with (files("sulh.data") / "second_reader" / "versions.csv").open(encoding="utf-8") as table:
        known = {row["sha256"]: row["version"] for row in csv.DictReader(table)}
    return known.get(digest()) or f"{list(known.values())[-1]}+"
