"""Lists matched by codes: what is found, and what whoever has no secret can and cannot learn from them."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from bench.invented import people as making
from bench.invented.entries import entries

from sulh.model.person_entry import PersonEntry
from sulh.persons.keyed import (
    KeyedError,
    KeyedList,
    KeyedPair,
    exposure,
    keyed_list,
    load_codes,
    load_own,
    load_pairs,
    pair_codes,
    passed_over,
    resolved,
    secret_of,
    write_codes,
    write_own,
    write_pairs,
)
from sulh.persons.keyed.codes import ROUNDED
from sulh.persons.keyed.features import KINDS, features
from sulh.persons.keyed.secret import code_of

PASSPHRASE = "otter lamp harvest violin quiet seven"
SECRET = secret_of(PASSPHRASE, "Round 8")
OTHER_SECRET = secret_of("another passphrase altogether", "Round 8")


def entry(name: str, born: int | None = 1970, number: int = 1, **more: object) -> PersonEntry:
    return PersonEntry(f"r{number}", "list", number, name, (born, born) if born else None, **more)  # type: ignore[arg-type]


PEOPLE = making.people(400, 11)
LISTS = making.listed(PEOPLE[:300], "arabic", 1), making.listed(PEOPLE[100:], "latin", 2)
NORTH, SOUTH = entries(LISTS[0], "n"), entries(LISTS[1], "s")
TRUE = {
    (a.id, b.id)
    for a, left in zip(NORTH, LISTS[0], strict=True) for b, right in zip(SOUTH, LISTS[1], strict=True) if left.person == right.person
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> tuple[KeyedList, KeyedList]:
    """Both lists in codes."""
    return keyed_list(NORTH, SECRET, party="North"), keyed_list(SOUTH, SECRET, party="South")


@pytest.fixture(scope="module")
def pairs(made: tuple[KeyedList, KeyedList]) -> list[KeyedPair]:
    """What the third party finds."""
    return pair_codes(made[0].codes, made[1].codes)


def test_rows_in_two_scripts_meet_by_their_codes(made: tuple[KeyedList, KeyedList], pairs: list[KeyedPair]) -> None:
    north, south = ({one.number: one.row for one in resolved(held.own, pairs, held.codes.party)} for held in made)
    found = {(north[number], south[number]) for number in north.keys() & south.keys()}
    assert len(found & TRUE) >= 0.85 * len(TRUE)
    assert len(found & TRUE) >= 0.9 * len(found)


def test_codes_hold_neither_names_nor_ids_and_every_row_looks_alike(made: tuple[KeyedList, KeyedList], tmp_path: Path) -> None:
    write_codes(tmp_path / "codes", made[0].codes)
    text = (tmp_path / "codes").read_text(encoding="utf-8")
    for row in NORTH:
        assert row.id not in text and not any(len(word) > 3 and word in text for word in row.name.split())
    assert len(made[0].codes.rows) % ROUNDED == 0 and sum(map(bool, made[0].own.values())) == len(NORTH)
    assert made[0].own.keys() == {row.id for row in made[0].codes.rows}
    assert {tuple((kind, len(row.codes[kind])) for kind in KINDS) for row in made[0].codes.rows} == {tuple(KINDS.items())}
    assert all(list(row.codes[kind]) == sorted(row.codes[kind]) for row in made[0].codes.rows for kind in KINDS)


def test_same_list_coded_again_has_other_ids_in_another_order() -> None:
    one, other = (keyed_list(NORTH[:50], SECRET, party="North") for _ in range(2))
    assert not {row.id for row in one.codes.rows} & {row.id for row in other.codes.rows}
    assert [one.own.get(row.id) for row in one.codes.rows] != [other.own.get(row.id) for row in other.codes.rows]


def test_rows_for_nobody_bring_counts_to_powers_of_two(made: tuple[KeyedList, KeyedList]) -> None:
    changed = 0
    for kind in KINDS:
        real = Counter(code_of(SECRET, kind, one) for row in features(NORTH) for one in row[kind])
        counts = Counter(code for row in made[0].codes.rows for code in row.codes[kind])
        assert {count & (count - 1) for count in counts.values()} == {0}
        changed += sum(counts[code] > count for code, count in real.items())
    assert changed > 20


def test_dictionary_without_the_secret_finds_nothing_and_with_it_everything(made: tuple[KeyedList, KeyedList]) -> None:
    """The attack: every value of every row of both lists, coded under another secret, under none, and under the right one."""
    held = {code for row in made[0].codes.rows for kind in KINDS for code in row.codes[kind]}
    tried = [(kind, value) for row in features([*NORTH, *SOUTH]) for kind in KINDS for value in row[kind]]
    assert len(set(tried)) > 5000
    for wrong in (OTHER_SECRET, b"", PASSPHRASE.encode(), secret_of(PASSPHRASE, "Round 9")):
        assert not {code_of(wrong, kind, value) for kind, value in tried} & held
    assert len({code_of(SECRET, kind, value) for kind, value in tried} & held) > 3000


def test_order_of_counts_names_hardly_a_row() -> None:
    """The attack of `bench/keyed.py`: the commonest code is taken for the commonest value, where the attacker knows the true counts."""
    values = [row["given"] for row in features(NORTH)]
    table = [one for one, _ in Counter(one for row in values for one in row).most_common()]
    codes = keyed_list(NORTH, SECRET, party="North").codes
    counts = Counter(code for row in codes.rows for code in row.codes["given"])
    order = sorted(counts, key=lambda code: (-counts[code], code))
    guess = dict(zip(order, table, strict=False))
    right = sum(guess.get(code_of(SECRET, "given", one)) == one for row in values for one in row[:1])
    assert right <= 0.03 * len(values)


def test_brothers_and_strangers_do_not_pair() -> None:
    filler = entries(making.listed(making.people(200, 5), "arabic", 3), "f")
    one = keyed_list([entry("حسن خالد سليم الحلبي", 1970), *filler[:100]], SECRET, party="North")
    other = keyed_list([entry("Yusuf Khalid Salim al-Halabi", 1972), *filler[100:]], SECRET, party="South")
    found = pair_codes(one.codes, other.codes)
    assert not any(pair.row == "r1" for pair in resolved(one.own, found, "North"))
    same = keyed_list([entry("Hassan Khaled Salim al-Halabi", 1971), *filler[100:]], SECRET, party="South")
    assert any(pair.row == "r1" for pair in resolved(one.own, pair_codes(one.codes, same.codes), "North"))


def test_pair_with_a_row_for_nobody_is_left_out_by_its_party() -> None:
    pair = KeyedPair(1, "North", "nobody", "South", "x", 0.9)
    assert resolved({"some": "r1", "nobody": ""}, [pair], "North") == []
    assert [one.row for one in resolved({"x": "r7"}, [pair], "South")] == ["r7"]
    with pytest.raises(KeyedError, match="pair 1 is of 'North' and 'South', and not of 'West'"):
        resolved({}, [pair], "West")


def test_lists_under_two_secrets_or_of_one_party_are_refused(made: tuple[KeyedList, KeyedList]) -> None:
    with pytest.raises(KeyedError, match="different secrets"):
        pair_codes(made[0].codes, keyed_list(SOUTH[:5], OTHER_SECRET, party="South").codes)
    with pytest.raises(KeyedError, match="both lists are of North"):
        pair_codes(made[0].codes, made[0].codes)


def test_weak_passphrase_and_missing_salt_are_refused(full_cost: None) -> None:
    with pytest.raises(KeyedError, match="has 6 letters; take 20 or more"):
        secret_of("secret", "Round 8")
    with pytest.raises(KeyedError, match="salt is empty"):
        secret_of(PASSPHRASE, " ")
    with pytest.raises(KeyedError, match="fewer than 8 different letters"):
        secret_of("abcabcabcabcabcabcabcabc", "Round 8")
    assert secret_of(f" {PASSPHRASE}\n", "Round  8") == SECRET != OTHER_SECRET


def test_empty_list_and_doubled_ids_are_refused() -> None:
    with pytest.raises(KeyedError, match="North: the list has no rows"):
        keyed_list([], SECRET, party="North")
    with pytest.raises(KeyedError, match="two rows have the id 'r1'"):
        keyed_list([entry("a b"), entry("c d")], SECRET, party="North")


def test_third_party_is_told_what_it_could_learn(made: tuple[KeyedList, KeyedList], pairs: list[KeyedPair]) -> None:
    said = exposure(made[0].codes, made[1].codes, pairs)
    text = "\n".join(said)
    assert f"North has at most {len(made[0].codes.rows)} rows; how many of them stand for nobody is not said" in text
    most = max(Counter((kind, code) for row in made[0].codes.rows for kind in KINDS for code in row.codes[kind]).values())
    assert f"the commonest in {most}:" in said[0] and f"{len(pairs)} pairs matched" in text
    for word in ("learned the secret", "shared its codes with one of the two parties", "put names into its list", "from elsewhere"):
        assert word in text
    open_list = replace(made[0].codes, rows=made[0].codes.rows[:-1])
    assert "the number is not rounded" in exposure(open_list, made[1].codes, pairs)[0]


def test_files_hold_the_same_and_faults_are_said(made: tuple[KeyedList, KeyedList], pairs: list[KeyedPair], tmp_path: Path) -> None:
    write_codes(tmp_path / "codes", made[0].codes)
    write_own(tmp_path / "own", made[0].own)
    write_pairs(tmp_path / "pairs", pairs)
    assert load_codes(tmp_path / "codes") == made[0].codes
    assert load_own(tmp_path / "own") == made[0].own and load_pairs(tmp_path / "pairs") == pairs
    lines = (tmp_path / "codes").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[1])
    other_code = {**first, "given": [first["given"][0][:-1] + ("B" if first["given"][0][-1] == "A" else "A"), *first["given"][1:]]}
    bad = {
        "holds no codes": ["{}"], "another version": [json.dumps({**json.loads(lines[0]), "sulh_codes": 9})],
        f"has 40 rows of {len(lines) - 1}": lines[:41], f"has {len(lines)} rows of {len(lines) - 1}": [*lines, lines[1]],
        "line 2: is no line of codes .Expecting": [lines[0], "x", *lines[2:]], "line 2: is no line of codes .maximum":
        [lines[0], "[" * 100_000, *lines[2:]], "line 2: is no row": [lines[0], '{"row": "a"}', *lines[2:]],
        "line 3: is no row": [*lines[:2], json.dumps({**first, "given": 5}), *lines[3:]],
        "line 4: is no row": [*lines[:3], json.dumps({**first, "row": "=HYPERLINK(1)"}), *lines[4:]],
        "two rows have one id": [lines[0], lines[1], lines[1], *lines[3:]],
        "is not as it was made": [lines[0], json.dumps(other_code), *lines[2:]],
        "is no name of a party": [json.dumps({**json.loads(lines[0]), "party": "=cmd\x1b[2J"}), *lines[1:]],
    }  # fmt: skip
    for fault, text in bad.items():
        (tmp_path / "bad").write_text("\n".join(text) + "\n", encoding="utf-8")
        with pytest.raises(KeyedError, match=fault):
            load_codes(tmp_path / "bad")
    with pytest.raises(KeyedError, match="has no column row"):
        load_own(tmp_path / "pairs")
    a, b = "a" * 16, "b" * 16
    for fault, rows in {
        "line 2: a number or score is none": [f"x,N,{a},S,{b},1"], "line 2: is no pair of two rows": [f"1,N,{a},S,{b},nan"],
        "line 3: is no pair of two rows": [f"1,N,{a},S,{b},1", f"2,N,{a},S,=cmd,1"],
        "two pairs have the same number": [f"1,N,{a},S,{b},1", f"1,N,{b},S,{a},1"],
        "two pairs have the same two rows": [f"1,N,{a},S,{b},1", f"2,N,{a},S,{b},1"],
    }.items():  # fmt: skip
        (tmp_path / "bad").write_text("\n".join(["number,one_party,one,other_party,other,score", *rows]) + "\n", encoding="utf-8")
        with pytest.raises(KeyedError, match=fault):
            load_pairs(tmp_path / "bad")
    (tmp_path / "bad").write_bytes(b"\xff\xfe\x00row,id")
    for load in (load_codes, load_own, load_pairs):
        with pytest.raises(KeyedError, match="is no text"):
            load(tmp_path / "bad")


def test_pairs_of_other_codes_are_refused(made: tuple[KeyedList, KeyedList], pairs: list[KeyedPair]) -> None:
    """Of an earlier day, or beside another party's own ids, all pairs would seem to be of rows that stand for nobody."""
    for own in (keyed_list(NORTH, SECRET, party="North").own, made[1].own):
        with pytest.raises(KeyedError, match="pair 1 names a row of North that is none of yours"):
            resolved(own, pairs, "North")


