"""Attacks on a record that somebody holds: each is found, and named by table, row and entry; and what checks it changes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice
from factory import make_reading
from made_once import made_once
from record.test_commands import sulh
from reports import report
from tampering import hash_anew, unguarded

import sulh.record as sulh_record
from sulh.record import accounts, decisions, tokens
from sulh.record.adding import add
from sulh.record.canonical import canonical
from sulh.record.chain import LINK, Link, digest, hashed
from sulh.record.decisions import _UNDOING
from sulh.record.later_entries import _DOES, later_entries
from sulh.record.ledger import Draft, append, head, verify, writing
from sulh.record.models import ApiToken, Entry, Text, User
from sulh.record.open_tables import record_as_it_is
from sulh.record.projection.apply import apply, derived, rebuild
from sulh.record.projection.models import Audience, Claim, Scope, SearchRow, Source, rows
from sulh.record.viewers import local_viewer, viewer

PASSWORD = "seven green bicycles"


@pytest.fixture
def filled() -> None:
    made_once("a record with an account", _filled)


def _filled() -> None:
    list(add([make_reading(), report(1), report(2, promise="The sides agreed to release prisoners.")], author="anna"))
    list(add([report(3)], author="anna", level="restricted", groups=["talks"]))
    anna = local_viewer("anna")
    decisions.accept(anna, Claim.objects.order_by("seq")[0].pk)
    decisions.name_actor(anna, "Committee of Families")
    viewer("boris", "reader", "team|talks")
    accounts.create_user("boris", PASSWORD, "editor", ["talks"], author="anna")
    accounts.add_factor(TOTPDevice.objects.create(user=User.objects.get(), name="desk", confirmed=False), author="boris")
    tokens.create_token("boris", "charts", author="boris")


def problems() -> list[str]:
    return [fault.problem for fault in verify().faults]


@pytest.mark.usefixtures("filled")
def test_untouched_record_holds_and_says_what_was_covered() -> None:
    verdict = verify()
    assert verdict.holds and not verdict.uncovered and (verdict.entries, verdict.head) == head()
    told = " ".join(verdict.covered)
    for words in ("each gives its hash", "4 texts", "1 account:", "second factors", "documents' sharing", "refuses changes"):
        assert words in told
    quick = verify(quick=True)
    assert quick.holds and "--quick" in quick.left_out[0] and "sharing" in quick.left_out[0]


def test_record_without_entries_vouches_for_nothing() -> None:
    assert not verify().holds


@pytest.mark.usefixtures("filled")
def test_emptied_bodies_are_found_even_after_a_rebuild() -> None:
    with unguarded():
        Entry.objects.filter(kind="claim").update(body=None)
    rebuild()
    (first,) = (fault for fault in verify().faults if "(claim)" in fault.problem)
    assert "no entry says that it was withheld" in first.problem and first.seq == 2


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("body", [{"entries": "all"}, {}, {"entries": [[1]]}, {"entries": [["x", 2]]}])
def test_entry_that_withholds_nothing_in_particular_covers_nothing(body: dict[str, object]) -> None:
    with writing():
        apply(append([Draft("anna", "withhold", body)]))
    assert any("does not say which entries" in one for one in problems())


@pytest.mark.usefixtures("filled")
def test_entry_that_withholds_is_never_withheld_itself() -> None:
    last = head()[0]
    with writing():
        apply(append([Draft("anna", "withhold", {"entries": [[2, 3], [last + 1, last + 1]], "reason": "why not"})]))
    with unguarded():
        Entry.objects.filter(seq__in=(2, last + 1)).update(body=None)
    rebuild()
    assert {fault.seq for fault in verify().faults} == {2, last + 1}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", ["withhold", "erase"])
def test_a_record_that_works_on_is_no_copy_and_lacks_no_body(kind: str) -> None:
    """A decision blanked under an entry made for somebody's copy, or put in by hand, would open what it restricted."""
    seq = decisions.share(local_viewer("anna"), Source.objects.get(title="Report 2").pk, "restricted", ["talks"])
    with writing():
        apply(append([Draft("anna", kind, {"entries": [[seq, seq]], "for": "talks", "reason": "for the file"})]))
    with unguarded():
        Entry.objects.filter(pk=seq).update(body=None, salt="")
    rebuild()
    assert seq in {fault.seq for fault in verify().faults}


