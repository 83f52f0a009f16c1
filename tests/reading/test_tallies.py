"""Tallies: numbers of cases that a side or mission counted, with place, days, meaning and the other side's verdict."""

from __future__ import annotations

import pytest

from sulh.documents.loading import from_text
from sulh.model import CountMeaning, Tally, TallyKind, TallyVerdict
from sulh.reading import read_document

HEAD = "Ceasefire in Syria: the bulletin of the day\n\n"


def tallies(text: str, published: str | None = "2019-07-03") -> tuple[Tally, ...]:
    """The tallies of a text about a ceasefire."""
    return read_document(from_text(HEAD + text, published=published)).tallies


def told(text: str, published: str | None = "2019-07-03") -> list[tuple[str | None, str | None, int | None]]:
    """Who counted, where, and how many."""
    return [(one.by.id if one.by else None, one.place, one.count) for one in tallies(text, published)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Over the past 24 hours the Russian side of the joint commission registered 7 cases of firing in the provinces of Latakia (6) "
            "and Aleppo (1), while the Turkish side recorded four ceasefire violations in Hama (2) and Idlib (2).",
            [("RUS", None, 7), ("RUS", "Latakia", 6), ("RUS", "Aleppo", 1), ("TUR", None, 4), ("TUR", "Hama", 2), ("TUR", "Idlib", 2)],
        ),
        (
            "The Turkish part of the commission recorded 35 truce breaches in provinces: 21 in Latakia and 14 in Aleppo.",
            [("TUR", None, 35), ("TUR", "Latakia", 21), ("TUR", "Aleppo", 14)],
        ),
        (
            "Russia's representation noted 20 ceasefire violations: Idlib - 10, Latakia - 6, Hama - 4.",
            [("RUS", None, 20), ("RUS", "Idlib", 10), ("RUS", "Latakia", 6), ("RUS", "Hama", 4)],
        ),
        ("The Russian and Turkish sides each registered nine ceasefire violations.", [("RUS", None, 9), ("TUR", None, 9)]),
        ("The Turkish side has not recorded any ceasefire violations.", [("TUR", None, 0)]),
        ("The Russian side registered no violations of the ceasefire.", [("RUS", None, 0)]),
        ("Not one violation of the ceasefire was registered by the Turkish side.", [("TUR", None, 0)]),
        ("The Turkish side recorded 9 truce violations in Latakia province.", [("TUR", "Latakia province", 9)]),
        ("In Donetsk region, the OSCE SMM recorded 112 ceasefire violations.", [("osce-smm", "Donetsk region", 112)]),
        (
            "The OSCE SMM recorded 82 ceasefire violations inside the disengagement area near Petrivske.",
            [("osce-smm", "disengagement area near Petrivske", 82)],
        ),
    ],
)
def test_sides_and_places(text: str, wanted: list[tuple[str | None, str | None, int | None]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "On average the OSCE SMM recorded 195 ceasefire violations every day.",
        "The OSCE SMM noted an increase of 300 ceasefire violations.",
        "The OSCE SMM recorded 30 per cent fewer ceasefire violations.",
        "The ministry recorded 12 violations of human rights during the ceasefire.",
        "The OSCE SMM received no reports of civilian casualties during the ceasefire.",
        "In one incident a patrol of the OSCE SMM was fired at during the ceasefire.",
        "The sides held 14 meetings on the ceasefire and agreed on 3 zones.",
    ],
)
def test_what_is_no_tally(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "by", "of", "count", "place"),
    [
        ("Azerbaijan's Defence Ministry said that Armenian forces violated the ceasefire 23 times.", "AZE", "ARM", 23, None),
        ("India reported 430 ceasefire violations by Pakistan in the last year.", "IND", "PAK", 430, None),
        ("Armenia committed 18 violations of the ceasefire in Goris, the government of Azerbaijan said.", "AZE", "ARM", 18, "Goris"),
        ("Ukrainian forces violated the truce in Zolote twice, Russia said.", "RUS", "UKR", 2, "Zolote"),
    ],
)
def test_who_says_so_and_whom_it_is_laid_to(text: str, by: str, of: str, count: int, place: str | None) -> None:
    (one,) = tallies(text)
    assert (one.by and one.by.id, one.of and one.of.id, one.count, one.place) == (by, of, count, place)


