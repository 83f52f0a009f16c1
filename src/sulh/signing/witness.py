"""A witness: countersigns heads that only add to the last one it saw of a ledger, and keeps what it saw in a small file of its own."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sulh.model import ProofError
from sulh.signing.heads import Checkpoint, Head, bytes_of
from sulh.signing.notes import MOST_BYTES, about, printable
from sulh.signing.proofs import Addition
from sulh.signing.signers import Signer, Verifier

__all__ = ["ContradictionError", "Seen", "countersign", "written"]

_FORMAT = "sulh witness 1"

# The root over the first entries of a record that the witness holds; None where it has fewer.
RootAt = Callable[[int], bytes | None]


class ContradictionError(ProofError):
    """Two heads of one ledger that cannot both be true; `files` hold them."""

    def __init__(self, message: str, files: Sequence[Path]) -> None:
        super().__init__(message)
        self.files = tuple(files)


@dataclass(frozen=True, slots=True)
class Seen:
    """The last head that a witness saw of a ledger, and the keys whose signatures heads of this ledger must carry."""

    head: Head
    trusted: tuple[Verifier, ...]


def countersign(
    head: Head,
    signer: Signer,
    state: Path,
    *,
    at: int,
    trust: Sequence[Verifier] = (),
    proof: Addition | None = None,
    root_at: RootAt | None = None,
) -> Head:
    """The head with the witness's signature, given at `at` (seconds since 1970), after `state` remembers it.

    The first head of a ledger needs `trust`, the keys that must have signed this and every later head. A head with more entries than
    the last one seen needs a `proof`, or `root_at` of a record that the witness holds.
    Raises ContradictionError when it contradicts the last one, after keeping both beside `state`; ProofError when it is not signed
    as it must be, or nothing shows that it only adds.
    """
    with _alone(state.absolute().parent):
        known = _read(state)
        seen = known.get(head.checkpoint.origin)
        trusted = _trusted(seen, trust, head.checkpoint)
        head.signed_by(trusted)
        if not head.checkpoint.size:
            raise ProofError("a ledger without entries has nothing to witness")
        if seen is not None:
            with about(f"{state} was altered, or belongs to another key"):
                seen.head.signed_by((signer.verifier,))
            if seen.head.checkpoint.size == head.checkpoint.size and seen.head.checkpoint.root != head.checkpoint.root:
                raise _contradiction(seen.head, head, state, f"two heads for number {head.checkpoint.size}")
        if root_at is not None and root_at(head.checkpoint.size) != head.checkpoint.root:
            raise ProofError(f"the record given does not have {head.checkpoint.title}: it is another record, is shorter, or was altered")
        if seen is not None and seen.head.checkpoint.size != head.checkpoint.size:
            _check(seen.head, head, state, proof, root_at)
        made = head.signed(signer, at)
        known[head.checkpoint.origin] = Seen(made, trusted)
        # Kept before anybody gets the signature: a witness that forgets what it signed would sign its contrary.
        _write(state, known)
        return made


def _trusted(seen: Seen | None, trust: Sequence[Verifier], head: Checkpoint) -> tuple[Verifier, ...]:
    if seen is None:
        if not trust:
            raise ProofError(
                f"this witness never saw a head of {printable(head.origin)}; if that is as it should be, say with --trust whose "
                "signature its heads must carry"
            )
        return tuple(dict.fromkeys(trust))
    if trust and set(trust) != set(seen.trusted):
        named = ", ".join(str(one) for one in seen.trusted)
        raise ProofError(f"heads of {printable(head.origin)} must be signed by {named}, as was said at the first one")
    return seen.trusted


def _check(seen: Head, head: Head, state: Path, proof: Addition | None, root_at: RootAt | None) -> None:
    """Raise unless `head` is shown to add to the one seen."""
    old, new = seen.checkpoint, head.checkpoint
    if root_at is not None and root_at(old.size) not in (old.root, None):
        raise _contradiction(seen, head, state, f"the record of the head for {new.size} has other entries among its first {old.size}")
    if new.size < old.size:
        raise ProofError(f"this head has {new.size} entries, and this witness has seen one of {old.size}: it signs the latest only")
    if root_at is not None:
        return
    if proof is None:
        raise ProofError(
            f"the last head seen has {old.size} entries, this one {new.size}: `sulh proof --since` of the last head shows that it only adds"
        )
    if proof.head.checkpoint != new:
        raise ProofError(f"the proof is of another head, {proof.head.checkpoint.title}")
    if proof.old != old.size:
        raise ProofError(f"the proof begins at {proof.old} entries, and the last head seen has {old.size}")
    if not proof.shows(old):
        raise ProofError(
            f"the proof does not lead from {old.title} to {new.title}: it was damaged, or the ledger was altered below entry {old.size}. "
            "`--record` with a copy of the record tells which"
        )


def _contradiction(seen: Head, head: Head, state: Path, what: str) -> ContradictionError:
    """Keep both heads beside the state, and say where."""
    files = []
    for one in (seen, head):
        file = state.with_name(f"{state.name}.{one.checkpoint.size}-{one.checkpoint.root.hex()[:16]}.head")
        written(file, one.write())
        files.append(file)
    first, second = (f"{one.checkpoint.title} ({file})" for one, file in zip((seen, head), files, strict=True))
    return ContradictionError(f"{what}: before {first}, now {second}. Not signed; both files are the evidence, keep them", files)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else changes a state in this folder: between looking at the last head and keeping the next, a second one could be signed."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as problem:
        raise ProofError(f"{folder} cannot be read ({problem.strerror})") from problem
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read(state: Path) -> dict[str, Seen]:
    if not state.exists():
        return {}
    with about(state):
        data = bytes_of(state)
        if len(data) > MOST_BYTES:
            raise ProofError("it is too long to be the file of a witness")
        try:
            held: Any = json.loads(data)
            if held["format"] != _FORMAT:
                raise ProofError(f"it is not in the form {_FORMAT!r}")
            found = {
                origin: Seen(Head.read(one["head"].encode()), tuple(map(Verifier.read, one["trusted"])))
                for origin, one in held["heads"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise ProofError(f"this is not the file of a witness, or it is damaged ({type(problem).__name__})") from problem
        if any(origin != seen.head.checkpoint.origin or not seen.trusted for origin, seen in found.items()):
            raise ProofError("a head in it is not of the ledger under whose name it stands: it was altered")
        return found


def _write(state: Path, known: dict[str, Seen]) -> None:
    heads = {origin: {"head": seen.head.write().decode(), "trusted": [str(one) for one in seen.trusted]} for origin, seen in known.items()}
    written(state, (json.dumps({"format": _FORMAT, "heads": heads}, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def written(file: Path, data: bytes) -> None:
    """Put bytes into a file that only its owner reads, in one step, on the disk before it returns. Raises ProofError when it cannot."""
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        try:
            with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        folder = os.open(file.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as problem:
        raise ProofError(f"{file} cannot be written ({problem.strerror})") from problem
