"""What copies do to a passage: words changed, sentences moved, spaces and articles lost, letters of another script."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

__all__ = ["PLAIN", "damaged", "edited"]

_LOOKALIKES = str.maketrans("aeopcxyi", "аеорсхуі")
PLAIN = str.maketrans("аеорсхуі", "aeopcxyi")
_ARTICLES = re.compile(r"\b(?:the|a|an) ", re.IGNORECASE)
_GLUED = 0.02  # share of spaces that an edited copy loses
_MOVED = 0.25  # share of edited copies of two sentences or more in which two change places

# Words that stand for each other in agreements.
_GROUPS = """
shall will must|parties sides signatories|agree consent undertake|agreed decided|ensure guarantee secure|establish create form
established created formed|immediately promptly|before until|after following|all every each|between among|within inside|through via by
under pursuant|government administration|forces troops units|members representatives|right entitlement|rights freedoms|law legislation
laws statutes|provisions terms|provision clause|power authority|powers authorities|persons people individuals|including comprising
respect honour|implement execute|implementation execution|peace reconciliation|conflict war|country state nation|national state
territory land|area zone region|areas zones regions|committee commission body|council assembly|appointed named designated|elected chosen
period time|necessary required needed|appropriate suitable|other further|such those|any whatever|may can|support assist|assistance help
protect safeguard|protection safeguarding|return repatriation|release liberation|present current|accordance conformity|political civic
principles tenets|regarding concerning on|upon on|first initial|full complete|new fresh|continue proceed|cease stop|use employ
based founded
"""
_SYNONYMS = {word: [other for other in group.split() if other != word] for group in re.split(r"[|\n]", _GROUPS) for word in group.split()}


def edited(words: Sequence[str], share: float, others: Sequence[str], draw: random.Random) -> list[str]:
    """`words` with `share` of them changed: one quarter each replaced (by a synonym if there is one, else by any word of `others`), left
    out, put after the next, or with another word put before. Beside that spaces are lost and neighbouring sentences change places.

    A share of nothing changes nothing.
    """
    if not share:
        return list(words)
    out: list[str] = []
    held: str | None = None
    for word in _moved(words, draw):
        here = [word]
        if draw.random() < share:
            change = draw.randrange(4)
            if change == 3 and held is None:
                held = word
                continue
            here = [[draw.choice(_SYNONYMS.get(word.lower(), others))], [], [draw.choice(others), word], [word]][change]
        out += here
        if held is not None:
            out.append(held)
            held = None
    out += [held] if held is not None else []
    return _glued(out, draw)


def _moved(words: Sequence[str], draw: random.Random) -> list[str]:
    ends = [at + 1 for at, word in enumerate(words[:-1]) if word.endswith((".", ";", ":"))]
    if not ends or draw.random() >= _MOVED:
        return list(words)
    bounds = [0, *ends, len(words)]
    at = draw.randrange(len(bounds) - 2)
    begin, middle, end = bounds[at : at + 3]
    return [*words[:begin], *words[middle:end], *words[begin:middle], *words[end:]]


def _glued(words: Sequence[str], draw: random.Random) -> list[str]:
    out: list[str] = []
    for word in words:
        if out and draw.random() < _GLUED:
            out[-1] += word
        else:
            out.append(word)
    return out


def damaged(text: str, draw: random.Random) -> str:
    """`text` as bad copies have it: articles gone, 15% of spaces lost, one letter in twenty a look-alike of another script."""
    text = _ARTICLES.sub("", text)
    text = "".join("" if letter == " " and draw.random() < 0.15 else letter for letter in text)
    return "".join(letter.translate(_LOOKALIKES) if draw.random() < 0.05 else letter for letter in text)
