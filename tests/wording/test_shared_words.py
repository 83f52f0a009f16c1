"""The words that two wordings share, weighed by how few clauses of one statement have them."""

from __future__ import annotations

import numpy as np

from sulh.text.folding import fold_lookalikes
from sulh.wording.folding import folded_text
from sulh.wording.inflection import stem_of
from sulh.wording.naming import is_naming
from sulh.wording.shared_words import SharedWords

CLAUSES = (
    "The members of the Council condemned the attack on the convoy near Halse",
    "The members of the Council expressed their condolences to the families",
    "The members of the Council called for calm along the river",
    "The members of the Council condemned the attack on the bridge of Orra",
    "The members of the Council expressed their deepest condolences to the families of the victims",
    "The members of the Council called upon the parties to keep calm",
)


def shares(*texts: str, statements: int = 2) -> dict[tuple[int, int], float]:
    """The share of each pair of wordings; the texts are divided among the statements in order."""
    forms = [folded_text(text) for text in texts]
    owner = np.arange(len(texts)) // (len(texts) // statements)
    one, other = np.triu_indices(len(texts), 1)
    found = SharedWords(forms, range(len(texts)), owner).share(one, other, np.arange(len(one)))
    return {(int(a), int(b)): float(share) for a, b, share in zip(one, other, found, strict=True)}


def test_words_of_every_clause_weigh_little_even_if_they_are_many() -> None:
    found = shares(*CLAUSES)
    assert found[1, 4] > 0.8
    assert found[0, 4] < 0.5 * found[0, 3]
    assert all(0 <= share <= 1 for share in found.values())


def test_words_that_lost_the_blanks_between_them_are_still_shared() -> None:
    glued = CLAUSES[4].replace("deepest condolences to the families", "deepestcondolencesto the familiesof")
    found = shares(*CLAUSES[:4], glued, CLAUSES[5])
    assert found[1, 4] > 0.65


def test_stem_of_an_arabic_word_has_no_particles() -> None:
    assert stem_of("وللضحايا") == stem_of("ضحايا")
    assert stem_of("2254") == "2254"


def test_those_who_speak_weigh_little_beside_what_they_do() -> None:
    ministers = "The ministers of the member governments"
    found = shares(
        f"{ministers} welcomed the truce on the river",
        "Nobody else spoke about the bridge",
        f"{ministers} deplored the famine in the valley",
        "They welcomed the truce on the river",
    )
    assert found[0, 2] < 0.3 < 0.7 < found[0, 3]


def test_names_of_offices_and_states_are_known_under_arabic_particles() -> None:
    assert all(is_naming(word) for word in ("ministers", fold_lookalikes("послы"), "وزراء", "والمملكة", "وفرنسا"))
    assert not any(is_naming(word) for word in ("truce", "перемирие", "هدنة"))


def test_those_who_hold_an_office_weigh_little_beside_what_is_done() -> None:
    found = shares(
        "They thanked Ambassador Rudo Valemar and President Imke Sandovar for the truce on the river",
        "Nobody else spoke about the bridge",
        "Ambassador Rudo Valemar and President Imke Sandovar deplored the famine in the valley",
        "They thanked nobody for the truce on the river",
    )
    assert found[0, 2] < 0.5 < found[0, 3]
