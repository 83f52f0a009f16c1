"""Rows of lists linked: what is found among invented people, and that what people decided stays decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.invented import people as making
from bench.invented.entries import entries
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh import words
from sulh.model.person_entry import PersonEntry
from sulh.persons import DecisionError, Decisions, LinkDecision, PreparedNames, add_decisions, link, load_decisions
from sulh.persons.link_job import LinkJob


def entry(number: int, name: str, born: int | None = 1970, **more: object) -> PersonEntry:
    return PersonEntry(f"r{number}", "list", number, name, (born, born) if born else None, **more)  # type: ignore[arg-type]


PEOPLE = making.people(250, 11)
ARABIC, LATIN = making.listed(PEOPLE[:200], "arabic", 1), making.listed(PEOPLE[50:], "latin", 2)
ENTRIES = entries(ARABIC, "a") + entries(LATIN, "b")
TRUTH = [row.person for row in ARABIC + LATIN]


def together(found: object) -> set[tuple[str, str]]:
    held = found.entries  # type: ignore[attr-defined]
    return {
        (held[a].id, held[b].id) for cluster in found.clusters for a in cluster.rows for b in cluster.rows if a != b  # type: ignore[attr-defined]
    }  # fmt: skip


def test_invented_people_are_found_within_and_across_lists() -> None:
    found = link(ENTRIES)
    joined = {(a, b) for cluster in found.clusters for a in cluster.rows for b in cluster.rows if a < b}
    true = {(a, b) for a in range(len(TRUTH)) for b in range(a + 1, len(TRUTH)) if TRUTH[a] == TRUTH[b]}
    assert len(joined & true) >= 0.95 * len(joined)
    assert len(joined & true) >= 0.9 * len(true)
    assert not any(cluster.is_decided for cluster in found.clusters)


def test_brothers_taken_on_one_day_are_not_proposed() -> None:
    more = {"sex": "male", "place": ("Nahr", "Nahr-1"), "date": "2015-03-02"}
    brothers = [entry(1, "حسن خالد سليم الحلبي", 1970, **more), entry(2, "Hussein Khalid Salim al-Halabi", 1972, **more)]
    found = link([*brothers, *ENTRIES])
    assert ("r1", "r2") not in together(found)
    said = [str(one) for one in found.reasons(0, 1)]
    assert any("two names" in one for one in said) and any("two years apart" in one for one in said)


def test_rows_that_are_all_alike_are_bounded_and_said() -> None:
    """Each row is compared with a few of those that share its names, the doubles among them, and how many rows that holds for is said."""
    alike = [entry(number, "محمد خالد الحلبي", None) for number in range(1500)]
    double = {"sex": "male", "place": ("Nahr", "Nahr-1"), "date": "2015-03-02"}
    found = link([*alike, entry(1500, "محمد خالد الحلبي", 1970, **double), entry(1501, "Mohammed Khalid al-Halabi", 1970, **double)])
    assert len(alike) <= found.compared <= 20 * len(alike)
    assert 1500 * 1502 + 1501 in LinkJob.of(PreparedNames(one.name for one in found.entries), found.entries).pairs().codes
    said = [words.said(one, language="ar") for one in found.remarks]
    assert len(said) == 1 and "1500" in said[0]
    assert "1500" in str(found.remarks[0])
    assert link(ENTRIES).remarks == ()


def test_rows_that_are_compared_with_no_other_are_said() -> None:
    found = link([entry(1, "محمد", None), entry(2, "Mohammed", None), entry(3, "محمد خالد"), entry(4, "...", None)])
    assert [one.values["count"] for one in found.remarks] == [3]


def test_a_pair_across_lists_is_likelier_than_a_double() -> None:
    """Few rows stand twice in one list, and half of the people in both."""
    (within, across), (_, other_within) = link(ENTRIES).weights.prior.reshape(2, 2).tolist()
    assert across > within + 1 and across > other_within + 1


def test_a_second_run_gives_the_same() -> None:
    assert [(one.rows, one.weakest) for one in link(ENTRIES).clusters] == [(one.rows, one.weakest) for one in link(ENTRIES).clusters]


DECIDED = st.lists(
    st.tuples(
        st.integers(0, len(ENTRIES) - 1), st.integers(0, len(ENTRIES) - 1), st.sampled_from(["same", "different", "unsure"])
    ).filter(lambda one: one[0] != one[1]),
    max_size=12,
)  # fmt: skip


@given(DECIDED, st.integers(0, 40), st.randoms(use_true_random=False))
@settings(max_examples=examples(100, few=10))
def test_no_run_ever_undoes_a_decision(drawn: list[tuple[int, int, str]], left_out: int, chance: object) -> None:
    """Whatever was decided, in whatever order the rows come and whichever are missing, holds in the clusters."""
    made = tuple(LinkDecision(ENTRIES[a].id, ENTRIES[b].id, what, "Ann", "2026-01-01") for a, b, what in drawn)
    rows = list(ENTRIES[left_out:])
    chance.shuffle(rows)  # type: ignore[attr-defined]
    try:
        found = link(rows, decided=Decisions(made))
    except DecisionError:
        return  # decisions that contradict each other are refused, not guessed about
    in_force = Decisions(made).between({one.id: at for at, one in enumerate(rows)})
    of = {row: number for number, cluster in enumerate(found.clusters) for row in cluster.rows}
    for (a, b), what in in_force.items():
        joined = a in of and of.get(a) == of.get(b)
        assert joined or what != "same"
        assert not joined or what != "different"


def test_rows_of_which_nothing_but_doubt_was_said_are_in_no_cluster() -> None:
    one, *_, other = link(ENTRIES).clusters[0].rows
    rows = [ENTRIES[one], ENTRIES[other]]
    assert len(link(rows).clusters) == 1
    assert link(rows, decided=Decisions((LinkDecision(rows[0].id, rows[1].id, "unsure", "Ann", "2026-01-01"),))).clusters == ()


def test_contradicting_decisions_are_refused_with_names() -> None:
    same = [LinkDecision("a", "b", "same", "Ann", "2026-01-01"), LinkDecision("b", "c", "same", "Ann", "2026-01-01")]
    different = LinkDecision("a", "c", "different", "Bo", "2026-01-02")
    with pytest.raises(DecisionError, match="Bo decided that a and c are different"):
        Decisions((*same, different)).between({"a": 0, "b": 1, "c": 2})
    later = LinkDecision("b", "c", "different", "Ann", "2026-01-03")
    in_force = Decisions((*same, different, later)).between({"a": 0, "b": 1, "c": 2})
    assert in_force == {(0, 1): "same", (1, 2): "different", (0, 2): "different"}


def test_decisions_are_added_to_their_file_and_none_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "decided.csv"
    one = LinkDecision("list:1", "list:2", "same", "Ann", "2026-01-01", "one number of identity, seen")
    add_decisions(path, [one])
    before = path.read_bytes()
    add_decisions(path, [LinkDecision("list:1", "list:2", "different", "Bo", "2026-01-02")])
    assert path.read_bytes().startswith(before)
    assert load_decisions(path).made[0] == one
    assert load_decisions(path).between({"list:1": 0, "list:2": 1}) == {(0, 1): "different"}


@pytest.mark.parametrize(
    ("line", "said"), [("a,b,perhaps,Ann,2026", "is no decision"), ("a,b,same,,2026", "nobody is named"), ("a,a,same,Ann,2026", "itself")]
)
def test_decision_that_is_none_is_said_with_its_row(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "decided.csv"
    path.write_text(f"one,other,decided,by,when\n{line}\n", encoding="utf-8")
    with pytest.raises(DecisionError, match=f"row 1: .*{said}"):
        load_decisions(path)


def test_few_rows_and_none_are_no_error() -> None:
    assert link([]).clusters == ()
    assert link([entry(1, "محمد الحلبي")]).clusters == ()
    assert link([entry(1, "..."), entry(2, "")]).clusters == ()