@pytest.mark.parametrize(
    ("withheld", "emptied", "goes_on"),
    [
        ([[1, 3]], (1, 2, 3), True),  # a copy ends with its entry
        ([[1, 3]], (2, 3), False),  # and lacks all that the entry names
        ([[1, 2]], (1, 2, 3), False),  # and nothing else
    ],
)
def test_a_file_without_accounts_lacks_a_body_only_as_a_whole_copy(
    withheld: list[list[int]], emptied: tuple[int, ...], goes_on: bool
) -> None:
    list(add([report(1), report(2)], author="anna"))
    first = Source.objects.get(seq=1).pk
    with writing():
        apply(append([Draft("anna", "withhold", {"entries": withheld, "for": "talks", "reason": "for the file"})]))
    if goes_on:
        decisions.name_actor(local_viewer("anna"), "Committee of Families")
    with unguarded():
        Entry.objects.filter(seq__in=emptied).update(body=None, salt="")
    if 1 in emptied:
        Text.objects.filter(pk=first).delete()
    rebuild()
    assert not verify().holds and verify().fault.seq in emptied, problems()  # type: ignore[union-attr]


@pytest.mark.slow
@pytest.mark.usefixtures("filled")
def test_every_column_of_every_table_that_pages_read_is_compared() -> None:
    """One value changed in each column of each table that has a row: the table and the column are named."""
    tried, missed = 0, []
    for table in derived():
        row = rows(table).order_by("pk").first()
        for field in table._meta.concrete_fields if row is not None else ():
            if field.primary_key:
                continue
            with transaction.atomic(), connection.cursor() as cursor:
                number = field.get_internal_type() in ("BigIntegerField", "IntegerField", "FloatField", "BooleanField", "ForeignKey")
                now = getattr(row, field.attname)
                other = (0 if now else 1) if number and not isinstance(now, str) else "x"
                name = f'"{table._meta.db_table}"'
                value = '{"x": 1}' if field.get_internal_type() == "JSONField" else other
                key = str(table._meta.pk.column)
                if connection.vendor == "postgresql" and field.get_internal_type() == "BooleanField":
                    value = not now
                cursor.execute(f'UPDATE {name} SET "{field.column}" = %s WHERE "{key}" = %s', [value, row.pk])  # type: ignore[union-attr]
                tried += 1
                told = " ".join(problems())
                if table._meta.db_table not in told or f"has {field.column} " not in told:
                    missed.append((table._meta.db_table, field.column, told))
                transaction.set_rollback(True)
    assert tried > 60 and not missed


