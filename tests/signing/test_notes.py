"""Signed notes, keys and heads are read as the specifications of C2SP write them, and in no other way."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from sulh.model import ProofError
from sulh.signing.heads import Checkpoint, Head, head_in, when
from sulh.signing.keyfiles import key_text, read_key, read_public, write_key
from sulh.signing.notes import MOST_BYTES, Note, Signature, decoded, encoded, printable, whole_number
from sulh.signing.signers import COSIGNS, SIGNS, Signer, Verifier, new_signer, signer_of

# The example of c2sp.org/signed-note.
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
CHECKPOINT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
ROOT = decoded("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
ANNA = signer_of("anna.example/record", SIGNS, bytes(range(32)))
BORIS = signer_of("boris.example/record", SIGNS, bytes(range(32, 64)))
WITNESS = signer_of("witness.example/w1", COSIGNS, bytes(range(64, 96)))


def head(size: int = 3, root: bytes = ROOT) -> Head:
    return Head.of(Checkpoint("sulh/abc", size, root))


def test_example_of_the_specification_is_read_and_its_signature_fits() -> None:
    note, key = Note.read(NOTE.encode()), Verifier.read(VKEY)
    assert str(key) == VKEY
    assert note.write() == NOTE.encode()
    assert key.made(note.signatures[0])
    assert key.verify(note.text, note.signatures[0]) is None
    with pytest.raises(ProofError, match="does not fit"):
        key.verify(note.text.replace("example", "exomple"), note.signatures[0])


def test_checkpoint_of_the_specification_is_read() -> None:
    found = Checkpoint.read(CHECKPOINT)
    assert (found.origin, found.size, found.root) == ("example.com/behind-the-sofa", 20852163, ROOT)
    assert found.text() == CHECKPOINT
    more = Checkpoint.read(CHECKPOINT + "extension\n")
    assert more.more == ("extension",) and more.text() == CHECKPOINT + "extension\n"


def test_key_ids_and_messages_are_what_the_specification_says() -> None:
    """Worked out here by hand from the words of signed-note and tlog-cosignature."""
    from hashlib import sha256

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    for signer, at in ((ANNA, None), (WITNESS, 1679315147)):
        key = signer.verifier
        assert key.key_id == sha256(key.name.encode() + b"\n" + bytes([key.use]) + key.public).digest()[:4]
        line = signer.sign(CHECKPOINT, at).line()
        assert line.startswith(f"— {key.name} ") and line.endswith("\n")
        whole = base64.b64decode(line.split(" ")[2])
        assert whole[:4] == key.key_id
        message = CHECKPOINT if at is None else f"cosignature/v1\ntime {at}\n{CHECKPOINT}"
        assert at is None or whole[4:12] == at.to_bytes(8, "big")
        Ed25519PublicKey.from_public_bytes(key.public).verify(whole[-64:], message.encode())


def test_head_is_signed_by_two_and_witnessed() -> None:
    made = head().signed(ANNA).signed(BORIS).signed(WITNESS, 1700000000)
    again = Head.read(made.write())
    assert again == made
    signed = again.signed_by([ANNA.verifier, BORIS.verifier, WITNESS.verifier])
    assert [one.at for one in signed] == [None, None, 1700000000]
    assert "witnessed by witness.example/w1" in signed[2].title and "2023-11-14 22:13:20 UTC" in signed[2].title
    assert len(made.signed(ANNA).note.signatures) == 3


def test_every_key_that_is_asked_for_must_have_signed() -> None:
    made = head().signed(ANNA)
    with pytest.raises(ProofError, match=r"boris\.example/record \(\w{8}\) did not sign this head; .* said to be by anna\.example/record"):
        made.signed_by([ANNA.verifier, BORIS.verifier])
    with pytest.raises(ProofError, match="nobody did"):
        head().signed_by([ANNA.verifier])


def test_signature_of_another_key_under_the_same_name_does_not_count() -> None:
    false = signer_of(ANNA.verifier.name, SIGNS, bytes(32))
    made = head().signed(false)
    with pytest.raises(ProofError, match="did not sign"):
        made.signed_by([ANNA.verifier])
    # With the identifier copied too it is looked at, and does not fit.
    forged = Signature(ANNA.verifier.name, ANNA.verifier.key_id, made.note.signatures[0].body)
    with pytest.raises(ProofError, match="does not fit"):
        Head(made.checkpoint, Note(made.note.text, (forged,))).signed_by([ANNA.verifier])
    with pytest.raises(ProofError, match="does not fit"):
        Head(made.checkpoint, Note(made.note.text, (*head().signed(ANNA).note.signatures, forged))).signed_by([ANNA.verifier])


def test_signature_is_not_carried_to_another_head_time_or_use() -> None:
    signature = head().signed(ANNA).note.signatures[0]
    for other in (head(4), head(3, bytes(32)), Head.of(Checkpoint("sulh/abd", 3, ROOT)), Head.of(Checkpoint("sulh/abc", 3, ROOT, ("x",)))):
        with pytest.raises(ProofError, match="does not fit"):
            Head(other.checkpoint, Note(other.note.text, (signature,))).signed_by([ANNA.verifier])
    timed = head().signed(WITNESS, 1700000000).note.signatures[0]
    later = Signature(timed.name, timed.key_id, (1800000000).to_bytes(8, "big") + timed.body[8:])
    with pytest.raises(ProofError, match="does not fit"):
        WITNESS.verifier.verify(head().note.text, later)
    beyond = Signature(timed.name, timed.key_id, b"\xff" * 8 + timed.body[8:])
    with pytest.raises(ProofError, match="a time that there is not"):
        WITNESS.verifier.verify(head().note.text, beyond)
    plain = Signature(timed.name, timed.key_id, timed.body[8:])
    with pytest.raises(ProofError, match="not of the size"):
        WITNESS.verifier.verify(head().note.text, plain)
    with pytest.raises(ProofError, match="signs heads"):
        head().signed(ANNA, 1700000000)
    with pytest.raises(ProofError, match="witnesses with"):
        head().signed(WITNESS)


def test_time_that_no_calendar_reaches_is_still_named() -> None:
    made = head().signed(WITNESS, 2**63 - 1)
    assert str(2**63 - 1) in made.signed_by([WITNESS.verifier])[0].title
    assert when(0) == "1970-01-01 00:00:00 UTC"


def test_head_that_says_more_than_number_and_root_is_not_signed() -> None:
    """A signature covers every line: words put under a head would be signed unseen."""
    said = Head.of(Checkpoint("sulh/abc", 3, ROOT, ("the south gives up all claims",)))
    for signer, at in ((ANNA, None), (WITNESS, 1700000000)):
        with pytest.raises(ProofError, match=r"cover it: the south gives up"):
            said.signed(signer, at)


GOOD = head().signed(ANNA).write().decode()
LINE = GOOD.split("\n\n")[1]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (GOOD.replace("\n", "\r\n"), "CR LF"),
        (GOOD.replace("sulh/abc", "sulh\tabc"), "control character"),
        (GOOD.replace("sulh/abc", "sulh\0abc"), "control character"),
        (GOOD[:-1], "cut off"),
        (GOOD[:-20], "cut off"),
        (GOOD.replace("\n\n", "\n"), "empty line"),
        (GOOD.split("\n\n")[0] + "\n\n", "no signatures"),
        (GOOD.replace("\n3\n", "\n03\n"), "no number"),
        (GOOD.replace("\n3\n", "\n+3\n"), "no number"),
        (GOOD.replace("\n3\n", "\n3 \n"), "no number"),
        (GOOD.replace("\n3\n", "\n٣\n"), "no number"),
        (GOOD.replace("\n3\n", "\n-3\n"), "no number"),
        (GOOD.replace("\n3\n", f"\n{2**63}\n"), "no number"),
        (GOOD.replace("\n3\n", f"\n{'9' * 5000}\n"), "no number"),
        (GOOD.replace("\n3\n", "\n0\n"), "no entries with a root"),
        (GOOD.replace("q2I=", "q2J="), "canonically"),  # the two bits that no byte has
        (GOOD.replace("q2I=", "q2I"), "not base64"),
        (GOOD.replace("CsUY", "Cs Y"), "not base64"),
        (GOOD.replace("CsUYapGG", ""), "bytes where 32"),
        (GOOD.replace("sulh/abc\n", "\n"), "no head of a ledger"),
        (GOOD.replace("sulh/abc\n", ""), "no head of a ledger"),
        (GOOD.replace("— anna", "- anna"), "no line of a signature"),
        (GOOD.replace("— anna", "—anna"), "no line of a signature"),
        (GOOD.replace("— anna.example/record", "— anna+x"), "no line of a signature"),
        (GOOD.replace("— anna.example/record", "— anna\u00a0record"), "no line of a signature"),
        (GOOD.replace("— anna.example/record ", "— anna.example/record  "), "not base64"),
        (GOOD + LINE.replace("\n", " \n"), "not base64"),
        (GOOD + "\n", "no signatures"),
        (GOOD + "\nmore", "cut off"),
        (GOOD + LINE * 100, "at most 100"),
        ("x" * (MOST_BYTES + 1), "longer than"),
        ("— anna AAAAAA==\n", "no head of a ledger"),
        ("a\n1\n" + "A" * 43 + "=\n\n— anna AAAAAA==\n", "cut short"),
        ("", "no head of a ledger"),
        ("\n\n\n\n", "no signatures|no head"),
    ],
)
def test_what_is_not_written_as_a_head_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ProofError, match=problem):
        Head.read(text.encode())


def test_what_is_not_utf8_is_refused() -> None:
    with pytest.raises(ProofError, match=r"not UTF-8 \(byte 4\)"):
        Head.read(b"sulh\xff/abc\n1\n")


def test_sixteen_signatures_and_more_are_read() -> None:
    made = head()
    signers = [signer_of(f"key{number}", SIGNS, bytes([number]) * 32) for number in range(40)]
    for signer in signers:
        made = made.signed(signer)
    assert len(Head.read(made.write()).signed_by([signer.verifier for signer in signers])) == 40


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is no key"),
        ("anna", "is no key"),
        (VKEY.replace("530d903a", "530d903b"), "does not belong"),
        (VKEY.replace("530d903a", "530D903A"), "does not belong"),
        (VKEY.replace("example.com/foo", "example.com/fo0"), "does not belong"),
        (VKEY.replace("3U2k", "3U2l"), "does not belong"),
        (VKEY[:-4], "bytes where 33"),
        (VKEY.replace("AekyeRrm", "Bukyeram"), "type 6|is no|not known"),
        (f"a b{VKEY[15:]}", "cannot be the name"),
        (VKEY + " ", "not base64"),
        (VKEY.replace("foo", "f\udcffo"), "cannot be the name"),
    ],
)
def test_key_that_was_copied_wrongly_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ProofError, match=problem):
        Verifier.read(text)


P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P


def roots(value: int) -> set[int]:
    """The square roots of a value modulo P."""
    half = pow(value, (P + 3) // 8, P)
    return {sign * one % P for one in (half, half * pow(2, (P - 1) // 4, P) % P) for sign in (1, -1) if (one * one - value) % P == 0}


def spellings_of_small_points() -> set[bytes]:
    """Every way to write a point of the curve of Ed25519 that comes to the neutral one when it is added up eight times.

    Those of order 8 have y**2 = -x**2, since doubling them gives y = 0; with the equation of the curve, D*y**4 + 2*y**2 = 1.
    """
    squares = {(root - 1) * pow(D, P - 2, P) % P for root in roots(1 + D)}
    found = {0, 1, P - 1} | {y for square in squares for y in roots(square)}
    return {(value | sign << 255).to_bytes(32, "little") for y in found for value in (y, y + P) for sign in (0, 1) if value < 2**255}


def test_key_with_which_anybody_can_sign_is_refused() -> None:
    points = spellings_of_small_points()
    assert len(points) == 14
    for point in points:
        with pytest.raises(ProofError, match="can be made by anybody"):
            Verifier("anna", SIGNS, point)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb", "a\u200bb", "a\u202eb", "a\x1b[31m"])
def test_name_that_is_not_seen_as_it_is_makes_no_key(name: str) -> None:
    with pytest.raises(ProofError, match="cannot be the name of a key"):
        new_signer(name)


def test_names_in_every_script_sign() -> None:
    for name in ("лист.example", "وفد.example/سجل", "代表团"):
        signer = new_signer(name)
        assert Head.read(head().signed(signer).write()).signed_by([Verifier.read(str(signer.verifier))])


def test_words_of_others_do_not_reach_the_terminal_as_they_are() -> None:
    assert printable("a\x1b[2Jb\u202ec\nд") == "a\\x1b[2Jb\\u202ec\\nд"


@pytest.mark.parametrize("passphrase", ["", "correct horse battery"])
@pytest.mark.parametrize("use", [SIGNS, COSIGNS])
def test_key_is_kept_in_a_file_that_only_its_owner_reads(tmp_path: Path, passphrase: str, use: int) -> None:
    file, signer = tmp_path / "anna.key", new_signer("anna.example", use)
    write_key(signer, file, passphrase)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_key(file, lambda: passphrase) == signer
    assert read_public(key_text(file)) == read_public(str(signer.verifier)) == signer.verifier
    assert (encoded(bytes([use]) + signer.secret) in key_text(file)) == (not passphrase)
    assert signer.secret.hex() not in repr(signer) and repr(signer.secret) not in repr(signer)
    with pytest.raises(ProofError, match="never overwritten"):
        write_key(signer, file)


def test_key_in_the_form_of_other_tools_is_read(tmp_path: Path) -> None:
    """The private key that the tests of the library golang.org/x/mod/sumdb/note are made with."""
    file = tmp_path / "other.key"
    file.write_text("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n")
    file.chmod(0o600)
    assert str(read_key(file, str).verifier) == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_sealed_key_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    file = tmp_path / "anna.key"
    write_key(ANNA, file, "right")
    with pytest.raises(ProofError, match="does not open this key"):
        read_key(file, lambda: "wrong")
    text = file.read_text()
    file.write_text(text.replace(str(ANNA.verifier), str(BORIS.verifier)))
    with pytest.raises(ProofError, match="does not open this key"):
        read_key(file, lambda: "right")


def test_plain_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "anna.key"
    write_key(ANNA, file)
    file.chmod(0o644)
    with pytest.raises(ProofError, match="chmod 600"):
        read_key(file, str)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no private key"),
        ("PRIVATE+KEY+", "cut short"),
        ("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDF", "cut short"),
        ("PRIVATE+KEY+anna+00000000+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "was changed"),
        ("SULH+SEALED+KEY+", "is no key"),
        (str(ANNA.verifier), "no private key"),
    ],
)
def test_what_is_no_key_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "anna.key"
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(ProofError, match=problem) as caught:
        read_key(file, str)
    assert "YEKFALVFGy" not in str(caught.value)
    with pytest.raises(ProofError, match="cannot be read"):
        read_key(tmp_path / "nothing.key", str)


def test_halves_of_two_keys_make_none() -> None:
    with pytest.raises(ProofError, match="do not belong together"):
        Signer(ANNA.verifier, BORIS.secret)


def test_numbers_and_base64_have_one_spelling() -> None:
    assert whole_number("0") == 0 and whole_number(str(2**63 - 1)) == 2**63 - 1
    assert decoded(encoded(b"x")) == b"x"


def test_file_that_is_no_head_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProofError, match=r"nothing\.head: it cannot be read"):
        head_in(tmp_path / "nothing.head")
    (tmp_path / "bad.head").write_bytes(b"\xff")
    with pytest.raises(ProofError, match=r"bad\.head: it is not UTF-8"):
        head_in(tmp_path / "bad.head")
