"""Conditions, names in lists and acts that came or went are changes of substance of their own; lengths are compared across units."""

from __future__ import annotations

import pytest
from substances import said

from sulh.wording.substance import compared
from sulh.wording.substance.amounts import amount, is_other_length


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        ("The guards will leave.", "The guards will leave as soon as the road is open.", "as soon as the road is open"),
        ("Les écoles rouvriront.", "Les écoles rouvriront, à condition que la trêve tienne.", "à condition que la trêve tienne"),
        ("La junta abrirá el paso.", "La junta abrirá el paso siempre que se respete la tregua.", "siempre que se respete la tregua"),
        ("Беженцы смогут вернуться в Орру.", "Беженцы смогут вернуться в Орру только после разминирования.", "только после разминирования"),
        ("ستنسحب القوات من البلدة.", "ستنسحب القوات من البلدة بشرط وقف إطلاق النار.", "بشرط وقف إطلاق النار"),
        ("They called for talks in Orra.", "They called for talks without preconditions in Orra.", "without preconditions"),
    ],
)
def test_condition_that_came_or_went_is_named(earlier: str, later: str, found: str) -> None:
    assert said(earlier, later) == [("condition", "", found)]
    assert said(later, earlier) == [("condition", found, "")]


def test_condition_in_other_words_is_the_same_and_another_one_is_a_change() -> None:
    first = "The guards will leave the bridge if the observers agree to it."
    assert said(first, "The guards will leave the bridge if all observers have agreed to it.") == []
    assert said(first, "The guards will leave the bridge unless the river rises.") == [
        ("condition", "if the observers agree to it", "unless the river rises")
    ]
    assert said("The council will meet.", "The council will meet as soon as possible.") == []


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        (
            "They thanked the Governments of Kenya and Ghana for hosting the talks.",
            "They thanked the Governments of Kenya, Ghana, and Djibouti for hosting the talks.",
            [("actor", "", "Djibouti")],
        ),
        (
            "The ministers urge the Government, the northern movements and the village militias to keep the truce.",
            "The ministers urge the Government and the northern movements to keep the truce.",
            [("actor", "village militias", "")],
        ),
        (
            "El grupo está integrado por Brasil, Chile, México y Uruguay.",
            "El grupo está integrado por Brasil, Chile y Uruguay.",
            [("actor", "México", "")],
        ),
        ("شارك في اللقاء وزراء خارجية مصر والأردن والعراق.", "شارك في اللقاء وزراء خارجية مصر والأردن.", [("actor", "والعراق", "")]),
        # One took the place of another among several who stayed.
        (
            "The guarantors thanked Orra Venn, Isk Halder and Tolva Brand for their work.",
            "The guarantors thanked Orra Venn, Isk Halder and Selm Arvo for their work.",
            [("actor", "Tolva Brand", "Selm Arvo")],
        ),
    ],
)
def test_name_that_came_or_went_in_a_list_is_named(earlier: str, later: str, found: list[tuple[str, str, str]]) -> None:
    assert said(earlier, later) == found


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        # Another order, another list, an abbreviation, an office without its name, and a name that follows an office.
        ("With support from Norway, Ghana and Chile, they met.", "They met, with support from Chile, Norway and Ghana."),
        ("They thanked Selm, Orra, Tessin, and Halse for the talks", "They thanked Selm, Orra, Arvo, and Tolva for the talks"),
        (
            "Ils ont salué les efforts de la CEDEAO et du Ghana.",
            "Ils ont salué les efforts du Ghana et de la Communauté économique des États de l'Afrique de l'Ouest (CEDEAO).",
        ),
        ("The Secretary and the Foreign Minister met in Orra.", "Secretary Venn and Foreign Minister Halder met in Orra."),
        ("He met President Venn and Minister Halder.", "He met the President of Halsia, Orra Venn, and Minister Halder."),
        ("The states of Iran and Turkey agreed.", "The states of Iran and Türkiye agreed."),
    ],
)
def test_names_in_another_order_or_form_are_no_change(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        (
            "The minister thanked the envoy for his efforts, and those of his team, to open the road.",
            "The minister thanked the envoy for his efforts to open the road.",
            "those of his team",
        ),
        (
            "They called for the release of all detainees, including women and children, held in Orra.",
            "They called for the release of all detainees held in Orra.",
            "women and children",
        ),
        (
            "Ils ont invité les autorités, ainsi que les anciens du village, à la table.",
            "Ils ont invité les autorités à la table.",
            "les anciens du village",
        ),
    ],
)
def test_those_named_beside_others_are_named_when_they_go(earlier: str, later: str, found: str) -> None:
    assert said(earlier, later) == [("actor", found, "")]


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        (
            "The parties commit to silence their guns and let the convoys through.",
            "The parties commit to silence their guns, release the detained teachers and let the convoys through.",
            "release the detained teachers",
        ),
        (
            "Ils ont appelé les parties à cesser le feu.",
            "Ils ont appelé les parties à cesser le feu et à libérer les maîtres détenus.",
            "à libérer les maîtres détenus",
        ),
        (
            "Instaron a la junta a respetar la tregua.",
            "Instaron a la junta a respetar la tregua y a liberar a los maestros detenidos.",
            "a liberar a los maestros detenidos",
        ),
        ("Они призвали стороны прекратить огонь.", "Они призвали стороны прекратить огонь и освободить учителей.", "освободить учителей"),
        (
            "دعا المجلس الأطراف إلى احترام الهدنة.",
            "دعا المجلس الأطراف إلى احترام الهدنة والإفراج عن جميع المعلمين المحتجزين.",
            "والإفراج عن جميع المعلمين المحتجزين",
        ),
    ],
)
def test_act_that_came_or_went_among_others_is_named(earlier: str, later: str, found: str) -> None:
    assert said(earlier, later) == [("demand", "", found)]
    assert said(later, earlier) == [("demand", found, "")]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("The mission noted calm on the road.", "The mission noted calm on the road and opened the bridge to convoys."),
        ("The leaders agreed to meet again in June.", "The leaders agreed to meet again in June and expressed thanks to the hosts."),
        ("Las partes acordaron continuar el diálogo.", "Las partes acordaron continuar el diálogo y agradecieron a los anfitriones."),
        ("They called on the parties to be calm.", "They called on the parties, as stated in the accord, to be calm."),
    ],
)
def test_act_that_is_only_told_is_no_demand(earlier: str, later: str) -> None:
    assert said(earlier, later) == []


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        ("They welcomed the 72-hour pause in Orra.", "They welcomed the two-week pause in Orra.", [("number", "72-hour", "two-week")]),
        ("They welcomed the 14-day pause along the Isk.", "They welcomed the two-week pause along the Isk.", []),
        ("The raid cost two dozen lives.", "The raid cost thirty-plus lives.", [("number", "two dozen", "thirty-plus")]),
        ("Les quatre-vingt-douze gardes sont rentrés.", "Les 92 gardes sont rentrés.", []),
        ("All armed groups signed the charter.", "Most armed groups signed the charter.", [("number", "All", "Most")]),
        ("They meet every week.", "They meet every month.", [("number", "every week", "every month")]),
        ("The sides traded captives, ten for ten.", "The sides traded captives, thirty for thirty.", [("number", "ten", "thirty")]),
        # A day that stands elsewhere, and no verb of the lexicon says what was then.
        (
            "The envoys led a May 4 meeting in Orra of the joint group.",
            "The envoys convened a virtual meeting on June 9 of the joint group.",
            [("date", "May 4", "June 9")],
        ),
        (
            "The truce will run through July 19 along the river.",
            "The truce will run until 11:59pm local time on August 3 along the river.",
            [("deadline", "through July 19", "until 11:59pm local time on August 3")],
        ),
        ("The mandate is extended by three months.", "The mandate is extended by 90 days.", []),
        (
            "The mandate is extended by three months.",
            "The mandate is extended by twenty-four months.",
            [("number", "extended by three months", "extended by twenty-four months")],
        ),
        ("La commission n'a reçu aucune liste.", "La commission n'a toujours reçu aucune liste.", []),
    ],
)
def test_lengths_shares_and_days_are_compared(earlier: str, later: str, found: list[tuple[str, str, str]]) -> None:
    assert said(earlier, later) == found