@pytest.mark.usefixtures("filled")
@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.parametrize(
    ("column", "other"), [("property", "CAST(property AS BLOB)"), ("written", "CAST(x'' AS BLOB)"), ("spans", "CAST(x'ff' AS TEXT)")]
)
def test_value_of_another_type_is_found(column: str, other: str) -> None:
    """SQLite keeps in any column what is put there; bytes that read like the text are another value."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE projection_claim SET {column} = {other} WHERE seq = (SELECT max(seq) FROM projection_claim)")
    told = problems()
    assert len(told) == 1 and "projection_claim" in told[0]


@pytest.mark.usefixtures("filled")
def test_documents_set_from_restricted_to_public_are_found_with_their_entry() -> None:
    public = Audience.objects.get(pk=Source.objects.exclude(audience__level="restricted")[0].audience_id)
    secret = Source.objects.get(audience__level="restricted")
    Source.objects.filter(pk=secret.pk).update(audience=public)
    (fault,) = verify().faults
    assert fault.seq == secret.seq and f"row {secret.pk} has audience_id" in fault.problem
    Source.objects.filter(pk=secret.pk).update(audience=secret.audience_id)
    Audience.objects.filter(level="restricted").update(level="public", groups="")
    assert "projection_audience" in problems()[0]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("attack", "told"),
    [
        (lambda user: User.objects.update(role="admin"), "the role of boris is 'admin', and entry"),
        (lambda user: user.groups.add(Group.objects.create(name="press")), "the groups of boris"),
        (lambda user: Group.objects.update(name="press"), "the groups of boris"),
        (lambda user: user.groups.clear(), "the groups of boris"),
        (lambda user: User.objects.update(is_active=False), "whether boris may sign in"),
        (lambda user: (user.set_password("mine"), user.save()), "the password of boris"),
        (lambda user: TOTPDevice.objects.all().delete(), "a second factor of boris"),
        (lambda user: TOTPDevice.objects.update(key="00" * 20), "a second factor of boris"),
        (lambda user: TOTPDevice.objects.update(confirmed=False), "a second factor of boris"),
        (lambda user: ApiToken.objects.update(digest="0" * 64), "a token of boris"),
        (lambda user: ApiToken.objects.update(expires="2100-01-01T00:00:00Z"), "a token of boris"),
        (lambda user: ApiToken.objects.create(user=user, digest="1" * 64, made="2021-01-01T00:00:00Z"), "a token of boris"),
        (lambda user: User.objects.create(username="carla", role="admin"), "no entry knows the account carla"),
        (lambda user: (ApiToken.objects.all().delete(), user.delete()), "the account boris (entry"),
        (lambda user: User.objects.update(username="carla"), "no entry knows the account carla"),
    ],
)
def test_account_changed_in_the_database_is_found(attack: Callable[[User], object], told: str) -> None:
    attack(User.objects.get())
    assert any(told in one for one in problems()), problems()
    assert not verify(quick=True).holds


@pytest.mark.usefixtures("filled")
def test_one_fault_hides_no_other() -> None:
    User.objects.update(role="admin")
    Source.objects.filter(title="Report 2").update(title="Report 9")
    assert [one.split(" ")[0] for one in problems()] == ["the", "1"] and "has title 'Report 9'" in problems()[1]


@pytest.mark.usefixtures("filled")
def test_a_change_that_has_an_entry_covers_no_other() -> None:
    User.objects.update(role="admin")
    accounts.set_password("boris", "nine purple umbrellas", author="boris")
    assert ["the role of boris is 'admin'" in one for one in problems()] == [True]
    accounts.set_role("boris", "editor", author="anna")
    assert verify().holds


@pytest.mark.usefixtures("filled")
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_search_index_that_finds_other_words_is_found_and_mended() -> None:
    row = SearchRow.objects.filter(kind="document")[0]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO projection_search(projection_search, rowid, folded) VALUES ('delete', %s, %s)", [row.pk, row.folded])
    assert ["search index" in one for one in problems()] == [True]


@pytest.mark.usefixtures("filled")
def test_scope_that_is_taken_away_or_slipped_in_is_found() -> None:
    Scope.objects.filter(pk="public").delete()
    assert any("'public'" in one for one in problems())
    Scope.objects.create(pk="public")
    Scope.objects.create(pk="all|talks")
    assert any("all|talks" in one for one in problems())


@pytest.mark.usefixtures("filled")
def test_cut_ledger_is_found_while_the_pages_show_more() -> None:
    with unguarded():
        Entry.objects.filter(seq__gte=head()[0] - 4).delete()
    assert any("missing at the end" in one for one in problems())


@pytest.mark.usefixtures("filled")
def test_ledger_written_anew_from_which_nothing_follows_is_named() -> None:
    with unguarded():
        claim = Entry.objects.get(seq=2)
        Entry.objects.filter(seq=2).update(body=str(claim.body).replace('"spans"', '"span"'))
    hash_anew(2)
    assert any("cannot be derived" in one for one in problems())


# --- the database refuses ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "statement",
    ["UPDATE record_entry SET author = 'boris'", "DELETE FROM record_entry", "UPDATE record_entry SET body = NULL WHERE seq = 3"],
)
def test_entries_refuse_changes(statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().holds


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_table_of_entries_refuses_to_be_emptied() -> None:
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE record_entry")


@pytest.mark.usefixtures("filled")
def test_guard_taken_away_is_found() -> None:
    of = " ON record_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {'record_entry_no_change' if of else 'record_entry_no_update'}{of}")
    assert any("refuses to change entries was taken away" in one for one in problems())


@pytest.mark.usefixtures("filled")
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_trigger_that_is_not_ours_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TRIGGER later AFTER INSERT ON record_entry BEGIN UPDATE record_user SET role = 'admin'; END")
    assert problems() == ["the trigger or view later is not Sulh's"]


# --- evidence stays as it is ---------------------------------------------------------------------------------------------------------

needs_file = pytest.mark.skipif("connection.vendor != 'sqlite'")


@pytest.fixture
def record() -> Iterator[Path]:
    """A record in a folder that anybody may read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "one.txt").write_text(
            "NUR-SULTAN, 8 July 2021. The 16th round of Astana talks on Syria was held in Nur-Sultan on 7-8 July 2021. Russia took part."
        )
        file = Path(folder) / "record.db"
        assert sulh("add", Path(folder) / "one.txt", record=file).returncode == 0
        assert sulh("user", "add", "boris", "--role", "editor", "--password", PASSWORD, record=file).returncode == 0
        yield file
        for path in (Path(folder), *Path(folder).iterdir()):
            path.chmod(0o755)


