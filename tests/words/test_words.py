"""Every word shown to people stands in one place, in English and in Arabic."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import EnumType
from pathlib import Path
from typing import Any

import pytest

import sulh.data
import sulh.model.vocabulary as vocabulary
from sulh import words
from sulh.model import Actor, ActorKind
from sulh.model.kinds import PropertyType, kinds
from sulh.words.tables import rows

ARABIC = re.compile("[\u0600-\u06ff]")
RUSSIA, IRAN = ({"id": code, "name": name, "kind": "state"} for code, name in (("RUS", "Russia"), ("IRN", "Iran")))
GROUP = {"id": "some-group", "name": "Some Group", "kind": "armed_group"}
VOCABULARIES = sorted(name for name in vocabulary.__all__ if isinstance(getattr(vocabulary, name), EnumType))


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_code_of_a_vocabulary_has_its_words_and_its_definition(name: str) -> None:
    for one in getattr(vocabulary, name):
        english, arabic = words.code(name, one, language="en"), words.code(name, one, language="ar")
        assert one.value in words.known(name), f"{name} {one.value} has no row in codes.csv"
        assert english
        assert ARABIC.search(arabic), f"{name} {one.value} has no Arabic"
        assert words.definition(name, one.value)


def test_every_property_of_a_declared_kind_has_its_words() -> None:
    known = {(row["kind"], row["property"]) for row in rows("properties") if row["en"] and ARABIC.search(row["ar"])}
    for kind in kinds(parts=True):
        assert kind.name in words.known("kind")
        for name in (*kind.by_name, *(() if kind.within else kind.claimed)):
            assert {(kind.name, name), ("", name)} & known, f"{kind.name}.{name} has no row in properties.csv"


@pytest.mark.parametrize("table", ["codes", "properties", "phrases"])
def test_every_row_has_both_languages_and_the_same_gaps(table: str) -> None:
    for row in rows(table):
        both = [row["en"], row["ar"]]
        if row.get("form") not in ("two", "few", "many", "one"):  # forms that one of the languages does not have
            assert all(both) or (table == "properties" and not any(both)), row
        gaps = [set(re.findall(r"{\w+}", one)) - {"{count}", "{verb}", "{noun}"} for one in both if one]
        assert all(one == gaps[0] for one in gaps), row


@pytest.mark.parametrize(
    ("table", "key"),
    [("codes", ("vocabulary", "code", "form")), ("properties", ("kind", "property")), ("phrases", ("key", "form"))],
)
def test_no_row_stands_twice(table: str, key: tuple[str, ...]) -> None:
    found = [tuple(row[name] for name in key) for row in rows(table)]
    assert len(found) == len(set(found))


def test_countries_are_called_in_english_what_the_authority_file_calls_them() -> None:
    with (Path(sulh.data.__path__[0]) / "actors.csv").open(encoding="utf-8", newline="") as stream:
        known = {row["iso2"]: row["name"] for row in csv.DictReader(stream) if row["iso2"]}
    assert {code: words.country(code) for code in known} == known


def test_unknown_code_property_and_language_are_shown_readably() -> None:
    assert words.code("MeetingKind", "secret_meeting") == "secret meeting"
    assert words.prop("meeting", "secret_place") == "secret place"
    assert words.code("MeetingKind", "round", language="ta") == "Round"
    assert words.code("MeetingKind", "round", language="ar-SY") == "جولة"


def test_a_release_is_called_the_same_everywhere() -> None:
    assert words.code("ReleaseKind", "handover_of_bodies") == "Handover of remains"
    assert words.fact("release", {"what": "handover_of_bodies", "count": 4}) == "Handover of remains (4)"
    assert words.value("release", "what", "prisoner_exchange") == "Prisoner exchange"


@pytest.mark.parametrize(
    ("kind", "name", "value", "english", "arabic"),
    [
        ("meeting", "start", "2019-02", "from February 2019", "من شباط 2019"),
        ("meeting", "country", "KZ", "held in Kazakhstan", "مكان الانعقاد كازاخستان"),
        ("meeting", "status", "planned", "the meeting is planned", "الاجتماع مقرر"),
        ("meeting", "kind", "working_group", "the meeting is a working group", "الاجتماع: مجموعة عمل"),
        ("meeting", "agenda", "refugees_idps", "about refugees and displaced persons", "بشأن: اللاجئون والنازحون"),
        ("meeting", "core", True, "what the document is mainly about", "الموضوع الرئيسي للوثيقة"),
        ("meeting", "core", False, "not what the document is mainly about", "ليس الموضوع الرئيسي للوثيقة"),
        ("meeting", "participant", {"actor": RUSSIA, "role": "guarantor"}, "Russia took part as guarantor", "روسيا بصفة ضامن"),
        ("meeting", "city", None, "not given", "غير مذكور"),
        ("meeting", "track", "Astana process", "Astana process", "مسار أستانا"),
        ("act", "act", {"act": "condemn", "actors": [], "issues": []}, "Actor not named condemns", "إدانة من جانب طرف غير مذكور"),
    ],
)  # fmt: skip
def test_claim_is_said_in_a_phrase(kind: str, name: str, value: object, english: str, arabic: str) -> None:
    assert words.claim(kind, name, value) == english
    assert words.claim(kind, name, value, language="ar") == arabic


def test_claims_of_whole_facts_and_parts_are_said_in_a_phrase() -> None:
    person = {"name": "Ali Khaji", "office": "adviser", "actor": IRAN, "head": True}
    act = {"act": "agree", "actors": [RUSSIA, IRAN], "issues": ["prisoners"], "date": None, "due": "2021-12"}
    track = {"name": "Astana process", "started": "2017-01", "venue": "Astana", "initiators": [RUSSIA], "parallel_to": "Geneva process"}
    assert words.claim("meeting", "person", person) == "Ali Khaji, adviser, Iran, head of delegation was there"
    assert words.claim("act", "act", act) == "Russia, Iran agree: prisoners, due December 2021"
    told = "Astana process, since January 2017, begun by Russia, in Astana, parallel to Geneva process"
    assert words.claim("track", "track", track) == told
    assert words.value("meeting", "participant", {"actor": RUSSIA, "role": "guarantor"}) == "Russia as guarantor"


def test_fact_is_one_line() -> None:
    ceasefire: dict[str, object] = {"event": "declared", "start": "2017-01", "end": None, "parties": [], "area": "Idlib"}
    release = {"what": "prisoner_exchange", "count": 1200, "by": RUSSIA, "to": GROUP, "date": "2021-06"}
    assert words.fact("ceasefire", ceasefire) == "Ceasefire declared, January 2017, Idlib"
    assert words.fact("ceasefire", ceasefire, language="ar") == "إعلان وقف إطلاق النار، كانون الثاني 2017، إدلب"
    assert words.fact("ceasefire", {"event": "ended", "end": "2020"}) == "Ceasefire ended, until 2020"
    both = {"event": "declared", "start": "2020-03-05", "end": "2020-03-09"}
    assert words.fact("ceasefire", both) == "Ceasefire declared, 5–9 March 2020"
    assert words.fact("release", release) == "Prisoner exchange (1,200), by Russia, to Some Group, June 2021"
    assert words.fact("release", release, language="ar") == "تبادل أسرى (1,200)، من جانب روسيا، إلى \u2068Some Group\u2069، حزيران 2021"


def test_fact_itself_is_said_like_its_json() -> None:
    from factory import cite

    from sulh.model import Participation, Role

    took_part = Participation(Actor("RUS", "Russia", ActorKind.STATE), Role.GUARANTOR, (cite("Russia"),))
    assert words.fact("participation", took_part) == "Russia as guarantor"


def test_value_follows_the_declaration() -> None:
    assert words.value("meeting", "agenda", ["health", "energy"]) == "Health, Energy"
    assert words.value("act", "issues", ["health", "unity"], language="ar") == "الصحة، الوحدة"
    assert words.value("act", "actors", [RUSSIA, GROUP], language="ar") == "روسيا، \u2068Some Group\u2069"
    assert words.value("attendance", "head", True) == "yes"
    assert words.value("release", "count", 1200) == "1,200"
    assert words.value("meeting", "ordinal", 16) == "16"


def test_value_that_no_declaration_knows_is_shown_as_it_is() -> None:
    assert words.value("sector", "shape", "round") == "round"
    assert words.value("sector", "by", RUSSIA, language="ar") == "روسيا"
    assert words.value("sector", "sector", {"area": "Idlib", "empty": None}) == "Area: Idlib"


def test_every_type_of_property_has_words() -> None:
    from sulh.words import facts

    plain = {PropertyType.CODE, PropertyType.PART, PropertyType.TEXT, PropertyType.ORDINAL, PropertyType.PERSON}
    assert set(facts._SAY) | plain == set(PropertyType)
    assert facts._SAY[PropertyType.DURATION]("P10D", "en") == "10 days"
    assert facts._SAY[PropertyType.DURATION]("P1Y2M", "ar") == "سنة واحدة، شهران"
    assert facts._SAY[PropertyType.DURATION]("PT5H", "en") == "PT5H"
    assert facts._SAY[PropertyType.GEOMETRY]("{}", "en") == "an area on the map"


ASTANA, GENEVA = "\u2068Astana process\u2069", "\u2068Geneva process\u2069"
# What is known; the title in English and in Arabic.
TITLES: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "round",
        {"track": "Astana process", "ordinal": 16, "city": "Nur-Sultan", "start": "2021-07-07"},
        "Astana process, round 16",
        f"{ASTANA}، الجولة 16",
    ),
    (
        "summit",
        {"city": "Sochi", "country": "RU", "start": "2019-02-14"},
        "Summit in Sochi, 14 February 2019",
        "قمة في سوتشي، 14 شباط 2019",
    ),
    (
        "round",
        {"track": "Geneva process", "city": "Geneva", "start": "2017-12"},
        "Geneva process, round in Geneva, December 2017",
        f"{GENEVA}، جولة في جنيف، كانون الأول 2017",
    ),
    ("session", {"track": "Geneva process", "ordinal": 9}, "Geneva process, session 9", f"{GENEVA}، الجلسة 9"),
    (
        "summit",
        {"track": "Astana process", "city": "Tehran", "start": "2022-07-19"},
        "Summit in Tehran, 19 July 2022",
        "قمة في طهران، 19 تموز 2022",
    ),
    ("summit", {"track": "Astana process"}, "Astana process, summit", f"{ASTANA}، قمة"),
    ("call", {"country": "TR", "start": "2020-03-05"}, "Call in Türkiye, 5 March 2020", "مكالمة في تركيا، 5 آذار 2020"),
    ("visit", {}, "Visit", "زيارة"),
    ("working_group", {"ordinal": 3, "city": "Ankara"}, "Working group meeting 3 in Ankara", "اجتماع مجموعة العمل 3 في أنقرة"),
    (
        "conference",
        {"start": "2018-01-29", "end": "2018-01-30"},
        "Conference, 29\u201330 January 2018",
        "مؤتمر، 29\u201330 كانون الثاني 2018",
    ),
]


@pytest.mark.parametrize(("kind", "known", "english", "arabic"), TITLES)
def test_title_says_what_tells_the_meeting_from_others(kind: str, known: dict[str, Any], english: str, arabic: str) -> None:
    assert words.meeting_title(kind, **known) == english
    assert words.meeting_title(kind, **known, language="ar").replace("\u200f", "") == arabic


def test_names_are_those_of_the_language_where_a_table_knows_them() -> None:
    assert words.actor("RUS", "Russia", language="ar") == "روسيا"
    assert words.actor("united-nations", "United Nations", language="ar") == "الأمم المتحدة"
    assert words.actor("some-group", "Some Group", language="ar") == "Some Group"
    assert words.actor("RUS", "Russian Federation") == "Russian Federation"
    assert words.track("astana-process", "Astana process", language="ar") == "مسار أستانا"
    assert words.track("astana-process", "Astana process") == "Astana process"
    assert words.city("Nur-Sultan", language="ar") == "نور سلطان"
    assert words.country("KZ") == "Kazakhstan"
    assert words.country("ZZ") == "ZZ"
    assert words.country(None) == ""
    assert words.place("Sochi", "RU", language="ar") == "سوتشي، روسيا"


@pytest.mark.parametrize(
    ("count", "arabic"),
    [(1, "اجتماع واحد"), (2, "اجتماعان"), (3, "3 اجتماعات"), (11, "11 اجتماعًا"), (100, "100 اجتماع")],
)
def test_counted_things_take_the_form_of_the_language(count: int, arabic: str) -> None:
    assert words.phrase("count.meetings", count=count, language="ar") == arabic
    assert words.phrase("count.meetings", count=count) == (f"{count} meetings" if count > 1 else "1 meeting")


def test_ordinals() -> None:
    assert [words.ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th",
    ]  # fmt: skip
    assert words.ordinal(16, language="ar") == "الـ16"


def test_names_of_another_script_keep_their_direction_in_arabic() -> None:
    assert words.listing(["Idlib", "حلب"], language="ar") == "\u2068Idlib\u2069، حلب"
    assert words.listing(["Idlib", "Hama"], language="ar") == "\u200f\u2068Idlib\u2069، \u2068Hama\u2069"
    assert words.listing(["حلب", "Idlib"], language="ar") == "حلب، \u2068Idlib\u2069"
    assert words.listing(["Idlib"], language="ar") == "Idlib"
    assert words.listing(["Idlib", "", "Aleppo"]) == "Idlib, Aleppo"
    assert words.direction("ar-SY") == "rtl"


def test_a_plan_that_is_past_is_not_called_planned() -> None:
    @dataclass
    class Meeting:
        status: str
        first_day: str | None = "2018-06-01"
        last_day: str | None = "2018-06-30"

    planned, today = Meeting("planned"), "2018-07-01"
    assert words.status_of(planned, today="2018-06-30") == "planned"
    assert words.status_of(planned, today=today) == "announced, no source says that it was held"
    assert words.status_of(planned, today=today, language="ar") == "أُعلن عنه، ولا مصدر يقول إنه انعقد"
    assert words.status_of(Meeting("ongoing"), today=today) == "under way by the last word, no source says how it ended"
    assert words.status_of(Meeting("held"), today=today) == "held" and words.status_of(Meeting("cancelled"), today=today) == "cancelled"
    assert words.status_of(Meeting("planned", None, None), today=today) == "planned", "without a day nobody can say"


@pytest.mark.parametrize(
    ("office", "arabic"),
    [
        ("Deputy Foreign Minister", "نائب وزير الخارجية"),
        ("Foreign Minister of Kazakhstan", "وزير خارجية كازاخستان"),
        ("the Special Envoy for Syria", "المبعوث الخاص لشؤون سوريا"),
        ("deputy to the UN envoy for Syria", "نائب مبعوث الأمم المتحدة لشؤون سوريا"),
        ("special representative for the Middle East and Africa", "الممثل الخاص لشؤون الشرق الأوسط وأفريقيا"),
        ("ambassador to Kazakhstan", "السفير لدى كازاخستان"),
        ("acting deputy minister of defence of Iraq", "نائب وزير دفاع العراق بالوكالة"),
    ],
)
def test_office_that_is_put_together_of_known_words_is_said_in_arabic(office: str, arabic: str) -> None:
    assert words.office(office, language="ar") == arabic
    assert words.office(office) == office


@pytest.mark.parametrize(
    ("office", "arabic"),
    [
        ("the foreign ministry's director for Syria", "المدير في وزارة الخارجية لشؤون سوريا"),
        ("head of the Syria office in the foreign ministry", "رئيس مكتب سوريا في وزارة الخارجية"),
        ("Joint Special Envoy of the United Nations and the Arab League", "المبعوث الخاص المشترك للأمم المتحدة ولجامعة الدول العربية"),
        ("head of the Norwegian delegation", "رئيس وفد النرويج"),
        ("head of the Colombian government's delegation", "رئيس وفد حكومة كولومبيا"),
        ("UN's Yemen envoy", "مبعوث الأمم المتحدة لشؤون اليمن"),
        ("ambassador to the UN and chief negotiator", "السفير لدى الأمم المتحدة وكبير المفاوضين"),
        ("deputy to Qatar's foreign minister", "نائب وزير خارجية قطر"),
    ],
)
def test_office_is_put_together_of_owner_unit_and_what_it_is_for(office: str, arabic: str) -> None:
    assert words.office(office, language="ar") == arabic


@pytest.mark.parametrize(
    "office", ["", "head of the Syria", "head of Qatar", "deputy keeper of the seals", "envoy for Nowhere", "minister of", "وزير الخارجية"]
)
def test_office_of_which_a_word_is_not_known_stays_as_it_is_written(office: str) -> None:
    assert words.office(office, language="ar") == office


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("H.E. Ambassador Mary Olewood", "Mary Olewood"),
        ("Deputy Foreign Minister Ann Other", "Ann Other"),
        ("السفير غير بيدرسن", "غير بيدرسن"),
        ("Mary Olewood", "Mary Olewood"),
        ("the Minister", ""),
        ("", ""),
    ],
)
def test_titles_and_offices_before_a_name_are_left_out(written: str, name: str) -> None:
    assert words.without_titles(written) == name


@pytest.mark.parametrize(
    ("written", "office"),
    [
        ("H.E. Ambassador Mary Olewood", "Ambassador"),
        ("the Deputy Foreign Minister Ann Other", "Deputy Foreign Minister"),
        ("Lieutenant Colonel Ann Other", "Lieutenant Colonel"),
        ("العقيد غير بيدرسن", "العقيد"),
        ("Mr. Ann Other", ""),
        ("Mary Olewood", ""),
        ("the Minister", ""),
    ],
)
def test_office_or_rank_before_a_name_is_told_from_what_only_honours(written: str, office: str) -> None:
    assert words.office_before(written) == office


def test_every_row_of_offices_is_used_and_keeps_its_gaps() -> None:
    gaps = {"head": set(), "title": set(), "place": set(), "before": {"office"}, "matter": {"office"}, "after": {"office", "place"}}
    gaps |= {"lead": {"unit"}, "unit": {"place"}}
    for row in rows("offices"):
        assert set(re.findall(r"\{(\w+)\}", row["ar"])) == gaps[row["part"]], row
        assert (ARABIC.search(row["ar"]) or row["en"] == "of") and (not row["of"] or row["part"] == "head"), row


@pytest.mark.parametrize(
    ("written", "arabic"), [("Deraa", "درعا"), ("Dar'a", "درعا"), ("Saraqib", "سراقب"), ("Geneva", "جنيف"), ("Nowhere", "Nowhere")]
)
def test_place_bears_its_name_in_every_spelling_that_the_gazetteer_knows(written: str, arabic: str) -> None:
    assert words.city(written, language="ar") == arabic
    assert words.city(written) == words.city(written, language="en")


def test_persons_in_facts_are_called_as_the_table_of_names_has_them() -> None:
    told = {"name": "Sergey Lavrov", "office": "Foreign Minister", "actor": {"id": "RUS", "name": "Russia", "kind": "state"}, "head": True}
    assert "سيرغي لافروف" in words.value("meeting", "person", told, language="ar")
