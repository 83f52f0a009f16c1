"""Find the turns of a conversation written down: lines that begin with the name of who speaks, or with Q and A."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from sulh.reading.lexicon import word_set

__all__ = ["Turn", "interviewee", "turns_of"]

# "KOLBE: It is adjourned.", "Q. When?", "QUESTION (Velmar Post): But is one coming?"
_LABELLED = re.compile(
    r"^[ \t]*(?P<label>[A-Z\u00c0-\u00de][\w.\u2019'-]*(?:[ ](?:[A-Z\u00c0-\u00de][\w.\u2019'-]*|of|the|for)){0,5})"
    r"(?:[ ]?\([^)\n]{1,50}\))?[ ]?:[ \t]+(?=\S)"
    r"|^[ \t]*(?P<short>Q|A)\.?[ ]?[.:][ \t]+(?=\S)",
    re.MULTILINE,
)
# Fewer turns, or turns of one speaker, are the labelled head of a sheet or a mail.
_FEWEST, _SPEAKERS, _AGAIN = 4, 2, 2
_HEADS = ("head_date", "head_place", "head_present", "head_third", "head_observer", "head_absent", "head_chair", "head_host", "head_party")


@dataclass(frozen=True, slots=True)
class Turn:
    """The label at [start, end) of who speaks from `end` on."""

    start: int
    end: int
    label: str

    @property
    def asks(self) -> bool:
        """Whether it is somebody who asks: Q, a host, a reporter."""
        return bool(set(re.findall(r"\w+", self.label.lower())) & word_set("asking_label"))


def turns_of(text: str) -> tuple[Turn, ...]:
    """Return the turns of a text in text order; none when it is no conversation."""
    heads = frozenset().union(*map(word_set, _HEADS)) | word_set("mail_label")
    heads -= word_set("asking_label")
    found = [Turn(m.start(), m.end(), m["label"] or m["short"]) for m in _LABELLED.finditer(text)]
    found = [turn for turn in found if turn.label.lower() not in heads]
    often = Counter(turn.label for turn in found)
    if len(found) < _FEWEST or len(often) < _SPEAKERS or max(often.values()) < _AGAIN:
        return ()
    return tuple(found)


def interviewee(turns: tuple[Turn, ...]) -> str | None:
    """Return the label of who answers: the one who speaks most often of those who do not ask; None where nobody does."""
    often = Counter(turn.label for turn in turns if not turn.asks)
    return max(often, key=lambda label: (often[label], label)) if often else None
