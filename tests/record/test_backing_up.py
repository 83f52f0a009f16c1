"""A backup holds the whole record, and either database takes it back."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from factory import make_arabic, make_reading
from record.dumping import dump
from reports import report

from sulh.model import RecordError
from sulh.record import backing_up, decisions
from sulh.record.accounts import create_user
from sulh.record.adding import add
from sulh.record.ledger import compare, head, verify
from sulh.record.models import User
from sulh.record.projection.models import Claim
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


@pytest.mark.parametrize("portable", [False, True], ids=["as its database does", "dump"])
def test_backup_and_restore_give_the_same_record(tmp_path: Path, portable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if portable:
        monkeypatch.setattr(backing_up, "_copy", backing_up._dump)
    fill()
    before, last = dump(), head()
    file = tmp_path / "backup"
    assert backing_up.backup(file) == last[0]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and [path.name for path in tmp_path.iterdir()] == ["backup"]
    assert compare(file).same
    empty()
    assert backing_up.restore(file) == last[0]
    assert (dump(), head()) == (before, last)
    user = User.objects.get(username="boris")
    assert user.check_password(PASSWORD) and user.role == "editor" and user.groups.get().name == "talks"
    assert verify(projections=True).holds


def test_record_that_is_not_empty_is_not_restored_over(tmp_path: Path) -> None:
    fill()
    backing_up.backup(tmp_path / "backup")
    before = dump()
    with pytest.raises(RecordError, match="empty record"):
        backing_up.restore(tmp_path / "backup")
    assert dump() == before


def test_changed_backup_is_not_restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    monkeypatch.setattr(backing_up, "_copy", backing_up._dump)
    fill()
    file = tmp_path / "backup"
    backing_up.backup(file)
    told = gzip.decompress(file.read_bytes()).replace(b"Nur-Sultan", b"Nur-Saltan", 1)
    file.write_bytes(gzip.compress(told))
    empty()
    with pytest.raises(RecordError, match="not restored"):
        backing_up.restore(file)
    assert head()[0] == 0 and not any(dump().values())


def test_two_dumps_of_one_record_are_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backing_up, "_copy", backing_up._dump)
    fill()
    for name in ("one", "two"):
        backing_up.backup(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
