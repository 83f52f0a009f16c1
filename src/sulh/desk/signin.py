"""Sign-in links for the person at this machine: each works once and for a short time, and lives in memory only."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from threading import Lock

__all__ = ["LINKS", "SignInLinks"]

LIFETIME = 10 * 60  # seconds


@dataclass(slots=True)
class SignInLinks:
    """Tokens given out by this process, kept as digests. `lifetime` in seconds."""

    lifetime: float = LIFETIME
    _open: dict[str, tuple[str, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def give(self, name: str) -> str:
        """A token that signs in the account `name`, once."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._open = {digest: (one, until) for digest, (one, until) in self._open.items() if until > time.monotonic()}
            self._open[_digest(token)] = (name, time.monotonic() + self.lifetime)
        return token

    def take(self, token: str) -> str | None:
        """The account that the token signs in, and the token is spent; None when it is unknown, spent or too old."""
        with self._lock:
            name, until = self._open.pop(_digest(token), ("", 0.0))
        return name if name and until > time.monotonic() else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


LINKS = SignInLinks()