def test_numbers_that_share_their_noun_have_each_its_place() -> None:
    text = "The OSCE SMM recorded 80 ceasefire violations in Donetsk region and one in Luhansk region."
    assert told(text) == [("osce-smm", "Donetsk region", 80), ("osce-smm", "Luhansk region", 1)]


def test_the_side_of_a_commission_counts_and_not_the_commission() -> None:
    text = "The Russian side of the Russia-Turkey Commission registered 8 cases in Latakia (5) and Hama (3) in breach of the ceasefire."
    assert told(text) == [("RUS", None, 8), ("RUS", "Latakia", 5), ("RUS", "Hama", 3)]


def test_period_of_the_report_and_the_one_before_it() -> None:
    text = (
        "Between 11 and 24 January 2021, the OSCE SMM recorded over 966 ceasefire violations, including about 300 explosions, compared "
        "with 986 and 290, respectively, in the previous two-week period.\n\nThe Mission corroborated three civilian casualties, which "
        "brings the total number of civilian casualties since the beginning of 2021 to 5."
    )
    found = [(one.what, one.count, one.meaning, one.start, one.end) for one in tallies(text, None)]
    assert found == [
        (TallyKind.VIOLATION, 966, CountMeaning.AT_LEAST, "2021-01-11", "2021-01-24"),
        (TallyKind.EXPLOSION, 300, CountMeaning.ABOUT, "2021-01-11", "2021-01-24"),
        (TallyKind.VIOLATION, 986, None, "2020-12-28", "2021-01-10"),
        (TallyKind.EXPLOSION, 290, None, "2020-12-28", "2021-01-10"),
        (TallyKind.CASUALTY, 3, None, "2021-01-11", "2021-01-24"),
        (TallyKind.CASUALTY, 5, None, "2021-01-01", "2021-01-24"),
    ]


def test_without_a_length_the_days_before_are_not_guessed() -> None:
    found = tallies("Between 4 and 17 May 2020 the OSCE SMM recorded 10,500 ceasefire violations, compared with 9,000 before.", None)
    assert [one.count for one in found] == [10_500]


def test_a_day_of_its_own() -> None:
    text = "On 8 April 2017 the OSCE SMM recorded about 1,700 ceasefire violations, and on 10 April 2017 approximately 1,200 violations."
    assert [(one.count, one.start) for one in tallies(text, None)] == [(1_700, "2017-04-08"), (1_200, "2017-04-10")]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (" (none of them were confirmed by the Russian side).", TallyVerdict.NOT_CONFIRMED),
        (". The Russian side cannot confirm these cases.", TallyVerdict.NOT_CONFIRMED),
        (" (the Russian side confirmed - 0).", TallyVerdict.NOT_CONFIRMED),
        (" (the Russian side confirmed - 3).", TallyVerdict.PARTLY),
        (". The Russian side confirmed all of them.", TallyVerdict.CONFIRMED),
    ],
)
def test_verdict_of_the_other_side(said: str, verdict: TallyVerdict) -> None:
    (one,) = tallies(f"The Turkish side recorded 14 ceasefire violations{said}")
    assert (one.verdict, one.verdict_by and one.verdict_by.id, one.by and one.by.id) == (verdict, "RUS", "TUR")


def test_fire_that_was_not_counted_and_the_hour_of_the_cut_off() -> None:
    text = "The OSCE SMM recorded 3 explosions and 2 ceasefire violations.\n\nAs of 19:30 it heard uninterrupted bursts of fire."
    one = tallies(text)[-1]
    assert (one.count, one.meaning, one.cut_off) == (None, CountMeaning.UNINTERRUPTED, "19:30")


def test_words_that_a_line_end_broke() -> None:
    assert told("The OSCE SMM record- ed 966 ceasefire viola- tions and 170 weapons in viola-tion of withdrawal lines.") == [
        ("osce-smm", None, 966),
        ("osce-smm", None, 170),
    ]


