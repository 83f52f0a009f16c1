"""A second implementation of the tree and its proofs: the definitions of RFC 6962, section 2.1, as they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def k_of(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(d: Sequence[bytes]) -> bytes:
    """MTH(D[n]), 2.1."""
    n = len(d)
    if n == 0:
        return sha256(b"").digest()
    if n == 1:
        return sha256(b"\x00" + d[0]).digest()
    k = k_of(n)
    return sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def path(m: int, d: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]), 2.1.1."""
    n = len(d)
    if n == 1:
        return []
    k = k_of(n)
    return [*path(m, d[:k]), mth(d[k:])] if m < k else [*path(m - k, d[k:]), mth(d[:k])]


def proof(m: int, d: Sequence[bytes]) -> list[bytes]:
    """PROOF(m, D[n]), 2.1.2."""
    return subproof(m, d, True)


def subproof(m: int, d: Sequence[bytes], b: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b), 2.1.2."""
    n = len(d)
    if m == n:
        return [] if b else [mth(d)]
    k = k_of(n)
    if m <= k:
        return [*subproof(m, d[:k], b), mth(d[k:])]
    return [*subproof(m - k, d[k:], False), mth(d[:k])]


def root_by_path(leaf: bytes, m: int, n: int, p: Sequence[bytes]) -> bytes | None:
    """The root that a path leads to, by the recursion of PATH turned round; None when it is too long or too short."""
    if n == 1:
        return sha256(b"\x00" + leaf).digest() if not p else None
    if not p:
        return None
    k = k_of(n)
    if m < k:
        left = root_by_path(leaf, m, k, p[:-1])
        return None if left is None else sha256(b"\x01" + left + p[-1]).digest()
    right = root_by_path(leaf, m - k, n - k, p[:-1])
    return None if right is None else sha256(b"\x01" + p[-1] + right).digest()


def roots_by_proof(m: int, n: int, p: Sequence[bytes], old: bytes, b: bool = True) -> tuple[bytes, bytes] | None:
    """Both roots that a proof of consistency leads to, by the recursion of SUBPROOF turned round."""
    if m == n:
        if b:
            return (old, old) if not p else None
        return (p[0], p[0]) if len(p) == 1 else None
    if not p:
        return None
    k = k_of(n)
    if m <= k:
        inner = roots_by_proof(m, k, p[:-1], old, b)
        return None if inner is None else (inner[0], sha256(b"\x01" + inner[1] + p[-1]).digest())
    inner = roots_by_proof(m - k, n - k, p[:-1], old, False)
    return None if inner is None else (sha256(b"\x01" + p[-1] + inner[0]).digest(), sha256(b"\x01" + p[-1] + inner[1]).digest())
