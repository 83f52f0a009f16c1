"""A backup holds the whole record, and either database takes it back."""

from __future__ import annotations

import gzip
import json
import random
import stat
from pathlib import Path

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice
from factory import make_arabic, make_reading
from record.dumping import dump
from reports import report

from sulh.model import RecordError
from sulh.record import backing_up, decisions
from sulh.record.accounts import add_factor, create_user
from sulh.record.adding import add
from sulh.record.chain import LINK, digest
from sulh.record.ledger import compare, head, verify
from sulh.record.models import Entry, User
from sulh.record.projection.models import Claim
from sulh.record.sealing import Sealed, key_in, unsealed
from sulh.record.tokens import create_token, owner_of
from sulh.record.verifying import verify_file
from sulh.record.viewers import local_viewer

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "seven green bicycles"


def fill() -> None:
    list(add([make_reading(), make_arabic(), report(1), report(2)], author="anna", level="restricted", groups=["talks"]))
    decisions.accept(local_viewer("anna"), Claim.objects.order_by("seq")[0].pk)
    create_user("boris", PASSWORD, "editor", ["talks"], author="anna")


def empty() -> None:
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)


def test_backup_and_restore_give_the_same_record(tmp_path: Path) -> None:
    fill()
    before, last = dump(), head()
    file = tmp_path / "backup"
    assert backing_up.backup(file) == last[0]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and [path.name for path in tmp_path.iterdir()] == ["backup"]
    assert compare(file).same
    empty()
    assert backing_up.restore(file, author="anna") == backing_up.Restored(last[0], 1, ())
    assert (dump(), head()) == (before, last)
    user = User.objects.get(username="boris")
    assert user.check_password(PASSWORD) and user.role == "editor" and user.groups.get().name == "talks"
    assert verify().holds


def test_record_that_is_not_empty_is_not_restored_over(tmp_path: Path) -> None:
    fill()
    backing_up.backup(tmp_path / "backup")
    before = dump()
    with pytest.raises(RecordError, match="empty record"):
        backing_up.restore(tmp_path / "backup", author="anna")
    assert dump() == before


def test_backup_cannot_say_of_itself_that_a_body_was_erased(tmp_path: Path) -> None:
    """An entry in a backup has its columns and nothing after them: what stands for an erased body is said by entries alone."""
    fill()
    file = tmp_path / "backup"
    backing_up.backup(file)
    lines = gzip.decompress(file.read_bytes()).decode().splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith('["entry"') and '"Nur-Sultan\\"' in line)
    sort, *row = json.loads(lines[place])
    row[LINK.index("body")] = row[LINK.index("body")].replace("Nur-Sultan", "Nur-Saltan")
    lines[place] = json.dumps([sort, *row, digest(row[LINK.index("salt")], row[LINK.index("body")])])
    file.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert f"the body of entry {row[0]}" in verify_file(file).faults[0].problem


def test_changed_backup_is_not_restored(tmp_path: Path) -> None:
    fill()
    file = tmp_path / "backup"
    backing_up.backup(file)
    told = gzip.decompress(file.read_bytes()).replace(b"Nur-Sultan", b"Nur-Saltan", 1)
    file.write_bytes(gzip.compress(told))
    empty()
    with pytest.raises(RecordError, match="not restored"):
        backing_up.restore(file, author="anna")
    assert head()[0] == 0 and not any(dump().values())


