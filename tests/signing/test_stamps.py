"""Time stamps of a real authority, one made for the tests with OpenSSL: kept under the head that they stamp, refused under others."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sulh.model import ProofError
from sulh.signing.heads import Checkpoint, Head
from sulh.signing.notes import Note
from sulh.signing.signers import SIGNS, new_signer
from sulh.signing.stamps import Stamp, stamp_titles, stamped

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")

SETTINGS = """
[ca]
basicConstraints=critical,CA:TRUE
[stamping]
extendedKeyUsage=critical,timeStamping
[tsa]
default_tsa=made
[made]
serial={folder}/serial
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256,sha512,sha1
ess_cert_id_alg=sha256
[req]
distinguished_name=name
[name]
"""


def openssl(folder: Path, *words: str) -> str:
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    (folder / "set.cnf").write_text(SETTINGS.format(folder=folder))
    (folder / "serial").write_text("01\n")
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Root",
            "-days", "3", "-config", "set.cnf", "-extensions", "ca")  # fmt: skip
    openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "t.key", "-out", "t.csr", "-subj", "/O=Neutral/CN=Time Authority",
            "-config", "set.cnf")  # fmt: skip
    openssl(folder, "x509", "-req", "-in", "t.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "t.pem", "-days", "3",
            "-extfile", "set.cnf", "-extensions", "stamping")  # fmt: skip
    return folder


def answer(authority: Path, data: bytes, *options: str, digest: str = "sha256") -> bytes:
    """What the authority answers to somebody who asks for a stamp of these bytes."""
    (authority / "data").write_bytes(data)
    openssl(authority, "ts", "-query", "-data", "data", f"-{digest}", *(options or ("-cert",)), "-out", "q.tsq")
    openssl(authority, "ts", "-reply", "-config", "set.cnf", "-queryfile", "q.tsq", "-signer", "t.pem", "-inkey", "t.key", "-out", "r.tsr")
    assert "OK" in openssl(authority, "ts", "-verify", "-data", "data", "-in", "r.tsr", "-CAfile", "ca.pem", "-untrusted", "t.pem")
    return (authority / "r.tsr").read_bytes()


@pytest.fixture
def head() -> Head:
    return Head.of(Checkpoint("sulh/x", 3, bytes(range(32)))).signed(new_signer("north.example/record", SIGNS))


@pytest.mark.parametrize("digest", ["sha256", "sha512"])
def test_stamp_is_kept_under_the_head_and_shown(authority: Path, head: Head, digest: str) -> None:
    made = stamped(head, answer(authority, head.write(), digest=digest))
    again = Head.read(made.write()).signed(new_signer("south.example/record", SIGNS))
    (title,) = stamp_titles(Head.read(again.write()))
    assert "CN=Time Authority" in title and "O=Neutral" in title and "time-stamped at 2" in title and "UTC" in title
    assert [one.name for one in again.note.signatures] == ["north.example/record", "time-stamp/rfc3161", "south.example/record"]


def test_stamp_of_the_three_lines_alone_and_without_certificate_is_kept(authority: Path, head: Head) -> None:
    made = stamped(head, answer(authority, head.note.text.encode(), "-no_nonce"))
    assert "an authority that it does not name" in next(stamp_titles(made))


def test_stamp_of_something_else_is_refused(authority: Path, head: Head) -> None:
    other = replace(head, checkpoint=replace(head.checkpoint, size=4))
    data = answer(authority, Note(other.checkpoint.text(), ()).write())
    with pytest.raises(ProofError, match="stamps something else"):
        stamped(head, data)
    made = stamped(head, answer(authority, head.write()))
    moved = Head(other.checkpoint, Note(other.checkpoint.text(), made.note.signatures))
    assert "worth nothing" in next(stamp_titles(moved))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_and_other_bytes_are_refused_in_words(authority: Path, head: Head) -> None:
    whole, chance = answer(authority, head.write()), random.Random(3)
    for data in (b"", b"0", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", head.write(), whole[:-5], whole + b"0", bytes(400)):
        with pytest.raises(ProofError):
            Stamp.read(data)
    for _ in range(600):  # a bit of the certificate may make the library that reads it warn
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        try:
            Stamp.read(bytes(damaged))
        except ProofError:
            continue


@pytest.mark.slow
def test_command_keeps_a_stamp_and_verify_shows_it(authority: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE")}

    def done(*words: str | Path, code: int = 0) -> str:
        told = subprocess.run(
            [sys.executable, "-m", "sulh", *map(str, words)],
            capture_output=True, text=True, check=False, env={**environment, "SULH_RECORD": str(tmp_path / "record.db")},
        )  # fmt: skip
        assert told.returncode == code, told.stderr
        return told.stdout + told.stderr

    (tmp_path / "one.txt").write_text("Talks on Syria were held in Geneva on 8 July 2021. Russia took part.")
    done("add", tmp_path / "one.txt")
    (tmp_path / "n.pub").write_text(done("key", "make", "n.example/record", tmp_path / "n.key"))
    done("head", "--sign", tmp_path / "n.key", "--out", tmp_path / "1.head")
    (tmp_path / "1.tsr").write_bytes(answer(authority, (tmp_path / "1.head").read_bytes()))
    assert "CN=Time Authority" in done("head", tmp_path / "1.head", "--stamp", tmp_path / "1.tsr", "--out", tmp_path / "2.head")
    assert "CN=Time Authority" in done("verify", "--expect", tmp_path / "2.head", "--signed-by", tmp_path / "n.pub")
    assert "CN=Time Authority" in done("check-proof", tmp_path / "2.head", "--signed-by", tmp_path / "n.pub")
    (tmp_path / "other.tsr").write_bytes(answer(authority, b"something else"))
    assert "stamps something else" in done("head", tmp_path / "1.head", "--stamp", tmp_path / "other.tsr", code=1)
    assert done("head", "--stamp", tmp_path / "1.tsr", code=2)
