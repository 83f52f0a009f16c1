"""Keys of runs of letters that begin where a word begins; a lost space costs one key, not three."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import bool_, integer, uint8, uint64
    from numpy.typing import NDArray

__all__ = ["LONG", "PAD", "SHORT", "keys", "whole"]

SHORT = 12  # letters of a seed: about two and a half words of English
LONG = 32  # letters by which a formula is told from a common turn of phrase
PAD = 40  # bytes that must stand behind the last letter

# Odd multipliers of splitmix64 (Steele, Lea and Flood 2014) and murmur3's finaliser.
_ONE, _TWO = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def whole(at: NDArray[integer], ends: NDArray[integer], size: int) -> NDArray[bool_]:
    """Whether `size` letters from each of `at` stand within the same text; `ends` (one for each of `at`) is where that text ends."""
    kept: NDArray[bool_] = at + size <= ends
    return kept


def keys(codes: NDArray[uint8], at: NDArray[integer], size: int) -> NDArray[uint64]:
    """A key below 2**32 for the `size` letters from each of `at`, the same on every machine; `codes` ends with PAD spare bytes.

    `size` is a multiple of 4.
    """
    import numpy as np

    hashed = np.full(len(at), size, np.uint64)
    for offset in range(0, size, 8):
        wide = size - offset >= 8
        # Eight letters as one number, from any byte on.
        view = np.ndarray((len(codes) - PAD + 1,), "<u8" if wide else "<u4", codes.data, offset, (1,))
        hashed ^= view[at].astype(np.uint64)
        hashed *= np.uint64(_ONE)
        hashed ^= hashed >> np.uint64(29)
    hashed *= np.uint64(_TWO)
    mixed: NDArray[uint64] = hashed >> np.uint64(32)
    return mixed
