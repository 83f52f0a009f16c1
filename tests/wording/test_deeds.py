"""What was to be done and is done is a changed obligation, in each language; a verb in another tense is none."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("The sides will free 30 miners at the bridge of Orra.", "The sides freed 30 miners at the bridge of Orra.", "modal"),
        ("The sides shall withdraw their guns from the ridge.", "The sides withdrew their guns from the ridge.", "modal"),
        (
            "The militia will hand over the lists of the missing to the envoy.",
            "The militia has handed over the lists of the missing to the envoy.",
            "modal",
        ),
        ("Les gardes se sont engagés à libérer trente mineurs à Orra.", "Les gardes ont libéré trente mineurs à Orra.", "modal"),
        (
            "Les parties publieront la liste des disparus de la vallée.",
            "Les parties ont publié la liste des disparus de la vallée.",
            "modal",
        ),
        (
            "Les parties doivent publier la liste des disparus de la vallée.",
            "Les parties ont publié la liste des disparus de la vallée.",
            "modal",
        ),
        ("Las partes acordaron liberar a treinta mineros en Orra.", "Las partes liberaron a treinta mineros en Orra.", "modal"),
        (
            "Las partes publicarán la lista de los desaparecidos del valle.",
            "Las partes publicaron la lista de los desaparecidos del valle.",
            "modal",
        ),
        ("La comisión podrá publicar la lista de los desaparecidos.", "La comisión publicó la lista de los desaparecidos.", "modal"),
        ("Стороны договорились освободить тридцать шахтёров у моста.", "Стороны освободили тридцать шахтёров у моста.", "modal"),
        ("Стороны могут передать списки посреднику.", "Стороны передали списки посреднику.", "modal"),
        ("Стороны обязуются передать списки посреднику.", "Стороны передали списки посреднику.", "modal"),
        ("Стороны передадут списки посреднику в Орре.", "Стороны передали списки посреднику в Орре.", "modal"),
        ("اتفق الطرفان على الإفراج عن ثلاثين عاملا عند الجسر.", "أفرج الطرفان عن ثلاثين عاملا عند الجسر.", "modal"),
        ("تعهد الطرفان بتسليم القوائم إلى الوسيط.", "سلم الطرفان القوائم إلى الوسيط.", "modal"),
        ("سيسلم الطرفان القوائم إلى الوسيط.", "سلم الطرفان القوائم إلى الوسيط.", "modal"),
        ("The miners will be released at the bridge of Orra.", "The miners were released at the bridge of Orra.", "modal"),
        ("Les mineurs seront libérés au pont d'Orra.", "Les mineurs ont été libérés au pont d'Orra.", "modal"),
        ("Los mineros serán liberados en el puente de Orra.", "Los mineros fueron liberados en el puente de Orra.", "modal"),
        ("Шахтёры будут освобождены у моста Орра.", "Шахтёры были освобождены у моста Орра.", "modal"),
        ("Стороны договорились отвести орудия от моста.", "Стороны отвели орудия от моста.", "modal"),
        ("The sides will free 30 miners at the bridge of Orra.", "The sides have not freed 30 miners at the bridge of Orra.", "negation"),
        ("The sides will hold talks on wells at Orra.", "The sides held talks on wells at Orra.", "modal"),
        ("Las partes abrirán el puente de Orra al tráfico.", "Las partes abrieron el puente de Orra al tráfico.", "modal"),
        ("La Junta abrirá el puente de Orra al tráfico.", "La Junta abrió el puente de Orra al tráfico.", "modal"),
    ],
)
def test_change_is_named_once_both_ways(earlier: str, later: str, kind: str) -> None:
    assert [one for one, _, _ in said(earlier, later)] == [kind]
    assert [one for one, _, _ in said(later, earlier)] == [kind]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("The sides freed 30 miners at the bridge of Orra.", "The sides have freed 30 miners at the bridge of Orra."),
        ("The Panel called on the sides to free the miners.", "The Panel calls on the sides to free the miners."),
        ("The parties agreed to the list of guards on the ridge.", "The parties read the list of guards on the ridge."),
        ("The Group decided to extend the truce of the valley.", "The Group extended the truce of the valley."),
        ("The agreed list will be shown at the bridge.", "The list will be agreed and shown at the bridge."),
        ("Стороны отводят орудия от моста.", "Стороны отвели орудия от моста."),
        ("The Panel welcomes the report on the wells.", "The Panel welcomed the report on the wells."),
        ("Les parties ont convenu d'un calendrier.", "Les parties conviennent d'un calendrier."),
        ("Las partes acuerdan un calendario de retirada.", "Las partes acordaron un calendario de retirada."),
        ("رحب المجلس بالتقرير عن الآبار.", "يرحب المجلس بالتقرير عن الآبار."),
        ("La Junta declara su apoyo al plan de pozos.", "La Junta declaró su apoyo al plan de pozos."),
        ("Стороны проводят встречи у моста.", "Стороны проводили встречи у моста."),
        ("Le Conseil déclare son appui au plan des puits.", "Le Conseil a déclaré son appui au plan des puits."),
    ],
)
def test_the_same_in_other_words_is_no_change(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []


def test_the_end_of_what_was_done_is_not_said_to_have_gone() -> None:
    earlier = "The militia undertook to hand over the lists to the envoy before 3 May."
    later = "The militia handed over the lists to the envoy on 2 May."
    assert said(earlier, later) == [("modal", "undertook to hand", "handed")]
