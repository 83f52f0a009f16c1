"""Heads and proofs of a record: what is kept of its tree is what all entries give, and no other record passes for it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reports import report
from signing import rfc6962

from sulh.model import ProofError, RecordError
from sulh.record.adding import add
from sulh.record.canonical import canonical, sha256
from sulh.record.chain import Link
from sulh.record.entry_proofs import entry_in
from sulh.record.heads import HeadRelation, against_head, checkpoint_of, root_in
from sulh.record.inserting import insert
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import Entry
from sulh.record.projection.apply import apply, rebuild
from sulh.record.projection.models import Claim, Subtree
from sulh.record.projection.subtrees import project_subtrees, subtree_key
from sulh.record.projection.touched import Touched
from sulh.record.tree import entry_numbered, head_of_record, hold, prove_addition, prove_entry, replayed_hashes, root_at
from sulh.signing.heads import Checkpoint, Head
from sulh.signing.proofs import Addition, Inclusion
from sulh.signing.signers import SIGNS, signer_of

ANNA = signer_of("anna.example/record", SIGNS, bytes(range(32)))


def filled(*numbers: int) -> None:
    """Entries, in batches of these sizes."""
    for number in numbers:
        with writing():
            apply(append([Draft("anna", "export", {"target": f"{at} of {number}"}) for at in range(number)]))


def hashes() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("hash", flat=True))


def data(number: int | None = None) -> list[bytes]:
    return [bytes.fromhex(one) for one in hashes()[:number]]


def signed() -> Head:
    return Head.of(head_of_record()).signed(ANNA)


def earlier(size: int) -> Checkpoint:
    return checkpoint_of(hashes()[:size])


def test_head_is_the_root_that_the_rfc_gives_over_the_hashes_of_all_entries() -> None:
    filled(5, 300)
    head = head_of_record()
    assert (head.size, head.root) == (305, rfc6962.mth(data()))
    assert head.origin == f"sulh/{hashes()[0]}"
    assert root_at(77) == rfc6962.mth(data(77)) and root_at(306) is None


def test_record_without_entries_has_no_head() -> None:
    with pytest.raises(ProofError, match="no head"):
        head_of_record()
    with pytest.raises(RecordError, match="another record"):
        hold(Checkpoint("sulh/abc", 0, bytes(32)))


@pytest.mark.parametrize("batches", [(255, 1, 1, 255, 256, 3), (600, 200), (1,) * 20 + (237, 512)])
def test_what_is_kept_of_the_tree_does_not_depend_on_how_entries_came(batches: tuple[int, ...]) -> None:
    filled(*batches)
    kept = list(Subtree.objects.order_by("pk").values_list("pk", "hash"))
    assert len(kept) == sum(batches) // 256
    assert [row[1] for row in kept] == [rfc6962.mth(data()[at * 256 : at * 256 + 256]).hex() for at in range(len(kept))]
    rebuild()
    assert list(Subtree.objects.order_by("pk").values_list("pk", "hash")) == kept


@pytest.mark.slow
def test_subtrees_of_the_second_height_are_kept_too() -> None:
    """65,536 entries make one; their rows are written as they are, since their bodies do not matter here."""

    number = 65536 + 300
    rows = [(seq, "", "", "export", None, "", "", "", sha256(str(seq))) for seq in range(1, number + 1)]
    insert(Entry._meta.db_table, ("seq", "at", "author", "kind", "body", "salt", "digest", "previous", "hash"), rows)
    entries = list(Entry.objects.order_by("seq"))
    for first in range(0, number, 5000):
        project_subtrees(entries[first : first + 5000], Touched())
    assert Subtree.objects.count() == 258
    whole = rfc6962.mth(data())
    assert Subtree.objects.get(pk=subtree_key(16, 0)).hash == rfc6962.mth(data(65536)).hex()
    head = Head.of(Checkpoint(f"sulh/{rows[0][8]}", number, whole)).signed(ANNA)
    with CaptureQueriesContext(connection) as asked:
        proof = prove_entry(40001, head)
    assert proof.path == tuple(rfc6962.path(40000, data()))
    assert len(asked) <= 10


def test_proofs_are_those_of_the_rfc_and_are_checked_without_the_record() -> None:
    filled(700)
    head = signed()
    for seq in (1, 2, 255, 256, 257, 512, 513, 699, 700):
        proof = Inclusion.read(prove_entry(seq, head).write())
        assert proof.path == tuple(rfc6962.path(seq - 1, data()))
        link = entry_in(proof)
        entry = Entry.objects.get(pk=seq)
        assert (link.seq, link.author, link.body, link.hash) == (seq, "anna", entry.body, entry.hash)
    for size in (1, 2, 255, 256, 257, 512, 699, 700):
        addition = Addition.read(prove_addition(earlier(size), head).write())
        assert addition.path == tuple(rfc6962.proof(size, data()))
        assert addition.shows(earlier(size))


def test_head_of_an_earlier_number_still_proves() -> None:
    filled(300)
    head = signed()
    filled(300)
    assert entry_in(prove_entry(7, head)).seq == 7
    with pytest.raises(RecordError, match="not among the 300"):
        prove_entry(301, head)
    with pytest.raises(RecordError, match="it is the later one"):
        prove_addition(head_of_record(), head)


def test_proof_is_not_made_under_a_head_of_something_else() -> None:
    filled(300)
    head = head_of_record()
    for other, problem in (
        (replace(head, root=bytes(32)), "there are others than the head has"),
        (replace(head, size=301), "the head has 301 entries, this record 300"),
        (replace(head, origin="sulh/other"), "another record"),
    ):
        with pytest.raises(RecordError, match=problem):
            prove_entry(1, Head.of(other).signed(ANNA))


def test_altered_subtree_makes_no_false_proof() -> None:
    filled(600)
    head = signed()
    Subtree.objects.filter(pk__gt=0).update(hash="00" * 32)
    with pytest.raises(RecordError, match="others than the head has"):
        prove_entry(1, head)
    Subtree.objects.all().delete()
    with pytest.raises(RecordError, match="incomplete; `sulh rebuild`"):
        prove_entry(1, head)
    # A head is never made of what is kept, but of the entries.
    assert head_of_record() == head.checkpoint


def test_nothing_that_does_not_fit_gets_a_head() -> None:
    filled(5)
    last = Entry.objects.get(pk=5)
    Entry(6, last.at, "boris", last.kind, last.body, last.salt, last.digest, last.hash, "ab" * 32).save(force_insert=True)
    with pytest.raises(RecordError, match=r"entry 6 .* was changed.*has no head"):
        head_of_record()


def test_proof_may_leave_out_what_the_entry_says() -> None:
    filled(5)
    proof = prove_entry(3, signed(), body=False)
    link = entry_in(proof)
    assert link.body is None and link.salt == ""
    assert b"of 5" not in proof.extra
    assert json.loads(proof.extra)["digest"] == Entry.objects.get(pk=3).digest


def held(proof: Inclusion, **changed: Any) -> Inclusion:
    """The proof with other words of its entry, written as Sulh writes them."""
    return replace(proof, extra=canonical(json.loads(proof.extra) | changed).encode())


def _swapped(proof: Inclusion) -> Inclusion:
    """The first character of the words moved to the end of the salt: both together are hashed to the same digest."""
    entry = json.loads(proof.extra)
    return held(proof, salt=entry["salt"] + entry["body"][0], body=entry["body"][1:])


CHANGES: dict[str, Callable[[Inclusion], Inclusion]] = {
    "author": lambda proof: held(proof, author="boris"),
    "time": lambda proof: held(proof, at="2020-01-01T00:00:00.000+00:00"),
    "kind": lambda proof: held(proof, kind="claim"),
    "words": lambda proof: held(proof, body='{"target":"another"}'),
    "words and digest": lambda proof: held(proof, body='{"target":"another"}', digest="0" * 64),
    "salt": lambda proof: held(proof, salt="0" * 32),
    "salt without words": lambda proof: held(proof, body=None),
    "border of salt and words": _swapped,
    "number": lambda proof: held(proof, seq=4),
    "index": lambda proof: replace(proof, index=3),
    "number and index": lambda proof: replace(held(proof, seq=4), index=3),
    "number as text": lambda proof: held(proof, seq="3"),
    "number as truth": lambda proof: held(proof, seq=True),
    "what is missing": lambda proof: replace(proof, extra=canonical({"seq": 3}).encode()),
    "one more word": lambda proof: held(proof, note="x"),
    "no JSON": lambda proof: replace(proof, extra=b"{"),
    "no UTF-8": lambda proof: replace(proof, extra=b"\xff"),
    "a list": lambda proof: replace(proof, extra=b"[]"),
    "deep": lambda proof: replace(proof, extra=b"[" * 100_000),
    "two spellings": lambda proof: replace(proof, extra=proof.extra.replace(b'"seq":3', b'"seq":3,"seq":3')),
    "spaces": lambda proof: replace(proof, extra=proof.extra.replace(b'"seq":3', b'"seq": 3')),
    "digest": lambda proof: held(proof, digest="x"),
    "nothing": lambda proof: replace(proof, extra=b""),
    "half a letter": lambda proof: replace(proof, extra=proof.extra.replace(b'"anna"', b'"\\ud800"')),
}


@pytest.mark.parametrize("what", CHANGES)
def test_entry_that_was_changed_in_its_proof_is_refused(what: str) -> None:
    filled(5)
    proof = prove_entry(3, signed())
    assert entry_in(proof)
    with pytest.raises(ProofError, match=r"changed|carry|as Sulh writes it"):
        entry_in(CHANGES[what](proof))


def test_record_is_the_same_longer_shorter_or_parts_from_a_head() -> None:
    filled(20)
    head = head_of_record()
    assert against_head(head, hashes()).relation is HeadRelation.SAME
    assert against_head(head, replayed_hashes()).relation is HeadRelation.SAME
    shorter = against_head(head, hashes()[:18])
    assert shorter.relation is HeadRelation.SHORTER and "entries 19 to 20" in shorter.problem
    for other in ([*hashes()[:5], "ab" * 32, *hashes()[6:]], [*hashes()[:5], *hashes()[6:], "ab" * 32], [*hashes()[:4], *hashes()[3:19]]):
        assert against_head(head, other).relation is HeadRelation.PARTS
    assert "first entry was exchanged" in against_head(head, ["ab" * 32, *hashes()[1:]]).problem
    assert against_head(head, []).relation is HeadRelation.PARTS
    filled(3)
    longer = against_head(head, hashes())
    assert (longer.relation, longer.entries) == (HeadRelation.LONGER, 23)


def test_every_record_has_a_name_of_its_own_in_heads() -> None:
    filled(1)
    first = head_of_record().origin
    assert first == f"sulh/{hashes()[0]}" and len(first) == len("sulh/") + 64


def test_claim_is_named_by_its_first_digits() -> None:
    list(add([report(1)], author="anna"))
    claim = Claim.objects.order_by("seq").first()
    assert claim is not None
    assert entry_numbered(claim.pk) == entry_numbered(claim.pk[:12]) == entry_numbered(str(claim.seq)) == claim.seq
    for wrong in ("0", "999999", "", "abc", "zzzzzzzz", "-1", "٣", "9" * 30):
        with pytest.raises(RecordError, match="begin"):
            entry_numbered(wrong)


def test_proof_reads_a_few_runs_and_not_the_ledger() -> None:
    filled(2000)
    head = signed()
    with CaptureQueriesContext(connection) as asked:
        before = time.process_time()
        proof = prove_entry(1234, head)
        taken = time.process_time() - before
    assert len(asked) <= 9
    assert taken < 0.2  # a fiftieth of this on an idle machine
    assert entry_in(proof).seq == 1234


def test_entries_give_their_root_only_where_they_fit() -> None:
    filled(30)
    columns = [field.attname for field in Entry._meta.concrete_fields]
    links = [Link(**dict(zip(columns, row, strict=True))) for row in Entry.objects.order_by("seq").values_list(*columns)]
    altered = [link._replace(author="boris") if link.seq == 3 else link for link in links]
    assert root_in(links, 30) == head_of_record().root
    assert root_in(links, 31) is None
    assert root_in(altered, 2) == rfc6962.mth(data(2))
    with pytest.raises(RecordError, match="entry 3"):
        root_in(altered, 30)
