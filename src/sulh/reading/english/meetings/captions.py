"""Recognise captions: what they say of a meeting is said of one that the text reports."""

from __future__ import annotations

from sulh.reading.english.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage

__all__ = ["is_caption"]

_OPENS = r"\W*(?:<caption_label>)\b\s*[:,\u2014-]"
# "Wednesday, May 3, 2023. (Jon Doe/Keystone via AP) (AP)"
_CREDIT = r"[\s.]*(?:\([^()\n]{0,60}?\b(?:<caption_credit>)\b[^()\n]{0,40}\)[\s.]*|(?:<caption_credit>)(?:/[^\n]{0,30})?[\s.]*)+$"


def is_caption(context: Context, passage: Passage) -> bool:
    """Return whether a passage is the caption of a picture: labelled as one, or in the present tense with its day and a credit."""
    if pattern(_OPENS).match(passage.text):
        return True
    if not any(day.kind == "day" for day in passage.dates):
        return False
    last = max(day.end for day in passage.dates)
    line_ends = context.text.find("\n", last)
    behind = context.text[last : line_ends if line_ends >= 0 else None]
    root = next((t for t in passage.tokens if t.dep == "ROOT"), None)
    told_now = root is None or root.tag not in ("VBD", "VBN", "MD")
    return told_now and pattern(_CREDIT).fullmatch(behind) is not None