def test_codes_of_two_versions_are_not_compared() -> None:
    one, other = (keyed_list(NORTH[:5], SECRET, party=party, version=of).codes for party, of in (("North", "1a"), ("South", "1b")))
    with pytest.raises(KeyedError, match="of North are of Sulh 1a and those of South of 1b"):
        pair_codes(one, other)


def test_codes_made_twice_under_one_secret_tell_who_is_new(pairs: list[KeyedPair]) -> None:
    """The attack that the page warns of: rows of both runs share all but the codes of nothing; others are new, or stand for nobody."""
    earlier, later = (keyed_list(some, SECRET, party="North") for some in (NORTH[:-3], NORTH))
    known = {frozenset(code for kind in KINDS for code in row.codes[kind]) for row in earlier.codes.rows}
    seen = set().union(*known)
    new = [row for row in later.codes.rows if sum(code not in seen for code in row.codes["given"]) == KINDS["given"]]
    assert {later.own[row.id] for row in new} & {row.id for row in NORTH[-3:]}
    said = "\n".join(exposure(earlier.codes, keyed_list(SOUTH, SECRET, party="South").codes, pairs))
    assert "would see which rows are new" in said and "name pairs that are none" in said
    changed = secret_of(PASSPHRASE, "Round 9")
    again = keyed_list(NORTH, changed, party="North")
    assert not seen & {code for row in again.codes.rows for kind in KINDS for code in row.codes[kind]}


def test_rows_that_only_names_of_very_many_have_in_common_are_counted() -> None:
    alike = [replace(entry("محمد خالد الحلبي", None, number)) for number in range(400)]
    one = keyed_list([*alike, *NORTH[:20]], SECRET, party="North", chaff=False)
    other = keyed_list([*alike, *SOUTH[:20]], SECRET, party="South", chaff=False)
    assert len(pair_codes(one.codes, other.codes)) < 400
    assert passed_over(one.codes, other.codes) == (400, 400)
    assert passed_over(keyed_list(NORTH, SECRET, party="North").codes, keyed_list(SOUTH, SECRET, party="South").codes) == (0, 0)


def test_codes_look_like_random_ones() -> None:
    """Codes of nothing and of something cannot be told apart by their letters: each letter is as common in both."""
    chance = random.Random(4)
    real = "".join(code_of(SECRET, "given", str(chance.random())) for _ in range(4000))
    counts = Counter(real)
    assert len(counts) == 64 and max(counts.values()) < 1.3 * min(counts.values())