def test_each_is_cited_by_its_sentence() -> None:
    text = HEAD + "The Turkish side recorded 9 ceasefire violations in the past 24 hours. They met."
    (one,) = read_document(from_text(text, published="2019-07-03")).tallies
    assert text[one.cite.start : one.cite.end] == "The Turkish side recorded 9 ceasefire violations in the past 24 hours."
    assert one.start == "2019-07-03"


PERIOD = "Between 4 and 17 May 2020, the OSCE SMM confirmed that two houses were hit during the ceasefire. "


def placed(text: str, published: str | None = "2020-05-18") -> list[tuple[str, int | None, str | None]]:
    """What was counted, how many, and where, in a report on two weeks."""
    return [(one.what.value, one.count, one.place) for one in tallies(PERIOD + text, published)]


def test_days_that_open_a_report_are_those_of_its_numbers() -> None:
    (one,) = tallies(PERIOD + "Over the past two weeks the SMM observed 80 weapons in violation of withdrawal lines.", "2020-05-18")
    assert (one.start, one.end) == ("2020-05-04", "2020-05-17")


def test_day_and_hour_of_the_information_are_those_of_its_numbers() -> None:
    head = "Based on information from the teams as of 19:30 13 October 2020.\n\n"
    (one,) = tallies(head + "The OSCE SMM recorded 14 ceasefire violations.", "2020-10-14")
    assert (one.start, one.end, one.cut_off) == ("2020-10-13", None, "19:30")


@pytest.mark.parametrize(
    "said",
    [
        "(about 5,200 in the previous two-week period)",
        "compared with about 5,200 in the previous two- week period",
        "compared with the about 5,200 recorded in the previous reporting period",
        "compared with 5,200 violations in the preceding two weeks",
    ],
)
def test_number_that_is_compared_with(said: str) -> None:
    found = tallies(f"{PERIOD}The SMM recorded 8,000 ceasefire violations {said}.", "2020-05-18")
    assert [(one.count, one.start, one.end) for one in found] == [
        (8_000, "2020-05-04", "2020-05-17"),
        (5_200, "2020-04-20", "2020-05-03"),
    ]


def test_numbers_that_the_sentence_before_is_compared_with() -> None:
    text = "The SMM recorded about 10,500 ceasefire violations, including 2,000 explosions. This compares with 9,800 and about 2,750, "
    found = tallies(f"{PERIOD}{text}respectively, in the previous two-week period.", "2020-05-18")
    assert [(one.what.value, one.count, one.meaning, one.start) for one in found] == [
        ("violation", 10_500, CountMeaning.ABOUT, "2020-05-04"),
        ("explosion", 2_000, None, "2020-05-04"),
        ("violation", 9_800, None, "2020-04-20"),
        ("explosion", 2_750, CountMeaning.ABOUT, "2020-04-20"),
    ]


