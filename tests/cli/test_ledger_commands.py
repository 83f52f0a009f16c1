"""Keys, heads, proofs and a witness on the command line, as two delegations and a witness use them; with files alone."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sulh.cli.heads import witness
from sulh.cli.keys import key
from sulh.cli.proofs import check_proof
from sulh.model import ProofError
from sulh.record.chain import GENESIS, LINK, Link, digest, hashed
from sulh.record.entry_proofs import extra_of
from sulh.record.heads import checkpoint_of, leaf_of
from sulh.signing.heads import Head, head_in
from sulh.signing.merkle import consistency_path, inclusion_path, nodes_of
from sulh.signing.notes import Note
from sulh.signing.proofs import Addition, Inclusion
from sulh.signing.signers import SIGNS, signer_of

ANNA = signer_of("anna.example/record", SIGNS, bytes(range(32)))
BORIS = signer_of("boris.example/record", SIGNS, bytes(range(32, 64)))
REPORTS = (
    "NUR-SULTAN, 8 July 2021. The 16th round of Astana talks on Syria was held in Nur-Sultan on 7-8 July 2021. Russia took part.",
    "ASTANA, 9 July 2021. The 16th round of Astana talks on Syria ended in Nur-Sultan on 8 July 2021, the ministry said.",
)


def run(command: object, *words: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], input=given)  # type: ignore[arg-type]


def chain(number: int, changed: int = 0) -> list[Link]:
    """A ledger of entries that say little; in another version, one says something else."""
    links, previous = [], GENESIS
    for seq in range(1, number + 1):
        body, salt = f'{{"target":"{seq}{"x" * (seq == changed)}"}}', hashlib.md5(str(seq).encode()).hexdigest()
        own = digest(salt, body)
        said = ("2026-05-03", "anna\x1b[2J", "export")
        links.append(Link(seq, *said, body, salt, own, previous, hashed(previous, seq, *said, own)))
        previous = links[-1].hash
    return links


def head(links: list[Link]) -> Head:
    return Head.of(checkpoint_of(link.hash for link in links)).signed(ANNA)


def put(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


def addition(old: list[Link], new: list[Link]) -> Addition:
    return Addition(len(old), tuple(consistency_path(len(old), len(new), nodes_of(leaf_of(link.hash) for link in new))), head(new))


def inclusion(links: list[Link], seq: int, body: bool = True) -> Inclusion:
    nodes = nodes_of(leaf_of(link.hash) for link in links)
    return Inclusion(seq - 1, tuple(inclusion_path(seq - 1, len(links), nodes)), head(links), extra_of(links[seq - 1], body=body))


def test_key_is_made_shown_and_never_overwritten(tmp_path: Path) -> None:
    made = run(key, "make", "anna.example/record", tmp_path / "anna.key")
    assert made.exit_code == 0 and made.output.startswith("anna.example/record+")
    assert run(key, "show", tmp_path / "anna.key").output == made.output
    again = run(key, "make", "anna.example/record", tmp_path / "anna.key")
    assert isinstance(again.exception, ProofError) and "never overwritten" in str(again.exception)


def test_sealed_key_asks_for_its_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SULH_KEY_PASSPHRASE", raising=False)
    made = run(key, "make", "un.example/w", tmp_path / "un.key", "--witness", "--passphrase", given="five random words\n" * 2)
    assert made.exit_code == 0, made.output
    public = made.output.splitlines()[-1]
    assert run(key, "show", tmp_path / "un.key").output.strip() == public
    given = put(tmp_path / "anna.head", head(chain(5)).write())
    words = (given, "--key", tmp_path / "un.key", "--state", tmp_path / "state", "--signed-by", str(ANNA.verifier))
    refused = run(witness, *words, given="other words\n")
    assert isinstance(refused.exception, ProofError) and "does not open" in str(refused.exception)
    signed = run(witness, *words, "--out", tmp_path / "signed.head", given="five random words\n")
    assert signed.exit_code == 0, signed.output
    assert run(check_proof, tmp_path / "signed.head", "--signed-by", public).exit_code == 0
    monkeypatch.setenv("SULH_KEY_PASSPHRASE", "five random words")
    assert run(witness, *words, "--out", tmp_path / "again.head").exit_code == 0


@pytest.fixture
def seen(tmp_path: Path) -> tuple[str | Path, ...]:
    """The words of a witness that saw ten entries."""
    assert run(key, "make", "un.example/w", tmp_path / "un.key", "--witness").exit_code == 0
    words = ("--key", tmp_path / "un.key", "--state", tmp_path / "un.state")
    first = put(tmp_path / "first.head", head(chain(10)).write())
    assert run(witness, first, *words, "--signed-by", str(ANNA.verifier), "--out", tmp_path / "seen.head").exit_code == 0
    return words


def test_witness_signs_what_adds_and_says_5_to_what_contradicts(tmp_path: Path, seen: tuple[str | Path, ...]) -> None:
    grown = put(tmp_path / "grown.proof", addition(chain(10), chain(20)).write())
    signed = run(witness, grown, *seen, "--out", tmp_path / "grown.head")
    assert signed.exit_code == 0, signed.output
    assert len(head_in(tmp_path / "grown.head").note.signatures) == 2
    second = put(tmp_path / "second.head", head(chain(20, changed=3)).write())
    refused = run(witness, second, *seen)
    assert refused.exit_code == 5
    assert "two heads for number 20" in refused.output
    evidence = sorted(tmp_path.glob("un.state.20-*.head"))
    assert len(evidence) == 2
    shown = run(check_proof, evidence[0], "--since", evidence[1], "--signed-by", str(ANNA.verifier))
    assert isinstance(shown.exception, ProofError) and "the same keys signed two heads for number 20" in str(shown.exception)


def test_witness_believes_a_record_in_a_file_only_as_far_as_it_fits(tmp_path: Path, seen: tuple[str | Path, ...]) -> None:
    def backup(links: list[Link], name: str) -> Path:
        rows = [["sulh record 1"], *(["entry", *(getattr(link, field) for field in LINK)] for link in links)]
        return put(tmp_path / name, gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))

    false = chain(20, changed=3)
    other = put(tmp_path / "false.head", head(false).write())
    refused = run(witness, other, *seen, "--record", backup(false, "false"))
    assert refused.exit_code == 5 and "other entries among its first 10" in refused.output
    true = put(tmp_path / "true.head", head(chain(20)).write())
    unfit = run(witness, true, *seen, "--record", backup([*chain(19), *false[19:]], "unfit"))
    assert "entry 20 does not follow" in str(unfit.exception)
    assert run(witness, true, *seen, "--record", backup(chain(20), "true"), "--out", tmp_path / "ok").exit_code == 0


def test_proof_is_checked_by_whoever_has_the_key_alone(tmp_path: Path) -> None:
    proof = put(tmp_path / "3.proof", inclusion(chain(10), 3).write())
    good = run(check_proof, proof, "--signed-by", str(ANNA.verifier))
    assert good.exit_code == 0
    assert "Entry 3 is among them: export by anna\\x1b[2J at 2026-05-03" in good.output and '{"target":"3"}' in good.output
    assert "\x1b" not in good.output
    bare = put(tmp_path / "bare.proof", inclusion(chain(10), 3, False).write())
    assert "left out" in run(check_proof, bare, "--signed-by", str(ANNA.verifier)).output
    other = run(check_proof, proof, "--signed-by", str(BORIS.verifier))
    assert isinstance(other.exception, ProofError) and "did not sign this head" in str(other.exception)
    assert run(check_proof, proof).exit_code == 2
    assert run(check_proof, proof, "--since", proof, "--signed-by", str(ANNA.verifier)).exit_code == 2
    mixed = Inclusion(3, inclusion(chain(10), 4).path, head(chain(10)), inclusion(chain(10), 3).extra)
    swapped = put(tmp_path / "4.proof", mixed.write())
    assert "not in the ledger of this head" in str(run(check_proof, swapped, "--signed-by", str(ANNA.verifier)).exception)


def test_addition_is_checked_against_the_head_that_one_has(tmp_path: Path) -> None:
    old, grown = put(tmp_path / "old", head(chain(10)).write()), put(tmp_path / "new", addition(chain(10), chain(20)).write())
    good = run(check_proof, grown, "--since", old, "--signed-by", str(ANNA.verifier))
    assert good.exit_code == 0 and "begin with the 10 entries" in good.output
    assert run(check_proof, grown, "--signed-by", str(ANNA.verifier)).exit_code == 2
    false = put(tmp_path / "false", addition(chain(10), chain(20, changed=3)).write())
    assert "does not show that 20 entries" in str(run(check_proof, false, "--since", old, "--signed-by", str(ANNA.verifier)).exception)
    unsigned = put(tmp_path / "unsigned", Head.of(head(chain(10)).checkpoint).write())
    assert "did not sign" in str(run(check_proof, grown, "--since", unsigned, "--signed-by", str(ANNA.verifier)).exception)


def test_heads_are_compared_where_they_have_one_number(tmp_path: Path) -> None:
    one, longer = put(tmp_path / "one", head(chain(10)).write()), put(tmp_path / "longer", head(chain(11)).write())
    by = ("--signed-by", str(ANNA.verifier))
    assert "Both are the same head" in run(check_proof, one, "--since", one, *by).output
    assert "do not show that one adds" in str(run(check_proof, longer, "--since", one, *by).exception)
    other = put(tmp_path / "other", head(chain(10, changed=1)).write())
    assert "two records" in str(run(check_proof, other, "--since", one, *by).exception)


def test_public_key_is_given_as_it_is_or_in_a_file(tmp_path: Path) -> None:
    given = put(tmp_path / "one", head(chain(10)).write())
    public = put(tmp_path / "anna.pub", f"{ANNA.verifier}\n".encode())
    assert run(check_proof, given, "--signed-by", public).exit_code == 0
    assert "no key" in str(run(check_proof, given, "--signed-by", tmp_path / "nothing.pub").exception)
    long = signer_of("ж" * 400, SIGNS, bytes(range(32)))
    signed = put(tmp_path / "long", Head.of(head(chain(10)).checkpoint).signed(long).write())
    assert run(check_proof, signed, "--signed-by", str(long.verifier)).exit_code == 0


def test_head_that_says_more_is_shown_with_all_it_says(tmp_path: Path) -> None:
    text = head(chain(10)).checkpoint.text() + "the south gives up\u202e\n"
    given = put(tmp_path / "more", Note(text, (ANNA.sign(text),)).write())
    told = run(check_proof, given, "--signed-by", str(ANNA.verifier))
    assert told.exit_code == 0 and "it also says: the south gives up\\u202e" in told.output


def sulh(*words: str | Path, record: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    command = [sys.executable, "-m", "sulh", *map(str, words)]
    settings = {**environment, "SULH_RECORD": str(record)}
    return subprocess.run(command, env=settings, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


@pytest.mark.slow
def test_ceremony_of_two_delegations_and_a_witness(tmp_path: Path) -> None:
    """What docs/ledger.md describes; then one side rewrites the record, and the other shows it with the files on a stick."""
    reports, record, stick = tmp_path / "reports", tmp_path / "record.db", tmp_path
    reports.mkdir()

    def done(*words: str | Path, code: int = 0, on: Path = record) -> str:
        told = sulh(*words, record=on)
        assert told.returncode == code, told.stdout + told.stderr
        return told.stdout + told.stderr

    (reports / "one.txt").write_text(REPORTS[0])
    done("add", reports)
    for name, more in (("anna", ()), ("boris", ()), ("un", ("--witness",))):
        (stick / f"{name}.pub").write_text(done("key", "make", f"{name}.example/record", tmp_path / f"{name}.key", *more))
    trust = ("--signed-by", stick / "anna.pub", "--signed-by", stick / "boris.pub")
    state = ("--key", tmp_path / "un.key", "--state", tmp_path / "un.state")
    done("head", "--sign", tmp_path / "anna.key", "--out", stick / "a.head")
    done("head", stick / "a.head", "--sign", tmp_path / "boris.key", "--out", stick / "ab.head")
    done("witness", stick / "ab.head", *state, *trust, "--out", stick / "first.head")
    assert "holds exactly" in done("verify", "--expect", stick / "first.head", *trust, "--signed-by", stick / "un.pub")
    (reports / "two.txt").write_text(REPORTS[1])
    done("add", reports)
    later = done("verify", "--expect", stick / "first.head", *trust, code=3)
    assert "more after them:" in later and "(document) by" in later and "adds the document sha256:" in later and "claims" in later
    assert "ask about it" not in later
    done("head", "--sign", tmp_path / "anna.key", "--sign", tmp_path / "boris.key", "--out", stick / "ab2.head")
    done("proof", "--since", stick / "first.head", "--head", stick / "ab2.head", "--out", stick / "grown.proof")
    done("witness", stick / "grown.proof", *state, "--out", stick / "second.head")
    done("proof", "3", "--head", stick / "second.head", "--out", stick / "3.proof")
    assert "Entry 3 is among them" in done("check-proof", stick / "3.proof", *trust, "--signed-by", stick / "un.pub", on=tmp_path / "none")

    false = tmp_path / "false.db"
    with closing(sqlite3.connect(record)) as source, closing(sqlite3.connect(false)) as target:
        source.backup(target)
    with opened_up(false) as target:
        previous = GENESIS
        for seq, at, author, kind, own in target.execute("SELECT seq, at, author, kind, digest FROM record_entry ORDER BY seq").fetchall():
            author = "boris" if seq == 2 else author
            entry = (author, previous, previous := hashed(previous, seq, at, author, kind, own), seq)
            target.execute("UPDATE record_entry SET author = ?, previous = ?, hash = ? WHERE seq = ?", entry)
    done("rebuild", on=false)
    done("verify", on=false)
    assert "there are others than the head has" in done("verify", "--expect", stick / "second.head", *trust, on=false, code=5)
    done("head", "--sign", tmp_path / "anna.key", "--sign", tmp_path / "boris.key", "--out", stick / "false.head", on=false)
    assert "two heads for number" in done("witness", stick / "false.head", *state, code=5)
    assert "is no head of this record" in done("head", stick / "false.head", "--sign", tmp_path / "boris.key", code=1)
    with opened_up(false) as target:
        target.execute("DELETE FROM record_entry WHERE seq > (SELECT max(seq) - 3 FROM record_entry)")
    done("rebuild", on=false)
    assert "were cut off" in done("verify", "--expect", stick / "second.head", on=false, code=4)


@contextmanager
def opened_up(file: Path) -> Iterator[sqlite3.Connection]:
    """A record without the triggers that guard its entries, which stand there again afterwards: what whoever holds the file can do."""
    with closing(sqlite3.connect(file)) as opened:
        guards = opened.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'record_entry'").fetchall()
        for name, _ in guards:
            opened.execute(f"DROP TRIGGER {name}")
        yield opened
        for _, statement in guards:
            opened.execute(statement)
        opened.commit()
