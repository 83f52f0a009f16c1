"""An entry with the proof that it is in a ledger, in one file that is checked without a record."""

from __future__ import annotations

import json
import re
from typing import Any

from sulh.model import ProofError
from sulh.record.canonical import canonical
from sulh.record.chain import Link, digest, hashed
from sulh.signing.proofs import Inclusion

__all__ = ["entry_in", "extra_of"]

_TEXTS = ("at", "author", "kind", "salt", "digest", "previous")
_NAMES = {"seq", "body", *_TEXTS}
_SALT, _DIGEST = re.compile("[0-9a-f]{32}"), re.compile("[0-9a-f]{64}")


def extra_of(link: Link, *, body: bool = True) -> bytes:
    """What a proof carries of an entry. Without `body` only its digest: then the proof shows that it is there, not what it says."""
    held = {name: getattr(link, name) for name in _NAMES}
    # What an erasure left does not give the digest of what was entered.
    if not body or link.body is None or link.instead:
        held |= {"body": None, "salt": ""}
    return canonical(held).encode()


def entry_in(proof: Inclusion) -> Link:
    """The entry that a proof is about, when it is in the ledger of the proof's head; who signed the head is another question.

    Raises ProofError when the proof carries no entry, another one, or one whose words were changed.
    """
    held = _held(proof.extra)
    seq, body = held["seq"], held["body"]
    own = hashed(held["previous"], seq, held["at"], held["author"], held["kind"], held["digest"])
    if body is not None and digest(held["salt"], body) != held["digest"]:
        raise ProofError(f"the words of entry {seq} were changed: they do not give its digest")
    if seq != proof.index + 1 or not proof.shows(bytes.fromhex(own)):
        raise ProofError(f"entry {seq} as it stands here is not in the ledger of this head: it was changed, or the proof is of another")
    return Link(seq, held["at"], held["author"], held["kind"], body, held["salt"], held["digest"], held["previous"], own)


def _held(extra: bytes) -> dict[str, Any]:
    try:
        held = json.loads(extra)
        text = canonical(held).encode()
    except (ValueError, RecursionError) as problem:
        raise ProofError("this proof does not carry its entry") from problem
    # One spelling: what a reader of the file sees is what was hashed.
    if text != extra or not isinstance(held, dict) or held.keys() != _NAMES or not _is_entry(held):
        raise ProofError("what this proof carries is no entry as Sulh writes it")
    return held


def _is_entry(held: dict[str, Any]) -> bool:
    if type(held["seq"]) is not int or not all(isinstance(held[name], str) for name in _TEXTS):
        return False
    if not (_DIGEST.fullmatch(held["digest"]) and _DIGEST.fullmatch(held["previous"])):
        return False
    if held["body"] is None:
        return not held["salt"]
    # Salt and body are hashed one after the other: were the salt of any length, a part of one could be passed off as the other.
    return isinstance(held["body"], str) and _SALT.fullmatch(held["salt"]) is not None
