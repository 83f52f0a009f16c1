"""Keys to the API: an account's secret that a program shows in its place, kept only as a digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from sulh.model import RecordError
from sulh.record.account_entries import token_mark
from sulh.record.accounts import note
from sulh.record.ledger import writing
from sulh.record.models import ApiToken, User

__all__ = ["DAYS", "create_token", "owner_of", "revoke_token", "tokens"]

# A recognisable beginning lets scanners for leaked secrets find one.
_PREFIX = "sulh_"
DAYS = 90  # that a token lasts unless something else is chosen
_MOST_DAYS = 3650


def create_token(name: str, label: str = "", *, author: str, days: int = DAYS) -> str:
    """A new key for the account, good for `days`: the only time that the secret is seen. The ledger never says what it is.

    Raises RecordError when there is no such account or it is closed, and for a number of days that is none.
    """
    if not 0 < days <= _MOST_DAYS:
        raise RecordError(f"a token lasts from 1 to {_MOST_DAYS} days, not {days}")
    secret = _PREFIX + secrets.token_urlsafe(32)
    with writing():
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise RecordError(f"there is no open account {name}")
        expires = _now().replace(microsecond=0) + dt.timedelta(days=days)
        made = ApiToken.objects.create(user=user, label=label[:100], digest=_digest(secret), made=_now(), expires=expires)
        note(author, name, "token", token=token_mark(vars(made)))
    return secret


def owner_of(secret: str) -> User | None:
    """The account whose key this is; None for another text, for a key that has expired, and for a closed account."""
    found = ApiToken.objects.select_related("user").filter(digest=_digest(secret), expires__gt=_now()).first()
    return found.user if found is not None and found.user.is_active else None


def tokens(name: str) -> list[ApiToken]:
    """The keys of an account, the latest first."""
    return list(ApiToken.objects.filter(user__username=name).order_by("-made", "-pk"))


def revoke_token(name: str, key: int, *, author: str) -> None:
    """Take a key of the account back. Raises RecordError when it has none of that number."""
    with writing():
        found = ApiToken.objects.filter(user__username=name, pk=key).first()
        if found is None:
            raise RecordError(f"{name} has no key {key}")
        found.delete()
        note(author, name, "revoke_token", token=token_mark(vars(found)))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
