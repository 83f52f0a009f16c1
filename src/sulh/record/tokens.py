"""Keys to the API and to an account's calendar: a secret that a program shows in its place, kept only as a digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from sulh.model import InvalidError, RecordError
from sulh.record.account_entries import token_mark
from sulh.record.accounts import note
from sulh.record.ledger import writing
from sulh.record.models import ApiToken, User

__all__ = [
    "CALENDAR",
    "DAYS",
    "calendar_key",
    "create_calendar_key",
    "create_token",
    "owner_of",
    "owner_of_calendar",
    "revoke_token",
    "tokens",
]

# A recognisable beginning lets scanners for leaked secrets find one.
_PREFIX = "sulh_"
DAYS = 90  # that a token lasts unless something else is chosen
_MOST_DAYS = 3650
# What a key to the calendar is called. Its digest is of this and the secret, so that it opens the calendar and nothing of the API.
CALENDAR = "(calendar)"
_CALENDAR_DAYS = 730


def create_token(name: str, label: str = "", *, author: str, days: int = DAYS) -> str:
    """A new key for the account, good for `days`: the only time that the secret is seen. The ledger never says what it is.

    Raises RecordError when there is no such account or it is closed, and for a number of days that is none.
    """
    if label.strip() == CALENDAR:
        raise InvalidError(f"{CALENDAR} is what keys to a calendar are called")
    if not 0 < days <= _MOST_DAYS:
        raise RecordError(f"a token lasts from 1 to {_MOST_DAYS} days, not {days}")
    secret = _PREFIX + secrets.token_urlsafe(32)
    _keep(name, label, _digest(secret), author, days)
    return secret


def create_calendar_key(name: str, *, author: str) -> str:
    """A new key to the account's calendar, in the place of the one that there was: the only time that the secret is seen.

    Raises RecordError as `create_token` does.
    """
    secret = secrets.token_urlsafe(32)
    with writing():
        for one in ApiToken.objects.filter(user__username=name, label=CALENDAR):
            revoke_token(name, one.pk, author=author)
        _keep(name, CALENDAR, _digest(CALENDAR + secret), author, _CALENDAR_DAYS)
    return secret


def _keep(name: str, label: str, digest: str, author: str, days: int) -> None:
    with writing():
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise RecordError(f"there is no open account {name}")
        expires = _now().replace(microsecond=0) + dt.timedelta(days=days)
        made = ApiToken.objects.create(user=user, label=label[:100], digest=digest, made=_now(), expires=expires)
        note(author, name, "token", token=token_mark(vars(made)))


def owner_of(secret: str) -> User | None:
    """The account whose key this is; None for another text, for a key that has expired, and for a closed account."""
    return _owner(_digest(secret))


def owner_of_calendar(secret: str) -> User | None:
    """The account whose calendar this is the key to; as for `owner_of`."""
    return _owner(_digest(CALENDAR + secret))


def calendar_key(name: str) -> ApiToken | None:
    """The key to the account's calendar that still opens it."""
    return ApiToken.objects.filter(user__username=name, label=CALENDAR, expires__gt=_now()).first()


def _owner(digest: str) -> User | None:
    found = ApiToken.objects.select_related("user").filter(digest=digest, expires__gt=_now()).first()
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