def test_two_backups_of_one_record_are_the_same_bytes(tmp_path: Path) -> None:
    fill()
    for name in ("one", "two"):
        backing_up.backup(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


# --- what a backup holds ---------------------------------------------------------------------------------------------------------------

KEY = b"five random words are enough"


def second_factor() -> TOTPDevice:
    device = TOTPDevice.objects.create(user=User.objects.get(), name="desk", confirmed=False)
    add_factor(device, author="boris")
    return device


def test_backup_in_the_clear_holds_no_secret_of_a_second_factor_and_no_session(tmp_path: Path) -> None:
    fill()
    device = second_factor()
    token = create_token("boris", "charts", author="boris")
    backing_up.backup(tmp_path / "clear")
    held = gzip.decompress((tmp_path / "clear").read_bytes())
    assert device.key.encode() not in held and token.encode() not in held and b"session" not in held and b"argon2" in held
    assert verify_file(tmp_path / "clear").holds
    empty()
    restored = backing_up.restore(tmp_path / "clear", author="anna")
    assert restored.without_factor == ("boris",) and not TOTPDevice.objects.exists()
    owner = owner_of(token)
    assert owner is not None and owner.username == "boris"
    last = Entry.objects.order_by("-seq")[0]
    assert (last.kind, last.author) == ("account", "anna") and "without its secret" in str(last.body)
    assert verify().holds and verify().entries == restored.entries + 1


def test_sealed_backup_brings_accounts_back_whole(tmp_path: Path) -> None:
    fill()
    device = second_factor()
    token = create_token("boris", "charts", author="boris")
    backing_up.backup(tmp_path / "sealed", KEY)
    assert b"Nur-Sultan" not in (tmp_path / "sealed").read_bytes()
    last = head()
    empty()
    assert backing_up.restore(tmp_path / "sealed", author="anna", key=KEY).without_factor == ()
    assert TOTPDevice.objects.get(confirmed=True).key == device.key and owner_of(token) is not None
    assert head() == last and verify().holds


def test_sealed_backup_opens_with_its_key_alone_and_not_when_it_was_changed(tmp_path: Path) -> None:
    fill()
    file = tmp_path / "sealed"
    backing_up.backup(file, KEY)
    with pytest.raises(RecordError, match="is sealed"):
        verify_file(file)
    with pytest.raises(RecordError, match="does not open"):
        verify_file(file, key=b"another key that is long enough")
    whole = file.read_bytes()
    places = random.Random(4).sample(range(len(whole)), 30)
    for place in (*places, 3, 20, len(whole) - 1):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(RecordError):
            verify_file(file, key=KEY)
    for cut in (1, 16, len(whole) // 2):
        file.write_bytes(whole[:-cut])
        with pytest.raises(RecordError):
            verify_file(file, key=KEY)


def test_backup_of_several_chunks_is_sealed_chunk_by_chunk(tmp_path: Path) -> None:
    content = random.Random(5).randbytes(3 * (1 << 20) + 7)
    with (tmp_path / "sealed").open("wb") as raw, Sealed(raw, KEY) as sealed:
        for start in range(0, len(content), 100_000):
            sealed.write(content[start : start + 100_000])
    with (tmp_path / "sealed").open("rb") as held:
        assert unsealed(held, KEY, "it").read() == content


@pytest.mark.parametrize("key", [b"", b"short\n"])
def test_key_that_can_be_guessed_is_refused(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "key").write_bytes(key)
    with pytest.raises(RecordError, match="needs 16"):
        key_in(tmp_path / "key")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b"12 prisoners", b"13 prisoners", "the text of"),
        (b'"role":"editor"', b'"role":"admin"', "the role of boris"),
        (b'"groups":["talks"]', b'"groups":["press"]', "the groups of boris"),
    ],
)
def test_backup_whose_texts_or_accounts_were_changed_is_neither_the_same_nor_restored(
    tmp_path: Path, before: bytes, after: bytes, told: str
) -> None:
    fill()
    file = tmp_path / "backup"
    backing_up.backup(file)
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    # The ledger stays as it is.
    file.write_bytes(gzip.compress(b"".join(line if line.startswith(b'["entry"') else line.replace(before, after) for line in lines)))
    assert told in verify_file(file).faults[0].problem
    empty()
    with pytest.raises(RecordError, match="not restored: " + told):
        backing_up.restore(file, author="anna")
    assert head()[0] == 0 and not User.objects.exists() and not any(dump().values())


def test_record_of_an_earlier_version_is_restored_with_its_accounts_taken_up(tmp_path: Path) -> None:
    kept = tmp_path / "record.db"
    kept.write_bytes(gzip.decompress((Path(__file__).parent / "kept/record-0.1.0.db.gz").read_bytes()))
    verdict = verify_file(kept)
    assert verdict.holds and len(verdict.uncovered) == 2
    restored = backing_up.restore(kept, author="anna")
    assert restored == backing_up.Restored(89, 1, ())
    assert verify().holds and verify().entries == 90
    assert "since entry 90, which found accounts of an earlier version" in " ".join(verify().covered)