def state(folder: Path) -> dict[str, tuple[str, int]]:
    return {one.name: (hashlib.sha256(one.read_bytes()).hexdigest(), one.stat().st_mtime_ns) for one in folder.iterdir() if one.is_file()}


def as_nobody(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run as somebody who may read the record and write nothing there, whoever runs the tests."""
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    if os.geteuid() == 0:
        # The owner of everything writes everywhere; without that right the permissions of files hold for them too.
        if shutil.which("setpriv") is None:
            pytest.skip("run as root, this needs setpriv")
        prefix = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"]
    else:
        prefix = []
    return subprocess.run(
        [*prefix, sys.executable, "-m", "sulh", *map(str, words)],
        capture_output=True, text=True, check=False, env={**environment, "HOME": str(folder)}, cwd=folder,
    )  # fmt: skip


@needs_file
@pytest.mark.slow
def test_verifying_changes_no_byte_and_needs_nothing_but_to_read(record: Path) -> None:
    with closing(sqlite3.connect(record)) as busy:  # leaves a write-ahead log that is not carried in yet
        busy.execute("PRAGMA wal_autocheckpoint=0")
        busy.execute("UPDATE record_user SET language = 'ar'")
        busy.commit()
        before = state(record.parent)
        assert before["record.db-wal"]
        assert sulh("verify", record=record).returncode == 0
        assert state(record.parent) == before
    before = state(record.parent)
    for path in (*record.parent.iterdir(), record.parent):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222 | 0o444)
    record.parent.chmod(0o555)
    told = as_nobody("verify", "--record", record, "--against", record, folder=record.parent)
    assert told.returncode == 0 and "is the same, entry for entry" in told.stdout, told.stderr
    with tempfile.TemporaryDirectory() as out:
        Path(out).chmod(0o777)
        told = as_nobody("export", "--to", "csv", "-o", Path(out) / "tables", "--record", record, folder=record.parent)
        assert told.returncode == 0 and "not in the ledger" in told.stderr, told.stderr
        assert (Path(out) / "tables").is_dir()
    assert state(record.parent) == before


@needs_file
@pytest.mark.slow
def test_exit_code_says_how_two_copies_lie_to_each_other(record: Path, tmp_path: Path) -> None:
    def copy(name: str, *statements: str) -> Path:
        file = tmp_path / name
        with closing(sqlite3.connect(record)) as here, closing(sqlite3.connect(file)) as there:
            here.backup(there)
            for statement in statements:
                there.execute(statement)
            there.commit()
        return file

    earlier = copy("earlier")
    same = sulh("verify", "--against", earlier, record=record)
    assert same.returncode == 0 and "is the same" in same.stdout
    assert sulh("user", "role", "boris", "reader", record=record).returncode == 0
    longer = sulh("verify", "--against", earlier, record=record)
    assert longer.returncode == 3 and "goes on for 1 more:" in longer.stdout
    assert "(account) by" in longer.stdout and "changes the account boris: role, role reader" in longer.stdout
    shorter = sulh("verify", "--against", record, record=earlier)
    assert shorter.returncode == 4 and "lacks 1 that" in shorter.stdout and "role reader" in shorter.stdout
    assert sulh("user", "role", "boris", "admin", record=earlier).returncode == 0
    parted = sulh("verify", "--against", earlier, record=record)
    assert parted.returncode == 5 and "part after entry" in parted.stderr
    damaged = copy("damaged", "UPDATE record_text SET text = replace(text, '16th', '17th')")
    told = sulh("verify", "--against", damaged, record=record)
    assert told.returncode == 1 and f"{damaged} does not fit: the text of sha256:" in told.stderr
    empty = tmp_path / "empty.db"
    empty.touch()
    told = sulh("verify", record=empty)
    assert told.returncode == 1 and "is empty" in told.stderr and empty.stat().st_size == 0
    older = copy("older", "UPDATE projection_projectionstate SET fingerprint = 'x'")
    told = sulh("verify", record=older)
    assert told.returncode == 6 and "could not be checked: the tables that pages read" in told.stdout


def test_texts_are_part_of_what_is_checked() -> None:
    list(add([make_reading()], author="anna"))
    Text.objects.update(text="other words")
    assert ["was changed" in one for one in problems()] == [True]


def _put_in(kind: str, body: dict[str, object], at: str) -> int:
    """An entry as somebody writes it who knows how hashes are made, with all that pages show derived anew."""
    seq, previous = head()
    text = canonical(body)
    own = digest("00" * 16, text)
    hash = hashed(previous, seq + 1, at, "mona", kind, own)
    Entry.objects.create(seq=seq + 1, at=at, author="mona", kind=kind, body=text, salt="00" * 16, digest=own, previous=previous, hash=hash)
    rebuild()
    return seq + 1


@pytest.mark.usefixtures("filled")
def test_entry_put_in_at_the_end_is_named_with_what_it_does_and_its_date() -> None:
    before = head()[0]
    secret = Source.objects.get(audience__level="restricted")
    seq = _put_in("share", {"target": secret.pk, "level": "public", "groups": [], "reason": "agreed"}, "2020-01-01T09:00:00.000+00:00")
    verdict = verify()
    assert verdict.holds
    (noted,) = verdict.noted
    assert f"entry {seq} (share by mona) is dated 2020-01-01T09:00, before entry {before}" in noted
    with record_as_it_is() as tables:
        (one,) = later_entries(tables.links(), before)
    assert (one.seq, one.kind, one.author, one.at[:10]) == (seq, "share", "mona", "2020-01-01")
    assert one.does == f"lets public see {secret.pk[:19]} (Report 3): agreed"
    assert one.doubts == (f"it is dated before entry {before} ({Entry.objects.get(pk=before).at[:16]}), which it follows",)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("kind", "body", "at", "doubt"),
    [
        ("share", {"target": "x"}, "", "it is not as Sulh writes it"),
        ("amnesty", {}, "", "Sulh writes no entries of this kind"),
        ("process", {"name": "Talks"}, "3021-01-01T00:00:00.000+00:00", "it is dated later than now"),
        ("process", {"name": "Talks"}, "yesterday", "its time is none that Sulh writes"),
    ],
)
def test_what_is_odd_about_an_entry_is_said(kind: str, body: dict[str, object], at: str, doubt: str) -> None:
    seq, previous = head()
    links = [Link(*row) for row in Entry.objects.order_by("seq").values_list(*LINK)]
    now = links[-1].at
    added = Link(seq + 1, at or now, "mona", kind, canonical(body), "", "", previous, "")
    assert [one.doubts for one in later_entries([*links, added], seq)] == [(doubt,)]


def test_claims_of_one_document_are_one_line(filled: None) -> None:
    before = head()[0]
    list(add([report(9)], author="anna"))
    with record_as_it_is() as tables:
        found = list(later_entries(tables.links(), before))
    assert [one.kind for one in found][:2] == ["document", "claim"]
    run = next(one for one in found if one.kind == "claim")
    assert run.does == f"state {run.last - run.seq + 1} claims" and run.last > run.seq + 3 and not run.doubts
    assert "Report 9" in found[0].does


def test_every_kind_of_entry_that_is_written_has_its_sentence() -> None:
    source = Path(sulh_record.__file__).parent
    written = {kind for file in source.rglob("*.py") for kind in re.findall(r'Draft\([^()]*?, "(\w+)", ', file.read_text(encoding="utf-8"))}
    written |= set(_UNDOING) | {"export", "undo", "process", "account"}
    assert {"document", "claim", "withhold"} <= written and written <= _DOES.keys()


# What stands in the tables of accounts and bears on nothing that anybody may do or see, with the reason.
CARRIES_NOTHING = {
    "record_user": {"language": "in which language pages are shown"},
    "auth_group": {},
    "record_apitoken": {},
    "otp_totp_totpdevice": {
        "last_t": "when a code was last used, so that it is used once",
        "throttling_failure_timestamp": "how often wrong codes were given",
        "throttling_failure_count": "how often wrong codes were given",
        "created_at": "nothing asks for it",
        "last_used_at": "nothing asks for it",
    },
    "record_user_groups": {},
}


@pytest.mark.usefixtures("filled")
def test_every_column_of_every_table_of_accounts_is_covered_or_carries_nothing() -> None:
    accounts.create_user("carla", PASSWORD, "reader", ["press"], author="anna")
    missed, tables = [], set(CARRIES_NOTHING)
    with connection.cursor() as cursor:
        known = {
            name for name in connection.introspection.table_names(cursor) if name.startswith(("record_user", "record_api", "auth_", "otp"))
        }
        assert known - {"auth_permission", "auth_group_permissions"} == tables  # the first only lists what there is, the second is empty
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')
            row, names = cursor.fetchone(), [one[0] for one in cursor.description]
            for name, value in zip(names, row, strict=True):
                if name == "id" or name in CARRIES_NOTHING[table]:
                    continue
                with transaction.atomic():
                    cursor.execute(f'UPDATE "{table}" SET "{name}" = %s WHERE id = %s', [_other(table, name, value), row[0]])
                    if not problems():
                        missed.append(f"{table}.{name}")
                    transaction.set_rollback(True)
    assert not missed


def _other(table: str, name: str, value: Any) -> Any:
    """Another value that the column may have."""
    if name == "user_id":
        return User.objects.get(username="carla").pk
    if name == "group_id":
        return Group.objects.get(name="press").pk
    if isinstance(value, dt.datetime):
        return value + dt.timedelta(microseconds=1)
    if isinstance(value, bool) or name in ("is_active", "confirmed"):
        return not value
    if name == "role":
        return "admin"
    return value + 1 if isinstance(value, int) else f"{value[:-1]}0" if str(value)[-1] != "0" else f"{value[:-1]}1"


@pytest.mark.usefixtures("filled")
def test_permissions_of_django_and_groups_that_no_entry_knows_are_found() -> None:
    Group.objects.create(name="ghosts")
    assert problems() == ["no entry knows the group ghosts"]
    Group.objects.get(name="ghosts").delete()
    Group.objects.get(name="talks").permissions.add(Permission.objects.order_by("pk")[0])
    assert problems() == ["auth_group_permissions has permissions of Django, and Sulh gives none"]
    assert not {"is_staff", "is_superuser", "email", "last_login"} & {field.name for field in User._meta.get_fields()}
