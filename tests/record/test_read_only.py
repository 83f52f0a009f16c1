"""Every command on a record that cannot be written: those that read work and change no byte, those that write say why they cannot."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from django.db import connection
from mounts import read_only
from record.test_verifying import PASSWORD, as_nobody, state

from sulh.cli.main import _COMMANDS

pytestmark = [pytest.mark.skipif("connection.vendor != 'sqlite'"), pytest.mark.slow]

TEXT = "NUR-SULTAN, 8 July 2021. The 16th round of Astana talks on Syria was held in Nur-Sultan on 7-8 July 2021. Russia took part."
DOCUMENT = hashlib.sha256(f"{TEXT}one.txt".encode()).hexdigest()[:12]
KEPT = Path(__file__).parent / "kept" / "record-0.1.0.db.gz"
# What is written goes into OUT; one.head and so on were made before.
READING = [
    ("verify",),
    ("verify", "--against", "OUT/before"),
    ("verify", "--expect", "OUT/one.head"),
    ("head",),
    ("head", "--sign", "OUT/one.key", "--out", "OUT/new.head"),
    ("head", "OUT/one.head"),
    ("proof", "2", "--head", "OUT/one.head", "--out", "OUT/new.proof"),
    ("proof", "--since", "OUT/one.head", "--sign", "OUT/one.key"),
    ("witness", "OUT/one.head", "--key", "OUT/un.key", "--state", "OUT/un.state", "--signed-by", "OUT/one.pub", "--record", "RECORD"),
    ("export", "--to", "csv", "-o", "OUT/tables"),
    ("backup", "OUT/new.backup"),
    ("backup", "OUT/sealed.backup", "--to", "OUT/passphrase"),
    ("user", "list"),
    ("user", "token", "boris", "--list"),
    ("enter", "release", "--properties"),
    ("erase", DOCUMENT, "--reason", "they asked", "--dry-run"),
    ("coding", "list"),
    ("coding", "agreement"),
    ("follow",),
    ("ceasefire", "report", "--since", "2021-07-01", "--until", "2021-07-31", "-o", "OUT/new.docx"),
    ("report", "verify", "OUT/one.html"),
    ("incidents", "list"),
    ("case", "list"),
    ("incidents", "map", "-o", "OUT/new.geojson"),
]
WRITING = [
    ("add", "OUT/two.txt"),
    ("case", "open", "record:", "--name", "A", "--basis", "b", "--purpose", "p", "--until", "2099-01-01", "--group", "talks", "--invented"),
    ("enter", "release", "what=release", "--own", "I was there"),
    ("intake", "OUT/list.csv", "--kind", "release"),
    ("incidents", "join", "0123456789ab-report1", "0123456789ab-report2"),
    ("incidents", "part", "0123456789ab-report1"),
    ("review",),
    ("actor", "name", "Committee"),
    ("actor", "alias", "RUS", "Bear"),
    ("actor", "join", "RUS", "SYR"),
    ("actor", "part", "RUS"),
    ("person", "join", "Ann Envoy", "Bo Envoy"),
    ("person", "part", "Bo Envoy"),
    ("track", "name", "Talks"),
    ("track", "alias", "astana-process", "Talks"),
    ("track", "join", "astana-process", "geneva-process"),
    ("track", "part", "astana-process"),
    ("source", "withdraw", "0" * 12),
    ("source", "share", "0" * 12, "public"),
    ("source", "correct", "0" * 12, "title", "x"),
    ("source", "copy", "0" * 12, "1" * 12),
    ("status", "0" * 12, "3", "--document", "0" * 12, "--span", "0-9"),
    ("undo", "3"),
    ("rebuild",),
    ("seal", "--key", "OUT/passphrase"),
    ("work", "--until-empty"),
    ("erase", "RUS", "--reason", "they asked", "--yes"),
    ("copy", "OUT/talks.db", "--for", "talks"),
    ("coding", "begin", "0" * 12, "--coder", "anna", "--coder", "boris"),
    ("coding", "open", "0" * 12),
    ("user", "add", "anna", "--password", PASSWORD),
    ("user", "role", "boris", "reader"),
    ("user", "password", "boris", "--password", "nine purple umbrellas"),
    ("user", "disable", "boris"),
    ("user", "token", "boris"),
    ("restore", "OUT/before"),
]
WITHOUT_FILE = {"database-role"}  # for a server only
WITHOUT_RECORD = {"form", "read", "trace", "phrase", "key", "check-proof", "demo", "link", "link-decide", "lists", "release"}


@pytest.fixture(scope="module")
def made() -> Iterator[tuple[Path, Path]]:
    """A folder with a record, which anybody may read, and one for what is written."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
        Path(folder).chmod(0o755)
        Path(out).chmod(0o777)
        record = Path(folder) / "record.db"
        for name in ("one.txt", "two.txt"):
            (Path(out) / name).write_text(TEXT + name)
        (Path(out) / "list.csv").write_text("what,count\nrelease,3\n")
        (Path(out) / "passphrase").write_text("sixteen bytes or more of it")
        for words in (
            ("add", "OUT/one.txt", "--sharing", "restricted", "--group", "talks"),
            ("user", "add", "boris", "--password", PASSWORD),
            # Before the backup, since the ledger notes each report.
            ("ceasefire", "report", "--since", "2021-07-01", "--until", "2021-07-31", "-o", "OUT/one.html"),
            ("backup", "OUT/before"),
            ("key", "make", "one.example/record", "OUT/one.key"),
            ("key", "make", "un.example/record", "OUT/un.key", "--witness"),
            ("head", "--sign", "OUT/one.key", "--out", "OUT/one.head"),
        ):
            told = run(words, record, Path(out))
            assert told.returncode == 0, told.stderr
            if words[:2] == ("key", "make") and "one.example/record" in words:
                (Path(out) / "one.pub").write_text(told.stdout)
        record.chmod(0o444)
        yield record, Path(out)


