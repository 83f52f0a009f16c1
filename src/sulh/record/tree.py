"""Heads and proofs of the open record: its checkpoint, and the files that show what is in it or that it was only added to."""

from __future__ import annotations

from collections.abc import Iterator

from sulh.model import RecordError
from sulh.record.entry_proofs import extra_of
from sulh.record.heads import checkpoint_of, origin_of, replayed
from sulh.record.links import links
from sulh.record.models import Entry
from sulh.record.projection.models import Claim
from sulh.record.projection.subtrees import STEP, leaves, stored_subtrees
from sulh.signing.heads import Checkpoint, Head
from sulh.signing.merkle import Nodes, consistency_path, inclusion_path, nodes_of, root
from sulh.signing.proofs import Addition, Inclusion

__all__ = ["entry_numbered", "head_of_record", "hold", "prove_addition", "prove_entry", "replayed_hashes", "root_at"]


def head_of_record() -> Checkpoint:
    """The checkpoint of all entries, after replaying them: nobody is to sign what does not fit. Raises RecordError where it does not."""
    return checkpoint_of(replayed_hashes())


def replayed_hashes() -> Iterator[str]:
    """The hashes of all entries, each after it was found to fit the one before. Raises RecordError at the first that does not."""
    return replayed(links(Entry.objects.order_by("seq")))


def root_at(size: int) -> bytes | None:
    """The root over the first `size` entries; None where there are fewer."""
    return root(size, _nodes()) if size <= _number() else None


def hold(checkpoint: Checkpoint, nodes: Nodes | None = None) -> None:
    """Raise RecordError unless the record has exactly the entries of this head, whether or not others follow."""
    first = Entry.objects.filter(seq=1).values_list("hash", flat=True).first()
    if first is None or checkpoint.origin != origin_of(first):
        raise RecordError("the head is of another record")
    if checkpoint.size > (here := _number()):
        raise RecordError(f"the head has {checkpoint.size} entries, this record {here}")
    if root(checkpoint.size, nodes or _nodes()) != checkpoint.root:
        raise RecordError(f"among the first {checkpoint.size} entries there are others than the head has; `sulh verify --expect` says more")


def prove_entry(seq: int, head: Head, *, body: bool = True) -> Inclusion:
    """The proof that entry `seq` is in the ledger of a head that this record holds. Raises RecordError where it is not."""
    nodes = _nodes()
    hold(head.checkpoint, nodes)
    if not 1 <= seq <= head.checkpoint.size:
        raise RecordError(f"entry {seq} is not among the {head.checkpoint.size} of the head; take a later one")
    link = next(links(Entry.objects.filter(pk=seq)))
    return Inclusion(seq - 1, tuple(inclusion_path(seq - 1, head.checkpoint.size, nodes)), head, extra_of(link, body=body))


def prove_addition(earlier: Checkpoint, head: Head) -> Addition:
    """The proof that a head only adds to an earlier one, both of which this record holds. Raises RecordError where it does not."""
    nodes = _nodes()
    hold(earlier, nodes)
    hold(head.checkpoint, nodes)
    if not 0 < earlier.size <= head.checkpoint.size:
        raise RecordError(f"the head has {head.checkpoint.size} entries, and the earlier one {earlier.size}: it is the later one")
    return Addition(earlier.size, tuple(consistency_path(earlier.size, head.checkpoint.size, nodes)), head)


def entry_numbered(name: str) -> int:
    """The number of an entry, given as such or as the claim that it states (the first digits will do). Raises RecordError for neither."""
    if name.isascii() and name.isdigit() and len(name) < 12 and Entry.objects.filter(pk=int(name)).exists():
        return int(name)
    found = list(Claim.objects.filter(pk__startswith=name).values_list("seq", flat=True)[:2]) if len(name) >= 6 else []
    if len(found) != 1:
        raise RecordError(f"{'several claims begin' if found else 'no entry has the number, and no claim begins,'} with {name}")
    return found[0]


def _number() -> int:
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _nodes() -> Nodes:
    """The complete subtrees of the ledger: each is found within a run of 256 entries, or of roots that are kept; a run is read once."""
    runs: dict[tuple[int, int], Nodes] = {}

    def node(level: int, number: int) -> bytes:
        above = level % STEP
        base, run = level - above, number >> (STEP - above)
        if (base, run) not in runs:
            runs[base, run] = nodes_of(stored_subtrees(base, run << STEP, 1 << STEP) if base else leaves(run << STEP, 1 << STEP))
        try:
            return runs[base, run](above, number - (run << (STEP - above)))
        except IndexError:
            raise RecordError("what is kept of the ledger's tree is incomplete; `sulh rebuild` derives it anew") from None

    return node
