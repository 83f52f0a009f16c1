"""Sentences about incidents, bound to how far each is verified: none may use a stronger word than its state allows.

Which words need which state is the table `data/words/state_verbs.csv`. A template is looked at before its gaps are filled: what a
source itself says, or is called, is not ours to weaken.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sulh.model import SulhError
from sulh.model.vocabulary import VerificationState
from sulh.words.tables import phrase, rows, template

__all__ = ["WordingError", "bound", "stronger"]


class WordingError(SulhError):
    """A sentence would say more than is known; the message says which word, and what state it needs."""


def bound(key: str, state: str, /, *, language: str = "en", **values: object) -> str:
    """The phrase with its gaps filled, for an incident that is verified as far as `state`. Raises WordingError where it says more."""
    for words in stronger(template(key, language=language), state, language=language):
        raise WordingError(f"“{words}” in {key} ({language}) says more than an incident allows that is {state.replace('_', ' ')}")
    return phrase(key, language=language, **values)


def stronger(text: str, state: str, *, language: str = "en") -> tuple[str, ...]:
    """The words of a text that an incident of that state does not allow; gaps of a template are no words."""
    plain = re.sub(r"\{\w*\}", " ", text)
    return tuple(found[0] for pattern, states in _table(language) if state not in states and (found := pattern.search(plain)))


@lru_cache(maxsize=4)
def _table(language: str) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """Patterns of words with the states that allow them. Raises ValueError for a state that is none."""
    base = language.partition("-")[0].lower()
    found = []
    for row in rows("state_verbs"):
        if row["language"] == base:
            states = frozenset(VerificationState(one).value for one in row["states"].split("|"))
            found.append((re.compile(rf"(?<!\w)(?:{row['pattern']})(?!\w)", re.IGNORECASE), states))
    return tuple(found)
