"""A witness signs what only adds to what it saw, and keeps both heads when two cannot be true."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path

import pytest

from sulh.model import ProofError
from sulh.signing.heads import Checkpoint, Head, head_in
from sulh.signing.merkle import Nodes, consistency_path, leaf_hash, nodes_of, root
from sulh.signing.proofs import Addition
from sulh.signing.signers import COSIGNS, SIGNS, Verifier, signer_of
from sulh.signing.witness import ContradictionError, countersign

ANNA = signer_of("anna.example/record", SIGNS, bytes(range(32)))
BORIS = signer_of("boris.example/record", SIGNS, bytes(range(32, 64)))
WITNESS = signer_of("witness.example/w1", COSIGNS, bytes(range(64, 96)))
TRUST = (ANNA.verifier,)
NOW = 1700000000


def nodes(changed: int = -1, number: int = 40) -> Nodes:
    """A ledger of 40 entries; in another version of it, entry `changed` is another."""
    return nodes_of(leaf_hash(hashlib.sha256(f"{at}{at == changed}".encode()).digest()) for at in range(number))


TRUE, FALSE = nodes(), nodes(changed=4)


def head(size: int, tree: Nodes = TRUE, origin: str = "sulh/abc") -> Head:
    return Head.of(Checkpoint(origin, size, root(size, tree))).signed(ANNA)


def proof(old: int, size: int, tree: Nodes = TRUE) -> Addition:
    return Addition(old, tuple(consistency_path(old, size, tree)), head(size, tree))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The file of a witness that saw ten entries."""
    file = tmp_path / "witness.json"
    countersign(head(10), WITNESS, file, at=NOW, trust=TRUST)
    return file


def test_heads_that_add_are_signed_one_after_the_other(state: Path) -> None:
    last = 10
    for size in (11, 16, 16, 17, 40):
        made = countersign(head(size), WITNESS, state, at=NOW + size, proof=proof(last, size) if size > last else None)
        assert [one.at for one in made.signed_by([ANNA.verifier, WITNESS.verifier])] == [None, NOW + size]
        last = size
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    assert sorted(one.name for one in state.parent.iterdir()) == ["witness.json"]


def test_second_head_for_a_number_is_refused_and_both_are_kept(state: Path) -> None:
    before = state.read_bytes()
    with pytest.raises(ContradictionError, match="two heads for number 10") as caught:
        countersign(head(10, FALSE), WITNESS, state, at=NOW)
    for one, size_and_tree in zip(caught.value.files, ((10, TRUE), (10, FALSE)), strict=True):
        kept = head_in(one)
        assert kept.checkpoint == head(*size_and_tree).checkpoint
        assert kept.signed_by([ANNA.verifier])
        assert str(one) in str(caught.value)
    assert head_in(caught.value.files[0]).signed_by([WITNESS.verifier])
    assert state.read_bytes() == before


def test_longer_head_of_an_altered_ledger_is_refused(state: Path) -> None:
    with pytest.raises(ProofError, match="does not lead from 10 entries"):
        countersign(head(20, FALSE), WITNESS, state, at=NOW, proof=proof(10, 20, FALSE))
    with pytest.raises(ProofError, match="of another head, 20 entries"):
        countersign(head(20, FALSE), WITNESS, state, at=NOW, proof=proof(10, 20, TRUE))


def test_record_shows_what_was_altered_and_both_heads_are_kept(state: Path) -> None:
    with pytest.raises(ContradictionError, match="other entries among its first 10") as caught:
        countersign(head(20, FALSE), WITNESS, state, at=NOW, root_at=lambda size: root(size, FALSE))
    assert [head_in(one).checkpoint.size for one in caught.value.files] == [10, 20]
    assert countersign(head(20), WITNESS, state, at=NOW, root_at=lambda size: root(size, TRUE)).signed_by([WITNESS.verifier])


def test_record_that_is_not_of_the_head_shows_nothing(state: Path) -> None:
    for root_at in (lambda size: root(size, FALSE), lambda size: root(size, TRUE) if size <= 15 else None):
        with pytest.raises(ProofError, match="does not have 20 entries") as caught:
            countersign(head(20), WITNESS, state, at=NOW, root_at=root_at)
        assert not isinstance(caught.value, ContradictionError)


def test_two_heads_for_a_number_are_found_whatever_record_is_given(state: Path) -> None:
    with pytest.raises(ContradictionError):
        countersign(head(10, FALSE), WITNESS, state, at=NOW, root_at=lambda size: root(size, TRUE))


def test_head_is_not_signed_without_something_that_shows_it(state: Path) -> None:
    with pytest.raises(ProofError, match="the last head seen has 10 entries, this one 20"):
        countersign(head(20), WITNESS, state, at=NOW)
    with pytest.raises(ProofError, match="begins at 9 entries"):
        countersign(head(20), WITNESS, state, at=NOW, proof=proof(9, 20))
    with pytest.raises(ProofError, match="of another head, 21 entries"):
        countersign(head(20), WITNESS, state, at=NOW, proof=proof(10, 21))


