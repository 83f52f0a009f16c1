"""On PostgreSQL the desk works as a role that cannot change an entry, whatever it sends to the server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from record.test_commands import REPORTS

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.slow

SERVER = os.environ.get("SULH_TEST_DATABASE_URL") or os.environ.get("SULH_DATABASE_URL", "")
# The desk as a browser asks it: upload, decide, share, name, accounts, tokens, second factors, export, and what it shows of all that.
DESK = """
import json, subprocess, sys
from sulh.record import open_record
open_record(settings="sulh.desk.settings")
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from sulh.desk.accounts import local_account
from sulh.record.models import User
from sulh.record.projection.models import Claim, Source
client = Client(SERVER_NAME="localhost")
client.force_login(User.objects.get(username=local_account("mona")), "django.contrib.auth.backends.ModelBackend")
def asked(path, given=None):
    answer = client.get(path) if given is None else client.post(path, given)
    assert answer.status_code in (200, 302), (path, answer.status_code, answer.content[-500:])
    return answer
file = SimpleUploadedFile("two.txt", sys.stdin.buffer.read(), content_type="text/plain")
asked("/documents/add/", {"files": [file], "level": "team"})
subprocess.run([sys.executable, "-m", "sulh", "work", "--until-empty"], check=True, stdout=subprocess.DEVNULL)
claim = Claim.objects.filter(status="proposed", source__audience__level="team").order_by("seq")[0].pk
asked(f"/claims/{claim}/accept/", {"reason": "it says so"})
key = Source.objects.order_by("seq")[0].pk
asked("/process/name/", {"name": "Talks"})
asked("/accounts/add/", {"name": "boris", "password": "seven green bicycles", "role": "reader", "new_group": "press"})
asked("/accounts/boris/", {"what": "role", "role": "editor"})
asked("/accounts/boris/", {"what": "password", "password": "nine purple umbrellas"})
asked("/accounts/boris/", {"what": "deactivate"})
asked("/account/second-factor/")
asked("/export/", {"to": "csv"})
for page in ("/", "/documents/", "/meetings/", "/ledger/", "/accounts/", "/search/?q=Astana"):
    asked(page)
