"""Changes of substance are found and named, in each language; other changes of wording are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from substances import said

from sulh.model import SubstanceKind
from sulh.wording import Statement, Threads, trace
from sulh.wording.substance import compared

EARLIER = """The observers note that no violations of the ceasefire were recorded in the district of Orra during the month.
Casualties: none. No casualties. The parties will not resume hostilities in the northern sector.
The parties condemn in the strongest terms the attack on the convoy at the Isk bridge.
Thanks to the mediation of Tessin, the corridor at Orra is open to all civilians and aid.
The guarantors call upon both sides to withdraw heavy weapons to a distance of 15 kilometres by 1 March.
The parties support the mission in its efforts to verify the withdrawal along the line."""
LATER = """The observers note that violations of the ceasefire were recorded in the district of Orra during the month.
Casualties: two. Two killed. The parties will resume hostilities in the northern sector.
The parties strongly condemn the attack on the convoy at the Isk bridge.
The corridor at Orra is closed to all civilians and aid.
The guarantors call upon both sides to withdraw heavy weapons to a distance of 5 kilometres by 1 May.
The parties agreed, as stated in the annex, to support the mission in its efforts to verify the withdrawal along the line."""


@pytest.fixture(scope="module")
def months() -> Threads:
    return trace([Statement("a", EARLIER, "2031-01-01"), Statement("b", LATER, "2031-02-01")])


def test_each_change_of_substance_of_two_statements_is_named(months: Threads) -> None:
    cells = [cell for cell in months.column("b") if not cell.merged_into]
    found = [(str(one.kind), one.earlier, one.later) for cell in cells for one in cell.substance]
    assert found == [
        ("negation", "no violations", "violations"),
        ("number", "none", "two"),
        ("negation", "not resume", "resume"),
        ("reversal", "open", "closed"),
        ("number", "15", "5"),
        ("deadline", "by 1 March", "by 1 May"),
    ]


def test_words_of_a_change_stand_in_both_statements(months: Threads) -> None:
    for cell in months.column("b"):
        for change in cell.substance:
            assert change.earlier_span and change.later_span
            assert EARLIER[slice(*change.earlier_span)] == change.earlier
            assert LATER[slice(*change.later_span)] == change.later


def test_no_sentence_is_left_out_however_short(months: Threads) -> None:
    texts = [clause.text for clause in months.clauses]
    assert "No casualties." in texts and "Two killed." in texts


def test_only_the_verb_that_lost_force_is_called_weaker(months: Threads) -> None:
    assert [(cell.strength, cell.verbs) for cell in months.column("b") if cell.strength] == [(-1, ("condemn", "condemn"))]


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("They should release all detainees before the winter", "They must release all detainees before the winter", "modal"),
        ("The guarantors call upon Togo to withdraw its guns", "The guarantors call upon both sides to withdraw its guns", "addressee"),
        ("They met near Halse with the elders of the valley", "They met near Orra with the elders of the valley", "place"),
        ("The truce of 4 May 2031 was signed by all shores", "The truce of 9 June 2031 was signed by all shores", "date"),
        ("Lists are handed over within sixty days to the envoy", "Lists are handed over within thirty days to the envoy", "deadline"),
        ("Decided to hand over the lists to the envoy", "Decided to hand over the lists to the envoy by 1 March", "deadline"),
        ("Deux soldats de la mission ont perdu la vie à Ber", "Cinq soldats de la mission ont perdu la vie à Ber", "number"),
        ("Un soldat de la mission a perdu la vie près de Ber", "Trois soldats de la mission ont perdu la vie près de Ber", "number"),
        ("Les parties doivent respecter la trêve le long du fleuve", "Les parties devraient respecter la trêve le long du fleuve", "modal"),
        ("Les parties ne respectent pas la trêve sur le fleuve", "Les parties respectent la trêve sur le fleuve", "negation"),
        ("Отмечается, что нарушений не зафиксировано в районе Орра", "Отмечается, что нарушений зафиксировано в районе Орра", "negation"),
        ("Стороны должны отвести войска до 1 марта", "Стороны должны отвести войска до 1 мая", "deadline"),
        ("وأكد المراقبون أن الجماعات المسلحة لا تلتزم بالهدنة", "وأكد المراقبون أن الجماعات المسلحة تلتزم بالهدنة", "negation"),
        ("ينبغي سحب الأسلحة الثقيلة من ضفتي النهر", "يجب سحب الأسلحة الثقيلة من ضفتي النهر", "modal"),
        ("Las partes deben retirar las armas pesadas del río", "Las partes pueden retirar las armas pesadas del río", "modal"),
        (
            "Ils ont présenté leurs condoléances au Gouvernement burundais",
            "Ils ont présenté leurs condoléances au Gouvernement camerounais",
            "place",
        ),
        ("The wells should remain under the control of the board", "The wells must stay under the control of the board", "modal"),
        ("ينبغي أن تبقى آبار الوادي تحت السيطرة الحصرية لمجلس المياه", "يجب أن تظل آبار الوادي تحت السيطرة الحصرية لمجلس المياه", "modal"),
        ("They condemned the raid that cost two lives on 4 May", "They condemned the raid of 9 June that cost two lives", "date"),
        ("They urge the Guatemalan authorities to open the camp", "They urge the Mexican Government to open the camp", "place"),
        ("They condemned the raid in the town of Orra in March", "They condemned in March the raid in the town of Selm", "place"),
        ("La Comisión insta al Estado guatemalteco a investigar", "La Comisión insta al Estado de México a investigar", "place"),
        ("Expresa su apoyo a las autoridades de Pakistán en su lucha", "Expresa su apoyo a las autoridades kenianas en su lucha", "place"),
        ("Они выразили соболезнования турецкому правительству", "Они выразили соболезнования российскому правительству", "place"),
        ("وأعربوا عن تعازيهم لحكومة وشعب العراق الشقيق", "وأعربوا عن تعازيهم لحكومة وشعب الصومال الشقيق", "place"),
    ],
)
def test_change_is_named_in_each_language(earlier: str, later: str, kind: str) -> None:
    assert [one for one, _, _ in said(earlier, later)] == [kind]
    assert [one for one, _, _ in said(later, earlier)] == [kind]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("They called for calm on both shores of the river Isk", "They once again called for calm on both shores of the river Isk"),
        ("Recalling resolution 2254 (2015) on the truce", "Recalling resolutions 2254 (2015) and 2401 (2018) on the truce"),
        ("The truce signed on 4 May holds on both shores", "The truce signed on 4 May 2031 holds on both shores"),
        ("They condemned the raid and asked for calm", "They condemned the raid, which no action may excuse, and asked for calm"),
        ("They asked the Government to open the road", "They asked the transitional Government to open the road"),
        ("Not only the shores but the valley suffers", "The shores and the valley suffer"),
        ("Le cessez-le-feu est respecté au nord du fleuve", "Le cessez-le-feu reste respecté au nord du fleuve"),
        ("وأكد أن الإرهاب أحد أخطر التهديدات للسلام في البلاد", "وأكد أن الإرهاب لم يكن أحد أخطر التهديدات للسلام في البلاد فحسب"),
        ("They recalled the truce of 4 May and called for calm on the river", "They recalled the truce and called for calm from 9 June"),
        ("They thanked the envoys of Mali, Togo and Peru for coming", "They thanked the envoys of Chad, Cuba and Oman for coming"),
        ("شكروا ممثلي الجزائر والنيجر ومصر على حضورهم", "شكروا ممثلي فرنسا ورواندا وتوغو على حضورهم"),
        ("They may meet in May in Halse again", "They may meet again in May in Halse"),
        ("وأعربوا عن قلقهم من الهجوم في العاصمة كابل", "وأعربوا عن قلقهم من الهجوم في العاصمة كابول"),
        ("La déclaration du Président, M. Hale (Sénégal), sur la trêve", "La déclaration du Président, M. Vale (Tchad), sur la trêve"),
        ("Le Gouvernement malien a signé la trêve du fleuve", "Le Gouvernement du Mali a signé la trêve du fleuve"),
        ("وأسفر الهجوم عن مصرع الجنود قرب النهر", "وأسفر الهجوم عن مقتل الجنود قرب النهر"),
    ],
)
def test_other_changes_of_wording_are_no_change_of_substance(earlier: str, later: str) -> None:
    assert said(earlier, later) == []
    assert said(later, earlier) == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        # A place, a day or a number that is named for another thing than the one before.
        ("They spoke about the raid in Orra, which cost seven lives", "They spoke today with the envoy of Halse"),
        ("Recalling the meeting of 4 May 2030, they agreed to extend the truce", "They met on 2 June 2031 and agreed to extend the truce"),
        ("The envoy pledged a new 625 crowns for the guard posts", "The envoy named the list of 275 traders who left the valley"),
        ("They thanked Selm, Orra, Tessin, and Halse for the talks", "They thanked Selm, Orra, Arvo, and Tolva for the talks"),
        # Denied in other words, or of another thing.
        ("No child should have to live in fear of the raids", "Children should not live in fear of the raids"),
        ("Half of the camp was without shelter at the time", "Half of the camp had no shelter at the time"),
        ("They told of efforts against all threats to the valley", "They told how the threats would never again come to the valley"),
        # What must be done and what may be done are not the same.
        ("There will now be a steady flow of grain into the valley", "They stressed the need to keep up a steady flow of grain"),
        ("The council welcomes a 15-day extension of the truce", "The council welcomes two further extensions of the truce"),
    ],
)
def test_words_about_another_thing_are_no_change_of_substance(earlier: str, later: str) -> None:
    assert said(earlier, later) == []


def test_a_deadline_comes_or_goes_only_where_the_rest_stays() -> None:
    long = "The keeper of the bridge shall within 90 days review how the posts along the river count those who cross it."
    assert said("The keeper of the bridge shall:", long) == []
    assert said(long, long.replace("within 90 days ", "")) == [("deadline", "within 90 days", "")]


def test_the_same_wording_with_another_number_is_not_carried() -> None:
    texts = (
        "1. Welcomed the release of 1.5 tons of flour to the harbour towns",
        "1. Welcomed the release of 15 tons of flour to the harbour towns",
    )
    cells = trace([Statement("a", texts[0], "2031-01"), Statement("b", texts[1], "2031-02")]).column("b")
    assert [(str(cell.state), [one.later for one in cell.substance]) for cell in cells] == [("changed", ["15"])]


WORDS = (
    "the parties will not resume must withdraw 15 km by 1 March 2031 in Orra no violations ne doivent pas deux два не , . ; ( )"
    " \u0623\u062f\u0627\u0646 \u0644\u0627 \u064a\u062c\u0628 \u0641\u064a \u062f\u0645\u0634\u0642"
)
TEXTS = st.lists(st.sampled_from(sorted(set(WORDS.split()))), max_size=18).map(" ".join)


@given(TEXTS | st.text(max_size=60), TEXTS | st.text(max_size=60))
def test_changes_quote_both_texts_and_nothing_changes_in_equal_ones(earlier: str, later: str) -> None:
    assert compared(earlier, earlier) == ()
    for _, before, after in compared(earlier, later):
        assert before or after
        for span, text in ((before, earlier), (after, later)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        ("Стороны передали троих пленных.", "Стороны передали пятерых пленных.", [("number", "троих", "пятерых")]),
        (
            "Murieron diecisiete soldados en la emboscada.",
            "Murieron veintidós soldados en la emboscada.",
            [("number", "diecisiete", "veintidós")],
        ),
        ("Regresaron unas 40.000 personas.", "Regresaron unas 40 000 personas.", []),
        ("The 15th meeting was held in Orra.", "The 16th meeting was held in Orra.", []),
        ("Recalling communiqué [PSC/PR/BR.1213 (2024)] on Orra", "Recalling communiqué [PSC/PR/BR.1228 (2024)] on Orra", []),
        ("لن يفتح المعبر هذا الأسبوع.", "سيفتح المعبر هذا الأسبوع.", [("negation", "لن يفتح", "سيفتح")]),
        (
            "Они призвали правительство открыть границу.",
            "Они призвали обе стороны открыть границу.",
            [("addressee", "правительство", "обе стороны")],
        ),
        ("Chile y Perú condenan la violencia en Orra.", "Chile y Uruguay condenan la violencia en Orra.", []),
        ("L'UE appelle à la retenue dans le pays.", "L'UE appelle les parties à la retenue dans le pays.", []),
        ("El ataque causó 80 heridos.", "El ataque causó un elevado número de heridos.", [("number", "80", "un elevado número de")]),
        ("the security situation in Mali and in Mali's camps", "the security situation in Mali and in Niger's camps", []),
        (
            "Recalling the meeting of 4 May 2030, the parties met and agreed to extend the truce along the river.",
            "Recalling the meeting of 2 June 2031, the parties met and agreed to extend the truce along the river until 9 July.",
            [("date", "4 May 2030", "2 June 2031"), ("deadline", "", "until 9 July")],
        ),
        ("Exigieron la liberación de los rehenes.", "Exigieron el regreso de los rehenes.", []),
        ("Observers are required to report.", "Observers are encouraged to report.", [("modal", "are required to", "are encouraged to")]),
        (
            "Наблюдателям необходимо сообщать об этом.",
            "Наблюдателям рекомендуется сообщать об этом.",
            [("modal", "необходимо", "рекомендуется")],
        ),
        ("Суд подтвердил решение комиссии.", "Суд отменил решение комиссии.", [("reversal", "подтвердил", "отменил")]),
        ("They agreed to resume the talks on water.", "They agreed to suspend the flights to Orra.", []),
        ("Встреча пройдёт в марте.", "Встреча пройдёт в ноябре.", [("date", "марте", "ноябре")]),
        ("The raid of 03.05.2031 is under review.", "The raid of 13.05.2031 is under review.", [("date", "03.05.2031", "13.05.2031")]),
        ("Переправа к северу от реки открыта.", "Переправа к югу от реки открыта.", [("place", "северу", "югу")]),
        ("the obligations of the DPRK under the plan", "the obligations of the Democratic People's Republic of Korea under the plan", []),
        (
            "the raid of the Islamic State of Iraq and the Levant in Orra",
            "the raid of the Islamic State of Iraq and the Levant in Halse",
            [("place", "Orra", "Halse")],
        ),
        ("The convoy couldn't reach Orra for weeks.", "The convoy could not reach Orra for weeks.", []),
        ("The road is open to all traders again.", "The road isn't open to all traders again.", [("negation", "open", "isn't open")]),
        ("Some 6 million people of the valley need bread.", "Some six million people of the valley need bread.", []),
        ("Over a billion more will help the towns.", "Over 1 billion more will help the towns.", []),
        ("As Order 13664 says, the ban goes on.", "As Order 13067 says, the ban goes on.", []),
        ("Сведений о погибших среди наблюдателей нет.", "Никто из наблюдателей не погиб.", []),
        ("Said that the guards would go on with the count.", "Said that the guards will go on with the count.", []),
        (
            "The 2031-2032 session of the council is open.",
            "The 2032-2033 session of the council is open.",
            [("date", "2031-2032", "2032-2033")],
        ),
        ("The guards serve a 10-year term in Orra.", "The guards serve an eight-year term in Orra.", [("number", "10", "eight")]),
        ("He marched along the river with the others.", "They say that he marched along the river with the others.", []),
        (
            "On 1 October 2031 the guards of 2032 leave.",
            "On 1 October 2032 the guards of 2033 leave.",
            [("date", "1 October 2031", "1 October 2032"), ("date", "2032", "2033")],
        ),
        ("In December they opened the bridge of Selm.", "In 2031 they opened the bridge of Selm.", []),
        ("Yesterday the envoy met the guards of Orra.", "On 4 May the envoy met the guards of Orra.", []),
        ("It was set at 120 months for the guards.", "It was set at 10 years for the guards.", []),
        ("They seek a two-state accord with a border.", "They seek a state accord with a border.", []),
        ("They called on the guards by the bridge to leave.", "They asked about guards by the bridge to leave.", []),
        ("The bridge is not open to traders.", "The bridge is closed to traders.", []),
        ("Welcomed the accord, condemning the raids.", "Condemned the raids, welcoming the accord.", []),
        ("Las partes pueden recurrir al comité.", "Las partes tienen la posibilidad de recurrir al comité.", []),
        # "Whoever it was" denies nothing, and an infinitive is nobody who is asked.
        ("Теракт не имеет оправдания, кем бы он ни был совершен.", "Теракт не имеет оправдания, кем он был совершен.", []),
        ("Совет призвал привлечь виновных к ответственности.", "Совет призвал все государства привлечь виновных к ответственности.", []),
        # A town is known by its name.
        ("Idlib has to be stable.", "Kidal has to be stable.", [("place", "Idlib", "Kidal")]),
        ("The states of Iran and Turkey agreed.", "The states of Iran and Türkiye agreed.", []),
        ("They met in Nur-Sultan on Friday.", "They met in Astana on Friday.", []),
        ("They met under the Geneva Convention.", "They met under the Vienna Convention.", []),
        # The day of the statement is none in it.
        (
            "Dans une déclaration à la presse vendredi soir, le Conseil a salué l'accord.",
            "Dans une déclaration à la presse publiée mercredi soir, le Conseil a salué l'accord.",
            [],
        ),
        # What is denied has other forms.
        ("На мосту есть тяжёлое оружие.", "На мосту нет тяжёлого оружия.", [("negation", "тяжёлое", "нет тяжёлого")]),
        ("لم يتوصل الطرفان إلى اتفاق.", "توصل الطرفان إلى اتفاق.", [("negation", "لم يتوصل", "توصل")]),
        (
            "They have agreed on the list of guards.",
            "They have yet to agree on the list of guards.",
            [("negation", "agreed", "yet to agree")],
        ),
        # Where the future is a form of the verb, what may be done has one word more.
        ("Cada parte entregará las listas.", "Cada parte podrá entregar las listas.", [("modal", "entregará", "podrá entregar")]),
        ("Il pourra être fait appel à un tiers.", "Il sera fait appel à un tiers.", [("modal", "pourra être fait", "sera fait")]),
        ("They will release all detainees.", "They will release 50 detainees.", [("number", "all", "50")]),
        ("Elles libéreront 40 prisonniers.", "Elles libéreront tous les prisonniers.", [("number", "40", "tous les")]),
        ("Стороны освободят всех удерживаемых.", "Стороны освободят 50 удерживаемых.", [("number", "всех", "50")]),
        ("They urged all parties to refrain.", "They urged both parties to refrain.", []),
        ("لن تقوم القوات بنشر أسلحة ثقيلة.", "ستقوم القوات بنشر أسلحة ثقيلة.", [("negation", "لن تقوم", "ستقوم")]),
        ("تدعو اللجنة الطرفين إلى فتح طريق عدن.", "تدعو اللجنة الحكومة إلى فتح طريق عدن.", [("addressee", "الطرفين", "الحكومة")]),
        ("Каждая сторона может передать карты полей.", "Каждая сторона передаст карты полей.", [("modal", "может передать", "передаст")]),
        ("Cada parte entregará las listas.", "Cada parte podrá pedir las listas.", []),
        (
            "Карты будут переданы в течение недели.",
            "Карты будут переданы в течение месяца.",
            [("deadline", "в течение недели", "в течение месяца")],
        ),
        ("رحب المجلس بقرار الحكومة.", "رفض المجلس قرار الحكومة.", [("reversal", "رحب", "رفض")]),
        (
            "The council welcomed the report of the panel.",
            "The council condemned the report of the panel.",
            [
                ("reversal", "welcomed", "condemned"),
            ],
        ),
    ],
)
def test_terms_are_read_with_the_forms_of_each_language(earlier: str, later: str, found: list[tuple[str, str, str]]) -> None:
    assert said(earlier, later) == found


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        # A place and a day that stand in another order, both after what was held.
        (
            "The Council, at its 510th meeting held on 22 May 2031, in Orra, Halsia, was briefed on the truce in the valley",
            "The Council, at its 515th meeting held in Johannesburg, South Halsia, on 13 June 2031, decided on the truce in the valley",
            [("place", "Orra", "Johannesburg"), ("date", "22 May 2031", "13 June 2031")],
        ),
        # The only day of each, after the same words.
        (
            "Le Conseil, en sa 703ème réunion tenue le 20 juillet 2031, a suivi une communication sur la trêve du fleuve",
            "Le Conseil, en sa 782ème réunion tenue au niveau ministériel, le 27 juin 2032, a adopté la décision sur la trêve du fleuve",
            [("date", "20 juillet 2031", "27 juin 2032")],
        ),
        # A day after a place in Russian.
        (
            "Главы делегаций по итогам заседания в Бишкеке 10 июня 2031 года заявляют о следующем",
            "Главы делегаций по итогам заседания в Ташкенте 14 июля 2032 года заявляют о следующем",
            [("place", "Бишкеке", "Ташкенте"), ("date", "10 июня 2031", "14 июля 2032")],
        ),
        # A number counts what it counted, although the other text has the same number of something else.
        (
            "Ils ont condamné l'attaque au cours de laquelle deux gardiens ont été blessés près du pont",
            "Ils ont condamné l'attaque au cours de laquelle six gardiens et deux bergers ont été blessés près du pont",
            [("number", "deux", "six")],
        ),
        # "Once again" is nobody who is called upon.
        (
            "Ils ont appelé toutes les parties concernées à respecter la ligne sur toute sa longueur",
            "Ils en ont appelé une fois encore à toutes les parties concernées pour respecter la ligne sur toute sa longueur",
            [],
        ),
    ],
)
def test_days_places_and_numbers_are_found_whatever_else_changed(earlier: str, later: str, found: list[tuple[str, str, str]]) -> None:
    assert said(earlier, later) == found


def test_a_limit_is_read_after_the_word_for_a_period() -> None:
    earlier = "They will withdraw their guards within the agreed period of two months"
    assert said(earlier, earlier.replace("two", "nine")) == [
        ("deadline", "within the agreed period of two months", "within the agreed period of nine months")
    ]


def test_a_place_that_a_text_names_twice_may_be_another_once() -> None:
    earlier = "The mission brought the truce in Aleppo and reduced the fighting in Aleppo and the villages around it"
    assert said(earlier, earlier.replace("Aleppo", "Idlib", 1)) == [("place", "Aleppo", "Idlib")]


def test_list_of_terms_is_compared_in_little_time_and_none_takes_the_place_of_another() -> None:
    texts = ["The parties agreed to meet " + f"within {days} days, " * 300 + "in Orra." for days in (5, 6)]
    assert not [1 for kind, before, after in compared(*texts) if kind is SubstanceKind.DEADLINE and before and after]
