"""Keeping a signed head in the open record, and proofs under the heads that it keeps."""

from __future__ import annotations

from collections.abc import Sequence

from sulh.model import ProofError, RecordError
from sulh.record.access import require
from sulh.record.heads import against_head
from sulh.record.kept_heads import KIND, MOST_BYTES, KeptHead, checked, head_body, keys_in, read_kept
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import Entry
from sulh.record.projection.apply import apply
from sulh.record.shapes import Viewer
from sulh.record.tree import prove_addition, prove_entry, replayed_hashes
from sulh.signing.heads import Head
from sulh.signing.signers import Verifier

__all__ = ["addition", "inclusion", "keep_head", "kept_head", "kept_heads", "known_keys", "latest_over"]


def kept_heads() -> list[KeptHead]:
    """The heads that the record keeps, the latest entry first."""
    rows = Entry.objects.filter(kind=KIND, body__isnull=False).order_by("-seq").values_list("seq", "at", "author", "body")
    return [read_kept(seq, at, author, body or "") for seq, at, author, body in rows]


def kept_head(seq: int) -> KeptHead:
    """The head that an entry keeps. Raises RecordError where it keeps none."""
    found = next((one for one in kept_heads() if one.seq == seq), None)
    if found is None:
        raise RecordError(f"entry {seq} keeps no signed head")
    return found


def known_keys() -> tuple[Verifier, ...]:
    """Every public key that was kept with a head."""
    return tuple(dict.fromkeys(key for one in reversed(kept_heads()) for key in one.keys))


def keep_head(viewer: Viewer, data: bytes, keys: str = "") -> int:
    """Keep a head that somebody signed, as an entry; returns its number. `keys` are public keys, one a line, of who signed it.

    Raises AccessError for others than admins. Raises RecordError where it is no head, the record does not have exactly its entries
    among its own, a signature does not fit, no signature can be checked, or it is kept already.
    """
    require(viewer, "admin")
    if len(data) > MOST_BYTES:
        raise RecordError("this is too long to be a signed head")
    given = keys_in([keys])
    try:
        head = Head.read(data)
        signed, _ = checked(head, (*known_keys(), *given))
    except ProofError as problem:
        raise RecordError(f"this head is not kept: {problem}") from problem
    if not signed:
        said = "no signature under it can be checked. Give the public key of who signed it (`sulh key show`)"
        raise RecordError(f"this head is not kept: {said}")
    with writing():
        _hold(head)
        _refuse_known(head)
        entries = append([Draft(viewer.name, KIND, head_body(head, [one.verifier for one in signed]))])
        apply(entries)
    return entries[0].seq


def inclusion(seq: int, head: int, *, body: bool) -> bytes:
    """The file that shows that entry `seq` is in the ledger of the head that entry `head` keeps; without `body`, not what it says."""
    return prove_entry(seq, kept_head(head).head, body=body).write()


def addition(earlier: int, head: int) -> bytes:
    """The file that shows that one kept head only adds to an earlier one; both are named by the entries that keep them."""
    return prove_addition(kept_head(earlier).head.checkpoint, kept_head(head).head).write()


def _hold(head: Head) -> None:
    """Raise RecordError unless the record has exactly the entries of the head; says between which entries they part."""
    problem = against_head(head.checkpoint, replayed_hashes()).problem
    if not problem:
        return
    same = max((one.head.checkpoint.size for one in kept_heads() if one.head.checkpoint.size < head.checkpoint.size), default=0)
    where = f"; up to entry {same} the record is as another kept head has it, so look from entry {same + 1} on" if same else ""
    raise RecordError(f"this head is not kept, because it contradicts the record: {problem}{where}. Keep the file: it is evidence")


def _refuse_known(head: Head) -> None:
    said = set(head.note.signatures)
    for one in kept_heads():
        if one.head.checkpoint == head.checkpoint and said <= set(one.head.note.signatures):
            raise RecordError(f"this head is kept already, as entry {one.seq}")


def latest_over(heads: Sequence[KeptHead], seq: int) -> KeptHead | None:
    """The latest of these heads that has entry `seq` in it."""
    return next((one for one in heads if one.head.checkpoint.size >= seq), None)
