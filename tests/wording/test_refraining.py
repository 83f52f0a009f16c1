"""What is refrained from is denied, and what is denied of two opposites is the other one, in each language."""

from __future__ import annotations

import pytest
from substances import said


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("The guards will enter the market at dawn.", "The guards will refrain from entering the market at dawn.", "negation"),
        ("اتفق الطرفان على تجنيد الأطفال في الوادي.", "اتفق الطرفان على الامتناع عن تجنيد الأطفال في الوادي.", "negation"),
        (
            "Les parties sont convenues de recruter des gardes dans la vallée.",
            "Les parties sont convenues de s'abstenir de recruter des gardes dans la vallée.",
            "negation",
        ),
        (
            "Las partes acordaron reclutar guardias en el valle.",
            "Las partes acordaron abstenerse de reclutar guardias en el valle.",
            "negation",
        ),
        ("All the wells have been repaired.", "Some wells have been repaired.", "number"),
        ("El mercado está cerrado para los comerciantes.", "El mercado está abierto para los comerciantes.", "reversal"),
        ("Está prohibido vender pan en el mercado.", "Está permitido vender pan en el mercado.", "reversal"),
        ("يحظر بيع الأسلحة في السوق.", "يسمح ببيع الأسلحة في السوق.", "reversal"),
        ("Las partes han cumplido el plazo de los pozos.", "Las partes no han cumplido el plazo de los pozos.", "negation"),
        ("Les gardes s'abstiendront d'entrer au marché.", "Les gardes ne s'abstiendront pas d'entrer au marché.", "negation"),
        ("Los guardias se abstendrán de entrar en el mercado.", "Los guardias no se abstendrán de entrar en el mercado.", "negation"),
        ("The guards will refrain from entering the market.", "The guards will not refrain from entering the market.", "negation"),
    ],
)
def test_change_is_named_once_both_ways(earlier: str, later: str, kind: str) -> None:
    assert [one for one, _, _ in said(earlier, later)] == [kind]
    assert [one for one, _, _ in said(later, earlier)] == [kind]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("The militias pledged not to shell the harbour of Orra.", "The militias pledged to refrain from shelling the harbour of Orra."),
        ("The sides agreed not to recruit children in the valley.", "The sides agreed to abstain from recruiting children in the valley."),
        ("The sides undertook not to obstruct the convoys.", "The sides undertook to desist from obstructing the convoys."),
        ("The guards will not enter the market.", "The guards will avoid entering the market."),
        ("The guards will not enter the market.", "The guards will refrain from entering the market."),
        (
            "Les milices ont promis de ne pas bombarder le port d'Orra.",
            "Les milices ont promis de s'abstenir de bombarder le port d'Orra.",
        ),
        (
            "Les parties sont convenues de ne pas recruter d'enfants dans la vallée.",
            "Les parties sont convenues de s'abstenir de recruter des enfants dans la vallée.",
        ),
        ("Les gardes n'entreront pas au marché de la ville.", "Les gardes s'abstiendront d'entrer au marché de la ville."),
        (
            "Las milicias prometieron no bombardear el puerto de Orra.",
            "Las milicias prometieron abstenerse de bombardear el puerto de Orra.",
        ),
        ("Las partes acordaron no reclutar niños en el valle.", "Las partes acordaron evitar reclutar niños en el valle."),
        ("Los guardias no entrarán en el mercado.", "Los guardias se abstendrán de entrar en el mercado."),
        ("Ополченцы обещали не обстреливать порт Орра.", "Ополченцы обещали воздерживаться от обстрела порта Орра."),
        ("Стороны согласились не вербовать детей в долине.", "Стороны согласились отказаться от вербовки детей в долине."),
        ("Стороны не будут обстреливать порт.", "Стороны воздержатся от обстрелов порта."),
        ("تعهدت الميليشيات بعدم قصف ميناء أورا.", "تعهدت الميليشيات بالامتناع عن قصف ميناء أورا."),
        ("اتفق الطرفان على عدم تجنيد الأطفال في الوادي.", "اتفق الطرفان على الامتناع عن تجنيد الأطفال في الوادي."),
        ("اتفق الطرفان على عدم عرقلة القوافل.", "اتفق الطرفان على تجنب عرقلة القوافل."),
        (
            "Los gremios lamentaron que las partes no hayan respetado el acuerdo.",
            "Los gremios lamentaron que las partes hayan violado el acuerdo.",
        ),
        ("El puente de Orra no está cerrado a los civiles.", "El puente de Orra está abierto a los civiles."),
        ("El mercado está cerrado para los comerciantes.", "El mercado no está abierto para los comerciantes."),
        ("Está prohibido vender armas en el mercado.", "No está permitido vender armas en el mercado."),
        ("Está prohibido vender armas en el mercado.", "No se permite vender armas en el mercado."),
        ("The use of drones over the valley is prohibited.", "The use of drones over the valley is not permitted."),
        ("It is forbidden to sell arms in the market.", "It is not allowed to sell arms in the market."),
        ("يحظر بيع الأسلحة في السوق.", "لا يسمح ببيع الأسلحة في السوق."),
        ("يمنع دخول المركبات إلى السوق.", "لا يسمح بدخول المركبات إلى السوق."),
        ("السوق مغلق أمام التجار.", "السوق غير مفتوح أمام التجار."),
        ("Seul un cessez-le-feu peut sauver la vallée.", "Rien d'autre qu'un cessez-le-feu ne peut sauver la vallée."),
        ("Il est interdit de vendre des armes au marché.", "Il n'est pas permis de vendre des armes au marché."),
        ("Il est interdit de vendre des armes au marché.", "Il n'est pas autorisé de vendre des armes au marché."),
        ("Только перемирие может спасти долину.", "Ничто, кроме перемирия, не может спасти долину."),
        ("Запрещено продавать оружие на рынке.", "Не разрешается продавать оружие на рынке."),
        ("Рынок закрыт для торговцев.", "Рынок не открыт для торговцев."),
        ("Solo una tregua puede salvar el valle.", "Nada salvo una tregua puede salvar el valle."),
        ("Only a truce can save the valley.", "Nothing but a truce can save the valley."),
        ("لا يمكن إنقاذ الوادي إلا بالهدنة.", "الهدنة وحدها يمكن أن تنقذ الوادي."),
        ("Not all the wells have been repaired.", "Some wells have not been repaired."),
        ("Tous les puits n'ont pas été réparés.", "Certains puits n'ont pas été réparés."),
        ("No todos los pozos han sido reparados.", "Algunos pozos no han sido reparados."),
        ("Не все колодцы отремонтированы.", "Некоторые колодцы не отремонтированы."),
        (
            "Le pont reste fermé tant que les mineurs ne sont pas libérés.",
            "Le pont reste fermé jusqu'à ce que les mineurs soient libérés.",
        ),
    ],
)
def test_the_same_in_other_words_is_no_change(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []
