"""Files of proofs: read as they are written, and refused when anything in them was changed."""

from __future__ import annotations

import hashlib
import random

import pytest

from sulh.model import ProofError
from sulh.signing.heads import Checkpoint, Head
from sulh.signing.merkle import consistency_path, inclusion_path, leaf_hash, nodes_of, root
from sulh.signing.notes import encoded
from sulh.signing.proofs import Addition, Inclusion, is_addition, is_inclusion
from sulh.signing.signers import SIGNS, signer_of

ANNA = signer_of("anna.example/record", SIGNS, bytes(range(32)))
LEAVES = [hashlib.sha256(str(at).encode()).digest() for at in range(21)]
NODES = nodes_of(map(leaf_hash, LEAVES))


def head(size: int) -> Head:
    return Head.of(Checkpoint("sulh/abc", size, root(size, NODES))).signed(ANNA)


def inclusion(index: int = 7, size: int = 21) -> Inclusion:
    return Inclusion(index, tuple(inclusion_path(index, size, NODES)), head(size), b'{"seq":8}')


def addition(old: int = 13, size: int = 21) -> Addition:
    return Addition(old, tuple(consistency_path(old, size, NODES)), head(size))


def test_proof_of_an_entry_has_the_form_of_tlog_proof() -> None:
    made = inclusion(1, 2)
    signature = made.head.note.signatures[0]
    expected = f"c2sp.org/tlog-proof@v1\nextra {encoded(made.extra)}\nindex 1\n{encoded(leaf_hash(LEAVES[0]))}\n\nsulh/abc\n2\n"
    expected += f"{encoded(root(2, NODES))}\n\n— anna.example/record {encoded(signature.key_id + signature.body)}\n"
    assert made.write().decode() == expected
    assert is_inclusion(made.write()) and not is_addition(made.write())


def test_proof_of_an_addition_has_the_form_that_witnesses_take() -> None:
    made = addition(1, 2)
    assert made.write().decode().startswith(f"old 1\n{encoded(leaf_hash(LEAVES[1]))}\n\nsulh/abc\n2\n")
    assert is_addition(made.write()) and not is_inclusion(made.write())


def test_proofs_come_back_as_they_were_and_show_what_they_say() -> None:
    for size in (1, 2, 3, 8, 21):
        for index in range(size):
            read = Inclusion.read(inclusion(index, size).write())
            assert read == inclusion(index, size)
            assert read.shows(LEAVES[index])
            assert not read.shows(LEAVES[index - 1] if index else b"")
        for old in range(1, size + 1):
            again = Addition.read(addition(old, size).write())
            assert again == addition(old, size)
            assert again.shows(head(old).checkpoint)


def test_addition_is_shown_to_the_head_it_was_made_for_alone() -> None:
    made = addition()
    assert not made.shows(head(12).checkpoint)
    assert not made.shows(Checkpoint("sulh/other", 13, root(13, NODES)))
    assert not made.shows(Checkpoint("sulh/abc", 13, root(12, NODES)))


def test_node_is_not_passed_off_as_an_entry() -> None:
    """The hash of a node is over its two children; as the data of an entry they hash to something else."""
    children = leaf_hash(LEAVES[0]) + leaf_hash(LEAVES[1])
    shorter = Inclusion(0, tuple(inclusion_path(0, 4, NODES)[1:]), Head.of(Checkpoint("sulh/abc", 2, root(4, NODES))).signed(ANNA))
    assert not shorter.shows(children)


def test_proof_under_a_head_that_nobody_signed_is_not_written() -> None:
    bare = Head.of(head(21).checkpoint)
    with pytest.raises(ProofError, match="signed by nobody"):
        Inclusion(7, inclusion().path, bare).write()
    with pytest.raises(ProofError, match="signed by nobody"):
        Addition(13, addition().path, bare).write()


GOOD = inclusion().write().decode()
ADDS = addition().write().decode()
HASH = GOOD.split("\n")[3]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "head is missing"),
        (GOOD.replace("@v1", "@v2"), "no proof of an entry"),
        (GOOD.replace("index 7", "index 07"), "no number"),
        (GOOD.replace("index 7\n", ""), "number of the entry is missing"),
        (GOOD.replace("index 7", "index  7"), "no number"),
        (GOOD.replace("extra ", "extra  "), "not base64"),
        (GOOD.replace(HASH, HASH[:-4]), "not base64|bytes where 32"),
        (GOOD.replace(HASH, ""), "no number of entries|no head of a ledger|not base64"),
        (GOOD.replace(f"{HASH}\n", f"{HASH}\n" * 64), "none needs more than 63"),
        (GOOD.replace("\n", "\r\n"), "CR LF"),
        (GOOD[:-1], "cut off"),
        (ADDS, "no proof of an entry"),
    ],
)
def test_what_is_not_written_as_a_proof_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ProofError, match=problem):
        Inclusion.read(text.encode())


def test_what_is_not_written_as_an_addition_is_refused() -> None:
    changed = ADDS.replace("old 13", "old 013")
    for text, problem in ((GOOD, "no proof that a head adds"), (changed, "no number"), ("old 13\n", "head is missing")):
        with pytest.raises(ProofError, match=problem):
            Addition.read(text.encode())


def test_no_changed_byte_of_a_proof_is_believed() -> None:
    """Every byte of both files, changed: refused when read, not shown, or not signed by the key asked for."""
    draw = random.Random(0)
    for good, shown in ((GOOD.encode(), _entry_shown), (ADDS.encode(), _addition_shown)):
        assert shown(good)
        for at in range(len(good)):
            for other in draw.sample([byte for byte in range(256) if byte != good[at]], 1):
                changed = good[:at] + bytes([other]) + good[at + 1 :]
                assert not shown(changed), (at, changed)


def _entry_shown(data: bytes) -> bool:
    try:
        read = Inclusion.read(data)
        read.head.signed_by([ANNA.verifier])
        return read.shows(LEAVES[7]) and read.extra == b'{"seq":8}'
    except ProofError:
        return False


def _addition_shown(data: bytes) -> bool:
    try:
        read = Addition.read(data)
        read.head.signed_by([ANNA.verifier])
        return read.shows(head(13).checkpoint)
    except ProofError:
        return False
