"""The draw among equals: seeds that each side commits to before it knows the other's, and tickets that anybody can work out again.

Everything is SHA-256 over plain lines of UTF-8, so that `sha256sum` and a pencil are enough:

    commitment  sha256("sulh draw\\n" + side + "\\n" + digest of the lists + "\\n" + seed)
    combined    sha256(digest of the lists + "\\n" + for each side by name: side + "\\t" + seed + "\\n")
    ticket      sha256(combined + "\\n" + key of the person or family); the lowest ticket goes first
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sulh.model import SulhError

__all__ = ["Draw", "DrawError", "Seed", "SeedCommitment", "commitment_of", "drawn", "load_draw_file", "new_seed", "tickets"]

_FORMAT = "sulh_draw"
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Fifty throws of a die: whoever could try all seeds would know one from its commitment.
_SHORTEST = 50


class DrawError(SulhError):
    """A seed, a commitment or a draw does not hold; the message says whose and why."""


@dataclass(frozen=True, slots=True)
class Seed:
    """What a side keeps secret until both commitments are exchanged: its seed, and the digest of the lists that it committed to."""

    side: str
    lists: str
    seed: str


@dataclass(frozen=True, slots=True)
class SeedCommitment:
    """What a side gives away first: a digest that lets it choose no other seed, and for no other lists, afterwards."""

    side: str
    lists: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw that was held: both commitments, both seeds, and the number combined from them."""

    lists: str
    commitments: tuple[SeedCommitment, ...]
    seeds: tuple[Seed, ...]
    combined: str


def new_seed(side: str, lists: str) -> Seed:
    """Return a seed of 256 random bits of the operating system."""
    return Seed(side, lists, secrets.token_hex(32))


def commitment_of(seed: Seed) -> SeedCommitment:
    """Return what a side commits to a seed by. Raises DrawError for a side or seed with a line break or tab, or one that can be guessed."""
    if len("".join(seed.seed.split())) < _SHORTEST:
        raise DrawError(
            "{side}: a seed has at least {least} letters or digits, or it can be guessed from its commitment",
            side=seed.side, least=_SHORTEST,
        )
    if any(mark in text for text in (seed.side, seed.seed) for mark in "\n\r\t"):
        raise DrawError("{side!r}: a side and a seed have no line breaks or tabs", side=seed.side)
    if not _DIGEST.fullmatch(seed.lists):
        raise DrawError("{side}: its seed names no digest of lists", side=seed.side)
    return SeedCommitment(seed.side, seed.lists, _hash(f"sulh draw\n{seed.side}\n{seed.lists}\n{seed.seed}"))


def drawn(commitments: Sequence[SeedCommitment], seeds: Sequence[Seed], lists: str) -> Draw:
    """Return the draw from commitments and the seeds that were revealed.

    Raises DrawError when a side is missing or stands twice, when a seed is not the one that was committed to, and when the lists are not
    those (by their digest) that the sides committed to.
    """
    by_side = {one.side: one for one in commitments}
    if len(by_side) < 2 or len(by_side) < len(commitments):
        raise DrawError("a draw needs the commitments of two or more sides, each once")
    if sorted(one.side for one in seeds) != sorted(by_side):
        raise DrawError(
            "seeds are needed of {sides}, each once; given: {given}",
            sides=tuple(sorted(by_side)), given=tuple(sorted(s.side for s in seeds)),
        )
    for one in seeds:
        if one.lists != lists or by_side[one.side].lists != lists:
            raise DrawError(
                "{side}: committed to other lists ({lists}) than these ({these}); draw again",
                side=one.side, lists=by_side[one.side].lists[:12], these=lists[:12],
            )
        if commitment_of(one) != by_side[one.side]:
            raise DrawError("{side}: the seed is not the one that it committed to", side=one.side)
    ordered = tuple(sorted(seeds, key=lambda one: one.side.encode()))
    combined = _hash(lists + "\n" + "".join(f"{one.side}\t{one.seed}\n" for one in ordered))
    return Draw(lists, tuple(sorted(commitments, key=lambda one: one.side.encode())), ordered, combined)


def tickets(draw: Draw, keys: Iterable[str]) -> dict[str, str]:
    """Return the ticket of each person or family by its key; among equals the lowest goes first."""
    return {key: _hash(f"{draw.combined}\n{key}") for key in keys}


def draw_json(held: Seed | SeedCommitment | Draw) -> str:
    """A seed, a commitment or a draw as the file that `load_draw_file` reads."""
    return json.dumps({_FORMAT: 1, **asdict(held)}, ensure_ascii=False, indent=1) + "\n"


def load_draw_file(path: Path) -> Seed | SeedCommitment | Draw:
    """Return the seed, commitment or draw in a file; a draw is worked out again. Raises DrawError with the name of the file."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(held, dict) or held.pop(_FORMAT, None) != 1:
            raise DrawError("is no file of a draw")
        return draw_from(held)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, DrawError) as problem:
        raise DrawError("{path}: {problem}", path=path, problem=problem) from problem


def draw_from(held: Mapping[str, Any]) -> Seed | SeedCommitment | Draw:
    """The seed, commitment or draw in plain values; a draw is worked out again. Raises DrawError, KeyError or TypeError."""
    if any(not isinstance(held[name], str) for name in ("side", "lists", "seed", "commitment") if name in held):
        raise DrawError("side, lists, seed and commitment are texts")
    if "combined" not in held:
        return Seed(**held) if "seed" in held else SeedCommitment(**held)
    made = drawn([SeedCommitment(**one) for one in held["commitments"]], [Seed(**one) for one in held["seeds"]], held["lists"])
    if made.combined != held["combined"]:
        raise DrawError("the combined number is not that of its seeds")
    return made


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