def test_amounts_are_worked_out_from_their_words() -> None:
    assert amount("70 2", "en") == "72"
    assert amount("4 20 12", "fr") == "92"
    assert amount("4 20", "ar") == "24"
    assert amount("6 million", "en") == "6000000"
    assert amount("dozens", "en") == "dozens"


def test_lengths_are_compared_across_units() -> None:
    assert is_other_length("72", "hour", "2", "week")
    assert not is_other_length("14", "day", "2", "week")
    assert not is_other_length("12", "month", "1", "year")
    assert not is_other_length("dozens", "day", "2", "week")


@pytest.mark.parametrize(
    ("earlier", "later", "denied"),
    [
        ("The ceasefire applies to the northern zone.", "The ceasefire does not apply to the northern zone.", "not apply"),
        ("The committee calls for new elections in Velm.", "The committee does not call for new elections in Velm.", "not call"),
        ("Both sides signed the protocol on prisoners.", "Both sides did not sign the protocol on prisoners.", "not sign"),
    ],
)
def test_verb_that_is_denied_has_another_form(earlier: str, later: str, denied: str) -> None:
    assert [(kind.value, later[slice(*after)]) for kind, _, after in compared(earlier, later) if after] == [("negation", denied)]
    assert [kind.value for kind, _, _ in compared(later, earlier)] == ["negation"]
