"""The ledger: what a check finds, and how two copies compare."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from factory import make_reading
from reports import report
from tampering import hash_anew, unguarded

from sulh.model import RecordError
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.backing_up import backup
from sulh.record.chain import GENESIS
from sulh.record.ledger import Draft, append, compare, head, verify, writing
from sulh.record.models import Entry, Text
from sulh.record.projection.apply import apply, rebuild
from sulh.record.projection.models import Claim, MeetingRow, ParticipationRow
from sulh.record.viewers import local_viewer


@pytest.fixture
def filled() -> None:
    list(add([make_reading(), report(1), report(2)], author="anna"))
    decisions.accept(local_viewer("anna"), Claim.objects.order_by("seq")[0].pk)


def test_first_entry_follows_nothing_and_each_the_one_before() -> None:
    assert head() == (0, GENESIS)
    list(add([make_reading()], author="anna"))
    entries = list(Entry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.previous for entry in entries] == [GENESIS, *(entry.hash for entry in entries[:-1])]
    assert len({entry.salt for entry in entries}) == len(entries)


def test_entries_are_appended_only_in_a_transaction_and_signed(transactional_db: None) -> None:
    with pytest.raises(RecordError, match="writing"):
        append([Draft("anna", "process", {"target": "process"})])
    for author in ("", " ", "x" * 201):
        with pytest.raises(RecordError, match="signed"), writing():
            append([Draft(author, "process", {"target": "process"})])


@pytest.mark.usefixtures("filled")
def test_untouched_record_holds() -> None:
    verdict = verify()
    assert verdict.holds and (verdict.entries, verdict.head) == head() and verdict.withheld == 0


def change(**values: object) -> Callable[[], object]:
    return lambda: Entry.objects.filter(seq=7).update(**values)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("tamper", "seq", "told"),
    [
        (lambda: Entry.objects.filter(seq=7).update(body=Entry.objects.get(seq=7).body.replace("a", "b", 1)), 7, "body of entry 7"),
        (change(author="boris"), 7, "entry 7"),
        (change(at="2020-01-01T00:00:00.000+00:00"), 7, "entry 7"),
        (change(kind="reject"), 7, "entry 7"),
        (change(salt="0" * 32), 7, "body of entry 7"),
        (change(digest="0" * 64), 7, "body of entry 7"),
        (change(hash="0" * 64), 7, "entry 7"),
        (change(previous="0" * 64), 7, "does not follow"),
        (lambda: Entry.objects.filter(seq=7).delete(), 7, "missing"),
        (lambda: Entry.objects.filter(seq=1).delete(), 1, "missing"),
        (lambda: Entry.objects.order_by("-seq")[0].delete(), None, "missing at the end"),
    ],
)
def test_changed_entry_is_named(tamper: Callable[[], object], seq: int | None, told: str) -> None:
    last = head()[0]
    with unguarded():
        tamper()
    fault = verify().fault
    assert fault is not None and fault.seq == (seq or last) and told in fault.problem


@pytest.mark.usefixtures("filled")
def test_chain_written_anew_from_a_change_on_does_not_pass_against_a_copy(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    entries = list(Entry.objects.order_by("seq"))
    dump_entries(entries, copy)
    with unguarded():
        for entry in entries[5:]:
            entry.body = (entry.body or "").replace("RUS", "USA")
            entry.save()
    hash_anew(6)
    rebuild()
    assert verify().holds
    parting = compare(copy)
    assert not parting.same and parting.common >= 5 and parting.problem is not None and "here" in parting.problem


def dump_entries(entries: list[Entry], file: Path) -> None:
    """A copy that holds nothing but these entries."""
    columns = ("seq", "at", "author", "kind", "body", "salt", "digest", "previous", "hash")
    with sqlite3.connect(file) as opened:
        opened.execute(f"CREATE TABLE record_entry ({', '.join(columns)})")
        rows = [tuple(getattr(entry, name) for name in columns) for entry in entries]
        opened.executemany(f"INSERT INTO record_entry VALUES ({', '.join('?' * len(columns))})", rows)
    opened.close()


@pytest.mark.usefixtures("filled")
def test_shorter_copy_is_the_same_as_far_as_it_goes(tmp_path: Path) -> None:
    entries = list(Entry.objects.order_by("seq"))
    dump_entries(entries[:-3], tmp_path / "short")
    parting = compare(tmp_path / "short")
    assert (parting.common, parting.here, parting.there, parting.problem) == (len(entries) - 3, 3, 0, None)
    with unguarded():
        Entry.objects.filter(seq__gt=len(entries) - 5).delete()
    parting = compare(tmp_path / "short")
    assert (parting.common, parting.here, parting.there, parting.problem) == (len(entries) - 5, 0, 2, None)


def withhold(first: int, last: int | None = None) -> None:
    """The entry that says that those bodies are withheld from copies."""
    body = {"entries": [[first, last or first]], "for": "envoys", "reason": "not theirs to see"}
    with writing():
        apply(append([Draft("anna", "withhold", body)]))


@pytest.mark.usefixtures("filled")
def test_body_withheld_from_a_copy_breaks_nothing(tmp_path: Path) -> None:
    withhold(5)
    dump_entries(list(Entry.objects.order_by("seq")), tmp_path / "whole")
    with unguarded():
        Entry.objects.filter(seq=5).update(body=None, salt="")
    assert compare(tmp_path / "whole").same
    rebuild()
    verdict = verify()
    assert verdict.holds and verdict.withheld == 1
    assert "1 body is withheld in copies for envoys by anna, entry" in " ".join(verdict.covered)
    assert Claim.objects.filter(seq=5).count() == 0 and Claim.objects.filter(seq=6).count() == 1


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", ["document", "merge", "accept", "claim"])
def test_record_can_be_rebuilt_whatever_kind_of_entry_is_withheld(kind: str) -> None:
    seq = Entry.objects.filter(kind=kind).order_by("seq").values_list("seq", flat=True)[0]
    if kind == "document":
        Text.objects.filter(document=Claim.objects.order_by("seq")[0].source_id).delete()
    withhold(seq)
    with unguarded():
        Entry.objects.filter(seq=seq).update(body=None)
    rebuild()
    assert verify().holds


@pytest.mark.usefixtures("filled")
def test_changed_or_missing_text_is_named_with_its_entry() -> None:
    document = Text.objects.get(document=make_reading().document.id)
    Text.objects.filter(pk=document.pk).update(text=document.text.replace("12 prisoners", "13 prisoners"))
    fault = verify().fault
    assert fault is not None and fault.seq == 1 and "was changed" in fault.problem
    document.delete()
    fault = verify().fault
    assert fault is not None and fault.seq == 1 and "is missing" in fault.problem


@pytest.mark.usefixtures("filled")
def test_text_that_no_entry_knows_is_found() -> None:
    Text.objects.create(document="sha256:" + "0" * 64, text="slipped in")
    fault = verify().fault
    assert fault is not None and "no entry knows" in fault.problem


@pytest.mark.usefixtures("filled")
def test_changed_projection_is_found_and_the_check_keeps_nothing() -> None:
    ParticipationRow.objects.filter(actor_id="IRN").update(role="observer")
    assert verify(quick=True).holds
    fault = verify().fault
    assert fault is not None and "projection_participationrow" in fault.problem
    assert ParticipationRow.objects.filter(role="observer", actor_id="IRN").exists()
    rebuild()
    assert verify().holds


@pytest.mark.usefixtures("filled")
def test_missing_row_of_a_projection_is_found() -> None:
    MeetingRow.objects.filter(participations__actor="IRN")[0].participations.all().delete()
    fault = verify().fault
    assert fault is not None and "of projection_participationrow" in fault.problem and "is missing" in fault.problem


@pytest.mark.parametrize("content", [b"", b"nothing", b"SQLite format 3\x00 but no more", b"\x1f\x8b\x08\x00broken"])
@pytest.mark.usefixtures("filled")
def test_file_that_is_no_record_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd").write_bytes(content)
    with pytest.raises(RecordError, match="odd"):
        compare(tmp_path / "odd")


def test_backup_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(RecordError, match="there already"):
        backup(tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"
