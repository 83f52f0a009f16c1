"""The Merkle tree of RFC 6962: its root, proofs that an entry is in it and that a later tree only adds to an earlier one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "EMPTY",
    "HASH_SIZE",
    "Frontier",
    "Nodes",
    "consistency_path",
    "fold",
    "included",
    "inclusion_path",
    "leaf_hash",
    "node_hash",
    "nodes_of",
    "only_adds",
    "root",
]

HASH_SIZE = 32  # bytes of a SHA-256
EMPTY = hashlib.sha256(b"").digest()

# The hash of the complete subtree `number` (from 0) of 2**level leaves: Nodes(level, number).
Nodes = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf; its prefix keeps a node from being passed off as a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of neighbouring subtrees of one height. Raises ValueError for another number of them."""
    if not hashes or len(hashes) & (len(hashes) - 1):
        raise ValueError(f"{len(hashes)} subtrees make no complete one")
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]


class Frontier:
    """A tree to which leaves are added one by one; it keeps only the roots of its complete subtrees, one for each bit of its size."""

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add the hash of the next leaf."""
        whole = self.size
        while whole & 1:
            leaf = node_hash(self._roots.pop(), leaf)
            whole >>= 1
        self._roots.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._roots:
            return EMPTY
        result = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            result = node_hash(left, result)
        return result


def nodes_of(leaves: Iterable[bytes]) -> Nodes:
    """The complete subtrees over the hashes of all leaves, kept in memory."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return lambda level, number: levels[level][number]


def root(size: int, nodes: Nodes) -> bytes:
    """The root over the first `size` leaves."""
    return _range(0, size, nodes) if size else EMPTY


def inclusion_path(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """The hashes that lead from leaf `index` (from 0) to the root over the first `size`, the leaf's sibling first."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not among {size}")
    path, start = [], 0
    while size > 1:
        left = _split(size)
        if index - start < left:
            path.append(_range(start + left, size - left, nodes))
            size = left
        else:
            path.append(_range(start, left, nodes))
            start, size = start + left, size - left
    return path[::-1]


def consistency_path(old: int, size: int, nodes: Nodes) -> list[bytes]:
    """The hashes that show that the tree over the first `size` leaves adds to the one over the first `old`; none where they are one."""
    if not 0 < old <= size:
        raise ValueError(f"a tree of {size} does not add to one of {old}")
    path, start, known = [], 0, True
    while old != size:
        left = _split(size)
        if old <= left:
            path.append(_range(start + left, size - left, nodes))
            size = left
        else:
            path.append(_range(start, left, nodes))
            start, size, old, known = start + left, size - left, old - left, False
    return ([] if known else [_range(start, size, nodes)]) + path[::-1]


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """Whether the path leads from the hash of leaf `index` to the root `expected` over `size` leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or any(len(one) != HASH_SIZE for one in (leaf, expected, *path)):
        return False
    here, last, result = index, size - 1, leaf
    for one in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            result = node_hash(one, result)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            result = node_hash(result, one)
        here, last = here >> 1, last >> 1
    return last == 0 and result == expected


def only_adds(old: int, old_root: bytes, size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows that the tree with `new_root` begins with the `old` leaves of the one with `old_root` (RFC 9162, 2.1.4.2).

    An empty tree is the beginning of every other, so nothing is shown of it: False.
    """
    if not 0 < old <= size or any(len(one) != HASH_SIZE for one in (old_root, new_root, *path)):
        return False
    if old == size:
        return not path and old_root == new_root
    # A whole power of two is a subtree of the new tree; its root is known and left out of the path.
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    here, last = old - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    first = second = steps[0]
    for one in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            first, second = node_hash(one, first), node_hash(one, second)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            second = node_hash(second, one)
        here, last = here >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _range(start: int, size: int, nodes: Nodes) -> bytes:
    """The root over `size` leaves from `start` on, where that is a place at which RFC 6962 divides a tree."""
    if not size & (size - 1):
        level = size.bit_length() - 1
        return nodes(level, start >> level)
    left = _split(size)
    return node_hash(_range(start, left, nodes), _range(start + left, size - left, nodes))
