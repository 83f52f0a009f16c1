"""What is not public is sealed under a key of its subject, and the record key that opens it lies outside the database."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from record.dumping import assert_rebuild_changes_nothing
from record.test_handing_over import copied, inside
from reports import report
from tampering import unguarded

from sulh.model import RecordError
from sulh.record import backing_up, decisions, ledger
from sulh.record.adding import add
from sulh.record.erasing import erase
from sulh.record.handing_over import hand_over
from sulh.record.keyring import RECORD_KEY, make_record_key, record_key_in
from sulh.record.ledger import writing
from sulh.record.looks import looked_at
from sulh.record.models import DataKey, Entry, Text
from sulh.record.projection.models import Claim
from sulh.record.queries.commitments import commitment_lines
from sulh.record.queries.documents import document
from sulh.record.seal_rules import RULES, subject_of
from sulh.record.sealed_values import is_value_sealed
from sulh.record.seals import begin_sealing, rotate
from sulh.record.subjects import subject_named
from sulh.record.verifying import verify
from sulh.record.viewers import local_viewer, viewer

PERSON = ("Lawyerman Secretov", "Lawyeroffice", "RUS", True)
GROUP = ("restricted", ("talks",))


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record key of this test's record, which seals."""
    file = tmp_path / "record.key"
    make_record_key(file)
    monkeypatch.setenv(RECORD_KEY, str(file))
    with writing():
        begin_sealing(file)
    return file


