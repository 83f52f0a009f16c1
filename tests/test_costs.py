"""What a guess at a passphrase costs: next to nothing in the tests, memory and time everywhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from costs import COSTS

pytest.importorskip("django")

from sulh.persons.keyed.secret import secret_of
from sulh.record.sealing import Sealed, unsealed
from sulh.signing.keyfiles import read_key, write_key
from sulh.signing.signers import new_signer

KEY = b"five words that nobody ever guesses"


def memory(cost: Any) -> int:
    """What scrypt takes for one guess, in bytes (RFC 7914: 128 times n times r)."""
    if isinstance(cost, int):
        return 128 * cost * 8
    n, r = (cost["n"], cost["r"]) if isinstance(cost, dict) else cost[:2]
    return int(128 * n * r)


def test_each_guess_takes_memory_outside_the_tests(costs: dict[str, Any]) -> None:
    assert {name for name, _, _ in COSTS} == set(costs)
    assert {name: memory(cost) >= 16 << 20 for name, cost in costs.items()} == dict.fromkeys(costs, True)
    assert all(memory(little) < 1 << 20 for _, _, little in COSTS)


@pytest.mark.slow
@pytest.mark.usefixtures("full_cost")
def test_what_is_sealed_opens_at_its_full_cost(tmp_path: Path) -> None:
    signer = new_signer("anna.example")
    write_key(signer, tmp_path / "key", "correct horse battery")
    assert read_key(tmp_path / "key", lambda: "correct horse battery") == signer
    with (tmp_path / "sealed").open("wb") as raw, Sealed(raw, KEY) as sealed:
        sealed.write(b"what was said")
    with (tmp_path / "sealed").open("rb") as held:
        assert unsealed(held, KEY, "it").read() == b"what was said"
    assert len(secret_of("a passphrase of six words drawn", "round one")) == 32
