"""A long file in blocks of whole rows: nothing is lost, no row is cut, and what is no UTF-8 is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sulh.intake import events, row_blocks
from sulh.intake.row_blocks import row_blocks as blocks_of

CELLS = st.sampled_from(["7", "", '"a, b"', '"a\nb"', '"a ""b""\n"', "é", '"\n\n\n\n"'])
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(",".join), max_size=30)


@given(ROWS, st.integers(1, 40), st.booleans())
@settings(max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_blocks_are_the_file_and_end_with_a_row(tmp_path: Path, rows: list[str], size: int, closed: bool) -> None:
    path = tmp_path / "list.csv"
    text = "\n".join(rows) + ("\n" if closed and rows else "")
    path.write_bytes(text.encode())
    found = list(blocks_of(path, checked=True, size=size))
    assert b"".join(found) == text.encode() and all(found)
    for block in found[:-1]:
        assert block.endswith(b"\n") and block.count(b'"') % 2 == 0


def test_what_is_no_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("a,b\n1,é\n".encode("cp1252"))
    with pytest.raises(UnicodeDecodeError):
        list(blocks_of(path, checked=True))
    assert len(list(blocks_of(path, checked=False))) == 1


def test_a_list_says_the_same_in_one_block_and_in_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = "id,date_start,date_end,latitude,longitude,where_prec,type_of_violence,side_a,best,high,country"
    rows = [f'{number},2017-05-{number % 28 + 1:02},,35.{number:02},38.{number:02},1,1,"A\nand, B ",{number},,X' for number in range(60)]
    rows[20] = rows[20].replace("2017-05-", "2017-17-")
    rows[40] = rows[40].replace(",35.40,38.40,", ",38.40,35.40,")
    rows[50] = rows[50].replace(",50,,X", ", 50 ,,X")
    rows[55] = rows[55].replace("55,2017", "54,2017")
    path = tmp_path / "ged.csv"
    path.write_text("\n".join((heads, *rows)))
    whole = events.load_events([path])
    monkeypatch.setattr(events, "row_blocks", lambda file, *, checked: row_blocks.row_blocks(file, checked=checked, size=300))
    parted = events.load_events([path])
    assert parted.frame.equals(whole.frame) and parted.faults == whole.faults and parted.remarks == whole.remarks
    assert whole.frame.height == 57 and whole.replaced == 1 and [(one.row, one.written) for one in whole.faults] == [
        (21, "2017-17-21"), (41, "38.40"),
    ]  # fmt: skip
    assert whole.frame["side_a"].unique().to_list() == ["A\nand, B"]