def test_days_before_are_counted_without_a_year() -> None:
    text = "Between 4 and 17 May, the OSCE SMM recorded 90 ceasefire violations, compared with 80 in the previous two-week period."
    assert [(one.start, one.end) for one in tallies(text, None)] == [("XXXX-05-04", "XXXX-05-17"), ("XXXX-04-20", "XXXX-05-03")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The SMM recorded two ceasefire violations in Donetsk region (compared with none in the previous reporting period) and none in "
            "Luhansk region (compared with three in the previous reporting period).",
            [
                ("violation", 2, "Donetsk region"),
                ("violation", 0, "Donetsk region"),
                ("violation", 0, "Luhansk region"),
                ("violation", 3, "Luhansk region"),
            ],
        ),
        (
            "The SMM recorded no ceasefire violations in either Donetsk or Luhansk region.",
            [("violation", 0, "Donetsk region"), ("violation", 0, "Luhansk region")],
        ),
        (
            "Summary In Donetsk region, the SMM recorded fewer ceasefire violations, including fewer explosions (11), compared with the "
            "previous reporting period (32 explosions).",
            [("explosion", 11, "Donetsk region"), ("explosion", 32, "Donetsk region")],
        ),
        (
            "The SMM watched the areas near Stanytsia, Zolote and Petrivske, and recorded 82 ceasefire violations inside the latter area.",
            [("violation", 82, "Petrivske")],
        ),
        (
            "The SMM recorded one ceasefire violation inside the disengagement area near Zolote and 12 inside the one near Petrivske.",
            [("violation", 1, "disengagement area near Zolote"), ("violation", 12, "Petrivske")],
        ),
        (
            "The SMM observed weapons in violation of withdrawal lines – 107 in government- and 157 in non-government-controlled areas.",
            [("weapon", 107, "government-controlled areas"), ("weapon", 157, "non-government-controlled areas")],
        ),
        (
            "The SMM recorded 111 weapons in violation of withdrawal lines:\n\n87 in government-controlled areas and 24 in areas outside "
            "government control.",
            [
                ("weapon", 111, None),
                ("weapon", 87, "government-controlled areas"),
                ("weapon", 24, "areas outside government control"),
            ],
        ),
        (
            "The Mission's freedom of movement was restricted 27 times (26 times in non-government-controlled areas).",
            [("denial", 27, None), ("denial", 26, "non-government-controlled areas")],
        ),
        (
            "The Mission's freedom of movement was restricted on 39 occasions, all but two in non-government-controlled areas.",
            [("denial", 39, None)],
        ),
        (
            "The Mission faced 77 restrictions on its monitors, 54 in areas not controlled by the Government.",
            [("denial", 77, None), ("denial", 54, "areas not controlled by the Government")],
        ),
    ],
)
def test_numbers_with_a_place_each(text: str, wanted: list[tuple[str, int | None, str | None]]) -> None:
    assert placed(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The SMM recorded no ceasefire violations attributable to heavy weapons.",
        "SMM drones were fired upon four times during the ceasefire.",
        "Thirty-six casualties were due to mines. The three casualties were civilians in the ceasefire zone.",
        "While in the city, the SMM heard about 30 undetermined explosions 8-10km north-west during the ceasefire.",
        "The majority of ceasefire violations, including 600 explosions, were recorded south of the town.",
        "Access was denied by the armed formations (22 times) and by the police (12 times).",
    ],
)
def test_what_counts_some_or_something_else(text: str) -> None:
    assert [one for one in placed(text) if one[0] != "casualty" or one[1] == 3] == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("In the preceding week, from 20 to 26 April, the SMM recorded 3,930 explosions.", "2020-04-20", "2020-04-26"),
        ("Between the evenings of 5 and 7 May, the SMM recorded 46 ceasefire violations.", "2020-05-05", "2020-05-07"),
        ("The SMM recorded a spike of ceasefire violations – 464 – on 8 May, during a live-fire exercise.", "2020-05-08", None),
        ("The SMM has recorded no ceasefire violations in Zolote since 2 May.", "2020-05-02", "2020-05-17"),
    ],
)
def test_days_that_a_sentence_names(text: str, start: str, end: str | None) -> None:
    (one,) = tallies(PERIOD + text, "2020-05-18")
    assert (one.start, one.end) == (start, end)


def test_words_of_the_lexicon_that_a_line_end_broke() -> None:
    assert placed("The SMM rec-orded one civilian casu-alty in Zolote and five explo- sions.") == [
        ("casualty", 1, "Zolote"),
        ("explosion", 5, None),
    ]


def test_a_region_behind_a_title_and_a_place_of_most_cases_only() -> None:
    text = "Daily Report 65/2021 issued on 18 May 2020 In Donetsk region, the Mission recorded 29 ceasefire violations."
    assert placed(text) == [("violation", 29, "Donetsk region")]
    assert placed("The SMM recorded 16 explosions that were mostly in Donetsk region.") == [("explosion", 16, None)]
    assert placed(
        "The Mission's freedom of movement was restricted on 28 occasions; 24 times in areas not controlled by the Government."
    ) == [
        ("denial", 28, None),
        ("denial", 24, "areas not controlled by the Government"),
    ]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("ceasefire violations rose to 7,700 from 6,100 in the previous two-week period", [("2018-03-05", 7700), ("2018-02-19", 6100)]),
        ("the SMM recorded 51 ceasefire violations, twice as many as the week before (26)", [("2018-03-05", 51), ("2018-02-26", 26)]),
        ("the highest number of ceasefire violations (1,200) was recorded on 12 March", [("2018-03-12", 1200)]),
        ("the SMM observed 24 weapons violating withdrawal lines", [("2018-03-05", 24)]),
        ("the SMM observed 65 tanks, howitzers and mortars in violation of withdrawal lines", [("2018-03-05", 65)]),
        ("the SMM faced 20 freedom-of-movement restrictions", [("2018-03-05", 20)]),
        ("the SMM was denied access 14 times", [("2018-03-05", 14)]),
        ("there were 17 instances in which the SMM's freedom of movement was restricted", [("2018-03-05", 17)]),
        ("the SMM confirmed 41 cases of civilian casualties", [("2018-03-05", 41)]),
        ("there were 7,700 ceasefire violations", [("2018-03-05", 7700)]),
    ],
)
def test_numbers_in_other_words(said: str, wanted: list[tuple[str, int]]) -> None:
    found = tallies(f"The OSCE SMM watched. Between 5 and 18 March {said}.", "2018-03-20")
    assert [(one.start, one.count) for one in found] == wanted


