"""What is denied, turned down, weakened or bounded by other words than "not", in each language."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("They agreed on the list of guards.", "They failed to agree on the list of guards.", "negation"),
        ("The guards visited the camp by the river.", "The guards were unable to visit the camp by the river.", "negation"),
        ("Les parties ont signé le protocole sur les puits.", "Les parties ont refusé de signer le protocole sur les puits.", "negation"),
        ("Les parties sont convenues d'un calendrier.", "Les parties n'ont pas réussi à convenir d'un calendrier.", "negation"),
        ("Las partes firmaron el protocolo del río.", "Las partes se negaron a firmar el protocolo del río.", "negation"),
        ("Стороны подписали протокол о перемирии.", "Стороны отказались подписать протокол о перемирии.", "negation"),
        ("توصل الطرفان إلى اتفاق بشأن الأسرى.", "فشل الطرفان في التوصل إلى اتفاق بشأن الأسرى.", "negation"),
        # What is agreed and refused is reversed once.
        ("They agreed to extend the truce on the river.", "They refused to extend the truce on the river.", "reversal"),
        ("They noted the proposal of the mediators.", "They rejected the proposal of the mediators.", "reversal"),
        ("La délégation a pris note de la proposition.", "La délégation a rejeté la proposition.", "reversal"),
        ("La delegación tomó nota de la propuesta.", "La delegación rechazó la propuesta.", "reversal"),
        ("Делегация приняла к сведению предложение.", "Делегация отвергла предложение.", "reversal"),
        ("أحاط الوفد علما بمقترح الوسطاء.", "رفض الوفد مقترح الوسطاء.", "reversal"),
        ("All guards leave the bridge without exception.", "All guards leave the bridge.", "condition"),
        ("Tous les détenus seront libérés sans exception.", "Tous les détenus seront libérés.", "condition"),
        ("Aid may pass only through the harbour of Orra.", "Aid may pass through the harbour of Orra.", "condition"),
        ("At least thirty carts cross the bridge each day.", "Up to thirty carts cross the bridge each day.", "number"),
        ("La mission comptera au moins dix gardes.", "La mission comptera au plus dix gardes.", "number"),
        ("Пройдут не менее тридцати машин в день.", "Пройдут не более тридцати машин в день.", "number"),
        ("تعبر الجسر ثلاثون شاحنة على الأقل.", "تعبر الجسر ثلاثون شاحنة على الأكثر.", "number"),
        ("They agreed to refrain from raids.", "They agreed to consider refraining from raids.", "modal"),
        ("They will withdraw from the schools.", "They will consider withdrawing from the schools.", "modal"),
        ("The guards release the traders on both shores.", "The guards release the traders on both shores where possible.", "modal"),
        ("Les parties s'engagent à retirer les armes.", "Les parties envisagent de retirer les armes.", "modal"),
        ("Стороны обязуются отвести войска от реки.", "Стороны намерены отвести войска от реки.", "modal"),
    ],
)
def test_other_words_deny_turn_down_weaken_and_bound(earlier: str, later: str, kind: str) -> None:
    assert [one for one, _, _ in said(earlier, later)] == [kind]
    assert [one for one, _, _ in said(later, earlier)] == [kind]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("They did not agree on the list of guards.", "They failed to agree on the list of guards."),
        ("The guards did not fail to reach the camp.", "The guards reached the camp."),
        ("They regretted the failure of the sides to agree on guards.", "They regretted that the sides failed to agree on guards."),
        ("Las partes no firmaron el protocolo del río.", "Las partes se negaron a firmar el protocolo del río."),
        ("لم يتوصل الطرفان إلى اتفاق بشأن الأسرى.", "فشل الطرفان في التوصل إلى اتفاق بشأن الأسرى."),
        ("They noted the report and rejected the list of names.", "They rejected the list of names and noted the report."),
        ("La délégation a pris note de la proposition.", "La délégation a pris acte de la proposition."),
        ("All guards leave the bridge without exception.", "Without exception, all guards leave the bridge."),
        ("Aid may pass not only through the harbour of Orra.", "Aid may pass through the harbour of Orra."),
        ("At least thirty carts cross the bridge.", "No fewer than thirty carts cross the bridge."),
        ("They will endeavour to open the road.", "They will seek to open the road."),
        ("They agreed to consider the proposal on wells.", "They agreed to examine the proposal on wells."),
        ("The board considered the report on wells.", "The board examined the report on wells."),
        ("Стороны по мере возможности освободят людей.", "Стороны по возможности освободят людей."),
    ],
)
def test_the_same_said_in_other_words_is_no_change(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []
