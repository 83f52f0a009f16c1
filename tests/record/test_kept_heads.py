"""Signed heads that the record keeps: checked before, covered by verify after, and refused where they contradict the record."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from reports import report

from sulh.model import AccessError, RecordError
from sulh.record.adding import add
from sulh.record.keeping_heads import addition, inclusion, keep_head, kept_heads
from sulh.record.ledger import verify
from sulh.record.models import Entry
from sulh.record.shapes import Viewer
from sulh.record.tree import head_of_record
from sulh.record.viewers import local_viewer, viewer
from sulh.signing.heads import Checkpoint, Head
from sulh.signing.proofs import Addition, Inclusion
from sulh.signing.signers import COSIGNS, Signer, new_signer

NORTH, SOUTH, UN = new_signer("north.example/record"), new_signer("south.example/record"), new_signer("un.example/witness", COSIGNS)


@pytest.fixture
def clerk() -> Viewer:
    list(add([report(1)], author="clerk"))
    return local_viewer("clerk")


def key(*signers: Signer) -> str:
    return "\n".join(str(one.verifier) for one in signers)


def signed(*signers: Signer, of: Checkpoint | None = None) -> bytes:
    head = Head.of(of or head_of_record())
    for one in signers:
        head = head.signed(one, int(time.time()) if one.verifier.use == COSIGNS else None)
    return head.write()


def test_signed_head_is_kept_as_an_entry_that_verify_covers(clerk: Viewer) -> None:
    seq = keep_head(clerk, signed(NORTH, UN), key(NORTH, UN))
    entry = Entry.objects.get(pk=seq)
    assert (entry.kind, entry.author) == ("head", "clerk")
    verdict = verify()
    assert verdict.holds, verdict.faults
    assert any("1 signed head is kept" in one for one in verdict.covered)
    (kept,) = kept_heads()
    assert [one.title for one in kept.keys] == [NORTH.verifier.title, UN.verifier.title]


def test_keys_are_given_once(clerk: Viewer) -> None:
    keep_head(clerk, signed(NORTH), key(NORTH))
    list(add([report(2)], author="clerk"))
    keep_head(clerk, signed(NORTH))
    assert len(kept_heads()) == 2


def test_proofs_under_kept_heads_are_checked_without_the_record(clerk: Viewer) -> None:
    first = keep_head(clerk, signed(NORTH), key(NORTH))
    list(add([report(2)], author="clerk"))
    second = keep_head(clerk, signed(NORTH, SOUTH), key(SOUTH))
    earlier = Head.read(kept_heads()[1].head.write()).checkpoint
    added = Addition.read(addition(first, second))
    assert added.shows(earlier) and added.head.signed_by([NORTH.verifier, SOUTH.verifier])
    proof = Inclusion.read(inclusion(first, second, body=True))
    assert proof.shows(bytes.fromhex(Entry.objects.get(pk=first).hash))
    with pytest.raises(RecordError, match="take a later one"):
        inclusion(second, first, body=True)
    with pytest.raises(RecordError, match="the later one"):
        addition(second, first)
    with pytest.raises(RecordError, match="keeps no signed head"):
        addition(1, second)


def test_head_with_other_entries_is_refused_and_says_from_which_entry_on(clerk: Viewer) -> None:
    keep_head(clerk, signed(NORTH), key(NORTH))
    same = kept_heads()[0].head.checkpoint
    list(add([report(2)], author="clerk"))
    now = head_of_record()
    false = signed(NORTH, of=Checkpoint(now.origin, now.size, bytes(32)))
    before = Entry.objects.count()
    with pytest.raises(RecordError, match=f"up to entry {same.size} the record is as .* so look from entry {same.size + 1} on"):
        keep_head(clerk, false)
    with pytest.raises(RecordError, match=f"entries {now.size + 1} to {now.size + 5} of the head are not here"):
        keep_head(clerk, signed(NORTH, of=Checkpoint(now.origin, now.size + 5, bytes(32))))
    with pytest.raises(RecordError, match="of another record"):
        keep_head(clerk, signed(NORTH, of=Checkpoint("sulh/" + "0" * 64, now.size, now.root)))
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("make", "keys", "said"),
    [
        (lambda: signed(), "", "no signature under it can be checked"),
        (lambda: signed(NORTH), "", "no signature under it can be checked"),
        (lambda: signed(NORTH), key(SOUTH), "no signature under it can be checked"),
        (lambda: signed(NORTH), "north", "is no key"),
        (lambda: b"a letter", "", "no head of a ledger"),
        (lambda: b"x" * 100_000, "", "too long"),
        (lambda: signed(NORTH).replace(f"\n{head_of_record().size}\n".encode(), b"\n1\n"), key(NORTH), "does not fit"),
    ],
    ids=["unsigned", "unknown", "other", "no key", "letter", "long", "changed"],  # keys are other ones in each process
)
def test_head_that_nobody_vouches_for_is_refused(clerk: Viewer, make: Callable[[], bytes], keys: str, said: str) -> None:
    with pytest.raises(RecordError, match=said):
        keep_head(clerk, make(), keys)
    assert not kept_heads()


def test_head_is_kept_once_and_again_with_one_more_signature(clerk: Viewer) -> None:
    head = Head.read(signed(NORTH))
    seq = keep_head(clerk, head.write(), key(NORTH))
    with pytest.raises(RecordError, match=f"kept already, as entry {seq}"):
        keep_head(clerk, head.write())
    keep_head(clerk, head.signed(SOUTH).write(), key(SOUTH))
    assert len(kept_heads()) == 2


def test_only_admins_keep_heads(clerk: Viewer) -> None:
    with pytest.raises(AccessError):
        keep_head(viewer("eve", "editor", "team"), signed(NORTH), key(NORTH))


def test_kept_head_that_was_exchanged_for_one_of_another_ledger_is_found(clerk: Viewer) -> None:
    """Every hash worked out anew, by somebody who holds the file: the chain fits, the head that it keeps does not."""
    from sulh.record.kept_heads import head_body
    from sulh.record.ledger import Draft, append, writing
    from sulh.record.projection.apply import apply

    now = head_of_record()
    false = Head.of(Checkpoint(now.origin, now.size, bytes(32))).signed(NORTH)
    with writing():
        apply(append([Draft("eve", "head", head_body(false, [NORTH.verifier]))]))
    faults = verify().faults
    assert [fault.seq for fault in faults] == [now.size + 1] and "is not of this ledger" in faults[0].problem


def test_kept_head_with_a_signature_that_does_not_fit_is_found(clerk: Viewer) -> None:
    from sulh.record.ledger import Draft, append, writing
    from sulh.record.projection.apply import apply

    other = Head.of(head_of_record()).signed(Signer(NORTH.verifier, NORTH.secret))
    note = other.write().decode()
    broken = note[:-10] + ("A" if note[-10] != "A" else "B") + note[-9:]
    with writing():
        apply(append([Draft("eve", "head", {"size": 1, "note": broken, "keys": [key(NORTH)]})]))
    assert any("does not fit" in fault.problem or "not base64" in fault.problem for fault in verify().faults)
