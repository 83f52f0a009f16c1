"""Keys to the API: an account's secret that a program shows in its place, kept only as a digest."""

from __future__ import annotations

import hashlib
import secrets

from sulh.model import RecordError
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import ApiToken, User
from sulh.record.projection.apply import apply

__all__ = ["create_token", "owner_of", "revoke_token", "tokens"]

# A recognisable beginning lets scanners for leaked secrets find one.
_PREFIX = "sulh_"


def create_token(name: str, label: str = "", *, author: str) -> str:
    """A new key for the account: the only time that the secret is seen. The ledger says that it was made, never what it is.

    Raises RecordError when there is no such account or it is closed.
    """
    secret = _PREFIX + secrets.token_urlsafe(32)
    with writing():
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise RecordError(f"there is no open account {name}")
        ApiToken.objects.create(user=user, label=label[:100], digest=_digest(secret))
        _note(author, name, "token")
    return secret


def owner_of(secret: str) -> User | None:
    """The account whose key this is; None for another text and for a closed account."""
    found = ApiToken.objects.select_related("user").filter(digest=_digest(secret)).first()
    return found.user if found is not None and found.user.is_active else None


def tokens(name: str) -> list[ApiToken]:
    """The keys of an account, the latest first."""
    return list(ApiToken.objects.filter(user__username=name).order_by("-made", "-pk"))


def revoke_token(name: str, key: int, *, author: str) -> None:
    """Take a key of the account back. Raises RecordError when it has none of that number."""
    with writing():
        gone, _ = ApiToken.objects.filter(user__username=name, pk=key).delete()
        if not gone:
            raise RecordError(f"{name} has no key {key}")
        _note(author, name, "revoke token")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _note(author: str, name: str, what: str) -> None:
    apply(append([Draft(author, "user", {"target": name[:80], "what": what})]))