print(json.dumps({"status": Claim.objects.get(pk=claim).status, "accounts": User.objects.count(), "sources": Source.objects.count()}))
"""
# What the lesser role tries, each a transaction of its own.
ATTACKS = [
    "UPDATE record_entry SET author = 'somebody'",
    "DELETE FROM record_entry",
    "TRUNCATE record_entry",
    "TRUNCATE record_entry CASCADE",
    "DROP TRIGGER record_entry_no_change ON record_entry",
    "ALTER TABLE record_entry DISABLE TRIGGER ALL",
    "ALTER TABLE record_entry DROP COLUMN body",
    "ALTER TABLE record_entry OWNER TO CURRENT_USER",
    "DROP TABLE record_entry CASCADE",
    "CREATE OR REPLACE FUNCTION record_entry_refused() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "DROP FUNCTION record_entry_refused() CASCADE",
    "CREATE TRIGGER mine BEFORE INSERT ON record_entry FOR EACH ROW EXECUTE FUNCTION record_entry_refused()",
    "CREATE RULE mine AS ON INSERT TO record_entry DO INSTEAD NOTHING",
    "SET session_replication_role = replica",
    "SET ROLE {owner}",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "CREATE TABLE mine (id int)",
    "CREATE SCHEMA mine",
    "INSERT INTO record_entry SELECT * FROM record_entry ON CONFLICT (seq) DO UPDATE SET author = 'somebody'",
    "MERGE INTO record_entry e USING record_entry f ON e.seq = f.seq WHEN MATCHED THEN DELETE",
    "SELECT * FROM record_entry FOR UPDATE",
    "LOCK TABLE record_entry IN ACCESS EXCLUSIVE MODE",
    "COPY record_entry FROM PROGRAM 'true'",
    "UPDATE record_text SET text = 'other words'",
    "DELETE FROM record_text",
    "DELETE FROM django_migrations",
]


@pytest.fixture(scope="module")
def roles() -> Iterator[tuple[str, str]]:
    """The addresses of a new database for its owner and for the lesser role."""
    if not SERVER.startswith("postgres"):
        pytest.skip("needs a PostgreSQL server: SULH_TEST_DATABASE_URL=postgres://user@host/database")
    at, unique = urlsplit(SERVER), uuid.uuid4().hex[:10]
    owner, desk = f"sulh_owner_{unique}", f"sulh_desk_{unique}"
    with psycopg.connect(SERVER.replace(at.path, "/postgres"), autocommit=True) as admin:
        for role in (owner, desk):
            admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'long and secret'")
        admin.execute(f"CREATE DATABASE {owner} OWNER {owner}")
        try:
            yield tuple(f"postgres://{role}:long and secret@{at.hostname}:{at.port or 5432}/{owner}" for role in (owner, desk))  # type: ignore[misc]
        finally:
            admin.execute(f"DROP DATABASE {owner} WITH (FORCE)")
            admin.execute(f"DROP ROLE {desk}")
            admin.execute(f"DROP ROLE {owner}")


def run(url: str, *words: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_RECORD", "DJANGO_SETTINGS_MODULE")}
    command = [sys.executable, *(("-c", DESK) if words == ("desk",) else ("-m", "sulh", *map(str, words)))]
    settings = {"SULH_DATABASE_URL": url.replace(" ", "%20"), "SULH_DESK_LOCAL": "1", "SULH_SECRET_KEY": "x" * 60}
    return subprocess.run(command, env={**environment, **settings}, input=given, capture_output=True, text=True, check=False)


def test_desk_works_as_a_role_that_can_change_no_entry(roles: tuple[str, str], tmp_path: Path) -> None:
    owner, desk = roles
    role = urlsplit(desk).username or ""

    def done(url: str, *words: str | Path, code: int = 0, given: str = "") -> str:
        told = run(url, *words, given=given)
        assert told.returncode == code, (words, told.stdout[-2000:], told.stderr[-2000:])
        return told.stdout + told.stderr

    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text)
    done(owner, "add", tmp_path / "one.txt", "--sharing", "restricted", "--group", "talks")
    assert "denied" in done(desk, "user", "list", code=1)
    assert "there is no role nobody_here" in done(owner, "database-role", "nobody_here", code=1)
    assert "owns the tables" in done(owner, "database-role", urlsplit(owner).username or "", code=1)
    assert "REVOKE UPDATE, DELETE ON" in done(owner, "database-role", role, "--print")
    assert "change or remove no entry" in done(owner, "database-role", role)

    found = json.loads(done(desk, "desk", given=REPORTS["two.txt"]).splitlines()[-1])
    assert found == {"status": "accepted", "accounts": 2, "sources": 2}
    (tmp_path / "three.txt").write_text(REPORTS["two.txt"].replace("17th", "18th") + " Iran said so.")
    assert "1 added" in done(desk, "add", tmp_path / "three.txt")
    for words in (
        ("actor", "name", "Committee of Families"),
        ("enter", "release", "what=release", "by=SYR", "--own", "I was there"),
        ("user", "add", "carla", "--password", "nine purple umbrellas", "--group", "talks"),
        ("user", "token", "carla"),
        ("export", "--to", "csv", "-o", tmp_path / "tables"),
        ("head",),
        ("rebuild",),
        ("backup", tmp_path / "backup"),
        ("copy", tmp_path / "talks.db", "--for", "talks"),
        ("verify",),
        ("verify", "--against", tmp_path / "backup"),
    ):
        told = done(desk, *words, code=3 if "--against" in words else 0)
    seq = re.search(r"entry (\d+); `sulh undo", done(desk, "actor", "name", "Elders"))
    assert told and seq is not None
    done(desk, "undo", seq[1])

    before = done(desk, "head")
    with psycopg.connect(desk.replace(" ", "%20"), autocommit=True) as connected:
        connected.execute("GRANT UPDATE ON record_entry TO CURRENT_USER")  # answered with a warning that nothing was granted
        for attack in ATTACKS:
            with (
                pytest.raises(psycopg.Error, match=r"denied|must be owner|must be superuser|only roles with|may alter"),
                connected.transaction(),
            ):
                connected.execute(attack.format(owner=urlsplit(owner).username))
                pytest.fail(f"this was done: {attack}")
    assert done(desk, "head") == before
    done(desk, "verify")
    # What a later version makes as owner is open to the desk too.
    done(owner, "rebuild")
    done(desk, "verify")
    done(desk, "rebuild")
