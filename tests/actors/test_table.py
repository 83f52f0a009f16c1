from __future__ import annotations

from pathlib import Path

import pytest

from sulh.actors import Authority
from sulh.model import ActorKind, ActorTableError

HEADER = "actor_id,id_paax,actor_name,actor_type,actor_iso3c,alternative_names,abbreviation,ucdp_id\n"
ROW = "7,PAAX_7,Valley Front,Armed organization,,Front of the Valley|VF Movement,VLF,4711\n"


def table(folder: Path, content: str | bytes) -> Path:
    path = folder / "actors.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_own_actors_are_found_by_every_name_and_carry_their_identifiers(tmp_path: Path) -> None:
    authority = Authority.load(table(tmp_path, HEADER + ROW))
    for name in ("Valley Front", "Front of the Valley", "VF Movement", "VLF"):
        (mention,) = authority.find(f"Then the {name} agreed.")
        assert (mention.actor.name, mention.actor.kind) == ("Valley Front", ActorKind.ARMED_GROUP)
        assert dict(mention.actor.ids) == {"paax": "PAAX_7", "ucdp": "4711"}
    assert Authority.default().find("Then the Valley Front agreed.") == []


def test_further_names_of_a_known_state_are_added_to_it(tmp_path: Path) -> None:
    authority = Authority.load(table(tmp_path, HEADER + "1,,Norway,Country/State,NOR,Fjordland,,\n"))
    assert [one.actor.id for one in authority.find("Fjordland and Norway")] == ["NOR", "NOR"]


@pytest.mark.parametrize(
    ("written", "kind"), [("Armed Organization", "armed_group"), ("armed group", "armed_group"), ("igo", "igo"), ("", "unknown")]
)
def test_type_of_an_actor_is_a_type_of_that_list_or_a_word_of_sulh(tmp_path: Path, written: str, kind: str) -> None:
    authority = Authority.load(table(tmp_path, f"{HEADER}8,,Ridge Guard,{written},,,,\n"))
    assert [one.actor.kind for one in authority.find("the Ridge Guard")] == [kind]


def test_table_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert Authority.load(table(tmp_path, b"\xef\xbb\xbf" + (HEADER + ROW).encode())).find("the Valley Front")


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("", ["row 1", "no header"]),
        ("a,b\n1,2\n", ["row 1", "column actor_id", "missing"]),
        (HEADER + ROW + "8,,,Armed organization,,x,,\n", ["row 3", "column actor_name", "empty"]),
        (HEADER + ROW + ROW, ["row 3", "column actor_id", "already in row 2"]),
        (HEADER + "8,,Norway,Country/State,NO,x,,\n", ["row 2", "column actor_iso3c", "'NO'"]),
        (HEADER + "8,,Norway\n", ["row 2", "column actor_type", "missing cell"]),
        (HEADER + "8,,Ridge Guard,Armed grup,,x,,\n", ["row 2", "column actor_type", "'Armed grup'", "armed group"]),
        (HEADER + "8,,Norway,Country/State,NOR,x,,,too,many\n", ["row 2", "more cells"]),
        ((HEADER + ROW).encode("utf-16"), ["not UTF-8"]),
    ],
)
def test_fault_is_reported_with_file_row_and_column(tmp_path: Path, content: str | bytes, parts: list[str]) -> None:
    path = table(tmp_path, content)
    with pytest.raises(ActorTableError) as caught:
        Authority.load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert all(part in message for part in parts), message
    assert "\n" not in message


def test_missing_table_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ActorTableError, match="cannot be read"):
        Authority.load(tmp_path / "none.csv")