@pytest.fixture
def lose(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.delenv(RECORD_KEY)


def stored(number: int, level: str = "public", groups: tuple[str, ...] = (), **about: object) -> str:
    reading = report(number, **about)  # type: ignore[arg-type]
    list(add([reading], author="mona", level=level, groups=groups))
    return reading.document.id


def raw(column: str = "body", table: str = "record_entry", order: str = "seq") -> list[str]:
    """What the database keeps."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {order}")
        return [row[0] for row in cursor.fetchall()]


def test_what_is_not_public_is_sealed_and_reads_as_before(key: Path) -> None:
    stored(1)
    last = Entry.objects.count()
    stored(2, "team", people=[PERSON], city="Sochi")
    claim = Claim.objects.filter(property="city", value='"Sochi"')[0]
    decisions.reject(local_viewer("mona"), claim.pk, reason="Secretreason")
    assert [is_value_sealed(one) for one in raw()] == [False] * last + [True] * (Entry.objects.count() - last)
    assert sorted(map(is_value_sealed, raw("text", "record_text", "document"))) == [False, True]
    assert not any(word in one for word in ("Secretov", "Sochi", "Secretreason") for one in raw())
    assert Entry.objects.filter(seq__gt=last)[0].body.startswith("{")
    assert {"Report 2" in text for text in Text.objects.values_list("text", flat=True)} == {True, False}
    verdict = verify()
    assert verdict.holds and not verdict.uncovered, verdict
    assert_rebuild_changes_nothing()


def test_person_and_document_have_keys_of_their_own(key: Path) -> None:
    stored(1, "team", people=[PERSON])
    stored(2, *GROUP, people=[PERSON])
    assert DataKey.objects.count() == 1 + 2 + 1  # for names, the two documents, and the person in both


def test_who_is_shown_what_is_sealed_is_recorded(key: Path) -> None:
    shared, hidden = stored(1), stored(2, "team")
    reader = viewer("noor", "reader", "team")
    looked_at(reader, [document(reader, shared).ref])
    assert not Entry.objects.filter(kind="look").exists()
    looked_at(reader, [document(reader, hidden).ref])
    assert Entry.objects.filter(kind="look").values_list("author", flat=True)[0] == "noor"


def test_rules_say_whose_an_entry_is() -> None:
    claim = {"property": "person", "value": {"name": "Anna  Kova\u010d"}, "document": "sha256:aa"}
    assert subject_of("claim", claim, "sha256:aa") == "person:anna kovac"
    assert subject_of("claim", claim, "") == ""
    assert subject_of("merge", {}, "sha256:aa") == "document:sha256:aa"
    assert all(rule("merge", {}, "") == "" for rule in RULES)


def test_without_the_key_the_public_record_goes_on_and_the_rest_is_said_to_be_unchecked(key: Path, lose: Callable[[], None]) -> None:
    stored(1)
    stored(2, "team", people=[PERSON])
    sealed = sum(map(is_value_sealed, raw()))
    lose()
    verdict = verify()
    assert verdict.holds
    assert f"what {sealed} entries are about: sealed, and the record key is not here" in verdict.uncovered[0]
    stored(3)
    assert verify().entries == verdict.entries + sum(1 for one in raw()[verdict.entries :])
    with pytest.raises(RecordError, match="name the file with its key in SULH_RECORD_KEY"):
        stored(4, "team")
    assert verify().holds
    with pytest.raises(RecordError, match="name the file with its key"):
        erase(subject_named("Somebody"), author="mona", reason="so")


def test_key_of_another_record_is_an_error_in_words(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(1, "team")
    other = key.with_name("other.key")
    make_record_key(other)
    monkeypatch.setenv(RECORD_KEY, str(other))
    with pytest.raises(RecordError, match="the record key is not that of this record"):
        verify()
    with pytest.raises(RecordError, match="the record key is not that of this record"):
        stored(2, "team")


def test_key_file_is_the_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "key"
    made = make_record_key(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert record_key_in(file) == made
    with pytest.raises(RecordError, match="never overwritten"):
        make_record_key(file)
    file.chmod(0o640)
    with pytest.raises(RecordError, match="others on this machine can read"):
        record_key_in(file)
    file.chmod(0o600)
    file.write_text("no key")
    with pytest.raises(RecordError, match="is no record key"):
        record_key_in(file)


def change(statement: str, *given: str) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement, given)


def test_exchanged_and_changed_sealed_bodies_are_damage(key: Path) -> None:
    stored(1, "team")
    bodies = raw()
    change("UPDATE record_entry SET body = %s WHERE seq = 3", bodies[3])
    assert "the body of entry 3 (claim" in str(verify().fault) and "exchanged with that of another" in str(verify().fault)
    change("UPDATE record_entry SET body = %s WHERE seq = 3", bodies[2][:-8] + ("A" if bodies[2][-8] != "A" else "B") + bodies[2][-7:])
    assert "does not open" in str(verify().fault)
    other = stored(2, "team")
    assert other
    change("UPDATE record_entry SET body = %s WHERE seq = 3", bodies[2].replace(bodies[2].split(" ")[3], raw()[-1].split(" ")[3]))
    assert "does not open" in str(verify().fault)
    change("UPDATE record_entry SET body = %s WHERE seq = 3", bodies[2])
    assert verify().holds


def test_exchanged_sealed_text_is_damage(key: Path) -> None:
    one, other = stored(1, "team"), stored(2, "team")
    change("UPDATE record_text SET text = (SELECT text FROM record_text WHERE document = %s) WHERE document = %s", one, other)
    assert f"the text of {other}" in str(verify().fault)


@pytest.mark.parametrize("is_here", [True, False], ids=["with the record key", "without it"])
def test_data_key_that_was_taken_away_is_damage(key: Path, lose: Callable[[], None], is_here: bool) -> None:
    stored(1, "team")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_datakey SET wrapped = NULL WHERE key_id <> 'names'")
    if not is_here:
        lose()
    assert "its data key was destroyed, though no entry says that its words were erased" in str(verify().fault)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_datakey WHERE key_id <> 'names'")
    assert "its data key was taken away" in str(verify().fault)


def test_rotation_gives_another_key_and_the_old_one_opens_nothing(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(1, "team")
    new = key.with_name("new.key")
    make_record_key(new)
    with writing():
        assert rotate(key, new) == DataKey.objects.count()
    monkeypatch.setenv(RECORD_KEY, str(new))
    assert verify().holds and not verify().uncovered
    stored(2, "team")
    monkeypatch.setenv(RECORD_KEY, str(key))
    with pytest.raises(RecordError, match="not that of this record"):
        verify()
    with writing(), pytest.raises(RecordError, match="not that of this record"):
        rotate(key, new)


def test_backup_stays_sealed_and_is_restored_with_the_key_and_without(key: Path, tmp_path: Path, lose: Callable[[], None]) -> None:
    import gzip

    stored(1)
    stored(2, "team", people=[PERSON])
    backing_up.backup(tmp_path / "backup")
    assert b"Secretov" not in gzip.decompress((tmp_path / "backup").read_bytes())
    with inside_new(tmp_path / "one.db"):
        backing_up.restore(tmp_path / "backup", author="mona")
        assert verify().holds and not verify().uncovered
        assert Claim.objects.filter(property="person").exists()
    lose()
    with inside_new(tmp_path / "two.db"):
        backing_up.restore(tmp_path / "backup", author="mona")
        assert verify().holds and verify().uncovered
        assert not Claim.objects.filter(property="person").exists()
        assert Claim.objects.exists()


def inside_new(file: Path):  # type: ignore[no-untyped-def]
    from contextlib import contextmanager

    from django.core.management import call_command

    @contextmanager
    def opened():  # type: ignore[no-untyped-def]
        with inside(file):
            call_command("migrate", verbosity=0, interactive=False)
            yield

    return opened()


def test_copy_for_a_group_needs_no_key(key: Path, tmp_path: Path, lose: Callable[[], None]) -> None:
    stored(1)
    stored(2, *GROUP, city="Envoytown")
    stored(3, "restricted", ("others",), city="Lawyertown")
    hand_over(tmp_path / "copy.db", "talks", author="mona")
    copy = copied(tmp_path / "copy.db")
    assert b"Envoytown" in copy.data and b"Lawyertown" not in copy.data
    assert not any(is_value_sealed(row[4]) for row in copy.entries)
    lose()
    with inside(tmp_path / "copy.db"):
        assert verify().holds and not verify().uncovered, verify()
    with pytest.raises(RecordError, match="name the file with its key"):
        hand_over(tmp_path / "again.db", "talks", author="mona")


def test_erasing_destroys_the_data_keys_of_the_subject(key: Path) -> None:
    stored(1)
    document = stored(2, "team", people=[PERSON], promise="Lawyerman Secretov agreed to release prisoners.")
    stored(3, *GROUP)
    before = {row.key_id for row in DataKey.objects.all()}
    seq, _ = erase(subject_named("Lawyerman Secretov"), author="mona", reason="asked for")
    gone = {row.key_id: row.destroyed for row in DataKey.objects.filter(wrapped__isnull=True)}
    assert len(gone) == 2 and set(gone.values()) == {seq} and gone.keys() <= before  # the person, and the document under its old name
    assert not any("ecretov" in one for one in raw()) and not Text.objects.filter(pk=document).exists()
    verdict = verify()
    assert verdict.holds and not verdict.uncovered, verdict
    assert_rebuild_changes_nothing()
    last = ledger.head()[0]
    other = next(text.document for text in Text.objects.all() if "Report 3" in text.text)
    erase(subject_named(other[7:27]), author="mona", reason="the source is in danger")
    assert DataKey.objects.filter(wrapped__isnull=True).count() == 3 and ledger.head()[0] == last + 1
    assert verify().holds


_SEAL = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from sulh.record import open_record
open_record(create=True)
from reports import report
from sulh.record.adding import add
from sulh.record.keyring import make_record_key
from sulh.record.ledger import writing
from sulh.record.seals import begin_sealing
make_record_key(Path({key!r}))
with writing():
    begin_sealing(Path({key!r}))
list(add([report(n) for n in range(40)], author="mona"))
"""
_CHECK = """
from sulh.record import open_record
open_record()
from sulh.record.ledger import verify
print(verify().holds, bool(verify().uncovered))
"""


@pytest.mark.django_db(transaction=True)
def test_killed_rotation_leaves_a_key_that_opens_everything(outside: dict[str, str], tmp_path: Path) -> None:
    now = tmp_path / "key0"
    tests = str(Path(__file__).resolve().parent.parent)
    base = {**outside, RECORD_KEY: str(now)}
    subprocess.run([sys.executable, "-c", _SEAL.format(tests=tests, key=str(now))], env=base, check=True)
    for number in range(1, 9):
        new = tmp_path / f"key{number}"
        command = [sys.executable, "-m", "sulh", "key", "rotate", str(new), "--old", str(now)]
        with subprocess.Popen(command, env=base, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            until = time.monotonic() + 30
            while not new.exists() and process.poll() is None and time.monotonic() < until:
                time.sleep(0.002)
            time.sleep(0.01 * number)
            process.send_signal(signal.SIGKILL)
        opens = []
        for file in (now, new):
            done = subprocess.run([sys.executable, "-c", _CHECK], env={**base, RECORD_KEY: str(file)}, capture_output=True, text=True)
            opens.append(done.stdout.strip() == "True False")
        assert sum(opens) == 1, opens
        now = (now, new)[opens.index(True)]


def test_lists_quote_words_of_sealed_texts(key: Path) -> None:
    stored(1, "team", promise="They agreed to exchange prisoners by 1 March 2022.")
    (line,) = commitment_lines(local_viewer("mona"), limit=5).rows
    assert line.quote.startswith("They agreed to exchange prisoners")


def test_key_that_was_damaged_is_not_to_be_made_anew(key: Path) -> None:
    """A new key opens nothing: whoever made one for a damaged file would believe that all is lost."""
    key.write_text(key.read_text("ascii")[:20], encoding="ascii")
    with pytest.raises(RecordError, match="or was damaged: take a copy of the key that this record is sealed with"):
        record_key_in(key)