@pytest.fixture(params=["file", "folder", "disk"])
def kept(request: pytest.FixtureRequest, made: tuple[Path, Path]) -> Iterator[tuple[Path, Path]]:
    """The record as a file, in a folder, or on a disk that cannot be written; everything else there can."""
    record, out = made
    with ExitStack() as stack:
        if request.param == "folder":
            record.parent.chmod(0o555)
            stack.callback(record.parent.chmod, 0o755)
        record.chmod(0o444 if request.param == "file" else 0o644)
        if request.param == "disk":
            stack.enter_context(read_only(record.parent))
        yield record, out


def run(words: tuple[str, ...], record: Path, out: Path) -> subprocess.CompletedProcess[str]:
    given = [word.replace("OUT", str(out)).replace("RECORD", str(record)) for word in words]
    of_record = [] if words[0] in ("key", "witness") or "--properties" in words else ["--record", str(record)]
    return as_nobody(*given, *of_record, folder=out)


def test_every_command_that_has_a_record_is_tried_here() -> None:
    assert connection.vendor == "sqlite"
    assert {words[0] for words in (*READING, *WRITING)} | WITHOUT_RECORD | WITHOUT_FILE | {"desk"} == set(_COMMANDS)


def test_commands_that_read_work_and_change_no_byte(kept: tuple[Path, Path]) -> None:
    record, out = kept
    before, there = state(record.parent), set(out.iterdir())
    for words in READING:
        told = run(words, record, out)
        assert told.returncode == 0, (words, told.stdout, told.stderr)
    assert run(("head",), record, out).stdout == (out / "one.head").read_text().split("\n\n")[0] + "\n"
    assert "boris" in run(("user", "list"), record, out).stdout
    assert "not in the ledger" in run(("export", "--to", "jsonl", "-o", "OUT/lines"), record, out).stderr
    assert state(record.parent) == before
    for one in set(out.iterdir()) - there:
        shutil.rmtree(one) if one.is_dir() else one.unlink()


def test_commands_that_write_say_why_they_cannot(kept: tuple[Path, Path]) -> None:
    record, out = kept
    before = state(record.parent)
    for words in WRITING:
        told = run(words, record, out)
        assert told.returncode == 1 and "cannot be written: the file, its folder or its disk is read-only" in told.stderr, (words, told)
    assert state(record.parent) == before


def test_desk_shows_a_record_that_cannot_be_written_and_takes_nothing(kept: tuple[Path, Path]) -> None:
    record, out = kept
    before = state(record.parent)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SULH_", "DJANGO_"))}
    prefix = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"] if os.geteuid() == 0 else []
    desk = subprocess.Popen(
        [*prefix, sys.executable, "-m", "sulh", "desk", "--no-browser", "--record", str(record)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**environment, "HOME": str(out)},
    )  # fmt: skip
    try:
        assert desk.stdout is not None and desk.stderr is not None
        said = [desk.stdout.readline() for _ in range(4)]
        link = re.search(r"http://\S+", "".join(said))
        assert link is not None and any("nothing can be decided" in line for line in said), said
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        browser.open(link[0]).read()
        root = link[0].split("/enter/")[0]
        for page in ("/", "/documents/", "/ledger/"):
            assert browser.open(root + page).status == 200
        with pytest.raises(urllib.error.HTTPError, match="403"):
            browser.open(root + "/documents/add/")
    finally:
        desk.terminate()
        desk.communicate(timeout=30)
    assert state(record.parent) == before


def test_head_of_an_earlier_version_is_not_made_of_entries_that_the_file_has_not(made: tuple[Path, Path]) -> None:
    _, out = made
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.db"
        record.write_bytes(gzip.decompress(KEPT.read_bytes()))
        record.chmod(0o444)
        Path(folder).chmod(0o755)
        for words in (("head",), ("backup", "OUT/earlier")):
            told = run(words, record, out)
            assert told.returncode == 1 and "was made by an earlier version" in told.stderr, told
        assert run(("export", "--to", "csv", "-o", "OUT/earlier.tables"), record, out).returncode == 0
        assert run(("user", "list"), record, out).returncode == 0
