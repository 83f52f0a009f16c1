"""Days, lengths of time and numbers are found again in another language, and missed where it has none or another."""

from __future__ import annotations

import pytest

from sulh.wording import Statement
from sulh.wording.said_in_any_language import facts_said
from sulh.wording.versions import versions

SAME = [
    ("They will withdraw 15 km by 1 May 2031.", "Elles se retireront de 15 km avant le 1er mai 2031."),
    ("They released twelve guards within two weeks.", "Elles ont libéré 12 gardes dans un délai de deux semaines."),
    ("At its fifty-eighth session it met 1,400 people.", "À sa 58e session elle a rencontré 1 400 personnes."),
    ("The session will open on 17 February at 3 p.m.", "La séance s'ouvrira le 17 février à 15 heures."),
    ("Some $2.4 billion, or 36.8 per cent, was paid.", "Было выплачено около 2,4 млрд долл., или 36,8 процента."),
    ("Both sides met during the year.", "Los dos bandos se reunieron durante el año."),
    ("The 2016-2017 plan covers 23,551 people.", "El plan 2016-2017 abarca a 23.551 personas."),
    ("The truce begins on 3 March at 12.40 p.m.", "تبدأ الهدنة في 3 آذار/مارس الساعة 12:40."),
    ("4. Protection of the environment", "Защита окружающей среды"),
]
OTHER = [
    ("They will withdraw by 1 March.", "Elles se retireront avant le 1er mai.", ("by 1 March",), ("avant le 1er mai",)),
    ("They will withdraw 15 km.", "Se retirarán a 5 km.", ("15",), ("5",)),
    ("They released twelve guards.", "Они освободили 20 охранников.", ("twelve",), ("20",)),
    ("The truce lasts 30 days.", "Перемирие продлится.", ("30 days",), ()),
    ("The truce was agreed.", "اتفق على الهدنة لمدة 90 يوما.", (), ("90 يوما",)),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_told_in_another_form_is_not_missed(one: str, other: str) -> None:
    first, second = facts_said(one), facts_said(other)
    assert (first.missing_in(second), second.missing_in(first)) == ((), ())


@pytest.mark.parametrize(("one", "other", "only", "opposite"), OTHER)
def test_what_only_one_version_says_is_named_in_its_words(one: str, other: str, only: tuple[str, ...], opposite: tuple[str, ...]) -> None:
    first, second = facts_said(one), facts_said(other)
    found = first.missing_in(second), second.missing_in(first)
    assert [[word in " ".join(words) for word in told] for words, told in zip(found, (only, opposite), strict=True)] == [
        [True] * len(only),
        [True] * len(opposite),
    ]
    assert [bool(words) for words in found] == [bool(only), bool(opposite)]


@pytest.mark.parametrize(
    ("one", "other", "strength"),
    [
        ("The parties strongly condemn the attacks on the river ports.", "Les parties condamnent les attaques contre les ports.", -1),
        ("The parties strongly condemn the attacks on the river ports.", "Les parties condamnent fermement les attaques.", 0),
        ("The parties call for a truce along the river.", "Les parties appellent à une trêve le long du fleuve.", 0),
    ],
)
def test_verb_with_force_in_one_version_alone_is_stronger_there(one: str, other: str, strength: int) -> None:
    (pair,) = versions(Statement("a", one, language="en"), Statement("b", other, language="fr"))
    assert pair.strength == strength
