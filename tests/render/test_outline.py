from __future__ import annotations

import pytest
from factory import make_empty, make_reading

from sulh.model import ActKind, Issue
from sulh.render.outline import KINDS, outline
from sulh.text.codes import ACTS, ordinal, words
from sulh.text.countries import country_name


def test_meetings_the_document_is_about_come_first_and_keep_their_keys() -> None:
    meetings = outline(make_reading()).groups[0].entries
    assert [(entry.key, entry.prominent) for entry in meetings] == [("meeting2", True), ("meeting1", False)]


def test_every_fact_is_an_entry_with_a_key_of_its_own() -> None:
    entries = list(outline(make_reading()).entries())
    keys = [entry.key for entry in entries]
    assert len(keys) == len(set(keys)) == 2 + 6 + 1 + 2 + 1 + 2 + 1 + 1
    assert {entry.kind for entry in entries} == set(KINDS)
    assert all(entry.cites for entry in entries)


def test_keys_are_those_of_the_tables() -> None:
    from sulh.model.tables import rows

    reading = make_reading()
    ids = {str(row["id"]).partition("-")[2] for name, row in rows(reading) if name != "documents"}
    assert {entry.key for entry in outline(reading).entries()} == ids


def test_participants_are_grouped_by_role_under_names() -> None:
    groups = outline(make_reading()).groups[0].entries[0].groups
    assert [(group.heading, [entry.title for entry in group.entries]) for group in groups[:3]] == [
        ("Guarantors", ["Russia", "Iran", "Türkiye"]),
        ("Parties", ["Syria", "Syrian armed opposition"]),
        ("Observers", ["United Nations"]),
    ]


def test_acts_agree_with_the_number_of_their_actors() -> None:
    acts = next(group for group in outline(make_reading()).groups if group.heading == "Acts").entries
    assert [act.title for act in acts] == [
        "Russia, Iran, Türkiye reaffirm: sovereignty, unity",
        "United Nations calls for: humanitarian",
    ]


def test_document_with_nothing_has_no_groups() -> None:
    shown = outline(make_empty())
    assert (shown.title, shown.groups) == ("weather.txt", ())


@pytest.mark.parametrize("issue", Issue)
def test_no_code_reaches_a_reader(issue: Issue) -> None:
    assert "_" not in words(issue)


def test_every_act_has_its_verb() -> None:
    assert set(ACTS) == {act.value for act in ActKind}


@pytest.mark.parametrize(("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (16, "16th"), (22, "22nd"), (112, "112th")])
def test_ordinal_is_written_out(number: int, said: str) -> None:
    assert ordinal(number) == said


def test_country_is_named_and_an_unknown_code_stays() -> None:
    assert country_name("KZ") == "Kazakhstan"
    assert country_name("QQ") == "QQ"
    assert country_name(None) is None
