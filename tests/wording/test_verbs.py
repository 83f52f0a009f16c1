"""Performative verbs are found in four languages, nouns are not, and the ladder orders those of one kind."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from sulh.model import ActKind
from sulh.wording import Statement, trace
from sulh.wording.verbs import deeds, find_verbs, ladder_of


@pytest.mark.parametrize(
    ("text", "lemma", "act"),
    [
        ("Reaffirmed their commitment", "reaffirm", ActKind.REAFFIRM),
        ("They called upon the parties", "call for", ActKind.CALL),
        ("The ministers took note of the report", "take note", ActKind.NOTE),
        ("Expressed their opposition to the seizure", "express opposition", ActKind.REJECT),
        ("Expressed their oppositionto theseizure", "express opposition", ActKind.REJECT),
        ("Les ministres exigent le retrait", "exiger", ActKind.CALL),
        ("Se f\u00e9licitent de la trêve", "saluer", ActKind.WELCOME),
        ("Стороны решительно осудили обстрелы", "осудить", ActKind.CONDEMN),
        ("وأكدوا التزامهم", "أكد", ActKind.REAFFIRM),
    ],
)
def test_verb_is_found_with_what_it_does(text: str, lemma: str, act: ActKind) -> None:
    verb = find_verbs(text)[0]
    assert (verb.lemma, verb.act) == (lemma, act)


@pytest.mark.parametrize("text", ["the demands of both sides", "to support the truce", "a so-called zone", "supported by resolution 9"])
def test_nouns_infinitives_and_participles_are_no_acts(text: str) -> None:
    assert find_verbs(text) == ()


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("their unwavering support for the mission", []),
        ("repeated demands of the parties", []),
        ("The parties agreed, as stated in the annex, to support the mission", [("agree", 4)]),
        ("The parties support the mission in its efforts", [("support", 2)]),
        ("The parties condemn in the strongest terms the attack", [("condemn", 5)]),
        ("Expressing grave concern at the situation", [("express concern", 2)]),
        ("reiterated its call for calm", [("call for", 3)]),
        ("Les membres se sont f\u00e9licit\u00e9s de l'ouverture du pont", [("saluer", 3)]),
        ("Le Conseil se d\u00e9clare gravement pr\u00e9occup\u00e9 par la situation", [("exprimer sa pr\u00e9occupation", 2)]),
        ("Le Conseil demande instamment aux parties de respecter la tr\u00eave", [("exhorter", 4)]),
        ("Ils ont condamn\u00e9 avec la plus grande fermet\u00e9 l\u2019attentat", [("condamner", 5)]),
        ("Стороны самым решительным образом осудили обстрелы", [("осудить", 5)]),
        ("Expresa su profunda preocupaci\u00f3n por la situaci\u00f3n", [("expresar preocupaci\u00f3n", 2)]),
        ("دان أعضاء المجلس بأشد العبارات الهجوم", [("أدان", 5)]),
        ("وشدّد المكتب على أهمية الهدنة", [("شدد", 3)]),
        ("Ils ont condamné dans les termes les plus vifs l’attentat", [("condamner", 5)]),
        ("España expresa su más rotunda condena ante el ataque", [("condenar", 5)]),
        ("أعربت وزارة الخارجية في المملكة عن إدانة الهجوم", [("أدان", 4)]),
        ("The members further regretted the raid", [("regret", 1)]),
        ("further support for the mission", []),
        ("Le Conseil réaffirme son attachement indéfectible à la paix", [("réaffirmer", 4)]),
        ("Los miembros reiteraron su preocupación por los ataques", [("expresar preocupación", 1)]),
        ("ونشيد بجهود البعثة", [("أشاد", 3)]),
        ("إن حكومات كل من فرنسا وإيطاليا قلقة بشدة بشأن الهجوم", [("أعرب عن القلق", 2)]),
        ("Le Conseil ne condamne pas la réunion", []),
        ("Призываем стороны к сдержанности", [("призвать", 3)]),
    ],
)
def test_verbs_are_read_with_what_gives_them_force_and_without_nouns_and_citations(text: str, verbs: list[tuple[str, int]]) -> None:
    assert [(verb.lemma, verb.strength) for verb in find_verbs(text)] == verbs


def test_demanded_is_stronger_than_called_for_and_strongly_adds_a_step() -> None:
    called, strongly, demanded = (find_verbs(text)[0] for text in ("Called for calm", "Strongly called for calm", "Demanded calm"))
    assert called.strength < strongly.strength < demanded.strength
    assert ladder_of(called.lemma) == ladder_of(demanded.lemma) != ladder_of("condemn")


def test_table_has_one_ladder_and_step_for_each_verb_and_names_its_source() -> None:
    with files("sulh.data").joinpath("strength.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len({(row["verb"], row["language"]) for row in rows}) == len(rows)
    assert all(1 <= int(row["strength"]) <= 5 and ActKind(row["act"]) and row["source"] for row in rows)
    assert {row["language"] for row in rows} == {"en", "fr", "es", "ru", "ar"}


def test_a_form_of_two_languages_is_read_in_the_first_of_the_table() -> None:
    assert find_verbs("They note that they invite nobody")[0].lemma == "take note"
    assert find_verbs("They invite both shores")[0].lemma == "invite"


def test_spanish_verbs_have_the_steps_of_the_others() -> None:
    [reaffirmed, urged] = find_verbs("Reafirmaron su compromiso con el alto el fuego y exhortaron a las partes a respetarlo")
    assert (reaffirmed.lemma, reaffirmed.act, urged.lemma, urged.strength) == ("reafirmar", ActKind.REAFFIRM, "instar", 4)


def test_who_recalls_a_thing_may_reaffirm_it() -> None:
    texts = "Recalled the truce", "Reaffirmed the truce", "Called for a truce"
    recalled, reaffirmed, called = (deeds(find_verbs(text)) for text in texts)
    assert recalled & reaffirmed == {ActKind.REAFFIRM}
    assert called.isdisjoint(recalled | reaffirmed)


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("أعرب المجلس عن القلق إزاء الوضع الإنساني في المدينة.", "أعرب المجلس عن بالغ القلق إزاء الوضع الإنساني في المدينة."),
        ("يشعر المجلس بالقلق إزاء استمرار القصف على القرى.", "يشعر المجلس ببالغ القلق إزاء استمرار القصف على القرى."),
        ("أحاطت الأطراف علما بتقرير البعثة عن الهدنة.", "رحبت الأطراف بتقرير البعثة عن الهدنة."),
        ("They called for the release of all the guards.", "They called for the unconditional release of all the guards."),
        ("Ils ont demandé la libération immédiate des gardes.", "Ils ont demandé la libération immédiate et inconditionnelle des gardes."),
        ("Pidieron la liberación inmediata de los guardias.", "Pidieron la liberación inmediata e incondicional de los guardias."),
        ("Они потребовали освобождения всех стражей.", "Они потребовали безусловного освобождения всех стражей."),
        ("وطالبوا بالإفراج الفوري عن جميع المحتجزين.", "وطالبوا بالإفراج الفوري وغير المشروط عن جميع المحتجزين."),
    ],
)
def test_depth_and_the_lack_of_conditions_add_force_in_each_language(weaker: str, stronger: str) -> None:
    for earlier, later, sign in ((weaker, stronger, 1), (stronger, weaker, -1)):
        cells = trace([Statement("a", earlier, "2031-01"), Statement("b", later, "2031-02")]).column("b")
        assert [(cell.strength > 0) - (cell.strength < 0) for cell in cells] == [sign]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("أعرب المجلس عن بالغ القلق إزاء الوضع في المدينة.", "أعرب المجلس عن قلقه البالغ إزاء الوضع في المدينة."),
        ("أحاطت اللجنة علما بتقرير البعثة عن الهدنة.", "أخذت اللجنة علما بتقرير البعثة عن الهدنة."),
        ("أحاط الطرفان علما بقلق القرى من الألغام.", "أحاط الطرفان علما بقلق القرى الشديد من الألغام."),
        ("Ils ont demandé la libération inconditionnelle des gardes.", "Ils ont demandé la libération sans conditions des gardes."),
        ("Они потребовали безусловного освобождения всех стражей.", "Они потребовали безоговорочного освобождения всех стражей."),
    ],
)
def test_the_same_force_in_other_words_is_neither_stronger_nor_weaker(earlier: str, later: str) -> None:
    cells = trace([Statement("a", earlier, "2031-01"), Statement("b", later, "2031-02")]).column("b")
    assert not any(cell.strength for cell in cells)