def test_a_number_behind_a_dash_has_its_own_place_and_a_range_behind_a_number_is_its_own() -> None:
    weapons = "The OSCE SMM saw 65 weapons in violation of withdrawal lines"
    parts = tallies(f"{weapons} – 40 in government-controlled areas and 25 in Donetsk region.")
    assert [(one.place, one.count) for one in parts] == [(None, 65), ("government-controlled areas", 40), ("Donetsk region", 25)]
    said = "The OSCE SMM: violations increased from 61 between 19 February and 4 March to 77 between 5 and 18 March."
    moved = tallies(said, "2018-03-20")
    assert [(one.start, one.count) for one in moved] == [("2018-02-19", 61), ("2018-03-05", 77)]


def test_averages_and_changes_that_move_are_no_counts() -> None:
    assert tallies("The OSCE SMM noted that the daily average of ceasefire violations rose to 420.") == ()
    assert tallies("The OSCE SMM noted that ceasefire violations increased by 20 per cent.") == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "UNMHA logged 611 ceasefire violations. Durayhimi accounted for 240, Hays for 171 and Hudaydah city for 118.",
            [(None, 611), ("Durayhimi", 240), ("Hays", 171), ("Hudaydah city", 118)],
        ),
        (
            "The team recorded six ceasefire violations. Four happened in Maguindanao and two in Lanao del Sur.",
            [(None, 6), ("Maguindanao", 4), ("Lanao del Sur", 2)],
        ),
        (
            "The mission recorded nine ceasefire violations: two in Sector 3, four at Kendila and three near Wunliet.",
            [(None, 9), ("Sector 3", 2), ("Kendila", 4), ("Wunliet", 3)],
        ),
        (
            "In Donetsk region there were 5,004 violations and in Luhansk region 1,316.",
            [("Donetsk region", 5004), ("Luhansk region", 1316)],
        ),
        ("Of the breaches counted by the mission, 8 took place in Hama.", []),
        ("Violations of the truce by province:\n\nAden - 4\nTaiz - 19", [("Aden", 4), ("Taiz", 19)]),
        ("No ceasefire violations were reported in Inhambane or Tete.", [("Inhambane", 0), ("Tete", 0)]),
        ("The SMM camera in Shyrokyne recorded 12 undetermined explosions.", [("Shyrokyne", 12)]),
        ("The SMM heard 160 explosions in areas south-east of government-controlled Popasna.", [("Popasna", 160)]),
        ("The SMM recorded fewer ceasefire violations in Donetsk region, including 800 explosions.", [("Donetsk region", 800)]),
        ("Most were on the fronts of Marib (670 violations), Hudaydah (512) and Taiz (331), the mission said.", None),
    ],
)
def test_numbers_without_a_noun_of_their_own_have_each_its_place(text: str, wanted: list[tuple[str | None, int]] | None) -> None:
    found = [(one.place, one.count) for one in tallies(f"{PERIOD}{text}", "2020-05-18")]
    assert found == (wanted if wanted is not None else [("Marib", 670), ("Hudaydah", 512), ("Taiz", 331)])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "UNMHA logged 611 ceasefire violations, 389 of them reported by the Government of Yemen.",
            [("unmha", None, 611), ("YEM", None, 389)],
        ),
        (
            "CTSAMVM recorded 12 ceasefire violations, nine of which it attributes to the National Salvation Front.",
            [("ctsamvm", None, 12), ("ctsamvm", "national-salvation-front-south-sudan", 9)],
        ),
        ("According to the Turkish side, there were 13 ceasefire violations.", [("TUR", None, 13)]),
        ("The SMM saw 30 weapons beyond withdrawal lines in areas not controlled by the Government.", [("osce-smm", None, 30)]),
        ("The SMM was denied access twice by the Ukrainian armed forces.", [("osce-smm", "UKR", 2)]),
    ],
)
def test_who_counted_and_whom_parts_are_laid_to(text: str, wanted: list[tuple[str, str | None, int]]) -> None:
    found = [(one.by.id if one.by else None, one.of.id if one.of else None, one.count) for one in tallies(text)]
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "From 23 to 29 February UNMHA logged 611 ceasefire violations. A week earlier it had logged 702.",
            [("2020-02-23", 611), ("2020-02-16", 702)],
        ),
        (
            "Weekly report on the ceasefire, 4 to 10 May 2020\n\nThe mission recorded 990 ceasefire violations, the daily figure ranging "
            "from 110 on Tuesday to 270 on Friday.",
            [("2020-05-04", 990), ("2020-05-05", 110), ("2020-05-08", 270)],
        ),
        ("Between 17:00 on 9 May and 05:00 on 10 May the SMM heard 236 explosions.", [("2020-05-09", 236)]),
        ("In the week ending 10 May 2020 the mission recorded five ceasefire violations.", [("2020-05-04", 5)]),
        ("Over the past day, 17 May, the mission recorded seven ceasefire violations.", [("2020-05-17", 7)]),
        ("The mission recorded 1,924 violations of the truce since it took effect on 2 April.", [("2020-04-02", 1924)]),
        ("The SMM recorded 27 ceasefire violations, down from 33 in March.", [(None, 27), ("2020-03", 33)]),
    ],
)
def test_days_in_other_words(text: str, wanted: list[tuple[str | None, int]]) -> None:
    assert [(one.start, one.count) for one in tallies(text, "2020-05-18")] == wanted


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The SMM recorded 300 ceasefire violations. Twelve were in Minsk for talks. It runs 14 bases in Donetsk and 5 in Luhansk.", [300]),
        ("The SMM recorded 300 ceasefire violations. Donetsk had 40 monitors, Luhansk 30.", [300]),
        ("The SMM recorded 300 ceasefire violations. A week earlier it had opened three bases.", [300]),
        ("The SMM noted 12 ceasefire violations, while talks with 5 on Tuesday and 6 on Friday went on.", [12]),
        ("The SMM recorded 12 ceasefire violations, and a drone saw 7 tanks on 13 May and 5 on 14 May.", [12]),
        ("The SMM noted 12 ceasefire violations; UNIFIL recorded 1,088 airspace violations.", [12]),
        ("In Sector 5 three violations of the ceasefire were recorded by the mission.", [3]),
        ("The SMM looked into 30 violations of the truce and found 19 to be no violations.", [30]),
        ("The Azerbaijani side fired shells from D-44 guns and broke the ceasefire 80 times.", [80]),
        ("Article 5 on violations of the ceasefire: 3 paragraphs.", []),
    ],
)
def test_numbers_of_something_else_beside_a_count(text: str, counts: list[int]) -> None:
    assert [one.count for one in tallies(text)] == counts


def test_lines_of_a_sheet_say_what_they_count() -> None:
    text = (
        "OSCE SMM trends and observations on the ceasefire, 1 to 14 February 2021\n\n"
        "Ceasefire violations: 1,218 (1,014 in the previous two weeks)\n"
        "Explosions: 287\nWeapons beyond withdrawal lines: 61\nFreedom of movement restricted: 33 times"
    )
    assert [(one.what.value, one.count, one.start) for one in tallies(text, "2021-02-15")] == [
        ("violation", 1218, "2021-02-01"),
        ("violation", 1014, "2021-01-18"),
        ("explosion", 287, "2021-02-01"),
        ("weapon", 61, "2021-02-01"),
        ("denial", 33, "2021-02-01"),
    ]
