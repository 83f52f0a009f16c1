"""Accounts of a record: who they are and what they may do; every change is in the ledger, never a password."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError
from django_otp.plugins.otp_totp.models import TOTPDevice

from sulh.model import RecordError
from sulh.record.access import NOBODY, audience_id
from sulh.record.account_entries import KIND, body_of, factor_mark, password_mark
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import ApiToken, User
from sulh.record.projection.apply import apply

__all__ = [
    "ASKS",
    "PERSONS",
    "activate",
    "add_factor",
    "add_group",
    "create_user",
    "deactivate",
    "is_own_hand",
    "note",
    "remove_factors",
    "set_groups",
    "set_password",
    "set_role",
    "users",
]

_SHORTEST = 12
# The group whose members may work with lists of persons, and what an entry does that asks for it.
PERSONS, ASKS = "persons", "asks_role"


def create_user(name: str, password: str | None, role: str, groups: Iterable[str] = (), *, author: str) -> User:
    """A new account; without a password only a link from this machine signs it in.

    Raises RecordError for a name that is taken, a role that is none, or a password that is easily guessed.
    """
    names = _group_names(groups)
    with writing():
        if User.objects.filter(username__iexact=name).exists():
            raise RecordError(f"there is an account {name} already")
        user = User(username=name, role=_role(role))
        _check(user)
        if password is None:
            user.set_unusable_password()
        else:
            _set_password(user, password)
        user.save()
        later = names if is_own_hand(author, name) and PERSONS in names else []
        now = [one for one in names if not (later and one == PERSONS)]
        user.groups.set(_groups(now))
        note(author, name, "create", role=role, groups=now, active=True, password=password_mark(user.password))
        if later:
            set_groups(name, later, author=author)
    return user


def set_role(name: str, role: str, *, author: str) -> None:
    """Give an account another role."""
    with writing():
        user = _user(name)
        user.role = _role(role)
        user.save(update_fields=["role"])
        note(author, name, "role", role=role)


def set_groups(name: str, groups: Iterable[str], *, author: str) -> bool:
    """Put an account into these groups and no others; returns whether it is in all of them.

    Nobody puts himself or herself into the group for lists of persons: that is asked for, and another account lets it in
    (`sulh.record.persons.letting_in`), unless there is no other account, which the ledger says.
    """
    names = _group_names(groups)
    with writing():
        user = _user(name)
        asks = PERSONS in names and not user.groups.filter(name=PERSONS).exists() and is_own_hand(author, name)
        is_alone = asks and not User.objects.filter(is_active=True).exclude(username=name).exists()
        waits = asks and not is_alone
        now = [one for one in names if not (waits and one == PERSONS)]
        user.groups.set(_groups(now))
        note(author, name, "groups", groups=now, **({"alone": True} if is_alone else {}))
        if waits:
            note(author, name, ASKS, asked=PERSONS)
    return not waits


def add_group(name: str, group: str, *, author: str) -> None:
    """Put an account into one group more."""
    with writing():
        user = _user(name)
        names = sorted({group, *user.groups.values_list("name", flat=True)})
        user.groups.set(_groups(names))
        note(author, name, "groups", groups=names)


def is_own_hand(author: str, name: str) -> bool:
    """Whether whoever signs ("NAME", or "NAME for OTHER") has the account of this name."""
    return name.casefold() in author.casefold().split(" for ")


def set_password(name: str, password: str, *, author: str) -> None:
    """Give an account another password, with which its tokens die; the ledger says who changed it, never what it is."""
    with writing():
        user = _user(name)
        _set_password(user, password)
        user.save(update_fields=["password"])
        ApiToken.objects.filter(user=user).delete()
        note(author, name, "password", password=password_mark(user.password))


def add_factor(device: TOTPDevice, *, author: str) -> None:
    """Ask for the codes of this device from now on when its account signs in."""
    with writing():
        device.confirmed = True
        device.save()
        note(author, device.user.get_username(), "factor", factor=_mark(device))


def remove_factors(name: str, *, author: str, reason: str = "") -> int:
    """Ask for no code any more when the account signs in; returns how many second factors it had."""
    with writing():
        devices = list(TOTPDevice.objects.filter(user=_user(name)))
        for device in devices:
            device.delete()
            if device.confirmed:
                note(author, name, "no_factor", factor=_mark(device), **({"reason": reason} if reason else {}))
    return sum(device.confirmed for device in devices)


def _mark(device: TOTPDevice) -> str:
    return factor_mark(vars(device))


def deactivate(name: str, *, author: str) -> None:
    """Close an account: nobody signs in with it any more; what it decided stays."""
    _activity(name, False, author)


def activate(name: str, *, author: str) -> None:
    """Open a closed account again."""
    _activity(name, True, author)


def users() -> list[User]:
    """All accounts by name, with their groups."""
    return list(User.objects.order_by("username").prefetch_related("groups"))


def _activity(name: str, active: bool, author: str) -> None:
    with writing():
        user = _user(name)
        user.is_active = active
        user.save(update_fields=["is_active"])
        note(author, name, "activate" if active else "deactivate", active=active)


def note(author: str, name: str, what: str, **changed: Any) -> None:
    """The entry about a change of an account; call it in the transaction that changes it."""
    apply(append([Draft(author, KIND, body_of(name, what, **changed))]))


def _user(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise RecordError(f"there is no account {name}; `sulh user list` names them")
    return user


def _role(role: str) -> str:
    if role not in User.Role.values:
        raise RecordError(f"there is no role {role!r}: {', '.join(User.Role.values)}")
    return role


def _group_names(groups: Iterable[str]) -> list[str]:
    names = sorted(set(groups))
    if NOBODY in names:
        raise RecordError(f"nobody is in the group {NOBODY}")
    if names:
        audience_id("restricted", names)
    return names


def _groups(names: Iterable[str]) -> list[Group]:
    return [Group.objects.get_or_create(name=name)[0] for name in names]


def _check(user: User) -> None:
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as problem:
        raise RecordError(f"{user.username!r} cannot be the name of an account: {' '.join(problem.messages)}") from problem


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user, _validators())
    except ValidationError as problem:
        raise RecordError(" ".join(problem.messages)) from problem
    user.set_password(password)


@cache
def _validators() -> list[Any]:
    """What a password must pass; made once, since one of them reads a list of 20,000 common ones."""
    return [
        MinimumLengthValidator(_SHORTEST),
        CommonPasswordValidator(),
        NumericPasswordValidator(),
        UserAttributeSimilarityValidator(),
    ]