def test_earlier_head_is_not_signed_again(state: Path) -> None:
    """A replay would make a witness say that the earlier one is the latest it saw."""
    countersign(head(20), WITNESS, state, at=NOW, proof=proof(10, 20))
    for tree in (TRUE, FALSE):
        with pytest.raises(ProofError, match="it signs the latest only"):
            countersign(head(10, tree), WITNESS, state, at=NOW)
    with pytest.raises(ContradictionError):
        countersign(head(10, FALSE), WITNESS, state, at=NOW, root_at=lambda size: root(size, FALSE))
    with pytest.raises(ProofError, match="latest only"):
        countersign(head(10), WITNESS, state, at=NOW, root_at=lambda size: root(size, TRUE))


def test_head_must_be_signed_by_those_who_were_named_at_the_first(state: Path) -> None:
    unsigned = Head.of(head(10).checkpoint)
    for other in (unsigned, unsigned.signed(BORIS)):
        with pytest.raises(ProofError, match="did not sign"):
            countersign(other, WITNESS, state, at=NOW)
    with pytest.raises(ProofError, match="must be signed by anna"):
        countersign(unsigned.signed(BORIS), WITNESS, state, at=NOW, trust=[BORIS.verifier])
    assert countersign(head(10).signed(BORIS), WITNESS, state, at=NOW, trust=TRUST)


def test_ledger_never_seen_needs_a_word_from_the_witness(state: Path, tmp_path: Path) -> None:
    """Whoever rewrites the first entry has another ledger, which must not be signed as a matter of course."""
    with pytest.raises(ProofError, match="never saw a head of sulh/other"):
        countersign(head(11, origin="sulh/other"), WITNESS, state, at=NOW)
    with pytest.raises(ProofError, match="never saw"):
        countersign(head(11), WITNESS, tmp_path / "lost.json", at=NOW)
    countersign(head(11, origin="sulh/other"), WITNESS, state, at=NOW, trust=TRUST)
    assert countersign(head(10), WITNESS, state, at=NOW)


def test_ledger_without_entries_is_not_witnessed(tmp_path: Path) -> None:
    with pytest.raises(ProofError, match="without entries"):
        countersign(head(0), WITNESS, tmp_path / "w", at=NOW, trust=TRUST)


def test_state_that_was_altered_is_not_believed(state: Path) -> None:
    held = json.loads(state.read_text())
    good = held["heads"]["sulh/abc"]["head"]
    changed = {
        "other root": {"sulh/abc": {"head": head(10, FALSE).write().decode(), "trusted": [str(ANNA.verifier)]}},
        "earlier head": {"sulh/abc": {"head": head(5).write().decode(), "trusted": [str(ANNA.verifier)]}},
        "other ledger": {"sulh/other": held["heads"]["sulh/abc"]},
        "nobody trusted": {"sulh/abc": {"head": good, "trusted": []}},
        "no head": {"sulh/abc": {"trusted": [str(ANNA.verifier)]}},
        "a list": [],
    }
    for name, heads in changed.items():
        state.write_text(json.dumps({"format": held["format"], "heads": heads}))
        with pytest.raises(ProofError, match=r"witness\.json|never saw"):
            countersign(head(10), WITNESS, state, at=NOW)
        assert name
    for text in ("", "{", "[]", "null", '{"format": "other", "heads": {}}', "\xff"):
        state.write_text(text, encoding="latin-1")
        with pytest.raises(ProofError, match=r"witness\.json"):
            countersign(head(10), WITNESS, state, at=NOW, trust=TRUST)


def test_state_of_another_key_is_not_used(state: Path) -> None:
    other = signer_of("witness.example/w2", COSIGNS, bytes(32))
    with pytest.raises(ProofError, match="belongs to another key"):
        countersign(head(10), other, state, at=NOW)


def test_key_that_signs_heads_does_not_witness(tmp_path: Path) -> None:
    with pytest.raises(ProofError, match="signs heads"):
        countersign(head(10), BORIS, tmp_path / "w", at=NOW, trust=TRUST)
    assert not (tmp_path / "w").exists()


def test_nothing_is_signed_that_cannot_be_remembered(state: Path) -> None:
    state.unlink()
    state.mkdir()
    with pytest.raises(ProofError, match="cannot be read"):
        countersign(head(10), WITNESS, state, at=NOW, trust=TRUST)
    with pytest.raises(ProofError, match="nowhere"):
        countersign(head(10), WITNESS, state.parent / "nowhere" / "w", at=NOW, trust=TRUST)


def test_public_keys_are_kept_as_they_are_shown(state: Path) -> None:
    assert [Verifier.read(one) for one in json.loads(state.read_text())["heads"]["sulh/abc"]["trusted"]] == [ANNA.verifier]
