from __future__ import annotations

import pytest
from factory import make_empty, make_reading

from sulh import words
from sulh.model.kinds import Kind, kinds
from sulh.render.outline import KINDS, outline


def test_meetings_the_document_is_about_come_first_and_keep_their_keys() -> None:
    meetings = outline(make_reading()).groups[0].entries
    assert [(entry.key, entry.prominent) for entry in meetings] == [("meeting2", True), ("meeting1", False)]


def test_every_fact_is_an_entry_with_a_key_of_its_own() -> None:
    entries = list(outline(make_reading()).entries())
    keys = [entry.key for entry in entries]
    assert len(keys) == len(set(keys)) == 2 + 6 + 1 + 2 + 1 + 2 + 1 + 1 + 1 + 5
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
        "United Nations calls for: humanitarian aid",
    ]


def test_document_with_nothing_has_no_groups() -> None:
    shown = outline(make_empty())
    assert (shown.title, shown.groups) == ("weather.txt", ())


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_every_kind_of_fact_has_its_heading_and_no_code_reaches_a_reader(kind: Kind) -> None:
    shown = outline(make_reading())
    group = next(group for group in shown.groups if group.heading == words.kind(kind.name, "many"))
    assert group.entries
    assert not [entry.title for entry in shown.entries() if "_" in entry.title + "".join(entry.notes)]
