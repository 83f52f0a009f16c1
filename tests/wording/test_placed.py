"""A short sentence on harm in the place of one that said there was none is a change of substance, though they share no words."""

from __future__ import annotations

import pytest

from sulh.wording import Statement, trace

FRAMES = {
    "en": (
        "The observers visited the camp near the northern bridge of Orra on Monday.",
        "The parties agreed to meet again in the hall of Selm before the winter.",
    ),
    "fr": (
        "Les observateurs ont visité le camp près du pont nord d'Orra lundi.",
        "Les parties sont convenues de se réunir à nouveau à Selm avant l'hiver.",
    ),
    "es": (
        "Los observadores visitaron el campamento cerca del puente de Orra.",
        "Las partes acordaron reunirse de nuevo en Selm antes del invierno.",
    ),
    "ru": (
        "Наблюдатели посетили лагерь у северного моста Орры в понедельник.",
        "Стороны договорились вновь встретиться в Сельме до зимы.",
    ),
    "ar": ("زار المراقبون المخيم قرب الجسر الشمالي يوم الاثنين.", "اتفق الطرفان على الاجتماع مجددا في القاعة قبل الشتاء."),
}


def states(earlier: str, later: str, frame: tuple[str, str], *, other: str = "") -> tuple[list[str], list[tuple[str, str, str]]]:
    """The states of the second of two statements, each a sentence between two others, and its changes of substance."""
    before, after = frame
    texts = f"{before}\n{earlier}\n{after}", f"{before}\n{later}\n{other or after}"
    cells = trace([Statement("a", texts[0], "2031-01"), Statement("b", texts[1], "2031-02")]).column("b")
    return [str(cell.state) for cell in cells], [(str(one.kind), one.earlier, one.later) for cell in cells for one in cell.substance]


@pytest.mark.parametrize(
    ("language", "none", "some", "words"),
    [
        ("en", "No casualties were reported.", "Two people were killed.", ("No casualties", "Two people were killed")),
        ("en", "No violations were recorded.", "Three incidents occurred.", ("No violations", "Three incidents")),
        ("fr", "Aucune victime n'est à déplorer.", "Deux soldats ont été tués.", ("Aucune victime", "Deux soldats ont été tués")),
        ("es", "No se registraron víctimas.", "Murieron dos soldados.", ("No se registraron víctimas", "Murieron dos")),
        ("ru", "Пострадавших нет.", "Погибли два солдата.", ("Пострадавших нет", "Погибли два")),
        ("ar", "لم تقع إصابات.", "قتل جنديان.", ("لم تقع إصابات", "قتل جنديان")),
    ],
)
def test_harm_in_the_place_of_none_is_a_change_of_substance(language: str, none: str, some: str, words: tuple[str, str]) -> None:
    frame = FRAMES[language]
    assert states(none, some, frame) == (["carried", "changed", "carried"], [("negation", *words)])
    assert states(some, none, frame) == (["carried", "changed", "carried"], [("negation", *words[::-1])])


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("No casualties were reported.", "The weather was fair."),
        ("No casualties were reported.", "No one was killed."),
        # One tells of the dead, the other of the truce; or of both.
        ("No casualties were reported.", "Three incidents occurred."),
        ("No casualties were reported.", "No shots fell, but two died."),
        ("Two people were killed.", "No word of casualties has come."),
        ("Пострадавших нет.", "Никто не погиб."),
    ],
)
def test_other_sentences_in_one_place_are_not_linked_by_it(earlier: str, later: str) -> None:
    changes = states(earlier, later, FRAMES["ru" if earlier[0] > "z" else "en"])[1]
    assert changes == []


def test_a_sentence_is_not_linked_by_its_place_where_one_neighbour_is_another() -> None:
    found = states("No casualties were reported.", "Two people were killed.", FRAMES["en"], other="The envoy of Tolva opened a school.")
    assert found[1] == []


@pytest.mark.parametrize("more", ["The envoy of Tolva opened a school.", "The envoy of Tolva opened a school.\nThe ferry sails again."])
def test_what_only_one_statement_has_may_stand_between(more: str) -> None:
    before, after = FRAMES["en"]
    earlier, later = f"{before}\nNo casualties were reported.", f"{before}\nTwo people were killed.\n{more}"
    for last in ("", f"\n{after}"):
        cells = trace([Statement("a", earlier + last, "2031-01"), Statement("b", later + last, "2031-02")]).column("b")
        assert [str(one.kind) for cell in cells for one in cell.substance] == ["negation"]


def test_who_tells_of_harm_twice_is_not_linked_by_its_place() -> None:
    before, after = FRAMES["en"]
    texts = f"{before}\nNo casualties were reported.\n{after}", f"{before}\nTwo were killed.\nThree were wounded.\n{after}"
    cells = trace([Statement("a", texts[0], "2031-01"), Statement("b", texts[1], "2031-02")]).column("b")
    assert not any(cell.substance for cell in cells)
